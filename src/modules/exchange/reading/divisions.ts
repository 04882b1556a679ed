import { sql } from 'kysely';
import { levelOf } from '#base/pure/division.ts';
import { halfWidth } from '#base/pure/normalise.ts';
import type { Act, Actor } from '#base/server/house.ts';

type Place = { code: string; name: string; official_name: string | null; level: string; path: string; parent_code: string | null };

/** What the division columns of one row hold. */
export type PlaceWords = { code?: string; township?: string; village?: string; path?: string };

/** A division found for a row, or why none was. `undefined` where the row names none. */
export type PlaceFound = { code: string } | { reason: string } | undefined;

/** The county's divisions, for finding a row's own by code or names. */
export type Places = { find(words: PlaceWords, actor: Actor): PlaceFound; label(code: string): string };

const ENDING = /(?:村民委员会|居民委员会|社区居委会|村委会|居委会|委会|街道办事处|办事处|人民政府|政府)$/;
const squeezed = (name: string) => halfWidth(name).replace(/\s/g, '');
const bare = (name: string) => squeezed(name).replace(ENDING, '').replace(/(.)(?:村|社区|街道|乡|镇)$/, '$1');

/** Reads the county's living divisions once for a whole import. */
export async function readPlaces(act: Act): Promise<Places> {
  const { rows } = await sql<Place>`select code, name, official_name, level, path, parent_code from organisation.division where county_code = ${act.scope.county} and valid_until is null`.execute(act.tx);
  const byCode = new Map(rows.map((row) => [row.code, row]));
  const known = new Map<string, PlaceFound>();
  const named = (level: string, name: string, parent?: string) => {
    const of = rows.filter((row) => row.level === level && (parent === undefined || row.parent_code === parent));
    const exact = of.filter((row) => squeezed(row.name) === squeezed(name) || (row.official_name !== null && squeezed(row.official_name) === squeezed(name)));
    return exact.length > 0 ? exact : of.filter((row) => bare(row.name) === bare(name));
  };
  const search = (words: PlaceWords, actor: Actor): PlaceFound => {
    if (words.code) return byGivenCode(byCode, words.code);
    const [township, village] = words.township || words.village ? [words.township, words.village] : splitPath(words.path, rows);
    const county = rows.find((row) => row.level === 'county');
    if (township && !village && county && (squeezed(township) === squeezed(county.name) || township === '县级')) return { code: county.code };
    const towns = township ? named('township', township) : [];
    if (township && towns.length !== 1) return { reason: towns.length === 0 ? `没有“${township}”这个乡镇（街道）` : `“${township}”不止一个，请填区划代码` };
    if (!village) return towns[0] && { code: towns[0].code };
    const all = named('village', village, towns[0]?.code);
    const found = all.length > 1 ? all.filter((row) => row.code >= actor.scope.from && row.code <= actor.scope.to) : all;
    if (found.length === 1) return { code: found[0]!.code };
    return { reason: found.length === 0 ? `${towns[0]?.name ?? '本县'}没有“${village}”这个村（社区）` : `“${village}”不止一个，请同时填写乡镇` };
  };
  const find = (words: PlaceWords, actor: Actor): PlaceFound => {
    const key = JSON.stringify(words);
    if (!known.has(key)) known.set(key, withinScope(search(words, actor), actor));
    return known.get(key);
  };
  return { find, label: (code) => byCode.get(code)?.path ?? code };
}

function byGivenCode(byCode: Map<string, Place>, text: string): PlaceFound {
  const digits = squeezed(text).replace(/^'/, '');
  const code = /^\d{6}$|^\d{9}$|^\d{12}$/.test(digits) ? digits.padEnd(12, '0') : undefined;
  if (!code || !byCode.has(code)) return { reason: `没有“${text}”这个区划代码` };
  return { code };
}

/** 东乡/东山村, 东乡东山村, 测试县东乡 as township and village. */
function splitPath(path: string | undefined, rows: Place[]): [string | undefined, string | undefined] {
  if (!path) return [undefined, undefined];
  const text = squeezed(path);
  const [first, second] = text.split(/[/\\>-]/).filter((part) => part !== '');
  if (second) return [first, second];
  const exact = rows.find((row) => squeezed(row.path) === text);
  if (exact) return levelOf(exact.code) === 'village' ? exact.path.split('/') as [string, string] : [exact.name, undefined];
  const county = rows.find((row) => row.level === 'county');
  const rest = county && text.startsWith(county.name) ? text.slice(county.name.length) : text;
  const town = rows.filter((row) => row.level === 'township' && rest.startsWith(squeezed(row.name))).toSorted((a, b) => b.name.length - a.name.length)[0];
  return town ? [town.name, rest.slice(squeezed(town.name).length) || undefined] : [undefined, rest];
}

function withinScope(found: PlaceFound, actor: Actor): PlaceFound {
  if (!found || !('code' in found)) return found;
  return found.code >= actor.scope.from && found.code <= actor.scope.to ? found : { reason: '所属区划不在您的管辖范围内' };
}
