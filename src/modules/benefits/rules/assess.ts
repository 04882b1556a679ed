import { type Approval, covers, type Facts, holdIn, MISSING, type Missing } from './facts.ts';
import { december, type Month, printMonth, yearOf } from './months.ts';
import type { Assessment, Because, Programme, Terms } from './programme.ts';
import type { Rate } from './rates.ts';

const NOTHING: readonly Missing[] = [];
const no = (because: Because, approval: Approval | null = null, detail: string | null = null): Assessment => ({ answer: 'no', because, rate: null, approval, missing: NOTHING, detail });
const alone = new Map<string, readonly Missing[]>((Object.keys(MISSING) as Missing[]).map((name) => [name, [name]]));
const unknown = (names: Missing | readonly Missing[], approval: Approval | null): Assessment => ({ answer: 'unknown', because: 'missing', rate: null, approval, missing: typeof names === 'string' ? alone.get(names)! : names, detail: null });

/**
 * Whether and how much of a programme is due to a person for a month: the one place where this is decided, for the screen, the pay run, the nightly
 * lists and the figures alike. A month is due from the month of approval to the month of death, its own included (《军人抚恤优待条例》第二十七条;
 * docs/rulings/0010-benefit-months.md). 烈士遗属 under 43116 元 a year: 2025-08 is 3593.00 元.
 */
export function assess(programme: Programme, facts: Facts, month: Month, terms: Terms): Assessment {
  return programme.rhythm === 'once' ? assessOnce(programme, facts, month, terms) : assessMonth(programme, facts, month, terms);
}

/** A month of a regular benefit, before other benefits are looked at; of two identities in one programme the higher counts, in whatever order they were written down. */
function assessMonth(programme: Programme, facts: Facts, month: Month, terms: Terms): Assessment {
  let best: Assessment | undefined;
  for (const approval of facts.approvals) {
    if (!programme.categories.includes(approval.category) || !covers(approval, month) || replaced(facts, approval, month)) continue;
    best = better(best, assessApproval(programme, facts, approval, month, terms), MONTHLY);
  }
  return best ?? outside(programme, facts, month);
}

/** What ends a benefit whatever else is missing comes first; 停发 comes last, because it is made good and the missing facts are wanted for that. */
function assessApproval(programme: Programme, facts: Facts, approval: Approval, month: Month, terms: Terms): Assessment {
  if (facts.died !== null && month > facts.died) return no('died', approval, printMonth(facts.died));
  if (facts.left !== null && month > december(yearOf(facts.left))) return no('moved', approval, printMonth(facts.left));
  const hold = facts.holds.length === 0 ? undefined : holdIn(facts.holds, month, approval);
  if (hold !== undefined && hold.kind !== 'stopped') return no(hold.kind, approval, hold.reason);
  const unsaid = isUnsaid(facts, approval);
  if (facts.deathUndated || approval.from === null || unsaid) {
    const lacking: readonly (Missing | false)[] = [facts.deathUndated && 'diedOn', approval.from === null && 'from', unsaid && 'until'];
    return unknown([...lacking.filter((name) => name !== false), ...lackedBy(programme.rate(facts, approval, month, terms))], approval);
  }
  if (hold !== undefined) return no(hold.kind, approval, hold.reason);
  return answered(programme.rate(facts, approval, month, terms), approval);
}

/** Whether nobody can tell from when the ledger's word counts: of a death or a move the file says it; what was frozen before the word was kept (`true`) is told by either. */
function isUnsaid({ died, left }: Facts, { unsaid }: Approval): boolean {
  return unsaid !== undefined && !(died !== null && (unsaid === true || unsaid === 'deceased')) && !(left !== null && (unsaid === true || unsaid === 'moved'));
}

/** A regular benefit is paid by what is certain; a payment made once waits for the fact that might make it more. */
const MONTHLY = { no: 0, unknown: 1, yes: 2 } as const;
const ONCE = { no: 0, yes: 1, unknown: 2 } as const;

function better(one: Assessment | undefined, other: Assessment, rank: typeof MONTHLY | typeof ONCE): Assessment {
  if (one === undefined) return other;
  if (one.answer === 'yes' && other.answer === 'yes') return other.rate!.twelfths > one.rate!.twelfths ? other : one;
  return rank[other.answer] > rank[one.answer] ? other : one;
}

