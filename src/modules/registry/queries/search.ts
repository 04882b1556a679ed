import { type RawBuilder, sql } from 'kysely';
import { checkCitizenId, normaliseCitizenId } from '#base/pure/citizenId.ts';
import { halfWidth } from '#base/pure/normalise.ts';
import { likePrefixes } from '#base/pure/nameLikeness.ts';
import { nameKeys, normaliseName, searchPrefixes } from '#base/pure/personName.ts';
import { checkPhone } from '#base/pure/phone.ts';
import type { Values } from '#base/pure/record.ts';
import type { Act } from '#base/server/house.ts';
import type { Keys } from '#base/server/keys.ts';

/** Past every character, so that all text with a prefix lies in [prefix, prefix + LAST) under collation "C". */
const LAST = '\u{10FFFF}';

/** The blind index of four last digits: of a telephone number (`t:`) or of a citizen id (`d:`). */
export function tailKey(kind: 't' | 'd', tail: string, keys: Keys): string {
  return `${kind}:${keys.index(`registry.person/tail/${kind}`, tail)}`;
}

/** The search tokens of a person: name, pinyin and initials by suffixes, and the tails of numbers as blind indexes. */
export function searchKeys(values: Values, keys: Keys): string[] {
  const tails = [values.mobile, values.phone].filter((one): one is string => typeof one === 'string' && one.length >= 4).map((one) => tailKey('t', one.slice(-4), keys));
  const id = typeof values.citizenId === 'string' ? normaliseCitizenId(values.citizenId) : '';
  if (id.length >= 15) tails.push(tailKey('d', id.slice(-4), keys));
  return [...new Set([...nameKeys(String(values.name ?? '')), ...tails])];
}

const PORTION = 2000;

/** The ids of the persons that `rows` selects (alias `r`), in portions: by a list of ids the planner cannot misjudge how many rows were just written. */
export async function inPortions(act: Act, rows: RawBuilder<unknown>, work: (ids: RawBuilder<unknown>) => Promise<void>): Promise<void> {
  const { rows: found } = await sql<{ id: string }>`select r.id from registry.person r where ${rows}`.execute(act.tx);
  for (let at = 0; at < found.length; at += PORTION) await work(sql`any(${found.slice(at, at + PORTION).map((row) => row.id)}::uuid[])`);
}

/** Adds the token rows that the persons `rows` selects (alias `r`) lack, which must be locked or new: then nothing can conflict, and a million rows go in by a third faster. */
export async function addKeys(act: Act, rows: RawBuilder<unknown>): Promise<void> {
  await sql`insert into registry.person_key (county_code, key, division_code, person_id)
    select r.county_code, k.key, r.division_code, r.id from registry.person r, lateral (
      select t.key from unnest(r.search_keys) as t(key) except select o.key from registry.person_key o where o.county_code = r.county_code and o.person_id = r.id and o.division_code = r.division_code) k
    where ${rows} order by k.key`.execute(act.tx);
}

/** Removes the token rows of changed persons that no longer hold (name, number or division); `ids` is what `inPortions` gives. */
export async function dropStaleKeys(act: Act, ids: RawBuilder<unknown>): Promise<void> {
  const { county } = act.scope;
  await sql`delete from registry.person_key k where k.county_code = ${county} and k.person_id = ${ids} and not exists (
    select 1 from registry.person r where r.county_code = ${county} and r.id = k.person_id and r.division_code = k.division_code and k.key = any(r.search_keys))`.execute(act.tx);
}

/** Removes the token rows of some persons, before the persons themselves go. */
export async function dropKeys(act: Act, ids: RawBuilder<unknown>): Promise<void> {
  await sql`delete from registry.person_key k where k.county_code = ${act.scope.county} and k.person_id = ${ids}`.execute(act.tx);
}

/** The blind index of a whole number of a person, in the field it is kept in. */
export function numberIndex(field: 'citizenId' | 'mobile' | 'phone', text: string, keys: Keys): string {
  return keys.index(`registry.person/${field}`, text);
}

/**
 * What the search box understands, as a condition on alias `r`: a whole citizen id or telephone number (exact, and kept in the audit),
 * four last digits of either (kept too); else words between blanks, of which each must fit: part of a name in characters, pinyin or initials,
 * a name that sounds or looks alike where none is written so, the head of a household, a village by its name or 俗称.
 */
export function personSearch(term: string, act: Act): RawBuilder<unknown> {
  const { keys } = act.house;
  const searchedBy = (detail: string) => act.note({ record: 'registry.person', always: true, detail: { searchedBy: detail } });
  const id = normaliseCitizenId(term);
  if (/^(\d{15}|\d{17}[\dX])$/.test(id)) {
    const read = checkCitizenId(id);
    searchedBy('身份证号');
    return sql`r.citizen_id_index = ${numberIndex('citizenId', read.ok ? read.id : id, keys)}`;
  }
  const phone = checkPhone(term);
  if (phone.ok) {
    searchedBy('电话号码');
    return sql`(r.mobile_index = ${numberIndex('mobile', phone.phone, keys)} or r.phone_index = ${numberIndex('phone', phone.phone, keys)})`;
  }
  if (TAIL.test(id)) searchedBy('末四位');
  const words = halfWidth(term).split(/\s+/).map(normaliseName).filter((word) => word !== '').slice(0, 4);
  return words.length === 0 ? sql`false` : sql`(${sql.join(words.map((word) => wordSearch(word, act)), sql` and `)})`;
}

