import { AlignmentType, BorderStyle, Document, Footer, HeightRule, LineRuleType, Packer, PageNumber, Paragraph, RelativeVerticalPosition, Tab, Table, TableAnchorType, TableCell, TableLayoutType, TableRow, TabStopType, TextRun, VerticalAlign, WidthType, OverlapType } from 'docx';
import type { Fonts } from '../rules/fonts.ts';
import type { Block, Run } from '../rules/layout.ts';
import { repack } from './repack.ts';
import { eighths, NUMBER_GAP, PAGE, PITCH, RED, RULE, SIZE, TEXT_WIDTH, TIGHTEN, twips } from './sizes.ts';

const EXACT = { line: twips(PITCH), lineRule: LineRuleType.EXACT, before: 0, after: 0 };
const NONE = { style: BorderStyle.NONE, size: 0, color: 'auto' };

/** One font for Chinese and for digits, as Word wants it. */
const face = (name: string) => ({ ascii: name, hAnsi: name, eastAsia: name, cs: name, hint: 'eastAsia' });
const words = (text: string, font: string, size: number, extra: { color?: string } = {}) =>
  new TextRun({ text, font: face(font), size: size * 2, characterSpacing: -twips(TIGHTEN), ...extra });
/** Indent of the first line by two characters; both ways of saying it, for Word and for others. */
const indented = { firstLine: twips(SIZE.body * 2), firstLineChars: 200 };

/** Writes a laid-out bulletin as .docx by the numbers of GB/T 9704-2012. The same blocks and fonts always give the same bytes; `title` and `day` are its properties. */
export async function writeDocx(blocks: readonly Block[], fonts: Fonts, { title, day, author }: { title: string; day: string; author: string }): Promise<Buffer> {
  const footer = blocks.find((block) => block.kind === 'footer');
  const document = new Document({
    title, creator: author, lastModifiedBy: author, evenAndOddHeaderAndFooters: true,
    styles: { default: { document: { run: { font: face(fonts.body), size: SIZE.body * 2, language: { value: 'zh-CN', eastAsia: 'zh-CN' } }, paragraph: { spacing: EXACT } } } },
    sections: [{
      properties: { page: {
        size: { width: twips(PAGE.width), height: twips(PAGE.height) },
        margin: { top: twips(PAGE.top), right: twips(PAGE.right), bottom: twips(PAGE.bottom), left: twips(PAGE.left), header: twips(42.5), footer: twips(PAGE.bottom - NUMBER_GAP - SIZE.small), gutter: 0 },
      } },
      footers: { default: numberFooter(fonts, AlignmentType.RIGHT), even: numberFooter(fonts, AlignmentType.LEFT) },
      children: [...blocks.flatMap((block) => paragraphsOf(block, fonts)), ...(footer?.kind === 'footer' ? [imprintTable(footer, fonts), new Paragraph({ spacing: { line: 20, lineRule: LineRuleType.EXACT } })] : [])],
    }],
  });
  return repack(await Packer.toBuffer(document), fonts, day);
}

function paragraphsOf(block: Block, fonts: Fonts): Paragraph[] {
  switch (block.kind) {
    case 'masthead': return masthead(block, fonts);
    case 'title': return [new Paragraph({ alignment: AlignmentType.CENTER, spacing: { line: twips(35), lineRule: LineRuleType.EXACT, before: twips(PITCH * 2), after: block.text ? twips(4) : 0 }, keepNext: true, children: [words(block.text, fonts.title, SIZE.title)] })];
    case 'subtitle': return [new Paragraph({ alignment: AlignmentType.CENTER, spacing: EXACT, children: [words(block.text, fonts.kai, SIZE.body)] }), new Paragraph({ spacing: EXACT })];
    case 'heading': return [new Paragraph({ spacing: EXACT, indent: indented, keepNext: true, children: [words(block.text, fonts.hei, SIZE.body)] })];
    case 'note':
    case 'paragraph': return [new Paragraph({ alignment: AlignmentType.JUSTIFIED, spacing: EXACT, indent: indented, children: block.runs.map((run) => words(run.text, fontOf(run, fonts), SIZE.body)) })];
    case 'source': return [new Paragraph({ alignment: AlignmentType.RIGHT, spacing: EXACT, children: [words(block.text, fonts.body, SIZE.body)] })];
    case 'footer': return [];
  }
}

