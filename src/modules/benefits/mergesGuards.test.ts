import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import type { Values } from '#base/pure/record.ts';
import type { Actor } from '#base/server/house.ts';
import { duplicates } from '#modules/duplicates/module.ts';
import { organisation } from '#modules/organisation/module.ts';
import { recognition } from '#modules/recognition/module.ts';
import { registry } from '#modules/registry/module.ts';
import { inventCitizenId, openWorld, type World } from '#test/world.ts';
import { benefits } from './module.ts';
import { shipLayout } from './service/bank.ts';

let world: World; let today = '2026-03-20';
let maker: Actor; let reviewer: Actor; let leader: Actor; let finance: Actor;
const owner = () => world.house.database.owner;
async function notice(reach: string, rows: any[][], on = '2025-08-01') {
  const n = randomUUID();
  await sql`insert into benefits.notice (county_code, id, division_code, title, reach, document, published_on, effective_on, state) values ('999001', ${n}, '999001000000', ${n}, ${reach}, '测试〔2026〕1号', ${on}, ${on}, 'draft')`.execute(owner());
  for (const [kind, category, variant, amount, period] of rows) await sql`insert into benefits.standard (county_code, id, division_code, notice_id, kind, category, variant, amount, period, verification) values ('999001', gen_random_uuid(), '999001000000', ${n}, ${kind}, ${category}, ${variant}, ${amount}, ${period}, 'published')`.execute(owner());
  await sql`update benefits.notice set state = 'inForce', in_force = true, approved_by = '测试', approved_by_id = 'x', approved_on = published_on where id = ${n}`.execute(owner());
}
before(async () => {
  world = await openWorld([organisation, registry, recognition, benefits, duplicates], { clock: () => new Date(`${today}T02:00:00Z`) });
  const someone = (role: string, id: string): Actor => ({ ...world.person(role, 'county', ['registry', 'benefits', 'duplicates', 'exchange']), id, name: id });
  [maker, reviewer, leader, finance] = [someone('countyClerk', 'maker'), someone('countyClerk', 'reviewer'), someone('leader', 'leader'), someone('finance', 'finance')];
  await world.act(maker, shipLayout);
  await sql`insert into house.setting (county_code, key, value) values ('999001', 'benefits.terms', '{"opened":"2025-08"}'::jsonb)`.execute(owner());
  await notice('county', [['full', 'combat', null, 90900, 'month']]);
  await notice('nation', [['floor', 'income', null, 5182100, 'year']], '2024-01-01');
});
after(() => world.close());
let serial = 0;
async function drawing(name: string, startedOn = '2020-01', category = 'combat'): Promise<string> {
  const { id } = await world.register({ name, citizenId: inventCitizenId(`1955-${String(3 + Math.floor((serial += 1) / 18)).padStart(2, '0')}-${String((serial % 18) + 10)}`), bankAccount: `62284800000009${String(1000 + serial)}`, bankName: '测试银行', roles: [category] });
  await world.call(maker, 'benefits.recipients.create', { id: randomUUID(), draft: { personId: id, category, state: 'receiving', startedOn } });
  return id;
}
async function act(who: Actor, id: string, name: string, more: Values = {}): Promise<any> {
  const { version } = await world.call(who, 'benefits.runs.get', { id });
  return world.call(who, name === 'file' ? 'benefits.runCourse.file' : 'benefits.runCourse.act', { id, step: randomUUID(), version, ...(name === 'file' ? more : { act: name, ...more }) });
}
async function compute(month: string, programmes = ['combat']): Promise<string> {
  const id = randomUUID();
  await world.call(maker, 'benefits.runs.create', { id, draft: { number: `${month}-${String((serial += 1)).padStart(2, '0')}`, title: month, programmes, firstMonth: month, lastMonth: month } });
  await act(maker, id, 'compute');
  return id;
}
const linesOf = async (id: string): Promise<any[]> => (await world.call(maker, 'benefits.lines.list', { filters: { runId: [id] }, size: 500 })).rows;
const of = async (id: string, p: string) => (await linesOf(id)).filter((l) => (l.personId.id ?? l.personId) === p).map((l) => [l.programme, l.regular, l.arrears, l.recovered, l.amount, l.waiting, l.outcome]);
async function merge(kept: string, gone: string): Promise<string> {
  const id = randomUUID();
  const v = async (one: string) => (await world.call(maker, 'registry.persons.get', { id: one })).version;
  await world.call(maker, 'duplicates.merge', { id, keptId: kept, goneId: gone, keptVersion: await v(kept), goneVersion: await v(gone), take: [], reason: '同一人两份档案' });
  return id;
}
async function send(id: string): Promise<void> {
  await act(reviewer, id, 'review'); await act(leader, id, 'approve'); await act(finance, id, 'check');
  await act(maker, id, 'file', { layoutId: (await world.call(maker, 'benefits.bankLayouts.list', {})).rows[0].id });
  await act(maker, id, 'close', { on: today });
}
const voided = (id: string) => act(maker, id, 'void', { opinion: 'x' });

