import { type RawBuilder, sql } from 'kysely';
import { columnOf } from '#base/pure/record.ts';
import { refuse } from '#base/pure/refusal.ts';
import type { Act } from '#base/server/house.ts';
import type { Columns } from '#base/server/records/columns.ts';
import { keepChange } from '#base/server/records/write.ts';
import { type Catalog, catalogOf, type Guard, type Reference } from './catalog.ts';

/** One row that a merge touched: `before` and `after` are whole rows as JSON text, never read as numbers, so that nothing is rounded. */
export type Step = { kind: 'kept' | 'gone' | 'moved' | 'aside' | 'pair'; place: string; id: string; fields: string[]; before: string; after?: string };

/** A merge on its way. `division` is where the kept person will live. */
export type Moving = { act: Act; catalog: Catalog; division: string; reason: string; steps: Step[]; touched: Map<string, Set<string>> };

/** A row as its table's own JSON; `id` is the text of its whole key where it has no id of its own. */
export type Image = { id: string; image: string; version: number | null; division: string };

const DEEPEST = 8;
/** Refused by a unique, check or exclusion constraint; by a missing or remaining reference. */
const REFUSED = new Set(['23505', '23514', '23P01']);

/** Points every row that refers to one row at another (or at nothing, where there is no other), as far down as setting rows aside makes necessary. */
export async function repoint(moving: Moving, target: string, from: string, to: string | undefined, depth = 0): Promise<void> {
  if (depth > DEEPEST) refuse('merge.depth', '相互引用的记录过多，请联系系统管理员', { status: 409 });
  for (const reference of await occupied(moving, target, from)) {
    for (const row of await imagesOf(moving.act, reference.place, sql`${holds(reference, from)} order by ${order(moving.catalog, reference.place)} for update`)) await moveOne(moving, reference, row, to, depth);
  }
}

const holds = ({ column, of }: Reference, id: string) => sql`${sql.ref(`x.${column}`)} = ${id} ${of ? sql`and x.record = ${of}` : sql``}`;

/** The references that some row in scope really holds, by one question to the database. */
export async function occupied({ act, catalog }: Pick<Moving, 'act' | 'catalog'>, target: string, id: string): Promise<Reference[]> {
  const references = catalog.referencesTo(target);
  if (references.length === 0) return [];
  const parts = references.map((one, at) => sql`select ${sql.lit(at)} as at where exists (select 1 from ${sql.table(one.place)} x where x.county_code = ${act.scope.county} and ${holds(one, id)})`);
  const { rows } = await sql<{ at: number }>`${sql.join(parts, sql` union all `)}`.execute(act.tx);
  return rows.map((row) => references[row.at]!);
}

const order = (catalog: Catalog, place: string) => sql.join(catalog.place(place).key.map((column) => sql.ref(`x.${column}`)));

/** Rows (alias `x`) of a table as JSON text. */
export async function imagesOf(act: Act, place: string, where: RawBuilder<unknown>): Promise<Image[]> {
  const { rows } = await sql<Omit<Image, 'id'> & { id: string | null }>`select to_jsonb(x)->>'id' as id, to_jsonb(x)::text as image, (to_jsonb(x)->>'version')::int as version, to_jsonb(x)->>'division_code' as division from ${sql.table(place)} x where x.county_code = ${act.scope.county} and ${where}`.execute(act.tx);
  if (rows.every((row) => row.id !== null)) return rows as Image[];
  const { key } = (await catalogOf(act)).place(place);
  return rows.map((row) => ({ ...row, id: keyText(key, row.image) }));
}

const keyText = (key: string[], image: string) => {
  const row = JSON.parse(image) as Record<string, unknown>;
  return JSON.stringify(key.map((column) => row[column]));
};

/** The condition (alias `x`) that finds the row of an image by its table's primary key. */
export function isRow(catalog: Catalog, place: string, image: string): RawBuilder<unknown> {
  const columns = catalog.place(place).key;
  return sql`(${sql.join(columns.map((column) => sql.ref(`x.${column}`)))}) = (select ${sql.join(columns.map((column) => sql.ref(`p.${column}`)))} from jsonb_populate_record(null::${sql.table(place)}, ${image}::jsonb) p)`;
}

async function moveOne(moving: Moving, reference: Reference, row: Image, to: string | undefined, depth: number): Promise<void> {
  if (to === undefined && !reference.nullable) return setAside(moving, reference, row, undefined, depth);
  const twin = await twinOf(moving, reference, row, to);
  const beside = moving.act.house.stores.get(reference.place)?.standsBeside;
  if (twin !== undefined && beside) return update(moving, reference, row, to, beside);
  if (twin !== undefined && !(await yields(moving, reference, row, twin, depth))) return setAside(moving, reference, row, twin || undefined, depth);
  const refused = await withinSavepoint(moving.act, () => update(moving, reference, row, to));
  if (refused) return setAside(moving, reference, row, undefined, depth);
  return undefined;
}

/** Sets the row that stands there aside instead, where its ledger says that the coming one outranks it. */
async function yields(moving: Moving, reference: Reference, row: Image, twin: string, depth: number): Promise<boolean> {
  const outranks = moving.act.house.stores.get(reference.place)?.outranks;
  if (!outranks || !twin) return false;
  const [standing] = await imagesOf(moving.act, reference.place, sql`x.id = ${twin} for update`);
  if (!standing || !outranks(JSON.parse(row.image) as Columns, JSON.parse(standing.image) as Columns)) return false;
  await setAside(moving, reference, standing, row.id, depth);
  return true;
}

