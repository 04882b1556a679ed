import { assess } from './assess.ts';
import type { Facts } from './facts.ts';
import type { Month } from './months.ts';
import type { Assessment, Programme, Terms } from './programme.ts';
import { type Due, type Print, type Settled, withYearEnd } from './settle.ts';
import type { Fen } from '#base/pure/fen.ts';

/** Whether an answer may not be paid or taken back by: a fact is missing, or the standard is 待核实 and nobody decided to use it. */
export const untold = (one: Assessment): boolean => one.answer === 'unknown' || (one.answer === 'yes' && !one.rate!.payable);

/** A December holds at most so many fen more than an ordinary month, for the rounding of its year. */
const YEAR_END = 6n;

/**
 * What the months of a programme are due to one person: as the rules answer, a month that cannot be told as it was settled. A month that was paid by a standard still 待核实 keeps what that standard gives
 * and no more (docs/rulings/0009-benefit-standards.md); such months stand in `kept`. 八级因战 paid 2118 元 ahead of 2056 元: kept; paid 3355 元 as 七级: 2118 元 is due.
 */
export function dueMonths(programme: Programme, facts: Facts, months: ReadonlyMap<Month, Assessment>, before: ReadonlyMap<Month, Settled>, undecided: Terms, print: (one: Assessment) => Print): { due: Map<Month, Due>; kept: Month[] } {
  const kept = new Map<Month, Fen>();
  const told = new Map<Month, Due>();
  for (const [month, one] of months) {
    if (untold(one)) continue;
    const ahead = paidAhead(programme, facts, month, one, before.get(month), undecided);
    if (ahead !== undefined) kept.set(month, ahead);
    else told.set(month, one.answer === 'yes' ? { fen: one.rate!.monthly, twelfths: one.rate!.twelfths, print: print(one) } : { fen: 0n, twelfths: 0n, print: print(one) });
  }
  const due = withYearEnd(told);
  for (const [month, one] of months) if (!told.has(month)) due.set(month, { fen: kept.get(month) ?? before.get(month)?.fen ?? 0n, twelfths: 0n, print: print(one) });
  return { due, kept: [...kept.keys()] };
}

/** What a month keeps that was paid higher than the standard that payments go by, while a newer one waits to be decided on: the county may have paid by the very notice that is missing here. */
function paidAhead(programme: Programme, facts: Facts, month: Month, one: Assessment, before: Settled | undefined, undecided: Terms): Fen | undefined {
  if (one.answer !== 'yes' || before === undefined || before.fen <= one.rate!.monthly) return undefined;
  const higher = assess(programme, facts, month, undecided).rate;
  if (higher?.payable !== false || higher.monthly <= one.rate!.monthly) return undefined;
  return before.fen <= higher.monthly + YEAR_END ? before.fen : higher.monthly;
}
