import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { inventCitizenId } from '#test/world.ts';
import { again, amend, approveAll, compute, course, create, filed, home, of, ready, repaid, soldier, step, update, yearOf } from './conscripts.fixture.ts';
import { allDifferences, clock, finance, linesOf, maker, pay, voided, world } from './sums.fixture.ts';

test('登记过义务兵家庭领取人和账号的人不能审批，列入名单以前登记的也一样', async () => {
  await ready([2019, 2020]);
  clock.today = '2020-08-05';
  const son = await soldier();
  await world.call(finance, 'benefits.conscriptHomes.create', { id: randomUUID(), draft: { personId: son, approvedHere: true, region: 'ordinary', payeeRelation: 'parent', payeeName: '家长', payeeCitizenId: inventCitizenId('1970-02-03'), bankAccount: '6228480000000004001', bankName: '测试银行' } });
  await course('reckon', { year: 2020 }); await step(son, 2020, maker, 'submit');
  await assert.rejects(approveAll(2020, '2020-08', finance), /经手/);
});

test('批准以后改了领取人和账号的人，更正由另一人提交的也不能审批', async () => {
  const son = await soldier();
  const { id: homeId } = await home(son);
  await again(son, 2020, '2020-08');
  await world.call(finance, 'benefits.conscriptHomes.update', { id: homeId, version: (await world.call(maker, 'benefits.conscriptHomes.get', { id: homeId })).version, change: { payeeName: '另人', payeeCitizenId: inventCitizenId('1980-02-03'), bankAccount: '6228480000000004666' } });
  await step(son, 2020, maker, 'correct', { opinion: '换领取人' });
  await step(son, 2020, maker, 'submit');
  const done = await approveAll(2020, '2020-08', finance).then(() => 'approved', (e) => e.message);
  assert.notEqual(done, 'approved');
});

test('两兄弟的领取人是同一位父亲，两年都撤销、只退回一笔14804.00元：只有一年可以另办', async () => {
  const father = await filed('父', '1968-04-04', '6228480000000005501');
  const sons = [await soldier(), await soldier()];
  for (const son of sons) { await home(son, { payeeId: father, payeeName: '父', payeeCitizenId: null, bankAccount: null }); await again(son, 2020, '2020-08'); }
  await pay(await compute('2020-08'));
  clock.today = '2020-10-05';
  for (const son of sons) { await step(son, 2020, maker, 'revoke', { opinion: '重办' }); await approveAll(2020, '2020-10'); }
  await repaid(father, '1480400');
  for (const son of sons) await create('benefits.conscriptYears', { personId: son, year: 2020 });
  const open = (await Promise.all(sons.map((s) => yearOf(s, 2020)))).filter((r) => r.answer === 'yes').reduce((t, r) => t + Number(r.total), 0);
  assert.ok(open <= 1480400, `returned 14804.00 once; again approvable: ${open}`);
});

test('较早一年更正多发没有退、较晚一年撤销：退款先抵较早的，较晚的不能另办', async () => {
  clock.today = '2020-08-05';
  const father = await filed('父', '1968-04-14', '6228480000000005502');
  const son = await soldier();
  await home(son, { payeeId: father, payeeName: '父', payeeCitizenId: null, bankAccount: null, region: 'tibet' });
  for (const y of [2019, 2020]) await again(son, y, '2020-08');
  await pay(await compute('2020-09').catch(async () => compute('2020-08')));
  clock.today = '2020-10-05';
  await update('benefits.conscriptHomes', (await world.call(maker, 'benefits.conscriptHomes.list', { filters: { personId: [son] } })).rows[0].id, { region: 'ordinary' });
  await again(son, 2019, '2020-08'); // 2019: 14804.00 -> 4934.67, 9869.33 overpaid
  await step(son, 2020, maker, 'revoke', { opinion: '重办' }); await approveAll(2020, '2020-10'); // 44412.00 overpaid
  await repaid(father, '4441200');
  await create('benefits.conscriptYears', { personId: son, year: 2020 });
  const row = await yearOf(son, 2020);
  assert.equal(row.answer, 'unknown', `of 54281.33 overpaid 44412.00 came back; year 2020 is again approvable: ${row.total}`);
});

