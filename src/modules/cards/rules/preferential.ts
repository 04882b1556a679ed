import { type DivisionLevel, levelOf } from '#base/pure/division.ts';
import { labelOf } from '#base/pure/codes.ts';
import type { Day } from '#base/pure/day.ts';
import { PreferentialState } from '../schema/preferential.ts';

/** A state of a preferential card, code of `PreferentialState`. */
export type State = 'applied' | 'reviewing' | 'returned' | 'making' | 'waiting' | 'issued' | 'lost' | 'cancelled';
/** An act on a preferential card, code of `PreferentialAct`. */
export type CardAct = 'submit' | 'countyReview' | 'cityReview' | 'provinceReview' | 'sendBack' | 'make' | 'receive' | 'issue' | 'reportLost' | 'withdrawLoss' | 'cancel';
/** A level that reviews. */
export type ReviewLevel = 'county' | 'city' | 'province';
/** What a decision needs to know of a card. */
export type Case = { state: State; countyResult: string | null; cityResult: string | null; provinceResult: string | null; appliedOn: Day; personState: string };
/** What an act is given besides. */
export type Given = { on: Day; opinion?: string; level?: ReviewLevel; cardBatchId?: string; bank?: string; recipient?: string; cardTail?: string; expiresOn?: Day };
/** A decision: the state that follows and the fields that the act fills, or why not and the field that is missing. */
export type Decision = { to: State; fields: Record<string, string | null> } | { refusal: string; path?: string };

type Rule = {
  from: readonly State[];
  to: State;
  /** Levels of the unit whose people perform it; results of city and province are written down by the county. */
  by: readonly DivisionLevel[];
};

const COUNTY = ['county'] as const;
const STATIONS = ['county', 'township'] as const;
const ANY = ['county', 'township', 'village'] as const;

/** The states in which a card is still on its way: a person has one such at most. */
export const PENDING: readonly State[] = ['applied', 'reviewing', 'returned', 'making', 'waiting'];

/**
 * The state machine of 优待证: which act leads from where to where, and whose level performs it.
 * 乡镇受理 → 县、市、省审核 → 制卡 → 县中心签收 → 乡镇站发放, 依据《退役军人、其他优抚对象优待证管理办法（试行）》的申领流程（待核实）.
 */
export const RULES: Readonly<Record<CardAct, Rule>> = {
  submit: { from: ['applied', 'returned'], to: 'reviewing', by: STATIONS },
  countyReview: { from: ['reviewing'], to: 'reviewing', by: COUNTY },
  cityReview: { from: ['reviewing'], to: 'reviewing', by: COUNTY },
  provinceReview: { from: ['reviewing'], to: 'reviewing', by: COUNTY },
  sendBack: { from: ['reviewing'], to: 'returned', by: COUNTY },
  make: { from: ['reviewing'], to: 'making', by: COUNTY },
  receive: { from: ['making'], to: 'waiting', by: COUNTY },
  issue: { from: ['waiting'], to: 'issued', by: ANY },
  reportLost: { from: ['issued'], to: 'lost', by: ANY },
  withdrawLoss: { from: ['lost'], to: 'issued', by: ANY },
  cancel: { from: ['applied', 'reviewing', 'returned', 'making', 'waiting', 'issued', 'lost'], to: 'cancelled', by: STATIONS },
};

/** The acts in the order in which pages offer them. */
export const ACTS = Object.keys(RULES) as CardAct[];

const CLEARED = { countyResult: null, countyOn: null, cityResult: null, cityOn: null, provinceResult: null, provinceOn: null };
const LEVEL_LABELS: Record<ReviewLevel, string> = { county: '县级', city: '市级', province: '省级' };

