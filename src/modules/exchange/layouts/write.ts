import { type Field, type RecordType, type Values } from '#base/pure/record.ts';
import { refuse } from '#base/pure/refusal.ts';
import type { Act } from '#base/server/house.ts';
import { present } from '#base/server/records/columns.ts';
import type { ColumnKind, WrittenColumn, WrittenRow } from '#base/server/sheets/workbook-shapes.ts';
import { sql } from 'kysely';
import { KEY_HEADER, titleKey } from '../reading/targets.ts';
import { existingById } from '../staging/existing.ts';
import type { ReadyColumn, ReadyLayout } from './layout.ts';
import { writeValue } from './translation.ts';

/** A ledger in another system's columns: their headers, and its rows portion by portion. */
export type LayoutSheet = { columns: WrittenColumn[]; rows(of: AsyncIterable<Values>): AsyncGenerator<WrittenRow> };

const PORTION = 500;

/** What a row refers to and where it belongs, as far as the layout's columns ask for it. */
type Beside = { referred: Map<string, Values>; places: Map<string, string> };

/** The sheet of a ledger in a layout. Sealed values are masked as in every export; a code without a word of theirs is refused by column and value. */
export function layoutSheet(act: Act, type: RecordType, layout: ReadyLayout): LayoutSheet {
  const columns = layout.columns.map(({ header, field, form, must, asText }): WrittenColumn => ({
    header, required: must, kind: kindOf(field, asText, form.numberForm), codes: form.translation && field?.kind === 'code' && !field.sealed ? [...new Set(form.translation.theirs.values())] : undefined,
  }));
  const key: WrittenColumn[] = layout.withKey ? [{ header: KEY_HEADER, kind: 'text', hidden: true }] : [];
  async function* rows(of: AsyncIterable<Values>): AsyncGenerator<WrittenRow> {
    for await (const portion of portions(of)) {
      const beside = await readBeside(act, type, layout, portion);
      for (const row of portion) yield [...layout.columns.map((column) => cellOf(act, type, layout, column, row, beside)), ...(layout.withKey ? [`${String(row.id)}.${String(row.version)}`] : [])];
    }
  }
  return { columns: [...columns, ...key], rows };
}

function kindOf(field: Field | undefined, asText: boolean, numberForm: string | null): ColumnKind {
  if (asText || !field || field.sealed) return 'text';
  if (field.kind === 'integer') return 'whole';
  return field.kind === 'fen' && numberForm !== 'tenThousand' ? (numberForm === 'fen' ? 'whole' : 'yuan') : 'text';
}

async function* portions(of: AsyncIterable<Values>): AsyncGenerator<Values[]> {
  let rows: Values[] = [];
  for await (const row of of) {
    rows.push(row);
    if (rows.length < PORTION) continue;
    yield rows;
    rows = [];
  }
  if (rows.length > 0) yield rows;
}

function cellOf(act: Act, type: RecordType, layout: ReadyLayout, column: ReadyColumn, row: Values, beside: Beside): unknown {
  if (column.target === null) return column.fixed;
  const [name = '', key] = column.target.split('.');
  if (name === 'division') return placeOf(String(row.divisionCode), key!, beside);
  const field = type.fields[name]!;
  if (field.kind === 'reference') return referredValue(act, field, name, key, row, beside);
  if (field.sealed) return row[name];
  const value = row[name];
  const kind = kindOf(field, column.asText, column.form.numberForm);
  if (value !== null && value !== undefined && kind === 'yuan') return BigInt(String(value));
  if (value !== null && value !== undefined && kind === 'whole') return Number(value);
  const written = writeValue(field, column.form, value);
  return 'text' in written ? written.text : refuse('layout.code', `外部版式“${layout.name}”的“${column.header}”列没有“${written.missing}”的代码对照，请补上后再导出`, { path: ['layout'] });
}

function placeOf(code: string, key: string, { places }: Beside): string | null {
  const path = (places.get(code) ?? '').split('/');
  if (key === 'code') return code;
  if (key === 'path') return places.get(code) ?? code;
  if (code.slice(6) === '000000') return null;
  return (key === 'township' ? path[0] : path[1]) ?? null;
}

function referredValue(act: Act, field: Field, name: string, key: string | undefined, row: Values, { referred }: Beside): unknown {
  const of = field.of!();
  const label = (row.labels as Record<string, string>)[name] ?? null;
  const match = act.house.stores.get(of.name)?.match;
  if (key === undefined || key === of.title || (match && key === titleKey(match, of))) return label;
  const target = of.fields[key];
  const value = referred.get(String(row[name]))?.[key] ?? null;
  if (!target || target.sealed) return value;
  const written = writeValue(target, { translation: undefined, dayForm: null, numberForm: null }, value);
  return 'text' in written ? written.text : null;
}

/** Rows referred to (masked as anywhere) and the names of places, one query each for a portion. */
async function readBeside(act: Act, type: RecordType, layout: ReadyLayout, rows: Values[]): Promise<Beside> {
  const beside: Beside = { referred: new Map(), places: new Map() };
  const asked = new Set(layout.columns.flatMap(({ target }) => (target?.includes('.') && !target.startsWith('division.') ? [target.split('.')[0]!] : [])));
  for (const name of asked) {
    const of = type.fields[name]!.of!();
    const ids = rows.flatMap((row) => (row[name] ? [String(row[name])] : []));
    for (const [id, columns] of await existingById(act, of, ids)) beside.referred.set(id, present(of, columns, act.house.keys));
  }
  if (!layout.columns.some(({ target }) => target?.startsWith('division.'))) return beside;
  const codes = [...new Set(rows.map((row) => String(row.divisionCode)))];
  const { rows: places } = await sql<{ code: string; path: string }>`select code, path from organisation.division where county_code = ${act.scope.county} and code = any(${codes}::text[])`.execute(act.tx);
  for (const { code, path } of places) beside.places.set(code, path);
  return beside;
}
