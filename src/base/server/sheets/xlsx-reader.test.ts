import assert from 'node:assert/strict';
import { test } from 'node:test';
import { join } from 'node:path';
import { openSheet } from './open-sheet.ts';
import { gather, readBytes, testFolder, workbookParts, zipParts } from './package-fixture.ts';

const folder = await testFolder();

const styles =
  '<styleSheet><numFmts><numFmt numFmtId="177" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@"/><numFmt numFmtId="178" formatCode="000000"/><numFmt numFmtId="179" formatCode="[$-804]yyyy/m/d h:mm"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="177"/><xf numFmtId="178"/><xf numFmtId="179"/></cellXfs></styleSheet>';
const strings =
  '<sst><si><t>姓名</t></si><si><r><t>富</t></r><r><rPr><b/></rPr><t xml:space="preserve">文本 </t></r><rPh sb="0" eb="1"><t>fù</t></rPh></si><si><t>a_x000D_b_x005F_x0041_</t></si></sst>';

async function readRows(sheetData: string): Promise<unknown[]> {
  const bytes = await zipParts(workbookParts(sheetData, { 'xl/styles.xml': styles, 'xl/sharedStrings.xml': strings }));
  return readBytes(folder, 'cells.bin', bytes);
}

test('共享字符串、富文本、内联文本、布尔值按人看到的文字读出', async () => {
  const rows = await readRows(
    '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c><c r="E1" t="b"><v>1</v></c><c r="F1" t="inlineStr"><is><t>内联</t></is></c></row>',
  );
  assert.deepEqual(rows, [
    { number: 1, cells: [{ text: '姓名' }, { text: '富文本 ' }, { text: 'a\rb_x0041_' }, { text: '' }, { text: 'TRUE' }, { text: '内联' }] },
  ]);
});

test('日期格式的数字读成年月日，普通数字原样不带指数', async () => {
  const rows = await readRows(
    '<row r="2"><c r="A2" s="1"><v>25001</v></c><c r="B2" s="2"><v>45291</v></c><c r="C2" s="3"><v>123</v></c><c r="D2" s="4"><v>45291.5</v></c><c r="E2"><v>1.1010119900101E+17</v></c><c r="F2"><v>0.30000000000000004</v></c></row>',
  );
  assert.deepEqual(rows, [
    {
      number: 2,
      cells: [
        { text: '1968-06-12', number: 25001, isDate: true },
        { text: '2023-12-31', number: 45291, isDate: true },
        { text: '000123', number: 123 },
        { text: '2023-12-31 12:00', number: 45291.5, isDate: true },
        { text: '110101199001010000', number: 110101199001010000 },
        { text: '0.3', number: 0.30000000000000004 },
      ],
    },
  ]);
});

test('公式取保存的结果；没有结果的公式和错误值都标出来', async () => {
  const [row] = (await readRows(
    '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1" t="str"><f>A1&amp;"x"</f><v>2x</v></c><c r="C1"><f>NOW()</f><v></v></c><c r="D1" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="E1" t="str"><f>""</f><v></v></c></row>',
  )) as { cells: { text: string; formula?: boolean; error?: string }[] }[];
  assert.deepEqual(row!.cells[0], { text: '2', number: 2, formula: true });
  assert.deepEqual(row!.cells[1], { text: '2x', formula: true });
  assert.match(row!.cells[2]!.error ?? '', /公式没有保存计算结果/);
  assert.deepEqual(row!.cells[3], { text: '#DIV/0!', error: '#DIV/0!', formula: true });
  assert.deepEqual(row!.cells[4], { text: '', formula: true });
});

test('只有格式的空行略过，右侧只有格式的空格不算列', async () => {
  const rows = await readRows('<row r="1"><c r="A1" s="1"/></row><row r="7"><c r="B7" t="inlineStr"><is><t>值</t></is></c><c r="XFD7" s="1"/></row>');
  assert.deepEqual(rows, [{ number: 7, cells: [{ text: '' }, { text: '值' }] }]);
});

test('没有坐标、带命名空间前缀的写法也能读', async () => {
  const sheet =
    '<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData><x:row><x:c t="inlineStr"><x:is><x:t>甲</x:t></x:is></x:c><x:c><x:v>3</x:v></x:c></x:row></x:sheetData></x:worksheet>';
  const rows = await readBytes(folder, 'prefixed.xlsx', await zipParts(workbookParts('', { 'xl/worksheets/sheet1.xml': sheet })));
  assert.deepEqual(rows, [{ number: 1, cells: [{ text: '甲' }, { text: '3', number: 3 }] }]);
});

test('可以反复从头读，提前停止也不占着文件', async () => {
  await readBytes(folder, 'twice.xlsx', await zipParts(workbookParts('<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2"><v>2</v></c></row>')));
  const reader = await openSheet(join(folder, 'twice.xlsx'));
  assert.deepEqual([reader.kind, reader.sheets], ['xlsx', ['台账']]);
  for await (const row of reader.rows()) {
    assert.equal(row.number, 1);
    break;
  }
  assert.equal((await gather(reader.rows())).length, 2);
  await reader.close();
  await reader.close();
});

test('按名字取工作表；不指名时取第一张看得见的；1904 日期系统', async () => {
  const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const sheet = (value: number) => `<worksheet><sheetData><row r="1"><c r="A1" s="1"><v>${value}</v></c></row></sheetData></worksheet>`;
  const bytes = await zipParts(
    workbookParts('', {
      'xl/styles.xml': styles,
      'xl/workbook.xml': '<workbook xmlns:r="r"><workbookPr date1904="1"/><sheets><sheet name="暗" state="hidden" r:id="rId1"/><sheet name="明" r:id="rId8"/></sheets></workbook>',
      'xl/_rels/workbook.xml.rels': `<Relationships><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId8" Type="${office}/worksheet" Target="worksheets/sheet2.xml"/><Relationship Id="rId2" Type="${office}/styles" Target="styles.xml"/></Relationships>`,
      'xl/worksheets/sheet1.xml': sheet(0),
      'xl/worksheets/sheet2.xml': sheet(43829),
    }),
  );
  assert.equal((await readBytes(folder, 'two.xlsx', bytes))[0]!.cells[0]!.text, '2023-12-31');
  assert.equal((await readBytes(folder, 'two.xlsx', bytes, { sheet: '暗' }))[0]!.cells[0]!.text, '1904-01-01');
});
