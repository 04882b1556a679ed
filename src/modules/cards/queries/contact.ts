import { type RawBuilder, sql } from 'kysely';
import type { Day } from '#base/pure/day.ts';
import { rangeOf } from '#base/pure/division.ts';
import type { Act, House } from '#base/server/house.ts';
import type { IssueLook } from '../schema/contact.ts';
import { servingUnit } from './stations.ts';

const RECORD = 'cards.contact_card';

/** A card that a scan found: whose file it leads to and whose page it shows. */
export type Scanned = { county: string; personId: string; personDivision: string; unitId: string; state: string };

/** SQL on a card `r`: whether its station is one of the person's village, township or county, and still open. */
export const STATION_FIT = sql`(select case when u.closed_on is null and u.division_code in (p.division_code, left(p.division_code, 9) || '000', left(p.division_code, 6) || '000000') then 'fits' else 'elsewhere' end
  from registry.person p join organisation.unit u on u.county_code = p.county_code and u.id = r.unit_id where p.county_code = r.county_code and p.id = r.person_id)`;

/** How many valid cards within scope name a station that does not serve their holder's place (any more). */
export async function countMisplaced(act: Act): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from cards.contact_card r where r.county_code = ${act.scope.county} and r.division_code between ${act.scope.from} and ${act.scope.to} and r.state = 'valid' and ${STATION_FIT} = 'elsewhere'`.execute(act.tx);
  return rows[0]!.count;
}

/** The card of a token by its blind index, in whatever county; asked as the owner, because who scans has no scope yet, and nothing about the person but id and place is read. */
export async function findByToken(house: House, index: string): Promise<Scanned | undefined> {
  const { rows } = await sql<Scanned>`select c.county_code as county, c.person_id as "personId", p.division_code as "personDivision", c.unit_id as "unitId", c.state
    from cards.contact_card c join registry.person p on p.county_code = c.county_code and p.id = c.person_id
    where c.county_code = any(array(select d.county_code from organisation.division d where d.level = 'county')) and c.token_index = ${index}`.execute(house.database.owner);
  return rows[0];
}

/** The counties of this database. */
export async function listCounties(house: House): Promise<string[]> {
  const { rows } = await sql<{ county: string }>`select county_code as county from organisation.division where level = 'county' order by county_code`.execute(house.database.owner);
  return rows.map(({ county }) => county);
}

/** A person without a valid card, with the unit that serves them. */
export type Cardless = { personId: string; divisionCode: string; unitId: string | null };

/** A condition on `registry.person` alias `p`: registered in the division, within scope. */
function servedIn(act: Act, division: string): RawBuilder<unknown> {
  const range = rangeOf(division);
  return sql`p.county_code = ${act.scope.county} and p.division_code between ${act.scope.from} and ${act.scope.to} and p.division_code between ${range.from} and ${range.to} and p.state in ('registered', 'unverified')`;
}

const HOLDS = sql`(exists (select 1 from cards.contact_card c where c.county_code = p.county_code and c.person_id = p.id and c.state = 'valid')
  or (p.household_id is not null and exists (select 1 from registry.person m join cards.contact_card c on c.county_code = m.county_code and c.person_id = m.id and c.state = 'valid' and c.cover = 'household'
    where m.county_code = p.county_code and m.household_id = p.household_id)))`;

/** The persons of a division without a valid card of their own or of their household, at most `most`. */
export async function listCardless(act: Act, division: string, most: number): Promise<Cardless[]> {
  const { rows } = await sql<Cardless>`select p.id as "personId", p.division_code as "divisionCode", ${servingUnit(sql`p.county_code`, sql`p.division_code`)} as "unitId"
    from registry.person p where ${servedIn(act, division)} and not ${HOLDS} order by p.division_code, p.id limit ${most}`.execute(act.tx);
  return rows;
}

/** How many persons of a division hold a card. */
export async function countHolding(act: Act, division: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from registry.person p where ${servedIn(act, division)} and ${HOLDS}`.execute(act.tx);
  return rows[0]!.count;
}

/** One new card as the bulk issue writes it. */
export type CardColumns = { id: string; division_code: string; person_id: string; unit_id: string; staff_name: string; phone: string; services: string | null; token_sealed: string; token_index: string };

