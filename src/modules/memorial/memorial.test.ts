import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import type { Refusal } from '#base/pure/refusal.ts';
import { measure } from '#base/server/measure.ts';
import { readPeriod } from '#base/server/period.ts';
import { organisation } from '#modules/organisation/module.ts';
import { openWorld, type World } from '#test/world.ts';
import { memorialFigures } from './figures.ts';
import { memorial } from './module.ts';
import { organisations } from './service.ts';

let world: World;
let siteId: string;
before(async () => {
  world = await openWorld([organisation, memorial]);
  siteId = (await add('sites', { name: '测试县烈士陵园', kind: 'cemetery', level: 'county' })).id;
});
after(() => world.close());

const clerk = () => world.person('countyClerk', 'county', ['memorial']);
const add = (ledger: string, draft: Record<string, unknown>) => world.call(clerk(), `memorial.${ledger}.create`, { id: randomUUID(), draft });
const place = (name: string, kind: string) => add('organisations', { name, kind });
const visit = (draft: Record<string, unknown>) => add('visits', { siteId, visitedOn: '2023-04-05', source: 'walkIn', headcount: 30, entryNumber: randomUUID().slice(0, 8), ...draft });
const value = (key: string, period = '2023') => world.act(clerk(), async (act) => (await measure(act, memorialFigures.find((one) => one.key === key)!, readPeriod(period))).value);
const listed = async (key: string, period = '2023') => (await world.call(clerk(), 'memorial.visits.list', { figure: key, period, size: 500 })).rows;

test('祭扫登记：联系人和电话隐藏，单位自动归入单位团体，重复的一批被拒绝', async () => {
  const school = await place('测试县第一中学', 'school');
  const row = await visit({ organisationId: school.id, contactName: '李明', contactPhone: '13800001234', entryNumber: '1', activities: ['homage', 'oath'] });
  assert.equal(row.contactPhone, '138****1234');
  assert.notEqual(row.contactName, '李明');
  assert.equal(row.visitorKind, 'group');
  assert.equal(row.labels.organisationId, '测试县第一中学');
  await assert.rejects(visit({ organisationId: school.id, entryNumber: '1' }), (error: Refusal) => error.status === 409 && /已有相同的祭扫记录/.test(error.message));
  await assert.rejects(visit({ headcount: 0 }), /不能小于 1/);
  await assert.rejects(visit({ visitedOn: '2999-01-01' }), /晚于今天/);
  await assert.rejects(visit({ organisationId: school.id, visitorKind: 'family' }), /单位团体/);
});

test('乡级站能看不能记；县级没有这条业务线的也不能记', async () => {
  const township = world.person('townshipClerk', 'east');
  assert.ok((await world.call(township, 'memorial.sites.list', {})).total >= 1);
  for (const actor of [township, world.person('countyClerk', 'county', ['care'])]) {
    await assert.rejects(world.call(actor, 'memorial.visits.create', { id: randomUUID(), draft: { siteId, visitedOn: '2023-04-05', source: 'counted', headcount: 5 } }), (error: Refusal) => error.status === 403);
  }
});

test('指标等于清单合计，随一条记录变化，单位和学校各数各的', async () => {
  const bureau = await place('测试县教育局', 'government');
  const hospital = await place('测试县人民医院', 'institution');
  const school = await place('测试县实验小学', 'school');
  await visit({ visitedOn: '2022-04-05', organisationId: bureau.id, headcount: 20 });
  await visit({ visitedOn: '2022-05-01', organisationId: bureau.id, headcount: 10 });
  await visit({ visitedOn: '2022-04-05', organisationId: school.id, headcount: 200 });
  const batch = await visit({ visitedOn: '2022-04-05', source: 'counted', visitorKind: 'public', headcount: 1000 });
  assert.equal(await value('memorial.visitors', '2022'), 1230);
  assert.equal(await value('memorial.organisations', '2022'), 1);
  assert.equal(await value('memorial.schools', '2022'), 1);
  await visit({ visitedOn: '2022-09-30', organisationId: hospital.id, headcount: 15 });
  assert.equal(await value('memorial.organisations', '2022'), 2);
  await world.call(clerk(), 'memorial.visits.update', { id: batch.id, version: 1, change: { headcount: 1001 } });
  assert.equal(await value('memorial.visitors', '2022'), 1246);
  const rows = await listed('memorial.visitors', '2022');
  assert.equal(rows.reduce((sum: number, row: { headcount: number }) => sum + row.headcount, 0), 1246);
  assert.deepEqual(new Set((await listed('memorial.organisations', '2022')).map((row: { organisationId: string }) => row.organisationId)), new Set([bureau.id, hospital.id]));
});

test('合并单位：祭扫改指、原名成为别名、按别名能认出；撤销后一切如旧', async () => {
  const keep = await place('测试县第二中学', 'school');
  const drop = await place('二中', 'school');
  await add('aliases', { name: '二中校区', organisationId: drop.id });
  await visit({ visitedOn: '2021-04-05', organisationId: keep.id });
  const moved = await visit({ visitedOn: '2021-04-06', organisationId: drop.id });
  assert.equal(await value('memorial.schools', '2021'), 2);
  const id = randomUUID();
  const merged = await world.call(clerk(), 'memorial.mergeOrganisations', { id, keep: keep.id, drop: drop.id });
  assert.deepEqual(merged, { id, visits: 1, alias: '二中' });
  assert.deepEqual(await world.call(clerk(), 'memorial.mergeOrganisations', { id, keep: keep.id, drop: drop.id }), merged);
  assert.equal(await value('memorial.schools', '2021'), 1);
  await assert.rejects(world.call(clerk(), 'memorial.organisations.get', { id: drop.id }), /不存在/);
  assert.equal((await world.call(clerk(), 'memorial.aliases.list', { filters: { organisationId: [keep.id] } })).total, 2);
  await assert.rejects(place('二中', 'school'), /已是“测试县第二中学”的别名/);
  const history = await world.call(clerk(), 'memorial.visits.history', { id: moved.id });
  assert.match(history[0].reason, /并入/);
  await world.call(clerk(), 'memorial.undoMerge', { id });
  assert.equal(await value('memorial.schools', '2021'), 2);
  assert.equal((await world.call(clerk(), 'memorial.organisations.get', { id: drop.id })).name, '二中');
  assert.equal((await world.call(clerk(), 'memorial.visits.get', { id: moved.id })).organisationId, drop.id);
  assert.equal((await world.call(clerk(), 'memorial.aliases.list', { filters: { organisationId: [drop.id] } })).total, 1);
  await world.call(clerk(), 'memorial.undoMerge', { id });
  await assert.rejects(world.call(clerk(), 'memorial.mergeOrganisations', { id: randomUUID(), keep: keep.id, drop: keep.id }), /自身/);
});

test('表格里的单位名：全称、别名、同写法都认出，没有的和多解的说明原因', async () => {
  const court = await place('测试县人民法院', 'government');
  await add('aliases', { name: '县法院', organisationId: court.id });
  await place('测试县三中', 'school');
  await place('第三中学', 'school');
  const found = await world.act(clerk(), (act) => organisations.match!.find(act, [{ name: '测试县人民法院' }, { name: '县法院' }, { name: '县人民法院' }, { name: '县三中' }, { name: '没有的单位' }]));
  assert.deepEqual(found.slice(0, 3).map((one) => 'id' in one && one.id), [court.id, court.id, court.id]);
  assert.ok('candidates' in found[3]! && found[3].candidates.length === 2);
  assert.ok('reason' in found[4]! && /字典里没有/.test(found[4].reason));
});
