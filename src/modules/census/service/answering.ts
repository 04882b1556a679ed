import { type RecordType, typedFields, type Values } from '#base/pure/record.ts';
import { notFound, refuse } from '#base/pure/refusal.ts';
import { changeShape, draftShape } from '#base/pure/shape.ts';
import type { Act } from '#base/server/house.ts';
import { readShape } from '#base/server/input.ts';
import type { Store } from '#base/server/records/store.ts';
import { createRow, newId, updateRow } from '#base/server/records/write.ts';
import { Profile } from '#modules/employment/schema/person.ts';
import { type CampaignRow, findCampaign, questionsOf } from '../queries/campaigns.ts';
import { dropAnswers, type EntryRow, entryById, keepAnswers, type KeptAnswer, markEntry, outcomesAt } from '../queries/entries.ts';
import { BINDINGS } from '../rules/bindings.ts';
import { type Asked, readAnswer } from '../rules/questions.ts';
import type { AnswerInput, SheetCell, SheetEntry } from '../schema/answers.ts';
import { Entry } from '../schema.ts';
import { filledEntries, may, type Standing, standingOf, wordsOf } from './standing.ts';

/** A campaign that is being asked; refuses one not yet frozen or already closed. */
export async function openCampaign(act: Act, id: string): Promise<CampaignRow> {
  const campaign = (await findCampaign(act, id)) ?? notFound('普查');
  if (campaign.state === 'draft') refuse('census.draft', '这次普查还没有冻结名单', { status: 409 });
  if (campaign.state === 'closed') refuse('census.closed', '这次普查已经结束，不能再填', { status: 409 });
  return campaign;
}

type Taken = { question: Asked; standing: Standing; value: unknown; changed: boolean };

/** Takes what was said about one listed person: changed answers are written into the records they are bound to, then the answers are kept. Repeating the same is harmless. */
export async function answerEntry(act: Act, questions: readonly Asked[], entry: EntryRow, input: Omit<AnswerInput, 'answers'> & { answers: AnswerInput['answers'] }): Promise<void> {
  if (entry.state === 'dropped') refuse('census.dropped', `${entry.name}${entry.note ?? '已去世'}，不再问`, { status: 409 });
  const standing = await standingOf(act, entry.campaignId, questions, [entry.personId]);
  const taken = input.answers.map((answer) => take(act, questions, standing, entry, answer));
  for (const group of groupsOf(taken.filter((one) => one.changed)).values()) await writeThrough(act, entry, group);
  const kept: KeptAnswer[] = taken.map(({ question, standing: before, value, changed }) => {
    const after = changed ? (question.binding ? wordsOf(question, value) : wordsOf(question, value, true)) : before.shown;
    return { question: question.id, outcome: changed ? 'changed' : 'same', before: before.shown, after };
  });
  const done = await outcomesAt(act, [entry.id]);
  const answered = new Set([...questions.filter(({ id }) => ['same', 'changed'].includes(done.get(`${entry.id}/${id}`) ?? '')).map(({ id }) => id), ...kept.map((one) => one.question)]);
  if (input.unreachable) for (const { id } of questions) if (!answered.has(id)) kept.push({ question: id, outcome: 'unreachable', before: standing.get(`${entry.personId}/${id}`)!.shown, after: null });
  const whole = questions.every(({ id }) => answered.has(id));
  const reason = input.unreachable && !whole ? input.unreachable.reason : null;
  if (kept.length > 0) await keepAnswers(act, entry, kept, input.way, reason);
  await markEntry(act, entry.id, whole ? 'answered' : input.unreachable ? 'unreachable' : 'waiting', input.way, reason, reason ? (input.unreachable?.note || null) : null);
  act.note({ record: Entry.name, rowId: entry.id, detail: { changed: kept.filter((one) => one.outcome === 'changed').length } });
}

