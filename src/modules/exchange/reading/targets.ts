import type { Field, RecordType } from '#base/pure/record.ts';
import { typedFields } from '#base/pure/record.ts';
import { halfWidth } from '#base/pure/normalise.ts';
import { isForbiddenHeader } from '#base/pure/secrets.ts';
import type { House } from '#base/server/house.ts';
import { cleanHeader } from '#base/server/sheets/header.ts';
import type { Match } from '#base/server/records/store.ts';
import type { Target } from '../schema.ts';

/** Header of the hidden column that brings an edited export back to its rows. */
export const KEY_HEADER = '记录编号';
export const KEY_TARGET = 'key';
/** Header that a workbook of rejected rows adds; never imported. */
export const REASON_HEADER = '错误原因';

/** A target with the headers that mean it, in the order of their weight. */
export type KnownTarget = Target & { headers: string[] };

const PLACES: { target: string; label: string; headers: string[] }[] = [
  { target: 'division.code', label: '区划代码', headers: ['区划代码', '行政区划代码', '所属区划代码', '村级区划代码'] },
  { target: 'division.township', label: '乡镇（街道）', headers: ['乡镇（街道）', '乡镇', '街道', '乡镇街道', '乡（镇）', '所属乡镇', '所在乡镇', '乡镇名称', '镇街', '镇（街道）'] },
  { target: 'division.village', label: '村（社区）', headers: ['村（社区）', '村', '社区', '村社区', '行政村', '所属村', '所在村', '村居', '村（居）', '村名', '所属村（社区）'] },
  { target: 'division.path', label: '所属区划', headers: ['所属区划', '区划', '所在区划', '行政区划'] },
];

/** Naming columns of a reference that are the sheet's own division columns. */
export const PLACE_KEYS: Record<string, string> = { township: 'division.township', village: 'division.village', divisionCode: 'division.code' };

/** Everything that a column of a sheet may be filled into for one ledger, with the words that mean it. */
export function targetsOf(house: House, type: RecordType): KnownTarget[] {
  const own: KnownTarget[] = [];
  const referring: KnownTarget[] = [];
  for (const [name, field] of typedFields(type)) {
    if (name === 'divisionCode') continue;
    if (field.kind === 'reference') referring.push(...referenceTargets(house, name, field));
    else own.push({ target: name, label: field.label, required: field.required, group: field.section ?? type.label, headers: [field.label, ...(field.synonyms ?? [])] });
  }
  const places = PLACES.map((place) => ({ ...place, required: false, group: '所属区划' }));
  const key: KnownTarget = { target: KEY_TARGET, label: KEY_HEADER, required: false, group: '导出回填', headers: [KEY_HEADER] };
  return [...own, ...referring, ...places, key];
}

function referenceTargets(house: House, name: string, field: Field): KnownTarget[] {
  const match = house.stores.get(field.of!().name)?.match;
  const words = [field.label, ...(field.synonyms ?? [])];
  if (!match) return [{ target: name, label: field.label, required: field.required, group: field.label, headers: words }];
  const leading = titleKey(match, field.of!());
  return match.columns.filter(({ key }) => !(key in PLACE_KEYS)).map(({ key, label, synonyms }) => ({
    target: `${name}.${key}`, label: `${field.label}：${label}`, required: false, group: field.label,
    headers: [...(key === leading ? words : []), ...[label, ...synonyms].flatMap((word) => [`${field.label}${word}`, word])],
  }));
}

/** The naming column that holds the title of the record referred to. */
export function titleKey(match: Match, type: RecordType): string {
  return (match.columns.find(({ key }) => key === type.title) ?? match.columns[0])!.key;
}

const INSIGNIFICANT = /\([^()]*\)$|\[[^[\]]*\]$/;

/** A header without the unit or remark in brackets behind it: 金额(元) → 金额. */
export function bareHeader(cleaned: string): string {
  return halfWidth(cleaned).replace(INSIGNIFICANT, '') || cleaned;
}

/** Knows which headers mean something for a ledger, and guesses what each column is. */
export type Guesser = { known(header: string): boolean; guess(headers: string[]): (string | null)[] };

/** Builds the guesser of a ledger: a whole header first, then without its brackets; each target takes one column, the better word wins. */
export function guesserOf(targets: KnownTarget[]): Guesser {
  const weights = new Map<string, { target: string; weight: number }[]>();
  for (const { target, headers } of targets) {
    headers.forEach((header, weight) => {
      const cleaned = cleanHeader(header);
      const found = weights.get(cleaned) ?? [];
      if (!found.some((one) => one.target === target)) weights.set(cleaned, [...found, { target, weight }]);
    });
  }
  const wordsOf = (header: string) => weights.get(header) ?? weights.get(bareHeader(header)) ?? [];
  const guess = (headers: string[]) => {
    const chosen: (string | null)[] = headers.map(() => null);
    const wishes = headers.flatMap((header, index) => (isForbiddenHeader(header) ? [] : wordsOf(header).map(({ target, weight }, order) => ({ index, target, weight, order }))));
    const taken = new Set<string>();
    for (const { index, target } of wishes.toSorted((a, b) => a.order - b.order || a.weight - b.weight || a.index - b.index)) {
      if (chosen[index] !== null || taken.has(target)) continue;
      chosen[index] = target;
      taken.add(target);
    }
    return chosen;
  };
  return { known: (header) => wordsOf(header).length > 0, guess };
}
