import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { RecordQuery } from '#base/pure/recordOperations.ts';
import { labelOf } from '#base/pure/codes.ts';
import { printYuan } from '#base/pure/fen.ts';
import type { Field, RecordType, Values } from '#base/pure/record.ts';
import { isRefusal, notFound, refuse } from '#base/pure/refusal.ts';
import { todayIn } from '#base/pure/day.ts';
import { holdsWholeNumber } from '#base/pure/wholeNumber.ts';
import type { Act } from '#base/server/house.ts';
import { NO_JOBS } from '#base/server/jobs.ts';
import { conditionsOf, countRows, everyRow } from '#base/server/records/list.ts';
import type { Store } from '#base/server/records/store.ts';
import { writeSheet } from '#base/server/sheets/write-sheet.ts';
import { type ActorColumns, actorColumns, actorOf, type Runner } from './acting.ts';
import { exportableLedger, ledgerOf } from './ledgers.ts';
import { readyLayout } from './layouts/layout.ts';
import { type LayoutSheet, layoutSheet } from './layouts/write.ts';
import { ApproveAbove, type Export } from './schema.ts';
import { exportedColumns } from './sheets.ts';
import { sheetName } from './template.ts';
import { exportPath, KEPT_MS } from './uploads.ts';

const MOST_ROWS = 1_000_000;

/** An export as it is kept. */
export type ExportColumns = ActorColumns & {
  id: string; division_code: string; number: string; kind: 'ledger' | 'badRows'; ledger: string; query: Partial<RecordQuery>; fields: string[] | null; purpose: string; state: Export['state']; failure: string | null;
  rows: number; file_name: string | null; approver_name: string | null; decision: string | null; created_at: string; expires_at: string | null; layout_id: string | null;
};

/** The export in scope; refuses as not found. */
export async function getExport(act: Act, id: string): Promise<ExportColumns> {
  const { rows } = await sql<ExportColumns>`select * from exchange.export where county_code = ${act.scope.county} and division_code between ${act.scope.from} and ${act.scope.to} and id = ${id}`.execute(act.tx);
  return rows[0] ?? notFound('导出');
}

/** An export as it is answered. */
export async function showExport(act: Act, row: ExportColumns): Promise<Export> {
  const type = act.house.records.get(row.ledger);
  return {
    id: row.id, number: row.number, kind: row.kind, ledger: row.ledger, ledgerLabel: type?.ledger ?? row.ledger, purpose: row.purpose, state: row.state, failure: row.failure, rows: row.rows, fileName: row.file_name,
    filter: type && row.kind === 'ledger' ? await filterWords(act, type, row.query) : '', actorName: row.actor_name, unitName: row.actor_unit_name, own: row.actor_id === act.actor.id,
    approverName: row.approver_name, decision: row.decision, createdAt: row.created_at, expiresAt: row.expires_at,
  };
}

