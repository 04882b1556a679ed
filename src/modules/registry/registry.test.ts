import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { field, record } from '#base/pure/record.ts';
import { recordOperations } from '#base/pure/recordOperations.ts';
import type { Refusal } from '#base/pure/refusal.ts';
import type { Module } from '#base/server/house.ts';
import { measure } from '#base/server/measure.ts';
import { recordHandlers } from '#base/server/records/handlers.ts';
import { store } from '#base/server/records/store.ts';
import { inventCitizenId, openWorld, PLACES, type World } from '#test/world.ts';
import { registry } from './module.ts';
import { findPersons } from './queries/matching.ts';
import { Person } from './schema.ts';
import { households, persons } from './service.ts';

const Call = record({
  name: 'scratch.call', path: '/scratch/calls', label: '来电', ledger: '来电台账', title: 'matter', list: ['personId', 'calledOn', 'matter'], filters: ['personId'], search: ['matter'], sort: '-calledOn', identity: [], reach: 'division', personal: true, placedBy: 'personId',
  timeline: { on: 'calledOn', show: ['matter'] },
  fields: { personId: field.reference('服务对象', () => Person, { required: true }), calledOn: field.day('来电日期', { required: true }), matter: field.text('事项', { required: true }) },
});
const calls = store(Call);
const scratch: Module = { name: 'scratch', label: '试', operations: { calls: recordOperations(Call) }, handlers: { calls: recordHandlers(calls) }, stores: [calls], figures: [] };
const organisation: Module = { name: 'organisation', label: '机构', operations: {}, handlers: {}, stores: [], figures: [] };

let world: World;
before(async () => {
  world = await openWorld([organisation, registry, scratch]);
  const { owner } = world.house.database;
  await sql`create schema scratch`.execute(owner);
  await sql`grant usage on schema scratch to ronggui_app`.execute(owner);
  await sql`create table scratch.call (county_code text, id uuid, version int default 1, division_code text collate "C", created_at timestamptz default now(), updated_at timestamptz default now(), batch_id uuid,
    person_id uuid, called_on date, matter text, primary key (county_code, id))`.execute(owner);
  await sql`select house.protect('scratch.call', 'division')`.execute(owner);
});
after(() => world.close());

const clerk = (place: 'county' | 'east' | 'west' | 'eastHill' = 'county') => (place === 'county' ? world.person('countyClerk', 'county', ['registry']) : world.person('townshipClerk', place));
const found = async (place: 'county' | 'east' | 'west', search: string): Promise<string[]> => (await world.call(clerk(place), 'registry.persons.list', { search })).rows.map((row: { id: string }) => row.id);

test('a person is registered with what the id says, and numbers are masked', async () => {
  const citizenId = inventCitizenId('1950-08-09');
  const made = await world.register({ name: '欧阳 修', citizenId, mobile: '139 0000 5678' });
  assert.equal(made.name, '欧阳 修'.replace(' ', ''));
  assert.equal(made.birthOn, null, '出生日期不与遮掩的身份证号同列：合起来就是完整号码');
  assert.equal(made.sex, 'male');
  assert.equal(made.state, 'registered');
  assert.equal(made.serviceYears, 4);
  assert.ok(made.age >= 70);
  assert.equal(made.mobile, '139****5678');
  assert.equal(made.citizenId.slice(6, 14), '********');
  assert.equal(made.labels.divisionCode, '东乡/东山村');
});

test('同一身份证号不能重复登记，旧号也认得出', async () => {
  const citizenId = inventCitizenId('1955-01-02');
  await world.register({ name: '赵大勇', citizenId });
  await assert.rejects(world.register({ name: '赵二勇', citizenId }), (error: Refusal) => error.status === 409 && /该身份证号已登记在“赵大勇”/.test(error.message) && error.path?.[0] === 'citizenId');
  const west = clerk('west');
  await assert.rejects(world.call(west, 'registry.persons.create', { id: randomUUID(), draft: { name: '赵三勇', citizenId } }), (error: Refusal) => error.status === 409 && !error.message.includes('赵大勇'));
  const old = inventCitizenId('1956-01-02');
  await world.register({ name: '钱一', citizenId: old });
  const short = old.slice(0, 6) + old.slice(8, 17);
  await assert.rejects(world.register({ name: '钱二', citizenId: short }), /已登记在“钱一”/);
});

