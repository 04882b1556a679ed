/** One line as a payroll sheet prints it: the account by its last four digits only. */
export type RosterLine = { id: string; name: string; place: string; programme: string; regular: bigint; arrears: bigint; recovered: bigint; amount: bigint; account: string; change: string | null; outcome: string };
/** A township's lines in the order of its sheet. */
export type Township = { code: string; name: string; lines: RosterLine[] };

const PORTION = 500;
type Row = Omit<RosterLine, 'regular' | 'arrears' | 'recovered' | 'amount'> & { divisionCode: string } & Record<'regular' | 'arrears' | 'recovered' | 'amount', string>;

/** Every line that `ask` gives page by page, by township; `onProgress` gets how many are there. */
export async function fetchRoster(ask: (page: number, size: number) => Promise<{ rows: Row[]; total: number }>, onProgress: (count: number) => void): Promise<Township[]> {
  const rows: Row[] = [];
  for (let page = 1; ; page += 1) {
    const answer = await ask(page, PORTION);
    rows.push(...answer.rows);
    onProgress(rows.length);
    if (answer.rows.length < PORTION || rows.length >= answer.total) return byTownship(rows);
  }
}

/** Rows in the order of places as the sheets of their townships; the first part of a place is the township. */
export function byTownship(rows: readonly Row[]): Township[] {
  const found = new Map<string, Township>();
  for (const { divisionCode, place, regular, arrears, recovered, amount, ...row } of rows) {
    const code = `${divisionCode.slice(0, 9)}000`;
    const [township = '', ...village] = place.split('/');
    let sheet = found.get(code);
    if (!sheet) found.set(code, (sheet = { code, name: township, lines: [] }));
    sheet.lines.push({ ...row, place: village.join(' '), regular: BigInt(regular), arrears: BigInt(arrears), recovered: BigInt(recovered), amount: BigInt(amount) });
  }
  return [...found.values()];
}

/** '1234' of '**** **** **** 1234'; '' where there is no account or it is hidden. */
export function lastFour(masked: unknown): string {
  return /\d{4}$/.exec(typeof masked === 'string' ? masked : '')?.[0] ?? '';
}

/** Lines on one sheet of a payroll, A4 landscape. */
export const SHEET_ROWS = 17;
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

const LAID = 10;

/** Gives sheets in growing beginnings, a moment apart, so that a county's roster is laid out without the page standing still; ends with all of them. */
export async function layOut(sheets: readonly Sheet[], show: (sheets: readonly Sheet[]) => void): Promise<void> {
  for (let count = LAID; count < sheets.length; count += LAID) {
    show(sheets.slice(0, count));
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  show(sheets);
}

/** One column of lines added up, in fen. */
export const addLines = (lines: readonly RosterLine[], of: 'regular' | 'arrears' | 'recovered' | 'amount'): bigint => lines.reduce((sum, one) => sum + one[of], 0n);
