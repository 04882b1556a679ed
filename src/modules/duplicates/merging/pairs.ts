import { sql } from 'kysely';
import { updateRow } from '#base/server/records/write.ts';
import { pairs } from '../pairs/store.ts';
import { imagesOf, type Moving } from './moving.ts';

type Side = { id: string };

/** Other pairs of the file that goes are kept with the merge; the pair of these two becomes 已合并. Gives that pair's id. */
export async function setPairsAside(moving: Moving, kept: Side, gone: Side, reason: string): Promise<string | undefined> {
  const { act } = moving;
  let own: string | undefined;
  for (const row of await imagesOf(act, 'duplicates.pair', sql`(x.left_id = ${gone.id} or x.right_id = ${gone.id}) order by x.id for update`)) {
    const { left_id: left, right_id: right, state } = JSON.parse(row.image) as { left_id: string; right_id: string; state: string };
    if (left === kept.id || right === kept.id) {
      own = row.id;
      const fields = ['state', 'decided_by', 'decided_on', 'decided_reason'];
      moving.steps.push({ kind: 'moved', place: 'duplicates.pair', id: row.id, fields, before: row.image });
      await updateRow(act, pairs, row.id, row.version!, { state: 'merged', decidedBy: act.actor.name, decidedOn: act.today, decidedReason: reason });
    } else if (state !== 'merged') {
      moving.steps.push({ kind: 'pair', place: 'duplicates.pair', id: row.id, fields: [], before: row.image });
      await sql`delete from duplicates.pair where county_code = ${act.scope.county} and id = ${row.id}`.execute(act.tx);
    }
  }
  return own;
}
