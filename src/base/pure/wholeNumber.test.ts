import assert from 'node:assert/strict';
import { test } from 'node:test';
import { holdsWholeNumber, isWholeNumber } from './wholeNumber.ts';

test('身份证号、手机号、座机号、卡号都认得出，带空格、全角、夹在文字里的也一样', () => {
  for (const text of ['999123196805010017', '99912319680501001X', '999123680501001', '13800001234', '138 0000 1234', '１３８００００１２３４', '0373-7654321', '张建国 13800001234', '6228480000000000015', '7654321']) assert.equal(holdsWholeNumber(text), true, text);
  for (const text of ['张建国', '1968', '1968-05', '豫退役〔2023〕12号', '第 3 组 12 户', 'zjg']) assert.equal(holdsWholeNumber(text), false, text);
});

test('日期、区划代码、记录编号、金额不是号码', () => {
  for (const text of ['999123196805010017', '99912319680501001x', '13800001234', '0373-7654321', '6228480000000000015']) assert.equal(isWholeNumber(text), true, text);
  for (const text of ['2023-05-31', '410726001000', '12345678-1234-4123-8123-123456789012', '12345000', 'home']) assert.equal(isWholeNumber(text), false, text);
});
