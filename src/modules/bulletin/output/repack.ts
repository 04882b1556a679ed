import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';
import yauzl from 'yauzl';
import yazl from 'yazl';
import { FALLBACKS, type Fonts } from '../rules/fonts.ts';

const open = promisify<Buffer, yauzl.Options, yauzl.ZipFile>(yauzl.fromBuffer);

/** The parts of a zip by name, in its order. */
export async function unpack(archive: Buffer): Promise<Map<string, Buffer>> {
  const zip = await open(archive, { lazyEntries: true });
  const read = promisify<yauzl.Entry, NodeJS.ReadableStream>(zip.openReadStream.bind(zip) as never);
  const parts = new Map<string, Buffer>();
  return new Promise((resolve, reject) => {
    zip.on('error', reject).on('end', () => resolve(parts));
    zip.on('entry', (entry: yauzl.Entry) => {
      read(entry).then((stream) => buffer(stream)).then((content) => { parts.set(entry.fileName, content); zip.readEntry(); }, reject);
    });
    zip.readEntry();
  });
}

/** Packs a docx anew with fixed times, so that the same document always has the same bytes, and names the stand-ins of its fonts. */
export async function repack(archive: Buffer, fonts: Fonts, day: string): Promise<Buffer> {
  const parts = await unpack(archive);
  const core = 'docProps/core.xml';
  parts.set(core, Buffer.from(parts.get(core)!.toString().replace(/(<dcterms:(?:created|modified)[^>]*>)[^<]*/g, `$1${day}T00:00:00Z`)));
  parts.set('word/fontTable.xml', Buffer.from(fontTable(fonts)));
  const zip = new yazl.ZipFile();
  for (const [name, content] of [...parts].toSorted(([a], [b]) => (a === b ? 0 : first(a) - first(b) || (a < b ? -1 : 1)))) zip.addBuffer(content, name, { mtime: new Date(1980, 0, 1), mode: 0o100644, forceDosTimestamp: true });
  zip.end();
  return buffer(zip.outputStream);
}
const first = (name: string) => (name === '[Content_Types].xml' ? 0 : 1);

/** Word takes a font's altName where the font is missing. */
function fontTable(fonts: Fonts): string {
  const entry = ([part, name]: [string, string]) => `<w:font w:name="${escape(name)}"><w:altName w:val="${escape(FALLBACKS[part as keyof Fonts].join(','))}"/><w:charset w:val="86"/><w:family w:val="auto"/><w:pitch w:val="default"/></w:font>`;
  const unique = [...new Map(Object.entries(fonts).map(([part, name]) => [name, [part, name] as [string, string]])).values()];
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:fonts xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">${unique.map(entry).join('')}</w:fonts>`;
}
const escape = (text: string) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