/** Does the work, or gives the code of the constraint that refused it, with nothing done. */
export async function withinSavepoint(act: Act, work: () => Promise<unknown>, codes: ReadonlySet<string> = REFUSED): Promise<string | undefined> {
  await sql`savepoint merge_row`.execute(act.tx);
  try {
    await work();
    await sql`release savepoint merge_row`.execute(act.tx);
    return undefined;
  } catch (error) {
    const { code } = error as { code?: string };
    if (!code || !codes.has(code)) throw error;
    await sql`rollback to savepoint merge_row`.execute(act.tx);
    return code;
  }
}

async function update(moving: Moving, reference: Reference, row: Image, to: string | undefined, beside?: string): Promise<void> {
  const { act, catalog } = moving;
  const { place, column, record } = reference;
  const { columns } = catalog.place(place);
  const placed = record ? record.placedBy !== undefined && column === columnOf(record.placedBy) : columns.has('division_code');
  const division = placed && to !== undefined ? await divisionOf(moving, reference.target, to) : row.division;
  const sets = [sql`${sql.id(column)} = ${to ?? null}`, ...(beside ? [sql`${sql.id(beside)} = x.${sql.id(column)}`] : []), ...(division !== row.division ? [sql`division_code = ${division}`] : []), ...(columns.has('version') ? [sql`version = x.version + 1`] : []), ...(columns.has('updated_at') ? [sql`updated_at = ${act.now}`] : [])];
  const { rows: [now] } = await sql<{ image: string }>`update ${sql.table(place)} x set ${sql.join(sets)} where x.county_code = ${act.scope.county} and ${isRow(catalog, place, row.image)} returning to_jsonb(x)::text as image`.execute(act.tx);
  if (record) await keepChange(act, record, row.id, row.version! + 1, division, 'update', moving.reason, { [column]: (JSON.parse(row.image) as Record<string, unknown>)[column] }, { [column]: to ?? null });
  remember(moving, 'moved', place, row, [column, ...(beside ? [beside] : []), ...(division !== row.division ? ['division_code'] : [])], now!.image);
}

async function divisionOf(moving: Moving, target: string, id: string): Promise<string> {
  if (target === 'registry.person') return moving.division;
  const [row] = await imagesOf(moving.act, target, sql`x.id = ${id}`);
  return row!.division ?? moving.division;
}

/** Takes a row out that may not stand twice: first what hangs on it goes to its twin, then it is kept whole in the merge's own record. */
async function setAside(moving: Moving, { place, record }: Reference, row: Image, twin: string | undefined, depth: number): Promise<void> {
  const { act } = moving;
  if (moving.catalog.place(place).columns.has('id')) await repoint(moving, place, row.id, twin, depth + 1);
  await sql`delete from ${sql.table(place)} x where x.county_code = ${act.scope.county} and ${isRow(moving.catalog, place, row.image)}`.execute(act.tx);
  if (record) await keepChange(act, record, row.id, row.version! + 1, row.division, 'remove', `${moving.reason}（与保留档案的记录重复）`, JSON.parse(row.image) as Record<string, unknown>, null);
  remember(moving, 'aside', place, row, []);
  if (twin) touch(moving, place, twin);
}

/** Keeps the first image of a row however often it is touched; a row moved and then set aside is set aside. */
function remember(moving: Moving, kind: 'moved' | 'aside', place: string, { id, image }: Image, fields: string[], after?: string): void {
  const at = moving.steps.findIndex((step) => step.place === place && step.id === id);
  const former = at < 0 ? undefined : moving.steps.splice(at, 1)[0];
  moving.steps.push({ kind, place, id, fields: [...new Set([...(former?.fields ?? []), ...fields])], before: former?.before ?? image, ...(after ? { after } : {}) });
  if (kind === 'moved') touch(moving, place, id);
  else moving.touched.get(place)?.delete(id);
}

function touch({ touched }: Moving, place: string, id: string): void {
  touched.set(place, (touched.get(place) ?? new Set()).add(id));
}

/** The row that stands where this one would have to stand, by any of the table's own unique or exclusion constraints. */
async function twinOf({ act, catalog }: Moving, { place, column }: Reference, row: Image, to: string | undefined): Promise<string | undefined> {
  for (const guard of catalog.place(place).guards) {
    const { rows } = await sql<{ id: string }>`select q.id from (select to_jsonb(x)->>'id' as id, ${isRow(catalog, place, row.image)} as own, ${keysOf(guard)} from ${sql.table(place)} x where x.county_code = ${act.scope.county} and ${only(guard)}) q,
      (select ${keysOf(guard)} from jsonb_populate_record(null::${sql.table(place)}, ${row.image}::jsonb || jsonb_build_object(${sql.lit(column)}, ${to ?? null}::text)) x where ${only(guard)}) c
      where ${sql.join(guard.operators.map((operator, at) => sql.raw(guard.nullsAreOne && operator === '=' ? `q.k${at} is not distinct from c.k${at}` : `q.k${at} ${operator} c.k${at}`)), sql` and `)} and not q.own limit 1`.execute(act.tx);
    if (rows[0]) return rows[0].id ?? '';
  }
  return undefined;
}

const keysOf = ({ expressions }: Guard) => sql.raw(expressions.map((expression, at) => `${expression} as k${at}`).join(', '));
const only = ({ predicate }: Guard) => sql.raw(predicate ?? 'true');
