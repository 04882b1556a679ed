import type { CompareOptions, Declaration, Evidence, Scored, Weights } from './declaration.ts';
import { probabilityOf } from './learn.ts';

type Known = { text: string; features: unknown };

/** Scores candidates against one record with given weights. Nothing is kept from call to call except the weights. */
export function comparerOf<R>(declaration: Declaration<R>, weights: Weights, options: CompareOptions = {}): (row: R, candidates: readonly R[]) => Scored<R>[] {
  const bits = declaration.fields.map((field) => {
    const known = weights.fields[field.name];
    if (!known || known.m.length !== field.comparator.levels.length || known.u.length !== known.m.length) throw new RangeError(`linkage: the weights do not fit the field ${field.name}`);
    return known.m.map((share, level) => Math.log2(share / known.u[level]!));
  });
  const prior = Math.min(0.5, (weights.prior * weights.records) / Math.max(options.population ?? weights.records, 2));
  const odds = Math.log2(prior / (1 - prior));
  const knownOf = (row: R) => declaration.fields.map((field): Known | undefined => {
    const text = field.read(row);
    return text ? { text, features: field.comparator.features(text) } : undefined;
  });
  return (row, candidates) => {
    const id = declaration.id(row);
    const own = knownOf(row);
    const scored: Scored<R>[] = [];
    for (const candidate of candidates) {
      const candidateId = declaration.id(candidate);
      if (candidateId === id) continue;
      const evidence = evidenceOf(declaration, weights, bits, own, knownOf(candidate));
      const weight = evidence.reduce((sum, one) => sum + one.weight, odds);
      scored.push({ row: candidate, id: candidateId, probability: probabilityOf(weight), weight, evidence });
    }
    return scored.sort((a, b) => b.weight - a.weight || (a.id < b.id ? -1 : 1));
  };
}

function evidenceOf<R>(declaration: Declaration<R>, weights: Weights, bits: number[][], own: (Known | undefined)[], other: (Known | undefined)[]): Evidence[] {
  return declaration.fields.map((field, at) => {
    const a = own[at];
    const b = other[at];
    if (!a || !b) return { field: field.name, level: -1, weight: 0 };
    const level = a.text === b.text ? 0 : field.comparator.compare(a.features, b.features);
    const plain = bits[at]![level]!;
    const known = weights.fields[field.name]!;
    if (level > 0 || !field.termFrequency || !known.frequencies) return { field: field.name, level, weight: plain };
    const share = Object.hasOwn(known.frequencies, a.text) ? known.frequencies[a.text]! : (known.rest ?? known.u[0]!);
    return { field: field.name, level, weight: Math.log2(known.m[0]! / share) };
  });
}
