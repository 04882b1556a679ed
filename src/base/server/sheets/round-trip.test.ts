import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { isRefusal } from '#base/pure/refusal.ts';
import { footerMark, isFooter } from './footer-mark.ts';
import { readAll, readBytes, testFolder } from './package-fixture.ts';
import type { WrittenColumn } from './workbook-shapes.ts';
import { writeCsv } from './write-csv.ts';
import { writeSheet } from './write-sheet.ts';

const folder = await testFolder();
const columns: WrittenColumn[] = [
  { header: '姓名', kind: 'text', required: true },
  { header: '人数', kind: 'whole' },
  { header: '金额', kind: 'yuan' },
  { header: '日期', kind: 'day' },
];

const texts = async (path: string): Promise<string[][]> => (await readAll(path)).map((row) => row.cells.map((cell) => cell.text));

test('写出再读回，值不变，型也不变', async () => {
  const path = join(folder, 'kinds.xlsx');
  await writeSheet(path, {
    sheets: [{ name: '台账', columns, title: '某县台账', footer: '张三 2023-12-31 导出 全县', rows: [['=1+1', 12, 123456n, '1968-02-29'], [null, undefined, -5n, '不详'], [true, 1.5, 10n ** 20n, '1899-01-01']] }],
  });
  const rows = await readAll(path);
  assert.deepEqual(rows[2]!.cells, [{ text: '=1+1' }, { text: '12', number: 12 }, { text: '1234.56', number: 1234.56 }, { text: '1968-02-29', number: 24897, isDate: true }]);
  assert.deepEqual(await texts(path), [
    ['某县台账'],
    ['*姓名', '人数', '金额', '日期'],
    ['=1+1', '12', '1234.56', '1968-02-29'],
    ['', '', '-0.05', '不详'],
    ['是', '1.5', '1000000000000000000.00', '1899-01-01'],
    [`${footerMark}张三 2023-12-31 导出 全县`],
  ]);
  assert.deepEqual(rows.map(isFooter), [false, false, false, false, false, true]);
  assert.deepEqual(rows.map(({ number }) => number), [1, 2, 3, 4, 5, 7]);
});

test('任何文字写进 xlsx 再读出来还是它', async () => {
  const cell = fc.oneof(fc.string({ unit: 'binary', maxLength: 40 }), fc.stringMatching(/^[=+\-@'_x0-9A-F\t\r\n<>&"]{0,12}$/));
  const path = join(folder, 'any.xlsx');
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 20 }), async (rows) => {
      const pair: WrittenColumn[] = [{ header: '甲', kind: 'text' }, { header: '乙', kind: 'text' }];
      await writeSheet(path, { sheets: [{ name: '一', columns: pair, rows: rows.map(([a, b]) => [`${a}.`, `${b}.`]) }] });
      assert.deepEqual((await texts(path)).slice(1), rows.map(([a, b]) => [`${a}.`, `${b}.`]));
    }),
    { numRuns: 150, interruptAfterTimeLimit: 4000 },
  );
});

test('任何文字写进 csv 再读出来还是它，并且没有一格会被当成公式', async () => {
  const cell = fc.stringMatching(/^[=+\-@'＝a甲,;\t\r\n"]{0,8}$/);
  const path = join(folder, 'any.csv');
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 20 }), async (rows) => {
      const three: WrittenColumn[] = ['甲', '乙', '丙'].map((header) => ({ header, kind: 'text' }));
      const written = rows.map((row) => row.map((text) => `${text}。`));
      await writeCsv(path, { columns: three, rows: written });
      assert.deepEqual((await texts(path)).slice(1), written);
      const fields = parse(await readFile(path), { bom: true }).flat() as unknown as string[];
      assert.ok(fields.every((field) => !/^[=+\-@\t\r]/.test(field)));
    }),
    { numRuns: 150, interruptAfterTimeLimit: 4000 },
  );
});

test('读文件遇到任何字节，不是读出来就是给出拒绝', async () => {
  const honest = await readFile(join(folder, 'kinds.xlsx'));
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(fc.nat(honest.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 }), fc.integer({ min: 4, max: honest.length }), async (changes, length) => {
      const bytes = Buffer.from(honest);
      for (const [place, value] of changes) bytes[place] = value;
      await readBytes(folder, 'fuzz', length % 3 === 0 ? bytes.subarray(0, length) : bytes).catch((error: unknown) => assert.ok(isRefusal(error), String((error as Error).stack)));
    }),
    { numRuns: 400, interruptAfterTimeLimit: 4000 },
  );
});

test('取数中途出错：文件不留下，取数的一方得到收尾', async () => {
  let closed = false;
  async function* failing() {
    try {
      for (let index = 0; ; index += 1) {
        if (index === 5000) throw new Error('source failed');
        yield [`第${index}行`];
      }
    } finally {
      closed = true;
    }
  }
  const before = await readdir(folder);
  const sheet = { name: '一', columns: [{ header: '甲', kind: 'text' as const }], rows: failing() };
  await assert.rejects(writeSheet(join(folder, 'failed.xlsx'), { sheets: [sheet] }), /source failed/);
  assert.equal(closed, true);
  await assert.rejects(writeCsv(join(folder, 'failed.csv'), { ...sheet, rows: failing() }), /source failed/);
  assert.deepEqual(await readdir(folder), before);
});
