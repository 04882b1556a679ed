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
const MOST_OF_ONE_TAIL = 50;

/** Candidates, and which run of 全县查重 the county learned its weights from last, asked for in one exchange with the server. */
export type Candidates = { persons: StoredPerson[]; run: string | null };

/**
 * At most 100 persons in scope who share with the typed one the sound of the name, a beginning or end of it, the birth day, a telephone or a part of the id: indexed look-ups only.
 * Few and simple ones: planning them takes as long as finding.
 */
export async function candidatesFor(act: Act, typed: LinkRow): Promise<Candidates> {
  const { county, from, to } = act.scope;
  const within = (alias: string) => sql`${sql.ref(`${alias}.county_code`)} = ${county} and ${sql.ref(`${alias}.division_code`)} >= ${from} and ${sql.ref(`${alias}.division_code`)} <= ${to}`;
  const branches = [...byName(typed, within), ...byBirth(typed, within), ...byNumbers(act, typed, within)];
  if (branches.length === 0) return { persons: [], run: null };
  const { rows } = await sql<StoredPerson & { run: string | null }>`select r.id, r.name, r.birth_on, r.citizen_id_sealed, r.mobile_sealed, r.phone_sealed, r.enlisted_on, r.division_code, r.state,
      coalesce((select d.path from organisation.division d where d.county_code = r.county_code and d.code = r.division_code), r.division_code) as place,
      (select id from duplicates.run where county_code = ${county} and stage = 'done' order by started_at desc limit 1) as run
    from registry.person r
    where ${within('r')} and r.id = any(array(${sql.join(branches, sql` union `)}))
    order by (r.name = ${typed.name})::int + coalesce((r.birth_on::text like ${`${typed.birthOn ?? '-'}%`})::int, 0) * 2 desc, r.id limit ${MOST}`.execute(act.tx);
  return { persons: rows, run: rows[0]?.run ?? null };
}

type Within = (alias: string) => RawBuilder<unknown>;

/** By search tokens: the whole name and its sound, and, where a year of birth narrows them, its beginning and its end. */
function byName(typed: LinkRow, within: Within): RawBuilder<unknown>[] {
  const whole = wholeSounds(typed.name);
  if (!typed.birthOn) return whole.length > 0 ? [sql`(select k.person_id as id from registry.person_key k where ${within('k')} and k.key = any(${whole}) limit ${MOST_OF_ONE_KEY})`] : [];
  const years = yearsAround(typed.birthOn);
  const parts = partsOf(typed.name);
  const keyed = (condition: RawBuilder<unknown>) => sql`(select k.person_id as id from registry.person_key k join registry.person q on q.county_code = k.county_code and q.id = k.person_id
    where ${within('k')} and ${condition} and (q.birth_on is null or q.birth_on between ${years.from} and ${years.to}) limit ${MOST_OF_ONE_KEY})`;
  return [keyed(sql`k.key = any(${whole})`), ...(parts ? [keyed(sql`k.key = ${parts.end}`), keyed(sql`k.key >= ${parts.beginning} and k.key < ${parts.beginning + LAST}`)] : [])];
}

function byBirth(typed: LinkRow, within: Within): RawBuilder<unknown>[] {
  return typed.birthOn?.length === 10 ? [sql`(select q.id from registry.person q where ${within('q')} and q.birth_on = ${typed.birthOn} limit ${MOST_OF_ONE_KEY})`] : [];
}

/** By a whole number, and by the last four digits of an id whose birth day is at most two digits from the one typed: a slip elsewhere in the number. */
function byNumbers(act: Act, { mobile, citizenId, birthOn }: LinkRow, within: Within): RawBuilder<unknown>[] {
  const { keys } = act.house;
  const whole = [
    ...(mobile ? [sql`q.mobile_index = ${numberIndex('mobile', mobile, keys)}`, sql`q.phone_index = ${numberIndex('phone', mobile, keys)}`] : []),
    ...(citizenId ? [sql`q.citizen_id_index = ${numberIndex('citizenId', citizenId, keys)}`] : []),
  ];
  const near = birthOn?.length === 10 ? sql`(q.birth_on is null or ${digitsApart(birthOn.replaceAll('-', ''))} <= 2)` : sql`true`;
  return [
    ...(whole.length > 0 ? [sql`(select q.id from registry.person q where ${within('q')} and (${sql.join(whole, sql` or `)}) limit ${MOST_OF_ONE_KEY})`] : []),
    ...(citizenId ? [sql`(select k.person_id as id from registry.person_key k join registry.person q on q.county_code = k.county_code and q.id = k.person_id
      where ${within('k')} and k.key = ${tailKey('d', citizenId.slice(-4), keys)} and ${near} limit ${MOST_OF_ONE_TAIL})`] : []),
  ];
}

/** In how many places of YYYYMMDD the birth day of `q` differs. */
function digitsApart(typed: string): RawBuilder<unknown> {
  return sql`(select count(*) from (select to_char(q.birth_on, 'YYYYMMDD') as text) b, generate_series(1, 8) at where substr(b.text, at, 1) <> substr(${typed}, at, 1))`;
}

/** A stored person in the clear, for comparing only. `sealed` says which numbers are opened, all by default: what is not compared stays shut. */
export function readStored(act: Act, row: StoredPerson, sealed: { citizenId: boolean; mobile: boolean } = { citizenId: true, mobile: true }): LinkRow {
  const open = (name: 'citizenId' | 'mobile' | 'phone', text: string | null) => text && act.house.keys.open(placeOf(Person, name), text);
  return {
    id: row.id, name: row.name, birthOn: row.birth_on, divisionCode: row.division_code, enlistedOn: row.enlisted_on,
    citizenId: sealed.citizenId ? open('citizenId', row.citizen_id_sealed) : null,
    mobile: sealed.mobile ? (open('mobile', row.mobile_sealed) ?? open('phone', row.phone_sealed)) : null,
  };
}

function yearsAround(birthOn: string): { from: string; to: string } {
  const year = Number(birthOn.slice(0, 4));
  return { from: `${year - 1}-01-01`, to: `${year + 1}-12-31` };
}

/** The search tokens of the whole name's sound: the longest of the pinyin ones of each reading. */
function wholeSounds(name: string): string[] {
  const keys = nameKeys(name);
  const first = keys.find((key) => key.startsWith('n:'));
  const sounds = keys.filter((key) => key.startsWith('p:'));
  return [...(first ? [first] : []), ...sounds.filter((key) => !sounds.some((other) => other !== key && other.endsWith(key.slice(2))))];
}

/** The tokens that names share of which one character differs: the beginning of the token, or the token of the end. */
function partsOf(name: string): { beginning: string; end: string } | undefined {
  const chars = Array.from(name.replace(/[·\s]/g, ''));
  return chars.length < 3 ? undefined : { beginning: `n:${chars.slice(0, 2).join('')}`, end: `n:${chars.slice(1).join('')}` };
}
