import { sql } from 'kysely';
import type { Act } from '#base/server/house.ts';

/** A proposal as it becomes a need and a measure. */
export type Accepted = {
  need_id: string; measure_id: string; division_code: string; person_id: string; kind: string; words: string; rule: string; print: string | null; action: string; due_on: string; owner_name: string; linked_record: string | null;
};

/** Which of these needs are there already, within scope: an acceptance that was repeated. */
export async function knownNeeds(act: Act, ids: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`select r.id from plans.need r where r.county_code = ${act.scope.county} and r.division_code between ${act.scope.from} and ${act.scope.to} and r.id = any(${[...ids]}::uuid[])`.execute(act.tx);
  return new Set(rows.map((row) => row.id));
}

/** Writes needs and measures with the first step of their history, in four statements whatever their number. */
export async function insertAccepted(act: Act, entries: readonly Accepted[]): Promise<void> {
  const given = sql`json_to_recordset(${JSON.stringify(entries)}::json) as x(need_id uuid, measure_id uuid, division_code text, person_id uuid, kind text, words text, rule text, print text, action text, due_on date, owner_name text, linked_record text)`;
  const unit = act.actor.unitId || null;
  await sql`insert into plans.need (county_code, id, division_code, created_at, updated_at, person_id, words, kind, source, noted_on, state, rule, print)
    select ${act.scope.county}, x.need_id, x.division_code, ${act.now}, ${act.now}, x.person_id,
      case when exists (select 1 from plans.need n where n.county_code = ${act.scope.county} and n.person_id = x.person_id and n.kind = x.kind and n.noted_on = ${act.today}::date and n.words = x.words) then x.words || '（再次）' else x.words end,
      x.kind, 'rule', ${act.today}::date, 'active', x.rule, x.print from ${given}`.execute(act.tx);
  await sql`insert into plans.measure (county_code, id, division_code, created_at, updated_at, need_id, person_id, action, owner_unit_id, owner_name, due_on, state, linked_record)
    select ${act.scope.county}, x.measure_id, x.division_code, ${act.now}, ${act.now}, x.need_id, x.person_id, x.action, ${unit}::uuid, x.owner_name, x.due_on, 'pending', x.linked_record from ${given}`.execute(act.tx);
  const kept = (record: string, id: string, after: ReturnType<typeof sql>) => sql`insert into house.change (county_code, record, row_id, version, division_code, act, at, actor_id, actor_name, reason, after)
    select ${act.scope.county}, ${record}, ${sql.ref(`x.${id}`)}, 1, x.division_code, 'create', ${act.now}::timestamptz, ${act.actor.id}, ${act.actor.name}, '采纳建议', ${after} from ${given}`.execute(act.tx);
  await kept('plans.need', 'need_id', sql`jsonb_build_object('person_id', x.person_id, 'kind', x.kind, 'words', x.words, 'source', 'rule', 'noted_on', ${act.today}::text, 'rule', x.rule)`);
  await kept('plans.measure', 'measure_id', sql`jsonb_build_object('need_id', x.need_id, 'action', x.action, 'owner_name', x.owner_name, 'due_on', x.due_on, 'linked_record', x.linked_record)`);
}
