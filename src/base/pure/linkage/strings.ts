const LONGEST = 64;
const row0 = new Uint8Array(LONGEST + 1);
const row1 = new Uint8Array(LONGEST + 1);
const row2 = new Uint8Array(LONGEST + 1);

/**
 * Edits between two texts, an exchange of two neighbours counting as one (optimal string alignment), or `most + 1` when there are
 * more than `most`. Counts UTF-16 units; what lies beyond 64 is not looked at.
 */
export function edits(a: string, b: string, most: number): number {
  let start = 0;
  let lengthA = Math.min(a.length, LONGEST);
  let lengthB = Math.min(b.length, LONGEST);
  if (Math.abs(lengthA - lengthB) > most) return most + 1;
  while (start < lengthA && start < lengthB && a.charCodeAt(start) === b.charCodeAt(start)) start += 1;
  while (lengthA > start && lengthB > start && a.charCodeAt(lengthA - 1) === b.charCodeAt(lengthB - 1)) { lengthA -= 1; lengthB -= 1; }
  const rows = lengthA - start;
  const columns = lengthB - start;
  if (rows === 0 || columns === 0) return Math.min(rows + columns, most + 1);
  let before: Uint8Array = row0;
  let last: Uint8Array = row1;
  let now: Uint8Array = row2;
  for (let at = 0; at <= columns; at += 1) last[at] = at;
  for (let i = 1; i <= rows; i += 1) {
    now[0] = i;
    let least = i;
    const code = a.charCodeAt(start + i - 1);
    for (let j = 1; j <= columns; j += 1) {
      const other = b.charCodeAt(start + j - 1);
      let cost = last[j - 1]! + (code === other ? 0 : 1);
      if (last[j]! + 1 < cost) cost = last[j]! + 1;
      if (now[j - 1]! + 1 < cost) cost = now[j - 1]! + 1;
      if (i > 1 && j > 1 && code === b.charCodeAt(start + j - 2) && a.charCodeAt(start + i - 2) === other && before[j - 2]! + 1 < cost) cost = before[j - 2]! + 1;
      now[j] = cost;
      if (cost < least) least = cost;
    }
    if (least > most) return most + 1;
    const spare = before;
    before = last;
    last = now;
    now = spare;
  }
  return Math.min(last[columns]!, most + 1);
}

const takenA = new Uint8Array(LONGEST);
const takenB = new Uint8Array(LONGEST);

/** Jaro–Winkler similarity of two texts, from 0 to 1 (Winkler's prefix of up to four at 0.1); counts UTF-16 units, the first 64. */
export function jaroWinkler(a: string, b: string): number {
  if (a === b) return 1;
  return a.length < b.length || (a.length === b.length && a < b) ? ordered(a, b) : ordered(b, a);
}

/** Jaro's search takes the first free place and so depends on who asks; the shorter always asks. */
function ordered(a: string, b: string): number {
  const lengthA = Math.min(a.length, LONGEST);
  const lengthB = Math.min(b.length, LONGEST);
  if (lengthA === 0 || lengthB === 0) return 0;
  const common = sharedWithin(a, b, lengthA, lengthB);
  if (common === 0) return 0;
  let moved = 0;
  for (let i = 0, j = 0; i < lengthA; i += 1) {
    if (takenA[i] === 0) continue;
    while (takenB[j] === 0) j += 1;
    if (a.charCodeAt(i) !== b.charCodeAt(j)) moved += 1;
    j += 1;
  }
  const jaro = (common / lengthA + common / lengthB + (common - moved / 2) / common) / 3;
  let prefix = 0;
  while (prefix < 4 && prefix < lengthA && prefix < lengthB && a.charCodeAt(prefix) === b.charCodeAt(prefix)) prefix += 1;
  return jaro + prefix * 0.1 * (1 - jaro);
}

/** Marks the characters that both share within Jaro's window and counts them. */
function sharedWithin(a: string, b: string, lengthA: number, lengthB: number): number {
  const window = Math.max(0, (Math.max(lengthA, lengthB) >> 1) - 1);
  takenA.fill(0, 0, lengthA);
  takenB.fill(0, 0, lengthB);
  let common = 0;
  for (let i = 0; i < lengthA; i += 1) {
    const code = a.charCodeAt(i);
    const end = Math.min(i + window, lengthB - 1);
    for (let j = Math.max(0, i - window); j <= end; j += 1) {
      if (takenB[j] === 1 || b.charCodeAt(j) !== code) continue;
      takenA[i] = 1;
      takenB[j] = 1;
      common += 1;
      break;
    }
  }
  return common;
}

/** How many of the first `length` places (all by default) differ between two texts of one length, or `most + 1` when more than `most` do; undefined when the lengths differ. */
export function placesApart(a: string, b: string, most = Infinity, length = a.length): number | undefined {
  if (a.length !== b.length) return undefined;
  let apart = 0;
  for (let at = 0; at < length && apart <= most; at += 1) if (a.charCodeAt(at) !== b.charCodeAt(at)) apart += 1;
  return apart;
}

/** Whether two texts have the same characters from one place up to another; the same as comparing slices, without making them. */
export function sameStretch(a: string, b: string, from: number, to: number): boolean {
  const end = Math.max(from, Math.min(a.length, to));
  if (end !== Math.max(from, Math.min(b.length, to))) return false;
  for (let at = from; at < end; at += 1) if (a.charCodeAt(at) !== b.charCodeAt(at)) return false;
  return true;
}

/** Whether two texts of one length differ, in their first `length` places (all by default), by an exchange of two neighbours and nothing else. */
export function neighboursSwapped(a: string, b: string, length = a.length): boolean {
  if (a.length !== b.length) return false;
  let at = 0;
  while (at < length && a.charCodeAt(at) === b.charCodeAt(at)) at += 1;
  return at + 1 < length && a.charCodeAt(at) === b.charCodeAt(at + 1) && a.charCodeAt(at + 1) === b.charCodeAt(at) && sameStretch(a, b, at + 2, length);
}