const create = (ledger: string, draft: Values, by = maker): Promise<any> => world.call(by, `benefits.${ledger}.create`, { id: randomUUID(), draft });
const oact = async (by: Actor, id: string, name: string, more: Values = {}) => world.call(by, `benefits.oneOffCourse.${name === 'approve' ? 'decide' : 'act'}`, { id, version: (await world.call(by, 'benefits.oneOffs.get', { id })).version, act: name, ...more });

test('保留的档案起始月晚', async () => {
  const [a, b] = [await drawing('戊', '2026-02'), await drawing('己', '2025-08')];
  for (const m of ['2025-08', '2025-09', '2025-10', '2025-11', '2025-12', '2026-01', '2026-02']) await world.call(finance, 'benefits.payments.create', { id: randomUUID(), draft: { personId: b, programme: 'combat', month: m, amount: '90900', paidOn: `${m}-20` } });
  await merge(a, b);
  const run = await compute('2026-03');
  const [l] = await of(run, a); await voided(run);
  assert.deepEqual([l![3], l![5]], ['0', '0'], 'seven months that were approved and paid are not asked back');
});
test('两个领取人其实是同一人：两份都有已批准的金额，先更正一份为0再合并；合并以后只发一份', async () => {
  const [m1, m2] = [(await world.register({ name: '母一', citizenId: inventCitizenId('1960-01-01'), bankAccount: '6228480000000100001', bankName: 'x' })).id, (await world.register({ name: '母二', citizenId: inventCitizenId('1960-01-02'), bankAccount: '6228480000000100002', bankName: 'x' })).id];
  const soldier = (await world.register({ citizenId: inventCitizenId('1990-03-04'), state: 'dead', diedOn: '2024-11-03', enlistedOn: '2018-09', dischargedOn: null, settlement: null, roles: ['serving'] })).id;
  const { id } = await create('oneOffs', { personId: soldier, kind: 'martyrAward', document: '烈评1' });
  for (const m of [m1, m2]) await create('oneOffShares', { oneOffId: id, relation: 'parent', payeeId: m, payeeName: 'x', fen: '77731500' });
  await oact(maker, id, 'submit'); await oact(leader, id, 'approve', { month: '2026-03' });
  await assert.rejects(merge(m1, m2), /把其中一份的金额改为 0/);
  await oact(maker, id, 'correct', { opinion: '同一人，合为一份' });
  const view = await world.call(maker, 'benefits.oneOffCourse.look', { id });
  for (const [at, one] of view.shares.entries()) await world.call(maker, 'benefits.oneOffShares.update', { id: one.id, version: one.version, change: { fen: at === 0 ? '155463000' : '0' } });
  await oact(maker, id, 'submit'); await oact(leader, id, 'approve');
  await merge(m1, m2);
  const run = await compute('2026-03', ['martyrAward']);
  const out = (await linesOf(run)).reduce((t, l) => t + Number(l.amount), 0); await voided(run);
  assert.equal(out, 155463000);
});
test('两份军人档案各有一次性抚恤金（因公、烈士）', async () => {
  today = '2026-06-10';
  const mk = async (b: string) => (await world.register({ citizenId: inventCitizenId(b), state: 'dead', diedOn: '2024-11-03', enlistedOn: '2018-09', dischargedOn: null, settlement: null, roles: ['serving'] })).id;
  const [s1, s2] = [await mk('1990-03-04'), await mk('1990-03-05')];
  for (const [s, kind, fen] of [[s1, 'pensionDuty', '129642000'], [s2, 'pensionMartyr', '129642000']] as const) {
    const { id } = await create('oneOffs', { personId: s, kind, document: '烈评1', pay: '650000', payDocument: '工资' });
    await create('oneOffShares', { oneOffId: id, relation: 'spouse', payeeName: '妻', payeeCitizenId: inventCitizenId('1991-01-01'), fen, bankAccount: '6228480000000100001' });
    await oact(maker, id, 'submit'); await oact(leader, id, 'approve', { month: '2026-06' });
  }
  const { rows: [second] } = await world.call(maker, 'benefits.oneOffs.list', { filters: { kind: ['pensionMartyr'] } });
  await oact(maker, second.id, 'correct', { opinion: '改文号' });
  await assert.rejects(merge(s1, s2), /同一种已批准的给付/);
  await oact(maker, second.id, 'submit'); await oact(leader, second.id, 'approve'); await oact(maker, second.id, 'revoke', { opinion: '重复' }); await oact(leader, second.id, 'approve');
  await merge(s1, s2);
  const run = await compute('2026-06', ['deathPension']);
  const out = (await linesOf(run)).length; await voided(run);
  assert.equal(out, 1, 'one death, one pension');
});
test('同一种已批准：撤销并入的一份，再合并', async () => {
  today = '2026-06-10';
  const mk = async (b: string) => (await world.register({ citizenId: inventCitizenId(b), state: 'dead', diedOn: '2024-11-03', enlistedOn: '2018-09', dischargedOn: null, settlement: null, roles: ['serving'] })).id;
  const [s1, s2] = [await mk('1990-03-14'), await mk('1990-03-15')];
  const ids: string[] = [];
  for (const s of [s1, s2]) {
    const { id } = await create('oneOffs', { personId: s, kind: 'martyrAward', document: '烈评1' }); ids.push(id);
    await create('oneOffShares', { oneOffId: id, relation: 'spouse', payeeName: '妻', payeeCitizenId: inventCitizenId('1991-01-01'), fen: '155463000', bankAccount: '6228480000000100001' });
    await oact(maker, id, 'submit'); await oact(leader, id, 'approve', { month: '2026-06' });
  }
  await assert.rejects(merge(s1, s2), /先撤销其中一份再合并/);
  await oact(maker, ids[1]!, 'revoke', { opinion: '重复' }); await oact(leader, ids[1]!, 'approve');
  await merge(s1, s2);
});
test('合并撤销以后，合并期间在保留的档案里发的另一人的待遇：写明没有核定、待追回，本人页说法一致；另一人的照发', async () => {
  today = '2026-03-20';
  const [kept, gone] = [(await world.register({ name: '庚', citizenId: inventCitizenId('1955-07-01'), bankAccount: '6228480000000700001', bankName: '测试银行' })).id, await drawing('辛', '2026-03')];
  const merged = await merge(kept, gone);
  const march = await compute('2026-03');
  await send(march);
  await world.call(maker, 'duplicates.undo', { id: merged, reason: '不是同一人' });
  today = '2026-04-20';
  const april = await compute('2026-04');
  const owing = (await world.call(leader, 'benefits.runCourse.differences', { id: april, kind: 'owing', page: 1, size: 100 })).rows.filter((one: any) => one.personId === kept);
  assert.deepEqual([owing.length, owing[0]?.words], [1, '没有核定这项待遇，已发的909.00元待追回；台账漏登的请补登']);
  assert.deepEqual((await of(april, gone)).map((line) => line[4]), ['181800'], 'both months: the other person was paid nothing');
  const page = await world.call(maker, 'benefits.personBenefits.look', { id: kept });
  assert.deepEqual(page.waiting.map((one: any) => [one.programme, one.fen, one.words]), [['combat', '90900', '2026年3月多发：没有核定这项待遇']]);
  await world.call(finance, 'benefits.repayments.create', { id: randomUUID(), draft: { personId: kept, programme: 'combat', amount: '90900', receivedOn: '2026-04-18', document: '缴款书1' } });
  await voided(april);
  const again = await compute('2026-04');
  assert.deepEqual((await world.call(leader, 'benefits.runCourse.differences', { id: again, kind: 'owing', page: 1, size: 100 })).rows.filter((one: any) => one.personId === kept), []);
  assert.deepEqual((await world.call(maker, 'benefits.personBenefits.look', { id: kept })).waiting, []);
  await voided(again);
});
test('保留的一份起始月份晚又已停发：并入的一份起始早，留起始早的，停发以前正当发的不追回', async () => {
  today = '2026-03-20';
  const [kept, gone] = [await drawing('壬', '2026-02'), await drawing('癸', '2025-08')];
  for (const month of ['2025-08', '2025-09', '2025-10', '2025-11', '2025-12', '2026-01', '2026-02']) await world.call(finance, 'benefits.payments.create', { id: randomUUID(), draft: { personId: gone, programme: 'combat', month, amount: '90900', paidOn: `${month}-20` } });
  const stop = await world.call(maker, 'benefits.movements.create', { id: randomUUID(), draft: { personId: kept, act: 'stop', month: '2026-03', reason: 'lost' } });
  await world.call(leader, 'benefits.movementCourse.decide', { id: stop.id, version: stop.version, decision: 'confirm' });
  await merge(kept, gone);
  const { rows } = await world.call(maker, 'benefits.recipients.list', { filters: { personId: [kept] } });
  assert.deepEqual(rows.map((one: any) => [one.startedOn, one.state]), [['2025-08', 'stopped']]);
  const run = await compute('2026-03');
  const lines = await of(run, kept); const owing = (await world.call(leader, 'benefits.runCourse.differences', { id: run, kind: 'owing', page: 1, size: 100 })).rows.filter((one: any) => one.personId === kept); await voided(run);
  assert.deepEqual([lines, owing], [[], []]);
});

