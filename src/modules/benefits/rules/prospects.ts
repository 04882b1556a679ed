import { labelOf } from '#base/pure/codes.ts';
import { addDays, type Day, daysBetween } from '#base/pure/day.ts';
import { type Asked, type Eligibility, eligibilityOf, type Facts as RegisterFacts } from '#modules/recognition/rules/eligibility.ts';
import { KINDS, RATING_KINDS } from '#modules/recognition/rules/kinds.ts';
import { type Kind, KindCode } from '#modules/recognition/schema/codes.ts';
import { RoleCode, VETERAN_ROLES } from '#modules/registry/schema/codes.ts';
import type { FactName, ListName, ProspectActName } from '../schema/policy.ts';
import { assess, assessAll } from './assess.ts';
import type { Approval, Facts } from './facts.ts';
import { factNamed, factsLacking } from './missing.ts';
import { daysOf, type Month, monthOf, printMonth, sayMonth } from './months.ts';
import type { Programme, Terms } from './programme.ts';
import { PROGRAMMES } from './programmes/all.ts';
import type { StandardRow } from './rates.ts';
import { sayAssessment } from './words.ts';

/** What stands around a person's benefits: applications, ledger entries without a payment, the grade in the file, and whether the funeral payment was made. */
export type Around = {
  /** Applications that are open, or were refused within `QUIET_DAYS`. */
  cases: readonly { kind: string; role: string | null }[];
  /** Categories whose entry in the ledger is 受理, 身份认定不享受待遇 or 不予认定: somebody is at it, or has decided. */
  settled: readonly string[];
  grade: number;
  nature: Approval['nature'];
  funeralPaid: boolean;
};

/** One programme of one person in one of the four lists; `reason` never names grade, nature, a number or an amount. */
export type Prospect = { programme: string; category: string | null; list: ListName; reason: string; basis: string; act: ProspectActName; kind: Kind | null; facts: FactName[]; dueOn: string | null; recipientId: string | null };

/** How far ahead 将符合 looks. */
export const SOON_DAYS = 60;
/** Days for which a refusal is left alone; a new application stays open to the person. Our proposal. */
export const QUIET_DAYS = 365;
/** Months for which a funeral payment that nobody wrote down is looked for. */
const FUNERAL_MONTHS = 12;

/** Kinds that are looked for in the register, and what in a file gives occasion to ask at all. Illness and injury are shown by medical papers alone: nobody is listed for them. */
const OCCASION: Readonly<Partial<Record<Kind, (register: RegisterFacts) => boolean>>> = {
  rural60: ({ enlistedOn, roles }) => enlistedOn !== null || roles.some((role) => VETERAN_ROLES.includes(role)),
  demobilisedOld: ({ enlistedOn }) => enlistedOn !== null,
  combat: ({ combatRecorded }) => combatRecorded,
  nuclearTest: ({ testRecorded }) => testRecorded,
  bereaved: ({ relation, deathKind }) => relation !== null || deathKind !== null,
  martyrChild: ({ relation, deathKind }) => relation !== null || deathKind !== null,
};
const HERE: readonly string[] = ['registered', 'unverified'];

/**
 * In which list each programme stands for a person today. Conditions are those of `assess` and of recognition's `eligibilityOf` and no others.
 * 依据《军人抚恤优待条例》第八条; reading: docs/rulings/0013-finding-people.md. Born 1963-11-27, rural, enlisted 1986-11, discharged 1992-01,
 * resident's pension, on 2024-01-15 without the identity: 农村籍 应享未享; on 2023-10-15: 60日内将符合 (2023-11).
 */
export function prospectsOf(facts: Facts, around: Around, terms: Terms): Prospect[] {
  const found: Prospect[] = [];
  for (const programme of PROGRAMMES) {
    const one = prospectIn(programme, facts, around, terms);
    if (one !== null) found.push(one);
  }
  return found;
}

