import { sql } from 'kysely';
import { columnOf, type Field, type RecordType } from '#base/pure/record.ts';
import { notFound } from '#base/pure/refusal.ts';
import type { Act } from '#base/server/house.ts';
import { type Columns, decode, masked, printValue } from '#base/server/records/columns.ts';
import type { ActorColumns } from './acting.ts';
import { existingById } from './staging/existing.ts';
import { openRaw } from './staging/stage.ts';
import { titlesOf } from './staging/titles.ts';
import { ledgersFor, readableLedger } from './ledgers.ts';
import type { Batch, BatchRow, Counts, OutcomeCode, RowProblem } from './schema.ts';

/** A batch as it is kept. */
export type BatchColumns = ActorColumns & {
  id: string; division_code: string; ledger: string; upload_id: string | null; file_name: string; sheet: string | null; headers: string[]; header_row: number; targets: (string | null)[]; warnings: string[];
  state: Batch['state']; failure: string | null; read: number; counts: Counts; applied: string; created_at: string; checked_at: string | null; committed_at: string | null; undone_at: string | null;
  layout_id: string | null; layout_name: string | null; as_of: string | null; differences: number;
};

/** A staged row as it is kept. */
export type StagedColumns = {
  number: number; outcome: OutcomeCode; row_id: string | null; row_version: number | null; target_division: string | null; payload: Columns | null; before: Columns | null;
  problems: RowProblem[]; raw_sealed: string | null; applied_version: number | null;
};

const APPLIED = sql`(select count(*) from exchange.row r where r.county_code = b.county_code and r.batch_id = b.id and r.applied_version is not null) as applied, b.as_of::text as as_of, (select l.name from exchange.layout l where l.county_code = b.county_code and l.id = b.layout_id) as layout_name`;

/** The batch in scope, locked when it will be written; refuses as not found. */
export async function getBatch(act: Act, id: string, lock = false): Promise<BatchColumns> {
  const { rows } = await sql<BatchColumns>`select b.*, ${APPLIED} from exchange.batch b where b.county_code = ${act.scope.county} and b.division_code between ${act.scope.from} and ${act.scope.to} and b.id = ${id} ${lock ? sql`for update` : sql``}`.execute(act.tx);
  return rows[0] ?? notFound('导入批次');
}

/** A batch as it is answered. */
export function showBatch(act: Act, row: BatchColumns): Batch {
  return {
    id: row.id, ledger: row.ledger, ledgerLabel: act.house.records.get(row.ledger)?.ledger ?? row.ledger, fileName: row.file_name, sheet: row.sheet, state: row.state, failure: row.failure,
    read: row.read, counts: row.counts, applied: Number(row.applied), warnings: row.warnings, actorName: row.actor_name, unitName: row.actor_unit_name,
    createdAt: row.created_at, checkedAt: row.checked_at, committedAt: row.committed_at, undoneAt: row.undone_at,
    layout: row.layout_name, asOf: row.as_of, differences: row.differences,
  };
}

/** A page of the batches in scope whose ledgers the actor may see, the latest first. */
export async function listBatches(act: Act, query: { page: number; size: number; ledger?: string; state?: string }) {
  const names = ledgersFor(act).map(({ name }) => name).filter((name) => !query.ledger || name === query.ledger);
  const where = sql`b.county_code = ${act.scope.county} and b.division_code between ${act.scope.from} and ${act.scope.to} and b.ledger = any(${names}::text[]) ${query.state ? sql`and b.state = ${query.state}` : sql``}`;
  const { rows } = await sql<BatchColumns>`select b.*, ${APPLIED} from exchange.batch b where ${where} order by b.created_at desc limit ${query.size} offset ${(query.page - 1) * query.size}`.execute(act.tx);
  const { rows: total } = await sql<{ total: string }>`select count(*) as total from exchange.batch b where ${where}`.execute(act.tx);
  return { rows: rows.map((row) => showBatch(act, row)), total: Number(total[0]!.total), page: query.page, size: query.size };
}

/** A page of a batch's rows, in the order of the sheet. */
export async function listRows(act: Act, query: { batchId: string; page: number; size: number; outcome?: string }) {
  const batch = await getBatch(act, query.batchId);
  const { type } = readableLedger(act.house, act.actor, batch.ledger);
  const where = sql`county_code = ${act.scope.county} and batch_id = ${batch.id} ${query.outcome ? sql`and outcome = ${query.outcome}` : sql``}`;
  const { rows } = await sql<StagedColumns>`select * from exchange.row where ${where} order by number limit ${query.size} offset ${(query.page - 1) * query.size}`.execute(act.tx);
  const { rows: total } = await sql<{ total: string }>`select count(*) as total from exchange.row where ${where}`.execute(act.tx);
  act.note({ record: type.name, detail: { batch: batch.id, outcome: query.outcome ?? '' } });
  const shown = await showRows(act, type, rows);
  return { rows: shown.map((one, at) => (one.outcome === 'bad' ? { ...one, title: titleInSheet(act, type, batch, rows[at]!) } : one)), total: Number(total[0]!.total), page: query.page, size: query.size };
}

