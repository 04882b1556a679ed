import { type BankPayment, cellOf, type Column, fixedLine } from '../rules/bankFile.ts';

/** An invented payment, to show what a layout makes of one. */
export const SAMPLE: BankPayment = { serial: 1, reference: '2024-05-01-000001', holder: '张建国', account: '6228480000000001234', bankName: '县农村商业银行', fen: 335500n, purpose: '2024年5月残疾抚恤金', funds: '2024年5月抚恤补助' };

/** Bytes of a text as a bank's file counts them: in GB18030 a Latin letter is one, a usual Chinese character two, a rare one four. */
export function bytesIn(encoding: string, text: string): number {
  if (encoding === 'utf8') return new TextEncoder().encode(text).length;
  return Array.from(text).reduce((sum, letter) => sum + (letter.codePointAt(0)! < 0x80 ? 1 : letter.codePointAt(0)! > 0xffff ? 4 : 2), 0);
}

/** The sample as lines of a layout's text file: names of the columns where the layout has them, then the payment; `tooLong` names the column that does not fit. */
export function sampleLines(layout: { format: string; encoding: string; header: boolean }, columns: readonly Column[]): { lines: string[] } | { tooLong: string } {
  if (layout.format === 'fixed') {
    const made = fixedLine(columns, SAMPLE, (text) => bytesIn(layout.encoding, text));
    return 'line' in made ? { lines: [made.line] } : made;
  }
  return { lines: [...(layout.header ? [columns.map((one) => one.header).join(',')] : []), columns.map((one) => cellOf(one, SAMPLE)).join(',')] };
}
