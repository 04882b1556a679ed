import { sql } from 'kysely';
import { levelOf } from '#base/pure/division.ts';
import type { Act } from '#base/server/house.ts';
import { isLate } from './rules/returns.ts';
import type { Answer, Question, ReturnSummary, UnitReturn } from './schema/returns.ts';

/** A return as it is kept. */
export type RequestRow = { id: string; title: string; note: string | null; dueOn: string; period: string | null; questions: Question[]; state: 'open' | 'closed'; unitName: string; askedBy: string; createdAt: string };
/** Whether the acting person looks from the county, who alone sees lateness and counts. */
export const fromCounty = (act: Act): boolean => levelOf(act.actor.division) === 'county';

/** Returns that concern the scope, those due last first: all for the county, for others those asked of units in their scope. */
export async function listRequests(act: Act, state: string | undefined): Promise<ReturnSummary[]> {
  const county = fromCounty(act);
  const { rows } = await sql<Omit<ReturnSummary, 'counts'> & { asked: number; submitted: number; sentBack: number; late: number }>`
    select q.id, q.title, q.due_on as "dueOn", q.state, q.unit_name as "unitName", q.asked_by_name as "askedBy", q.created_at as "createdAt",
      max(a.state) filter (where a.unit_id = ${act.actor.unitId || null}) as mine, count(a.unit_id)::int as asked,
      (count(*) filter (where a.state = 'submitted'))::int as submitted, (count(*) filter (where a.state = 'sentBack'))::int as "sentBack",
      (count(*) filter (where case when a.state = 'submitted' then a.submitted_on > q.due_on else a.unit_id is not null and q.due_on < ${act.today}::date end))::int as late
    from organisation.return_request q left join organisation.return_answer a on a.county_code = q.county_code and a.request_id = q.id and a.division_code between ${act.scope.from} and ${act.scope.to}
    where q.county_code = ${act.scope.county} and ${state ? sql`q.state = ${state}` : sql`true`}
    group by q.county_code, q.id having ${county} or count(a.unit_id) > 0 order by q.due_on desc, q.created_at desc limit 200`.execute(act.tx);
  return rows.map(({ asked, submitted, sentBack, late, ...row }) => ({ ...row, counts: county ? { asked, submitted, sentBack, late } : null }));
}

/** One return; undefined where the county has none of this id. */
export async function findRequest(act: Act, id: string): Promise<RequestRow | undefined> {
  const { rows } = await sql<RequestRow>`select id, title, note, due_on as "dueOn", period, questions, state, unit_name as "unitName", asked_by_name as "askedBy", created_at as "createdAt"
    from organisation.return_request where county_code = ${act.scope.county} and id = ${id}`.execute(act.tx);
  return rows[0];
}

/** How the units in scope stand with a return. */
export async function listUnitReturns(act: Act, request: RequestRow): Promise<UnitReturn[]> {
  const { rows } = await sql<UnitReturn>`select a.unit_id as "unitId", u.name as "unitName", a.division_code as "divisionCode", a.state, a.answers, a.submitted_on as "submittedOn", a.submitted_by as "submittedBy", a.sent_back_reason as "sentBackReason", a.reminded_at as "remindedAt"
    from organisation.return_answer a join organisation.unit u on u.county_code = a.county_code and u.id = a.unit_id
    where a.county_code = ${act.scope.county} and a.request_id = ${request.id} and a.division_code between ${act.scope.from} and ${act.scope.to} order by a.division_code, u.name`.execute(act.tx);
  const county = fromCounty(act);
  return rows.map((row) => ({ ...row, late: county ? isLate(request.dueOn, row.state, row.submittedOn, act.today) : null }));
}

/** Writes answers of a unit and, where given, its state. */
export async function writeAnswers(act: Act, requestId: string, unitId: string, answers: Answer[], submit: boolean): Promise<void> {
  const handed = submit ? sql`, state = 'submitted', submitted_on = ${act.today}, submitted_at = ${act.now}, submitted_by = ${act.actor.name}, sent_back_reason = null` : sql``;
  await sql`update organisation.return_answer set answers = ${JSON.stringify(answers)}::jsonb ${handed} where county_code = ${act.scope.county} and request_id = ${requestId} and unit_id = ${unitId}`.execute(act.tx);
}
