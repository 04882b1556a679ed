import { type RawBuilder, sql } from 'kysely';
import type { Act } from '#base/server/house.ts';
import type { Paper } from '../schema/answers.ts';
import { KINDS } from '../rules/kinds.ts';

const DEFAULTS = JSON.stringify(Object.fromEntries(Object.entries(KINDS).map(([kind, one]) => [kind, one.papers.join('\n')])));

/** Makes the paper lists of cases not yet accepted, from the county's rule of the day of application or the defaults; received papers stay. `rows` is a condition on alias `r`. Read as in rules/papers.ts. */
export async function makePapers(act: Act, rows: RawBuilder<unknown>): Promise<void> {
  await sql`delete from recognition.paper p using recognition.case r where (${rows}) and r.state = 'draft' and r.version > 1 and p.county_code = r.county_code and p.case_id = r.id and p.received_on is null`.execute(act.tx);
  await sql`insert into recognition.paper (county_code, case_id, name, division_code, position, optional)
    select r.county_code, r.id, left(trim(l.line), 80) as name, r.division_code, min(l.position), bool_or(trim(l.line) like '%（如有）')
    from recognition.case r
    left join lateral (select u.papers from recognition.rule u where u.county_code = r.county_code and u.kind = r.kind and u.valid_from <= r.applied_on order by u.valid_from desc, u.created_at desc limit 1) rule on true
    cross join lateral regexp_split_to_table(coalesce(rule.papers, ${DEFAULTS}::jsonb ->> r.kind) || case when r.applicant = 'agent' then E'\n授权委托书' else '' end, E'[\n；;]') with ordinality l(line, position)
    where (${rows}) and r.state = 'draft' and trim(l.line) <> '' group by r.county_code, r.id, 3, r.division_code
    on conflict (county_code, case_id, name) do nothing`.execute(act.tx);
}

/** The paper list of a case, in its order. */
export async function listPapers(act: Act, caseId: string): Promise<Paper[]> {
  const { rows } = await sql<Paper>`select name, optional, received_on as "receivedOn", received_by as "receivedBy" from recognition.paper where county_code = ${act.scope.county} and case_id = ${caseId} order by position, name`.execute(act.tx);
  return rows;
}

/** Marks exactly these papers of a case as received; one that was already keeps its day. */
export async function receivePapers(act: Act, caseId: string, names: readonly string[]): Promise<void> {
  await sql`update recognition.paper set received_on = coalesce(received_on, ${act.today}::date), received_by = coalesce(received_by, ${act.actor.name}) where county_code = ${act.scope.county} and case_id = ${caseId} and name = any(${[...names]}::text[])`.execute(act.tx);
  await sql`update recognition.paper set received_on = null, received_by = null where county_code = ${act.scope.county} and case_id = ${caseId} and not name = any(${[...names]}::text[])`.execute(act.tx);
}
