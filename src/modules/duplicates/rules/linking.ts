import { personDeclaration } from '#base/pure/linkage/chinese/person.ts';
import { linkage } from '#base/pure/linkage/linkage.ts';

/** What is compared of a person, in the clear; never stored, never answered. */
export type LinkRow = { id: string; name: string; citizenId: string | null; birthOn: string | null; divisionCode: string | null; mobile: string | null; enlistedOn: string | null };

/** Comparison of persons, in bulk and at entry alike. */
export const personLinkage = linkage<LinkRow>(personDeclaration<LinkRow>({
  id: (row) => row.id, name: (row) => row.name, citizenId: (row) => row.citizenId, birthOn: (row) => row.birthOn, divisionCode: (row) => row.divisionCode, mobile: (row) => row.mobile, enlistedOn: (row) => row.enlistedOn,
}));

/** From which probability a pair is 很可能 the same person, and from which it is shown at all. */
export const LIKELY = 0.9;
export const POSSIBLE = 0.4;

/** Levels of each field that speak for one person, from 0 up to and with this one; a village alone or a year alone says nothing worth a clerk's time. */
const SPEAKS: Readonly<Record<string, number>> = { name: 4, citizenId: 4, birthOn: 3, divisionCode: 0, mobile: 1, enlistedOn: 0 };

/** Why two files may be one person, in words: only what speaks for it, in the order name, id, birth, place, telephone, enlistment. `birth` is how much of a birth day was typed. */
export function reasonsInWords(levels: readonly number[], birth: 'year' | 'month' | 'day' = 'day'): string[] {
  return personLinkage.declaration.fields.flatMap((field, at) => {
    const level = levels[at]!;
    if (level < 0 || level > (SPEAKS[field.name] ?? -1)) return [];
    if (field.name === 'birthOn' && level === 0 && birth !== 'day') return [birth === 'year' ? '同年出生' : '同年同月出生'];
    if (field.name === 'enlistedOn') return ['入伍年月相同'];
    return [field.comparator.levels[level]!.title];
  });
}

/**
 * Whether a file is shown at entry: the id nearly agrees, the telephone agrees, or the name agrees (同名、同音、形近) and no birth day speaks
 * against it. 张建国 1968 with 张健国 1968-05-01 is shown, 张建国 1968 with 张建国 1990-01-01 is not.
 */
export function isWorthShowing(levels: readonly number[]): boolean {
  const [name, id, birth, , mobile] = levels as [number, number, number, number, number, number];
  if (id >= 0 && id <= 3) return true;
  if (mobile === 0) return true;
  const named = name >= 0 && name <= 3;
  if (id === 4 || id === 5) return named || name === 4;
  return (named && (birth < 0 || birth <= 3)) || (name === 4 && birth === 0);
}
