/** One step of agreement: `name` for code, `title` is the reason in words that a reviewer reads (姓名同音). */
export type Level = { name: string; title: string };

/**
 * How two values of a field are compared. `levels` runs from the best to plain difference: the first is for equal values and is
 * given without a call, the last means that nothing links the two. Absent values are no level and no evidence.
 */
export type Comparator<F = any> = {
  levels: readonly Level[];
  /** What `compare` needs to know of one value; asked once per distinct value that is compared. */
  features(value: string): F;
  /** The level, from 1, of two different values; the same either way round. */
  compare(a: F, b: F): number;
};

/** One compared field. `read` gives the normalised text or nothing; with `termFrequency` agreement on a rare value counts for more than on a common one. */
export type Field<R> = {
  name: string;
  title: string;
  read(row: R): string | null | undefined;
  comparator: Comparator;
  termFrequency?: boolean;
  /** Another field that says the same and more: where both rows have a value of it, this one is no evidence (a birth day beside two citizen ids). */
  unless?: string;
  /** The share of each level that is expected among matches, where learning begins without starting weights; it counts as little. */
  expected?: readonly number[];
};

/** A text that blocking may use and that is not compared. */
export type Derived<R> = { name: string; read(row: R): string | null | undefined };

/** A part of a blocking key: a field or derived text; or the characters of its value from one place up to another (nothing where it is shorter); or what `of` makes of it. Nothing keeps the row out of this rule. */
export type KeyPart = { from: string; stretch?: readonly [from: number, to: number]; of?(value: string): string | null | undefined };

/** A blocking rule: rows that agree on all parts are compared. A block of more than `most` rows (default 200) is passed over and counted in the report. */
export type BlockingRule = { name: string; parts: readonly KeyPart[]; most?: number };

/**
 * A kind of pair that agrees on much and is no match, such as kin at one address. Learning gives it a share and distributions of its
 * own, beginning from these; without it such pairs would be taken for matches. `expected` holds, by field, the starting share of each
 * level (what is below 0.001 is ruled out and never learned), and `share` how many such pairs there are for each row at the start.
 */
export type Confusion = { name: string; title: string; share: number; expected: Readonly<Record<string, readonly number[]>> };

/** What is linked and how: pure declarations, so that the same code runs in bulk and for one record at entry. */
export type Declaration<R> = {
  /** A row's id; unique, and the only thing ties are broken by. It is never compared. */
  id(row: R): string;
  fields: readonly Field<R>[];
  derived?: readonly Derived<R>[];
  blocking: readonly BlockingRule[];
  confusions?: readonly Confusion[];
};

/** Learned weights of one field: the share of each level among matches (m) and among other pairs (u), and, with `termFrequency`, the shares of common values and the share that stands for any other. */
export type FieldWeights = { m: readonly number[]; u: readonly number[]; frequencies?: Readonly<Record<string, number>>; rest?: number };

/** Learned weights of one confusion: its chance for two rows taken at random, and the share of each level by field. */
export type ConfusionWeights = { prior: number; m: Readonly<Record<string, readonly number[]>> };

/** Weights as plain JSON. `prior` is the chance that two rows taken at random belong together, in a population of `records`. */
export type Weights = { prior: number; records: number; fields: Readonly<Record<string, FieldWeights>>; confusions?: Readonly<Record<string, ConfusionWeights>> };

/** The confusion that a pair looks like most, where its probability is at least 0.05. */
export type Resemblance = { name: string; title: string; probability: number };

/** One field's part in a comparison: `level` is the place in the comparator's levels, −1 where a value is absent; `weight` in bits. */
export type Evidence = { field: string; level: number; weight: number };

/**
 * Two rows that may belong together, `left` < `right` by id: `probability` from 0 to 1, `weight` in bits
 * for a match against all else, the prior in it; `levels` in the order of the fields (−1: absent).
 */
export type LinkedPair = { left: string; right: string; probability: number; weight: number; levels: number[]; resembles?: Resemblance };

/** What the bulk run did, for the page and for the log. */
export type LinkageReport = {
  records: number;
  /** Pairs compared in full. */
  pairs: number;
  patterns: number;
  rounds: number;
  /** Matches expected among the compared pairs: the sum of their probabilities. */
  expected: number;
  /** Blocks passed over because they were too large, by rule. */
  passedOver: { rule: string; blocks: number; rows: number }[];
  /** Milliseconds by stage; the only part that differs from run to run. */
  milliseconds: Record<string, number>;
};

/** Pairs in falling order of weight (then by ids), groups of two or more ids, each in order and the groups by their first id. */
export type Linked = { pairs: LinkedPair[]; groups: string[][]; weights: Weights; report: LinkageReport };

/** How a bulk run goes. */
export type LinkOptions<R> = {
  /** Pairs from this probability on make groups (default `MATCH`). */
  threshold?: number;
  /** Pairs from this probability on are reported (default: the threshold). */
  report?: number;
  /** Seed of the random pairs (default 1); the same rows and seed give the same bytes whatever the order of the rows. */
  seed?: number;
  /** Random pairs drawn for the shares among non-matches (default 200,000). */
  sample?: number;
  /** Weights to begin from; with few duplicates they stay near these. */
  start?: Weights;
  /** How many matches the starting weights, or what the fields expect, count for at least (default 20); a five-hundredth of the rows where that is more. */
  startCounts?: number;
  /** false: score with `start` as it is, learn nothing (default true). */
  learn?: boolean;
  /** Two files: only rows of different sources are compared. */
  source?(row: R): string;
  /** With two files: each row keeps its best link only. */
  oneToOne?: boolean;
};

/** How one record is compared at entry. */
export type CompareOptions = {
  /** Rows in the register; the prior of the weights is scaled to it (default: as in the weights). */
  population?: number;
};

/** One candidate of an entry-time check, with the evidence field by field (each weighed against pairs taken at random). */
export type Scored<R> = { row: R; id: string; probability: number; weight: number; evidence: Evidence[]; resembles?: Resemblance };

/** A reason in words: `text` is the level's title, `weight` in bits, positive for and negative against. */
export type Reason = { field: string; title: string; text: string; weight: number };

/** The probability from which two rows count as one by default; chosen on invented registers of other seeds than those measured (docs/decisions/0010-record-linkage.md). */
export const MATCH = 0.8;
