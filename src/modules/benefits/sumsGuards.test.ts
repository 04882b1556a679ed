import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { inventCitizenId } from '#test/world.ts';
import { act, create, look, martyr, person, update } from './oneOffs.fixture.ts';
import { allDifferences, clock, compute, finance, leader, linesOf, maker, pay, putInForce, reviewer, runAct, voided, world } from './sums.fixture.ts';

const inForce = (id: string): Promise<void> => putInForce('grant', id);
const repaid = (personId: string, programme: string, amount: string) => world.call(finance, 'benefits.repayments.create', { id: randomUUID(), draft: { personId, programme, amount, receivedOn: clock.today, document: `缴款书${randomUUID()}` } });
const soldierOf = async (id: string) => { const { personId } = await world.call(maker, 'benefits.oneOffs.get', { id }); return personId.id ?? personId; };
const allWords = async (run: string): Promise<string[]> => (await allDifferences(run)).map((one) => one.words);
const wordsOf = async (run: string, personId: string): Promise<string[]> => (await allDifferences(run)).filter((one) => one.personId === personId).map((one) => one.words);
test('更正减少、已退款，再更正回原数：退回的钱应补发，至少写明', async () => {
  clock.today = '2025-06-20';
  const id = await martyr([['parent', 1_000_000], ['spouse', 554_630]]);
  await act(maker, id, 'submit'); await act(leader, id, 'approve', { month: '2025-06' });
  await pay(await compute(['martyrAward'], '2025-06'));
  clock.today = '2025-07-20';
  const share = async (at: number, fen: string) => update('oneOffShares', (await look(id)).shares[at].id, { fen });
  const correct = async (a: string, b: string) => { await act(maker, id, 'correct', { opinion: '改分' }); await share(0, a); await share(1, b); await act(maker, id, 'submit'); await act(leader, id, 'approve'); };
  await correct('90000000', '65463000');
  await repaid(await soldierOf(id), 'martyrAward', '10000000'); // the parent gives 100000 back, the spouse is paid 100000
  await pay(await compute(['martyrAward'], '2025-07'));
  clock.today = '2025-08-20';
  await correct('100000000', '55463000'); // the first division was right: the parent is short of 100000, the spouse owes 100000
  const run = await compute(['martyrAward'], '2025-08');
  const [out, words] = [(await linesOf(run)).map((l) => l.amount), await allWords(run)];
  await voided(run);
  assert.ok(out.includes('10000000') || words.some((w) => /100,000\.00/.test(w)), 'the parent has 900000 of 1000000, and nothing says so');
});
test('多退的须写明', async () => {
  clock.today = '2025-06-20';
  const id = await martyr([['spouse', 1_554_630]]);
  await act(maker, id, 'submit'); await act(leader, id, 'approve', { month: '2025-06' });
  await pay(await compute(['martyrAward'], '2025-06'));
  clock.today = '2025-07-20'; await repaid(await soldierOf(id), 'martyrAward', '100000');
  const run = await compute(['martyrAward'], '2025-07'); const words = await allWords(run); await voided(run);
  assert.match(words.join(), /1,000\.00/);
});
test('批准以后才登记的系统外发放', async () => {
  clock.today = '2025-06-20';
  const id = await martyr([['spouse', 1_554_630]]);
  await act(maker, id, 'submit'); await act(leader, id, 'approve', { month: '2025-06' });
  await create('payments', { personId: await soldierOf(id), programme: 'martyrAward', month: '2025-06', amount: '155463000', paidOn: '2025-06-18' }, finance);
  const run = await compute(['martyrAward'], '2025-06');
  const [out, words] = [(await linesOf(run)).length, await allWords(run)]; await voided(run); assert.ok(out === 0 || words.some((w) => /发放记录|系统外/.test(w)), words.join());
});
test('地方经济补助：系统外已发一部分的，档案里的金额', async () => {
  clock.today = '2025-06-20';
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
  clock.today = '2025-06-20';
  const id = await martyr([['spouse', 1_554_630]]);
  await act(maker, id, 'submit'); await act(leader, id, 'approve', { month: '2025-06' });
  await pay(await compute(['martyrAward'], '2025-06'));
  clock.today = '2025-07-20';
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
  clock.today = '2025-08-20';
  const { rows: [terms] } = await world.call(maker, 'benefits.grantTerms.list', {});
  const veteran = await person({ enlistedOn: '2022-09', dischargedOn: '2024-09', settlement: 'self', bankAccount: '6228480000000003077', bankName: 'x' });
  const { id } = await create('oneOffs', { personId: veteran, kind: 'localGrant', document: '延退补7' });
  await act(maker, id, 'submit'); await act(leader, id, 'approve', { month: '2025-08' });
  await pay(await compute(['localGrant'], '2025-08'));
  clock.today = '2025-09-20';
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
  await world.call(maker, 'benefits.runCourse.returns', { id: run, step: randomUUID(), content: Buffer.from(`\uFEFF付款编号,处理结果\r\n${reference},失败\r\n`).toString('base64'), on: clock.today });
  assert.deepEqual([paid, await detail()], [['1000000', '2025-08-20'], ['900000', '2025-08-20']]);
});

