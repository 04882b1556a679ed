import { type RawBuilder, sql } from 'kysely';
import { labelOf } from '#base/pure/codes.ts';
import type { Act } from '#base/server/house.ts';
import { decode } from '#base/server/records/columns.ts';
import type { Hold } from '../rules/facts.ts';
import { holdsOf, type Movement as Confirmed, unspent } from '../rules/movements.ts';
import { type Month, monthOf } from '../rules/months.ts';
import { Movement, MovementReason } from '../schema/movements.ts';

/** Reasons that say what a court or a search found: pay lines carry the act alone. */
const PRIVATE: readonly string[] = ['imprisoned', 'deprived', 'wanted', 'lifeOrDeath', 'dismissed', 'fraud', 'released'];
const wordsOf = (reason: string) => (PRIVATE.includes(reason) ? '依法' : labelOf(MovementReason, reason));

/** The movements in force of some persons, each person's in the order in which they were confirmed; who has none is missing. The reason is in words, and of what a court found only 依法. */
export async function listMovements(act: Act, personIds: readonly string[]): Promise<Map<string, Confirmed[]>> {
  const { rows } = await sql<{ person_id: string; act: Confirmed['act']; month: string; category: string | null; reason_sealed: string; at: number }>`select person_id, act, month, category, reason_sealed, extract(epoch from confirmed_at)::float8 * 1000 as at from benefits.movement
    where county_code = ${act.scope.county} and state = 'effective' and person_id = any(${[...personIds]}::uuid[]) order by person_id, confirmed_at, id`.execute(act.tx);
  const found = new Map<string, Confirmed[]>();
  for (const row of rows) {
    const list = found.get(row.person_id) ?? [];
    list.push({ act: row.act, month: monthOf(row.month), category: row.category, reason: wordsOf(String(decode(Movement, { reason_sealed: row.reason_sealed }, act.house.keys).reason)), at: row.at });
    found.set(row.person_id, list);
  }
  return found;
}

/** What a settled movement says, as one text: it may not change any more. */
const PRINT = sql`md5(concat_ws('|', r.category, r.act, r.month, r.reason_index, r.make_good::text, r.document, r.note_index))`;

/** Notes who wrote movements (alias `r`) that wait: whoever wrote last is the one who may not confirm. */
export async function noteMakers(act: Act, rows: RawBuilder<unknown>): Promise<void> {
  await sql`update benefits.movement r set made_by_id = ${act.actor.id}, made_by = ${act.actor.name}, made_on = ${act.today} where (${rows}) and r.state = 'proposed'`.execute(act.tx);
}

/** Whether any of some movements (alias `r`) is settled and no longer says what was settled. */
export async function hasAltered(act: Act, rows: RawBuilder<unknown>): Promise<boolean> {
  return (await sql`select 1 from benefits.movement r where (${rows}) and r.state <> 'proposed' and r.settled_print is distinct from ${PRINT} limit 1`.execute(act.tx)).rows.length > 0;
}

/** Whether any of some movements (alias `r`) that wait was proposed by 年度确认 or 数据比对 and is no longer about that person or that act on all benefits. */
export async function hasLeftItsCase(act: Act, rows: RawBuilder<unknown>): Promise<boolean> {
  return (await sql`select 1 from benefits.movement r where (${rows}) and r.state = 'proposed' and (
      exists (select 1 from benefits.confirmation_entry e where e.county_code = r.county_code and (e.stop_id = r.id and (e.person_id <> r.person_id or r.act <> 'stop' or r.category is not null) or e.resume_id = r.id and (e.person_id <> r.person_id or r.act <> 'resume' or r.category is not null)))
      or exists (select 1 from benefits.comparison_hit h where h.county_code = r.county_code and h.movement_id = r.id and h.person_id <> r.person_id)) limit 1`.execute(act.tx)).rows.length > 0;
}

/** The persons of some movements (alias `r`) in force, and those whose they were before, as after a merge or when it was undone. */
export async function listMoved(act: Act, rows: RawBuilder<unknown>): Promise<string[]> {
  return (await sql<{ id: string }>`select r.person_id as id from benefits.movement r where (${rows}) and r.state = 'effective'
    union select (c.before ->> 'person_id')::uuid from benefits.movement r join house.change c on c.county_code = r.county_code and c.record = 'benefits.movement' and c.row_id = r.id and c.version = r.version
    where (${rows}) and r.state = 'effective' and c.act = 'update' and c.before ->> 'person_id' is not null`.execute(act.tx)).rows.map(({ id }) => id);
}

