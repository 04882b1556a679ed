import type { BlockingRule, Declaration, KeyPart } from './declaration.ts';
import type { Column, Table } from './table.ts';
import { hashOf, hashOfStretch, type Memory, textReader } from './texts.ts';
import { type Part, stretchOf } from './part.ts';

/** The default of `most`: a block of 200 rows makes 19,900 pairs. */
const MOST = 200;

/** Rows passed over because their block was too large. */
export type PassedOver = { rule: string; blocks: number; rows: number };

/**
 * Blocking as numbers. `made` holds, for each distinct part of the rules, a hash of what it makes of each value of its column (0: nothing);
 * `keys[row * rules + rule]` each row's key (0: none). By rule, `entries` are the keys with their rows, two numbers each, in the order of the
 * keys, and `sizes` says how many entries count.
 */
export type Blocks = { made: Uint32Array[]; keys: Uint32Array; entries: Uint32Array[]; sizes: Uint32Array };

/** A distinct part of the rules, with the place of its column. */
type Making = { part: KeyPart; column: number };

function makingsOf(rules: readonly BlockingRule[], columns: readonly Column[]): Making[] {
  const makings: Making[] = [];
  for (const rule of rules) {
    for (const part of rule.parts) {
      const column = columns.findIndex(({ name }) => name === part.from);
      if (column < 0) throw new RangeError(`linkage: the blocking rule ${rule.name} uses ${part.from}, which is neither a field nor derived`);
      if (!makings.some((making) => sameParts(making.part, part))) makings.push({ part, column });
    }
  }
  return makings;
}

const sameParts = (a: KeyPart, b: KeyPart) => a.from === b.from && a.of === b.of && a.stretch?.join() === b.stretch?.join();

/** Room for the blocking of a table. */
export function roomForBlocks(rules: readonly BlockingRule[], { rows, columns }: Table, memory: Memory): Blocks {
  return {
    made: makingsOf(rules, columns).map(({ part, column }) => (part.of || part.stretch ? memory.numbers(columns[column]!.hashes.length) : columns[column]!.hashes)),
    keys: memory.numbers(rows * rules.length),
    entries: rules.map(() => memory.numbers(rows * 2)),
    sizes: memory.numbers(rules.length),
  };
}

/** Fills `made` for a part of each column's values; each value is asked of all its makers in turn, so that what it is taken apart into for one serves the next. */
export function makeHashes(rules: readonly BlockingRule[], { columns }: Table, { made }: Blocks, part: Part): void {
  const makings = makingsOf(rules, columns).map((making, at) => ({ ...making, hashes: made[at]! }));
  columns.forEach(({ texts, hashes: own }, column) => {
    const { from, to } = stretchOf(own.length, part);
    const here = makings.filter((making) => making.column === column);
    const makers = here.flatMap(({ part: { of }, hashes }) => (of ? [{ of, hashes }] : []));
    const stretches = here.flatMap(({ part: { stretch }, hashes }) => (stretch ? [{ stretch, hashes }] : []));
    for (const { stretch, hashes } of stretches) for (let place = Math.max(1, from); place < to; place += 1) hashes[place] = hashOfStretch(texts, place, stretch[0], stretch[1]);
    if (makers.length === 0) return;
    const textAt = textReader(texts);
    for (let place = Math.max(1, from); place < to; place += 1) {
      const text = textAt(place);
      for (const { of, hashes } of makers) {
        const value = of(text);
        if (value !== undefined && value !== null && value !== '') hashes[place] = hashOf(value);
      }
    }
  });
}

/** Fills `keys` for a part of the rows. Keys are 32-bit hashes of values: a chance collision adds a pair to compare and nothing else. */
export function makeKeys(rules: readonly BlockingRule[], { rows, columns, places }: Table, { made, keys }: Blocks, part: Part): void {
  const makings = makingsOf(rules, columns);
  const parts = rules.map((rule) => rule.parts.map((one) => {
    const at = makings.findIndex((making) => sameParts(making.part, one));
    return { hashes: made[at]!, column: makings[at]!.column };
  }));
  const width = columns.length;
  const { from, to } = stretchOf(rows, part);
  parts.forEach((ofRule, rule) => {
    for (let row = from; row < to; row += 1) {
      let key = ofRule[0]!.hashes[places[row * width + ofRule[0]!.column]!]!;
      for (let at = 1; at < ofRule.length && key !== 0; at += 1) {
        const hash = ofRule[at]!.hashes[places[row * width + ofRule[at]!.column]!]!;
        key = hash === 0 ? 0 : mixed(key, hash);
      }
      keys[row * rules.length + rule] = key;
    }
  });
}

/** Never 0, which stands for no key. */
function mixed(key: number, hash: number): number {
  let both = Math.imul(key, 0x9e3779b1) ^ hash;
  both = Math.imul(both ^ (both >>> 16), 0x85ebca77);
  return (both ^ (both >>> 13)) >>> 0 || 1;
}

