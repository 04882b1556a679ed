import { type RawBuilder, sql } from 'kysely';
import { isDay } from '#base/pure/day.ts';
import { rangeOf } from '#base/pure/division.ts';
import { columnOf, type Field, type RecordType, type Values } from '#base/pure/record.ts';
import type { RecordQuery } from '#base/pure/recordOperations.ts';
import { notFound, refuse } from '#base/pure/refusal.ts';
import type { Act } from '../house.ts';
import { figureRows } from '../figure.ts';
import { readPeriod } from '../period.ts';
import { type Columns, normaliseSealed, placeOf, present, storedColumns } from './columns.ts';
import type { Store } from './store.ts';

/** A condition in SQL on the row's alias `r`. */
export type Condition = RawBuilder<unknown>;
type Row = Columns & { id: string };

/** One page of a record's rows and how many there are in all, within the act's scope. */
export async function listRows(act: Act, store: Store, query: RecordQuery): Promise<{ rows: Values[]; total: number; page: number; size: number }> {
  const where = conditionsOf(act, store, query);
  const page = sql`order by ${orderOf(store, query.sort)}, r.id limit ${query.size} offset ${(query.page - 1) * query.size}`;
  const rows = await selectRows(act, store, where, page);
  const total = rows.length < query.size && (rows.length > 0 || query.page === 1)
    ? (query.page - 1) * query.size + rows.length
    : await countRows(act, store, where, query.search !== undefined && !store.search);
  return { rows: rows.map((row) => answerRow(act, store.type, row, store.type.list)), total, page: query.page, size: query.size };
}

/** How many rows meet the condition; `titled` where it speaks of the titles of references. */
export async function countRows(act: Act, store: Store, where: Condition, titled = false): Promise<number> {
  const { rows } = await sql<{ total: string }>`select count(*) as total from ${tableOf(store.type)} r ${titled ? searchJoins(store.type) : sql``} where ${where}`.execute(act.tx);
  return Number(rows[0]!.total);
}

/** Every row of a query in order, in portions: for exports. */
export async function* everyRow(act: Act, store: Store, query: RecordQuery, most: number): AsyncGenerator<Values> {
  const where = conditionsOf(act, store, query);
  for (let offset = 0; offset < most; offset += 1000) {
    const portion = sql`order by ${orderOf(store, query.sort)}, r.id limit ${Math.min(1000, most - offset)} offset ${offset}`;
    const rows = await selectRows(act, store, where, portion);
    for (const row of rows) yield answerRow(act, store.type, row);
    if (rows.length < 1000) return;
  }
}

/** One row as it is answered; refuses as not found where it does not exist or lies out of scope. */
export async function getRow(act: Act, store: Store, id: string): Promise<Values> {
  const rows = await selectRows(act, store, sql`${inScope(act, store.type)} and r.id = ${id}`);
  return rows[0] ? answerRow(act, store.type, rows[0]) : notFound(store.type.label);
}

/** Scope as a condition, the first wall; row-level security is the second. */
export function inScope(act: Act, type: RecordType): Condition {
  const county = sql`r.county_code = ${act.scope.county}`;
  return type.reach === 'county' ? county : sql`${county} and r.division_code between ${act.scope.from} and ${act.scope.to}`;
}

/** All conditions that a query puts on alias `r`. */
export function conditionsOf(act: Act, store: Store, query: RecordQuery): Condition {
  const { type } = store;
  const all: Condition[] = [inScope(act, type)];
  if (query.division) {
    const range = rangeOf(query.division);
    all.push(sql`r.division_code between ${range.from} and ${range.to}`);
  }
  if (query.ids) all.push(sql`r.id = any(${query.ids}::uuid[])`);
  if (query.figure) all.push(figureCondition(act, type, query.figure, query.period));
  if (query.search) all.push(store.search?.(query.search, act) ?? contains(act, type, query.search));
  for (const [name, values] of Object.entries(query.filters ?? {})) {
    const field = fieldOf(type, name) ?? refuse('query.field', `没有“${name}”这个查询项`, { path: ['filters', name] });
    const given = values.filter((value) => value !== '');
    const wrong = given.find((value) => !isComparable(field, value));
    if (wrong !== undefined) refuse('query.value', `“${field.label}”不能按这个内容查询`, { path: ['filters', name] });
    if (given.length > 0) all.push(store.filters?.[name]?.(values) ?? filterCondition(act, store, name, field, values));
  }
  return sql.join(all, sql` and `);
}

