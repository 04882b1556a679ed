import { randomUUID } from 'node:crypto';
import { type RawBuilder, sql } from 'kysely';
import { columnOf, type Field, type Problem, type RecordType, typedFields, type Values } from '#base/pure/record.ts';
import { notFound, refuse } from '#base/pure/refusal.ts';
import type { Act } from '../house.ts';
import { type Columns, decode, encode, storedColumns } from './columns.ts';
import { changesSince } from './history.ts';
import { getRow, inScope } from './list.ts';
import { rowsLeaving, rowsWritten, type Store } from './store.ts';

/** Inserts one row under a client-made id. Repeating the same call answers the row that is there. */
export async function createRow(act: Act, store: Store, id: string, draft: Values): Promise<Values> {
  const { type } = store;
  const existing = await rawRow(act, type, id);
  if (existing) return getRow(act, store, id);
  const { divisionCode, ...fields } = draft;
  const values = derived(type, { ...emptyOf(type), ...fields });
  refuseEmpty(type, values, Object.keys(type.fields));
  const division = await placeFor(act, type, values, divisionCode as string | undefined);
  await checkValues(act, store, values, id, Object.keys(type.fields));
  const columns = encode(type, values, act.house.keys);
  const added = await refusingConflicts(type, () => insertColumns(act, type, { ...storable(store, columns), ...store.columns?.(values, act.house.keys), county_code: act.scope.county, id, division_code: division }));
  if (!added) return getRow(act, store, id);
  await keepChange(act, type, id, 1, division, 'create', undefined, null, columns);
  await rowsWritten(act, store, sql`r.county_code = ${act.scope.county} and r.id = ${id}`);
  act.note({ record: type.name, rowId: id });
  return getRow(act, store, id);
}

/** Changes some fields of a row at the version the clerk saw. At another version the refusal carries what is there now and what changed since. */
export async function updateRow(act: Act, store: Store, id: string, version: number, change: Values): Promise<Values> {
  const { type } = store;
  await lockParent(act, type, id);
  const current = (await rawRow(act, type, id, true)) ?? notFound(type.label);
  if (current.version !== version) {
    const changes = await changesSince(act, type, id, version);
    const last = changes[changes.length - 1];
    refuse('record.changed', `${last?.actor ?? '他人'}刚刚修改了这条记录，请核对后再保存`, { status: 409, detail: { current: await getRow(act, store, id), changes } });
  }
  const { divisionCode, ...fields } = change;
  const before = decode(type, current, act.house.keys);
  const values = derived(type, { ...before, ...fields });
  const touched = Object.keys(type.fields).filter((name) => !same(values[name], before[name]));
  refuseEmpty(type, values, touched);
  const moved = touched.includes(type.placedBy ?? '') || divisionCode !== undefined || touched.includes('divisionCode');
  const division = moved ? await placeFor(act, type, values, divisionCode as string | undefined) : String(current.division_code);
  if (touched.length === 0 && division === current.division_code) return getRow(act, store, id);
  await checkValues(act, store, values, id, touched);
  const columns = encode(type, Object.fromEntries(touched.map((name) => [name, values[name]])), act.house.keys);
  const sets = Object.entries({ ...storable(store, columns), ...store.columns?.(values, act.house.keys) }).map(([column, value]) => sql`${sql.id(column)} = ${value}`);
  await refusingConflicts(type, () => sql`update ${sql.table(type.name)} set ${sql.join([...sets, sql`division_code = ${division}`, sql`version = version + 1`, sql`updated_at = ${act.now}`])} where county_code = ${act.scope.county} and id = ${id}`.execute(act.tx));
  const old = Object.fromEntries(Object.keys(columns).map((column) => [column, current[column] ?? null]));
  await keepChange(act, type, id, version + 1, division, 'update', undefined, old, columns);
  await rowsWritten(act, store, sql`r.county_code = ${act.scope.county} and r.id = ${id}`);
  act.note({ record: type.name, rowId: id, detail: { fields: touched } });
  return getRow(act, store, id);
}

