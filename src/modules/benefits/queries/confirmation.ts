import { type RawBuilder, sql } from 'kysely';
import { levelOf, rangeOf } from '#base/pure/division.ts';
import type { Act } from '#base/server/house.ts';
import { runs } from './movements.ts';
import type { ConfirmCounts, ConfirmProgress } from '../schema/confirmationActs.ts';

/** A yearly confirmation as its acts need it. */
export type ConfirmationRow = {
  id: string; version: number; title: string; year: number; fromOn: string; untilOn: string; categories: string[] | null; ways: string[]; samplePercent: number; phone: string | null; note: string | null;
  state: string; frozenOn: string | null; closedOn: string | null; seed: string | null; drawnOn: string | null; pool: string[] | null; drawn: string[] | null;
};

const COLUMNS = sql`id, version, title, year, from_on as "fromOn", until_on as "untilOn", categories, ways, sample_percent as "samplePercent", phone, note, state, frozen_on as "frozenOn", closed_on as "closedOn", seed, drawn_on as "drawnOn", pool, drawn`;

/** A yearly confirmation of the act's county, or undefined; locked when it will be changed. */
export async function findConfirmation(act: Act, id: string, lock = false): Promise<ConfirmationRow | undefined> {
  return (await sql<ConfirmationRow>`select ${COLUMNS} from benefits.confirmation where county_code = ${act.scope.county} and id = ${id} ${lock ? sql`for update` : sql``}`.execute(act.tx)).rows[0];
}

/** The county's confirmations that have a list, the newest first. */
export async function frozenConfirmations(act: Act): Promise<ConfirmationRow[]> {
  return (await sql<ConfirmationRow>`select ${COLUMNS} from benefits.confirmation where county_code = ${act.scope.county} and state <> 'draft' order by (state = 'open') desc, from_on desc limit 20`.execute(act.tx)).rows;
}

/** Whether any of some confirmations (alias `r`) has left 准备中. */
export async function hasFrozen(act: Act, rows: RawBuilder<unknown>): Promise<boolean> {
  return (await sql`select 1 from benefits.confirmation r where (${rows}) and r.state <> 'draft' limit 1`.execute(act.tx)).rows.length > 0;
}

/** What a frozen confirmation keeps, as one text. */
const PRINT = sql`md5(concat_ws('|', r.year, r.from_on, array_to_string(r.categories, ','), r.sample_percent))`;

/** Keeps what a confirmation is frozen with. */
export async function keepPrint(act: Act, id: string): Promise<void> {
  await sql`update benefits.confirmation r set frozen_print = ${PRINT} where r.county_code = ${act.scope.county} and r.id = ${id}`.execute(act.tx);
}

/** The title of one of some confirmations (alias `r`) that no longer says what it was frozen with. */
export async function findAltered(act: Act, rows: RawBuilder<unknown>): Promise<string | undefined> {
  return (await sql<{ title: string }>`select r.title from benefits.confirmation r where (${rows}) and r.frozen_print <> ${PRINT} limit 1`.execute(act.tx)).rows[0]?.title;
}

/** Freezes the list in one statement: everybody who draws one of the categories today, each at their own place; who was noted as unable to come keeps that note. Gives how many. */
export async function listReceiving(act: Act, { id, categories }: ConfirmationRow): Promise<number> {
  const of = categories && categories.length > 0 ? sql`and b.category = any(${categories}::text[])` : sql``;
  const { numAffectedRows } = await sql`insert into benefits.confirmation_entry (county_code, division_code, confirmation_id, person_id, listed_at, categories, state, home_visit)
    select r.county_code, r.division_code, ${id}, r.id, r.division_code, array_agg(distinct b.category), 'waiting',
      exists (select 1 from benefits.confirmation_entry e where e.county_code = r.county_code and e.person_id = r.id and e.home_visit)
    from benefits.recipient b join registry.person r on r.county_code = b.county_code and r.id = b.person_id
    where b.county_code = ${act.scope.county} and b.state = 'receiving' and ${runs(act)} and r.state <> 'dead' ${of}
    group by r.county_code, r.id, r.division_code on conflict on constraint confirmation_entry_person_key do nothing`.execute(act.tx);
  return Number(numAffectedRows ?? 0n);
}

/** Keeps a draw: seed, pool and who was drawn. */
export async function keepDraw(act: Act, id: string, { seed, pool, drawn }: { seed: string; pool: readonly string[]; drawn: readonly string[] }): Promise<void> {
  await sql`update benefits.confirmation set seed = ${seed}, pool = ${[...pool]}::uuid[], drawn = ${[...drawn]}::uuid[], drawn_on = ${act.today}, drawn_by = ${act.actor.name}, version = version + 1, updated_at = ${act.now} where county_code = ${act.scope.county} and id = ${id}`.execute(act.tx);
}