/** Fills `entries` for a part of the rules, and takes the keys of blocks that are too large away. */
export function sortEntries(rules: readonly BlockingRule[], { rows }: Table, { keys, entries, sizes }: Blocks, part: Part): PassedOver[] {
  const width = rules.length;
  const passedOver: PassedOver[] = [];
  const spare = new Uint32Array(rows * 2);
  // Every so many, not one after another: the first rules are the fuller ones.
  for (let rule = part.at; rule < width; rule += part.of) {
    const own = entries[rule]!;
    let size = 0;
    for (let row = 0, at = rule; row < rows; row += 1, at += width) {
      own[size * 2] = keys[at]!;
      own[size * 2 + 1] = row;
      if (keys[at] !== 0) size += 1;
    }
    sizes[rule] = size;
    sortByKey(own, spare, size);
    const { name, most = MOST } = rules[rule]!;
    const passed = { rule: name, blocks: 0, rows: 0 };
    forEachBlock(own, size, { from: 0, to: size }, (start, end) => {
      if (end - start <= most) return;
      passed.blocks += 1;
      passed.rows += end - start;
      for (let at = start; at < end; at += 1) {
        keys[own[at * 2 + 1]! * width + rule] = 0;
        own[at * 2] = 0;
      }
    });
    if (passed.blocks > 0) passedOver.push(passed);
  }
  return passedOver;
}

/** Sorts entries by key (radix sort, four turns of 8 bits: so few places to write to at a time stay in the processor's cache). */
function sortByKey(entries: Uint32Array, spare: Uint32Array, size: number): void {
  let from = entries;
  let to = spare;
  for (let shift = 0; shift < 32; shift += 8) {
    const starts = new Uint32Array(257);
    for (let at = 0; at < size; at += 1) starts[((from[at * 2]! >>> shift) & 255) + 1]! += 1;
    for (let digit = 1; digit <= 256; digit += 1) starts[digit]! += starts[digit - 1]!;
    for (let at = 0; at < size; at += 1) {
      const key = from[at * 2]!;
      const place = starts[(key >>> shift) & 255]!;
      starts[(key >>> shift) & 255] = place + 1;
      to[place * 2] = key;
      to[place * 2 + 1] = from[at * 2 + 1]!;
    }
    [from, to] = [to, from];
  }
}

/** Stretches of two or more entries of one key that begin from one place up to another. */
function forEachBlock(entries: Uint32Array, size: number, { from, to }: { from: number; to: number }, block: (start: number, end: number) => void): void {
  let start = from;
  while (start > 0 && start < to && entries[start * 2] === entries[start * 2 - 2]) start += 1;
  while (start < to) {
    const key = entries[start * 2]!;
    let end = start + 1;
    while (end < size && entries[end * 2] === key) end += 1;
    if (end - start > 1 && key !== 0) block(start, end);
    start = end;
  }
}

/** Calls `pair` once for every two rows that agree on all parts of at least one rule; a part of the pairs is those of the blocks that begin in a part of the entries of each rule. */
export function forEachPair(rules: readonly BlockingRule[], { source }: Table, { keys, entries, sizes }: Blocks, part: Part, pair: (left: number, right: number) => void): void {
  const width = rules.length;
  for (let rule = 0; rule < width; rule += 1) {
    const own = entries[rule]!;
    forEachBlock(own, sizes[rule]!, stretchOf(sizes[rule]!, part), (start, end) => {
      for (let i = start; i < end - 1; i += 1) {
        const left = own[i * 2 + 1]!;
        for (let j = i + 1; j < end; j += 1) {
          const right = own[j * 2 + 1]!;
          if (source !== undefined && source[left] === source[right]) continue;
          if (!metBefore(keys, left * width, right * width, rule)) pair(left, right);
        }
      }
    });
  }
}

/** Whether two rows share a key of an earlier rule. */
function metBefore(keys: Uint32Array, left: number, right: number, rule: number): boolean {
  for (let at = 0; at < rule; at += 1) if (keys[left + at] === keys[right + at] && keys[left + at] !== 0) return true;
  return false;
}

/** The keys of one row as texts (`rule:part|part`), one for each rule that it takes part in; rows that may be the same share a key. For a candidate index of one's own. */
export function blockingKeys<R>(declaration: Declaration<R>, row: R): string[] {
  const texts = new Map<string, string | null | undefined>();
  for (const column of [...declaration.fields, ...(declaration.derived ?? [])]) texts.set(column.name, column.read(row));
  return declaration.blocking.flatMap((rule) => {
    const parts = rule.parts.map(({ from, of, stretch }) => {
      const text = texts.get(from);
      if (!text) return undefined;
      if (stretch) return text.length >= stretch[1] ? text.slice(...stretch) : undefined;
      return of ? of(text) : text;
    });
    return parts.every((part) => part !== undefined && part !== null && part !== '') ? [`${rule.name}:${parts.join('|')}`] : [];
  });
}
