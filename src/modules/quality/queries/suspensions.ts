import { sql } from 'kysely';
import type { Act } from '#base/server/house.ts';
import type { Suspension } from '../schema/answers.ts';

/** The rules that do not speak in the act's county now. */
export async function suspendedRules(act: Act): Promise<Set<string>> {
  const { rows } = await sql<{ rule: string }>`select o.rule from quality.suspension o where o.county_code = ${act.scope.county} and o.ended_on is null`.execute(act.tx);
  return new Set(rows.map((row) => row.rule));
}

/** Suspensions of the act's county, those that stand first, then the latest of the past; 200 at most. */
export async function listSuspensions(act: Act): Promise<Suspension[]> {
  const { rows } = await sql<Suspension>`select o.id, o.rule, o.reason, o.hidden, o.suspended_on::text as "suspendedOn", o.suspended_by as "suspendedBy", o.ended_on::text as "endedOn", o.ended_by as "endedBy", o.end_reason as "endReason"
    from quality.suspension o where o.county_code = ${act.scope.county} order by (o.ended_on is null) desc, o.suspended_on desc, o.updated_at desc, o.id limit 200`.execute(act.tx);
  return rows;
}

/** Whether a suspension of this id was kept already. */
export async function isKept(act: Act, id: string): Promise<boolean> {
  const { rows } = await sql`select 1 from quality.suspension o where o.county_code = ${act.scope.county} and o.id = ${id}`.execute(act.tx);
  return rows.length > 0;
}

/** Keeps a suspension; false where the rule is suspended already. */
export async function insertSuspension(act: Act, { id, rule, reason, hidden }: Pick<Suspension, 'id' | 'rule' | 'reason' | 'hidden'>): Promise<boolean> {
  const { rows } = await sql`insert into quality.suspension (county_code, id, division_code, rule, reason, hidden, suspended_on, suspended_by, created_at, updated_at)
    values (${act.scope.county}, ${id}, ${act.scope.from}, ${rule}, ${reason}, ${hidden}, ${act.today}::date, ${act.actor.name}, ${act.now}, ${act.now}) on conflict (county_code, rule) where ended_on is null do nothing returning 1`.execute(act.tx);
  return rows.length > 0;
}

/** Ends the suspension of a rule; false where none stands. */
export async function endSuspension(act: Act, rule: string, reason: string | null): Promise<boolean> {
  const { rows } = await sql`update quality.suspension o set ended_on = greatest(${act.today}::date, o.suspended_on), ended_by = ${act.actor.name}, end_reason = ${reason}, updated_at = ${act.now}
    where o.county_code = ${act.scope.county} and o.rule = ${rule} and o.ended_on is null returning 1`.execute(act.tx);
  return rows.length > 0;
}

/** Takes a rule's findings of the act's county away; gives how many of them were open. */
export async function hideFindings(act: Act, rule: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`with gone as (delete from quality.finding f where f.county_code = ${act.scope.county} and f.rule = ${rule} returning f.state) select count(*) filter (where state = 'open')::int as n from gone`.execute(act.tx);
  return rows[0]!.n;
}
