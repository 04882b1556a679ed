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
import { benefits } from './module.ts';
import { shipLayout } from './service/bank.ts';

let world: World;
let today = '2025-05-20';
before(async () => {
  world = await openWorld([organisation, registry, recognition, benefits], { clock: () => new Date(`${today}T02:00:00Z`) });
  [maker, reviewer, leader, finance] = [someone('countyClerk', 'maker'), someone('countyClerk', 'reviewer'), someone('leader', 'leader'), someone('finance', 'finance')];
  await world.act(maker, shipLayout);
  await publish('income', 51_821, '2024-01-01', '2024-01-17');
});
after(() => world.close());

const someone = (role: string, id: string): Actor => ({ ...world.person(role, 'county', ['registry', 'benefits']), id, name: id });
let maker: Actor; let reviewer: Actor; let leader: Actor; let finance: Actor;
const owner = () => world.house.database.owner;

async function publish(category: string, amount: number, effectiveOn: string, publishedOn: string, verification = 'published'): Promise<string> {
  const notice = randomUUID();
  await sql`insert into benefits.notice (county_code, id, division_code, title, reach, document, published_on, effective_on, state) values ('999001', ${notice}, '999001000000', ${`测试通知${notice}`}, 'nation', '国统公报', ${publishedOn}, ${effectiveOn}, 'draft')`.execute(owner());
  await sql`insert into benefits.standard (county_code, id, division_code, notice_id, kind, category, amount, period, verification) values ('999001', gen_random_uuid(), '999001000000', ${notice}, 'floor', ${category}, ${amount * 100}, 'year', ${verification})`.execute(owner());
  await sql`update benefits.notice set state = 'inForce', in_force = true, approved_by = '测试', approved_by_id = 'x', approved_on = published_on where id = ${notice}`.execute(owner());
  return notice;
}

const person = async (draft: Values = {}): Promise<string> => (await world.register({ citizenId: inventCitizenId('1990-03-04'), ...draft })).id;
const create = (ledger: string, draft: Values, by = maker): Promise<any> => world.call(by, `benefits.${ledger}.create`, { id: randomUUID(), draft });
const update = async (ledger: string, id: string, change: Values, by = maker): Promise<any> => world.call(by, `benefits.${ledger}.update`, { id, version: (await world.call(by, `benefits.${ledger}.get`, { id })).version, change });
const look = (id: string, by = maker): Promise<any> => world.call(by, 'benefits.oneOffCourse.look', { id });
async function act(by: Actor, id: string, name: string, more: Values = {}): Promise<any> {
  const { version } = await world.call(by, 'benefits.oneOffs.get', { id });
  return world.call(by, `benefits.oneOffCourse.${name === 'approve' || name === 'sendBack' ? 'decide' : 'act'}`, { id, version, act: name, ...more });
}

/** A martyr who died on 2024-11-03 with a payment being drafted, and shares of it. */
async function martyr(shares: readonly (readonly [relation: string, yuan: number, more?: Values])[], kind = 'martyrAward', more: Values = {}): Promise<string> {
  const soldier = await person({ state: 'dead', diedOn: '2024-11-03', enlistedOn: '2018-09', dischargedOn: null, settlement: null, roles: ['serving'] });
  const { id } = await create('oneOffs', { personId: soldier, kind, document: '烈评〔2025〕1号', ...more });
  for (const [at, [relation, yuan, own]] of shares.entries()) await create('oneOffShares', { oneOffId: id, relation, payeeName: `遗属${at}`, payeeCitizenId: inventCitizenId(`196${at}-05-06`), fen: String(Math.round(yuan * 100)), bankAccount: `622848000000000${String(1000 + at)}`, bankName: '测试银行', ...own });
  return id;
}

