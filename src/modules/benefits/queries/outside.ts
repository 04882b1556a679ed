import { type RawBuilder, sql } from 'kysely';
import type { Fen } from '#base/pure/fen.ts';
import type { Act } from '#base/server/house.ts';

type Ledger = 'benefits.conscript_year' | 'benefits.one_off';

/** Of rows just written (a condition on alias `r`), those whose 系统外已发 was answered by that writing. */
export async function listAnswered(act: Act, ledger: Ledger, rows: RawBuilder<unknown>): Promise<string[]> {
  return (await sql<{ id: string }>`select r.id from ${sql.table(ledger)} r join house.change c on c.county_code = r.county_code and c.record = ${ledger} and c.row_id = r.id and c.version = r.version and c.act <> 'restore' and c.after ? 'paid_outside' where ${rows}`.execute(act.tx)).rows.map(({ id }) => id);
}

/** Whether an answer of 系统外已发 was changed by writing some rows (a condition on alias `r`) of which the sum was already submitted or approved. */
export async function isAnsweredLate(act: Act, ledger: Ledger, rows: RawBuilder<unknown>): Promise<boolean> {
  return (await sql`select 1 from ${sql.table(ledger)} r join house.change c on c.county_code = r.county_code and c.record = ${ledger} and c.row_id = r.id and c.version = r.version and c.act in ('update', 'import') and c.after ? 'paid_outside'
    where (${rows}) and r.state <> 'draft' and (c.before ->> 'paid_outside') is distinct from (c.after ->> 'paid_outside') limit 1`.execute(act.tx)).rows.length > 0;
}

/** Keeps what the ledgers held that may be of a sum as 系统外已发 was answered: when that grows, it is asked again. */
export async function keepFound(act: Act, ledger: Ledger, found: readonly { id: string; found: Fen }[]): Promise<void> {
  if (found.length === 0) return;
  await sql`update ${sql.table(ledger)} r set outside_found = x.found from jsonb_to_recordset(${JSON.stringify(found.map((one) => ({ id: one.id, found: String(one.found) })))}::jsonb) as x(id uuid, found bigint) where r.county_code = ${act.scope.county} and r.id = x.id`.execute(act.tx);
}
