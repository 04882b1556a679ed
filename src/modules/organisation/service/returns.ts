import { sql } from 'kysely';
import { notFound, refuse } from '#base/pure/refusal.ts';
import { rangeOf } from '#base/pure/division.ts';
import type { Act, Task } from '#base/server/house.ts';
import { measure } from '#base/server/measure.ts';
import { readPeriod } from '#base/server/period.ts';
import { fromCounty, findRequest, listRequests, listUnitReturns, type RequestRow, writeAnswers } from '../returnQueries.ts';
import { answerProblems } from '../rules/returns.ts';
import type { Answer, Question, ReturnDetail, ReturnDraft, ReturnSummary, UnitReturn } from '../schema/returns.ts';

/** Returns that concern the scope. */
export const list = (act: Act, { state }: { state?: string }): Promise<ReturnSummary[]> => listRequests(act, state);

/** One return in full; `measured` is what the product would answer now for the acting person's unit, or for the one named. */
export async function get(act: Act, { id, unitId }: { id: string; unitId?: string }): Promise<ReturnDetail> {
  const request = (await findRequest(act, id)) ?? notFound('上报通知');
  const units = await listUnitReturns(act, request);
  if (!fromCounty(act) && units.length === 0) notFound('上报通知');
  const own = units.find((one) => one.unitId === (unitId ?? act.actor.unitId));
  const [summary] = (await listRequests(act, undefined)).filter((one) => one.id === id);
  return { ...request, mine: summary?.mine ?? null, counts: summary?.counts ?? null, units, measured: own ? await measureAnswers(act, request, own.divisionCode) : [] };
}

/** The figures and ledgers that can answer a question. */
export async function answerable({ house }: Act): Promise<{ figures: { key: string; title: string }[]; ledgers: { key: string; title: string }[] }> {
  return {
    figures: [...house.figures.values()].map(({ key, title, unit }) => ({ key, title: `${title}（${unit}）` })),
    ledgers: [...house.records.values()].map(({ name, ledger }) => ({ key: name, title: ledger })),
  };
}

/** Asks a return of units: each gets its own sheet to answer. Refuses figures and ledgers that do not exist, and units out of scope or closed. */
export async function open(act: Act, { id, draft }: { id: string; draft: ReturnDraft }): Promise<ReturnDetail> {
  if (await findRequest(act, id)) return get(act, { id });
  checkQuestions(act, draft);
  await sql`insert into organisation.return_request (county_code, id, division_code, title, note, due_on, period, questions, asked_by, asked_by_name, unit_name, created_at)
    values (${act.scope.county}, ${id}, ${act.actor.division}, ${draft.title}, ${draft.note ?? null}, ${draft.dueOn}, ${draft.period ?? null}, ${JSON.stringify(draft.questions)}::jsonb, ${/^[0-9a-f-]{36}$/i.test(act.actor.id) ? act.actor.id : null}, ${act.actor.name}, ${act.actor.unitName}, ${act.now})`.execute(act.tx);
  const asked = [...new Set(draft.unitIds)];
  const { numAffectedRows } = await sql`insert into organisation.return_answer (county_code, request_id, unit_id, division_code)
    select county_code, ${id}, id, division_code from organisation.unit where county_code = ${act.scope.county} and id = any(${asked}::uuid[]) and closed_on is null and division_code between ${act.scope.from} and ${act.scope.to}`.execute(act.tx);
  if (Number(numAffectedRows) !== asked.length) refuse('return.units', '所选报送单位中有不存在、已撤销或不在管辖范围内的', { path: ['draft', 'unitIds'] });
  act.note({ record: 'organisation.return_request', rowId: id, detail: { units: asked.length } });
  return get(act, { id });
}

/** Saves typed answers without handing them in. */
export async function answer(act: Act, given: { id: string; unitId?: string; answers: { key: string; value: string | null }[] }): Promise<ReturnDetail> {
  const { request, sheet } = await writable(act, given);
  await writeAnswers(act, request.id, sheet.unitId, checked(request, given.answers, false), false);
  return get(act, given);
}