/** Writes many new cards with their history, in two statements. */
export async function insertCards(act: Act, runId: string, issuedBy: string, cards: CardColumns[]): Promise<void> {
  const given = sql`json_to_recordset(${JSON.stringify(cards)}::json) as x(id uuid, division_code text, person_id uuid, unit_id uuid, staff_name text, phone text, services text, token_sealed text, token_index text)`;
  await sql`insert into cards.contact_card (county_code, id, division_code, created_at, updated_at, person_id, cover, unit_id, staff_name, phone, services, state, issued_on, issued_by, token_sealed, token_index, issue_run_id)
    select ${act.scope.county}, x.id, x.division_code, ${act.now}, ${act.now}, x.person_id, 'person', x.unit_id, x.staff_name, x.phone, x.services, 'valid', ${act.today}, ${issuedBy}, x.token_sealed, x.token_index, ${runId} from ${given}`.execute(act.tx);
  await sql`insert into house.change (county_code, record, row_id, version, division_code, act, at, actor_id, actor_name, before, after)
    select ${act.scope.county}, ${RECORD}, x.id, 1, x.division_code, 'create', ${act.now}, ${act.actor.id}, ${act.actor.name}, null,
      jsonb_build_object('person_id', x.person_id, 'cover', 'person', 'unit_id', x.unit_id, 'staff_name', x.staff_name, 'phone', x.phone, 'services', x.services, 'state', 'valid', 'issued_on', ${act.today}::text, 'issued_by', ${issuedBy}::text)
    from ${given}`.execute(act.tx);
}

/** What a card's void says: its reason as SQL on the card's alias `c`, and a note. */
export type Voiding = { reason: RawBuilder<unknown>; note: string };

/** Makes the valid cards of a condition (alias `c`) void, with their history, in one statement; answers their ids. */
export async function voidCards(act: Act, where: RawBuilder<unknown>, { reason, note }: Voiding): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`with gone as (
      update cards.contact_card c set state = 'void', voided_on = greatest(${act.today}::date, c.issued_on), void_reason = ${reason}, void_note = ${note}, version = c.version + 1, updated_at = ${act.now}
      where c.county_code = ${act.scope.county} and c.state = 'valid' and (${where}) returning c.*)
    insert into house.change (county_code, record, row_id, version, division_code, act, at, actor_id, actor_name, reason, before, after)
    select g.county_code, ${RECORD}, g.id, g.version, g.division_code, 'update', ${act.now}, ${act.actor.id}, ${act.actor.name}, ${note},
      '{"state": "valid", "voided_on": null, "void_reason": null, "void_note": null}'::jsonb, jsonb_build_object('state', 'void', 'voided_on', g.voided_on, 'void_reason', g.void_reason, 'void_note', g.void_note)
    from gone g returning row_id as id`.execute(act.tx);
  return rows.map(({ id }) => id);
}

/** Makes void the cards of persons just written who died, moved out or were struck off; `rows` is a condition on the person's alias `r`. */
export async function voidOfLeavers(act: Act, rows: RawBuilder<unknown>): Promise<void> {
  const left = sql`c.person_id in (select r.id from registry.person r where (${rows}) and r.state in ('dead', 'moved', 'cancelled'))`;
  const reason = sql`(select case p.state when 'dead' then 'died' else p.state end from registry.person p where p.county_code = c.county_code and p.id = c.person_id)`;
  await voidCards(act, left, { reason, note: '对象在册状态变更，自动作废' });
}

/** Keeps that cards were printed today. Not a change of the row's facts: no version, no history. */
export async function markPrinted(act: Act, ids: string[]): Promise<void> {
  await sql`update cards.contact_card set printed_on = ${act.today} where county_code = ${act.scope.county} and division_code between ${act.scope.from} and ${act.scope.to} and id = any(${ids}::uuid[])`.execute(act.tx);
}

/** One card as its print needs it. */
export type PrintRow = { id: string; personName: string; cover: string; unitName: string; staffName: string; phone: string; services: string | null; issuedOn: Day; tokenSealed: string; state: string };

