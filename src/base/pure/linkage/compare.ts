import { forEachPair, type Blocks } from './blocking.ts';
import type { Comparator, Declaration } from './declaration.ts';
import { saidBy } from './entry.ts';
import type { Part } from './part.ts';
import { type PatternCounts, Patterns } from './patterns.ts';
import { randomOf } from './random.ts';
import type { Column, Table } from './table.ts';
import { grown, textReader } from './texts.ts';

/** Pairs of rows with the place of their pattern, in arrays of which the first `size` count. */
export type PairList = { size: number; left: Uint32Array; right: Uint32Array; pattern: Uint32Array };

/** Up to so many distinct values, the level of each two is kept: 4 MB at most, and such a column meets the same two often. */
const FEW = 2048;
/** Up to so many, what comparing needs to know of a value is kept; beyond, looking it up costs more than making it again. */
const MANY = 30_000;

/** Gives the level of two interned values; the number of levels where one is absent. */
type LevelOf = (a: number, b: number) => number;

/** A reader of levels for one column. What is kept never changes an answer, only its speed. */
function levelReader({ texts, hashes }: Column, comparator: Comparator): LevelOf {
  const absent = comparator.levels.length;
  const values = hashes.length;
  if (absent === 2) return (a, b) => (a === 0 || b === 0 ? 2 : a === b ? 0 : 1);
  const textAt = textReader(texts);
  const features: unknown[] | undefined = values <= MANY ? new Array(values).fill(undefined) : undefined;
  const featuresAt = features ? (place: number) => (features[place] ??= comparator.features(textAt(place))) : (place: number) => comparator.features(textAt(place));
  if (values > FEW) return (a, b) => (a === 0 || b === 0 ? absent : a === b ? 0 : comparator.compare(featuresAt(a), featuresAt(b)));
  const levels = new Uint8Array(values * values);
  return (a, b) => {
    if (a === 0 || b === 0) return absent;
    if (a === b) return 0;
    const at = a < b ? a * values + b : b * values + a;
    const known = levels[at]!;
    if (known !== 0) return known;
    const level = comparator.compare(featuresAt(a), featuresAt(b));
    levels[at] = level;
    return level;
  };
}

/** Compares two rows in all fields and gives the code of their pattern. */
type CodeOf = (left: number, right: number) => number;

function codeReader<R>(declaration: Declaration<R>, { columns, places }: Table): CodeOf {
  const readers = declaration.fields.map((field, at) => levelReader(columns[at]!, field.comparator));
  const besides = saidBy(declaration).map((place) => place ?? -1);
  const radix = declaration.fields.map((field) => field.comparator.levels.length + 1);
  const width = columns.length;
  return (left, right) => {
    const a = left * width;
    const b = right * width;
    let code = 0;
    for (let field = 0; field < readers.length; field += 1) {
      const beside = besides[field]!;
      const silent = beside >= 0 && places[a + beside] !== 0 && places[b + beside] !== 0;
      code = code * radix[field]! + (silent ? radix[field]! - 1 : readers[field]!(places[a + field]!, places[b + field]!));
    }
    return code;
  };
}

/** How random pairs are drawn: `order` is of the rows by their ids, so that the draw does not depend on how they came. */
export type Draw = { sample: number; seed: number; order: Uint32Array };

/** What comparing gives: the candidate pairs with their patterns, and the patterns of the random pairs. */
export type Compared<P extends PatternCounts = Patterns> = { list: PairList; candidates: P; random: P };

/** Compares a part of the candidate pairs and of the random pairs. */
export function comparePart<R>(declaration: Declaration<R>, table: Table, blocks: Blocks, draw: Draw, part: Part): Compared {
  const codeOf = codeReader(declaration, table);
  const sizes = declaration.fields.map((field) => field.comparator.levels.length);
  const candidates = new Patterns(sizes);
  const list: PairList = { size: 0, left: new Uint32Array(4096), right: new Uint32Array(4096), pattern: new Uint32Array(4096) };
  forEachPair(declaration.blocking, table, blocks, part, (left, right) => keep(list, left, right, candidates.add(codeOf(left, right))));
  const random = new Patterns(sizes);
  drawPairs(table, draw, part, (left, right) => random.add(codeOf(left, right)));
  return { list, candidates, random };
}

function keep(list: PairList, left: number, right: number, pattern: number): void {
  if (list.size === list.left.length) {
    const length = Math.ceil(list.size * 1.5);
    list.left = grown(list.left, length);
    list.right = grown(list.right, length);
    list.pattern = grown(list.pattern, length);
  }
  list.left[list.size] = left;
  list.right[list.size] = right;
  list.pattern[list.size] = pattern;
  list.size += 1;
}

/** Random pairs, or all pairs once where there are no more than that. A part takes every so many of them. */
function drawPairs({ rows, source }: Table, { sample, seed, order }: Draw, part: Part, take: (left: number, right: number) => void): void {
  if (sample === 0) return;
  if ((rows * (rows - 1)) / 2 <= sample) {
    for (let left = part.at; left < rows; left += part.of) for (let right = left + 1; right < rows; right += 1) if (!source || source[left] !== source[right]) take(left, right);
    return;
  }
  const random = randomOf(seed);
  for (let count = 0; count < sample; count += 1) {
    const left = order[random(rows)]!;
    const right = order[random(rows)]!;
    if (count % part.of === part.at && left !== right && (!source || source[left] !== source[right])) take(left, right);
  }
}

/** What several parts gave, as one. */
export function joined(parts: readonly Compared<PatternCounts>[]): Compared {
  const size = parts.reduce((sum, { list }) => sum + list.size, 0);
  const list: PairList = { size, left: new Uint32Array(size), right: new Uint32Array(size), pattern: new Uint32Array(size) };
  const candidates = new Patterns(parts[0]!.candidates.sizes);
  const random = new Patterns(candidates.sizes);
  let from = 0;
  for (const part of parts) {
    random.addAll(part.random);
    const places = candidates.addAll(part.candidates);
    list.left.set(part.list.left.subarray(0, part.list.size), from);
    list.right.set(part.list.right.subarray(0, part.list.size), from);
    for (let at = 0; at < part.list.size; at += 1) list.pattern[from + at] = places[part.list.pattern[at]!]!;
    from += part.list.size;
  }
  return { list, candidates, random };
}
