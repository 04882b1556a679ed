import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import pg from 'pg';
import { startSealing } from '#base/server/audit/seal.ts';
import { verifyAudit } from '#base/server/audit/verify.ts';
import { readConfig } from '#base/server/config.ts';
import { transact } from '#base/server/database.ts';
import type { House, Module } from '#base/server/house.ts';
import { openHouse } from '#base/server/open.ts';
import { writeAudit } from '#base/server/audit/write.ts';
import { dropDatabase, TEST_KEYS, testConfig } from '#test/database.ts';
import { COUNTY, openWorld, PLACES, type World } from '#test/world.ts';
import { backup } from './backup.ts';
import { restore } from './restore.ts';
import { copyText, keptTables, sequenceValues } from './tables.ts';

const organisation: Module = { name: 'organisation', label: '机构', operations: {}, handlers: {}, stores: [], figures: [] };
const folder = mkdtempSync(join(tmpdir(), 'upkeep-backup-'));
chmodSync(folder, 0o755);
const keysFile = join(folder, 'keys.json');
let world: World;
let house: House;
before(async () => {
  writeFileSync(keysFile, Buffer.from(TEST_KEYS, 'base64'));
  world = await openWorld([organisation]);
  house = world.house;
  const actor = world.person('systemAdministrator');
  await transact(house.database, actor.scope, async (tx) => {
    for (let one = 0; one < 30; one += 1) await writeAudit(house, tx, { name: 'x.y' }, actor, { requestId: randomUUID(), address: '127.0.0.1' }, 'done', { reason: `制表\t换行\n反斜杠\\ ${one}` });
    await sql`insert into house.setting (county_code, key, value) values (${COUNTY}, 'a', '{"甲": [1, null, "\\\\N"]}')`.execute(tx);
    await sql`insert into house.change (county_code, record, row_id, version, division_code, act, actor_id, actor_name, after)
      select ${COUNTY}, 'x.y', gen_random_uuid(), 1, ${PLACES.east}, 'create', '1', '甲', jsonb_build_object('pad', repeat(md5(n::text), 40)) from generate_series(1, 20000) n`.execute(house.database.owner);
  });
  await verifyAudit(house);
  mkdirSync(join(house.config.data, 'files', 'ab'), { recursive: true });
  writeFileSync(join(house.config.data, 'files', 'ab', '附件.pdf'), 'PDF 内容');
});
after(async () => {
  await world.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Row count and digest of the ordered rows of every table, and where the sequences stand. */
async function fingerprint(url: string): Promise<Record<string, string>> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const seen: Record<string, string> = {};
    for (const table of await keptTables(client)) {
      const { rows } = await client.query({ text: copyText(table).slice('copy ('.length, -') to stdout'.length), rowMode: 'array' });
      seen[table.name] = `${rows.length} ${createHash('sha256').update(JSON.stringify(rows)).digest('hex')}`;
    }
    return { ...seen, sequences: JSON.stringify(await sequenceValues(client)) };
  } finally {
    await client.end();
  }
}

test('a backup of a working product goes into an empty database, and every table is equal', async () => {
  const file = join(folder, 'whole.zip');
  const original = await fingerprint(house.database.ownerUrl);
  const made = await backup(house, file);
  assert.ok(made.rows > 20_000 && made.files === 1);
  const target = await testConfig([organisation]);
  const back = await restore(target, [organisation], file);
  assert.deepEqual(back, made);
  assert.deepEqual(await fingerprint(target.databaseUrl!), original);
  assert.equal(readFileSync(join(target.data, 'files', 'ab', '附件.pdf'), 'utf8'), 'PDF 内容');
  const opened = await openHouse(target, [organisation]);
  assert.deepEqual((await verifyAudit(opened.house)).problems, []);
  await opened.close();
  await assert.rejects(restore(target, [organisation], file), /已有数据/);
  const client = new pg.Client({ connectionString: target.databaseUrl });
  await client.connect();
  await client.query("delete from house.change; insert into house.setting values ('999001', 'later', '1')");
  writeFileSync(join(target.data, 'files', 'later.txt'), '后来的');
  await client.end();
  await restore(target, [organisation], file, { overwrite: true });
  assert.deepEqual(await fingerprint(target.databaseUrl!), original);
  assert.ok(!existsSync(join(target.data, 'files', 'later.txt')));
  await dropDatabase(target);
});

test('into an empty data folder with the embedded database; the keys must be brought', async () => {
  const file = join(folder, 'embedded.zip');
  await backup(house, file);
  const target = readConfig({ RONGGUI_DATA: join(folder, 'data'), RONGGUI_PORT: '0', RONGGUI_LOG: 'fatal' });
  await assert.rejects(restore(target, [organisation], file), /备份不含密钥/);
  writeFileSync(join(folder, 'other.json'), JSON.stringify({ versions: [{ id: 1, secret: Buffer.alloc(32, 9).toString('base64') }] }));
  await assert.rejects(restore(target, [organisation], file, { keysFile: join(folder, 'other.json') }), /打不开这个备份/);
  assert.ok(!existsSync(join(target.data, 'keys.json')), 'a refused restore leaves nothing');
  await restore(target, [organisation], file, { keysFile });
  const opened = await openHouse(target, [organisation]);
  assert.deepEqual(await fingerprint(opened.house.database.ownerUrl), await fingerprint(house.database.ownerUrl));
  await opened.close();
});

