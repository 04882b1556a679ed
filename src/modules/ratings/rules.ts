import { type DivisionLevel, levelOf } from '#base/pure/division.ts';
import { ApplicationState } from './schema.ts';

/** A state of an application, code of `ApplicationState`. */
export type State = 'draft' | 'selfAssessed' | 'townshipRecommended' | 'countyChecked' | 'cityReviewed' | 'provinceAccepted' | 'publicNotice' | 'awarded' | 'rectify' | 'rejected' | 'revoked' | 'reEvaluation';
/** An act, code of `ApplicationAct`. */
export type Act = 'submit' | 'recommend' | 'countyCheck' | 'cityReview' | 'provinceAccept' | 'publicNotice' | 'award' | 'rectify' | 'reject' | 'revoke' | 'reEvaluate';
/** What a decision looks at: the application's state and star, and the level of the unit that applies. */
export type Case = { state: State; star: number; level: DivisionLevel };
/** A decision: the state that follows, or why not. */
export type Decision = { to: State } | { refusal: string };

type Rule = {
  from: readonly State[];
  to: State;
  /** Permission act that performs it. */
  permission: 'write' | 'approve';
  /** Levels of the unit whose people perform it; results of the city and the province are written down by the county. */
  by: readonly DivisionLevel[];
  /** The act has a day by which the unit must be ready. */
  due?: true;
};

const COUNTY = ['county'] as const;
const UNDER_REVIEW: readonly State[] = ['selfAssessed', 'townshipRecommended', 'countyChecked', 'cityReviewed', 'provinceAccepted', 'publicNotice'];

/** The state machine of 星级申报: which act leads from where to where, and who performs it. Rectified and re-evaluated units start again at their self-assessment. */
export const RULES: Readonly<Record<Act, Rule>> = {
  submit: { from: ['draft', 'rectify', 'reEvaluation'], to: 'selfAssessed', permission: 'write', by: ['county', 'township', 'village'] },
  recommend: { from: ['selfAssessed'], to: 'townshipRecommended', permission: 'approve', by: ['township'] },
  countyCheck: { from: ['selfAssessed', 'townshipRecommended'], to: 'countyChecked', permission: 'write', by: COUNTY },
  cityReview: { from: ['countyChecked'], to: 'cityReviewed', permission: 'write', by: COUNTY },
  provinceAccept: { from: ['cityReviewed'], to: 'provinceAccepted', permission: 'write', by: COUNTY },
  publicNotice: { from: ['countyChecked', 'cityReviewed', 'provinceAccepted'], to: 'publicNotice', permission: 'approve', by: COUNTY },
  award: { from: ['publicNotice'], to: 'awarded', permission: 'approve', by: COUNTY },
  rectify: { from: UNDER_REVIEW, to: 'rectify', permission: 'write', by: COUNTY, due: true },
  reject: { from: UNDER_REVIEW, to: 'rejected', permission: 'approve', by: COUNTY },
  revoke: { from: ['awarded', 'reEvaluation'], to: 'revoked', permission: 'approve', by: COUNTY },
  reEvaluate: { from: ['awarded'], to: 'reEvaluation', permission: 'write', by: COUNTY },
};

/**
 * The state that must be reached before the public notice. Our reading, no official Henan rule is public: villages and townships up to 四星
 * by the county, 五星 and the county centre only after the province's acceptance. Worked: a township for 5 stars → provinceAccepted.
 */
export function decisiveState({ star, level }: Pick<Case, 'star' | 'level'>): State {
  return star >= 5 || level === 'county' ? 'provinceAccepted' : 'countyChecked';
}

/** Whether a village's application has to be recommended by its township first; others are self-assessed straight to the county. */
export const needsRecommendation = (level: DivisionLevel): boolean => level === 'village';

/** Decides an act on an application: the next state, or the reason in Chinese. */
export function decide(act: Act, one: Case): Decision {
  const rule = RULES[act];
  if (!rule.from.includes(one.state)) return { refusal: `当前为“${stateLabel(one.state)}”，不能办理这一环节` };
  if (act === 'recommend' && !needsRecommendation(one.level)) return { refusal: '只有村级站的申报由乡镇推荐' };
  if (act === 'countyCheck' && needsRecommendation(one.level) && one.state === 'selfAssessed') return { refusal: '村级站的申报须先经乡镇推荐' };
  if (act === 'publicNotice' && UNDER_REVIEW.indexOf(one.state) < UNDER_REVIEW.indexOf(decisiveState(one))) return { refusal: `${one.level === 'county' ? '县服务中心' : '五星级'}的申报须经省级验收后公示` };
  return { to: rule.to };
}

/** Whether somebody may perform an act: by permission and by the level of their unit. */
export function mayPerform(act: Act, actor: { division: string; permissions: ReadonlySet<string> }): boolean {
  const rule = RULES[act];
  return actor.permissions.has(`ratings.${rule.permission}`) && rule.by.includes(levelOf(actor.division));
}

const stateLabel = (state: State) => ApplicationState.codes.find((one) => one.code === state)?.label ?? state;
