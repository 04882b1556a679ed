import { ageOn, type Day } from '#base/pure/day.ts';
import type { Limits } from '../schema/limits.ts';

/** A sealed text by its blind index: whether it is there, and whether it has changed. */
export type Mark = string | null;

/** What the rules read of one person: the file itself with sealed numbers in the clear (never kept), and the rows of other ledgers about them. */
export type PersonFile = {
  id: string; divisionCode: string; name: string; citizenId: string | null; sex: string | null; birthOn: Day | null; roles: string[]; state: string;
  ethnicity: string | null; politicalStatus: string | null; education: string | null; marriage: string | null;
  mobile: string | null; phone: string | null; emergencyContact: string | null; emergencyPhone: string | null;
  hukouKind: string | null; hukouAddress: Mark; residenceAddress: Mark; householdId: string | null; householdRelation: string | null;
  enlistedOn: string | null; dischargedOn: string | null; serviceYears: number | null; branch: string | null; rank: string | null; dischargeCertNo: Mark;
  settlement: string | null; settledOn: string | null; reportedOn: Day | null; receivingUnit: string | null;
  disabilityGrade: string | null; disabilityNature: string | null; disabilityCertNo: Mark;
  bankName: string | null; bankHolder: string | null; bankAccount: string | null;
  registeredOn: Day | null; changedOn: Day | null; diedOn: Day | null; updatedOn: Day;
  roleRows: RoleRow[]; recipients: RecipientRow[]; plaques: PlaqueRow[]; cards: CardRow[]; profile: { id: string; status: string; confirmedOn: Day } | null;
  /** The latest month paid and the row it stands in. */
  lastPayment: { id: string; month: string } | null;
  /** How many living files, this one included, hold the same number; and whether one of the same name and birth day lies in another village. */
  shared: { mobile: number; bankAccount: number; dischargeCertNo: number; disabilityCertNo: number; nameBirth: number; elsewhere: boolean };
};
export type RoleRow = { id: string; role: string; status: string; fromOn: string | null; basis: string | null; document: string | null; note: string | null; updatedOn: Day };
export type RecipientRow = { id: string; category: string; state: string; grade: string | null; startedOn: string | null; endedOn: string | null; basis: string | null; hasAccount: boolean };
export type PlaqueRow = { id: string; hungOn: Day; cancelledOn: Day | null; keptAfterDeath: boolean };

export type CardRow = { id: string; state: string; expiresOn: Day | null };

/** What the rules read of one household. */
export type HouseholdFile = { id: string; divisionCode: string; headName: string; hasAddress: boolean; members: number | null; persons: { name: string; relation: string | null; state: string }[] };

/** The day of the judgement and the county's limits. */
export type Given = { today: Day; limits: Limits };

/** Where a rule found something: the row (the file itself where none is named), and short words about it without sensitive values. */
export type Found = { rowId?: string; facts?: string };

/** One quality rule: what it is called, how it is to be dealt with and by whom, the sentence shown, the fields it reads, and its judgement: pure, of the record and never of the person. */
export type Rule<F> = {
  key: string;
  title: string;
  severity: 'must' | 'check' | 'fill';
  /** Who usually has the papers to mend it. */
  level: 'village' | 'township' | 'county';
  sentence: string;
  /** The record whose row is to be mended. */
  record: string;
  /** Fields of that record which the rule reads; the first is where the form opens, and a change of any ends a waiver. */
  fields: readonly string[];
  /** `row`: from one file alone; `set`: from several files at once. */
  kind: 'row' | 'set';
  judge: (file: F, given: Given) => Found[];
};

export type PersonRule = Rule<PersonFile>;
export type HouseholdRule = Rule<HouseholdFile>;

/** One finding on the file itself where the condition holds. */
export const when = (condition: unknown, facts?: string): Found[] => (condition ? [{ facts }] : []);

/** Whether a file is served now: 在册 or 待核实. */
export const isLive = (file: { state: string }): boolean => file.state === 'registered' || file.state === 'unverified';

export const holds = (file: PersonFile, roles: readonly string[]): boolean => file.roles.some((role) => roles.includes(role));

/** 周岁 on the day; undefined where the birth day is missing. */
export const ageOf = (file: PersonFile, on: Day): number | undefined => (file.birthOn ? ageOn(file.birthOn, on) : undefined);

/** The latest day that a partial day may mean: 1970 → 1970-12-31, 1970-05 → 1970-05-31. Text only: compared, never shown. */
export const latest = (day: string): string => (day.length === 10 ? day : `${day}${day.length === 4 ? '-12' : ''}-31`);
/** The earliest day that a partial day may mean. */
export const earliest = (day: string): string => (day.length === 10 ? day : `${day}${day.length === 4 ? '-01' : ''}-01`);