/** A payment made once in the month after a death, by what was approved and not ended by law in the month of death; whoever paid that month pays it. */
function assessOnce(programme: Programme, facts: Facts, month: Month, terms: Terms): Assessment {
  const once = programme.onceIn!(facts);
  if (once === null) return !facts.deathUndated ? no('alive') : facts.approvals.some((one) => programme.categories.includes(one.category)) ? unknown('diedOn', null) : no('notApproved');
  if (once !== month) return no('otherMonth', null, printMonth(once));
  let best: Assessment | undefined;
  for (const approval of facts.approvals) {
    if (programme.categories.includes(approval.category) && covers(approval, once - 1) && !replaced(facts, approval, once - 1)) best = better(best, onceBy(programme, facts, approval, once, terms), ONCE);
  }
  return best ?? outside(programme, facts, once - 1);
}

function onceBy(programme: Programme, facts: Facts, approval: Approval, once: Month, terms: Terms): Assessment {
  if (facts.left !== null && once - 1 > december(yearOf(facts.left))) return no('moved', approval, printMonth(facts.left));
  const hold = holdIn(facts.holds, once - 1, approval);
  if (hold !== undefined && hold.kind !== 'stopped') return no(hold.kind, approval, hold.reason);
  const found = programme.rate(facts, approval, once, terms);
  if (approval.unsaid !== true && approval.unsaid !== 'stopped' && isUnsaid(facts, approval)) return unknown(['until', ...lackedBy(found)], approval);
  return approval.from === null ? unknown(['from', ...lackedBy(found)], approval) : answered(found, approval);
}

function answered(found: ReturnType<Programme['rate']>, approval: Approval): Assessment {
  if (typeof found !== 'string') return isRate(found) ? { answer: 'yes', because: 'due', rate: found, approval, missing: NOTHING, detail: null } : unknown(found, approval);
  return found in MISSING ? unknown(found as Missing, approval) : no(found as Because, approval);
}

const isRate = (found: Rate | readonly Missing[]): found is Rate => !Array.isArray(found);

/** The facts that a rate could not be told for. */
function lackedBy(found: ReturnType<Programme['rate']>): readonly Missing[] {
  return typeof found === 'string' ? (alone.get(found) ?? NOTHING) : isRate(found) ? NOTHING : found;
}

/** Whether a later approval of the same identity covers the month too: a new grade takes the place of the one before it, even where nobody closed that. */
function replaced(facts: Facts, approval: Approval, month: Month): boolean {
  if (facts.approvals.length === 1) return false;
  return facts.approvals.some((other) => other !== approval && other.category === approval.category && other.from !== null && (approval.from === null || other.from > approval.from) && covers(other, month));
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

/** The answer of one programme among all that were asked for one person and month. */
export type Answer = { programme: Programme; assessment: Assessment };

/**
 * All programmes for one person and month. Of the regular benefits only the highest is paid unless the county's matrix lets two stand beside each
 * other; 农村籍 gives way to any other whatever the amounts; every identity stays recorded (RULE-15, docs/rulings/0011-several-benefits.md).
 * 参战 882 元 and 残疾九级因公 1334 元: 1334 元.
 */
export function assessAll(programmes: readonly Programme[], facts: Facts, month: Month, terms: Terms): Answer[] {
  const answers = programmes.map((programme) => ({ programme, assessment: assess(programme, facts, month, terms) }));
  if (facts.approvals.length < 2) return answers;
  const rivals = answers.filter(({ programme, assessment }) => programme.exclusive && assessment.answer === 'yes');
  if (rivals.length < 2) return answers;
  const paid: Answer[] = [];
  const higher = new Map<Answer, string>();
  for (const one of [...rivals].sort(inTurn)) {
    const before = paid.find((other) => !beside(terms, one.programme.key, other.programme.key));
    if (before === undefined) paid.push(one);
    else higher.set(one, before.programme.label);
  }
  return answers.map((one) => (higher.has(one) ? { ...one, assessment: { ...one.assessment, answer: 'no', because: 'higher', detail: higher.get(one)! } } : one));
}

/** Which of two rivals is taken first: one that gives way comes last, otherwise the higher. */
function inTurn(a: Answer, b: Answer): number {
  return Number(a.programme.yields ?? false) - Number(b.programme.yields ?? false) || Number(b.assessment.rate!.twelfths - a.assessment.rate!.twelfths);
}

function beside(terms: Terms, a: string, b: string): boolean {
  return terms.stack.some(([one, other]) => (one === a && other === b) || (one === b && other === a));
}
