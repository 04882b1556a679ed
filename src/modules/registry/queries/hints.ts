import { sql } from 'kysely';
import { likePrefixes } from '#base/pure/nameLikeness.ts';
import type { Act } from '#base/server/house.ts';
import { columnOf } from '#base/pure/record.ts';
import { masked, placeOf } from '#base/server/records/columns.ts';
import type { PersonHint } from '../schema/answers.ts';
import { Person } from '../schema.ts';
import { keyRanges, keysOf, personSearch, prefixRanges } from './search.ts';

const MOST = 10;

/** At most ten persons in scope for what is typed so far; ids masked. */
export async function suggestPersons(act: Act, typed: string): Promise<PersonHint[]> {
  if (typed === '') return [];
  const { county, from, to } = act.scope;
  const exact = typed.replace(/\D/g, '').length > 6;
  const beginnings = keyRanges(typed, act).map((range) => sql`(select k.person_id from registry.person_key k where ${range} order by k.key limit ${5 * MOST})`);
  const alike = likePrefixes(typed);
  if (alike.length > 0) beginnings.push(sql`(select k.person_id from registry.person_key k where not exists (select 1 from registry.person_key k where ${keysOf(typed, act)}) and (${sql.join(prefixRanges(alike, act), sql` or `)}) limit ${5 * MOST})`);
  const which = exact ? personSearch(typed, act) : sql`r.id in (${sql.join(beginnings, sql` union all `)})`;
  const { rows } = await sql<{ id: string; name: string; place: string; sealed: string | null; birth_on: string | null }>`
    select r.id, r.name, coalesce(d.path, r.division_code) as place, r.citizen_id_sealed as sealed, r.birth_on
    from registry.person r left join organisation.division d on d.county_code = r.county_code and d.code = r.division_code
    where r.county_code = ${county} and r.division_code >= ${from} and r.division_code <= ${to} and ${which} order by r.name, r.id limit ${MOST}`.execute(act.tx);
  return rows.map((row) => ({
    id: row.id, name: row.name, place: row.place, birthYear: row.birth_on?.slice(0, 4) ?? null,
    citizenId: row.sealed ? masked(Person.fields.citizenId, act.house.keys.open(placeOf(Person, 'citizenId'), row.sealed)) : null,
  }));
}

/** Another person in scope who holds a citizen id already (by its blind index). */
export async function findHolder(act: Act, index: string, except: string): Promise<{ id: string; name: string; place: string } | undefined> {
  const { county, from, to } = act.scope;
  const { rows } = await sql<{ id: string; name: string; place: string }>`select r.id, r.name, coalesce(d.path, r.division_code) as place
    from registry.person r left join organisation.division d on d.county_code = r.county_code and d.code = r.division_code
    where r.county_code = ${county} and r.division_code >= ${from} and r.division_code <= ${to} and ${sql.ref(`r.${columnOf('citizenId')}_index`)} = ${index} and r.id <> ${except}`.execute(act.tx);
  return rows[0];
}
