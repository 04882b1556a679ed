import type { SheetRow } from './shapes.ts';

/** Opens the footer line of an export, so that an edited export can be read back without it. */
export const footerMark = '※ ';

/** Whether a row is the footer of one of our exports: its only filled cell opens with the mark. */
export function isFooter(row: SheetRow): boolean {
  const filled = row.cells.filter((cell) => cell.text !== '');
  return filled.length === 1 && filled[0]!.text.startsWith(footerMark);
}
