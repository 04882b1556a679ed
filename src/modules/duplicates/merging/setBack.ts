import { sql } from 'kysely';
import type { Act } from '#base/server/house.ts';
import type { Catalog } from './catalog.ts';
import { isRow, type Step } from './moving.ts';

/** A row as JSON, for comparing only; values are written back from the text, never from here. */
export type Parsed = Record<string, unknown>;

/** Reads a row's JSON text. */
export const parse = (image: string): Parsed => JSON.parse(image) as Parsed;

/** What every write changes. */
const BOOKKEEPING = new Set(['version', 'updated_at']);

/** Columns that differ between two images of a row, version and time of change aside. */
export function differing(a: Parsed, b: Parsed): string[] {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].filter((column) => !BOOKKEEPING.has(column) && JSON.stringify(a[column] ?? null) !== JSON.stringify(b[column] ?? null));
}

/** Sets columns of the row that now reads `now` to what a step kept of it; as a further version unless told otherwise. */
export async function setBack({ act, catalog }: { act: Act; catalog: Catalog }, { place, before }: Step, now: string, columns: string[], counts = true): Promise<void> {
  const versioned = 'version' in parse(before) && counts;
  const sets = [...columns.map((column) => sql`${sql.id(column)} = b.${sql.id(column)}`), ...(versioned ? [sql`version = x.version + 1`, sql`updated_at = ${act.now}`] : [])];
  if (sets.length === 0) return;
  await sql`update ${sql.table(place)} x set ${sql.join(sets)} from jsonb_populate_record(null::${sql.table(place)}, ${before}::jsonb) b where x.county_code = ${act.scope.county} and ${isRow(catalog, place, now)}`.execute(act.tx);
}
