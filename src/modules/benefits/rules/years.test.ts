import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plainYuan } from '#base/pure/fen.ts';
import { rowsOf } from './fixtures/notation.fixture.ts';
import { rateKey, type StandardRow } from './rates.ts';
import { courseOfRow, tableByYear } from './years.ts';

let serial = 0;
const row = (effectiveOn: string, yuan: number, rest: Partial<StandardRow> = {}): StandardRow => ({ id: `row-${String(serial += 1).padStart(3, '0')}`, reach: 'nation', kind: 'floor', category: '残疾军人', variant: null, grade: 7, nature: '因战', amount: BigInt(yuan) * 100n, period: 'year', effectiveOn, publishedOn: null, document: '文', verified: true, released: false, ...rest });
const ROWS = [
  row('2024-08-01', 39_084), row('2025-08-01', 40_260, { verified: false }), row('2025-01-01', 100, { reach: 'county', kind: 'topUp', period: 'month' }),
  row('2024-08-01', 9828, { category: '带病回乡退役军人', grade: null, nature: null }), row('2024-08-01', 10_488, { reach: 'province', kind: 'full', category: '带病回乡退役军人', grade: null, nature: null }),
];

test('历年表：各层分列，合计为全国 40260 加县增发 100 元/月，每年 41460；沿用的标明，待核实的标明', () => {
  const sum = tableByYear(ROWS, 'sum', '2026-01-01');
  assert.deepEqual(sum.days, ['2024-08-01', '2025-01-01', '2025-08-01']);
  const [war, ill] = sum.rows;
  assert.deepEqual(war!.cells.map((cell) => [cell!.amount, cell!.marked, cell!.carried, cell!.parts.length]), [[3_908_400n, false, false, 1], [4_028_400n, false, false, 2], [4_146_000n, true, false, 2]]);
  assert.deepEqual(ill!.cells.map((cell) => [cell!.amount, cell!.carried]), [[1_048_800n, false], [1_048_800n, true], [1_048_800n, true]]);
  const county = tableByYear(ROWS, 'county', '2026-01-01');
  assert.deepEqual([county.days, county.rows.map((one) => one.words), county.rows[0]!.cells[0]!.period], [['2025-01-01'], ['残疾军人 7级 因战'], 'month']);
  assert.deepEqual(tableByYear(ROWS, 'nation', '2024-12-31').days, ['2024-08-01'], 'what was not known yet does not show');
});

test('一项标准的走势：分层和合计都按年，县增发 100 元/月为 1200 元；只有一层时不另列合计', () => {
  const course = courseOfRow(ROWS, rateKey('残疾军人', null, 7, '因战'), '2026-01-01');
  assert.deepEqual(course.series, [
    { layer: 'nation', values: [3_908_400n, 3_908_400n, 4_026_000n] }, { layer: 'county', values: [null, 120_000n, 120_000n] }, { layer: 'sum', values: [3_908_400n, 4_028_400n, 4_146_000n] },
  ]);
  assert.deepEqual(courseOfRow(ROWS.slice(0, 2), rateKey('残疾军人', null, 7, '因战'), '2026-01-01').series.map((one) => one.layer), ['nation']);
});

test('县里几项增发在历年表的县层合成一年的数：粮油50元/月＋煤补360元/年＝960.00元/年，两行都列出', () => {
  const rows = rowsOf(`
全国标准 残疾军人/七级因战 2025-08 40260/年
县增发 残疾军人/七级因战 2025-08 50/月 名粮油补贴
县增发 残疾军人/七级因战 2025-10 360/年 名煤补`);
  const cells = tableByYear(rows, 'county', '2026-01-01').rows[0]!.cells.map((cell) => cell && [plainYuan(cell.amount), cell.period, cell.parts.length]);
  assert.deepEqual(cells, [['50.00', 'month', 1], ['960.00', 'year', 2]]);
});
