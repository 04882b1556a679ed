import { sql } from 'kysely';
import { PERSON_WEIGHTS } from '#base/pure/linkage/chinese/startingWeights.generated.ts';
import type { Scored, Weights } from '#base/pure/linkage/declaration.ts';
import type { Act, House } from '#base/server/house.ts';
import { type LinkRow, personLinkage } from '../rules/linking.ts';

type Comparer = (row: LinkRow, candidates: readonly LinkRow[]) => Scored<LinkRow>[];

const started = personLinkage.comparer(PERSON_WEIGHTS);
const learned = new WeakMap<House, Map<string, { run: string; comparer: Comparer }>>();

/** Compares with the weights that a run of 全县查重 learned in the county, or, where none is named, with those it would begin from. */
export async function comparerFrom(act: Act, run: string | null): Promise<Comparer> {
  if (run === null) return started;
  const { county } = act.scope;
  const counties = learned.get(act.house) ?? new Map<string, { run: string; comparer: Comparer }>();
  const known = counties.get(county);
  if (known?.run === run) return known.comparer;
  const { rows } = await sql<{ weights: Weights }>`select weights from duplicates.run where county_code = ${county} and id = ${run}`.execute(act.tx);
  const comparer = personLinkage.comparer(rows[0]!.weights);
  learned.set(act.house, counties.set(county, { run, comparer }));
  return comparer;
}
