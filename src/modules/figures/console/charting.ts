/** A number as charts draw it: money (fen) in yuan, anything else as it is. */
export function chartNumber(value: number, unit: string): number {
  return unit === '元' ? value / 100 : value;
}
