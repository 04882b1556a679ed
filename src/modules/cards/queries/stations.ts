import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '#base/server/database.ts';
import type { Act } from '#base/server/house.ts';

/** A centre or station as cards and public pages name it: its own words, else those of its township's station; hours and services at last those of the county centre. */
export type Station = { id: string; name: string; divisionCode: string; address: string | null; staffName: string | null; phone: string | null; hours: string | null; services: string | null };

/** SQL: the serving unit of a division given as an expression: its own station, else its township's, else the county centre. One row of `id` at most. */
export const servingUnit = (county: RawBuilder<unknown>, division: RawBuilder<unknown>) => sql`(select u.id from organisation.unit u where u.county_code = ${county} and u.kind <> 'bureau' and u.closed_on is null
  and u.division_code in (${division}, left(${division}, 9) || '000', left(${division}, 6) || '000000') order by u.division_code desc, u.id limit 1)`;

const spoken = (length: number, zeros: string) => sql`lateral (select t.staff_name, t.phone, t.hours, t.services from cards.contact_point t where t.county_code = u.county_code and t.unit_id <> u.id
  and t.division_code = left(u.division_code, ${length}::int) || ${zeros} order by t.id limit 1)`;

/** Units by a condition on alias `u`, within one county, as cards and public pages name them. */
export async function listStations(tx: Tx, county: string, where: RawBuilder<unknown>): Promise<Station[]> {
  const { rows } = await sql<Station>`select u.id, u.name, u.division_code as "divisionCode", u.address, coalesce(c.staff_name, u.head_name, t.staff_name) as "staffName", coalesce(c.phone, u.phone, t.phone) as phone,
      coalesce(c.hours, t.hours, k.hours) as hours, coalesce(c.services, t.services, k.services) as services
    from organisation.unit u
    left join cards.contact_point c on c.county_code = u.county_code and c.unit_id = u.id
    left join ${spoken(9, '000')} t on true
    left join ${spoken(6, '000000')} k on true
    where u.county_code = ${county} and ${where}`.execute(tx);
  return rows;
}

/** The station that serves a person: of their village, else of the township, else the county centre; undefined where none is set up. */
export async function findStationOf(act: Act, personId: string): Promise<Station | undefined> {
  const serving = sql`(select ${servingUnit(sql`p.county_code`, sql`p.division_code`)} from registry.person p where p.county_code = ${act.scope.county} and p.id = ${personId})`;
  return (await listStations(act.tx, act.scope.county, sql`u.id = ${serving}`))[0];
}

/** One unit by id. */
export async function findStation(act: Act, id: string): Promise<Station | undefined> {
  return (await listStations(act.tx, act.scope.county, sql`u.id = ${id}`))[0];
}

/** The county centre, else any county unit that stands for it. */
export async function findCentre(tx: Tx, county: string): Promise<Station | undefined> {
  return (await listStations(tx, county, sql`u.level = 'county' and u.closed_on is null order by (u.kind = 'centre') desc, u.id limit 1`))[0];
}
