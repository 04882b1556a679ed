import { sql } from 'kysely';
import { columnOf } from '#base/pure/record.ts';
import { refuse } from '#base/pure/refusal.ts';
import type { Act } from '#base/server/house.ts';
import { rowsWritten } from '#base/server/records/store.ts';

/** How many rows went along, by table. */
export type Moved = Record<string, number>;

/** Adds the counts of one move to another's. */
export function addMoved(sum: Moved, more: Moved): Moved {
  for (const [table, count] of Object.entries(more)) sum[table] = (sum[table] ?? 0) + count;
  return sum;
}

/**
 * Hands every row of one division to another: all tables with a division that the application may change (units apart, which stay or
 * close on their own), and every field of a record that names a division. Append-only tables keep the code under which they were written.
 */
export async function moveRows(act: Act, from: string, to: string): Promise<Moved> {
  const moved: Moved = {};
  for (const table of await placedTables(act)) {
    const count = await refusingDoubles(table, () => sql`update ${sql.table(table)} set division_code = ${to} where county_code = ${act.scope.county} and division_code = ${from}`.execute(act.tx));
    if (count > 0) moved[table] = count;
  }
  for (const { type } of act.house.stores.values()) {
    for (const [name, field] of Object.entries(type.fields)) {
      const column = columnOf(name);
      if (field.kind !== 'division' || column === 'division_code' || field.sealed) continue;
      await sql`update ${sql.table(type.name)} set ${sql.id(column)} = ${to} where county_code = ${act.scope.county} and ${sql.id(column)} = ${from}`.execute(act.tx);
    }
  }
  for (const store of act.house.stores.values()) {
    if (moved[store.type.name]) await rowsWritten(act, store, sql`r.county_code = ${act.scope.county} and r.division_code = ${to}`);
  }
  return moved;
}

async function placedTables(act: Act): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and not c.relispartition and has_schema_privilege(n.oid, 'USAGE') and has_table_privilege(c.oid, 'UPDATE') and n.nspname || '.' || c.relname <> 'organisation.unit'
      and 2 = (select count(*) from pg_attribute a where a.attrelid = c.oid and a.attname in ('county_code', 'division_code') and not a.attisdropped)
    order by 1`.execute(act.tx);
  return rows.map((row) => row.name);
}

async function refusingDoubles(table: string, update: () => Promise<{ numAffectedRows?: bigint }>): Promise<number> {
  try {
    return Number((await update()).numAffectedRows ?? 0);
  } catch (error) {
    if ((error as { code?: string }).code === '23505') refuse('merge.duplicate', '两地有相同的登记，合并后会重复，请先核对', { status: 409, detail: { table } });
    throw error;
  }
}
