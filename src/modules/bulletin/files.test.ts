import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import type { FastifyInstance } from 'fastify';
import type { Actor } from '#base/server/house.ts';
import { buildServer } from '#base/server/serve.ts';
import { openWorld, type World } from '#test/world.ts';
import { mountBulletinFiles } from './files.ts';
import { unpack } from './output/repack.ts';
import { makeScratchTable, SCRATCH_MODULES } from './scratch.ts';
import { writeBulletin } from './write.ts';

let world: World;
let server: FastifyInstance;
let caller: Actor | undefined;
before(async () => {
  world = await openWorld(SCRATCH_MODULES, { clock: () => new Date('2024-01-10T02:00:00Z') });
  await makeScratchTable(world.house);
  server = await buildServer(world.house, world.operations, async () => caller);
  mountBulletinFiles(server, world.house, async () => caller);
  const writer = { ...world.person('countyClerk', 'county', ['bulletin']), permissions: new Set(['scratch.write', 'scratch.read']) };
  await world.call(writer, 'scratch.entries.create', { id: randomUUID(), draft: { counts: 'relief.households', name: '甲', amount: 56, notedOn: '2023-06-01' } });
});
after(async () => {
  await server.close();
  await world.close();
});

test('下载：三种形式都有，每次下载留审计；未登录、无权限、不存在各有答复', async () => {
  const clerk = world.person('countyClerk', 'county', ['bulletin']);
  const id = randomUUID();
  await world.call(clerk, 'bulletin.bulletins.compose', { id, year: 2023 });
  const ask = (name: string) => server.inject({ method: 'GET', url: `/files/bulletins/${name}` });
  assert.equal((await ask(`${id}.docx`)).statusCode, 401);
  caller = world.person('townshipClerk', 'east');
  assert.equal((await ask(`${id}.docx`)).statusCode, 403);
  caller = clerk;
  assert.equal((await ask(`${randomUUID()}.docx`)).statusCode, 404);
  const docx = await ask(`${id}.docx`);
  assert.equal(docx.statusCode, 200);
  assert.match(String(docx.headers['content-disposition']), /^attachment; filename\*=UTF-8''.*\.docx$/);
  assert.ok((await unpack(docx.rawPayload)).get('word/document.xml')!.toString().includes('>56<'));
  assert.equal((await ask(`${id}.pdf`)).rawPayload.subarray(0, 5).toString(), '%PDF-');
  assert.match((await ask(`${id}.html`)).body, /困难家庭56户/);
  const { rows } = await sql<{ forms: string }>`select string_agg(detail->>'form', ',' order by id) as forms from audit.entry where operation = 'bulletin.files.download' and outcome = 'done'`.execute(world.house.database.owner);
  assert.equal(rows[0]!.forms, 'docx,pdf,html');
});

test('命令行：没有签发的就按台账起草写出，并报告每个指标', async () => {
  const out = join(mkdtempSync(join(tmpdir(), 'bulletin-')), '简报.docx');
  const written = await world.act(world.person('countyClerk', 'county', ['bulletin']), (act) => writeBulletin(act, { year: 2023, out }));
  assert.deepEqual(written.figures, [{ key: 'relief.households', printed: '56', value: 56, rows: 1 }]);
  assert.equal(written.signed, false);
  assert.equal(written.pages, 2);
  assert.ok((await unpack(readFileSync(out))).has('word/document.xml'));
});
