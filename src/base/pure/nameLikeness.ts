import { inUse, lookAlikes, variantsOf } from './linkage/chinese/characters.ts';
import { readingsInFull, normaliseName } from './personName.ts';

const MOST_FORMS = 40;
const HAN_ONLY = /^[\p{Script=Han}·]+$/u;

/**
 * The other ways in which a name typed in characters may stand in the register, as token beginnings: every character in its form in use
 * or a variant (国 國), one character replaced by a look-alike (未 末), and the same sound (张建过 → p:zhangjianguo). None for letters or a single character.
 */
export function likePrefixes(typed: string): string[] {
  const name = normaliseName(typed);
  const chars = Array.from(name.replace(/·/g, ''));
  if (!HAN_ONLY.test(name) || chars.length < 2) return [];
  const used = chars.map(inUse);
  const forms = new Set([used.join('')]);
  for (let at = 0; at < used.length; at += 1) {
    for (const other of Array.from(variantsOf(used[at]!) + lookAlikes(used[at]!))) forms.add([...used.slice(0, at), other, ...used.slice(at + 1)].join(''));
  }
  forms.delete(chars.join(''));
  return [...Array.from(forms).slice(0, MOST_FORMS).map((form) => `n:${form}`), ...readingsInFull(name).map((reading) => `p:${reading}`)];
}