test('beside a running product: it goes on with what was restored, and its audit goes on from there', async () => {
  const file = join(folder, 'beside.zip');
  await backup(house, file);
  const target = await testConfig([organisation]);
  await restore(target, [organisation], file);
  const running = await openHouse(target, [organisation]);
  const sealing = startSealing(running.house);
  const actor = world.person('systemAdministrator');
  const write = () => transact(running.house.database, actor.scope, (tx) => writeAudit(running.house, tx, { name: 'after.restore' }, actor, { requestId: randomUUID(), address: '127.0.0.1' }, 'done', {}));
  await write();
  await verifyAudit(running.house);
  await restore(target, [organisation], file, { overwrite: true });
  const { entries } = await verifyAudit(running.house);
  await write();
  await sealing.stop();
  assert.deepEqual(await verifyAudit(running.house), { entries: entries + 1, links: entries + 1, problems: [] });
  await running.close();
  await dropDatabase(target);
});

test('a backup with keys needs nothing else; one without holds none', async () => {
  const secret = (JSON.parse(readFileSync(keysFile, 'utf8')) as { versions: { secret: string }[] }).versions[0]!.secret;
  await backup(house, join(folder, 'keys.zip'), { withKeys: true });
  const target = { ...(await testConfig([organisation])), keys: undefined };
  await restore(target, [organisation], join(folder, 'keys.zip'));
  assert.ok(readFileSync(join(target.data, 'keys.json'), 'utf8').includes(secret));
  await dropDatabase(target);
});

test('a damaged or foreign file is refused and leaves the old state', async () => {
  const file = join(folder, 'damaged.zip');
  await backup(house, file);
  const target = await testConfig([organisation]);
  const before = await fingerprint(target.databaseUrl!);
  const bytes = readFileSync(file);
  for (const at of [200, Math.floor(bytes.length / 2), bytes.length - 300]) {
    const copy = Buffer.from(bytes);
    copy[at] = copy[at]! ^ 0xff;
    writeFileSync(file, copy);
    await assert.rejects(restore(target, [organisation], file, { overwrite: true }));
  }
  writeFileSync(file, bytes.subarray(0, bytes.length - 1000));
  await assert.rejects(restore(target, [organisation], file), /无法打开备份文件/);
  assert.deepEqual(await fingerprint(target.databaseUrl!), before);
  await dropDatabase(target);
});

const PROGRAM = `
  import { readConfig } from '#base/server/config.ts';
  import { openHouse } from '#base/server/open.ts';
  import { backup } from '#modules/upkeep/backup.ts';
  import { restore } from '#modules/upkeep/restore.ts';
  const organisation = { name: 'organisation', label: '机构', operations: {}, handlers: {}, stores: [], figures: [] };
  const [act, file] = process.argv.slice(1);
  const config = readConfig(process.env);
  process.stdout.write('begun\\n');
  if (act === 'backup') await backup((await openHouse(config, [organisation])).house, file);
  else await restore(config, [organisation], file, { overwrite: true });
  process.exit(0);
`;
/** Runs a program of its own that backs up or restores, and kills it some time after it began; true where it was still at work. */
async function killed(act: 'backup' | 'restore', file: string, config: { data: string; databaseUrl: string | undefined }, afterMs: number): Promise<boolean> {
  const child = spawn(process.execPath, ['--input-type=module', '--eval', PROGRAM, act, file], { cwd: join(import.meta.dirname, '..', '..', '..'), stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, RONGGUI_DATA: config.data, RONGGUI_KEYS: TEST_KEYS, RONGGUI_LOG: 'fatal', DATABASE_URL: config.databaseUrl } });
  const ended = new Promise<boolean>((done) => child.on('exit', (_code, signal) => done(signal === 'SIGKILL')));
  await new Promise((done) => child.stdout.once('data', done));
  await wait(afterMs);
  child.kill('SIGKILL');
  return ended;
}

test('kill -9 during a backup leaves no final file, during a restore the old state', async () => {
  let interrupted = 0;
  for (const afterMs of [30, 80, 140, 200]) {
    const file = join(folder, `killed-${afterMs}.zip`);
    if (!(await killed('backup', file, house.config, afterMs))) continue;
    interrupted += 1;
    assert.ok(!existsSync(file));
  }
  assert.ok(interrupted > 0, 'at least one backup was interrupted');
  const file = join(folder, 'again.zip');
  await backup(house, file);
  const target = await testConfig([organisation]);
  const old = await fingerprint(target.databaseUrl!);
  const whole = await fingerprint(house.database.ownerUrl);
  let unfinished = 0;
  for (const afterMs of [50, 150, 250, 400]) {
    if (!(await killed('restore', file, target, afterMs))) break;
    const seen = await fingerprint(target.databaseUrl!);
    if (seen['house.change'] !== whole['house.change']) {
      unfinished += 1;
      assert.deepEqual(seen, old);
    }
  }
  assert.ok(unfinished > 0, 'at least one restore was interrupted');
  await restore(target, [organisation], file, { overwrite: true });
  assert.deepEqual(await fingerprint(target.databaseUrl!), whole);
  await dropDatabase(target);
});
