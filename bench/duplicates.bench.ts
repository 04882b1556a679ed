import { cpus, loadavg } from 'node:os';
import { sql } from 'kysely';
import { check } from '#modules/duplicates/finding/check.ts';
import { systemActor } from '../src/entry/system.ts';
import { chanceOf } from '../tools/demo/random.ts';
import { type BenchResult, printMs, repeated } from './bench.ts';
import { acting, COUNTY, openWithPersons, type PersonsOpened } from './persons.ts';

const LOOKS = 400;
const AIMS: Record<number, string> = { 100_000: 'p95 ≤ 10 ms', 1_000_000: 'p95 ≤ 30 ms' };

/** 录入查重 over a whole county, as typed at the desk: name with year, with day, with a citizen id, and with a telephone; beside a plain look-up of the very same name. A million persons take minutes to fill and are measured only where asked for. */
export async function bench(args: string[]): Promise<BenchResult[]> {
  const sizes = args.length > 0 ? args.map(Number) : [20_000, 100_000];
  const results: BenchResult[] = [];
  for (const size of sizes) {
    const product = await openWithPersons(size);
    results.push(...(await checks(product)));
    await product.close();
  }
  return results;
}

/** The checks against one opened county. */
export async function checks({ house, people }: Pick<PersonsOpened, 'house' | 'people'>): Promise<BenchResult[]> {
  const chance = chanceOf(7);
  const drawn = Array.from({ length: LOOKS }, () => chance.pick(people));
  const one = (at: number) => drawn[Math.max(0, at)]!;
  const plain = await repeated(LOOKS, (at) => acting(house, systemActor(COUNTY), (act) => sql`select r.id from registry.person r where r.county_code = ${COUNTY} and r.name = ${one(at).name} limit 20`.execute(act.tx)));
  const typed: [string, (at: number) => Parameters<typeof check>[1]][] = [
    ['name and year of birth', (at) => ({ name: one(at).name, birthOn: one(at).birthOn.slice(0, 4) })],
    ['name and day of birth', (at) => ({ name: one(at).name, birthOn: one(at).birthOn })],
    ['name and citizen id', (at) => ({ name: one(at).name, citizenId: one(at).citizenId })],
    ['all that a form holds', (at) => ({ name: one(at).name, citizenId: one(at).citizenId, birthOn: one(at).birthOn, mobile: one(at).mobile })],
  ];
  const results: BenchResult[] = [];
  for (const [what, input] of typed) {
    let found = 0;
    const ours = await repeated(LOOKS, (at) => acting(house, systemActor(COUNTY), async (act) => { found += (await check(act, input(at))).length > 0 ? 1 : 0; }));
    results.push({
      claim: `check at entry by ${what}`, size: `${people.length} persons`, ours: `median ${printMs(ours.median)}, p95 ${printMs(ours.p95)}`, comparison: `the same name in SQL: median ${printMs(plain.median)}, p95 ${printMs(plain.p95)}`,
      ratio: (ours.median / plain.median).toFixed(1), aim: AIMS[people.length], note: `${found} of ${LOOKS + 1} looks showed somebody; load ${loadavg()[0]!.toFixed(1)} on ${cpus().length} cores`,
    });
  }
  return results;
}
