import { type RawBuilder, sql } from 'kysely';
import { type RecordType } from '#base/pure/record.ts';
import { isRefusal, refuse } from '#base/pure/refusal.ts';
import type { Act } from '#base/server/house.ts';
import { storedColumns } from '#base/server/records/columns.ts';
import { rowsWritten, type Store } from '#base/server/records/store.ts';
import { type BatchColumns, getBatch } from '../batches.ts';
import { importableLedger } from '../ledgers.ts';
import { refusingRow, type Span } from './conflicts.ts';
import { keepSources } from './sources.ts';

/** The columns of a record's table with their types, by name. */
export type TableColumns = Map<string, string>;

/** Reads the columns of a record's table. */
export async function tableColumns(act: Act, type: RecordType): Promise<TableColumns> {
  const { rows } = await sql<{ name: string; type: string }>`select attname as name, format_type(atttypid, atttypmod) as type from pg_attribute where attrelid = ${type.name}::regclass and attnum > 0 and not attisdropped`.execute(act.tx);
  return new Map(rows.map((row) => [row.name, row.type]));
}

/** The staged rows of a batch, alias `s`, that are still to be written. */
export const waiting = (act: Act, batchId: string, outcome: string) => sql`s.county_code = ${act.scope.county} and s.batch_id = ${batchId} and s.outcome = ${outcome} and s.applied_version is null`;

/** Typed columns of a jsonb column of staged rows, as alias `x`. */
export const typed = (column: string, names: string[], types: TableColumns) =>
  sql`jsonb_to_record(${sql.ref(column)}) as x(${sql.join(names.map((name) => sql`${sql.id(name)} ${sql.raw(types.get(name) ?? 'text')}`))})`;

const refs = (alias: string, names: string[]) => sql.join(names.map((name) => sql.ref(`${alias}.${name}`)));

/**
 * Writes a checked batch into its ledger, in the act's one transaction and by a fixed number of statements: new rows, changes, their history, and the record's
 * own upkeep. Refuses with the row's number where a row was changed or registered since the check, and then nothing is written.
 */
export async function commitBatch(act: Act, id: string, mayWrite = true): Promise<BatchColumns> {
  const batch = await getBatch(act, id, true);
  const store = mayWrite ? importableLedger(act.house, act.actor, batch.ledger) : act.house.stores.get(batch.ledger)!;
  if (batch.state === 'undone' || batch.state === 'failed' || batch.state === 'checking') refuse('import.state', batch.state === 'checking' ? '还在核对，请稍候' : '这一批已撤销或未完成，请重新上传', { status: 409 });
  const { type } = store;
  await sql`select pg_advisory_xact_lock(hashtext(${`import/${act.scope.county}/${type.name}`}))`.execute(act.tx);
  const types = await tableColumns(act, type);
  await refuseSinceRegistered(act, batch, type, types);
  await refuseSinceChanged(act, batch, type);
  const columns = { new: await keysOf(act, batch.id, 'new'), changed: await keysOf(act, batch.id, 'changed') };
  await refusingRow(act, type, await spanOf(act, batch.id), async (span) => {
    await writeNew(act, batch, type, types, columns.new, span);
    await writeChanged(act, batch, type, types, columns.changed, span);
  });
  await keepHistory(act, batch, store, [...new Set([...columns.new, ...columns.changed])]);
  await rowsWritten(act, store, sql`r.county_code = ${act.scope.county} and r.batch_id = ${batch.id}`);
  if (batch.layout_id) await keepSources(act, batch, type, batch.layout_name ?? '外部版式');
  await sql`update exchange.row s set applied_version = r.version from ${sql.table(type.name)} r where r.county_code = s.county_code and r.id = s.row_id
    and s.county_code = ${act.scope.county} and s.batch_id = ${batch.id} and s.outcome in ('new', 'changed') and s.applied_version is null`.execute(act.tx);
  await sql`update exchange.batch set state = 'committed', failure = null, committed_at = ${act.now} where county_code = ${act.scope.county} and id = ${batch.id}`.execute(act.tx);
  act.note({ record: type.name, detail: { batch: batch.id, file: batch.file_name, counts: batch.counts } });
  return getBatch(act, id);
}

async function spanOf(act: Act, batchId: string): Promise<Span> {
  const { rows } = await sql<Span>`select coalesce(min(number), 0) as from, coalesce(max(number), 0) as to from exchange.row where county_code = ${act.scope.county} and batch_id = ${batchId}`.execute(act.tx);
  return rows[0]!;
}

async function keysOf(act: Act, batchId: string, outcome: string): Promise<string[]> {
  const { rows } = await sql<{ key: string }>`select distinct jsonb_object_keys(s.payload) as key from exchange.row s where ${waiting(act, batchId, outcome)}`.execute(act.tx);
  return rows.map(({ key }) => key).filter((key) => key !== 'division_code');
}

async function writeNew(act: Act, batch: BatchColumns, type: RecordType, types: TableColumns, names: string[], span: Span): Promise<void> {
  if (names.length === 0) return;
  await sql`insert into ${sql.table(type.name)} (county_code, id, division_code, batch_id, created_at, updated_at, ${sql.join(names.map((name) => sql.id(name)))})
    select s.county_code, s.row_id, s.target_division, s.batch_id, ${act.now}, ${act.now}, ${refs('x', names)}
    from exchange.row s, ${typed('s.payload', names, types)} where ${waiting(act, batch.id, 'new')} and s.number between ${span.from} and ${span.to} order by s.number`.execute(act.tx);
}

