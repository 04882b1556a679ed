import { sql } from 'kysely';
import type { Day } from '#base/pure/day.ts';
import type { Act } from '#base/server/house.ts';

/** A move that waits for its answer, as it is kept. */
export type RequestRow = {
  id: string; division_code: string; from_division: string; change_id: string; person_id: string; person_name: string; citizen_id_masked: string | null; household_relation: string | null; effective_on: string; document: string | null; reason: string | null;
  asked_by: string; asked_unit: string; asked_at: string; due_on: string; state: string; answered_by: string | null; answered_at: string | null; answer: string | null; from_path: string | null; to_path: string | null; together_id: string | null;
};

/** Keeps a request for the receiving side. */
export async function insertRequest(act: Act, row: { id: string; to: string; from: string; changeId: string; personId: string; personName: string; masked: string | null; relation: string | null; effectiveOn: Day; document: string | null; reason: string | null; dueOn: Day; together: string | null }): Promise<void> {
  await sql`insert into changes.request (county_code, id, division_code, from_division, change_id, person_id, person_name, citizen_id_masked, household_relation, effective_on, document, reason, asked_by, asked_unit, asked_at, due_on, state, together_id)
    values (${act.scope.county}, ${row.id}, ${row.to}, ${row.from}, ${row.changeId}, ${row.personId}, ${row.personName}, ${row.masked}, ${row.relation}, ${row.effectiveOn}, ${row.document}, ${row.reason}, ${act.actor.name}, ${act.actor.unitName}, ${act.now}, ${row.dueOn}, 'waiting', ${row.together})`.execute(act.tx);
}

const whole = sql`select r.*, f.path as from_path, t.path as to_path from changes.request r
  left join organisation.division f on f.county_code = r.county_code and f.code = r.from_division left join organisation.division t on t.county_code = r.county_code and t.code = r.division_code`;

/** Requests that the reader is asked to answer (`in`) or made (`out`), the most urgent first; of a household its head before the others. */
export async function listRequests(act: Act, side: 'in' | 'out', open: boolean): Promise<RequestRow[]> {
  const { county, from, to } = act.scope;
  const mine = side === 'in' ? sql`r.division_code between ${from} and ${to}` : sql`r.from_division between ${from} and ${to}`;
  const { rows } = await sql<RequestRow>`${whole} where r.county_code = ${county} and ${mine} and r.state ${open ? sql`= 'waiting'` : sql`<> 'waiting'`} order by ${open ? sql`r.due_on` : sql`r.answered_at desc`}, r.together_id, r.household_relation nulls last, r.id limit 200`.execute(act.tx);
  return rows;
}

/** One request that the reader may see, locked. */
export async function findRequest(act: Act, id: string): Promise<RequestRow | undefined> {
  const { rows } = await sql<RequestRow>`${whole} where r.county_code = ${act.scope.county} and r.id = ${id} for update of r`.execute(act.tx);
  return rows[0];
}

/** The requests that were made together with one and still wait, itself among them, locked. */
export async function requestsTogether(act: Act, request: RequestRow): Promise<RequestRow[]> {
  if (!request.together_id) return [request];
  const { rows } = await sql<RequestRow>`${whole} where r.county_code = ${act.scope.county} and r.together_id = ${request.together_id} and r.state = 'waiting' order by r.person_id for update of r`.execute(act.tx);
  return rows;
}

/** The request of a change. */
export async function requestOfChange(act: Act, changeId: string): Promise<RequestRow | undefined> {
  const { rows } = await sql<RequestRow>`${whole} where r.county_code = ${act.scope.county} and r.change_id = ${changeId}`.execute(act.tx);
  return rows[0];
}

/** Answers a request. */
export async function answerRequest(act: Act, id: string, state: 'accepted' | 'declined' | 'withdrawn', answer: string | null): Promise<void> {
  await sql`update changes.request set state = ${state}, answered_by = ${`${act.actor.unitName} ${act.actor.name}`}, answered_at = ${act.now}, answer = ${answer} where county_code = ${act.scope.county} and id = ${id}`.execute(act.tx);
}

/** What waits in the reader's scope: requests to answer and open follow-ups, a few by name and how many in all; transfers out of the county that were registered before `askedBefore` and still have no receipt; moves declined since `answeredSince` after which nothing was done for the person. */
export async function waitingWork(act: Act, { askedBefore, answeredSince }: { askedBefore: Day; answeredSince: Day }): Promise<{ requests: { name: string; due: Day }[]; followUps: { total: number; overdue: number; due: Day | null }; transfers: number; declined: { name: string; answer: string | null }[] }> {
  const { county, from, to } = act.scope;
  const requests = await sql<{ name: string; due: Day }>`select r.person_name as name, r.due_on as due from changes.request r where r.county_code = ${county} and r.division_code between ${from} and ${to} and r.state = 'waiting' order by r.due_on limit 5`.execute(act.tx);
  const followUps = await sql<{ total: number; overdue: number; due: Day | null }>`select count(*)::int as total, (count(*) filter (where r.due_on < ${act.today}))::int as overdue, min(r.due_on) as due
    from changes.follow_up r where r.county_code = ${county} and r.division_code between ${from} and ${to} and r.state = 'open'`.execute(act.tx);
  const transfers = await sql<{ total: number }>`select count(*)::int as total from changes.change r where r.county_code = ${county} and r.division_code between ${from} and ${to} and r.state = 'waiting' and r.kind = 'moveOut' and r.effective_on < ${askedBefore}::date`.execute(act.tx);
  const declined = await sql<{ name: string; answer: string | null }>`select r.person_name as name, r.answer from changes.request r where r.county_code = ${county} and r.from_division between ${from} and ${to} and r.state = 'declined' and r.answered_at >= ${answeredSince}::date
    and not exists (select 1 from changes.change c where c.county_code = r.county_code and c.person_id = r.person_id and c.id <> r.change_id and c.created_at > r.answered_at) order by r.answered_at desc limit 5`.execute(act.tx);
  return { requests: requests.rows, followUps: followUps.rows[0]!, transfers: transfers.rows[0]!.total, declined: declined.rows };
}
