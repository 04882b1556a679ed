import { sql } from 'kysely';
import type { Field, RecordType } from '#base/pure/record.ts';
import { notFound, refuse } from '#base/pure/refusal.ts';
import type { Act, House } from '#base/server/house.ts';
import { cleanHeader } from '#base/server/sheets/header.ts';
import { KEY_HEADER, KEY_TARGET, targetsOf } from '../reading/targets.ts';
import { type Form, readTranslation } from './translation.ts';

/** One column of a layout, made ready: the target of the ledger it holds, the field behind it where it is a field of the record itself, and how it writes. */
export type ReadyColumn = { header: string; target: string | null; field: Field | undefined; fixed: string | null; form: Form; must: boolean; asText: boolean };

/** A layout made ready for one import or export. */
export type ReadyLayout = { id: string; name: string; sheet: string | null; heading: string | null; withKey: boolean; verified: boolean; columns: ReadyColumn[] };

/** A layout as it is chosen from. */
export type LayoutName = { id: string; name: string; verified: boolean };

type LayoutRow = { id: string; name: string; ledger: string; direction: string; sheet: string | null; heading: string | null; with_key: boolean | null; verified: string };
type ColumnRow = { layout_id: string; header: string; target: string | null; fixed: string | null; codes: string | null; day_form: string | null; number_form: string | null; must: boolean | null; as_text: boolean | null };
type Direction = 'import' | 'export';

async function layoutRows(act: Act): Promise<LayoutRow[]> {
  const { rows } = await sql<LayoutRow>`select id, name, ledger, direction, sheet, heading, with_key, verified from exchange.layout where county_code = ${act.scope.county} order by name`.execute(act.tx);
  return rows;
}

async function columnRows(act: Act, layoutIds: string[]): Promise<ColumnRow[]> {
  const { rows } = await sql<ColumnRow>`select layout_id, header, target, fixed, codes, day_form, number_form, must, as_text from exchange.layout_column
    where county_code = ${act.scope.county} and layout_id = any(${layoutIds}::uuid[]) order by position, header`.execute(act.tx);
  return rows;
}

/** Whether a layout's word for its ledger means this record. */
const isFor = (type: RecordType, word: string) => [type.name, type.ledger, type.label].includes(word.trim());

/** The layouts of a ledger that serve a direction, by name. */
export async function layoutsFor(act: Act, type: RecordType, direction: Direction): Promise<LayoutName[]> {
  return (await layoutRows(act)).filter((row) => isFor(type, row.ledger) && [direction, 'both'].includes(row.direction)).map(({ id, name, verified }) => ({ id, name, verified: verified === 'verified' }));
}

/** The layout, by id or name, made ready for a ledger; refuses one of another ledger or direction, and one whose columns name what the ledger does not have. */
export async function readyLayout(act: Act, type: RecordType, wanted: string, direction: Direction): Promise<ReadyLayout> {
  const row = (await layoutRows(act)).find(({ id, name }) => id === wanted || name === wanted) ?? notFound(`外部版式“${wanted.slice(0, 60)}”`);
  if (!isFor(type, row.ledger)) refuse('layout.ledger', `外部版式“${row.name}”是${row.ledger}的，不能用于${type.ledger}`, { path: ['layout'] });
  if (![direction, 'both'].includes(row.direction)) refuse('layout.direction', `外部版式“${row.name}”不用于${direction === 'import' ? '导入' : '导出'}`, { path: ['layout'] });
  const columns = (await columnRows(act, [row.id])).map((one) => readyColumn(act.house, type, row.name, one));
  if (columns.length === 0) refuse('layout.empty', `外部版式“${row.name}”还没有列，请先登记版式列`, { path: ['layout'] });
  return { id: row.id, name: row.name, sheet: row.sheet, heading: row.heading, withKey: row.with_key === true, verified: row.verified === 'verified', columns };
}

/** The target of a ledger that a clerk's word means: its own word, or its label. */
export function targetFor(house: House, type: RecordType, word: string): string | undefined {
  const plain = cleanHeader(word);
  const all = targetsOf(house, type).filter(({ target }) => target !== KEY_TARGET);
  return (all.find(({ target }) => target === word.trim()) ?? all.find(({ label }) => cleanHeader(label) === plain))?.target;
}

function readyColumn(house: House, type: RecordType, layout: string, row: ColumnRow): ReadyColumn {
  const target = row.target ? (targetFor(house, type, row.target) ?? refuse('layout.target', `外部版式“${layout}”的“${row.header}”列对应的“${row.target}”，${type.ledger}中没有这一项`, { path: ['layout'] })) : null;
  const field = target === null ? undefined : type.fields[target];
  const { translation, unknown } = field ? readTranslation(field, row.codes ?? '') : { translation: undefined, unknown: [] };
  if (unknown.length > 0) refuse('layout.codes', `外部版式“${layout}”的“${row.header}”列，代码对照中的“${unknown[0]}”不是${field!.codes?.label ?? field!.label}`, { path: ['layout'] });
  return { header: row.header, target, field, fixed: row.fixed, form: { translation, dayForm: row.day_form, numberForm: row.number_form }, must: row.must === true, asText: row.as_text === true };
}

/** By cleaned header: the column of a layout. */
export function columnsByHeader(layout: ReadyLayout): Map<string, ReadyColumn> {
  return new Map(layout.columns.map((column) => [cleanHeader(column.header), column]));
}

/** The target of each column of a sheet in a layout; columns that the layout does not have are not imported. */
export function layoutTargets(layout: ReadyLayout, headers: string[]): (string | null)[] {
  const known = columnsByHeader(layout);
  const taken = new Set<string>();
  return headers.map((header) => {
    const target = header === cleanHeader(KEY_HEADER) ? KEY_TARGET : (known.get(header)?.target ?? null);
    if (target === null || taken.has(target)) return null;
    taken.add(target);
    return target;
  });
}

/** Every header that the ledger's layouts for import know, by layout. */
export async function knownHeaders(act: Act, type: RecordType): Promise<Map<string, Set<string>>> {
  const layouts = await layoutsFor(act, type, 'import');
  const headers = new Map(layouts.map(({ id }) => [id, new Set<string>()]));
  for (const row of await columnRows(act, [...headers.keys()])) headers.get(row.layout_id)!.add(cleanHeader(row.header));
  return headers;
}

/** The layout that a sheet's headers are those of: all of its columns are there, three at least; of several the one with most. */
export function recognise(known: Map<string, Set<string>>, headers: string[]): string | null {
  const there = new Set(headers);
  const fitting = [...known].filter(([, own]) => own.size >= 3 && [...own].every((header) => there.has(header)));
  return fitting.toSorted((a, b) => b[1].size - a[1].size)[0]?.[0] ?? null;
}

/** The layout of a batch with the day its file stands for; undefined for a batch without one. */
export async function layoutOfBatch(act: Act, type: RecordType, batch: { layout_id?: string | null; as_of?: string | null }): Promise<{ ready: ReadyLayout; asOf: string | null } | undefined> {
  return batch.layout_id ? { ready: await readyLayout(act, type, batch.layout_id, 'import'), asOf: batch.as_of ?? null } : undefined;
}
