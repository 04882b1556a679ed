import { notFound, refuse } from '#base/pure/refusal.ts';
import { scanSecrets } from '#base/pure/secrets.ts';
import type { Act } from '#base/server/house.ts';
import { findObjection, findPosted, insertObjection, settleObjection } from '../queries/notices.ts';
import type { ObjectionDraft, ObjectionSettled } from '../schema/answers.ts';
import { RecognitionCase } from '../schema/case.ts';
import { isCounty } from './acts.ts';
import { openCase } from './cases.ts';

function refuseNumbers(text: string, path: string): void {
  const found = scanSecrets(text)[0];
  if (found) refuse('recognition.secret', `“${found.match}”疑似涉密或个人号码，请勿填写；不登记提出人的姓名和联系方式`, { path: [path] });
}

/** Writes down an objection to the notice that hangs now. */
export async function addObjection(act: Act, draft: ObjectionDraft): Promise<{ done: true }> {
  const { row } = await openCase(act, draft.caseId, true);
  if (await findObjection(act, draft.id)) return { done: true };
  const posted = (await findPosted(act, draft.caseId)) ?? refuse('recognition.notice', '现在没有公示，不能登记异议', { status: 409 });
  if (draft.receivedOn > act.today || draft.receivedOn < posted.fromOn) refuse('recognition.day', '收到日期应在公示开始至今天之间', { path: ['receivedOn'] });
  refuseNumbers(draft.content, 'content');
  await insertObjection(act, draft, posted.id, String(row.division_code));
  act.note({ record: RecognitionCase.name, rowId: draft.caseId, detail: { objection: 'added' } });
  return { done: true };
}

/** Writes down how an objection was settled, once, by the county. */
export async function settle(act: Act, input: ObjectionSettled): Promise<{ done: true }> {
  const objection = (await findObjection(act, input.id)) ?? notFound('异议');
  if (!isCounty(act)) refuse('recognition.level', '异议由县级处理', { status: 403 });
  if (objection.result) refuse('recognition.settled', '这条异议已经处理', { status: 409 });
  refuseNumbers(input.handling, 'handling');
  await settleObjection(act, input);
  act.note({ record: RecognitionCase.name, rowId: objection.caseId, detail: { objection: input.result } });
  return { done: true };
}