/** Removes a row with a reason; the whole row stays in the history and can be brought back. Refuses where others depend on it. */
export async function removeRow(act: Act, store: Store, id: string, version: number, reason: string): Promise<void> {
  const { type } = store;
  await lockParent(act, type, id);
  const current = await rawRow(act, type, id, true);
  if (!current) notFound(type.label);
  if (current.version !== version) refuse('record.changed', '这条记录刚被他人修改，请刷新后再删除', { status: 409 });
  const columns = Object.fromEntries(storedColumns(type, Object.keys(store.computed ?? {})).map(({ column }) => [column, current[column] ?? null]));
  await rowsLeaving(act, store, sql`r.county_code = ${act.scope.county} and r.id = ${id}`);
  await refusingConflicts(type, () => sql`delete from ${sql.table(type.name)} where county_code = ${act.scope.county} and id = ${id}`.execute(act.tx));
  await keepChange(act, type, id, version + 1, String(current.division_code), 'remove', reason, columns, null);
  act.note({ record: type.name, rowId: id, reason });
}

/** Brings a removed row back as it was. */
export async function restoreRow(act: Act, store: Store, id: string): Promise<Values> {
  const { type } = store;
  if (await rawRow(act, type, id)) return getRow(act, store, id);
  const { rows } = await sql<{ version: number; before: Columns; division_code: string }>`select version, before, division_code from house.change
    where county_code = ${act.scope.county} and record = ${type.name} and row_id = ${id} and act = 'remove' order by version desc limit 1`.execute(act.tx);
  const last = rows[0] ?? notFound(type.label);
  const version = last.version + 1;
  const values = decode(type, last.before, act.house.keys);
  const division = type.placedBy && values[type.placedBy] ? await placeFor(act, type, values, undefined) : last.division_code;
  const added = await refusingConflicts(type, () => insertColumns(act, type, { ...last.before, ...store.columns?.(values, act.house.keys), county_code: act.scope.county, id, division_code: division, version }));
  if (!added) return getRow(act, store, id);
  await keepChange(act, type, id, version, division, 'restore', undefined, null, last.before);
  await rowsWritten(act, store, sql`r.county_code = ${act.scope.county} and r.id = ${id}`);
  act.note({ record: type.name, rowId: id });
  return getRow(act, store, id);
}

/** The columns of one row in scope, sealed ones as stored; locked when it will be written. */
export async function rawRow(act: Act, type: RecordType, id: string, lock = false): Promise<(Columns & { version: number }) | undefined> {
  const { rows } = await sql<Columns & { version: number }>`select r.* from ${sql.table(type.name)} r where ${inScope(act, type)} and r.id = ${id} ${lock ? sql`for update` : sql``}`.execute(act.tx);
  return rows[0];
}

/** Inserts column values into a record's table; false where a row of that id came in at the same moment. */
export async function insertColumns(act: Act, type: RecordType, columns: Columns): Promise<boolean> {
  const names = Object.keys(columns);
  const { numAffectedRows } = await sql`insert into ${sql.table(type.name)} (${sql.join(names.map((name) => sql.id(name)))}) values (${sql.join(names.map((name) => value(columns[name])))}) on conflict (county_code, id) do nothing`.execute(act.tx);
  return numAffectedRows === 1n;
}
const value = (one: unknown): RawBuilder<unknown> => sql`${one}`;

/** Adds one step to a row's history. */
export async function keepChange(act: Act, type: RecordType, id: string, version: number, division: string, kind: string, reason: string | undefined, before: Columns | null, after: Columns | null): Promise<void> {
  await sql`insert into house.change (county_code, record, row_id, version, division_code, act, at, actor_id, actor_name, reason, before, after)
    values (${act.scope.county}, ${type.name}, ${id}, ${version}, ${division}, ${kind}, ${act.now}, ${act.actor.id}, ${act.actor.name}, ${reason ?? null}, ${before && JSON.stringify(before)}::jsonb, ${after && JSON.stringify(after)}::jsonb)`.execute(act.tx);
}

/** A new client-less id, for rows the product makes itself. */
export const newId = () => randomUUID();

const emptyOf = (type: RecordType): Values => Object.fromEntries(Object.keys(type.fields).map((name) => [name, null]));
const derived = (type: RecordType, values: Values): Values => (type.derive ? { ...values, ...type.derive(values) } : values);
const isEmpty = (value: unknown) => value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
const same = (a: unknown, b: unknown) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

function storable(store: Store, columns: Columns): Columns {
  const kept = new Set(storedColumns(store.type, Object.keys(store.computed ?? {})).map(({ column }) => column));
  return Object.fromEntries(Object.entries(columns).filter(([column]) => kept.has(column)));
}

