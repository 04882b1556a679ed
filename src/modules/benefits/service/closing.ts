import { sql } from 'kysely';
import { isRefusal, refuse } from '#base/pure/refusal.ts';
import type { Act } from '#base/server/house.ts';
import { createRow, newId, rawRow } from '#base/server/records/write.ts';
import { confirmProgress } from '../queries/confirmation.ts';
import { ANSWERED, confirmEntries, entriesById, type EntryRow, updateEntry } from '../queries/confirmEntries.ts';
import { adviceOf, firstStopMonth } from '../rules/confirmation.ts';
import { worthOf } from '../rules/effect.ts';
import type { Facts } from '../rules/facts.ts';
import { type Month, monthOf, printMonth, sayMonth } from '../rules/months.ts';
import { holdsOf } from '../rules/movements.ts';
import { PROGRAMMES } from '../rules/programmes/all.ts';
import type { ResumeLine, StopLine, StopProposal } from '../schema/confirmationActs.ts';
import { Confirmation } from '../schema/confirmation.ts';
import { Movement } from '../schema/movements.ts';
import { byCounty, confirmationOf } from './confirmations.ts';
import { effects } from './movementEffect.ts';
import { decideMovement, movements } from './movements.ts';
import { reckoningOf } from './reckoning.ts';

const notConfirmed = (act: Act, id: string): Promise<EntryRow[]> =>
  confirmEntries(act, sql`e.confirmation_id = ${id} and e.state in ('waiting', 'doubtful')`, sql`order by e.division_code, r.name_pinyin, r.name, e.id`);

/** Who is not confirmed, and what stopping each from a month on would change, by the rules of the pay run: nothing has happened yet, and nothing happens by asking. Of what was already proposed it says where it stands. */
export async function proposal(act: Act, { id, month }: { id: string; month?: string }): Promise<StopProposal> {
  const one = await confirmationOf(act, id);
  const from = month ?? firstStopMonth(one.untilOn);
  const entries = await notConfirmed(act, id);
  const known = await effects(act, entries.map((row) => row.personId));
  const lines: StopLine[] = [];
  for (const row of entries) lines.push(await stopLine(act, row, known, from));
  const chosen = lines.filter((line) => line.act === 'stop' && line.movement?.state !== 'effective');
  const { whole } = await confirmProgress(act, id, act.actor.division);
  act.note({ record: Confirmation.name, rowId: id, detail: { persons: lines.length } });
  return { month: from, unreviewed: whole.unreviewed, lines, persons: chosen.length, less: String(chosen.reduce((sum, line) => sum + BigInt(line.before) - BigInt(line.after), 0n)), back: String(chosen.reduce((sum, line) => sum + BigInt(line.back), 0n)) };
}

async function stopLine(act: Act, row: EntryRow, known: Awaited<ReturnType<typeof effects>>, from: string): Promise<StopLine> {
  const facts = known.facts.get(row.personId);
  const waits = row.stopId && row.stopState !== 'answered' ? await rawRow(act, Movement, row.stopId) : undefined;
  const standing = waits && waits.state !== 'withdrawn' && waits.state !== 'returned' ? waits : undefined;
  const at = standing ? String(standing.month) : from;
  const effect = facts && standing?.state !== 'effective' ? known.of(facts, monthOf(at), [...facts.holds, ...holdsOf([{ act: 'stop', month: monthOf(at), category: null, reason: '未按期确认' }])]) : undefined;
  const after = effect?.after ?? String(facts ? worthOf(PROGRAMMES, facts, monthOf(at), known.terms).fen : 0n);
  const advice = standing ? adviceOf(row.state, row.result) : (alreadyOver(facts, monthOf(from)) ?? adviceOf(row.state, row.result));
  return {
    entryId: row.id, personId: row.personId, name: row.name, place: row.place, state: row.state, words: advice.words, act: advice.act,
    before: effect?.before ?? after, after, untold: Boolean(effect?.untold), back: effect?.back ?? '0',
    movement: standing ? { id: String(standing.id), version: standing.version, state: String(standing.state), month: String(standing.month), own: standing.made_by_id === act.actor.id } : null,
  };
}

/** Why somebody on the list has nothing left to stop: dead, gone, held already, or without a benefit that runs; undefined where there is. */
function alreadyOver(facts: Facts | undefined, month: Month): { act: 'none'; words: string } | undefined {
  const over = (words: string) => ({ act: 'none' as const, words });
  if (!facts || facts.approvals.every((one) => one.until !== null && one.until < month)) return over('待遇已终止，不用停发');
  if (facts.died !== null || facts.deathUndated) return over('已登记去世，不用停发');
  if (facts.left !== null) return over('已登记迁出，不用停发');
  const hold = facts.holds.find((one) => one.category === null && one.from <= month && (one.until === null || month <= one.until));
  return hold && over(`已${hold.kind === 'stopped' ? '停发' : hold.kind === 'suspended' ? '中止' : '取消'}，不用再停发`);
}

