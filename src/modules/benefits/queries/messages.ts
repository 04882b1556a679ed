import { type RawBuilder, sql } from 'kysely';
import type { Act, House } from '#base/server/house.ts';

/** What a person was paid by a run, all programmes together, and what a message to them needs. */
export type Payee = { personId: string; divisionCode: string; name: string; place: string; state: string; mobile: string | null; elsewhere: boolean; told: boolean; fen: string; arrears: string; recovered: string };

/** The persons whom a run paid, by place and name; their number still sealed. */
export async function listPayees(act: Act, runId: string): Promise<Payee[]> {
  const { county, from, to } = act.scope;
  const { rows } = await sql<Payee>`select p.id as "personId", p.division_code as "divisionCode", p.name, coalesce(d.path, p.division_code) as place, p.state, p.mobile_sealed as mobile, l.elsewhere, m.person_id is not null as told, l.fen::text as fen, l.arrears::text as arrears, l.recovered::text as recovered
    from (select person_id, sum(amount) as fen, sum(arrears) as arrears, sum(recovered) as recovered, bool_or(payee is not null) as elsewhere from benefits.line where county_code = ${county} and run_id = ${runId} and outcome = 'paid' group by 1) l
    join registry.person p on p.county_code = ${county} and p.id = l.person_id
    left join organisation.division d on d.county_code = p.county_code and d.code = p.division_code
    left join benefits.message m on m.county_code = p.county_code and m.run_id = ${runId} and m.person_id = p.id
    where p.division_code between ${from} and ${to} order by p.division_code, p.name, p.id`.execute(act.tx);
  return rows;
}

/** How many messages of a run stand where. */
export async function countMessages(act: Act, runId: string): Promise<Record<string, number>> {
  const { rows } = await sql<{ state: string; n: number }>`select state, count(*)::int as n from benefits.message where county_code = ${act.scope.county} and run_id = ${runId} group by 1`.execute(act.tx);
  return Object.fromEntries(rows.map(({ state, n }) => [state, n]));
}

/** One message as it is written: number and index sealed for their place. */
export type MessageDraft = { person_id: string; division_code: string; mobile_sealed: string; mobile_index: string; text: string };

/** Writes messages that wait: of a run one a person, of a confirmation one a person and day; who has theirs already is left as it is. Gives how many were new. */
export async function insertMessages(act: Act, of: { runId: string } | { confirmationId: string }, drafts: readonly MessageDraft[]): Promise<number> {
  const [runId, confirmationId] = 'runId' in of ? [of.runId, null] : [null, of.confirmationId];
  const { rows } = await sql`insert into benefits.message (county_code, run_id, confirmation_id, person_id, division_code, mobile_sealed, mobile_index, text, state, queued_on, queued_by, created_at, updated_at, next_at)
    select ${act.scope.county}, ${runId}::uuid, ${confirmationId}::uuid, x.person_id, x.division_code, x.mobile_sealed, x.mobile_index, x.text, 'waiting', ${act.today}::date, ${act.actor.name}, ${act.now}, ${act.now}, ${act.now}
    from jsonb_to_recordset(${JSON.stringify(drafts)}::jsonb) as x(person_id uuid, division_code text, mobile_sealed text, mobile_index text, text text) order by x.person_id
    on conflict do nothing returning 1`.execute(act.tx);
  return rows.length;
}

/** Withdraws the messages that say of returned lines that they were paid and have not gone out yet; gives them as they stood, and how many persons were told already. */
export async function withdrawMessages(act: Act, runId: string, lines: readonly string[]): Promise<{ gone: ({ id: string; version: number; division_code: string } & Record<string, unknown>)[]; told: number }> {
  const about = sql`m.county_code = ${act.scope.county} and m.run_id = ${runId} and m.person_id in (select l.person_id from benefits.line l where l.county_code = ${act.scope.county} and l.id = any(${[...lines]}::uuid[]))`;
  const { rows: gone } = await sql<{ id: string; version: number; division_code: string }>`delete from benefits.message m where ${about} and m.state in ('waiting', 'failed') returning m.*`.execute(act.tx);
  const { rows: [told] } = await sql<{ n: number }>`select count(*)::int as n from benefits.message m where ${about}`.execute(act.tx);
  return { gone, told: told!.n };
}

/** A message that is handed over. */
export type Waiting = { id: string; name: string; mobile: string; text: string; tries: number };

/** Messages in a state, locked until the act ends; those that another act holds are passed by. */
export async function takeMessages(act: Act, which: RawBuilder<unknown>, most: number): Promise<Waiting[]> {
  const { rows } = await sql<Waiting>`select m.id, p.name, m.mobile_sealed as mobile, m.text, m.tries from benefits.message m join registry.person p on p.county_code = m.county_code and p.id = m.person_id
    where m.county_code = ${act.scope.county} and ${which} order by m.division_code, m.id limit ${most} for update of m skip locked`.execute(act.tx);
  return rows;
}

/** Keeps what became of messages. */
export async function settleMessages(act: Act, ids: readonly string[], to: { state: string; fault?: string | null; tries?: number; nextAt?: Date }): Promise<void> {
  await sql`update benefits.message set state = ${to.state}, fault = ${to.fault ?? null}, tries = ${to.tries ?? sql.ref('tries')}, next_at = ${to.nextAt ?? sql.ref('next_at')}, settled_on = ${to.state === 'waiting' ? null : act.today}, version = version + 1, updated_at = ${act.now}
    where county_code = ${act.scope.county} and id = any(${[...ids]}::uuid[])`.execute(act.tx);
}

/** The telephone that the last message of a payment named, from its own words. */
export async function lastPhone(act: Act): Promise<string | null> {
  const { rows } = await sql<{ phone: string | null }>`select substring(text from '咨询([0-9-]+)。$') as phone from benefits.message where county_code = ${act.scope.county} and run_id is not null order by created_at desc limit 1`.execute(act.tx);
  return rows[0]?.phone ?? null;
}

/** Counties in which messages wait for the gateway now. */
export async function countiesWaiting(house: House): Promise<string[]> {
  const { rows } = await sql<{ county_code: string }>`select distinct county_code from benefits.message where state = 'waiting' and next_at <= ${house.clock()}`.execute(house.database.owner);
  return rows.map((row) => row.county_code);
}
