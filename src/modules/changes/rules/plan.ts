import { addDays, type Day } from '#base/pure/day.ts';
import type { Values } from '#base/pure/record.ts';
import { BENEFIT_ROLES, VETERAN_ROLES } from '#modules/registry/schema/codes.ts';
import type { ActDraft, ChangeTerms } from '../schema/acts.ts';
import { lastDayOf, latenessOf } from './reporting.ts';

/** What the rules know of a person: unsealed facts of the file. */
export type PersonFacts = {
  state: string; roles: readonly string[]; enlistedOn: string | null; dischargedOn: string | null; reportedOn: string | null; diedOn: string | null;
  /** How many others in service live in the household that this person heads; none where the person is not its head. */
  headed?: number;
};

/** One role row of the person. */
export type RoleFacts = { id: string; role: string; status: string; fromOn: string | null; untilOn: string | null };

/** What an act does: fields of the file, roles that end and begin, what is left to be done, and what the clerk should know; or why it cannot be done. */
export type Plan = { person: Values; endRoles: { id: string; on: string }[]; beginRoles: { role: string; from: string; document?: string }[]; followUps: { kind: string; dueOn: Day | null }[]; findings: string[] };
export type Verdict = { plan: Plan } | { refused: string; field?: string };

type Draft<K extends ActDraft['kind']> = Extract<ActDraft, { kind: K }>;
type Facts = { person: PersonFacts; roles: readonly RoleFacts[]; today: Day; terms: ChangeTerms };

const SERVED = ['registered', 'unverified'];
/** Days within which a household whose head left gets another entered; a proposal. */
export const HEAD_DAYS = 30;

/** From which states each act may start; the words say why not elsewhere. */
export const STARTS: Record<ActDraft['kind'], readonly string[]> = {
  eligible: SERVED, enlist: ['eligible', ...SERVED], discharge: ['serving', ...SERVED], move: ['eligible', 'serving', ...SERVED], moveOut: ['eligible', 'serving', ...SERVED],
  moveIn: ['moved', ...SERVED], death: ['eligible', 'serving', 'moved', ...SERVED], revive: ['dead'], cancel: ['eligible', 'serving', 'moved', ...SERVED], reinstate: ['cancelled', 'moved'],
};

/** Why an act cannot start from where the file stands; undefined where it can. */
export function whyNot(kind: ActDraft['kind'], person: Pick<PersonFacts, 'state' | 'dischargedOn' | 'reportedOn' | 'roles'>): string | undefined {
  const { state } = person;
  if (!STARTS[kind].includes(state)) return STATE_WORDS[state] ?? '档案的在册状态不适合这项变动';
  if (kind === 'eligible' && person.roles.some((role) => VETERAN_ROLES.includes(role))) return '此人已是退役军人，不再登记为适龄人员';
  if (kind === 'enlist' && person.dischargedOn) return `档案已有退役时间（${person.dischargedOn}）；二次入伍的请先核对服役时间`;
  if (kind === 'discharge' && state !== 'serving' && person.reportedOn) return `档案已登记报到（${person.reportedOn}），不重复报到`;
  return undefined;
}

/**
 * Whether an age is outside 17 to 26, the widest that may be called up, 依据《兵役法》第二十条 (18 to 22, graduates to 24, postgraduates to 26, volunteers from 17). Reading: docs/rulings/0003-ages-and-minors.md.
 * It is asked about, never refused: 17 and 26 are within, 16 and 27 are not.
 */
export function unusualAge(age: number | null): boolean {
  return age !== null && (age < 17 || age > 26);
}

/** What the day of each act is called, on its form and in refusals. */
export const DAY_LABELS: Readonly<Record<ActDraft['kind'], string>> = { eligible: '登记日期', enlist: '入伍日期', discharge: '报到日期', move: '迁移日期', moveOut: '调出日期', moveIn: '调入日期', death: '去世日期', revive: '更正日期', cancel: '注销日期', reinstate: '恢复日期' };

const STATE_WORDS: Record<string, string> = {
  registered: '此人在册，不需要这项变动', unverified: '此人在册（待核实），不需要这项变动', moved: '此人已迁出，请先办理调入或恢复', dead: '此人已登记去世；误报的请办理死亡更正', cancelled: '此档案已注销，请先办理恢复', eligible: '此人是适龄人员，不需要这项变动', serving: '此人正在服役，不需要这项变动',
};

