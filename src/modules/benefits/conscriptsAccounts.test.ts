import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import type { Actor } from '#base/server/house.ts';
import { inventCitizenId } from '#test/world.ts';
import { again, amend, approveAll, compute, course, create, filed, home, of, ready, soldier, step, update, yearOf } from './conscripts.fixture.ts';
import { allDifferences, clock, finance, linesOf, maker, pay, reviewer, voided, world } from './sums.fixture.ts';

const payment = (personId: string, amount: string, month = '2020-08', paidOn = '2020-08-01') => create('benefits.payments', { personId, programme: 'conscript', month, amount, paidOn }, finance);

test('更正换人批准以后，又在原领取人档案上登记系统外发放：新领取人先不发，写明', async () => {
  await ready([2019, 2020]); clock.today = '2020-08-05';
  const [father, mother] = [await filed('父', '1968-04-24', '6228480000000005603'), await filed('母', '1969-04-24', '6228480000000005604')];
  const son = await soldier();
  const { id: homeId } = await home(son, { payeeId: father, payeeName: '父', payeeCitizenId: null, bankAccount: null });
  await again(son, 2020, '2020-08');
  await step(son, 2020, maker, 'correct', { opinion: '换母亲' });
  await update('benefits.conscriptHomes', homeId, { payeeId: mother, payeeName: '母' });
  await step(son, 2020, maker, 'submit'); await approveAll(2020, '2020-08');
  await payment(father, '1480400');
  const run = await compute('2020-08'); const l = (await linesOf(run)).filter((x) => of(x) === mother).map((x) => x.amount); const d = (await allDifferences(run)).filter((x) => [father, mother].includes(x.personId)).map((x) => x.words); await voided(run);
  assert.deepEqual(l, [], `mother is paid ${l} ; differences ${JSON.stringify(d)}`);
});

test('先前发过的账号一人改成另一个，再批准另一年：须第二人核对才发', async () => {
  clock.today = '2020-08-05';
  const father = await filed('父', '1968-05-26', '6228480000000005607');
  const son = await soldier();
  await home(son, { payeeId: father, payeeName: '父', payeeCitizenId: null, bankAccount: null });
  await again(son, 2019, '2020-08'); await pay(await compute('2020-08'));
  clock.today = '2020-09-05';
  await amend(father, { bankAccount: '6228480000000006666' });
  await again(son, 2020, '2020-09');
  const run = await compute('2020-09'); const { unchecked } = await world.call(maker, 'benefits.runCourse.waiting', { id: run }); const l = (await linesOf(run)).filter((x) => of(x) === father).length; await voided(run);
  assert.deepEqual([l, unchecked], [1, 1], 'account changed by one person since the last payment goes to the bank unchecked');
});

test('改了领取人档案账号的人不能审批', async () => {
  clock.today = '2020-09-05';
  const father = await filed('父', '1968-05-27', '6228480000000005608');
  const son = await soldier();
  await home(son, { payeeId: father, payeeName: '父', payeeCitizenId: null, bankAccount: null });
  const both: Actor = { ...world.person(['countyClerk', 'leader'], 'county', ['registry', 'benefits']), id: 'both', name: 'both' };
  await course('reckon', { year: 2020 }); await step(son, 2020, maker, 'submit');
  await amend(father, { bankAccount: '6228480000000007777' }, both);
  await assert.rejects(approveAll(2020, '2020-09', both), /经手/);
});

test('义务兵在别的乡，本乡看领取人的页面与县级一致；不在本乡的看不到', async () => {
  clock.today = '2020-10-05';
  const father = await filed('父', '1968-05-29', '6228480000000005610', { at: 'westLake' });
  const son = await soldier({ at: 'eastHill' });
  const { id: homeId } = await home(son, { payeeName: '王某', payeeCitizenId: inventCitizenId('1967-01-01') });
  await again(son, 2019, '2020-10'); await pay(await compute('2020-10'));
  await step(son, 2019, maker, 'correct', { opinion: '建档' });
  await update('benefits.conscriptHomes', homeId, { payeeId: father, payeeName: '父', payeeCitizenId: null, bankAccount: null });
  await step(son, 2019, maker, 'submit'); await approveAll(2019, '2020-10');
  await again(son, 2020, '2020-10');
  clock.today = '2020-11-05'; await pay(await compute('2020-11'));
  await step(son, 2020, maker, 'revoke', { opinion: 'x' }); await approveAll(2020, '2020-11');
  await step(son, 2019, maker, 'revoke', { opinion: 'x' }); await approveAll(2019, '2020-11');
  await world.call(finance, 'benefits.repayments.create', { id: randomUUID(), draft: { personId: son, programme: 'conscript', amount: '100000', receivedOn: clock.today, document: 'k' } });
  await world.call(finance, 'benefits.repayments.create', { id: randomUUID(), draft: { personId: father, programme: 'conscript', amount: '200000', receivedOn: clock.today, document: 'k2' } });
  for (const [id, place] of [[son, 'east'], [father, 'west']] as const) {
    const c = await world.call(maker, 'benefits.personBenefits.look', { id });
    const t = await world.call(world.person('townshipClerk', place), 'benefits.personBenefits.look', { id });
    assert.deepEqual([t.waiting, t.due], [c.waiting, c.due], place);
    assert.equal(await world.call(world.person('townshipClerk', place === 'west' ? 'east' : 'west'), 'benefits.personBenefits.look', { id }).then(() => 'seen', () => 'refused'), 'refused');
  }
});

