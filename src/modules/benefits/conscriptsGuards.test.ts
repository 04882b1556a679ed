import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import type { Values } from '#base/pure/record.ts';
import type { Actor } from '#base/server/house.ts';
import { organisation } from '#modules/organisation/module.ts';
import { recognition } from '#modules/recognition/module.ts';
import { registry } from '#modules/registry/module.ts';
import { inventCitizenId, openWorld, type World } from '#test/world.ts';
import { benefits } from './module.ts';
import { shipLayout } from './service/bank.ts';

let world: World;
let today = '2020-07-20';
before(async () => {
  world = await openWorld([organisation, registry, recognition, benefits], { clock: () => new Date(`${today}T02:00:00Z`) });
  [maker, reviewer, leader, finance] = [someone('countyClerk', 'maker'), someone('countyClerk', 'reviewer'), someone('leader', 'leader'), someone('finance', 'finance')];
  await world.act(maker, shipLayout);
});
after(() => world.close());

const someone = (role: string, id: string): Actor => ({ ...world.person(role, 'county', ['registry', 'benefits']), id, name: id });
let maker: Actor; let reviewer: Actor; let leader: Actor; let finance: Actor;

const create = (ledger: string, draft: Values, by = maker): Promise<any> => world.call(by, `${ledger}.create`, { id: randomUUID(), draft });
const update = async (ledger: string, id: string, change: Values): Promise<any> => world.call(maker, `${ledger}.update`, { id, version: (await world.call(maker, `${ledger}.get`, { id })).version, change });
const course = (name: string, input: Values, by = maker): Promise<any> => world.call(by, `benefits.conscriptCourse.${name}`, input);
const soldier = async (more: Values = {}): Promise<string> => (await world.register({ citizenId: inventCitizenId('2000-05-06'), state: 'serving', roles: ['serving'], enlistedOn: '2019-09', dischargedOn: null, settlement: null, education: '60', ...more })).id;
const home = (personId: string, more: Values = {}): Promise<any> => create('benefits.conscriptHomes', { personId, approvedHere: true, region: 'ordinary', payeeRelation: 'parent', payeeName: '家长', payeeCitizenId: inventCitizenId('1970-02-03'), bankAccount: '6228480000000004001', bankName: '测试银行', ...more });
const yearsOf = async (personId: string): Promise<any[]> => (await world.call(maker, 'benefits.conscriptYears.list', { filters: { personId: [personId] }, sort: 'year' })).rows;
const seen = async (year: number, by: Actor) => (({ others }) => ({ count: others.count, fen: others.fen }))(await course('overview', { year }, by));

