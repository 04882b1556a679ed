import type { Comparator, Level } from './declaration.ts';
import { edits, jaroWinkler, neighboursSwapped, placesApart } from './strings.ts';

const plain = (value: string) => value;
const SAME: Level = { name: 'same', title: '相同' };
const OTHER: Level = { name: 'other', title: '不同' };

/** Same or not. */
export const exact: Comparator<string> = { levels: [SAME, OTHER], features: plain, compare: () => 1 };

/** Texts by Jaro–Winkler: a level for each bound, from the closest on (default 0.92 and 0.8). */
export function similarText(bounds: readonly number[] = [0.92, 0.8]): Comparator<string> {
  return {
    levels: [SAME, ...bounds.map((bound) => ({ name: `near${bound}`, title: `相近（${bound} 以上）` })), OTHER],
    features: plain,
    compare(a, b) {
      const near = jaroWinkler(a, b);
      for (let at = 0; at < bounds.length; at += 1) if (near >= bounds[at]!) return at + 1;
      return bounds.length + 1;
    },
  };
}

/** Texts and numbers by edits: a level for each number of edits, from the fewest on (default 1 and 2). */
export function editedText(steps: readonly number[] = [1, 2]): Comparator<string> {
  const most = steps[steps.length - 1]!;
  return {
    levels: [SAME, ...steps.map((step) => ({ name: `edits${step}`, title: `差 ${step} 处` })), OTHER],
    features: plain,
    compare(a, b) {
      const apart = edits(a, b, most);
      for (let at = 0; at < steps.length; at += 1) if (apart <= steps[at]!) return at + 1;
      return steps.length + 1;
    },
  };
}

/** Strings of digits (phones, numbers): one place wrong or two neighbours exchanged, a digit left out or doubled, else different. */
export const digits: Comparator<string> = {
  levels: [SAME, { name: 'slip', title: '一位之差或相邻两位颠倒' }, { name: 'lost', title: '多一位或少一位' }, OTHER],
  features: plain,
  compare(a, b) {
    if (a.length === b.length) return placesApart(a, b) === 1 || neighboursSwapped(a, b) ? 1 : 3;
    return edits(a, b, 1) === 1 ? 2 : 3;
  },
};

/** Days as YYYY-MM-DD or YYYYMMDD: day and month exchanged, one digit wrong or two exchanged, two of year, month and day the same, the year the same. */
export const day: Comparator<string> = {
  levels: [SAME, { name: 'swapped', title: '月日颠倒' }, { name: 'slip', title: '一位之差或相邻两位颠倒' }, { name: 'twoParts', title: '年月日中两项相同' }, { name: 'year', title: '年份相同' }, OTHER],
  features: (value) => value.replace(/-/g, ''),
  compare(a, b) {
    const year = a.slice(0, 4) === b.slice(0, 4);
    const month = a.slice(4, 6) === b.slice(4, 6);
    const dayOf = a.slice(6, 8) === b.slice(6, 8);
    if (year && a.length === 8 && a.slice(4, 6) === b.slice(6, 8) && a.slice(6, 8) === b.slice(4, 6)) return 1;
    if (placesApart(a, b) === 1 || neighboursSwapped(a, b)) return 2;
    if (Number(year) + Number(month) + Number(dayOf && a.length === 8 && b.length === 8) >= 2) return 3;
    return year ? 4 : 5;
  },
};
