import type { Approval, Facts, Hold, Missing } from './facts.ts';
import { december, type Month, printMonth, yearOf } from './months.ts';
import type { Assessment, Because, Programme, Terms } from './programme.ts';
import { MISSING } from './facts.ts';

const NOTHING: readonly Missing[] = [];
const no = (because: Because, approval: Approval | null = null, detail: string | null = null): Assessment => ({ answer: 'no', because, rate: null, approval, missing: NOTHING, detail });
const lacking = new Map<Missing, readonly Missing[]>((Object.keys(MISSING) as Missing[]).map((name) => [name, [name]]));
const unknown = (name: Missing, approval: Approval | null): Assessment => ({ answer: 'unknown', because: 'missing', rate: null, approval, missing: lacking.get(name)!, detail: null });

/**
 * Whether and how much of a programme is due to a person for a month: the one place where this is decided, for the screen, the pay run, the nightly
 * lists and the figures alike. A month is due from the month of approval to the month of death, its own included (《军人抚恤优待条例》第二十七条;
 * docs/rulings/0010-benefit-months.md). 烈士遗属 under 43116 元 a year: 2025-08 is 3593.00 元.
 */
export function assess(programme: Programme, facts: Facts, month: Month, terms: Terms): Assessment {
  return programme.rhythm === 'once' ? assessOnce(programme, facts, month, terms) : assessMonth(programme, facts, month, terms);
}

/** A month of a regular benefit, before other benefits are looked at. */
function assessMonth(programme: Programme, facts: Facts, month: Month, terms: Terms): Assessment {
  const approval = approvalFor(programme, facts, month);
  if (approval === undefined) return outside(programme, facts, month);
  if (approval.from === null) return unknown('from', approval);
  if (facts.deathUndated) return unknown('diedOn', approval);
  if (facts.died !== null && month > facts.died) return no('died', approval, printMonth(facts.died));
  if (facts.left !== null && month > december(yearOf(facts.left))) return no('moved', approval, printMonth(facts.left));
  const hold = facts.holds.length === 0 ? undefined : holdIn(facts.holds, month, approval.category);
  if (hold) return no(hold.kind, approval, hold.reason);
  return answered(programme.rate(facts, approval, month, terms), approval);
}

/** A payment made once, by what was approved in the month before it. */
function assessOnce(programme: Programme, facts: Facts, month: Month, terms: Terms): Assessment {
  if (facts.deathUndated) return unknown('diedOn', null);
  const once = programme.onceIn!(facts);
  if (once === null) return no('alive');
  if (once !== month) return no('otherMonth', null, printMonth(once));
  const approval = approvalFor(programme, facts, once - 1);
  if (approval === undefined) return outside(programme, facts, once - 1);
  const hold = holdIn(facts.holds, once - 1, approval.category);
  if (hold && hold.kind !== 'stopped') return no(hold.kind, approval, hold.reason);
  if (facts.left !== null && once > december(yearOf(facts.left))) return no('moved', approval, printMonth(facts.left));
  return answered(programme.rate(facts, approval, once, terms), approval);
}

function answered(found: ReturnType<Programme['rate']>, approval: Approval): Assessment {
  if (typeof found !== 'string') return { answer: 'yes', because: 'due', rate: found, approval, missing: NOTHING, detail: null };
  return found in MISSING ? unknown(found as Missing, approval) : no(found as Because, approval);
}

/** The approval that covers a month; one without a first month counts for every month until it ends, because nobody can tell. */
function approvalFor(programme: Programme, facts: Facts, month: Month): Approval | undefined {
  for (const approval of facts.approvals) {
    if ((approval.from === null || approval.from <= month) && (approval.until === null || month <= approval.until) && programme.categories.includes(approval.category)) return approval;
  }
  return undefined;
}

/** Why no approval covers a month: none at all, not yet, or ended. */
function outside(programme: Programme, facts: Facts, month: Month): Assessment {
  let last: Approval | null = null;
  for (const approval of facts.approvals) {
    if (!programme.categories.includes(approval.category)) continue;
    if (approval.from !== null && approval.from > month) return no('notYet', approval, printMonth(approval.from));
    last = approval;
  }
  return last ? no('ended', last, printMonth(last.until!)) : no('notApproved');
}

function holdIn(holds: readonly Hold[], month: Month, category: string): Hold | undefined {
  return holds.find((hold) => (hold.category === null || hold.category === category) && hold.from <= month && (hold.until === null || month <= hold.until));
}

/** The answer of one programme among all that were asked for one person and month. */
export type Answer = { programme: Programme; assessment: Assessment };

/**
 * All programmes for one person and month. Of the regular benefits only the highest is paid unless the county's matrix lets two stand beside each
 * other; every identity stays recorded (RULE-15, docs/rulings/0011-several-benefits.md). 参战 882 元 and 残疾九级因公 1334 元: 1334 元.
 */
export function assessAll(programmes: readonly Programme[], facts: Facts, month: Month, terms: Terms): Answer[] {
  const answers = programmes.map((programme) => ({ programme, assessment: assess(programme, facts, month, terms) }));
  const rivals = answers.filter(({ programme, assessment }) => programme.exclusive && assessment.answer === 'yes');
  if (rivals.length < 2) return answers;
  const ranked = rivals.toSorted((a, b) => Number(b.assessment.rate!.twelfths - a.assessment.rate!.twelfths));
  const paid: Answer[] = [];
  for (const one of ranked) if (paid.every((other) => beside(terms, one.programme.key, other.programme.key))) paid.push(one);
  return answers.map((one) => (rivals.includes(one) && !paid.includes(one) ? { ...one, assessment: { ...one.assessment, answer: 'no', because: 'higher', detail: paid[0]!.programme.label } } : one));
}

function beside(terms: Terms, a: string, b: string): boolean {
  return terms.stack.some(([one, other]) => (one === a && other === b) || (one === b && other === a));
}
