import { sql } from 'kysely';
import { labelOf } from '#base/pure/codes.ts';
import type { Values } from '#base/pure/record.ts';
import { notFound, refuse } from '#base/pure/refusal.ts';
import type { Act } from '#base/server/house.ts';
import { decode } from '#base/server/records/columns.ts';
import { getRow } from '#base/server/records/list.ts';
import { store } from '#base/server/records/store.ts';
import { keepChange, rawRow } from '#base/server/records/write.ts';
import { hasAltered, hasLeftItsCase, hasSettled, listMoved, listMovements, noteMakers, settleMovement, standingOf } from '../queries/movements.ts';
import type { Hold } from '../rules/facts.ts';
import { monthOf, printMonth } from '../rules/months.ts';
import { holdsOf, KINDS, movementProblem, type Proposed, standingHold } from '../rules/movements.ts';
import { BenefitCategory } from '../schema.ts';
import { Movement, MovementAct, MovementReason } from '../schema/movements.ts';
import { effectOfOne } from './movementEffect.ts';
import { lookAnew } from './policy.ts';
import { followState } from './recipients.ts';

const SETTLED = '已生效、退回或撤回的待遇变动不再修改，情况有变的请另行登记';

const proposedOf = (values: Values): Proposed => ({
  act: values.act as Proposed['act'], month: monthOf(String(values.month)), category: (values.category as string | null) ?? null, reason: String(values.reason), makeGood: (values.makeGood as boolean | null) ?? null,
});

/** A 恢复 made good begins in the month of what it ends, whatever was typed. */
async function beforeMovement(act: Act, values: Values, id: string): Promise<void> {
  const current = await rawRow(act, Movement, id);
  if (current && current.state !== 'proposed') refuse('movement.settled', SETTLED, { status: 409 });
  const { standing: holds } = await standingOf(act, String(values.personId), (values.category as string | null) ?? null);
  const standing = standingHold(holds, (values.category as string | null) ?? null);
  if (!current && values.act === 'resume' && values.makeGood === true && standing) values.month = printMonth(standing.from);
  const problem = movementProblem(proposedOf(values), holds);
  if (problem) refuse('movement.standing', problem.message, { path: [problem.field], status: 409 });
}

/** Two files whose movements would say something else together than each for itself are not merged: an older 恢复 of one must not lift the 停发 of the other. */
async function refuseMixed(act: Act, kept: string, gone: string): Promise<void> {
  const found = await listMovements(act, [kept, gone]);
  const [ours, theirs] = [found.get(kept) ?? [], found.get(gone) ?? []];
  if (ours.length === 0 || theirs.length === 0) return;
  const said = (holds: readonly Hold[]) => holds.map(({ kind, category, from, until }) => `${kind}/${category}/${from}/${until}`).sort().join();
  const together = holdsOf([...ours, ...theirs].sort((a, b) => (a.at ?? 0) - (b.at ?? 0)));
  if (said(together) !== said([...holdsOf(ours), ...holdsOf(theirs)])) refuse('movement.mixed', '两份档案各有停发、中止或恢复，合在一起会改变停发的月份；请先把仍在停发、中止的恢复，合并以后再登记', { status: 409 });
}

/** 待遇变动台账: while it waits it may be put right; whoever wrote it last is its maker, by hand and by import. */
export const movements = store(Movement, {
  beforeWrite: beforeMovement,
  afterWrite: async (act, rows) => {
    if (await hasAltered(act, rows)) refuse('movement.settled', SETTLED, { status: 409 });
    if (await hasLeftItsCase(act, rows)) refuse('movement.case', '由年度确认或数据比对提出的，不能改成别人的、别的变动或只对一类待遇；请撤回后另行登记', { path: ['personId'], status: 409 });
    await noteMakers(act, rows);
    for (const personId of await listMoved(act, rows)) await followState(act, personId);
  },
  beforeMerge: refuseMixed,
  beforeRemove: async (act, rows) => {
    if (await hasSettled(act, rows)) refuse('movement.settled', '已生效、退回或撤回的待遇变动不能删除', { status: 409 });
  },
});

/** What somebody decides on a movement that waits. */
export type Decision = { id: string; version: number; decision: 'confirm' | 'return'; opinion?: string };

