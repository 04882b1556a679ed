import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '#base/server/database.ts';
import type { Act, House } from '#base/server/house.ts';
import type { AuditQuery, AuditRow } from './schema.ts';

/** One audit row as stored, before it gets its labels. */
export type StoredAuditRow = Omit<AuditRow, 'operationLabel' | 'recordLabel'>;

/** One page of the county's audit, newest first, and how many rows meet the query. */
export async function listAudit(act: Act, query: AuditQuery): Promise<{ rows: StoredAuditRow[]; total: number }> {
  const where = sql.join(auditConditions(act, query), sql` and `);
  const { rows } = await sql<StoredAuditRow>`select e.id::text as id, e.at, e.actor_id as "actorId", e.actor_name as "actorName", e.unit_name as "unitName", e.operation, e.record, e.row_id as "rowId", e.outcome, e.reason, e.detail,
      e.request_id as "requestId", e.address, exists (select 1 from audit.link l where l.county_code = e.county_code and l.entry_id = e.id) as linked
    from audit.entry e where ${where} order by e.at desc, e.id desc limit ${query.size} offset ${(query.page - 1) * query.size}`.execute(act.tx);
  const { rows: counted } = await sql<{ total: string }>`select count(*) as total from audit.entry e where ${where}`.execute(act.tx);
  return { rows, total: Number(counted[0]!.total) };
}

function auditConditions(act: Act, { from, to, actor, operation, record, rowId, outcome }: AuditQuery): RawBuilder<unknown>[] {
  const midnight = (day: string) => sql`(${day}::date::timestamp at time zone 'Asia/Shanghai')`;
  return [
    sql`e.county_code = ${act.scope.county}`,
    ...(from ? [sql`e.at >= ${midnight(from)}`] : []),
    ...(to ? [sql`e.at < ${midnight(to)} + interval '1 day'`] : []),
    ...(actor ? [sql`(strpos(e.actor_name, ${actor}) > 0 or e.actor_id = ${actor})`] : []),
    ...(operation ? [sql`starts_with(e.operation, ${operation})`] : []),
    ...(record ? [sql`e.record = ${record}`] : []),
    ...(rowId ? [sql`e.row_id = ${rowId}`] : []),
    ...(outcome ? [sql`e.outcome = ${outcome}`] : []),
  ];
}

/** One piece of background work as pg-boss keeps it. */
export type StoredJob = { id: string; name: string; state: string; createdAt: string; startedAt: string | null; completedAt: string | null; retries: number; failure: string | null };

/** One page of background work, newest first; nothing where none was ever started on this database. */
export async function listJobs({ database }: House, { name, state, page, size }: { name?: string; state?: string; page: number; size: number }): Promise<{ rows: StoredJob[]; total: number }> {
  const { rows: present } = await sql<{ present: boolean }>`select to_regclass('jobs.job') is not null as present`.execute(database.owner);
  if (!present[0]!.present) return { rows: [], total: 0 };
  const where = sql`name !~ '^__pgboss' ${name ? sql`and starts_with(name, ${name})` : sql``} ${state ? sql`and state::text = ${state}` : sql``}`;
  const { rows } = await sql<StoredJob>`select id::text as id, name, state::text as state, created_on as "createdAt", started_on as "startedAt", completed_on as "completedAt", retry_count as retries, left(output->>'message', 200) as failure
    from jobs.job where ${where} order by created_on desc, id limit ${size} offset ${(page - 1) * size}`.execute(database.owner);
  const { rows: counted } = await sql<{ total: string }>`select count(*) as total from jobs.job where ${where}`.execute(database.owner);
  return { rows, total: Number(counted[0]!.total) };
}

/** The settings made in a county, by key. */
export async function listSettings(tx: Tx, county: string): Promise<Map<string, unknown>> {
  const { rows } = await sql<{ key: string; value: unknown }>`select key, value from house.setting where county_code = ${county}`.execute(tx);
  return new Map(rows.map((row) => [row.key, row.value]));
}

/** Makes or replaces one setting of a county. */
export async function writeSetting(tx: Tx, county: string, key: string, value: unknown): Promise<void> {
  await sql`insert into house.setting (county_code, key, value) values (${county}, ${key}, ${JSON.stringify(value)}::jsonb)
    on conflict (county_code, key) do update set value = excluded.value, updated_at = now()`.execute(tx);
}
