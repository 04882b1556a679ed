import { type RawBuilder, sql } from 'kysely';
import { overWholeTables } from '#base/server/database.ts';
import type { Act } from '#base/server/house.ts';
import { type Month, monthOf } from '../rules/months.ts';
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
    ? sql`and (not r.state = any(${APPROVED}::text[]) or not exists (select 1 from jsonb_each(${JSON.stringify(Object.fromEntries(programmesOf))}::jsonb) m where m.key = r.category and m.value ? i.programme))`
    : sql``;
  const { rows: few } = await sql<{ person_id: string }>`select distinct r.person_id from benefits.recipient r where ${rows} limit ${FEW + 1}`.execute(act.tx);
  if (few.length === 0) return undefined;
  const whose = few.length > FEW ? sql`true` : sql`l.person_id = any(${few.map((row) => row.person_id)}::uuid[])`;
  const look = () => sql<Paid>`select p.name, b.number from benefits.recipient r
    join benefits.line l on l.county_code = r.county_code and l.person_id = r.person_id and l.outcome in ('pending', 'paid')
    join benefits.run b on b.county_code = l.county_code and b.id = l.run_id and b.state = any(${RUNS}::text[])
    join registry.person p on p.county_code = r.county_code and p.id = r.person_id
    where ${rows} and ${whose} and exists (select 1 from benefits.item i where i.county_code = l.county_code and i.line_id = l.id and i.print ->> 'approval' = r.id::text ${lost}) limit 1`.execute(act.tx);
  const { rows: found } = await (few.length > FEW ? overWholeTables(act.tx, look) : look());
  return found[0];
}

/** A row as it was just written: its state now and before (null where unchanged), the category before where it changed, whether it is new, and whether it runs. */
export type Written = { id: string; version: number; personId: string; category: string; from: Month | null; madeAt: number; now: string; was: string | null; wasCategory: string | null; isNew: boolean; isRunning: boolean };

/** Of rows just written (a condition on alias `r`) those that movements may have a word on: whoever has a movement in force, or whose state two persons give. */
export async function listWritten(act: Act, rows: RawBuilder<unknown>): Promise<Written[]> {
  const { rows: found } = await sql<Omit<Written, 'from'> & { startedOn: string | null }>`select r.id, r.version, r.person_id as "personId", r.category, r.started_on as "startedOn", extract(epoch from r.created_at)::float8 * 1000 as "madeAt", r.state as now, c.before ->> 'state' as was, c.before ->> 'category' as "wasCategory", r.version = 1 as "isNew", (r.ended_on is null or left(r.ended_on, 7) >= ${act.today.slice(0, 7)}) as "isRunning"
    from benefits.recipient r left join house.change c on c.county_code = r.county_code and c.record = 'benefits.recipient' and c.row_id = r.id and c.version = r.version and r.version > 1
    where (${rows}) and ((r.state in ('stopped', 'suspended', 'cancelled') and r.version > 1) or c.before ->> 'state' in ('stopped', 'suspended', 'cancelled') or exists (select 1 from benefits.movement m where m.county_code = r.county_code and m.person_id = r.person_id and m.state = 'effective'))`.execute(act.tx);
  return found.map(({ startedOn, ...row }) => ({ ...row, from: startedOn === null ? null : monthOf(startedOn) }));
}
