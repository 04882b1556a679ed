import { labelOf } from '#base/pure/codes.ts';
import { addDays, type Day } from '#base/pure/day.ts';
import type { DivisionLevel } from '#base/pure/division.ts';
import { CaseAct, CaseState, type ActName, type Kind, type State } from '../schema/codes.ts';
import { DEFAULT_DAYS, type Final, KINDS } from './kinds.ts';

/** Units whose people perform an act; what the city and the province decide is written down by the county. */
export type Level = 'village' | 'township' | 'county';
/** The permission act that an act of a case asks for. */
export type Needs = 'write' | 'approve';
type Rule = { by: readonly Level[]; needs: Needs };

const ANY: Rule = { by: ['village', 'township', 'county'], needs: 'write' };
const VILLAGE: Rule = { by: ['village'], needs: 'write' };
const TOWNSHIP: Rule = { by: ['township'], needs: 'write' };
const COUNTY: Rule = { by: ['county'], needs: 'write' };
const LEADER: Rule = { by: ['county'], needs: 'approve' };
/** Stations give an opinion, for or against; 不予认定 is a decision and the county's alone. */
const opinion = (rule: Rule) => ({ pass: rule, oppose: rule, sendBack: rule, withdraw: ANY });
const review = (rule: Rule) => ({ pass: rule, approve: rule, sendBack: rule, refuse: rule, withdraw: ANY });

/** 身份认定的办理表: in each state the acts that may be performed, by which level and with which permission. A state without acts is final. */
export const TABLE: Readonly<Record<State, Partial<Record<ActName, Rule>>>> = {
  draft: { accept: ANY, inform: ANY, withdraw: ANY },
  village: opinion(VILLAGE),
  township: opinion(TOWNSHIP),
  check: review(COUNTY),
  medical: review(COUNTY),
  decision: review(LEADER),
  toPublish: { startNotice: COUNTY, withdraw: ANY },
  notice: { endNotice: COUNTY, stopNotice: COUNTY, withdraw: COUNTY },
  toReport: { report: COUNTY, withdraw: ANY },
  city: review(COUNTY),
  province: review(COUNTY),
  returned: { resupply: ANY, inform: ANY, withdraw: ANY },
  approved: { revoke: LEADER },
  refused: { reconsider: COUNTY },
  reconsidering: { uphold: LEADER, overturn: LEADER },
  upheld: {}, withdrawn: {}, revoked: {},
};

/** The states in which a person gives an opinion of their own; what a higher office or a hospital found is only written down. */
const OWN_REVIEW: readonly State[] = ['village', 'township', 'check', 'decision'];
const OPINIONS: readonly ActName[] = ['pass', 'oppose', 'approve', 'sendBack', 'refuse'];

/** Whether an act in a state is somebody's own opinion on the case (初审、复核、审核、审定). */
export function isOpinion(act: ActName, state: State): boolean {
  return OPINIONS.includes(act) && OWN_REVIEW.includes(state);
}

/** A case as a decision looks at it. */
export type Case = {
  state: State;
  /** The states it goes through, in order, without 待受理 and 已认定. */
  course: readonly State[];
  returnedFrom?: State | null;
  missingPapers: number;
  noticeUntil?: Day | null;
  openObjections: number;
  upheldObjections: number;
  /** Who gave the last opinion, and in which state. */
  lastOpinion?: { actorId: string; state: State } | null;
};
/** Who acts, from which level, on which day. */
export type Who = { id: string; level: DivisionLevel; may: (needs: Needs) => boolean; today: Day };
/** The state that follows, or why not. */
export type Decision = { to: State } | { refusal: string };

/**
 * 办理流程 of a kind: 村级初审 only where the person belongs to a village, 乡级复核 only where to a township. Decided by the county, the leader's
 * 审定 stands after the 公示; decided above, before it, and the case is reported afterwards. 农村籍60 in a village: 村、乡、县审核、县审定、公示、上报、市批.
 */
export function courseOf(kind: Kind, place: DivisionLevel, final: Final, noticeDays: number): State[] {
  const reviews = KINDS[kind].reviews.filter((one) => (one === 'village' ? place === 'village' : one === 'township' ? place !== 'county' : true));
  const notice: State[] = noticeDays > 0 ? ['toPublish', 'notice'] : [];
  if (final === 'county') return [...reviews, ...notice, 'decision'];
  return [...reviews, 'decision', ...notice, 'toReport', 'city', ...(final === 'province' ? (['province'] as const) : [])];
}

