import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { inventCitizenId } from '#test/world.ts';
import { again, amend, approveAll, compute, course, create, filed, home, ready, repaid, seen, soldier, step, update, yearOf, yearsOf } from './conscripts.fixture.ts';
import { allDifferences, clock, finance, leader, linesOf, maker, pay, runAct, world } from './sums.fixture.ts';

/** Who owes something by a run, with the words. */
const owing = async (run: string): Promise<[string, string][]> => (await allDifferences(run)).filter((one) => one.kind === 'owing').map((one) => [one.personId, one.words]);

test('没有档案的领取人退款后建档，退款还算数', async () => {
  await ready([2020, 2021]);
  clock.today = '2020-08-20';
  const mother = inventCitizenId('1972-06-06');
  const son = await soldier();
  const { id: homeId } = await home(son, { payeeName: '王秀英', payeeCitizenId: mother });
  await course('reckon', { year: 2020 });
  await step(son, 2020, maker, 'submit'); await approveAll(2020, '2020-08');
  await pay(await compute('2020-08'));
  clock.today = '2020-09-20';
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
  run = await compute('2020-09'); const b3 = (await owing(run)); const page = (await world.call(maker, 'benefits.personBenefits.look', { id: filed })).waiting; await runAct(maker, run, 'void', { opinion: 'x' });
  assert.deepEqual([b3, page], [[], []]);
});

test('第二年换了领取人，第一年晚登记立功', async () => {
  clock.today = '2020-08-20';
  const father = (await world.register({ name: '父', citizenId: inventCitizenId('1968-04-04'), bankAccount: '6228480000000005501', bankName: '测试银行' })).id;
  const mother = (await world.register({ name: '母', citizenId: inventCitizenId('1969-04-04'), bankAccount: '6228480000000005502', bankName: '测试银行' })).id;
  const son = await soldier();
  const { id: homeId } = await home(son, { payeeId: father, payeeName: '父', payeeCitizenId: null, bankAccount: null });
  await course('reckon', { year: 2020 }); await step(son, 2020, maker, 'submit'); await approveAll(2020, '2020-08');
  await pay(await compute('2020-08'));
  clock.today = '2021-03-20';
  await world.call(maker, 'registry.persons.update', { id: father, version: (await world.call(maker, 'registry.persons.get', { id: father })).version, change: { state: 'dead', diedOn: '2021-02-10' } });
  await update('benefits.conscriptHomes', homeId, { payeeId: mother, payeeName: '母' });
  await create('registry.awards', { personId: son, kind: 'merit3', awardedOn: '2020-12' });
  await course('reckon', { year: 2020 });
  await step(son, 2020, maker, 'submit'); await approveAll(2020, '2020-08');
  const run = await compute('2021-03');
  const c = [(await linesOf(run)).filter((l) => (l.personId.id ?? l.personId) === mother).map((l) => l.amount), (await owing(run)).filter((d: any) => d[0] === father)];
  await runAct(maker, run, 'void', { opinion: 'x' });
  assert.deepEqual(c, [['740200'], []], 'only the difference is paid, the father keeps what was rightly his');
});

test('撤销后另办：退款抵的是别的年度', async () => {
  clock.today = '2020-08-20';
  const father = (await world.register({ name: '父', citizenId: inventCitizenId('1968-04-04'), bankAccount: '6228480000000005501', bankName: '测试银行' })).id;
  const son = await soldier();
  await home(son, { payeeId: father, payeeName: '父', payeeCitizenId: null, bankAccount: null });
  await ready([2019]);
  for (const y of [2019, 2020]) { await course('reckon', { year: y }); await step(son, y, maker, 'submit'); await approveAll(y, '2020-08'); }
  await pay(await compute('2020-08'));
  clock.today = '2020-10-20';
  for (const y of [2019, 2020]) { await step(son, y, maker, 'revoke', { opinion: '重办' }); await course('decide', { year: y, act: 'approve', ...(await seen(y, leader)) }, leader); }
  const run = await compute('2020-10'); await runAct(maker, run, 'void', { opinion: 'x' });
  await repaid(father, '1480400');
  for (const y of [2019, 2020]) await create('benefits.conscriptYears', { personId: son, year: y }).catch(() => undefined);
  const open = (await yearsOf(son)).filter((r) => r.state === 'draft' && r.answer === 'yes').reduce((t, r) => t + Number(r.total), 0);
  assert.ok(open <= 1480400, `of 19738.67 taken back 14804.00 came home; again approvable: ${open}`);
});

