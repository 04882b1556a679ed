import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import type { Values } from '#base/pure/record.ts';
import type { Actor } from '#base/server/house.ts';
import { organisation } from '#modules/organisation/module.ts';
import { recognition } from '#modules/recognition/module.ts';
import { registry } from '#modules/registry/module.ts';
import { inventCitizenId, openWorld, type World } from '#test/world.ts';
import { workAllProspects, workProspects } from './jobs.ts';
import { benefits } from './module.ts';
import { judge } from './service/policy.ts';

let world: World;
let clerk: Actor;
let township: Actor;
let now = new Date('2025-09-15T02:00:00Z');
const on = (day: string) => { now = new Date(`${day}T02:00:00Z`); };
before(async () => {
  world = await openWorld([organisation, registry, recognition, benefits], { clock: () => now });
  clerk = world.person('countyClerk', 'county', ['registry', 'benefits']);
  township = world.person('townshipClerk', 'east');
});
after(() => world.close());

const register = async (birthOn: string, more: Values = {}): Promise<string> => (await world.register({ citizenId: inventCitizenId(birthOn), ...more })).id;
const create = (ledger: string, draft: Values, by = clerk): Promise<any> => world.call(by, `${ledger}.create`, { id: randomUUID(), draft });
const entries = async (personId: string, by = clerk): Promise<any[]> => (await world.call(by, 'benefits.prospects.list', { filters: { personId: [personId] } })).rows;
const lists = async (personId: string) => Object.fromEntries((await entries(personId)).map((row) => [row.programme, row.list]));
const grant = (personId: string, category: string, more: Values = {}) => create('benefits.recipients', { personId, category, state: 'receiving', startedOn: '2015-08', ...more });
const update = async (operation: string, id: string, change: Values) => world.call(clerk, `${operation}.update`, { id, version: (await world.call(clerk, `${operation}.get`, { id })).version, change });
/** A rural veteran: enlisted 1986-11, discharged 1992-01, whose household is rural. */
const RURAL = { hukouKind: 'rural', rank: 'private', enlistedOn: '1986-11', dischargedOn: '1992-01' };

test('缺事实：农村籍满60周岁，没有养老保险情况；填上居民养老的同一步转到应享未享', async () => {
  const person = await register('1963-11-27', RURAL);
  const [missing] = await entries(person);
  assert.deepEqual([missing.programme, missing.list, missing.facts, missing.act, missing.basis], ['rural', 'missing', ['pension'], 'section', '《军人抚恤优待条例》第六十二条']);
  assert.match(missing.reason, /缺少养老保险情况/);
  await create('registry.livelihoods', { personId: person, pension: 'resident' }, township);
  const [owed] = await entries(person);
  assert.deepEqual([owed.list, owed.act, owed.kind, owed.facts ?? []], ['owed', 'recognise', 'rural60', []]);
  assert.match(owed.reason, /已满60周岁（61周岁）.*服役5年2个月，计6年/);
  assert.ok(!/1963/.test(owed.reason), 'the day of birth is not told');
});

test('有申请在办就不再列；身份认定了、还没有登记待遇，又列为应享未享，登记待遇后不再列', async () => {
  const person = await register('1963-11-27', RURAL);
  await create('registry.livelihoods', { personId: person, pension: 'resident' });
  assert.deepEqual(await lists(person), { rural: 'owed' });
  await create('recognition.cases', { personId: person, kind: 'rural60', appliedOn: '2025-09-15', applicant: 'self' });
  assert.deepEqual(await lists(person), {});
  await create('registry.roles', { personId: person, role: 'rural60', status: 'current', fromOn: '2025-09', basis: 'approval', document: '市批〔2025〕1号' });
  const [row] = await entries(person);
  assert.deepEqual([row.list, row.act, row.category], ['owed', 'grant', 'rural60']);
  await grant(person, 'rural60', { startedOn: '2025-09' });
  assert.deepEqual(await lists(person), {});
});

