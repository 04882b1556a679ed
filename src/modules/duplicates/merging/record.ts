import { sql } from 'kysely';
import { notFound } from '#base/pure/refusal.ts';
import type { Act } from '#base/server/house.ts';
import type { KeptLeftover } from './leftovers.ts';
import type { Step } from './moving.ts';

/** What a merge is written with. */
export type MergeRow = { id: string; division_code: string; kept_id: string; gone_id: string; kept_name: string; gone_name: string; pair_id: string | null; reason: string };

/** A merge as it stands. */
export type KeptMerge = MergeRow & { merged_at: string; actor_name: string; unit_name: string; undone_at: string | null; undone_by: string | null; undone_reason: string | null; leftovers: KeptLeftover[] | null };

/** Writes a merge and every row it touched, in the order in which they were touched. */
export async function insertMerge(act: Act, row: MergeRow, steps: Step[]): Promise<void> {
  const { county } = act.scope;
  await sql`insert into duplicates.merge (county_code, id, division_code, kept_id, gone_id, kept_name, gone_name, pair_id, reason, merged_at, actor_id, actor_name, unit_name)
    values (${county}, ${row.id}, ${row.division_code}, ${row.kept_id}, ${row.gone_id}, ${row.kept_name}, ${row.gone_name}, ${row.pair_id}, ${row.reason}, ${act.now}, ${act.actor.id}, ${act.actor.name}, ${act.actor.unitName})`.execute(act.tx);
  const list = steps.map((step, at) => `{"position":${at + 1},"kind":${JSON.stringify(step.kind)},"place":${JSON.stringify(step.place)},"fields":${JSON.stringify(step.fields)},"before":${step.before},"after":${step.after ?? 'null'}}`);
  await sql`insert into duplicates.merge_step (county_code, merge_id, position, division_code, kind, place, fields, before, after)
    select ${county}, ${row.id}, s.position, ${row.division_code}, s.kind, s.place, s.fields, s.before, nullif(s.after, 'null'::jsonb)
    from jsonb_to_recordset(${`[${list.join(',')}]`}::jsonb) as s(position int, kind text, place text, fields text[], before jsonb, after jsonb)`.execute(act.tx);
}

/** One merge in scope, locked; refuses as not found elsewhere. */
export async function lockMerge(act: Act, id: string): Promise<KeptMerge> {
  const { rows } = await sql<KeptMerge>`select * from duplicates.merge m where ${mergesInScope(act)} and m.id = ${id} for update`.execute(act.tx);
  return rows[0] ?? notFound('合并记录');
}

/** Merges in the act's scope, alias `m`. */
export const mergesInScope = (act: Act) => sql`m.county_code = ${act.scope.county} and m.division_code >= ${act.scope.from} and m.division_code <= ${act.scope.to}`;

/** The rows that a merge touched, the last first. */
export async function stepsBackwards(act: Act, mergeId: string): Promise<Step[]> {
  const { rows } = await sql<Omit<Step, 'id'> & { id: string; after: string | null }>`select kind, place, fields, coalesce(before->>'id', '') as id, before::text, after::text from duplicates.merge_step
    where county_code = ${act.scope.county} and merge_id = ${mergeId} order by position desc`.execute(act.tx);
  return rows.map(({ after, ...row }) => ({ ...row, ...(after ? { after } : {}) }));
}

/** Marks a merge as taken back; its steps stay. */
export async function markUndone(act: Act, id: string, reason: string): Promise<void> {
  await sql`update duplicates.merge set undone_at = ${act.now}, undone_by = ${act.actor.name}, undone_reason = ${reason} where county_code = ${act.scope.county} and id = ${id}`.execute(act.tx);
}

/** Keeps what an undo left to the clerk, so that it can be looked up later. */
export async function keepLeftovers(act: Act, id: string, leftovers: readonly KeptLeftover[]): Promise<void> {
  await sql`update duplicates.merge set leftovers = ${JSON.stringify(leftovers)}::jsonb where county_code = ${act.scope.county} and id = ${id}`.execute(act.tx);
}