/** Cards within scope for printing, in the order of their villages: chosen ones, or the valid ones of a division. */
export async function listForPrint(act: Act, asked: { ids?: string[]; division?: string; unprinted: boolean }, most: number): Promise<PrintRow[]> {
  const range = asked.division ? rangeOf(asked.division) : act.scope;
  const chosen = asked.ids ? sql`c.id = any(${asked.ids}::uuid[])` : sql`c.state = 'valid' and c.division_code between ${range.from} and ${range.to} and (not ${asked.unprinted}::boolean or c.printed_on is null)`;
  const { rows } = await sql<PrintRow>`select c.id, p.name as "personName", c.cover, u.name as "unitName", c.staff_name as "staffName", c.phone, c.services, c.issued_on as "issuedOn", c.token_sealed as "tokenSealed", c.state
    from cards.contact_card c join registry.person p on p.county_code = c.county_code and p.id = c.person_id join organisation.unit u on u.county_code = c.county_code and u.id = c.unit_id
    where c.county_code = ${act.scope.county} and c.division_code between ${act.scope.from} and ${act.scope.to} and ${chosen} order by c.division_code, p.name, c.id limit ${most}`.execute(act.tx);
  return rows;
}

/** The latest bulk issues within scope and division, newest first. */
export async function listRuns(act: Act, division: string): Promise<IssueLook['runs']> {
  const range = rangeOf(division);
  const { rows } = await sql<IssueLook['runs'][number]>`select n.id, coalesce(d.path, n.division_code) as place, n.at, n.actor_name as "actorName", n.issued_count as issued, n.withdrawn_count as withdrawn
    from cards.issue_run n left join organisation.division d on d.county_code = n.county_code and d.code = n.division_code
    where n.county_code = ${act.scope.county} and n.division_code between ${act.scope.from} and ${act.scope.to} and n.division_code between ${range.from} and ${range.to} order by n.at desc limit 10`.execute(act.tx);
  return rows;
}

/** A bulk issue within scope. */
export async function findRun(act: Act, id: string): Promise<{ issued: number; withdrawn: number | null } | undefined> {
  const { rows } = await sql<{ issued: number; withdrawn: number | null }>`select issued_count as issued, withdrawn_count as withdrawn from cards.issue_run
    where county_code = ${act.scope.county} and division_code between ${act.scope.from} and ${act.scope.to} and id = ${id}`.execute(act.tx);
  return rows[0];
}

/** Keeps a bulk issue. One at a time in a county, so that two clerks at once do not give the same person two cards. */
export async function insertRun(act: Act, id: string, division: string, issued: number): Promise<void> {
  await sql`insert into cards.issue_run (county_code, id, division_code, issued_count, at, actor_id, actor_name) values (${act.scope.county}, ${id}, ${division}, ${issued}, ${act.now}, ${act.actor.id}, ${act.actor.name})`.execute(act.tx);
}

/** Waits until no other bulk issue of the county is under way in another transaction. */
export async function lockIssuing(act: Act): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext(${`cards/${act.scope.county}`}))`.execute(act.tx);
}

/** Keeps that a bulk issue was withdrawn. */
export async function withdrawRun(act: Act, id: string, count: number): Promise<void> {
  await sql`update cards.issue_run set withdrawn_count = ${count}, withdrawn_at = ${act.now} where county_code = ${act.scope.county} and id = ${id}`.execute(act.tx);
}

/** Whether a person in scope belongs to a household. */
export async function hasHousehold(act: Act, personId: string): Promise<boolean> {
  const { rows } = await sql`select 1 from registry.person where county_code = ${act.scope.county} and division_code between ${act.scope.from} and ${act.scope.to} and id = ${personId} and household_id is not null`.execute(act.tx);
  return rows.length > 0;
}

/** The state of a person in scope; undefined where there is none. */
export async function findPersonState(act: Act, personId: string): Promise<string | undefined> {
  const { rows } = await sql<{ state: string }>`select state from registry.person where county_code = ${act.scope.county} and division_code between ${act.scope.from} and ${act.scope.to} and id = ${personId}`.execute(act.tx);
  return rows[0]?.state;
}
