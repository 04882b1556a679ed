import { labelOf } from '#base/pure/codes.ts';
import { levelOf } from '#base/pure/division.ts';
import { notFound, refuse } from '#base/pure/refusal.ts';
import { columnOf, type Values } from '#base/pure/record.ts';
import type { Act } from '#base/server/house.ts';
import { getRow } from '#base/server/records/list.ts';
import { rowsWritten, store } from '#base/server/records/store.ts';
import { createRow, keepChange, newId, rawRow, refusingConflicts } from '#base/server/records/write.ts';
import { sql } from 'kysely';
import { findPersonState } from '../queries/contact.ts';
import { countOfRun, findLastStep, findOthers, hasStrayState, insertStep, listEndedBy, listSteps, PERSON_STATE, type TakenStep, updateCard } from '../queries/preferential.ts';
import { findStationOf } from '../queries/stations.ts';
import { ACTS, type CardAct, type Case, decide, type Given, mayPerform, PENDING, refusalOfStepBack, type State } from '../rules/preferential.ts';
import { refusalOfCard } from '../rules/contact.ts';
import { type ActDraft, PreferentialCard, PreferentialState, type Step } from '../schema/preferential.ts';

/** Fields that acts fill: by hand they may be corrected, but neither filled nor emptied. */
const GUARDED = ['countyResult', 'countyOn', 'cityResult', 'cityOn', 'provinceResult', 'provinceOn', 'countyReceivedOn', 'issuedOn', 'recipient', 'lostOn', 'cancelledOn', 'cancelReason'] as const;

/** 优待证台账. By hand the state moves through acts only; an import may bring the state of earlier years: the county's, for cards without steps. */
export const preferentialCards = store(PreferentialCard, {
  computed: { personState: PERSON_STATE },
  beforeWrite: async (act, values, id) => {
    const current = await rawRow(act, PreferentialCard, id);
    if (values.state !== (current?.state ?? 'applied')) refuse('cards.guarded', '优待证状态由办理环节改变，不能直接填写', { path: ['state'] });
    for (const name of GUARDED) {
      const before = current?.[columnOf(name)] ?? null;
      if ((before === null) !== ((values[name] ?? null) === null)) refuse('cards.guarded', `“${PreferentialCard.fields[name].label}”由办理环节填写；已填的可以更正，不能直接补填或清空`, { path: [name] });
    }
    if (!current) await refuseApplication(act, values, id);
  },
  afterWrite: async (act, rows) => {
    if (await hasStrayState(act, rows, levelOf(act.actor.division) === 'county')) refuse('cards.guarded', '有办理过程的优待证不能直接改状态；没有办理过程的，只有县级可以补录办理结果', { path: ['state'] });
  },
});

/** Why a person may not apply: they have left, an application is on its way, or a valid card asks for 换发 or 补发 instead. */
async function refuseApplication(act: Act, values: Values, id: string): Promise<void> {
  const state = (await findPersonState(act, String(values.personId))) ?? '';
  if (refusalOfCard(state)) refuse('cards.person', refusalOfCard(state)!.replace('发卡', '申领优待证'), { path: ['personId'], status: 409 });
  const others = await findOthers(act, String(values.personId), id);
  const pending = others.find((other) => (PENDING as readonly string[]).includes(other.state));
  if (pending) refuse('cards.pending', `此人已有一张优待证在办（${labelOf(PreferentialState, pending.state)}），请在原记录上办理`, { path: ['personId'], status: 409, detail: { id: pending.id } });
  if (others.length > 0 && values.purpose === 'first') refuse('cards.valid', '此人已有优待证，遗失、损坏等请在原证上办理换发或补发', { path: ['purpose'], status: 409, detail: { id: others[0]!.id } });
}

/** Makes an application; the station that receives it is the person's own unless another is named. */
export async function create(act: Act, { id, draft }: { id: string; draft: Values }): Promise<Values> {
  const unitId = draft.unitId ?? (draft.personId ? (await findStationOf(act, String(draft.personId)))?.id : undefined) ?? null;
  return createRow(act, preferentialCards, id, { ...draft, unitId });
}

