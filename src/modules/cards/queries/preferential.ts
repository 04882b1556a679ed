import { type RawBuilder, sql } from 'kysely';
import { columnOf } from '#base/pure/record.ts';
import { rangeOf } from '#base/pure/division.ts';
import type { Act } from '#base/server/house.ts';
import { PENDING } from '../rules/preferential.ts';
import type { BatchPlace, HandoverLine, Step } from '../schema/preferential.ts';

/** A step as it is written: who and when come from the act. */
export type StepValues = { id: string; run: string; cardId: string; cardVersion: number; divisionCode: string; act: string; fromState: string; toState: string; actedOn: string; opinion?: string };

/** SQL on a card `r`: the registration state of its person. */
export const PERSON_STATE = sql`(select p.state from registry.person p where p.county_code = r.county_code and p.id = r.person_id)`;
/** SQL on a batch `r`: the cards of it that the reader may see. */
export const CARDS_OF_BATCH = sql`(select count(*)::int from cards.preferential_card c where c.county_code = r.county_code and c.card_batch_id = r.id)`;
/** SQL on a handover `r`: the cards of it that the reader may see. */
export const CARDS_OF_HANDOVER = sql`(select count(*)::int from cards.preferential_card c where c.county_code = r.county_code and c.handover_id = r.id)`;

/** The steps of a card, oldest first. */
export async function listSteps(act: Act, cardId: string): Promise<Step[]> {
  const { rows } = await sql<Step>`select id, act, from_state as "fromState", to_state as "toState", acted_on as "actedOn", at, opinion, actor_name as "actorName", unit_name as "unitName"
    from cards.step where county_code = ${act.scope.county} and card_id = ${cardId} order by card_version`.execute(act.tx);
  return rows;
}

/** The last step of a card with what stood there before it; the day is the county's. */
export type TakenStep = { cardId: string; act: string; actorId: string; run: string; fromState: string; day: string; version: number; before: Record<string, string | null> };

const TAKEN = sql`s.card_id as "cardId", s.act, s.actor_id as "actorId", s.run_id as run, s.from_state as "fromState", (s.at at time zone 'Asia/Shanghai')::date::text as day, s.card_version as version, c.before
    from cards.step s join house.change c on c.county_code = s.county_code and c.record = 'cards.preferential_card' and c.row_id = s.card_id and c.version = s.card_version`;

/** The last step of a card; undefined where it has none. */
export async function findLastStep(act: Act, cardId: string): Promise<TakenStep | undefined> {
  const { rows } = await sql<TakenStep>`select ${TAKEN} where s.county_code = ${act.scope.county} and s.card_id = ${cardId} order by s.card_version desc limit 1`.execute(act.tx);
  return rows[0];
}

/** The former cards of the same person that ended when a card was issued. */
export async function listEndedBy(act: Act, cardId: string, run: string): Promise<TakenStep[]> {
  const { rows } = await sql<TakenStep>`select ${TAKEN} join cards.preferential_card o on o.county_code = s.county_code and o.id = s.card_id
    join cards.preferential_card n on n.county_code = s.county_code and n.id = ${cardId} and n.person_id = o.person_id where s.county_code = ${act.scope.county} and s.run_id = ${run} and s.act = 'cancel' and s.card_id <> ${cardId}`.execute(act.tx);
  return rows;
}

