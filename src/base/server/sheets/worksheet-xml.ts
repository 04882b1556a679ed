import { styleOfKind, styles } from './cell-styles.ts';
import { valueCell, textCell } from './cell-xml.ts';
import { footerMark } from './footer-mark.ts';
import type { WrittenColumn, WrittenRow, WrittenSheet, WrittenWorkbook } from './workbook-shapes.ts';
import { cellText, escapeXml, lettersOf } from './xml-text.ts';

/** Opening of every worksheet part. */
export const worksheetOpening = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">';

const lastExcelRow = 1_048_576;

/** Where the choices of each column stand: an absolute range by column number. */
export type ChoiceRanges = Map<number, string>;

/** Header row of a sheet: 2 under a title, else 1. */
export function headerRowOf(sheet: WrittenSheet): number {
  return sheet.title === undefined ? 1 : 2;
}

function widthOf({ header, kind, width }: WrittenColumn): number {
  if (width !== undefined) return width;
  let wide = 4;
  for (const character of header) wide += character.charCodeAt(0) > 255 ? 2 : 1;
  return Math.min(40, Math.max(wide, kind === 'text' ? 12 : 11));
}

function opening(sheet: WrittenSheet, selected: boolean): string {
  const frozen = headerRowOf(sheet);
  const columns = sheet.columns.map((column, index) => {
    const hidden = column.hidden ? ' hidden="1"' : '';
    return `<col min="${index + 1}" max="${index + 1}" width="${widthOf(column)}" style="${styleOfKind[column.kind]}" customWidth="1"${hidden}/>`;
  });
  const pane = `<pane ySplit="${frozen}" topLeftCell="A${frozen + 1}" activePane="bottomLeft" state="frozen"/>`;
  return `${worksheetOpening}<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView workbookViewId="0"${selected ? ' tabSelected="1"' : ''}>${pane}<selection pane="bottomLeft"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/><cols>${columns.join('')}</cols><sheetData>`;
}

function headings(sheet: WrittenSheet): string {
  const row = headerRowOf(sheet);
  const cells = sheet.columns.map(({ header, required }, index) =>
    textCell(`${lettersOf(index)}${row}`, required ? `*${header}` : header, required ? styles.requiredHeader : styles.header),
  );
  const title = sheet.title === undefined ? '' : `<row r="1" ht="30" customHeight="1">${textCell('A1', sheet.title, styles.title)}</row>`;
  return `${title}<row r="${row}" ht="32" customHeight="1">${cells.join('')}</row>`;
}

function dropDowns(sheet: WrittenSheet, choices: ChoiceRanges, first: number, last: number): string {
  const rules = [...choices].map(([column, range]) => {
    const letters = lettersOf(column);
    return `<dataValidation type="list" allowBlank="1" showInputMessage="1" showErrorMessage="1" errorTitle="请从下拉列表中选择" error="这一格只能填下拉列表中的内容。" sqref="${letters}${first}:${letters}${last}"><formula1>${escapeXml(range)}</formula1></dataValidation>`;
  });
  return rules.length === 0 ? '' : `<dataValidations count="${rules.length}">${rules.join('')}</dataValidations>`;
}

function printed(headerFooter: WrittenWorkbook['headerFooter']): string {
  const line = (text: string): string => escapeXml(`&C${text.replaceAll('&', '&&').replace(/^(?=\d)/, ' ')}`.slice(0, 255));
  const header = headerFooter?.header ? `<oddHeader>${line(headerFooter.header)}</oddHeader>` : '';
  const footer = headerFooter?.footer ? `<oddFooter>${line(headerFooter.footer)}</oddFooter>` : '';
  return header || footer ? `<headerFooter>${header}${footer}</headerFooter>` : '';
}

function formattedRow(row: number, columns: WrittenColumn[], values: WrittenRow, fill: boolean): string {
  let cells = '';
  for (let column = 0; column < columns.length; column += 1) {
    const { kind } = columns[column]!;
    const reference = lettersOf(column) + row;
    cells += valueCell(reference, values[column], kind) || (fill ? `<c r="${reference}" s="${styleOfKind[kind]}"/>` : '');
  }
  return `<row r="${row}">${cells}</row>`;
}

/** The XML of one ledger sheet, piece by piece as its rows come; a fault when the rows pass Excel's last. */
export async function* worksheetXml(sheet: WrittenSheet, choices: ChoiceRanges, workbook: WrittenWorkbook, selected: boolean): AsyncGenerator<string> {
  const ahead = sheet.textRowsAhead ?? 0;
  const first = headerRowOf(sheet) + 1;
  let row = first;
  yield opening(sheet, selected);
  yield headings(sheet);
  for await (const values of sheet.rows) {
    if (row >= lastExcelRow - 2) throw new Error(`sheet ${sheet.name} has more rows than Excel holds`);
    yield formattedRow(row, sheet.columns, values, row < first + ahead);
    row += 1;
  }
  for (; row < first + ahead; row += 1) yield formattedRow(row, sheet.columns, [], true);
  if (sheet.footer !== undefined) {
    const column = Math.max(0, sheet.columns.findIndex(({ hidden }) => !hidden));
    yield `<row r="${row + 1}">${textCell(`${lettersOf(column)}${row + 1}`, footerMark + sheet.footer, styles.footer)}</row>`;
  }
  yield '</sheetData>';
  if (sheet.title !== undefined && sheet.columns.length > 1) yield `<mergeCells count="1"><mergeCell ref="A1:${lettersOf(sheet.columns.length - 1)}1"/></mergeCells>`;
  yield dropDowns(sheet, choices, first, Math.max(row - 1, first));
  yield '<pageMargins left="0.4" right="0.4" top="0.6" bottom="0.6" header="0.3" footer="0.3"/><pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>';
  yield `${printed(workbook.headerFooter)}</worksheet>`;
}

/** The XML of 填写说明: a title and wrapped paragraphs, one to a row. */
export function notesXml({ title, paragraphs }: NonNullable<WrittenWorkbook['notes']>): string {
  const rows = paragraphs.map((paragraph, index) => `<row r="${index + 2}">${textCell(`A${index + 2}`, paragraph, styles.paragraph)}</row>`);
  return `${worksheetOpening}<cols><col min="1" max="1" width="100" customWidth="1"/></cols><sheetData><row r="1" ht="30" customHeight="1">${textCell('A1', title, styles.title)}</row>${rows.join('')}</sheetData></worksheet>`;
}

/** The XML of the hidden sheet of choices: one list to a column. */
export function choicesXml(lists: string[][]): string {
  const height = lists.reduce((most, list) => Math.max(most, list.length), 0);
  const rows = Array.from({ length: height }, (_, index) => {
    const cells = lists.map((list, column) => (list[index] === undefined ? '' : `<c r="${lettersOf(column)}${index + 1}" s="${styles.text}" t="inlineStr"><is><t xml:space="preserve">${cellText(list[index])}</t></is></c>`));
    return `<row r="${index + 1}">${cells.join('')}</row>`;
  });
  return `${worksheetOpening}<sheetData>${rows.join('')}</sheetData></worksheet>`;
}