/** Drafts a year of one household anew and approves it. */

test('换了领取人以后又减回原数：后一领取人多领的收回，有效的合计等于应发', async () => {
  clock.today = '2020-08-20';
  const [father, mother] = [await filed('父', '1968-04-04', '6228480000000005501'), await filed('母', '1969-04-04', '6228480000000005502')];
  const son = await soldier();
  const { id: homeId } = await home(son, { payeeId: father, payeeName: '父', payeeCitizenId: null, bankAccount: null });
  await again(son, 2020, '2020-08');
  await pay(await compute('2020-08'));
  clock.today = '2021-03-20';
  await update('benefits.conscriptHomes', homeId, { payeeId: mother, payeeName: '母' });
  const award = await create('registry.awards', { personId: son, kind: 'merit3', awardedOn: '2020-12' });
  await again(son, 2020, '2020-08');
  await pay(await compute('2021-03'));
  clock.today = '2021-05-20';
  await world.call(maker, 'registry.awards.remove', { id: award.id, version: award.version, reason: '登记错了' });
  await again(son, 2020, '2020-08');
  const { inForce, total } = await yearOf(son, 2020);
  assert.equal(inForce, total);
  const run = await compute('2021-05');
  assert.match((await owing(run)).find(([person]: string[]) => person === mother)?.[1] ?? '', /多发待追回/);
  await runAct(maker, run, 'void', { opinion: '测试完毕' });
});

test('优待金退汇的差额已重发的，不能再更正为已付', async () => {
  clock.today = '2020-08-20';
  const father = await filed('父', '1968-05-04', '6228480000000005503');
  const son = await soldier();
  await home(son, { payeeId: father, payeeName: '父', payeeCitizenId: null, bankAccount: null });
  await again(son, 2020, '2020-08');
  await pay(await compute('2020-08'));
  clock.today = '2021-06-20';
  await create('registry.awards', { personId: son, kind: 'merit3', awardedOn: '2020-12' });
  await again(son, 2020, '2020-08');
  const june = await compute('2021-06');
  await pay(june);
  const line = (await linesOf(june)).find((one) => (one.personId.id ?? one.personId) === father);
  const { reference } = await world.call(maker, 'benefits.lines.get', { id: line.id });
  await world.call(maker, 'benefits.runCourse.returns', { id: june, step: randomUUID(), on: clock.today, content: Buffer.from(`付款编号,结果\r\n${reference},失败\r\n`).toString('base64') });
  clock.today = '2021-07-20';
  await pay(await compute('2021-07'));
  await assert.rejects(world.call(finance, 'benefits.runCourse.rightReturn', { id: line.id, step: randomUUID(), reason: '银行回单', on: clock.today }), /已把这一笔列入重发/);
});

test('原领取人退回过一部分，以后又恢复原数、换了领取人：原领取人留下没有退的6168.33元，新领取人领余下的8635.67元', async () => {
  clock.today = '2020-08-20';
  const [father, mother] = [await filed('父', '1968-04-04', '6228480000000005501'), await filed('母', '1969-04-04', '6228480000000005502')];
  const son = await soldier();
  const { id: homeId } = await home(son, { payeeId: father, payeeName: '父', payeeCitizenId: null, bankAccount: null });
  await again(son, 2020, '2020-08');
  await pay(await compute('2020-08'));
  clock.today = '2020-09-20';
  await amend(son, { dischargedOn: '2020-06', state: 'registered', settlement: 'self' });
  await again(son, 2020, '2020-08');
  await repaid(father, '863567');
  await amend(son, { dischargedOn: null, state: 'serving', settlement: null });
  await update('benefits.conscriptHomes', homeId, { payeeId: mother, payeeName: '母' });
  await again(son, 2020, '2020-08');
  const run = await compute('2020-09');
  const lines = (await linesOf(run)).filter((l) => [father, mother].includes(l.personId.id ?? l.personId)).map((l) => [l.personId.id ?? l.personId, l.amount]);
  const owes = (await owing(run)).filter(([person]: string[]) => person === father || person === mother);
  await runAct(maker, run, 'void', { opinion: '测试完毕' });
  assert.deepEqual([lines, owes], [[[mother, '863567']], []]);
});
