import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import type { Values } from '#base/pure/record.ts';
import type { Refusal } from '#base/pure/refusal.ts';
import { organisation } from '#modules/organisation/module.ts';
import { registry } from '#modules/registry/module.ts';
import { openWorld, type Place, type World } from '#test/world.ts';
import { care } from './module.ts';

let world: World;
before(async () => { world = await openWorld([organisation, registry, care], { clock: () => new Date('2024-01-15T02:00:00Z') }); });
after(() => world.close());

const clerk = (place: 'east' | 'west' = 'east') => world.person('townshipClerk', place);
const countyClerk = () => world.person('countyClerk', 'county', ['registry', 'care']);
const register = async (at: Place, name: string, roles: string[] = ['combat'], more: Values = {}): Promise<string> => (await world.register({ at, name, roles, ...more })).id;
const visitTo = (personId: string, more: object = {}) => ({ id: randomUUID(), draft: { personId, kind: 'festival', mode: 'home', visitedOn: '2023-01-20', visitors: '李站长', cash: '50000', ...more } });
const inYear = (figure: string, period = '2023') => ({ figure, period });

test('走访由乡级站登记，走访时类别由系统按走访当日身份记录', async () => {
  const me = clerk();
  const person = await register('east', '张参战', ['combat', 'vet_self_employed']);
  const made = await world.call(me, 'care.visits.create', visitTo(person));
  assert.deepEqual(made.categories, ['combat', 'vet_self_employed']);
  assert.equal(made.labels.personId, '张参战');
  assert.equal(made.divisionCode, me.division);
  await assert.rejects(world.call(me, 'care.visits.create', visitTo(person, { categories: ['disabled'], visitedOn: '2023-02-01' })), /没有“categories”/);
});

test('身份以后变了，走访时类别不变', async () => {
  const me = clerk();
  const person = await register('east', '李快照', ['ill_returned']);
  const visit = await world.call(me, 'care.visits.create', visitTo(person));
  const row = await world.call(me, 'registry.persons.get', { id: person });
  await world.call(me, 'registry.persons.update', { id: person, version: row.version, change: { roles: ['vet_self_employed'] } });
  assert.deepEqual((await world.call(me, 'care.visits.get', { id: visit.id })).categories, ['ill_returned']);
});

test('同一人同一天同一类型不重复登记，未来日期、负数金额、部队番号不收', async () => {
  const me = clerk();
  const person = await register('east', '王重复');
  await world.call(me, 'care.visits.create', visitTo(person));
  await assert.rejects(world.call(me, 'care.visits.create', visitTo(person)), (error: Refusal) => error.status === 409 && error.message.includes('不能重复登记'));
  await assert.rejects(world.call(me, 'care.visits.create', visitTo(person, { visitedOn: '2024-01-16' })), /不能晚于今天/);
  await assert.rejects(world.call(me, 'care.visits.create', visitTo(person, { visitedOn: '2023-01-21', cash: '-1' })), /不能为负数/);
  await assert.rejects(world.call(me, 'care.visits.create', visitTo(person, { visitedOn: '2023-01-22', content: '原在12345部队' })), /疑似涉密/);
});

test('别的乡镇看不到走访，也不能为辖区外的人登记', async () => {
  const person = await register('east', '赵东乡');
  const visit = await world.call(clerk(), 'care.visits.create', visitTo(person));
  await assert.rejects(world.call(clerk('west'), 'care.visits.get', { id: visit.id }), /不存在/);
  await assert.rejects(world.call(clerk('west'), 'care.visits.create', visitTo(person, { visitedOn: '2023-03-01' })), /管辖范围/);
  assert.equal((await world.call(clerk('west'), 'care.visits.list', { filters: { personId: [person] } })).total, 0);
  await assert.rejects(world.call(world.person('finance'), 'care.visits.create', visitTo(person)), /没有这项权限/);
});

