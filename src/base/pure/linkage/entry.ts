import type { CompareOptions, Declaration, Evidence, Scored, Weights } from './declaration.ts';
import { startingPoint } from './learn.ts';
import { bitsOf, oddsOf, probabilityOf, weightAmong } from './mixture.ts';
import { resemblanceOf } from './score.ts';

/** By field, the place of the field that makes it no evidence where both rows have that one. */
export function saidBy<R>({ fields }: Declaration<R>): (number | undefined)[] {
  return fields.map(({ name, unless }) => {
    if (unless === undefined) return undefined;
    const place = fields.findIndex((field) => field.name === unless);
    if (place < 0) throw new RangeError(`linkage: the field ${name} stands beside ${unless}, which is no field`);
    return place;
  });
}

type Known = { text: string; features: unknown };

/** Scores candidates against one record with given weights. Nothing is kept from call to call except the weights. */
export function comparerOf<R>(declaration: Declaration<R>, weights: Weights, options: CompareOptions = {}): (row: R, candidates: readonly R[]) => Scored<R>[] {
  for (const field of declaration.fields) {
    const known = weights.fields[field.name];
    if (!known || known.m.length !== field.comparator.levels.length || known.u.length !== known.m.length) throw new RangeError(`linkage: the weights do not fit the field ${field.name}`);
  }
  const { kinds, u } = startingPoint(declaration, weights, options.population ?? weights.records);
  const besides = saidBy(declaration);
  const bits = kinds.map(({ m }) => bitsOf(m, u));
  const odds = oddsOf(kinds);
  const knownOf = (row: R) => declaration.fields.map((field): Known | undefined => {
    const text = field.read(row);
    return text ? { text, features: field.comparator.features(text) } : undefined;
  });
  const score = (row: R, levels: readonly number[], own: readonly (Known | undefined)[]): Scored<R> => {
    const evidence = declaration.fields.map((field, at): Evidence => ({ field: field.name, level: levels[at]!, weight: levels[at]! < 0 ? 0 : bits[0]![at]![levels[at]!]! }));
    let gain = 0;
    declaration.fields.forEach((field, at) => {
      if (levels[at] !== 0 || !field.termFrequency) return;
      const more = rarityAmong(weights, field.name, own[at]!.text, u[at]![0]!);
      evidence[at]!.weight += more;
      gain += more;
    });
    const all = odds.map((own, kind) => levels.reduce((sum, level, at) => (level < 0 ? sum : sum + bits[kind]![at]![level]!), own));
    const weight = weightAmong(all, gain);
    const resembles = resemblanceOf(declaration, all, gain, weight);
    return { row, id: declaration.id(row), probability: probabilityOf(weight), weight, evidence, ...(resembles ? { resembles } : {}) };
  };
  return (row, candidates) => {
    const id = declaration.id(row);
    const own = knownOf(row);
    const others = candidates.filter((candidate) => declaration.id(candidate) !== id);
    return others.map((candidate) => score(candidate, levelsBetween(declaration, besides, own, knownOf(candidate)), own)).sort((a, b) => b.weight - a.weight || (a.id < b.id ? -1 : 1));
  };
}

function levelsBetween<R>(declaration: Declaration<R>, besides: readonly (number | undefined)[], own: readonly (Known | undefined)[], other: readonly (Known | undefined)[]): number[] {
  return declaration.fields.map((field, at) => {
    const a = own[at];
    const b = other[at];
    const beside = besides[at];
    if (!a || !b || (beside !== undefined && own[beside] && other[beside])) return -1;
    return a.text === b.text ? 0 : field.comparator.compare(a.features, b.features);
  });
}

/** What equality on this value weighs beyond the field's average, by the shares that the weights carry. */
function rarityAmong(weights: Weights, field: string, value: string, u: number): number {
  const { frequencies, rest } = weights.fields[field]!;
  if (!frequencies) return 0;
  return Math.log2(u / (Object.prototype.hasOwnProperty.call(frequencies, value) ? frequencies[value]! : (rest ?? u)));
}
