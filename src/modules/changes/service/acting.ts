import { refuse } from '#base/pure/refusal.ts';
import type { Act } from '#base/server/house.ts';
import { changesSince } from '#base/server/records/history.ts';
import { getRow } from '#base/server/records/list.ts';
import { rawRow } from '#base/server/records/write.ts';
import { labelOf } from '#base/pure/codes.ts';
import { Person } from '#modules/registry/schema.ts';
import { persons } from '#modules/registry/service.ts';
import { changesOf } from '../queries/changes.ts';
import { type Plan, planOf } from '../rules/plan.ts';
import { Change } from '../schema.ts';
import type { ActAnswer, ActDraft, Subject } from '../schema/acts.ts';
import { ChangeKind } from '../schema/codes.ts';
import { askToLeave } from './leaving.ts';
import { moveWithin } from './moves.ts';
import { reopen } from './reopening.ts';
import { carryOut, lockPerson } from './steps.ts';
import { finish, planFor, sentences, termsOf, writeChange } from './writing.ts';

type ActInput = Subject & { id: string; draft: ActDraft };

/** Does one act on one file: one row of the ledger, whatever it touches, and what it leaves to be done, in one transaction. Repeating the same call answers the row that is there. */
export async function perform(act: Act, { id, personId, version, draft }: ActInput): Promise<ActAnswer> {
  const done = await rawRow(act, Change, id);
  if (done) return { id, state: String(done.state), findings: sentences(done.finding as string | null) };
  const { person, plan } = await ready(act, { personId, version, draft });
  if (draft.kind === 'move') return moveWithin(act, { id, personId, draft, plan, person });
  if (draft.kind === 'moveOut') return askToLeave(act, { id, personId, draft, plan, person });
  await writeChange(act, id, personId, draft, { state: 'done', finding: plan.findings.join('；') || null });
  const reopened = draft.kind === 'revive' || draft.kind === 'reinstate' ? await reopen(act, personId, draft, plan) : { steps: await carryOut(act, personId, plan), findings: [] };
  return finish(act, id, personId, plan, reopened.steps, [...plan.findings, ...reopened.findings]);
}

/** The file locked at the version that the clerk saw, with nothing of it waiting elsewhere, and what the act will do; or a refusal. */
export async function ready(act: Act, { personId, version, draft }: Subject & { draft: ActDraft }): Promise<{ person: Awaited<ReturnType<typeof lockPerson>>; plan: Plan }> {
  const person = await lockPerson(act, personId);
  if (person.version !== version) await refuseChanged(act, personId, version);
  const waiting = (await changesOf(act, personId)).find((one) => one.state === 'waiting');
  if (waiting) refuse('changes.waiting', `此人有一项“${labelOf(ChangeKind, waiting.kind)}”还在等待对方接收，请先办结或撤回`, { status: 409, detail: { id: waiting.id } });
  return { person, plan: await planFor(act, draft, person) };
}

async function refuseChanged(act: Act, personId: string, version: number): Promise<never> {
  const since = await changesSince(act, Person, personId, version);
  refuse('record.changed', `${since[since.length - 1]?.actor ?? '他人'}刚刚修改了这份档案，请核对后再登记`, { status: 409, detail: { current: await getRow(act, persons, personId), changes: since } });
}

/** Recruits: the same act on many files at once, all or none. */
export async function enlistMany(act: Act, { people, effectiveOn, document }: { people: (Subject & { id: string })[]; effectiveOn: string; document?: string }): Promise<{ done: number }> {
  const wrong: string[] = [];
  const draft: ActDraft = { kind: 'enlist', effectiveOn, document };
  const terms = await termsOf(act);
  for (const one of people.toSorted((a, b) => (a.personId < b.personId ? -1 : 1))) {
    const person = await lockPerson(act, one.personId);
    const verdict = planOf(draft, { person: person.facts, roles: person.roles, today: act.today, terms });
    if ('refused' in verdict && !(await rawRow(act, Change, one.id))) wrong.push(`${String(person.values.name)}：${verdict.refused}`);
  }
  if (wrong.length > 0) refuse('changes.some_refused', `有 ${wrong.length} 人不能登记入伍，全部没有登记：${wrong.slice(0, 5).join('；')}`, { status: 409, detail: { wrong } });
  for (const one of people) await perform(act, { ...one, draft });
  act.note({ detail: { enlisted: people.length } });
  return { done: people.length };
}
