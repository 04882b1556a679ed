import { sql } from 'kysely';
import { type RecordType } from '#base/pure/record.ts';
import { refuse } from '#base/pure/refusal.ts';
import type { Act } from '#base/server/house.ts';
import { storedColumns } from '#base/server/records/columns.ts';
import { rowsLeaving, rowsWritten, type Store } from '#base/server/records/store.ts';
import { type BatchColumns, getBatch } from '../batches.ts';
import { importableLedger } from '../ledgers.ts';
import { tableColumns, typed } from './commit.ts';
import { takeBackSources } from './sources.ts';

const REASON = '撤销导入';

/** Takes a whole batch back in one transaction: rows it made are removed, rows it changed stand as before. Refuses, naming them, where somebody changed rows since or other ledgers use them. */
export async function undoBatch(act: Act, id: string): Promise<BatchColumns> {
  const batch = await getBatch(act, id, true);
  const store = importableLedger(act.house, act.actor, batch.ledger);
  if (batch.state !== 'committed') refuse('import.state', '只有已提交的批次可以撤销', { status: 409 });
  const { type } = store;
  await refuseTouched(act, batch, type);
  const kept = storedColumns(type, Object.keys(store.computed ?? {})).map(({ column }) => column);
  if (batch.layout_id) await takeBackSources(act, batch);
  await takeBackChanges(act, batch, store, kept);
  await rowsLeaving(act, store, sql`r.county_code = ${act.scope.county} and r.id in (select s.row_id from exchange.row s where ${applied(act, batch, 'new')})`);
  await removeMade(act, batch, type, kept);
  await sql`update exchange.row set applied_version = null where ${ofBatch(act, batch)}`.execute(act.tx);
  await sql`update exchange.batch set state = 'undone', undone_at = ${act.now} where county_code = ${act.scope.county} and id = ${id}`.execute(act.tx);
  act.note({ record: type.name, reason: REASON, detail: { batch: id, counts: batch.counts } });
  return getBatch(act, id);
}

const ofBatch = (act: Act, batch: BatchColumns) => sql`county_code = ${act.scope.county} and batch_id = ${batch.id}`;
const applied = (act: Act, batch: BatchColumns, outcome: string) => sql`s.county_code = ${act.scope.county} and s.batch_id = ${batch.id} and s.outcome = ${outcome} and s.applied_version is not null`;

async function refuseTouched(act: Act, batch: BatchColumns, type: RecordType): Promise<void> {
  await sql`select 1 from ${sql.table(type.name)} t where t.county_code = ${act.scope.county} and t.id in (select s.row_id from exchange.row s where s.county_code = ${act.scope.county} and s.batch_id = ${batch.id} and s.applied_version is not null) order by t.id for update`.execute(act.tx);
  const { rows } = await sql<{ number: number }>`select s.number from exchange.row s left join ${sql.table(type.name)} t on t.county_code = s.county_code and t.id = s.row_id
    where s.county_code = ${act.scope.county} and s.batch_id = ${batch.id} and s.applied_version is not null and t.version is distinct from s.applied_version order by s.number limit 20`.execute(act.tx);
  if (rows.length > 0) refuse('import.touched', `第 ${rows.map(({ number }) => number).join('、')} 行写入的${type.label}后来又被修改或删除，不能整批撤销`, { status: 409, detail: { rows: rows.map(({ number }) => number) } });
}

async function takeBackChanges(act: Act, batch: BatchColumns, store: Store, kept: string[]): Promise<void> {
  const { type } = store;
  const { rows } = await sql<{ key: string }>`select distinct jsonb_object_keys(s.before) as key from exchange.row s where ${applied(act, batch, 'changed')}`.execute(act.tx);
  if (rows.length === 0) return;
  const types = await tableColumns(act, type);
  const names = rows.map(({ key }) => key);
  const sets = names.map((name) => sql`${sql.id(name)} = case when s.before ? ${sql.lit(name)} then ${sql.ref(`x.${name}`)} else ${sql.ref(`t.${name}`)} end`);
  await sql`update ${sql.table(type.name)} t set ${sql.join([...sets, sql`version = t.version + 1, updated_at = ${act.now}`])} from exchange.row s, ${typed('s.before', names, types)}
    where ${applied(act, batch, 'changed')} and t.county_code = s.county_code and t.id = s.row_id`.execute(act.tx);
  const of = (column: string) => sql`(select jsonb_object_agg(key, value) from jsonb_each(${sql.ref(column)}) where key = any(${kept}::text[]))`;
  await sql`insert into house.change (county_code, record, row_id, version, division_code, act, at, actor_id, actor_name, reason, batch_id, before, after)
    select s.county_code, ${type.name}, s.row_id, s.applied_version + 1, s.before ->> 'division_code', 'update', ${act.now}, ${act.actor.id}, ${act.actor.name}, ${REASON}, s.batch_id, ${of('s.payload')}, ${of('s.before')}
    from exchange.row s where ${applied(act, batch, 'changed')}`.execute(act.tx);
  await rowsWritten(act, store, sql`r.county_code = ${act.scope.county} and r.id in (select s.row_id from exchange.row s where ${applied(act, batch, 'changed')})`);
}

async function removeMade(act: Act, batch: BatchColumns, type: RecordType, kept: string[]): Promise<void> {
  await sql`insert into house.change (county_code, record, row_id, version, division_code, act, at, actor_id, actor_name, reason, batch_id, before)
    select t.county_code, ${type.name}, t.id, t.version + 1, t.division_code, 'remove', ${act.now}, ${act.actor.id}, ${act.actor.name}, ${REASON}, s.batch_id, ${objectOf(kept)}
    from exchange.row s join ${sql.table(type.name)} t on t.county_code = s.county_code and t.id = s.row_id where ${applied(act, batch, 'new')}`.execute(act.tx);
  try {
    await sql`delete from ${sql.table(type.name)} t using exchange.row s where ${applied(act, batch, 'new')} and t.county_code = s.county_code and t.id = s.row_id`.execute(act.tx);
  } catch (error) {
    const { code, detail } = error as { code?: string; detail?: string };
    if (code !== '23503') throw error;
    refuse('record.in_use', `${usedBy(act, detail ?? '')}引用了这一批写入的${type.label}，不能撤销；请先处理那些记录`, { status: 409 });
  }
}

/** jsonb_build_object takes at most 50 pairs. */
function objectOf(kept: string[]) {
  const parts: string[][] = [];
  for (let at = 0; at < kept.length; at += 40) parts.push(kept.slice(at, at + 40));
  return sql.join(parts.map((part) => sql`jsonb_build_object(${sql.join(part.map((column) => sql`${sql.lit(column)}, ${sql.ref(`t.${column}`)}`))})`), sql` || `);
}

/** The ledger whose row still refers to one of ours, from the guard's detail. */
function usedBy(act: Act, detail: string): string {
  const table = /referenced from table "([^"]+)"/.exec(detail)?.[1];
  const found = [...act.house.records.values()].find(({ name }) => name.split('.')[1] === table);
  return found ? `“${found.ledger}”中有记录` : '其他台账中有记录';
}
