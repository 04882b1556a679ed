import { sql } from 'kysely';
import { levelOf } from '#base/pure/division.ts';
import { refuse } from '#base/pure/refusal.ts';
import type { Act, House } from '#base/server/house.ts';
import { asProduct } from '#base/server/pending.ts';
import { placeOf } from '#base/server/records/columns.ts';
import { store } from '#base/server/records/store.ts';
import { sendSms, type SmsAnswer, type SmsGateway } from '#base/server/sms.ts';
import { Person } from '#modules/registry/schema.ts';
import { countiesWaiting, countMessages, insertMessages, lastPhone, listPayees, type Payee, settleMessages, takeMessages, type Waiting } from '../queries/messages.ts';
import { payText } from '../rules/messageText.ts';
import { monthOf, saySpan } from '../rules/months.ts';
import { Message, type RunMessages } from '../schema/messages.ts';
import { openRun } from './runs.ts';

/** 待遇短信台账: written by the product alone. */
export const messages = store(Message);

const SHOWN = 500;
const PORTION = 20;
const TRIES = 6;
const MOBILE = placeOf(Message, 'mobile');

type ClosedRun = { state: string; first_month: string; last_month: string; sent_on: string | null; closed_on: string | null };

async function closedRun(act: Act, id: string): Promise<ClosedRun> {
  if (levelOf(act.actor.division) !== 'county') refuse('run.county', '发放批次由县级办理', { status: 403 });
  const run = (await openRun(act, id)) as unknown as ClosedRun;
  if (run.state !== 'closed') refuse('message.open', '批次办结以后才发短信：退汇的还没有分出来', { status: 409 });
  return run;
}

/** Why somebody is not told by message. */
const unableOf = (one: Payee): string | undefined => (one.state === 'dead' ? '已去世' : one.elsewhere ? '由他人领取' : one.mobile === null ? '没有手机号码' : undefined);

/** Where the messages of a closed run stand, whom they reach and whom not. */
export async function lookAtRunMessages(act: Act, { id }: { id: string }): Promise<RunMessages> {
  const run = await closedRun(act, id);
  const payees = (await listPayees(act, id)).filter((one) => !one.told);
  act.note({ record: Message.name, detail: { run: id } });
  const phone = await lastPhone(act);
  return {
    gateway: act.house.config.sms !== undefined, able: payees.filter((one) => unableOf(one) === undefined).length, states: await countMessages(act, id), phone,
    unable: payees.flatMap((one) => { const why = unableOf(one); return why === undefined ? [] : [{ personId: one.personId, name: one.name, place: one.place, why }]; }).slice(0, SHOWN),
    sample: payText({ name: '李某某', unit: act.actor.unitName, span: spanOf(run), fen: 404_100n, arrears: 68_600n, recovered: 0n, on: dayOf(act, run), phone: phone ?? '（咨询电话）' }),
  };
}

const spanOf = (run: ClosedRun) => saySpan(monthOf(run.first_month), monthOf(run.last_month));
const dayOf = (act: Act, run: ClosedRun) => run.closed_on ?? run.sent_on ?? act.today;

/** Gives every person whom a closed run paid, and who can be told so, one message that waits. Repeating it adds only who was missing. */
export async function queueRunMessages(act: Act, { id, phone }: { id: string; phone: string }): Promise<{ queued: number }> {
  const run = await closedRun(act, id);
  const { keys } = act.house;
  const drafts = (await listPayees(act, id)).filter((one) => !one.told && unableOf(one) === undefined).map((one) => {
    const number = keys.open(placeOf(Person, 'mobile'), one.mobile!);
    const text = payText({ name: one.name, unit: act.actor.unitName, span: spanOf(run), fen: BigInt(one.fen), arrears: BigInt(one.arrears), recovered: BigInt(one.recovered), on: dayOf(act, run), phone });
    return { person_id: one.personId, division_code: one.divisionCode, mobile_sealed: keys.seal(MOBILE, number), mobile_index: keys.index(MOBILE, number), text };
  });
  const queued = await insertMessages(act, { runId: id }, drafts);
  act.note({ record: Message.name, detail: { run: id, queued } });
  return { queued };
}

/** Messages of a run that wait or were refused, in clear, to be sent by another platform; from then on they are 已取出 and the gateway does not have them. `again`: those that were taken out before, once more. */
export async function takeOutRunMessages(act: Act, { id, again }: { id: string; again: boolean }): Promise<{ rows: { name: string; mobile: string; text: string }[] }> {
  await closedRun(act, id);
  const rows = await takeMessages(act, sql`m.run_id = ${id} and m.state = any(${again ? ['taken'] : ['waiting', 'failed']}::text[])`, 100_000);
  await settleMessages(act, rows.map((row) => row.id), { state: 'taken' });
  act.note({ record: Message.name, detail: { run: id, taken: rows.length, again } });
  return { rows: rows.map(({ name, mobile, text }) => ({ name, mobile: act.house.keys.open(MOBILE, mobile), text })) };
}

/** Lets messages that the gateway refused wait once more. */
export async function queueAgain(act: Act, { id }: { id: string }): Promise<{ queued: number }> {
  await closedRun(act, id);
  const rows = await takeMessages(act, sql`m.run_id = ${id} and m.state = 'failed'`, 100_000);
  await settleMessages(act, rows.map((row) => row.id), { state: 'waiting', tries: 0, nextAt: act.now });
  act.note({ record: Message.name, detail: { run: id, again: rows.length } });
  return { queued: rows.length };
}

/** Hands over whatever waits, portion by portion, until the gateway falls silent; nothing where none is connected. Gives how many it took. */
export async function sendWaiting(house: House): Promise<number> {
  const gateway = house.config.sms;
  if (!gateway) return 0;
  let sent = 0;
  for (const county of await countiesWaiting(house)) {
    for (let going = true; going;) {
      going = await asProduct(house, county, '短信', async (act) => {
        const rows = await takeMessages(act, sql`m.state = 'waiting' and m.next_at <= ${act.now}`, PORTION);
        for (const row of rows) {
          const answer = await handOver(act, gateway, row);
          if (answer.taken) sent += 1;
          else if (answer.again) return false;
        }
        return rows.length === PORTION;
      });
    }
  }
  return sent;
}

/** One message to the gateway, and what became of it; a silent gateway is asked again after 1, 2, 4 … minutes, six times in all. */
async function handOver(act: Act, gateway: SmsGateway, { id, mobile, text, tries }: Waiting): Promise<SmsAnswer> {
  const answer = await sendSms(gateway, { id, to: act.house.keys.open(MOBILE, mobile), text });
  if (answer.taken) await settleMessages(act, [id], { state: 'sent', tries: tries + 1 });
  else if (answer.again && tries + 1 < TRIES) await settleMessages(act, [id], { state: 'waiting', fault: answer.words, tries: tries + 1, nextAt: new Date(act.now.getTime() + 60_000 * 2 ** tries) });
  else await settleMessages(act, [id], { state: 'failed', fault: answer.words, tries: tries + 1 });
  return answer;
}
