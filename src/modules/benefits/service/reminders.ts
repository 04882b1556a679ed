import { sql } from 'kysely';
import { refuse } from '#base/pure/refusal.ts';
import type { Act } from '#base/server/house.ts';
import { placeOf } from '#base/server/records/columns.ts';
import { Person } from '#modules/registry/schema.ts';
import { type ConfirmationRow, entriesIn } from '../queries/confirmation.ts';
import { confirmEntries, type EntryRow } from '../queries/confirmEntries.ts';
import { insertMessages } from '../queries/messages.ts';
import { reminderText } from '../rules/confirmation.ts';
import type { Reminders } from '../schema/confirmationActs.ts';
import { Confirmation } from '../schema/confirmation.ts';
import { Message } from '../schema/messages.ts';
import { confirmationOf, placeOfAct } from './confirmations.ts';

const MOBILE = placeOf(Message, 'mobile');

const waitingIn = (act: Act, id: string, place: string): Promise<EntryRow[]> => confirmEntries(act, sql`${entriesIn(act, id, place)} and e.state = 'waiting'`, sql`order by e.division_code, r.name_pinyin, r.name, e.id`, true);
const textFor = (act: Act, one: ConfirmationRow, row: EntryRow): string => reminderText({ name: row.name, unit: act.actor.unitName, until: one.untilOn, ways: one.ways, phone: one.phone, homeVisit: row.homeVisit });
const mobileOf = (act: Act, row: EntryRow): string | null => (row.mobile === null ? null : act.house.keys.open(placeOf(Person, 'mobile'), row.mobile));

/** Who is still to be confirmed, with the text of a reminder; their telephone numbers in full, with the confirmation as the reason in the audit. */
export async function reminders(act: Act, { id, division }: { id: string; division?: string }): Promise<Reminders> {
  const one = await confirmationOf(act, id);
  const place = placeOfAct(act, division);
  const rows = await waitingIn(act, id, place);
  act.note({ record: Confirmation.name, rowId: id, reason: `${one.title}提醒`, detail: { division: place, persons: rows.length } });
  return { gateway: act.house.config.sms !== undefined, rows: rows.map((row) => ({ id: row.id, name: row.name, place: row.place, mobile: mobileOf(act, row), homeVisit: row.homeVisit, text: textFor(act, one, row) })) };
}

/** Gives everybody of a place who is still to be confirmed and can come one message that waits for the gateway; who was reminded today already is not reminded twice. */
export async function remind(act: Act, { id, division }: { id: string; division?: string }): Promise<{ queued: number }> {
  if (!act.house.config.sms) refuse('message.gateway', '没有接入短信网关，请复制号码和短信，用本单位的短信平台发送', { status: 409 });
  const one = await confirmationOf(act, id);
  if (one.state !== 'open') refuse('confirmation.closed', '年度确认已经结束', { status: 409 });
  if (act.today > one.untilOn) refuse('confirmation.closed', '已过确认截止日期，不再发提醒', { status: 409 });
  const place = placeOfAct(act, division);
  const { keys } = act.house;
  const drafts = (await waitingIn(act, id, place)).filter((row) => !row.homeVisit).flatMap((row) => {
    const number = mobileOf(act, row);
    return number === null ? [] : [{ person_id: row.personId, division_code: row.divisionCode, mobile_sealed: keys.seal(MOBILE, number), mobile_index: keys.index(MOBILE, number), text: textFor(act, one, row) }];
  });
  const queued = await insertMessages(act, { confirmationId: id }, drafts);
  act.note({ record: Message.name, detail: { confirmation: id, division: place, queued } });
  return { queued };
}
