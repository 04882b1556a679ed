import type { Fen } from '#base/pure/fen.ts';
import { december, january, type Month, yearOf } from './months.ts';

/** What one month is worth now: rounded, exact in twelfths of a fen, and a short print of what it rests on, so that a later run can say what changed. */
export type Due = { fen: Fen; twelfths: Fen; print: Print };
/** What a due month rested on: approval, grade and nature, standards, the names of 逐人增发 where there are any, or why nothing was due. */
export type Print = { because: string; approval: string | null; graded: string | null; standards: readonly string[]; addons?: string; detail: string | null; givenBack?: string };
/** What earlier runs, returns and repayments left settled for a month, what the last of them rested on, and why it was. */
export type Settled = { fen: Fen; print: Print; cause?: Cause; givenBack?: Fen };

/** Why a month's amount is in a run: its own month, or a fact that came late. */
export type Cause = 'regular' | 'repaid' | 'settlement' | 'standard' | 'addon' | 'grade' | 'late' | 'returned' | 'died' | 'moved' | 'stopped' | 'suspended' | 'cancelled' | 'withdrawn' | 'resumed' | 'ended' | 'higher' | 'corrected';
/** One month of a line: what is added to, or taken back from, what was settled before; `givenBack` is the part that came back without having been overpaid. */
export type MonthChange = { month: Month; fen: Fen; cause: Cause; was: Fen; now: Fen; givenBack?: Fen };

/** How overpaid money is taken back: at most so many percent of a line, leaving at least `floor` fen of it. */
export type RecoveryTerms = { percent: number; floor: Fen };
/** Money paid once that moves to another month is set off whole: there is no later month to spread it over. */
export const IN_FULL: RecoveryTerms = { percent: 100, floor: 0n };

/** A December holds at most so many fen more or less than an ordinary month, for the rounding of its year. */
export const YEAR_END = 6n;

/** A month in which nothing is due, because nothing was approved. */
export const NOTHING_DUE: Due = { fen: 0n, twelfths: 0n, print: { because: 'notApproved', approval: null, graded: null, standards: [], detail: null } };

/**
 * The due months of one person and programme with the difference of rounding in each December: the twelve rounded months of a calendar year come to the
 * exact yearly amount (docs/rulings/0010-benefit-months.md). 十级因公 under 11390 元 a year: eleven months of 949.17 and a December of 949.13 are 11390.00 (T8).
 */
export function withYearEnd(due: ReadonlyMap<Month, Due>): Map<Month, Due> {
  const made = new Map(due);
  for (const [month, one] of due) {
    if (month % 12 !== 11 || one.fen === 0n) continue;
    let [exact, rounded] = [0n, 0n];
    for (let each = january(yearOf(month)); each <= december(yearOf(month)); each += 1) {
      const part = due.get(each);
      if (!part) continue;
      exact += part.twelfths;
      rounded += part.fen;
    }
    made.set(month, { ...one, fen: one.fen + (exact + 6n) / 12n - rounded });
  }
  return made;
}

/**
 * What a run for the months from `first` to `last` owes one person in one programme: for every month up to the last, what is due now less what was settled. Late facts thus become arrears or
 * recoveries with their months by themselves, and nothing is ever paid twice (RULE-19, RULE-21). 七级因战 first paid by the notice of 2025 in 2026-03:
 * 3355.00 and seven months of 98.00 from 2025-08, 686.00 (T1).
 */
export function settle(due: ReadonlyMap<Month, Due>, settled: ReadonlyMap<Month, Settled>, first: Month, last: Month): MonthChange[] {
  const months = [...new Set([...due.keys(), ...settled.keys()])].filter((month) => month <= last).sort((a, b) => a - b);
  return months.flatMap((month): MonthChange[] => {
    const [now, was] = [due.get(month) ?? NOTHING_DUE, settled.get(month)];
    const fen = now.fen - (was?.fen ?? 0n);
    if (fen === 0n) return [];
    return [{ month, fen, cause: causeOf(now, was, month >= first, month), was: was?.fen ?? 0n, now: now.fen }];
  });
}

const ENDS: Readonly<Record<string, Cause>> = { died: 'died', moved: 'moved', stopped: 'stopped', suspended: 'suspended', cancelled: 'cancelled', withdrawn: 'withdrawn', payeeDied: 'died', ended: 'ended', higher: 'higher', notYet: 'corrected', notApproved: 'corrected' };

function causeOf(now: Due, was: Settled | undefined, ofPeriod: boolean, month: Month): Cause {
  if (!was) return ofPeriod ? 'regular' : 'late';
  if (now.fen === 0n && now.print.because !== 'due') return ENDS[now.print.because] ?? 'corrected';
  if (was.print.because === 'stopped') return 'resumed';
  if (was.print.because === 'returned') return 'returned';
  if (was.print.because !== 'due') return ofPeriod ? 'regular' : 'late';
  const found = changeOf(now.print, was.print);
  const difference = now.fen - was.fen;
  if (found !== 'settlement' || (month % 12 === 11 && difference <= YEAR_END && -difference <= YEAR_END)) return found;
  return was.cause !== undefined && !ORDINARY.includes(was.cause) ? was.cause : 'corrected';
}

