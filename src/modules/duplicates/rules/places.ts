/** The lowest division that holds both of two: the village itself, else the township, else the county. 999001100201 and 999001100202 → 999001100000. */
export function sharedDivision(a: string, b: string): string {
  if (a === b) return a;
  return a.slice(0, 9) === b.slice(0, 9) ? `${a.slice(0, 9)}000` : `${a.slice(0, 6)}000000`;
}
