import { sql } from 'kysely';
import type { Act } from '#base/server/house.ts';
import type { Merge } from '../schema/answers.ts';
import { named } from './leftovers.ts';
import { type KeptMerge, mergesInScope } from './record.ts';

/** Merges in scope, newest first, with how many rows of each ledger were moved or set aside. */
export async function listMerges(act: Act, { page, size }: { page: number; size: number }): Promise<{ rows: Merge[]; total: number; page: number; size: number }> {
  const { rows } = await sql<KeptMerge & { total: string }>`select m.*, count(*) over () as total from duplicates.merge m where ${mergesInScope(act)} order by m.merged_at desc, m.id limit ${size} offset ${(page - 1) * size}`.execute(act.tx);
  return { rows: await withSteps(act, rows), total: Number(rows[0]?.total ?? 0), page, size };
}

/** One merge as the list shows it. */
export async function showMerge(act: Act, id: string): Promise<Merge> {
  const { rows } = await sql<KeptMerge>`select m.* from duplicates.merge m where ${mergesInScope(act)} and m.id = ${id}`.execute(act.tx);
  return (await withSteps(act, rows))[0]!;
}

async function withSteps(act: Act, merges: KeptMerge[]): Promise<Merge[]> {
  const { rows: counts } = await sql<{ merge_id: string; place: string; moved: string; aside: string }>`select merge_id, place, count(*) filter (where kind = 'moved' and fields <> '{}') as moved, count(*) filter (where kind = 'aside') as aside from duplicates.merge_step
    where county_code = ${act.scope.county} and merge_id = any(${merges.map((one) => one.id)}::uuid[]) and (kind = 'aside' or kind = 'moved' and fields <> '{}') group by 1, 2 order by 1, 2`.execute(act.tx);
  const left = await named(act, merges.flatMap((one) => one.leftovers ?? []));
  return merges.map((one) => ({
    id: one.id, keptId: one.kept_id, goneId: one.gone_id, keptName: one.kept_name, goneName: one.gone_name, reason: one.reason, mergedAt: one.merged_at, by: one.actor_name, unit: one.unit_name,
    undoneAt: one.undone_at, undoneBy: one.undone_by, undoneReason: one.undone_reason,
    moved: counts.filter((row) => row.merge_id === one.id && row.place !== 'duplicates.pair' && act.house.records.has(row.place)).map((row) => ({ ledger: act.house.records.get(row.place)!.ledger, rows: Number(row.moved), aside: Number(row.aside) })),
    leftovers: left.splice(0, one.leftovers?.length ?? 0),
  }));
}
