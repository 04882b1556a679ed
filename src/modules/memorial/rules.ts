import { halfWidth, squeeze } from '#base/pure/normalise.ts';

const NUMERAL = '[一二三四五六七八九十]+';
const SHORT_FORMS: [RegExp, string][] = [
  [new RegExp(`^第?(${NUMERAL})中$`), '第$1中学'],
  [new RegExp(`^第?(${NUMERAL})高$`), '第$1高级中学'],
  [new RegExp(`^第?(${NUMERAL})小$`), '第$1小学'],
  [/^实验?小$/, '实验小学'],
  [/^实验?中$/, '实验中学'],
];

/**
 * The key under which two writings of one organisation meet: blanks, brackets and marks dropped, the own county in front dropped
 * (延津县第一中学, 县一中, 一中 → 第一中学), numbered schools written in full. A key proposes; it never merges two rows by itself.
 */
export function organisationKey(name: string, county = ''): string {
  let key = squeeze(halfWidth(name)).toLowerCase().replace(/[\s()[\]【】《》“”"'·,，.。、\-—]/g, '');
  const short = county.replace(/[县市区]$/, '');
  for (const front of [county, short.length > 1 ? short : '', county.slice(-1)]) {
    const pattern = new RegExp(`^(?:[^省]{2,3}省)?(?:[^市]{2,3}市)?${front}(?=..)`);
    if (front !== '' && pattern.test(key)) {
      key = key.replace(pattern, '');
      break;
    }
  }
  for (const [pattern, full] of SHORT_FORMS) key = key.replace(pattern, full);
  return key;
}

/** One name of the dictionary: an organisation's own or an alias. */
export type KnownName = { organisationId: string; name: string; alias: boolean };

/** What a written name means: one organisation, several to choose from, or nothing. */
export type Meaning = { id: string } | { candidates: string[] } | undefined;

/** A reader of written names over the whole dictionary: an exact own name before an exact alias before an equal key; several under one key are for a person to decide. */
export function recogniser(known: readonly KnownName[], county: string): (written: string) => Meaning {
  const plain = (text: string) => squeeze(halfWidth(text));
  const exact = new Map<string, string>();
  const near = new Map<string, string[]>();
  const aliasesFirst = [...known].sort((a, b) => Number(b.alias) - Number(a.alias));
  for (const one of aliasesFirst) {
    exact.set(plain(one.name), one.organisationId);
    const key = organisationKey(one.name, county);
    const under = near.get(key) ?? [];
    if (!under.includes(one.organisationId)) near.set(key, [...under, one.organisationId]);
  }
  return (written) => {
    const id = exact.get(plain(written));
    if (id) return { id };
    const candidates = near.get(organisationKey(written, county)) ?? [];
    return candidates.length > 1 ? { candidates } : candidates.length === 1 ? { id: candidates[0]! } : undefined;
  };
}
