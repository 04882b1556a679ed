import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { checkDigit } from '#base/pure/citizenId.ts';
import type { Refusal } from '#base/pure/refusal.ts';
import type { Actor } from '#base/server/house.ts';
import { measure } from '#base/server/measure.ts';
import { readPeriod } from '#base/server/period.ts';
import { organisation } from '#modules/organisation/module.ts';
import { registry } from '#modules/registry/module.ts';
import { openWorld, type World } from '#test/world.ts';
import { reliefFigures } from './figures.ts';
import { relief } from './module.ts';

let world: World;
before(async () => { world = await openWorld([organisation, registry, relief], { clock: () => new Date('2024-06-30T02:00:00Z') }); });
after(() => world.close());

const county = () => world.person('countyClerk', 'county', ['registry', 'relief']);
const clerk = (place: 'east' | 'west' = 'east') => world.person('townshipClerk', place);
let serial = 0;
async function register(actor: Actor, roles: string[] = ['vet_self_employed'], more: Record<string, unknown> = {}): Promise<string> {
  const first17 = `99900119700101${String(serial += 1).padStart(3, '0')}`;
  const id = randomUUID();
  await world.call(actor, 'registry.persons.create', { id, draft: { name: `测试${serial}`, citizenId: first17 + checkDigit(first17), roles, ...more } });
  return id;
}
async function household(actor: Actor): Promise<string> {
  const id = randomUUID();
  await world.call(actor, 'registry.households.create', { id, draft: { headName: `户主${serial += 1}`, number: `H${serial}` } });
  return id;
}
const create = (actor: Actor, ledger: string, draft: Record<string, unknown>): Promise<any> => world.call(actor, `relief.${ledger}.create`, { id: randomUUID(), draft });
const pay = (actor: Actor, personId: string, draft: Record<string, unknown> = {}) => create(actor, 'payments', { personId, reason: 'H1', programme: 'hardship', form: 'cash', amount: '200000', paidOn: '2023-05-10', ...draft });
const value = (key: string, period = '2023', actor = county()) => world.act(actor, async (act) => (await measure(act, reliefFigures.find((one) => one.key === key)!, readPeriod(period))).value);
const behind = async (ledger: string, figure: string, period = '2023'): Promise<Record<string, string>[]> => (await world.call(county(), `relief.${ledger}.list`, { figure, period, size: 500 })).rows;

test('救助户数：同户两人计一户，没有户的按本人一户，服务与军属不计；资金等于清单合计', async () => {
  const east = clerk();
  const home = await household(east);
  const [father, son, alone] = [await register(east, ['disabled'], { householdId: home }), await register(east, ['vet_self_employed'], { householdId: home }), await register(east)];
  const first = await pay(east, father, { note: '家中困难' });
  assert.equal(first.countedHouseholdId, home);
  assert.equal(first.note, '已登记（隐藏）');
  await pay(east, son, { programme: 'temporary' });
  assert.deepEqual([await value('relief.households'), await value('relief.paidFen')], [1, 400_000]);
  const third = await pay(east, alone, { amount: '123456' });
  await pay(east, alone, { form: 'service', amount: '0' });
  await pay(east, son, { beneficiary: 'family', programme: 'careFund' });
  await pay(east, son, { paidOn: null, appliedOn: '2023-12-01', programme: 'emergency' });
  assert.deepEqual([await value('relief.households'), await value('relief.paidFen')], [2, 523_456]);
  const rows = await behind('payments', 'relief.paidFen');
  assert.equal(rows.reduce((sum, row) => sum + BigInt(row.amount!), 0n), 523_456n);
  await world.call(east, 'relief.payments.update', { id: third.id, version: 1, change: { amount: '123457' } });
  assert.equal(await value('relief.paidFen'), 523_457);
  await world.call(east, 'relief.payments.update', { id: third.id, version: 2, change: { householdId: home } });
  assert.equal(await value('relief.households'), 1);
  assert.equal(await value('relief.households', '2022'), 0);
});

test('同一人同一项目同一天不重复发放；金额和日期有误的说明原因', async () => {
  const east = clerk();
  const person = await register(east);
  await pay(east, person, { paidOn: '2022-05-10' });
  await assert.rejects(pay(east, person, { paidOn: '2022-05-10', amount: '1' }), (error: Refusal) => error.status === 409 && /已有相同的帮扶救助记录/.test(error.message));
  await assert.rejects(pay(east, person, { amount: '0' }), /应大于 0/);
  await assert.rejects(pay(east, person, { form: 'goods', amount: '-1' }), /不能为负数/);
  await assert.rejects(pay(east, person, { appliedOn: '2023-06-01' }), /不能早于申请日期/);
  await assert.rejects(pay(east, person, { paidOn: '2024-07-01' }), /晚于今天/);
  await assert.rejects(pay(east, person, { reason: null }), /请填写困难情形/);
});

test('乡镇之间互不可见，指标各看各的', async () => {
  const [east, west] = [clerk(), clerk('west')];
  const person = await register(east);
  const row = await pay(east, person, { paidOn: '2021-03-01' });
  await assert.rejects(world.call(west, 'relief.payments.get', { id: row.id }), /不存在/);
  await assert.rejects(pay(west, person), /不在您的管辖范围内/);
  assert.deepEqual([await value('relief.households', '2021', east), await value('relief.households', '2021', west)], [1, 0]);
  const timeline = await world.call(east, 'registry.timeline', { id: person });
  assert.match(timeline.find((one: { record: string }) => one.record === 'relief.payment').text, /困难帮扶/);
});

