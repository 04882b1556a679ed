import { type RawBuilder, sql } from 'kysely';
import type { Day } from '#base/pure/day.ts';
import { levelOf, rangeOf } from '#base/pure/division.ts';
import type { Act } from '#base/server/house.ts';
import type { Step, WaitingCase, WaitingQuery } from '../schema/answers.ts';
import type { State } from '../schema/codes.ts';

/** A rule as it stands in the county's ledger; days are null where none runs. */
export type RuleRow = { name: string; final_level: string | null; papers: string; notice_days: number | null; village_days: number | null; township_days: number | null; county_days: number | null; medical_days: number | null; city_days: number | null; province_days: number | null; supplement_days: number | null; source: string | null; unverified: boolean | null };

/** The rule of a kind that was in force on a day: the one begun last. */
export async function findRule(act: Act, kind: string, on: Day): Promise<RuleRow | undefined> {
  const { rows } = await sql<RuleRow>`select r.* from recognition.rule r where r.county_code = ${act.scope.county} and r.kind = ${kind} and r.valid_from <= ${on}::date order by r.valid_from desc, r.created_at desc limit 1`.execute(act.tx);
  return rows[0];
}

/** Whether the county has any rule yet. */
export async function hasRules(act: Act): Promise<boolean> {
  const { rows } = await sql`select 1 from recognition.rule where county_code = ${act.scope.county} limit 1`.execute(act.tx);
  return rows.length > 0;
}

/** Sets columns of a case and counts its version up. */
export async function updateCase(act: Act, id: string, columns: Record<string, unknown>): Promise<void> {
  const sets: RawBuilder<unknown>[] = Object.entries(columns).map(([column, value]) => sql`${sql.id(column)} = ${value}`);
  await sql`update recognition.case set ${sql.join([...sets, sql`version = version + 1`, sql`updated_at = ${act.now}`])} where county_code = ${act.scope.county} and id = ${id}`.execute(act.tx);
}

/** A step as it is written: who and when come from the act. */
export type StepValues = { id: string; caseId: string; caseVersion: number; divisionCode: string; act: string; fromState: string; toState: string; actedOn: Day; opinion?: string; reason?: string; document?: string };

/** Writes a step down. */
export async function insertStep(act: Act, step: StepValues): Promise<void> {
  await sql`insert into recognition.step (county_code, id, division_code, case_id, case_version, act, from_state, to_state, level, acted_on, at, opinion, reason, document, actor_id, actor_name, unit_name)
    values (${act.scope.county}, ${step.id}, ${step.divisionCode}, ${step.caseId}, ${step.caseVersion}, ${step.act}, ${step.fromState}, ${step.toState}, ${levelOf(act.actor.division)}, ${step.actedOn}, ${act.now},
      ${step.opinion ?? null}, ${step.reason ?? null}, ${step.document ?? null}, ${act.actor.id}, ${act.actor.name}, ${act.actor.unitName})`.execute(act.tx);
}

/** Whether a step was already taken. */
export async function hasStep(act: Act, id: string): Promise<boolean> {
  const { rows } = await sql`select 1 from recognition.step where county_code = ${act.scope.county} and id = ${id}`.execute(act.tx);
  return rows.length > 0;
}

/** The steps of a case, oldest first, with who took them (`actorId` for rules only). */
export async function listSteps(act: Act, caseId: string): Promise<(Step & { actorId: string })[]> {
  const { rows } = await sql<Step & { actorId: string }>`select id, act, from_state as "fromState", to_state as "toState", level, acted_on as "actedOn", at, opinion, reason, document, actor_name as "actorName", unit_name as "unitName", actor_id as "actorId"
    from recognition.step where county_code = ${act.scope.county} and case_id = ${caseId} order by case_version`.execute(act.tx);
  return rows;
}

/** Whether any of some cases has been acted on; `rows` is a condition on alias `r`. */
export async function hasSteps(act: Act, rows: RawBuilder<unknown>): Promise<boolean> {
  const { rows: found } = await sql`select 1 from recognition.case r where (${rows}) and exists (select 1 from recognition.step s where s.county_code = r.county_code and s.case_id = r.id) limit 1`.execute(act.tx);
  return found.length > 0;
}

/** A case whose identity applied for is no longer the one that was accepted; `rows` is a condition on alias `r`. */
export async function alteredCase(act: Act, rows: RawBuilder<unknown>): Promise<{ name: string } | undefined> {
  const { rows: found } = await sql<{ name: string }>`select p.name from recognition.case r join registry.person p on p.county_code = r.county_code and p.id = r.person_id
    where (${rows}) and r.county_code = ${act.scope.county} and r.accepted_role is not null and r.target_role is distinct from r.accepted_role limit 1`.execute(act.tx);
  return found[0];
}