async function runAct(by: Actor, id: string, name: string, more: Values = {}): Promise<void> {
  const { version } = await world.call(by, 'benefits.runs.get', { id });
  await world.call(by, 'benefits.runCourse.act', { id, step: randomUUID(), version, act: name, ...more });
}
let serial = 0;
async function compute(month: string): Promise<string> {
  const { id } = await create('benefits.runs', { number: `${month}-${String((serial += 1)).padStart(2, '0')}`, title: `批次${serial}`, programmes: ['conscript'], firstMonth: month, lastMonth: month });
  await runAct(maker, id, 'compute');
  return id;
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

/** 德安 2020 as a county would type it. */
async function dean(year: number): Promise<string> {
  const { id } = await create('benefits.conscriptTerms', { title: `${year}年度义务兵家庭优待金`, year, base: '1480400', counting: 'calendarYear', payMonth: 8, verification: 'unverified' });
  for (const [item, percent] of [['tibet', 300], ['xinjiang', 200], ['college', 10], ['bachelor', 20], ['third', 50], ['excellent', 20]]) await create('benefits.conscriptAdditions', { termsId: id, item, percent });
  return id;
}

const diffs = async (run: string) => Object.fromEntries(await Promise.all(['new', 'stopped', 'changed', 'unknown', 'owing'].map(async (k) => [k, (await world.call(leader, 'benefits.runCourse.differences', { id: run, kind: k, page: 1, size: 50 })).rows.map((r: any) => [r.personId, r.words])])));
const repaid = (personId: string, amount: string, more: Values = {}) => world.call(finance, 'benefits.repayments.create', { id: randomUUID(), draft: { personId, programme: 'conscript', amount, receivedOn: today, document: `缴款书${(serial += 1)}`, ...more } });
const ready = async (years: number[]) => { for (const y of years) { const id = await dean(y); await update('benefits.conscriptTerms', id, { verification: 'published', document: `德政${y}` }); await world.call(leader, 'benefits.countyTerms.confirm', { kind: 'conscript', id, version: (await world.call(leader, 'benefits.countyTerms.look', { kind: 'conscript', id })).version }); } };
const yr = async (son: string, year: number) => (await yearsOf(son)).find((one) => one.year === year && one.state !== 'withdrawn');
const step = async (son: string, year: number, by: Actor, name: string, more: Values = {}) => { const { id, version } = await yr(son, year); return course('act', { id, version, act: name, ...more }, by); };
const approveAll = async (year: number, month: string, by = leader) => course('decide', { year, act: 'approve', month, ...(await seen(year, by)) }, by);

test('没有档案的领取人退款后建档，退款还算数', async () => {
  await ready([2020, 2021]);
  today = '2020-08-20';
  const mother = inventCitizenId('1972-06-06');
  const son = await soldier();
  const { id: homeId } = await home(son, { payeeName: '王秀英', payeeCitizenId: mother });
  await course('reckon', { year: 2020 });
  await step(son, 2020, maker, 'submit'); await approveAll(2020, '2020-08');
  await pay(await compute('2020-08'));
  today = '2020-09-20';
  const { version } = await world.call(maker, 'registry.persons.get', { id: son });
  await world.call(maker, 'registry.persons.update', { id: son, version, change: { dischargedOn: '2020-06', state: 'registered', settlement: 'self' } });
  await course('reckon', { year: 2020 }); await step(son, 2020, maker, 'submit'); await approveAll(2020, '2020-08');
  let run = await compute('2020-09'); await runAct(maker, run, 'void', { opinion: 'x' });
  await repaid(son, '863567');
  run = await compute('2020-09'); await runAct(maker, run, 'void', { opinion: 'x' });
  const filed = (await world.register({ name: '王秀英', citizenId: mother, bankAccount: '6228480000000006602', bankName: '测试银行' })).id;
  await step(son, 2020, maker, 'correct', { opinion: '领取人建档' });
  await update('benefits.conscriptHomes', homeId, { payeeId: filed, payeeCitizenId: null, bankAccount: null });
  await step(son, 2020, maker, 'submit'); await approveAll(2020, '2020-08');
  run = await compute('2020-09'); const b3 = (await diffs(run)).owing; const page = (await world.call(maker, 'benefits.personBenefits.look', { id: filed })).waiting; await runAct(maker, run, 'void', { opinion: 'x' });
  assert.deepEqual([b3, page], [[], []]);
});

test('第二年换了领取人，第一年晚登记立功', async () => {
  today = '2020-08-20';
  const father = (await world.register({ name: '父', citizenId: inventCitizenId('1968-04-04'), bankAccount: '6228480000000005501', bankName: '测试银行' })).id;
  const mother = (await world.register({ name: '母', citizenId: inventCitizenId('1969-04-04'), bankAccount: '6228480000000005502', bankName: '测试银行' })).id;
  const son = await soldier();
  const { id: homeId } = await home(son, { payeeId: father, payeeName: '父', payeeCitizenId: null, bankAccount: null });
  await course('reckon', { year: 2020 }); await step(son, 2020, maker, 'submit'); await approveAll(2020, '2020-08');
  await pay(await compute('2020-08'));
  today = '2021-03-20';
  await world.call(maker, 'registry.persons.update', { id: father, version: (await world.call(maker, 'registry.persons.get', { id: father })).version, change: { state: 'dead', diedOn: '2021-02-10' } });
  await update('benefits.conscriptHomes', homeId, { payeeId: mother, payeeName: '母' });
  await create('registry.awards', { personId: son, kind: 'merit3', awardedOn: '2020-12' });
  await course('reckon', { year: 2020 });
  await step(son, 2020, maker, 'submit'); await approveAll(2020, '2020-08');
  const run = await compute('2021-03');
  const c = [(await linesOf(run)).filter((l) => (l.personId.id ?? l.personId) === mother).map((l) => l.amount), (await diffs(run)).owing.filter((d: any) => d[0] === father)];
  await runAct(maker, run, 'void', { opinion: 'x' });
  assert.deepEqual(c, [['740200'], []], 'only the difference is paid, the father keeps what was rightly his');
});

test('撤销后另办：退款抵的是别的年度', async () => {
  today = '2020-08-20';
  const father = (await world.register({ name: '父', citizenId: inventCitizenId('1968-04-04'), bankAccount: '6228480000000005501', bankName: '测试银行' })).id;
  const son = await soldier();
  await home(son, { payeeId: father, payeeName: '父', payeeCitizenId: null, bankAccount: null });
  await ready([2019]);
  for (const y of [2019, 2020]) { await course('reckon', { year: y }); await step(son, y, maker, 'submit'); await approveAll(y, '2020-08'); }
  await pay(await compute('2020-08'));
  today = '2020-10-20';
  for (const y of [2019, 2020]) { await step(son, y, maker, 'revoke', { opinion: '重办' }); await course('decide', { year: y, act: 'approve', ...(await seen(y, leader)) }, leader); }
  const run = await compute('2020-10'); await runAct(maker, run, 'void', { opinion: 'x' });
  await repaid(father, '1480400');
  for (const y of [2019, 2020]) await create('benefits.conscriptYears', { personId: son, year: y }).catch(() => undefined);
  const open = (await yearsOf(son)).filter((r) => r.state === 'draft' && r.answer === 'yes').reduce((t, r) => t + Number(r.total), 0);
  assert.ok(open <= 1480400, `of 19738.67 taken back 14804.00 came home; again approvable: ${open}`);
});
