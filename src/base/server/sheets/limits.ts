/** Bounds within which a file is read; sizes in bytes, a file beyond one is refused with that bound in the sentence. */
export type Limits = {
  /** Size of the file itself. */
  fileBytes: number;
  /** Parts inside an .xlsx. */
  entries: number;
  /** One part after inflating. */
  entryBytes: number;
  /** All parts after inflating. */
  totalBytes: number;
  /** Inflated size over packed size of one part; judged only above 10 MB inflated. */
  ratio: number;
  /** Rows that hold something, title and header included. */
  rows: number;
  /** Last column that holds something. */
  columns: number;
  /** Characters in one cell (Excel itself stops at 32 767). */
  cellCharacters: number;
  /** Shared string table as kept in memory. */
  sharedStringBytes: number;
};

/** What the product accepts unless the caller says otherwise. */
export const defaultLimits: Limits = {
  fileBytes: 200 * 1024 * 1024,
  entries: 2_000,
  entryBytes: 2 * 1024 ** 3,
  totalBytes: 3 * 1024 ** 3,
  ratio: 200,
  rows: 500_000,
  columns: 300,
  cellCharacters: 32_767,
  sharedStringBytes: 192 * 1024 * 1024,
};