/** The rows that a figure counts in a period. */
function figureCondition(act: Act, type: RecordType, key: string, text: string | undefined): Condition {
  const figure = act.house.figures.get(key);
  if (!figure || figure.record.name !== type.name) refuse('query.figure', '没有这个指标', { path: ['figure'] });
  return figureRows(figure, readPeriod(text ?? act.today.slice(0, 4)));
}

const like = (term: string) => `%${term.replace(/[\\%_]/g, '\\$&')}%`;

function contains(act: Act, type: RecordType, term: string): Condition {
  const parts = type.search.map((name) => {
    const field = type.fields[name]!;
    if (field.kind === 'reference') return sql`${sql.ref(`r_${name}.${columnOf(field.of!().title)}`)} ilike ${like(term)}`;
    if (field.sealed) return sql`${sql.ref(`r.${columnOf(name)}_index`)} = ${act.house.keys.index(placeOf(type, name), normaliseSealed(field, term))}`;
    return sql`${sql.ref(`r.${columnOf(name)}`)} ilike ${like(term)}`;
  });
  return parts.length === 0 ? sql`true` : sql`(${sql.join(parts, sql` or `)})`;
}

function filterCondition(act: Act, { type, computed }: Store, name: string, field: Field, values: string[]): Condition {
  const column = computed?.[name] ?? sql.ref(`r.${columnOf(name)}`);
  const given = values.filter((value) => value !== '');
  if (field.sealed) return sql`${sql.ref(`r.${columnOf(name)}_index`)} = ${act.house.keys.index(placeOf(type, name), normaliseSealed(field, given[0]!))}`;
  if (field.kind === 'codes') return sql`${column} && ${given}::text[]`;
  if (field.kind === 'boolean') return sql`${column} = ${given[0] === 'true'}`;
  if (field.kind === 'code' || field.kind === 'creditCode') return sql`${column} = any(${given}::text[])`;
  if (field.kind === 'reference') return sql`${column} = any(${given}::uuid[])`;
  if (field.kind === 'text' || field.kind === 'note') return sql`${column} ilike ${like(given[0]!)}`;
  const [from, to] = values;
  const all: Condition[] = [sql`true`];
  if (from) all.push(sql`${column} >= ${from}`);
  if (to) all.push(field.kind === 'partialDay' ? sql`${column} <= ${`${to}~`}` : sql`${column} <= ${to}`);
  return sql.join(all, sql` and `);
}

/** A field by its name; names that only every object has are no fields. */
const fieldOf = (type: RecordType, name: string): Field | undefined => (Object.hasOwn(type.fields, name) ? type.fields[name] : undefined);

const UUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** Whether a filter's value can be compared with the field's column. */
function isComparable(field: Field, value: string): boolean {
  switch (field.kind) {
    case 'integer': return /^-?\d{1,9}$/.test(value);
    case 'fen': return /^-?\d{1,15}$/.test(value);
    case 'day': return isDay(value);
    case 'reference': return UUID.test(value);
    case 'boolean': return value === 'true' || value === 'false';
    default: return true;
  }
}

const tableOf = (type: RecordType) => sql.table(type.name);

const namesOfReferences = new WeakMap<RecordType, string[]>();

/** The fields that refer to other records, worked out once. */
function referenceNames(type: RecordType): string[] {
  const names = namesOfReferences.get(type) ?? references(type).map(([name]) => name);
  namesOfReferences.set(type, names);
  return names;
}

/** The fields that name a division other than the row's own. */
const placeNames = (type: RecordType) => Object.keys(type.fields).filter((name) => name !== 'divisionCode' && type.fields[name]!.kind === 'division');