test('填写“系统外已发”以后删除，期间又登记一笔，恢复以后再问一遍', async () => {
  clock.today = '2020-08-05';
  const father = await filed('父', '1968-06-25', '6228480000000005616');
  const son = await soldier();
  await home(son, { payeeId: father, payeeName: '父', payeeCitizenId: null, bankAccount: null });
  await payment(father, '100', '2020-03', '2020-03-01');
  await course('reckon', { year: 2020 });
  const { id } = await yearOf(son, 2020);
  await update('benefits.conscriptYears', id, { paidOutside: '0' });
  const row = await yearOf(son, 2020);
  await world.call(maker, 'benefits.conscriptYears.remove', { id, version: row.version, reason: '试删' });
  await payment(father, '1480400', '2020-08');
  await world.call(maker, 'benefits.conscriptYears.restore', { id });
  const r = await yearOf(son, 2020);
  assert.equal(r.answer, 'unknown', r.working);
});

test('写明同一个发放月份的退款，两年都恢复原数的，只发还写明的一次', async () => {
  clock.today = '2020-12-05';
  const father = await filed('父', '1968-07-25', '6228480000000005618');
  const son = await soldier({ education: '60' });
  const { id: homeId } = await home(son, { payeeId: father, payeeName: '父', payeeCitizenId: null, bankAccount: null, region: 'tibet' });
  for (const y of [2019, 2020]) await again(son, y, '2020-12');
  await pay(await compute('2020-12'));
  await update('benefits.conscriptHomes', homeId, { region: 'ordinary' });
  for (const y of [2019, 2020]) await again(son, y, '2020-12'); // 9869.33 + 29608.00 overpaid
  await world.call(finance, 'benefits.repayments.create', { id: randomUUID(), draft: { personId: father, programme: 'conscript', amount: '986933', receivedOn: clock.today, document: 'a1', fromMonth: '2020-12', toMonth: '2020-12' } });
  await world.call(finance, 'benefits.repayments.create', { id: randomUUID(), draft: { personId: father, programme: 'conscript', amount: '2960800', receivedOn: clock.today, document: 'a2' } });
  await update('benefits.conscriptHomes', homeId, { region: 'tibet' });
  for (const y of [2019, 2020]) await again(son, y, '2020-12');
  const got: string[] = [];
  for (const m of ['2021-01', '2021-02', '2021-03']) { clock.today = `${m}-05`; const run = await compute(m); const l = (await linesOf(run)).filter((x) => of(x) === father).map((x) => x.amount); got.push(l.join('+')); if (l.length > 0) await pay(run); else await voided(run); }
  assert.deepEqual(got, ['986933', '', ''], 'only what was named is given back by itself');
});

test('没有档案的领取人共用一份档案：给一位核对过的账号，对另一位不算数', async () => {
  clock.today = '2020-12-05';
  const son = await soldier();
  const { id: homeId } = await home(son, { payeeName: '父亲甲', payeeCitizenId: inventCitizenId('1966-02-03'), bankAccount: '6228480000000007101' });
  await again(son, 2019, '2020-12');
  await update('benefits.conscriptHomes', homeId, { bankAccount: '6228480000000007102' });
  const run = await compute('2020-12'); await world.call(reviewer, 'benefits.runCourse.checkAccounts', { ids: (await linesOf(run)).map((x) => x.id) }); await pay(run);
  clock.today = '2021-01-05';
  await update('benefits.conscriptHomes', homeId, { payeeName: '母亲乙', payeeCitizenId: inventCitizenId('1967-02-03'), bankAccount: '6228480000000007103' });
  await again(son, 2020, '2021-01');
  await update('benefits.conscriptHomes', homeId, { bankAccount: '6228480000000007102' });
  const next = await compute('2021-01'); const { unchecked } = await world.call(maker, 'benefits.runCourse.waiting', { id: next }); const l = (await linesOf(next)).filter((x) => of(x) === son).map((x) => x.amount); await voided(next);
  assert.deepEqual([l, unchecked], [['1480400'], 1], 'mother is paid to an account that was checked for the father');
});
