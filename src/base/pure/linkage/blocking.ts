import { type Column, derivedHashes } from './columns.ts';
import type { BlockingRule, Declaration, KeyPart } from './declaration.ts';

/** The default of `most`: a block of 200 rows makes 19,900 pairs. */
const MOST = 200;

/** Rows passed over because their block was too large. */
export type PassedOver = { rule: string; blocks: number; rows: number };

/** One rule made ready: each row's key (0: none), rows that share a bucket of keys side by side, and where each bucket begins. */
type Keys = { of: Uint32Array; rows: Uint32Array; starts: Uint32Array };

/**
 * Calls `pair` once for every two rows that agree on all parts of at least one rule. Keys are 32-bit hashes of values: a chance
 * collision adds a pair to compare and nothing else.
 */
export function forEachPair(rules: readonly BlockingRule[], columns: ReadonlyMap<string, Column>, rows: number, source: Uint8Array | undefined, pair: (left: number, right: number) => void): PassedOver[] {
  const earlier: Uint32Array[] = [];
  const passedOver: PassedOver[] = [];
  const made = madeOf(rules, columns);
  for (const rule of rules) {
    const keys = bucketed(keysOf(rule, columns, rows, made));
    const passed = { blocks: 0, rows: 0 };
    const most = rule.most ?? MOST;
    forEachBlock(keys, (start, end) => {
      if (end - start <= most) return pairsOf(keys, start, end, earlier, source, pair);
      passed.blocks += 1;
      passed.rows += end - start;
      for (let at = start; at < end; at += 1) keys.of[keys.rows[at]!] = 0;
    });
    if (passed.blocks > 0) passedOver.push({ rule: rule.name, ...passed });
    earlier.push(keys.of);
  }
  return passedOver;
}

/** By column, the hashes of what the rules' parts make of its values. */
type Made = Map<string, Map<NonNullable<KeyPart['of']>, Uint32Array>>;

/** All that the rules make, column by column, so that what a value is taken apart into for one part serves the next. */
function madeOf(rules: readonly BlockingRule[], columns: ReadonlyMap<string, Column>): Made {
  const made: Made = new Map();
  const parts = rules.flatMap((rule) => rule.parts);
  for (const [name, column] of columns) {
    const makers = [...new Set(parts.flatMap(({ from, of }) => (from === name && of ? [of] : [])))];
    const hashes = derivedHashes(column, makers);
    made.set(name, new Map(makers.map((maker, at) => [maker, hashes[at]!])));
  }
  return made;
}

function keysOf(rule: BlockingRule, columns: ReadonlyMap<string, Column>, rows: number, made: Made): Uint32Array {
  const of = new Uint32Array(rows);
  rule.parts.forEach((part, at) => {
    const column = columns.get(part.from);
    if (!column) throw new RangeError(`linkage: the blocking rule ${rule.name} uses ${part.from}, which is neither a field nor derived`);
    const hashes = part.of ? made.get(part.from)!.get(part.of)! : column.hashes;
    for (let row = 0; row < rows; row += 1) {
      const hash = hashes[column.of[row]!]!;
      of[row] = hash === 0 || (at > 0 && of[row] === 0) ? 0 : at === 0 ? hash : mixed(of[row]!, hash);
    }
  });
  return of;
}

/** Never 0, which stands for no key. */
function mixed(key: number, hash: number): number {
  let both = Math.imul(key, 0x9e3779b1) ^ hash;
  both = Math.imul(both ^ (both >>> 16), 0x85ebca77);
  return (both ^ (both >>> 13)) >>> 0 || 1;
}

/** Rows by the low bits of their keys, about one row to a bucket; inside a bucket by key, then by row. */
function bucketed(of: Uint32Array): Keys {
  let size = 1024;
  while (size < of.length) size *= 2;
  const mask = size - 1;
  const starts = new Uint32Array(size + 1);
  for (let row = 0; row < of.length; row += 1) if (of[row] !== 0) starts[(of[row]! & mask) + 1]! += 1;
  for (let bucket = 1; bucket <= size; bucket += 1) starts[bucket]! += starts[bucket - 1]!;
  const rows = new Uint32Array(starts[size]!);
  const next = starts.slice();
  for (let row = 0; row < of.length; row += 1) {
    if (of[row] === 0) continue;
    const bucket = of[row]! & mask;
    rows[next[bucket]!] = row;
    next[bucket]! += 1;
  }
  for (let bucket = 0; bucket < size; bucket += 1) if (starts[bucket + 1]! - starts[bucket]! > 1) settle(of, rows, starts[bucket]!, starts[bucket + 1]!);
  return { of, rows, starts };
}

/** Sorts a stretch by key, by insertion: short, or nearly all of one key. */
function settle(of: Uint32Array, rows: Uint32Array, start: number, end: number): void {
  for (let at = start + 1; at < end; at += 1) {
    const row = rows[at]!;
    let back = at - 1;
    while (back >= start && of[rows[back]!]! > of[row]!) {
      rows[back + 1] = rows[back]!;
      back -= 1;
    }
    rows[back + 1] = row;
  }
}

function forEachBlock({ of, rows, starts }: Keys, block: (start: number, end: number) => void): void {
  for (let bucket = 0; bucket < starts.length - 1; bucket += 1) {
    const stop = starts[bucket + 1]!;
    for (let start = starts[bucket]!; start + 1 < stop;) {
      const key = of[rows[start]!]!;
      let end = start + 1;
      while (end < stop && of[rows[end]!] === key) end += 1;
      if (end - start > 1) block(start, end);
      start = end;
    }
  }
}

function pairsOf({ rows }: Keys, start: number, end: number, earlier: readonly Uint32Array[], source: Uint8Array | undefined, pair: (left: number, right: number) => void): void {
  for (let i = start; i < end - 1; i += 1) {
    const left = rows[i]!;
    for (let j = i + 1; j < end; j += 1) {
      const right = rows[j]!;
      if (source !== undefined && source[left] === source[right]) continue;
      if (!metBefore(earlier, left, right)) pair(left, right);
    }
  }
}

function metBefore(earlier: readonly Uint32Array[], left: number, right: number): boolean {
  for (let at = 0; at < earlier.length; at += 1) {
    const key = earlier[at]![left]!;
    if (key !== 0 && key === earlier[at]![right]) return true;
  }
  return false;
}

/** The keys of one row as texts (`rule:part|part`), one for each rule that it takes part in; rows that may be the same share a key. For a candidate index of one's own. */
export function blockingKeys<R>(declaration: Declaration<R>, row: R): string[] {
  const texts = new Map<string, string | null | undefined>();
  for (const column of [...declaration.fields, ...(declaration.derived ?? [])]) texts.set(column.name, column.read(row));
  return declaration.blocking.flatMap((rule) => {
    const parts = rule.parts.map((part) => {
      const text = texts.get(part.from);
      return text ? (part.of ? part.of(text) : text) : undefined;
    });
    return parts.every((part) => part !== undefined && part !== null && part !== '') ? [`${rule.name}:${parts.join('|')}`] : [];
  });
}
