import { addDays } from '#base/pure/day.ts';
import { labelOf } from '#base/pure/codes.ts';
import { levelOf } from '#base/pure/division.ts';
import { notFound } from '#base/pure/refusal.ts';
import type { Act, Task } from '#base/server/house.ts';
import { masked } from '#base/server/records/columns.ts';
import { Person } from '#modules/registry/schema.ts';
import { RoleCode } from '#modules/registry/schema/codes.ts';
import { collect, countContents } from '../handOver/contents.ts';
import { type ChangeRow, findChange, followUpsOf, placeWords } from '../queries/changes.ts';
import { waitingWork } from '../queries/requests.ts';
import type { ChangeSheet } from '../schema/acts.ts';
import { differencesOf, lockPerson } from './steps.ts';
import { undoneTogether, whyNotUndone } from './undo.ts';
import { sentences, termsOf } from './writing.ts';

/** One change opened: what it touched in words, what it left to be done, whether it can be undone; for 调出 also what is handed over. */
export async function sheet(act: Act, { id }: { id: string }): Promise<ChangeSheet> {
  const change = (await findChange(act, id)) ?? notFound('变动');
  const person = await lockPerson(act, change.person_id);
  act.note({ record: 'changes.change', rowId: id });
  return {
    id, version: change.version, kind: change.kind, state: change.state, personId: change.person_id, personName: String(person.values.name), citizenId: masked(Person.fields.citizenId, person.values.citizenId),
    place: (await placeWords(act, person.division)) ?? person.division, roles: person.facts.roles.map((role) => labelOf(RoleCode, role)),
    effectiveOn: change.effective_on, document: change.document, reason: change.reason, otherCounty: change.other_county, number: change.number, receiptNo: change.receipt_no, receiptChecked: change.receipt_checked,
    doneBy: change.done_by, doneUnit: change.done_unit, findings: sentences(change.finding),
    differences: [...(change.kind === 'move' && change.state === 'done' ? [{ label: '所属区划', before: change.from_place, after: change.to_place }] : []), ...(await differencesOf(act, change.person_id, change.steps))],
    followUps: (await followUpsOf(act, id)).map((one) => ({ id: one.id, kind: one.kind, dueOn: one.due_on, state: one.state })),
    undoBlocked: (await whyNotUndone(act, change)) ?? null, together: await togetherIn(act, change),
    contents: change.kind === 'moveOut' ? countContents(await collect(act, change.person_id, person.values)) : [],
  };
}

/** Who of a household moved in the same act, as far as their changes stand as this one does, and whether all of them can be undone together. */
async function togetherIn(act: Act, change: ChangeRow): Promise<ChangeSheet['together']> {
  const all = await undoneTogether(act, change);
  if (all.length < 2) return null;
  const others: { id: string; personName: string }[] = [];
  let undoBlocked: string | null = null;
  for (const one of all) {
    if (one.id !== change.id) others.push({ id: one.id, personName: String((await lockPerson(act, one.person_id)).values.name) });
    undoBlocked ??= (await whyNotUndone(act, one, all.map(({ person_id }) => person_id))) ?? null;
  }
  return { others, undoBlocked };
}

/** What waits in the reader's places: moves to accept, follow-ups to do, transfers whose receipt is long in coming. */
export async function changesTasks(act: Act): Promise<Task[]> {
  if (!act.actor.permissions.has('changes.write')) return [];
  const { receiptDays, answerDays } = await termsOf(act);
  const { requests, followUps, transfers, declined } = await waitingWork(act, { askedBefore: addDays(act.today, -receiptDays), answeredSince: addDays(act.today, -answerDays) });
  const tasks: Task[] = requests.map(({ name, due }) => ({ title: `迁移待接收：${name}`, due, path: '/changes/requests', module: 'changes' }));
  const { total, overdue, due } = followUps;
  if (total > 0 && (levelOf(act.actor.division) !== 'county' || overdue > 0)) tasks.push({ title: `变动后续事项：${total} 件未办${overdue > 0 ? `，其中 ${overdue} 件逾期` : ''}`, due: due ?? undefined, path: '/changes/follow-ups?f.state=open', module: 'changes' });
  for (const { name, answer } of declined) tasks.push({ title: `对方不接收：${name}${answer ? `（${answer}）` : ''}`, path: '/changes/requests?view=answers', module: 'changes' });
  if (transfers > 0) tasks.push({ title: `调出已超过 ${receiptDays} 天未收到回执：${transfers} 件`, path: '/changes/register?f.kind=moveOut&f.state=waiting', module: 'changes' });
  return tasks;
}