const fontOf = (run: Run, fonts: Fonts) => (run.manner === 'lead' ? fonts.kai : fonts.body);

/** 报头: 份号 and 密级 top left, red name, 第×期, unit left and date right, red line. */
function masthead({ name, issue, unit, date, secrecy, copyNo }: Extract<Block, { kind: 'masthead' }>, fonts: Fonts): Paragraph[] {
  const line = { alignment: AlignmentType.CENTER, spacing: EXACT };
  return [
    ...(copyNo ? [new Paragraph({ spacing: EXACT, children: [words(copyNo, fonts.body, SIZE.body)] })] : []),
    ...(secrecy ? [new Paragraph({ spacing: EXACT, children: [words(secrecy, fonts.hei, SIZE.body)] })] : []),
    new Paragraph({ alignment: AlignmentType.CENTER, spacing: { before: twips(12), after: twips(12), line: twips(64), lineRule: LineRuleType.EXACT }, children: [new TextRun({ text: name, font: face(fonts.title), size: SIZE.masthead * 2, color: RED, characterSpacing: twips(8) })] }),
    new Paragraph({ ...line, children: [words(issue, fonts.body, SIZE.body)] }),
    new Paragraph({
      spacing: EXACT, tabStops: [{ type: TabStopType.RIGHT, position: twips(TEXT_WIDTH) }], border: { bottom: { style: BorderStyle.SINGLE, size: eighths(1.5), color: RED, space: 4 } },
      children: [words(unit, fonts.body, SIZE.body), new TextRun({ children: [new Tab()] }), words(date, fonts.body, SIZE.body)],
    }),
  ];
}

/** 页码: 4号 half-width 宋体 between dashes, one character in from the outer edge. */
function numberFooter(fonts: Fonts, alignment: typeof AlignmentType.LEFT | typeof AlignmentType.RIGHT): Footer {
  const run = new TextRun({ children: ['— ', PageNumber.CURRENT, ' —'], font: face(fonts.song), size: SIZE.small * 2 });
  return new Footer({ children: [new Paragraph({ alignment, indent: { left: twips(SIZE.small), right: twips(SIZE.small) }, children: [run] })] });
}

/** 版记 at the foot of the last page: thick outer and thin inner lines, hanging distribution list, 共印×份 right. */
function imprintTable({ groups, printRun }: Extract<Block, { kind: 'footer' }>, fonts: Fonts): Table {
  const hanging = { left: twips(SIZE.small * 3), hanging: twips(SIZE.small * 2), right: twips(SIZE.small) };
  const rows = [
    ...groups.map(({ label, names }) => new Paragraph({ spacing: EXACT, indent: hanging, children: [words(label + names, fonts.body, SIZE.small)] })),
    ...(printRun ? [new Paragraph({ alignment: AlignmentType.RIGHT, spacing: EXACT, indent: { right: twips(SIZE.small) }, children: [words(printRun, fonts.body, SIZE.small)] })] : []),
  ];
  const rule = (width: number) => ({ style: BorderStyle.SINGLE, size: eighths(width), color: '000000' });
  return new Table({
    width: { size: twips(TEXT_WIDTH), type: WidthType.DXA }, columnWidths: [twips(TEXT_WIDTH)], layout: TableLayoutType.FIXED,
    float: { horizontalAnchor: TableAnchorType.MARGIN, verticalAnchor: TableAnchorType.MARGIN, absoluteHorizontalPosition: 0, relativeVerticalPosition: RelativeVerticalPosition.BOTTOM, leftFromText: 0, rightFromText: 0, topFromText: twips(PITCH), bottomFromText: 0, overlap: OverlapType.NEVER },
    borders: { top: rule(RULE.outer), bottom: rule(RULE.outer), left: NONE, right: NONE, insideHorizontal: rule(RULE.inner), insideVertical: NONE },
    rows: rows.map((paragraph) => new TableRow({ cantSplit: true, height: { value: twips(PITCH), rule: HeightRule.ATLEAST }, children: [new TableCell({ verticalAlign: VerticalAlign.CENTER, margins: { top: 0, bottom: 0, left: 0, right: 0 }, children: [paragraph] })] })),
  });
}
