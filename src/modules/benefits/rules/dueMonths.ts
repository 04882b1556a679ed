import type { Fen } from '#base/pure/fen.ts';
import { type Answer, assess, assessAll } from './assess.ts';
import type { Facts } from './facts.ts';
import type { Month } from './months.ts';
import type { Assessment, Programme, Terms } from './programme.ts';
import { PROGRAMMES } from './programmes/all.ts';
import { beyondOwed, type Due, type MonthChange, type Print, type Repaid, settle, type Settled, withRepayments, withYearEnd, YEAR_END } from './settle.ts';

/** Whether an answer may not be paid or taken back by: a fact is missing, or the standard is 待核实 and nobody decided to use it. */
export const untold = (one: Assessment): boolean => one.answer === 'unknown' || (one.answer === 'yes' && !one.rate!.payable);

/** The months of one person in the programmes that concern them, as they are due now; a month that cannot be told stays as it was settled. A programme that was settled for somebody who has no approval in it (any more) has no months: all of it was paid too much. */
export function dueOf(programmes: readonly Programme[], facts: Facts, terms: Terms, since: Month, last: Month, isSettled: (programme: Programme) => boolean = () => false): Map<Programme, Map<Month, Assessment>> {
  const concerned = PROGRAMMES.filter((one) => facts.approvals.some((approval) => one.categories.includes(approval.category)));
  const wanted = new Map(programmes.filter((one) => concerned.includes(one) || isSettled(one)).map((one) => [one, new Map<Month, Assessment>()]));
  const earliest = Math.min(...facts.approvals.map((one) => one.from ?? since));
  for (let month = Math.max(since, earliest); month <= last; month += 1) {
    for (const { programme, assessment } of assessAll(concerned, facts, month, terms) as Answer[]) wanted.get(programme)?.set(month, assessment);
  }
  return wanted;
}

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
  if (one.answer !== 'yes' || before === undefined || before.fen - (before.givenBack ?? 0n) <= one.rate!.monthly) return undefined;
  const higher = assess(programme, facts, month, undecided).rate;
  if (higher?.payable !== false || higher.monthly <= one.rate!.monthly) return undefined;
  const own = before.fen - (before.givenBack ?? 0n);
  return own <= higher.monthly + YEAR_END ? own : higher.monthly;
}

/** By programme, or by the id of an approved sum, what one person's months were settled with from `since` on (`givenBack`: what of that was money given back), and what came back of them. Whoever ever paid something back is looked at from the first month that is settled here. */
export type PersonSettled = { since: Month; months: ReadonlyMap<string, ReadonlyMap<Month, Fen>>; repaid: ReadonlyMap<string, Repaid>; givenBack?: ReadonlyMap<string, ReadonlyMap<Month, Fen>> };

const SETTLED: Print = { because: 'due', approval: null, graded: null, standards: [], detail: null };

/** What a run up to `last` would find of one programme of a person: what its months are due, and how that differs from what was settled, less what was paid back of it; money given back stands in the month `now`. */
export function openMonths(programme: Programme, facts: Facts, months: ReadonlyMap<Month, Assessment>, settled: PersonSettled, undecided: Terms, last: Month, now = last): { worth: Map<Month, Due>; items: MonthChange[] } {
  const before = new Map([...(settled.months.get(programme.key) ?? [])].map(([at, fen]): [Month, Settled] => [at, { fen, print: SETTLED, givenBack: settled.givenBack?.get(programme.key)?.get(at) ?? 0n }]));
  const { due: worth } = dueMonths(programme, facts, months, before, undecided, ({ because }) => ({ ...SETTLED, because }));
  const items = settle(worth, before, last, last);
  const repaid = settled.repaid.get(programme.key) ?? { fen: 0n, unnamed: 0n, named: [] };
  const beyond = beyondOwed(items, repaid, programme.rhythm === 'monthly' && (worth.get(now)?.fen ?? 0n) > 0n);
  return { worth, items: withRepayments(items, repaid.fen - beyond, now, repaid.named) };
}

/** By `programme/month`, what a run up to `last` would still pay one person, or take back of what was paid, in fen; money given back stands in the month `now`. */
export function openMonthsOf(facts: Facts, { terms, undecided }: { terms: Terms; undecided: Terms }, since: Month, last: Month, now: Month, settled: PersonSettled): Map<string, Fen> {
  const found = new Map<string, Fen>();
  for (const [programme, months] of dueOf(PROGRAMMES, facts, terms, since, last)) {
    for (const { month, fen } of openMonths(programme, facts, months, settled, undecided, last, now).items) found.set(`${programme.key}/${month}`, (found.get(`${programme.key}/${month}`) ?? 0n) + fen);
  }
  return found;
}
