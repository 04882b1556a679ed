import type { SheetRow } from './shapes.ts';

/** A header as it is compared: half-width, without blanks, line breaks, `*` and (必填). Clean a table of synonyms with the same function. */
export function cleanHeader(text: string): string {
  return text.normalize('NFKC').replace(/[\s*\u200b\ufeff]/g, '').replace(/\(必填项?\)|\[必填项?\]|【必填项?】/g, '');
}

/** The header found: number of its (last) row, as in `SheetRow.number`, and one cleaned header per column, '' where there is none. */
export type FoundHeader = { row: number; headers: string[] };

const searchedRows = 30;

function cleaned(row: SheetRow): string[] {
  return row.cells.map((cell) => cleanHeader(cell.text));
}

/** Two rows as one: a lower header alone or after its group title, whichever is known; an empty lower cell takes the upper one. */
function joinRows(upper: string[], lower: string[], known: (header: string) => boolean): string[] {
  let group = '';
  const headers: string[] = [];
  for (let column = 0; column < Math.max(upper.length, lower.length); column += 1) {
    const above = upper[column] ?? '';
    const below = lower[column] ?? '';
    if (above !== '') group = above;
    const joined = group + below;
    headers.push(below === '' ? above : known(joined) ? joined : below);
  }
  return headers;
}

/** Number of different known headers. */
function score(headers: string[], known: (header: string) => boolean): number {
  return new Set(headers.filter((header) => header !== '' && known(header))).size;
}

/** Looks in the first 30 rows for the row, or the pair of neighbouring rows under group titles, that holds most known headers; undefined when none holds any. `known` is asked about cleaned headers. */
export function findHeader(rows: SheetRow[], known: (header: string) => boolean): FoundHeader | undefined {
  let best: FoundHeader | undefined;
  let bestScore = 0;
  const consider = (row: number, headers: string[]): void => {
    const found = score(headers, known);
    if (found > bestScore) {
      best = { row, headers };
      bestScore = found;
    }
  };
  const searched = rows.slice(0, searchedRows);
  for (const row of searched) consider(row.number, cleaned(row));
  searched.forEach((lower, index) => {
    const upper = searched[index - 1];
    if (upper && upper.number === lower.number - 1) consider(lower.number, joinRows(cleaned(upper), cleaned(lower), known));
  });
  return best;
}
