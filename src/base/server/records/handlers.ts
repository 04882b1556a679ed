import type { Values } from '#base/pure/record.ts';
import { RecordQuery } from '#base/pure/recordOperations.ts';
import { refuse } from '#base/pure/refusal.ts';
import type { Act, Handlers } from '../house.ts';
import { decode } from './columns.ts';
import { historyOf } from './history.ts';
import { getRow, listRows } from './list.ts';
import type { Store } from './store.ts';
import { createRow, rawRow, removeRow, restoreRow, updateRow } from './write.ts';
import { notFound } from '#base/pure/refusal.ts';

/** The handlers of `recordOperations` for a store. */
export function recordHandlers(store: Store) {
  const { type } = store;
  return {
    list: (act: Act, query: RecordQuery) => listRows(act, store, query),
    get: (act: Act, { id }: { id: string }) => {
      act.note({ record: type.name, rowId: id });
      return getRow(act, store, id);
    },
    history: async (act: Act, { id }: { id: string }) => {
      await getRow(act, store, id);
      return historyOf(act, type, id);
    },
    create: (act: Act, { id, draft }: { id: string; draft: Values }) => createRow(act, store, id, draft),
    update: (act: Act, { id, version, change }: { id: string; version: number; change: Values }) => updateRow(act, store, id, version, change),
    remove: async (act: Act, { id, version, reason }: { id: string; version: number; reason: string }) => {
      await removeRow(act, store, id, version, reason);
      return { done: true as const };
    },
    restore: (act: Act, { id }: { id: string }) => restoreRow(act, store, id),
    reveal: (act: Act, input: { id: string; field: string; reason: string }) => reveal(act, store, input),
  } satisfies Handlers;
}

/** Shows one sealed value of one row; the reason goes into the audit. */
async function reveal(act: Act, store: Store, { id, field, reason }: { id: string; field: string; reason: string }): Promise<{ value: string | null }> {
  const { type } = store;
  if (!type.fields[field]?.sealed) refuse('reveal.field', '这一项没有隐藏', { path: ['field'] });
  const row = (await rawRow(act, type, id)) ?? notFound(type.label);
  act.note({ record: type.name, rowId: id, reason, detail: { field } });
  return { value: decode(type, row, act.house.keys)[field] as string | null };
}
