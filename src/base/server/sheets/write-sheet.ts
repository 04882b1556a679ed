import { PassThrough, Readable } from 'node:stream';
import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { stylesXml } from './cell-styles.ts';
import { deliver, inPieces } from './deliver.ts';
import { contentTypesXml, customPropertiesXml, packageRelationsXml, quoteSheet, workbookRelationsXml, workbookXml } from './package-xml.ts';
import type { PlacedSheet } from './package-xml.ts';
import type { WrittenSheet, WrittenWorkbook } from './workbook-shapes.ts';
import { choicesXml, headerRowOf, notesXml, worksheetXml } from './worksheet-xml.ts';
import type { ChoiceRanges } from './worksheet-xml.ts';
import { lettersOf } from './xml-text.ts';

const notesName = '填写说明';
const choicesName = '下拉选项';
const compressionLevel = 4;
// The same rows make the same bytes: a bank's file is known again by its digest, so the time of writing stays out of the archive.
const mtime = new Date(Date.UTC(2000, 0, 1));

function placeChoices(sheets: WrittenSheet[]): { lists: string[][]; ranges: ChoiceRanges[] } {
  const lists: string[][] = [];
  const ranges = sheets.map((sheet) => {
    const range: ChoiceRanges = new Map();
    sheet.columns.forEach(({ codes }, column) => {
      if (!codes || codes.length === 0) return;
      const letters = lettersOf(lists.length);
      lists.push(codes);
      range.set(column, `${quoteSheet(choicesName)}!$${letters}$1:$${letters}$${codes.length}`);
    });
    return range;
  });
  return { lists, ranges };
}

type Part = { placed: PlacedSheet; xml: () => AsyncIterable<string> | Iterable<string> };

function sheetParts(workbook: WrittenWorkbook): Part[] {
  const { lists, ranges } = placeChoices(workbook.sheets);
  const parts: Part[] = workbook.sheets.map((sheet, index) => ({
    placed: { name: sheet.name, hidden: false, titleRows: headerRowOf(sheet) },
    xml: () => worksheetXml(sheet, ranges[index]!, workbook, index === 0),
  }));
  const { notes } = workbook;
  if (notes) parts.push({ placed: { name: notesName, hidden: false }, xml: () => [notesXml(notes)] });
  if (lists.length > 0) parts.push({ placed: { name: choicesName, hidden: true }, xml: () => [choicesXml(lists)] });
  return parts;
}

function checkNames(parts: Part[]): void {
  const names = parts.map(({ placed }) => placed.name.toLowerCase());
  const bad = names.find((name, index) => name === '' || name.length > 31 || /[[\]:*?/\\]|^'|'$/.test(name) || names.indexOf(name) !== index);
  if (bad !== undefined) throw new Error(`not a sheet name, or given twice: ${bad}`);
}

async function pack(parts: Part[], properties: Record<string, string>, target: Writable): Promise<void> {
  const zip = new ZipFile();
  const out = new PassThrough();
  let current: Readable | undefined;
  zip.on('error', (error: Error) => out.destroy(error));
  const add = (name: string, texts: () => AsyncIterable<string> | Iterable<string>): void =>
    zip.addReadStreamLazy(name, { compressionLevel, mtime }, (ready) => {
      current = Readable.from(inPieces(texts()), { objectMode: false });
      current.on('error', (error) => out.destroy(error));
      ready(null, current);
    });
  add('[Content_Types].xml', () => [contentTypesXml(parts.length)]);
  add('_rels/.rels', () => [packageRelationsXml]);
  add('docProps/custom.xml', () => [customPropertiesXml(properties)]);
  add('xl/workbook.xml', () => [workbookXml(parts.map(({ placed }) => placed))]);
  add('xl/_rels/workbook.xml.rels', () => [workbookRelationsXml(parts.length)]);
  add('xl/styles.xml', () => [stylesXml]);
  parts.forEach(({ xml }, index) => add(`xl/worksheets/sheet${index + 1}.xml`, xml));
  zip.end();
  zip.outputStream.pipe(out);
  try {
    await pipeline(out, target);
  } finally {
    current?.destroy();
  }
}

/** Writes an .xlsx to a file or stream as its rows come, memory flat. The stream is ended, or destroyed when a row source fails; a file appears only when whole. */
export async function writeSheet(target: string | Writable, workbook: WrittenWorkbook): Promise<void> {
  const parts = sheetParts(workbook);
  checkNames(parts);
  await deliver(target, (stream) => pack(parts, workbook.properties ?? {}, stream));
}
