import type { Field, RecordType } from '#base/pure/record.ts';
import type { Act, Actor, House } from '#base/server/house.ts';
import type { Store } from '#base/server/records/store.ts';
import { refuse } from '#base/pure/refusal.ts';
import { columnsByHeader, type ReadyLayout } from '../layouts/layout.ts';
import { layoutReader } from '../layouts/read.ts';
import { writeValue } from '../layouts/translation.ts';
import { type CellReader, cellReader } from './cells.ts';
import { type Places, readPlaces } from './divisions.ts';
import { KEY_TARGET, PLACE_KEYS } from './targets.ts';

/** How one sheet is read into one ledger: which column fills what. Made once an import. */
export type Plan = {
  house: House;
  actor: Actor;
  store: Store;
  type: RecordType;
  headers: string[];
  fields: { column: number; name: string; field: Field; read: CellReader }[];
  references: ReferencePlan[];
  places: Places;
  placeColumns: Partial<Record<'code' | 'township' | 'village' | 'path', number>>;
  keyColumn: number | undefined;
  /** The other system's layout that the sheet is in: its id, the day the file stands for, and how its columns write our values. */
  layout: { id: string; asOf: string | null; writes: Map<string, (value: unknown) => string> } | undefined;
};

/** How rows name the row that one reference points to: naming column → sheet column. A plain reference is named by its title. */
export type ReferencePlan = { name: string; field: Field; store: Store | undefined; columns: Record<string, number> };

/** Builds the plan; refuses a mapping that names unknown targets or gives two columns to one. */
export async function planOf(act: Act, store: Store, headers: string[], targets: (string | null)[], layout?: { ready: ReadyLayout; asOf: string | null }): Promise<Plan> {
  const { type } = store;
  const at = new Map<string, number>();
  targets.forEach((target, column) => {
    if (target === null) return;
    if (at.has(target)) refuse('mapping.twice', `“${headers[at.get(target)!]}”和“${headers[column]}”两列对应了同一项，请改正其一`, { path: ['mapping', String(column)] });
    at.set(target, column);
  });
  const plan: Plan = { house: act.house, actor: act.actor, store, type, headers, fields: [], references: [], places: await readPlaces(act), placeColumns: {}, keyColumn: at.get(KEY_TARGET), layout: undefined };
  for (const [target, column] of at) place(plan, target, column);
  for (const reference of plan.references) {
    for (const [key, target] of Object.entries(PLACE_KEYS)) if (reference.store?.match?.columns.some((one) => one.key === key) && at.has(target)) reference.columns[key] = at.get(target)!;
  }
  if (layout) inLayout(plan, layout);
  return plan;
}

/** Reads the columns that are the layout's own by its words; a column that somebody gave to another item is read as in any sheet. */
function inLayout(plan: Plan, { ready, asOf }: { ready: ReadyLayout; asOf: string | null }): void {
  const columns = columnsByHeader(ready);
  const writes = new Map<string, (value: unknown) => string>();
  for (const one of plan.fields) {
    const column = columns.get(plan.headers[one.column] ?? '');
    if (!column || column.target !== one.name) continue;
    one.read = layoutReader(one.field, column);
    writes.set(one.name, (value) => {
      const written = writeValue(one.field, column.form, value);
      return 'text' in written ? (written.text ?? '') : `\u0000${String(value)}`;
    });
  }
  plan.layout = { id: ready.id, asOf, writes };
}

function place(plan: Plan, target: string, column: number): void {
  if (target === KEY_TARGET) return;
  const [name = '', key] = target.split('.');
  if (name === 'division') {
    plan.placeColumns[key as 'code'] = column;
    return;
  }
  const field = plan.type.fields[name] ?? refuse('mapping.target', `没有“${target}”这一项`, { path: ['mapping', String(column)] });
  if (field.kind !== 'reference') {
    plan.fields.push({ column, name, field, read: cellReader(field, plan.headers[column] ?? '') });
    return;
  }
  const known = plan.references.find((one) => one.name === name);
  const reference = known ?? { name, field, store: plan.house.stores.get(field.of!().name), columns: {} };
  reference.columns[key ?? 'title'] = column;
  if (!known) plan.references.push(reference);
}
