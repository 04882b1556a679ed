import { type Fen, plainYuan } from '#base/pure/fen.ts';

/** One column of a bank's file. */
export type Column = { header: string; content: string; text: string | null; width: number | null };
/** One payment as a bank sees it. */
export type BankPayment = { serial: number; reference: string; holder: string; account: string; bankName: string | null; fen: Fen; purpose: string; funds: string };

/** The cell of a column for a payment. */
export function cellOf(column: Column, one: BankPayment): string {
  switch (column.content) {
    case 'serial': return String(one.serial);
    case 'yuan': return plainYuan(one.fen);
    case 'fen': return String(one.fen);
    case 'text': return column.text ?? '';
    case 'bankName': return one.bankName ?? '';
    default: return String(one[column.content as 'reference' | 'holder' | 'account' | 'purpose' | 'funds'] ?? '');
  }
}

const MONEY: readonly string[] = ['yuan', 'fen', 'serial'];

/**
 * One line of a fixed-width file: each cell filled with blanks to its width in bytes of the file's encoding, money on the right. A cell that does not fit is
 * refused, never cut: `tooLong` names it. `bytes` counts a text in the encoding.
 */
export function fixedLine(columns: readonly Column[], one: BankPayment, bytes: (text: string) => number): { line: string } | { tooLong: string } {
  let line = '';
  for (const column of columns) {
    const cell = cellOf(column, one);
    const room = (column.width ?? 0) - bytes(cell);
    if (room < 0) return { tooLong: column.header };
    line += MONEY.includes(column.content) ? ' '.repeat(room) + cell : cell + ' '.repeat(room);
  }
  return { line };
}

/** One line of a returned file: which payment, whether it was paid, and why not. */
export type Returned = { row: number; reference: string; paid: boolean; reason: string | null };
/** What reading a returned file found. */
export type Reading = { returned: { reference: string; reason: string }[]; paid: string[]; unknown: number[]; twice: number[]; unread: number[]; against: number[] };

const PAID = /^(成功|已付|已发放|支付成功|交易成功|入账成功|0000|00|s|success)$/i;
const FAILED = /失败|退|错误|不符|销户|冻结|异常|未成功|不成功|fail/i;
/** Words that deny a failure: '交易成功，无错误'. */
const DENIED = /[，,；; ]*(无|没有|未见)(错误|异常|失败|不符)[。.]?/g;

/** Whether the words of a bank mean paid; undefined where they mean neither. */
export function isPaid(words: string): boolean | undefined {
  const said = words.replace(DENIED, '').trim();
  if (PAID.test(said)) return true;
  return FAILED.test(said) ? false : undefined;
}

/** Sorts a returned file by what is known of its references: what no line of the run has is unknown, a second line of the same reference is told apart from the first, and so is one that says paid of what another file gave back (`back`). */
export function readReturns(rows: readonly Returned[], known: ReadonlySet<string>, back: ReadonlySet<string> = new Set()): Reading {
  const reading: Reading = { returned: [], paid: [], unknown: [], twice: [], unread: [], against: [] };
  const seen = new Set<string>();
  for (const { row, reference, paid, reason } of rows) {
    if (!known.has(reference)) { reading.unknown.push(row); continue; }
    if (seen.has(reference)) { reading.twice.push(row); continue; }
    seen.add(reference);
    if (paid && back.has(reference)) reading.against.push(row);
    else if (paid) reading.paid.push(reference);
    else reading.returned.push({ reference, reason: reason || '银行没有写明原因' });
  }
  return reading;
}
