import { labelOf } from '#base/pure/codes.ts';
import { ApprovalState } from '../schema/oneOff.ts';

/** A code of `ApprovalState`. */
export type ApprovalStateCode = 'draft' | 'submitted' | 'approved' | 'withdrawn';
/** What may be done with a payment that two persons decide on. */
export type ApprovalActName = 'submit' | 'recall' | 'withdraw' | 'correct' | 'revoke' | 'approve' | 'sendBack';

/** What an act is called. */
export const APPROVAL_WORDS: Readonly<Record<ApprovalActName, string>> = { submit: '提交审批', recall: '收回', withdraw: '撤销', correct: '更正', revoke: '提出撤销', approve: '审批同意', sendBack: '退回' };
/** From which states an act is done, and the permission it asks for. */
export const APPROVAL_ACTS: Readonly<Record<ApprovalActName, { from: readonly ApprovalStateCode[]; needs: 'write' | 'approve' }>> = {
  submit: { from: ['draft'], needs: 'write' }, recall: { from: ['submitted'], needs: 'write' }, withdraw: { from: ['draft'], needs: 'write' },
  correct: { from: ['approved'], needs: 'write' }, revoke: { from: ['approved'], needs: 'write' }, approve: { from: ['submitted'], needs: 'approve' }, sendBack: { from: ['submitted'], needs: 'approve' },
};

/** Where a payment stands: `month` once it was approved (what was approved then stays in force until the next approval), `revoking` where it waits to be taken back. */
export type Standing = { state: ApprovalStateCode; hands: readonly string[]; month: string | null; revoking: boolean; approvedById: string | null };
/** Who acts. */
export type ApprovalWho = { id: string; may: (needs: 'write' | 'approve') => boolean };

/**
 * 双人办理: the state that follows an act, or why not. Who made, edited or submitted a payment does not approve it, whatever roles they hold; what was
 * approved is corrected or taken back by the same two steps, and stays in force until the second.
 */
export function decideApproval(act: ApprovalActName, one: Standing, who: ApprovalWho): { to: ApprovalStateCode } | { refusal: string } {
  const rule = APPROVAL_ACTS[act];
  if (!who.may(rule.needs)) return { refusal: rule.needs === 'approve' ? '由有审批权限的人审批' : '您的岗位没有这项权限' };
  if (!rule.from.includes(one.state)) return { refusal: `当前为“${labelOf(ApprovalState, one.state)}”，不能${APPROVAL_WORDS[act]}` };
  if (act === 'approve' && one.hands.includes(who.id)) return { refusal: '您拟定、修改或提交过，须由另一人审批' };
  if (act === 'withdraw' && one.month !== null) return { refusal: '已经批准过，请改回原来的内容重新提交，或审批后提出撤销' };
  if (act === 'revoke' && one.approvedById === who.id) return { refusal: '您审批了这一件，撤销由另一人提出' };
  return { to: next(act, one) };
}

function next(act: ApprovalActName, { revoking }: Standing): ApprovalStateCode {
  switch (act) {
    case 'submit': case 'revoke': return 'submitted';
    case 'approve': return revoking ? 'withdrawn' : 'approved';
    case 'recall': case 'sendBack': return revoking ? 'approved' : 'draft';
    case 'correct': return 'draft';
    default: return 'withdrawn';
  }
}
