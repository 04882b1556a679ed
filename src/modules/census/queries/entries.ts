import { type RawBuilder, sql } from 'kysely';
import { rangeOf } from '#base/pure/division.ts';
import type { RecordType } from '#base/pure/record.ts';
import type { Act } from '#base/server/house.ts';
import type { Columns } from '#base/server/records/columns.ts';

/** One listed person as the list shows them. */
export type EntryRow = { id: string; personId: string; campaignId: string; name: string; sex: string | null; age: number | null; divisionCode: string; divisionName: string; state: string; reason: string | null; note: string | null };

const age = (act: Act) => sql`case when r.birth_on is null then null else extract(year from age(${act.today}::date, r.birth_on))::int end`;

const selected = (act: Act, where: RawBuilder<unknown>, tail: RawBuilder<unknown>) => sql<EntryRow>`select e.id, e.person_id as "personId", e.campaign_id as "campaignId", r.name, r.sex, ${age(act)} as age, e.division_code as "divisionCode", coalesce(d.name, e.division_code) as "divisionName", e.state, e.reason, e.note
  from census.entry e join registry.person r on r.county_code = e.county_code and r.id = e.person_id
  left join organisation.division d on d.county_code = e.county_code and d.code = e.division_code
  where e.county_code = ${act.scope.county} and e.division_code between ${act.scope.from} and ${act.scope.to} and ${where} ${tail}`;

/** The list of a place: by village, then by name. */
export async function entriesAt(act: Act, campaignId: string, division: string, most: number): Promise<EntryRow[]> {
  const range = rangeOf(division);
  return (await selected(act, sql`e.campaign_id = ${campaignId} and e.division_code between ${range.from} and ${range.to}`, sql`order by e.division_code, r.name_pinyin, r.name, e.id limit ${most}`).execute(act.tx)).rows;
}

/** Some listed persons by their entries, or undefined where out of scope; locked against a second answer at the same moment. */
export async function entryById(act: Act, id: string, lock = false): Promise<EntryRow | undefined> {
  return (await selected(act, sql`e.id = ${id}`, lock ? sql`for update of e` : sql``).execute(act.tx)).rows[0];
}

/** The rows of a record that some persons have once, by person; sealed columns as stored. */
export async function rowsOfPersons(act: Act, type: RecordType, persons: readonly string[]): Promise<Map<string, Columns & { id: string; version: number }>> {
  const own = type.placedBy ? sql.ref('r.person_id') : sql.ref('r.id');
  const { rows } = await sql<Columns & { id: string; version: number; census_person: string }>`select r.*, ${own} as census_person from ${sql.table(type.name)} r
    where r.county_code = ${act.scope.county} and r.division_code between ${act.scope.from} and ${act.scope.to} and ${own} = any(${[...persons]}::uuid[])`.execute(act.tx);
  return new Map(rows.map((row) => [row.census_person, row]));
}

/** What this or the last earlier census noted for questions of its own, by person and label; the newest first word wins. */
export async function notedAnswers(act: Act, campaignId: string, labels: readonly string[], persons: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ person_id: string; label: string; after: string }>`select distinct on (a.person_id, q.label) a.person_id, q.label, a.after from census.answer a
    join census.question q on q.county_code = a.county_code and q.id = a.question_id and q.binding is null
    where a.county_code = ${act.scope.county} and a.division_code between ${act.scope.from} and ${act.scope.to} and a.person_id = any(${[...persons]}::uuid[]) and q.label = any(${[...labels]}::text[]) and a.after is not null
    order by a.person_id, q.label, (a.campaign_id = ${campaignId}) desc, a.answered_on desc, a.updated_at desc`.execute(act.tx);
  return new Map(rows.map((row) => [`${row.person_id}/${row.label}`, row.after]));
}

/** This census's outcomes, by entry and question. */
export async function outcomesAt(act: Act, entryIds: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ entry_id: string; question_id: string; outcome: string }>`select entry_id, question_id, outcome from census.answer
    where county_code = ${act.scope.county} and division_code between ${act.scope.from} and ${act.scope.to} and entry_id = any(${[...entryIds]}::uuid[])`.execute(act.tx);
  return new Map(rows.map((row) => [`${row.entry_id}/${row.question_id}`, row.outcome]));
}

/** One answer to keep. */
export type KeptAnswer = { question: string; outcome: 'same' | 'changed' | 'unreachable'; before: string | null; after: string | null };

