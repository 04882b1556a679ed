import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CsvError, parse } from 'csv-parse';
import { parse as parseAtOnce } from 'csv-parse/sync';
import type { Options } from 'csv-parse';
import { unescapeFormula } from './formula-escape.ts';
import type { Limits } from './limits.ts';
import { refuseFile } from './refusals.ts';
import type { SheetReader, SheetRow } from './shapes.ts';
import { decodeFile, detectEncoding } from './text-encoding.ts';

const sampleCharacters = 64 * 1024;
const candidates = [',', '\t', ';'];
const grammar: Options = {
  record_delimiter: ['\r\n', '\n', '\r'],
  relax_column_count: true,
  relax_quotes: true,
  skip_empty_lines: false,
  max_record_size: 1024 * 1024,
};

async function readSample(chunks: AsyncGenerator<string>): Promise<string> {
  let sample = '';
  for await (const chunk of chunks) {
    sample += chunk;
    if (sample.length >= sampleCharacters) break;
  }
  return sample.slice(0, sampleCharacters);
}

/** Refuses what opens like a web page, XML, rich text or program output instead of a table. */
export function judgeText(sample: string): void {
  if (/^\s*<(\?xml[^>]*>\s*(<\?[^>]*>\s*)*<(\w+:)?Workbook\b)/i.test(sample)) refuseFile('oldFormat');
  if (/^\s*<(!doctype|html|head|body|meta|table|style|div|script|!--|\?xml)/i.test(sample)) refuseFile('html');
  if (/^MIME-Version:/i.test(sample)) refuseFile('html');
  if (/^(%PDF-|\{\\rtf)/.test(sample) || /(?![\t\n\v\f\r\x7f-\x9f])\p{Cc}/u.test(sample)) refuseFile('notWorkbook');
  if (sample.trim() === '') refuseFile('empty');
}

/** Lines of the sample that hold something, as far as they can be parsed: its end may lie inside a quoted cell. */
function sampleLines(sample: string, delimiter: string): string[][] {
  const lines: string[][] = [];
  const on_record = (record: string[]): null => {
    if (record.some((cell) => cell.trim() !== '')) lines.push(record);
    return null;
  };
  try {
    parseAtOnce(sample, { ...grammar, delimiter, on_record });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
  }
  return lines;
}

/** The delimiter under which most lines of the sample have one same number of two or more columns; refuses (notTable) when none does for half of them. */
export function detectDelimiter(sample: string): string {
  const whole = sample.length < sampleCharacters ? sample : sample.slice(0, Math.max(sample.lastIndexOf('\n'), 1));
  let best = { delimiter: '', share: 0, columns: 0 };
  for (const delimiter of candidates) {
    const lines = sampleLines(whole, delimiter);
    const counts = new Map<number, number>();
    for (const { length } of lines) if (length > 1) counts.set(length, (counts.get(length) ?? 0) + 1);
    for (const [columns, count] of counts) {
      const share = count / lines.length;
      if (share > best.share || (share === best.share && columns > best.columns)) best = { delimiter, share, columns };
    }
  }
  return best.share >= 0.5 ? best.delimiter : refuseFile('notTable');
}

function rowOf(record: string[], number: number, limits: Limits): SheetRow | undefined {
  let filled = record.length;
  while (filled > 0 && record[filled - 1]!.trim() === '') filled -= 1;
  if (filled === 0) return undefined;
  if (filled > limits.columns) refuseFile('tooManyColumns', { row: number, limit: limits.columns });
  const cells = record.slice(0, filled).map((text) => {
    if (text.length > limits.cellCharacters) refuseFile('cellTooLong', { row: number, limit: limits.cellCharacters });
    return { text: unescapeFormula(text) };
  });
  return { number, cells };
}

async function* readRecords(path: string, encoding: Parameters<typeof decodeFile>[1], delimiter: string): AsyncGenerator<string[]> {
  const parser = parse({ ...grammar, delimiter });
  const pumped = pipeline(Readable.from(decodeFile(path, encoding)), parser);
  pumped.catch(() => undefined);
  try {
    for await (const record of parser) yield record as string[];
    await pumped;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    refuseFile('broken');
  } finally {
    parser.destroy();
  }
}

/** Opens a delimited text file: encoding, then delimiter, are judged from its content. `head` is its first bytes. */
export async function openCsv(path: string, head: Buffer, limits: Limits): Promise<SheetReader> {
  const encoding = await detectEncoding(path, head);
  const sample = await readSample(decodeFile(path, encoding));
  judgeText(sample);
  const delimiter = detectDelimiter(sample);
  return {
    kind: 'csv',
    sheets: [''],
    async *rows() {
      let number = 0;
      let taken = 0;
      for await (const record of readRecords(path, encoding, delimiter)) {
        number += 1;
        const row = rowOf(record, number, limits);
        if (!row) continue;
        taken += 1;
        if (taken > limits.rows) refuseFile('tooManyRows', { limit: limits.rows });
        yield row;
      }
    },
    close: async () => undefined,
  };
}
