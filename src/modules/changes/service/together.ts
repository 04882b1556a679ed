import { isRefusal, refuse } from '#base/pure/refusal.ts';
import type { Act } from '#base/server/house.ts';
import { newId, rawRow } from '#base/server/records/write.ts';
import { bindTogether } from '../queries/changes.ts';
import { Change } from '../schema.ts';
import type { ActAnswer, MoveDraft, Subject } from '../schema/acts.ts';
import { ready } from './acting.ts';
import { moveWithin, type Together } from './moves.ts';
import { householdOf, lockPerson } from './steps.ts';
import { sentences } from './writing.ts';

/** Those who go together, the head of the household last: with the last the household goes. */
export async function togetherOf(act: Act, going: readonly string[], id: string): Promise<Together> {
  const heads: string[] = [];
  for (const personId of going) if ((await householdOf(act, personId, (await lockPerson(act, personId)).values))?.wasHead) heads.push(personId);
  const last = heads[0] ?? going[going.length - 1]!;
  return { id, going: [...going.filter((one) => one !== last), last], carrier: last };
}

/**
 * 全户迁移: several of one household move in one act, all or none, each with a row of the ledger of their own. Where nobody in service stays, the household goes along.
 * Answers for the first of them; repeating the same call answers the row that is there.
 */
export async function moveTogether(act: Act, { people, draft }: { people: (Subject & { id: string })[]; draft: MoveDraft }): Promise<ActAnswer> {
  const [first] = people as [Subject & { id: string }];
  const done = await rawRow(act, Change, first.id);
  if (done) return { id: first.id, state: String(done.state), findings: sentences(done.finding as string | null) };
  if (new Set(people.map((one) => one.personId)).size < people.length) refuse('changes.household', '同一人选了两次', { path: ['people'] });
  const prepared = new Map<string, Awaited<ReturnType<typeof ready>>>();
  const households = new Set<unknown>();
  for (const one of people.toSorted((a, b) => (a.personId < b.personId ? -1 : 1))) {
    const made = await naming(act, one.personId, () => ready(act, { ...one, draft }));
    prepared.set(one.personId, made);
    households.add(made.person.values.householdId ?? null);
  }
  if (households.size > 1 || households.has(null)) refuse('changes.household', '一起迁移的须是同一户的人', { path: ['people'] });
  const together = await togetherOf(act, people.map((one) => one.personId), newId());
  const findings = new Set<string>();
  let state = 'done';
  for (const personId of together.going) {
    const { id } = people.find((one) => one.personId === personId)!;
    const answer = await naming(act, personId, () => moveWithin(act, { id, personId, draft, ...prepared.get(personId)! }, together));
    for (const finding of answer.findings) findings.add(finding);
    state = answer.state;
  }
  await bindTogether(act, people.map((one) => one.id), together.id);
  act.note({ record: Change.name, rowId: first.id, detail: { together: people.length } });
  return { id: first.id, state, findings: [...findings] };
}

/** Says of whom a refusal speaks, where several are at it. */
async function naming<T>(act: Act, personId: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isRefusal(error) || error.status === 404) throw error;
    const { values } = await lockPerson(act, personId);
    return refuse(error.code, `${String(values.name)}：${error.message}`, { status: error.status, path: error.path, detail: error.detail });
  }
}
