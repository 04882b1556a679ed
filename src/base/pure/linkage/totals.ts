import type { Declaration } from './declaration.ts';
import { saidBy } from './entry.ts';
import type { FieldTotals } from './learn.ts';
import { knownIn, type Table } from './table.ts';

/** How many pairs of rows there are; with two sources, only those of different ones. */
export function pairsIn({ source, rows }: Table): number {
  if (!source) return (rows * (rows - 1)) / 2;
  const second = source.reduce((sum, one) => sum + one, 0);
  return second * (rows - second);
}

/** By field, over all pairs: those in which both values count, and those with equal values, by counting values. */
export function totalsOf<R>(declaration: Declaration<R>, table: Table): FieldTotals[] {
  return saidBy(declaration).map((beside, at) => {
    const all = table.source ? totalsAmong(table, at, undefined) : totalsFromCounts(table, at);
    if (beside === undefined) return all;
    const silent = totalsAmong(table, at, beside);
    return { both: all.both - silent.both, equal: all.equal - silent.equal };
  });
}

const pairsOfOne = (count: number) => (count * (count - 1)) / 2;

function totalsFromCounts({ columns }: Table, at: number): FieldTotals {
  const { counts } = columns[at]!;
  let equal = 0;
  for (let place = 1; place < counts.length; place += 1) equal += pairsOfOne(counts[place]!);
  return { both: pairsOfOne(knownIn(columns[at]!)), equal };
}

/** The same by going through the rows: for two sources, or among the rows that have a value in the column `beside`. */
function totalsAmong({ columns, places, source, rows }: Table, at: number, beside: number | undefined): FieldTotals {
  const width = columns.length;
  const values = columns[at]!.counts.length;
  const first = new Uint32Array(values);
  const second = source ? new Uint32Array(values) : first;
  let known = 0;
  let knownOfSecond = 0;
  for (let row = 0; row < rows; row += 1) {
    const place = places[row * width + at]!;
    if (place === 0 || (beside !== undefined && places[row * width + beside] === 0)) continue;
    if (source !== undefined && source[row] === 1) {
      second[place]! += 1;
      knownOfSecond += 1;
    } else {
      first[place]! += 1;
      known += 1;
    }
  }
  let equal = 0;
  for (let place = 1; place < values; place += 1) equal += source ? first[place]! * second[place]! : pairsOfOne(first[place]!);
  return { both: source ? known * knownOfSecond : pairsOfOne(known), equal };
}