function prospectIn(programme: Programme, facts: Facts, around: Around, terms: Terms): Prospect | null {
  if (programme.rhythm === 'once') return onceIn(programme, facts, around, terms);
  const month = monthOf(terms.today);
  const current = facts.approvals.filter((one) => programme.categories.includes(one.category) && (one.until === null || one.until >= month));
  if (current.length > 0) return receivingIn(programme, facts, current, terms, month);
  if (!programme.exclusive || !HERE.includes(facts.register.state)) return null;
  const found = programme.categories.flatMap((category) => claimIn(programme, category, facts, around, terms) ?? []);
  const best = found.find((one) => one.list === 'owed') ?? found.find((one) => one.list === 'soon') ?? found[0];
  if (!best) return null;
  return found.length > 1 && best.list === 'missing' ? { ...best, category: null } : best;
}

const make = (programme: Programme, list: ListName, act: ProspectActName, reason: string, more: Partial<Prospect> = {}): Prospect => ({ programme: programme.key, category: null, list, reason, basis: programme.citation, act, kind: null, facts: [], dueOn: null, recipientId: null, ...more });

/** What is wrong with a benefit that is drawn: what ends it first, then what no longer holds, then what its amount lacks. Nothing is ever stopped by this. */
function receivingIn(programme: Programme, facts: Facts, current: readonly Approval[], terms: Terms, month: Month): Prospect | null {
  const found = assess(programme, facts, Math.max(month + 1, ...current.map((one) => one.from ?? 0)), terms);
  const one = found.approval ?? current[0]!;
  const of = { category: one.category, recipientId: one.id };
  if (programme.exclusive && (found.because === 'died' || found.because === 'moved')) return make(programme, 'over', 'recipient', `${sayAssessment(programme, facts, { ...found, approval: null }, NO_STANDARDS)}；待遇台账还没有终止`, of);
  if (programme.exclusive && found.because !== 'cancelled' && found.because !== 'suspended' && found.because !== 'stopped') for (const each of current) {
    const changed = changedSince(programme, facts, each, terms);
    if (changed !== null) return make(programme, 'over', 'move', changed, { category: each.category, recipientId: each.id });
  }
  if (found.answer !== 'unknown') return null;
  const lacking = factsLacking(found.missing, facts.register).filter((name) => programme.exclusive || name === 'careMode' || name === 'mental');
  if (lacking.length === 0) return null;
  return make(programme, 'missing', lacking[0] === 'careMode' || lacking[0] === 'mental' || lacking[0] === 'enlistedOn' || lacking[0] === 'dischargedOn' || lacking[0] === 'hukouKind' || lacking[0] === 'diedOn' ? 'section' : 'recipient', `已享受，${sayAssessment(programme, facts, { ...found, approval: null }, NO_STANDARDS)}`, { ...of, facts: lacking });
}

const NO_STANDARDS: ReadonlyMap<string, StandardRow> = new Map();

/** Facts of the register as if an identity were not yet given and the person were here: death and moving are `assess`'s to judge. */
const without = (register: RegisterFacts, role: string): RegisterFacts => ({ ...register, state: 'registered', roles: register.roles.filter((one) => one !== role) });
const asked = (kind: Kind, role: string, today: Day, terms: Terms): Asked => ({ kind, role, appliedOn: today, today, part: terms.part });

/** Why an approved benefit no longer meets its conditions: one of them fails, or held by age when it was approved and would now have to be shown by papers. */
function changedSince(programme: Programme, facts: Facts, { category, from }: Approval, terms: Terms): string | null {
  const kind = programme.recognition[category];
  if (kind === undefined || RATING_KINDS.includes(kind)) return null;
  const register = without(facts.register, category);
  const now = eligibilityOf(register, asked(kind, category, terms.today, terms));
  if (now.verdict === 'fails') return `${now.findings.filter((one) => one.outcome === 'fails').map((one) => one.words).join('；')}；请核实是否仍应享受`;
  const before = from === null ? register.birthOn : daysOf(from).first;
  const lapsed = before === null ? null : lapsedSince(register, now, kind, category, before, terms);
  return lapsed === null ? null : `${lapsed}；请凭材料核实是否仍应享受`;
}

