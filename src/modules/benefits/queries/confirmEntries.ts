import { type RawBuilder, sql } from 'kysely';
import type { Values } from '#base/pure/record.ts';
import type { Act } from '#base/server/house.ts';
import { decode, encode } from '#base/server/records/columns.ts';
import { ConfirmEntry } from '../schema/confirmation.ts';
import type { ConfirmOnly } from '../schema/confirmationActs.ts';
import { entriesIn } from './confirmation.ts';

/** One listed person as pages and acts need them. */
export type EntryRow = {
  id: string; version: number; personId: string; confirmationId: string; name: string; sex: string | null; age: number | null; divisionCode: string; divisionName: string; place: string; categories: string[] | null;
  state: string; result: string | null; way: string | null; confirmedOn: string | null; confirmedBy: string | null; confirmedById: string | null; note: string | null; homeVisit: boolean;
  review: string | null; reviewedBy: string | null; reviewNote: string | null; sampled: boolean; spotCheck: string | null; checkNote: string | null; stopId: string | null; resumeId: string | null; stopState: string | null; stopMonth: string | null; alive: boolean;
  mobile: string | null;
};

/** Whether a stop (alias `s`) was answered by a 恢复 since, wherever that was registered. */
export const ANSWERED = sql`exists (select 1 from benefits.movement m where m.county_code = s.county_code and m.person_id = s.person_id and m.act = 'resume' and m.state = 'effective' and m.category is null and m.confirmed_at > s.confirmed_at)`;

type Sealed = Record<'result_sealed' | 'note_sealed' | 'review_note_sealed' | 'check_note_sealed', string | null>;

/** Listed persons of the act's scope that meet a condition on aliases `e` (entry), `r` (person) and `s` (the stop). The telephone number only where asked for. */
export async function confirmEntries(act: Act, where: RawBuilder<unknown>, tail: RawBuilder<unknown> = sql``, telephone = false): Promise<EntryRow[]> {
  const { rows } = await sql<EntryRow & Sealed & { mobile_sealed: string | null }>`select e.id, e.version, e.person_id as "personId", e.confirmation_id as "confirmationId", r.name, r.sex,
      case when r.birth_on is null then null else extract(year from age(${act.today}::date, r.birth_on))::int end as age, e.division_code as "divisionCode", coalesce(d.name, e.division_code) as "divisionName", coalesce(d.path, e.division_code) as place, e.categories,
      e.state, e.result_sealed, e.note_sealed, e.review_note_sealed, e.check_note_sealed, e.way, e.confirmed_on as "confirmedOn", e.confirmed_by as "confirmedBy", e.confirmed_by_id as "confirmedById", e.home_visit as "homeVisit", e.review, e.reviewed_by as "reviewedBy",
      e.sampled, e.spot_check as "spotCheck", e.stop_id as "stopId", e.resume_id as "resumeId", case when ${ANSWERED} then 'answered' else s.state end as "stopState", s.month as "stopMonth", r.state <> 'dead' as alive, ${telephone ? sql`r.mobile_sealed` : sql`null::text`} as mobile_sealed
    from benefits.confirmation_entry e join registry.person r on r.county_code = e.county_code and r.id = e.person_id
    left join organisation.division d on d.county_code = e.county_code and d.code = e.division_code
    left join benefits.movement s on s.county_code = e.county_code and s.id = e.stop_id
    where e.county_code = ${act.scope.county} and e.division_code between ${act.scope.from} and ${act.scope.to} and ${where} ${tail}`.execute(act.tx);
  return rows.map(({ result_sealed, note_sealed, review_note_sealed, check_note_sealed, mobile_sealed, ...row }) => {
    const { result, note, reviewNote, checkNote } = decode(ConfirmEntry, { result_sealed, note_sealed, review_note_sealed, check_note_sealed }, act.house.keys) as Record<string, string | null>;
    return { ...row, result: result ?? null, note: note ?? null, reviewNote: reviewNote ?? null, checkNote: checkNote ?? null, mobile: mobile_sealed };
  });
}

