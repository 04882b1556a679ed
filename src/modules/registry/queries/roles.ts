import { type RawBuilder, sql } from 'kysely';
import type { Act } from '#base/server/house.ts';

/**
 * Brings role rows into step with the `roles` of the persons that `rows` selects (alias `r`): a role that has no current row gets one, a
 * current row whose role is gone is ended on the day of the act. Ended rows stay. Each step is kept in the history.
 */
export async function rolesToRows(act: Act, rows: RawBuilder<unknown>): Promise<void> {
  await sql`with gone as (
      update registry.person_role o set status = 'ended', until_on = coalesce(o.until_on, ${act.today}), version = o.version + 1, updated_at = ${act.now}
      from registry.person r where ${rows} and o.county_code = r.county_code and o.person_id = r.id and o.status = 'current' and not o.role = any(r.roles)
      returning o.*)
    ${history(act, 'update', sql`gone`, sql`jsonb_build_object('status', 'current', 'until_on', null)`, sql`jsonb_build_object('status', h.status, 'until_on', h.until_on)`)}`.execute(act.tx);
  await sql`with made as (
      insert into registry.person_role (county_code, id, division_code, person_id, role, status)
      select r.county_code, gen_random_uuid(), r.division_code, r.id, k.role, 'current' from registry.person r, unnest(r.roles) as k(role)
      where ${rows} and not exists (select 1 from registry.person_role o where o.county_code = r.county_code and o.person_id = r.id and o.role = k.role and o.status = 'current')
      returning *)
    ${history(act, 'create', sql`made`, sql`null::jsonb`, sql`jsonb_build_object('person_id', h.person_id, 'role', h.role, 'status', h.status)`)}`.execute(act.tx);
  await sql`update registry.person_role o set division_code = r.division_code from registry.person r
    where ${rows} and o.county_code = r.county_code and o.person_id = r.id and o.division_code <> r.division_code`.execute(act.tx);
}

/** Brings `roles` of the given persons into step with their current role rows, as a further version of the person. */
export async function rowsToRoles(act: Act, persons: RawBuilder<unknown>): Promise<void> {
  await sql`with wanted as (
      select p.county_code, p.id, p.roles as before, coalesce((select array_agg(o.role order by o.role) from registry.person_role o where o.county_code = p.county_code and o.person_id = p.id and o.status = 'current'), '{}') as roles
      from registry.person p where p.county_code = ${act.scope.county} and p.id in (${persons})),
    changed as (
      update registry.person p set roles = w.roles, version = p.version + 1, updated_at = ${act.now} from wanted w
      where p.county_code = w.county_code and p.id = w.id and not (p.roles @> w.roles and p.roles <@ w.roles)
      returning p.county_code, p.id, p.version, p.division_code, w.before, p.roles)
    insert into house.change (county_code, record, row_id, version, division_code, act, at, actor_id, actor_name, before, after)
    select c.county_code, 'registry.person', c.id, c.version, c.division_code, 'update', ${act.now}, ${act.actor.id}, ${act.actor.name}, jsonb_build_object('roles', c.before), jsonb_build_object('roles', c.roles) from changed c`.execute(act.tx);
}

/** One step of history for every role row of a common table expression (alias `h`). */
function history(act: Act, kind: string, from: RawBuilder<unknown>, before: RawBuilder<unknown>, after: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`insert into house.change (county_code, record, row_id, version, division_code, act, at, actor_id, actor_name, before, after)
    select h.county_code, 'registry.person_role', h.id, h.version, h.division_code, ${kind}, ${act.now}, ${act.actor.id}, ${act.actor.name}, ${before}, ${after} from ${from} h`;
}

/** Whether a person in scope has role rows that are no longer current. */
export async function hasEndedRoles(act: Act, personId: string): Promise<boolean> {
  const { rows } = await sql`select 1 from registry.person_role o where o.county_code = ${act.scope.county} and o.person_id = ${personId} and o.status = 'ended' limit 1`.execute(act.tx);
  return rows.length > 0;
}
