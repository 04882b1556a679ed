import type { LinkedPair } from '#base/pure/linkage/declaration.ts';
import { personDeclaration } from '#base/pure/linkage/chinese/person.ts';
import type { InventedRow } from './linkagePersons.ts';

/** Precision, recall and their harmonic mean, of pairs. */
export type Scores = { precision: number; recall: number; f1: number };

/** Scores of found pairs (as two truths each) against so many true ones. */
export function scoresOf(found: Iterable<readonly [unknown, unknown]>, truePairs: number): Scores {
  let right = 0;
  let all = 0;
  for (const [a, b] of found) {
    all += 1;
    if (a === b) right += 1;
  }
  return { precision: all === 0 ? 1 : right / all, recall: truePairs === 0 ? 1 : right / truePairs, f1: all + truePairs === 0 ? 1 : (2 * right) / (all + truePairs) };
}

/** How many pairs of rows have the same truth; with `sources`, only those of different sources. */
export function truePairs<R>(rows: readonly R[], truthOf: (row: R) => unknown, sources?: (row: R) => string): number {
  const counts = new Map<unknown, Map<string, number>>();
  for (const row of rows) {
    const bySource = counts.get(truthOf(row)) ?? new Map<string, number>();
    const source = sources?.(row) ?? '';
    bySource.set(source, (bySource.get(source) ?? 0) + 1);
    counts.set(truthOf(row), bySource);
  }
  let pairs = 0;
  for (const bySource of counts.values()) {
    const all = [...bySource.values()];
    const sum = all.reduce((total, one) => total + one, 0);
    const within = all.reduce((total, one) => total + (one * (one - 1)) / 2, 0);
    pairs += sources ? (sum * (sum - 1)) / 2 - within : within;
  }
  return pairs;
}

/** The best harmonic mean that any threshold would have given, with that threshold. */
export function bestThreshold(pairs: readonly LinkedPair[], truthOf: (id: string) => unknown, all: number): { f1: number; threshold: number } {
  let right = 0;
  let best = { f1: 0, threshold: 1 };
  pairs.forEach(({ left, right: other, probability, weight }, at) => {
    if (truthOf(left) === truthOf(other)) right += 1;
    const next = pairs[at + 1];
    if (next && next.weight === weight) return;
    const f1 = (2 * right) / (at + 1 + all);
    if (f1 > best.f1) best = { f1, threshold: probability };
  });
  return best;
}

/** Pairs of rows that have the same key: a plain join without any learning. Rows without a key stay alone. */
export function joinedByKey<R>(rows: readonly R[], keyOf: (row: R) => string | undefined): [R, R][] {
  const blocks = new Map<string, R[]>();
  for (const row of rows) {
    const key = keyOf(row);
    if (key === undefined) continue;
    const block = blocks.get(key);
    if (block) block.push(row);
    else blocks.set(key, [row]);
  }
  const pairs: [R, R][] = [];
  for (const block of blocks.values()) for (let i = 0; i < block.length; i += 1) for (let j = i + 1; j < block.length; j += 1) pairs.push([block[i]!, block[j]!]);
  return pairs;
}

/** The declaration of persons over invented rows; their truth has no reader. */
export const invented = personDeclaration<InventedRow>({ id: (row) => row.id, name: (row) => row.name, citizenId: (row) => row.citizenId, birthOn: (row) => row.birthOn, divisionCode: (row) => row.divisionCode, mobile: (row) => row.mobile, enlistedOn: (row) => row.enlistedOn });
