/** One cell as a person sees it. An empty cell is `{ text: '' }`. */
export type Cell = {
  /** Shown text: days as YYYY-MM-DD, numbers plain (no exponent, no thousands separator), TRUE/FALSE for booleans. */
  text: string;
  /** The stored number when the cell is numeric (a day's serial too). */
  number?: number;
  /** The number format is that of a day (with or without time). */
  isDate?: boolean;
  /** The cell holds a formula; `text` is the value that was saved with it. */
  formula?: boolean;
  /** Excel's own error (#N/A …), or why a formula has no value. */
  error?: string;
};

/** One row that holds something, padded with empty cells up to its last filled one; `number` is the row number in Excel, from 1. */
export type SheetRow = { number: number; cells: Cell[] };

/** An opened sheet. `rows()` may be called again and starts over; `close()` gives the file back and may be repeated. */
export type SheetReader = {
  kind: 'xlsx' | 'csv';
  /** Names of the visible sheets in their order; for csv one empty name. */
  sheets: string[];
  /** Rows in order; rows with nothing in them are passed over. Refuses while reading when the content breaks a rule. */
  rows(): AsyncIterable<SheetRow>;
  close(): Promise<void>;
};
