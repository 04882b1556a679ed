import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import type { Values } from '#base/pure/record.ts';
import type { Actor } from '#base/server/house.ts';
import { organisation } from '#modules/organisation/module.ts';
import { recognition } from '#modules/recognition/module.ts';
import { registry } from '#modules/registry/module.ts';
import { openWorld, type World } from '#test/world.ts';
import { benefits } from './module.ts';
import { listMovements } from './queries/movements.ts';
import { printMonth } from './rules/months.ts';
import { holdsOf } from './rules/movements.ts';

let world: World;
let clerk: Actor;
let finance: Actor;
let leader: Actor;
before(async () => {
  world = await openWorld([organisation, registry, recognition, benefits], { clock: () => new Date('2025-03-10T02:00:00Z') });
  clerk = world.person('countyClerk', 'county', ['registry', 'benefits']);
  finance = world.person('finance');
  leader = world.person('leader');
});
after(() => world.close());

const beneficiary = async (categories = ['combat'], more: Values = {}): Promise<string> => {
  const { id } = await world.register(more);
  for (const category of categories) await world.call(clerk, 'benefits.recipients.create', { id: randomUUID(), draft: { personId: id, category, state: 'receiving', startedOn: '2015-08' } });
  return id;
};
const propose = (personId: string, draft: Values, by = clerk): Promise<any> => world.call(by, 'benefits.movements.create', { id: randomUUID(), draft: { personId, act: 'stop', month: '2025-01', reason: 'lost', ...draft } });
const decide = (one: { id: string; version: number }, by = leader, more: Values = {}): Promise<any> => world.call(by, 'benefits.movementCourse.decide', { id: one.id, version: one.version, decision: 'confirm', ...more });
const statesOf = async (personId: string) => Object.fromEntries((await world.call(clerk, 'benefits.recipients.list', { filters: { personId: [personId] } })).rows.map((row: Values) => [row.category, row.state]));
const holds = async (personId: string) => holdsOf((await world.act(clerk, (act) => listMovements(act, [personId]))).get(personId) ?? []).map((hold) => [hold.kind, hold.category, printMonth(hold.from), hold.until && printMonth(hold.until), hold.reason]);

test('登记和复核是两个人：自己登记的自己不能复核，一人两个岗位也不行；复核前不生效', async () => {
  const person = await beneficiary();
  const both = world.person(['countyClerk', 'leader'], 'county', ['benefits']);
  const one = await propose(person, {}, both);
  assert.deepEqual([one.state, one.madeBy, one.reason], ['proposed', both.name, '已登记（隐藏）']);
  await assert.rejects(decide(one, both), /两个人/);
  await assert.rejects(decide(one, clerk), { status: 403 });
  assert.deepEqual(await statesOf(person), { combat: 'receiving' });
  assert.deepEqual(await holds(person), []);
  const done = await decide(one);
  assert.deepEqual([done.state, done.confirmedBy, done.confirmedOn], ['effective', leader.name, '2025-03-10']);
  assert.equal((await decide({ ...one, version: done.version })).state, 'effective', 'repeated by the same person');
  assert.deepEqual(await statesOf(person), { combat: 'stopped' });
  assert.deepEqual(await holds(person), [['stopped', null, '2025-01', null, '失联待查']]);
});

test('谁最后改过就不能复核；复核人看过之后又改的要重看；退回须写原因；撤回后可重新登记', async () => {
  const person = await beneficiary();
  const one = await propose(person, {}, finance);
  const changed = await world.call(clerk, 'benefits.movements.update', { id: one.id, version: one.version, change: { month: '2025-02' } });
  await assert.rejects(decide(one), /刚被修改/);
  const both: Actor = { ...clerk, permissions: new Set([...clerk.permissions, 'benefits.approve']) };
  await assert.rejects(decide(changed, both), /两个人/);
  await assert.rejects(decide(changed, leader, { decision: 'return' }), /退回的原因/);
  assert.equal((await decide(changed, leader, { decision: 'return', opinion: '月份不对' })).state, 'returned');
  await assert.rejects(world.call(clerk, 'benefits.movements.update', { id: one.id, version: changed.version + 1, change: { month: '2025-03' } }), /不再修改/);
  const again = await propose(person, {});
  await assert.rejects(propose(person, {}), { status: 409 });
  assert.equal((await world.call(clerk, 'benefits.movementCourse.withdraw', { id: again.id, opinion: '登记错人' })).state, 'withdrawn');
  assert.deepEqual(await holds(person), []);
  await propose(person, {});
});

