import { type RawBuilder, sql } from 'kysely';
import { overWholeTables } from '#base/server/database.ts';
import type { Act } from '#base/server/house.ts';
import { APPROVED } from './facts.ts';

/** A benefit that money of a run rests on, with the run. */
export type Paid = { name: string; number: string };

/** Up to so many persons their lines are looked up one by one; beyond, whole tables are joined. */
const FEW = 500;
const RUNS = ['computed', 'reviewed', 'approved', 'checked', 'sent', 'closed'];

/**
 * One of some benefits (a condition on alias `r`) that lines of runs were worked out from: any such one, or, with `programmesOf` (each category's programmes),
 * only one that is no longer approved or no longer of a category that those lines pay. Its months would never be looked at again.
 */
export async function findPaid(act: Act, rows: RawBuilder<unknown>, programmesOf?: ReadonlyMap<string, readonly string[]>): Promise<Paid | undefined> {
  const lost = programmesOf
    ? sql`and (not r.state = any(${APPROVED}::text[]) or not exists (select 1 from jsonb_each(${JSON.stringify(Object.fromEntries(programmesOf))}::jsonb) m where m.key = r.category and m.value ? l.programme))`
    : sql``;
  const { rows: few } = await sql<{ person_id: string }>`select distinct r.person_id from benefits.recipient r where ${rows} limit ${FEW + 1}`.execute(act.tx);
  if (few.length === 0) return undefined;
  const whose = few.length > FEW ? sql`true` : sql`l.person_id = any(${few.map((row) => row.person_id)}::uuid[])`;
  const look = () => sql<Paid>`select p.name, b.number from benefits.recipient r
    join benefits.line l on l.county_code = r.county_code and l.person_id = r.person_id and l.outcome in ('pending', 'paid')
    join benefits.run b on b.county_code = l.county_code and b.id = l.run_id and b.state = any(${RUNS}::text[])
    join registry.person p on p.county_code = r.county_code and p.id = r.person_id
    where ${rows} ${lost} and ${whose} and exists (select 1 from benefits.item i where i.county_code = l.county_code and i.line_id = l.id and i.print ->> 'approval' = r.id::text) limit 1`.execute(act.tx);
  const { rows: found } = await (few.length > FEW ? overWholeTables(act.tx, look) : look());
  return found[0];
}
