import type { RawBuilder } from 'kysely';
import type { RecordType, Values } from '#base/pure/record.ts';
import { attachmentsFollow, attachmentsLeave } from '../files/follow.ts';
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
  /** What rows are ordered by where a sort is more than a column (a name by its sound), by the name of the sort. */
  orders?: Record<string, RawBuilder<unknown>>;
  /** Further columns of the table, worked out from the whole row with the keys at every write (by hand and by import); in no answer and no history. */
  columns?: (values: Values, keys: Keys) => Columns;
  /** How sheets of other ledgers name a row of this record; without it, by its title alone. */
  match?: Match;
  /**
   * What becomes of rows whose person's file is merged into another: they go along unless said otherwise. `recomputed`: the product works them out of other
   * records and brings them into step when those are written, so they are neither moved nor compared by id; `stays`: they speak of files, present or merged.
   */
  onMerge?: 'recomputed' | 'stays';
  /** Of two rows that may not both stand after a merge the one of the kept file stays, unless the one that comes along says more; both are rows as the table has them. */
  outranks?: (coming: Columns, standing: Columns) => boolean;
  /** The column that lets two rows stand of which a unique constraint allows one, where a merge brings them together: it then names the file that the coming one was of. For what happened, and may not be set aside. */
  standsBeside?: string;
  /** Columns that upkeep decides by what stands at the time: undoing a merge leaves them as upkeep wrote them, though nobody else changed the row. */
  upkept?: readonly string[];
  /** Before two files (their ids) are merged or parted, and before either is locked: waits for what must not go on beside it, or refuses where rows of this record must be put right first. */
  beforeMerge?: (act: Act, kept: string, gone: string) => Promise<void>;
  /** Last check before one row is written by hand; refuses. Not called by imports: put what imports need into `type.check`. */
  beforeWrite?: (act: Act, values: Values, id: string) => Promise<void>;
  /** Upkeep after rows were written (one by hand, thousands by import). */
  afterWrite?: Upkeep;
  /** Upkeep before rows go (one by hand, a whole batch when an import is undone), or a refusal. */
  beforeRemove?: Upkeep;
};

/** What is done with rows just written, or about to go: `rows` is a condition on the record's own table, alias `r`. Set-based, in the act's own transaction. */
export type Upkeep = (act: Act, rows: RawBuilder<unknown>) => Promise<void>;

/** Upkeep that a module does after rows of a record of a lower module were written, or before they go: what it keeps about them follows at once. */
export type Follower = { record: string; afterWrite?: Upkeep; beforeRemove?: Upkeep };

/** Tells a record's own store, then every module that follows the record, that rows were written; their attachments stay with them. Every way of writing calls it. */
export async function rowsWritten(act: Act, store: Store, rows: RawBuilder<unknown>): Promise<void> {
  await store.afterWrite?.(act, rows);
  for (const follower of followersOf(act, store)) await follower.afterWrite?.(act, rows);
  await attachmentsFollow(act, store.type, rows);
}

/** Tells every module that follows the record, then its own store, that rows will go; any of them may refuse. Their attachments go with them. */
export async function rowsLeaving(act: Act, store: Store, rows: RawBuilder<unknown>): Promise<void> {
  for (const follower of followersOf(act, store)) await follower.beforeRemove?.(act, rows);
  await store.beforeRemove?.(act, rows);
  await attachmentsLeave(act, store.type, rows);
}

function followersOf(act: Act, { type }: Store): Follower[] {
  return act.house.modules.flatMap((module) => module.followers ?? []).filter((follower) => follower.record === type.name);
}

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
