import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import type { Refusal } from '#base/pure/refusal.ts';
import type { Actor } from '#base/server/house.ts';
import { organisation } from '#modules/organisation/module.ts';
import { registry } from '#modules/registry/module.ts';
import { openWorld, type Place, type World } from '#test/world.ts';
import { training } from './module.ts';

let world: World;
before(async () => { world = await openWorld([organisation, registry, training], { clock: () => new Date('2024-06-30T02:00:00Z') }); });
after(() => world.close());

const county = () => world.person('countyClerk', 'county', ['registry', 'training']);
const clerk = (place: 'east' | 'west' = 'east') => world.person('townshipClerk', place);
const register = async (name: string, at: Place = 'east'): Promise<string> => (await world.register({ at, name })).id;
const create = async (actor: Actor, ledger: string, draft: object): Promise<any> => world.call(actor, `training.${ledger}.create`, { id: randomUUID(), draft });
const behind = async (actor: Actor, ledger: string, figure: string, period = '2023') => world.call(actor, `training.${ledger}.list`, { figure: `training.${figure}`, period, size: 500 });

test('承训机构目录：名称与信用代码不重复，信用代码要校验', async () => {
  await assert.rejects(create(county(), 'providers', { name: '测试县职教中心', kind: 'vocational', creditCode: '11100000000000001L' }), (error: Refusal) => error.path?.join('.') === 'draft.creditCode' && error.message.includes('校验位'));
  const made = await create(county(), 'providers', { name: '测试县技工学校', kind: 'technical', listedOn: '2023-01-01', phone: '13800001234' });
  assert.equal(made.phone, '138****1234');
  await assert.rejects(create(county(), 'providers', { name: '测试县技工学校', kind: 'technical' }), (error: Refusal) => error.message === '已有相同的承训机构，不能重复登记');
  await assert.rejects(create(county(), 'providers', { name: '丙校', kind: 'other', listedOn: '2023-05-01', validUntil: '2023-04-01' }), /不能早于/);
  assert.equal((await world.call(clerk('west'), 'training.providers.list', { search: '技工' })).total, 1);
});

test('适应性培训次数：按类型和开班日期计', async () => {
  const me = county();
  const total = async () => (await behind(me, 'sessions', 'adaptiveSessions', '2022')).total;
  await create(me, 'sessions', { title: '技能班', kind: 'skill', startsOn: '2022-03-01' });
  await create(me, 'sessions', { title: '上年适应性', kind: 'adaptive', startsOn: '2021-12-30', endsOn: '2022-01-03' });
  assert.equal(await total(), 0);
  await create(me, 'sessions', { title: '2022年第一期', kind: 'adaptive', startsOn: '2022-09-10', hours: 80 });
  assert.equal(await total(), 1);
  await assert.rejects(create(me, 'sessions', { title: '颠倒', kind: 'adaptive', startsOn: '2022-09-10', endsOn: '2022-09-09' }), /不能早于开班日期/);
});

test('适应性培训人数：签到才计，参加两期计一人', async () => {
  const [me, east] = [county(), clerk()];
  const first = await create(me, 'sessions', { title: '2023年第一期', kind: 'adaptive', startsOn: '2023-03-10' });
  const second = await create(me, 'sessions', { title: '2023年第二期', kind: 'adaptive', startsOn: '2023-09-10' });
  const skill = await create(me, 'sessions', { title: '2023年电工班', kind: 'skill', startsOn: '2023-09-10' });
  const people = async () => new Set((await behind(me, 'attendances', 'adaptiveTrainees')).rows.map((row: { personId: string }) => row.personId)).size;
  const [one, two] = [await register('冯学员'), await register('褚学员')];
  const attend = (personId: string, sessionId: string, more: object = {}) => create(east, 'attendances', { personId, sessionId, signedOn: '2023-03-10', result: 'passed', ...more });
  await attend(one, first.id);
  await attend(one, second.id, { signedOn: '2023-09-10' });
  await attend(two, skill.id);
  assert.equal(await people(), 1);
  await attend(two, first.id, { signedOn: null, result: 'absent' });
  assert.equal(await people(), 1);
  await attend(two, second.id, { signedOn: '2023-09-11' });
  assert.equal(await people(), 2);
  await assert.rejects(attend(one, first.id), /不能重复登记/);
});

test('参训记录：结业须签到；本辖区可见，村级不能登记', async () => {
  const east = clerk();
  const session = await create(county(), 'sessions', { title: '创业班', kind: 'business', startsOn: '2024-01-10' });
  const person = await register('卫学员');
  await assert.rejects(create(east, 'attendances', { personId: person, sessionId: session.id, result: 'passed' }), /须填写签到日期/);
  await assert.rejects(create(east, 'attendances', { personId: person, sessionId: session.id, result: 'absent', signedOn: '2024-01-10' }), /不能记为未参训/);
  const made = await create(east, 'attendances', { personId: person, sessionId: session.id, result: 'attending', signedOn: '2024-01-10' });
  assert.equal(made.labels.sessionId, '创业班');
  await assert.rejects(world.call(clerk('west'), 'training.attendances.get', { id: made.id }), /不存在/);
  await assert.rejects(create(world.person('villageClerk', 'eastHill'), 'attendances', { personId: person, sessionId: session.id, result: 'enrolled' }), /没有这项权限/);
  await assert.rejects(world.call(county(), 'training.sessions.remove', { id: session.id, version: 1, reason: '登记有误' }), (error: Refusal) => error.message.includes('还有其他台账引用'));
});
