import { type Day, daysBetween } from '#base/pure/day.ts';
import { eligibilityOf } from '#modules/recognition/rules/eligibility.ts';
import { assessAll } from './assess.ts';
import type { Approval, Facts } from './facts.ts';
import { daysOf, type Month, monthOf } from './months.ts';
import type { Programme, Terms } from './programme.ts';
import { PAYABLE, PROGRAMMES } from './programmes/all.ts';
import { type Around, firstDay, lastMonthByAge, prospectsOf, wouldBe } from './prospects.ts';
import { type StandardRow, rateKey } from './rates.ts';

/** One month of one programme: who draws and how much, who comes in and goes against the month before, whose standard is 待核实, who cannot be told, and what 应享未享 would add. */
export type ForecastMonth = { month: Month; count: number; fen: bigint; entering: number; leaving: number; uncertain: number; untold: number; owedCount: number; owedFen: bigint };
/** How far the forecast looks. */
export const FORECAST_MONTHS = 24;
/** Month of the year from which a year's standards have effect (since 2018: August). */
const STANDARDS_MONTH = '08';

/**
 * The standards in force with one visible assumption: every August they grow by so many percent of what stands then, from the first August of this year or later that has no row yet. 40260 元 a
 * year since last August with 5 %: 42273.00 元 from the next, 44386.65 元 from the one after; where this August's notice is in force, from next year's. Zero adds nothing.
 */
export function grown(rows: readonly StandardRow[], today: Day, percent: number): StandardRow[] {
  const known = rows.filter((row) => (row.publishedOn ?? row.effectiveOn) <= today);
  if (percent === 0) return known;
  const latest = new Map<string, StandardRow>();
  for (const row of known) {
    const place = `${rateKey(row.category, row.variant, row.grade, row.nature)}|${row.reach}|${row.kind}|${row.addon ?? ''}`;
    const other = latest.get(place);
    if (!other || row.effectiveOn > other.effectiveOn) latest.set(place, row);
  }
  const [points, whole] = [BigInt(Math.round(percent * 100)), 10_000n];
  const year = Number(today.slice(0, 4));
  const later = [...latest.values()].flatMap((row) => {
    const first = row.effectiveOn >= `${year}-${STANDARDS_MONTH}` ? year + 1 : year;
    return [0, 1, 2, 3].filter((step) => first + step <= year + 2).map((step) => {
      const [up, down] = [(whole + points) ** BigInt(step + 1), whole ** BigInt(step + 1)];
      return { ...row, effectiveOn: `${first + step}-${STANDARDS_MONTH}-01`, publishedOn: null, amount: (row.amount * up * 2n + down) / (down * 2n) };
    });
  });
  return [...known, ...later];
}

type Sum = Map<string, ForecastMonth[]>;

/** What each programme costs in the coming months, by the same rules month by month. Nobody is assumed to die, move or be newly found: only ages and known ends change who draws. */
export class ForecastSums {
  readonly #terms: Terms;
  readonly #first: Month;
  readonly #sums: Sum;

  /** `terms` with the standards of `grown`; the first month is the one after today's. */
  constructor(terms: Terms) {
    this.#terms = terms;
    this.#first = monthOf(terms.today) + 1;
    this.#sums = new Map(PAYABLE.filter((one) => one.rhythm !== 'once').map((one) => [one.key, Array.from({ length: FORECAST_MONTHS }, (_, at) => ({ month: this.#first + at, count: 0, fen: 0n, entering: 0, leaving: 0, uncertain: 0, untold: 0, owedCount: 0, owedFen: 0n }))]));
  }