/** Decides an act on one card: the state that follows with the fields it fills, or the reason in Chinese. A day before the application is refused. */
export function decide(act: CardAct, one: Case, given: Given): Decision {
  const rule = RULES[act];
  if (!rule.from.includes(one.state)) return { refusal: `当前为“${labelOf(PreferentialState, one.state)}”，不能办理这一环节` };
  if (given.on < one.appliedOn) return { refusal: '办理日期不能早于申领日期', path: 'on' };
  const done = (fields: Record<string, string | null> = {}): Decision => ({ to: rule.to, fields });
  switch (act) {
    case 'submit': return done(CLEARED);
    case 'countyReview': return one.countyResult === 'passed' ? { refusal: '县级已审核通过' } : done({ countyResult: 'passed', countyOn: given.on });
    case 'cityReview': return reviewAfter(one.countyResult, one.cityResult, '县级', '市级') ?? done({ cityResult: 'passed', cityOn: given.on });
    case 'provinceReview': return reviewAfter(one.cityResult, one.provinceResult, '市级', '省级') ?? done({ provinceResult: 'passed', provinceOn: given.on });
    case 'sendBack': return sendBack(given, done);
    case 'make': return one.provinceResult === 'passed' ? done(present({ cardBatchId: given.cardBatchId, bank: given.bank })) : { refusal: '省级审核通过后才能送制卡' };
    case 'receive': return done({ countyReceivedOn: given.on });
    case 'issue': return issue(one, given, done);
    case 'reportLost': return done({ lostOn: given.on });
    case 'withdrawLoss': return done({ lostOn: null });
    case 'cancel': return given.opinion ? done({ cancelledOn: given.on, cancelReason: given.opinion }) : { refusal: '请写明注销原因', path: 'opinion' };
  }
}

type Done = (fields: Record<string, string | null>) => Decision;

function reviewAfter(before: string | null, own: string | null, beforeLabel: string, label: string): Decision | undefined {
  if (own === 'passed') return { refusal: `${label}已审核通过` };
  return before === 'passed' ? undefined : { refusal: `${beforeLabel}审核通过后才能登记${label}结果` };
}

function sendBack({ on, opinion, level = 'county' }: Given, done: Done): Decision {
  if (!opinion) return { refusal: `请写明${LEVEL_LABELS[level]}退回的原因`, path: 'opinion' };
  return done({ [`${level}Result`]: 'returned', [`${level}On`]: on });
}

function issue(one: Case, { on, recipient, cardTail, expiresOn }: Given, done: Done): Decision {
  if (one.personState === 'dead') return { refusal: '申领人已去世，不能发放，请办理注销' };
  if (!recipient) return { refusal: '请填写领取人', path: 'recipient' };
  if (expiresOn && expiresOn < on) return { refusal: '有效期不能早于发放日期', path: 'expiresOn' };
  return done({ issuedOn: on, recipient, ...present({ cardTail, expiresOn }) });
}

/** The last step of a card, as a decision to take it back needs it. */
export type LastStep = { act: string; actorId: string; day: Day; version: number };

/** Why the last step of a card cannot be taken back, in Chinese; undefined where it can: by whoever took it, on the same day, as long as nothing was changed since. */
export function refusalOfStepBack(step: LastStep | undefined, card: { version: number }, actor: { id: string }, today: Day): string | undefined {
  if (!step) return '还没有办理环节，没有可撤回的';
  if (step.act === 'stepBack') return '上一步已经撤回';
  if (step.actorId !== actor.id) return '上一步不是您办理的，请由办理人撤回';
  if (step.day !== today) return '只能撤回当天办理的环节';
  return step.version === card.version ? undefined : '办理之后又有改动，不能撤回';
}

const present = (fields: Record<string, string | undefined>): Record<string, string> => Object.fromEntries(Object.entries(fields).filter((pair): pair is [string, string] => Boolean(pair[1])));

/** Whether somebody may perform an act: by permission and by the level of their unit. */
export function mayPerform(act: CardAct, actor: { division: string; permissions: ReadonlySet<string> }): boolean {
  return actor.permissions.has('cards.write') && RULES[act].by.includes(levelOf(actor.division));
}
