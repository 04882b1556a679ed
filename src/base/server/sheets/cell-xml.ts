import { styleOfKind, styles } from './cell-styles.ts';
import type { ColumnKind } from './workbook-shapes.ts';
import { cellText } from './xml-text.ts';

/** A text cell; it is written as an inline string, so that nothing in it is ever evaluated. */
export function textCell(reference: string, text: string, style: number): string {
  return `<c r="${reference}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${cellText(text)}</t></is></c>`;
}

/** Days from 1899-12-30 of a real day not before 1900-03-01 (Excel's calendar is wrong before it); otherwise undefined. */
function serialOf(day: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\d$/.test(day) || day < '1900-03-01') return undefined;
  const instant = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(instant) || new Date(instant).toISOString().slice(0, 10) !== day) return undefined;
  return instant / 86_400_000 + 25_569;
}

/** 元 with two decimals of an amount in Fen, exactly. */
export function yuanText(fen: bigint): string {
  const digits = (fen < 0n ? -fen : fen).toString().padStart(3, '0');
  return `${fen < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

function fitsDouble(digits: string): boolean {
  return digits.replace(/\D/g, '').length <= 15;
}

/** The number as it is stored, when `value` is one that fits `kind` without loss; otherwise undefined. */
export function storedNumber(value: unknown, kind: ColumnKind): string | undefined {
  if (kind === 'day') return typeof value === 'string' ? serialOf(value)?.toString() : undefined;
  if (kind === 'yuan') {
    const text = typeof value === 'bigint' ? yuanText(value) : '';
    return text !== '' && fitsDouble(text) ? text : undefined;
  }
  if (kind === 'text') return undefined;
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : undefined;
  return typeof value === 'bigint' && fitsDouble(value.toString()) ? value.toString() : undefined;
}

/** What a value reads as when it is written as text. */
export function shownText(value: unknown, kind: ColumnKind): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'boolean') return value ? '是' : '否';
  return kind === 'yuan' && typeof value === 'bigint' ? yuanText(value) : String(value);
}

/** One data cell; '' for an empty value. */
export function valueCell(reference: string, value: unknown, kind: ColumnKind): string {
  const stored = storedNumber(value, kind);
  if (stored !== undefined) return `<c r="${reference}" s="${styleOfKind[kind]}"><v>${stored}</v></c>`;
  const text = shownText(value, kind);
  if (text === '') return '';
  return textCell(reference, text, /^[=+\-@\t\r]/.test(text) ? styles.quotedText : styles.text);
}
