import type { ConfusionWeights, Declaration, FieldWeights, Weights } from './declaration.ts';
import type { Learned } from './mixture.ts';
import { shareOf } from './score.ts';
import { type Column, knownIn } from './table.ts';
import { textReader } from './texts.ts';

const MOST_VALUES = 500;
const LEAST_ROWS = 5;

type Frequencies = { frequencies: Record<string, number>; rest: number };

/** The shares of the commonest values (at most 500, each carried by at least five rows) of the fields that weigh by rarity, and the share that stands for all others. */
export function frequenciesOf<R>(declaration: Declaration<R>, columns: readonly Column[]): Map<string, Frequencies> {
  const all = new Map<string, Frequencies>();
  declaration.fields.forEach((field, at) => {
    if (!field.termFrequency) return;
    const { texts, counts } = columns[at]!;
    const known = knownIn(columns[at]!);
    const textAt = textReader(texts);
    const common: { place: number; text: string }[] = [];
    for (let place = 1; place < counts.length; place += 1) if (counts[place]! >= LEAST_ROWS) common.push({ place, text: textAt(place) });
    common.sort((a, b) => counts[b.place]! - counts[a.place]! || (a.text < b.text ? -1 : 1));
    common.splice(MOST_VALUES);
    const listed = new Set(common.map(({ place }) => place));
    let squares = 0;
    let rest = 0;
    for (let place = 1; place < counts.length; place += 1) {
      if (listed.has(place)) continue;
      squares += counts[place]! * shareOf(counts[place]!, known);
      rest += counts[place]!;
    }
    all.set(field.name, { frequencies: Object.fromEntries(common.map(({ place, text }) => [text, rounded(counts[place]! / known)])), rest: rounded(rest > 0 ? squares / rest : 1 / Math.max(known, 1)) });
  });
  return all;
}

/** Learned weights as plain JSON, to six significant digits. */
export function weightsOf<R>(declaration: Declaration<R>, learned: Learned, records: number, frequencies: Map<string, Frequencies>): Weights {
  const fields: Record<string, FieldWeights> = {};
  const confusions: Record<string, ConfusionWeights> = {};
  const [match, ...others] = learned.kinds;
  declaration.fields.forEach((field, at) => {
    fields[field.name] = { m: match!.m[at]!.map(rounded), u: learned.u[at]!.map(rounded), ...frequencies.get(field.name) };
  });
  declaration.confusions?.forEach(({ name }, at) => {
    confusions[name] = { prior: rounded(others[at]!.prior), m: Object.fromEntries(declaration.fields.map((field, place) => [field.name, others[at]!.m[place]!.map(rounded)])) };
  });
  return { prior: rounded(match!.prior), records, fields, ...(others.length > 0 ? { confusions } : {}) };
}

const rounded = (number: number) => Number(number.toPrecision(6));
