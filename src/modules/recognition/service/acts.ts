import { sql } from 'kysely';
import { labelOf } from '#base/pure/codes.ts';
import { levelOf } from '#base/pure/division.ts';
import { checkPhone } from '#base/pure/phone.ts';
import type { Values } from '#base/pure/record.ts';
import { notFound, refuse } from '#base/pure/refusal.ts';
import { scanSecrets } from '#base/pure/secrets.ts';
import type { Act } from '#base/server/house.ts';
import { getRow } from '#base/server/records/list.ts';
import { rowsWritten } from '#base/server/records/store.ts';
import { keepChange, newId } from '#base/server/records/write.ts';
import { hasStep, insertStep, updateCase } from '../queries/cases.ts';
import { factsOf, findPlace } from '../queries/facts.ts';
import { insertNotice, takeDown } from '../queries/notices.ts';
import { asksOf } from '../rules/asks.ts';
import { decide, dueOn, isOpinion, noticeEnd } from '../rules/course.ts';
import { unexplained } from '../rules/disagreement.ts';
import { KINDS } from '../rules/kinds.ts';
import { noticeBlock, noticeName, noticeText } from '../rules/notice.ts';
import { missingOf } from '../rules/papers.ts';
import type { StepDraft } from '../schema/answers.ts';
import { RecognitionCase } from '../schema/case.ts';
import { type ActName, CaseAct, type State } from '../schema/codes.ts';
import { undoApproval, writeApproval } from './approval.ts';
import { cases, type Opened, openCase, whoOf } from './cases.ts';
import { againstIn } from './view.ts';

type Columns = Record<string, unknown>;
const ENDED: readonly State[] = ['withdrawn', 'refused', 'upheld', 'revoked'];

/** Performs one act on a case: decides by the table, moves its state, keeps change and step; what the act brings along happens in the same transaction. */
export async function performAct(act: Act, draft: StepDraft): Promise<Values> {
  const opened = await openCase(act, draft.id, true);
  if (await hasStep(act, draft.step)) return getRow(act, cases, draft.id);
  const { row, one } = opened;
  if (row.version !== draft.version) refuse('record.changed', '这件申请刚被他人办理，请核对现在的状态后再办', { status: 409 });
  const name = draft.act as ActName;
  const decision = decide(name, one, whoOf(act));
  if ('refusal' in decision) refuse('recognition.act', decision.refusal, { status: 409, detail: { state: one.state } });
  const on = checkDraft(act, opened, name, draft);
  const unsaid = isOpinion(name, one.state) ? unexplained(name, one.state, await againstIn(act, opened), draft.opinion) : undefined;
  if (unsaid) refuse('recognition.disagree', unsaid, { path: ['opinion'] });
  const opinion = draft.opinion || (name === 'inform' ? `缺：${missingOf(opened.papers).join('、')}` : undefined);
  const columns = { ...(await columnsOf(act, opened, name, decision.to, draft, on)) };
  await updateCase(act, draft.id, name === 'accept' ? { ...columns, accepted_role: row.target_role } : columns);
  const before = Object.fromEntries(Object.keys(columns).map((column) => [column, row[column] ?? null]));
  await keepChange(act, RecognitionCase, draft.id, row.version + 1, String(row.division_code), 'update', labelOf(CaseAct, name), before, columns);
  await insertStep(act, { id: draft.step, caseId: draft.id, caseVersion: row.version + 1, divisionCode: String(row.division_code), act: name, fromState: one.state, toState: decision.to, actedOn: on, opinion, reason: draft.reason, document: draft.document || undefined });
  await rowsWritten(act, cases, sql`r.county_code = ${act.scope.county} and r.id = ${draft.id}`);
  act.note({ record: RecognitionCase.name, rowId: draft.id, detail: { act: name, from: one.state, to: decision.to } });
  return getRow(act, cases, draft.id);
}

