import { randomBytes } from 'node:crypto';
import { levelOf } from '#base/pure/division.ts';
import { notFound, refuse } from '#base/pure/refusal.ts';
import { scanSecrets } from '#base/pure/secrets.ts';
import type { Act } from '#base/server/house.ts';
import { rawRow } from '#base/server/records/write.ts';
import { type ConfirmationRow, keepDraw } from '../queries/confirmation.ts';
import { confirmedIds, entriesById, type EntryRow, isMarkedOtherwise, markSampled, updateEntry } from '../queries/confirmEntries.ts';
import { sampleOf, stateAfter } from '../rules/confirmation.ts';
import type { ConfirmLine, ResultInput, SampleAnswer } from '../schema/confirmationActs.ts';
import { Confirmation, ConfirmEntry, type ConfirmResultCode } from '../schema/confirmation.ts';
import { Movement } from '../schema/movements.ts';
import { byCounty, confirmationOf, lineOf } from './confirmations.ts';
import { withdrawMovement } from './movements.ts';

const NO_REVIEW = { review: null, reviewedBy: null, reviewedOn: null, reviewNote: null };
const NO_REVIEWER = { reviewed_by_id: null };

async function opened(act: Act, id: string): Promise<{ entry: EntryRow; one: ConfirmationRow }> {
  const entry = (await entriesById(act, [id]))[0] ?? notFound(ConfirmEntry.label);
  return { entry, one: await confirmationOf(act, entry.confirmationId) };
}

async function answer(act: Act, id: string): Promise<ConfirmLine> {
  act.note({ record: ConfirmEntry.name, rowId: id });
  return lineOf(act, (await entriesById(act, [id]))[0]!);
}

/** Refuses words that name secrets or numbers. */
function refuseSecrets(text: string | undefined): void {
  const found = scanSecrets(text ?? '')[0];
  if (found) refuse('confirmation.secret', `“${found.match}”疑似涉密或个人号码，请勿填写`, { path: ['note'] });
}

/** Writes down how one person's confirmation went, and by which way. After the close only who was not confirmed may still come; a stop that only waits is then taken back. */
export async function record(act: Act, input: ResultInput): Promise<ConfirmLine> {
  const { entry, one } = await opened(act, input.id);
  await writeResult(act, entry, one, input);
  return answer(act, entry.id);
}

/** Writes one result; by hand and from a sheet. */
export async function writeResult(act: Act, entry: EntryRow, one: ConfirmationRow, { result, way, on = act.today, note }: Omit<ResultInput, 'id'>): Promise<void> {
  refuseSecrets(note);
  if (entry.state === 'dropped' || !entry.alive) refuse('confirmation.dead', '已登记去世，不再确认', { status: 409 });
  if (one.state === 'closed' && entry.state === 'confirmed') refuse('confirmation.closed', '这次年度确认已经结束', { status: 409 });
  if (entry.review === 'agreed' && !comesLate(entry, one, result)) refuse('confirmation.reviewed', '已经复核，须先由复核的人退回', { status: 409 });
  if (way !== 'app' && !one.ways.includes(way)) refuse('confirmation.way', '这次年度确认没有开通这种方式', { path: ['way'] });
  if (on > act.today) refuse('confirmation.day', '日期不能晚于今天', { path: ['on'] });
  if (on < one.fromOn) refuse('confirmation.day', `日期不能早于这次年度确认开始的${one.fromOn}`, { path: ['on'] });
  const state = stateAfter(result as ConfirmResultCode);
  if (state === 'doubtful' && result !== 'lost' && !note) refuse('confirmation.note', '请在说明中写明情况和来源', { path: ['note'] });
  await updateEntry(act, entry.id, { state, result, way, confirmedOn: on, confirmedBy: act.actor.name, note: note || null, ...NO_REVIEW }, { confirmed_by_id: act.actor.id, ...NO_REVIEWER });
  if (state === 'confirmed' && entry.stopId) await takeBackWaitingStop(act, entry.stopId);
}

/** Whether somebody of whom a doubt was reviewed (失联) comes after the close: that is a new confirmation, to be reviewed anew. */
const comesLate = (entry: EntryRow, one: ConfirmationRow, result: string): boolean => one.state === 'closed' && entry.state === 'doubtful' && stateAfter(result as ConfirmResultCode) === 'confirmed';

async function takeBackWaitingStop(act: Act, id: string): Promise<void> {
  if ((await rawRow(act, Movement, id))?.state === 'proposed') await withdrawMovement(act, { id, opinion: '已补办确认，不再停发' });
}

/** Who is asked again after a result that was not so; nobody asks for the dead. */
const askedAgain = ({ alive }: EntryRow): string => (alive ? 'waiting' : 'dropped');

/** Takes a result back that nobody reviewed yet. */
export async function takeBack(act: Act, { id }: { id: string }): Promise<ConfirmLine> {
  const { entry, one } = await opened(act, id);
  if (one.state === 'closed') refuse('confirmation.closed', '这次年度确认已经结束', { status: 409 });
  if (entry.review === 'agreed') refuse('confirmation.reviewed', '已经复核，须先由复核的人退回', { status: 409 });
  if (entry.state === 'confirmed' || entry.state === 'doubtful') await updateEntry(act, id, { state: 'waiting', result: null, way: null, confirmedOn: null, confirmedBy: null, note: null, ...NO_REVIEW }, { confirmed_by_id: null, ...NO_REVIEWER });
  return answer(act, id);
}