test('search understands characters, pinyin, initials, whole numbers and their tails, within scope only', async () => {
  const citizenId = inventCitizenId('1961-07-08');
  const { id } = await world.register({ name: '单雄信', citizenId, mobile: '19912347766', phone: '03737695544', at: 'eastLake' });
  for (const word of ['单雄信', '雄信', '信', 'shanxiongxin', 'xiongxin', 'shanx', 'sxx', 'xx', citizenId, '19912347766', '0373-7695544', '7766', '5544', citizenId.slice(-4)]) {
    assert.ok((await found('east', word)).includes(id), word);
    assert.ok(!(await found('west', word)).includes(id), `west ${word}`);
  }
  assert.deepEqual(await found('east', '熊猫'), []);
  assert.deepEqual(await found('east', '%'), []);
  await world.call(clerk(), 'registry.persons.update', { id, version: 1, change: { name: '罗成', mobile: '19912340001', divisionCode: PLACES.westHill } });
  assert.deepEqual(await found('county', 'sxx'), []);
  assert.deepEqual(await found('county', '7766'), []);
  assert.ok((await found('west', 'luocheng')).includes(id));
  assert.ok((await found('west', '0001')).includes(id));
});

test('a search by a whole number is kept in the audit without the number', async () => {
  const citizenId = inventCitizenId('1962-07-08');
  const me = clerk('east');
  await world.call(me, 'registry.persons.list', { search: citizenId });
  await world.call(me, 'registry.persons.list', { search: '张' });
  const { rows } = await sql<{ operation: string; detail: unknown }>`select operation, detail from audit.entry where actor_id = ${me.id}`.execute(world.house.database.owner);
  assert.deepEqual(rows, [{ operation: 'registry.persons.list', detail: { searchedBy: '身份证号' } }]);
});

test('suggestions are masked, at most ten, and within scope', async () => {
  for (let at = 0; at < 12; at += 1) await world.register({ name: `尉迟恭${'甲乙丙丁戊己庚辛壬癸子丑'[at]}`, at: 'westLake' });
  const hints = await world.call(clerk('west'), 'registry.suggest', { text: 'yuchi' });
  assert.equal(hints.length, 10);
  assert.equal(hints[0].place, '西乡/西湖村');
  assert.match(hints[0].citizenId, /\*{8}/);
  assert.deepEqual(await world.call(clerk('east'), 'registry.suggest', { text: '尉迟' }), []);
});

test('filters by role, age, state and division', async () => {
  const young = await world.register({ name: '滤甲', citizenId: inventCitizenId('2000-01-01'), roles: ['family_active'], enlistedOn: null, dischargedOn: null, at: 'westHill' });
  const aged = await world.register({ name: '滤乙', citizenId: inventCitizenId('1940-01-01'), roles: ['combat', 'disabled'], enlistedOn: '1959', dischargedOn: '1964', at: 'westHill' });
  const ids = async (filters: object) => (await world.call(clerk(), 'registry.persons.list', { filters, search: '滤', division: PLACES.westHill })).rows.map((row: { id: string }) => row.id);
  assert.deepEqual(await ids({ roles: ['disabled', 'rural60'] }), [aged.id]);
  assert.deepEqual(await ids({ age: ['80', ''] }), [aged.id]);
  assert.deepEqual(await ids({ age: ['', String(young.age)] }), [young.id]);
  assert.deepEqual(await ids({ age: [String(young.age), String(young.age)] }), [young.id]);
  assert.deepEqual(await ids({ state: ['moved'] }), []);
});