/** Hands a unit's return in: typed answers must be complete, the product adds what it measures, and all of it is kept as it was on this day. */
export async function submit(act: Act, given: { id: string; unitId?: string; answers?: { key: string; value: string | null }[] }): Promise<ReturnDetail> {
  const { request, sheet } = await writable(act, given);
  const typed = checked(request, given.answers ?? sheet.answers, true);
  await writeAnswers(act, request.id, sheet.unitId, [...typed, ...(await measureAnswers(act, request, sheet.divisionCode))], true);
  act.note({ record: 'organisation.return_request', rowId: request.id, detail: { unitId: sheet.unitId } });
  return get(act, given);
}

/** 退回: a unit's return is open again, with the reason; the case goes on. */
export async function sendBack(act: Act, { id, unitId, reason }: { id: string; unitId: string; reason: string }): Promise<{ done: true }> {
  const { numAffectedRows } = await sql`update organisation.return_answer set state = 'sentBack', sent_back_reason = ${reason} where county_code = ${act.scope.county} and request_id = ${id} and unit_id = ${unitId} and state = 'submitted' and division_code between ${act.scope.from} and ${act.scope.to}`.execute(act.tx);
  if (!numAffectedRows) refuse('return.state', '这个单位尚未上报，无可退回', { status: 409 });
  act.note({ record: 'organisation.return_request', rowId: id, reason, detail: { unitId } });
  return { done: true };
}

/** Closes a return: nothing more is handed in. */
export async function close(act: Act, { id }: { id: string }): Promise<{ done: true }> {
  const { numAffectedRows } = await sql`update organisation.return_request set state = 'closed', closed_at = ${act.now}, version = version + 1 where county_code = ${act.scope.county} and id = ${id} and state = 'open' and division_code between ${act.scope.from} and ${act.scope.to}`.execute(act.tx);
  if (!numAffectedRows) refuse('return.state', '这项上报不存在或已结束', { status: 409 });
  act.note({ record: 'organisation.return_request', rowId: id });
  return { done: true };
}

/** 催报: marks the units that have not handed in and names them; they see it among their tasks. */
export async function remind(act: Act, { id }: { id: string }): Promise<{ units: string[] }> {
  const { rows } = await sql<{ name: string }>`update organisation.return_answer a set reminded_at = ${act.now} from organisation.unit u, organisation.return_request q
    where a.county_code = ${act.scope.county} and a.request_id = ${id} and a.state <> 'submitted' and a.division_code between ${act.scope.from} and ${act.scope.to}
      and u.county_code = a.county_code and u.id = a.unit_id and q.county_code = a.county_code and q.id = a.request_id and q.state = 'open' returning u.name`.execute(act.tx);
  act.note({ record: 'organisation.return_request', rowId: id, detail: { units: rows.length } });
  return { units: rows.map((row) => row.name).toSorted() };
}

/** Returns that one's own unit owes, and for the county those past their day with units missing. */
export async function returnTasks(act: Act): Promise<Task[]> {
  const path = (id: string) => `/organisation/returns/${id}`;
  const { rows } = await sql<{ id: string; title: string; due: string; state: string; reminded: boolean }>`select q.id, q.title, q.due_on as due, a.state, a.reminded_at is not null as reminded from organisation.return_answer a
    join organisation.return_request q on q.county_code = a.county_code and q.id = a.request_id and q.state = 'open'
    where a.county_code = ${act.scope.county} and a.unit_id = ${act.actor.unitId || null} and a.state <> 'submitted' and ${act.actor.permissions.has('organisation.answer')} order by q.due_on limit 50`.execute(act.tx);
  const owed: Task[] = rows.map((row) => ({ title: `${row.state === 'sentBack' ? '退回重报' : row.reminded ? '催报' : '上报'}：${row.title}`, due: row.due, path: path(row.id), module: 'organisation' }));
  if (!fromCounty(act) || !act.actor.permissions.has('organisation.write')) return owed;
  const overdue = (await listRequests(act, 'open')).filter((one) => one.dueOn < act.today && one.counts && one.counts.submitted < one.counts.asked);
  return [...owed, ...overdue.map((one) => ({ title: `${one.title}：${one.counts!.asked - one.counts!.submitted} 个单位未报`, due: one.dueOn, path: path(one.id), module: 'organisation' }))];
}

