import { sql } from 'kysely';
import type { Values } from '#base/pure/record.ts';
import type { RecordQuery } from '#base/pure/recordOperations.ts';
import { notFound, refuse } from '#base/pure/refusal.ts';
import type { Act, Handlers } from '#base/server/house.ts';
import { recordHandlers } from '#base/server/records/handlers.ts';
import { rawRow, updateRow } from '#base/server/records/write.ts';
import { check } from './finding/check.ts';
import { digestNow } from './finding/found.ts';
import { startRun } from './finding/run.ts';
import { lastRunOf } from './finding/runs.ts';
import { compare } from './merging/compare.ts';
import { listMerges, showMerge } from './merging/list.ts';
import { type MergeInput, mergePersons } from './merging/merge.ts';
import { undoMerge } from './merging/undo.ts';
import { pairs } from './pairs/store.ts';
import { Pair } from './schema.ts';

type Decision = { id: string; version: number; state: 'different' | 'later' | 'open'; reason?: string };

/** 不是同一人, 以后再说, or back to 待看. 不是同一人 needs a reason and stands until something compared changes. */
async function decide(act: Act, { id, version, state, reason }: Decision): Promise<{ done: true }> {
  const row = (await rawRow(act, Pair, id, true)) ?? notFound(Pair.label);
  if (row.state === 'merged') refuse('pair.merged', '这两份档案已合并，如需分开请撤销合并', { status: 409 });
  if (state === 'different' && (reason ?? '').length < 2) refuse('pair.reason', '请写明为什么不是同一人', { path: ['reason'] });
  const compared = state === 'different' ? await digestNow(act, String(row.left_id), String(row.right_id)) : null;
  if (state === 'different' && compared === null) refuse('pair.gone', '其中一份档案已不在册', { status: 409 });
  const open = state === 'open';
  await updateRow(act, pairs, id, version, { state, decidedBy: open ? null : act.actor.name, decidedOn: open ? null : act.today, decidedReason: open ? null : (reason ?? null) });
  await sql`update duplicates.pair set compared = ${compared} where county_code = ${act.scope.county} and id = ${id}`.execute(act.tx);
  return { done: true };
}

const pair = recordHandlers(pairs);

/** Names the file that went into the other in pairs already merged: it is no row of the register any more. */
async function named(act: Act, rows: Values[]): Promise<void> {
  const merged = rows.filter(({ state }) => state === 'merged');
  if (merged.length === 0) return;
  const { rows: gone } = await sql<{ gone_id: string; gone_name: string }>`select gone_id, gone_name from duplicates.merge where county_code = ${act.scope.county} and undone_at is null and gone_id = any(${merged.flatMap(({ leftId, rightId }) => [leftId, rightId])}::uuid[])`.execute(act.tx);
  const names = new Map(gone.map((one) => [one.gone_id, `${one.gone_name}（已并入）`]));
  for (const row of merged) {
    const labels = row.labels as Record<string, string>;
    for (const side of ['leftId', 'rightId'] as const) labels[side] ??= names.get(String(row[side])) ?? '（已并入）';
  }
}

const list = async (act: Act, query: RecordQuery) => {
  const answer = await pair.list(act, query);
  await named(act, answer.rows);
  return answer;
};

const get = async (act: Act, input: { id: string }) => {
  const row = await pair.get(act, input);
  await named(act, [row]);
  return row;
};

/** The handlers of 查重. */
export const duplicatesHandlers = {
  pairs: { list, get, history: pair.history, remove: pair.remove },
  check,
  compare,
  decide,
  merge: async (act: Act, input: MergeInput) => {
    await mergePersons(act, input);
    return showMerge(act, input.id);
  },
  merges: listMerges,
  undo: undoMerge,
  run: startRun,
  lastRun: async (act: Act) => ({ run: (await lastRunOf(act)) ?? null }),
} satisfies Handlers;