test('走访慰问优抚对象：只计期内、走访时为优抚对象的人次', async () => {
  const me = clerk('west');
  const total = async () => (await world.call(me, 'care.visits.list', inYear('care.visits'))).total;
  const [veteran, disabled] = [await register('west', '钱退役', ['vet_self_employed']), await register('west', '孙伤残', ['disabled'])];
  const before = await total();
  await world.call(me, 'care.visits.create', visitTo(veteran));
  await world.call(me, 'care.visits.create', visitTo(disabled, { visitedOn: '2022-12-31' }));
  assert.equal(await total(), before);
  await world.call(me, 'care.visits.create', visitTo(disabled, { visitedOn: '2023-12-31' }));
  await world.call(me, 'care.visits.create', visitTo(disabled, { visitedOn: '2023-01-01' }));
  assert.equal(await total(), before + 2);
});

const plaque = (personId: string, more: object = {}) => ({ id: randomUUID(), draft: { personId, category: 'veteran', hungOn: '2023-07-20', address: '测试县东乡东山村12号', ...more } });

test('光荣牌一户一牌：取消后可以再挂，取消的留档不计入有效户数', async () => {
  const me = clerk();
  const [father, son] = [await register('east', '周父'), await register('east', '周子')];
  const total = async (period: string) => (await world.call(me, 'care.plaques.list', inYear('care.plaques', period))).total;
  const first = await world.call(me, 'care.plaques.create', plaque(father, { householdNumber: 'H-1' }));
  assert.equal(first.state, 'hung');
  assert.ok(!String(first.address).includes('12号'));
  await assert.rejects(world.call(me, 'care.plaques.create', plaque(son, { householdNumber: 'H-1' })), /一户一牌/);
  assert.equal(await total('2023'), 1);
  await assert.rejects(world.call(me, 'care.plaques.update', { id: first.id, version: 1, change: { cancelledOn: '2023-08-01' } }), /须写明原因/);
  const gone = await world.call(me, 'care.plaques.update', { id: first.id, version: 1, change: { cancelledOn: '2023-08-01', cancelledReason: '迁居外县' } });
  assert.equal(gone.state, 'cancelled');
  assert.equal(await total('2023'), 0);
  assert.equal(await total('2023-07'), 1);
  await world.call(me, 'care.plaques.create', plaque(son, { householdNumber: 'H-1', hungOn: '2023-09-01' }));
  assert.equal(await total('2023'), 1);
});

test('没有家庭编号的，在册同户的两人也只能挂一块；数据库自己也不收第二块', async () => {
  const me = clerk('west');
  const household = randomUUID();
  await world.call(me, 'registry.households.create', { id: household, draft: { headName: '许父' } });
  const [father, son] = [await register('west', '许父', ['combat'], { householdId: household }), await register('west', '许子', ['combat'], { householdId: household })];
  const first = await world.call(me, 'care.plaques.create', plaque(father));
  await assert.rejects(world.call(me, 'care.plaques.create', plaque(son)), /一户一牌/);
  await assert.rejects(sql`insert into care.plaque (county_code, id, division_code, person_id, category, hung_on, state) select county_code, gen_random_uuid(), division_code, person_id, category, '2023-08-01', 'hung'
    from care.plaque where id = ${first.id}`.execute(world.house.database.owner), /plaque_one_valid_per_household/);
});

