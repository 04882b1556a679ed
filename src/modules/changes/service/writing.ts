import { labelOf } from '#base/pure/codes.ts';
import type { Day } from '#base/pure/day.ts';
import type { Values } from '#base/pure/record.ts';
import { refuse } from '#base/pure/refusal.ts';
import type { Act } from '#base/server/house.ts';
import { createRow, newId } from '#base/server/records/write.ts';
import { bindTo, causeOf, findTerms, keepSteps } from '../queries/changes.ts';
import { type Plan, planOf } from '../rules/plan.ts';
import type { Step } from '../rules/undoing.ts';
import { Change } from '../schema.ts';
import { type ActAnswer, type ActDraft, ChangeTerms } from '../schema/acts.ts';
import { CancelReason, DeathSource } from '../schema/codes.ts';
import { householdOf, type lockPerson } from './steps.ts';
import { changes, followUps } from './stores.ts';

/** The plan of an act, or its refusal with the reason. */
export async function planFor(act: Act, draft: ActDraft, person: Awaited<ReturnType<typeof lockPerson>>): Promise<Plan> {
  const household = await householdOf(act, person.id, person.values);
  const verdict = planOf(draft, { person: { ...person.facts, headed: household?.wasHead ? household.served.length : 0 }, roles: person.roles, today: act.today, terms: await termsOf(act) });
  if ('refused' in verdict) refuse('changes.refused', verdict.refused, { status: verdict.field ? 422 : 409, path: verdict.field ? ['draft', verdict.field] : undefined });
  return verdict.plan;
}

/** Adds the row of an act; its words come from the draft. */
export async function writeChange(act: Act, id: string, personId: string, draft: ActDraft, more: Values): Promise<void> {
  const words = draft as Record<string, string | undefined>;
  const cause = words.cause && labelOf(CancelReason, words.cause);
  await createRow(act, changes, id, {
    personId, kind: draft.kind, effectiveOn: draft.effectiveOn, document: words.document || null, note: words.note || null, otherCounty: words.otherCounty || null,
    reason: [cause, words.reason].filter(Boolean).join('：') || null, source: words.source ? labelOf(DeathSource, words.source) : null,
    doneBy: act.actor.name, doneUnit: act.actor.unitName, completedOn: more.state === 'done' ? act.today : null, ...more,
  });
}

/** Keeps what an act touched, raises what it leaves to be done, and answers. */
export async function finish(act: Act, id: string, personId: string, plan: Pick<Plan, 'followUps'>, steps: Step[], findings: string[], division: { from: string; to: string } | null = null): Promise<ActAnswer> {
  await keepSteps(act, id, steps, division, findings.join('；').slice(0, 400) || null);
  for (const { kind, dueOn } of plan.followUps) {
    await raiseFollowUp(act, id, personId, kind, dueOn);
  }
  act.note({ record: Change.name, rowId: id });
  return { id, state: 'done', findings };
}

/** Raises one follow-up of a change on a person. */
export async function raiseFollowUp(act: Act, changeId: string, personId: string, kind: string, dueOn: Day | null): Promise<void> {
  const followUp = newId();
  await createRow(act, followUps, followUp, { personId, kind, dueOn, cause: await causeOf(act, changeId) });
  await bindTo(act, 'follow_up', followUp, changeId);
}

/** The terms of the county, or those shipped. */
export async function termsOf(act: Act): Promise<ChangeTerms> {
  const read = ChangeTerms.safeParse((await findTerms(act)) ?? {});
  return read.success ? read.data : ChangeTerms.parse({});
}

/** The findings kept with a change, one a sentence. */
export const sentences = (finding: string | null): string[] => finding?.split('；').filter((one) => one !== '') ?? [];
