import type { Declaration, FieldWeights, Weights } from './declaration.ts';
import { expectation, type Expected, type Learned, seenOf } from './mixture.ts';
import type { Patterns } from './patterns.ts';

/** What learning knows of one field over all pairs, counted and not sampled: pairs with both values, and pairs with equal values. */
export type FieldTotals = { both: number; equal: number };

/** What is learned from: patterns of the candidate pairs, of random pairs, and totals over all pairs. */
export type Evidences = { candidates: Patterns; random: Patterns; totals: readonly FieldTotals[]; pairs: number; records: number };

const MOST_ROUNDS = 100;
const SETTLED = 1e-4;
const LEAST = 1e-9;
const CONFUSION_COUNTS = 50;
/** A level that a confusion declares rarer than this stays so: a father is not born on his son's day, whatever the pairs say. */
const RULED_OUT = 0.001;

/**
 * Expectation–maximisation on pattern counts: a mixture of matches (share λ, distribution m), declared confusions and all other pairs
 * (u), fields independent within each. Candidates stand for all matches, since pairs that no blocking rule brings are as good as
 * never matches; the shares are over all pairs. u comes from the random pairs, each counted by its chance to be an ordinary pair, and
 * for equal values from exact counts. `start` counts as `startCounts` matches, so that a register without duplicates keeps sensible
 * weights.
 */
export function learn<R>(evidences: Evidences, declaration: Declaration<R>, start: Weights | undefined, startCounts: number): Learned {
  const { candidates, random, totals, pairs, records } = evidences;
  const from = startingPoint(declaration, start, records);
  const expects = declaration.fields.some((field) => field.expected);
  const counts = from.kinds.map((_, at) => (at > 0 ? CONFUSION_COUNTS : start || expects ? Math.max(startCounts, records / 500) : 2));
  const state = structuredCopy(from);
  const seen = { candidates: seenOf(candidates), random: seenOf(random) };
  learnOrdinary(state, totals, undefined, expectation(state, seen.random));
  while (state.rounds < MOST_ROUNDS) {
    state.rounds += 1;
    const found = expectation(state, seen.candidates);
    const moved = maximise(state, from, counts, found, pairs, records);
    learnOrdinary(state, totals, found, expectation(state, seen.random));
    if (moved < SETTLED) break;
  }
  state.expected = expectation(state, seen.candidates).kinds[0]!.all;
  return state;
}

/** The weights given, or a plain beginning, with the shares put to the number of rows. */
export function startingPoint<R>(declaration: Declaration<R>, start: Weights | undefined, records: number): Learned {
  const sizes = declaration.fields.map((field) => field.comparator.levels.length);
  const own = declaration.fields.map((field, at) => startOf(start?.fields[field.name], field.expected, sizes[at]!));
  const scale = Math.max(1, start?.records ?? 1) / Math.max(2, records);
  const kinds = [{ prior: start ? Math.min(0.5, start.prior * scale) : Math.min(0.1, 0.2 / Math.max(2, records)), m: own.map(({ m }) => m) }];
  for (const confusion of declaration.confusions ?? []) {
    const known = start?.confusions?.[confusion.name];
    kinds.push({
      prior: Math.min(0.2, known ? known.prior * scale : (2 * confusion.share) / Math.max(2, records)),
      m: declaration.fields.map((field, at) => raised(known?.m[field.name] ?? confusion.expected[field.name] ?? new Array<number>(sizes[at]!).fill(1), sizes[at]!, field.name)),
    });
  }
  return { kinds, u: own.map(({ u }) => u), rounds: 0, expected: 0 };
}

/** Shares of levels as a distribution in which no level is impossible. */
function raised(shares: readonly number[], size: number, field: string): number[] {
  if (shares.length !== size) throw new RangeError(`linkage: ${shares.length} shares for the ${size} levels of ${field}`);
  const all = shares.reduce((sum, one) => sum + Math.max(one, 1e-6), 0);
  return shares.map((one) => Math.max(one, 1e-6) / all);
}

function startOf(weights: FieldWeights | undefined, expected: readonly number[] | undefined, size: number): { m: number[]; u: number[] } {
  if (weights && weights.m.length === size && weights.u.length === size) return { m: [...weights.m], u: [...weights.u] };
  const m = expected?.length === size ? [...expected] : Array.from({ length: size }, (_, level) => (level === 0 ? 0.8 : 0.2 / (size - 1)));
  const u = Array.from({ length: size }, (_, level) => (level === size - 1 ? 0.9 : 0.1 / (size - 1)));
  return { m, u };
}

const structuredCopy = (from: Learned): Learned => ({ kinds: from.kinds.map(({ prior, m }) => ({ prior, m: m.map((shares) => [...shares]) })), u: from.u.map((shares) => [...shares]), rounds: 0, expected: 0 });

/** New shares and distributions from the expected pairs of each kind; returns the largest move. */
function maximise(state: Learned, from: Learned, counts: readonly number[], found: Expected, pairs: number, records: number): number {
  let moved = 0;
  state.kinds.forEach((kind, at) => {
    const expected = found.kinds[at]!;
    kind.m.forEach((shares, field) => {
      const start = from.kinds[at]!.m[field]!;
      const fixed = (level: number) => at > 0 && start[level]! < RULED_OUT;
      const seen = start.map((share, level) => (fixed(level) ? 0 : expected.byLevel[field]![level]! + counts[at]! * share));
      const free = 1 - start.reduce((sum, share, level) => sum + (fixed(level) ? share : 0), 0);
      const all = seen.reduce((sum, one) => sum + one, 0);
      shares.forEach((share, level) => {
        const next = fixed(level) ? start[level]! : Math.max(LEAST, (free * seen[level]!) / all);
        moved = Math.max(moved, Math.abs(next - share));
        shares[level] = next;
      });
    });
    const next = Math.min(0.4, (expected.all + 0.5) / (pairs + records));
    moved = Math.max(moved, Math.abs(Math.log(next / kind.prior)) * 0.1);
    kind.prior = next;
  });
  return moved;
}

/**
 * New u: equal values from the exact totals less the pairs of other kinds, the other levels in the proportions of the random pairs,
 * each seen once more than it was: a level must not be called rarer than the sample can tell, or the few pairs that show it would be
 * drawn into the matches and prove themselves.
 */
function learnOrdinary(state: Learned, totals: readonly FieldTotals[], found: Expected | undefined, random: Expected): void {
  const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0);
  totals.forEach(({ both, equal }, field) => {
    const kinds = found?.kinds ?? [];
    const pairs = both - sum(kinds.map(({ byLevel }) => sum(byLevel[field]!)));
    const least = Math.max(0.5 / Math.max(1, both), LEAST);
    const same = Math.min(0.9999, Math.max((equal - sum(kinds.map(({ byLevel }) => byLevel[field]![0]!))) / Math.max(1, pairs), least));
    const others = random.ordinary[field]!.slice(1);
    const all = sum(others) + others.length;
    state.u[field] = [same, ...others.map((count) => ((1 - same) * (count + 1)) / all)];
  });
}
