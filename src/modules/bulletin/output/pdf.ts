import { buffer } from 'node:stream/consumers';
import PDFDocument from 'pdfkit';
import type { Block } from '../rules/layout.ts';
import { cutSlice, sliceOf } from './fontSlices.ts';
import { advance, type Glyph, type Weight } from './lines.ts';
import { type Mark, type Page, setPages } from './pages.ts';
import { PAGE, TEXT_WIDTH, TIGHTEN } from './sizes.ts';

/** Shown for a character that the face does not have. */
const MISSING = '〓';

/** Writes a laid-out bulletin as PDF with the same words as the .docx. One free Song face is embedded, in the characters used; the office's own fonts come with the .docx. */
export async function writePdf(blocks: readonly Block[], { title, day, author }: { title: string; day: string; author: string }): Promise<{ content: Buffer; pages: number }> {
  const pages = setPages(blocks).map((page) => page.map(shown));
  const document = new PDFDocument({ size: 'A4', margin: 0, autoFirstPage: false, info: { Title: title, Author: author, CreationDate: new Date(`${day}T00:00:00Z`), ModDate: new Date(`${day}T00:00:00Z`) }, lang: 'zh-CN' });
  await registerFonts(document, pages);
  const content = buffer(document as unknown as NodeJS.ReadableStream);
  for (const page of pages) {
    document.addPage();
    for (const mark of page) draw(document, mark);
  }
  document.end();
  return { content: await content, pages: pages.length };
}

const fontName = (slice: string, weight: Weight) => `${slice}-${weight}`;

const shown = (mark: Mark): Mark => (mark.kind === 'text' ? { ...mark, glyphs: mark.glyphs.map((glyph) => (sliceOf(glyph.char) ? glyph : { ...glyph, char: MISSING })) } : mark);

async function registerFonts(document: PDFKit.PDFDocument, pages: readonly Page[]): Promise<void> {
  const wanted = new Map<string, { slice: string; weight: Weight; chars: Set<string> }>();
  for (const { char, weight } of pages.flat().flatMap((mark) => (mark.kind === 'text' ? mark.glyphs : []))) {
    const slice = sliceOf(char)!;
    const name = fontName(slice, weight);
    const entry = wanted.get(name) ?? { slice, weight, chars: new Set<string>() };
    wanted.set(name, entry);
    entry.chars.add(char);
  }
  for (const [name, { slice, weight, chars }] of wanted) document.registerFont(name, await cutSlice(slice, weight, chars));
}

function draw(document: PDFKit.PDFDocument, mark: Mark): void {
  if (mark.kind === 'rule') {
    document.lineWidth(mark.thickness).strokeColor(`#${mark.colour}`).moveTo(PAGE.left, mark.y).lineTo(PAGE.left + TEXT_WIDTH, mark.y).stroke();
    return;
  }
  document.fillColor(`#${mark.colour}`).fontSize(mark.size);
  let { x } = mark;
  for (const stretch of stretches(mark.glyphs)) {
    const text = stretch.map((glyph) => glyph.char).join('');
    document.font(fontName(sliceOf(stretch[0]!.char)!, stretch[0]!.weight));
    document.text(text, x, mark.y + (mark.height - mark.size) / 2 - mark.size * 0.22, { lineBreak: false, characterSpacing: mark.spread - TIGHTEN });
    for (const { char } of stretch) x += advance(char, mark.size) + mark.spread;
  }
}

/** Neighbouring characters of one font. */
function stretches(glyphs: readonly Glyph[]): Glyph[][] {
  const found: Glyph[][] = [];
  for (const glyph of glyphs) {
    const last = found[found.length - 1];
    const same = last && last[0]!.weight === glyph.weight && sliceOf(last[0]!.char) === sliceOf(glyph.char);
    if (same) last.push(glyph);
    else found.push([glyph]);
  }
  return found;
}
