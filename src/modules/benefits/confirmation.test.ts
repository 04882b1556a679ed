import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import type { Values } from '#base/pure/record.ts';
import type { Actor } from '#base/server/house.ts';
import { rowsWritten } from '#base/server/records/store.ts';
import { openSheet } from '#base/server/sheets/open-sheet.ts';
import { writeSheet } from '#base/server/sheets/write-sheet.ts';
import { organisation } from '#modules/organisation/module.ts';
import { recognition } from '#modules/recognition/module.ts';
import { findPartYear } from '#modules/registry/queries/sections.ts';
import { registry } from '#modules/registry/module.ts';
import { inventCitizenId, openWorld, type Place, type World } from '#test/world.ts';
import { benefits } from './module.ts';
import { loadFacts } from './queries/facts.ts';
import { findTerms } from './queries/runs.ts';
import { rowsInForce } from './queries/standards.ts';
import { worthOf } from './rules/effect.ts';
import { monthOf } from './rules/months.ts';
import type { Print, Settled } from './rules/settle.ts';
import { settle } from './rules/settle.ts';
import { confirmations } from './service/confirmations.ts';
import { readUpload } from './service/sheetFiles.ts';
import { PROGRAMMES } from './rules/programmes/all.ts';
import { compileRates, rowsToPayBy } from './rules/rates.ts';

let world: World;
let today = '2024-11-01';
let clerk: Actor;
let finance: Actor;
let leader: Actor;
before(async () => {
  world = await openWorld([organisation, registry, recognition, benefits], { clock: () => new Date(`${today}T02:00:00Z`) });
  clerk = world.person('countyClerk', 'county', ['registry', 'benefits']);
  finance = world.person('finance');
  leader = world.person('leader');
  await world.call(clerk, 'benefits.loadStandards');
  await sql`insert into house.setting (county_code, key, value) values ('999001', 'benefits.terms', '{"opened":"2024-11"}'::jsonb)`.execute(world.house.database.owner);
});
after(() => world.close());

const village = (place: Place = 'eastHill') => world.person('villageClerk', place);
const township = (place: Place = 'east') => world.person('townshipClerk', place);
/** 八级因公: 21960 元 a year from 2024-08, published: 1830.00 a month. */
async function drawing(name: string, at: Place = 'eastHill', more: Values = {}): Promise<string> {
  const { id } = await world.register({ name, at, roles: ['disabled'], citizenId: inventCitizenId('1968-05-01'), ...more });
  await world.call(clerk, 'benefits.recipients.create', { id: randomUUID(), draft: { personId: id, category: 'disabled', grade: '08', nature: '2', state: 'receiving', startedOn: '2015-08' } });
  return id;
}
let serial = 0;
async function campaign(more: Values = {}): Promise<string> {
  const { id } = await world.call(clerk, 'benefits.confirmations.create', { id: randomUUID(), draft: { title: `2024年年度确认${serial += 1}`, year: 2024, fromOn: '2024-11-01', untilOn: '2024-12-10', ways: ['station', 'home', 'video', 'elsewhere', 'helped'], samplePercent: 50, ...more } });
  return id;
}
const course = <T = any>(by: Actor, name: string, input: Values): Promise<T> => world.call(by, `benefits.confirmationCourse.${name}`, input);
const sheetOf = async (id: string, by: Actor = clerk, division?: string) => course(by, 'sheet', { id, ...(division ? { division } : {}) });
const entryOf = async (id: string, name: string, by: Actor = clerk) => (await sheetOf(id, by)).entries.find((one: { name: string }) => one.name === name);
const confirm = (entryId: string, by: Actor = village(), more: Values = {}) => course(by, 'record', { id: entryId, result: 'confirmed', way: 'home', ...more });
const worth = (personId: string, month: string) => world.act(clerk, async (act) => {
  const part = await findPartYear(act);
  const [known] = await loadFacts(act, sql`r.id = ${personId}`, part);
  return worthOf(PROGRAMMES, known!.facts, monthOf(month), { rates: compileRates(rowsToPayBy(await rowsInForce(act)), act.today), part, today: act.today, stack: (await findTerms(act)).beside });
});

