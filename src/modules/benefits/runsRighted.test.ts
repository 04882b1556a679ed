import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { act, clock, closeAll, die, entitled, finance, lineOf, maker, open, publish, toFile, voided, world } from './runs.fixture.ts';

const COMBAT = { category: 'combat', grade: null, nature: null, programme: 'combat' };
const returned = async (run: string, line: any): Promise<void> => { const { reference } = await world.call(maker, 'benefits.lines.get', { id: line.id }); await world.call(maker, 'benefits.runCourse.returns', { id: run, step: randomUUID(), on: clock.today, content: Buffer.from(`付款编号,结果\r\n${reference},失败\r\n`).toString('base64') }); };
const right = (id: string, on: string): Promise<any> => world.call(finance, 'benefits.runCourse.rightReturn', { id, step: randomUUID(), reason: '银行回单', on });

test('退汇的补发已由下一批次重发，不论写的是什么原因，都不能再更正为已付', async () => {
  clock.today = '2025-12-20';
  await publish({ category: 'combat', amount: 10908, effectiveOn: '2025-08-01', publishedOn: '2025-09-01' });
  const person = await entitled({ ...COMBAT, startedOn: '2025-08' });
  const december = await open('2025-12-01', ['combat'], '2025-12');
  await toFile(december); await closeAll(december);
  clock.today = '2026-03-20';
  await die(person, '2025-12-05');
  await publish({ category: 'combat', amount: 12108, effectiveOn: '2025-08-01', publishedOn: '2026-03-01' });
  const march = await open('2026-03-01', ['combat'], '2026-03');
  await toFile(march);
  const line = await lineOf(march, person);
  assert.equal(line.amount, '50000', 'five months at 100 yuan more');
  await returned(march, line); await closeAll(march);
  clock.today = '2026-04-20';
  const april = await open('2026-04-01', ['combat'], '2026-04');
  await toFile(april);
  assert.equal((await lineOf(april, person)).amount, '50000');
  await assert.rejects(right(line.id, '2026-03-25'), /批次 2026-04-01 已把这一笔列入重发/);
  await closeAll(april);
  await assert.rejects(right(line.id, '2026-03-25'), /批次 2026-04-01 已把这一笔列入重发/);
});

test('重发的一笔在办结的批次里转下批，没有发出，退汇仍可更正', async () => {
  clock.today = '2026-05-20';
  const person = await entitled({ ...COMBAT, startedOn: '2026-05' });
  await entitled({ ...COMBAT, startedOn: '2026-05' });
  const may = await open('2026-05-01', ['combat'], '2026-05');
  await toFile(may);
  const line = await lineOf(may, person);
  await returned(may, line); await closeAll(may);
  clock.today = '2026-06-20';
  await world.call(maker, 'registry.persons.update', { id: person, version: (await world.call(maker, 'registry.persons.get', { id: person })).version, change: { bankAccount: '6228480000000007777' } });
  const june = await open('2026-06-01', ['combat'], '2026-06');
  await toFile(june); await closeAll(june);
  assert.equal((await lineOf(june, person)).outcome, 'carried', 'nobody has checked the new account');
  assert.equal((await right(line.id, '2026-05-25')).outcome, 'paid');
});

test('批次发过的月份又登记了一笔系统外发放：由下一批次追回，原因是更正，不说成年末尾差', async () => {
  clock.today = '2026-07-20';
  const person = await entitled({ ...COMBAT, startedOn: '2026-07' });
  const july = await open('2026-07-01', ['combat'], '2026-07');
  await toFile(july); await closeAll(july);
  await world.call(finance, 'benefits.payments.create', { id: randomUUID(), draft: { personId: person, programme: 'combat', month: '2026-07', amount: '10000', paidOn: '2026-07-18' } });
  clock.today = '2026-08-20';
  const august = await open('2026-08-01', ['combat'], '2026-08');
  await toFile(august);
  const { cause, recovered } = await world.call(maker, 'benefits.lines.get', { id: (await lineOf(august, person)).id });
  assert.deepEqual([recovered, cause], ['10000', '更正 2026年7月 -100.00元']);
});

test('去世后多发的已从丧葬补助里抵扣，银行后来把其中一笔退回：下一批次补给3593.00元，依据是发那一笔时的标准', async () => {
  clock.today = '2025-08-21';
  await publish({ category: 'survivor', variant: '烈士遗属', amount: 43116, effectiveOn: '2025-08-01', publishedOn: '2025-08-20' });
  const person = await entitled({ category: 'kin_martyr', grade: null, nature: null, startedOn: '2026-01', programme: 'survivor' });
  const paid: Record<string, string> = {};
  for (const month of ['2026-01', '2026-02', '2026-03']) { clock.today = `${month}-22`; paid[month] = await open(`${month}-33`, ['survivor', 'funeral'], month); await toFile(paid[month]); await closeAll(paid[month]); }
  await die(person, '2026-01-15');
  clock.today = '2026-04-22';
  const april = await open('2026-04-33', ['survivor', 'funeral'], '2026-04');
  await toFile(april); await closeAll(april);
  assert.equal((await lineOf(april, person)).amount, '1437200', '21558.00 less two months of 3593.00');
  await returned(paid['2026-02']!, await lineOf(paid['2026-02']!, person));
  clock.today = '2026-05-22';
  const may = await open('2026-05-33', ['survivor', 'funeral'], '2026-05');
  await act(maker, may, 'compute');
  const { amount, standards } = await world.call(maker, 'benefits.lines.get', { id: (await lineOf(may, person)).id });
  assert.deepEqual([amount, standards], ['359300', (await world.call(maker, 'benefits.lines.get', { id: (await lineOf(paid['2026-02']!, person)).id })).standards]);
  await voided(may);
});
