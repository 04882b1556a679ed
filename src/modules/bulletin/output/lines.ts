import { TIGHTEN } from './sizes.ts';

/** Weight of the PDF's Song face: body regular, headings and leads heavier, as 黑体 and 楷体 are not carried. */
export type Weight = 400 | 600 | 900;
/** One character to be set. */
export type Glyph = { char: string; weight: Weight };
/** One set line: its characters, and what is added after each of them to fill the measure (points). */
export type Line = { glyphs: Glyph[]; spread: number; width: number };

/** Never at the start of a line, never at its end (避头尾). */
const NO_START = new Set('，。、；：？！）”’》〉」』】〕…—·%‰℃');
const NO_END = new Set('（“‘《〈「『【〔');
const NARROW: Record<string, number> = { '1': 0.471, '.': 0.327, ',': 0.327, '-': 0.346, ' ': 0.256, '·': 0.327, '—': 0.89 };

/** Advance of a character in points: Chinese a full square drawn in by a quarter point, Latin as in the face. */
export function advance(char: string, size: number): number {
  const narrow = NARROW[char] ?? (char < '\u2000' && char !== '×' ? (/\d/.test(char) ? 0.557 : 0.62) : 1);
  return narrow * size - TIGHTEN;
}

/** Breaks glyphs into lines of a width, the first shorter by `indent`; numbers stay whole, punctuation keeps to 避头尾; all but the last are filled out. */
export function breakLines(glyphs: readonly Glyph[], size: number, width: number, indent: number): Line[] {
  const lines: Line[] = [];
  let at = 0;
  while (at < glyphs.length) {
    const room = width - (lines.length === 0 ? indent : 0);
    let end = at;
    let used = 0;
    while (end < glyphs.length && used + advance(glyphs[end]!.char, size) <= room + 0.01) used += advance(glyphs[end++]!.char, size);
    if (end < glyphs.length) end = goodBreak(glyphs, at, end);
    const line = glyphs.slice(at, end);
    const natural = line.reduce((sum, { char }) => sum + advance(char, size), 0);
    const spread = end < glyphs.length && line.length > 1 ? (room - natural) / (line.length - 1) : 0;
    lines.push({ glyphs: line, spread, width: natural + spread * (line.length - 1) });
    at = end;
  }
  return lines;
}

const isLatin = (glyph: Glyph | undefined) => glyph !== undefined && /[\w.,%-]/.test(glyph.char);

/** The last place at or before `end` where a line may break. */
function goodBreak(glyphs: readonly Glyph[], start: number, end: number): number {
  for (let at = end; at > Math.max(start + 1, end - 12); at -= 1) {
    const after = glyphs[at]!;
    const before = glyphs[at - 1]!;
    if (!NO_START.has(after.char) && !NO_END.has(before.char) && !(isLatin(before) && isLatin(after))) return at;
  }
  return end;
}