/** Notes once that somebody cannot come and is visited at home; later years begin with it. */
export async function homeVisit(act: Act, { id, wanted }: { id: string; wanted: boolean }): Promise<ConfirmLine> {
  await opened(act, id);
  await updateEntry(act, id, { homeVisit: wanted });
  return answer(act, id);
}

/** 复核 by the township (the county where there is none): never by who wrote the result. What is not agreed with is to be confirmed again. */
export async function review(act: Act, { id, entryIds, result, note }: { id: string; entryIds: string[]; result: 'agreed' | 'disagreed'; note?: string }): Promise<{ reviewed: number }> {
  if (levelOf(act.actor.division) === 'village') refuse('confirmation.review', '复核由乡级站或县级办理', { status: 403 });
  if (result === 'disagreed' && !note) refuse('confirmation.note', '不属实的请写明', { path: ['note'] });
  refuseSecrets(note);
  const entries = await entriesById(act, entryIds);
  if (entries.length !== new Set(entryIds).size || entries.some((one) => one.confirmationId !== id)) notFound(ConfirmEntry.label);
  const own = entries.find((one) => one.confirmedById === act.actor.id);
  if (own) refuse('confirmation.self', `${own.name}由您登记，复核须由另一个人办理`, { status: 409 });
  const open = entries.find((one) => one.state !== 'confirmed' && one.state !== 'doubtful');
  if (open) refuse('confirmation.waiting', `${open.name}还没有登记结果`, { status: 409 });
  for (const one of entries) await updateEntry(act, one.id, { review: result, reviewedBy: act.actor.name, reviewedOn: act.today, reviewNote: note ?? null, ...(result === 'disagreed' ? { state: askedAgain(one) } : {}) }, { reviewed_by_id: act.actor.id });
  act.note({ record: Confirmation.name, rowId: id, detail: { reviewed: entries.length, result } });
  return { reviewed: entries.length };
}

/** 抽取: draws the county's spot check once, from who is confirmed at this moment; pool, seed and drawn are kept. Repeating answers the draw that was made. */
export async function draw(act: Act, { id, seed }: { id: string; seed?: string }): Promise<SampleAnswer> {
  byCounty(act, '抽查由县级抽取');
  const one = await confirmationOf(act, id, true);
  if (one.seed === null) {
    const pool = await confirmedIds(act, id);
    if (one.state === 'draft' || pool.length === 0) refuse('confirmation.empty', '还没有已确认的人，无从抽取', { status: 409 });
    const chosen = seed ?? randomBytes(8).toString('hex');
    const drawn = sampleOf(pool, chosen, one.samplePercent);
    await keepDraw(act, id, { seed: chosen, pool, drawn });
    await markSampled(act, id, drawn);
    act.note({ record: Confirmation.name, rowId: id, detail: { pool: pool.length, drawn: drawn.length, seed: chosen } });
  }
  return (await sample(act, { id }))!;
}

/** The draw as it was kept, drawn once more from pool, seed and percent, and held against the marks of the list; null where none was made. */
export async function sample(act: Act, { id }: { id: string }): Promise<SampleAnswer | null> {
  const one = await confirmationOf(act, id);
  const { seed, pool, drawn, samplePercent: percent } = one;
  if (seed === null || pool === null || drawn === null) return null;
  return { seed, percent, pool: pool.length, drawn: drawn.length, reproduced: sampleOf(pool, seed, percent).join() === drawn.join() && !(await isMarkedOtherwise(act, id, drawn)) };
}

/** Writes down what a spot check found, by somebody who did not write the result, and puts it right where it was written wrong; what was not so is to be confirmed again. Put right to 属实, the result that was written down stands again and is reviewed anew. */
export async function check(act: Act, { id, result, note }: { id: string; result: 'agreed' | 'disagreed'; note?: string }): Promise<ConfirmLine> {
  byCounty(act, '抽查由县级登记');
  const { entry } = await opened(act, id);
  if (!entry.sampled) refuse('confirmation.sampled', '没有抽到这个人', { status: 409 });
  if (entry.confirmedById === act.actor.id) refuse('confirmation.self', `${entry.name}由您登记，抽查须由另一个人办理`, { status: 409 });
  if (result === 'disagreed' && !note) refuse('confirmation.note', '不属实的请写明', { path: ['note'] });
  refuseSecrets(note);
  const put = { spotCheck: result, checkedBy: act.actor.name, checkedOn: act.today, checkNote: note ?? null };
  const righted = result === 'agreed' && entry.spotCheck === 'disagreed' && entry.state === 'waiting' && entry.result !== null;
  if (result === 'disagreed') await updateEntry(act, id, { ...put, state: askedAgain(entry), ...NO_REVIEW }, NO_REVIEWER);
  else await updateEntry(act, id, { ...put, ...(righted ? { state: stateAfter(entry.result as ConfirmResultCode), ...NO_REVIEW } : {}) }, righted ? NO_REVIEWER : {});
  if (righted && stateAfter(entry.result as ConfirmResultCode) === 'confirmed' && entry.stopId) await takeBackWaitingStop(act, entry.stopId);
  return answer(act, id);
}
