import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { openBackup, verifyParts } from '#modules/upkeep/archive.ts';
import { listBackups } from '#modules/upkeep/jobs.ts';
import { genuine } from '#modules/upkeep/manifest.ts';
import { COUNTY, openCounty, type StruckCounty } from './county.ts';
import { moments, ROUNDS, Striker, type Stroke, wellSpread } from './strike.ts';

let county: StruckCounty;
let striker: Striker;
before(async () => {
  county = await openCounty();
  await sql`insert into house.change (county_code, record, row_id, version, division_code, act, actor_id, actor_name, after)
    select ${COUNTY}, 'x.y', gen_random_uuid(), 1, ${`${COUNTY}100000`}, 'create', '1', '甲', jsonb_build_object('pad', repeat(md5(n::text), 20)) from generate_series(1, 8000) n`.execute(county.house.database.owner);
  mkdirSync(join(county.data, 'files', 'ab'), { recursive: true });
  for (let one = 0; one < 20; one += 1) writeFileSync(join(county.data, 'files', 'ab', `附件${one}.pdf`), Buffer.alloc(100_000, one));
  striker = await Striker.begin(county);
});
after(async () => {
  await striker.end();
  await county.close();
});

/** Reads a backup to its end against its marked table of contents; answers how many rows it holds outside the audit, which every finished backup lengthens by its own row. */
async function rowsOf(file: string): Promise<number> {
  const opened = await openBackup(file);
  try {
    assert.ok(genuine(county.house.keys, opened.manifest));
    await verifyParts(opened);
    return opened.manifest.tables.filter((table) => !table.name.startsWith('audit.')).reduce((sum, table) => sum + table.rows, 0);
  } finally {
    opened.close();
  }
}

test(`备份途中进程被强行结束 ${ROUNDS} 次：要么没有备份文件，要么完整可核验；半成品不算备份，再备份一次即成`, { timeout: 1_500_000 }, async () => {
  const folder = join(county.data, 'backups');
  const fileOf = (order: number) => join(folder, `ronggui-20230105-${String(order).padStart(6, '0')}.zip`);
  const stroke = (file: string): Stroke => ({ command: 'backup', args: [file], begun: async () => existsSync(`${file}.part`) || existsSync(file), over: async () => existsSync(file) });
  let finished = 0;
  const calm = await striker.calm(async () => stroke(fileOf(900_000 + (finished += 1))));
  const rows = await rowsOf(fileOf(900_000 + finished));
  for (const moment of moments('backup')) {
    const file = fileOf(moment.round);
    const ending = await striker.strike(stroke(file), moment, calm);
    assert.ok(existsSync(file) || !ending.done, `${moment.words}：已报完成，却没有文件`);
    if (existsSync(file)) {
      finished += 1;
      assert.equal(await rowsOf(file), rows, moment.words);
    }
    assert.equal(listBackups(county.house).length, finished, moment.words);
    assert.deepEqual(await county.auditProblems(), [], moment.words);
  }
  const left = readdirSync(folder).find((name) => name.endsWith('.part'));
  assert.ok(left && wellSpread(finished - 3), `${ROUNDS} 次中完成 ${finished - 3} 次：时刻应分布在完成前后`);
  const again = join(folder, left.replace(/\.part$/, ''));
  const end = await striker.undisturbed(stroke(again));
  assert.ok(end.done && !existsSync(`${again}.part`), end.said);
  assert.equal(await rowsOf(again), rows);
});
