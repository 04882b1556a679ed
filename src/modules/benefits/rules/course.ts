import { labelOf } from '#base/pure/codes.ts';
import { RunAct, type RunActName, RunState, type RunStateCode } from '../schema/runs.ts';

/** Who stands behind a run so far, by id. */
export type Signed = { state: RunStateCode; computedBy: string | null; reviewedBy: string | null; approvedBy: string | null };
/** Who acts: their id and what they may do in benefits. */
export type Who = { id: string; may: (act: 'write' | 'approve') => boolean };
/** The state that follows, or why not. */
export type Decision = { to: RunStateCode } | { refusal: string };

type Rule = { to: RunStateCode; needs: readonly ('write' | 'approve')[]; words: string };
const maker = (to: RunStateCode): Rule => ({ to, needs: ['write'], words: '县级业务员' });
const back: Rule = { to: 'draft', needs: [], words: '经办各方' };

/** 发放批次的办理表: in each state the acts, the state that follows and what they need. 财务核对 needs both permissions, which only finance holds. */
export const COURSE: Readonly<Record<RunStateCode, Partial<Record<RunActName, Rule>>>> = {
  draft: { compute: maker('computed'), void: maker('voided') },
  computed: { review: maker('reviewed'), sendBack: back, void: maker('voided') },
  reviewed: { approve: { to: 'approved', needs: ['approve'], words: '局领导' }, sendBack: back },
  approved: { check: { to: 'checked', needs: ['write', 'approve'], words: '财务人员' }, sendBack: back },
  checked: { file: maker('sent'), sendBack: back },
  sent: { close: maker('closed') },
  closed: {}, voided: {},
};

/**
 * Decides an act on a run by somebody. Computing, reviewing, approving and checking are done by four different persons, whatever roles one of them
 * holds: each keeps the money of the others honest (不相容岗位相互分离).
 */
export function decide(act: RunActName, run: Signed, who: Who): Decision {
  const rule = COURSE[run.state][act];
  if (!rule) return { refusal: `当前为“${labelOf(RunState, run.state)}”，不能办理“${labelOf(RunAct, act)}”` };
  if (!rule.needs.every((need) => who.may(need)) || !(who.may('write') || who.may('approve'))) return { refusal: `“${labelOf(RunAct, act)}”由${rule.words}办理` };
  const others = [act !== 'review' && act !== 'approve' && act !== 'check' ? null : run.computedBy, act === 'approve' || act === 'check' ? run.reviewedBy : null, act === 'check' ? run.approvedBy : null];
  if (others.includes(who.id)) return { refusal: '这一批次前面的环节由您办理，计算、复核、审批、财务核对须由不同的人' };
  return { to: rule.to };
}
