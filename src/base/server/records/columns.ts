import { type MaskKind, maskOf } from '#base/pure/mask.ts';
import { normaliseCitizenId } from '#base/pure/citizenId.ts';
import { halfWidth, squeeze } from '#base/pure/normalise.ts';
import { columnOf, type Field, type RecordType, type Values } from '#base/pure/record.ts';
import { labelOf } from '#base/pure/codes.ts';
import type { Keys } from '../keys.ts';

/** Column values of one row, by column name, as PostgreSQL takes and gives them. */
export type Columns = Record<string, unknown>;

/** The PostgreSQL type of a plain field's column. */
export function columnType(field: Field): string {
  switch (field.kind) {
    case 'integer': return 'integer';
    case 'fen': return 'bigint';
    case 'boolean': return 'boolean';
    case 'codes': return 'text[]';
    case 'day': return 'date';
    case 'reference': return 'uuid';
    default: return 'text';
  }
}

/** The columns that hold a record's fields: one each, two for a sealed field (ciphertext and blind index). */
export function storedColumns(type: RecordType, computed: readonly string[] = []): { column: string; type: string }[] {
  return Object.entries(type.fields).filter(([name]) => !computed.includes(name)).flatMap(([name, field]) => {
    const column = columnOf(name);
    return field.sealed ? [{ column: `${column}_sealed`, type: 'text' }, { column: `${column}_index`, type: 'text' }] : [{ column, type: columnType(field) }];
  });
}

/** Where a sealed field lives; bound into its ciphertext. */
export const placeOf = (type: RecordType, name: string) => `${type.name}/${name}`;

/** The form in which a sealed value is kept and looked up, so that the same number always gives the same index. */
export function normaliseSealed(field: Field, text: string): string {
  return field.kind === 'citizenId' ? normaliseCitizenId(text) : squeeze(halfWidth(text)).toUpperCase();
}

type FieldColumns = { name: string; field: Field; column: string; index: string; place: string };
const knownColumns = new WeakMap<RecordType, FieldColumns[]>();

/** The fields of a record with their columns (of a sealed one the ciphertext, and its blind index), worked out once: every row of every list and import passes here. */
function fieldColumns(type: RecordType): FieldColumns[] {
  const known = knownColumns.get(type);
  if (known) return known;
  const all = Object.entries(type.fields).map(([name, field]) => ({ name, field, column: field.sealed ? `${columnOf(name)}_sealed` : columnOf(name), index: `${columnOf(name)}_index`, place: placeOf(type, name) }));
  knownColumns.set(type, all);
  return all;
}

/** Field values to columns; sealed fields are encrypted, words as they were written, everything else in the form in which it is looked up. Only the fields present in `values` are given. */
export function encode(type: RecordType, values: Values, keys: Keys): Columns {
  const columns: Columns = {};
  for (const { name, field, column, index, place } of fieldColumns(type)) {
    if (!Object.hasOwn(values, name)) continue;
    const value = values[name] ?? null;
    if (!field.sealed || value === null) {
      columns[column] = value;
      if (field.sealed) columns[index] = null;
      continue;
    }
    const text = normaliseSealed(field, String(value));
    columns[column] = keys.seal(place, field.kind === 'note' ? String(value) : text);
    columns[index] = keys.index(place, text);
  }
  return columns;
}

/** Columns back to field values with sealed fields in the clear: for rules and re-writing, never for answers. */
export function decode(type: RecordType, columns: Columns, keys: Keys): Values {
  const values: Values = {};
  for (const { name, field, column, place } of fieldColumns(type)) {
    const value = columns[column] ?? null;
    values[name] = !field.sealed ? value : typeof value === 'string' ? asListed(field, keys.open(place, value)) : null;
  }
  return values;
}

/** A code that was kept in the form of sealed values, as its list writes it. */
function asListed(field: Field, text: string): string {
  return field.codes?.codes.find(({ code }) => normaliseSealed(field, code) === text)?.code ?? text;
}

const HIDDEN = '已登记（隐藏）';
const MASKED = new Set<string>(['name', 'citizenId', 'phone', 'bankCard', 'address']);

/** The mask of a sealed value; null stays null. */
export function masked(field: Field, value: unknown): string | null {
  if (value === null || value === undefined) return null;
  const kind = field.mask ?? field.kind;
  return MASKED.has(kind) ? maskOf(kind as MaskKind, String(value)) : HIDDEN;
}

/** Whether a field keeps silent because the sealed field beside it is filled. */
export function isWithheld(field: Field, columns: Columns): boolean {
  return field.withheldBeside !== undefined && typeof columns[`${columnOf(field.withheldBeside)}_sealed`] === 'string';
}

/** Columns to a row as it is answered: sealed fields masked; those outside `shown` only said to be there. */
export function present(type: RecordType, columns: Columns, keys: Keys, shown?: readonly string[]): Values {
  const values: Values = {};
  for (const { name, field, column, place } of fieldColumns(type)) {
    const value = columns[column] ?? null;
    if (!field.sealed || typeof value !== 'string') values[name] = field.sealed || isWithheld(field, columns) ? null : value;
    else values[name] = shown && !shown.includes(name) ? HIDDEN : masked(field, keys.open(place, value));
  }
  return values;
}

/** One value as a person reads it in a history or an export; references and fen stay as they are. */
export function printValue(field: Field, value: unknown): string | null {
  if (value === null || value === undefined || value === '') return null;
  if (field.kind === 'boolean') return value ? '是' : '否';
  if (field.kind === 'code') return labelOf(field.codes!, String(value));
  if (field.kind === 'codes') return (value as string[]).map((code) => labelOf(field.codes!, code)).join('、');
  if (field.kind === 'fen') return `${Number(value) / 100}`;
  return String(value);
}