const ONLY: Readonly<Record<ConfirmOnly, RawBuilder<unknown>>> = { waiting: sql`e.state = 'waiting'`, unreviewed: sql`e.state in ('confirmed', 'doubtful') and e.review is null`, reviewed: sql`e.review = 'agreed'`, sampled: sql`e.sampled` };

/** The list of a place, or some of it: by village, then by name; `most` of them from `offset` on. */
export function entriesOfPlace(act: Act, confirmationId: string, division: string, most: number, only?: ConfirmOnly, offset = 0): Promise<EntryRow[]> {
  return confirmEntries(act, sql`${entriesIn(act, confirmationId, division)} and ${only ? ONLY[only] : sql`true`}`, sql`order by e.division_code, r.name_pinyin, r.name, e.id limit ${most} offset ${offset}`);
}

/** Some entries by their ids, locked against a second act at the same moment. */
export function entriesById(act: Act, ids: readonly string[]): Promise<EntryRow[]> {
  return confirmEntries(act, sql`e.id = any(${[...ids]}::uuid[])`, sql`order by e.id for update of e`);
}

/** Sets fields of an entry, and columns beside them, and counts its version up; what is sealed is sealed on the way. */
export async function updateEntry(act: Act, id: string, values: Values, columns: Record<string, unknown> = {}): Promise<void> {
  const sets = Object.entries({ ...encode(ConfirmEntry, values, act.house.keys), ...columns }).map(([column, value]) => sql`${sql.id(column)} = ${value}`);
  await sql`update benefits.confirmation_entry set ${sql.join([...sets, sql`version = version + 1`, sql`updated_at = ${act.now}`])} where county_code = ${act.scope.county} and id = ${id}`.execute(act.tx);
}

/** Who is in the pool of the lots: confirmed now. */
export async function confirmedIds(act: Act, confirmationId: string): Promise<string[]> {
  return (await sql<{ id: string }>`select id from benefits.confirmation_entry where county_code = ${act.scope.county} and confirmation_id = ${confirmationId} and state = 'confirmed' order by id`.execute(act.tx)).rows.map(({ id }) => id);
}

/** Marks who was drawn. */
export async function markSampled(act: Act, confirmationId: string, drawn: readonly string[]): Promise<void> {
  await sql`update benefits.confirmation_entry set sampled = true, version = version + 1, updated_at = ${act.now} where county_code = ${act.scope.county} and confirmation_id = ${confirmationId} and id = any(${[...drawn]}::uuid[])`.execute(act.tx);
}

/** Whether somebody on a list is marked as drawn who was not, or was drawn and is not marked; whoever left the list, as a file merged into another, is neither. */
export async function isMarkedOtherwise(act: Act, confirmationId: string, drawn: readonly string[]): Promise<boolean> {
  return (await sql`select 1 from benefits.confirmation_entry where county_code = ${act.scope.county} and confirmation_id = ${confirmationId} and sampled <> (id = any(${[...drawn]}::uuid[])) limit 1`.execute(act.tx)).rows.length > 0;
}

/** The title of a confirmation in which one of two files was confirmed and the other has a stop that waits or stands; undefined where there is none. */
export async function findStoppedBeside(act: Act, one: string, other: string): Promise<string | undefined> {
  return (await sql<{ title: string }>`select c.title from benefits.confirmation_entry a join benefits.confirmation_entry e on e.county_code = a.county_code and e.confirmation_id = a.confirmation_id and e.person_id <> a.person_id
    join benefits.movement s on s.county_code = e.county_code and s.id = e.stop_id and s.state in ('proposed', 'effective') join benefits.confirmation c on c.county_code = a.county_code and c.id = a.confirmation_id
    where a.county_code = ${act.scope.county} and a.person_id in (${one}, ${other}) and e.person_id in (${one}, ${other}) and a.state = 'confirmed' and not ${ANSWERED} limit 1`.execute(act.tx)).rows[0]?.title;
}
