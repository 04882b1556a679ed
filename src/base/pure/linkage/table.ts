import type { Declaration } from './declaration.ts';
import { hashOf, Interner, type Memory, type Texts } from './texts.ts';

/** The distinct texts of one column: place 0 is an absent value, `counts` says how many rows have each, `hashes` depend on the text alone. */
export type Column = { name: string; texts: Texts; counts: Uint32Array; hashes: Uint32Array };

/**
 * Rows in the order given, as numbers: what row `r` has in column `c` (the fields, then what is derived) is `places[r * columns.length + c]`,
 * so that a row's values lie side by side. `source` is 0 or 1 where two files are linked.
 */
export type Table = { rows: number; columns: Column[]; places: Uint32Array; source: Uint8Array | undefined };

/** Reads each row's texts into a table; an empty text is absent. */
export function tableOf<R>(declaration: Declaration<R>, given: readonly R[], sourceOf: ((row: R) => string) | undefined, memory: Memory): Table {
  const declared = [...declaration.fields, ...(declaration.derived ?? [])];
  const width = declared.length;
  const places = memory.numbers(given.length * width);
  const interner = new Interner();
  const columns = declared.map(({ name, read }, at): Column => {
    let absent = 0;
    for (let row = 0; row < given.length; row += 1) {
      const value = read(given[row]!);
      if (value === undefined || value === null || value === '') absent += 1;
      else places[row * width + at] = interner.place(value);
    }
    const finished = interner.finished(memory);
    finished.counts[0] = absent;
    return { name, ...finished };
  });
  return { rows: given.length, columns, places, source: sourceOf && sourcesOf(given, sourceOf) };
}

function sourcesOf<R>(given: readonly R[], sourceOf: (row: R) => string): Uint8Array {
  const all = given.map(sourceOf);
  const names = [...new Set(all)].sort();
  if (names.length > 2) throw new RangeError(`linkage: ${names.length} sources, two are possible`);
  return Uint8Array.from(all, (name) => names.indexOf(name));
}

/** How many rows have a value in a column. */
export const knownIn = ({ counts }: Column): number => counts.reduce((sum, one) => sum + one, 0) - counts[0]!;

/**
 * The rows' places in an order that depends on their ids alone, so that nothing drawn by it depends on how the rows came: by a hash of
 * the id, then by the id. Cheaper than sorting a million texts.
 * @throws RangeError when an id stands twice.
 */
export function orderOf(ids: readonly string[], memory: Memory): Uint32Array {
  const hashes = new Uint32Array(ids.length);
  for (let at = 0; at < ids.length; at += 1) hashes[at] = hashOf(ids[at]!);
  const order = memory.numbers(ids.length);
  order.set(sortedBy(hashes));
  for (let start = 0; start < order.length;) {
    let end = start + 1;
    while (end < order.length && hashes[order[end]!] === hashes[order[start]!]) end += 1;
    if (end - start > 1) settle(order, start, end, ids);
    start = end;
  }
  return order;
}

function settle(order: Uint32Array, start: number, end: number, ids: readonly string[]): void {
  const places = Array.from(order.subarray(start, end)).sort((a, b) => (ids[a]! < ids[b]! ? -1 : 1));
  for (let at = 0; at < places.length; at += 1) {
    if (at > 0 && ids[places[at]!] === ids[places[at - 1]!]) throw new RangeError(`linkage: the id ${ids[places[at]!]} stands twice`);
    order[start + at] = places[at]!;
  }
}

/** The places of keys in rising order, equal keys in the order they came (radix sort, three turns of 11 bits). */
function sortedBy(keys: Uint32Array): Uint32Array {
  let from = new Uint32Array(keys.length);
  let to = new Uint32Array(keys.length);
  for (let at = 0; at < keys.length; at += 1) from[at] = at;
  for (const shift of [0, 11, 22]) {
    const starts = new Uint32Array(2049);
    for (let at = 0; at < keys.length; at += 1) starts[((keys[at]! >>> shift) & 2047) + 1]! += 1;
    for (let bucket = 1; bucket <= 2048; bucket += 1) starts[bucket]! += starts[bucket - 1]!;
    for (let at = 0; at < keys.length; at += 1) {
      const row = from[at]!;
      const bucket = (keys[row]! >>> shift) & 2047;
      to[starts[bucket]!] = row;
      starts[bucket]! += 1;
    }
    [from, to] = [to, from];
  }
  return from;
}
