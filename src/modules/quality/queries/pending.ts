import { type RawBuilder, sql } from 'kysely';
import { rangeOf } from '#base/pure/division.ts';
import type { Act, House } from '#base/server/house.ts';
import { DEFAULT_LIMITS, Limits } from '../schema/limits.ts';

/** The key of the county's limits in house.setting. */
export const LIMITS_KEY = 'quality.limits';

/** The county's limits: its setting over the product's. */
export async function findLimits(act: Act): Promise<Limits> {
  const { rows } = await sql<{ value: unknown }>`select value from house.setting where county_code = ${act.scope.county} and key = ${LIMITS_KEY}`.execute(act.tx);
  const read = Limits.safeParse(rows[0]?.value ?? {});
  return read.success ? read.data : DEFAULT_LIMITS;
}

export type Kind = 'person' | 'household';

/** SQL of the ids of persons that rows of a record (condition `rows` on alias `r`) name now. */
const namedBy = (record: string, rows: RawBuilder<unknown>): RawBuilder<unknown> => (record === 'registry.person'
  ? sql`select r.id, r.division_code from registry.person r where ${rows}`
  : sql`select r.person_id as id, r.division_code from ${sql.table(record)} r where ${rows}`);

/** SQL of the ids of persons that rows of a record are about, those whom a changed row named before this act included. Rows of a first version name nobody else, so that a large import reads no history. */
export async function personsOf(act: Act, record: string, rows: RawBuilder<unknown>): Promise<RawBuilder<unknown>> {
  const now = namedBy(record, rows);
  if (record === 'registry.person') return now;
  const table = sql.table(record);
  const changed = await sql`select 1 from ${table} r where ${rows} and r.version > 1 limit 1`.execute(act.tx);
  if (changed.rows.length === 0) return now;
  return sql`${now} union select p.id, p.division_code from ${table} r join house.change c on c.county_code = r.county_code and c.record = ${record} and c.row_id = r.id and c.version = r.version
    join registry.person p on p.county_code = r.county_code and p.id = (c.before ->> 'person_id')::uuid where ${rows} and r.version > 1 and c.before ->> 'person_id' is not null`;
}

/** SQL of the ids of households that `rows` (condition on alias `r`) selects. */
export const householdsOf = (rows: RawBuilder<unknown>): RawBuilder<unknown> => sql`select r.id, r.division_code from registry.household r where ${rows}`;

/** At most so many ids of a selection made above. */
export async function someIds(act: Act, selection: RawBuilder<unknown>, most: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select distinct s.id from (${selection}) s limit ${most}`.execute(act.tx);
  return rows.map((row) => row.id);
}

/** Puts a whole selection aside for the background. What waits already is asked for again: the background, which skips locked rows, then takes it only once this act's own rows are there to be read. */
export async function putAside(act: Act, kind: Kind, selection: RawBuilder<unknown>): Promise<void> {
  const waiting = await sql`select 1 from quality.pending q where q.county_code = ${act.scope.county} limit 1`.execute(act.tx);
  if (waiting.rows.length > 0) await askAgain(act, kind, selection);
  await sql`insert into quality.pending (county_code, kind, row_id, division_code, asked_at) select ${act.scope.county}, ${kind}, s.id, min(s.division_code), ${act.now}::timestamptz from (${selection}) s group by s.id on conflict do nothing`.execute(act.tx);
}

const PORTION = 2000;

/** By lists of ids, in their order: by a join the planner, who knows nothing of a queue just filled, would look at every row for every row. */
async function askAgain(act: Act, kind: Kind, selection: RawBuilder<unknown>): Promise<void> {
  const { rows } = await sql<{ id: string }>`select distinct s.id from (${selection}) s order by 1`.execute(act.tx);
  for (let at = 0; at < rows.length; at += PORTION) {
    const these = sql`county_code = ${act.scope.county} and kind = ${kind} and row_id = any(${rows.slice(at, at + PORTION).map((row) => row.id)}::uuid[])`;
    await sql`select 1 from quality.pending where ${these} order by row_id for update`.execute(act.tx);
    await sql`update quality.pending set asked_at = ${act.now} where ${these}`.execute(act.tx);
  }
}

/** Puts every file of the act's scope, or of one division of it, aside. */
export async function putAllAside(act: Act, division?: string): Promise<void> {
  const range = division ? rangeOf(division) : act.scope;
  const within = sql`r.county_code = ${act.scope.county} and r.division_code between ${act.scope.from} and ${act.scope.to} and r.division_code between ${range.from} and ${range.to}`;
  await putAside(act, 'person', sql`select r.id, r.division_code from registry.person r where ${within}`);
  await putAside(act, 'household', householdsOf(within));
}

/** Persons and households tied by a number or household to persons who leave in great number: they wait too. */
export async function putTiedAside(act: Act, rows: RawBuilder<unknown>): Promise<void> {
  const tied = sql`from quality.key k join quality.key o on o.county_code = k.county_code and o.kind = k.kind and o.key = k.key
    where k.county_code = ${act.scope.county} and k.person_id in (select r.id from registry.person r where ${rows})`;
  await putAside(act, 'person', sql`select o.person_id as id, o.division_code ${tied} and k.kind <> 'household' and o.person_id <> k.person_id`);
  await putAside(act, 'household', sql`select h.id, h.division_code from registry.household h where h.county_code = ${act.scope.county} and h.id::text in (select k.key from quality.key k where k.county_code = ${act.scope.county} and k.kind = 'household' and k.person_id in (select r.id from registry.person r where ${rows}))`);
  await sql`delete from quality.key k where k.county_code = ${act.scope.county} and k.person_id in (select r.id from registry.person r where ${rows})`.execute(act.tx);
}

/** Takes up to so many waiting files; other workers take others. They are gone from the queue when the transaction ends. */
export async function takePending(act: Act, most: number): Promise<{ kind: Kind; row_id: string }[]> {
  const { rows } = await sql<{ kind: Kind; row_id: string }>`delete from quality.pending p using (
      select q.county_code, q.kind, q.row_id from quality.pending q where q.county_code = ${act.scope.county} order by q.asked_at, q.kind desc, q.row_id limit ${most} for update skip locked) t
    where p.county_code = t.county_code and p.kind = t.kind and p.row_id = t.row_id returning p.kind, p.row_id`.execute(act.tx);
  return rows;
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
