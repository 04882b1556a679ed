import type { Column } from './columns.ts';
import type { Declaration } from './declaration.ts';
import type { Link } from './groups.ts';
import { bitsOf, type Learned, probabilityOf } from './learn.ts';
import type { PairList } from './pairList.ts';
import type { Patterns } from './patterns.ts';

/** A scored pair by place and by id, left and right in the order of their ids. */
export type ScoredPair = Link & { leftId: string; rightId: string; probability: number; levels: number[] };

/** Scores all pairs and keeps those from a probability on, best first, then by ids. Equal values of a `termFrequency` field weigh by how rare the value is. */
export function scorePairs<R>(declaration: Declaration<R>, { ids, fields }: { ids: readonly string[]; fields: readonly Column[] }, list: PairList, patterns: Patterns, learned: Learned, from: number): ScoredPair[] {
  const bits = bitsOf(learned);
  const width = patterns.sizes.length;
  const levels = patterns.levels();
  const odds = Math.log2(learned.prior / (1 - learned.prior));
  const least = Math.log2(from / (1 - from));
  const rarities = declaration.fields.map((field, at) => (field.termFrequency ? rarityOf(fields[at]!, learned.u[at]![0]!) : undefined));
  const plain = new Float64Array(patterns.size);
  const most = new Float64Array(patterns.size);
  for (let place = 0; place < patterns.size; place += 1) {
    let weight = odds;
    let gain = 0;
    for (let field = 0; field < width; field += 1) {
      const level = levels[place * width + field]!;
      weight += bits[field]![level]!;
      if (level === 0 && rarities[field]) gain += rarities[field]!.most;
    }
    plain[place] = weight;
    most[place] = weight + gain;
  }
  const scored: ScoredPair[] = [];
  for (let at = 0; at < list.size; at += 1) {
    const place = list.pattern[at]!;
    if (most[place]! < least) continue;
    const left = list.left[at]!;
    const right = list.right[at]!;
    let weight = plain[place]!;
    for (let field = 0; field < width; field += 1) if (rarities[field] && levels[place * width + field] === 0) weight += rarities[field]!.bits[fields[field]!.of[left]!]!;
    if (weight < least) continue;
    const [first, second] = ids[left]! < ids[right]! ? [left, right] : [right, left];
    scored.push({ left: first, right: second, leftId: ids[first]!, rightId: ids[second]!, weight, probability: probabilityOf(weight), levels: levelsAt(levels, place, patterns.sizes) });
  }
  return scored.sort((a, b) => b.weight - a.weight || (a.leftId < b.leftId ? -1 : a.leftId > b.leftId ? 1 : a.rightId < b.rightId ? -1 : 1));
}

function levelsAt(levels: Uint8Array, place: number, sizes: readonly number[]): number[] {
  return sizes.map((size, field) => {
    const level = levels[place * sizes.length + field]!;
    return level === size ? -1 : level;
  });
}

/** What equality on each value weighs beyond the field's average, in bits, and the most it can be; a value's share leaves the row itself out. */
function rarityOf({ counts }: Column, u: number): { bits: Float64Array; most: number } {
  const known = counts.reduce((sum, one) => sum + one, 0) - counts[0]!;
  const bits = new Float64Array(counts.length);
  let most = 0;
  for (let place = 1; place < counts.length; place += 1) {
    bits[place] = Math.log2(u / shareOf(counts[place]!, known));
    if (bits[place]! > most) most = bits[place]!;
  }
  return { bits, most };
}

/** The share of the others that carry a value which `count` of `known` rows carry; at least one other is assumed. */
export function shareOf(count: number, known: number): number {
  return Math.max(count - 1, 1) / Math.max(known - 1, 1);
}