/** Refuses what is missing or must not be written; gives the day of the act. */
function checkDraft(act: Act, { one, kind, row }: Opened, name: ActName, draft: StepDraft): string {
  const asks = asksOf(name, one.state, kind);
  for (const field of ['opinion', 'document', 'remark', 'postedAt'] as const) {
    const found = scanSecrets(draft[field] ?? '')[0];
    if (found) refuse('recognition.secret', `“${found.match}”疑似涉密或个人号码，请勿填写`, { path: [field] });
  }
  if (asks.opinion === 'must' && !draft.opinion) refuse('recognition.opinion', '请写明意见或原因', { path: ['opinion'] });
  if (asks.document === 'must' && !draft.document) refuse('recognition.document', '请填写文号', { path: ['document'] });
  if (asks.reason && !draft.reason) refuse('recognition.reason', '请选择不予认定的原因', { path: ['reason'] });
  if (draft.reason && !KINDS[kind].reasons.includes(draft.reason)) refuse('recognition.reason', '这一种类没有这项原因', { path: ['reason'] });
  if (draft.reason === 'other' && !draft.opinion) refuse('recognition.opinion', '原因为“其他”的，请写明', { path: ['opinion'] });
  const on = asks.day ? (draft.on ?? act.today) : act.today;
  if (on > act.today) refuse('recognition.day', '日期不能晚于今天', { path: ['on'] });
  if (on < String(row.applied_on)) refuse('recognition.day', '日期不能早于申请日期', { path: ['on'] });
  return on;
}

/** What an act writes into the case. */
async function columnsOf(act: Act, opened: Opened, name: ActName, to: State, draft: StepDraft, on: string): Promise<Columns> {
  const { one, ruling, row } = opened;
  if (to === one.state) return { state: to };
  const columns: Columns = { state: to, state_on: act.today, due_on: dueOn(to, act.today, ruling.days) };
  if (name === 'accept') Object.assign(columns, { accepted_on: act.today, course: one.course, notice_days: ruling.noticeDays });
  if (name === 'sendBack') columns.returned_from = one.state;
  if (name === 'resupply') columns.returned_from = null;
  if (name === 'startNotice') Object.assign(columns, await postNotice(act, opened, draft));
  if (one.state === 'notice') await takeDown(act, draft.id);
  if (name === 'approve') Object.assign(columns, await writeApproval(act, opened, draft, on));
  if (name === 'refuse') Object.assign(columns, { refusal_reason: draft.reason, decided_on: on, document: draft.document || null });
  if (name === 'overturn') Object.assign(columns, { refusal_reason: null, decided_on: null, document: null });
  if (name === 'revoke') await undoApproval(act, opened, draft);
  if (ENDED.includes(to) || to === 'approved') columns.due_on = null;
  if (to === 'withdrawn' && !row.decided_on) columns.decided_on = act.today;
  return columns;
}

/** Posts a notice: text made of masked and coarse parts alone; free words with numbers or illness are refused. */
async function postNotice(act: Act, { row, kind, ruling }: Opened, draft: StepDraft): Promise<Columns> {
  const phone = draft.phone ? checkPhone(draft.phone) : undefined;
  if (!phone?.ok) refuse('recognition.phone', phone ? phone.reason : '请填写监督电话', { path: ['phone'] });
  if (!draft.postedAt) refuse('recognition.posted', '请填写公示地点', { path: ['postedAt'] });
  for (const field of ['remark', 'postedAt'] as const) {
    const blocked = noticeBlock(draft[field] ?? '');
    if (blocked) refuse('recognition.notice', blocked, { path: [field] });
  }
  const person = (await factsOf(act, String(row.person_id))) ?? notFound('服务对象');
  const { township, village } = await findPlace(act, String(row.division_code));
  const [from, until] = [act.today, noticeEnd(act.today, Math.max(ruling.noticeDays, 1))];
  const text = noticeText({ name: person.name, kind, township, village, from, until, unit: act.actor.unitName, phone: phone.phone, remark: draft.remark || undefined });
  await insertNotice(act, { id: newId(), caseId: draft.id, divisionCode: String(row.division_code), maskedName: noticeName(person.name), text: text.join('\n'), from, until, postedAt: draft.postedAt, phone: phone.phone });
  return { notice_from: from, notice_until: until, due_on: dueOn('notice', from, ruling.days, until) };
}

/** Whether a level is the county's: objections are settled there. */
export const isCounty = (act: Act): boolean => levelOf(act.actor.division) === 'county';
