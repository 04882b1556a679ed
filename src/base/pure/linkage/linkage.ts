import { blockingKeys } from './blocking.ts';
import { linkAlone, linkTogether } from './bulk.ts';
import type { CompareOptions, Declaration, Linked, LinkOptions, Reason, Scored, Weights } from './declaration.ts';
import { comparerOf } from './entry.ts';
import type { Partner } from './stages.ts';

/** Record linkage over one declaration. */
export type Linkage<R> = {
  declaration: Declaration<R>;
  /**
   * Links rows in bulk: blocks, learns weights by expectation–maximisation, scores and groups. The same rows, options and seed give
   * the same bytes (milliseconds aside), whatever the order of the rows.
   * @throws RangeError when an id stands twice.
   */
  link(rows: readonly R[], options?: LinkOptions<R>): Linked;
  /** The same with half the work done by another thread: the same bytes. Rejects when that thread failed, too. */
  linkTogether(rows: readonly R[], partner: Partner, options?: LinkOptions<R>): Promise<Linked>;
  /** Scores candidates against one record with weights learned before: the check at entry. Best first, ties by id; the record itself (same id) is left out. */
  compareOne(row: R, candidates: readonly R[], weights: Weights, options?: CompareOptions): Scored<R>[];
  /** A comparer that keeps the weights ready, for many records: the same answers as `compareOne`, without its preparation. */
  comparer(weights: Weights, options?: CompareOptions): (row: R, candidates: readonly R[]) => Scored<R>[];
  /** The row's blocking keys as texts, for an index of one's own: two rows that bulk linkage would compare share one. */
  keys(row: R): string[];
  /** A pair's levels in words with their weights in bits, the strongest first; absent values give no reason. */
  reasons(levels: readonly number[], weights: Weights): Reason[];
};

/** Makes record linkage from a declaration. */
export function linkage<R>(declaration: Declaration<R>): Linkage<R> {
  const comparer: Linkage<R>['comparer'] = (weights, options) => comparerOf(declaration, weights, options);
  return {
    declaration, comparer,
    link: (rows, options = {}) => linkAlone(declaration, rows, options),
    linkTogether: (rows, partner, options = {}) => linkTogether(declaration, rows, options, partner),
    compareOne: (row, candidates, weights, options) => comparer(weights, options)(row, candidates),
    keys: (row) => blockingKeys(declaration, row),
    reasons: (levels, weights) => reasonsOf(declaration, levels, weights),
  };
}

function reasonsOf<R>({ fields }: Declaration<R>, levels: readonly number[], weights: Weights): Reason[] {
  return fields.flatMap((field, at) => {
    const level = levels[at]!;
    const known = weights.fields[field.name];
    if (level < 0 || !known) return [];
    return [{ field: field.name, title: field.title, text: field.comparator.levels[level]!.title, weight: Math.log2(known.m[level]! / known.u[level]!) }];
  }).sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight));
}
