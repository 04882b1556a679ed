import { labelOf } from '#base/pure/codes.ts';
import { printYuan } from '#base/pure/fen.ts';
import type { Field, RecordType, Values } from '#base/pure/record.ts';

/** A row of any record as pages handle it. */
export type AnyRow = Values & { id: string; version: number; divisionCode: string; createdAt: string; updatedAt: string; labels: Record<string, string> };

/** The column of the place a row belongs to, which every list has. */
export const PLACE: Field = { kind: 'division', label: '所属区划', required: false };

/** A field of a record by name; `divisionCode` is the place that every row has. */
export function fieldOf(type: RecordType, name: string): Field | undefined {
  return type.fields[name] ?? (name === 'divisionCode' ? PLACE : undefined);
}

/** A value in the words of a list or a print; '' where there is none. */
export function textOf(type: RecordType, row: AnyRow, name: string): string {
  const field = fieldOf(type, name);
  const value = row[name];
  if (!field || value === null || value === undefined || value === '') return '';
  if (field.sealed) return String(value);
  switch (field.kind) {
    case 'boolean': return value ? '是' : '否';
    case 'code': return labelOf(field.codes!, String(value));
    case 'codes': return (value as string[]).map((code) => labelOf(field.codes!, code)).join('、');
    case 'fen': return printYuan(BigInt(String(value)));
    case 'integer': return String(value);
    case 'reference': return row.labels[name] ?? '（未登记）';
    case 'division': return row.labels[name] ?? String(value);
    default: return String(value);
  }
}

/** The header of a field's column, with the unit of money. */
export function headerOf(field: Field): string {
  return field.kind === 'fen' ? `${field.label}（元）` : field.label;
}

/** True for kinds that stand at the right. */
export function isNumber(field: Field): boolean {
  return field.kind === 'fen' || field.kind === 'integer';
}

/** What a clerk calls a row: its title field's words. */
export function titleOf(type: RecordType, row: AnyRow): string {
  return textOf(type, row, type.title) || type.label;
}

/** True where the server can order a list by this field. */
export function isSortable(type: RecordType, name: string): boolean {
  if (name === 'divisionCode') return true;
  const field = type.fields[name];
  if (!field || field.sealed || field.kind === 'reference' || field.kind === 'codes' || field.kind === 'note') return false;
  return true;
}
