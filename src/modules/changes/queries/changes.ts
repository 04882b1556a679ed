import { sql } from 'kysely';
import { acrossCounty } from '#base/server/database.ts';
import { labelOf } from '#base/pure/codes.ts';
import type { Act } from '#base/server/house.ts';
import { ChangeKind } from '../schema/codes.ts';
import type { Step } from '../rules/undoing.ts';

/** A change as the acts need it. */
export type ChangeRow = {
  id: string; version: number; division_code: string; person_id: string; kind: string; effective_on: string; document: string | null; reason: string | null; other_county: string | null; number: string | null;
  receipt_no: string | null; receipt_checked: boolean | null; from_division: string | null; to_division: string | null; from_place: string | null; to_place: string | null; finding: string | null; state: string; done_by: string | null; done_unit: string | null; completed_on: string | null; created_at: string; steps: Step[]; together_id: string | null;
};

/** One change in scope, locked; undefined where there is none. */
export async function findChange(act: Act, id: string): Promise<ChangeRow | undefined> {
  const { county, from, to } = act.scope;
  const { rows } = await sql<ChangeRow>`select * from changes.change r where r.county_code = ${county} and r.id = ${id} and r.division_code between ${from} and ${to} for update`.execute(act.tx);
  return rows[0];
}

/** The changes of a person, the latest first; those written up without acting are left out. */
export async function changesOf(act: Act, personId: string): Promise<ChangeRow[]> {
  const { county, from, to } = act.scope;
  const { rows } = await sql<ChangeRow>`select * from changes.change r where r.county_code = ${county} and r.person_id = ${personId} and r.division_code between ${from} and ${to} and r.state <> 'noted' order by r.created_at desc, r.version`.execute(act.tx);
  return rows;
}

/** The changes of one act of a whole household, in scope, locked, in the order in which they were done; a change of its own alone. */
export async function togetherWith(act: Act, change: ChangeRow): Promise<ChangeRow[]> {
  if (!change.together_id) return [change];
  const { county, from, to } = act.scope;
  const { rows } = await sql<ChangeRow>`select * from changes.change r where r.county_code = ${county} and r.together_id = ${change.together_id} and r.division_code between ${from} and ${to} order by r.created_at, r.id for update`.execute(act.tx);
  return rows;
}

/** Marks changes as one act of a whole household. */
export async function bindTogether(act: Act, ids: readonly string[], together: string): Promise<void> {
  await sql`update changes.change set together_id = ${together} where county_code = ${act.scope.county} and id = any(${[...ids]}::uuid[])`.execute(act.tx);
}

/** Keeps with a change what it touched, between which divisions it went, what the clerk was told (where anything), and its place in the order of acts. */
export async function keepSteps(act: Act, id: string, steps: Step[], division: { from: string; to: string } | null, finding: string | null = null): Promise<void> {
  await sql`update changes.change set steps = ${JSON.stringify(steps)}::jsonb, from_division = coalesce(${division?.from ?? null}, from_division), to_division = coalesce(${division?.to ?? null}, to_division), finding = coalesce(${finding}, finding), created_at = clock_timestamp()
    where county_code = ${act.scope.county} and id = ${id}`.execute(act.tx);
}

/** A change in one line, as its follow-ups name it: 王建国：县内迁移（2026-03-10）; undefined where it is not in scope. */
export async function causeOf(act: Act, changeId: string): Promise<string | undefined> {
  const { rows } = await sql<{ name: string; kind: string; on: string }>`select p.name, c.kind, c.effective_on as "on" from changes.change c join registry.person p on p.county_code = c.county_code and p.id = c.person_id where c.county_code = ${act.scope.county} and c.id = ${changeId}`.execute(act.tx);
  return rows[0] && `${rows[0].name}：${labelOf(ChangeKind, rows[0].kind)}（${rows[0].on}）`;
}

/** Binds a follow-up or a departure to its change. */
export async function bindTo(act: Act, table: 'follow_up' | 'departure', id: string, changeId: string): Promise<void> {
  await sql`update ${sql.table(`changes.${table}`)} set change_id = ${changeId} where county_code = ${act.scope.county} and id = ${id}`.execute(act.tx);
}

/** The follow-ups of a change. */
export async function followUpsOf(act: Act, changeId: string): Promise<{ id: string; version: number; kind: string; due_on: string | null; done_on: string | null; state: string }[]> {
  const { rows } = await sql<{ id: string; version: number; kind: string; due_on: string | null; done_on: string | null; state: string }>`select id, version, kind, due_on, done_on, state from changes.follow_up
    where county_code = ${act.scope.county} and change_id = ${changeId} order by due_on nulls last, kind`.execute(act.tx);
  return rows;
}

/** The departure of a change. */
export async function departureOf(act: Act, changeId: string): Promise<{ id: string; version: number } | undefined> {
  const { rows } = await sql<{ id: string; version: number }>`select id, version from changes.departure where county_code = ${act.scope.county} and change_id = ${changeId}`.execute(act.tx);
  return rows[0];
}

/** The role rows of a person. */
export async function roleRows(act: Act, personId: string): Promise<{ id: string; version: number; role: string; status: string; from_on: string | null; until_on: string | null }[]> {
  const { rows } = await sql<{ id: string; version: number; role: string; status: string; from_on: string | null; until_on: string | null }>`select id, version, role, status, from_on, until_on from registry.person_role
    where county_code = ${act.scope.county} and person_id = ${personId} order by role, id`.execute(act.tx);
  return rows;
}

/** The path in words of a division of the county; undefined where the county has no such living division. */
export async function placeWords(act: Act, code: string): Promise<string | undefined> {
  const { rows } = await sql<{ path: string }>`select path from organisation.division where county_code = ${act.scope.county} and code = ${code}`.execute(act.tx);
  return rows[0]?.path;
}

/** Every division of the county, for choosing where somebody moves. */
export async function listPlaces(act: Act): Promise<{ code: string; name: string; parentCode: string | null; path: string; level: string }[]> {
  const { rows } = await sql<{ code: string; name: string; parentCode: string | null; path: string; level: string }>`select code, name, parent_code as "parentCode", path, level from organisation.division where county_code = ${act.scope.county} order by code`.execute(act.tx);
  return rows;
}

/** A setting of the county as it stands; undefined where none was made. */
export async function findTerms(act: Act): Promise<unknown> {
  const { rows } = await sql<{ value: unknown }>`select value from house.setting where county_code = ${act.scope.county} and key = 'changes.terms'`.execute(act.tx);
  return rows[0]?.value;
}

/** Who holds a citizen id in the county, by its blind index. */
export async function holderOf(act: Act, index: string): Promise<{ id: string; version: number; name: string; state: string; division_code: string; path: string | null } | undefined> {
  const { rows } = await sql<{ id: string; version: number; name: string; state: string; division_code: string; path: string | null }>`select r.id, r.version, r.name, r.state, r.division_code, d.path from registry.person r
    left join organisation.division d on d.county_code = r.county_code and d.code = r.division_code where r.county_code = ${act.scope.county} and r.citizen_id_index = ${index} for update of r`.execute(act.tx);
  return rows[0];
}

/** One piece of work of an act with its whole county in sight, as `acrossCounty` allows it. */
export function withinCounty<T>(act: Act, work: (wide: Act) => Promise<T>): Promise<T> {
  return acrossCounty(act.tx, act.scope, (scope) => work({ ...act, scope }));
}
