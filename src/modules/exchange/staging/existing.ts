import { type RawBuilder, sql } from 'kysely';
import { columnOf, type RecordType, type Values } from '#base/pure/record.ts';
import type { Act, House } from '#base/server/house.ts';
import { type Columns, columnType, encode, normaliseSealed, placeOf } from '#base/server/records/columns.ts';
import { inScope } from '#base/server/records/list.ts';
import type { Store } from '#base/server/records/store.ts';

/** A row that is there, with all its columns. */
export type Existing = Columns & { id: string; version: number; division_code: string };

/** The column by which a field is compared, its type, and the value to compare: the blind index of a sealed field. */
export function comparison(house: House, type: RecordType, name: string, value: unknown): { column: string; type: string; value: unknown } {
  const field = type.fields[name]!;
  const empty = value === null || value === undefined || value === '';
  if (!field.sealed) return { column: columnOf(name), type: columnType(field), value: empty ? null : value };
  return { column: `${columnOf(name)}_index`, type: 'text', value: empty ? null : house.keys.index(placeOf(type, name), normaliseSealed(field, String(value))) };
}

/** Rows in scope by id. */
export async function existingById(act: Act, type: RecordType, ids: string[]): Promise<Map<string, Existing>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<Existing>`select r.* from ${sql.table(type.name)} r where ${inScope(act, type)} and r.id = any(${[...new Set(ids)]}::uuid[])`.execute(act.tx);
  return new Map(rows.map((row) => [row.id, row]));
}

/** Rows in scope that agree with each set of values on the named fields (empty agrees with empty); one query per pattern of empty fields. */
export async function existingByFields(act: Act, type: RecordType, names: readonly string[], asked: Values[]): Promise<Existing[][]> {
  const found: Existing[][] = asked.map(() => []);
  const patterns = new Map<string, { index: number; compared: ReturnType<typeof comparison>[] }[]>();
  asked.forEach((values, index) => {
    const compared = names.map((name) => comparison(act.house, type, name, values[name]));
    if (compared.every(({ value }) => value === null)) return;
    const pattern = compared.map(({ value }) => (value === null ? '0' : '1')).join('');
    patterns.set(pattern, [...(patterns.get(pattern) ?? []), { index, compared }]);
  });
  for (const group of patterns.values()) {
    const { compared } = group[0]!;
    const conditions = compared.map(({ column, value }) => (value === null ? sql`${sql.ref(`r.${column}`)} is null` : sql`${sql.ref(`r.${column}`)} = ${sql.ref(`w.${column}`)}`));
    const wanted = JSON.stringify(group.map(({ index, compared: each }) => ({ n: index, ...Object.fromEntries(each.map(({ column, value }) => [column, value])) })));
    const { rows } = await sql<Existing & { n: number }>`select r.*, w.n from json_to_recordset(${wanted}::json) as w(n integer, ${definitions(compared)})
      join ${sql.table(type.name)} r on ${inScope(act, type)} and ${sql.join(conditions, sql` and `)}`.execute(act.tx);
    for (const { n, ...row } of rows) found[n]!.push(row as Existing);
  }
  return found;
}

const definitions = (compared: { column: string; type: string }[]): RawBuilder<unknown> => sql.join(compared.map(({ column, type }) => sql`${sql.id(column)} ${sql.raw(type)}`));

/** A unique constraint beside the primary key: the fields it holds together. */
export type UniqueKey = { fields: string[]; columns: string[] };

/** The unique constraints of a record's table, as far as they are made of its fields. */
export async function uniqueKeys(house: House, type: RecordType): Promise<UniqueKey[]> {
  const { rows } = await sql<{ columns: string[] }>`select array(select a.attname::text from unnest(c.conkey) k join pg_attribute a on a.attrelid = c.conrelid and a.attnum = k where a.attname <> 'county_code') as columns
    from pg_constraint c where c.conrelid = ${type.name}::regclass and c.contype = 'u'`.execute(house.database.owner);
  const byColumn = new Map(Object.entries(type.fields).map(([name, field]) => [field.sealed ? `${columnOf(name)}_index` : columnOf(name), name]));
  return rows.map(({ columns }) => ({ columns, fields: columns.map((column) => byColumn.get(column) ?? '') })).filter(({ fields }) => fields.length > 0 && fields.every((name) => name !== ''));
}

/** Who else in the county, in scope or not, holds each set of unique values. Asked as the owner, since the constraint itself looks across divisions; nothing of the holder but its id and place is read. */
export async function holdersOf(house: House, county: string, type: RecordType, key: UniqueKey, asked: (Values | undefined)[]): Promise<({ id: string; division_code: string } | undefined)[]> {
  const wanted = asked.flatMap((values, n) => {
    if (!values) return [];
    const compared = key.fields.map((name) => comparison(house, type, name, values[name]));
    return compared.some(({ value }) => value === null) ? [] : [{ n, ...Object.fromEntries(compared.map(({ column, value }) => [column, value])) }];
  });
  const holders: ({ id: string; division_code: string } | undefined)[] = asked.map(() => undefined);
  if (wanted.length === 0) return holders;
  const compared = key.fields.map((name) => comparison(house, type, name, null));
  const conditions = key.columns.map((column) => sql`${sql.ref(`r.${column}`)} = ${sql.ref(`w.${column}`)}`);
  const { rows } = await sql<{ n: number; id: string; division_code: string }>`select w.n, r.id, r.division_code from json_to_recordset(${JSON.stringify(wanted)}::json) as w(n integer, ${definitions(compared)})
    join ${sql.table(type.name)} r on r.county_code = ${county} and ${sql.join(conditions, sql` and `)}`.execute(house.database.owner);
  for (const row of rows) holders[row.n] = row;
  return holders;
}

/** Field values as the columns that will be written: computed fields left out, the server's further columns added. */
export function stagedColumns(house: House, store: Store, values: Values, names: string[]): Columns {
  const kept: Values = {};
  for (const name of names) if (!store.computed || !(name in store.computed)) kept[name] = values[name];
  return Object.assign(encode(store.type, kept, house.keys), store.columns?.(values, house.keys));
}
