import { type RawBuilder, sql } from 'kysely';
import { nameKeys } from '#base/pure/personName.ts';
import type { Act } from '#base/server/house.ts';
import { placeOf } from '#base/server/records/columns.ts';
import { numberIndex, tailKey } from '#modules/registry/queries/search.ts';
import { Person } from '#modules/registry/schema.ts';
import type { LinkRow } from '../rules/linking.ts';

/** A person as stored, for comparing. */
export type StoredPerson = { id: string; name: string; birth_on: string | null; citizen_id_sealed: string | null; mobile_sealed: string | null; phone_sealed: string | null; enlisted_on: string | null; division_code: string; place: string; state: string };

const LAST = '\u{10FFFF}';
const MOST = 100;
const MOST_OF_ONE_KEY = 400;

/** At most 100 persons in scope who share with the typed one the sound of the name, a beginning or end of it, the birth day, a telephone or a part of the id: indexed look-ups only. */
export async function candidatesFor(act: Act, typed: LinkRow): Promise<StoredPerson[]> {
  const { county, from, to } = act.scope;
  const within = (alias: string) => sql`${sql.ref(`${alias}.county_code`)} = ${county} and ${sql.ref(`${alias}.division_code`)} >= ${from} and ${sql.ref(`${alias}.division_code`)} <= ${to}`;
  const years = typed.birthOn && yearsAround(typed.birthOn);
  const keyed = (condition: RawBuilder<unknown>) => (years
    ? sql`(select k.person_id as id from registry.person_key k join registry.person q on q.county_code = k.county_code and q.id = k.person_id where ${within('k')} and ${condition} and (q.birth_on is null or q.birth_on between ${years.from} and ${years.to}) limit ${MOST_OF_ONE_KEY})`
    : sql`(select k.person_id as id from registry.person_key k where ${within('k')} and ${condition} limit ${MOST_OF_ONE_KEY})`);
  const found = (condition: RawBuilder<unknown>) => sql`(select q.id from registry.person q where ${within('q')} and ${condition} limit ${MOST_OF_ONE_KEY})`;
  const branches = [
    ...wholeSounds(typed.name).map((key) => keyed(sql`k.key = ${key}`)),
    ...(years ? partsOf(typed.name).map(({ from: first, to: last }) => keyed(last ? sql`k.key >= ${first} and k.key < ${last}` : sql`k.key = ${first}`)) : []),
    ...(typed.birthOn?.length === 10 ? [found(sql`q.birth_on = ${typed.birthOn}`)] : []),
    ...(typed.mobile ? [found(sql`q.mobile_index = ${numberIndex('mobile', typed.mobile, act.house.keys)}`), found(sql`q.phone_index = ${numberIndex('phone', typed.mobile, act.house.keys)}`)] : []),
    ...(typed.citizenId ? [found(sql`q.citizen_id_index = ${numberIndex('citizenId', typed.citizenId, act.house.keys)}`), sql`(select k.person_id as id from registry.person_key k where ${within('k')} and k.key = ${tailKey('d', typed.citizenId.slice(-4), act.house.keys)} limit 50)`] : []),
  ];
  if (branches.length === 0) return [];
  const { rows } = await sql<StoredPerson>`select r.id, r.name, r.birth_on, r.citizen_id_sealed, r.mobile_sealed, r.phone_sealed, r.enlisted_on, r.division_code, r.state, coalesce(d.path, r.division_code) as place
    from registry.person r left join organisation.division d on d.county_code = r.county_code and d.code = r.division_code
    where ${within('r')} and r.id = any(array(${sql.join(branches, sql` union `)}))
    order by (r.name = ${typed.name})::int + coalesce((r.birth_on::text like ${`${typed.birthOn ?? '-'}%`})::int, 0) * 2 desc, r.id limit ${MOST}`.execute(act.tx);
  return rows;
}

/** A stored person in the clear, for comparing only. */
export function readStored(act: Act, row: StoredPerson): LinkRow {
  const open = (name: 'citizenId' | 'mobile' | 'phone', sealed: string | null) => sealed && act.house.keys.open(placeOf(Person, name), sealed);
  return { id: row.id, name: row.name, citizenId: open('citizenId', row.citizen_id_sealed), birthOn: row.birth_on, divisionCode: row.division_code, mobile: open('mobile', row.mobile_sealed) ?? open('phone', row.phone_sealed), enlistedOn: row.enlisted_on };
}

function yearsAround(birthOn: string): { from: string; to: string } {
  const year = Number(birthOn.slice(0, 4));
  return { from: `${year - 1}-01-01`, to: `${year + 1}-12-31` };
}

/** The search tokens of the whole name's sound: the longest of the pinyin ones of each reading. */
function wholeSounds(name: string): string[] {
  const [first] = nameKeys(name).filter((key) => key.startsWith('n:'));
  const sounds = nameKeys(name).filter((key) => key.startsWith('p:'));
  return [...(first ? [first] : []), ...sounds.filter((key) => !sounds.some((other) => other !== key && other.endsWith(key.slice(2))))];
}

/** Token ranges for names of which one character differs in form: the same beginning, or the same end. */
function partsOf(name: string): { from: string; to?: string }[] {
  const chars = Array.from(name.replace(/[·\s]/g, ''));
  if (chars.length < 3) return [];
  const beginning = `n:${chars.slice(0, 2).join('')}`;
  return [{ from: beginning, to: beginning + LAST }, { from: `n:${chars.slice(1).join('')}` }];
}
