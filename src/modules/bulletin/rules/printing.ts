import { printFigure } from '#modules/figures/rules.ts';
import type { BulletinDocument, FigureToken, Piece, Text, TokenStyle } from '../schema/document.ts';

/** Tells the kinds of pieces apart. */
export const isFigure = (piece: Piece): piece is FigureToken => 'figure' in piece;
export const isClaim = (piece: Piece): piece is { claim: string; source: string } => 'claim' in piece;

/** One key for the same figure, style and period. */
export function tokenKey(token: FigureToken): string {
  return `${token.figure}|${token.style}|${token.period}`;
}

/** Names in a sentence: 甲、乙; from the fourth on 甲、乙、丙等5个. */
export function printNames(names: readonly string[]): string {
  return names.length <= 3 ? names.join('、') : `${names.slice(0, 3).join('、')}等${names.length}个`;
}

/** A figure as the document prints it, without its unit. */
export function printToken(style: TokenStyle, value: number, names: readonly string[]): string {
  return style === 'names' ? printNames(names) : printFigure(value, style);
}

/** Every text of a document in order, with the place it stands at, in words. */
export function textsOf(document: BulletinDocument): { where: string; text: Text }[] {
  return [
    { where: '编者按', text: document.editorNote },
    { where: '导语', text: document.lead },
    ...document.sections.flatMap((section, at) => [
      { where: `第${chineseNumber(at + 1)}部分开头`, text: section.opening },
      ...section.items.map((item, point) => ({ where: `第${chineseNumber(at + 1)}部分“${chineseNumber(point + 1)}是”`, text: item.text })),
    ]),
  ];
}

/** The figure tokens of a document in order, each once. */
export function tokensOf(document: BulletinDocument): FigureToken[] {
  const found = new Map<string, FigureToken>();
  for (const { text } of textsOf(document)) for (const piece of text) if (isFigure(piece) && !found.has(tokenKey(piece))) found.set(tokenKey(piece), piece);
  return [...found.values()];
}

/** Printed text by token, from readings. */
export function printedBy(readings: readonly (FigureToken & { printed: string })[]): ReadonlyMap<string, string> {
  return new Map(readings.map((reading) => [tokenKey(reading), reading.printed]));
}

/** A piece as printed; a figure that nothing was read for shows 〔？〕 and blocks the sign-off. */
export function printPiece(piece: Piece, printed: ReadonlyMap<string, string>): string {
  if (isFigure(piece)) return printed.get(tokenKey(piece)) ?? '〔？〕';
  return isClaim(piece) ? piece.claim : piece.text;
}

/** A running text as printed. */
export function printText(text: Text, printed: ReadonlyMap<string, string>): string {
  return text.map((piece) => printPiece(piece, printed)).join('');
}

const DIGITS = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/** 1–99 as headings write them: 一, 十, 十二, 二十. */
export function chineseNumber(number: number): string {
  const tens = Math.floor(number / 10);
  return `${tens > 1 ? DIGITS[tens] : ''}${tens > 0 ? '十' : ''}${DIGITS[number % 10]}`;
}
