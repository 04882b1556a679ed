import type { Comparator } from '../declaration.ts';
import { neighboursSwapped, placesApart, sameStretch } from '../strings.ts';

/** Birth days as YYYY-MM-DD (YYYY-MM and YYYY where no more is known): day and month exchanged, one digit, one part different, the year only. */
export const birthDay: Comparator<string> = {
  levels: [
    { name: 'same', title: '出生日期相同' },
    { name: 'swapped', title: '出生月日颠倒' },
    { name: 'slip', title: '出生日期一位之差或相邻两位颠倒' },
    { name: 'twoParts', title: '出生年月日有两项相同' },
    { name: 'year', title: '仅出生年相同' },
    { name: 'other', title: '出生日期不同' },
  ],
  features: (value) => value.replace(/\D/g, ''),
  compare(a, b) {
    const year = sameStretch(a, b, 0, 4);
    if (a.length !== b.length) return partial(a, b, year);
    if (a.length === 8 && year && a.slice(4, 6) === b.slice(6, 8) && a.slice(6, 8) === b.slice(4, 6)) return 1;
    if (placesApart(a, b, 1) === 1 || neighboursSwapped(a, b)) return 2;
    if (a.length === 8 && Number(year) + Number(sameStretch(a, b, 4, 6)) + Number(sameStretch(a, b, 6, 8)) === 2) return 3;
    return year ? 4 : 5;
  },
};

/** Where one says less than the other, what both say decides. */
function partial(a: string, b: string, year: boolean): number {
  if (!year) return 5;
  return Math.min(a.length, b.length) >= 6 && sameStretch(a, b, 4, 6) ? 3 : 4;
}

/** Months as YYYY-MM (days are cut off, YYYY where no more is known): one digit or a neighbouring month, the year only or a year beside it, else different. */
export const month: Comparator<string> = {
  levels: [{ name: 'same', title: '年月相同' }, { name: 'slip', title: '年月相近（一位或一个月之差）' }, { name: 'year', title: '年份相同或差一年' }, { name: 'other', title: '年月不同' }],
  features: (value) => value.replace(/\D/g, '').slice(0, 6),
  compare(a, b) {
    if (a === b) return 1;
    if (a.length === 6 && b.length === 6 && (placesApart(a, b) === 1 || neighboursSwapped(a, b) || Math.abs(monthsOf(a) - monthsOf(b)) === 1)) return 1;
    return Math.abs(Number(a.slice(0, 4)) - Number(b.slice(0, 4))) <= 1 ? 2 : 3;
  },
};

const monthsOf = (text: string) => Number(text.slice(0, 4)) * 12 + Number(text.slice(4, 6));

/** Codes of divisions (12 digits): same village, same township, same county, else different. */
export const division: Comparator<string> = {
  levels: [{ name: 'same', title: '同村（社区）' }, { name: 'township', title: '同乡镇' }, { name: 'county', title: '同县' }, { name: 'other', title: '不同县' }],
  features: (value) => value,
  compare(a, b) {
    if (sameStretch(a, b, 0, 9)) return 1;
    return sameStretch(a, b, 0, 6) ? 2 : 3;
  },
};
