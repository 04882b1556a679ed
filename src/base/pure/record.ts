import type { CodeList } from './codes.ts';
import type { Day } from './day.ts';

/** The kinds of field a record may have; each decides storage, form control, list cell, import reading and mask. */
export type FieldKind =
  | 'text' | 'note' | 'day' | 'partialDay' | 'integer' | 'fen' | 'boolean' | 'code' | 'codes' | 'reference' | 'division'
  | 'citizenId' | 'phone' | 'bankCard' | 'creditCode';

type Options = {
  /** Must be filled in. */
  required?: boolean;
  /** Other column headers that mean this field in a sheet. */
  synonyms?: readonly string[];
  /** A sentence under the control, for official terms. */
  help?: string;
  /** Longest text (characters), or largest integer. */
  max?: number;
  min?: number;
  /** Stored encrypted with a blind index, masked wherever shown (class S2 of the privacy rules). */
  sealed?: boolean;
  /** How a sealed text is masked where its kind does not say (an address kept to the village). */
  mask?: 'name' | 'address';
  /** Answered as empty where this sealed field is filled: both together would give the whole of it (a birth date beside a masked citizen id). */
  withheldBeside?: string;
  /** Only the last so many digits of a long number are kept (a card's): a longer one typed is refused, a sheet's is cut and said so. */
  tail?: number;
  /** What a new form begins with: the day it is filled in, or who fills it in; changed freely. */
  begins?: 'today' | 'writer';
  /** Written by the product, never typed or imported. */
  derived?: boolean;
  /** Names a row or a thing for the product alone: no page, form, query or column shows it; pages say in words what it names. */
  technical?: boolean;
  /** A text that is one of a list which the console fetches under this name (the names of ledgers): chosen, not typed. */
  offered?: 'ledgers';
  /** The law or document that needs a sensitive field. */
  basis?: string;
  /** The heading under which forms and detail pages put the field. */
  section?: string;
};

/** One field of a record: label, kind and how it behaves. `R` says whether it is required. */
export type Field<K extends FieldKind = FieldKind, R extends boolean = boolean> = Omit<Options, 'required'> & {
  kind: K;
  label: string;
  required: R;
  codes?: CodeList;
  /** For a reference: the record pointed to (a function, so that records may point at each other). */
  of?: () => RecordType;
};

export type Fields = Record<string, Field>;

type Builder<K extends FieldKind> = {
  (label: string, options: Options & { required: true }): Field<K, true>;
  (label: string, options?: Options): Field<K, false>;
};
const plain = <K extends FieldKind>(kind: K, preset: Options = {}): Builder<K> =>
  ((label: string, options: Options = {}) => ({ required: false, ...preset, ...options, kind, label })) as Builder<K>;

type CodeBuilder<K extends FieldKind> = {
  (label: string, codes: CodeList, options: Options & { required: true }): Field<K, true>;
  (label: string, codes: CodeList, options?: Options): Field<K, false>;
};
const coded = <K extends FieldKind>(kind: K): CodeBuilder<K> =>
  ((label: string, codes: CodeList, options: Options = {}) => ({ required: false, ...options, kind, label, codes })) as CodeBuilder<K>;

type ReferenceBuilder = {
  (label: string, of: () => RecordType, options: Options & { required: true }): Field<'reference', true>;
  (label: string, of: () => RecordType, options?: Options): Field<'reference', false>;
};

/** The field builders: `field.text('姓名', { required: true })`. */
export const field = {
  text: plain('text'),
  note: plain('note'),
  day: plain('day'),
  /** A day of which sometimes only month or year is known (入伍时间): stored as YYYY, YYYY-MM or YYYY-MM-DD. */
  partialDay: plain('partialDay'),
  integer: plain('integer'),
  fen: plain('fen'),
  boolean: plain('boolean'),
  code: coded('code'),
  codes: coded('codes'),
  division: plain('division'),
  citizenId: plain('citizenId', { sealed: true }),
  phone: plain('phone', { sealed: true }),
  bankCard: plain('bankCard', { sealed: true }),
  creditCode: plain('creditCode'),
  reference: ((label: string, of: () => RecordType, options: Options = {}) =>
    ({ required: false, ...options, kind: 'reference', label, of })) as ReferenceBuilder,
};

