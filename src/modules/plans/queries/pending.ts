import { type RawBuilder, sql } from 'kysely';
import type { Act } from '#base/server/house.ts';

/** SQL of the persons (id, division_code) that rows of a record (condition on alias `r`) are about, those before this act included. */
export function personsOf(record: string, rows: RawBuilder<unknown>): RawBuilder<unknown> {
  if (record === 'registry.person') return sql`select r.id, r.division_code from registry.person r where ${rows}`;
  const table = sql.table(record);
  return sql`select p.id, p.division_code from registry.person p join (
      select r.county_code, r.person_id from ${table} r where ${rows}
      union select r.county_code, (c.before ->> 'person_id')::uuid from ${table} r join house.change c on c.county_code = r.county_code and c.record = ${record} and c.row_id = r.id and c.version = r.version
        where ${rows} and r.version > 1 and c.before ->> 'person_id' is not null
    ) about on about.county_code = p.county_code and about.person_id = p.id`;
}

/** At most so many ids of a selection with `id`. */
export async function someIds(act: Act, selection: RawBuilder<unknown>, most: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select distinct s.id from (${selection}) s limit ${most}`.execute(act.tx);
  return rows.map((row) => row.id);
}

/** Puts a whole selection aside for the background. Who waits already is asked for again: the background, which skips locked rows, then takes them only once this act's own rows are there to be read. */
export async function putAside(act: Act, selection: RawBuilder<unknown>): Promise<void> {
  const waiting = await sql`select 1 from plans.pending q where q.county_code = ${act.scope.county} limit 1`.execute(act.tx);
  if (waiting.rows.length > 0) await askAgain(act, selection);
  await sql`insert into plans.pending (county_code, person_id, division_code, asked_at) select distinct on (s.id) ${act.scope.county}, s.id, s.division_code, ${act.now}::timestamptz from (${selection}) s order by s.id on conflict do nothing`.execute(act.tx);
}

const PORTION = 2000;

/** By lists of ids, in their order: by a join the planner, who knows nothing of a queue just filled, would look at every row for every row. */
async function askAgain(act: Act, selection: RawBuilder<unknown>): Promise<void> {
  const { rows } = await sql<{ id: string }>`select distinct s.id from (${selection}) s order by 1`.execute(act.tx);
  for (let at = 0; at < rows.length; at += PORTION) {
    const these = sql`county_code = ${act.scope.county} and person_id = any(${rows.slice(at, at + PORTION).map((row) => row.id)}::uuid[])`;
    await sql`select 1 from plans.pending where ${these} order by person_id for update`.execute(act.tx);
    await sql`update plans.pending set asked_at = ${act.now} where ${these}`.execute(act.tx);
  }
}

/** Puts everybody of the act's scope aside. */
export async function putAllAside(act: Act): Promise<void> {
  await putAside(act, sql`select r.id, r.division_code from registry.person r where r.county_code = ${act.scope.county} and r.division_code between ${act.scope.from} and ${act.scope.to}`);
}

/** Takes up to so many waiting persons; other workers take others. */
export async function takePending(act: Act, most: number): Promise<string[]> {
  const { rows } = await sql<{ person_id: string }>`delete from plans.pending p using (select q.county_code, q.person_id from plans.pending q where q.county_code = ${act.scope.county} order by q.asked_at, q.person_id limit ${most} for update skip locked) t
    where p.county_code = t.county_code and p.person_id = t.person_id returning p.person_id`.execute(act.tx);
  return rows.map((row) => row.person_id);
}
