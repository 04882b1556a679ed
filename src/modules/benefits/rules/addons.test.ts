import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plainYuan } from '#base/pure/fen.ts';
import { assess, assessAll } from './assess.ts';
import { at, person, rowsOf } from './fixtures/notation.fixture.ts';
import { dueOf } from './fixtures/standards.fixture.ts';
import type { Terms } from './programme.ts';
import { PROGRAMMES, programmeOf } from './programmes/all.ts';
import { compileRates, rowsToPayBy, type StandardRow } from './rates.ts';
import { settle } from './settle.ts';
import { sayAssessment, sayChanges } from './words.ts';
import { tableByYear } from './years.ts';

const ROWS = rowsOf(`
全国标准 三属/烈士遗属 2025-08 43116/年
县增发 三属/烈士遗属 2025-08 20/月 名粮油补贴
县逐人增发 三属/烈士遗属 2025-08 300/月 名孤老增发
县逐人增发 三属/烈士遗属 2026-01 330/月 名孤老增发
全国标准 带病回乡退役军人 2025-08 10128/年
县逐人增发 带病回乡退役军人 2025-08 100/月 名孤老增发
全国标准 参战退役军人 2025-08 10908/年`);
const terms = (rows: readonly StandardRow[] = ROWS): Terms => ({ rates: compileRates(rows, '2026-12-31'), part: 'full', today: '2026-12-31', stack: [] });
const answer = (who: string, key: string, month: string, rows: readonly StandardRow[] = ROWS) => {
  const found = assess(programmeOf(key)!, person(who), at(month), terms(rows));
  return found.answer === 'yes' ? plainYuan(found.rate!.monthly) : found.because;
};

test('RULE-18 孤老增发逐人批准：烈士遗属3593.00＋粮油20＝3613.00元，批准孤老增发的从批准的月份起另加300元，3913.00元，2026年1月调到330元，3943.00元；没有批准的不加', () => {
  assert.deepEqual(['2025-09', '2025-10', '2025-12', '2026-01'].map((month) => answer('烈士遗属 批准孤老增发2025-10', 'survivor', month)), ['3613.00', '3913.00', '3913.00', '3943.00']);
  assert.deepEqual([answer('烈士遗属', 'survivor', '2026-01'), answer('烈士遗属 批准孤儿增发2025-10', 'survivor', '2026-01')], ['3613.00', '3613.00']);
  assert.equal(answer('烈士遗属 批准孤老增发2025-08至2025-09', 'survivor', '2025-10'), '3613.00', 'the last month approved is paid, the next is not');
  const facts = person('烈士遗属 批准孤老增发2025-10');
  assert.equal(sayAssessment(programmeOf('survivor')!, facts, assess(programmeOf('survivor')!, facts, at('2025-10'), terms()), new Map(ROWS.map((row) => [row.id, row]))), '定期抚恤金：全国标准43,116.00元/年＋县增发（粮油补贴）20.00元/月＋县增发（孤老增发）300.00元/月，每月3,913.00元');
});

test('逐人增发晚批准的写明原因：2025年10月起享受、2026年1月才登记，补三个月各300元＝900.00元，原因是逐人增发', () => {
  const [before, now] = ['烈士遗属', '烈士遗属 批准孤老增发2025-10'].map((who) => dueOf(person(who), 'survivor', at('2025-08'), at('2025-12'), terms()));
  const changes = settle(now!, before!, at('2026-01'), at('2026-01'));
  assert.deepEqual(sayChanges(changes), ['逐人增发补差 2025年10月至2025年12月（3个月）×300.00元＝900.00元']);
});

test('丧葬补助按原享受的标准，逐人增发算在内：去世当月3943.00元，6个月23658.00元', () => {
  assert.equal(answer('烈士遗属 批准孤老增发2025-10 去世2026-02', 'funeral', '2026-03'), '23658.00');
});

test('就高时连同逐人增发比较：带病回乡844＋孤老增发100＝944.00元，高于参战909.00元，发带病回乡；没有批准的发参战', () => {
  const paid = (who: string) => assessAll(PROGRAMMES, person(who), at('2025-10'), terms()).flatMap(({ programme, assessment }) => (assessment.answer === 'yes' ? [`${programme.key} ${plainYuan(assessment.rate!.monthly)}`] : []));
  assert.deepEqual([paid('带病回乡 参战 批准孤老增发2025-08'), paid('带病回乡 参战')], [['illReturned 944.00'], ['combat 909.00']]);
});

test('待核实的逐人增发未经使用决定不发，也不耽误下面的：新数待核实的先照旧数发；只有待核实的先发909.00元；停止执行填0元的不再加', () => {
  const waiting = rowsOf(`
全国标准 参战退役军人 2025-08 10908/年
县逐人增发 参战退役军人 2025-08 50/月 名孤老增发
县逐人增发 参战退役军人 2025-10 80/月? 名孤老增发`);
  assert.equal(answer('参战 批准孤老增发2025-08', 'combat', '2025-11', rowsToPayBy(waiting)), '959.00');
  const only = rowsOf(`
全国标准 参战退役军人 2025-08 10908/年
县逐人增发 参战退役军人 2025-10 80/月? 名孤老增发`);
  const rate = assess(programmeOf('combat')!, person('参战 批准孤老增发2025-08'), at('2025-11'), terms(rowsToPayBy(only))).rate!;
  assert.deepEqual([plainYuan(rate.monthly), rate.payable], ['909.00', true]);
  const ended = rowsOf(`
全国标准 参战退役军人 2025-08 10908/年
县增发 参战退役军人 2025-08 20/月 名粮油补贴
县增发 参战退役军人 2025-12 0/月 名粮油补贴
县逐人增发 参战退役军人 2025-08 50/月 名孤老增发
县逐人增发 参战退役军人 2026-01 0/月 名孤老增发`);
  assert.deepEqual(['2025-11', '2025-12', '2026-01'].map((month) => answer('参战 批准孤老增发2025-08', 'combat', month, ended)), ['979.00', '959.00', '909.00']);
});

test('历年标准：逐人增发另列一行，不混进大家的合计', () => {
  const { rows } = tableByYear(ROWS, 'sum', '2026-12-31');
  const survivors = rows.filter((row) => row.category === '三属').map((row) => [row.words, row.cells.map((cell) => cell && `${plainYuan(cell.amount)}/${cell.period}`)]);
  assert.deepEqual(survivors, [
    ['三属 烈士遗属', ['43356.00/year', '43356.00/year']],
    ['三属 烈士遗属 孤老增发（逐人增发）', ['300.00/month', '330.00/month']],
  ]);
});