/** A condition that age met on an earlier day and that only papers can show now (子女满18周岁), in words. */
function lapsedSince(register: RegisterFacts, now: Eligibility, kind: Kind, role: string, before: Day, terms: Terms): string | null {
  const papers = now.findings.findIndex((one) => one.outcome === 'papers');
  if (papers < 0 || kind !== 'bereaved') return null;
  const was = eligibilityOf(register, asked(kind, role, before, terms)).findings;
  const at = now.findings.findIndex((one, index) => one.outcome === 'papers' && was[index]?.words !== one.words);
  return at < 0 ? null : now.findings[at]!.words;
}

/** The last month in which an approved benefit meets its conditions by age alone, within so many months from today; null where no age ends it. 子女 born 2008-03-15: 2026-03. */
export function lastMonthByAge(facts: Facts, { category, from }: Approval, terms: Terms, months: number): Month | null {
  const kind = PROGRAMMES.find((one) => one.recognition[category])?.recognition[category];
  if (kind !== 'bereaved' || from === null) return null;
  const register = without(facts.register, category);
  const lapsedOn = (day: Day) => lapsedSince(register, eligibilityOf(register, asked(kind, category, day, terms)), kind, category, daysOf(from).first, terms) !== null;
  const horizon = daysOf(monthOf(terms.today) + months).last;
  if (lapsedOn(terms.today) || !lapsedOn(horizon)) return null;
  return monthOf(firstDay(terms.today, daysBetween(terms.today, horizon), lapsedOn));
}

/** A benefit that is not drawn in one identity: recognised already, or to be recognised. */
function claimIn(programme: Programme, category: string, facts: Facts, around: Around, terms: Terms): Prospect | null {
  if (around.settled.includes(category) || facts.approvals.some((one) => one.category === category)) return null;
  const held = facts.register.roles.includes(category);
  const kind = programme.recognition[category] ?? null;
  if (held) return recognised(programme, category, kind, facts, around, terms);
  if (kind === null || !OCCASION[kind]?.(facts.register)) return null;
  if (around.cases.some((one) => one.kind === kind && (one.role === null || one.role === category))) return null;
  return unrecognised(programme, category, kind, facts, around, terms);
}

function recognised(programme: Programme, category: string, kind: Kind | null, facts: Facts, around: Around, terms: Terms): Prospect | null {
  if (kind !== null && !RATING_KINDS.includes(kind)) {
    const register = without(facts.register, category);
    const now = eligibilityOf(register, asked(kind, category, terms.today, terms));
    if (now.verdict === 'fails' || (register.birthOn !== null && lapsedSince(register, now, kind, category, register.birthOn, terms) !== null)) return null;
  }
  const paid = payable(programme, category, facts, around, terms);
  if (paid === null) return null;
  const of = { category };
  if (paid.length > 0) return make(programme, 'missing', 'section', `已认定${labelOf(RoleCode, category)}身份，还没有登记待遇；缺少${paid.map((name) => (name === 'grade' ? '残疾等级和性质' : '入伍或退役时间')).join('、')}`, { ...of, facts: paid });
  return make(programme, 'owed', 'grant', `已认定${labelOf(RoleCode, category)}身份，待遇台账中没有这项待遇`, of);
}

/** An approval as if it were given today. */
export const wouldBe = (category: string, { grade, nature }: Around, from: Month): Approval => ({ id: '', category, grade, nature: grade > 0 ? nature : null, variant: null, from, until: null });

/** Whether a benefit would be paid if it were approved today: null where another is paid instead or the grade draws none; otherwise the facts of the person that its amount lacks. */
function payable(programme: Programme, category: string, facts: Facts, around: Around, terms: Terms): FactName[] | null {
  const month = monthOf(terms.today);
  const approved = { ...facts, approvals: [...facts.approvals, wouldBe(category, around, month)] };
  const several = facts.approvals.length > 0;
  const found = several ? assessAll(PROGRAMMES, approved, month, terms).find((one) => one.programme === programme)!.assessment : assess(programme, approved, month, terms);
  if (found.answer === 'no') return null;
  return factsLacking(found.missing, facts.register).filter((name) => name === 'grade' || name === 'enlistedOn' || name === 'dischargedOn');
}