test('登记在原领取人名下的系统外发放，更正换了领取人以后仍要核对', async () => {
  clock.today = '2020-08-05';
  const [father, mother] = [await filed('父', '1968-04-24', '6228480000000005503'), await filed('母', '1969-04-24', '6228480000000005504')];
  const son = await soldier();
  const { id: homeId } = await home(son, { payeeId: father, payeeName: '父', payeeCitizenId: null, bankAccount: null });
  await again(son, 2020, '2020-08');
  await create('benefits.payments', { personId: father, programme: 'conscript', month: '2020-08', amount: '1480400', paidOn: '2020-08-01' }, finance);
  await step(son, 2020, maker, 'correct', { opinion: '换母亲' });
  await update('benefits.conscriptHomes', homeId, { payeeId: mother, payeeName: '母' });
  const row = await yearOf(son, 2020);
  const { words } = await course('look', { id: row.id });
  const sent = await step(son, 2020, maker, 'submit').then(() => true, () => false);
  if (sent) { await approveAll(2020, '2020-08'); const run = await compute('2020-08'); const l = (await linesOf(run)).filter((x) => of(x) === mother).map((x) => x.amount); const d = (await allDifferences(run)).filter((x) => [father, mother].includes(x.personId)).map((x) => x.words); await voided(run); assert.fail(`${words} | mother is paid ${l} though 14804.00 were paid to the father by hand | ${d}`); }
});

test('填写“系统外已发”以后发放记录又多了一笔的，提交以前再问', async () => {
  clock.today = '2020-08-05';
  const father = await filed('父', '1968-05-24', '6228480000000005505');
  const son = await soldier();
  await home(son, { payeeId: father, payeeName: '父', payeeCitizenId: null, bankAccount: null });
  await create('benefits.payments', { personId: father, programme: 'conscript', month: '2020-01', amount: '50000', paidOn: '2020-01-05' }, finance);
  await course('reckon', { year: 2020 });
  await update('benefits.conscriptYears', (await yearOf(son, 2020)).id, { paidOutside: '0' });
  await create('benefits.payments', { personId: father, programme: 'conscript', month: '2020-07', amount: '1480400', paidOn: '2020-07-30' }, finance);
  const done = await again(son, 2020, '2020-08').then(() => true, () => false);
  if (!done) return;
  const run = await compute('2020-08'); const l = (await linesOf(run)).filter((x) => of(x) === father).map((x) => x.amount); const d = (await allDifferences(run)).filter((x) => x.personId === father).map((x) => x.words); await voided(run);
  assert.deepEqual(l, [], d.join());
});

test('没有档案的领取人换了账号，换成同一份档案上以前发过的另一人的账号：仍须第二人核对', async () => {
  clock.today = '2020-08-05';
  const son = await soldier();
  const { id: homeId } = await home(son, { payeeName: '父亲甲', payeeCitizenId: inventCitizenId('1966-02-03'), bankAccount: '6228480000000007001' });
  await again(son, 2019, '2020-08');
  await pay(await compute('2020-08'));
  clock.today = '2020-09-05';
  await update('benefits.conscriptHomes', homeId, { payeeName: '母亲乙', payeeCitizenId: inventCitizenId('1967-02-03'), bankAccount: '6228480000000007002' });
  await again(son, 2020, '2020-09');
  const before = await compute('2020-09');
  const first = (await world.call(maker, 'benefits.runCourse.waiting', { id: before })).unchecked; await voided(before);
  await update('benefits.conscriptHomes', homeId, { bankAccount: '6228480000000007001' });
  const run = await compute('2020-09');
  const { unchecked } = await world.call(maker, 'benefits.runCourse.waiting', { id: run }); const l = (await linesOf(run)).filter((x) => of(x) === son).map((x) => x.amount); await voided(run);
  assert.deepEqual([l, unchecked], [['1480400'], 1], `approved account: unchecked ${first}; swapped account: unchecked ${unchecked}`);
});

test('一度不应发、后来恢复，没有办更正而换了领取人：原领取人已领的归原领取人', async () => {
  clock.today = '2020-08-05';
  const [father, mother] = [await filed('父', '1968-06-24', '6228480000000005506'), await filed('母', '1969-06-24', '6228480000000005507')];
  const son = await soldier();
  const { id: homeId } = await home(son, { payeeId: father, payeeName: '父', payeeCitizenId: null, bankAccount: null });
  await again(son, 2020, '2020-08');
  await pay(await compute('2020-08'));
  clock.today = '2020-09-05';
  await amend(son, { dischargedOn: '2019-12', state: 'registered', settlement: 'self' });
  await again(son, 2020, '2020-08');
  await amend(son, { dischargedOn: null, state: 'serving', settlement: null });
  await update('benefits.conscriptHomes', homeId, { payeeId: mother, payeeName: '母' });
  await again(son, 2020, '2020-08');
  const run = await compute('2020-09'); const l = (await linesOf(run)).filter((x) => [father, mother].includes(of(x))).map((x) => [of(x) === mother ? 'mother' : 'father', x.amount]); const d = (await allDifferences(run)).filter((x) => [father, mother].includes(x.personId)).map((x) => x.words); await voided(run);
  assert.deepEqual(l, [], d.join());
});