const TAIL = /^\d{3}[\dX]$/;
const HAN = /\p{Script=Han}/u;

/** The persons in scope whom one word means. Each way is a set of ids of its own, so that each is found by its own index, and together they are an array found first: the planner cannot misjudge how many they are. */
function wordSearch(word: string, act: Act): RawBuilder<unknown> {
  const held = (range: RawBuilder<unknown>) => sql`select k.person_id from registry.person_key k where ${range}`;
  const written = keyRanges(word, act).map(held);
  const unwritten = sql`not exists (${sql.join(written, sql` union all `)})`;
  const ways = [...written, ...prefixRanges(likePrefixes(word), act).map((range) => held(sql`${range} and ${unwritten}`))];
  if (HAN.test(word) && word.length > 1) ways.push(ofHousehold(word, act), ofVillage(word, act));
  return sql`r.id = any(array(${sql.join(ways, sql` union `)}))`;
}

/** Persons in scope of households whose head's name begins so. */
function ofHousehold(word: string, { scope: { county, from, to } }: Act): RawBuilder<unknown> {
  return sql`select m.id from registry.household h join registry.person m on m.county_code = h.county_code and m.household_id = h.id
    where h.county_code = ${county} and h.head_name >= ${word} and h.head_name < ${word + LAST} and m.division_code >= ${from} and m.division_code <= ${to}`;
}

/** Persons in scope who live in a village or township of this name, or of this 俗称. */
function ofVillage(word: string, { scope: { county, from, to } }: Act): RawBuilder<unknown> {
  const places = sql`select d.code from organisation.division d where d.county_code = ${county} and d.level <> 'county' and d.name >= ${word} and d.name < ${word + LAST}
    union select n.division_code from registry.nickname n where n.county_code = ${county} and n.name = ${word}`;
  return sql`select v.id from registry.person v where v.county_code = ${county} and v.division_code >= ${from} and v.division_code <= ${to} and v.division_code = any(array(
    select b.code from (${places}) p join organisation.division b on b.county_code = ${county} and (b.code = p.code or (right(p.code, 3) = '000' and left(b.code, 9) = left(p.code, 9)))))`;
}

/** The token rows in scope (alias `k`) that a searched word stands for. */
export function keysOf(term: string, act: Act): RawBuilder<unknown> {
  return sql`(${sql.join(keyRanges(term, act), sql` or `)})`;
}

/** One condition on token rows in scope (alias `k`) for each way to read a searched word: leakproof comparisons, so that the index serves under row-level security. */
export function keyRanges(term: string, act: Act): RawBuilder<unknown>[] {
  const tail = normaliseCitizenId(term);
  if (TAIL.test(tail)) return (['t', 'd'] as const).map((kind) => sql`(${keyScope(act)} and k.key = ${tailKey(kind, tail, act.house.keys)})`);
  const ranges = prefixRanges(searchPrefixes(term), act);
  return ranges.length === 0 ? [sql`false`] : ranges;
}

/** One condition on token rows in scope (alias `k`) for each beginning of a token. */
export function prefixRanges(prefixes: readonly string[], act: Act): RawBuilder<unknown>[] {
  return prefixes.map((prefix) => sql`(${keyScope(act)} and k.key >= ${prefix} and k.key < ${prefix + LAST})`);
}

const keyScope = ({ scope: { county, from, to } }: Act) => sql`k.county_code = ${county} and k.division_code >= ${from} and k.division_code <= ${to}`;

/** Persons who hold any of the roles now, as a condition on alias `r`. */
export function holdsRole(roles: string[]): RawBuilder<unknown> {
  return sql`exists (select 1 from registry.person_role o where o.county_code = r.county_code and o.person_id = r.id and o.role = any(${roles}::text[]) and o.status = 'current')`;
}

const TODAY = sql`(now() at time zone 'Asia/Shanghai')::date`;

/** 周岁 today of alias `r`. */
export const AGE = sql`extract(year from age(${TODAY}, r.birth_on))::int`;

/** Persons whose age lies in [from, to], either end open, as a condition on birth days of alias `r`. */
export function agedBetween([from, to]: string[]): RawBuilder<unknown> {
  const all: RawBuilder<unknown>[] = [sql`r.birth_on is not null`];
  if (from) all.push(sql`r.birth_on <= (${TODAY} - make_interval(years => ${years(from)}))::date`);
  if (to) all.push(sql`r.birth_on > (${TODAY} - make_interval(years => ${years(to) + 1}))::date`);
  return sql.join(all, sql` and `);
}

/** Whole years within what the calendar holds; anything else finds nobody. */
const years = (text: string): number => (/^\d{1,3}$/.test(text) ? Number(text) : 999);
