import { SaxesParser } from 'saxes';
import { refuseFile } from './refusals.ts';

/** Attributes of one element by their written name. */
export type Attributes = Record<string, string>;

/** What a reader of one XML part wants to hear; names come without their namespace prefix. */
export type XmlEvents = {
  open(name: string, attributes: Attributes): void;
  text?(text: string): void;
  close?(name: string): void;
};

/** Longest stretch of XML without an element boundary, and deepest nesting, that any honest workbook has. */
const silentCharacters = 4 * 1024 * 1024;
const deepest = 64;

function localName(name: string): string {
  const colon = name.indexOf(':');
  return colon < 0 ? name : name.slice(colon + 1);
}

/** A pushed XML reader: `write` pieces, then `end`. Refuses DOCTYPE, entities, malformed text and absurd nesting. */
export function createXmlReader(events: XmlEvents): { write(text: string): void; end(): void } {
  const parser = new SaxesParser({ position: false });
  let depth = 0;
  let silent = 0;
  parser.on('doctype', () => refuseFile('unsafeXml'));
  parser.on('error', (error) => refuseFile(/entity|doctype/i.test(error.message) ? 'unsafeXml' : 'broken'));
  parser.on('opentag', (tag) => {
    silent = 0;
    depth += 1;
    if (depth > deepest) refuseFile('broken');
    events.open(localName(tag.name), tag.attributes as Attributes);
  });
  parser.on('closetag', (tag) => {
    silent = 0;
    depth -= 1;
    events.close?.(localName(tag.name));
  });
  if (events.text) {
    parser.on('text', events.text);
    parser.on('cdata', events.text);
  }
  return {
    write(text) {
      silent += text.length;
      parser.write(text);
      if (silent > silentCharacters) refuseFile('broken');
    },
    end: () => void parser.close(),
  };
}

/** Decodes UTF-8 pieces strictly; refuses (broken) on bytes that are not UTF-8. */
export async function* decodeXml(chunks: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const decode = (chunk?: Buffer): string => {
    try {
      return decoder.decode(chunk, { stream: chunk !== undefined });
    } catch {
      return refuseFile('broken');
    }
  };
  for await (const chunk of chunks) yield decode(chunk);
  yield decode();
}

/** Reads one whole part through `events`. */
export async function readXml(chunks: AsyncIterable<Buffer>, events: XmlEvents): Promise<void> {
  const reader = createXmlReader(events);
  for await (const text of decodeXml(chunks)) reader.write(text);
  reader.end();
}

/** Undoes the _xHHHH_ writing of characters that XML cannot hold. */
export function decodeEscapes(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