let serial = 0;
async function compute(programmes: string[], month: string): Promise<string> {
  const id = randomUUID();
  await world.call(maker, 'benefits.runs.create', { id, draft: { number: `${month}-${String((serial += 1)).padStart(2, '0')}`, title: `批次${serial}`, programmes, firstMonth: month, lastMonth: month } });
  await runAct(maker, id, 'compute');
  return id;
}
async function runAct(by: Actor, id: string, name: string, more: Values = {}): Promise<any> {
  const { version } = await world.call(by, 'benefits.runs.get', { id });
  return world.call(by, 'benefits.runCourse.act', { id, step: randomUUID(), version, act: name, ...more });
}
async function pay(id: string): Promise<any> {
  await runAct(reviewer, id, 'review'); await runAct(leader, id, 'approve'); await runAct(finance, id, 'check');
  const { version } = await world.call(maker, 'benefits.runs.get', { id });
  const layouts = await world.call(maker, 'benefits.bankLayouts.list', {});
  const file = await world.call(maker, 'benefits.runCourse.file', { id, step: randomUUID(), version, layoutId: layouts.rows[0].id });
  await runAct(maker, id, 'close', { on: today });
  return file;
}
const linesOf = async (id: string): Promise<any[]> => (await world.call(maker, 'benefits.lines.list', { filters: { runId: [id] }, size: 500 })).rows;
const differencesOf = async (id: string, kind: string): Promise<string[]> => (await world.call(leader, 'benefits.runCourse.differences', { id, kind, page: 1, size: 100 })).rows.map((one: any) => one.words);
const voided = (id: string) => runAct(maker, id, 'void', { opinion: '测试完毕' });

const inForce = async (id: string) => world.call(leader, 'benefits.countyTerms.confirm', { kind: 'grant', id, version: (await world.call(leader, 'benefits.countyTerms.look', { kind: 'grant', id })).version });
const repaid = (personId: string, programme: string, amount: string) => world.call(finance, 'benefits.repayments.create', { id: randomUUID(), draft: { personId, programme, amount, receivedOn: today, document: `缴款书${(serial += 1)}` } });
const soldierOf = async (id: string) => { const { personId } = await world.call(maker, 'benefits.oneOffs.get', { id }); return personId.id ?? personId; };
const allWords = async (run: string) => (await Promise.all(['new', 'stopped', 'changed', 'unknown', 'owing'].map((k) => differencesOf(run, k)))).flat();
test('更正减少、已退款，再更正回原数：退回的钱应补发，至少写明', async () => {
  today = '2025-06-20';
  const id = await martyr([['parent', 1_000_000], ['spouse', 554_630]]);
  await act(maker, id, 'submit'); await act(leader, id, 'approve', { month: '2025-06' });
  await pay(await compute(['martyrAward'], '2025-06'));
  today = '2025-07-20';
  const share = async (at: number, fen: string) => update('oneOffShares', (await look(id)).shares[at].id, { fen });
  const correct = async (a: string, b: string) => { await act(maker, id, 'correct', { opinion: '改分' }); await share(0, a); await share(1, b); await act(maker, id, 'submit'); await act(leader, id, 'approve'); };
  await correct('90000000', '65463000');
  await repaid(await soldierOf(id), 'martyrAward', '10000000'); // the parent gives 100000 back, the spouse is paid 100000
  await pay(await compute(['martyrAward'], '2025-07'));
  today = '2025-08-20';
  await correct('100000000', '55463000'); // the first division was right: the parent is short of 100000, the spouse owes 100000
  const run = await compute(['martyrAward'], '2025-08');
  const [out, words] = [(await linesOf(run)).map((l) => l.amount), await allWords(run)];
  await voided(run);
  assert.ok(out.includes('10000000') || words.some((w) => /100,000\.00/.test(w)), 'the parent has 900000 of 1000000, and nothing says so');
});
test('多退的须写明', async () => {
  today = '2025-06-20';
  const id = await martyr([['spouse', 1_554_630]]);
  await act(maker, id, 'submit'); await act(leader, id, 'approve', { month: '2025-06' });
  await pay(await compute(['martyrAward'], '2025-06'));
  today = '2025-07-20'; await repaid(await soldierOf(id), 'martyrAward', '100000');
  const run = await compute(['martyrAward'], '2025-07'); const words = await allWords(run); await voided(run);
  assert.match(words.join(), /1,000\.00/);
});
test('批准以后才登记的系统外发放', async () => {
  today = '2025-06-20';
  const id = await martyr([['spouse', 1_554_630]]);
  await act(maker, id, 'submit'); await act(leader, id, 'approve', { month: '2025-06' });
  await create('payments', { personId: await soldierOf(id), programme: 'martyrAward', month: '2025-06', amount: '155463000', paidOn: '2025-06-18' }, finance);
  const run = await compute(['martyrAward'], '2025-06');
  const [out, words] = [(await linesOf(run)).length, await allWords(run)]; await voided(run); assert.ok(out === 0 || words.some((w) => /发放记录|系统外/.test(w)), words.join());
});
test('地方经济补助：系统外已发一部分的，档案里的金额', async () => {
  today = '2025-06-20';
  const { id: grant } = await create('grantTerms', { title: '本县办法', effectiveOn: '2013-01-01', kind: 'byYears', perYear: '450000', ncoStep: '100000', conscriptYears: 2, verification: 'published', document: '延政9' });
  await inForce(grant);
  const veteran = await person({ enlistedOn: '2022-09', dischargedOn: '2024-09', settlement: 'self', bankAccount: '6228480000000003001', bankName: 'x' });
  const { id } = await create('oneOffs', { personId: veteran, kind: 'localGrant', document: '延退补1', paidOutside: '500000' });
  await act(maker, id, 'submit'); await act(leader, id, 'approve', { month: '2025-06' });
  await pay(await compute(['localGrant'], '2025-06'));
  const [d] = (await world.call(maker, 'registry.settlementDetails.list', { filters: { personId: [veteran] } })).rows;
  assert.equal(d.grantAmount, '900000');
});