/** Performs one act on cards, all of them or none: decides by the rules, moves the state, keeps change and step. A repeated run changes nothing. */
export async function perform(act: Act, draft: ActDraft): Promise<{ moved: number }> {
  const name = draft.act as CardAct;
  if (!mayPerform(name, act.actor)) refuse('cards.level', '这一环节由上级机构办理', { status: 403 });
  const already = await countOfRun(act, draft.run);
  if (already > 0) return { moved: already };
  const on = draft.on ?? act.today;
  if (on > act.today) refuse('cards.day', '办理日期不能晚于今天', { path: ['on'] });
  if (draft.ids.length > 1 && (draft.cardTail || draft.expiresOn || draft.recipient)) refuse('cards.each', '领取人、卡号和有效期须逐张登记', { path: ['ids'] });
  const ids = [...new Set(draft.ids)].toSorted();
  for (const id of ids) await moveCard(act, name, id, draft.run, { ...draft, on }, ids.length > 1);
  await rowsWritten(act, preferentialCards, sql`r.county_code = ${act.scope.county} and r.id = any(${ids}::uuid[])`);
  act.note({ record: PreferentialCard.name, ...(ids.length === 1 ? { rowId: ids[0]! } : {}), reason: draft.opinion, detail: { act: name, cards: ids.length, run: draft.run } });
  return { moved: ids.length };
}

/** Moves one card by an act; the refusal names the person where the act was for several. */
export async function moveCard(act: Act, name: CardAct, id: string, run: string, given: Given, several = false): Promise<void> {
  const current = (await rawRow(act, PreferentialCard, id, true)) ?? notFound(PreferentialCard.label);
  const personId = String(current.person_id);
  const one = caseOf(current, (await findPersonState(act, personId)) ?? '');
  const decision = decide(name, one, given);
  if ('refusal' in decision) {
    const who = several ? `${await nameOf(act, id)}：` : '';
    refuse('cards.state', `${who}${decision.refusal}`, { status: decision.path ? 422 : 409, ...(decision.path ? { path: [decision.path] } : {}), detail: { id, state: one.state } });
  }
  if (name === 'issue') await supersede(act, personId, id, run, given.on);
  await write(act, current, name, decision, run, given);
}

const nameOf = async (act: Act, id: string): Promise<string> => ((await getRow(act, preferentialCards, id)).labels as Record<string, string>).personId ?? '';

const caseOf = (row: Values, personState: string): Case => ({
  state: row.state as State, countyResult: row.county_result as string | null, cityResult: row.city_result as string | null, provinceResult: row.province_result as string | null, appliedOn: String(row.applied_on), personState,
});

type Current = Values & { version: number };

async function write(act: Act, current: Current, name: string, { to, fields }: { to: State; fields: Record<string, string | null> }, run: string, { on, opinion }: Given): Promise<void> {
  const id = String(current.id);
  const changed: Record<string, unknown> = { state: to, ...fields };
  await refusingConflicts(PreferentialCard, () => updateCard(act, id, changed));
  const columns = Object.fromEntries(Object.entries(changed).map(([field, value]) => [columnOf(field), value]));
  const before = Object.fromEntries(Object.keys(columns).map((column) => [column, current[column] ?? null]));
  const division = String(current.division_code);
  await keepChange(act, PreferentialCard, id, current.version + 1, division, 'update', opinion, before, columns);
  await insertStep(act, { id: newId(), run, cardId: id, cardVersion: current.version + 1, divisionCode: division, act: name, fromState: String(current.state), toState: to, actedOn: on, opinion });
}

/** When a renewed card is issued, the one before it ends: a person holds one valid card. */
async function supersede(act: Act, personId: string, id: string, run: string, on: string): Promise<void> {
  for (const other of await findOthers(act, personId, id)) {
    if (other.state !== 'issued' && other.state !== 'lost') continue;
    const former = (await rawRow(act, PreferentialCard, other.id, true))!;
    await write(act, former, 'cancel', { to: 'cancelled', fields: { cancelledOn: on, cancelReason: '已换发、补发新证' } }, run, { on, opinion: '已换发、补发新证' });
  }
}