/** What an act does to a file. Pure: the page shows it while the clerk types, the server does it. */
export function planOf(draft: ActDraft, facts: Facts): Verdict {
  const { person, today } = facts;
  const reason = whyNot(draft.kind, person);
  if (reason) return { refused: reason };
  if (draft.effectiveOn > today) return { refused: `${DAY_LABELS[draft.kind]}不能晚于今天`, field: 'effectiveOn' };
  switch (draft.kind) {
    case 'eligible': return { plan: { ...nothing(), person: { state: 'eligible', ...changed(draft) }, beginRoles: lacking(facts, 'eligible', draft.effectiveOn) } };
    case 'enlist': return enlistment(draft, facts);
    case 'discharge': return discharge(draft, facts);
    case 'move': return { plan: { ...nothing(), person: changed(draft) } };
    case 'moveOut': return { plan: leaving(draft, facts) };
    case 'moveIn': return { plan: { ...nothing(), person: { state: 'registered', ...changed(draft) } } };
    case 'death': return death(draft, facts);
    case 'revive': return { plan: { ...nothing(), person: { state: 'registered', diedOn: null, ...changed(draft) }, followUps: [{ kind: 'rolesCheck', dueOn: addDays(today, 15) }] } };
    case 'cancel': return { plan: { ...nothing(), person: { state: 'cancelled', ...changed(draft) }, endRoles: endings(facts, draft.effectiveOn), followUps: [...(benefits(facts).length > 0 ? [{ kind: 'benefitOff', dueOn: today }] : []), ...leaderless(facts).followUps], findings: leaderless(facts).findings } };
    case 'reinstate': return { plan: { ...nothing(), person: { state: 'registered', ...changed(draft) }, followUps: person.roles.length === 0 ? [{ kind: 'rolesCheck', dueOn: addDays(today, 15) }] : [] } };
  }
}

const nothing = (): Plan => ({ person: {}, endRoles: [], beginRoles: [], followUps: [], findings: [] });
const changed = (draft: ActDraft) => ({ changedOn: draft.effectiveOn });
const current = (facts: Facts) => facts.roles.filter((one) => one.status === 'current');
const benefits = (facts: Facts) => current(facts).filter((one) => BENEFIT_ROLES.includes(one.role));
const lacking = (facts: Facts, role: string, from: string, document?: string) => (current(facts).some((one) => one.role === role) ? [] : [{ role, from, document }]);

/** Whether one partial day may be later than another as far as both are known; with `surely`, only where it cannot be otherwise. */
function isLater(later: string, earlier: string, surely = false): boolean {
  const known = Math.min(later.length, earlier.length);
  const [a, b] = [later.slice(0, known), earlier.slice(0, known)];
  return a > b || (!surely && a === b && known < 10);
}

/** The day on which a role that began on `from` ends by an act of a day: never before it began. */
export function endOf(from: string | null, on: Day): string {
  return from && isLater(from, on, true) ? from : on;
}

/** What is left to be done for a household whose head is no longer served here. */
function leaderless({ person, today }: Facts): Pick<Plan, 'followUps' | 'findings'> {
  if (!person.headed) return { followUps: [], findings: [] };
  return { followUps: [{ kind: 'headCheck', dueOn: addDays(today, HEAD_DAYS) }], findings: [`此人是户主，户里还有 ${person.headed} 人在册，请改登户主`] };
}

const endings = (facts: Facts, on: Day, which: (role: string) => boolean = () => true) => current(facts).filter((one) => which(one.role)).map((one) => ({ id: one.id, on: endOf(one.fromOn, on) }));

function enlistment(draft: Draft<'enlist'>, facts: Facts): Verdict {
  const branch = draft.branch ? { branch: draft.branch } : {};
  return { plan: {
    person: { state: 'serving', enlistedOn: draft.effectiveOn, ...branch, ...changed(draft) },
    endRoles: endings(facts, draft.effectiveOn, (role) => role === 'eligible'), beginRoles: lacking(facts, 'serving', draft.effectiveOn, draft.document),
    followUps: [{ kind: 'plaqueOn', dueOn: addDays(facts.today, 30) }, { kind: 'familyOn', dueOn: addDays(facts.today, 30) }], findings: [],
  } };
}

