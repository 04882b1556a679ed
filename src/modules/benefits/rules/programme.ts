import type { Day } from '#base/pure/day.ts';
import type { Kind } from '#modules/recognition/schema/codes.ts';
import type { PartYear } from '#modules/registry/rules.ts';
import type { Approval, Facts, Missing } from './facts.ts';
import type { Month } from './months.ts';
import type { Rate, Rates } from './rates.ts';

/** What a month is judged under: the standards known, the county's settings, and the day of asking. */
export type Terms = { rates: Rates; part: PartYear; today: Day; stack: StackMatrix };

/** Which regular benefits may be drawn beside each other, as pairs of programmes; of all others the highest is paid (RULE-15). */
export type StackMatrix = readonly (readonly [string, string])[];

/** Why a benefit is or is not due, as a word that `words.ts` makes a sentence of. */
export type Because =
  | 'due' | 'notApproved' | 'notYet' | 'ended' | 'died' | 'moved' | 'stopped' | 'suspended' | 'cancelled' | 'higher' | 'noGrade' | 'hospital' | 'notGraded' | 'alive' | 'otherMonth' | 'withdrawn' | 'payeeDied' | 'missing';

/**
 * The answer of one programme for one person and one month, with all that it rests on. `yes`: due, with its amount; `no`: not due, because;
 * `unknown`: cannot be told, because the facts in `missing` are not there.
 */
export type Assessment = {
  answer: 'yes' | 'no' | 'unknown';
  because: Because;
  rate: Rate | null;
  approval: Approval | null;
  missing: readonly Missing[];
  /** What the words need beyond the facts: the month of an end, the reason of a hold, the programme that is paid instead; of an approved sum its arithmetic. */
  detail: string | null;
};

/**
 * One kind of money that a person may draw (发放项目), declared: whose it is, what it rests on and how a month is worked out. A new programme is
 * one more declaration with its test; the engine, the runs, the lists and the screens take it from here.
 */
export type Programme = {
  key: string;
  label: string;
  /** Identities (registry's RoleCode) that draw it. */
  categories: readonly string[];
  /** Raised when the reading of the rule changes; runs keep the one they were frozen with. */
  version: number;
  rules: readonly string[];
  citation: string;
  /** `monthly`: every month while it lasts; `once`: in the one month that `onceIn` gives; `approved`: sum by sum, each in its month, as a second person approved it (`entitlements.ts`). */
  rhythm: 'monthly' | 'once' | 'approved';
  /** Whether it is one of the regular benefits of which only the highest is paid. */
  exclusive: boolean;
  /** Gives way to any other regular benefit, whatever the amounts (农村籍). */
  yields?: true;
  /** The recognition that opens it, by identity; what its conditions are judged by where nothing is approved. */
  recognition: Readonly<Record<string, Kind>>;
  /** The rate of a month for an approved benefit, or the fact or facts that are missing, or why there is none. */
  rate(facts: Facts, approval: Approval, month: Month, terms: Terms): Rate | Missing | readonly Missing[] | Because;
  /** The one month of a programme that is paid once. */
  onceIn?(facts: Facts): Month | null;
};
