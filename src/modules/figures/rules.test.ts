import assert from 'node:assert/strict';
import { test } from 'node:test';
import { comparisonOf, exactFigure, growth, growthWords, isPeriod, partsOfYear, periodWords, printFigure, yearBefore } from './rules.ts';

test('“余”向下取整到百：837 印作 800余，800 印作 800，99 印作 99', () => {
  assert.equal(printFigure(837, 'hundredsOver'), '800余');
  assert.equal(printFigure(800, 'hundredsOver'), '800');
  assert.equal(printFigure(99, 'hundredsOver'), '99');
});

test('“万”保留一位小数：24012 印作 2.4万，20000 印作 2万，9999 印作 9999', () => {
  assert.equal(printFigure(24_012, 'tenThousand'), '2.4万');
  assert.equal(printFigure(20_000, 'tenThousand'), '2万');
  assert.equal(printFigure(9999, 'tenThousand'), '9999');
});

test('金额印作万元：15000000 分印作 15万', () => {
  assert.equal(printFigure(15_000_000, 'tenThousandYuan'), '15万');
  assert.equal(printFigure(45_670, 'tenThousandYuan'), '456.7');
});

test('上年同期：年、季度、月与起止日期', () => {
  assert.equal(yearBefore('2023'), '2022');
  assert.equal(yearBefore('2023Q1'), '2022Q1');
  assert.equal(yearBefore('2024-02-29..2024-12-31'), '2023-02-28..2023-12-31');
});

test('同比：上期为零时不计算', () => {
  assert.equal(growth(513, 450), 14);
  assert.equal(growth(5, 0), undefined);
});

test('正在进行的时段与上年同样天数相比：2026年6月30日的2026年对2025年1月1日至6月30日；过完的年对全年', () => {
  const year = { from: '2026-01-01', to: '2026-12-31' };
  assert.equal(comparisonOf('2026', year, '2026-06-30'), '2025-01-01..2025-06-30');
  assert.equal(comparisonOf('2026', year, '2026-12-31'), '2025');
  assert.equal(comparisonOf('2026', year, '2027-01-05'), '2025');
  assert.equal(comparisonOf('2024-02', { from: '2024-02-01', to: '2024-02-29' }, '2024-02-28'), '2023-02-01..2023-02-28');
});

test('同比的说法：增长、下降、持平，上年为零不作同比', () => {
  assert.equal(growthWords(513, 450), '增长14%');
  assert.equal(growthWords(195, 200), '下降2.5%');
  assert.equal(growthWords(7, 7), '持平');
  assert.equal(growthWords(0, 0), '持平');
  assert.equal(growthWords(5, 0), '—');
  assert.equal(growthWords(5, undefined), '—');
});

test('准确数带千分位，金额以元带两位小数', () => {
  assert.equal(exactFigure(24_012, '人次'), '24,012');
  assert.equal(exactFigure(837, '人次'), '837');
  assert.equal(exactFigure(15_000_000, '元'), '150,000.00');
});

test('一年分成已开始的月或季度；时段用汉字写出', () => {
  assert.equal(partsOfYear(2023, 'month', '2026-11-24').length, 12);
  assert.deepEqual(partsOfYear(2026, 'month', '2026-03-01'), ['2026-01', '2026-02', '2026-03']);
  assert.deepEqual(partsOfYear(2026, 'quarter', '2026-04-01'), ['2026Q1', '2026Q2']);
  assert.deepEqual(['2023', '2023Q1', '2023-05', '2023-01-01..2023-03-31'].map(periodWords), ['2023年', '2023年第1季度', '2023年5月', '2023年1月1日至2023年3月31日']);
});

test('地址里的时段只认年、季度、月和起止日期', () => {
  for (const text of ['2023', '2023Q1', '2023-05', '2023-01-01..2023-12-31']) assert.ok(isPeriod(text), text);
  for (const text of ['', 'rubbish', '2023Q5', '2023-13', '2023-02-30..2023-03-01', '2023-03-01..2023-02-01', '2023-01-01..2023-02-01..2023-03-01']) assert.ok(!isPeriod(text), text);
});
