import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { act, clock, closeAll, differencesOf, entitled, finance, leader, lineOf, linesOf, maker, months, open, publish, setting, toFile, world } from './runs.fixture.ts';
const COMBAT = { category: 'combat', grade: null, nature: null, programme: 'combat' };
const rated = (personId: string, startedOn: string) => world.call(maker, 'benefits.recipients.create', { id: randomUUID(), draft: { personId, category: 'disabled', grade: '09', nature: '2', state: 'receiving', startedOn } });
const standards = async () => { await publish({ category: 'combat', amount: 10908, effectiveOn: '2025-08-01', publishedOn: '2025-09-01' }); await publish({ category: 'disabled', grade: 9, nature: 'duty', amount: 16488, effectiveOn: '2025-08-01', publishedOn: '2025-08-20' }); };
const paidOut = async (id: string, person: string) => (await linesOf(id)).filter((l) => (l.personId.id ?? l.personId) === person).reduce((s, l) => s + Number(l.amount), 0);

test('就高改发时，让出的一项另有补发的月份，同月的照样相抵', async () => {
  clock.today = '2026-06-20';
  await standards();
  const person = await entitled({ ...COMBAT, startedOn: '2026-01', paid: months('2026-02', 4).map((m): [string, string] => [m, '90900']) }); // January was never paid
  await rated(person, '2026-03');
  const june = await open('2026-06-01', ['disability', 'combat'], '2026-06');
  await act(maker, june, 'compute');
  // due: combat 01, 02 = 1818; disability 03..06 = 5496; together 7314; paid 3636; left 3678
  const out = await paidOut(june, person); await act(maker, june, 'void', { opinion: 'x' });
  assert.equal(out, 367800);
});
test('改发的那一项自己有待追回的月份，同月的照样相抵', async () => {
  clock.today = '2026-06-20';
  const person = await entitled({ ...COMBAT, startedOn: '2026-04', paid: months('2026-04', 2).map((m): [string, string] => [m, '90900']) });
  await rated(person, '2026-01');
  for (const m of ['2026-01', '2026-02', '2026-03']) await world.call(finance, 'benefits.payments.create', { id: randomUUID(), draft: { personId: person, programme: 'disability', month: m, amount: m === '2026-02' ? '147400' : '137400', paidOn: `${m}-20` } });
  const june = await open('2026-06-02', ['disability', 'combat'], '2026-06');
  await act(maker, june, 'compute');
  const out = await paidOut(june, person); await act(maker, june, 'void', { opinion: 'x' });
  assert.equal(out, 3 * 137400 - 2 * 90900 - 10000);
});
test('就高抵扣以后，让出的一项还能登记终止，也还能停发', async () => {
  clock.today = '2026-06-20';
  const p = await entitled({ ...COMBAT, startedOn: '2026-05' });
  clock.today = '2026-05-20';
  const may = await open('2026-05-01', ['disability', 'combat'], '2026-05'); await toFile(may); await closeAll(may);
  await rated(p, '2026-05'); clock.today = '2026-06-20';
  const june = await open('2026-06-03', ['disability', 'combat'], '2026-06'); await toFile(june); await closeAll(june);
  const stop = await world.call(maker, 'benefits.movements.create', { id: randomUUID(), draft: { personId: p, act: 'stop', month: '2026-07', reason: 'lost' } });
  await world.call(leader, 'benefits.movementCourse.decide', { id: stop.id, version: stop.version, decision: 'confirm' });
});
test('跨年：12月结转的、退汇的、待追回的，1月的批次一分不少', async () => {
  await setting({ opened: '2024-01', backMonths: 12 });
  clock.today = '2025-11-20';
  await publish({ category: 'illReturned', amount: 9456, effectiveOn: '2023-08-01', publishedOn: '2023-08-01' });
  const ill = { category: 'ill_returned', grade: null, nature: null, startedOn: '2024-06', programme: 'illReturned' };
  const carried = await entitled({ ...ill, account: false });
  const owing = await entitled({ ...ill, paid: months('2024-06', 18).map((m): [string, string] => [m, m < '2024-09' ? '178800' : '78800']) });
  clock.today = '2025-12-20';
  const dec = await open('2025-12-01', ['illReturned'], '2025-12'); await toFile(dec);
  const [before, waits] = [Number((await lineOf(dec, carried)).amount), Number((await lineOf(dec, owing)).waiting)];
  await closeAll(dec);
  clock.today = '2026-01-20';
  const jan = await open('2026-01-01', ['illReturned'], '2026-01'); await act(maker, jan, 'compute');
  const [again, o] = [Number((await lineOf(jan, carried)).amount), await lineOf(jan, owing)];
  await act(maker, jan, 'void', { opinion: 'x' }); await setting({ opened: '2025-08' });
  assert.deepEqual([again, Number(o.recovered) + Number(o.waiting)], [before + 78800, waits]);
});
test('第二期追回的原因仍是等级调整，不是年末尾差', async () => {
  clock.today = '2026-08-20';
  const person = await entitled({ grade: '08', nature: '2', startedOn: '2026-06', programme: 'disability' });
  await publish({ category: 'disabled', grade: 8, nature: 'duty', amount: 22620, effectiveOn: '2025-08-01', publishedOn: '2025-08-20' });
  const run = async (number: string, month: string) => { const id = await open(number, ['disability'], month); await toFile(id); await closeAll(id); return world.call(maker, 'benefits.lines.get', { id: (await lineOf(id, person)).id }); };
  await run('2026-08-31', '2026-08');
  const { rows: [one] } = await world.call(maker, 'benefits.recipients.list', { filters: { personId: [person] } });
  await world.call(maker, 'benefits.recipients.update', { id: one.id, version: one.version, change: { endedOn: '2026-06' } });
  await rated(person, '2026-07');
  clock.today = '2026-09-20'; await run('2026-09-31', '2026-09');
  clock.today = '2026-10-20';
  assert.doesNotMatch((await run('2026-10-31', '2026-10')).cause, /年末尾差/);
});
test('回盘先失败后成功：须报告，不能悄悄再发一次', async () => {
  clock.today = '2026-11-20';
  const p = await entitled({ ...COMBAT, startedOn: '2026-11' });
  const id = await open('2026-11-41', ['combat'], '2026-11'); await toFile(id);
  const { reference } = await world.call(maker, 'benefits.lines.get', { id: (await lineOf(id, p)).id });
  const read = (word: string) => world.call(maker, 'benefits.runCourse.returns', { id, step: randomUUID(), content: Buffer.from(`\uFEFF付款编号,处理结果\r\n${reference},${word}\r\n`).toString('base64'), on: clock.today });
  await read('失败');
  const second = await read('成功'); await closeAll(id);
  assert.notEqual(second.paid, 1, `reported as plain paid: ${JSON.stringify(second)}`);
});
test('本人页与下一批次一致：就高相抵的不写待追回', async () => {
  clock.today = '2026-12-20';
  const person = await entitled({ ...COMBAT, startedOn: '2026-10', paid: [['2026-10', '90900'], ['2026-11', '90900']] });
  await rated(person, '2026-10');
  const id = await open('2026-12-51', ['disability', 'combat'], '2026-12'); await act(maker, id, 'compute');
  const waiting = (await linesOf(id)).filter((l) => (l.personId.id ?? l.personId) === person).reduce((s, l) => s + Number(l.waiting), 0) ;
  const owing = (await differencesOf(id, 'owing')).filter((d) => d.personId === person);
  await act(maker, id, 'void', { opinion: 'x' });
  assert.deepEqual((await world.call(maker, 'benefits.personBenefits.look', { id: person })).waiting, waiting === 0 && owing.length === 0 ? [] : 'x');
});
test('0.00元的明细没有付过款，它的账号不算“上次付过的账号”', async () => {
  await setting({ opened: '2025-08', recoveryPercent: 100, recoveryFloorYuan: 0 });
  clock.today = '2026-04-20';
  await publish({ category: 'combat', amount: 10908, effectiveOn: '2025-08-01', publishedOn: '2025-09-01' });
  const COMBAT = { category: 'combat', grade: null, nature: null, programme: 'combat' };
  const person = await entitled({ ...COMBAT, startedOn: '2026-04' });
  await entitled({ ...COMBAT, startedOn: '2026-04' });
  const run = async (m: string) => { clock.today = `${m}-20`; const id = await open(`${m}-91`, ['combat'], m); const f = await toFile(id); await closeAll(id); const l = await world.call(maker, 'benefits.lines.get', { id: (await lineOf(id, person)).id }); return [l.amount, l.outcome, l.outcomeReason, f.carried]; };
  await run('2026-04');
  // 909 overpaid is learned: paid once more by hand
  await world.call(finance, 'benefits.payments.create', { id: randomUUID(), draft: { personId: person, programme: 'combat', month: '2026-04', amount: '90900', paidOn: '2026-04-20' } });
  const { version } = await world.call(maker, 'registry.persons.get', { id: person });
  await world.call(maker, 'registry.persons.update', { id: person, version, change: { bankAccount: '6228480000000009991' } });
  await run('2026-05');
  const june = await run('2026-06');
  assert.equal(june[1], 'carried');
});
