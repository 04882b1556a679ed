import { decodeEscapes } from './xml.ts';
import type { XmlEvents } from './xml.ts';
import { refuseFile } from './refusals.ts';

const slabBytes = 1024 * 1024;

/** The shared strings of a workbook, kept as UTF-8 in large slabs: a million strings cost their bytes and 8 more each. */
export type StringTable = { size(): number; get(index: number): string | undefined; add(text: string): void };

/** An empty table; adding beyond `limit` bytes refuses (tooLarge). */
export function createStringTable(limit: number): StringTable {
  const slabs: Buffer[] = [];
  let used = slabBytes;
  let bytes = 0;
  let count = 0;
  let places = new Uint32Array(2048);
  return {
    size: () => count,
    add(text) {
      const length = Buffer.byteLength(text);
      bytes += length + 8;
      if (bytes > limit) refuseFile('tooLarge', { limit: Math.floor(limit / 1024 / 1024) });
      if (used + length > slabBytes) {
        slabs.push(Buffer.allocUnsafeSlow(Math.max(slabBytes, length)));
        used = 0;
      }
      slabs[slabs.length - 1]!.write(text, used);
      if (count * 2 + 2 > places.length) {
        const wider = new Uint32Array(places.length * 2);
        wider.set(places);
        places = wider;
      }
      places[count * 2] = (slabs.length - 1) * slabBytes + used;
      places[count * 2 + 1] = length;
      used += length;
      count += 1;
    },
    get(index) {
      if (!(index >= 0 && index < count)) return undefined;
      const place = places[index * 2]!;
      const start = place % slabBytes;
      return slabs[(place - start) / slabBytes]!.toString('utf8', start, start + places[index * 2 + 1]!);
    },
  };
}

/** Hears sharedStrings.xml and fills `table`: plain and rich text, without phonetic readings. */
export function hearSharedStrings(table: StringTable, cellCharacters: number): XmlEvents {
  let text = '';
  let inText = false;
  let phonetic = 0;
  return {
    open(name) {
      if (name === 'si') text = '';
      else if (name === 'rPh') phonetic += 1;
      else if (name === 't') inText = phonetic === 0;
    },
    text(piece) {
      if (!inText) return;
      text += piece;
      if (text.length > cellCharacters * 8) refuseFile('broken');
    },
    close(name) {
      if (name === 't') inText = false;
      else if (name === 'rPh') phonetic -= 1;
      else if (name === 'si') table.add(decodeEscapes(text));
    },
  };
}
