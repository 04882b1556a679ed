import { posix } from 'node:path';
import type { Archive } from './archive.ts';
import { judgeFormat } from './number-format.ts';
import type { Shown } from './number-format.ts';
import { refuseFile } from './refusals.ts';
import { readXml } from './xml.ts';
import type { XmlEvents } from './xml.ts';

const smallPartBytes = 64 * 1024 * 1024;

/** What is read of a workbook before its rows: visible worksheets (all, when none is visible), where each part is, and how styles show numbers. */
export type Workbook = {
  sheets: { name: string; part: string; visible: boolean }[];
  sharedStrings: string | undefined;
  from1904: boolean;
  shown: Shown[];
};

type Relation = { target: string; type: string };

async function* bounded(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    if (bytes > smallPartBytes) refuseFile('bomb');
    yield chunk;
  }
}

async function readRelations(archive: Archive, part: string): Promise<Map<string, Relation>> {
  const relations = new Map<string, Relation>();
  const folder = posix.dirname(part);
  const name = posix.join(folder, '_rels', `${posix.basename(part)}.rels`);
  if (!archive.has(name)) return relations;
  const open: XmlEvents['open'] = (element, { Id, Target, Type, TargetMode }) => {
    if (element !== 'Relationship' || !Id || !Target || !Type) return;
    const kind = Type.slice(Type.lastIndexOf('/') + 1);
    if (kind.startsWith('externalLink') || kind === 'connections') refuseFile('externalLinks');
    if (kind === 'vbaProject' || kind === 'xlMacrosheet') refuseFile('macros');
    if (TargetMode === 'External') return;
    relations.set(Id, { type: kind, target: Target.startsWith('/') ? Target.slice(1) : posix.join(folder, Target) });
  };
  await readXml(bounded(archive.read(name)), { open });
  return relations;
}

async function readStyles(archive: Archive, part: string | undefined): Promise<Shown[]> {
  const shown: Shown[] = [];
  if (!part || !archive.has(part)) return shown;
  const codes = new Map<number, string>();
  let inCellFormats = false;
  await readXml(bounded(archive.read(part)), {
    open(name, attributes) {
      if (name === 'numFmt') codes.set(Number(attributes.numFmtId), attributes.formatCode ?? '');
      else if (name === 'cellXfs') inCellFormats = true;
      else if (name === 'xf' && inCellFormats) {
        const id = Number(attributes.numFmtId ?? 0);
        shown.push(judgeFormat(id, codes.get(id)));
      }
    },
    close(name) {
      if (name === 'cellXfs') inCellFormats = false;
    },
  });
  return shown;
}

/** Refuses by the names of its parts a package that is not a plain .xlsx: macros, links, binary, other formats, encrypted OpenDocument. */
export function judgeParts(archive: Archive): void {
  const names = archive.names.map((name) => name.toLowerCase());
  if (names.some((name) => name.endsWith('vbaproject.bin') || name.includes('/macrosheets/'))) refuseFile('macros');
  if (names.some((name) => name.includes('/externallinks/') || name === 'xl/connections.xml')) refuseFile('externalLinks');
  const otherTable = names.some((name) => name === 'xl/workbook.bin') || (names.includes('mimetype') && names.includes('content.xml'));
  if (otherTable) refuseFile('oldFormat');
}

/** Reads workbook, relations and styles of a package; refuses when it is no workbook. */
export async function readWorkbook(archive: Archive): Promise<Workbook> {
  judgeParts(archive);
  const root = [...(await readRelations(archive, '')).values()].find(({ type }) => type === 'officeDocument')?.target;
  if (!root || !archive.has(root) || !/workbook/i.test(root)) refuseFile('notWorkbook');
  const relations = await readRelations(archive, root);
  const sheets: Workbook['sheets'] = [];
  let from1904 = false;
  await readXml(bounded(archive.read(root)), {
    open(name, attributes) {
      if (name === 'workbookPr') from1904 = attributes.date1904 === '1' || attributes.date1904 === 'true';
      if (name !== 'sheet') return;
      const id = attributes['r:id'] ?? Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1] ?? '';
      const relation = relations.get(id);
      if (relation?.type !== 'worksheet') return;
      sheets.push({ name: attributes.name ?? '', part: relation.target, visible: (attributes.state ?? 'visible') === 'visible' });
    },
  });
  if (sheets.length === 0) refuseFile('notWorkbook');
  const partOf = (type: string) => [...relations.values()].find((relation) => relation.type === type)?.target;
  return { sheets, from1904, sharedStrings: partOf('sharedStrings'), shown: await readStyles(archive, partOf('styles')) };
}
