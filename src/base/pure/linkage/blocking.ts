import { type Column, derivedColumn, sortedBy } from './columns.ts';
import type { BlockingRule, Declaration } from './declaration.ts';

/** The default of `most`: a block of 200 rows makes 19,900 pairs. */
const MOST = 200;

/** Rows passed over because their block was too large. */
export type PassedOver = { rule: string; blocks: number; rows: number };

/** One rule made ready: each row's key (0: none), and the rows in the order of their keys. */
type Keys = { of: Uint32Array; sorted: Uint32Array };

/**
 * Calls `pair` once for every two rows that agree on all parts of at least one rule. Keys are 32-bit hashes of interned values: a
 * chance collision adds a pair to compare and nothing else.
 */
export function forEachPair(rules: readonly BlockingRule[], columns: ReadonlyMap<string, Column>, rows: number, source: Uint8Array | undefined, pair: (left: number, right: number) => void): PassedOver[] {
  const earlier: Uint32Array[] = [];
  const passedOver: PassedOver[] = [];
  for (const rule of rules) {
    const keys = keysOf(rule, columns, rows);
    const passed = passOver(keys, rule.most ?? MOST);
    if (passed.blocks > 0) passedOver.push({ rule: rule.name, ...passed });
    pairsOf(keys, earlier, source, pair);
    earlier.push(keys.of);
  }
  return passedOver;
}

function keysOf(rule: BlockingRule, columns: ReadonlyMap<string, Column>, rows: number): Keys {
  const of = new Uint32Array(rows);
  rule.parts.forEach((part, at) => {
    const column = columns.get(part.from);
    if (!column) throw new RangeError(`linkage: the blocking rule ${rule.name} uses ${part.from}, which is neither a field nor derived`);
    const places = part.of ? derivedColumn(column, part.of).of : column.of;
    for (let row = 0; row < rows; row += 1) {
      const place = places[row]!;
      of[row] = place === 0 || (at > 0 && of[row] === 0) ? 0 : mixed(of[row]!, place);
    }
  });
  return { of, sorted: sortedBy(of) };
}

/** Never 0, which stands for no key. */
function mixed(key: number, place: number): number {
  let hash = Math.imul(key ^ Math.imul(place, 0x9e3779b1), 0x85ebca77);
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 0xc2b2ae3d);
  return (hash ^ (hash >>> 13)) >>> 0 || 1;
}

/** Takes the key from rows of blocks that are too large, so that later rules still may bring their pairs. */
function passOver(keys: Keys, most: number): { blocks: number; rows: number } {
  let blocks = 0;
  let rows = 0;
  forEachBlock(keys, (start, end) => {
    if (end - start <= most) return;
    blocks += 1;
    rows += end - start;
    for (let at = start; at < end; at += 1) keys.of[keys.sorted[at]!] = 0;
  });
  return { blocks, rows };
}

function forEachBlock({ of, sorted }: Keys, block: (start: number, end: number) => void): void {
  for (let start = 0; start < sorted.length;) {
    const key = of[sorted[start]!]!;
    let end = start + 1;
    while (end < sorted.length && of[sorted[end]!] === key) end += 1;
    if (key !== 0 && end - start > 1) block(start, end);
    start = end;
  }
}

function pairsOf(keys: Keys, earlier: readonly Uint32Array[], source: Uint8Array | undefined, pair: (left: number, right: number) => void): void {
  forEachBlock(keys, (start, end) => {
    for (let i = start; i < end - 1; i += 1) {
      const left = keys.sorted[i]!;
      for (let j = i + 1; j < end; j += 1) {
        const right = keys.sorted[j]!;
        if (source !== undefined && source[left] === source[right]) continue;
        if (!metBefore(earlier, left, right)) pair(left, right);
      }
    }
  });
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
