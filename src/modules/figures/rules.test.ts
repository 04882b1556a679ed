import assert from 'node:assert/strict';
import { test } from 'node:test';
import { growth, printFigure, yearBefore } from './rules.ts';

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
