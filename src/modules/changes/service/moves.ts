import { addDays } from '#base/pure/day.ts';
import { notFound, refuse } from '#base/pure/refusal.ts';
import type { Act } from '#base/server/house.ts';
import { createRow, newId, updateRow } from '#base/server/records/write.ts';
import { Person } from '#modules/registry/schema.ts';
import { masked } from '#base/server/records/columns.ts';
import { bindTo, findChange, keepSteps, placeWords, withinCounty } from '../queries/changes.ts';
import { answerRequest, findRequest, insertRequest, listRequests, requestOfChange, type RequestRow } from '../queries/requests.ts';
import { HEAD_DAYS, type Plan } from '../rules/plan.ts';
import type { Step } from '../rules/undoing.ts';
import type { ActAnswer, ActDraft, MoveRequest } from '../schema/acts.ts';
import { householdOf, lockPerson, writeStep } from './steps.ts';
import { changes, departures } from './stores.ts';
import { finish, raiseFollowUp, termsOf, writeChange } from './writing.ts';

type Moving = { id: string; personId: string; draft: Extract<ActDraft, { kind: 'move' }>; plan: Plan; person: Awaited<ReturnType<typeof lockPerson>> };

/** 县内迁移: at once where the mover answers for both places; otherwise the receiving side is asked, and until it accepts the file stays where it is. */
export async function moveWithin(act: Act, { id, personId, draft, plan, person }: Moving): Promise<ActAnswer> {
  const to = draft.toDivision;
  if (to === person.division) refuse('changes.same_place', '此人的档案已在这个区划', { path: ['draft', 'toDivision'] });
  const toPlace = (await placeWords(act, to)) ?? refuse('changes.place', '本县没有这个区划；迁往外县的请办理调出', { path: ['draft', 'toDivision'] });
  const fromPlace = (await placeWords(act, person.division)) ?? person.division;
  const ours = to >= act.scope.from && to <= act.scope.to;
  await writeChange(act, id, personId, draft, { state: ours ? 'done' : 'waiting', fromPlace, toPlace });
  if (!ours) {
    await keepSteps(act, id, [], { from: person.division, to });
    const dueOn = addDays(act.today, (await termsOf(act)).answerDays);
    const number = person.values.citizenId as string | null;
    await insertRequest(act, { id: newId(), to, from: person.division, changeId: id, personId, personName: String(person.values.name), masked: masked(Person.fields.citizenId, number), effectiveOn: draft.effectiveOn, document: draft.document || null, reason: draft.reason || null, dueOn });
    return { id, state: 'waiting', findings: [`已请“${toPlace}”接收，${dueOn} 前答复；接收前档案仍在本地`] };
  }
  const { steps, findings } = await transferFile(act, personId, id, { to, toPlace, effectiveOn: draft.effectiveOn, document: draft.document || null });
  return finish(act, id, personId, plan, steps, findings, { from: person.division, to });
}

type Target = { to: string; toPlace: string; effectiveOn: string; document: string | null };

/**
 * Moves the file: what hangs on it goes along, and the place that was left keeps one line of who went where. A household that consists of this person alone
 * moves too; one with others stays where it is and is taken off the file (nobody at the new place could see it), and where its head left, those who stay are
 * to enter another.
 */
async function transferFile(act: Act, personId: string, changeId: string, { to, toPlace, effectiveOn, document }: Target): Promise<{ steps: Step[]; findings: string[] }> {
  const { values, division } = await lockPerson(act, personId);
  const household = await householdOf(act, personId, values);
  const leaves = household !== undefined && household.others.length > 0;
  const steps = [await writeStep(act, 'person', personId, { divisionCode: to, changedOn: effectiveOn, ...(leaves ? { householdId: null, householdRelation: null } : {}) })];
  if (household && !leaves) steps.push(await writeStep(act, 'household', household.id, { divisionCode: to }));
  await keepDeparture(act, changeId, { personName: values.name, leftOn: effectiveOn, reach: 'county', destination: toPlace, document, divisionCode: division });
  if (!household) return { steps, findings: [] };
  if (!leaves) return { steps, findings: ['户里只有他一人，户随人迁来，请核对户的住址'] };
  const heir = household.wasHead ? household.served[0] : undefined;
  if (heir) await raiseFollowUp(act, changeId, heir.id, 'headCheck', addDays(act.today, HEAD_DAYS));
  const words = household.served.length === 0 ? '，原户已没有在册人员' : heir ? `；他是户主，已请原地为户里其余 ${household.served.length} 人改登户主` : '';
  return { steps, findings: [`已从原来的户中转出，请在新地登记“所属户”${words}`] };
}