test('roles and role rows keep step both ways, and ended rows stay', async () => {
  const me = clerk();
  const { id } = await world.register({ name: '身份甲', roles: ['vet_self_employed', 'combat'] });
  const rows = async () => (await world.call(me, 'registry.roles.list', { filters: { personId: [id] }, sort: 'role' })).rows;
  assert.deepEqual((await rows()).map((row: { role: string; status: string }) => [row.role, row.status]), [['combat', 'current'], ['vet_self_employed', 'current']]);
  await world.call(me, 'registry.persons.update', { id, version: 1, change: { roles: ['vet_self_employed', 'rural60'] } });
  assert.deepEqual((await rows()).map((row: { role: string; status: string }) => [row.role, row.status]), [['combat', 'ended'], ['rural60', 'current'], ['vet_self_employed', 'current']]);
  const added = await world.call(me, 'registry.roles.create', { id: randomUUID(), draft: { personId: id, role: 'combat', status: 'current', fromOn: '2024-05', basis: 'file', document: '某退役军人字〔2024〕5号' } });
  const person = await world.call(me, 'registry.persons.get', { id });
  assert.deepEqual(person.roles, ['combat', 'rural60', 'vet_self_employed']);
  assert.equal(person.version, 3);
  const ended = await world.call(me, 'registry.roles.update', { id: added.id, version: 1, change: { untilOn: '2024-06' } });
  assert.equal(ended.status, 'ended');
  assert.deepEqual((await world.call(me, 'registry.persons.get', { id })).roles, ['rural60', 'vet_self_employed']);
  assert.equal((await rows()).length, 4);
  const history = await world.call(me, 'registry.persons.history', { id });
  assert.deepEqual(history.map((one: { version: number }) => one.version), [4, 3, 2, 1]);
  const closing = (await rows()).find((row: { role: string }) => row.role === 'combat');
  assert.ok((await world.call(me, 'registry.roles.history', { id: closing.id })).length > 0);
  await assert.rejects(world.call(me, 'registry.persons.remove', { id, version: 4, reason: '重复建档' }), /已终止的身份记录/);
});

test('a file entered by mistake is removed with its role rows and tokens, and comes back searchable', async () => {
  const me = clerk();
  const { id } = await world.register({ name: '误建人', mobile: '19900004321' });
  await world.call(me, 'registry.persons.remove', { id, version: 1, reason: '误建' });
  assert.deepEqual(await found('county', 'wujianren'), []);
  await world.call(me, 'registry.persons.restore', { id });
  assert.deepEqual(await found('county', 'wujianren'), [id]);
  assert.ok((await found('county', '4321')).includes(id));
  assert.equal((await world.call(me, 'registry.roles.list', { filters: { personId: [id] } })).total, 1);
});

test('the timeline gathers what every module did, newest first, by permission and scope', async () => {
  const { id } = await world.register({ name: '历程甲', enlistedOn: '1986-11', dischargedOn: '1990-03' });
  const me = { ...clerk('east'), permissions: new Set([...clerk('east').permissions, 'scratch.read', 'scratch.write']) };
  await world.call(me, 'scratch.calls.create', { id: randomUUID(), draft: { personId: id, calledOn: '2023-04-05', matter: '咨询医疗报销' } });
  const entries = await world.call(me, 'registry.timeline', { id });
  assert.deepEqual(entries.map((entry: { on: string; recordLabel: string; text: string }) => [entry.on, entry.recordLabel, entry.text]), [['2023-04-05', '来电', '咨询医疗报销'], ['1990-03', '服务对象', '退役'], ['1986-11', '服务对象', '入伍']]);
  assert.equal((await world.call(clerk('east'), 'registry.timeline', { id })).length, 2);
  await assert.rejects(world.call(clerk('west'), 'registry.timeline', { id }), /不存在/);
});

