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

/** What a written name means in the dictionary: an exact name before an alias before an equal key; several equal keys are for a person to decide. */
export function recognise(written: string, known: readonly KnownName[], county: string): { id: string } | { candidates: string[] } | undefined {
  const plain = squeeze(halfWidth(written));
  const same = (alias: boolean) => known.find((one) => one.alias === alias && squeeze(halfWidth(one.name)) === plain);
  const exact = same(false) ?? same(true);
  if (exact) return { id: exact.organisationId };
  const key = organisationKey(written, county);
  const near = [...new Set(known.filter((one) => organisationKey(one.name, county) === key).map((one) => one.organisationId))];
  if (near.length === 0) return undefined;
  return near.length === 1 ? { id: near[0]! } : { candidates: near };
}
