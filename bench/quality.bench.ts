import { sql } from 'kysely';
import { evaluateAll } from '#modules/quality/jobs.ts';
import { evaluate } from '#modules/quality/service/evaluate.ts';
import { systemActor } from '../src/entry/system.ts';
import { type BenchResult, printMs, repeated, timed } from './bench.ts';
import { acting, COUNTY, openWithPersons } from './persons.ts';

/** All quality rules over a whole county, first and again, and one file in its act, beside a plain SQL count of the same persons. */
export async function bench(args: string[]): Promise<BenchResult[]> {
  const sizes = args.length > 0 ? args.map(Number) : [20_000, 100_000];
  const results: BenchResult[] = [];
  for (const size of sizes) {
    const product = await openWithPersons(size);
    const { house } = product;
    const plain = await repeated(5, () => sql`select count(*) filter (where ethnicity is null), count(*) filter (where mobile_index is null), count(*) filter (where birth_on < '1911-01-01') from registry.person where county_code = ${COUNTY}`.execute(house.database.owner));
    const line = (claim: string, ms: number, note: string) => results.push({ claim, size: `${size} persons`, ours: `${printMs(ms)}, ${((ms * 1000) / size).toFixed(0)} µs a file`, comparison: `plain count of three conditions ${printMs(plain.median)}`, ratio: (ms / plain.median).toFixed(0), note });
    const first = await timed(() => evaluateAll(house));
    const { rows } = await sql<{ n: number; id: string }>`select count(*)::int as n, (array_agg(person_id))[1] as id from quality.finding`.execute(house.database.owner);
    line('all rules over all files, nothing kept before', first.ms, `${rows[0]!.n} findings written`);
    line('all rules over all files again', (await timed(() => evaluateAll(house))).ms, 'nothing changed');
    const one = await repeated(20, () => acting(house, systemActor(COUNTY), (act) => evaluate(act, { persons: [rows[0]!.id] })));
    results.push({ claim: 'all rules over one file, in its act', size: `${size} persons`, ours: `median ${printMs(one.median)}, p95 ${printMs(one.p95)}`, comparison: `plain count of three conditions ${printMs(plain.median)}`, ratio: (one.median / plain.median).toFixed(2) });
    await product.close();
  }
  return results;
}
