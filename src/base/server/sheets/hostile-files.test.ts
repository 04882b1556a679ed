import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readdir, readlink } from 'node:fs/promises';
import { test } from 'node:test';
import { Refusal } from '#base/pure/refusal.ts';
import type { OpenOptions } from './open-sheet.ts';
import { readBytes, testFolder, workbookParts, zipParts } from './package-fixture.ts';

const folder = await testFolder();
const row = '<row r="1"><c r="A1"><v>1</v></c></row>';
const honest = await zipParts(workbookParts(row));

async function openFiles(): Promise<string[]> {
  const names = await readdir('/proc/self/fd').catch(() => []);
  const targets = await Promise.all(names.map((name) => readlink(`/proc/self/fd/${name}`).catch(() => '')));
  return targets.filter((target) => target.startsWith(folder));
}

async function refused(code: string, bytes: string | Buffer, options?: OpenOptions): Promise<void> {
  await assert.rejects(readBytes(folder, 'case.xlsx', bytes, options), (error: Error) => {
    assert.ok(error instanceof Refusal, `${error.stack}`);
    assert.equal(error.code, code);
    assert.match(error.message, /[\u4e00-\u9fff].*。$/);
    assert.doesNotMatch(error.message, /[{}]/);
    return true;
  });
  assert.deepEqual(await openFiles(), []);
}

const altered = (more: Record<string, string | Buffer>) => zipParts({ ...workbookParts(row), ...more });

/** An OLE compound file of one directory sector with the given stream names. */
function compound(...names: string[]): Buffer {
  const file = Buffer.alloc(512 * 3);
  Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(file);
  file.writeUInt16LE(9, 30);
  file.writeUInt32LE(1, 48);
  file.writeUInt32LE(0, 76);
  file.writeUInt32LE(0xfffffffd, 512);
  file.writeUInt32LE(0xfffffffe, 516);
  names.forEach((name, index) => {
    file.write(name, 1024 + index * 128, 'utf16le');
    file.writeUInt16LE(name.length * 2 + 2, 1024 + index * 128 + 64);
  });
  return file;
}

test('设了密码、旧格式、别的 OLE 文件各有各的说法', async () => {
  await refused('sheet_encrypted', compound('Root Entry', 'EncryptionInfo', 'EncryptedPackage'));
  await refused('sheet_old_format', compound('Root Entry', 'Workbook'));
  await refused('sheet_not_workbook', compound('Root Entry', 'WordDocument'));
  await refused('sheet_broken', compound());
  await refused('sheet_broken', compound('Root Entry').subarray(0, 300));
});

test('宏、外部链接、数据连接、别的压缩包', async () => {
  await refused('sheet_macros', await altered({ 'xl/vbaProject.bin': 'x' }));
  await refused('sheet_macros', await altered({ 'xl/macrosheets/sheet1.xml': '<a/>' }));
  await refused('sheet_external_links', await altered({ 'xl/externalLinks/externalLink1.xml': '<a/>' }));
  await refused('sheet_external_links', await altered({ 'xl/connections.xml': '<a/>' }));
  await refused('sheet_not_workbook', await zipParts({ 'readme.txt': 'x' }));
  await refused('sheet_old_format', await zipParts({ mimetype: 'application/vnd.oasis.opendocument.spreadsheet', 'content.xml': '<a/>' }));
  await refused('sheet_old_format', await altered({ 'xl/workbook.bin': 'x' }));
});

test('压缩炸弹：单个过大、总量过大、压缩比异常、文件过多', async () => {
  const bomb = await altered({ 'xl/worksheets/sheet1.xml': Buffer.alloc(24 * 1024 * 1024, ' ') });
  await refused('sheet_bomb', bomb);
  await refused('sheet_bomb', honest, { limits: { entryBytes: 100 } });
  await refused('sheet_bomb', honest, { limits: { totalBytes: 2000 } });
  await refused('sheet_bomb', honest, { limits: { entries: 3 } });
});

test('谎报大小的压缩炸弹在解开时停住', async () => {
  const bytes = await altered({ 'xl/worksheets/sheet1.xml': Buffer.alloc(4 * 1024 * 1024, ' ') });
  const directory = bytes.lastIndexOf('xl/worksheets/sheet1.xml');
  bytes.writeUInt32LE(1000, directory - 46 + 24);
  await refused('sheet_broken', bytes);
});

