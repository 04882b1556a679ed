import type { RecordType, Values } from '#base/pure/record.ts';
import type { Act } from '#base/server/house.ts';
import { printValue } from '#base/server/records/columns.ts';
import { listRows } from '#base/server/records/list.ts';
import type { Store } from '#base/server/records/store.ts';
import type { TimelineEntry } from '../schema/answers.ts';

const MOST_OF_ONE_LEDGER = 200;

/** Every dated row that any module keeps about a person, within the act's scope and permissions, newest first. */
export async function timelineOf(act: Act, personId: string): Promise<TimelineEntry[]> {
  const entries: TimelineEntry[] = [];
  for (const store of act.house.stores.values()) {
    if (!store.type.timeline || !act.actor.permissions.has(`${store.type.name.split('.')[0]}.read`)) continue;
    for (const name of personFields(store.type)) entries.push(...(await entriesOf(act, store, name, personId)));
  }
  return entries.toSorted((a, b) => (a.on < b.on ? 1 : a.on > b.on ? -1 : 0));
}

/** The fields of a record that refer to a person. */
function personFields(type: RecordType): string[] {
  return Object.entries(type.fields).filter(([, field]) => field.kind === 'reference' && field.of!().name === 'registry.person').map(([name]) => name);
}

async function entriesOf(act: Act, store: Store, reference: string, personId: string): Promise<TimelineEntry[]> {
  const { type } = store;
  const { on, show } = type.timeline!;
  const { rows } = await listRows(act, store, { page: 1, size: MOST_OF_ONE_LEDGER, sort: `-${on}`, filters: { [reference]: [personId] } });
  return rows.filter((row) => row[on]).map((row) => ({ on: String(row[on]), record: type.name, recordLabel: type.label, rowId: String(row.id), path: `${type.path}/${String(row.id)}`, text: describe(type, show, row) }));
}

/** The shown fields in words: 走访方式 实地；需求 就医. The first stands alone. */
function describe(type: RecordType, show: readonly string[], row: Values): string {
  const labels = row.labels as Record<string, string>;
  const parts = show.flatMap((name) => {
    const field = type.fields[name]!;
    const value = field.kind === 'reference' ? labels[name] : field.sealed ? (row[name] as string | null) : printValue(field, row[name]);
    return value ? [{ label: field.label, value }] : [];
  });
  return parts.map(({ label, value }, at) => (at === 0 ? value : `${label} ${value}`)).join('；');
}