/** An approval that came after the one of a case and stands on it: of the same identity or, for a rating, of any rating of the same person; undefined where none stands. */
export async function laterApproval(act: Act, { id, personId, role, kinds }: { id: string; personId: string; role: string; kinds: readonly string[] }): Promise<{ kind: string; document: string | null; decidedOn: Day } | undefined> {
  const approvedAt = (of: RawBuilder<unknown>) => sql`(select max(s.at) from recognition.step s where s.county_code = r.county_code and s.case_id = ${of} and s.act = 'approve')`;
  const { rows } = await sql<{ kind: string; document: string | null; decidedOn: Day }>`select r.kind, r.document, r.decided_on as "decidedOn" from recognition.case r
    where r.county_code = ${act.scope.county} and r.person_id = ${personId} and r.id <> ${id} and r.state = 'approved' and (r.target_role = ${role} or r.kind = any(${[...kinds]}::text[])) and ${approvedAt(sql`r.id`)} > ${approvedAt(sql`${id}`)}
    order by ${approvedAt(sql`r.id`)} desc limit 1`.execute(act.tx);
  return rows[0];
}

/** Brings steps, papers, notices and objections to the division of their persons' cases; `rows` is a condition on persons, alias `r`. */
export async function bringCases(act: Act, rows: RawBuilder<unknown>): Promise<void> {
  for (const table of ['step', 'paper', 'notice', 'objection']) {
    await sql`update ${sql.table(`recognition.${table}`)} h set division_code = c.division_code from recognition.case c
      where c.county_code = ${act.scope.county} and c.person_id in (select r.id from registry.person r where (${rows}) and r.version > 1)
        and h.county_code = c.county_code and h.case_id = c.id and h.division_code <> c.division_code`.execute(act.tx);
  }
}

const COUNTY_STATES: readonly State[] = ['check', 'medical', 'toPublish', 'toReport', 'city', 'province'];
const LEADER_STATES: readonly State[] = ['decision', 'reconsidering'];

/** What waits for the actor, on alias `r`: the states of their level; what is to be accepted or supplemented at their own place; for the county, notices to end and objections to settle. */
function waitingForMe(act: Act): RawBuilder<unknown> {
  const { actor } = act;
  const level = levelOf(actor.division);
  const any: RawBuilder<unknown>[] = [sql`false`];
  if (actor.permissions.has('recognition.write')) {
    any.push(sql`r.state in ('draft', 'returned') and r.division_code = ${actor.division}`);
    if (level === 'village' || level === 'township') any.push(sql`r.state = ${level}`);
    if (level === 'county') any.push(sql`r.state = any(${[...COUNTY_STATES]}::text[])`, sql`r.state = 'notice' and (r.notice_until < ${act.today}::date or exists (select 1 from recognition.objection o where o.county_code = r.county_code and o.case_id = r.id and o.result is null))`);
  }
  if (actor.permissions.has('recognition.approve') && level === 'county') any.push(sql`r.state = any(${[...LEADER_STATES]}::text[])`);
  return sql`(${sql.join(any.map((one) => sql`(${one})`), sql` or `)})`;
}

const inScope = (act: Act) => sql`r.county_code = ${act.scope.county} and r.division_code between ${act.scope.from} and ${act.scope.to}`;

/** One page of cases that wait for the actor, or of all in scope past their day; the soonest due first. */
export async function listWaiting(act: Act, query: WaitingQuery): Promise<{ rows: WaitingCase[]; total: number }> {
  const range = query.division ? rangeOf(query.division) : act.scope;
  const where = sql`${inScope(act)} and r.division_code between ${range.from} and ${range.to} and ${query.kind ? sql`r.kind = ${query.kind}` : sql`true`} and ${query.state ? sql`r.state = ${query.state}` : sql`true`}
    and ${query.list === 'mine' ? waitingForMe(act) : sql`r.due_on < ${act.today}::date`}`;
  const { rows } = await sql<WaitingCase & { total: string }>`select r.id, p.name as "personName", r.kind, r.state, coalesce(d.path, r.division_code) as place, r.applied_on as "appliedOn", r.due_on as "dueOn", count(*) over () as total
    from recognition.case r join registry.person p on p.county_code = r.county_code and p.id = r.person_id left join organisation.division d on d.county_code = r.county_code and d.code = r.division_code
    where ${where} order by r.due_on nulls last, r.applied_on, r.id limit ${query.size} offset ${(query.page - 1) * query.size}`.execute(act.tx);
  return { rows: rows.map(({ total: _total, ...row }) => row), total: Number(rows[0]?.total ?? 0) };
}

/** How many cases wait for the actor in each state, and the soonest due day of each. */
export async function countWaiting(act: Act): Promise<{ state: State; n: number; due: Day | null }[]> {
  const { rows } = await sql<{ state: State; n: number; due: Day | null }>`select r.state, count(*)::int as n, min(r.due_on) as due from recognition.case r where ${inScope(act)} and ${waitingForMe(act)} group by r.state order by r.state`.execute(act.tx);
  return rows;
}
