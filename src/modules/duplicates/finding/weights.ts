import { sql } from 'kysely';
import { PERSON_WEIGHTS } from '#base/pure/linkage/chinese/startingWeights.generated.ts';
import type { Scored, Weights } from '#base/pure/linkage/declaration.ts';
import type { Act, House } from '#base/server/house.ts';
import { type LinkRow, personLinkage } from '../rules/linking.ts';

type Comparer = (row: LinkRow, candidates: readonly LinkRow[]) => Scored<LinkRow>[];

const started = personLinkage.comparer(PERSON_WEIGHTS);
const learned = new WeakMap<House, Map<string, { run: string; comparer: Comparer }>>();

/** Compares with the weights that the county's last 全县查重 learned, else with those it would begin from. */
export async function weightsNow(act: Act): Promise<Comparer> {
  const { county } = act.scope;
  const { rows } = await sql<{ id: string }>`select id from duplicates.run where county_code = ${county} and stage = 'done' order by started_at desc limit 1`.execute(act.tx);
  if (!rows[0]) return started;
  const counties = learned.get(act.house) ?? new Map<string, { run: string; comparer: Comparer }>();
  const known = counties.get(county);
  if (known?.run === rows[0].id) return known.comparer;
  const { rows: [run] } = await sql<{ weights: Weights }>`select weights from duplicates.run where county_code = ${county} and id = ${rows[0].id}`.execute(act.tx);
  const comparer = personLinkage.comparer(run!.weights);
  learned.set(act.house, counties.set(county, { run: rows[0].id, comparer }));
  return comparer;
}
