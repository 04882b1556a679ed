import { type RawBuilder, sql } from 'kysely';
import type { Act } from '#base/server/house.ts';

/** A finding as a judgement gives it, before it is compared with what is kept. */
export type Judged = { rule: string; severity: string; level: string; record: string; row_id: string; person_id: string | null; division_code: string; subject: string; field: string; facts: string | null; state: string; reason: string | null };

/** A waiver that still stands. */
export type Standing = { id: string; rule: string; row_id: string; reason: string; print: string | null };

/** SQL on a finding or waiver `f`: those about some persons, or about some households. */
export const ofPersons = (ids: readonly string[]) => sql`f.person_id = any(${ids}::uuid[])`;
export const ofHouseholds = (ids: readonly string[]) => sql`f.person_id is null and f.row_id = any(${ids}::text[])`;

/** Brings the kept findings of some subjects into step with a judgement: what no longer holds goes, what is new comes, what is as before stays untouched with its day. */
export async function keepFindings(act: Act, subjects: RawBuilder<unknown>, judged: readonly Judged[]): Promise<void> {
  const { county } = act.scope;
  const rows = sql`jsonb_to_recordset(${JSON.stringify(judged)}::jsonb) as w(rule text, severity text, level text, record text, row_id text, person_id uuid, division_code text, subject text, field text, facts text, state text, reason text)`;
  const gone = sql`delete from quality.finding f where f.county_code = ${county} and ${subjects} and not exists (select 1 from ${rows} where w.rule = f.rule and w.record = f.record and w.row_id = f.row_id)`;
  if (judged.length === 0) return void (await gone.execute(act.tx));
  await sql`with gone as (${gone}) insert into quality.finding as f (county_code, division_code, subject, rule, severity, level, record, row_id, person_id, field, facts, state, reason, found_on, created_at, updated_at)
    select ${county}, w.division_code, w.subject, w.rule, w.severity, w.level, w.record, w.row_id, w.person_id, w.field, w.facts, w.state, w.reason, ${act.today}::date, ${act.now}, ${act.now} from ${rows} order by w.row_id, w.rule
    on conflict (county_code, rule, record, row_id) do update set division_code = excluded.division_code, subject = excluded.subject, severity = excluded.severity, level = excluded.level, person_id = excluded.person_id, field = excluded.field,
      facts = excluded.facts, state = excluded.state, reason = excluded.reason, version = f.version + 1, updated_at = excluded.updated_at
    where (f.division_code, f.subject, f.severity, f.level, f.person_id, f.field, f.facts, f.state, f.reason)
      is distinct from (excluded.division_code, excluded.subject, excluded.severity, excluded.level, excluded.person_id, excluded.field, excluded.facts, excluded.state, excluded.reason)`.execute(act.tx);
}

/** The waivers of some subjects that still stand. */
export async function standingWaivers(act: Act, subjects: RawBuilder<unknown>, leaving: readonly string[]): Promise<Standing[]> {
  const { rows } = await sql<Standing>`select f.id, f.rule, f.row_id, f.reason, f.print from quality.waiver f where f.county_code = ${act.scope.county} and f.state = 'active' and ${subjects} and f.id <> all(${leaving}::uuid[])`.execute(act.tx);
  return rows;
}

/** Keeps what a waiver's rule read when it was given, so that a later change of it is seen. */
export async function printWaivers(act: Act, prints: readonly { id: string; print: string }[]): Promise<void> {
  if (prints.length === 0) return;
  await sql`update quality.waiver f set print = w.print from jsonb_to_recordset(${JSON.stringify(prints)}::jsonb) as w(id uuid, print text) where f.county_code = ${act.scope.county} and f.id = w.id`.execute(act.tx);
}

/** Ends waivers whose rule now reads something else; each step stays in the waiver's history. */
export async function endWaivers(act: Act, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await sql`with over as (update quality.waiver f set state = 'over', ended_on = ${act.today}::date, version = f.version + 1, updated_at = ${act.now} where f.county_code = ${act.scope.county} and f.id = any(${ids}::uuid[]) returning f.*)
    insert into house.change (county_code, record, row_id, version, division_code, act, at, actor_id, actor_name, reason, before, after)
    select o.county_code, 'quality.waiver', o.id, o.version, o.division_code, 'update', ${act.now}, ${act.actor.id}, ${act.actor.name}, '所涉内容已变动', '{"state": "active", "ended_on": null}'::jsonb, jsonb_build_object('state', o.state, 'ended_on', o.ended_on) from over o`.execute(act.tx);
}