test('sealed fields cannot be read in the tables, the history or the audit', async () => {
  const citizenId = inventCitizenId('1949-10-10');
  const secret = { citizenId, mobile: '19955556666', residenceAddress: '东乡东山村槐树巷七号', bankAccount: '6222020000000000000', dischargeCertNo: '退字第八八四二号', health: '30', disabilityGrade: '08' };
  const { id } = await world.register({ name: '密甲', ...secret });
  await world.call(clerk(), 'registry.persons.list', { search: citizenId });
  const { rows } = await sql<{ text: string }>`select concat((select string_agg(p::text, '') from registry.person p), (select string_agg(k::text, '') from registry.person_key k), (select string_agg(c::text, '') from house.change c), (select string_agg(a::text, '') from audit.entry a)) as text`.execute(world.house.database.owner);
  for (const value of [citizenId, secret.mobile, '槐树巷', secret.bankAccount, '八八四二']) assert.ok(!rows[0]!.text.includes(value), value);
  assert.equal((await world.call(clerk(), 'registry.persons.reveal', { id, field: 'health', reason: '入户走访' })).value, '30');
});

test('the second of two clerks is told what changed', async () => {
  const me = clerk('east');
  const { id } = await world.register({ name: '争甲' });
  await world.call(me, 'registry.persons.update', { id, version: 1, change: { receivingUnit: '东乡中学' } });
  await assert.rejects(world.call(me, 'registry.persons.update', { id, version: 1, change: { education: '60' } }), (error: Refusal) => error.status === 409 && JSON.stringify(error.detail).includes('东乡中学'));
});

test('rows of other ledgers find their person by id, else by name with place or birth, and never by a guess', async () => {
  const citizenId = inventCitizenId('1970-02-03');
  const one = await world.register({ name: '配甲', citizenId, mobile: '19911112222', at: 'eastHill' });
  const two = await world.register({ name: '配乙', citizenId: inventCitizenId('1971-02-03'), at: 'eastHill' });
  const three = await world.register({ name: '配乙', citizenId: inventCitizenId('1972-02-03'), at: 'westHill' });
  const answers = await world.act(clerk(), (act) => findPersons(act, [
    { citizenId }, { citizenId, name: '配丙' }, { citizenId: inventCitizenId('1973-02-03') }, { citizenId: '123' }, { name: '配乙', village: '西山村委会' }, { name: '配乙', township: '东乡' },
    { name: '配乙', birthOn: '1971.2' }, { name: '配乙' }, { name: '配甲' }, { name: '配甲', mobile: '199 1111 2222' }, { name: '无此人', village: '东山村' }, { name: '配乙', village: PLACES.westHill },
  ]));
  const short = answers.map((answer) => ('id' in answer ? answer.id : 'candidates' in answer ? answer.candidates.length : answer.reason));
  assert.deepEqual(short, [one.id, 1, '身份证号未在册，请先建档', short[3], three.id, two.id, two.id, 2, 1, one.id, '未在册，请先建档', three.id]);
  assert.match(String(short[3]), /身份证号/);
  const west = await world.act(clerk('west'), (act) => findPersons(act, [{ citizenId }]));
  assert.deepEqual(west, [{ reason: '身份证号未在册，请先建档' }]);
});

test('many persons written at once keep tokens and role rows in step', async () => {
  const made = [await world.register({ name: '批甲', roles: ['combat'] }), await world.register({ name: '批乙', roles: ['combat'] }), await world.register({ name: '批丙', roles: ['rural60'], at: 'westHill' })];
  const ids = made.map((one) => one.id);
  const rows = sql`r.county_code = '999001' and r.id = any(${ids}::uuid[])`;
  await world.act(clerk(), async (act) => {
    await sql`update registry.person r set version = 2, roles = '{disabled,rural60}', division_code = ${PLACES.westLake}, search_keys = array_append(array_remove(r.search_keys, 'n:' || r.name), 'n:改名') where ${rows}`.execute(act.tx);
    await persons.afterWrite!(act, rows);
    await persons.afterWrite!(act, rows);
  });
  const { rows: kept } = await sql<{ role: string; status: string; rows: number }>`select role, status, count(*)::int as rows from registry.person_role where person_id = any(${ids}::uuid[]) and division_code = ${PLACES.westLake} group by 1, 2 order by 1, 2`.execute(world.house.database.owner);
  assert.deepEqual(kept, [{ role: 'combat', status: 'ended', rows: 2 }, { role: 'disabled', status: 'current', rows: 3 }, { role: 'rural60', status: 'current', rows: 3 }]);
  assert.equal((await found('west', '改名')).length, 3);
  const { rows: stale } = await sql`select 1 from registry.person_key where key = 'n:批甲'`.execute(world.house.database.owner);
  assert.deepEqual(stale, []);
});