/** One answer against what stands: 无变化 of a value that changed meanwhile, or a new word over it, is refused with what stands now. */
function take(act: Act, questions: readonly Asked[], standing: Map<string, Standing>, entry: EntryRow, answer: AnswerInput['answers'][number]): Taken {
  const question = questions.find(({ id }) => id === answer.questionId) ?? refuse('census.question', '这次普查没有这个问题', { path: ['answers'] });
  const now = standing.get(`${entry.personId}/${question.id}`)!;
  const read = answer.outcome === 'changed' ? readAnswer(question, answer.value ?? '') : { value: now.value };
  if ('problem' in read) refuse('census.value', read.problem, { path: [question.id] });
  const wanted = question.binding || answer.outcome === 'same' ? read.value : wordsOf(question, read.value, true);
  const changed = JSON.stringify(wanted ?? null) !== JSON.stringify(now.value ?? null);
  const stale = answer.stamp !== now.stamp && (changed || answer.outcome === 'same');
  if (stale) refuse('census.changed', `${entry.name}的“${question.label}”刚被改为“${now.shown ?? '空'}”，请核对后再答`, { status: 409, path: [question.id], detail: { questionId: question.id, shown: now.shown, stamp: now.stamp } });
  if (changed && !may(act, question, 'write')) refuse('forbidden', `您的岗位不能修改“${question.label}”`, { status: 403, path: [question.id] });
  return { question, standing: now, value: read.value, changed };
}

/** Changed answers by the record they are written into. */
function groupsOf(changed: readonly Taken[]): Map<RecordType, Taken[]> {
  const groups = new Map<RecordType, Taken[]>();
  for (const one of changed) {
    const bound = one.question.binding ? BINDINGS.get(one.question.binding) : undefined;
    if (bound) groups.set(bound.type, [...(groups.get(bound.type) ?? []), one]);
  }
  return groups;
}

/** Writes changed answers into their record through its own store, with its checks and its history. */
async function writeThrough(act: Act, entry: EntryRow, group: readonly Taken[]): Promise<void> {
  const { type } = BINDINGS.get(group[0]!.question.binding!)!;
  const store: Store = act.house.stores.get(type.name)!;
  const change: Values = Object.fromEntries(group.map(({ question, value }) => [BINDINGS.get(question.binding!)!.name, value]));
  if (type.name === Profile.name) change.confirmedOn = act.today;
  const { row } = group[0]!.standing;
  if (row) await updateRow(act, store, row.id, row.version, readShape(changeShape(type), change));
  else await createRow(act, store, newId(), readShape(draftShape(type), { ...missingOf(type), ...change, personId: entry.personId }));
}

/** Every required field as empty, so that one left out is asked for by name. */
const missingOf = (type: RecordType): Values => Object.fromEntries(typedFields(type).filter(([, field]) => field.required).map(([name]) => [name, null]));

async function entryOf(act: Act, id: string, lock = false): Promise<{ entry: EntryRow; questions: Asked[] }> {
  const entry = (await entryById(act, id, lock)) ?? notFound(Entry.label);
  return { entry, questions: await questionsOf(act, entry.campaignId) };
}

const shownEntry = async (act: Act, id: string): Promise<SheetEntry> => {
  const { entry, questions } = await entryOf(act, id);
  return (await filledEntries(act, entry.campaignId, questions, [entry]))[0]!;
};

/** Notes the answers of one person, and answers how the entry stands. */
export async function answer(act: Act, { id, ...input }: AnswerInput & { id: string }): Promise<SheetEntry> {
  const { entry, questions } = await entryOf(act, id, true);
  await openCampaign(act, entry.campaignId);
  await answerEntry(act, questions, entry, input);
  return shownEntry(act, id);
}

/** Takes back what was noted of one person, as long as no record was changed by it. */
export async function withdraw(act: Act, { id }: { id: string }): Promise<SheetEntry> {
  const { entry, questions } = await entryOf(act, id, true);
  await openCampaign(act, entry.campaignId);
  if (entry.state === 'dropped') refuse('census.dropped', '此人已去世，不再问', { status: 409 });
  const outcomes = await outcomesAt(act, [id]);
  if (questions.some((question) => outcomes.get(`${id}/${question.id}`) === 'changed')) refuse('census.written', '这个人有改动已经写进档案，不能撤回；填错的请重新回答那一题', { status: 409 });
  await dropAnswers(act, id);
  await markEntry(act, id, 'waiting', null, null, null);
  act.note({ record: Entry.name, rowId: id });
  return shownEntry(act, id);
}

/** What stands for one listed person in full, for asking them; audited with the census as the reason. */
export async function reveal(act: Act, { id }: { id: string }): Promise<SheetCell[]> {
  const { entry, questions } = await entryOf(act, id);
  const campaign = await openCampaign(act, entry.campaignId);
  act.note({ record: Entry.name, rowId: id, reason: `普查核对：${campaign.title}` });
  const seen = questions.filter((question) => may(act, question, 'reveal'));
  return (await filledEntries(act, entry.campaignId, seen, [entry], true))[0]!.cells;
}