test('更正减少、已退款，再更正回原数（只有一份）', async () => {
  today = '2025-06-20';
  const id = await martyr([['spouse', 1_554_630]]);
  await act(maker, id, 'submit'); await act(leader, id, 'approve', { month: '2025-06' });
  await pay(await compute(['martyrAward'], '2025-06'));
  today = '2025-07-20';
  const correct = async (paidOutside: string, fen: string) => { await act(maker, id, 'correct', { opinion: '更正' }); await update('oneOffs', id, { paidOutside }); await update('oneOffShares', (await look(id)).shares[0].id, { fen }); await act(maker, id, 'submit'); await act(leader, id, 'approve'); };
  await correct('10000000', '145463000'); // 100000 said to be paid elsewhere
  await repaid(await soldierOf(id), 'martyrAward', '10000000');
  await correct('0', '155463000'); // it was not
  const run = await compute(['martyrAward'], '2025-07');
  const [out, words] = [(await linesOf(run)).map((l) => l.amount), await allWords(run)];
  await voided(run);
  assert.ok(out.includes('10000000') || words.some((w) => /100,000\.00/.test(w)), `100000.00 are missing, and nothing says so: ${JSON.stringify([out, words])}`);
});
test('差额退汇，已领的日期还在', async () => {
  today = '2025-08-20';
  const { rows: [terms] } = await world.call(maker, 'benefits.grantTerms.list', {});
  const veteran = await person({ enlistedOn: '2022-09', dischargedOn: '2024-09', settlement: 'self', bankAccount: '6228480000000003077', bankName: 'x' });
  const { id } = await create('oneOffs', { personId: veteran, kind: 'localGrant', document: '延退补7' });
  await act(maker, id, 'submit'); await act(leader, id, 'approve', { month: '2025-08' });
  await pay(await compute(['localGrant'], '2025-08'));
  today = '2025-09-20';
  const next = randomUUID();
  await world.call(maker, 'benefits.countyTerms.copy', { kind: 'grant', id: terms.id, newId: next, title: '本县新办法', from: '2013-01-01' });
  await update('grantTerms', next, { perYear: '500000', verification: 'published', document: '延政10' });
  await inForce(next);
  await act(maker, id, 'correct', { opinion: '标准更正' }); await update('oneOffs', id, { note: '重算' }); await act(maker, id, 'submit'); await act(leader, id, 'approve');
  const run = await compute(['localGrant'], '2025-09'); await pay(run);
  const line = (await linesOf(run)).find((l) => (l.personId.id ?? l.personId) === veteran);
  const { reference } = await world.call(maker, 'benefits.lines.get', { id: line.id });
  const detail = async () => { const { rows: [d] } = await world.call(maker, 'registry.settlementDetails.list', { filters: { personId: [veteran] } }); const { grantAmount, grantPaidOn } = await world.call(maker, 'registry.settlementDetails.get', { id: d.id }); return [grantAmount, grantPaidOn]; };
  const paid = await detail();
  await world.call(maker, 'benefits.runCourse.returns', { id: run, step: randomUUID(), content: Buffer.from(`\uFEFF付款编号,处理结果\r\n${reference},失败\r\n`).toString('base64'), on: today });
  assert.deepEqual([paid, await detail()], [['1000000', '2025-08-20'], ['900000', '2025-08-20']]);
});
