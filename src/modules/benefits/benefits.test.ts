import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { checkDigit } from '#base/pure/citizenId.ts';
import type { Refusal } from '#base/pure/refusal.ts';
import type { Actor } from '#base/server/house.ts';
import { organisation } from '#modules/organisation/module.ts';
import { registry } from '#modules/registry/module.ts';
import { openWorld, type World } from '#test/world.ts';
import { benefits } from './module.ts';

let world: World;
before(async () => { world = await openWorld([organisation, registry, benefits], { clock: () => new Date('2024-06-30T02:00:00Z') }); });
after(() => world.close());

const county = () => world.person('countyClerk', 'county', ['registry', 'benefits']);
let serial = 0;
async function register(place: 'east' | 'west' = 'east'): Promise<string> {
  const first17 = `99900119600101${String(serial += 1).padStart(3, '0')}`;
  const id = randomUUID();
  await world.call(world.person('townshipClerk', place), 'registry.persons.create', { id, draft: { name: `测试${serial}`, citizenId: first17 + checkDigit(first17), roles: ['disabled'] } });
  return id;
}
const create = (actor: Actor, ledger: string, draft: Record<string, unknown>): Promise<any> => world.call(actor, `benefits.${ledger}.create`, { id: randomUUID(), draft });
const grant = (personId: string, draft: Record<string, unknown> = {}) => create(county(), 'recipients', { personId, category: 'disabled', grade: '08', nature: '2', state: 'receiving', startedOn: '2015-08', ...draft });
const pay = (actor: Actor, personId: string, draft: Record<string, unknown> = {}) => create(actor, 'payments', { personId, programme: 'disability', month: '2023-05', amount: '174250', paidOn: '2023-05-20', roster: '2023年第二季度', ...draft });

test('待遇对象：等级、性质、账号隐藏且不落明文；一人一类只登记一次', async () => {
  const person = await register();
  const row = await grant(person, { bankName: '测试银行', bankAccount: '6222021234567890128' });
  assert.deepEqual([row.grade, row.nature, row.startedOn], ['已登记（隐藏）', '已登记（隐藏）', '2015-08']);
  assert.ok(String(row.bankAccount).includes('*'));
  assert.equal((await world.call(county(), 'benefits.recipients.reveal', { id: row.id, field: 'grade', reason: '核对等级' })).value, '08');
  const { rows } = await sql<{ text: string }>`select (select string_agg(r::text, '') from benefits.recipient r) || (select string_agg(c::text, '') from house.change c) as text`.execute(world.house.database.owner);
  assert.ok(!rows[0]!.text.includes('6222021234567890128'));
  await assert.rejects(grant(person), (error: Refusal) => error.status === 409 && /已有相同的待遇对象/.test(error.message));
  await assert.rejects(grant(person, { startedOn: '2020-01', grade: '07' }), (error: Refusal) => error.status === 409, 'a second running row of the same category');
  await assert.rejects(grant(person, { category: 'combat' }), /只有残疾类待遇/);
  await assert.rejects(grant(person, { category: 'combat', grade: null, nature: null, deathCause: 'illness' }), /只有残疾类待遇填写去世原因/);
  await assert.rejects(grant(person, { category: 'disabled_other', endedOn: '2014' }), /不能早于起始时间/);
  await assert.rejects(grant(person, { category: 'vet_assigned' }), /应为待遇类别之一/);
});

test('调整等级：原行终止，新等级另起一行；同一类未终止的只有一行', async () => {
  const person = await register();
  const first = await grant(person);
  await world.call(county(), 'benefits.recipients.update', { id: first.id, version: 1, change: { endedOn: '2019-12' } });
  const second = await grant(person, { grade: '07', startedOn: '2020-01', variant: '样例细类', deathCause: 'oldInjury' });
  assert.deepEqual([second.variant, second.deathCause], ['样例细类', '已登记（隐藏）']);
  await assert.rejects(world.call(county(), 'benefits.recipients.update', { id: first.id, version: 2, change: { endedOn: null } }), (error: Refusal) => error.status === 409);
});

test('发放：一人一项一月一笔，金额以分计，月份要到月', async () => {
  const person = await register();
  const row = await pay(county(), person);
  assert.equal(row.amount, '174250');
  await assert.rejects(pay(county(), person, { amount: '1' }), (error: Refusal) => error.status === 409 && /已有相同的发放记录/.test(error.message));
  await pay(county(), person, { month: '2023-06', amount: '-5000' });
  await assert.rejects(pay(county(), person, { month: '2023' }), /应为年月/);
  await assert.rejects(pay(county(), person, { month: '2023-07-01' }), /应为年月/);
  await assert.rejects(pay(county(), person, { month: '2023-08', amount: '0' }), /不能为 0/);
  await assert.rejects(pay(county(), person, { month: '2024-08', paidOn: '2024-08-01' }), /晚于今天/);
  const { rows } = await world.call(county(), 'benefits.payments.list', { filters: { paidOn: ['2023-01-01', '2023-12-31'] } });
  assert.equal(rows.reduce((sum: bigint, one: { amount: string }) => sum + BigInt(one.amount), 0n), 169_250n);
});

test('乡级站看得到本乡镇的、不能写；别的乡镇看不到；村级站无权看；财务可写', async () => {
  const person = await register();
  const { id } = await pay(world.person('finance'), person, { month: '2022-01', paidOn: '2022-01-20' });
  assert.equal((await world.call(world.person('townshipClerk', 'east'), 'benefits.payments.get', { id })).id, id);
  await assert.rejects(world.call(world.person('townshipClerk', 'west'), 'benefits.payments.get', { id }), /不存在/);
  await assert.rejects(pay(world.person('townshipClerk', 'east'), person, { month: '2022-02' }), (error: Refusal) => error.status === 403);
  await assert.rejects(world.call(world.person('villageClerk', 'eastHill'), 'benefits.payments.list', {}), (error: Refusal) => error.status === 403);
});

test('随附标准全部载入，重复载入不增加，待核实的标明；2024 年八级因公 21960 元/年', async () => {
  const first = await world.call(county(), 'benefits.loadStandards');
  assert.deepEqual(first, { added: 216, shipped: 216 });
  assert.deepEqual(await world.call(county(), 'benefits.loadStandards'), { added: 0, shipped: 216 });
  const count = async (filters: Record<string, string[]>) => (await world.call(county(), 'benefits.standards.list', { filters })).total;
  assert.equal(await count({ reach: ['nation'] }), 190);
  assert.equal((await count({ verification: ['published'] })) + (await count({ verification: ['unverified'] })), 216);
  assert.ok((await count({ verification: ['unverified'] })) > 50);
  const { rows } = await world.call(county(), 'benefits.standards.list', { filters: { reach: ['nation'], category: ['disabled'], grade: ['8', '8'], effectiveOn: ['2024-08-01', '2024-08-01'] } });
  assert.deepEqual(rows.map((row: { nature: string; amount: string; period: string }) => [row.nature, row.amount, row.period]).toSorted(), [['duty', '2196000', 'year'], ['war', '2467200', 'year']]);
  assert.equal((await world.call(world.person('townshipClerk', 'east'), 'benefits.standards.list', {})).total, 216);
});
