import type { Values } from '#base/pure/record.ts';
import { recordClient } from '#base/web/client.ts';
import { Line } from '../schema/runs.ts';

/** One line as a payroll sheet prints it: the account by its last four digits only. */
export type RosterLine = { id: string; name: string; place: string; programme: string; regular: bigint; arrears: bigint; recovered: bigint; amount: bigint; account: string; change: string | null; outcome: string };
/** A township's lines in the order of its sheet. */
export type Township = { code: string; name: string; lines: RosterLine[] };

const PORTION = 500;
type Row = Values & { id: string; divisionCode: string; labels: Record<string, string> };

/** Every line of a run, by township, village and name; `onProgress` gets how many are there. */
export async function fetchRoster(runId: string, onProgress: (count: number) => void): Promise<Township[]> {
  const rows: Row[] = [];
  for (let page = 1; ; page += 1) {
    const answer = await recordClient(Line).list({ page, size: PORTION, sort: 'divisionCode', filters: { runId: [runId] } });
    rows.push(...(answer.rows as unknown as Row[]));
    onProgress(rows.length);
    if (answer.rows.length < PORTION || rows.length >= answer.total) return byTownship(rows);
  }
}

/** Rows of the ledger as the sheets of their townships. */
export function byTownship(rows: readonly Row[]): Township[] {
  const found = new Map<string, Township>();
  const ordered = [...rows].sort((a, b) => (a.divisionCode === b.divisionCode ? (a.labels.personId ?? '').localeCompare(b.labels.personId ?? '', 'zh-CN') : a.divisionCode < b.divisionCode ? -1 : 1));
  for (const row of ordered) {
    const code = `${row.divisionCode.slice(0, 9)}000`;
    const [township = '', ...village] = (row.labels.divisionCode ?? '').split(/[/ ]+/);
    let sheet = found.get(code);
    if (!sheet) found.set(code, (sheet = { code, name: township, lines: [] }));
    const fen = (name: string) => BigInt(String(row[name] ?? 0));
    sheet.lines.push({
      id: row.id, name: row.labels.personId ?? '', place: village.join(' '), programme: String(row.programme), regular: fen('regular'), arrears: fen('arrears'), recovered: fen('recovered'), amount: fen('amount'),
      account: lastFour(row.bankAccount), change: (row.change as string | null) ?? null, outcome: String(row.outcome),
    });
  }
  return [...found.values()];
}

/** '1234' of '**** **** **** 1234'; '' where there is no account. */
export function lastFour(masked: unknown): string {
  return typeof masked === 'string' ? masked.replace(/[\s*]/g, '').slice(-4) : '';
}

/** One sheet of paper: so many lines, their sum, and how far the township has come. */
export type Sheet = { township: Township; lines: RosterLine[]; from: number; at: number; of: number; last: boolean };

/** Cuts townships into sheets of at most `size` lines; every township begins a sheet of its own, and the sheets are numbered through. */
export function sheetsOf(townships: readonly Township[], size: number): Sheet[] {
  const sheets = townships.flatMap((township): Omit<Sheet, 'at' | 'of'>[] => {
    const made: Omit<Sheet, 'at' | 'of'>[] = [];
    for (let from = 0; from < township.lines.length; from += size) made.push({ township, from, lines: township.lines.slice(from, from + size), last: from + size >= township.lines.length });
    return made;
  });
  return sheets.map((sheet, index) => ({ ...sheet, at: index + 1, of: sheets.length }));
}

/** One column of lines added up, in fen. */
export const addLines = (lines: readonly RosterLine[], of: 'regular' | 'arrears' | 'recovered' | 'amount'): bigint => lines.reduce((sum, one) => sum + one[of], 0n);
