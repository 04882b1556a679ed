import type { RawBuilder } from 'kysely';
import type { RecordType, Values } from '#base/pure/record.ts';
import type { Act } from '../house.ts';
import type { Keys } from '../keys.ts';
import type { Columns } from './columns.ts';

/** A record as the server keeps it: its declaration and what only the server knows about it. */
export type Store = {
  type: RecordType;
  /** A better search than `contains` on the declared fields: a condition on alias `r`. */
  search?: (term: string, act: Act) => RawBuilder<unknown>;
  /** Fields whose filter is more than equality on a column: a condition on alias `r`. */
  filters?: Record<string, (values: string[]) => RawBuilder<unknown>>;
  /** SQL on alias `r` for derived fields that are worked out when read, by field name. */
  computed?: Record<string, RawBuilder<unknown>>;
  /** Further columns of the table, worked out from the whole row with the keys at every write (by hand and by import); in no answer and no history. */
  columns?: (values: Values, keys: Keys) => Columns;
  /** How sheets of other ledgers name a row of this record; without it, by its title alone. */
  match?: Match;
  /** Last check before one row is written by hand; refuses. Not called by imports: put what imports need into `type.check`. */
  beforeWrite?: (act: Act, values: Values, id: string) => Promise<void>;
  /** Upkeep after rows were written (one by hand, thousands by import): `rows` is a condition on the record's own table, alias `r`. Set-based. */
  afterWrite?: (act: Act, rows: RawBuilder<unknown>) => Promise<void>;
  /** Upkeep before rows go (one by hand, a whole batch when an import is undone), or a refusal; `rows` as in `afterWrite`. */
  beforeRemove?: (act: Act, rows: RawBuilder<unknown>) => Promise<void>;
};

/** How rows of other ledgers' sheets name a row of this record, where its title alone is not enough. */
export type Match = {
  /** Columns that a sheet may bring for it. */
  columns: { key: string; label: string; synonyms: readonly string[] }[];
  /** One answer per wanted row, in order; within the act's scope. */
  find: (act: Act, wanted: Record<string, string>[]) => Promise<Found[]>;
};

/** What matching found: one row, several to choose from, or nothing with the reason in Chinese. */
export type Found = { id: string; divisionCode: string } | { candidates: string[]; reason: string } | { reason: string };

/** Declares a store; the plain case needs nothing but the record. */
export function store(type: RecordType, extra: Omit<Store, 'type'> = {}): Store {
  return { type, ...extra };
}
