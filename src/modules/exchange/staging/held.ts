import { sql } from 'kysely';
import { todayIn } from '#base/pure/day.ts';
import { columnOf, type Field, type RecordType } from '#base/pure/record.ts';
import type { Act, House } from '#base/server/house.ts';
import { encode, masked, normaliseSealed, placeOf, printValue, type Columns } from '#base/server/records/columns.ts';

/** What is known of one field of one of our rows: what the layout's system last said of it, our own last write, and a digest of theirs that a clerk has already decided against. */
export type FieldPast = { said?: { digest: string; asOf: string }; written?: { on: string; imported: boolean }; declined?: Set<string> };

/** The past of rows, by row id and field. */
export type Past = Map<string, Map<string, FieldPast>>;

/** One field that the file does not overwrite: why, and both sides in words (sealed ones masked). */
export type About = { ours: string | null; theirs: string | null; reason: string; digest: string; oursDigest: string; columns: string[] };

/** Digest under which a place is kept as a field of its own. */
export const PLACE = 'divisionCode';

/** 数据差异 or plain update, for a value of theirs that differs from ours. Why it is a difference; `known` where a clerk decided so before; undefined where theirs is newer and is taken. */
export function heldReason(past: FieldPast, ours: string, theirs: string, asOf: string | null, today: string): string | 'known' | undefined {
  if (past.declined?.has(theirs)) return 'known';
  if (past.said) {
    if (past.said.digest !== ours) return '上次导入之后本地改过';
    return (asOf ?? today) < past.said.asOf ? `文件比上次导入的旧（上次截至 ${past.said.asOf}）` : undefined;
  }
  if (!past.written) return '本地已有内容，来源不明';
  if (asOf === null) return past.written.imported ? undefined : '本地手工登记过，文件没有写明截至日';
  return past.written.on >= asOf ? `本地 ${past.written.on} 登记，不早于文件截至日` : undefined;
}

/** The keyed digest of a field's value; empty values share one digest. */
export function digestOf(house: House, type: RecordType, name: string, value: unknown): string {
  const field = type.fields[name];
  const text = value === null || value === undefined ? '' : Array.isArray(value) ? [...value].toSorted().join() : field?.sealed ? normaliseSealed(field, String(value)) : String(value);
  return house.keys.index(`exchange.source/${placeOf(type, name)}`, text).slice(0, 22);
}

/** A value as a list shows it: sealed ones masked, a birth date beside a citizen id by its year. */
export function shownValue(field: Field, value: unknown, titles: Map<string, string>): string | null {
  if (field.sealed) return masked(field, value);
  if (field.kind === 'reference') return value ? (titles.get(String(value)) ?? '已登记') : null;
  return field.withheldBeside && value ? `${String(value).slice(0, 4)}年` : printValue(field, value);
}

/** Reads the past of rows under a layout, by three queries however many rows. */
export async function readPast(act: Act, type: RecordType, layoutId: string, ids: string[]): Promise<Past> {
  const past: Past = new Map();
  const of = (id: string, name: string) => {
    const row = past.get(id) ?? past.set(id, new Map()).get(id)!;
    return row.get(name) ?? row.set(name, {}).get(name)!;
  };
  if (ids.length === 0) return past;
  const { rows: said } = await sql<{ row_id: string; key: string; digest: string; as_of: string }>`select distinct on (s.row_id, d.key) s.row_id, d.key, d.value as digest, s.as_of::text as as_of
    from exchange.source s, jsonb_each_text(s.digests) d where s.county_code = ${act.scope.county} and s.record = ${type.name} and s.row_id = any(${ids}::uuid[]) and s.layout_id = ${layoutId} order by s.row_id, d.key, s.as_of desc, s.at desc`.execute(act.tx);
  for (const row of said) of(row.row_id, row.key).said = { digest: row.digest, asOf: row.as_of };
  const { rows: written } = await sql<{ row_id: string; key: string; at: Date | string; batch_id: string | null }>`select distinct on (c.row_id, k.key) c.row_id, k.key, c.at, c.batch_id
    from house.change c, jsonb_object_keys(c.after) k(key) where c.county_code = ${act.scope.county} and c.record = ${type.name} and c.row_id = any(${ids}::uuid[]) order by c.row_id, k.key, c.version desc`.execute(act.tx);
  const byColumn = new Map(Object.entries(type.fields).map(([name, field]) => [field.sealed ? `${columnOf(name)}_sealed` : columnOf(name), name]));
  for (const row of written) {
    const name = byColumn.get(row.key);
    if (name) of(row.row_id, name).written = { on: todayIn('Asia/Shanghai', new Date(row.at)), imported: row.batch_id !== null };
  }
  const { rows: declined } = await sql<{ row_id: string; field: string; digest: string }>`select row_id, field, digest from exchange.difference
    where county_code = ${act.scope.county} and ledger = ${type.name} and layout_id = ${layoutId} and row_id = any(${ids}::text[]) and state = 'ours' and digest is not null`.execute(act.tx);
  for (const row of declined) {
    const one = of(row.row_id, row.field);
    one.declined = (one.declined ?? new Set()).add(row.digest);
  }
  return past;
}

/** What a row of a sheet says under a layout: digests of all it brings, and what of it is held back. */
export type Held = { brought: Record<string, string>; columns: Columns; about: Record<string, About> };

/** The value of one held field as columns; sealed ones stay ciphertext. */
export const heldColumns = (house: House, type: RecordType, name: string, value: unknown): Columns => (name === PLACE ? { [PLACE]: value } : encode(type, { [name]: value }, house.keys));