function unrecognised(programme: Programme, category: string, kind: Kind, facts: Facts, around: Around, terms: Terms): Prospect | null {
  const now = eligibilityOf(facts.register, asked(kind, category, terms.today, terms));
  if (now.verdict !== 'fails') return answered(programme, category, kind, facts, around, terms, now, null);
  const horizon = addDays(terms.today, SOON_DAYS);
  const later = eligibilityOf(facts.register, asked(kind, category, horizon, terms));
  if (later.verdict === 'fails') return null;
  const dueOn = firstDay(terms.today, SOON_DAYS, (day) => eligibilityOf(facts.register, asked(kind, category, day, terms)).verdict !== 'fails');
  return answered(programme, category, kind, facts, around, terms, eligibilityOf(facts.register, asked(kind, category, dueOn, terms)), dueOn.slice(0, 7));
}

/** The first of so many days after `from` on which something holds that holds on the last of them: a condition of age comes to stay. */
export function firstDay(from: Day, days: number, holds: (day: Day) => boolean): Day {
  let [low, high] = [0, days];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (holds(addDays(from, middle))) high = middle;
    else low = middle;
  }
  return addDays(from, high);
}

function answered(programme: Programme, category: string, kind: Kind, facts: Facts, around: Around, terms: Terms, { verdict, findings }: Eligibility, dueOn: string | null): Prospect | null {
  const { register } = facts;
  const of = { category, kind, basis: KINDS[kind].basis, dueOn };
  const when = dueOn === null ? '' : `将于${sayMonth(monthOf(dueOn))}到龄；`;
  if (verdict === 'unknown') {
    const lacking = findings.filter((one) => one.outcome === 'unknown');
    const names = [...new Set(lacking.flatMap((one) => factNamed(one.words, register) ?? []))];
    return make(programme, 'missing', names.length === 0 || names[0] === 'ruralProof' ? 'recognise' : 'section', `${when}可能符合${labelOf(KindCode, kind)}，缺少${lacking.map((one) => one.words).join('；')}`, { ...of, facts: names });
  }
  if (register.birthOn !== null && lapsedSince(register, { verdict, words: '', findings }, kind, category, register.birthOn, terms) !== null) return null;
  if (facts.approvals.length > 0 && payable(programme, category, facts, around, terms) === null) return null;
  const shown = findings.filter((one) => one.outcome === 'meets' || one.outcome === 'papers').map((one) => (one.outcome === 'papers' ? `另须凭材料：${one.words}` : one.words)).join('；');
  return make(programme, dueOn === null ? 'owed' : 'soon', 'recognise', `${when}${shown}`, of);
}

/** The payment after a death that nobody has written down, or what it lacks. */
function onceIn(programme: Programme, facts: Facts, { funeralPaid }: Around, terms: Terms): Prospect | null {
  const once = programme.onceIn!(facts);
  const month = monthOf(terms.today);
  if (once === null || funeralPaid || once > month + 1 || once < month - FUNERAL_MONTHS) return null;
  const found = assess(programme, facts, once, terms);
  if (found.answer === 'no') return null;
  const of = { category: found.approval?.category ?? null, recipientId: found.approval?.id ?? null };
  const lacking = factsLacking(found.missing, facts.register);
  const said = `${sayMonth(once - 1)}去世`;
  if (lacking.length > 0) return make(programme, 'missing', lacking[0] === 'diedOn' ? 'section' : 'recipient', `${said}，是否发给丧葬补助还不能判断：${sayAssessment(programme, facts, { ...found, approval: null }, NO_STANDARDS)}`, { ...of, facts: lacking });
  return make(programme, 'owed', 'recipient', `${said}，应一次发给丧葬补助，还没有发放记录`, { ...of, dueOn: printMonth(once) });
}