test('申请撤回的同一步又列为应享未享；标准通知复核通过、作使用决定后，按标准判断的人即时排入重新核对', async () => {
  const person = await register('1963-11-27', RURAL);
  await create('registry.livelihoods', { personId: person, pension: 'resident' });
  const one = await create('recognition.cases', { personId: person, kind: 'rural60', appliedOn: '2025-09-15', applicant: 'self' });
  assert.deepEqual(await lists(person), {});
  await world.call(clerk, 'recognition.course.act', { id: one.id, version: one.version, step: randomUUID(), act: 'withdraw', opinion: '本人不办了' });
  assert.deepEqual(await lists(person), { rural: 'owed' });
  const both = await register('1950-05-01', { roles: ['combat', 'rural60'] });
  await grant(both, 'combat');
  await workProspects(world.house);
  const pending = async () => (await sql<{ n: number }>`select count(*)::int as n from benefits.prospect_pending where person_id = ${both}`.execute(world.house.database.owner)).rows[0]!.n;
  assert.equal(await pending(), 0);
  const notice = randomUUID();
  await world.call(clerk, 'benefits.noticeCourse.draft', { id: notice, notice: { title: '本县增发标准', reach: 'county', document: '县退役军人发〔2025〕9号', publishedOn: '2025-09-01', effectiveOn: '2025-09-01' }, copy: false, raise: { way: 'none' } });
  await create('benefits.standards', { noticeId: notice, category: 'combat', kind: 'topUp', amount: '5000', period: 'month', verification: 'unverified' });
  for (const [act, who] of [['submit', clerk], ['approve', world.person('leader')]] as const) {
    const { version } = await world.call(clerk, 'benefits.notices.get', { id: notice });
    await world.call(who, act === 'approve' ? 'benefits.noticeCourse.decide' : 'benefits.noticeCourse.act', { id: notice, version, act });
  }
  assert.equal(await pending(), 1);
  await workProspects(world.house);
  assert.equal(await pending(), 0);
  await world.call(world.person('leader'), 'benefits.noticeCourse.release', { release: randomUUID(), id: notice, standardId: null, decision: 'use', document: '县局纪要〔2025〕3号', reason: '省厅文件未到' });
  assert.equal(await pending(), 1);
});

test('享受而不再符合：改为职工养老即列出，不停发；登记待遇变动并复核以后不再列', async () => {
  const person = await register('1960-05-01', { ...RURAL, roles: ['rural60'] });
  const livelihood = await create('registry.livelihoods', { personId: person, pension: 'resident' });
  await grant(person, 'rural60');
  assert.deepEqual(await lists(person), {});
  await update('registry.livelihoods', livelihood.id, { pension: 'employee' });
  const [over] = await entries(person);
  assert.deepEqual([over.list, over.act, over.state], ['over', 'move', 'open']);
  const { rows } = await world.call(clerk, 'benefits.recipients.list', { filters: { personId: [person] } });
  assert.equal(rows[0].state, 'receiving', 'nothing is stopped by a list');
  const movement = await create('benefits.movements', { personId: person, category: 'rural60', act: 'cancel', month: '2025-09', reason: 'other', note: '已领职工养老金', document: '省批〔2025〕9号' });
  await world.call(world.person('leader'), 'benefits.movementCourse.decide', { id: movement.id, version: movement.version, decision: 'confirm' });
  assert.deepEqual(await lists(person), {});
});

test('去世：待遇没有终止的列出，登记终止后只剩丧葬补助，发了以后不再列', async () => {
  const person = await register('1950-05-01', { roles: ['kin_martyr'], enlistedOn: null, dischargedOn: null, settlement: null });
  await create('registry.bereavements', { personId: person, relation: '1', deathKind: 'martyr', deceasedName: '王烈士' });
  const recipient = await grant(person, 'kin_martyr');
  assert.deepEqual(await lists(person), {});
  await update('registry.persons', person, { state: 'dead', diedOn: '2025-08-20' });
  assert.deepEqual(await lists(person), { survivor: 'over', funeral: 'owed' });
  assert.equal((await entries(person)).find((row) => row.list === 'over')!.recipientId, recipient.id);
  await update('benefits.recipients', recipient.id, { state: 'deceased', endedOn: '2025-08' });
  assert.deepEqual(await lists(person), { funeral: 'owed' });
  await create('benefits.payments', { personId: person, programme: 'funeral', month: '2025-09', amount: '2155800', paidOn: '2025-09-15' });
  assert.deepEqual(await lists(person), {});
});