/** Proposes to stop who was not confirmed: movements that wait for another person. Only after the close, not before the month after the last day, and nobody twice. */
export async function propose(act: Act, { id, month, entryIds }: { id: string; month: string; entryIds: string[] }): Promise<{ proposed: number }> {
  byCounty(act, '停发由县级提出');
  const one = await confirmationOf(act, id, true);
  if (one.state !== 'closed') refuse('confirmation.open', '年度确认还没有结束，不能提出停发', { status: 409 });
  if (month < firstStopMonth(one.untilOn)) refuse('confirmation.month', `停发最早从${sayMonth(monthOf(firstStopMonth(one.untilOn)))}起`, { path: ['month'] });
  let proposed = 0;
  const entries = (await entriesById(act, entryIds)).filter((row) => row.confirmationId === id);
  const { facts } = await reckoningOf(act, entries.map((row) => row.personId));
  for (const row of entries) {
    if (row.state !== 'waiting' && row.state !== 'doubtful') refuse('confirmation.confirmed', `${row.name}已确认，不能停发`, { status: 409 });
    if (adviceOf(row.state, row.result).act !== 'stop') refuse('confirmation.act', `${row.name}${adviceOf(row.state, row.result).words}`, { status: 409 });
    if (row.stopState === 'proposed' || row.stopState === 'effective') continue;
    const over = alreadyOver(facts.get(row.personId), monthOf(month));
    if (over) refuse('confirmation.over', `${row.name}：${over.words}`, { status: 409 });
    const movement = newId();
    try {
      await createRow(act, movements, movement, { personId: row.personId, act: 'stop', month, reason: row.result === 'lost' ? 'lost' : 'unconfirmed', note: one.title });
    } catch (error) {
      if (isRefusal(error)) refuse(error.code, `${row.name}：${error.message}`, { status: error.status, path: error.path });
      throw error;
    }
    await updateEntry(act, row.id, { stopId: movement, resumeId: null });
    proposed += 1;
  }
  act.note({ record: Confirmation.name, rowId: id, detail: { proposed, month } });
  return { proposed };
}

/** Confirms stops of a confirmation in one act, by another person than who proposed them. */
export async function confirmStops(act: Act, { id, movements: chosen }: { id: string; movements: { id: string; version: number }[] }): Promise<{ confirmed: number }> {
  const entries = await confirmEntries(act, sql`e.confirmation_id = ${id} and (e.stop_id = any(${chosen.map((one) => one.id)}::uuid[]) or e.resume_id = any(${chosen.map((one) => one.id)}::uuid[]))`);
  const names = new Map(entries.flatMap((row) => [[row.stopId, row.name], [row.resumeId, row.name]] as const));
  for (const one of chosen) {
    const name = names.get(one.id) ?? refuse('confirmation.movement', '所选的变动不属于这次年度确认', { path: ['movements'] });
    if (entries.some((row) => row.stopId === one.id && row.resumeId !== one.id && row.state === 'confirmed')) refuse('confirmation.confirmed', `${name}已确认，不能停发`, { status: 409 });
    try {
      await decideMovement(act, { ...one, decision: 'confirm' });
    } catch (error) {
      if (isRefusal(error)) refuse(error.code, `${name}：${error.message}`, { status: error.status, path: error.path });
      throw error;
    }
  }
  act.note({ record: Confirmation.name, rowId: id, detail: { confirmed: chosen.length } });
  return { confirmed: chosen.length };
}

/** Who was stopped and has been confirmed since, with what a 恢复 made good would bring up to this month beside what was settled. */
export async function resumable(act: Act, { id }: { id: string }): Promise<ResumeLine[]> {
  await confirmationOf(act, id);
  const entries = await confirmEntries(act, sql`e.confirmation_id = ${id} and e.state = 'confirmed' and s.state = 'effective' and not ${ANSWERED}`, sql`order by e.division_code, r.name_pinyin, r.name, e.id`);
  const known = await effects(act, entries.map((row) => row.personId));
  const lines: ResumeLine[] = [];
  for (const row of entries) {
    const resume = row.resumeId ? await rawRow(act, Movement, row.resumeId) : undefined;
    const standing = resume && resume.state !== 'withdrawn' && resume.state !== 'returned' ? resume : undefined;
    if (standing?.state === 'effective') continue;
    const from = monthOf(row.stopMonth!);
    const facts = known.facts.get(row.personId);
    const made = facts && known.of(facts, from, facts.holds.filter((hold) => !(hold.kind === 'stopped' && hold.category === null && hold.until === null && hold.from === from)));
    lines.push({
      entryId: row.id, personId: row.personId, name: row.name, place: row.place, stoppedFrom: row.stopMonth!, confirmedOn: row.confirmedOn, months: Math.max(0, known.month - from + 1),
      madeGood: made?.good ?? '0', untold: Boolean(made?.untold),
      movement: standing ? { id: String(standing.id), version: standing.version, state: String(standing.state), makeGood: standing.make_good === true, own: standing.made_by_id === act.actor.id } : null,
    });
  }
  return lines;
}

/** Proposes to resume somebody who was stopped and has been confirmed since: made good, from the month of the stop; or from a later month. */
export async function resume(act: Act, { id, makeGood, month }: { id: string; makeGood: boolean; month?: string }): Promise<{ done: true }> {
  byCounty(act, '恢复由县级提出');
  const row = (await entriesById(act, [id]))[0];
  if (!row || row.stopState !== 'effective') refuse('confirmation.stopped', '本人没有因这次年度确认停发', { status: 409 });
  if (row.state !== 'confirmed') refuse('confirmation.waiting', '还没有补办确认，不能恢复', { status: 409 });
  if (!makeGood && !month) refuse('confirmation.month', '不补发的请写明从哪个月起恢复', { path: ['month'] });
  const earlier = row.resumeId ? await rawRow(act, Movement, row.resumeId) : undefined;
  if (earlier && (earlier.state === 'proposed' || earlier.state === 'effective')) return { done: true };
  const movement = newId();
  await createRow(act, movements, movement, { personId: row.personId, act: 'resume', month: makeGood ? row.stopMonth! : month!, reason: 'reconfirmed', makeGood });
  await updateEntry(act, id, { resumeId: movement });
  act.note({ record: Confirmation.name, rowId: row.confirmationId, detail: { makeGood, from: makeGood ? row.stopMonth : printMonth(monthOf(month!)) } });
  return { done: true };
}