test('中止、取消须有省级决定文号；原因须与变动相合；生效的不改不删，只由后来的变动回应', async () => {
  const person = await beneficiary(['combat', 'disabled_other']);
  await assert.rejects(propose(person, { act: 'suspend', reason: 'imprisoned' }), /省级决定/);
  await assert.rejects(propose(person, { act: 'stop', reason: 'imprisoned' }), /没有这项原因/);
  await assert.rejects(propose(person, { act: 'suspend', reason: 'other', document: '省批1号' }), /写明/);
  const made = await propose(person, { act: 'suspend', reason: 'imprisoned', document: '省退役〔2025〕3号', month: '2024-06' });
  const look = await world.call(leader, 'benefits.movementCourse.look', { id: made.id });
  assert.deepEqual([look.reason, look.own, look.running.length], ['服刑', false, 2]);
  await decide(made);
  assert.deepEqual(await statesOf(person), { combat: 'suspended', disabled_other: 'suspended' });
  assert.deepEqual(await holds(person), [['suspended', null, '2024-06', null, '依法']], 'pay lines do not say what a court found');
  await assert.rejects(world.call(clerk, 'benefits.movements.remove', { id: made.id, version: made.version + 1, reason: '误登' }), /不能删除/);
  await assert.rejects(propose(person, { act: 'resume', reason: 'released', month: '2024-06', makeGood: true }), /不补发/);
  await decide(await propose(person, { act: 'resume', reason: 'released', month: '2025-02', makeGood: false }));
  assert.deepEqual(await statesOf(person), { combat: 'receiving', disabled_other: 'receiving' });
  await decide(await propose(person, { act: 'cancel', category: 'combat', reason: 'fraud', document: '县决〔2025〕1号', month: '2025-03' }));
  const { rows } = await world.call(clerk, 'benefits.recipients.list', { filters: { personId: [person], category: ['combat'] } });
  assert.deepEqual([rows[0].state, rows[0].endedOn], ['cancelled', '2025-02']);
  assert.deepEqual(await statesOf(person), { combat: 'cancelled', disabled_other: 'receiving' });
});

test('取消后重新认定、另行登记的待遇照常变动：停发、恢复都能办，别的类别变动时不再被取消', async () => {
  const person = await beneficiary(['combat', 'disabled_other']);
  await decide(await propose(person, { act: 'cancel', category: 'combat', reason: 'fraud', document: '县决〔2024〕8号', month: '2024-03' }));
  await assert.rejects(propose(person, { category: 'combat' }), /已经取消/);
  await world.call(clerk, 'benefits.recipients.create', { id: randomUUID(), draft: { personId: person, category: 'combat', state: 'receiving', startedOn: '2024-09' } });
  const running = async () => (await world.call(clerk, 'benefits.recipients.list', { filters: { personId: [person], category: ['combat'] } })).rows.find((row: Values) => row.startedOn === '2024-09').state;
  await decide(await propose(person, { category: 'disabled_other' }));
  assert.equal(await running(), 'receiving', 'the 取消 of before is spent');
  await decide(await propose(person, { category: 'combat', reason: 'unconfirmed', month: '2025-02' }));
  assert.equal(await running(), 'stopped');
  await decide(await propose(person, { act: 'resume', category: 'combat', reason: 'reconfirmed', makeGood: true }));
  assert.equal(await running(), 'receiving');
});

test('恢复并补发：月份自动取停发的月份；没有停发不能恢复；没有待遇的复核不了', async () => {
  const person = await beneficiary();
  await assert.rejects(propose(person, { act: 'resume', reason: 'reconfirmed', makeGood: true }), /没有可以恢复/);
  await decide(await propose(person, { reason: 'unconfirmed', month: '2025-01' }));
  await assert.rejects(propose(person, { act: 'resume', reason: 'reconfirmed' }), /是否补发/);
  const back = await propose(person, { act: 'resume', reason: 'reconfirmed', month: '2025-03', makeGood: true });
  assert.equal(back.month, '2025-01');
  await decide(back);
  assert.deepEqual(await holds(person), []);
  assert.deepEqual(await statesOf(person), { combat: 'receiving' });
  const nobody = await world.register();
  await assert.rejects(decide(await propose(nobody.id, {})), /没有本人未终止的待遇/);
});