test('搁置：写原因，仍在清单里；情况变了或到期了自动恢复待办；别的乡镇看不到，村级站无权，乡级站看得到不能搁置', async () => {
  const person = await register('1963-11-27', RURAL);
  const [row] = await entries(person);
  const call = (by: Actor, more: Values = {}) => world.call(by, 'benefits.policy.aside', { id: row.id, version: row.version, reason: 'papers', ...more });
  await assert.rejects(call(clerk, { reason: 'other' }), /请写明/);
  await assert.rejects(call(clerk, { until: '2025-09-15' }), /晚于今天/);
  await assert.rejects(call(township), { status: 403 });
  assert.equal((await entries(person, township)).length, 1);
  assert.equal((await entries(person, world.person('townshipClerk', 'west'))).length, 0);
  await assert.rejects(entries(person, world.person('villageClerk', 'eastHill')), { status: 403 });
  await assert.rejects(world.call(clerk, 'benefits.prospects.remove', { id: row.id, version: row.version, reason: '删掉' }), /由规则得出/);
  await call(clerk, { note: '退役证在补', until: '2025-10-01' });
  const [aside] = await entries(person);
  assert.deepEqual([aside.state, aside.asideReason, aside.asideNote, aside.asideBy, aside.asideUntil], ['aside', 'papers', '退役证在补', clerk.name, '2025-10-01']);
  const counts = async () => (await world.call(clerk, 'benefits.policy.overview', {})).aside;
  assert.equal(await counts(), 1);
  await update('registry.persons', person, { mobile: '19900000001' });
  assert.equal((await entries(person))[0].state, 'aside', 'what is not its matter leaves it');
  on('2025-10-02');
  await workAllProspects(world.house);
  assert.deepEqual([(await entries(person))[0].state, (await entries(person))[0].asideReason ?? null], ['open', null]);
  on('2025-09-15');
  const [again] = await entries(person);
  await world.call(clerk, 'benefits.policy.aside', { id: again.id, version: again.version, reason: 'declined' });
  await create('registry.livelihoods', { personId: person, pension: 'resident' });
  assert.deepEqual([(await entries(person))[0].list, (await entries(person))[0].state], ['owed', 'open'], 'a changed matter comes back');
  const history = await world.call(clerk, 'benefits.prospects.history', { id: row.id });
  assert.ok(history.some((each: { fields: { after: string | null }[] }) => each.fields.some((field) => field.after === '本人不申请')), 'what was said stays in the history');
});

test('总览的数字就是清单的行数；个人一页写明金额，本人留存的一份须写用途', async () => {
  const overview = await world.call(township, 'benefits.policy.overview', {});
  for (const { programme, ...counts } of overview.programmes) for (const [list, count] of Object.entries(counts)) {
    assert.equal((await world.call(township, 'benefits.prospects.list', { filters: { programme: [programme], list: [list], state: ['open'] } })).total, count);
  }
  assert.equal(overview.places.reduce((sum: number, one: { owed: number }) => sum + one.owed, 0), overview.programmes.reduce((sum: number, one: { owed: number }) => sum + one.owed, 0));
  await assert.rejects(world.call(township, 'benefits.policy.overview', { division: '999001101000' }), { status: 404 });
  await world.call(clerk, 'benefits.loadStandards');
  const person = await register('1950-05-01', { roles: ['disabled'], disabilityGrade: '07', disabilityNature: '1' });
  await grant(person, 'disabled', { grade: '07', nature: '1' });
  const sheet = await world.call(township, 'benefits.policy.person', { id: person });
  const disability = sheet.claims.find((one: { programme: string }) => one.programme === 'disability');
  assert.deepEqual([disability.state, disability.amount], ['receiving', '每月 3,257.00 元'], 'the notice of 2025 became known later');
  assert.ok(!/七级|因战/.test(JSON.stringify(sheet)));
  await assert.rejects(world.call(township, 'benefits.policy.ownCopy', { id: person, reason: '本人留存' }), { status: 403 });
  assert.match(JSON.stringify(await world.call(clerk, 'benefits.policy.ownCopy', { id: person, reason: '本人留存' })), /七级因战/);
  const forecast = await world.call(clerk, 'benefits.policy.forecast', {});
  assert.equal(forecast.programmes.find((one: { programme: string }) => one.programme === 'disability').months.length, 24);
});

