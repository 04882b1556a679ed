import { sql } from 'kysely';
import { notFound, refuse } from '#base/pure/refusal.ts';
import type { Values } from '#base/pure/record.ts';
import type { Act, Task } from '#base/server/house.ts';
import { getRow } from '#base/server/records/list.ts';
import { createRow, keepChange, rawRow } from '#base/server/records/write.ts';
import { countSubmitted, findNotice, hasLater, insertLines, insertRelease, type KeptLine, listClashes, listFormers, listLines, type NoticeRow, sealLines, updateLines, updateNotice } from '../queries/notices.ts';
import { addHand } from '../queries/standards.ts';
import { decideNotice, NOTICE_ACT_WORDS, type NoticeActName, type NoticeFinding, noticeFindings } from '../rules/noticeCourse.ts';
import { compareLines, differencesOf, type Raise, raised } from '../rules/noticeLines.ts';
import { provinceOf } from '../rules/provinces.ts';
import type { LineView, NoticeDraft, NoticeView, ReleaseDraft } from '../schema/noticeActs.ts';
import { Notice } from '../schema/standards.ts';
import { waitForStandards } from './policy.ts';
import { byCounty, notices } from './standards.ts';

const shown = (line: KeptLine): LineView => ({ ...line, amount: String(line.amount) });

/** A notice with its lines, what they replace, and what its submission would find. */
export async function viewNotice(act: Act, { id }: { id: string }): Promise<NoticeView> {
  const notice = (await findNotice(act, id)) ?? notFound(Notice.label);
  const lines = await listLines(act, id);
  const differences = differencesOf(lines, await listFormers(act, notice));
  return {
    notice: (await getRow(act, notices, id)) as NoticeView['notice'], lines: lines.toSorted(compareLines).map(shown), findings: notice.state === 'inForce' || notice.state === 'voided' ? [] : await findingsOf(act, notice, lines),
    differences: differences.map((one) => ({ ...one, line: one.line && shown(one.line), former: one.former && shown(one.former), change: one.change === null ? null : String(one.change) })),
    own: notice.hands.includes(act.actor.id), used: notice.reach !== 'province' || notice.province === provinceOf(act.scope.county),
  };
}

async function findingsOf(act: Act, notice: NoticeRow, lines: KeptLine[]): Promise<NoticeFinding[]> {
  const facts = { reach: notice.reach, document: notice.document, publishedOn: notice.published_on, effectiveOn: notice.effective_on };
  return noticeFindings(facts, lines, { today: act.today, clashes: await listClashes(act, notice), later: await hasLater(act, notice), unverified: lines.filter((one) => one.verification === 'unverified').length });
}

/** 拟定: makes a notice and, if asked, copies the lines in force that it replaces, raised; what is copied is 待核实 until somebody holds it against the document. Repeating under the same id answers what is there. */
export async function draftNotice(act: Act, draft: NoticeDraft): Promise<Values> {
  byCounty(act);
  if (await rawRow(act, Notice, draft.id)) return getRow(act, notices, draft.id);
  await createRow(act, notices, draft.id, draft.notice);
  if (!draft.copy) return getRow(act, notices, draft.id);
  const notice = (await findNotice(act, draft.id))!;
  const raise: Raise = draft.raise.way === 'amount' ? { ...draft.raise, fen: BigInt(draft.raise.fen) } : draft.raise;
  const copied = (await sourceOf(act, notice, draft.from)).filter((one) => one.amount > 0n && (!draft.categories?.length || draft.categories.includes(one.category))).map((one) => ({ ...one, amount: raised(one, raise), verification: 'unverified' as const, source: null }));
  const nothing = copied.find((one) => one.amount <= 0n);
  if (nothing) refuse('standards.raise', '按这个幅度有的标准不再大于 0，请核对', { path: ['raise'] });
  await insertLines(act, notice, copied);
  act.note({ record: Notice.name, rowId: draft.id, detail: { copied: copied.length } });
  return getRow(act, notices, draft.id);
}

/** What a draft copies: the lines that it replaces, or the nation's as the full amounts of a province or county. */
async function sourceOf(act: Act, notice: NoticeRow, from: NoticeDraft['from']): Promise<KeptLine[]> {
  if (from === 'own' || notice.reach === 'nation') return listFormers(act, notice);
  return (await listFormers(act, { ...notice, reach: 'nation', province: null })).map((one) => ({ ...one, kind: 'full' as const }));
}

type ActInput = { id: string; version: number; act: NoticeActName; reason?: string };

