import { type RawBuilder, sql } from 'kysely';
import type { Act, House } from '#base/server/house.ts';
import { putAllAside, putAside, type Queue } from '#base/server/pending.ts';
import { DEFAULT_LIMITS, Limits } from '../schema/limits.ts';

/** The key of the county's limits in house.setting. */
export const LIMITS_KEY = 'quality.limits';

/** The county's limits: its setting over the product's. */
export async function findLimits(act: Act): Promise<Limits> {
  const { rows } = await sql<{ value: unknown }>`select value from house.setting where county_code = ${act.scope.county} and key = ${LIMITS_KEY}`.execute(act.tx);
  const read = Limits.safeParse(rows[0]?.value ?? {});
  return read.success ? read.data : DEFAULT_LIMITS;
}

const PENDING = { table: 'quality.pending', id: 'row_id' };
/** Persons whose files wait to be judged. */
export const PERSONS: Queue = { ...PENDING, kind: 'person', of: 'registry.person', by: 'person_id' };
/** Households that wait to be judged. */
export const HOUSEHOLDS: Queue = { ...PENDING, kind: 'household', of: 'registry.household' };

/** Puts every file of the act's scope, or of one division of it, aside. */
export async function putFilesAside(act: Act, division?: string): Promise<void> {
  for (const queue of [PERSONS, HOUSEHOLDS]) await putAllAside(act, queue, division);
}

/** Persons and households tied by a number or household to persons who leave in great number: they wait too. */
export async function putTiedAside(act: Act, rows: RawBuilder<unknown>): Promise<void> {
  const tied = sql`from quality.key k join quality.key o on o.county_code = k.county_code and o.kind = k.kind and o.key = k.key
    where k.county_code = ${act.scope.county} and k.person_id in (select r.id from registry.person r where ${rows})`;
  await putAside(act, PERSONS, sql`select o.person_id as id, o.division_code ${tied} and k.kind <> 'household' and o.person_id <> k.person_id`);
  await putAside(act, HOUSEHOLDS, sql`select h.id, h.division_code from registry.household h where h.county_code = ${act.scope.county} and h.id::text in (select k.key from quality.key k where k.county_code = ${act.scope.county} and k.kind = 'household' and k.person_id in (select r.id from registry.person r where ${rows}))`);
  await sql`delete from quality.key k where k.county_code = ${act.scope.county} and k.person_id in (select r.id from registry.person r where ${rows})`.execute(act.tx);
}

/** How many files of the act's scope wait. */
export async function countPending(act: Act): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from quality.pending p where p.county_code = ${act.scope.county} and p.division_code between ${act.scope.from} and ${act.scope.to}`.execute(act.tx);
  return rows[0]!.n;
}

/** Removes, in every county, findings of rules that are out of use: an act that began before the rule went may have written some after it. */
export async function dropSuspended(house: House): Promise<void> {
  await sql`delete from quality.finding f using quality.suspension o where o.ended_on is null and f.county_code = o.county_code and f.rule = o.rule`.execute(house.database.owner);
}

/** Removes findings of rules that this version no longer has. */
export async function dropUnknownRules(act: Act, known: readonly string[]): Promise<void> {
  await sql`delete from quality.finding f where f.county_code = ${act.scope.county} and f.rule <> all(${known}::text[])`.execute(act.tx);
}
