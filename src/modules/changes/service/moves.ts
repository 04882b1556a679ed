import { addDays } from '#base/pure/day.ts';
import { refuse } from '#base/pure/refusal.ts';
import type { Act } from '#base/server/house.ts';
import { masked } from '#base/server/records/columns.ts';
import { createRow, newId } from '#base/server/records/write.ts';
import { Person } from '#modules/registry/schema.ts';
import { bindTo, keepSteps, placeWords } from '../queries/changes.ts';
import { insertRequest } from '../queries/requests.ts';
import { HEAD_DAYS, type Plan } from '../rules/plan.ts';
import type { Step } from '../rules/undoing.ts';
import type { ActAnswer, MoveDraft } from '../schema/acts.ts';
import { householdOf, lockPerson, writeStep } from './steps.ts';
import { departures } from './stores.ts';
import { finish, raiseFollowUp, termsOf, writeChange } from './writing.ts';

/** Those of a household who move in one act: its mark, who goes, and who of them takes the household along (the last to be moved); everybody else's file alone is moved. */
export type Together = { id: string; going: readonly string[]; carrier: string };
type Moving = { id: string; personId: string; draft: MoveDraft; plan: Plan; person: Awaited<ReturnType<typeof lockPerson>> };

/** 县内迁移: at once where the mover answers for both places; otherwise the receiving side is asked, and until it accepts the file stays where it is. */
export async function moveWithin(act: Act, { id, personId, draft, plan, person }: Moving, together?: Together): Promise<ActAnswer> {
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
    await insertRequest(act, { id: newId(), to, from: person.division, changeId: id, personId, personName: String(person.values.name), masked: masked(Person.fields.citizenId, number), relation: (together && (person.values.householdRelation as string | null)) || null, effectiveOn: draft.effectiveOn, document: draft.document || null, reason: draft.reason || null, dueOn, together: together?.id ?? null });
    return { id, state: 'waiting', findings: [`已请“${toPlace}”接收，${dueOn} 前答复；接收前档案仍在本地`] };
  }
  const { steps, findings } = await transferFile(act, personId, id, { to, toPlace, effectiveOn: draft.effectiveOn, document: draft.document || null }, together);
  return finish(act, id, personId, plan, steps, findings, { from: person.division, to });
}

type Target = { to: string; toPlace: string; effectiveOn: string; document: string | null };

/**
 * Moves the file: what hangs on it goes along, and the place that was left keeps one line of who went where. A household in which nobody in service stays
 * moves too, and those out of service whose files stay are taken off it; one with somebody in service stays where it is and is taken off the file (nobody at
 * the new place could see it), and where its head left, those who stay are to enter another.
 */
export async function transferFile(act: Act, personId: string, changeId: string, { to, toPlace, effectiveOn, document }: Target, together?: Together): Promise<{ steps: Step[]; findings: string[] }> {
  const { values, division } = await lockPerson(act, personId);
  const household = await householdOf(act, personId, values, together?.going);
  const leaves = household !== undefined && household.served.length > 0;
  const steps = [await writeStep(act, 'person', personId, { divisionCode: to, changedOn: effectiveOn, ...(leaves ? OFF : {}) })];
  await keepDeparture(act, changeId, { personName: values.name, leftOn: effectiveOn, reach: 'county', destination: toPlace, document, divisionCode: division });
  if (!household) return { steps, findings: [] };
  if (!leaves) return together && together.carrier !== personId ? { steps, findings: [] } : carryHousehold(act, household, steps, to, together?.going.length ?? 1);
  const heir = household.wasHead ? household.served[0] : undefined;
  if (heir) await raiseFollowUp(act, changeId, heir.id, 'headCheck', addDays(act.today, HEAD_DAYS));
  return { steps, findings: [`已从原来的户中转出，请在新地登记“所属户”${heir ? `；他是户主，已请原地为户里其余 ${household.served.length} 人改登户主` : ''}`] };
}

const OFF = { householdId: null, householdRelation: null };

/** Takes the household along with the last who leaves it. */
async function carryHousehold(act: Act, household: { id: string; others: { id: string }[] }, steps: Step[], to: string, going: number): Promise<{ steps: Step[]; findings: string[] }> {
  steps.push(await writeStep(act, 'household', household.id, { divisionCode: to }));
  for (const { id } of household.others) steps.push(await writeStep(act, 'person', id, OFF));
  const whole = going > 1 ? `全户 ${going} 人一起迁来` : household.others.length > 0 ? '户里没有其他在册人员' : '户里只有他一人';
  return { steps, findings: [`${whole}，户随人迁来，请核对户的住址`, ...(household.others.length > 0 ? [`已去世、迁出或注销的 ${household.others.length} 人从户中转出，档案留在原地`] : [])] };
}

/** Adds the line of who left to the ledger of the place that was left. */
export async function keepDeparture(act: Act, changeId: string, draft: Record<string, unknown>): Promise<void> {
  const id = newId();
  await createRow(act, departures, id, draft);
  await bindTo(act, 'departure', id, changeId);
}

