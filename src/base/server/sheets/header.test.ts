import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cleanHeader, findHeader } from './header.ts';

const known = (header: string): boolean => ['姓名', '身份证号', '入伍时间', '退役时间', '服役信息备注', '金额(元)'].includes(header);
const rowsOf = (...lines: string[][]) => lines.map((line, index) => ({ number: index + 1, cells: line.map((text) => ({ text })) }));

test('表头去掉星号、必填、换行、空格，全角变半角', () => {
  assert.equal(cleanHeader('*身份\n证号　（必填）'), '身份证号');
  assert.equal(cleanHeader('金额（元）'), '金额(元)');
});

test('标题和填报单位下面的表头也能找到', () => {
  const rows = rowsOf(['延津县退役军人台账'], ['填报单位：', '某镇'], ['*姓名', '身份证号', '其他'], ['张三', '999…', '']);
  assert.deepEqual(findHeader(rows, known), { row: 3, headers: ['姓名', '身份证号', '其他'] });
});

test('合并的分组标题下的两行表头合成一行', () => {
  const rows = rowsOf(['台账'], ['姓名', '身份证号', '服役信息', '', '', '金额（元）'], ['', '', '入伍时间', '退役时间', '备注'], ['张三', '9', '1988', '1992', '', '3']);
  assert.deepEqual(findHeader(rows, known), { row: 3, headers: ['姓名', '身份证号', '入伍时间', '退役时间', '服役信息备注', '金额(元)'] });
});

test('没有认得的表头就是没有；三十行以外不找', () => {
  assert.equal(findHeader(rowsOf(['甲', '乙']), known), undefined);
  assert.equal(findHeader(rowsOf(...Array.from({ length: 30 }, () => ['甲']), ['姓名']), known), undefined);
});