/** 提交、收回、作废、复核通过、退回: moves a notice by the table, keeps who and when, and on approval puts its lines in force for good. */
export async function performNoticeAct(act: Act, input: ActInput): Promise<Values> {
  byCounty(act);
  const notice = (await findNotice(act, input.id, true)) ?? notFound(Notice.label);
  const decision = decideNotice(input.act, notice, { id: act.actor.id, may: (needs) => act.actor.permissions.has(`benefits.${needs}`) });
  if ('refusal' in decision) refuse('standards.act', decision.refusal, { status: 409, detail: { state: notice.state } });
  if (notice.version !== input.version) refuse('record.changed', '这份通知刚被他人改动，请核对现在的内容后再办', { status: 409 });
  if ((input.act === 'sendBack' || input.act === 'void') && !input.reason) refuse('standards.reason', `请写明${NOTICE_ACT_WORDS[input.act]}的原因`, { path: ['reason'] });
  if (input.act === 'submit' || input.act === 'approve') await refuseWrong(act, notice);
  if (input.act === 'approve') await sealLines(act, notice.id, NOTICE_ACT_WORDS.approve);
  const columns = columnsOf(act, input, decision.to);
  await updateNotice(act, notice.id, columns);
  if (input.act === 'approve') await waitForStandards(act, sql`r.county_code = ${act.scope.county} and r.notice_id = ${notice.id}`);
  const before = Object.fromEntries(Object.keys(columns).map((column) => [column, (notice as Record<string, unknown>)[column] ?? null]));
  const { hands: _now, approved_by_id: _id, ...kept } = columns;
  await keepChange(act, Notice, notice.id, notice.version + 1, notice.division_code, 'update', input.reason ? `${NOTICE_ACT_WORDS[input.act]}：${input.reason}` : NOTICE_ACT_WORDS[input.act], Object.fromEntries(Object.keys(kept).map((column) => [column, before[column]])), kept);
  act.note({ record: Notice.name, rowId: notice.id, reason: input.reason, detail: { act: input.act } });
  return getRow(act, notices, notice.id);
}

function columnsOf(act: Act, { act: name, reason }: ActInput, to: string): Record<string, unknown> {
  const { name: who, id } = act.actor;
  switch (name) {
    case 'submit': return { state: to, submitted_by: who, submitted_on: act.today, return_reason: null, hands: sql`case when ${id} = any (hands) then hands else hands || ${id}::text end` };
    case 'approve': return { state: to, in_force: true, approved_by: who, approved_by_id: id, approved_on: act.today };
    case 'sendBack': return { state: to, return_reason: reason };
    case 'void': return { state: to, void_reason: reason };
    default: return { state: to };
  }
}

async function refuseWrong(act: Act, notice: NoticeRow): Promise<void> {
  const wrong = (await findingsOf(act, notice, await listLines(act, notice.id))).filter((one) => !one.warning);
  if (wrong.length > 0) refuse('standards.incomplete', wrong.slice(0, 3).map(({ message }) => message).join('；'), { status: 409, detail: wrong });
}

/** Marks lines of a draft as held against the document, or as not yet. */
export async function verifyLines(act: Act, { id, ids, verification }: { id: string; ids: string[]; verification: 'published' | 'unverified' }): Promise<{ changed: number }> {
  byCounty(act);
  await draftOf(act, id);
  const lines = (await listLines(act, id)).filter((one) => ids.includes(one.id) && one.verification !== verification);
  await updateLines(act, lines.map((one) => ({ ...one, verification })));
  await addHand(act, sql`select ${id}::uuid`);
  act.note({ record: Notice.name, rowId: id, detail: { verification, lines: lines.length } });
  return { changed: lines.length };
}

/** A notice that is still being drafted, locked; refuses others. */
export async function draftOf(act: Act, id: string): Promise<NoticeRow> {
  const notice = (await findNotice(act, id, true)) ?? notFound(Notice.label);
  if (notice.state !== 'draft') refuse('standards.settled', `“${notice.title}”不在拟定中，标准不能改动`, { status: 409 });
  return notice;
}

/** 使用决定: lets unverified standards in force be used (or no longer), by a named person, on a document; they stay 待核实. Repeating under the same id does it once. */
export async function releaseStandards(act: Act, draft: ReleaseDraft): Promise<{ standards: number }> {
  byCounty(act);
  const notice = (await findNotice(act, draft.id)) ?? notFound(Notice.label);
  if (notice.state !== 'inForce') refuse('standards.release', '只有已生效的标准才作使用决定', { status: 409 });
  const concerned = (await listLines(act, draft.id)).filter((one) => (draft.standardId === null || one.id === draft.standardId) && one.verification === 'unverified');
  if (notice.hands.includes(act.actor.id)) refuse('standards.second', '您起草、修改或提交过这份通知，使用决定须由另一人作出', { status: 409 });
  if (concerned.length === 0) refuse('standards.release', draft.standardId ? '这一行已核实或不属于这份通知，不需要使用决定' : '这份通知没有待核实的标准', { status: 409 });
  const { release, id, ...rest } = draft;
  await insertRelease(act, { ...rest, id: release, noticeId: id, divisionCode: notice.division_code });
  await waitForStandards(act, sql`r.county_code = ${act.scope.county} and r.notice_id = ${id}`);
  act.note({ record: Notice.name, rowId: id, reason: draft.reason, detail: { decision: draft.decision, document: draft.document, standard: draft.standardId ?? 'all', lines: concerned.length } });
  return { standards: concerned.length };
}

/** What waits for the acting person: notices that somebody else submitted. */
export async function noticeTasks(act: Act): Promise<Task[]> {
  if (!act.actor.permissions.has('benefits.approve')) return [];
  const waiting = await countSubmitted(act);
  return waiting === 0 ? [] : [{ title: `标准通知：${waiting} 份待复核`, path: `${Notice.path}?f.state=submitted`, module: 'benefits' }];
}