test('截断、改动一个字节、重名、越界路径', async () => {
  await refused('sheet_broken', honest.subarray(0, honest.length - 30));
  await refused('sheet_broken', honest.subarray(0, 40));
  const large = await zipParts(workbookParts(Array.from({ length: 400 }, (_, i) => `<row r="${i + 1}"><c r="A${i + 1}"><v>${i * 7919}</v></c></row>`).join('')));
  const place = large.indexOf('xl/worksheets/sheet1.xml') + 24 + 400;
  large[place] = large[place]! ^ 0xff;
  await refused('sheet_broken', large);
  const renamed = (await altered({ 'aa/evil.xml': 'x' })).toString('latin1').replaceAll('aa/evil.xml', '../evil.xml');
  await refused('sheet_unsafe_name', Buffer.from(renamed, 'latin1'));
  const twice = (await altered({ 'xl/workbook.xm_': 'x' })).toString('latin1').replaceAll('xl/workbook.xm_', 'xl/workbook.xml');
  await refused('sheet_broken', Buffer.from(twice, 'latin1'));
});

test('DOCTYPE、实体、坏 XML、坏编码、过深嵌套、没有尽头的文字', async () => {
  const sheet = (xml: string | Buffer) => altered({ 'xl/worksheets/sheet1.xml': xml });
  await refused('sheet_unsafe_xml', await sheet('<!DOCTYPE a [<!ENTITY b "c">]><worksheet><sheetData/></worksheet>'));
  await refused('sheet_unsafe_xml', await sheet('<worksheet><sheetData><row r="1"><c r="A1" t="str"><v>&lol;</v></c></row></sheetData></worksheet>'));
  await refused('sheet_unsafe_xml', await altered({ 'xl/workbook.xml': '<!DOCTYPE a SYSTEM "file:///etc/passwd"><workbook/>' }));
  await refused('sheet_broken', await sheet('<worksheet><sheetData><row>'));
  await refused('sheet_broken', await sheet(Buffer.from([0x3c, 0x61, 0xff, 0xfe, 0x3e])));
  await refused('sheet_broken', await sheet('<a>'.repeat(1000)));
  await refused('sheet_broken', await sheet(`<worksheet><!--${randomBytes(2_500_000).toString('hex')}--></worksheet>`));
  await refused('sheet_broken', await sheet('<worksheet><sheetData><row r="2"/><row r="1"/></sheetData></worksheet>'));
  await refused('sheet_broken', await sheet('<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>9</v></c></row></sheetData></worksheet>'));
});

test('行、列、字数、文件大小、工作表名超出约定', async () => {
  const two = await zipParts(workbookParts(`${row}<row r="2"><c r="KO2"><v>1</v></c></row>`));
  await refused('sheet_too_many_columns', two);
  await refused('sheet_too_many_rows', two, { limits: { rows: 1, columns: 400 } });
  await refused('sheet_too_large', honest, { limits: { fileBytes: 100 } });
  await refused('sheet_missing', honest, { sheet: '没有' });
  const long = await zipParts(workbookParts(`<row r="1"><c r="A1" t="inlineStr"><is><t>${'字'.repeat(40_000)}</t></is></c></row>`));
  await refused('sheet_cell_too_long', long);
  const shared = { 'xl/sharedStrings.xml': `<sst><si><t>${'字'.repeat(40_000)}</t></si></sst>` };
  await refused('sheet_cell_too_long', await zipParts(workbookParts('<row r="1"><c r="A1" t="s"><v>0</v></c></row>', shared)));
  const runs = `<r><t>${'字'.repeat(30_000)}</t></r>`.repeat(20);
  await refused('sheet_cell_too_long', await zipParts(workbookParts(`<row r="1"><c r="A1" t="inlineStr"><is>${runs}</is></c></row>`)));
  await refused('sheet_too_large', await altered(shared), { limits: { sharedStringBytes: 100 } });
});

test('空文件、网页冒充、文章、图片都不是表格', async () => {
  await refused('sheet_empty', '');
  await refused('sheet_empty', '\ufeff \r\n');
  await refused('sheet_html', '\ufeff<html><table><tr><td>姓名</td></tr></table></html>');
  await refused('sheet_html', '<!DOCTYPE html><table></table>');
  await refused('sheet_old_format', '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>');
  await refused('sheet_not_table', '关于做好走访慰问工作的通知\n各乡镇（街道）：\n现将有关事项通知如下，请认真落实。\n');
  await refused('sheet_not_workbook', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'));
  await refused('sheet_not_workbook', '%PDF-1.7\n1 0 obj');
  await refused('sheet_encoding', Buffer.from([0xff, 0x41, 0x2c, 0xff, 0xff, 0x0a]));
});