function discharge(draft: Draft<'discharge'>, facts: Facts): Verdict {
  const { person, today } = facts;
  if (!VETERAN_ROLES.includes(draft.role)) return { refused: '请选择一个退役军人类别', field: 'role' };
  if (draft.dischargedOn > today) return { refused: '退役时间不能晚于今天', field: 'dischargedOn' };
  if (isLater(draft.dischargedOn, draft.effectiveOn, true)) return { refused: '报到日期不能早于退役时间', field: 'effectiveOn' };
  if (person.enlistedOn && !isLater(draft.dischargedOn, person.enlistedOn)) return { refused: `退役时间应晚于入伍时间（${person.enlistedOn}）`, field: 'dischargedOn' };
  const { words } = latenessOf(draft.dischargedOn, draft.effectiveOn);
  const disabled = draft.role === 'disabled' || person.roles.includes('disabled') ? [{ kind: 'disabilityIn', dueOn: addDays(lastDayOf(draft.dischargedOn), 60) }] : [];
  return { plan: {
    person: { state: 'registered', dischargedOn: draft.dischargedOn, reportedOn: draft.effectiveOn, settlement: draft.settlement, ...(draft.rank ? { rank: draft.rank } : {}), ...changed(draft) },
    endRoles: endings(facts, lastDayOf(draft.dischargedOn), (role) => role === 'serving' || role === 'eligible'), beginRoles: lacking(facts, draft.role, draft.dischargedOn, draft.document),
    followUps: [{ kind: 'archiveIn', dueOn: addDays(today, 30) }, { kind: 'familyOff', dueOn: addDays(today, 30) }, ...disabled], findings: words ? [words] : [],
  } };
}

function leaving(draft: Draft<'moveOut'>, facts: Facts): Plan {
  const paid = benefits(facts).length > 0;
  const kin = current(facts).some((one) => one.role.startsWith('kin_'));
  const house = leaderless(facts);
  return { ...nothing(), person: { state: 'moved', ...changed(draft) }, followUps: [...(paid ? [{ kind: 'benefitMove', dueOn: `${draft.effectiveOn.slice(0, 4)}-12-31` }] : []), ...house.followUps],
    findings: [...house.findings, ...(kin ? [`抚恤金由本县发至 ${draft.effectiveOn.slice(0, 4)} 年 12 月，迁入地自次年 1 月起发（《烈士褒扬条例》第二十二条）`] : [])] };
}

/** 去世: all current roles end on the day of death, and what the death asks for is listed. Reading: docs/rulings/0006. */
function death(draft: Draft<'death'>, facts: Facts): Verdict {
  const { today, terms, person } = facts;
  if (person.enlistedOn && isLater(person.enlistedOn, draft.effectiveOn, true)) return { refused: `去世日期早于入伍时间（${person.enlistedOn}），请核对`, field: 'effectiveOn' };
  const paid = benefits(facts).length > 0;
  const late = endings(facts, draft.effectiveOn).filter((one) => one.on !== draft.effectiveOn).length;
  const followUps = [
    { kind: 'crisisVisit', dueOn: addDays(today, terms.crisisVisitDays) }, { kind: 'cardOff', dueOn: addDays(today, 30) }, { kind: 'plaqueOff', dueOn: addDays(today, 30) }, { kind: 'bereaved', dueOn: addDays(today, 30) },
    ...(paid ? [{ kind: 'benefitOff', dueOn: today }, { kind: 'funeral', dueOn: addDays(today, 30) }] : []), ...leaderless(facts).followUps,
  ];
  return { plan: { person: { state: 'dead', diedOn: draft.effectiveOn, ...changed(draft) }, endRoles: endings(facts, draft.effectiveOn), beginRoles: [], followUps,
    findings: [...leaderless(facts).findings, ...(late > 0 ? [`有 ${late} 项身份的起始时间晚于去世日期，终止时间按起始时间登记，请核对`] : [])] } };
}
