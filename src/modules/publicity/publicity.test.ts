import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import type { Refusal } from '#base/pure/refusal.ts';
import type { Actor } from '#base/server/house.ts';
import { measure } from '#base/server/measure.ts';
import { readPeriod } from '#base/server/period.ts';
import { organisation } from '#modules/organisation/module.ts';
import { openWorld, type World } from '#test/world.ts';
import { publicityFigures } from './figures.ts';
import { publicity } from './module.ts';

let world: World;
before(async () => { world = await openWorld([organisation, publicity]); });
after(() => world.close());

const county = () => world.person('countyClerk', 'county', ['publicity']);
const add = (actor: Actor, ledger: string, draft: Record<string, unknown>) => world.call(actor, `publicity.${ledger}.create`, { id: randomUUID(), draft });
const lecture = (actor: Actor, draft: Record<string, unknown>) => add(actor, 'lectures', { heldOn: '2023-05-04', place: '测试县一中', audienceKind: 'campus', topic: '老兵永远跟党走', audience: 150, ...draft });
const value = (key: string, period: string) => world.act(county(), async (act) => (await measure(act, publicityFigures.find((one) => one.key === key)!, readPeriod(period))).value);
const listed = (key: string, period: string) => world.call(county(), 'publicity.studios.list', { figure: key, period, size: 100 });

test('工作室：乡级站登记本站的，期末在挂的才算，村级不算', async () => {
  const east = world.person('townshipClerk', 'east');
  const village = world.person('villageClerk', 'eastHill');
  await add(county(), 'studios', { unitId: county().unitId, name: '县老兵工作室', plaqueOn: '2021-08-01', services: ['policy', 'mediation'] });
  const own = await add(east, 'studios', { unitId: east.unitId, name: '东乡老兵工作室', plaqueOn: '2023-07-30' });
  await add(village, 'studios', { unitId: village.unitId, name: '东山老兵工作室', plaqueOn: '2023-07-30' });
  assert.equal(own.divisionCode, east.division);
  assert.equal(own.labels.unitId, '东乡退役军人服务站');
  assert.equal(await value('publicity.studios', '2022'), 1);
  assert.equal(await value('publicity.studios', '2023'), 2);
  assert.equal((await listed('publicity.studios', '2023')).total, 2);
  await world.call(east, 'publicity.studios.update', { id: own.id, version: 1, change: { removedOn: '2023-12-31' } });
  assert.equal(await value('publicity.studios', '2023'), 1);
  await assert.rejects(add(east, 'studios', { unitId: east.unitId, name: '东乡老兵工作室' }), (error: Refusal) => error.status === 409 && /已有相同的老兵工作室/.test(error.message));
  await assert.rejects(add(east, 'studios', { unitId: east.unitId, name: '又一个', plaqueOn: '2023-05-01', removedOn: '2023-04-01' }), /不能早于挂牌日期/);
  await assert.rejects(world.call(east, 'publicity.studios.create', { id: randomUUID(), draft: { unitId: east.unitId, name: '' } }), /请填写工作室名称/);
});

test('别的乡镇看得到工作室，改不了', async () => {
  const west = world.person('townshipClerk', 'west');
  const { rows } = await world.call(west, 'publicity.studios.list', { search: '东乡' });
  assert.equal(rows.length, 1);
  await assert.rejects(world.call(west, 'publicity.studios.update', { id: rows[0].id, version: rows[0].version, change: { members: 3 } }), /不存在或不在您的管辖范围内/);
});

test('宣讲次数和听众人次等于清单合计，随一条记录变化', async () => {
  const east = world.person('townshipClerk', 'east');
  await lecture(county(), {});
  const second = await lecture(east, { heldOn: '2023-06-01', audienceKind: 'village', place: '东山村' });
  await lecture(county(), { heldOn: '2022-05-04' });
  assert.equal(second.divisionCode, east.division);
  const { rows } = await world.call(county(), 'publicity.lectures.list', { figure: 'publicity.lectureAudience', period: '2023' });
  assert.equal(await value('publicity.lectures', '2023'), rows.length);
  assert.equal(await value('publicity.lectureAudience', '2023'), rows.reduce((sum: number, row: { audience: number }) => sum + row.audience, 0));
  await world.call(east, 'publicity.lectures.update', { id: second.id, version: 1, change: { audience: 151 } });
  assert.equal(await value('publicity.lectureAudience', '2023'), 301);
  await assert.rejects(lecture(county(), {}), /已有相同的宣讲活动/);
  await assert.rejects(lecture(county(), { heldOn: '2999-01-01' }), /举办之后再登记/);
});

test('双拥活动由县级登记，财务人员无权', async () => {
  const made = await add(county(), 'activities', { heldOn: '2023-08-01', kind: 'seminar', title: '八一座谈会', place: '县政府', participants: 60 });
  assert.equal(made.kind, 'seminar');
  await assert.rejects(add(world.person('finance'), 'activities', { heldOn: '2023-08-01', kind: 'seminar', title: '另一场' }), (error: Refusal) => error.status === 403);
});