test('sheets name a household by its number, else by a head that only one household has', async () => {
  const me = clerk();
  for (const draft of [{ headName: '户甲', number: 'H1' }, { headName: '户甲', number: 'H2' }, { headName: '户乙' }]) await world.call(me, 'registry.households.create', { id: randomUUID(), draft: { ...draft, divisionCode: PLACES.eastHill } });
  const answers = await world.act(me, (act) => households.match!.find(act, [{ number: 'H2' }, { headName: '户 乙' }, { headName: '户甲' }, { headName: '户丙' }]));
  assert.deepEqual(answers.map((one) => ('id' in one ? 'found' : 'candidates' in one ? one.candidates.length : one.reason)), ['found', 'found', 2, '户台账中没有这一户，请先登记']);
});

test('figures count registered persons once, whatever their roles', async () => {
  const period = { from: '2023-01-01', to: '2023-12-31' };
  const count = (key: string) => world.act(clerk('west'), async (act) => (await measure(act, world.house.figures.get(key)!, period)).value);
  const before = [await count('registry.persons'), await count('registry.veterans'), await count('registry.benefitPersons')];
  await world.register({ name: '数甲', roles: ['disabled', 'combat'], at: 'westHill' });
  await world.register({ name: '数乙', roles: ['family_active'], enlistedOn: null, dischargedOn: null, at: 'westHill' });
  await world.register({ name: '数丙', roles: ['combat'], state: 'moved', at: 'westHill' });
  await world.register({ name: '数丁', roles: ['combat'], at: 'eastHill' });
  assert.deepEqual([await count('registry.persons'), await count('registry.veterans'), await count('registry.benefitPersons')], [before[0]! + 2, before[1]! + 1, before[2]! + 1]);
});

test('此人迁到另一村，为其所做的一切随之迁移，原村不再看到', async () => {
  const caller = (place: 'county' | 'eastHill' | 'west') => ({ ...clerk(place), permissions: new Set([...clerk(place).permissions, 'scratch.read', 'scratch.write']) });
  const person = await world.register({ at: 'eastHill', name: '迁移人' });
  const call = await world.call(caller('eastHill'), 'scratch.calls.create', { id: randomUUID(), draft: { personId: person.id, calledOn: '2023-03-01', matter: '问政策' } });
  const removed = await world.call(caller('eastHill'), 'scratch.calls.create', { id: randomUUID(), draft: { personId: person.id, calledOn: '2023-04-01', matter: '误登' } });
  await world.call(caller('eastHill'), 'scratch.calls.remove', { id: removed.id, version: 1, reason: '登记有误' });
  await world.call(clerk(), 'registry.persons.update', { id: person.id, version: person.version, change: { divisionCode: PLACES.westLake } });
  const lines: { text: string }[] = await world.call(caller('west'), 'registry.timeline', { id: person.id });
  assert.ok(lines.some((one) => one.text.includes('问政策')), JSON.stringify(lines));
  assert.equal((await world.call(caller('west'), 'scratch.calls.get', { id: call.id })).divisionCode, PLACES.westLake);
  await assert.rejects(world.call(caller('eastHill'), 'scratch.calls.get', { id: call.id }), (error: Refusal) => error.status === 404);
  assert.deepEqual(await found('east', '迁移人'), []);
  assert.equal((await world.call(caller('county'), 'scratch.calls.restore', { id: removed.id })).divisionCode, PLACES.westLake);
  const { rows } = await sql<{ at: string }>`select distinct division_code as at from registry.person_role where person_id = ${person.id}`.execute(world.house.database.owner);
  assert.deepEqual(rows, [{ at: PLACES.westLake }]);
});
