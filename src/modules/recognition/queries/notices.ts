import { sql } from 'kysely';
import type { Day } from '#base/pure/day.ts';
import type { Act } from '#base/server/house.ts';
import type { Notice, Objection, ObjectionDraft, ObjectionSettled } from '../schema/answers.ts';

/** A notice as it is posted. */
export type NoticeValues = { id: string; caseId: string; divisionCode: string; maskedName: string; text: string; from: Day; until: Day; postedAt: string; phone: string };

/** Keeps a notice as it was posted. */
export async function insertNotice(act: Act, notice: NoticeValues): Promise<void> {
  await sql`insert into recognition.notice (county_code, id, division_code, case_id, masked_name, text, from_on, until_on, posted_at, phone, posted_by)
    values (${act.scope.county}, ${notice.id}, ${notice.divisionCode}, ${notice.caseId}, ${notice.maskedName}, ${notice.text}, ${notice.from}, ${notice.until}, ${notice.postedAt}, ${notice.phone}, ${act.actor.name})`.execute(act.tx);
}

/** Writes down that the notice of a case was taken down today; without one that hangs, nothing happens. */
export async function takeDown(act: Act, caseId: string): Promise<void> {
  await sql`update recognition.notice set taken_down_on = ${act.today}, taken_down_by = ${act.actor.name} where county_code = ${act.scope.county} and case_id = ${caseId} and taken_down_on is null`.execute(act.tx);
}

/** The notices of a case, oldest first. */
export async function listNotices(act: Act, caseId: string): Promise<Notice[]> {
  const { rows } = await sql<Notice>`select id, masked_name as "maskedName", text, from_on as "fromOn", until_on as "untilOn", posted_at as "postedAt", phone, posted_by as "postedBy", taken_down_on as "takenDownOn", taken_down_by as "takenDownBy"
    from recognition.notice where county_code = ${act.scope.county} and case_id = ${caseId} order by from_on, id`.execute(act.tx);
  return rows;
}

/** The notice of a case that hangs now; undefined where none does. */
export async function findPosted(act: Act, caseId: string): Promise<{ id: string; fromOn: Day } | undefined> {
  const { rows } = await sql<{ id: string; fromOn: Day }>`select id, from_on as "fromOn" from recognition.notice where county_code = ${act.scope.county} and case_id = ${caseId} and taken_down_on is null`.execute(act.tx);
  return rows[0];
}

const OBJECTION = sql`o.id, o.received_on as "receivedOn", o.channel, o.content, o.recorded_by as "recordedBy", o.result, o.handling, o.settled_on as "settledOn", o.settled_by as "settledBy"`;

/** The objections of a case with the notice each belongs to, oldest first. */
export async function listObjections(act: Act, caseId: string): Promise<(Objection & { noticeId: string })[]> {
  const { rows } = await sql<Objection & { noticeId: string }>`select ${OBJECTION}, o.notice_id as "noticeId" from recognition.objection o where o.county_code = ${act.scope.county} and o.case_id = ${caseId} order by o.received_on, o.id`.execute(act.tx);
  return rows;
}

/** One objection within scope, with its case. */
export async function findObjection(act: Act, id: string): Promise<(Objection & { caseId: string }) | undefined> {
  const { rows } = await sql<Objection & { caseId: string }>`select ${OBJECTION}, o.case_id as "caseId" from recognition.objection o
    where o.county_code = ${act.scope.county} and o.division_code between ${act.scope.from} and ${act.scope.to} and o.id = ${id}`.execute(act.tx);
  return rows[0];
}

/** Keeps an objection; a repeated id changes nothing. */
export async function insertObjection(act: Act, draft: ObjectionDraft, noticeId: string, divisionCode: string): Promise<void> {
  await sql`insert into recognition.objection (county_code, id, division_code, case_id, notice_id, received_on, channel, content, recorded_by)
    values (${act.scope.county}, ${draft.id}, ${divisionCode}, ${draft.caseId}, ${noticeId}, ${draft.receivedOn}, ${draft.channel}, ${draft.content}, ${act.actor.name}) on conflict (county_code, id) do nothing`.execute(act.tx);
}

/** Writes down how an objection was settled. */
export async function settleObjection(act: Act, { id, result, handling }: ObjectionSettled): Promise<void> {
  await sql`update recognition.objection set result = ${result}, handling = ${handling}, settled_on = ${act.today}, settled_by = ${act.actor.name} where county_code = ${act.scope.county} and id = ${id} and result is null`.execute(act.tx);
}