/** Decides an act on a case by somebody: the next state, or the reason in Chinese. */
export function decide(act: ActName, one: Case, who: Who): Decision {
  const rule = TABLE[one.state][act];
  if (!rule) return { refusal: `当前为“${labelOf(CaseState, one.state)}”，不能办理“${labelOf(CaseAct, act)}”` };
  if (!rule.by.includes(who.level as Level)) return { refusal: `“${labelOf(CaseState, one.state)}”由${rule.by.map((level) => LEVEL_WORDS[level]).join('、')}办理` };
  if (!who.may(rule.needs)) return { refusal: rule.needs === 'approve' ? '这一环节由负责人审定' : '您的岗位没有这项权限' };
  if (isOpinion(act, one.state) && one.lastOpinion && one.lastOpinion.actorId === who.id && one.lastOpinion.state !== one.state) return { refusal: '上一环节由您办理，相邻两级的意见须由不同的人签署' };
  return follow(act, one, who.today);
}

const LEVEL_WORDS: Record<Level, string> = { village: '村级站', township: '乡级站', county: '县级' };

function follow(act: ActName, one: Case, today: Day): Decision {
  const next = after(one);
  switch (act) {
    case 'inform': return one.missingPapers > 0 ? { to: one.state } : { refusal: '材料已经齐全，不需要告知补充' };
    case 'accept': return one.missingPapers > 0 ? { refusal: `还缺 ${one.missingPapers} 件材料，请先一次性告知` } : { to: one.course[0] ?? 'approved' };
    case 'pass': return next === 'approved' ? { refusal: '这是最后一个环节，请办理“批准认定”' } : { to: next };
    case 'oppose': return { to: next };
    case 'approve': return next === 'approved' ? approvable(one, today) : { refusal: '还有后续环节，不能直接批准' };
    case 'sendBack': return { to: 'returned' };
    case 'resupply': return one.missingPapers > 0 ? { refusal: `还缺 ${one.missingPapers} 件材料` } : { to: one.returnedFrom ?? one.course[0]! };
    case 'startNotice': case 'report': return { to: next };
    case 'endNotice': return noticeOver(one, today) ?? { to: next };
    case 'stopNotice': case 'overturn': return { to: 'check' };
    default: return { to: ENDS[act]! };
  }
}

const ENDS: Partial<Record<ActName, State>> = { refuse: 'refused', withdraw: 'withdrawn', reconsider: 'reconsidering', uphold: 'upheld', revoke: 'revoked' };

/** The state after the present one in the case's own course. */
function after({ state, course }: Case): State {
  return course[course.indexOf(state) + 1] ?? 'approved';
}

/** Why a notice cannot be ended yet; undefined where it can. */
function noticeOver(one: Case, today: Day): Decision | undefined {
  if (!one.noticeUntil || today <= one.noticeUntil) return { refusal: `公示到 ${one.noticeUntil ?? '—'} 为止，期满次日起办理` };
  if (one.openObjections > 0) return { refusal: `还有 ${one.openObjections} 条异议没有处理` };
  if (one.upheldObjections > 0) return { refusal: '有异议成立，请终止公示，重新审核' };
  return undefined;
}

/** A kind that is published is approved only after its notice ran out without an open or upheld objection. */
function approvable(one: Case, today: Day): Decision {
  if (!one.course.includes('notice')) return { to: 'approved' };
  return noticeOver(one, today) ?? { to: 'approved' };
}

/** What a county's 办理规则 says in days, or the defaults. */
export type Days = { [name in keyof typeof DEFAULT_DAYS]: number | null };

/** The day by which a case in a state should be dealt with, from the day it came there; for a notice, the day after its last. Null where none runs. 10 days from 2024-03-01: 2024-03-11. */
export function dueOn(state: State, since: Day, days: Days, noticeUntil?: Day | null): Day | null {
  if (state === 'notice') return noticeUntil ? addDays(noticeUntil, 1) : null;
  const by: Partial<Record<State, number | null>> = {
    village: days.villageDays, township: days.townshipDays, check: days.countyDays, decision: days.countyDays, toPublish: days.countyDays, toReport: days.countyDays,
    medical: days.medicalDays, city: days.cityDays, province: days.provinceDays, returned: days.supplementDays,
  };
  const allowed = by[state];
  return allowed ? addDays(since, allowed) : null;
}

/** The last day of a notice of so many days, the first included: 7 days from 2024-03-01 end on 2024-03-07. */
export function noticeEnd(from: Day, days: number): Day {
  return addDays(from, days - 1);
}