/** Keeps answers of one person. What was changed in this census stays 已改 from its first before, whatever is confirmed later; 问不到 gives way to an answer and never replaces one. */
export async function keepAnswers(act: Act, entry: EntryRow, kept: readonly KeptAnswer[], way: string, reason: string | null): Promise<void> {
  await sql`insert into census.answer as a (county_code, division_code, campaign_id, entry_id, question_id, person_id, outcome, before, after, reason, way, answered_on, answered_by, created_at, updated_at)
    select ${act.scope.county}, ${entry.divisionCode}, ${entry.campaignId}::uuid, ${entry.id}::uuid, k.question, ${entry.personId}::uuid, k.outcome, k.before, k.after, ${reason}, ${way}, ${act.today}, ${act.actor.name}, ${act.now}, ${act.now}
    from jsonb_to_recordset(${JSON.stringify(kept)}::jsonb) as k(question uuid, outcome text, before text, after text)
    on conflict (county_code, entry_id, question_id) do update set outcome = excluded.outcome, before = case when a.outcome = 'changed' then a.before else excluded.before end, after = excluded.after, reason = excluded.reason,
      way = excluded.way, answered_on = excluded.answered_on, answered_by = excluded.answered_by, version = a.version + 1, updated_at = excluded.updated_at
    where excluded.outcome = 'changed' or a.outcome = 'unreachable'`.execute(act.tx);
}

/** Says how an entry stands after an answer. */
export async function markEntry(act: Act, id: string, state: string, way: string | null, reason: string | null, note: string | null): Promise<void> {
  await sql`update census.entry set state = ${state}, way = ${way}, reason = ${reason}, note = ${note}, answered_on = ${way === null ? null : act.today}, answered_by = ${way === null ? null : act.actor.name}, version = version + 1, updated_at = ${act.now}
    where county_code = ${act.scope.county} and id = ${id}`.execute(act.tx);
}

/** Entries to whose questions all an answer has come (rows of answers, alias `r`, moved there by a merge) are 已问, by the latest of them. */
export async function settleAnswered(act: Act, rows: RawBuilder<unknown>): Promise<void> {
  await sql`update census.entry e set state = 'answered', way = l.way, reason = null, note = null, answered_on = l.answered_on, answered_by = l.answered_by, version = e.version + 1, updated_at = ${act.now}
    from (select distinct on (a.entry_id) a.entry_id, a.way, a.answered_on, a.answered_by from census.answer a
      where a.county_code = ${act.scope.county} and a.entry_id in (select r.entry_id from census.answer r where ${rows}) order by a.entry_id, a.answered_on desc, a.updated_at desc) l
    where e.county_code = ${act.scope.county} and e.id = l.entry_id and e.state in ('waiting', 'unreachable') and not exists (select 1 from census.question q where q.county_code = e.county_code and q.campaign_id = e.campaign_id
      and not exists (select 1 from census.answer a where a.county_code = e.county_code and a.entry_id = e.id and a.question_id = q.id and a.outcome in ('same', 'changed')))`.execute(act.tx);
}

/** Takes back the answers of one entry. */
export async function dropAnswers(act: Act, entryId: string): Promise<void> {
  await sql`delete from census.answer where county_code = ${act.scope.county} and entry_id = ${entryId}`.execute(act.tx);
}

const OPEN = sql`exists (select 1 from census.campaign c where c.county_code = e.county_code and c.id = e.campaign_id and c.state = 'open')`;

/** Persons (alias `r`) who died leave the lists still open, with a note; a death taken back brings them to 未问 again. Whoever was answered stays so. */
export async function followDeaths(act: Act, rows: RawBuilder<unknown>): Promise<void> {
  await sql`update census.entry e set state = 'dropped', note = '已去世' || coalesce('（' || r.died_on::text || '）', ''), reason = null, version = e.version + 1, updated_at = ${act.now}
    from registry.person r where (${rows}) and r.state = 'dead' and e.county_code = r.county_code and e.person_id = r.id and e.state in ('waiting', 'unreachable') and ${OPEN}`.execute(act.tx);
  await sql`update census.entry e set state = 'waiting', note = null, version = e.version + 1, updated_at = ${act.now}
    from registry.person r where (${rows}) and r.state <> 'dead' and e.county_code = r.county_code and e.person_id = r.id and e.state = 'dropped' and ${OPEN}`.execute(act.tx);
}

/** A file entered by mistake goes from the lists where nothing was asked yet; one that was asked keeps its file. */
export async function leaveLists(act: Act, rows: RawBuilder<unknown>): Promise<void> {
  await sql`delete from census.entry e using registry.person r where (${rows}) and e.county_code = r.county_code and e.person_id = r.id and e.state in ('waiting', 'dropped')
    and not exists (select 1 from census.answer a where a.county_code = e.county_code and a.entry_id = e.id)`.execute(act.tx);
}