test('更正减少、已退款并写明发放月份，再更正回原数：下一批次补发100000.00元一次；重算、再下一批次都不再有', async () => {
  clock.today = '2025-06-20';
  const id = await martyr([['spouse', 1_554_630]]);
  const soldier = await soldierOf(id);
  const of = async (run: string) => (await linesOf(run)).filter((l) => (l.personId.id ?? l.personId) === soldier).map((l) => [l.regular, l.arrears, l.amount]);
  await act(maker, id, 'submit'); await act(leader, id, 'approve', { month: '2025-06' });
  await pay(await compute(['martyrAward'], '2025-06'));
  clock.today = '2025-07-20';
  const correct = async (paidOutside: string, fen: string) => { await act(maker, id, 'correct', { opinion: '更正' }); await update('oneOffs', id, { paidOutside }); await update('oneOffShares', (await look(id)).shares[0].id, { fen }); await act(maker, id, 'submit'); await act(leader, id, 'approve'); };
  await correct('10000000', '145463000');
  await world.call(finance, 'benefits.repayments.create', { id: randomUUID(), draft: { personId: soldier, programme: 'martyrAward', amount: '10000000', receivedOn: clock.today, document: '缴款书名', fromMonth: '2025-06', toMonth: '2025-06' } });
  await correct('0', '155463000');
  const july = await compute(['martyrAward'], '2025-07');
  assert.deepEqual(await of(july), [['0', '10000000', '10000000']]);
  assert.deepEqual((await world.call(maker, 'benefits.runCourse.recompute', { id: july })).differing, []);
  await pay(july);
  clock.today = '2025-08-20';
  const august = await compute(['martyrAward'], '2025-08');
  assert.deepEqual([await of(august), await wordsOf(august, soldier)], [[], []]);
  await voided(august);
  assert.deepEqual((await world.call(maker, 'benefits.personBenefits.look', { id: soldier })).waiting, []);
});

test('更正减少以后的退款，写明的月份早于启用的也抵，批次和本人页都不再说待追回', async () => {
  clock.today = '2025-06-20';
  const id = await martyr([['spouse', 1_554_630]]);
  const soldier = await soldierOf(id);
  await act(maker, id, 'submit'); await act(leader, id, 'approve', { month: '2025-06' });
  await pay(await compute(['martyrAward'], '2025-06'));
  await act(maker, id, 'correct', { opinion: '更正' }); await update('oneOffs', id, { paidOutside: '10000000' }); await update('oneOffShares', (await look(id)).shares[0].id, { fen: '145463000' }); await act(maker, id, 'submit'); await act(leader, id, 'approve');
  assert.deepEqual((await world.call(maker, 'benefits.personBenefits.look', { id: soldier })).waiting.map((one: any) => one.fen), ['10000000']);
  await world.call(finance, 'benefits.repayments.create', { id: randomUUID(), draft: { personId: soldier, programme: 'martyrAward', amount: '10000000', receivedOn: clock.today, document: '缴款书早', fromMonth: '2024-11', toMonth: '2024-11' } });
  const run = await compute(['martyrAward'], '2025-07');
  assert.deepEqual((await wordsOf(run, soldier)).filter((words) => /100,000\.00/.test(words)), []);
  await voided(run);
  assert.deepEqual((await world.call(maker, 'benefits.personBenefits.look', { id: soldier })).waiting, []);
});

test('批次没有送银行时，撤销、改少不能审批：先止付或退回重算；止付以后可以，退回的批次写明止付过谁', async () => {
  clock.today = '2025-06-20';
  const id = await martyr([['spouse', 1_554_630]]);
  await act(maker, id, 'submit'); await act(leader, id, 'approve', { month: '2025-06' });
  const run = await compute(['martyrAward'], '2025-06');
  const deputy = { ...leader, id: 'deputy', name: 'deputy' };
  await act(maker, id, 'revoke', { opinion: '评定撤销' });
  await assert.rejects(act(deputy, id, 'approve'), /在没有送银行的批次 .* 里，请先在批次里止付这一笔/);
  assert.equal((await look(id)).row.state, 'submitted', 'nothing is half done');
  const look2 = async () => (await world.call(leader, 'benefits.runCourse.look', { id: run })).lostStops.map((one: any) => one.reason);
  for (const [by, name] of [[reviewer, 'review'], [leader, 'approve']] as const) await runAct(by, run, name);
  const soldier = await soldierOf(id);
  const line = (await linesOf(run)).find((l) => (l.personId.id ?? l.personId) === soldier);
  await world.call(maker, 'benefits.runCourse.stop', { id: line.id, step: randomUUID(), reason: '评定撤销中' });
  assert.deepEqual(await look2(), []);
  await runAct(finance, run, 'sendBack', { opinion: '重算' });
  assert.deepEqual(await look2(), ['评定撤销中']);
  await runAct(maker, run, 'compute');
  assert.deepEqual(await look2(), ['评定撤销中'], 'the list computed anew pays once more');
  await assert.rejects(act(deputy, id, 'approve'), /止付/);
  await runAct(reviewer, run, 'sendBack', { opinion: '先撤销' });
  await act(deputy, id, 'approve');
  await runAct(maker, run, 'compute');
  assert.deepEqual([await look2(), (await linesOf(run)).filter((l) => (l.personId.id ?? l.personId) === soldier)], [[], []]);
  await voided(run);
});