test('库里也守住：登记人与复核人相同的行写不进去；原因不落明文；乡镇看得到自己的、不能登记', async () => {
  const person = await beneficiary();
  const one = await propose(person, {});
  await assert.rejects(sql`update benefits.movement set state = 'effective', confirmed_by_id = made_by_id where id = ${one.id}`.execute(world.house.database.owner), /movement_two_persons/);
  const { rows } = await sql<{ text: string }>`select string_agg(m::text, '') || (select string_agg(c::text, '') from house.change c where record = 'benefits.movement') as text from benefits.movement m`.execute(world.house.database.owner);
  assert.ok(!/imprisoned|"lost"|,lost,/.test(rows[0]!.text));
  const township = world.person('townshipClerk', 'east');
  assert.equal((await world.call(township, 'benefits.movements.get', { id: one.id })).id, one.id);
  await assert.rejects(propose(person, {}, township), { status: 403 });
  await assert.rejects(world.call(world.person('townshipClerk', 'west'), 'benefits.movements.get', { id: one.id }), { status: 404 });
});

test('复核的人先看到影响：参战每月909元停发后0元，恢复补发从0元回到909元；生效以后不再估算', async () => {
  const { owner } = world.house.database;
  const notice = randomUUID();
  await sql`insert into benefits.notice (county_code, id, division_code, title, reach, document, published_on, effective_on, state) values ('999001', ${notice}, '999001000000', '测试通知', 'county', '测试〔2024〕9号', '2024-08-10', '2024-08-01', 'draft')`.execute(owner);
  await sql`insert into benefits.standard (county_code, id, division_code, notice_id, kind, category, amount, period, verification) values ('999001', gen_random_uuid(), '999001000000', ${notice}, 'full', 'combat', 1090800, 'year', 'published')`.execute(owner);
  await sql`update benefits.notice set state = 'inForce', in_force = true, approved_by = '测试', approved_by_id = 'x', approved_on = published_on where county_code = '999001' and id = ${notice}`.execute(owner);
  const person = await beneficiary();
  const effect = async (one: { id: string }) => (await world.call(leader, 'benefits.movementCourse.look', { id: one.id })).effect;
  const stop = await propose(person, { month: '2025-03' });
  assert.deepEqual(await effect(stop), { before: '90900', after: '0', untold: false, back: '0', good: '0' });
  await decide(stop);
  assert.equal(await effect(stop), null);
  const resume = await propose(person, { act: 'resume', month: '2025-03', reason: 'cleared', makeGood: true });
  assert.deepEqual(await effect(resume), { before: '0', after: '90900', untold: false, back: '0', good: '90900' });
});

test('停发、中止、取消和恢复不能在待遇台账里一个人改状态；别的项、终止和去世照常改', async () => {
  const person = await beneficiary();
  const row = async () => (await world.call(clerk, 'benefits.recipients.list', { filters: { personId: [person] } })).rows[0];
  const write = async (change: Values) => { const { id, version } = await row(); return world.call(clerk, 'benefits.recipients.update', { id, version, change }); };
  for (const state of ['stopped', 'suspended', 'cancelled']) await assert.rejects(write({ state }), /请在“待遇变动”登记，由另一人复核后生效/);
  await write({ basis: '民优〔2015〕3号' });
  await decide(await propose(person, {}));
  assert.equal((await row()).state, 'stopped');
  await assert.rejects(write({ state: 'receiving' }), /请在“待遇变动”登记/);
  await write({ basis: '民优〔2015〕4号' });
  const other = await beneficiary();
  const [gone] = (await world.call(clerk, 'benefits.recipients.list', { filters: { personId: [other] } })).rows;
  await world.call(clerk, 'benefits.recipients.update', { id: gone.id, version: gone.version, change: { state: 'deceased', endedOn: '2025-02' } });
});