/** Whom a rejected row speaks of, as its sheet says: the cell of the title (of what it refers to, where that is the title), never a sealed one. */
function titleInSheet(act: Act, type: RecordType, batch: BatchColumns, row: StagedColumns): string | null {
  const field = type.fields[type.title]!;
  const named = field.kind === 'reference' ? field.of!() : undefined;
  if (field.sealed || named?.fields[named.title]?.sealed || !row.raw_sealed) return null;
  const wanted = named ? [`${type.title}.${named.title}`, `${type.title}.title`] : [type.title];
  const index = batch.targets.findIndex((target) => target !== null && wanted.includes(target));
  const cell = index < 0 ? '' : (openRaw(act.house.keys, row.raw_sealed)[index] ?? '').trim();
  return cell === '' ? null : cell.slice(0, 60);
}

/** One row of a batch as it is kept; refuses as not found. */
export async function getRow(act: Act, batchId: string, number: number): Promise<StagedColumns> {
  const { rows } = await sql<StagedColumns>`select * from exchange.row where county_code = ${act.scope.county} and batch_id = ${batchId} and number = ${number} for update`.execute(act.tx);
  return rows[0] ?? notFound('这一行');
}

/** Staged rows in words: values that will stand, for changes what they were, with the titles of references and places; sealed ones masked. */
export async function showRows(act: Act, type: RecordType, rows: StagedColumns[]): Promise<BatchRow[]> {
  const places = await placeNames(act, rows.flatMap((row) => (row.target_division ? [row.target_division] : [])));
  const standing = await existingById(act, type, rows.flatMap((row) => (row.outcome === 'same' && row.row_id ? [row.row_id] : [])));
  const titles = await referenceTitles(act, type, rows.map((row) => (row.outcome === 'same' ? { ...row, payload: standing.get(row.row_id ?? '') ?? null } : row)));
  const candidates = await candidatesOf(act, type, rows);
  const names = await titlesOf(act, type, rows.flatMap((row) => ((row.outcome === 'changed' || row.outcome === 'same') && row.row_id ? [row.row_id] : [])));
  return rows.map((row) => {
    const shown = row.outcome === 'same' ? (standing.get(row.row_id ?? '') ?? {}) : (row.payload ?? {});
    return {
      number: row.number, outcome: row.outcome, applied: row.applied_version !== null, title: names.get(row.row_id ?? '') ?? null, place: row.target_division ? (places.get(row.target_division) ?? row.target_division) : null,
      fields: fieldsOf(act, type, shown, row.before, titles), problems: row.problems, candidates: row.problems.flatMap((one) => one.candidates ?? []).flatMap((id) => candidates.get(id) ?? []),
    };
  });
}

function fieldsOf(act: Act, type: RecordType, after: Columns, before: Columns | null, titles: Map<string, string>): BatchRow['fields'] {
  const present = (columns: Columns, name: string, field: Field) => (field.sealed ? `${columnOf(name)}_sealed` : columnOf(name)) in columns;
  const now = decode(type, after, act.house.keys);
  const old = decode(type, before ?? {}, act.house.keys);
  const print = (field: Field, value: unknown) => (field.sealed ? masked(field, value) : field.kind === 'reference' && value ? (titles.get(String(value)) ?? '已登记') : printValue(field, value));
  return Object.entries(type.fields).filter(([name, field]) => present(after, name, field)).map(([name, field]) => ({
    field: name, label: field.label, before: before ? print(field, old[name]) : null, after: print(field, now[name]),
  })).filter((one) => one.before !== null || one.after !== null);
}

async function placeNames(act: Act, codes: string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ code: string; path: string }>`select code, path from organisation.division where county_code = ${act.scope.county} and code = any(${[...new Set(codes)]}::text[])`.execute(act.tx);
  return new Map(rows.map(({ code, path }) => [code, path]));
}

/** The titles of everything that the rows refer to, by id. */
async function referenceTitles(act: Act, type: RecordType, rows: StagedColumns[]): Promise<Map<string, string>> {
  const titles = new Map<string, string>();
  for (const [name, field] of Object.entries(type.fields)) {
    if (field.kind !== 'reference') continue;
    const ids = rows.flatMap((row) => [row.payload?.[columnOf(name)], row.before?.[columnOf(name)]]).filter((id): id is string => typeof id === 'string');
    for (const [id, { title }] of await describe(act, field.of!(), ids)) titles.set(id, title);
  }
  return titles;
}

type Described = { id: string; title: string; place: string; facts: string };

/** Rows of a record as a person tells them apart: title, place, and the first columns of their list. */
async function describe(act: Act, type: RecordType, ids: string[]): Promise<Map<string, Described>> {
  const rows = await existingById(act, type, ids);
  const places = await placeNames(act, [...rows.values()].map((row) => row.division_code));
  return new Map([...rows].map(([id, row]) => {
    const values = decode(type, row, act.house.keys);
    const print = (name: string) => { const field = type.fields[name]!; return field.sealed ? masked(field, values[name]) : printValue(field, values[name]); };
    const facts = type.list.filter((name) => name !== type.title && type.fields[name]!.kind !== 'reference').map(print).filter((one) => one).slice(0, 4).join(' ');
    return [id, { id, title: String(values[type.title] ?? ''), place: places.get(row.division_code) ?? row.division_code, facts }];
  }));
}

async function candidatesOf(act: Act, type: RecordType, rows: StagedColumns[]): Promise<Map<string, Described>> {
  const all = new Map<string, Described>();
  const byField = new Map<string, string[]>();
  for (const row of rows) for (const problem of row.problems) if (problem.candidates) byField.set(problem.field, [...(byField.get(problem.field) ?? []), ...problem.candidates]);
  for (const [name, ids] of byField) for (const [id, one] of await describe(act, name === '' ? type : type.fields[name]!.of!(), ids)) all.set(id, one);
  return all;
}
