import { Readable } from 'node:stream';
import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { shownText } from './cell-xml.ts';
import { deliver, inPieces } from './deliver.ts';
import { footerMark } from './footer-mark.ts';
import { escapeFormula } from './formula-escape.ts';
import type { WrittenColumn, WrittenRow, WrittenSheet } from './workbook-shapes.ts';

function quote(text: string): string {
  return /[",\r\n\t;]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function field(value: unknown, { kind }: WrittenColumn): string {
  const text = shownText(value, kind);
  const isNumber = typeof value === 'number' || typeof value === 'bigint';
  return quote(isNumber ? text : escapeFormula(text));
}

function line(columns: WrittenColumn[], values: WrittenRow): string {
  return `${columns.map((column, index) => field(values[index], column)).join(',')}\r\n`;
}

async function* csvText({ columns, rows, footer }: CsvTable): AsyncGenerator<string> {
  yield '\ufeff';
  yield line(columns, columns.map(({ header, required }) => (required ? `*${header}` : header)));
  for await (const values of rows) yield line(columns, values);
  if (footer !== undefined) yield line(columns, [footerMark + footer]);
}

/** What a csv can hold of a sheet. */
export type CsvTable = Pick<WrittenSheet, 'columns' | 'rows' | 'footer'>;

/** Writes a csv (UTF-8 with byte-order mark, comma, CRLF) as its rows come; texts that would be taken for formulas get a ' in front, undone by our reader. */
export async function writeCsv(target: string | Writable, table: CsvTable): Promise<void> {
  await deliver(target, (stream) => pipeline(Readable.from(inPieces(csvText(table)), { objectMode: false }), stream));
}