const CHANGES: readonly (readonly [ledger: string, drafts: readonly Values[]])[] = [
  ['registry.livelihoods', [{ pension: 'resident' }, { pension: 'employee' }, { pension: null }]],
  ['registry.serviceDetails', [{ hukouBefore: 'rural' }, { combatKinds: ['COMBAT'] }, { verifiedOn: '2020-01-01', verifiedDocument: '省批1号' }]],
  ['registry.bereavements', [{ relation: '2', deathKind: 'martyr', deceasedName: '王烈士' }, { relation: '1', deathKind: 'illness', deceasedName: '王某' }, { relation: '2', deathKind: null, deceasedName: '王某' }]],
];

test('性质：随意改动之后的清单，等于对每个人重新核对的结果；重新核对不写任何一行', async () => {
  const seed = Math.floor(Math.random() * 1e9);
  let state = seed;
  const pick = <T>(values: readonly T[]): T => { state = (state * 1103515245 + 12345) % 2147483648; return values[state % values.length]!; };
  const combat = (await import('#modules/registry/schema/sectionCodes.ts')).CombatKind.codes[0]!.code;
  const people: string[] = [];
  for (let at = 0; at < 6; at += 1) people.push(await register(pick(['1963-11-27', '1965-10-01', '1952-01-01', '2007-10-20']), pick([RURAL, { ...RURAL, hukouKind: null }, { ...RURAL, roles: ['combat', 'rural60'] }])));
  const made = new Map<string, string>();
  for (let at = 0; at < 24; at += 1) {
    const [person, [ledger, drafts]] = [pick(people), pick(CHANGES)];
    const draft = { ...pick(drafts) };
    if (draft.combatKinds) draft.combatKinds = [combat];
    const key = `${person}/${ledger}`;
    const known = made.get(key);
    if (!known) made.set(key, (await create(ledger, { personId: person, ...draft })).id);
    else if (pick([true, false, true])) await update(ledger, known, draft);
    else {
      const { version } = await world.call(clerk, `${ledger}.get`, { id: known });
      await world.call(clerk, `${ledger}.remove`, { id: known, version, reason: '测试' });
      made.delete(key);
    }
    if (at % 8 === 3) await world.call(clerk, 'benefits.recipients.create', { id: randomUUID(), draft: { personId: pick(people), category: pick(['combat', 'rural60']), state: 'receiving', startedOn: '2020-01' } }).catch(() => undefined);
  }
  await workProspects(world.house);
  const shown = async () => (await sql<{ text: string }>`select string_agg(concat_ws('|', p.person_id, p.programme, p.list, p.category, p.reason, p.act, p.facts::text, p.due_on, p.version), e'\n' order by p.person_id, p.programme) as text from benefits.prospect p`.execute(world.house.database.owner)).rows[0]!.text;
  const kept = await shown();
  await world.act(clerk, async (act) => {
    const all = await judge(act, sql`true`);
    const lines = (rows: { personId: string; programme: string; list: string; reason: string }[]) => rows.map((one) => `${one.personId} ${one.programme} ${one.list} ${one.reason}`).toSorted();
    const { rows } = await sql<{ personId: string; programme: string; list: string; reason: string }>`select person_id as "personId", programme, list, reason from benefits.prospect`.execute(act.tx);
    assert.deepEqual(lines(rows), lines(all), `seed ${seed}`);
  });
  assert.ok((await workAllProspects(world.house)) >= people.length);
  assert.equal(await shown(), kept, 'only differences are written');
});
