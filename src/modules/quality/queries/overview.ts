import { sql } from 'kysely';
import { levelOf, rangeOf } from '#base/pure/division.ts';
import type { Act } from '#base/server/house.ts';
import type { Overview } from '../schema/answers.ts';
import { FACTS_FILLED, FACTS_REQUIRED, HAS_FINDINGS, SERVED } from './measures.ts';
import { countPending } from './pending.ts';

/** The overview of one division within the act's scope: counts are taken from the very rows that the lists show. */
export async function overviewOf(act: Act, division: string): Promise<Overview> {
  const range = rangeOf(division);
  const within = (alias: string) => sql`${sql.ref(`${alias}.county_code`)} = ${act.scope.county} and ${sql.ref(`${alias}.division_code`)} between ${act.scope.from} and ${act.scope.to} and ${sql.ref(`${alias}.division_code`)} between ${range.from} and ${range.to}`;
  const rules = await sql<{ rule: string; open: number; waived: number }>`select f.rule, count(*) filter (where f.state = 'open')::int as open, count(*) filter (where f.state = 'waived')::int as waived from quality.finding f where ${within('f')} group by f.rule`.execute(act.tx);
  const totals = await sql<{ persons: number; with_findings: number; required: number; filled: number }>`select count(*)::int as persons, count(*) filter (where ${HAS_FINDINGS})::int as with_findings, coalesce(sum(${FACTS_REQUIRED}), 0)::int as required, coalesce(sum(${FACTS_FILLED}), 0)::int as filled
    from registry.person r where ${within('r')} and ${SERVED}`.execute(act.tx);
  const { persons, with_findings, required, filled } = totals.rows[0]!;
  return {
    division, rules: rules.rows, places: await placesOf(act, division, within),
    persons, withFindings: with_findings, withoutFindings: persons - with_findings, factsRequired: required, factsFilled: filled, pending: await countPending(act),
  };
}

type PlaceRow = Overview['places'][number];

/** The places directly below a division with their counts; a village has none. What lies at the division itself stands under its own name. */
async function placesOf(act: Act, division: string, within: (alias: string) => ReturnType<typeof sql>): Promise<PlaceRow[]> {
  const level = levelOf(division);
  if (level === 'village') return [];
  const place = (alias: string) => (level === 'county' ? sql`substr(${sql.ref(`${alias}.division_code`)}, 1, 9) || '000'` : sql`${sql.ref(`${alias}.division_code`)}`);
  const { rows } = await sql<PlaceRow>`with found as (select ${place('f')} as code, count(*) filter (where f.severity = 'must')::int as must, count(*) filter (where f.severity = 'check')::int as "check", count(*) filter (where f.severity = 'fill')::int as fill
        from quality.finding f where ${within('f')} and f.state = 'open' group by 1),
      people as (select ${place('r')} as code, count(*)::int as persons, count(*) filter (where ${HAS_FINDINGS})::int as with_findings from registry.person r where ${within('r')} and ${SERVED} group by 1)
    select coalesce(found.code, people.code) as code, coalesce(d.name, coalesce(found.code, people.code)) as name, coalesce(must, 0) as must, coalesce("check", 0) as "check", coalesce(fill, 0) as fill, coalesce(persons, 0) as persons, coalesce(with_findings, 0) as "withFindings"
    from found full join people on people.code = found.code left join organisation.division d on d.county_code = ${act.scope.county} and d.code = coalesce(found.code, people.code) order by 1`.execute(act.tx);
  return rows;
}

/** Open findings within the act's scope that a level should mend. */
export async function countForLevel(act: Act, level: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from quality.finding f where f.county_code = ${act.scope.county} and f.division_code between ${act.scope.from} and ${act.scope.to} and f.state = 'open' and f.severity in ('must', 'check') and f.level = ${level}`.execute(act.tx);
  return rows[0]!.n;
}
