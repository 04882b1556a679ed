import { notFound, refuse } from '#base/pure/refusal.ts';
import type { Act } from '#base/server/house.ts';
import { updateRow } from '#base/server/records/write.ts';
import { findChange, togetherWith, withinCounty } from '../queries/changes.ts';
import { answerRequest, findRequest, listRequests, requestOfChange, type RequestRow, requestsTogether } from '../queries/requests.ts';
import type { ActAnswer, MoveRequest } from '../schema/acts.ts';
import { transferFile } from './moves.ts';
import { lockPerson } from './steps.ts';
import { changes } from './stores.ts';
import { togetherOf } from './together.ts';
import { finish } from './writing.ts';

/** A request that the reader may answer; refuses what was answered already. */
async function requestToAnswer(act: Act, id: string): Promise<RequestRow> {
  const request = await findRequest(act, id);
  if (!request || request.division_code < act.scope.from || request.division_code > act.scope.to) notFound('迁移请求');
  if (request.state !== 'waiting') refuse('changes.answered', '这项迁移已经答复或撤回', { status: 409 });
  return request;
}

/** 接收: the file moves in the same act, with the consent of both sides; from now on it is seen here and no longer there. Those of a household who were asked about together are received together. */
export async function acceptMove(act: Act, { id, note }: { id: string; note?: string }): Promise<ActAnswer> {
  const request = await requestToAnswer(act, id);
  const all = await requestsTogether(act, request);
  const answer = await withinCounty(act, async (wide) => {
    for (const { person_id, person_name, from_division } of all) {
      const { facts, division } = await lockPerson(wide, person_id);
      if (facts.state === 'dead' || facts.state === 'cancelled' || division !== from_division) refuse('changes.overtaken', `${all.length > 1 ? `${person_name}：` : ''}对方的档案在此期间有变动，不能接收，请联系原区划`, { status: 409 });
    }
    const together = all.length > 1 ? await togetherOf(wide, all.map((one) => one.person_id), request.together_id!) : undefined;
    const findings = new Set<string>();
    for (const personId of together?.going ?? [request.person_id]) for (const finding of await receive(wide, all.find((one) => one.person_id === personId)!, together)) findings.add(finding);
    return { id: request.change_id, state: 'done', findings: [...findings] };
  });
  for (const one of all) await answerRequest(act, one.id, 'accepted', note || null);
  return answer;
}

async function receive(wide: Act, request: RequestRow, together: Parameters<typeof transferFile>[4]): Promise<string[]> {
  const change = (await findChange(wide, request.change_id)) ?? notFound('变动');
  const target = { to: request.division_code, toPlace: request.to_path ?? request.division_code, effectiveOn: request.effective_on, document: request.document };
  const { steps, findings } = await transferFile(wide, request.person_id, change.id, target, together);
  await updateRow(wide, changes, change.id, change.version, { state: 'done', completedOn: wide.today, finding: findings.join('；') || null });
  await finish(wide, change.id, request.person_id, { followUps: [] }, steps, findings);
  return findings;
}

/** 不接收, with the reason, of everybody who was asked about together; the files stay where they are and the giver sees why. */
export async function declineMove(act: Act, { id, reason }: { id: string; reason: string }): Promise<{ done: true }> {
  const request = await requestToAnswer(act, id);
  for (const one of await requestsTogether(act, request)) {
    await withinCounty(act, (wide) => closeWaiting(wide, one.change_id, 'declined', reason));
    await answerRequest(act, one.id, 'declined', reason);
  }
  act.note({ record: changes.type.name, rowId: request.change_id, reason });
  return { done: true };
}

/** 撤回 by the giver, while the other side has not answered: of a move, alone or with the household that was to go along, or of a transfer out of the county without receipt. */
export async function withdraw(act: Act, { id, reason, together }: { id: string; reason: string; together?: boolean }): Promise<{ done: true }> {
  const change = (await findChange(act, id)) ?? notFound('变动');
  if (change.state !== 'waiting') refuse('changes.answered', '这项变动不在等待对方接收', { status: 409 });
  for (const one of together ? await togetherWith(act, change) : [change]) {
    if (one.state !== 'waiting') continue;
    const request = await requestOfChange(act, one.id);
    await closeWaiting(act, one.id, 'withdrawn', reason);
    if (request) await answerRequest(act, request.id, 'withdrawn', reason);
  }
  act.note({ record: changes.type.name, rowId: id, reason });
  return { done: true };
}

async function closeWaiting(act: Act, id: string, state: 'declined' | 'withdrawn', reason: string): Promise<void> {
  const change = (await findChange(act, id)) ?? notFound('变动');
  await updateRow(act, changes, id, change.version, { state, finding: `${state === 'declined' ? '对方不接收' : '已撤回'}：${reason}`, completedOn: act.today });
}

/** The moves that wait for the reader, or those that the reader's places asked for; with `answered`, those that were answered. */
export async function requests(act: Act, { side, state }: { side: 'in' | 'out'; state: 'waiting' | 'answered' }): Promise<MoveRequest[]> {
  const rows = await listRequests(act, side, state === 'waiting');
  const within = (code: string) => code >= act.scope.from && code <= act.scope.to;
  return rows.map((row) => ({
    id: row.id, personName: row.person_name, citizenId: row.citizen_id_masked, relation: row.household_relation, fromPlace: row.from_path ?? row.from_division, toPlace: row.to_path ?? row.division_code, effectiveOn: row.effective_on, document: row.document, reason: row.reason,
    askedBy: row.asked_by, askedUnit: row.asked_unit, askedAt: row.asked_at, dueOn: row.due_on, state: row.state, answeredBy: row.answered_by, answer: row.answer,
    changeId: row.change_id, mayAnswer: row.state === 'waiting' && within(row.division_code), mayWithdraw: row.state === 'waiting' && within(row.from_division), together: row.together_id,
  }));
}