function checkQuestions(act: Act, draft: ReturnDraft): void {
  if (new Set(draft.questions.map((one) => one.key)).size < draft.questions.length) refuse('return.questions', '问题编号重复', { path: ['draft', 'questions'] });
  if (draft.period) readPeriod(draft.period);
  for (const [at, one] of draft.questions.entries()) {
    const path = ['draft', 'questions', String(at)];
    if (one.kind === 'figure' && !act.house.figures.has(one.figureKey ?? '')) refuse('return.figure', `“${one.label}”没有选定指标`, { path });
    if (one.kind === 'figure' && !draft.period) refuse('return.period', '有取自指标的问题，请填写统计时段', { path: ['draft', 'period'] });
    if (one.kind === 'ledger' && !act.house.records.has(one.record ?? '')) refuse('return.ledger', `“${one.label}”没有选定台账`, { path });
  }
}

/** What the product answers itself for one unit: figures of its division in the period, rows of a ledger placed there. */
async function measureAnswers(act: Act, request: RequestRow, division: string): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (const question of request.questions) {
    if (question.kind === 'figure') {
      const figure = act.house.figures.get(question.figureKey!);
      const measured = figure && (await measure(act, figure, readPeriod(request.period!), division));
      answers.push({ key: question.key, value: measured ? String(measured.value) : null, source: 'figure', rows: measured?.rows });
    }
    if (question.kind === 'ledger') answers.push(await countLedger(act, question, division));
  }
  return answers;
}

async function countLedger(act: Act, question: Question, division: string): Promise<Answer> {
  const range = rangeOf(division);
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from ${sql.table(question.record!)} r where r.county_code = ${act.scope.county} and r.division_code between ${range.from} and ${range.to}`.execute(act.tx);
  return { key: question.key, value: String(rows[0]!.count), source: 'ledger', rows: rows[0]!.count };
}

function checked(request: RequestRow, given: readonly { key: string; value: string | null }[], complete: boolean): Answer[] {
  const typed = request.questions.filter((one) => one.kind !== 'figure' && one.kind !== 'ledger');
  const answers: Answer[] = typed.map((one) => ({ key: one.key, value: given.find((each) => each.key === one.key)?.value?.trim() || null, source: 'typed' }));
  const problems = answerProblems(request.questions, answers, complete);
  if (problems[0]) refuse('return.answer', problems[0].message, { path: ['answers', problems[0].key], detail: problems });
  return answers;
}

async function writable(act: Act, { id, unitId }: { id: string; unitId?: string }): Promise<{ request: RequestRow; sheet: UnitReturn }> {
  const request = (await findRequest(act, id)) ?? notFound('上报通知');
  await sql`select 1 from organisation.return_answer where county_code = ${act.scope.county} and request_id = ${id} and unit_id = ${unitId ?? (act.actor.unitId || null)} for update`.execute(act.tx);
  const sheet = (await listUnitReturns(act, request)).find((one) => one.unitId === (unitId ?? act.actor.unitId)) ?? notFound('上报通知');
  if (request.state === 'closed') refuse('return.closed', '这项上报已结束', { status: 409 });
  if (sheet.state === 'submitted') refuse('return.submitted', '已经上报，如需修改请联系县级退回', { status: 409 });
  return { request, sheet };
}
