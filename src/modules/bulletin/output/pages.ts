import type { Block, Run } from '../rules/layout.ts';
import { breakLines, type Glyph, type Line, type Weight } from './lines.ts';
import { NUMBER_GAP, PAGE, PITCH, RED, RULE, SIZE, TEXT_WIDTH } from './sizes.ts';

/** Something drawn on a page; `y` of a text is the top of its line of height `height`. */
export type Mark =
  | { kind: 'text'; x: number; y: number; size: number; height: number; glyphs: Glyph[]; spread: number; colour: string }
  | { kind: 'rule'; y: number; thickness: number; colour: string };
/** One A4 page. */
export type Page = Mark[];

const BLACK = '000000';
const BOTTOM = PAGE.height - PAGE.bottom;
const plain = (text: string, weight: Weight = 400): Glyph[] => Array.from(text, (char) => ({ char, weight }));
const ofRuns = (runs: readonly Run[]): Glyph[] => runs.flatMap((run) => plain(run.text, run.manner === 'lead' ? 600 : 400));

/** Sets a bulletin on A4 pages: 22 lines of 28 characters, 版记 at the foot of the last page, page numbers outside. */
export function setPages(blocks: readonly Block[]): Page[] {
  const sheet = new Sheet();
  for (const block of blocks) set(sheet, block);
  sheet.pages.forEach((page, at) => page.push(pageNumber(at + 1)));
  return sheet.pages;
}

/** The pages written so far and where the next line goes. */
class Sheet {
  pages: Page[] = [[]];
  y = PAGE.top;
  put(mark: Mark): void {
    this.pages[this.pages.length - 1]!.push(mark);
  }
  /** Makes sure that so much height is left; an empty page is never left behind. */
  need(height: number): void {
    if (this.y + height <= BOTTOM + 0.5) return;
    this.pages.push([]);
    this.y = PAGE.top;
  }
  line(line: Line, size: number, height: number, at: { x?: number; align?: 'left' | 'centre' | 'right'; colour?: string } = {}): void {
    this.need(height);
    const free = TEXT_WIDTH - line.width;
    const x = PAGE.left + (at.align === 'centre' ? free / 2 : at.align === 'right' ? free - (at.x ?? 0) : (at.x ?? 0));
    this.put({ kind: 'text', x, y: this.y, size, height, glyphs: line.glyphs, spread: line.spread, colour: at.colour ?? BLACK });
    this.y += height;
  }
}

function set(sheet: Sheet, block: Block): void {
  switch (block.kind) {
    case 'masthead': return setMasthead(sheet, block);
    case 'title':
      sheet.y += PITCH * 2;
      for (const line of breakLines(plain(block.text, 900), SIZE.title, TEXT_WIDTH, 0)) sheet.line({ ...line, spread: 0 }, SIZE.title, 35, { align: 'centre' });
      return;
    case 'subtitle':
      for (const line of breakLines(plain(block.text), SIZE.body, TEXT_WIDTH, 0)) sheet.line(line, SIZE.body, PITCH, { align: 'centre' });
      sheet.y += PITCH;
      return;
    case 'heading':
      sheet.need(PITCH * 2);
      return setParagraph(sheet, plain(block.text, 900));
    case 'note':
    case 'paragraph': return setParagraph(sheet, ofRuns(block.runs));
    case 'source': return sheet.line(breakLines(plain(block.text), SIZE.body, TEXT_WIDTH, 0)[0]!, SIZE.body, PITCH, { align: 'right' });
    case 'footer': return setImprint(sheet, block);
  }
}

function setParagraph(sheet: Sheet, glyphs: Glyph[]): void {
  const indent = SIZE.body * 2;
  breakLines(glyphs, SIZE.body, TEXT_WIDTH, indent).forEach((line, at) => sheet.line(line, SIZE.body, PITCH, { x: at === 0 ? indent : 0 }));
}

function setMasthead(sheet: Sheet, { name, issue, unit, date, secrecy, copyNo }: Extract<Block, { kind: 'masthead' }>): void {
  const line = (text: string, size: number, weight: Weight = 400) => breakLines(plain(text, weight), size, TEXT_WIDTH, 0)[0]!;
  if (copyNo) sheet.line(line(copyNo, SIZE.body), SIZE.body, PITCH);
  if (secrecy) sheet.line(line(secrecy, SIZE.body, 900), SIZE.body, PITCH);
  sheet.y += 12;
  const red = line(name, SIZE.masthead, 900);
  sheet.line({ ...red, spread: 8, width: red.width + 8 * (red.glyphs.length - 1) }, SIZE.masthead, 64, { align: 'centre', colour: RED });
  sheet.y += 12;
  sheet.line(line(issue, SIZE.body), SIZE.body, PITCH, { align: 'centre' });
  const y = sheet.y;
  sheet.line(line(unit, SIZE.body), SIZE.body, PITCH);
  sheet.y = y;
  sheet.line(line(date, SIZE.body), SIZE.body, PITCH, { align: 'right' });
  sheet.y += 4;
  sheet.put({ kind: 'rule', y: sheet.y, thickness: 1.5, colour: RED });
}

function setImprint(sheet: Sheet, { groups, printRun }: Extract<Block, { kind: 'footer' }>): void {
  const edge = SIZE.small;
  const hang = SIZE.small * 2;
  const lists = groups.map(({ label, names }) => breakLines(plain(label + names), SIZE.small, TEXT_WIDTH - edge * 2 - hang, -hang));
  const height = (lists.reduce((sum, lines) => sum + lines.length, 0) + (printRun ? 1 : 0)) * PITCH;
  if (height === 0) return;
  sheet.need(height);
  sheet.y = BOTTOM - height;
  const rule = (thickness: number) => sheet.put({ kind: 'rule', y: sheet.y, thickness, colour: BLACK });
  rule(RULE.outer);
  lists.forEach((lines, group) => {
    lines.forEach((line, at) => sheet.line(line, SIZE.small, PITCH, { x: at === 0 ? edge : edge + hang }));
    if (group < lists.length - 1 || printRun) rule(RULE.inner);
  });
  if (printRun) sheet.line(breakLines(plain(printRun), SIZE.small, TEXT_WIDTH, 0)[0]!, SIZE.small, PITCH, { align: 'right', x: edge });
  rule(RULE.outer);
}

function pageNumber(number: number): Mark {
  const line = breakLines(plain(`— ${number} —`), SIZE.small, TEXT_WIDTH, 0)[0]!;
  const x = number % 2 === 1 ? PAGE.left + TEXT_WIDTH - line.width - SIZE.small : PAGE.left + SIZE.small;
  return { kind: 'text', x, y: BOTTOM + NUMBER_GAP, size: SIZE.small, height: SIZE.small, glyphs: line.glyphs, spread: 0, colour: BLACK };
}
