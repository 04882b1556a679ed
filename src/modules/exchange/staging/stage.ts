import { type RawBuilder, sql } from 'kysely';
import { isForbiddenHeader } from '#base/pure/secrets.ts';
import type { Act } from '#base/server/house.ts';
import type { Keys } from '#base/server/keys.ts';
import type { Draft } from '../reading/rows.ts';
import type { Staged } from './settle.ts';

/** Where the original cells of a rejected row are kept; bound into their ciphertext. */
const RAW_PLACE = 'exchange.row/raw';

/** The original cells of a row that did not pass, encrypted whole; columns that must not be kept are left out. */
export function sealRaw(keys: Keys, headers: string[], cells: string[]): string {
  return keys.seal(RAW_PLACE, JSON.stringify(cells.map((text, column) => (isForbiddenHeader(headers[column] ?? '') ? '' : text))));
}

/** The original cells of a row, in the clear: for the workbook of rejected rows only. */
export const openRaw = (keys: Keys, sealed: string): string[] => JSON.parse(keys.open(RAW_PLACE, sealed)) as string[];

/** Keeps judged rows with their batch, one statement for all. */
export async function stageRows(act: Act, batch: { id: string; division_code: string }, headers: string[], staged: Staged[], drafts: Map<number, Draft>): Promise<void> {
  const rows = staged.map((row) => ({
    number: row.number, outcome: row.outcome, row_id: row.rowId, row_version: row.rowVersion, target_division: row.division, payload: row.payload, before: row.before, problems: row.problems,
    brought: row.held?.brought ?? null, held: row.held?.columns ?? null, held_about: row.held?.about ?? null,
    raw_sealed: row.outcome === 'bad' || row.outcome === 'ambiguous' ? sealRaw(act.house.keys, headers, drafts.get(row.number)?.cells ?? []) : null,
  }));
  await sql`insert into exchange.row (county_code, batch_id, division_code, number, outcome, row_id, row_version, target_division, payload, before, problems, raw_sealed, brought, held, held_about)
    select ${act.scope.county}, ${batch.id}::uuid, ${batch.division_code}, s.number, s.outcome, s.row_id, s.row_version, s.target_division, s.payload, s.before, s.problems, s.raw_sealed, s.brought, s.held, s.held_about
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as s(number integer, outcome text, row_id uuid, row_version integer, target_division text, payload jsonb, before jsonb, problems jsonb, raw_sealed text, brought jsonb, held jsonb, held_about jsonb)`.execute(act.tx);
}

/** Says how far a batch is; the counts are of all rows staged so far. */
export async function keepProgress(act: Act, id: string, set: RawBuilder<unknown>): Promise<void> {
  await sql`update exchange.batch set ${set} where county_code = ${act.scope.county} and id = ${id}`.execute(act.tx);
}
