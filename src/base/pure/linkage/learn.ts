import type { FieldWeights, Weights } from './declaration.ts';
import type { Patterns } from './patterns.ts';

/** What learning knows of one field over all pairs, counted and not sampled: pairs with both values, and pairs with equal values. */
export type FieldTotals = { both: number; equal: number };

/** What is learned from: patterns of the candidate pairs, of random pairs, and totals over all pairs. */
export type Evidences = { candidates: Patterns; random: Patterns; totals: readonly FieldTotals[]; pairs: number; records: number };

/** Weights by field, in the order of the declaration. */
export type Learned = { prior: number; m: number[][]; u: number[][]; rounds: number; expected: number };

const MOST_ROUNDS = 200;
const SETTLED = 1e-7;
const LEAST = 1e-9;

/**
 * Expectation–maximisation on pattern counts. A pair belongs together with probability λ·m(γ) / (λ·m(γ) + (1−λ)·u(γ)), fields
 * independent. Candidates stand for all matches, since pairs that no blocking rule brings are as good as never matches; λ is over all
 * pairs. u comes from the random pairs, each counted by its chance not to be a match, and for equal values from the exact counts.
 * `start` counts as `startCounts` matches, so that a register without duplicates keeps sensible weights.
 */
export function learn(evidences: Evidences, start: Weights | undefined, names: readonly string[], startCounts: number): Learned {
  const { candidates, random, totals, pairs, records } = evidences;
  const sizes = candidates.sizes;
  const own = names.map((name, at) => startOf(start?.fields[name], sizes[at]!));
  const counts = start ? startCounts : 2;
  const state: Learned = { prior: start ? Math.min(0.5, (start.prior * start.records) / Math.max(1, records)) : Math.min(0.1, 1 / Math.max(2, records)), m: own.map((one) => one.m.slice()), u: own.map((one) => one.u.slice()), rounds: 0, expected: 0 };
  const seen = { candidates: { levels: candidates.levels(), chance: new Float64Array(candidates.size) }, random: { levels: random.levels(), chance: new Float64Array(random.size) } };
  const inOrder = { candidates: byCode(candidates), random: byCode(random) };
  learnU(state, own, random, seen.random, inOrder.random, totals, undefined);
  while (state.rounds < MOST_ROUNDS) {
    state.rounds += 1;
    const matched = expectation(state, candidates, seen.candidates, inOrder.candidates);
    expectation(state, random, seen.random, inOrder.random);
    const moved = maximise(state, own, counts, matched, pairs, start ? state.prior : undefined);
    learnU(state, own, random, seen.random, inOrder.random, totals, matched);
    if (moved < SETTLED) break;
  }
  state.expected = expectation(state, candidates, seen.candidates, inOrder.candidates).all;
  return state;
}

type Seen = { levels: Uint8Array; chance: Float64Array };
type Matched = { all: number; byLevel: number[][] };

function startOf(weights: FieldWeights | undefined, size: number): { m: number[]; u: number[] } {
  if (weights && weights.m.length === size && weights.u.length === size) return { m: [...weights.m], u: [...weights.u] };
  const m = Array.from({ length: size }, (_, level) => (level === 0 ? 0.8 : 0.2 / (size - 1)));
  const u = Array.from({ length: size }, (_, level) => (level === size - 1 ? 0.9 : 0.1 / (size - 1)));
  return { m, u };
}

/** Patterns in the order of their codes, so that sums are the same whatever pair came first. */
function byCode(patterns: Patterns): Int32Array {
  return Int32Array.from({ length: patterns.size }, (_, place) => place).sort((a, b) => patterns.codes[a]! - patterns.codes[b]!);
}

/** Fills the chance of each pattern and gives the expected matches, in all and by field and level. */
function expectation(state: Learned, patterns: Patterns, seen: Seen, order: Int32Array): Matched {
  const width = patterns.sizes.length;
  const bits = bitsOf(state);
  const odds = Math.log2(state.prior / (1 - state.prior));
  const matched: Matched = { all: 0, byLevel: patterns.sizes.map((size) => new Array<number>(size).fill(0)) };
  for (const place of order) {
    let weight = odds;
    for (let field = 0; field < width; field += 1) weight += bits[field]![seen.levels[place * width + field]!]!;
    const chance = probabilityOf(weight);
    seen.chance[place] = chance;
    const expected = chance * patterns.counts[place]!;
    matched.all += expected;
    for (let field = 0; field < width; field += 1) {
      const level = seen.levels[place * width + field]!;
      if (level < patterns.sizes[field]!) matched.byLevel[field]![level]! += expected;
    }
  }
  return matched;
}

/** Weights in bits by field and level; one more level, absent, weighs nothing. */
export function bitsOf({ m, u }: { m: readonly (readonly number[])[]; u: readonly (readonly number[])[] }): number[][] {
  return m.map((shares, field) => [...shares.map((share, level) => Math.log2(share / u[field]![level]!)), 0]);
}

/** The probability that a weight in bits stands for. */
export function probabilityOf(weight: number): number {
  return 1 / (1 + 2 ** -weight);
}

/** New m and λ from the expected matches; returns the largest move. */
function maximise(state: Learned, own: { m: number[] }[], counts: number, matched: Matched, pairs: number, prior: number | undefined): number {
  let moved = 0;
  state.m.forEach((shares, field) => {
    const seen = matched.byLevel[field]!;
    const all = seen.reduce((sum, one) => sum + one, 0) + counts;
    shares.forEach((share, level) => {
      const next = Math.max(LEAST, (seen[level]! + counts * own[field]!.m[level]!) / all);
      moved = Math.max(moved, Math.abs(next - share));
      shares[level] = next;
    });
  });
  const next = Math.min(0.5, Math.max((matched.all + (prior === undefined ? 0.5 : 0)) / pairs, 0.01 / pairs));
  moved = Math.max(moved, Math.abs(Math.log(next / state.prior)) * 1e-3);
  state.prior = next;
  return moved;
}

/** New u: equal values from the exact totals less the expected matches, the other levels in the proportions of the random pairs. */
function learnU(state: Learned, own: { u: number[] }[], random: Patterns, seen: Seen, order: Int32Array, totals: readonly FieldTotals[], matched: Matched | undefined): void {
  const width = random.sizes.length;
  const counts = random.sizes.map((size) => new Array<number>(size).fill(0));
  for (const place of order) {
    const count = random.counts[place]! * (1 - seen.chance[place]!);
    for (let field = 0; field < width; field += 1) {
      const level = seen.levels[place * width + field]!;
      if (level < random.sizes[field]!) counts[field]![level]! += count;
    }
  }
  counts.forEach((levels, field) => {
    const { both, equal } = totals[field]!;
    const least = 0.5 / Math.max(1, both);
    const pairs = both - (matched?.byLevel[field]!.reduce((sum, one) => sum + one, 0) ?? 0);
    const same = Math.min(0.9999, Math.max((equal - (matched?.byLevel[field]![0] ?? 0)) / Math.max(1, pairs), least, LEAST));
    const start = own[field]!.u;
    const others = levels.slice(1);
    const all = others.reduce((sum, one) => sum + one, 0) + 1;
    const startOthers = start.slice(1).reduce((sum, one) => sum + one, 0);
    state.u[field] = [same, ...others.map((count, at) => Math.max(LEAST, ((1 - same) * (count + start[at + 1]! / startOthers)) / all))];
  });
}
