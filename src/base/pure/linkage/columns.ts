/**
 * A column of interned texts: `of` holds each row's place in `values`, place 0 is an absent value, `counts` how many rows have each
 * value, `hashes` a hash of each value that depends on the value alone.
 */
export type Column = { values: string[]; of: Uint32Array; counts: Uint32Array; hashes: Uint32Array };

/** A hash of a text, never 0 (FNV-1a, mixed). */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 0x2c1b3c6d);
  return (hash ^ (hash >>> 13)) >>> 0 || 1;
}

/** Interns texts one after another in an open table that is made for `most` texts, so that it never grows. */
function internOf(most: number): { values: string[]; hashes: Uint32Array; place(text: string): number } {
  let size = 1024;
  while (size < most * 2) size *= 2;
  const slots = new Uint32Array(size);
  const hashes = new Uint32Array(most + 1);
  const values = [''];
  const mask = size - 1;
  return {
    values, hashes,
    place(text) {
      const hash = hashOf(text);
      for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
        const place = slots[slot]!;
        if (place === 0) {
          slots[slot] = values.length;
          hashes[values.length] = hash;
          return values.push(text) - 1;
        }
        if (hashes[place] === hash && values[place] === text) return place;
      }
    },
  };
}

/** Interns what each reader gives of each row; an empty text is absent. `order` says which row stands where in the columns. */
export function columnsOf<R>(rows: readonly R[], readers: readonly ((row: R) => string | null | undefined)[], order: Uint32Array): Column[] {
  const interns = readers.map(() => internOf(rows.length));
  const places = readers.map(() => new Uint32Array(rows.length));
  for (let row = 0; row < rows.length; row += 1) {
    for (let at = 0; at < readers.length; at += 1) {
      const value = readers[at]!(rows[row]!);
      if (value !== undefined && value !== null && value !== '') places[at]![row] = interns[at]!.place(value);
    }
  }
  return readers.map((_, at) => {
    const of = new Uint32Array(rows.length);
    for (let row = 0; row < of.length; row += 1) of[row] = places[at]![order[row]!]!;
    const { values, hashes } = interns[at]!;
    const counts = new Uint32Array(values.length);
    for (let row = 0; row < of.length; row += 1) counts[of[row]!]! += 1;
    return { values, of, counts, hashes: hashes.slice(0, values.length) };
  });
}

/** For each of `makers`, by place, a hash of what it gives of each value; 0 where it gives nothing and for the absent value. Each value is asked of all makers in turn. */
export function derivedHashes({ values }: Column, makers: readonly ((value: string) => string | null | undefined)[]): Uint32Array[] {
  const all = makers.map(() => new Uint32Array(values.length));
  for (let place = 1; place < values.length; place += 1) {
    for (let at = 0; at < makers.length; at += 1) {
      const made = makers[at]!(values[place]!);
      if (made !== undefined && made !== null && made !== '') all[at]![place] = hashOf(made);
    }
  }
  return all;
}

/**
 * The rows' places in an order that depends on their ids alone, so that nothing after it depends on how the rows came: by a hash of
 * the id, then by the id. Cheaper than sorting a million texts.
 * @throws RangeError when an id stands twice.
 */
export function orderOf(ids: readonly string[]): Uint32Array {
  const hashes = new Uint32Array(ids.length);
  for (let at = 0; at < ids.length; at += 1) hashes[at] = hashOf(ids[at]!);
  const order = sortedBy(hashes);
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
