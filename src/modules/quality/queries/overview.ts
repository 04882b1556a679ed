import { sql } from 'kysely';
import { levelOf, rangeOf } from '#base/pure/division.ts';
import type { Act } from '#base/server/house.ts';
import type { Overview } from '../schema/answers.ts';
import { FACTS_FILLED, FACTS_REQUIRED, SERVED } from './measures.ts';
import { countPending } from './pending.ts';

type Found = { code: string; rule: string; severity: 'must' | 'check' | 'fill'; open: number; waived: number };
type People = { code: string; persons: number; with_findings: number; required: number; filled: number };

/** The overview of one division within the act's scope: counts are taken from the very rows that the lists show, findings and persons each read once. */
export async function overviewOf(act: Act, division: string): Promise<Overview> {
  const level = levelOf(division);
  const range = rangeOf(division);
  const within = (alias: string) => sql`${sql.ref(`${alias}.county_code`)} = ${act.scope.county} and ${sql.ref(`${alias}.division_code`)} between ${act.scope.from} and ${act.scope.to} and ${sql.ref(`${alias}.division_code`)} between ${range.from} and ${range.to}`;
  const place = (alias: string) => (level === 'county' ? sql`substr(${sql.ref(`${alias}.division_code`)}, 1, 9) || '000'` : sql`${sql.ref(`${alias}.division_code`)}`);
  const found = (await sql<Found>`select ${place('f')} as code, f.rule, f.severity, count(*) filter (where f.state = 'open')::int as open, count(*) filter (where f.state = 'waived')::int as waived from quality.finding f where ${within('f')} group by 1, 2, 3`.execute(act.tx)).rows;
  const people = (await sql<People>`select ${place('r')} as code, count(*)::int as persons, count(q.person_id)::int as with_findings, sum(${FACTS_REQUIRED})::int as required, sum(${FACTS_FILLED})::int as filled
    from registry.person r left join (select distinct f.person_id from quality.finding f where ${within('f')} and f.state = 'open' and f.severity in ('must', 'check')) q on q.person_id = r.id
    where ${within('r')} and ${SERVED} group by 1`.execute(act.tx)).rows;
  const persons = sumOf(people.map((one) => one.persons));
  const withFindings = sumOf(people.map((one) => one.with_findings));
  return {
    division, rules: rulesOf(found), places: level === 'village' ? [] : placesOf(found, people, await namesOf(act, [...found, ...people].map(({ code }) => code))),
    persons, withFindings, withoutFindings: persons - withFindings, factsRequired: sumOf(people.map((one) => one.required)), factsFilled: sumOf(people.map((one) => one.filled)), pending: await countPending(act),
  };
}

const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, one) => sum + one, 0);

function rulesOf(found: readonly Found[]): Overview['rules'] {
  const rules = new Map<string, Overview['rules'][number]>();
  for (const { rule, open, waived } of found) {
    const one = rules.get(rule) ?? { rule, open: 0, waived: 0 };
    rules.set(rule, { rule, open: one.open + open, waived: one.waived + waived });
  }
  return [...rules.values()];
}

type PlaceRow = Overview['places'][number];

/** The places directly below a division with their counts. What lies at the division itself stands under its own name. */
function placesOf(found: readonly Found[], people: readonly People[], names: ReadonlyMap<string, string>): PlaceRow[] {
  const codes = [...new Set([...found, ...people].map(({ code }) => code))].toSorted();
  return codes.map((code) => {
    const here = found.filter((one) => one.code === code);
    const open = (severity: Found['severity']) => sumOf(here.filter((one) => one.severity === severity).map((one) => one.open));
    const of = people.find((one) => one.code === code);
    return { code, name: names.get(code) ?? code, must: open('must'), check: open('check'), fill: open('fill'), persons: of?.persons ?? 0, withFindings: of?.with_findings ?? 0 };
  });
}

async function namesOf(act: Act, codes: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ code: string; name: string }>`select d.code, d.name from organisation.division d where d.county_code = ${act.scope.county} and d.code = any(${[...new Set(codes)]}::text[])`.execute(act.tx);
  return new Map(rows.map(({ code, name }) => [code, name]));
}

/** Open findings within the act's scope that a level should mend. */
export async function countForLevel(act: Act, level: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from quality.finding f where f.county_code = ${act.scope.county} and f.division_code between ${act.scope.from} and ${act.scope.to} and f.state = 'open' and f.severity in ('must', 'check') and f.level = ${level}`.execute(act.tx);
  return rows[0]!.n;
}
