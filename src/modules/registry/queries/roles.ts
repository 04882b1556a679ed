import { type RawBuilder, sql } from 'kysely';
import type { Act } from '#base/server/house.ts';

/** Begins a role row for every role in `roles` of the persons that `rows` selects (alias `r`) without a current one; its beginning is in the person's history. */
export async function beginRoles(act: Act, rows: RawBuilder<unknown>): Promise<void> {
  await sql`insert into registry.person_role (county_code, id, division_code, person_id, role, status)
    select r.county_code, gen_random_uuid(), r.division_code, r.id, k.role, 'current' from registry.person r, unnest(r.roles) as k(role) where ${rows}
    on conflict (county_code, person_id, role) where status = 'current' do nothing`.execute(act.tx);
}

/** Ends, on the day of the act, the current role rows of changed persons whose role is no longer in `roles`, each with a step of history; lets all move with the person. `ids` is what `inPortions` gives. */
export async function endRoles(act: Act, ids: RawBuilder<unknown>): Promise<void> {
  const { county } = act.scope;
  await sql`with gone as (
      update registry.person_role o set status = 'ended', until_on = coalesce(o.until_on, ${act.today}), version = o.version + 1, updated_at = ${act.now}
      where o.county_code = ${county} and o.person_id = ${ids} and o.status = 'current'
        and not exists (select 1 from registry.person r where r.county_code = ${county} and r.id = o.person_id and o.role = any(r.roles))
      returning o.*)
    insert into house.change (county_code, record, row_id, version, division_code, act, at, actor_id, actor_name, before, after)
    select g.county_code, 'registry.person_role', g.id, g.version, g.division_code, 'update', ${act.now}, ${act.actor.id}, ${act.actor.name},
      '{"status": "current", "until_on": null}'::jsonb, jsonb_build_object('status', g.status, 'until_on', g.until_on) from gone g`.execute(act.tx);
  await sql`update registry.person_role o set division_code = r.division_code from registry.person r
    where r.county_code = ${county} and r.id = ${ids} and o.county_code = ${county} and o.person_id = ${ids} and o.person_id = r.id and o.division_code <> r.division_code`.execute(act.tx);
}

/**
 * Brings `roles` of the persons of the role rows that `rows` selects (alias `r`) into step with their current role rows, as a further version
 * of the person; with `removing`, as if those rows were gone.
 */
export async function rowsToRoles(act: Act, rows: RawBuilder<unknown>, removing = false): Promise<void> {
  const kept = removing ? sql`not (${rows})` : sql`true`;
  await sql`with wanted as (
      select p.county_code, p.id, p.roles as before, 
        coalesce((select array_agg(r.role order by r.role) from registry.person_role r where r.county_code = p.county_code and r.person_id = p.id and r.status = 'current' and ${kept}), '{}') as roles
      from registry.person p where p.county_code = ${act.scope.county} and p.id in (select r.person_id from registry.person_role r where ${rows})),
    changed as (
      update registry.person p set roles = w.roles, version = p.version + 1, updated_at = ${act.now} from wanted w
      where p.county_code = w.county_code and p.id = w.id and not (p.roles @> w.roles and p.roles <@ w.roles)
      returning p.county_code, p.id, p.version, p.division_code, w.before, p.roles)
    insert into house.change (county_code, record, row_id, version, division_code, act, at, actor_id, actor_name, before, after)
    select c.county_code, 'registry.person', c.id, c.version, c.division_code, 'update', ${act.now}, ${act.actor.id}, ${act.actor.name}, jsonb_build_object('roles', c.before), jsonb_build_object('roles', c.roles) from changed c`.execute(act.tx);
}

/** Whether any of some persons has role rows that have ended. */
export async function hasEndedRoles(act: Act, ids: RawBuilder<unknown>): Promise<boolean> {
  const { rows } = await sql`select 1 from registry.person_role o where o.county_code = ${act.scope.county} and o.person_id = ${ids} and o.status = 'ended' limit 1`.execute(act.tx);
  return rows.length > 0;
}