test('一部分退款写明月份、一部分没有：恢复原数以后只补发写明的一次，没有写明的列在差异里', async () => {
  clock.today = '2025-06-20';
  const id = await martyr([['spouse', 1_554_630]]); const soldier = await soldierOf(id);
  await act(maker, id, 'submit'); await act(leader, id, 'approve', { month: '2025-06' });
  await pay(await compute(['martyrAward'], '2025-06'));
  clock.today = '2025-07-20';
  const correct = async (paidOutside: string, fen: string) => { await act(maker, id, 'correct', { opinion: '更正' }); await update('oneOffs', id, { paidOutside }); await update('oneOffShares', (await look(id)).shares[0].id, { fen }); await act(maker, id, 'submit'); await act(leader, id, 'approve'); };
  await correct('10000000', '145463000');
  const repaid = (amount: string, more: any) => world.call(finance, 'benefits.repayments.create', { id: randomUUID(), draft: { personId: soldier, programme: 'martyrAward', amount, receivedOn: clock.today, document: randomUUID(), ...more } });
  await repaid('6000000', {}); await repaid('4000000', { fromMonth: '2025-06', toMonth: '2025-06' });
  await correct('0', '155463000');
  const found: any[] = [];
  for (const m of ['2025-07', '2025-08', '2025-09']) { clock.today = `${m}-25`; const run = await compute(['martyrAward'], m); const l = (await linesOf(run)).filter((x) => (x.personId.id ?? x.personId) === soldier).map((x) => x.amount); found.push([l, await wordsOf(run, soldier)]); if (l.length > 0) await pay(run); else await voided(run); }
  assert.deepEqual(found.map(([l]) => l), [['4000000'], [], []], JSON.stringify(found, null, 1));
});

test('填写“系统外已发”以后发放记录又多了一笔的，提交以前再问；重新填写以后可以提交', async () => {
  clock.today = '2025-06-20';
  const id = await martyr([['spouse', 1_554_630]]);
  const soldier = await soldierOf(id);
  await create('payments', { personId: soldier, programme: 'martyrAward', month: '2024-12', amount: '100', paidOn: '2024-12-18' }, finance);
  await update('oneOffs', id, { paidOutside: '0' });
  await create('payments', { personId: soldier, programme: 'martyrAward', month: '2025-05', amount: '5463000', paidOn: '2025-05-18' }, finance);
  await assert.rejects(act(maker, id, 'submit'), /填写以后发放记录又多了，现在有54,631\.00元/);
  await update('oneOffs', id, { paidOutside: '5463000' });
  await update('oneOffShares', (await look(id)).shares[0].id, { fen: '150000000' });
  await act(maker, id, 'submit');
});

test('两名烈士同一母亲：一件撤销没有退，另一件撤销的退款不算它的', async () => {
  clock.today = '2025-06-20';
  const mother = await person({ bankAccount: '6228480000000002111', bankName: 'b' });
  const ids = [];
  for (let k = 0; k < 2; k += 1) { const id = await martyr([['parent', 1_554_630, { payeeId: mother, payeeCitizenId: null, bankAccount: null }]]); await act(maker, id, 'submit'); await act(leader, id, 'approve', { month: '2025-06' }); ids.push(id); }
  await pay(await compute(['martyrAward'], '2025-06'));
  clock.today = '2025-07-20';
  const soldiers = await Promise.all(ids.map(soldierOf));
  for (const id of ids) { await act(maker, id, 'revoke', { opinion: '重办' }); await act(leader, id, 'approve'); }
  await world.call(finance, 'benefits.repayments.create', { id: randomUUID(), draft: { personId: mother, programme: 'martyrAward', amount: '155463000', receivedOn: clock.today, document: 'k' } });
  const anew = await Promise.all(soldiers.map((personId) => create('oneOffs', { personId, kind: 'martyrAward', document: '再办' })));
  const views = await Promise.all(anew.map((one) => look(one.id)));
  assert.equal(views.filter((v) => v.answer === 'yes').length, 1, views.map((v) => v.words).join(' | '));
});

