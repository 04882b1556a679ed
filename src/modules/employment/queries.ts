import { type RawBuilder, sql } from 'kysely';
import type { Day } from '#base/pure/day.ts';
import type { Period } from '#base/server/figure.ts';
import type { Act } from '#base/server/house.ts';

/**
 * 稳定就业 on an employment spell `r`, judged on a check day (ruling 0002): a labour contract of at least one year that has
 * begun, social insurance paid, and the post not left on or before the check day. 2023-03-01 to 2024-02-29 is one year.
 */
export function stableOn(day: Day): RawBuilder<unknown> {
  return sql`(r.insured and r.contract_from <= ${day}::date and (r.ended_on is null or r.ended_on > ${day}::date)
    and (r.contract_kind = 'open' or (r.contract_kind = 'fixed' and r.contract_until + 1 >= r.contract_from + interval '1 year')))`;
}

/** Condition on rows `r` with a `fair_id`: the fair was a 退役军人专场, and held in the period. */
export function atVeteransFair(period: Period): RawBuilder<unknown> {
  return sql`exists (select 1 from employment.job_fair f where f.county_code = r.county_code and f.id = r.fair_id
    and f.kind = 'veterans' and f.state = 'held' and f.held_on between ${period.from} and ${period.to})`;
}

/** A vacancy that fits what a sheet names: the place of the wanted row in the list, and the vacancy. */
export type NamedVacancy = { wanted: number; id: string; divisionCode: string };

/** Vacancies by employer and title, and by day or fair where one is given ('' for any); one statement for all wanted rows. */
export async function findNamedVacancies(act: Act, wanted: { employer: string; title: string; openedOn: string; fair: string }[]): Promise<NamedVacancy[]> {
  const column = (name: 'employer' | 'title' | 'openedOn' | 'fair') => sql`${wanted.map((one) => one[name])}::text[]`;
  const { rows } = await sql<NamedVacancy>`select w.at::int - 1 as wanted, r.id, r.division_code as "divisionCode"
    from unnest(${column('employer')}, ${column('title')}, ${column('openedOn')}, ${column('fair')}) with ordinality as w(employer, title, opened_on, fair, at)
    join employment.vacancy r on r.county_code = ${act.scope.county} and r.title = w.title and (w.opened_on = '' or r.opened_on = nullif(w.opened_on, '')::date)
    join employment.employer e on e.county_code = r.county_code and e.id = r.employer_id and (w.employer = '' or e.name = w.employer)
    left join employment.job_fair f on f.county_code = r.county_code and f.id = r.fair_id
    where w.fair = '' or f.title = w.fair order by w.at, r.opened_on desc`.execute(act.tx);
  return rows;
}
