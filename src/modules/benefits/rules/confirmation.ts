import { labelOf } from '#base/pure/codes.ts';
import { addDays, type Day, printDay } from '#base/pure/day.ts';
import { scanSecrets } from '#base/pure/secrets.ts';
import { ConfirmResult, type ConfirmResultCode, ConfirmWay } from '../schema/confirmation.ts';

/** How an entry stands after a result: a change of facts is a confirmation too; what may end or interrupt a benefit is looked into, and decides nothing by itself. */
export function stateAfter(result: ConfirmResultCode): 'confirmed' | 'doubtful' {
  return result === 'confirmed' || result === 'changed' ? 'confirmed' : 'doubtful';
}

/** What is to be done about somebody at the close: 停发 is proposed for who was not confirmed or not found; everything else has its own act. */
export function adviceOf(state: string, result: string | null): { act: 'stop' | 'death' | 'suspend' | 'move'; words: string } {
  if (state === 'doubtful' && result === 'dead') return { act: 'death', words: '疑似去世：核实后登记去世，不在这里停发' };
  if (state === 'doubtful' && result === 'imprisoned') return { act: 'suspend', words: '服刑：报省级决定后登记中止' };
  if (state === 'doubtful' && result === 'moved') return { act: 'move', words: '迁出：登记迁出，当年仍由本县发放' };
  return { act: 'stop', words: result === 'lost' ? '失联，未能确认' : '未按期确认' };
}

/** A 32-bit mark of a text (FNV-1a with a finishing mix): the same everywhere, for drawing lots and nothing else. */
function mark(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/**
 * 抽查抽取: of the ids in the pool so many percent, rounded up, drawn by the seed; the order of the pool does not matter, and whoever has pool, seed and
 * percent draws the same. Of 25 with 10 %: 3.
 */
export function sampleOf(pool: readonly string[], seed: string, percent: number): string[] {
  const drawn = pool.map((id) => ({ id, at: mark(`${seed}/${id}`) })).sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
  return drawn.slice(0, Math.ceil((pool.length * percent) / 100)).map(({ id }) => id).sort();
}

/** The reminder as it is sent: what, until when, how; it does not say which benefit, because others may read the telephone. */
export function reminderText(one: { name: string; unit: string; until: Day; ways: readonly string[]; phone: string | null; homeVisit: boolean }): string {
  const offered = one.ways.filter((way) => way !== 'app' && way !== 'photo').map((way) => labelOf(ConfirmWay, way)).join('、');
  const how = one.homeVisit ? '您已登记为不便到场，我们将上门办理，不用跑路' : `可选${offered}${offered.includes('入户') ? '' : '；不便到场的可预约上门'}`;
  return `【${one.unit}】${one.name}您好，今年的年度确认请在${printDay(one.until)}前办理。${how}。不需要拍照留存。${one.phone ? `咨询电话${one.phone}。` : ''}`;
}

/** The first month that a stop for not being confirmed may begin: the one after the last day of the campaign. */
export function firstStopMonth(until: Day): string {
  return addDays(`${until.slice(0, 7)}-28`, 4).slice(0, 7);
}

/** One line of a filled-in sheet as it was read. */
export type SheetLine = { line: number; key: string; name: string; way: string; on: string; result: string; note: string };
/** What a line of a sheet would do. */
export type SheetJudged = { line: number; entryId: string | null; name: string; kind: 'take' | 'blank' | 'done' | 'bad'; reason: string | null; result: ConfirmResultCode | null; way: string | null; on: Day | null; note: string | null };

/** Judges one line: nothing typed is left alone; a result already there and agreed on stays; 结果 without 方式, and what the list does not have, is said. */
export function judgeLine(line: SheetLine, known: { id: string; name: string; state: string; review: string | null } | undefined, read: { way?: string; result?: string; day?: Day }, today: Day, fromOn: Day): SheetJudged {
  const row = (kind: SheetJudged['kind'], reason: string | null): SheetJudged => ({ line: line.line, entryId: known?.id ?? null, name: known?.name ?? line.name, kind, reason, result: null, way: null, on: null, note: null });
  if (!known) return row('bad', '名单里没有这个人，可能是别处或别年的表格');
  if (line.name && line.name !== known.name) return row('bad', `姓名与名单不一致，名单上是“${known.name}”`);
  if (!line.result && !line.way && !line.on) return row('blank', null);
  if (known.state === 'dropped') return row('done', '已去世，不再确认');
  if (known.review === 'agreed') return row('done', '已经复核，不再改');
  if (!read.result) return row('bad', line.result ? `“${line.result}”不是确认结果（${ConfirmResult.codes.map(({ label }) => label).join('、')}）` : '没有填结果');
  const secret = scanSecrets(line.note)[0];
  if (secret) return row('bad', `说明里的“${secret.match}”疑似涉密或个人号码，请删去`);
  if (!read.way) return row('bad', line.way ? `“${line.way}”不是这次可用的确认方式` : '没有填方式');
  if (line.on && !read.day) return row('bad', `日期“${line.on}”看不懂`);
  if (read.day && read.day > today) return row('bad', '日期晚于今天');
  if (read.day && read.day < fromOn) return row('bad', `日期早于这次年度确认开始的${fromOn}`);
  return { ...row('take', null), result: read.result as ConfirmResultCode, way: read.way, on: read.day ?? today, note: line.note || null };
}
