import { labelOf } from '#base/pure/codes.ts';
import type { Field, RecordType } from '#base/pure/record.ts';
import { writeSheet } from '#base/server/sheets/write-sheet.ts';
import type { DemoPerson } from './people.ts';

/** A row of another ledger as a sheet names it: its columns and their text. */
export type Named = { cells: Record<string, string> };
/** A value of a demo ledger: as a clerk would write it, a code of the field's list, several codes, yuan for money, or a row named by columns. */
export type DemoValue = string | number | boolean | string[] | Named | undefined;
/** One row of a demo ledger, by field name; `place` is the village or township of a row that hangs on nothing. */
export type DemoRow = Record<string, DemoValue>;
/** A demo ledger: which record, and its rows. */
export type DemoLedger = { ledger: string; rows: DemoRow[] };

/** A person as every sheet names one: name, citizen id, township, village. */
export const named = (person: DemoPerson): Named => ({ cells: { 姓名: person.name, 身份证号: person.citizenId, '乡镇（街道）': person.township, '村（社区）': person.village } });

/** Writes a demo ledger as the workbook a county would hand in: a title line's worth of headers, text cells, codes in words. */
export async function writeLedger(path: string, type: RecordType, rows: DemoRow[]): Promise<void> {
  const fields = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const columns = fields.flatMap((name) => {
    const example = rows.map((row) => row[name]).find(isNamed);
    if (example) return Object.keys(example.cells).map((header) => ({ header, cell: (row: DemoRow) => (isNamed(row[name]) ? row[name].cells[header]! : '') }));
    const field = type.fields[name];
    if (!field) throw new Error(`演示台账 ${type.name} 没有字段 ${name}`);
    return [{ header: field.label, cell: (row: DemoRow) => written(field, row[name]) }];
  });
  await writeSheet(path, {
    sheets: [{
      name: type.label, columns: columns.map(({ header }) => ({ header, kind: 'text' as const, width: 16 })),
      rows: rows.map((row) => columns.map(({ cell }) => cell(row))),
    }],
  });
}

const isNamed = (value: DemoValue): value is Named => typeof value === 'object' && !Array.isArray(value);

function written(field: Field, value: DemoValue): string {
  if (value === undefined) return '';
  if (typeof value === 'boolean') return value ? '是' : '否';
  if (Array.isArray(value)) return value.map((code) => labelOf(field.codes!, code)).join('、');
  if (field.kind === 'code') return labelOf(field.codes!, String(value));
  return String(value);
}
