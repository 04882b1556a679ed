import { type RawBuilder, sql } from 'kysely';
import { rangeOf } from '#base/pure/division.ts';
import type { Act } from '#base/server/house.ts';
import type { Overdue } from '../schema/answers.ts';
import { ReviewRule } from '../schema/answers.ts';
import { PlanTerms } from '../schema/terms.ts';

/** The key of the setting of the review interval. */
export const REVIEW_KEY = 'plans.review';

/** Months between two reviews of an open plan; three unless the county set another number. */
export async function findReviewMonths(act: Act): Promise<number> {
  const { rows } = await sql<{ value: unknown }>`select value from house.setting where county_code = ${act.scope.county} and key = ${REVIEW_KEY}`.execute(act.tx);
  return ReviewRule.catch(ReviewRule.parse({})).parse(rows[0]?.value ?? {}).months;
}

/** The key of the setting of the terms. */
export const TERMS_KEY = 'plans.terms';

/** The county's terms: its setting over the product's. */
export async function findTerms(act: Act): Promise<PlanTerms> {
  const { rows } = await sql<{ value: unknown }>`select value from house.setting where county_code = ${act.scope.county} and key = ${TERMS_KEY}`.execute(act.tx);
  const read = PlanTerms.safeParse(rows[0]?.value ?? {});
  return read.success ? read.data : PlanTerms.parse({});
}

/** A condition on alias `r`: within the act's scope and a division. */
export function withinDivision(act: Act, division?: string): RawBuilder<unknown> {
  const range = division ? rangeOf(division) : act.scope;
  return sql`r.county_code = ${act.scope.county} and r.division_code between ${act.scope.from} and ${act.scope.to} and r.division_code between ${range.from} and ${range.to}`;
}

/** What is late, place by place in the order of their codes: plans whose review day has come, measures past their day. Places with nothing late are left out. */
export async function listOverdue(act: Act, division?: string): Promise<Overdue[]> {
  const { rows } = await sql<Overdue>`select x.code as "divisionCode", coalesce(d.path, x.code) as place, sum(x.plans)::int as plans, sum(x.measures)::int as measures from (
      select r.division_code as code, 1 as plans, 0 as measures from plans.plan r where ${withinDivision(act, division)} and r.state = 'open' and r.review_on <= ${act.today}
      union all select r.division_code, 0, 1 from plans.measure r where ${withinDivision(act, division)} and r.state = 'pending' and r.due_on < ${act.today}) x
    left join organisation.division d on d.county_code = ${act.scope.county} and d.code = x.code group by x.code, d.path order by x.code`.execute(act.tx);
  return rows;
}

/** What waits for the acting person's unit and place. */
export async function countWaiting(act: Act): Promise<{ mine: number; late: number; reviews: number; proposals: number }> {
  const unit = act.actor.unitId || null;
  const { rows } = await sql<{ mine: number; late: number; reviews: number; proposals: number }>`select
      (select count(*)::int from plans.measure r where ${withinDivision(act)} and r.state = 'pending' and r.owner_unit_id = ${unit}::uuid) as mine,
      (select count(*)::int from plans.measure r where ${withinDivision(act)} and r.state = 'pending' and r.owner_unit_id = ${unit}::uuid and r.due_on < ${act.today}) as late,
      (select count(*)::int from plans.plan r where ${withinDivision(act)} and r.state = 'open' and r.review_on <= ${act.today}) as reviews,
      (select count(*)::int from plans.proposal r where ${withinDivision(act)}) as proposals`.execute(act.tx);
  return rows[0]!;
}
