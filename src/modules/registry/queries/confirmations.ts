import { type RawBuilder, sql } from 'kysely';
import type { Act } from '#base/server/house.ts';
import type { Confirmation } from '../schema/file.ts';

type Kept = { id: string; section: string; confirmed_at: string; actor_id: string; actor_name: string; unit_name: string; withdrawn_at: string | null; person_id: string };

const shown = (act: Act, row: Kept): Confirmation => ({ id: row.id, section: row.section, at: row.confirmed_at, by: row.actor_name, unit: row.unit_name, withdrawn: row.withdrawn_at !== null, mine: row.actor_id === act.actor.id });
const inScope = (act: Act) => sql`c.county_code = ${act.scope.county} and c.division_code between ${act.scope.from} and ${act.scope.to}`;

/** Keeps that the actor found a section of a person's file unchanged; a repeated id changes nothing. */
export async function keepConfirmation(act: Act, id: string, personId: string, divisionCode: string, section: string): Promise<void> {
  await sql`insert into registry.confirmation (county_code, id, division_code, person_id, section, confirmed_at, actor_id, actor_name, unit_name)
    values (${act.scope.county}, ${id}, ${divisionCode}, ${personId}, ${section}, ${act.now}, ${act.actor.id}, ${act.actor.name}, ${act.actor.unitName}) on conflict (county_code, id) do nothing`.execute(act.tx);
}

/** One confirmation within scope. */
export async function findConfirmation(act: Act, id: string): Promise<(Confirmation & { personId: string }) | undefined> {
  const { rows } = await sql<Kept>`select c.* from registry.confirmation c where ${inScope(act)} and c.id = ${id}`.execute(act.tx);
  return rows[0] && { ...shown(act, rows[0]), personId: rows[0].person_id };
}

/** Takes a confirmation back; the row stays. */
export async function withdrawKept(act: Act, id: string): Promise<void> {
  await sql`update registry.confirmation c set withdrawn_at = ${act.now} where ${inScope(act)} and c.id = ${id} and c.withdrawn_at is null`.execute(act.tx);
}

/** Every confirmation of a person's file, newest first, withdrawn ones too. */
export async function listConfirmations(act: Act, personId: string): Promise<Confirmation[]> {
  const { rows } = await sql<Kept>`select c.* from registry.confirmation c where ${inScope(act)} and c.person_id = ${personId} order by c.confirmed_at desc, c.id limit 500`.execute(act.tx);
  return rows.map((row) => shown(act, row));
}

/** The last confirmation of every section of a person's file that was not taken back. */
export async function lastConfirmations(act: Act, personId: string): Promise<Map<string, Confirmation>> {
  const { rows } = await sql<Kept>`select distinct on (c.section) c.* from registry.confirmation c where ${inScope(act)} and c.person_id = ${personId} and c.withdrawn_at is null order by c.section, c.confirmed_at desc, c.id`.execute(act.tx);
  return new Map(rows.map((row) => [row.section, shown(act, row)]));
}

/** Lets the confirmations of persons who moved go along to where these now are. `ids` is `any(…)` over their ids. */
export async function bringConfirmations(act: Act, ids: RawBuilder<unknown>): Promise<void> {
  await sql`update registry.confirmation c set division_code = r.division_code from registry.person r
    where r.county_code = ${act.scope.county} and r.id = ${ids} and c.county_code = ${act.scope.county} and c.person_id = r.id and c.person_id = ${ids} and c.division_code <> r.division_code`.execute(act.tx);
}
