import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judgeFormat, showNumber, showSerial } from './number-format.ts';

test('数字格式：哪些是日期，哪些是时间，哪些只是数', () => {
  for (const code of ['yyyy/m/d', 'yyyy\\-mm\\-dd;@', '[$-F800]dddd\\,\\ mmmm\\ dd', 'yyyy"年"m"月"', 'm/d', '[DBNum1][$-804]yyyy"年"m"月"d"日"', 'mmm-yy', 'e/m/d'])
    assert.equal(judgeFormat(200, code), 'day', code);
  for (const code of ['General', '0.00', '#,##0', '0%', '@', '¥#,##0.00', '0.00E+00', '[Red]-0.0', '"第"0"号"', '# ?/?', '[$-804]General', '0_);[Red]\\(0\\)'])
    assert.equal(judgeFormat(200, code), 'plain', code);
  assert.equal(judgeFormat(200, 'yyyy/m/d\\ hh:mm:ss.000'), 'instant');
  assert.equal(judgeFormat(200, '[h]:mm:ss'), 'time');
  assert.deepEqual(judgeFormat(200, '000000'), { width: 6 });
  assert.equal(judgeFormat(14, undefined), 'day');
  assert.equal(judgeFormat(31, undefined), 'day');
  assert.equal(judgeFormat(9, undefined), 'plain');
});

test('序列数变成年月日：1900 年那个不存在的 2 月 29 日两侧都对', () => {
  assert.equal(showSerial(1, 'day', false), '1900-01-01');
  assert.equal(showSerial(59, 'day', false), '1900-02-28');
  assert.equal(showSerial(60, 'day', false), undefined);
  assert.equal(showSerial(61, 'day', false), '1900-03-01');
  assert.equal(showSerial(45291.999, 'day', false), '2023-12-31');
  assert.equal(showSerial(45291.75, 'instant', false), '2023-12-31 18:00');
  assert.equal(showSerial(0.5, 'time', false), '12:00');
  assert.equal(showSerial(2958465, 'day', false), '9999-12-31');
  assert.equal(showSerial(2958466, 'day', false), undefined);
  assert.equal(showSerial(-1, 'day', false), undefined);
});

test('数字原样，不带指数', () => {
  const shown = (raw: string): string => showNumber(raw, Number(raw));
  assert.deepEqual(['1E+3', '1.2E-7', '1E+22', '110101199001010017', '-0.5', '1.1000000000000001', '4.9E-324'].map(shown).slice(0, 6), ['1000', '0.00000012', '10000000000000000000000', '110101199001010017', '-0.5', '1.1']);
});
