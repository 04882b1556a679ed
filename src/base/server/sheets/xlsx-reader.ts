import type { FileHandle } from 'node:fs/promises';
import { openArchive } from './archive.ts';
import type { Archive } from './archive.ts';
import type { Limits } from './limits.ts';
import { refuseFile } from './refusals.ts';
import type { SheetReader, SheetRow } from './shapes.ts';
import { hearRows } from './sheet-rows.ts';
import type { RowContext } from './sheet-rows.ts';
import { createStringTable, hearSharedStrings } from './string-table.ts';
import type { StringTable } from './string-table.ts';
import { readWorkbook } from './workbook.ts';
import { createXmlReader, decodeXml, readXml } from './xml.ts';

async function readStrings(archive: Archive, part: string | undefined, limits: Limits): Promise<StringTable> {
  const table = createStringTable(limits.sharedStringBytes);
  if (part && archive.has(part)) await readXml(archive.read(part), hearSharedStrings(table, limits.cellCharacters));
  return table;
}

async function* readRows(archive: Archive, part: string, context: RowContext): AsyncGenerator<SheetRow> {
  let ready: SheetRow[] = [];
  const reader = createXmlReader(hearRows(context, (row) => ready.push(row)));
  for await (const text of decodeXml(archive.read(part))) {
    reader.write(text);
    if (ready.length === 0) continue;
    const rows = ready;
    ready = [];
    yield* rows;
  }
  reader.end();
}

/** Opens an .xlsx behind a file handle; without a name the first visible sheet is read. The handle is closed by `close()`. */
export async function openXlsx(file: FileHandle, sheet: string | undefined, limits: Limits): Promise<SheetReader> {
  const archive = await openArchive(file.fd, limits);
  const { sheets, sharedStrings, from1904, shown } = await readWorkbook(archive);
  const visible = sheets.filter((candidate) => candidate.visible);
  const offered = visible.length > 0 ? visible : sheets;
  const chosen = sheet === undefined ? offered[0] : sheets.find(({ name }) => name === sheet);
  const names = offered.map(({ name }) => name);
  if (!chosen) refuseFile('missing', { sheet: sheet ?? '', sheets: names.join('、') });
  if (!archive.has(chosen.part)) refuseFile('broken');
  let strings: Promise<StringTable> | undefined;
  return {
    kind: 'xlsx',
    sheets: names,
    async *rows() {
      strings ??= readStrings(archive, sharedStrings, limits);
      yield* readRows(archive, chosen.part, { strings: await strings, shown, from1904, limits });
    },
    close: () => file.close(),
  };
}
