import { pinyin } from "pinyin-pro";
import { isCompoundSurname } from "./mask.ts";
import { halfWidth, squeeze } from "./normalise.ts";

const MOST_READINGS = 3;
const MOST_CHARACTERS = 40;
const HAN = "[\\p{Script=Han}]";
const MIDDLE_DOTS = new RegExp(`(${HAN}) ?[•.。‧・∙⋅·] ?(?=${HAN})`, "gu");
const SPACED_SHORT = new RegExp(`^${HAN}(?: ?${HAN}){1,3}$`, "u");
const ONE_HAN = new RegExp(`^${HAN}$`, "u");

/** Given-name characters that people really read in more than one way; other rare readings would only blur the search. */
const TWO_WAY = "乐茜晟朝长重行盛传";

/**
 * The one written form of a name: half width, middle dots between Han characters as · (U+00B7), and no blanks inside
 * Chinese names of two to four characters (张　三 → 张三).
 */
export function normaliseName(text: string): string {
  const plain = squeeze(halfWidth(text.normalize("NFC"))).replace(MIDDLE_DOTS, "$1·");
  return SPACED_SHORT.test(plain) ? plain.replace(/ /g, "") : plain;
}

type Place = "head" | "given";
const readings: Record<Place, Map<string, string[]>> = { head: new Map(), given: new Map() };

/** Toneless readings of one character, the likeliest first; ü is v; none for a character the dictionary lacks. */
function readingsOf(char: string, place: Place): string[] {
  const known = readings[place].get(char);
  if (known) return known;
  let found: string[] = [];
  if (/^[a-z]$/i.test(char)) found = [char.toLowerCase()];
  else if (ONE_HAN.test(char)) {
    const options = { toneType: "none", type: "array", v: true } as const;
    const first = pinyin(char, { ...options, surname: place === "head" ? "head" : "off" });
    const all =
      place === "head" || TWO_WAY.indexOf(char) >= 0
        ? pinyin(char, { ...options, multiple: true })
        : [];
    found = first.concat(all).map((syllable) => syllable.replace(/ü/g, "v"));
    found = Array.from(new Set(found.filter((syllable) => /^[a-z]+$/.test(syllable)))).slice(
      0,
      MOST_READINGS,
    );
  }
  readings[place].set(char, found);
  return found;
}

const compounds = new Map<string, string[]>();

/** The syllables of a compound surname, which has one reading (尉迟 yu chi). */
function compoundSyllables(surname: string): string[] {
  const known = compounds.get(surname);
  if (known) return known;
  const found = pinyin(surname, { toneType: "none", type: "array", v: true, surname: "head" });
  compounds.set(surname, found);
  return found;
}

function charactersOf(name: string): string[] {
  return Array.from(normaliseName(name).replace(/[·\s]/g, "")).slice(0, MOST_CHARACTERS);
}

/** The ways to read a name, at most three, each a list of syllables; the likeliest first. */
function waysToRead(chars: string[]): string[][] {
  const surname = chars.slice(0, 2).join("");
  const compound = chars.length > 2 && isCompoundSurname(surname);
  let ways: string[][] = [compound ? compoundSyllables(surname) : []];
  for (let at = compound ? 2 : 0; at < chars.length; at++) {
    const syllables = readingsOf(chars[at]!, at === 0 ? "head" : "given");
    if (syllables.length === 0) continue;
    const longer: string[][] = [];
    for (const syllable of syllables) for (const way of ways) longer.push(way.concat(syllable));
    ways = longer.slice(0, MOST_READINGS);
  }
  return ways;
}

/** The whole name in each way to read it, without tones: 张建国 → zhangjianguo. */
export function readingsInFull(name: string): string[] {
  const chars = charactersOf(name);
  return waysToRead(chars).map((way) => way.join("")).filter((reading) => reading !== "");
}

/**
 * Search tokens of a name: each suffix of the characters (n:), of the pinyin syllables (p:) and of their initials (i:),
 * without middle dots, small letters: 张建国 → n:张建国 n:建国 n:国 p:zhangjianguo … i:zjg …. A prefix match on a token finds the name.
 */
export function nameKeys(name: string): string[] {
  const chars = charactersOf(name);
  const keys = new Set<string>();
  for (let at = 0; at < chars.length; at++) keys.add(`n:${chars.slice(at).join("").toLowerCase()}`);
  for (const way of waysToRead(chars)) {
    let full = "";
    let initials = "";
    for (let at = way.length - 1; at >= 0; at--) {
      full = way[at]! + full;
      initials = way[at]!.charAt(0) + initials;
      keys.add(`p:${full}`);
      keys.add(`i:${initials}`);
    }
  }
  return Array.from(keys);
}

/** The token beginnings that typed search text stands for: letters may be pinyin or initials, anything else is the name itself. */
export function searchPrefixes(typed: string): string[] {
  const text = charactersOf(typed).join("").toLowerCase().replace(/ü/g, "v");
  if (text === "") return [];
  const letters = text.replace(/['’]/g, "");
  return /^[a-z]+$/.test(letters) ? [`p:${letters}`, `i:${letters}`] : [`n:${text}`];
}

/** Syllables with blanks between, for sorting by pinyin; characters without a reading come last as themselves. */
export function sortKey(name: string): string {
  const chars = charactersOf(name);
  const compound = chars.length > 2 && isCompoundSurname(chars.slice(0, 2).join(""));
  const head = compound ? compoundSyllables(chars.slice(0, 2).join("")) : [];
  const rest = chars
    .slice(head.length)
    .map((char, at) => readingsOf(char, at + head.length === 0 ? "head" : "given")[0] ?? char);
  return head.concat(rest).join(" ");
}
