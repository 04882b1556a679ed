/** A seeded source of chance: the same seed gives the same demo county. */
export type Chance = {
  /** A number in [0, 1). */
  next(): number;
  /** A whole number from `from` to `to`, both included. */
  between(from: number, to: number): number;
  /** One of the entries. */
  pick<T>(entries: readonly T[]): T;
  /** True with this probability. */
  happens(probability: number): boolean;
  /** One of the keys, by weight. */
  weighted<K extends string>(weights: Record<K, number>): K;
  /** `count` different entries, in random order. */
  some<T>(entries: readonly T[], count: number): T[];
};

/** Chance from a seed (mulberry32). */
export function chanceOf(seed: number): Chance {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const between = (from: number, to: number) => from + Math.floor(next() * (to - from + 1));
  return {
    next, between,
    pick: (entries) => entries[between(0, entries.length - 1)]!,
    happens: (probability) => next() < probability,
    weighted: (weights) => weightedKey(weights, next()),
    some: (entries, count) => shuffled(entries, between).slice(0, count),
  };
}

function weightedKey<K extends string>(weights: Record<K, number>, draw: number): K {
  const entries = Object.entries(weights) as [K, number][];
  let left = draw * entries.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [key, weight] of entries) {
    left -= weight;
    if (left < 0) return key;
  }
  return entries[entries.length - 1]![0];
}

function shuffled<T>(entries: readonly T[], between: (from: number, to: number) => number): T[] {
  const copy = [...entries];
  for (let at = copy.length - 1; at > 0; at -= 1) {
    const other = between(0, at);
    [copy[at], copy[other]] = [copy[other]!, copy[at]!];
  }
  return copy;
}