test('合并期间办的停发、登记的待遇，撤销合并以后没有变动可依的回到享受待遇，照发', async () => {
  today = '2026-03-20';
  const states = async (id: string) => Object.fromEntries((await world.call(maker, 'benefits.recipients.list', { filters: { personId: [id] } })).rows.map((one: any) => [one.category, one.state]));
  const move = async (personId: string, draft: Values): Promise<void> => { const one = await create('movements', { personId, ...draft }); await world.call(leader, 'benefits.movementCourse.decide', { id: one.id, version: one.version, decision: 'confirm' }); };
  const undo = (id: string) => world.call(maker, 'duplicates.undo', { id, reason: '不是同一人' });
  const bare = async () => (await world.register({ citizenId: inventCitizenId('1956-02-03') })).id;
  const [kept, gone] = [await bare(), await drawing('子')];
  await move(gone, { act: 'suspend', month: '2026-02', reason: 'imprisoned', document: '厅1' });
  const merged = await merge(kept, gone);
  await create('recipients', { personId: kept, category: 'ill_returned', state: 'receiving', startedOn: '2026-03' });
  assert.deepEqual(await states(kept), { combat: 'suspended', ill_returned: 'suspended' });
  await undo(merged);
  assert.deepEqual([await states(kept), await states(gone)], [{ ill_returned: 'receiving' }, { combat: 'suspended' }]);
  for (const [draft, state] of [[{ act: 'stop', reason: 'lost' }, 'stopped'], [{ act: 'cancel', reason: 'fraud', document: '厅2' }, 'cancelled']] as const) {
    const [first, second] = [await drawing('丑', '2025-08', 'ill_returned'), await drawing('寅', '2025-08')];
    const together = await merge(first, second);
    await move(first, { month: '2026-03', ...draft });
    assert.deepEqual(await states(first), { ill_returned: state, combat: state });
    await undo(together);
    assert.deepEqual([await states(first), await states(second)], [{ ill_returned: state }, { combat: 'receiving' }]);
    assert.equal((await world.call(maker, 'benefits.personBenefits.look', { id: second })).due[0].fen, '90900');
  }
});

