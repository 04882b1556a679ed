import { type RawBuilder, sql } from 'kysely';
import type { Day } from '#base/pure/day.ts';
import { rangeOf } from '#base/pure/division.ts';
import type { Act } from '#base/server/house.ts';
import type { DueVisit } from './schema.ts';

const CONTACT_DAYS = 'care.contactDays';

/**
 * Fills the categories of visits with the roles their persons held on the day of the visit; `rows` is a condition on alias `r`.
 * Days of roles may be known to the year or month only: such a role holds from its beginning, and to its end.
 */
export async function snapshotCategories(act: Act, rows: RawBuilder<unknown>): Promise<void> {
  await sql`update care.visit r set categories = array(select distinct q.role from registry.person_role q
      where q.county_code = r.county_code and q.person_id = r.person_id and q.status in ('current', 'ended')
        and (q.from_on is null or q.from_on <= r.visited_on::text) and (q.until_on is null or q.until_on || '~' >= r.visited_on::text) order by q.role)
    where ${rows}`.execute(act.tx);
}

/** SQL on a plaque `r`: what tells its household: the number given, else the registered household of its person, else the person alone. */
export const householdOfPlaque = sql`coalesce(r.household_number, (select p.household_id::text from registry.person p where p.county_code = r.county_code and p.id = r.person_id), r.person_id::text)`;

/** Whether another valid plaque hangs at the household: under the same number, or for somebody of the person's registered household. */
export async function hasOtherValidPlaque(act: Act, householdNumber: string | null, personId: string, exceptId: string): Promise<boolean> {
  const valid = sql`r.county_code = ${act.scope.county} and r.cancelled_on is null and r.id <> ${exceptId}`;
  const { rows } = await sql`select 1 from care.plaque r where ${valid} and coalesce(r.household_number, r.person_id::text) = ${householdNumber ?? personId}
    union all select 1 from registry.person p join registry.person o on o.county_code = p.county_code and o.household_id = p.household_id
      join care.plaque r on r.county_code = o.county_code and r.person_id = o.id where p.county_code = ${act.scope.county} and p.id = ${personId} and ${valid} limit 1`.execute(act.tx);
  return rows.length > 0;
}

/** Whether the county has a checklist that the product brought along. */
export async function hasDefaultMethod(act: Act): Promise<boolean> {
  const { rows } = await sql`select 1 from care.method r where r.county_code = ${act.scope.county} and r.is_default limit 1`.execute(act.tx);
  return rows.length > 0;
}

/** The county's 联系间隔 in days; undefined where none was set. */
export async function findContactDays(act: Act): Promise<number | undefined> {
  const { rows } = await sql<{ value: number }>`select value from house.setting where county_code = ${act.scope.county} and key = ${CONTACT_DAYS}`.execute(act.tx);
  return rows[0]?.value;
}

/** The term in days that the county's checklist gives a kind of visit: the longest where several entries have one; undefined where none has. */
export async function findTermDays(act: Act, visitKind: string): Promise<number | undefined> {
  const { rows } = await sql<{ days: number | null }>`select max(r.due_days) as days from care.method_duty r where r.county_code = ${act.scope.county} and r.visit_kind = ${visitKind}`.execute(act.tx);
  return rows[0]?.days ?? undefined;
}

/** Sets the county's 联系间隔 in days. */
export async function setContactDays(act: Act, days: number): Promise<void> {
  await sql`insert into house.setting (county_code, key, value) values (${act.scope.county}, ${CONTACT_DAYS}, ${days}::text::jsonb)
    on conflict (county_code, key) do update set value = excluded.value, updated_at = ${act.now}`.execute(act.tx);
}

/** What the due list is asked for: people of these roles not visited since `limit`; merit news, or a report home within a year, older than its term without a visit since. */
export type DueQuestion = { division?: string; reason?: DueVisit['reason']; roles: readonly string[]; limit: Day; contactDays: number; meritDays: number; returnDays: number; page: number; size: number };

/** One page of persons to whom a visit is due, never visited first, within the act's scope; and how many there are. */
export async function listDueVisits(act: Act, asked: DueQuestion): Promise<{ rows: DueVisit[]; total: number }> {
  const range = asked.division ? rangeOf(asked.division) : act.scope;
  const served = sql`p.county_code = ${act.scope.county} and p.division_code between ${act.scope.from} and ${act.scope.to} and p.division_code between ${range.from} and ${range.to} and p.state in ('registered', 'unverified')`;
  const last = sql`left join lateral (select max(v.visited_on) as visited_on from care.visit v where v.county_code = p.county_code and v.person_id = p.id) last on true`;
  const reasons = {
    contact: sql`select p.id, p.name, p.division_code, p.roles, 'contact' as reason, last.visited_on, last.visited_on + ${asked.contactDays}::int as due_on
      from registry.person p ${last} where ${served} and p.roles && ${[...asked.roles]}::text[] and (last.visited_on is null or last.visited_on < ${asked.limit}::date)`,
    merit: sql`select p.id, p.name, p.division_code, p.roles, 'merit' as reason, max(last.visited_on) as visited_on, min(m.received_on) + ${asked.meritDays}::int as due_on
      from care.merit_delivery m join registry.person p on p.county_code = m.county_code and p.id = m.person_id ${last}
      where ${served} and m.received_on + ${asked.meritDays}::int < ${act.today}::date and (last.visited_on is null or last.visited_on < m.received_on) group by p.county_code, p.id`,
    return: sql`select p.id, p.name, p.division_code, p.roles, 'return' as reason, last.visited_on, p.reported_on + ${asked.returnDays}::int as due_on
      from registry.person p ${last} where ${served} and p.reported_on + ${asked.returnDays}::int < ${act.today}::date and p.reported_on > ${act.today}::date - 365
      and (last.visited_on is null or last.visited_on < p.reported_on)`,
  };
  const all = asked.reason ? reasons[asked.reason] : sql`(${reasons.contact}) union all (${reasons.merit}) union all (${reasons.return})`;
  const { rows } = await sql<DueRow>`select w.*, d.path, count(*) over () as total from (${all}) w
    left join organisation.division d on d.county_code = ${act.scope.county} and d.code = w.division_code
    order by w.visited_on nulls first, w.division_code, w.id, w.reason limit ${asked.size} offset ${(asked.page - 1) * asked.size}`.execute(act.tx);
  return { rows: rows.map((row) => dueVisit(row, asked)), total: Number(rows[0]?.total ?? 0) };
}

type DueRow = { id: string; name: string; division_code: string; roles: string[]; reason: DueVisit['reason']; visited_on: string | null; due_on: string | null; path: string | null; total: string };

function dueVisit(row: DueRow, asked: DueQuestion): DueVisit {
  const words = { contact: row.visited_on ? `超过 ${asked.contactDays} 天未走访` : '尚未走访', merit: '立功受奖必访', return: '退役返乡必访' };
  return { personId: row.id, personName: row.name, divisionCode: row.division_code, divisionName: row.path ?? row.division_code, roles: row.roles, reason: row.reason, label: words[row.reason], lastVisitedOn: row.visited_on, dueOn: row.due_on };
}
