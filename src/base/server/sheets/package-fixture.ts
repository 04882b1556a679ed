import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { after } from 'node:test';
import { ZipFile } from 'yazl';
import { openSheet } from './open-sheet.ts';
import type { OpenOptions } from './open-sheet.ts';
import { contentTypesXml, packageRelationsXml, workbookXml } from './package-xml.ts';
import type { SheetRow } from './shapes.ts';
import { worksheetOpening } from './worksheet-xml.ts';

const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** A folder of the test file, removed after it. */
export async function testFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'ronggui-sheets-'));
  after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Zips parts in their order. */
export async function zipParts(parts: Record<string, string | Buffer>): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, content] of Object.entries(parts)) zip.addBuffer(Buffer.from(content), name);
  zip.end();
  return buffer(zip.outputStream);
}

/** A smallest honest workbook around the given sheetData, as Excel lays it out; `more` adds or replaces parts. */
export function workbookParts(sheetData: string, more: Record<string, string> = {}): Record<string, string> {
  return {
    '[Content_Types].xml': contentTypesXml(1),
    '_rels/.rels': packageRelationsXml,
    'xl/workbook.xml': workbookXml([{ name: '台账', hidden: false }]),
    'xl/_rels/workbook.xml.rels': `<Relationships><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${office}/styles" Target="/xl/styles.xml"/><Relationship Id="rId3" Type="${office}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
    'xl/worksheets/sheet1.xml': `${worksheetOpening}<sheetData>${sheetData}</sheetData></worksheet>`,
    ...more,
  };
}

/** Writes bytes under a name and reads every row of them back. */
export async function readBytes(folder: string, name: string, bytes: string | Buffer, options?: OpenOptions): Promise<SheetRow[]> {
  const path = join(folder, name);
  await writeFile(path, bytes);
  return readAll(path, options);
}

/** Everything an iterable gives. */
export async function gather<T>(source: AsyncIterable<T>): Promise<T[]> {
  const gathered: T[] = [];
  for await (const each of source) gathered.push(each);
  return gathered;
}

/** Every row of a file. */
export async function readAll(path: string, options?: OpenOptions): Promise<SheetRow[]> {
  const reader = await openSheet(path, options);
  try {
    return await gather(reader.rows());
  } finally {
    await reader.close();
  }
}
