import type { Declaration, LinkedPair, Resemblance } from './declaration.ts';
import type { Link } from './groups.ts';
import { bitsOf, type Learned, oddsOf, probabilityOf, weightAmong } from './mixture.ts';
import type { PairList } from './compare.ts';
import type { Patterns } from './patterns.ts';
import { type Column, knownIn, type Table } from './table.ts';

/** A scored pair by place, and as it is answered; left and right in the order of their ids. */
export type ScoredPair = Link & { pair: LinkedPair };

/** Scores all pairs and keeps those from a probability on, best first, then by ids. Equal values of a `termFrequency` field weigh by how rare the value is. */
export function scorePairs<R>(declaration: Declaration<R>, ids: readonly string[], { columns, places }: Table, list: PairList, patterns: Patterns, learned: Learned, from: number): ScoredPair[] {
  const width = patterns.sizes.length;
  const levels = patterns.levels();
  const weights = patternWeights(learned, patterns.size, levels, width);
  const least = Math.log2(from / (1 - from));
  const rarities = declaration.fields.map((field, at) => (field.termFrequency ? rarityOf(columns[at]!, learned.u[at]![0]!) : undefined));
  const hopeless = new Uint8Array(patterns.size);
  for (let place = 0; place < patterns.size; place += 1) {
    let gain = 0;
    for (let field = 0; field < width; field += 1) if (rarities[field] && levels[place * width + field] === 0) gain += rarities[field]!.most;
    if (weightAmong(weights[place]!, gain) < least) hopeless[place] = 1;
  }
  const scored: ScoredPair[] = [];
  for (let at = 0; at < list.size; at += 1) {
    const place = list.pattern[at]!;
    if (hopeless[place] === 1) continue;
    const left = list.left[at]!;
    const right = list.right[at]!;
    let gain = 0;
    for (let field = 0; field < width; field += 1) if (rarities[field] && levels[place * width + field] === 0) gain += rarities[field]!.bits[places[left * columns.length + field]!]!;
    const weight = weightAmong(weights[place]!, gain);
    if (weight < least) continue;
    const [first, second] = ids[left]! < ids[right]! ? [left, right] : [right, left];
    const pair: LinkedPair = { left: ids[first]!, right: ids[second]!, weight, probability: probabilityOf(weight), levels: levelsAt(levels, place, patterns.sizes) };
    const resembles = resemblanceOf(declaration, weights[place]!, gain, weight);
    if (resembles) pair.resembles = resembles;
    scored.push({ left: first, right: second, weight, pair });
  }
  return scored.sort((a, b) => b.weight - a.weight || byIds(a.pair, b.pair));
}

const byIds = (a: LinkedPair, b: LinkedPair) => (a.left < b.left ? -1 : a.left > b.left ? 1 : a.right < b.right ? -1 : 1);

/** By pattern, each kind's weight against ordinary pairs. */
function patternWeights(learned: Learned, patterns: number, levels: Uint8Array, width: number): Float64Array[] {
  const bits = learned.kinds.map(({ m }) => bitsOf(m, learned.u));
  const odds = oddsOf(learned.kinds);
  return Array.from({ length: patterns }, (_, place) => Float64Array.from(odds, (own, kind) => {
    let weight = own;
    for (let field = 0; field < width; field += 1) weight += bits[kind]![field]![levels[place * width + field]!]!;
    return weight;
  }));
}

/** The likeliest confusion of a pair, if it is at least 0.05. `weight` is the match's weight among all. */
export function resemblanceOf<R>({ confusions }: Declaration<R>, weights: ArrayLike<number>, gain: number, weight: number): Resemblance | undefined {
  if (!confusions || confusions.length === 0) return undefined;
  let best = 1;
  for (let kind = 2; kind < weights.length; kind += 1) if (weights[kind]! > weights[best]!) best = kind;
  const probability = probabilityOf(weight) * 2 ** (weights[best]! - weights[0]!);
  const certain = Number.isFinite(probability) ? probability : probabilityOf(weights[best]! + gain);
  return certain >= 0.05 ? { name: confusions[best - 1]!.name, title: confusions[best - 1]!.title, probability: Math.min(1, certain) } : undefined;
}

function levelsAt(levels: Uint8Array, place: number, sizes: readonly number[]): number[] {
  return sizes.map((size, field) => {
    const level = levels[place * sizes.length + field]!;
    return level === size ? -1 : level;
  });
}

/** What equality on each value weighs beyond the field's average, in bits, and the most it can be; a value's share leaves the row itself out. */
function rarityOf(column: Column, u: number): { bits: Float64Array; most: number } {
  const { counts } = column;
  const known = knownIn(column);
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