test('送喜报：状态由日期得出，不收部队番号', async () => {
  const me = clerk();
  const person = await register('east', '吴家属', ['family_active']);
  const delivery = { personId: person, serviceMember: '吴立功', awardKind: 'third', receivedOn: '2023-11-01' };
  const made = await world.call(me, 'care.meritDeliveries.create', { id: randomUUID(), draft: delivery });
  assert.equal(made.state, 'registered');
  const collected = await world.call(me, 'care.meritDeliveries.update', { id: made.id, version: 1, change: { collectedOn: '2023-11-05', plannedOn: '2023-11-10' } });
  assert.equal(collected.state, 'collected');
  await assert.rejects(world.call(me, 'care.meritDeliveries.update', { id: made.id, version: 2, change: { deliveredOn: '2023-11-10' } }), /送喜报人员/);
  assert.equal((await world.call(me, 'care.meritDeliveries.update', { id: made.id, version: 2, change: { deliveredOn: '2023-11-10', deliverers: '武装部、县局' } })).state, 'delivered');
  await assert.rejects(world.call(me, 'care.meritDeliveries.create', { id: randomUUID(), draft: { ...delivery, awardKind: 'second', serviceMember: '吴立功（54321部队）' } }), /疑似涉密/);
});

test('应走访名单：超过间隔未走访的优抚对象、喜报到达后没有走访的家庭、返乡后没有走访的人', async () => {
  const me = world.person('villageClerk', 'westLake');
  const due = async (more: object = {}) => (await world.call(me, 'care.due', { size: 100, ...more })).rows as { personName: string; reason: string; label: string }[];
  const names = async (more: object = {}) => (await due(more)).map((one) => one.personName);
  const [visited, longAgo] = [await register('westLake', '郑近访'), await register('westLake', '郑久访')];
  await register('westLake', '郑未访');
  await register('westLake', '郑普通', ['vet_self_employed']);
  await world.call(me, 'care.visits.create', visitTo(visited, { visitedOn: '2023-02-01' }));
  await world.call(me, 'care.visits.create', visitTo(longAgo, { visitedOn: '2023-01-10' }));
  assert.deepEqual(await names({ reason: 'contact' }), ['郑未访', '郑久访']);
  await world.call(countyClerk(), 'care.setContactRule', { contactDays: 90 });
  assert.deepEqual(await names({ reason: 'contact' }), ['郑未访', '郑久访', '郑近访']);
  await assert.rejects(world.call(me, 'care.setContactRule', { contactDays: 30 }), /县级维护/);
  await world.call(me, 'care.meritDeliveries.create', { id: randomUUID(), draft: { personId: visited, serviceMember: '郑立功', awardKind: 'second', receivedOn: '2023-11-01' } });
  assert.deepEqual((await due({ reason: 'merit' })).map((one) => [one.personName, one.label]), [['郑近访', '立功受奖必访']]);
  await world.call(me, 'care.visits.create', visitTo(visited, { kind: 'visitMerit', visitedOn: '2024-01-10' }));
  assert.deepEqual(await names(), ['郑未访', '郑久访']);
  const home = await register('westLake', '郑返乡', ['vet_self_employed'], { reportedOn: '2023-12-20' });
  assert.deepEqual((await due({ reason: 'return' })).map((one) => one.personName), ['郑返乡']);
  await world.call(me, 'care.visits.create', visitTo(home, { kind: 'visitReturn', visitedOn: '2024-01-05' }));
  assert.equal((await due({ reason: 'return' })).length, 0);
});

test('默认清单由县级采用，重复采用不重复，乡级不能改', async () => {
  const county = countyClerk();
  await assert.rejects(world.call(clerk(), 'care.adoptDefaultMethod', {}), /县级维护/);
  await world.call(county, 'care.adoptDefaultMethod', {});
  await world.call(county, 'care.adoptDefaultMethod', {});
  const { rows, total } = await world.call(clerk(), 'care.methodDuties.list', { size: 50 });
  assert.equal(total, 15);
  assert.deepEqual([rows[0].label, rows[14].label, rows[14].dueDays], ['入伍前座谈会', '重大变故必访', 3]);
  await assert.rejects(world.call(clerk(), 'care.methodDuties.update', { id: rows[0].id, version: 1, change: { dueDays: 9 } }), /不存在|县级维护/);
  assert.equal((await world.call(county, 'care.methodDuties.update', { id: rows[0].id, version: 1, change: { dueDays: 9 } })).dueDays, 9);
});
