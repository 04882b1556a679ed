import { countyOf, isWithin, levelOf } from '#base/pure/division.ts';
import type { Values } from '#base/pure/record.ts';
import { notFound, refuse } from '#base/pure/refusal.ts';
import type { Act, Task } from '#base/server/house.ts';
import { type Columns, decode } from '#base/server/records/columns.ts';
import { store } from '#base/server/records/store.ts';
import { rawRow, updateRow } from '#base/server/records/write.ts';
import { type ConfirmationRow, confirmProgress, findAltered, findConfirmation, frozenConfirmations, hasFrozen, keepPrint, listReceiving, nameOfPlace, openConfirmations } from '../queries/confirmation.ts';
import { entriesOfPlace, type EntryRow, findStoppedBeside } from '../queries/confirmEntries.ts';
import type { ConfirmHead, ConfirmLine, ConfirmOnly, ConfirmProgress, ConfirmSheet } from '../schema/confirmationActs.ts';
import { ConfirmEntry, Confirmation } from '../schema/confirmation.ts';

/** The most persons of one screen, paper or sheet. */
const MOST = 1000;
type Asking = { id: string; division?: string };
type AskingSome = Asking & { only?: ConfirmOnly; page?: number; size?: number };

/** Refuses anybody who is not placed at the county. */
export function byCounty(act: Act, what = '年度确认由县级发起、修改和结束'): void {
  if (act.actor.division !== `${countyOf(act.actor.division)}000000`) refuse('confirmation.county', what);
}

const FROZEN = ['year', 'fromOn', 'categories', 'samplePercent'] as const;

/** After the freeze a confirmation keeps whom it asks and how many are spot-checked. */
async function keepScope(act: Act, values: Values, id: string): Promise<void> {
  byCounty(act);
  const current = await rawRow(act, Confirmation, id);
  if (!current || current.state === 'draft') return;
  const before = decode(Confirmation, current, act.house.keys);
  const touched = FROZEN.find((name) => JSON.stringify(before[name] ?? null) !== JSON.stringify(values[name] ?? null));
  if (touched) refuse('confirmation.frozen', `名单已冻结，不能再改“${Confirmation.fields[touched].label}”`, { status: 409, path: [touched] });
}

/** 年度确认台账. */
export const confirmations = store(Confirmation, {
  beforeWrite: keepScope,
  afterWrite: async (act, rows) => {
    byCounty(act);
    const altered = await findAltered(act, rows);
    if (altered) refuse('confirmation.frozen', `“${altered}”的名单已冻结，不能再改年度、起始日、类别和抽查比例`, { status: 409 });
  },
  beforeRemove: async (act, rows) => {
    byCounty(act);
    if (await hasFrozen(act, rows)) refuse('confirmation.frozen', '名单已冻结的不能删除，请结束它', { status: 409 });
  },
});

const SAYS: Readonly<Record<string, number>> = { waiting: 0, dropped: 0, doubtful: 1, confirmed: 2 };
/** Whoever was drawn for the spot check stays, so that the draw keeps its list. */
const says = (row: Columns) => (row.sampled === true ? 10 : 0) + (SAYS[String(row.state)] ?? 0);
/** Two files of which one was confirmed and the other stopped by the same confirmation are not merged: the stop would stand with nobody to resume it. */
async function refuseStopped(act: Act, kept: string, gone: string): Promise<void> {
  const title = await findStoppedBeside(act, kept, gone);
  if (title) refuse('confirmation.merge', `两份档案在“${title}”里一份已确认、一份已停发或待停发；请先撤回停发，或确认后恢复，再合并`, { status: 409 });
}

/** 年度确认名单: where two files of one person are merged, the entry that says more stays. */
export const confirmEntriesStore = store(ConfirmEntry, { outranks: (coming, standing) => says(coming) > says(standing), beforeMerge: refuseStopped });

/** A confirmation, or not found. */
export async function confirmationOf(act: Act, id: string, lock = false): Promise<ConfirmationRow> {
  return (await findConfirmation(act, id, lock)) ?? notFound(Confirmation.label);
}

/** A division within the acting person's own, theirs where none is asked. */
export function placeOfAct(act: Act, division: string | undefined): string {
  const place = division ?? act.actor.division;
  return isWithin(place, act.actor.division) ? place : notFound('区划');
}

