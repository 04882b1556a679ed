import { sql } from 'kysely';
import { RecordQuery } from '#base/pure/recordOperations.ts';
import { listRows } from '#base/server/records/list.ts';
import { measureAll } from '#modules/figures/service.ts';
import { systemActor } from '../src/entry/system.ts';
import { type BenchResult, printMs, repeated } from './bench.ts';
import { acting, COUNTY } from './persons.ts';
import { openYear } from './year.ts';

/** All figures of a year, and the first page of the rows behind each, beside one count over the register as its owner. */
export async function bench(args: string[]): Promise<BenchResult[]> {
  const results: BenchResult[] = [];
  for (const size of args.length > 0 ? args.map(Number) : [20_000, 200_000]) {
    const product = await openYear(size);
    const { house } = product;
    const actor = systemActor(COUNTY);
    const plain = await repeated(10, () => sql`select count(*) from registry.person`.execute(house.database.owner));
    const all = await repeated(10, () => acting(house, actor, (act) => measureAll(act, { period: '2023' })));
    const add = (claim: string, ms: number, ours: string, aim?: string) => results.push({ claim, size: `${size} persons, ${house.figures.size} figures`, ours, comparison: `count of all persons ${printMs(plain.median)}`, ratio: (ms / plain.median).toFixed(1), aim });
    add('all figures of a year', all.median, `median ${printMs(all.median)}, p95 ${printMs(all.p95)}`, '≤ 500 ms at 20,000');
    const pages: { key: string; ms: number }[] = [];
    for (const figure of house.figures.values()) {
      const query = RecordQuery.parse({ figure: figure.key, period: '2023' });
      pages.push({ key: figure.key, ms: (await repeated(5, () => acting(house, actor, (act) => listRows(act, house.stores.get(figure.record.name)!, query)))).median });
    }
    pages.sort((a, b) => a.ms - b.ms);
    const [middle, slowest] = [pages[Math.floor(pages.length / 2)]!, pages[pages.length - 1]!];
    add('first page of the rows behind a figure', middle.ms, `median over all figures ${printMs(middle.ms)}; slowest ${slowest.key} ${printMs(slowest.ms)}`);
    await product.close();
  }
  return results;
}
