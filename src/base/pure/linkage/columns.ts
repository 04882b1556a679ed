/** A column of interned texts: `of` holds each row's place in `values`; place 0 is an absent value. */
export type Column = { values: string[]; of: Uint32Array; counts: Uint32Array };

/** Interns what `read` gives of each row; an empty text is absent. */
export function columnOf<R>(rows: readonly R[], read: (row: R) => string | null | undefined): Column {
  const places = new Map<string, number>();
  const values = [''];
  const of = new Uint32Array(rows.length);
  for (let at = 0; at < rows.length; at += 1) {
    const value = read(rows[at]!);
    if (value === undefined || value === null || value === '') continue;
    let place = places.get(value);
    if (place === undefined) {
      place = values.length;
      places.set(value, place);
      values.push(value);
    }
    of[at] = place;
  }
  return { values, of, counts: countsOf(of, values.length) };
}

/** The same rows under what `make` gives of each value, asked once per distinct value. */
export function derivedColumn(column: Column, make: (value: string) => string | null | undefined): Column {
  const places = new Map<string, number>();
  const values = [''];
  const turned = new Uint32Array(column.values.length);
  for (let at = 1; at < column.values.length; at += 1) {
    const value = make(column.values[at]!);
    if (value === undefined || value === null || value === '') continue;
    let place = places.get(value);
    if (place === undefined) {
      place = values.length;
      places.set(value, place);
      values.push(value);
    }
    turned[at] = place;
  }
  const of = new Uint32Array(column.of.length);
  for (let at = 0; at < of.length; at += 1) of[at] = turned[column.of[at]!]!;
  return { values, of, counts: countsOf(of, values.length) };
}

function countsOf(of: Uint32Array, size: number): Uint32Array {
  const counts = new Uint32Array(size);
  for (let at = 0; at < of.length; at += 1) counts[of[at]!]! += 1;
  return counts;
}

function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash ^= hash >>> 15;
  return Math.imul(hash, 0x2c1b3c6d) >>> 0;
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
export function sortedBy(keys: Uint32Array): Uint32Array {
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