/** Causes that say nothing of why a later part is taken back or paid: what differs then was paid twice, or less than it was due. */
const ORDINARY: readonly Cause[] = ['regular', 'settlement', 'late', 'repaid', 'resumed', 'returned'];

/** Why a month that was due before is worth another amount now: another grade, another 逐人增发, another standard, or rounding at the end of a year. */
export function changeOf(now: Print, was: Print): Cause {
  if (now.graded !== was.graded && was.graded !== null) return 'grade';
  if ((now.addons ?? '') !== (was.addons ?? '')) return 'addon';
  if (now.standards.join() !== was.standards.join()) return 'standard';
  return now.approval === was.approval && now.because === was.because && now.detail === was.detail ? 'settlement' : 'corrected';
}

/** What came back of what was paid too much: all of it, the part whose months nobody wrote down or that are not all looked at, what was named for which months, and when the first was written down, in milliseconds. */
export type Repaid = { fen: Fen; unnamed: Fen; named: readonly NamedRepayment[]; first?: number };
/** What came back for some months, both included. */
export type NamedRepayment = { from: Month; to: Month; fen: Fen };

/**
 * What is left of the differences once the person has paid something back: what was named for months stands against those, everything else against the oldest overpaid months; what was paid back
 * beyond them, because a fact was put right since, is given back with the last month (`givenBack`). Overpaid 7186.00 and repaid 3593.00: the second of two months is still owed.
 */
export function withRepayments(items: readonly MonthChange[], repaid: Fen, last: Month, named: readonly NamedRepayment[] = []): MonthChange[] {
  const left = items.map(({ fen }) => fen);
  let pool = repaid;
  const meet = (most: Fen, concerns: (month: Month) => boolean) => {
    let rest = most < pool ? most : pool;
    for (const [at, { month }] of items.entries()) {
      if (left[at]! >= 0n || rest === 0n || !concerns(month)) continue;
      const met = -left[at]! < rest ? -left[at]! : rest;
      left[at]! += met;
      rest -= met;
      pool -= met;
    }
  };
  for (const { from, to, fen } of named) meet(fen, (month) => month >= from && month <= to);
  meet(pool, () => true);
  const kept = items.flatMap((item, at): MonthChange[] => (left[at] === item.fen ? [item] : left[at] === 0n ? [] : [{ ...item, fen: left[at]! }]));
  if (pool === 0n) return kept;
  const own = kept.find((item) => item.month === last);
  if (!own) return [...kept, { month: last, fen: pool, cause: 'repaid', was: 0n, now: 0n, givenBack: pool }];
  return kept.map((item) => (item === own ? { ...item, fen: item.fen + pool, givenBack: pool } : item));
}

/** What of some differences was overpaid, as a positive sum. */
export const overpaidOf = (differences: readonly { fen: Fen }[]): Fen => differences.reduce((sum, one) => (one.fen < 0n ? sum - one.fen : sum), 0n);

/**
 * What somebody paid back beyond what the months looked at were overpaid and does not get back by itself: it was for months before them, or a fact was put right. Nothing is
 * paid out to the dead or gone; whoever still draws has back with the month what came in for months that are named, not what might have been for others.
 */
export function beyondOwed(differences: readonly { fen: Fen }[], repaid: Pick<Repaid, 'fen' | 'unnamed'>, drawing: boolean): Fen {
  const left = repaid.fen - overpaidOf(differences);
  if (left <= 0n) return 0n;
  return drawing && repaid.unnamed < left ? repaid.unnamed : left;
}

/** A month of a line, and what of it is money given back, each for itself. */
export function apart(item: MonthChange): MonthChange[] {
  const { givenBack = 0n, ...rest } = item;
  if (givenBack === 0n) return [item];
  return [...(rest.fen === givenBack ? [] : [{ ...rest, fen: rest.fen - givenBack }]), { ...rest, fen: givenBack, cause: 'repaid' }];
}

/** A line of a run as it is paid: its items after recovery by instalments, and what of the recovery waits for later runs. */
export type Settlement = { items: MonthChange[]; fen: Fen; waiting: Fen };

/**
 * Takes back what was overpaid, oldest month first, by no more than the terms let: of 3355.00 with 30 % at most 1006.50 a run, and never so much that less
 * than the floor is left. Whatever waits stays a difference and comes again with the next run. `against`: what of other benefits already stands against it.
 */
export function instalments(items: readonly MonthChange[], terms: RecoveryTerms, against: Fen = 0n): Settlement {
  const owed = items.filter((item) => item.fen > 0n);
  const gross = owed.reduce((sum, item) => sum + item.fen, -against);
  const share = (gross * BigInt(terms.percent)) / 100n;
  const room = gross - terms.floor;
  let left = room < 0n ? 0n : share < room ? share : room;
  let waiting = 0n;
  const back: MonthChange[] = [];
  for (const item of items.filter((one) => one.fen < 0n)) {
    const taken = -item.fen < left ? -item.fen : left;
    left -= taken;
    waiting += -item.fen - taken;
    if (taken > 0n) back.push({ ...item, fen: -taken });
  }
  const kept = [...owed, ...back].sort((a, b) => a.month - b.month);
  return { items: kept, fen: kept.reduce((sum, item) => sum + item.fen, 0n), waiting };
}
