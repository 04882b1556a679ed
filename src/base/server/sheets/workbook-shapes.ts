/** How a column's values are written. text: string cell in text format; number: any number; whole: integer; day: 'YYYY-MM-DD' as a real day; yuan: Fen (bigint) as 元 with two decimals. A value that does not fit its kind is written as text, never altered. */
export type ColumnKind = 'text' | 'number' | 'whole' | 'day' | 'yuan';

/** One column to write. */
export type WrittenColumn = {
  header: string;
  kind: ColumnKind;
  /** Width in characters; by header and kind unless given. */
  width?: number;
  /** Choices of a drop-down, kept on a hidden sheet so that their number and length have no bound. */
  codes?: string[];
  /** Marks the header with `*`. */
  required?: boolean;
  /** Not shown in Excel; for the key that brings an edited export back. */
  hidden?: boolean;
};

/** Values of one row in the order of the columns; null and undefined are empty, booleans become 是 and 否. */
export type WrittenRow = readonly unknown[];

/** One sheet to write; its name is at most 31 characters without []:*?/\. */
export type WrittenSheet = {
  name: string;
  columns: WrittenColumn[];
  rows: Iterable<WrittenRow> | AsyncIterable<WrittenRow>;
  /** A line over the header, merged across the columns. */
  title?: string;
  /** Who, when and by which filter; written under the rows, recognised on reading by `isFooter`. */
  footer?: string;
  /** Rows from the first data row on that get formats and drop-downs though they are empty. */
  textRowsAhead?: number;
};

/** A workbook to write. */
export type WrittenWorkbook = {
  sheets: WrittenSheet[];
  /** A sheet 填写说明 after the others. */
  notes?: { title: string; paragraphs: string[] };
  /** Custom document properties by name, such as 导出编号. */
  properties?: Record<string, string>;
  /** Printed on each page; & needs no escaping. */
  headerFooter?: { header?: string; footer?: string };
};
