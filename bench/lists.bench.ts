import { sql } from 'kysely';
import { RecordQuery } from '#base/pure/recordOperations.ts';
import type { Actor, House } from '#base/server/house.ts';
import { listRows } from '#base/server/records/list.ts';
import { persons } from '#modules/registry/service.ts';
import { systemActor } from '../src/entry/system.ts';
import { type BenchResult, printMs, repeated } from './bench.ts';
import { acting, COUNTY, openWithPersons, townshipClerk } from './persons.ts';

/** Lists and searches of the register at the given sizes, beside the same first page as one plain SQL statement of the owner (no scope, no encryption, no joins). */
export async function bench(args: string[]): Promise<BenchResult[]> {
  const sizes = args.length > 0 ? args.map(Number) : [20_000, 200_000];
  const results: BenchResult[] = [];
  for (const size of sizes) {
    const product = await openWithPersons(size);
    const { house, people } = product;
    const county = systemActor(COUNTY);
    const clerk = townshipClerk(people[0]!);
    const one = people[Math.floor(size / 2)]!;
    const plain = await repeated(20, () => sql`select * from registry.person where county_code = ${COUNTY} order by division_code, id limit 20`.execute(house.database.owner));
    const cases: [string, Actor, Record<string, unknown>, string?][] = [
      ['first page of a township, with total', clerk, {}, '≤ 10 ms at 200,000'],
      ['first page of the county, with total', county, {}],
      ['page 200 of the county', county, { page: 200 }],
      ['name contains two characters, county', county, { search: one.name.slice(1) }],
      ['name contains two characters, township', clerk, { search: people[0]!.name.slice(1) }],
      ['full pinyin, county', county, { search: 'wangjianguo' }],
      ['initials, county', county, { search: 'wjg' }],
      ['citizen id, exact, county', county, { search: one.citizenId }],
      ['last four digits of a phone, county', county, { search: one.mobile.slice(-4) }],
      ['role and state filters, township', clerk, { filters: { roles: ['combat'], state: ['registered'] } }],
    ];
    for (const [claim, actor, query, aim] of cases) {
      const measured = await repeated(30, () => page(house, actor, query));
      results.push({ claim, size: `${size} persons`, ours: `median ${printMs(measured.median)}, p95 ${printMs(measured.p95)}`, comparison: `plain first page ${printMs(plain.median)}`, ratio: (measured.median / plain.median).toFixed(1), aim });
    }
    await product.close();
  }
  return results;
}

const page = (house: House, actor: Actor, query: Record<string, unknown>) => acting(house, actor, (act) => listRows(act, persons, RecordQuery.parse(query)));
