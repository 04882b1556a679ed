import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, test } from 'node:test';
import { sql } from 'kysely';
import { openWorld, PLACES, type Place, type World } from '#test/world.ts';
import { organisation } from './module.ts';

let world: World;
beforeEach(async () => {
  world = await openWorld([organisation]);
});
afterEach(() => world.close());

const basis = () => ({ id: randomUUID(), changedOn: '2024-03-01', basis: '测试县政文〔2024〕3号' });
const unitAt = (place: Place) => world.person('leader', place).unitId;
const administrator = () => world.person('systemAdministrator');

async function decisionAt(place: Place, content: string): Promise<string> {
  const clerk = world.person('countyClerk');
  const meetingId = randomUUID();
  await world.call(clerk, 'organisation.meetings.create', { id: meetingId, draft: { heldOn: '2023-05-09', title: content } });
  const id = randomUUID();
  await world.call(clerk, 'organisation.decisions.create', { id, draft: { meetingId, content, ownerUnitId: unitAt(place), state: 'open' } });
  return id;
}
const divisionOf = async (id: string) => (await world.call(world.person('countyClerk'), 'organisation.decisions.get', { id })).divisionCode;

test('两村合并：台账行全部移交承接村，机构撤销并留沿革，重复提交无害', async () => {
  const id = await decisionAt('eastHill', '核查');
  const given = { ...basis(), unitId: unitAt('eastHill'), successorId: unitAt('eastLake') };
  await world.call(administrator(), 'organisation.unitActs.merge', given);
  await world.call(administrator(), 'organisation.unitActs.merge', given);
  assert.equal(await divisionOf(id), PLACES.eastLake);
  const unit = await world.call(administrator(), 'organisation.units.get', { id: unitAt('eastHill') });
  assert.equal(unit.closedOn, '2024-03-01');
  const tree = await world.call(world.person('countyClerk'), 'organisation.divisions.tree');
  assert.ok(!tree.some((one: { code: string }) => one.code === PLACES.eastHill));
  const [change] = await world.call(administrator(), 'organisation.unitActs.list');
  assert.deepEqual([change.kind, change.successorName, change.moved['organisation.decision']], ['merge', '东湖村退役军人服务站', 1]);
  const { rows } = await sql<{ successor_code: string }>`select successor_code from organisation.division where code = ${PLACES.eastHill}`.execute(world.house.database.owner);
  assert.equal(rows[0]!.successor_code, PLACES.eastLake);
});

test('两乡合并：各村换上新乡的代码，台账、机构随之移交', async () => {
  const village = await decisionAt('westHill', '乡并后村务');
  const town = await decisionAt('west', '乡务');
  await world.call(administrator(), 'organisation.unitActs.merge', { ...basis(), unitId: unitAt('west'), successorId: unitAt('east') });
  assert.equal(await divisionOf(town), PLACES.east);
  const code = await divisionOf(village);
  assert.equal(code.slice(0, 9), PLACES.east.slice(0, 9));
  const tree: { name: string; path: string; unitName: string | null }[] = await world.call(world.person('countyClerk'), 'organisation.divisions.tree');
  assert.deepEqual(tree.map((one) => one.path), ['测试县', '东乡', '东乡/东山村', '东乡/东湖村', '东乡/西山村', '东乡/西湖村']);
  assert.equal(tree.find((one) => one.name === '西山村')!.unitName, '西山村退役军人服务站');
  const clerk = world.person('townshipClerk', 'east');
  assert.equal((await world.call(clerk, 'organisation.decisions.get', { id: village })).content, '乡并后村务');
});

test('更名：区划改名后下级路径随之改；设立、分设得到新代码和服务站；撤销先看有无村', async () => {
  const me = administrator();
  await world.call(me, 'organisation.unitActs.rename', { ...basis(), unitId: unitAt('east'), name: '测试县东街道退役军人服务站', divisionName: '东街道' });
  await world.call(me, 'organisation.unitActs.add', { ...basis(), parentCode: PLACES.east, divisionName: '新村' });
  await world.call(me, 'organisation.unitActs.split', { ...basis(), unitId: unitAt('eastLake'), divisionName: '东湖北村' });
  const tree: { path: string; unitName: string }[] = await world.call(world.person('townshipClerk', 'east'), 'organisation.divisions.tree');
  assert.deepEqual(tree.map((one) => one.path), ['东街道', '东街道/东山村', '东街道/东湖村', '东街道/新村', '东街道/东湖北村']);
  assert.equal(tree[3]!.unitName, '测试县东街道新村退役军人服务站');
  await assert.rejects(world.call(me, 'organisation.unitActs.close', { ...basis(), unitId: unitAt('west'), withDivision: true }), /其下还有村/);
  await world.call(me, 'organisation.unitActs.close', { ...basis(), unitId: unitAt('westHill'), withDivision: true });
  await assert.rejects(world.call(me, 'organisation.unitActs.close', { ...basis(), unitId: unitAt('westHill'), withDivision: true }), /已撤销/);
  await assert.rejects(world.call(me, 'organisation.unitActs.merge', { ...basis(), unitId: unitAt('west'), successorId: unitAt('eastLake') }), /同一层级/);
  await assert.rejects(world.call(world.person('countyClerk'), 'organisation.unitActs.rename', { ...basis(), unitId: unitAt('west'), name: '另名' }), /没有这项权限/);
});
