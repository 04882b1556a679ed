import assert from 'node:assert/strict';
import { test } from 'node:test';
import iconv from 'iconv-lite';
import { readBytes, testFolder } from './package-fixture.ts';

const folder = await testFolder();
const text = '姓名,住址,备注\r\n张三,"某镇,某村","他说""好"""\r\n\r\n李四㐂,,x\r\n';
const expected = [
  { number: 1, cells: [{ text: '姓名' }, { text: '住址' }, { text: '备注' }] },
  { number: 2, cells: [{ text: '张三' }, { text: '某镇,某村' }, { text: '他说"好"' }] },
  { number: 4, cells: [{ text: '李四㐂' }, { text: '' }, { text: 'x' }] },
];

test('UTF-8（有无 BOM）、GB18030、UTF-16 的 csv 读出来一样', async () => {
  assert.deepEqual(await readBytes(folder, 'a.csv', text), expected);
  assert.deepEqual(await readBytes(folder, 'b.csv', `\ufeff${text}`), expected);
  assert.deepEqual(await readBytes(folder, 'c.xlsx', iconv.encode(text, 'gb18030')), expected);
  assert.deepEqual(await readBytes(folder, 'd.csv', iconv.encode(text, 'utf-16le', { addBOM: true })), expected);
});

test('汉字正好跨在两段之间也不乱', async () => {
  const lines = Array.from({ length: 30_000 }, (_, index) => `${index}${'a'.repeat(index % 3)},测试文字`);
  const rows = await readBytes(folder, 'e.csv', iconv.encode(lines.join('\n'), 'gb18030'));
  assert.equal(rows.length, 30_000);
  assert.ok(rows.every((row) => row.cells[1]!.text === '测试文字'));
});

test('制表符、分号分列能认出；引号里有换行仍是一格', async () => {
  const cells = [{ number: 1, cells: [{ text: 'a,b' }, { text: 'c\nd' }] }, { number: 2, cells: [{ text: '1' }, { text: '2' }] }];
  assert.deepEqual(await readBytes(folder, 'f.csv', 'a,b\t"c\nd"\n1\t2\n'), cells);
  assert.deepEqual(await readBytes(folder, 'g.csv', '"a,b";"c\nd"\n1;2\n'), cells);
});

test('标题行没有分隔符也不妨碍；没有合上的引号是坏文件', async () => {
  assert.equal((await readBytes(folder, 'h.csv', '某县台账\n姓名,电话\n张三,1\n')).length, 3);
  await assert.rejects(readBytes(folder, 'i.csv', 'a,b\n1,2\n3,4\n5,"6\n'), { code: 'sheet_broken' });
});

test('样本的尽头落在引号里，照样认得出分隔符', async () => {
  const lines = Array.from({ length: 40 }, (_, index) => `${index};"${'长文字\n'.repeat(700)}"`);
  assert.equal((await readBytes(folder, 'j.csv', lines.join('\n'))).length, 40);
});
