const collator = new Intl.Collator('zh-u-co-stroke');
/** The character of most strokes that the collation knows; what stands behind it is unknown to it. */
const LAST = '龘';
/** The collation's own marks of “so many strokes and more” (a private sign and a Braille pattern by number), in order; it lacks some. */
const MARKS = Array.from({ length: 48 }, (_, at) => ({ strokes: at + 1, mark: `\uFDD0${String.fromCharCode(0x2801 + at)}` })).filter(({ mark }) => collator.compare(mark, LAST) <= 0);
/** Characters that stand in names and that the collation does not know. */
const UNKNOWN = new Map([['𠮷', 6], ['𡋾', 10]]);
const known = new Map<string, number>();

/** 笔画数 of a character; 99 where it is not known, so that it comes last. 张 7, 国 8. */
export function strokesOf(char: string): number {
  let strokes = UNKNOWN.get(char) ?? known.get(char);
  if (strokes === undefined) {
    let [from, to] = [-1, MARKS.length - 1];
    while (from < to) {
      const middle = Math.ceil((from + to) / 2);
      if (collator.compare(MARKS[middle]!.mark, char) <= 0) from = middle;
      else to = middle - 1;
    }
    strokes = from < 0 || collator.compare(char, LAST) > 0 ? 99 : MARKS[from]!.strokes;
    known.set(char, strokes);
  }
  return strokes;
}

/** What a name is ordered by as lists by surname strokes are: of each character its strokes and itself (丁一 → 02丁01一). */
export function strokeKey(name: string): string {
  return Array.from(name.replace(/[·\s]/g, ''), (char) => `${String(strokesOf(char)).padStart(2, '0')}${char}`).join('');
}
