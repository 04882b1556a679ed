import { type Field, type RecordType, typedFields, type Values } from '#base/pure/record.ts';
import type { House } from '#base/server/house.ts';
import { printValue } from '#base/server/records/columns.ts';
import type { ColumnKind, WrittenColumn } from '#base/server/sheets/workbook-shapes.ts';
import { KEY_HEADER } from './reading/targets.ts';

/** One column of an exported ledger: its header and format, and a row's value in it. */
export type ExportedColumn = { column: WrittenColumn; value: (row: Values) => unknown };

function kindOf(field: Field): ColumnKind {
  if (field.sealed) return 'text';
  return field.kind === 'day' ? 'day' : field.kind === 'fen' ? 'yuan' : field.kind === 'integer' ? 'whole' : 'text';
}

const labelsOf = (row: Values) => row.labels as Record<string, string>;

function valueOf(name: string, field: Field): (row: Values) => unknown {
  if (field.sealed) return (row) => row[name];
  if (field.kind === 'fen') return (row) => (row[name] === null || row[name] === undefined ? null : BigInt(String(row[name])));
  if (field.kind === 'reference') return (row) => labelsOf(row)[name] ?? null;
  if (field.kind === 'integer' || field.kind === 'day') return (row) => row[name];
  return (row) => printValue(field, row[name]);
}

/** The columns of an exported ledger: the hidden key that brings an edited row back, where the row belongs, and the asked fields (all unless given). */
export function exportedColumns(type: RecordType, asked: string[] | undefined): ExportedColumn[] {
  const names = asked && asked.length > 0 ? Object.keys(type.fields).filter((name) => asked.includes(name)) : Object.keys(type.fields);
  const key: ExportedColumn = { column: { header: KEY_HEADER, kind: 'text', hidden: true }, value: (row) => `${String(row.id)}.${String(row.version)}` };
  const place: ExportedColumn = { column: { header: '所属区划', kind: 'text', width: 18 }, value: (row) => labelsOf(row).divisionCode };
  const fields = names.filter((name) => name !== 'divisionCode').map((name): ExportedColumn => {
    const field = type.fields[name]!;
    const codes = field.kind === 'code' && !field.sealed ? field.codes!.codes.map(({ label }) => label) : undefined;
    return { column: { header: field.label, kind: kindOf(field), required: field.required, codes }, value: valueOf(name, field) };
  });
  return [key, place, ...fields];
}

/** The columns of a ledger's template: placing, then references by their naming columns, then fields; ids as text, codes as drop-downs. */
export function templateColumns(house: House, type: RecordType): WrittenColumn[] {
  const columns: WrittenColumn[] = [];
  const add = (column: WrittenColumn) => columns.some(({ header }) => header === column.header) || columns.push(column);
  for (const [name, field] of typedFields(type)) {
    if (name === 'divisionCode') continue;
    if (field.kind === 'reference') for (const column of namingColumns(house, field)) add(column);
  }
  if (!type.placedBy) for (const header of ['乡镇（街道）', '村（社区）']) add({ header, kind: 'text', width: 16 });
  for (const [name, field] of typedFields(type)) {
    if (name === 'divisionCode' || field.kind === 'reference') continue;
    const codes = field.kind === 'code' ? field.codes!.codes.map(({ label }) => label) : field.kind === 'boolean' ? ['是', '否'] : undefined;
    add({ header: field.label, kind: field.kind === 'fen' ? 'yuan' : field.kind === 'integer' ? 'whole' : 'text', required: field.required, codes });
  }
  return columns;
}

function namingColumns(house: House, field: Field): WrittenColumn[] {
  const match = house.stores.get(field.of!().name)?.match;
  if (!match) return [{ header: field.label, kind: 'text', required: field.required, width: 18 }];
  return match.columns.map(({ label }, index) => ({ header: label, kind: 'text', required: field.required && index === 0, width: 18 }));
}