test('合并不把台账原已中止的变成享受待遇；合并期间停发的，撤销以后仍是停发，取消过的回到取消', async () => {
  today = '2026-03-20';
  const rows = async (id: string) => Object.fromEntries((await world.call(maker, 'benefits.recipients.list', { filters: { personId: [id] } })).rows.map((one: any) => [one.category, one.state]));
  const move = async (personId: string, draft: Values): Promise<void> => { const one = await create('movements', { personId, ...draft }); await world.call(leader, 'benefits.movementCourse.decide', { id: one.id, version: one.version, decision: 'confirm' }); };
  const kept = await drawing('巳', '2026-03', 'ill_returned');
  const gone = (await world.register({ citizenId: inventCitizenId('1956-04-05') })).id;
  await create('recipients', { personId: gone, category: 'combat', state: 'suspended', startedOn: '2018-01' });
  await move(kept, { act: 'stop', month: '2026-04', reason: 'lost' });
  await move(kept, { act: 'resume', month: '2026-04', makeGood: true, reason: 'reconfirmed' });
  await merge(kept, gone);
  assert.deepEqual(await rows(kept), { ill_returned: 'receiving', combat: 'suspended' });
  const run = await compute('2026-03');
  const lines = await of(run, kept); await voided(run);
  assert.deepEqual(lines, []);
  const [first, second] = [await drawing('午', '2025-08', 'kin_martyr'), await drawing('未', '2025-08')];
  await move(second, { act: 'cancel', month: '2025-12', reason: 'fraud', document: '厅9' });
  await create('recipients', { personId: second, category: 'ill_returned', state: 'receiving', startedOn: '2026-02' });
  const merged = await merge(first, second);
  await move(first, { act: 'stop', month: '2026-05', reason: 'lost' });
  await world.call(maker, 'duplicates.undo', { id: merged, reason: '不是同一人' });
  assert.deepEqual([await rows(first), await rows(second)], [{ kin_martyr: 'stopped' }, { combat: 'cancelled', ill_returned: 'receiving' }]);
});