test('冻结：在享的人各在各村，去世、停发和不在享的不列；村只见自己的，看不到金额等级；只有县级能冻结', async () => {
  const mine = await drawing('冻结甲');
  await drawing('冻结乙', 'eastLake');
  const dead = await drawing('冻结丙');
  const person = await world.call(clerk, 'registry.persons.get', { id: dead });
  await world.call(clerk, 'registry.persons.update', { id: dead, version: person.version, change: { state: 'dead', diedOn: '2024-10-02' } });
  await world.register({ name: '冻结丁' });
  const id = await campaign();
  await assert.rejects(course(township(), 'freeze', { id }), { status: 403 });
  const { listed } = await course(clerk, 'freeze', { id });
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from benefits.recipient b join registry.person p on p.id = b.person_id where b.state = 'receiving' and b.ended_on is null and p.state <> 'dead'`.execute(world.house.database.owner);
  assert.equal(listed, rows[0]!.n);
  const list = await sheetOf(id, village());
  assert.ok(list.entries.some((one: { name: string }) => one.name === '冻结甲') && !list.entries.some((one: { name: string }) => ['冻结乙', '冻结丙', '冻结丁'].includes(one.name)));
  assert.deepEqual(Object.keys(list.entries[0]).filter((key) => /amount|grade|nature|bank|account/i.test(key)), []);
  await assert.rejects(world.call(village(), 'benefits.confirmationEntries.list', {}), { status: 403 });
  await assert.rejects(confirm(list.entries[0].id, village('westHill')), { status: 404 });
  const row = await world.call(clerk, 'benefits.confirmations.get', { id });
  await assert.rejects(world.call(clerk, 'benefits.confirmations.update', { id, version: row.version, change: { samplePercent: 1 } }), /名单已冻结/);
  assert.equal((await world.act(village(), (act) => benefits.tasks!(act))).filter((one) => one.path.includes(id)).length, 1);
  assert.ok(mine);
});

test('冻结后哪一种写法都不能改范围：手工、导入和恢复都被挡住，名称和结束日照改', async () => {
  await drawing('冻结甲');
  const id = await campaign();
  await course(clerk, 'freeze', { id });
  const { version } = await world.call(clerk, 'benefits.confirmations.get', { id });
  await assert.rejects(world.call(clerk, 'benefits.confirmations.update', { id, version, change: { samplePercent: 5 } }), /不能再改/);
  const imported = (column: string, value: unknown) => world.act(clerk, async (act) => {
    await sql`update benefits.confirmation set ${sql.id(column)} = ${value} where id = ${id}`.execute(act.tx);
    await rowsWritten(act, confirmations, sql`r.id = ${id}`);
  });
  for (const [column, value] of [['categories', ['combat']], ['year', 2023], ['sample_percent', 5]] as const) await assert.rejects(imported(column, value), /名单已冻结/);
  await imported('title', '改了名称');
  assert.equal((await world.call(clerk, 'benefits.confirmations.get', { id })).title, '改了名称');
});

test('登记结果：方式须开通，App 只登记；疑似去世等须写明情况；没有复核的可撤回、可改', async () => {
  await drawing('登记甲');
  const id = await campaign();
  await course(clerk, 'freeze', { id });
  const one = await entryOf(id, '登记甲', village());
  await assert.rejects(confirm(one.id, village(), { way: 'photo' }), /没有开通/);
  await assert.rejects(confirm(one.id, village(), { result: 'dead' }), /写明情况/);
  await assert.rejects(confirm(one.id, village(), { on: '2024-11-02' }), /晚于今天/);
  assert.equal((await confirm(one.id, village(), { way: 'app' })).state, 'confirmed');
  assert.equal((await confirm(one.id, village(), { result: 'imprisoned', note: '家属反映' })).state, 'doubtful');
  const { rows } = await sql<{ text: string }>`select e::text as text from benefits.confirmation_entry e where id = ${one.id}`.execute(world.house.database.owner);
  assert.ok(!rows[0]!.text.toLowerCase().includes('imprisoned'));
  assert.deepEqual(await course(village(), 'takeBack', { id: one.id }).then((row) => [row.state, row.result, row.way]), ['waiting', null, null]);
});

test('复核由乡镇，不能是登记的人；不属实的重新确认，复核过的村里不能再改', async () => {
  await drawing('复核甲');
  await drawing('复核乙');
  const id = await campaign();
  await course(clerk, 'freeze', { id });
  const [a, b] = [await entryOf(id, '复核甲'), await entryOf(id, '复核乙')];
  const hand = village();
  await confirm(a.id, hand);
  const both = township();
  await confirm(b.id, both);
  await assert.rejects(course(hand, 'review', { id, entryIds: [a.id], result: 'agreed' }), { status: 403 });
  await assert.rejects(course(both, 'review', { id, entryIds: [a.id, b.id], result: 'agreed' }), /另一个人/);
  await assert.rejects(course(township('west'), 'review', { id, entryIds: [a.id], result: 'agreed' }), { status: 404 });
  await course(both, 'review', { id, entryIds: [a.id], result: 'agreed' });
  await assert.rejects(confirm(a.id, hand), /已经复核/);
  await assert.rejects(course(township(), 'review', { id, entryIds: [b.id], result: 'disagreed' }), /写明/);
  await course(township(), 'review', { id, entryIds: [b.id], result: 'disagreed', note: '本人不在村' });
  const back = await entryOf(id, '复核乙');
  assert.deepEqual([back.state, back.review, back.reviewNote], ['waiting', 'disagreed', '本人不在村']);
  const reviewed = await course(township(), 'sheet', { id, only: 'reviewed', size: 1 });
  assert.deepEqual([reviewed.total, reviewed.entries.map((one: { name: string }) => one.name)], [1, ['复核甲']]);
  assert.deepEqual((await course(township(), 'sheet', { id, only: 'reviewed', page: 2, size: 1 })).entries, []);
  await course(township(), 'review', { id, entryIds: [a.id], result: 'disagreed', note: '判刑在押' });
  assert.equal((await entryOf(id, '复核甲')).state, 'waiting', 'what was reviewed can be sent back before the close');
  assert.equal((await entryOf(id, '复核甲', hand)).reviewNote, '判刑在押', 'the village reads why it is to ask again');
  await course(hand, 'record', { id: a.id, result: 'imprisoned', way: 'home', note: '家属说在服刑' });
  await course(both, 'review', { id, entryIds: [a.id], result: 'agreed', note: '判决书看过' });
  const { rows: kept } = await sql<{ text: string }>`select e::text as text from benefits.confirmation_entry e where id = ${a.id}`.execute(world.house.database.owner);
  assert.ok(!/服刑|判决|判刑/.test(kept[0]!.text), 'words beside a sealed result are sealed');
  assert.equal((await world.call(clerk, 'benefits.confirmationEntries.get', { id: a.id })).note, '已登记（隐藏）');
  assert.equal((await entryOf(id, '复核甲', hand)).note, '家属说在服刑');
  assert.deepEqual([(await entryOf(id, '复核甲')).reviewNote, (await entryOf(id, '复核甲', hand)).reviewNote], ['判决书看过', null], 'what the township wrote when it agreed is not for the village');
  assert.equal((await course(leader, 'progress', { id })).whole.reviewed, 1, 'the leader reads how far it is');
  await assert.rejects(course(leader, 'record', { id: b.id, result: 'confirmed', way: 'home' }), { status: 403 });
  const progress = await course(clerk, 'progress', { id });
  assert.deepEqual(progress.places.map((one: { code: string }) => one.code), [...progress.places.map((one: { code: string }) => one.code)].sort());
  for (const state of ['confirmed', 'waiting', 'doubtful']) assert.equal((await world.call(clerk, 'benefits.confirmationEntries.list', { filters: { confirmationId: [id], state: [state] } })).total, progress.whole[state]);
});

test('抽查：按种子抽取，种子、参加抽取的名单和抽中的都留着，能重现；只抽一次；不属实的重新确认', async () => {
  for (const at of [1, 2, 3, 4, 5]) await drawing(`抽查${at}`, 'westHill');
  const id = await campaign();
  await course(clerk, 'freeze', { id });
  await assert.rejects(course(clerk, 'draw', { id }), /无从抽取/);
  const west = village('westHill');
  for (const one of (await sheetOf(id, west)).entries) await confirm(one.id, west);
  const drawn = await course(clerk, 'draw', { id, seed: '20241120' });
  const pool = (await sheetOf(id, west)).entries.length;
  assert.deepEqual(drawn, { seed: '20241120', percent: 50, pool, drawn: Math.ceil(pool / 2), reproduced: true });
  assert.equal((await course(clerk, 'draw', { id, seed: '另一个种子' })).seed, '20241120');
  const chosen = (await course(clerk, 'sheet', { id, only: 'sampled' })).entries;
  assert.ok(chosen.length === drawn.drawn && chosen.every((one: { sampled: boolean }) => one.sampled));
  assert.equal((await course(clerk, 'sheet', { id, only: 'unreviewed' })).total, pool);
  const spared = (await sheetOf(id, west)).entries.find((one: { sampled: boolean }) => !one.sampled);
  await assert.rejects(course(clerk, 'check', { id: spared.id, result: 'agreed' }), /没有抽到/);
  await assert.rejects(course(west, 'check', { id: chosen[0].id, result: 'agreed' }), { status: 403 });
  assert.equal((await course(clerk, 'check', { id: chosen[0].id, result: 'agreed' })).spotCheck, 'agreed');
  assert.equal((await course(clerk, 'check', { id: chosen[0].id, result: 'disagreed', note: '电话核实本人已外迁' })).state, 'waiting');
  const righted = await course(clerk, 'check', { id: chosen[0].id, result: 'agreed' });
  assert.deepEqual([righted.state, righted.review], ['confirmed', null], 'put right, the result stands again and is reviewed anew');
  const { owner } = world.house.database;
  await sql`delete from benefits.confirmation_entry where id = ${spared.id}`.execute(owner);
  assert.equal((await course(clerk, 'sample', { id })).reproduced, true, 'who leaves the list later, as by a merge, changes nothing');
  await sql`update benefits.confirmation_entry set sampled = false where id = ${chosen[0].id}`.execute(owner);
  assert.equal((await course(clerk, 'sample', { id })).reproduced, false, 'a list that was tampered with does not come out again');
});

test('复核属实的失联，结束以后本人来补办：登记确认、复核重来；已去世、已中止、待遇已终止的写明原因、不提停发；提出停发办不成的写明是谁', async () => {
  today = '2024-11-20';
  await drawing('失联后来的');
  const [dead, held] = [await drawing('后来去世的'), await drawing('后来中止的')];
  const id = await campaign();
  await course(clerk, 'freeze', { id });
  const lost = await entryOf(id, '失联后来的');
  await confirm(lost.id, village(), { result: 'lost' });
  await course(township(), 'review', { id, entryIds: [lost.id], result: 'agreed' });
  await assert.rejects(confirm(lost.id), /已经复核/, 'before the close a reviewed result goes back by review');
  today = '2024-12-11';
  await course(clerk, 'close', { id });
  const { version } = await world.call(clerk, 'registry.persons.get', { id: dead });
  await world.call(clerk, 'registry.persons.update', { id: dead, version, change: { state: 'dead', diedOn: '2024-12-01' } });
  const movement = await world.call(clerk, 'benefits.movements.create', { id: randomUUID(), draft: { personId: held, act: 'suspend', month: '2024-12', reason: 'imprisoned', document: '省批〔2024〕8号' } });
  await world.call(leader, 'benefits.movementCourse.decide', { id: movement.id, version: movement.version, decision: 'confirm' });
  const { lines } = await course(clerk, 'proposal', { id });
  const lineOf = (name: string) => lines.find((one: { name: string }) => one.name === name);
  assert.deepEqual(['后来去世的', '后来中止的'].map((name) => `${lineOf(name).act} ${lineOf(name).words}`), ['none 已登记去世，不用停发', 'none 已中止，不用再停发']);
  await assert.rejects(course(clerk, 'propose', { id, month: '2025-01', entryIds: [lineOf('后来中止的').entryId] }), /^Refusal: 后来中止的：|后来中止的：/);
  await assert.rejects(confirm(lost.id, village(), { result: 'moved', note: '邻居说' }), /已经复核/);
  const came = await confirm(lost.id, village(), { way: 'station' });
  assert.deepEqual([came.state, came.review], ['confirmed', null]);
});

test('停发事前看到的影响按发放用的标准算：新标准待核实的，照已核实的1830.00元说，不说不能确定', async () => {
  today = '2024-11-20';
  const person = await drawing('待核实的人');
  const { owner } = world.house.database;
  const notice = randomUUID();
  await sql`insert into benefits.notice (county_code, id, division_code, title, reach, published_on, effective_on, state) values ('999001', ${notice}, '999001000000', '待核实的新标准', 'nation', '2024-11-01', '2024-10-01', 'draft')`.execute(owner);
  await sql`insert into benefits.standard (county_code, id, division_code, notice_id, kind, category, grade, nature, amount, period, verification) values ('999001', gen_random_uuid(), '999001000000', ${notice}, 'floor', 'disabled', 8, 'duty', 2400000, 'year', 'unverified')`.execute(owner);
  await sql`update benefits.notice set state = 'inForce', in_force = true, approved_by = '测试', approved_by_id = 'x', approved_on = published_on where id = ${notice}`.execute(owner);
  const movement = await world.call(clerk, 'benefits.movements.create', { id: randomUUID(), draft: { personId: person, act: 'stop', month: '2024-12', reason: 'lost' } });
  const seen = await world.call(leader, 'benefits.movementCourse.look', { id: movement.id });
  assert.deepEqual(seen.effect, { before: '183000', after: '0', untold: false, back: '0', good: '0' });
  await world.call(clerk, 'benefits.payments.create', { id: randomUUID(), draft: { personId: person, programme: 'disability', month: '2024-12', amount: '183000', paidOn: '2024-11-18' } });
  const { effect } = await world.call(leader, 'benefits.movementCourse.look', { id: movement.id });
  assert.deepEqual(effect, { before: '183000', after: '0', untold: false, back: '183000', good: '0' }, 'a month that was paid ahead is taken back by the stop');
  await sql`update benefits.notice set state = 'voided', in_force = false where id = ${notice}`.execute(owner).catch(() => undefined);
  await sql`delete from benefits.standard where notice_id = ${notice}`.execute(owner).catch(() => undefined);
});

test('停发：事前看到的影响与事后一致；提出后另一人复核才停；补办确认、恢复并补发，一分不少', async () => {
  today = '2024-12-11';
  const stopped = await drawing('停发人');
  const fine = await drawing('确认人');
  const gone = await drawing('疑亡人');
  const id = await campaign();
  await course(clerk, 'freeze', { id });
  await confirm((await entryOf(id, '确认人')).id);
  await confirm((await entryOf(id, '疑亡人')).id, village(), { result: 'dead', note: '邻居反映' });
  await assert.rejects(course(clerk, 'propose', { id, month: '2025-01', entryIds: [(await entryOf(id, '停发人')).id] }), /还没有结束/);
  await course(clerk, 'close', { id });
  const seen = await course(clerk, 'proposal', { id });
  const line = seen.lines.find((one: { name: string }) => one.name === '停发人');
  assert.deepEqual([seen.month, line.before, line.after, line.untold, line.act], ['2025-01', '183000', '0', false, 'stop']);
  assert.equal(seen.lines.find((one: { name: string }) => one.name === '疑亡人').act, 'death');
  assert.ok(!seen.lines.some((one: { name: string }) => one.name === '确认人'));
  assert.equal((await worth(stopped, '2025-01')).fen, 183000n, 'asking changes nothing');
  const sheet = await readUpload((await course(clerk, 'stopsSheet', { id })).content, (cells) => cells.includes('姓名'));
  assert.deepEqual(sheet!.rows.filter(({ cells }) => cells[0] === '停发人').map(({ cells }) => cells.slice(4, 7)), [['1830', '0', '0']]);
  await assert.rejects(course(clerk, 'propose', { id, month: '2024-12', entryIds: [line.entryId] }), /最早从2025年1月/);
  await assert.rejects(course(clerk, 'propose', { id, month: '2025-01', entryIds: [(await entryOf(id, '疑亡人')).id] }), /登记去世/);
  assert.deepEqual(await course(clerk, 'propose', { id, month: '2025-01', entryIds: [line.entryId] }), { proposed: 1 });
  assert.deepEqual(await course(clerk, 'propose', { id, month: '2025-01', entryIds: [line.entryId] }), { proposed: 0 });
  assert.equal((await worth(stopped, '2025-01')).fen, 183000n, 'a proposal stops nobody');
  const waiting = (await course(leader, 'proposal', { id })).lines.find((one: { name: string }) => one.name === '停发人');
  assert.deepEqual([waiting.before, waiting.after, waiting.movement.state], ['183000', '0', 'proposed']);
  const chosen = { id, movements: [{ id: waiting.movement.id, version: waiting.movement.version }] };
  await assert.rejects(course({ ...clerk, permissions: new Set([...clerk.permissions, 'benefits.approve']) }, 'confirmStops', chosen), /两个人/);
  await course(leader, 'confirmStops', chosen);
  assert.equal((await worth(stopped, '2025-01')).fen, BigInt(line.after), 'what was shown is what happens');
  assert.equal((await worth(stopped, '2024-12')).fen, 183000n);
  assert.equal((await worth(fine, '2025-01')).fen, 183000n);
  assert.equal((await worth(gone, '2025-01')).fen, 183000n);
  const due = async (month: string) => { const one = await worth(stopped, month); return { fen: one.fen, twelfths: one.fen * 12n, print: print(one.fen > 0n ? 'due' : 'stopped') }; };
  const settled = new Map<number, Settled>();
  for (const month of ['2025-01', '2025-02']) settled.set(monthOf(month), { fen: (await due(month)).fen, print: print('stopped') });
  today = '2025-03-05';
  const entry = await entryOf(id, '停发人');
  await confirm(entry.id, village(), { way: 'station' });
  const [back] = (await course(clerk, 'resumable', { id })).filter((one: { name: string }) => one.name === '停发人');
  assert.deepEqual([back.stoppedFrom, back.months, back.madeGood], ['2025-01', 3, '549000']);
  const paid = await world.call(clerk, 'benefits.payments.create', { id: randomUUID(), draft: { personId: stopped, programme: 'disability', month: '2025-02', amount: '100000', paidOn: '2025-02-10' } });
  assert.equal((await course(clerk, 'resumable', { id })).find((one: { name: string }) => one.name === '停发人').madeGood, '449000', 'what a month was settled with is not made good again');
  await world.call(clerk, 'benefits.payments.remove', { id: paid.id, version: paid.version, reason: '测试登记' });
  const told = async () => (await world.act(clerk, (act) => benefits.tasks!(act))).filter((task) => task.path === '/benefits/confirm/stops').map((task) => task.title);
  assert.deepEqual(await told(), ['年度确认：1 人停发后已补办确认，待恢复']);
  await course(clerk, 'resume', { id: entry.id, makeGood: true });
  assert.deepEqual(await told(), []);
  const [proposed] = (await course(clerk, 'resumable', { id })).filter((one: { name: string }) => one.name === '停发人');
  await course(finance, 'confirmStops', { id, movements: [{ id: proposed.movement.id, version: proposed.movement.version }] });
  const items = settle(new Map([[monthOf('2025-01'), await due('2025-01')], [monthOf('2025-02'), await due('2025-02')], [monthOf('2025-03'), await due('2025-03')]]), settled, monthOf('2025-03'), monthOf('2025-03'));
  assert.deepEqual(items.map((one) => [one.month - monthOf('2025-01'), one.fen, one.cause]), [[0, 183000n, 'resumed'], [1, 183000n, 'resumed'], [2, 183000n, 'regular']]);
  assert.equal(items.reduce((sum, one) => sum + one.fen, 0n), BigInt(back.madeGood));
  const rows = await world.call(clerk, 'benefits.recipients.list', { filters: { personId: [stopped] } });
  assert.equal(rows.rows[0].state, 'receiving');
});
const print = (because: string): Print => ({ because, approval: 'a', graded: null, standards: ['s'], detail: null });

test('停发还在等复核时补办了确认：停发自动撤回', async () => {
  today = '2024-12-11';
  const person = await drawing('赶上人');
  const id = await campaign();
  await course(clerk, 'freeze', { id });
  await course(clerk, 'close', { id });
  const entry = await entryOf(id, '赶上人');
  await course(clerk, 'propose', { id, month: '2025-01', entryIds: [entry.id] });
  await confirm(entry.id);
  const { rows } = await world.call(clerk, 'benefits.movements.list', { filters: { personId: [person] } });
  assert.deepEqual([rows[0].state, rows[0].opinion], ['withdrawn', '已补办确认，不再停发']);
});

test('提醒：不便到场记一次，下一年沿用；去世的退出名单；短信不说是什么待遇，号码只在提醒名单里', async () => {
  today = '2024-11-05';
  await drawing('提醒人', 'westLake', { mobile: '19911112222' });
  const late = await drawing('后逝人', 'westLake');
  const id = await campaign({ phone: '0373-1234567' });
  await course(clerk, 'freeze', { id });
  const west = village('westLake');
  await course(west, 'homeVisit', { id: (await entryOf(id, '提醒人', west)).id, wanted: true });
  const [one] = (await course(west, 'reminders', { id })).rows.filter((row: { name: string }) => row.name === '提醒人');
  assert.deepEqual([one.mobile, one.homeVisit], ['19911112222', true]);
  assert.match(one.text, /上门办理/);
  const person = await world.call(clerk, 'registry.persons.get', { id: late });
  await world.call(clerk, 'registry.persons.update', { id: late, version: person.version, change: { state: 'dead', diedOn: '2024-11-04' } });
  assert.equal((await entryOf(id, '后逝人', west)).state, 'dropped');
  const next = await campaign({ year: 2025 });
  await course(clerk, 'freeze', { id: next });
  assert.equal((await entryOf(next, '提醒人', west)).homeVisit, true);
});

test('表格：导出、在 Excel 里填、逐行核对、导入；再导一次结果一样；别的表格不收', async () => {
  for (const name of ['表甲', '表乙', '表丙', '表丁']) await drawing(name, 'eastLake');
  const id = await campaign();
  await course(clerk, 'freeze', { id });
  const lake = village('eastLake');
  const { content } = await course(lake, 'workbook', { id });
  const filled = await fill(content, { 表甲: ['来站', '2024-11-03', '确认', ''], 表乙: ['视频', '', '信息变更', '换了电话'], 表丙: ['照片', '', '确认', ''], 表丁: ['入户', '', '疑似去世', ''] });
  const rows = (await course(lake, 'preview', { id, content: filled })).filter((row: { name: string }) => row.name.startsWith('表'));
  assert.deepEqual(Object.fromEntries(rows.map((row: { name: string; kind: string }) => [row.name, row.kind])), { 表甲: 'take', 表乙: 'take', 表丙: 'bad', 表丁: 'bad' });
  assert.deepEqual(await course(lake, 'commit', { id, content: filled }), { taken: 2 });
  assert.deepEqual(await course(lake, 'commit', { id, content: filled }), { taken: 2 });
  const one = await entryOf(id, '表甲', lake);
  assert.deepEqual([one.state, one.way, one.confirmedOn], ['confirmed', 'station', '2024-11-03']);
  assert.equal((await entryOf(id, '表丙', lake)).state, 'waiting');
  await assert.rejects(course(lake, 'preview', { id, content: Buffer.from('姓名,电话\n张三,1').toString('base64') }), /年度确认名单表格/);
});

/** Fills way, day, result and note of an exported list by name, as a clerk would in Excel, and gives the file back. */
async function fill(content: string, cells: Record<string, string[]>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'confirmation-test-'));
  const path = join(folder, 'a.xlsx');
  await writeFile(path, Buffer.from(content, 'base64'));
  const reader = await openSheet(path);
  const rows: string[][] = [];
  for await (const row of reader.rows()) rows.push(row.cells.map((cell) => cell.text));
  await reader.close();
  const header = rows.find((row) => row.includes('姓名'))!;
  const body = rows.slice(rows.indexOf(header) + 1).filter((row) => /^[0-9a-f-]{36}$/.test(row[0] ?? '')).map((row) => header.map((title, at) => { const given = cells[row[2]!]?.[['方式', '日期', '结果', '说明'].indexOf(title)]; return given ?? row[at] ?? ''; }));
  await writeSheet(path, { sheets: [{ name: '年度确认名单', columns: header.map((one) => ({ header: one, kind: 'text' as const })), rows: body }] });
  const back = (await readFile(path)).toString('base64');
  await rm(folder, { recursive: true, force: true });
  return back;
}
