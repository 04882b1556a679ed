import { type RawBuilder, sql } from 'kysely';
import { addDays } from '#base/pure/day.ts';
import type { Act } from '#base/server/house.ts';
import { hold, type Queue } from '#base/server/pending.ts';

/** Persons for whom proposals wait to be worked out. */
export const PERSONS: Queue = { table: 'plans.pending', id: 'person_id', of: 'registry.person', by: 'person_id' };

/** A proposal as it is kept. */
export type Kept = { person_id: string; division_code: string; rule: string; reason: string; print: string };
/** Why a rule stays quiet for a person: an open need of it, or, with a print, what was declined or met on the same facts. */
export type Quiet = { person_id: string; rule: string; print: string | null; open: boolean };

/** Days after which a need that ended may be proposed again on the same facts; our proposal, 待核实. */
export const REST_DAYS = 180;

/** What keeps rules quiet for some persons. `leaving`: rows about to go no longer count. */
export async function listQuiet(act: Act, persons: readonly string[], leaving: readonly string[]): Promise<Quiet[]> {
  const here = (alias: string) => sql`${sql.ref(`${alias}.county_code`)} = ${act.scope.county} and ${sql.ref(`${alias}.person_id`)} = any(${[...persons]}::uuid[]) and ${sql.ref(`${alias}.id`)} <> all(${[...leaving]}::uuid[])`;
  const { rows } = await sql<Quiet>`select n.person_id, n.rule, n.print, n.outcome is null as open from plans.need n where ${here('n')} and n.rule is not null and (n.outcome is null or n.ended_on > ${addDays(act.today, -REST_DAYS)}::date)
    union all select d.person_id, d.rule, d.print, false from plans.declined d where ${here('d')}`.execute(act.tx);
  return rows;
}

/** Brings the kept proposals of some persons into step: new ones come, those no longer made go, the others keep their id and day. */
export async function keepProposals(act: Act, persons: readonly string[], kept: readonly Kept[]): Promise<void> {
  const given = sql`json_to_recordset(${JSON.stringify(kept)}::json) as x(person_id uuid, division_code text, rule text, reason text, print text)`;
  await sql`delete from plans.proposal r where r.county_code = ${act.scope.county} and r.person_id = any(${[...persons]}::uuid[]) and not exists (select 1 from ${given} where x.person_id = r.person_id and x.rule = r.rule)`.execute(act.tx);
  if (kept.length === 0) return;
  await sql`insert into plans.proposal as r (county_code, division_code, created_at, updated_at, person_id, rule, reason, proposed_on, print)
    select ${act.scope.county}, x.division_code, ${act.now}, ${act.now}, x.person_id, x.rule, x.reason, ${act.today}, x.print from ${given} order by x.person_id, x.rule
    on conflict (county_code, person_id, rule) do update set reason = excluded.reason, print = excluded.print, division_code = excluded.division_code, updated_at = excluded.updated_at, version = r.version + 1
      where (r.reason, r.print, r.division_code) is distinct from (excluded.reason, excluded.print, excluded.division_code)`.execute(act.tx);
}

/** A proposal as acceptance reads it. */
export type ProposalRow = { id: string; personId: string; divisionCode: string; rule: string; reason: string; print: string | null };

/** Some proposals within scope, locked so that two clerks do not both accept one; their persons first, as everywhere. */
export async function lockProposals(act: Act, ids: readonly string[]): Promise<ProposalRow[]> {
  const these = sql`r.county_code = ${act.scope.county} and r.division_code between ${act.scope.from} and ${act.scope.to} and r.id = any(${[...ids]}::uuid[])`;
  const { rows: persons } = await sql<{ id: string }>`select distinct r.person_id as id from plans.proposal r where ${these}`.execute(act.tx);
  await hold(act, PERSONS, persons.map((row) => row.id));
  const { rows } = await sql<ProposalRow>`select r.id, r.person_id as "personId", r.division_code as "divisionCode", r.rule, r.reason, r.print from plans.proposal r where ${these} order by r.id for update`.execute(act.tx);
  return rows;
}

/** Removes proposals that were accepted. */
export async function dropProposals(act: Act, ids: readonly string[]): Promise<void> {
  await sql`delete from plans.proposal r where r.county_code = ${act.scope.county} and r.id = any(${[...ids]}::uuid[])`.execute(act.tx);
}

/** Keeps on which facts proposals were declined, and removes them; `rows` is a condition on plans.declined `r`. */
export async function quietProposals(act: Act, rows: RawBuilder<unknown>): Promise<void> {
  await sql`update plans.declined r set print = p.print from plans.proposal p where p.county_code = r.county_code and p.person_id = r.person_id and p.rule = r.rule and (${rows})`.execute(act.tx);
  await sql`delete from plans.proposal p using plans.declined r where p.county_code = r.county_code and p.person_id = r.person_id and p.rule = r.rule and p.print = r.print and (${rows})`.execute(act.tx);
}

/** Removes proposals of rules that this version no longer has. */
export async function dropUnknownRules(act: Act, known: readonly string[]): Promise<void> {
  await sql`delete from plans.proposal r where r.county_code = ${act.scope.county} and r.rule <> all(${[...known]}::text[])`.execute(act.tx);
}

/** How many proposals of each rule stand within scope and division. */
export async function countByRule(act: Act, within: RawBuilder<unknown>): Promise<{ rule: string; count: number }[]> {
  const { rows } = await sql<{ rule: string; count: number }>`select r.rule, count(*)::int as count from plans.proposal r where ${within} group by r.rule order by r.rule`.execute(act.tx);
  return rows;
}
