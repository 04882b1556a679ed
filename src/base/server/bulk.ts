import { type RawBuilder, sql } from 'kysely';

/** A column's type in SQL, as rows are sent. */
type ColumnType = 'text' | 'uuid' | 'bigint' | 'integer' | 'boolean' | 'jsonb' | 'uuid[]';

/**
 * Many rows as a table expression in SQL, with columns typed by `shape`: `insert into … select … from ${rowsFrom(shape, rows)} s`. Sent column by column, which writes and reads in half the time of
 * one JSON text of rows; a column with the same value in every row is sent once. Amounts (bigint) stay exact; null stays null.
 */
export function rowsFrom<T extends Record<string, unknown>>(shape: { readonly [K in keyof T]: ColumnType }, rows: readonly T[]): RawBuilder<unknown> {
  const names = Object.keys(shape) as (keyof T & string)[];
  const columns = names.map((name) => ({ name, values: rows.map((row) => sendable(row[name], shape[name])) }));
  const varying = columns.filter(({ values }, at) => at === 0 || values.some((value) => value !== values[0]));
  const typed = columns.map((column) => (varying.includes(column) ? sql`x.${sql.ref(column.name)}::${sql.raw(shape[column.name])} as ${sql.ref(column.name)}` : sql`${column.values[0]}::${sql.raw(shape[column.name])} as ${sql.ref(column.name)}`));
  return sql`(select ${sql.join(typed)} from rows from (${sql.join(varying.map(({ values }) => sql`json_array_elements_text(${JSON.stringify(values)}::json)`))}) as x(${sql.join(varying.map(({ name }) => sql.ref(name)))}))`;
}

function sendable(value: unknown, type: ColumnType): unknown {
  if (value === null || value === undefined) return null;
  if (typeof value === 'bigint') return String(value);
  if (type === 'uuid[]') return `{${(value as string[]).join(',')}}`;
  return type === 'jsonb' ? JSON.stringify(value) : value;
}
