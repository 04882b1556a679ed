import { sql } from 'kysely';
import { notFound, refuse } from '#base/pure/refusal.ts';
import type { Values } from '#base/pure/record.ts';
import type { Act } from '#base/server/house.ts';
import { store } from '#base/server/records/store.ts';
import { rawRow, updateRow } from '#base/server/records/write.ts';
import { Change, Departure, FollowUp } from '../schema.ts';

/** 变动登记; rows of acts done are undone, never removed. */
export const changes = store(Change, {
  beforeRemove: async (act, rows) => {
    const { rows: acted } = await sql`select 1 from changes.change r where ${rows} and r.state <> 'noted' limit 1`.execute(act.tx);
    if (acted.length > 0) refuse('changes.acted', '已办理的变动不能删除；办错的请撤销，撤销后仍留记录', { status: 409 });
  },
});

/** 变动后续事项. */
export const followUps = store(FollowUp);

/** 迁出台账. */
export const departures = store(Departure);

const WORDS = new Set(['document', 'source', 'reason', 'note']);

/** Corrects a row of the ledger: of an act done, only its basis and notes; what it did is undone instead. */
export async function correctChange(act: Act, { id, version, change }: { id: string; version: number; change: Values }): Promise<Values> {
  const row = (await rawRow(act, Change, id)) ?? notFound(Change.label);
  const field = Object.keys(change).find((name) => !WORDS.has(name));
  if (row.state !== 'noted' && field) refuse('changes.acted', '已办理的变动只能修改依据、原因和备注；办错的请撤销后重新办理', { status: 409, path: ['change', field] });
  return updateRow(act, changes, id, version, change);
}
