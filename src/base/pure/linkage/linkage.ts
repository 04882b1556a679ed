import { blockingKeys, forEachPair } from './blocking.ts';
import { type Column, columnsOf, orderOf } from './columns.ts';
import { type LevelOf, levelReader } from './compareFields.ts';
import { type CompareOptions, type Declaration, type Linked, type LinkedPair, type LinkOptions, MATCH, type Reason, type Scored, type Weights } from './declaration.ts';
import { comparerOf, saidBy } from './entry.ts';
import { bestOnly, connected } from './groups.ts';
import { learn, type FieldTotals, startingPoint } from './learn.ts';
import type { Learned } from './mixture.ts';
import { PairList } from './pairList.ts';
import { Patterns } from './patterns.ts';
import { randomOf } from './random.ts';
import { scorePairs } from './score.ts';
import { frequenciesOf, weightsOf } from './weights.ts';

/** Record linkage over one declaration. */
export type Linkage<R> = {
  declaration: Declaration<R>;
  /**
   * Links rows in bulk: blocks, learns weights by expectation–maximisation, scores and groups. The same rows, options and seed give
   * the same bytes (milliseconds aside), whatever the order of the rows.
   * @throws RangeError when an id stands twice.
   */
  link(rows: readonly R[], options?: LinkOptions<R>): Linked;
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
    link: (rows, options = {}) => link(declaration, rows, options),
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

/** Rows in the order that depends on their ids alone, column by column. */
type Table = { ids: string[]; columns: Map<string, Column>; fields: Column[]; source: Uint8Array | undefined };

function tableOf<R>(declaration: Declaration<R>, given: readonly R[], sourceOf: ((row: R) => string) | undefined): Table {
  const idsGiven = given.map((row) => declaration.id(row));
  const order = orderOf(idsGiven);
  const declared = [...declaration.fields, ...(declaration.derived ?? [])];
  const made = columnsOf(given, declared.map((column) => (row: R) => column.read(row)), order);
  const columns = new Map(declared.map((column, at) => [column.name, made[at]!]));
  const ids = new Array<string>(order.length);
  for (let at = 0; at < order.length; at += 1) ids[at] = idsGiven[order[at]!]!;
  let source: Uint8Array | undefined;
  if (sourceOf) {
    const all = given.map(sourceOf);
    const names = [...new Set(all)].sort();
    if (names.length > 2) throw new RangeError(`linkage: ${names.length} sources, two are possible`);
    source = Uint8Array.from(order, (place) => names.indexOf(all[place]!));
  }
  return { ids, columns, fields: declaration.fields.map((field) => columns.get(field.name)!), source };
}

function link<R>(declaration: Declaration<R>, given: readonly R[], options: LinkOptions<R>): Linked {
  const clock = stopwatch();
  const table = tableOf(declaration, given, options.source);
  clock.lap('read');
  const readers = declaration.fields.map((field, at) => levelReader(table.fields[at]!, field.comparator));
  const candidates = new Patterns(declaration.fields.map((field) => field.comparator.levels.length));
  const list = new PairList();
  const patternAt = patternReader(declaration, table.fields, readers, candidates);
  const passedOver = forEachPair(declaration.blocking, table.columns, table.ids.length, table.source, (left, right) => list.add(left, right, patternAt(left, right)));
  clock.lap('compare');
  const learned = learnFrom(declaration, table, readers, candidates, options);
  clock.lap('learn');
  const threshold = options.threshold ?? MATCH;
  const scored = scorePairs(declaration, table, list, candidates, learned, Math.min(threshold, options.report ?? threshold));
  const matches = scored.filter(({ probability }) => probability >= threshold);
  const links = options.oneToOne && table.source ? bestOnly(table.ids.length, matches) : matches;
  clock.lap('score');
  const groups = connected(table.ids.length, links).map((places) => places.map((place) => table.ids[place]!).sort()).sort((a, b) => (a[0]! < b[0]! ? -1 : 1));
  const linked = new Set(links);
  const pairs = scored.filter((one) => one.probability < threshold || linked.has(one)).map(({ left: _left, right: _right, leftId, rightId, ...rest }): LinkedPair => ({ left: leftId, right: rightId, ...rest }));
  clock.lap('group');
  return {
    pairs, groups, weights: weightsOf(declaration, learned, table.ids.length, frequenciesOf(declaration, table.fields)),
    report: { records: table.ids.length, pairs: list.size, patterns: candidates.size, rounds: learned.rounds, expected: learned.expected, passedOver, milliseconds: clock.laps },
  };
}

function patternReader<R>(declaration: Declaration<R>, columns: readonly Column[], readers: readonly LevelOf[], patterns: Patterns): (left: number, right: number) => number {
  const of = columns.map((column) => column.of);
  const besides = saidBy(declaration).map((place) => (place === undefined ? undefined : of[place]!));
  const radix = patterns.sizes.map((size) => size + 1);
  return (left, right) => {
    let code = 0;
    for (let field = 0; field < of.length; field += 1) {
      const beside = besides[field];
      const level = beside !== undefined && beside[left] !== 0 && beside[right] !== 0 ? radix[field]! - 1 : readers[field]!(of[field]![left]!, of[field]![right]!);
      code = code * radix[field]! + level;
    }
    return patterns.add(code);
  };
}

function learnFrom<R>(declaration: Declaration<R>, table: Table, readers: readonly LevelOf[], candidates: Patterns, options: LinkOptions<R>): Learned {
  const records = table.ids.length;
  if (options.learn === false && options.start) return startingPoint(declaration, options.start, records);
  const random = new Patterns(candidates.sizes);
  drawPairs(table.source, records, options.sample ?? 200_000, options.seed ?? 1, patternReader(declaration, table.fields, readers, random));
  const evidences = { candidates, random, totals: totalsOf(declaration, table), pairs: Math.max(1, pairsOf(table.source, records)), records };
  return learn(evidences, declaration, options.start, options.startCounts ?? 20);
}

function pairsOf(source: Uint8Array | undefined, rows: number): number {
  if (!source) return (rows * (rows - 1)) / 2;
  const second = source.reduce((sum, one) => sum + one, 0);
  return second * (rows - second);
}

/** By field, over all pairs: those in which both values count, and those with equal values, by counting values. */
function totalsOf<R>(declaration: Declaration<R>, { fields, source }: Table): FieldTotals[] {
  return saidBy(declaration).map((place, at) => {
    const all = totalsAmong(fields[at]!, source, undefined);
    if (place === undefined) return all;
    const silent = totalsAmong(fields[at]!, source, fields[place]!.of);
    return { both: all.both - silent.both, equal: all.equal - silent.equal };
  });
}

/** The same for one column, among the rows that have a value `beside` it. */
function totalsAmong({ of, values }: Column, source: Uint8Array | undefined, beside: Uint32Array | undefined): FieldTotals {
  const first = new Uint32Array(values.length);
  const second = source ? new Uint32Array(values.length) : first;
  for (let row = 0; row < of.length; row += 1) {
    if (beside !== undefined && beside[row] === 0) continue;
    const counts = source !== undefined && source[row] === 1 ? second : first;
    counts[of[row]!]! += 1;
  }
  const known = (counts: Uint32Array) => counts.reduce((sum, one) => sum + one, 0) - counts[0]!;
  let equal = 0;
  for (let place = 1; place < values.length; place += 1) equal += source ? first[place]! * second[place]! : (first[place]! * (first[place]! - 1)) / 2;
  return { both: source ? known(first) * known(second) : (known(first) * (known(first) - 1)) / 2, equal };
}

/** Random pairs, or all pairs once where there are no more than that. */
function drawPairs(source: Uint8Array | undefined, rows: number, sample: number, seed: number, take: (left: number, right: number) => void): void {
  if ((rows * (rows - 1)) / 2 <= sample) {
    for (let left = 0; left < rows; left += 1) for (let right = left + 1; right < rows; right += 1) if (!source || source[left] !== source[right]) take(left, right);
    return;
  }
  const draw = randomOf(seed);
  for (let count = 0; count < sample; count += 1) {
    const left = draw(rows);
    const right = draw(rows);
    if (left !== right && (!source || source[left] !== source[right])) take(left, right);
  }
}

function stopwatch() {
  let last = performance.now();
  const laps: Record<string, number> = {};
  return {
    laps,
    lap(stage: string) {
      const now = performance.now();
      laps[stage] = Math.round(now - last);
      last = now;
    },
  };
}