/** How many cards a run moved already, so that a repeated call changes nothing. */
export async function countOfRun(act: Act, run: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from cards.step where county_code = ${act.scope.county} and run_id = ${run}`.execute(act.tx);
  return rows[0]!.count;
}

/** Writes a step down. */
export async function insertStep(act: Act, step: StepValues): Promise<void> {
  await sql`insert into cards.step (county_code, id, division_code, card_id, card_version, run_id, act, from_state, to_state, acted_on, at, opinion, actor_id, actor_name, unit_name)
    values (${act.scope.county}, ${step.id}, ${step.divisionCode}, ${step.cardId}, ${step.cardVersion}, ${step.run}, ${step.act}, ${step.fromState}, ${step.toState}, ${step.actedOn}, ${act.now}, ${step.opinion ?? null}, ${act.actor.id}, ${act.actor.name}, ${act.actor.unitName})`.execute(act.tx);
}

/** Sets fields of a card and counts its version up. */
export async function updateCard(act: Act, id: string, fields: Record<string, unknown>): Promise<void> {
  const sets: RawBuilder<unknown>[] = Object.entries(fields).map(([name, value]) => sql`${sql.id(columnOf(name))} = ${value}`);
  await sql`update cards.preferential_card set ${sql.join([...sets, sql`version = version + 1`, sql`updated_at = ${act.now}`])} where county_code = ${act.scope.county} and id = ${id}`.execute(act.tx);
}

/** Whether a written card stands in a state that its steps did not lead to; without steps only `free` actors may have written one that is not an application. */
export async function hasStrayState(act: Act, rows: RawBuilder<unknown>, free: boolean): Promise<boolean> {
  const { rows: found } = await sql`select 1 from cards.preferential_card r left join lateral (
      select s.to_state from cards.step s where s.county_code = r.county_code and s.card_id = r.id order by s.card_version desc limit 1) last on true
    where (${rows}) and r.state <> coalesce(last.to_state, case when ${free}::boolean then r.state else 'applied' end) limit 1`.execute(act.tx);
  return found.length > 0;
}

/** The cards of a person that hold a new application off: one on its way, one that is valid; `except` is the card itself. */
export async function findOthers(act: Act, personId: string, except: string): Promise<{ id: string; state: string }[]> {
  const { rows } = await sql<{ id: string; state: string }>`select id, state from cards.preferential_card where county_code = ${act.scope.county} and person_id = ${personId} and id <> ${except}
    and state = any(${[...PENDING, 'issued', 'lost']}::text[])`.execute(act.tx);
  return rows;
}

/** The cards of a batch in a state; with `division`, those of its people that were not handed over yet. */
export async function listOfBatch(act: Act, batchId: string, state: string, division?: string): Promise<string[]> {
  const range = division ? rangeOf(division) : act.scope;
  const place = division ? sql`c.handover_id is null and c.division_code between ${range.from} and ${range.to}` : sql`true`;
  const { rows } = await sql<{ id: string }>`select c.id from cards.preferential_card c where c.county_code = ${act.scope.county} and c.division_code between ${act.scope.from} and ${act.scope.to}
    and c.card_batch_id = ${batchId} and c.state = ${state} and ${place} order by c.id`.execute(act.tx);
  return rows.map(({ id }) => id);
}

/** Where a batch stands by township: cards being made, here at the county, handed over, and issued. */
export async function listBatchPlaces(act: Act, batchId: string): Promise<BatchPlace[]> {
  const { rows } = await sql<BatchPlace>`select u.id as "unitId", u.name as "unitName", count(*) filter (where c.state = 'making')::int as making, count(*) filter (where c.state = 'waiting' and c.handover_id is null)::int as here,
      count(*) filter (where c.handover_id is not null)::int as handed, count(*) filter (where c.issued_on is not null)::int as issued
    from cards.preferential_card c
    join lateral (select t.id, t.name, t.division_code from organisation.unit t where t.county_code = c.county_code and t.kind <> 'bureau' and t.closed_on is null
      and t.division_code in (left(c.division_code, 9) || '000', left(c.division_code, 6) || '000000') order by t.division_code desc, t.id limit 1) u on true
    where c.county_code = ${act.scope.county} and c.division_code between ${act.scope.from} and ${act.scope.to} and c.card_batch_id = ${batchId} group by u.id, u.name, u.division_code order by u.division_code`.execute(act.tx);
  return rows;
}

/** The lines of a handover's receipt, by village and name. */
export async function listHandoverLines(act: Act, handoverId: string): Promise<HandoverLine[]> {
  const { rows } = await sql<HandoverLine>`select c.id, p.name as "personName", coalesce(d.path, c.division_code) as place, c.kind, c.state, c.card_tail as "cardTail", c.issued_on as "issuedOn", c.recipient
    from cards.preferential_card c join registry.person p on p.county_code = c.county_code and p.id = c.person_id
    left join organisation.division d on d.county_code = c.county_code and d.code = c.division_code
    where c.county_code = ${act.scope.county} and c.division_code between ${act.scope.from} and ${act.scope.to} and c.handover_id = ${handoverId} order by c.division_code, p.name, c.id`.execute(act.tx);
  return rows;
}

/** What waits within scope: cards to be issued, cards sent back, applications to be sent up, cards of people who died, moved out or were struck off. */
export async function countWaiting(act: Act): Promise<{ waiting: number; returned: number; applied: number; left: number }> {
  const { rows } = await sql<{ waiting: number; returned: number; applied: number; left: number }>`select count(*) filter (where c.state = 'waiting')::int as waiting, count(*) filter (where c.state = 'returned')::int as returned,
      count(*) filter (where c.state = 'applied')::int as applied, count(*) filter (where p.state in ('dead', 'moved', 'cancelled'))::int as left
    from cards.preferential_card c join registry.person p on p.county_code = c.county_code and p.id = c.person_id
    where c.county_code = ${act.scope.county} and c.division_code between ${act.scope.from} and ${act.scope.to} and c.state <> 'cancelled'
      and (c.state in ('waiting', 'returned', 'applied') or p.state in ('dead', 'moved', 'cancelled'))`.execute(act.tx);
  return rows[0]!;
}
