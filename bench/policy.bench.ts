import { sql } from 'kysely';
import { workAllProspects } from '#modules/benefits/jobs.ts';
import { loadFacts } from '#modules/benefits/queries/facts.ts';
import { loadAround } from '#modules/benefits/queries/policy.ts';
import { claimsOf } from '#modules/benefits/rules/claims.ts';
import type { Terms } from '#modules/benefits/rules/programme.ts';
import { prospectsOf } from '#modules/benefits/rules/prospects.ts';
import { compileRates } from '#modules/benefits/rules/rates.ts';
import { rowsInForce } from '#modules/benefits/queries/standards.ts';
import { evaluate, forecast, judge } from '#modules/benefits/service/policy.ts';
import { benefits } from '#modules/benefits/module.ts';
import { systemActor } from '../src/entry/system.ts';
import { type BenchResult, printMs, repeated, timed } from './bench.ts';
import { acting, COUNTY, openWithPersons } from './persons.ts';

const CATEGORY = sql`case when 'rural60' = any (r.roles) then 'rural60' when 'combat' = any (r.roles) then 'combat' when 'kin_martyr' = any (r.roles) then 'kin_martyr' else 'ill_returned' end`;

/** 政策找人 over a whole county (read and judged; written), one person in its act, one person's sheet with reasons, and the forecast, beside a plain SQL count of the same persons. Every second person is given a benefit that the register does not otherwise make. */
export async function bench(args: string[]): Promise<BenchResult[]> {
  const sizes = args.length > 0 ? args.map(Number) : [20_000];
  const results: BenchResult[] = [];
  for (const size of sizes) {
    const product = await openWithPersons(size);
    const { house } = product;
    const actor = systemActor(COUNTY);
    await acting(house, actor, async (act) => { await benefits.begin?.(act); });
    await sql`insert into benefits.recipient (county_code, id, division_code, person_id, category, state, started_on) select r.county_code, gen_random_uuid(), r.division_code, r.id, ${CATEGORY}, 'receiving', '2015-08' from registry.person r where r.county_code = ${COUNTY}`.execute(house.database.owner);
    await sql`insert into registry.livelihood (county_code, id, division_code, person_id, pension) select r.county_code, gen_random_uuid(), r.division_code, r.id, (array['resident', 'employee', 'none'])[1 + abs(hashtext(r.id::text)) % 3] from registry.person r where r.county_code = ${COUNTY} and abs(hashtext(r.name)) % 2 = 0`.execute(house.database.owner);
    await sql`delete from benefits.recipient b where b.county_code = ${COUNTY} and abs(hashtext(b.person_id::text)) % 2 = 0`.execute(house.database.owner);
    await sql`vacuum analyze`.execute(house.database.owner);
    const plain = await repeated(5, () => sql`select count(*) filter (where hukou_kind is null), count(*) filter (where birth_on < '1964-01-01') from registry.person where county_code = ${COUNTY}`.execute(house.database.owner));
    const beside = { comparison: `plain count of two conditions ${printMs(plain.median)}`, size: `${size} persons` };
    const line = (claim: string, ms: number, note?: string) => results.push({ ...beside, claim, ours: `${printMs(ms)}, ${((ms * 1000) / size).toFixed(0)} µs a person`, ratio: (ms / plain.median).toFixed(0), ...(note ? { note } : {}) });
    await acting(house, actor, async (act) => {
      const facts = await timed(() => loadFacts(act, sql`true`, 'full'));
      const around = await timed(() => loadAround(act, sql`true`));
      line('reading the facts of everybody', facts.ms + around.ms);
      const rows = await rowsInForce(act);
      const terms: Terms = { rates: compileRates(rows, act.today), part: 'full', today: act.today, stack: [] };
      const standards = new Map(rows.map((row) => [row.id, row]));
      const known = await loadFacts(act, sql`true`, 'full');
      const surroundings = await loadAround(act, sql`true`);
      const begun = process.cpuUsage();
      const sweep = await repeated(5, async () => { for (const one of known) prospectsOf(one.facts, surroundings.get(one.facts.personId)!, terms); });
      const spent = process.cpuUsage(begun);
      line('all programmes of everybody, by the rules', sweep.median, `processor time ${printMs((spent.user + spent.system) / 1000 / 6)} a sweep`);
      const times: number[] = [];
      for (const one of known.slice(0, 5000)) {
        const from = performance.now();
        const near = surroundings.get(one.facts.personId)!;
        claimsOf(one.facts, near, prospectsOf(one.facts, near, terms), terms, standards, false);
        times.push(performance.now() - from);
      }
      times.sort((a, b) => a - b);
      results.push({ ...beside, claim: 'one person with reasons and amounts', ours: `median ${printMs(times[times.length >> 1]!)}, p99 ${printMs(times[Math.floor(times.length * 0.99)]!)}`, ratio: '—' });
    });
    line('read and judged together', (await timed(() => acting(house, actor, (act) => judge(act, sql`true`)))).ms);
    line('everybody in the background, nothing kept before', (await timed(() => workAllProspects(house))).ms, `${(await sql<{ n: number }>`select count(*)::int as n from benefits.prospect`.execute(house.database.owner)).rows[0]!.n} entries written`);
    line('everybody in the background again', (await timed(() => workAllProspects(house))).ms, 'nothing changed');
    const { rows } = await sql<{ id: string }>`select person_id as id from benefits.prospect limit 40`.execute(house.database.owner);
    let at = 0;
    const one = await repeated(40, () => acting(house, actor, (act) => evaluate(act, [rows[(at += 1) % rows.length]!.id])));
    results.push({ ...beside, claim: 'one person after a change, in its act', ours: `median ${printMs(one.median)}, p95 ${printMs(one.p95)}`, ratio: (one.median / plain.median).toFixed(2) });
    const begun = process.cpuUsage();
    const ahead = await timed(() => acting(house, actor, (act) => forecast(act, { growth: 3 })));
    const spent = process.cpuUsage(begun);
    line('forecast of 24 months', ahead.ms, `of it in the rules and the reading of rows ${printMs((spent.user + spent.system) / 1000)} of processor time`);
    await product.close();
  }
  return results;
}
