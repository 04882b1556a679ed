import type { Fen } from '#base/pure/fen.ts';
import { assessAll } from './assess.ts';
import { openMonthsOf, type PersonSettled } from './dueMonths.ts';
import { type Facts, tells } from './facts.ts';
import { january, type Month, yearOf } from './months.ts';
import type { Programme, Terms } from './programme.ts';
import { PROGRAMMES } from './programmes/all.ts';

/** What a person is paid for one month over all programmes, and what cannot be told: a fact missing or a standard not released. */
export type Worth = { fen: Fen; untold: boolean };

/** The worth of one month of a person as the pay run works it out. */
export function worthOf(programmes: readonly Programme[], facts: Facts, month: Month, terms: Terms): Worth {
  const concerned = programmes.filter((one) => facts.approvals.some((approval) => one.categories.includes(approval.category)));
  let fen = 0n;
  let untold = false;
  for (const { assessment } of assessAll(concerned, facts, month, terms)) {
    if (assessment.answer === 'unknown' || (assessment.answer === 'yes' && !assessment.rate!.payable)) untold = true;
    else if (assessment.answer === 'yes') fen += assessment.rate!.monthly;
  }
  return { fen, untold };
}

/**
 * What other holds from a month on would change, before they are made: that month without and with them, and what the next run would take back of paid months (`back`) or pay for
 * unpaid ones up to this month (`good`), month by month by the same rules as the run. What they tell of the ledger's word without a month
 * counts as told. 烈士遗属 under 43116 元 a year, stopped from a month that was paid: 3593.00 to 0, and 3593.00 is taken back.
 */
export function effectOf(facts: Facts, holds: Facts['holds'], month: Month, { terms, undecided, since, month: now }: { terms: Terms; undecided: Terms; since: Month; month: Month }, settled: PersonSettled): { before: Worth; after: Worth; back: Fen; good: Fen } {
  const held = { ...facts, holds, approvals: facts.approvals.map((one) => (one.unsaid !== undefined && holds.some((hold) => hold.until === null && (hold.category === null || hold.category === one.category) && (one.unsaid === true || tells(hold.kind, one.unsaid!))) ? { ...one, unsaid: undefined } : one)) } as Facts;
  const last = Math.max(now, month, ...[...settled.months.values()].flatMap((of) => [...of.keys()]));
  const from = settled.since < since || settled.repaid.size > 0 ? settled.since : Math.max(since, january(yearOf(month)));
  const [open, then] = [facts, held].map((one) => openMonthsOf(one, { terms, undecided }, from, last, now, settledFrom(settled, from)));
  let [back, good] = [0n, 0n];
  for (const key of new Set([...open!.keys(), ...then!.keys()])) {
    const [was, is] = [open!.get(key) ?? 0n, then!.get(key) ?? 0n];
    const [less, more] = [least(was, 0n) - least(is, 0n), -least(-is, 0n) + least(-was, 0n)];
    if (less > 0n) back += less;
    if (more > 0n && Number(key.split('/')[1]) <= now) good += more;
  }
  return { before: worthOf(PROGRAMMES, facts, month, terms), after: worthOf(PROGRAMMES, held, month, terms), back, good };
}

const least = (a: Fen, b: Fen): Fen => (a < b ? a : b);

/** What was settled for the months from one on: earlier ones are the same without and with what is thought in, unless something came back that stands against them. */
function settledFrom({ months, repaid, givenBack }: PersonSettled, from: Month): PersonSettled {
  return { since: from, months: new Map([...months].map(([key, of]) => [key, new Map([...of].filter(([month]) => month >= from))])), repaid, ...(givenBack ? { givenBack } : {}) };
}