/** Confirms a movement or sends it back; never the one who wrote it, whatever roles they hold. Repeating one's own decision is harmless. */
export async function decideMovement(act: Act, { id, version, decision, opinion }: Decision): Promise<Values> {
  const row = (await rawRow(act, Movement, id, true)) ?? notFound(Movement.label);
  const to = decision === 'confirm' ? 'effective' : 'returned';
  if (row.state === to && row.confirmed_by_id === act.actor.id) return getRow(act, movements, id);
  if (row.state !== 'proposed') refuse('movement.settled', '这条待遇变动已经办结', { status: 409 });
  if (row.version !== version) refuse('record.changed', '这条待遇变动刚被修改，请核对后再办', { status: 409 });
  if (row.made_by_id === act.actor.id) refuse('movement.self', '登记和复核须由两个人办理', { status: 409 });
  if (decision === 'return' && !opinion) refuse('movement.opinion', '请写明退回的原因', { path: ['opinion'] });
  const done = decision === 'confirm' ? await refuseOnStanding(act, row) : undefined;
  await settle(act, row, id, to, opinion ?? null);
  if (done) await followState(act, String(row.person_id), done);
  await lookAnew(act, sql`select p.id, p.division_code from registry.person p where p.county_code = ${act.scope.county} and p.id = ${String(row.person_id)}`);
  return getRow(act, movements, id);
}

/** What stands may have changed since it was proposed; somebody who draws nothing has nothing to stop. Gives what is done, or ended by a 恢复. */
async function refuseOnStanding(act: Act, row: Values): Promise<Pick<Hold, 'kind' | 'category'>> {
  const values = decode(Movement, row, act.house.keys);
  const personId = String(row.person_id);
  const { standing: holds, running } = await standingOf(act, personId, (values.category as string | null) ?? null);
  const problem = movementProblem(proposedOf(values), holds);
  if (problem) refuse('movement.standing', problem.message, { path: [problem.field], status: 409 });
  if (!running.some((one) => !values.category || one.category === values.category)) refuse('movement.nothing', `台账里没有本人未终止的${values.category ? labelOf(BenefitCategory, String(values.category)) : ''}待遇`, { path: ['personId'], status: 409 });
  const [category, name] = [(values.category as string | null) ?? null, String(values.act) as Proposed['act']];
  return { category, kind: name === 'resume' ? standingHold(holds, category)!.kind : KINDS[name] };
}

async function settle(act: Act, row: Values & { version: number }, id: string, state: 'effective' | 'returned' | 'withdrawn', opinion: string | null): Promise<void> {
  await settleMovement(act, id, state, opinion);
  const after = { state, confirmed_by: act.actor.name, confirmed_on: act.today, opinion };
  const before = Object.fromEntries(Object.keys(after).map((column) => [column, row[column] ?? null]));
  await keepChange(act, Movement, id, row.version + 1, String(row.division_code), 'update', undefined, before, after);
  act.note({ record: Movement.name, rowId: id, detail: { state } });
}

/** Takes back a movement that still waits. */
export async function withdrawMovement(act: Act, { id, opinion }: { id: string; opinion: string }): Promise<Values> {
  const row = (await rawRow(act, Movement, id, true)) ?? notFound(Movement.label);
  if (row.state === 'withdrawn') return getRow(act, movements, id);
  if (row.state !== 'proposed') refuse('movement.settled', SETTLED, { status: 409 });
  await settle(act, row, id, 'withdrawn', opinion);
  return getRow(act, movements, id);
}

/** A movement as the one who confirms reads it: in clear, with what stands. */
export async function lookAtMovement(act: Act, { id }: { id: string }) {
  const row = (await rawRow(act, Movement, id)) ?? notFound(Movement.label);
  const values = decode(Movement, row, act.house.keys);
  const shown = await getRow(act, movements, id);
  const personId = String(row.person_id);
  const { standing: holds, running } = await standingOf(act, personId);
  act.note({ record: Movement.name, rowId: id });
  return {
    id, version: row.version, personName: (shown.labels as Record<string, string>).personId ?? '', act: labelOf(MovementAct, String(values.act)), reason: labelOf(MovementReason, String(values.reason)), note: (values.note as string | null) ?? null, own: row.made_by_id === act.actor.id, state: String(row.state),
    standing: holds.filter((hold) => hold.until === null).map((hold) => ({ kind: hold.kind, category: hold.category, from: printMonth(hold.from) })),
    effect: row.state === 'proposed' ? await effectOfOne(act, personId, proposedOf(values)) : null,
    running: running.filter((one) => !values.category || one.category === values.category).map(({ category, state }) => ({ category, state })),
  };
}
