import { sql } from 'kysely';
import { levelOf } from '#base/pure/division.ts';
import type { RecordType, Values } from '#base/pure/record.ts';
import { refuse } from '#base/pure/refusal.ts';
import type { Act } from '#base/server/house.ts';
import type { Store } from '#base/server/records/store.ts';
import { keepChange } from '#base/server/records/write.ts';
import { findUnderWay } from '../queries/entitlements.ts';
import { waitForComputing } from '../queries/runs.ts';
import { APPROVAL_WORDS, type ApprovalActName, decideApproval, type Standing } from '../rules/approval.ts';
import { monthOf, printMonth, sayMonth } from '../rules/months.ts';

/** An act on one payment, at the version that the acting person saw. */
export type ApprovalInput = { id: string; version: number; act: ApprovalActName; opinion?: string; month?: string };
/** A payment as it is decided on. */
export type Decided = Standing & { id: string; version: number; divisionCode: string };

/** What a ledger that the county alone keeps refuses of others, by hand and by import. */
export function ofCounty(words: string): Pick<Store, 'beforeWrite' | 'afterWrite' | 'beforeRemove'> {
  const refuseOthers = async (act: Act): Promise<void> => {
    if (levelOf(act.actor.division) !== 'county') refuse('approval.county', words, { status: 403 });
  };
  return { beforeWrite: refuseOthers, afterWrite: refuseOthers, beforeRemove: refuseOthers };
}

/** Refuses a merge of two files that both have an approved payment of the same kind: one of them must be taken back first, so that its sum does not stand without its row. */
export function refuseBoth(both: boolean): void {
  if (both) refuse('merge.approved', '两份档案有同一种已批准的给付，请先撤销其中一份再合并', { status: 409 });
}

/** How far ahead a payable month may be chosen. */
const MONTHS_AHEAD = 12;

/** Whether an act was done already by the same person, so that repeating it is harmless. */
export function isRepeated(act: Act, one: Decided, input: ApprovalInput): boolean {
  return input.act === 'approve' && (one.state === 'approved' || one.state === 'withdrawn') && one.approvedById === act.actor.id && one.version === input.version + 1;
}

/** Decides an act and what it changes; refuses with the reason. The month in which a sum is paid is chosen at its first approval and stays. */
export function decideOn(act: Act, one: Decided, input: ApprovalInput): Values {
  if (levelOf(act.actor.division) !== 'county') refuse('approval.county', '由县级办理', { status: 403 });
  const decision = decideApproval(input.act, one, { id: act.actor.id, may: (needs) => act.actor.permissions.has(`benefits.${needs}`) });
  if ('refusal' in decision) refuse('approval.act', decision.refusal, { status: 409, detail: { state: one.state } });
  if (one.version !== input.version) refuse('record.changed', '刚被他人改动，请核对现在的内容后再办', { status: 409 });
  if ((input.act === 'sendBack' || input.act === 'revoke' || input.act === 'correct') && !input.opinion) refuse('approval.opinion', `请写明${APPROVAL_WORDS[input.act]}的原因`, { path: ['opinion'] });
  const month = input.act === 'approve' && !one.revoking ? (one.month ?? chosenMonth(act, input.month)) : one.month;
  return { state: decision.to, ...columnsOf(act, one, input, month) };
}

function chosenMonth(act: Act, month: string | undefined): string {
  if (!month || !/^\d{4}-\d{2}$/.test(month)) refuse('approval.month', '请选择发放月份', { path: ['month'] });
  const [now, chosen] = [monthOf(act.today), monthOf(month)];
  if (chosen < now || chosen > now + MONTHS_AHEAD) refuse('approval.month', `发放月份应在${sayMonth(now)}至${sayMonth(now + MONTHS_AHEAD)}之间`, { path: ['month'] });
  return printMonth(chosen);
}

function columnsOf(act: Act, { hands, revoking }: Decided, { act: name, opinion }: ApprovalInput, month: string | null): Values {
  const { id, name: who } = act.actor;
  const withMe = [...new Set([...hands, id])];
  switch (name) {
    case 'submit': return { submitted_by: who, submitted_on: act.today, opinion: null, hands: withMe };
    case 'correct': return { approved_by_id: null, hands: [id], opinion: opinion! };
    case 'revoke': return { revoking: true, submitted_by: who, submitted_on: act.today, hands: [id], opinion: opinion! };
    case 'approve': return { approved_by: who, approved_by_id: id, approved_on: act.today, revoking: false, month, ...(revoking ? {} : { opinion: opinion ?? null }) };
    case 'sendBack': return { revoking: false, opinion: opinion! };
    default: return { revoking: false };
  }
}

/** Refuses what makes a sum of a source less than a run that has not reached the bank is about to pay of it: the line would be paid and then asked back. */
export async function refuseUnderWay(act: Act, sourceId: string, personName: string): Promise<void> {
  await waitForComputing(act);
  const found = await findUnderWay(act, sourceId);
  if (found) refuse('approval.run', `${personName}的给付（${found.payeeName}领取）在没有送银行的批次 ${found.number} 里，请先在批次里止付这一笔，或者把批次退回重算，再审批`, { status: 409 });
}

/** Writes what an act changes, with history. */
export async function keepDecision(act: Act, type: RecordType, one: Decided, before: Values, columns: Values, { act: name, opinion }: ApprovalInput): Promise<void> {
  const { county } = act.scope;
  await sql`update ${sql.table(type.name)} set ${sql.join(Object.entries(columns).map(([column, value]) => sql`${sql.id(column)} = ${value}`))}, version = version + 1, updated_at = ${act.now} where county_code = ${county} and id = ${one.id}`.execute(act.tx);
  const { hands: _hands, approved_by_id: _id, revoking: _revoking, ...kept } = columns;
  await keepChange(act, type, one.id, one.version + 1, one.divisionCode, 'update', opinion ? `${APPROVAL_WORDS[name]}：${opinion}` : APPROVAL_WORDS[name], Object.fromEntries(Object.keys(kept).map((column) => [column, before[column] ?? null])), kept);
  act.note({ record: type.name, rowId: one.id, ...(opinion ? { reason: opinion } : {}), detail: { act: name, from: one.state, to: columns.state } });
}