/** The division a row belongs to: of the row it hangs on, as given, or of the writer's unit; always within the writer's scope. */
async function placeFor(act: Act, type: RecordType, values: Values, given: string | undefined): Promise<string> {
  const parent = type.placedBy ? values[type.placedBy] : undefined;
  if (parent) {
    const field = type.fields[type.placedBy!]!;
    const { rows } = await sql<{ division_code: string }>`select division_code from ${sql.table(field.of!().name)} r where ${inScope(act, field.of!())} and r.id = ${parent} ${whileItStays(field.of!())}`.execute(act.tx);
    return rows[0]?.division_code ?? refuse('reference.unknown', `所选${field.label}不存在或不在您的管辖范围内`, { path: [type.placedBy!] });
  }
  const division = given ?? (values.divisionCode as string | undefined) ?? act.actor.division;
  if (division < act.scope.from || division > act.scope.to) refuse('division.scope', '所属区划不在您的管辖范围内', { path: ['divisionCode'] });
  return division;
}

/** Keeps a row that others are placed by where it is until the act ends, so that what is added to somebody who moves at that moment moves too. A county-wide one does not move with people. */
const whileItStays = (type: RecordType) => (type.reach === 'division' ? sql`for no key update` : sql``);

/** Locks the row by which another is placed before that other one: always the person first, then what hangs on them, so that two clerks wait for each other in one order. */
async function lockParent(act: Act, type: RecordType, id: string): Promise<void> {
  const parent = type.placedBy && type.fields[type.placedBy]!.of!();
  if (!parent || parent.reach !== 'division') return;
  await sql`select 1 from ${sql.table(parent.name)} r where ${inScope(act, parent)} and r.id = (select x.${sql.id(columnOf(type.placedBy!))} from ${sql.table(type.name)} x where x.county_code = ${act.scope.county} and x.id = ${id}) ${whileItStays(parent)}`.execute(act.tx);
}

/** Every way of writing a row passes here, also those that no shape has checked: what must be filled in and is not is asked for by name. */
function refuseEmpty(type: RecordType, values: Values, touched: string[]): void {
  const empty = typedFields(type).find(([name, field]) => field.required && touched.includes(name) && isEmpty(values[name]));
  if (empty) refuse('record.required', `请填写${empty[1].label}`, { path: [empty[0]] });
}

async function checkValues(act: Act, store: Store, values: Values, id: string, touched: string[]): Promise<void> {
  const problems: Problem[] = (store.type.check?.(values, act.today) ?? []).filter((problem) => !problem.warning);
  const first = problems[0];
  if (first) refuse('record.check', first.message, { path: [first.field], detail: problems });
  for (const name of touched) await checkReference(act, name, store.type.fields[name]!, values[name]);
  await store.beforeWrite?.(act, values, id);
}

async function checkReference(act: Act, name: string, field: Field, id: unknown): Promise<void> {
  if (field.kind !== 'reference' || !id) return;
  const { rows } = await sql`select 1 from ${sql.table(field.of!().name)} r where ${inScope(act, field.of!())} and r.id = ${id}`.execute(act.tx);
  if (rows.length === 0) refuse('reference.unknown', `所选${field.label}不存在或不在您的管辖范围内`, { path: [name] });
}

/** Turns the database's own guards (unique, foreign key, exclusion, check, not null) into refusals in Chinese; what is missing is named. */
export async function refusingConflicts<T>(type: RecordType, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    const { code, constraint, detail, column, table, schema } = error as { code?: string; constraint?: string; detail?: string; column?: string; table?: string; schema?: string };
    if (code === '23505') refuse('record.duplicate', `已有相同的${type.label}，不能重复登记`, { status: 409, detail: { constraint } });
    if (code === '23503' && detail?.includes('still referenced')) refuse('record.in_use', `还有其他台账引用这条${type.label}，不能删除`, { status: 409, detail: { constraint } });
    if (code === '23503') refuse('reference.unknown', `所引用的记录不存在`, { detail: { constraint } });
    if (code === '23P01') refuse('record.overlap', `与已有${type.label}的时间重叠`, { status: 409, detail: { constraint } });
    const empty = code === '23502' && `${schema}.${table}` === type.name ? Object.entries(type.fields).find(([name]) => [columnOf(name), `${columnOf(name)}_sealed`].includes(column ?? '')) : undefined;
    if (empty) refuse('record.required', `请填写${empty[1].label}`, { path: [empty[0]] });
    if (code === '23514') refuse('record.check', `${type.label}的内容不合要求`, { detail: { constraint } });
    throw error;
  }
}