test('更正时换了份额的账号：已批准的那一笔按新账号付须核对', async () => {
  clock.today = '2025-08-20';
  const id = await martyr([['spouse', 1_554_630]]); const soldier = await soldierOf(id);
  await act(maker, id, 'submit'); await act(leader, id, 'approve', { month: '2025-08' });
  await act(maker, id, 'correct', { opinion: '改账号' });
  await update('oneOffShares', (await look(id)).shares[0].id, { bankAccount: '6228480000000999999' });
  const run = await compute(['martyrAward'], '2025-08'); const l = (await linesOf(run)).filter((x) => (x.personId.id ?? x.personId) === soldier); const { unchecked } = await world.call(maker, 'benefits.runCourse.waiting', { id: run }); await voided(run);
  assert.deepEqual([l.length, unchecked >= 1], [1, true]);
});

test('地方经济补助：发放后撤销并已全部退回，另办', async () => {
  clock.today = '2025-08-20';
  const veteran = await person({ enlistedOn: '2022-09', dischargedOn: '2024-09', settlement: 'self', bankAccount: '6228480000000003001', bankName: 'x' });
  const { id } = await create('oneOffs', { personId: veteran, kind: 'localGrant', document: '延退补1' });
  await act(maker, id, 'submit'); await act(leader, id, 'approve', { month: '2025-08' });
  const run = await compute(['localGrant'], '2025-08');
  await pay(run);
  const { amount } = (await linesOf(run)).find((l) => (l.personId.id ?? l.personId) === veteran);
  await act(maker, id, 'revoke', { opinion: '重办' }); await act(leader, id, 'approve');
  await world.call(finance, 'benefits.repayments.create', { id: randomUUID(), draft: { personId: veteran, programme: 'localGrant', amount, receivedOn: clock.today, document: 'k' } });
  const again = await create('oneOffs', { personId: veteran, kind: 'localGrant', document: '延退补2' });
  assert.equal((await look(again.id)).answer, 'yes', (await look(again.id)).words);
});

test('份额删除以后，更正时由别人恢复：原登记人仍不能审批', async () => {
  clock.today = '2025-05-20';
  const id = await martyr([['spouse', 1_554_630]]);
  const other = (await create('oneOffShares', { oneOffId: id, relation: 'child', payeeName: '远亲', payeeCitizenId: inventCitizenId('1991-05-06'), fen: '0', bankAccount: '6228480000000008888', bankName: 'b' }, finance));
  await world.call(finance, 'benefits.oneOffShares.remove', { id: other.id, version: other.version, reason: '试删' });
  await act(maker, id, 'submit'); await act(leader, id, 'approve', { month: '2025-05' });
  await act(maker, id, 'correct', { opinion: 'x' });
  await world.call(maker, 'benefits.oneOffShares.restore', { id: other.id });
  const shares = (await look(id)).shares;
  await update('oneOffShares', shares.find((s: any) => s.payeeName !== '远亲').id, { fen: '154463000' });
  await update('oneOffShares', other.id, { fen: '1000000' });
  await act(maker, id, 'submit');
  const done = await act(finance, id, 'approve').then(() => true, () => false);
  assert.equal(done, false, 'finance approves payee and account that finance wrote');
});

test('没有发过的地方经济补助撤销，人工登记的领取日期不清除', async () => {
  clock.today = '2025-08-20';
  const veteran = (await world.register({ enlistedOn: '2022-09', dischargedOn: '2024-09', settlement: 'self', bankAccount: '6228480000000003901', bankName: 'x' })).id;
  const { id } = await create('oneOffs', { personId: veteran, kind: 'localGrant', document: '延退补1' });
  await act(maker, id, 'submit'); await act(leader, id, 'approve', { month: '2025-12' });
  // before anything was paid by a run a clerk notes that the man was paid in cash in another way
  await world.call(maker, 'registry.settlementDetails.create', { id: randomUUID(), draft: { personId: veteran, grantPaidOn: '2025-08-10', grantAmount: '900000' } });
  await act(maker, id, 'revoke', { opinion: '已在系统外领取' }); await act(leader, id, 'approve');
  const { rows: [row] } = await world.call(maker, 'registry.settlementDetails.list', { filters: { personId: [veteran] } });
  const anew = await create('oneOffs', { personId: veteran, kind: 'localGrant', document: '延退补2' });
  assert.deepEqual([row.grantPaidOn, (await look(anew.id)).answer], ['2025-08-10', 'no'], 'the day of receipt that a clerk wrote was cleared by revoking a sum that no run ever paid');
});
