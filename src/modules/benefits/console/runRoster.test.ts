import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bytesIn, sampleLines } from './bankSample.ts';
import { addLines, byTownship, lastFour, layOut, sheetsOf } from './runRoster.ts';

const row = (id: string, divisionCode: string, place: string, name: string, amount: string) => ({ id, divisionCode, place, name, programme: 'disability', regular: amount, arrears: '0', recovered: '0', amount, account: '1234', change: null, outcome: 'pending' });

test('发放名册：按乡镇分页，页小计之和等于全部合计，每个乡镇另起一页', () => {
  const rows = [
    ...Array.from({ length: 40 }, (_, at) => row(`a${at}`, '999001100201', '东乡/东山村', `甲${String(at).padStart(2, '0')}`, '335500')),
    row('b2', '999001101000', '西乡', '丙', '2'), row('b1', '999001101201', '西乡/西山村', '乙', '1'),
  ];
  const townships = byTownship(rows);
  assert.deepEqual(townships.map((one) => [one.code, one.name, one.lines.length]), [['999001100000', '东乡', 40], ['999001101000', '西乡', 2]]);
  assert.deepEqual(townships[1]!.lines.map((one) => [one.name, one.place]), [['丙', ''], ['乙', '西山村']]);
  const sheets = sheetsOf(townships, 17);
  assert.deepEqual(sheets.map((one) => [one.township.name, one.from, one.lines.length, one.at, one.of, one.last]), [['东乡', 0, 17, 1, 4, false], ['东乡', 17, 17, 2, 4, false], ['东乡', 34, 6, 3, 4, true], ['西乡', 0, 2, 4, 4, true]]);
  assert.equal(sheets.reduce((sum, sheet) => sum + addLines(sheet.lines, 'amount'), 0n), 40n * 335500n + 3n);
});

test('名册分批排版：每批多十页，最后是全部，次序不变', async () => {
  const sheets = sheetsOf(byTownship(Array.from({ length: 17 * 24 + 1 }, (_, at) => row(`a${at}`, '999001100201', '东乡/东山村', '甲', '1'))), 17);
  const shown: number[] = [];
  await layOut(sheets, (some) => { shown.push(some.length); assert.deepEqual(some, sheets.slice(0, some.length)); });
  assert.deepEqual(shown, [10, 20, 25]);
});

test('名册上的账号只有后四位，没有账号的空着', () => {
  assert.deepEqual([lastFour('**** **** **** 1234'), lastFour('**** **** **** ****'), lastFour('已登记（隐藏）'), lastFour(null)], ['1234', '', '', '']);
});

test('银行代发格式的样例：定长按字节补齐，放不下的说出列名', () => {
  const columns = [{ header: '户名', content: 'holder', text: null, width: 8 }, { header: '金额', content: 'fen', text: null, width: 8 }];
  const fixed = { format: 'fixed', encoding: 'gb18030', header: false };
  assert.deepEqual(sampleLines(fixed, columns), { lines: ['张建国    335500'] });
  assert.deepEqual(sampleLines(fixed, [{ ...columns[0]!, width: 5 }]), { tooLong: '户名' });
  assert.deepEqual(sampleLines({ format: 'csv', encoding: 'utf8', header: true }, columns), { lines: ['户名,金额', '张建国,335500'] });
  assert.deepEqual([bytesIn('gb18030', '张a𠮷'), bytesIn('utf8', '张a')], [7, 4]);
});