/** 撤回上一步: takes back the last act on cards, all of them or none; a former card that ended by it is in force again. The step stays in the course. */
export async function stepBack(act: Act, draft: { run: string; ids: string[]; reason?: string }): Promise<{ moved: number }> {
  const already = await countOfRun(act, draft.run);
  if (already > 0) return { moved: already };
  const ids = [...new Set(draft.ids)].toSorted();
  const ended: string[] = [];
  for (const id of ids) ended.push(...(await takeBack(act, id, draft, ids.length > 1)));
  await rowsWritten(act, preferentialCards, sql`r.county_code = ${act.scope.county} and r.id = any(${[...ids, ...ended]}::uuid[])`);
  act.note({ record: PreferentialCard.name, ...(ids.length === 1 ? { rowId: ids[0]! } : {}), reason: draft.reason, detail: { act: 'stepBack', cards: ids.length, run: draft.run } });
  return { moved: ids.length };
}

async function takeBack(act: Act, id: string, draft: { run: string; reason?: string }, several: boolean): Promise<string[]> {
  const current = (await rawRow(act, PreferentialCard, id, true)) ?? notFound(PreferentialCard.label);
  const step = await findLastStep(act, id);
  const reason = refusalOfStepBack(step, current, act.actor, act.today);
  if (!step || reason) refuse('cards.stepBack', `${several ? `${await nameOf(act, id)}：` : ''}${reason ?? ''}`, { status: 409, detail: { id } });
  const given = { on: act.today, ...(draft.reason ? { opinion: draft.reason } : {}) };
  await write(act, current, 'stepBack', stateBefore(step), draft.run, given);
  const ended = step.act === 'issue' ? await listEndedBy(act, id, step.run) : [];
  for (const one of ended) {
    const former = (await rawRow(act, PreferentialCard, one.cardId, true)) ?? notFound(PreferentialCard.label);
    if (former.version !== one.version) refuse('cards.stepBack', '原证在这之后又有改动，不能撤回发放', { status: 409, detail: { id: one.cardId } });
    await write(act, former, 'stepBack', stateBefore(one), draft.run, given);
  }
  return ended.map(({ cardId }) => cardId);
}

function stateBefore({ fromState, before }: TakenStep): { to: State; fields: Record<string, string | null> } {
  const { state: _state, ...fields } = before;
  return { to: fromState as State, fields };
}

/** 换发、补发: begins a further application for the holder of a card that was issued; the old one stays in force until the new one is issued. */
export async function renew(act: Act, { id, cardId, purpose, reason, on }: { id: string; cardId: string; purpose: string; reason: string; on?: string }): Promise<Values> {
  if (await rawRow(act, PreferentialCard, id)) return getRow(act, preferentialCards, id);
  const former = (await rawRow(act, PreferentialCard, cardId, true)) ?? notFound(PreferentialCard.label);
  if (former.state !== 'issued' && former.state !== 'lost') refuse('cards.state', `当前为“${labelOf(PreferentialState, String(former.state))}”，已发或挂失的才能换发、补发`, { status: 409 });
  return create(act, { id, draft: { personId: former.person_id, kind: former.kind, purpose, purposeReason: reason, appliedOn: on ?? act.today, applyPlace: former.apply_place, unitId: former.unit_id } });
}

/** The steps of a card, oldest first, and the acts that the caller may perform on it now. */
export async function course(act: Act, { id }: { id: string }): Promise<{ steps: Step[]; acts: string[] }> {
  const current = (await rawRow(act, PreferentialCard, id)) ?? notFound(PreferentialCard.label);
  const one = caseOf(current, '');
  const filled: Given = { on: act.today, opinion: '—', recipient: '—' };
  const acts = ACTS.filter((name) => mayPerform(name, act.actor) && 'to' in decide(name, one, filled));
  const renewable = act.actor.permissions.has('cards.write') && (one.state === 'issued' || one.state === 'lost');
  const mayStepBack = act.actor.permissions.has('cards.write') && refusalOfStepBack(await findLastStep(act, id), current, act.actor, act.today) === undefined;
  return { steps: await listSteps(act, id), acts: [...acts, ...(renewable ? ['renew'] : []), ...(mayStepBack ? ['stepBack'] : [])] };
}
