import { from15to18, normaliseCitizenId } from '#base/pure/citizenId.ts';
import { halfWidth } from '#base/pure/normalise.ts';
import { checkPhone } from '#base/pure/phone.ts';
import type { Comparator } from '../declaration.ts';
import { edits, neighboursSwapped, placesApart, sameStretch } from '../strings.ts';

const plain = (value: string) => value;

/** A citizen id as it is compared: normalised, an old one of 15 digits widened to 18; wrong check digits stay, since a slip is just what is looked for. Nothing for text without ten digits. */
export function comparableCitizenId(text: string | null | undefined): string | undefined {
  if (!text) return undefined;
  if (/^\d{17}[\dX]$/.test(text)) return text;
  const id = normaliseCitizenId(text);
  if (id.length === 15 && /^\d{15}$/.test(id)) return from15to18(id);
  return /^\d{10,}X?$/.test(id) ? id : undefined;
}

/**
 * Citizen ids: one digit wrong or two neighbours exchanged (the check digit may follow it), one digit too many or too few, another
 * area with the same birth day and order, the same area and birth day with another order and its own check digit (as twins have),
 * the birth day only, else different.
 */
export const citizenId: Comparator<string> = {
  levels: [
    { name: 'same', title: '身份证号相同' },
    { name: 'slip', title: '身份证号一位之差或相邻两位颠倒' },
    { name: 'lost', title: '身份证号多一位、少一位或两位之差' },
    { name: 'area', title: '身份证号仅地区码不同' },
    { name: 'order', title: '身份证号仅顺序码不同' },
    { name: 'birth', title: '身份证号中仅出生日期相同' },
    { name: 'other', title: '身份证号不同' },
  ],
  features: plain,
  compare(a, b) {
    if (a.length !== 18 || b.length !== 18) return edits(a, b, 2) <= 2 ? 2 : 6;
    const sameBirth = sameStretch(a, b, 6, 14);
    const sameOrder = sameStretch(a, b, 14, 17);
    if (sameBirth && !sameOrder && a.charCodeAt(17) !== b.charCodeAt(17) && sameStretch(a, b, 0, 6)) return 4;
    // The check digit follows from the other seventeen and is no evidence of its own.
    const apart = placesApart(a, b, 2, 17)!;
    if (apart <= 1 || (apart === 2 && neighboursSwapped(a, b, 17))) return 1;
    if (sameOrder && sameBirth) return 3;
    if (apart === 2) return 2;
    return sameBirth ? 5 : 6;
  },
};

/** A telephone number as it is compared: digits only. */
export function comparablePhone(text: string | null | undefined): string | undefined {
  if (!text) return undefined;
  if (/^1\d{10}$/.test(text)) return text;
  const check = checkPhone(text);
  const found = check.ok ? check.phone.replace(/\D/g, '') : halfWidth(text).replace(/\D/g, '');
  return found.length >= 7 ? found : undefined;
}

/** Telephone numbers: one digit wrong or two neighbours exchanged, one digit too many or too few, else different. */
export const phone: Comparator<string> = {
  levels: [{ name: 'same', title: '电话相同' }, { name: 'slip', title: '电话一位之差' }, { name: 'other', title: '电话不同' }],
  features: plain,
  compare: (a, b) => ((a.length === b.length ? placesApart(a, b, 1)! <= 1 || neighboursSwapped(a, b) : edits(a, b, 1) <= 1) ? 1 : 2),
};
