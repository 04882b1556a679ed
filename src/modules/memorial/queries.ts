import { sql } from 'kysely';
import type { Act } from '#base/server/house.ts';
import type { KnownName } from './rules.ts';

/** Every name of the county's dictionary, own names and aliases, with the division of the organisation. */
export async function listKnownNames(act: Act): Promise<(KnownName & { own: string; divisionCode: string })[]> {
  const { rows } = await sql<KnownName & { own: string; divisionCode: string }>`
    select o.id as "organisationId", o.name, false as alias, o.name as own, o.division_code as "divisionCode" from memorial.organisation o where o.county_code = ${act.scope.county}
    union all
    select o.id, a.name, true, o.name, o.division_code from memorial.alias a join memorial.organisation o on o.county_code = a.county_code and o.id = a.organisation_id where a.county_code = ${act.scope.county}`.execute(act.tx);
  return rows;
}

/** A name that is both an organisation's own and another's alias, which must not be; undefined where there is none. */
export async function findDoubleName(act: Act): Promise<{ name: string; own: string } | undefined> {
  const { rows } = await sql<{ name: string; own: string }>`select a.name, k.name as own from memorial.alias a
    join memorial.organisation o on o.county_code = a.county_code and o.name = a.name
    join memorial.organisation k on k.county_code = a.county_code and k.id = a.organisation_id
    where a.county_code = ${act.scope.county} order by a.name limit 1`.execute(act.tx);
  return rows[0];
}

/** The county's own name (延津县); empty where the tree is not there. */
export async function findCountyName(act: Act): Promise<string> {
  const { rows } = await sql<{ name: string }>`select name from organisation.division where county_code = ${act.scope.county} and level = 'county' limit 1`.execute(act.tx);
  return rows[0]?.name ?? '';
}

/** Points rows of a record from one organisation to another and keeps each change in its history; `only` limits to those rows. Gives the ids. */
export async function repoint(act: Act, record: 'memorial.visit' | 'memorial.alias', from: string, to: string, reason: string, only?: string[]): Promise<string[]> {
  const limited = only ? sql`and r.id = any(${only}::uuid[])` : sql``;
  const { rows } = await sql<{ row_id: string }>`with moved as (
      update ${sql.table(record)} r set organisation_id = ${to}, version = version + 1, updated_at = ${act.now}
      where r.county_code = ${act.scope.county} and r.organisation_id = ${from} ${limited} returning r.id, r.version, r.division_code)
    insert into house.change (county_code, record, row_id, version, division_code, act, at, actor_id, actor_name, reason, before, after)
    select ${act.scope.county}, ${record}, moved.id, moved.version, moved.division_code, 'update', ${act.now}::timestamptz, ${act.actor.id}, ${act.actor.name}, ${reason}, jsonb_build_object('organisation_id', ${from}::text), jsonb_build_object('organisation_id', ${to}::text)
    from moved returning row_id`.execute(act.tx);
  return rows.map((row) => row.row_id);
}

/** A merge as it was written down. */
export type Merge = { id: string; kept_id: string; dropped_id: string; alias_id: string; visit_ids: string[]; alias_ids: string[]; undone_at: string | null };

/** The merge under an id; undefined where there is none. */
export async function findMerge(act: Act, id: string): Promise<Merge | undefined> {
  const { rows } = await sql<Merge>`select id, kept_id, dropped_id, alias_id, visit_ids, alias_ids, undone_at from memorial.merge where county_code = ${act.scope.county} and id = ${id}`.execute(act.tx);
  return rows[0];
}

/** Writes a merge down. */
export async function insertMerge(act: Act, merge: Omit<Merge, 'undone_at'>, divisionCode: string): Promise<void> {
  await sql`insert into memorial.merge (county_code, id, division_code, kept_id, dropped_id, alias_id, visit_ids, alias_ids, merged_at)
    values (${act.scope.county}, ${merge.id}, ${divisionCode}, ${merge.kept_id}, ${merge.dropped_id}, ${merge.alias_id}, ${merge.visit_ids}::uuid[], ${merge.alias_ids}::uuid[], ${act.now})`.execute(act.tx);
}

/** Marks a merge as taken back. */
export async function updateUndone(act: Act, id: string): Promise<void> {
  await sql`update memorial.merge set undone_at = ${act.now} where county_code = ${act.scope.county} and id = ${id}`.execute(act.tx);
}
