import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { z } from 'zod';
import type { Refusal } from '#base/pure/refusal.ts';
import type { Module } from '#base/server/house.ts';
import { startJobs } from '#base/server/jobs.ts';
import { buildServer } from '#base/server/serve.ts';
import { openWorld, type World } from '#test/world.ts';
import { upkeep } from './module.ts';
import { mountUpkeep } from './mount.ts';

const Tea = z.object({ cups: z.number().int().min(1).max(9, '最多 9 杯').default(3) });
const organisation: Module = { name: 'organisation', label: '机构', operations: {}, handlers: {}, stores: [], figures: [], settings: [{ key: 'tea', label: '茶水', shape: Tea }] };
let world: World;
before(async () => {
  world = await openWorld([organisation, upkeep]);
});
after(() => world.close());

test('审计员查询审计，自己的查询也留痕；别的岗位不能看', async () => {
  const auditor = world.person('auditor');
  await world.call(world.person('securityAdministrator'), 'upkeep.settings.set', { key: 'tea', value: { cups: 4 } });
  await world.call(auditor, 'upkeep.audit.list', {});
  const mine = await world.call(auditor, 'upkeep.audit.list', { operation: 'upkeep.audit', actor: 'auditor' });
  assert.equal(mine.total, 1);
  assert.equal(mine.rows[0].operationLabel, '审计记录：查询');
  const changed = await world.call(auditor, 'upkeep.audit.list', { record: 'house.setting', rowId: 'tea' });
  assert.deepEqual(changed.rows[0].detail, { before: null, after: { cups: 4 } });
  for (const role of ['townshipClerk', 'leader', 'systemAdministrator', 'securityAdministrator']) {
    await assert.rejects(world.call(world.person(role), 'upkeep.audit.list', {}), (error: Refusal) => error.status === 403);
  }
  const refused = await world.call(auditor, 'upkeep.audit.list', { outcome: 'refused' });
  assert.equal(refused.total, 4);
});

test('审计按日期、翻页与核验', async () => {
  const auditor = world.person('auditor');
  await sql`update audit.entry set at = '2023-05-31T16:30:00Z' where id = 1`.execute(world.house.database.owner);
  assert.equal((await world.call(auditor, 'upkeep.audit.list', { from: '2023-06-01', to: '2023-06-01' })).total, 1);
  assert.equal((await world.call(auditor, 'upkeep.audit.list', { to: '2023-05-31' })).total, 0);
  const page = await world.call(auditor, 'upkeep.audit.list', { size: 2, page: 2 });
  assert.equal(page.rows.length, 2);
  const report = await world.call(auditor, 'upkeep.audit.verify');
  assert.deepEqual(report.problems, []);
  await sql`update audit.entry set at = '2023-06-01T16:30:00Z' where id = 1`.execute(world.house.database.owner);
  assert.deepEqual((await world.call(auditor, 'upkeep.audit.verify')).problems.map((one: { kind: string; id: string }) => `${one.kind} ${one.id}`), ['altered 1']);
});

test('安全设置只认已声明的项和取值，默认值来自声明', async () => {
  const security = world.person('securityAdministrator', 'county');
  const [tea] = await world.call(security, 'upkeep.settings.list');
  assert.deepEqual([tea.key, tea.value, tea.made], ['tea', { cups: 4 }, true]);
  await assert.rejects(world.call(security, 'upkeep.settings.set', { key: 'tea', value: { cups: 10 } }), (error: Refusal) => error.message === '茶水：最多 9 杯' && error.path?.join('.') === 'value.cups');
  await assert.rejects(world.call(security, 'upkeep.settings.set', { key: 'coffee', value: 1 }), (error: Refusal) => error.status === 404);
  await assert.rejects(world.call(world.person('systemAdministrator'), 'upkeep.settings.list'), (error: Refusal) => error.status === 403);
});

test('系统管理员立即备份：后台完成，列在备份与任务中', async () => {
  const { house } = world;
  const administrator = world.person('systemAdministrator');
  assert.equal((await world.call(administrator, 'upkeep.jobs', {})).total, 0);
  house.jobs = await startJobs(house, house.database.ownerUrl, upkeep.jobs!, house.log);
  const { name } = await world.call(administrator, 'upkeep.backup');
  const until = Date.now() + 20_000;
  while (!existsSync(join(house.config.data, 'backups', name)) && Date.now() < until) await new Promise((done) => setTimeout(done, 100));
  const backups = await world.call(administrator, 'upkeep.backups');
  assert.equal(backups[0].name, name);
  assert.ok(backups[0].size > 1000);
  const jobs = await world.call(administrator, 'upkeep.jobs', { name: 'upkeep.' });
  assert.equal(jobs.rows[0].name, 'upkeep.backup');
  assert.ok(['active', 'completed'].includes(jobs.rows[0].state));
});

test('健康、就绪、指标与接口文档', async () => {
  const { house, operations } = world;
  house.config.metricsToken = 'a-token-of-sixteen';
  const server = await buildServer(house, operations, async () => undefined);
  await mountUpkeep(server, house, operations);
  const get = (url: string, from = '127.0.0.1', authorization?: string) => server.inject({ url, remoteAddress: from, headers: authorization ? { authorization } : {} });
  assert.deepEqual((await get('/healthz')).json(), { healthy: true });
  const ready = await get('/readyz');
  assert.deepEqual([ready.statusCode, ready.json()], [200, { database: true, migrations: true, jobs: true }]);
  assert.equal((await get('/api/upkeep/audit')).statusCode, 401);
  const measures = await get('/metrics');
  assert.match(measures.body, /ronggui_request_seconds_count\{method="GET",route="\/api\/upkeep\/audit",status="401"\} 1/);
  assert.match(measures.body, /ronggui_pool_application_open \d/);
  assert.match(measures.body, /ronggui_nodejs_eventloop_lag_seconds/);
  assert.equal((await get('/metrics', '10.0.0.9')).statusCode, 404);
  assert.equal((await get('/metrics', '10.0.0.9', 'Bearer a-token-of-sixteen')).statusCode, 200);
  const document = (await get('/openapi.json')).json();
  assert.equal(document.openapi.slice(0, 3), '3.1');
  assert.equal(document.paths['/upkeep/audit'].get.operationId, 'upkeep.audit.list');
  assert.match(document.paths['/upkeep/audit'].get.description, /需要权限 audit\.inspect；查看留有审计记录/);
  const page = await get('/openapi');
  assert.match(page.headers['content-security-policy'] as string, /script-src 'self'/);
  assert.ok(!page.body.includes('<script') && page.body.includes('审计记录：核验'));
  await server.close();
  const { jobs } = house;
  await jobs.stop();
});