/** A cross-field finding: the field it belongs to, and the sentence; a warning does not stop a write. */
export type Problem = { field: string; message: string; warning?: boolean };

/** What a record is: its table, fields and behaviour in lists, forms, imports and exports. One declaration serves all of them. */
export type RecordType<F extends Fields = Fields> = {
  /** `module.noun`, e.g. `care.visit`; also its table `module.noun` in PostgreSQL. */
  name: string;
  /** Where its REST operations and its console page live: `/care/visits`. */
  path: `/${string}`;
  /** What a clerk calls one of them: 走访记录. */
  label: string;
  /** What a clerk calls the ledger: 走访台账. */
  ledger: string;
  fields: F;
  /** The field that names a row in references and messages. */
  title: string;
  /** Columns of the list, in order. */
  list: readonly string[];
  /** Fields offered in the query form, the common ones first. */
  filters: readonly string[];
  /** Text fields and references that the search box looks into. */
  search: readonly string[];
  /** Order when none is asked: a field, `-` before it for descending. */
  sort: string;
  /** Orders offered besides those of the columns, by what the server calls them: a name by its strokes. */
  orders?: readonly { sort: string; label: string }[];
  /** Fields that tell whether a row of a sheet is one we already have. */
  identity: readonly string[];
  /** `division`: seen only within the division; `county`: facts without persons, seen county-wide, written within the division. */
  reach: 'division' | 'county';
  /** Only whoever is placed at the county writes it, by hand or by import; the stations see it. */
  keptBy?: 'county';
  /** Opening one row is reading a personal file, and audited. */
  personal: boolean;
  /** The reference whose division the row takes; otherwise the row is placed by `divisionCode` or at the writer's unit. */
  placedBy?: string;
  /** How a row appears on the timeline of the person it refers to: its day, and the fields that say what was done. */
  timeline?: { on: string; show: readonly string[] };
  /** Fields worked out from the others before every write; pure. */
  derive?: (row: Values) => Values;
  /** Findings across fields; pure. `today` is the day of the act. */
  check?: (row: Values, today: Day) => Problem[];
};

/** Field values by field name, before or after checking. */
export type Values = Record<string, unknown>;

type ValueOf<K extends FieldKind> = K extends 'integer' ? number : K extends 'boolean' ? boolean : K extends 'codes' ? string[] : string;

/** A row as lists and detail pages receive it: fen as text of an integer, sealed fields masked, references with their title in `labels`. */
export type RowOf<T extends RecordType> = RowHead & {
  [K in keyof T['fields']]: T['fields'][K] extends Field<infer Kind, infer R> ? (R extends true ? ValueOf<Kind> : ValueOf<Kind> | null) : never;
};

/** What every row has besides its fields. */
export type RowHead = {
  id: string;
  version: number;
  divisionCode: string;
  createdAt: string;
  updatedAt: string;
  /** Titles of references and of the division, by field name (`divisionCode` for the division). */
  labels: Record<string, string>;
};

/** Holds a declaration to names of its own fields. */
type Named<N extends string> = { title: N; list: readonly N[]; filters: readonly N[]; search: readonly N[]; identity: readonly N[]; placedBy?: N };

/** Declares a record; gives the literal types of its fields. */
export function record<const F extends Fields>(declaration: RecordType<F> & Named<keyof F & string>): RecordType<F> {
  return declaration;
}

/** Fields that a person types (not derived), with their names. */
export function typedFields(type: RecordType): [string, Field][] {
  return Object.entries(type.fields).filter(([, one]) => !one.derived);
}

const columnNames = new Map<string, string>();

/** The column name of a field in PostgreSQL. Remembered: every value of every row passes here. */
export function columnOf(name: string): string {
  const known = columnNames.get(name) ?? name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  columnNames.set(name, known);
  return known;
}
