import { printDay } from '#base/pure/day.ts';
import type { BulletinDocument, Text } from '../schema/document.ts';
import { chineseNumber, isClaim, isFigure, printPiece } from './printing.ts';

/** A stretch of one paragraph in one manner: plain 仿宋, lead 楷体; figures and claims are marked for pages, and printed plain. */
export type Run = { text: string; manner: 'plain' | 'lead' | 'figure' | 'claim' };

/** The parts of a printed bulletin in order. Every output (docx, PDF, page, plain text) is made from these, so that all carry the same words. */
export type Block =
  | { kind: 'masthead'; name: string; issue: string; unit: string; date: string; secrecy: string | null; copyNo: string | null }
  | { kind: 'title' | 'subtitle' | 'heading' | 'source'; text: string }
  | { kind: 'note' | 'paragraph'; runs: Run[] }
  | { kind: 'footer'; groups: { label: string; names: string }[]; printRun: string };

/** Lays a document out; `printed` gives the text of its figures. Headings get 一、, points 一是, the masthead 第×期. */
export function layOut(document: BulletinDocument, printed: ReadonlyMap<string, string>): Block[] {
  const runs = (text: Text): Run[] => text.map((piece) => ({ text: printPiece(piece, printed), manner: isFigure(piece) ? 'figure' : isClaim(piece) ? 'claim' : 'plain' }));
  const blocks: Block[] = [mastheadOf(document)];
  if (document.editorNote.length > 0) blocks.push({ kind: 'note', runs: [{ text: '编者按：', manner: 'lead' }, ...runs(document.editorNote)] });
  blocks.push({ kind: 'title', text: document.title });
  if (document.subtitle) blocks.push({ kind: 'subtitle', text: document.subtitle });
  blocks.push({ kind: 'paragraph', runs: runs(document.lead) });
  document.sections.forEach((section, at) => {
    blocks.push({ kind: 'heading', text: `${chineseNumber(at + 1)}、${section.heading}` });
    if (section.opening.length > 0) blocks.push({ kind: 'paragraph', runs: runs(section.opening) });
    section.items.forEach((item, point) => {
      const ordinal = section.items.length > 1 ? `${chineseNumber(point + 1)}是` : '';
      blocks.push({ kind: 'paragraph', runs: [{ text: `${ordinal}${item.lead}。`, manner: 'lead' }, ...runs(item.text)] });
    });
  });
  if (document.sourceLine) blocks.push({ kind: 'source', text: document.sourceLine });
  blocks.push(footerOf(document));
  return blocks;
}

function mastheadOf(document: BulletinDocument): Block {
  const total = document.totalNo ? `（总第${document.totalNo}期）` : '';
  return {
    kind: 'masthead', name: document.masthead, issue: `第${document.issueNo ?? '×'}期${total}`, unit: document.editorUnit, date: printDay(document.issuedOn),
    secrecy: document.secrecyLevel || null, copyNo: document.copyNo || null,
  };
}

function footerOf({ distribution, printRun }: BulletinDocument): Block {
  const groups = [{ label: '报', names: distribution.report }, { label: '送', names: distribution.send }, { label: '发', names: distribution.issue }]
    .filter(({ names }) => names.length > 0)
    .map(({ label, names }) => ({ label: `${label}：`, names: `${names.join('，')}。` }));
  return { kind: 'footer', groups, printRun: printRun > 0 ? `共印${printRun}份` : '' };
}

/** A block's words. */
export function blockText(block: Block): string {
  switch (block.kind) {
    case 'masthead': return [block.copyNo, block.secrecy, block.name, block.issue, `${block.unit} ${block.date}`].filter((line) => line !== null).join('\n');
    case 'note':
    case 'paragraph': return block.runs.map((run) => run.text).join('');
    case 'footer': return [...block.groups.map(({ label, names }) => label + names), block.printRun].filter((line) => line !== '').join('\n');
    default: return block.text;
  }
}

/** The whole printed text, one block a line. */
export function plainText(blocks: readonly Block[]): string {
  return blocks.map(blockText).join('\n');
}