const references = (type: RecordType) => Object.entries(type.fields).filter(([, field]) => field.kind === 'reference');

/** Left joins that give references their titles. */
function searchJoins(type: RecordType): Condition {
  const joins = references(type).map(([name, field]) =>
    sql`left join ${tableOf(field.of!())} ${sql.id(`r_${name}`)} on ${sql.ref(`r_${name}.county_code`)} = r.county_code and ${sql.ref(`r_${name}.id`)} = ${sql.ref(`r.${columnOf(name)}`)}`);
  return sql.join([sql``, ...joins], sql` `);
}

/** Rows of a record with the titles of its references and of the divisions it names. */
async function selectRows(act: Act, store: Store, where: Condition, page: Condition = sql``): Promise<Row[]> {
  const worked = Object.entries(store.computed ?? {}).map(([name, value]) => sql`, ${value} as ${sql.id(columnOf(name))}`);
  const places = placeNames(store.type).map((name) => sql`left join organisation.division ${sql.id(`d_${name}`)} on ${sql.ref(`d_${name}.county_code`)} = r.county_code and ${sql.ref(`d_${name}.code`)} = ${sql.ref(`r.${columnOf(name)}`)}`);
  const { rows } = await sql<Row>`select ${selectedOf(store)} ${sql.join(worked, sql` `)} from ${tableOf(store.type)} r ${searchJoins(store.type)} ${sql.join([sql``, ...places], sql` `)}
    left join organisation.division d on d.county_code = r.county_code and d.code = r.division_code where ${where} ${page}`.execute(act.tx);
  return rows;
}

const selections = new WeakMap<Store, Condition>();

/** The selected columns and titles of a store, written once: names come from declarations only. */
function selectedOf(store: Store): Condition {
  const known = selections.get(store);
  if (known) return known;
  const { type } = store;
  const columns = storedColumns(type, Object.keys(store.computed ?? {})).filter(({ column }) => !column.endsWith('_index')).map(({ column }) => `r."${column}"`);
  const titles = references(type).map(([name, field]) => `"r_${name}"."${columnOf(field.of!().title)}" as "label_${name}"`);
  const selected = sql.raw(['r.id, r.version, r.division_code, r.created_at, r.updated_at, d.path as label_division', ...columns, ...titles, ...placeNames(type).map((name) => `"d_${name}".path as "label_${name}"`)].join(', '));
  selections.set(store, selected);
  return selected;
}

function orderOf({ type, computed, orders }: Store, asked: string | undefined): Condition {
  const text = asked ?? type.sort;
  const descending = text.startsWith('-');
  const name = descending ? text.slice(1) : text;
  const order = orders?.[name];
  if (order) return descending ? sql`${order} desc` : sql`${order} asc`;
  const field = fieldOf(type, name);
  const column = field ? columnOf(name) : name === 'createdAt' || name === 'updatedAt' || name === 'divisionCode' ? columnOf(name) : refuse('query.sort', '不能按这一列排序', { path: ['sort'] });
  if (field?.sealed) refuse('query.sort', '隐藏的列不能排序', { path: ['sort'] });
  const value = computed?.[name] ?? sql.ref(`r.${column}`);
  return descending ? sql`${value} desc nulls last` : sql`${value} asc nulls last`;
}

/** A row as it is answered. With `shown`, sealed fields outside it are only said to be there, not decrypted for their mask. */
function answerRow(act: Act, type: RecordType, row: Row, shown?: readonly string[]): Values {
  const labels: Record<string, string> = { divisionCode: String(row.label_division ?? row.division_code) };
  for (const name of [...referenceNames(type), ...placeNames(type)]) if (row[`label_${name}`]) labels[name] = String(row[`label_${name}`]);
  return Object.assign(present(type, row, act.house.keys, shown), { id: row.id, version: row.version, divisionCode: row.division_code, createdAt: row.created_at, updatedAt: row.updated_at, labels });
}