async function writeChanged(act: Act, batch: BatchColumns, type: RecordType, types: TableColumns, names: string[], span: Span): Promise<void> {
  const sets: RawBuilder<unknown>[] = names.map((name) => sql`${sql.id(name)} = case when s.payload ? ${sql.lit(name)} then ${sql.ref(`x.${name}`)} else ${sql.ref(`t.${name}`)} end`);
  const from = names.length === 0 ? sql`exchange.row s` : sql`exchange.row s, ${typed('s.payload', names, types)}`;
  await sql`update ${sql.table(type.name)} t set ${sql.join([...sets, sql`division_code = s.target_division, version = t.version + 1, updated_at = ${act.now}, batch_id = s.batch_id`])}
    from ${from} where ${waiting(act, batch.id, 'changed')} and s.number between ${span.from} and ${span.to} and t.county_code = s.county_code and t.id = s.row_id and t.version = s.row_version`.execute(act.tx);
}

/** Two checks of one sheet, or a row typed meanwhile: what was new then is there now. */
async function refuseSinceRegistered(act: Act, batch: BatchColumns, type: RecordType, types: TableColumns): Promise<void> {
  const columns = type.identity.map((name) => identityColumn(type, name).column);
  const same = columns.map((column) => sql`coalesce(${sql.ref(`r.${column}`)}::text, '') = coalesce(${sql.ref(`x.${column}`)}::text, '')`);
  const some = columns.map((column) => sql`${sql.ref(`x.${column}`)} is not null`);
  if (columns.length === 0) return;
  const { rows } = await sql<{ number: number }>`select s.number from exchange.row s, ${typed('s.payload', columns, types)}, ${sql.table(type.name)} r
    where ${waiting(act, batch.id, 'new')} and r.county_code = s.county_code and r.created_at >= ${batch.created_at} and (${sql.join(some, sql` or `)}) and ${sql.join(same, sql` and `)} order by s.number limit 5`.execute(act.tx);
  if (rows.length > 0) refuse('import.conflict', `第 ${rows.map(({ number }) => number).join('、')} 行在核对之后已有人登记，未写入任何内容，请重新核对`, { status: 409, detail: { rows: rows.map(({ number }) => number) } });
}

const identityColumn = (type: RecordType, name: string) => storedColumns({ ...type, fields: { [name]: type.fields[name]! } }).at(-1)!;

/** Rows that somebody changed or removed between check and commit; the rows stay locked until the end. */
async function refuseSinceChanged(act: Act, batch: BatchColumns, type: RecordType): Promise<void> {
  await sql`select 1 from ${sql.table(type.name)} t where t.county_code = ${act.scope.county} and t.id in (select s.row_id from exchange.row s where ${waiting(act, batch.id, 'changed')}) order by t.id for update`.execute(act.tx);
  const { rows } = await sql<{ number: number }>`select s.number from exchange.row s left join ${sql.table(type.name)} t on t.county_code = s.county_code and t.id = s.row_id
    where ${waiting(act, batch.id, 'changed')} and t.version is distinct from s.row_version order by s.number limit 5`.execute(act.tx);
  if (rows.length > 0) refuse('import.conflict', `第 ${rows.map(({ number }) => number).join('、')} 行对应的记录在核对之后被修改或删除，未写入任何内容，请重新核对`, { status: 409, detail: { rows: rows.map(({ number }) => number) } });
}

async function keepHistory(act: Act, batch: BatchColumns, store: Store, written: string[]): Promise<void> {
  const kept = storedColumns(store.type, Object.keys(store.computed ?? {})).map(({ column }) => column);
  const of = (column: string) => sql`(select jsonb_object_agg(key, value) from jsonb_each(${sql.ref(column)}) where key = any(${kept}::text[]))`;
  const extras = written.filter((key) => !kept.includes(key));
  const after = extras.length === 0 ? sql`s.payload` : sql`s.payload - ${extras}::text[]`;
  await sql`insert into house.change (county_code, record, row_id, version, division_code, act, at, actor_id, actor_name, batch_id, before, after)
    select s.county_code, ${store.type.name}, s.row_id, coalesce(s.row_version, 0) + 1, s.target_division, 'import', ${act.now}, ${act.actor.id}, ${act.actor.name}, s.batch_id,
      case when s.before is null then null else ${of('s.before')} end, ${after}
    from exchange.row s where s.county_code = ${act.scope.county} and s.batch_id = ${batch.id} and s.outcome in ('new', 'changed') and s.applied_version is null`.execute(act.tx);
}

/** Keeps why a commit did not come to pass, in a transaction of its own. */
export async function keepFailure(act: Act, id: string, error: unknown): Promise<void> {
  const reason = isRefusal(error) ? error.message : '提交时系统出错，未写入任何内容，可再次提交';
  await sql`update exchange.batch set state = 'checked', failure = ${reason} where county_code = ${act.scope.county} and id = ${id} and state = 'committing'`.execute(act.tx);
}