const COUNTS = sql`count(*)::int as listed, count(*) filter (where e.state = 'confirmed')::int as confirmed, count(*) filter (where e.state = 'doubtful')::int as doubtful, count(*) filter (where e.state = 'waiting')::int as waiting,
  count(*) filter (where e.state = 'dropped')::int as dropped, count(*) filter (where e.review = 'agreed')::int as reviewed, count(*) filter (where e.state in ('confirmed', 'doubtful') and e.review is null)::int as unreviewed,
  count(*) filter (where e.home_visit and e.state = 'waiting')::int as "homeVisits", count(*) filter (where e.sampled)::int as sampled, count(*) filter (where e.sampled and e.spot_check is not null)::int as checked`;

/** The rows of a list in a division within the act's scope, as a condition on alias `e`. */
export function entriesIn(act: Act, confirmationId: string, division: string): RawBuilder<unknown> {
  const range = rangeOf(division);
  return sql`e.county_code = ${act.scope.county} and e.confirmation_id = ${confirmationId} and e.division_code between ${act.scope.from} and ${act.scope.to} and e.division_code between ${range.from} and ${range.to}`;
}

/** Counts of a list in a division, whole and by the places directly below it in the order of their codes. */
export async function confirmProgress(act: Act, id: string, division: string): Promise<ConfirmProgress> {
  const whole = (await sql<ConfirmCounts>`select ${COUNTS} from benefits.confirmation_entry e where ${entriesIn(act, id, division)}`.execute(act.tx)).rows[0]!;
  const level = levelOf(division);
  const code = level === 'county' ? sql`substr(e.division_code, 1, 9) || '000'` : sql`e.division_code`;
  const places = level === 'village' ? [] : (await sql<ConfirmProgress['places'][number]>`with found as (select ${code} as code, ${COUNTS} from benefits.confirmation_entry e where ${entriesIn(act, id, division)} group by 1)
    select f.*, coalesce(d.name, f.code) as name from found f left join organisation.division d on d.county_code = ${act.scope.county} and d.code = f.code order by f.code`.execute(act.tx)).rows;
  return { division, whole, places };
}

/** Open confirmations with how many of the act's scope are still to be confirmed, and how many wait for a second pair of eyes. */
export async function openConfirmations(act: Act): Promise<{ id: string; title: string; untilOn: string; waiting: number; unreviewed: number }[]> {
  return (await sql<{ id: string; title: string; untilOn: string; waiting: number; unreviewed: number }>`select c.id, c.title, c.until_on as "untilOn", count(*) filter (where e.state = 'waiting')::int as waiting,
      count(*) filter (where e.state in ('confirmed', 'doubtful') and e.review is null)::int as unreviewed
    from benefits.confirmation c join benefits.confirmation_entry e on e.county_code = c.county_code and e.confirmation_id = c.id and e.division_code between ${act.scope.from} and ${act.scope.to}
    where c.county_code = ${act.scope.county} and c.state = 'open' group by c.id, c.title, c.until_on order by c.until_on, c.title`.execute(act.tx)).rows;
}

/** The name of a division of the act's county. */
export async function nameOfPlace(act: Act, division: string): Promise<string> {
  return (await sql<{ path: string }>`select path from organisation.division where county_code = ${act.scope.county} and code = ${division}`.execute(act.tx)).rows[0]?.path ?? division;
}

const OPEN = sql`exists (select 1 from benefits.confirmation c where c.county_code = e.county_code and c.id = e.confirmation_id and c.state = 'open')`;

/** Persons (alias `r`) who died leave the lists still open; a death taken back brings them to 未确认 again. Whoever was confirmed stays so. */
export async function followConfirmDeaths(act: Act, rows: RawBuilder<unknown>): Promise<void> {
  await sql`update benefits.confirmation_entry e set state = 'dropped', version = e.version + 1, updated_at = ${act.now}
    from registry.person r where (${rows}) and r.state = 'dead' and e.county_code = r.county_code and e.person_id = r.id and e.state in ('waiting', 'doubtful') and e.stop_id is null and ${OPEN}`.execute(act.tx);
  await sql`update benefits.confirmation_entry e set state = case when e.way is null or e.review = 'disagreed' or e.spot_check = 'disagreed' then 'waiting' else 'doubtful' end, version = e.version + 1, updated_at = ${act.now}
    from registry.person r where (${rows}) and r.state <> 'dead' and e.county_code = r.county_code and e.person_id = r.id and e.state = 'dropped' and ${OPEN}`.execute(act.tx);
}

/** A file entered by mistake goes from the lists where nothing was written down yet. */
export async function leaveConfirmLists(act: Act, rows: RawBuilder<unknown>): Promise<void> {
  await sql`delete from benefits.confirmation_entry e using registry.person r where (${rows}) and e.county_code = r.county_code and e.person_id = r.id and e.way is null and e.stop_id is null`.execute(act.tx);
}