/** 冻结名单: everybody who draws a benefit today, each handed to their own place. */
export async function freeze(act: Act, { id }: { id: string }): Promise<{ listed: number }> {
  byCounty(act);
  const one = await confirmationOf(act, id, true);
  if (one.state !== 'draft') refuse('confirmation.frozen', '名单已经冻结', { status: 409 });
  await updateRow(act, confirmations, id, one.version, { state: 'open', frozenOn: act.today });
  await keepPrint(act, id);
  const listed = await listReceiving(act, one);
  if (listed === 0) refuse('confirmation.nobody', '没有正在享受待遇的人，请检查类别和待遇台账', { status: 409 });
  act.note({ record: Confirmation.name, rowId: id, detail: { listed } });
  return { listed };
}

/** 结束: nothing is confirmed any more but by those who come late; nobody is stopped by it. */
export async function close(act: Act, { id }: { id: string }): Promise<{ done: true }> {
  byCounty(act);
  const one = await confirmationOf(act, id, true);
  if (one.state === 'draft') refuse('confirmation.draft', '还没有冻结名单，不需要结束', { status: 409 });
  if (one.state === 'open') await updateRow(act, confirmations, id, one.version, { state: 'closed', closedOn: act.today });
  return { done: true };
}

/** A confirmation as the stations see it. */
export const headOf = ({ id, title, year, fromOn, untilOn, ways, samplePercent, state, note, seed, drawnOn }: ConfirmationRow): ConfirmHead => ({ id, title, year, fromOn, untilOn, ways, samplePercent, state, note, seed, drawnOn });

/** The confirmations that have a list. */
export async function current(act: Act): Promise<ConfirmHead[]> {
  return (await frozenConfirmations(act)).map(headOf);
}

/** One listed person as pages receive them; a village reads what its township and county wrote only while it has to ask again. */
export function lineOf(act: Act, row: EntryRow): ConfirmLine {
  const told = levelOf(act.actor.division) !== 'village' || row.state === 'waiting';
  return {
    id: row.id, personId: row.personId, name: row.name, sex: row.sex, age: row.age, divisionCode: row.divisionCode, divisionName: row.divisionName, categories: row.categories ?? [], state: row.state, result: row.result, way: row.way, confirmedOn: row.confirmedOn,
    confirmedBy: row.confirmedBy, note: row.note, homeVisit: row.homeVisit, review: row.review, reviewedBy: row.reviewedBy, reviewNote: told ? row.reviewNote : null, sampled: row.sampled, spotCheck: row.spotCheck, checkNote: told ? row.checkNote : null,
    own: row.confirmedById === act.actor.id, stop: row.stopId && row.stopMonth && row.stopState !== 'answered' ? { state: row.stopState!, month: row.stopMonth } : null,
  };
}

/** The list of a place. */
export async function sheet(act: Act, { id, division, only, page = 1, size = MOST }: AskingSome): Promise<ConfirmSheet> {
  const one = await confirmationOf(act, id);
  const place = placeOfAct(act, division);
  const { whole } = await confirmProgress(act, id, place);
  const entries = await entriesOfPlace(act, id, place, size, only, (page - 1) * size);
  act.note({ record: Confirmation.name, rowId: id, detail: { division: place, persons: entries.length } });
  return { confirmation: headOf(one), division: { code: place, name: await nameOfPlace(act, place) }, entries: entries.map((row) => lineOf(act, row)), total: only ? whole[only] : whole.listed };
}

/** 进展 of a division within the act's scope. */
export async function progress(act: Act, { id, division }: Asking): Promise<ConfirmProgress> {
  await confirmationOf(act, id);
  return confirmProgress(act, id, placeOfAct(act, division));
}

/** What waits at a station: who is to be confirmed, and what its township is to review. */
export async function confirmationTasks(act: Act): Promise<Task[]> {
  if (!act.actor.permissions.has('benefits.confirm') || act.actor.division.endsWith('000000')) return [];
  const township = act.actor.division.endsWith('000');
  return (await openConfirmations(act)).flatMap(({ id, title, untilOn, waiting, unreviewed }) => [
    ...(waiting > 0 ? [{ title: `${title}：还有 ${waiting} 人未确认`, due: untilOn, path: `/benefits/confirm?id=${id}`, module: 'benefits' }] : []),
    ...(township && unreviewed > 0 ? [{ title: `${title}：${unreviewed} 人待复核`, due: untilOn, path: `/benefits/confirm?id=${id}&show=review`, module: 'benefits' }] : []),
  ]);
}