  /** The first month of the forecast. */
  get first(): Month { return this.#first; }
  /** The last month of the forecast. */
  get last(): Month { return this.#first + FORECAST_MONTHS - 1; }

  /** Adds a sum that is paid once, in its month; `fen` null: a fact of it is missing. Outside the months it adds nothing. */
  addSum(programme: string, { month, fen, certain }: { month: Month; fen: bigint | null; certain: boolean }): void {
    const sum = this.#sums.get(programme)?.[month - this.#first];
    if (!sum) return;
    if (fen === null) { sum.untold += 1; return; }
    sum.count += 1;
    sum.entering += 1;
    sum.fen += fen;
    if (!certain) sum.uncertain += 1;
  }

  /** Adds one person. */
  add(facts: Facts, around: Around): void {
    const own = facts.approvals.map((one) => endedByAge(facts, one, this.#terms));
    const coming = comingOf(facts, around, this.#terms, this.#first + FORECAST_MONTHS - 1);
    const base = { ...facts, approvals: [...own, ...coming.soon] };
    if (base.approvals.length > 0) this.#months(base, (sum, found, before) => count(sum, found, before));
    if (coming.owed.length > 0) this.#owed(base, coming.owed);
  }

  #months(facts: Facts, each: (sum: ForecastMonth, found: Found, before: boolean) => void): void {
    const concerned = PROGRAMMES.filter((one) => one.rhythm === 'monthly' && facts.approvals.some((approval) => one.categories.includes(approval.category)));
    const before = new Set(assessAll(concerned, facts, this.#first - 1, this.#terms).filter((one) => one.assessment.answer === 'yes').map((one) => one.programme.key));
    for (let at = 0; at < FORECAST_MONTHS; at += 1) {
      for (const { programme, assessment } of assessAll(concerned, facts, this.#first + at, this.#terms)) {
        each(this.#sums.get(programme.key)![at]!, assessment, before.has(programme.key));
        if (assessment.answer === 'yes') before.add(programme.key);
        else before.delete(programme.key);
      }
    }
  }

  /** What is added if everything owed were approved for the first month: the difference to what is drawn anyway. */
  #owed(base: Facts, owed: readonly Approval[]): void {
    const approved = { ...base, approvals: [...base.approvals, ...owed] };
    const concerned = PROGRAMMES.filter((one) => one.rhythm === 'monthly' && approved.approvals.some((approval) => one.categories.includes(approval.category)));
    for (let at = 0; at < FORECAST_MONTHS; at += 1) {
      const drawn = new Map(assessAll(concerned, base, this.#first + at, this.#terms).map((one) => [one.programme, one.assessment.rate?.monthly ?? 0n]));
      for (const { programme, assessment } of assessAll(concerned, approved, this.#first + at, this.#terms)) {
        const more = (assessment.rate?.monthly ?? 0n) - drawn.get(programme)!;
        const sum = this.#sums.get(programme.key)![at]!;
        if (more !== 0n) sum.owedFen += more;
        if (more > 0n) sum.owedCount += 1;
      }
    }
  }

  /** The programmes in which anybody draws, or would. */
  result(): { programme: Programme; months: ForecastMonth[] }[] {
    return PAYABLE.flatMap((programme) => {
      const months = this.#sums.get(programme.key);
      return months?.some((one) => one.count + one.untold + one.owedCount > 0) ? [{ programme, months }] : [];
    });
  }
}

type Found = ReturnType<typeof assessAll>[number]['assessment'];

function count(sum: ForecastMonth, { answer, rate }: Found, before: boolean): void {
  if (answer === 'yes') {
    sum.count += 1;
    sum.fen += rate!.monthly;
    if (!rate!.payable) sum.uncertain += 1;
    if (!before) sum.entering += 1;
  } else {
    if (before) sum.leaving += 1;
    if (answer === 'unknown') sum.untold += 1;
  }
}

/** An approval that ends with an age (子女满18周岁) unless papers show a ground to go on: the forecast counts it to the month of that birthday. */
function endedByAge(facts: Facts, approval: Approval, terms: Terms): Approval {
  const last = lastMonthByAge(facts, approval, terms, FORECAST_MONTHS + 1);
  return last === null || (approval.until !== null && approval.until <= last) ? approval : { ...approval, until: last };
}

/** Approvals that come with an age within the months, from the month in which it is reached, and those that are owed already. */
function comingOf(facts: Facts, around: Around, terms: Terms, last: Month): { soon: Approval[]; owed: Approval[] } {
  const first = monthOf(terms.today) + 1;
  const horizon = daysOf(last).last;
  const days = daysBetween(terms.today, horizon);
  const now = prospectsOf(facts, around, terms).filter((one) => one.list === 'owed' && one.category !== null && one.dueOn === null);
  const owed = now.map((one) => wouldBe(one.category!, around, first));
  const then = prospectsOf(facts, around, { ...terms, today: horizon }).filter((one) => one.list === 'owed' && one.kind !== null && one.category !== null && !now.some((other) => other.programme === one.programme));
  const soon = then.map(({ kind, category }) => {
    const day = firstDay(terms.today, days, (on) => eligibilityOf(facts.register, { kind: kind!, role: category!, appliedOn: on, today: on, part: terms.part }).verdict === 'meets');
    return wouldBe(category!, around, Math.max(first, monthOf(day)));
  });
  return { soon, owed };
}