/** Adds the line of who left to the ledger of the place that was left. */
export async function keepDeparture(act: Act, changeId: string, draft: Record<string, unknown>): Promise<void> {
  const id = newId();
  await createRow(act, departures, id, draft);
  await bindTo(act, 'departure', id, changeId);
}

/** A request that the reader may answer; refuses what was answered already. */
async function requestToAnswer(act: Act, id: string): Promise<RequestRow> {
  const request = await findRequest(act, id);
  if (!request || request.division_code < act.scope.from || request.division_code > act.scope.to) notFound('迁移请求');
  if (request.state !== 'waiting') refuse('changes.answered', '这项迁移已经答复或撤回', { status: 409 });
  return request;
}

/** 接收: the file moves in the same act, with the consent of both sides; from now on it is seen here and no longer there. */
export async function acceptMove(act: Act, { id, note }: { id: string; note?: string }): Promise<ActAnswer> {
  const request = await requestToAnswer(act, id);
  const answer = await withinCounty(act, async (wide) => {
    const change = (await findChange(wide, request.change_id)) ?? notFound('变动');
    const target = { to: request.division_code, toPlace: request.to_path ?? request.division_code, effectiveOn: request.effective_on, document: request.document };
    const { facts, division } = await lockPerson(wide, request.person_id);
    if (facts.state === 'dead' || facts.state === 'cancelled' || division !== request.from_division) refuse('changes.overtaken', '对方的档案在此期间有变动，不能接收，请联系原区划', { status: 409 });
    const { steps, findings } = await transferFile(wide, request.person_id, change.id, target);
    await updateRow(wide, changes, change.id, change.version, { state: 'done', completedOn: wide.today, finding: findings.join('；') || null });
    return finish(wide, change.id, request.person_id, { followUps: [] }, steps, findings);
  });
  await answerRequest(act, id, 'accepted', note || null);
  return answer;
}

/** 不接收, with the reason; the file stays where it is and the giver sees why. */
export async function declineMove(act: Act, { id, reason }: { id: string; reason: string }): Promise<{ done: true }> {
  const request = await requestToAnswer(act, id);
  await withinCounty(act, (wide) => closeWaiting(wide, request.change_id, 'declined', reason));
  await answerRequest(act, id, 'declined', reason);
  act.note({ record: changes.type.name, rowId: request.change_id, reason });
  return { done: true };
}

/** 撤回 by the giver, while the other side has not answered: of a move, or of a transfer out of the county without receipt. */
export async function withdraw(act: Act, { id, reason }: { id: string; reason: string }): Promise<{ done: true }> {
  const change = (await findChange(act, id)) ?? notFound('变动');
  if (change.state !== 'waiting') refuse('changes.answered', '这项变动不在等待对方接收', { status: 409 });
  const request = await requestOfChange(act, id);
  await closeWaiting(act, id, 'withdrawn', reason);
  if (request) await answerRequest(act, request.id, 'withdrawn', reason);
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
    id: row.id, personName: row.person_name, citizenId: row.citizen_id_masked, fromPlace: row.from_path ?? row.from_division, toPlace: row.to_path ?? row.division_code, effectiveOn: row.effective_on, document: row.document, reason: row.reason,
    askedBy: row.asked_by, askedUnit: row.asked_unit, askedAt: row.asked_at, dueOn: row.due_on, state: row.state, answeredBy: row.answered_by, answer: row.answer,
    changeId: row.change_id, mayAnswer: row.state === 'waiting' && within(row.division_code), mayWithdraw: row.state === 'waiting' && within(row.from_division),
  }));
}
