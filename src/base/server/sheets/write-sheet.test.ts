import assert from 'node:assert/strict';
import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { buffer, text } from 'node:stream/consumers';
import { PassThrough, Readable } from 'node:stream';
import { test } from 'node:test';
import { openArchive } from './archive.ts';
import { defaultLimits } from './limits.ts';
import { openSheet } from './open-sheet.ts';
import { readAll, readBytes, testFolder } from './package-fixture.ts';
import type { WrittenWorkbook } from './workbook-shapes.ts';
import { writeSheet } from './write-sheet.ts';

const folder = await testFolder();
const template: WrittenWorkbook = {
  sheets: [
    {
      name: '走访',
      columns: [
        { header: '记录号', kind: 'text', hidden: true },
        { header: '身份证号', kind: 'text', required: true },
        { header: '乡镇', kind: 'text', codes: Array.from({ length: 400 }, (_, index) => `第${index}乡 & <镇>`) },
        { header: '日期', kind: 'day' },
      ],
      rows: [],
      textRowsAhead: 3,
    },
  ],
  notes: { title: '填写说明', paragraphs: ['带 * 的必填。', '=不要改表头'] },
  properties: { 导出编号: 'D-2023-0001' },
  headerFooter: { header: '某县 & 某局', footer: '2023-12-31 张三' },
};

async function partsOf(path: string): Promise<(name: string) => Promise<string>> {
  const file = await open(path);
  const archive = await openArchive(file.fd, defaultLimits);
  const parts = new Map<string, string>();
  for (const name of archive.names) parts.set(name, await text(Readable.from(archive.read(name))));
  await file.close();
  return async (name) => parts.get(name) ?? assert.fail(`no part ${name}`);
}

test('模板：必填带星、列为文本格式、下拉取自隐藏表、键列隐藏、表头冻结、页眉页脚和编号', async () => {
  const path = join(folder, 'template.xlsx');
  await writeSheet(path, template);
  const part = await partsOf(path);
  const sheet = await part('xl/worksheets/sheet1.xml');
  assert.match(sheet, /<t xml:space="preserve">\*身份证号<\/t>/);
  assert.match(sheet, /<col min="1" max="1" width="\d+" style="4" customWidth="1" hidden="1"\/>/);
  assert.match(sheet, /<row r="4"><c r="A4" s="4"\/><c r="B4" s="4"\/><c r="C4" s="4"\/><c r="D4" s="9"\/><\/row><\/sheetData>/);
  assert.match(sheet, /sqref="C2:C4"><formula1>'下拉选项'!\$A\$1:\$A\$400<\/formula1>/);
  assert.match(sheet, /<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"\/>/);
  assert.match(sheet, /<oddHeader>&amp;C某县 &amp;&amp; 某局<\/oddHeader><oddFooter>&amp;C 2023-12-31 张三<\/oddFooter>/);
  assert.match(await part('xl/workbook.xml'), /<sheet name="下拉选项" sheetId="3" state="hidden" r:id="rId3"\/>/);
  assert.match(await part('docProps/custom.xml'), /name="导出编号"><vt:lpwstr>D-2023-0001</);
  const reader = await openSheet(path);
  assert.deepEqual(reader.sheets, ['走访', '填写说明']);
  await reader.close();
  assert.equal((await readAll(path)).length, 1);
  assert.equal((await readAll(path, { sheet: '下拉选项' }))[399]!.cells[0]!.text, '第399乡 & <镇>');
  assert.equal((await readAll(path, { sheet: '填写说明' }))[2]!.cells[0]!.text, '=不要改表头');
});

test('写到流里与写到文件里一样能读', async () => {
  const stream = new PassThrough();
  const [bytes] = await Promise.all([buffer(stream), writeSheet(stream, template)]);
  assert.equal((await readBytes(folder, 'stream.xlsx', bytes)).length, 1);
});

test('收的一方断开：取数停下并收尾，不留文件', async () => {
  let given = 0;
  let closed = false;
  async function* rows() {
    try {
      for (;;) yield [`第${(given += 1)}行${Math.random()}`];
    } finally {
      closed = true;
    }
  }
  let received = 0;
  const target = new Writable({
    write(chunk: Buffer, _encoding, done) {
      received += chunk.length;
      done(received > 100_000 ? new Error('gone') : null);
    },
  });
  await assert.rejects(writeSheet(target, { sheets: [{ name: '一', columns: [{ header: '甲', kind: 'text' }], rows: rows() }] }), /gone/);
  await new Promise((resolve) => setTimeout(resolve, 50));
  assert.ok(closed && given < 200_000, `${closed} ${given}`);
  const sheets = [{ name: '一', columns: [], rows: [] }];
  await assert.rejects(writeSheet(join(folder, 'none', 'x.xlsx'), { sheets }), { code: 'ENOENT' });
  await assert.rejects(writeSheet(join(folder, 'y.xlsx'), { sheets: [{ name: 'a/b', columns: [], rows: [] }] }), /sheet name/);
  assert.deepEqual((await readdir(folder)).filter((name) => name.endsWith('.part') || name === 'y.xlsx'), []);
});

test('同样的行写两次，隔三秒，字节也一样：文件凭摘要认得出是同一份', async () => {
  const written = async () => { const target = new PassThrough(); const [bytes] = await Promise.all([buffer(target), writeSheet(target, template)]); return bytes; };
  const first = await written();
  await new Promise((resolve) => setTimeout(resolve, 3000));
  assert.deepEqual(await written(), first);
});