/** Whether any of some movements (alias `r`) is settled. */
export async function hasSettled(act: Act, rows: RawBuilder<unknown>): Promise<boolean> {
  return (await sql`select 1 from benefits.movement r where (${rows}) and r.state <> 'proposed' limit 1`.execute(act.tx)).rows.length > 0;
}

/** Settles a movement: its state, by whom, with what words; keeps the print of what it says. */
export async function settleMovement(act: Act, id: string, state: 'effective' | 'returned' | 'withdrawn', opinion: string | null): Promise<void> {
  await sql`update benefits.movement r set state = ${state}, confirmed_by_id = ${act.actor.id}, confirmed_by = ${act.actor.name}, confirmed_on = ${act.today}, confirmed_at = clock_timestamp(), opinion = ${opinion}, settled_print = ${PRINT},
    version = version + 1, updated_at = ${act.now} where county_code = ${act.scope.county} and id = ${id}`.execute(act.tx);
}

/** How the state of a benefit (an alias) came to be as it is: by its last change, since only movements change a state to 停发, 中止 or 取消, or as it was first written down. */
const lastState = (row: string) => sql`(select s.act, s.before from house.change s where s.county_code = ${sql.ref(`${row}.county_code`)} and s.record = 'benefits.recipient' and s.row_id = ${sql.ref(`${row}.id`)} and s.act in ('create', 'import', 'update') and s.after ? 'state' order by s.version desc limit 1)`;

/** One running benefit of a person, to its end included; `madeAt`: when it was written down, in milliseconds; `follows`: its state was changed since, and so followed from movements. */
export type Running = { id: string; version: number; category: string; state: string; startedOn: string | null; from: Month | null; madeAt: number; follows: boolean };

/** Whether a benefit (alias `b`) runs in the month of the act: it has no end, or that lies ahead. */
export const runs = (act: Act) => sql`(b.ended_on is null or left(b.ended_on, 7) >= ${act.today.slice(0, 7)})`;

/** The running benefits of some persons, by person. */
export async function runningBenefits(act: Act, personIds: readonly string[]): Promise<Map<string, Running[]>> {
  const { rows } = await sql<Omit<Running, 'from'> & { personId: string }>`select b.id, b.version, b.person_id as "personId", b.category, b.state, b.started_on as "startedOn", extract(epoch from b.created_at)::float8 * 1000 as "madeAt", coalesce(s.act = 'update', false) as follows from benefits.recipient b left join lateral ${lastState('b')} s on true
    where b.county_code = ${act.scope.county} and b.person_id = any(${[...personIds]}::uuid[]) and ${runs(act)} order by b.person_id, b.category`.execute(act.tx);
  return Map.groupBy(rows.map((row): Running & { personId: string } => ({ ...row, from: row.startedOn ? monthOf(row.startedOn.slice(0, 7)) : null })), (row) => row.personId);
}

/** The benefits of a person that ended by a 取消 which is no longer theirs, as after a merge was undone, with their state and end before it. */
export async function listLifted(act: Act, personId: string): Promise<{ id: string; version: number; state: string; endedOn: string | null }[]> {
  return (await sql<{ id: string; version: number; state: string; endedOn: string | null }>`select b.id, b.version, s.before ->> 'state' as state, case when s.before ? 'ended_on' then s.before ->> 'ended_on' else b.ended_on end as "endedOn" from benefits.recipient b join lateral ${lastState('b')} s on s.act = 'update'
    where b.county_code = ${act.scope.county} and b.person_id = ${personId} and b.state = 'cancelled' and s.before ->> 'state' in ('receiving', 'stopped', 'suspended')
      and not exists (select 1 from benefits.movement m where m.county_code = b.county_code and m.person_id = b.person_id and m.state = 'effective' and m.act = 'cancel' and (m.category is null or m.category = b.category))`.execute(act.tx)).rows;
}

/** How many movements wait that somebody else wrote. */
export async function countWaiting(act: Act): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from benefits.movement where county_code = ${act.scope.county} and division_code between ${act.scope.from} and ${act.scope.to} and state = 'proposed' and made_by_id is distinct from ${act.actor.id}`.execute(act.tx);
  return rows[0]!.n;
}

/** What was done to a person's benefits (`holds`), what of it stands on one category (null: on all), and the ones that run. */
export async function standingOf(act: Act, personId: string, category: string | null = null): Promise<{ holds: Hold[]; standing: Hold[]; running: Running[] }> {
  const running = (await runningBenefits(act, [personId])).get(personId) ?? [];
  const holds = holdsOf((await listMovements(act, [personId])).get(personId) ?? []);
  return { holds, standing: unspent(holds, running.filter((one) => category === null || one.category === category)), running };
}