test('两份档案在发放台账里都登记了同一个月：合并以后两笔都在，多发的909.00元由批次追回；撤销合并各回各处', async () => {
  today = '2025-09-20';
  const [kept, gone] = [await drawing('卯', '2025-08'), await drawing('辰', '2025-08')];
  for (const personId of [kept, gone]) await create('payments', { personId, programme: 'combat', month: '2025-08', amount: '90900', paidOn: '2025-08-20' }, finance);
  const paid = async (id: string) => (await world.call(maker, 'benefits.payments.list', { filters: { personId: [id] } })).total;
  const merged = await merge(kept, gone);
  assert.equal(await paid(kept), 2);
  const run = await compute('2025-09');
  const [line] = await of(run, kept); await voided(run);
  assert.equal(BigInt(line![3]) + BigInt(line![5]), 90900n);
  await world.call(maker, 'duplicates.undo', { id: merged, reason: '不是同一人' });
  assert.deepEqual([await paid(kept), await paid(gone)], [1, 1]);
});

test('一年的两份有效金额（原领取人已领的、新领取人的差额）领取人其实是一人：先办更正，不能直接合并', async () => {
  today = '2020-12-20';
  const { id: terms } = await create('conscriptTerms', { title: '优待金', year: 2020, base: '1480400', counting: 'calendarYear', payMonth: 8, verification: 'published', document: '县1' });
  await create('conscriptAdditions', { termsId: terms, item: 'third', percent: 50 });
  await world.call(leader, 'benefits.countyTerms.confirm', { kind: 'conscript', id: terms, version: (await world.call(leader, 'benefits.countyTerms.look', { kind: 'conscript', id: terms })).version });
  const [one, two] = [(await world.register({ name: '父一', citizenId: inventCitizenId('1968-04-04'), bankAccount: '6228480000000100001', bankName: 'x' })).id, (await world.register({ name: '父二', citizenId: inventCitizenId('1968-04-05'), bankAccount: '6228480000000100002', bankName: 'x' })).id];
  const son = (await world.register({ citizenId: inventCitizenId('2000-05-06'), state: 'serving', roles: ['serving'], enlistedOn: '2019-09', dischargedOn: null, settlement: null, education: '60' })).id;
  const home = await create('conscriptHomes', { personId: son, approvedHere: true, payeeRelation: 'parent', payeeId: one, payeeName: '父一' });
  const again = async (): Promise<void> => {
    await world.call(maker, 'benefits.conscriptCourse.reckon', { year: 2020 });
    const { rows: [row] } = await world.call(maker, 'benefits.conscriptYears.list', { filters: { personId: [son] } });
    await world.call(maker, 'benefits.conscriptCourse.act', { id: row.id, version: row.version, act: 'submit' });
    const { others } = await world.call(leader, 'benefits.conscriptCourse.overview', { year: 2020 });
    await world.call(leader, 'benefits.conscriptCourse.decide', { year: 2020, act: 'approve', month: '2020-12', count: others.count, fen: others.fen });
  };
  await again();
  await sql`update house.setting set value = value || '{"opened":"2020-01"}'::jsonb where key = 'benefits.terms'`.execute(owner());
  await send(await compute('2020-12', ['conscript']));
  today = '2021-01-20';
  await world.call(maker, 'benefits.conscriptHomes.update', { id: home.id, version: home.version, change: { payeeId: two, payeeName: '父二' } });
  await world.call(maker, 'registry.awards.create', { id: randomUUID(), draft: { personId: son, kind: 'merit3', awardedOn: '2020-11' } });
  await again();
  await assert.rejects(merge(two, one), /同一项已批准给付的领取人/);
});
