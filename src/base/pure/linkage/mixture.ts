import type { Patterns } from './patterns.ts';

/** One kind of pair: its share of all pairs, and by field the share of each level. */
export type Kind = { prior: number; m: number[][] };

/** Weights in the order of the declaration: matches first, then the confusions; u is all other pairs. */
export type Learned = { kinds: Kind[]; u: number[][]; rounds: number; expected: number };

/** Expected pairs: of each kind in all and by field and level, and of ordinary pairs by field and level. */
export type Expected = { kinds: { all: number; byLevel: number[][] }[]; ordinary: number[][] };

/** Patterns in the order of their codes, so that sums are the same whatever pair came first. */
export type Seen = { sizes: readonly number[]; levels: Uint8Array; counts: Float64Array };

/** Patterns made ready for repeated passes. */
export function seenOf(patterns: Patterns): Seen {
  const order = Array.from({ length: patterns.size }, (_, place) => place).sort((a, b) => patterns.codes[a]! - patterns.codes[b]!);
  const width = patterns.sizes.length;
  const levels = patterns.levels();
  const sorted = new Uint8Array(levels.length);
  order.forEach((place, at) => sorted.set(levels.subarray(place * width, (place + 1) * width), at * width));
  return { sizes: patterns.sizes, levels: sorted, counts: Float64Array.from(order, (place) => patterns.counts[place]!) };
}

/** Weights in bits against ordinary pairs by field and level; one more level, absent, weighs nothing. */
export function bitsOf(m: readonly (readonly number[])[], u: readonly (readonly number[])[]): number[][] {
  return m.map((shares, field) => [...shares.map((share, level) => Math.log2(share / u[field]![level]!)), 0]);
}

/** Each kind's odds in bits against ordinary pairs before any field is looked at. */
export function oddsOf(kinds: readonly { prior: number }[]): number[] {
  const ordinary = 1 - kinds.reduce((sum, { prior }) => sum + prior, 0);
  return kinds.map(({ prior }) => Math.log2(prior / ordinary));
}

/** The probability that a weight in bits stands for. */
export const probabilityOf = (weight: number): number => 1 / (1 + 2 ** -weight);

/**
 * A match's weight in bits against all else, from each kind's weight against ordinary pairs (matches first). `gain` is what the rarity
 * of equal values adds; it tells every kind from ordinary pairs and the kinds not from each other.
 */
export function weightAmong(weights: ArrayLike<number>, gain: number): number {
  const match = weights[0]! + gain;
  if (weights.length === 1) return match;
  let most = 0;
  for (let kind = 1; kind < weights.length; kind += 1) most = Math.max(most, weights[kind]! + gain);
  let others = 2 ** -most;
  for (let kind = 1; kind < weights.length; kind += 1) others += 2 ** (weights[kind]! + gain - most);
  return match - most - Math.log2(others);
}

/** The expected pairs of every kind among the patterns seen. */
export function expectation(state: Learned, { sizes, levels, counts }: Seen): Expected {
  const width = sizes.length;
  const bits = state.kinds.map(({ m }) => bitsOf(m, state.u));
  const odds = oddsOf(state.kinds);
  const empty = () => sizes.map((size) => new Array<number>(size + 1).fill(0));
  const kinds = state.kinds.map(() => ({ all: 0, byLevel: empty() }));
  const ordinary = empty();
  const shares = new Float64Array(state.kinds.length);
  for (let at = 0; at < counts.length; at += 1) {
    let all = 1;
    for (let kind = 0; kind < shares.length; kind += 1) {
      let weight = odds[kind]!;
      for (let field = 0; field < width; field += 1) weight += bits[kind]![field]![levels[at * width + field]!]!;
      shares[kind] = 2 ** Math.min(weight, 500);
      all += shares[kind]!;
    }
    for (let kind = 0; kind < shares.length; kind += 1) {
      const expected = (shares[kind]! / all) * counts[at]!;
      kinds[kind]!.all += expected;
      for (let field = 0; field < width; field += 1) kinds[kind]!.byLevel[field]![levels[at * width + field]!]! += expected;
    }
    for (let field = 0; field < width; field += 1) ordinary[field]![levels[at * width + field]!]! += counts[at]! / all;
  }
  const known = (byLevel: number[][]) => byLevel.map((one) => one.slice(0, -1));
  return { kinds: kinds.map(({ all, byLevel }) => ({ all, byLevel: known(byLevel) })), ordinary: known(ordinary) };
}
