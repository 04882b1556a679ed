import { sql } from 'kysely';
import { columnOf, type RecordType } from '#base/pure/record.ts';
import type { Change } from '#base/pure/recordOperations.ts';
import type { Act } from '../house.ts';
import { type Columns, decode, masked, printValue } from './columns.ts';

type ChangeRow = { version: number; at: string; actor_name: string; act: Change['act']; reason: string | null; before: Columns | null; after: Columns | null };

/** A row's whole history, newest first, in words; sealed fields masked. */
export async function historyOf(act: Act, type: RecordType, id: string): Promise<Change[]> {
  return (await changesSince(act, type, id, 0)).toReversed();
}

/** What was changed after a version, oldest first. */
export async function changesSince(act: Act, type: RecordType, id: string, version: number): Promise<Change[]> {
  const { rows } = await sql<ChangeRow>`select version, at, actor_name, act, reason, before, after from house.change
    where county_code = ${act.scope.county} and record = ${type.name} and row_id = ${id} and version > ${version} order by version, at`.execute(act.tx);
  return rows.map((row) => ({ version: row.version, at: row.at, actor: row.actor_name, act: row.act, reason: row.reason, fields: differences(act, type, row) }));
}

function differences(act: Act, type: RecordType, row: ChangeRow): Change['fields'] {
  const before = decode(type, row.before ?? {}, act.house.keys);
  const after = decode(type, row.after ?? {}, act.house.keys);
  const touched = new Set([...Object.keys(row.before ?? {}), ...Object.keys(row.after ?? {})]);
  return Object.entries(type.fields)
    .filter(([name]) => touched.has(columnOf(name)) || touched.has(`${columnOf(name)}_sealed`))
    .map(([name, field]) => {
      const plain = (value: unknown) => (field.withheldBeside && value ? `${String(value).slice(0, 4)}年` : printValue(field, value));
      const show = (value: unknown) => (field.sealed ? masked(field, value) : plain(value));
      return { field: name, label: field.label, before: show(before[name]), after: show(after[name]) };
    })
    .filter((one) => one.before !== one.after || type.fields[one.field]!.sealed);
}