test('冻结名单：范围内这些类别的在册人员一个不漏，去世和别的类别不列，只能冻结一次', async () => {
  const people = { listed: [] as string[], other: '' };
  for (const place of ['east', 'west'] as const) for (let at = 0; at < 12; at += 1) people.listed.push(await register(clerk(place), [at % 2 ? 'combat' : 'kin_martyr', 'vet_self_employed']));
  people.other = await register(clerk(), ['family_active']);
  await register(clerk(), ['combat'], { diedOn: '2024-01-01', state: 'dead' });
  const campaign = await create(county(), 'campaigns', { title: '2024年八一慰问', year: 2024, node: 'armyDay', roles: ['combat', 'kin_martyr'], standard: '50000', deadlineOn: '2024-08-01' });
  const missed = async (actor = county()) => (await world.call(actor, 'relief.missedPersons', { id: campaign.id })).total;
  assert.deepEqual([await missed(), await missed(clerk())], [24, 12]);
  await assert.rejects(world.call(clerk(), 'relief.freezeCampaign', { id: campaign.id }), /管辖范围/);
  assert.deepEqual(await world.call(county(), 'relief.freezeCampaign', { id: campaign.id }), { listed: 24 });
  const { rows } = await world.call(county(), 'relief.campaignEntries.list', { filters: { campaignId: [campaign.id] }, size: 500 });
  assert.deepEqual(rows.map((row: { personId: string }) => row.personId).toSorted(), people.listed.toSorted());
  assert.equal(await missed(), 0);
  assert.equal((await world.call(county(), 'relief.campaignEntries.history', { id: rows[0].id }))[0].reason, '冻结名单');
  await assert.rejects(world.call(county(), 'relief.freezeCampaign', { id: campaign.id }), (error: Refusal) => error.status === 409 && /已冻结/.test(error.message));
  await assert.rejects(world.call(county(), 'relief.campaigns.update', { id: campaign.id, version: 2, change: { roles: ['combat'] } }), /不能再改慰问对象/);
  const late = await register(clerk(), ['combat']);
  const found = await world.call(county(), 'relief.missedPersons', { id: campaign.id });
  assert.deepEqual(found.rows.map((row: { id: string; division: string }) => [row.id, row.division]), [[late, '东乡']]);
  await create(clerk(), 'campaignEntries', { campaignId: campaign.id, personId: late });
  assert.equal(await missed(), 0);
  await assert.rejects(create(clerk(), 'campaignEntries', { campaignId: campaign.id, personId: late }), /已有相同的慰问名单/);
});

test('慰问进度：完成率是已慰问除以名单人数，未能慰问要写原因；乡镇看到自己的进度', async () => {
  const persons = [await register(clerk(), ['red_army']), await register(clerk(), ['red_army']), await register(clerk('west'), ['red_army'])];
  const campaign = await create(county(), 'campaigns', { title: '2024年春节慰问', year: 2024, node: 'springFestival', roles: ['red_army'] });
  await world.call(county(), 'relief.freezeCampaign', { id: campaign.id });
  const entries = (await world.call(county(), 'relief.campaignEntries.list', { filters: { campaignId: [campaign.id] } })).rows;
  const entryOf = (person: string) => entries.find((row: { personId: string }) => row.personId === person);
  const change = (person: string, values: Record<string, unknown>) => world.call(county(), 'relief.campaignEntries.update', { id: entryOf(person).id, version: entryOf(person).version, change: values });
  await assert.rejects(change(persons[0]!, { state: 'failed' }), /写明原因/);
  await assert.rejects(change(persons[0]!, { state: 'visited' }), /慰问日期/);
  await change(persons[0]!, { state: 'visited', visitedOn: '2024-02-05', amount: '50000' });
  await change(persons[1]!, { state: 'failed', reason: '外出' });
  const progress = async (actor: Actor) => { const { listed, visited, completion } = await world.call(actor, 'relief.campaigns.get', { id: campaign.id }); return [listed, visited, completion]; };
  assert.deepEqual(await progress(county()), [3, 1, 33]);
  assert.deepEqual(await progress(clerk()), [2, 1, 50]);
  assert.deepEqual(await progress(clerk('west')), [1, 0, 0]);
});

test('疗养按人次、体检按人计；体检没有结果一项', async () => {
  const [east, person] = [clerk(), await register(clerk())];
  const stay = (startedOn: string, more: Record<string, unknown> = {}) => create(east, 'sanatoriumStays', { personId: person, place: '省军休中心', startedOn, party: '第一批', ...more });
  await stay('2023-05-01', { endedOn: '2023-05-07' });
  await stay('2023-10-01');
  assert.equal(await value('relief.sanatoriumStays'), 2);
  assert.equal((await behind('sanatoriumStays', 'relief.sanatoriumStays')).length, 2);
  await assert.rejects(stay('2023-05-01'), /已有相同的疗养记录/);
  await assert.rejects(stay('2023-06-02', { endedOn: '2023-06-01' }), /不能早于开始日期/);
  const check = (category: string, checkedOn: string) => create(east, 'healthChecks', { personId: person, category, checkedOn, hospital: '县人民医院', kind: 'yearly' });
  await check('selfChosen', '2023-06-01');
  await check('selfChosen', '2023-11-01');
  assert.deepEqual([await value('relief.healthChecksSelfChosen'), await value('relief.healthChecksEnterprise')], [1, 0]);
  await check('enterprise', '2023-12-01');
  assert.equal(await value('relief.healthChecksEnterprise'), 1);
  await assert.rejects(check('other', '2023-06-01'), /已有相同的体检记录/);
  const { rows } = await sql<{ column_name: string }>`select column_name from information_schema.columns where table_schema = 'relief' and table_name = 'health_check'`.execute(world.house.database.owner);
  assert.ok(!rows.some((row) => /result|note|finding|diagnos/.test(row.column_name)));
});
