import type { Day } from '#base/pure/day.ts';
import { type NoticeLine, sayPlace } from './noticeLines.ts';
import type { Reach } from './rates.ts';

/** Where a notice stands. */
export type NoticeStateCode = 'draft' | 'submitted' | 'inForce' | 'voided';
/** What may be done with a notice. */
export type NoticeActName = 'submit' | 'withdraw' | 'void' | 'approve' | 'sendBack';

type Rule = { from: readonly NoticeStateCode[]; to: NoticeStateCode; needs: 'write' | 'approve' };

/** 标准通知的办理表: from which states an act leads where, and the permission it asks for. */
export const NOTICE_ACTS: Readonly<Record<NoticeActName, Rule>> = {
  submit: { from: ['draft'], to: 'submitted', needs: 'write' },
  withdraw: { from: ['submitted'], to: 'draft', needs: 'write' },
  void: { from: ['draft', 'submitted'], to: 'voided', needs: 'write' },
  approve: { from: ['submitted'], to: 'inForce', needs: 'approve' },
  sendBack: { from: ['submitted'], to: 'draft', needs: 'approve' },
};

/** What an act is called. */
export const NOTICE_ACT_WORDS: Readonly<Record<NoticeActName, string>> = { submit: '提交复核', withdraw: '收回', void: '作废', approve: '复核通过', sendBack: '退回' };
const STATE_WORDS: Readonly<Record<NoticeStateCode, string>> = { draft: '拟定', submitted: '待复核', inForce: '已生效', voided: '已作废' };

/** Who acts on a notice: `hands` are those who made, edited or submitted it. */
export type NoticeWho = { id: string; may: (needs: 'write' | 'approve') => boolean };

/**
 * 双人复核: the state that follows an act, or why not, in Chinese. Who made, edited or submitted a notice does not approve it, whatever roles they hold:
 * a finance officer who may both write and approve needs a second person.
 */
export function decideNotice(act: NoticeActName, notice: { state: NoticeStateCode; hands: readonly string[] }, who: NoticeWho): { to: NoticeStateCode } | { refusal: string } {
  const rule = NOTICE_ACTS[act];
  if (!who.may(rule.needs)) return { refusal: rule.needs === 'approve' ? '标准通知由有审批权限的人复核' : '您的岗位没有这项权限' };
  if (!rule.from.includes(notice.state)) return { refusal: `这份通知${STATE_WORDS[notice.state]}，不能${NOTICE_ACT_WORDS[act]}` };
  if (act === 'approve' && notice.hands.includes(who.id)) return { refusal: '您拟定、修改或提交过这份通知，须由另一人复核' };
  return { to: rule.to };
}

/** A notice as it is checked before it is submitted and before it is approved. */
export type NoticeFacts = { reach: Reach; document: string | null; publishedOn: Day | null; effectiveOn: Day };
/** What is found: an error stops the act, a warning is shown. */
export type NoticeFinding = { message: string; warning: boolean };

/**
 * 提交前检查. `clashes` are lines already in force for the same place and day that were published on the same day or later, `later` whether younger standards are
 * in force for the same scope, `unverified` how many lines are 待核实.
 */
export function noticeFindings(notice: NoticeFacts, lines: readonly NoticeLine[], around: { today: Day; clashes: readonly NoticeLine[]; later: boolean; unverified: number }): NoticeFinding[] {
  const wrong = (message: string): NoticeFinding => ({ message, warning: false });
  const warn = (message: string): NoticeFinding => ({ message, warning: true });
  const findings: NoticeFinding[] = [];
  if (lines.length === 0) findings.push(wrong('还没有填写标准'));
  if (!notice.document) findings.push(wrong('请填写文号'));
  if (!notice.publishedOn) findings.push(wrong('请填写发布日期'));
  else if (notice.publishedOn > around.today) findings.push(wrong('发布日期不能晚于今天'));
  for (const line of lines.filter((one) => (one.kind === 'floor') !== (notice.reach === 'nation'))) findings.push(wrong(`${sayPlace(line)}：${notice.reach === 'nation' ? '全国的通知只有国家标准' : '省、县的通知填全额标准或增发，不填国家标准'}`));
  for (const line of around.clashes) findings.push(wrong(`${sayPlace(line)}：同一执行日期已有生效的标准，发布日期须晚于那份通知，否则新的金额不会使用`));
  if (!notice.effectiveOn.endsWith('-01')) findings.push(warn('执行日期不是月初，标准从执行日期所在的月份起算'));
  if (around.later) findings.push(warn('同一范围已有执行日期更晚的标准，本通知只用于两次执行日期之间'));
  if (around.unverified > 0) findings.push(warn(`${around.unverified} 行待核实；生效后须另作使用决定才能据以发放`));
  return findings;
}