test('批次发足以后又登记系统外发放：差异里写明请核对', async () => {
  clock.today = '2020-08-05';
  const father = await filed('父', '1968-07-24', '6228480000000005508');
  const son = await soldier();
  await home(son, { payeeId: father, payeeName: '父', payeeCitizenId: null, bankAccount: null });
  await again(son, 2020, '2020-08');
  await pay(await compute('2020-08'));
  clock.today = '2020-09-05';
  await create('benefits.payments', { personId: father, programme: 'conscript', month: '2020-08', amount: '1480400', paidOn: '2020-08-30' }, finance);
  const run = await compute('2020-09'); const d = (await allDifferences(run)).filter((x) => x.personId === father).map((x) => x.words); await voided(run);
  const page = (await world.call(maker, 'benefits.personBenefits.look', { id: father })).waiting;
  assert.ok(d.length + page.length > 0, 'twice paid, nothing says so');
});

test('没有档案的领取人后来建档，撤销以后退款登记在义务兵档案上：退清的可以另办', async () => {
  clock.today = '2020-08-05';
  const son = await soldier();
  const number = inventCitizenId('1966-08-03');
  const { id: homeId } = await home(son, { payeeName: '王秀英', payeeCitizenId: number, bankAccount: '6228480000000007003' });
  await again(son, 2020, '2020-08');
  await pay(await compute('2020-08'));
  clock.today = '2020-09-05';
  const file = (await world.register({ name: '王秀英', citizenId: number, bankAccount: '6228480000000007003', bankName: '测试银行' })).id;
  await step(son, 2020, maker, 'correct', { opinion: '建档' });
  await update('benefits.conscriptHomes', homeId, { payeeId: file, payeeCitizenId: null, bankAccount: null });
  await step(son, 2020, maker, 'submit'); await approveAll(2020, '2020-08');
  await step(son, 2020, maker, 'revoke', { opinion: '重办' }); await approveAll(2020, '2020-08');
  await repaid(son, '1480400');
  const run = await compute('2020-09'); const d = (await allDifferences(run)).filter((x) => [son, file].includes(x.personId)).map((x) => x.words); await voided(run);
  await create('benefits.conscriptYears', { personId: son, year: 2020 });
  const row = await yearOf(son, 2020);
  assert.deepEqual([d, row.answer], [[], 'yes'], row.working);
});

test('同一笔退款只抵一次：两个人的页面合起来与批次一致', async () => {
  clock.today = '2020-08-05';
  const son = await soldier(); const number = inventCitizenId('1966-09-03');
  const { id: homeId } = await home(son, { payeeName: '王秀英', payeeCitizenId: number, bankAccount: '6228480000000007033' });
  for (const y of [2019, 2020]) await again(son, y, '2020-08');
  await pay(await compute('2020-08'));
  clock.today = '2020-09-05';
  await step(son, 2020, maker, 'revoke', { opinion: '撤销' }); await approveAll(2020, '2020-08');
  const file = (await world.register({ name: '王秀英', citizenId: number, bankAccount: '6228480000000007033', bankName: '测试银行' })).id;
  await step(son, 2019, maker, 'correct', { opinion: '建档' });
  await update('benefits.conscriptHomes', homeId, { payeeId: file, payeeCitizenId: null, bankAccount: null });
  await update('benefits.conscriptYears', (await yearOf(son, 2019)).id, { paidOutside: '200000' });
  await step(son, 2019, maker, 'submit'); await approveAll(2019, '2020-08');
  await repaid(son, '200000');
  const run = await compute('2020-09'); const d = (await allDifferences(run)).filter((x) => [son, file].includes(x.personId)).map((x) => x.words); await voided(run);
  const waiting = (await Promise.all([son, file].map(async (id) => (await world.call(maker, 'benefits.personBenefits.look', { id })).waiting))).flat().reduce((t, w: any) => t + Number(w.fen), 0);
  assert.equal(waiting, 1480400, `16804.00 overpaid, 2000.00 came back; the two pages tell ${waiting}; the run: ${d}`);
});