/** Notes an export under the next number of the day. */
export async function openExport(act: Act, row: { id: string; kind: ExportColumns['kind']; ledger: string; query?: unknown; fields?: string[]; layoutId?: string | undefined; purpose: string; state: Export['state']; rows: number; fileName: string }): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext(${`export/${act.scope.county}`}))`.execute(act.tx);
  const day = todayIn('Asia/Shanghai', act.now).replaceAll('-', '');
  const { rows: last } = await sql<{ last: string | null }>`select max(number) as last from exchange.export where county_code = ${act.scope.county} and number like ${`DC${day}-%`}`.execute(act.house.database.owner);
  const number = `DC${day}-${String(Number(last[0]?.last?.slice(11) ?? 0) + 1).padStart(4, '0')}`;
  const columns: Record<string, unknown> = {
    ...actorColumns(act.actor), id: row.id, division_code: act.actor.division, number, kind: row.kind, ledger: row.ledger, query: JSON.stringify(row.query ?? {}), fields: row.fields ? JSON.stringify(row.fields) : null,
    purpose: row.purpose, state: row.state, rows: row.rows, file_name: row.fileName, created_at: act.now, layout_id: row.layoutId ?? null,
  };
  await sql`insert into exchange.export (${sql.join(Object.keys(columns).map((name) => sql.id(name)))}) values (${sql.join(Object.values(columns).map((value) => sql`${value}`))})`.execute(act.tx);
}

/** Notes that an export's file is there for a day. */
export async function exportReady(act: Act, id: string, rows: number): Promise<void> {
  await sql`update exchange.export set state = 'ready', failure = null, rows = ${rows}, ready_at = ${act.now}, expires_at = ${new Date(act.now.getTime() + KEPT_MS)} where county_code = ${act.scope.county} and id = ${id}`.execute(act.tx);
}

/** Asks for an export of a ledger: written at once, or kept for a second person where it has many rows. Repeating the call answers the export that is there. */
export async function exportLedger(act: Act, input: { id: string; ledger: string; query: Partial<RecordQuery>; fields?: string[]; layout?: string; purpose: string }): Promise<Export> {
  const store = exportableLedger(act.house, act.actor, input.ledger);
  const { rows: known } = await sql`select 1 from exchange.export where county_code = ${act.scope.county} and id = ${input.id}`.execute(act.tx);
  if (known.length > 0) return showExport(act, await getExport(act, input.id));
  const unknown = input.fields?.find((name) => !store.type.fields[name]);
  if (unknown) refuse('query.field', `没有“${unknown}”这一列`, { path: ['fields'] });
  const layout = input.layout ? await readyLayout(act, store.type, input.layout, 'export') : undefined;
  const query = await withoutNumbers(act, store, input.query);
  const rows = await countRows(act, store, conditionsOf(act, store, wholeQuery(query)), query.search !== undefined && !store.search);
  const waits = rows > (await approveAbove(act));
  const fileName = `${(layout?.name ?? store.type.ledger).replace(/[\\/:*?"<>|]/g, '')}${act.today}.xlsx`;
  await openExport(act, { id: input.id, kind: 'ledger', ledger: store.type.name, query, fields: input.fields, layoutId: layout?.id, purpose: input.purpose, state: waits ? 'waiting' : 'writing', rows, fileName });
  act.note({ record: store.type.name, reason: input.purpose, detail: { export: input.id, rows, waits, ...(layout ? { layout: layout.name } : {}) } });
  if (!waits) await writeExport(act, await getExport(act, input.id));
  return showExport(act, await getExport(act, input.id));
}

/** Rows that an exact number may find; far more than one person has. */
const MOST_FOUND = 500;

/** A query that is kept with the export: where it asks for somebody's number, which is sealed in its own place, the rows that it finds stand for it. */
async function withoutNumbers(act: Act, store: Store, query: Partial<RecordQuery>): Promise<Partial<RecordQuery>> {
  const sealed = Object.entries(query.filters ?? {}).some(([name, values]) => store.type.fields[name]?.sealed && !store.type.fields[name].codes && values.some((value) => value !== ''));
  if (!sealed && !holdsWholeNumber(query.search ?? '')) return query;
  const ids: string[] = [];
  for await (const row of everyRow(act, store, wholeQuery(query), MOST_FOUND)) ids.push(String(row.id));
  return { ids, ...(query.sort ? { sort: query.sort } : {}) };
}

const wholeQuery = (query: Partial<RecordQuery>): RecordQuery => ({ ...RecordQuery.parse({}), ...query });

async function approveAbove(act: Act): Promise<number> {
  const { rows } = await sql<{ value: unknown }>`select value from house.setting where county_code = ${act.scope.county} and key = 'exchange.approveAbove'`.execute(act.tx);
  const read = ApproveAbove.safeParse(rows[0]?.value);
  return read.success ? read.data : ApproveAbove.parse(undefined);
}

/** Lets an export go, or not; never by the person who asked for it. */
export async function approveExport(act: Act, input: { id: string; approved: boolean; opinion?: string }): Promise<Export> {
  const row = await getExport(act, input.id);
  if (row.state !== 'waiting') refuse('export.state', '这次导出不在待审批状态', { status: 409 });
  if (row.actor_id === act.actor.id) refuse('export.own', '自己申请的导出须由他人审批', { status: 403 });
  if (!input.approved && !input.opinion) refuse('export.opinion', '不批准的请写明原因', { path: ['opinion'] });
  await sql`update exchange.export set state = ${input.approved ? 'writing' : 'declined'}, approver_name = ${act.actor.name}, decision = ${input.opinion ?? (input.approved ? '同意' : '')} where county_code = ${act.scope.county} and id = ${input.id}`.execute(act.tx);
  act.note({ record: row.ledger, reason: row.purpose, detail: { export: row.number, approved: input.approved, rows: row.rows } });
  if (input.approved) {
    if (act.house.jobs === NO_JOBS) await writeExport({ ...act, actor: actorOf(row), scope: actorOf(row).scope }, await getExport(act, input.id));
    else await act.house.jobs.send('exchange.export', { id: input.id, actor: actorColumns(actorOf(row)) });
  }
  return showExport(act, await getExport(act, input.id));
}

/** Writes an approved export in the background; a failure is kept with it. */
export async function writeWaiting(runner: Runner, id: string): Promise<void> {
  try {
    await runner.run(async (act) => writeExport(act, await getExport(act, id)));
  } catch (error) {
    await runner.run((act) => sql`update exchange.export set state = 'failed', failure = ${isRefusal(error) ? error.message : '写文件时出错，请重新导出'} where county_code = ${act.scope.county} and id = ${id} and state = 'writing'`.execute(act.tx));
    if (!isRefusal(error)) throw error;
  }
}

/** Streams the rows into the file, with who, when, why and by which filter under them. */
async function writeExport(act: Act, row: ExportColumns): Promise<void> {
  const { store } = ledgerOf(act.house, row.ledger);
  const { type } = store;
  const layout = row.layout_id ? await readyLayout(act, type, row.layout_id, 'export') : undefined;
  let count = 0;
  async function* counted() {
    for await (const each of everyRow(act, store, wholeQuery(row.query), MOST_ROWS)) {
      count += 1;
      yield each;
    }
  }
  const sheet = layout ? layoutSheet(act, type, layout) : ownSheet(type, row.fields ?? undefined);
  const minute = new Date(act.now.getTime() + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
  const footer = `导出编号 ${row.number}　${row.actor_unit_name} ${row.actor_name}　${minute}　条件：${await filterWords(act, type, row.query)}　用途：${row.purpose}${layout ? `　版式：${layout.name}${layout.verified ? '' : '（待核实）'}` : ''}`;
  await mkdir(join(act.house.config.data, 'exports'), { recursive: true, mode: 0o700 });
  await writeSheet(exportPath(act.house, row.id), {
    sheets: [{ name: sheetName(layout?.sheet ?? type.label), title: layout ? (layout.heading ?? undefined) : type.ledger, columns: sheet.columns, rows: sheet.rows(counted()), footer }],
    properties: { 导出编号: row.number },
    headerFooter: { footer: `${row.number} ${row.actor_name} ${minute}` },
  });
  await exportReady(act, row.id, count);
}

/** A ledger in this system's own columns. */
function ownSheet(type: RecordType, fields: string[] | undefined): LayoutSheet {
  const columns = exportedColumns(type, fields);
  async function* rows(of: AsyncIterable<Values>) {
    for await (const each of of) yield columns.map(({ value }) => value(each));
  }
  return { columns: columns.map(({ column }) => column), rows };
}

/** A query in words; what was searched for is not repeated, since it may be somebody's number. */
async function filterWords(act: Act, type: RecordType, query: Partial<RecordQuery>): Promise<string> {
  const fields = Object.entries(query.filters ?? {}).map(([name, values]) => (type.fields[name] ? `${type.fields[name].label} ${valuesInWords(type.fields[name], values)}` : `${name}（已指定）`));
  const place = query.division ? `区划 ${await placeName(act, query.division)}` : '';
  const words = [query.figure ? `指标“${act.house.figures.get(query.figure)?.title ?? query.figure}” ${query.period ?? ''}`.trim() : '', place, query.search ? '按关键词查找' : '', query.ids ? `选定的 ${query.ids.length} 条` : '', ...fields];
  return words.filter((word) => word !== '').join('；') || '全部';
}

const RANGES = new Set(['day', 'partialDay', 'integer', 'fen']);

/** What a filter asks of a field, as a person says it; never what is sealed. */
function valuesInWords(field: Field, values: string[]): string {
  if (field.sealed || field.kind === 'reference') return '（已指定）';
  if (field.codes) return values.map((value) => labelOf(field.codes!, value)).join('、');
  if (field.kind === 'boolean') return values[0] === 'true' ? '是' : '否';
  if (!RANGES.has(field.kind)) return values.join('、');
  const [from, to] = values.map((value) => (field.kind === 'fen' && value !== '' ? `${printYuan(BigInt(value))} 元` : value));
  return from && to ? (from === to ? from : `${from} 至 ${to}`) : from ? `${from} 起` : `至 ${to}`;
}

async function placeName(act: Act, code: string): Promise<string> {
  const { rows } = await sql<{ path: string }>`select path from organisation.division where county_code = ${act.scope.county} and code = ${code}`.execute(act.tx);
  return rows[0]?.path ?? code;
}

/** A page of exports in scope, the latest first: one's own; all of them for whoever approves. */
export async function listExports(act: Act, query: { page: number; size: number }) {
  const where = sql`county_code = ${act.scope.county} and division_code between ${act.scope.from} and ${act.scope.to} ${act.actor.permissions.has('exchange.approve') ? sql`` : sql`and actor_id = ${act.actor.id}`}`;
  const { rows } = await sql<ExportColumns>`select * from exchange.export where ${where} order by created_at desc limit ${query.size} offset ${(query.page - 1) * query.size}`.execute(act.tx);
  const { rows: total } = await sql<{ total: string }>`select count(*) as total from exchange.export where ${where}`.execute(act.tx);
  return { rows: await shown(act, rows), total: Number(total[0]!.total), page: query.page, size: query.size };
}

async function shown(act: Act, rows: ExportColumns[]): Promise<Export[]> {
  const answers: Export[] = [];
  for (const row of rows) answers.push(await showExport(act, row));
  return answers;
}
