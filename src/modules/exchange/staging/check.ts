import { sql } from 'kysely';
import { isRefusal } from '#base/pure/refusal.ts';
import { isFooter } from '#base/server/sheets/footer-mark.ts';
import { cleanHeader } from '#base/server/sheets/header.ts';
import { openSheet } from '#base/server/sheets/open-sheet.ts';
import type { SheetRow } from '#base/server/sheets/shapes.ts';
import type { Runner } from '../acting.ts';
import { ledgerOf } from '../ledgers.ts';
import { layoutOfBatch } from '../layouts/layout.ts';
import { type Plan, planOf } from '../reading/plan.ts';
import { type Draft, readRow } from '../reading/rows.ts';
import type { Counts, OutcomeCode } from '../schema.ts';
import { uniqueKeys } from './existing.ts';
import { judge, type Memory } from './judge.ts';
import { keepProgress, stageRows } from './stage.ts';

/** A batch as the check needs it. */
export type CheckedBatch = { id: string; division_code: string; ledger: string; sheet: string | null; headers: string[]; header_row: number; targets: (string | null)[]; layout_id?: string | null; as_of?: string | null };

const PORTION = 1000;
export const NO_COUNTS: Counts = { new: 0, changed: 0, same: 0, bad: 0, ambiguous: 0, skipped: 0 };

/**
 * Reads a sheet to its end and stages every row with what would become of it; nothing of the ledger is touched. Reading and database work overlap,
 * one portion of rows is in memory at a time. Starting again forgets what an earlier start staged,
 * so staging need not wait for the disk; the end of the check does.
 */
export async function checkSheet(runner: Runner, batch: CheckedBatch, path: string): Promise<Counts> {
  const { store } = ledgerOf(runner.house, batch.ledger);
  const plan = await runner.run(async (act) => {
    await sql`delete from exchange.row where county_code = ${act.scope.county} and batch_id = ${batch.id}`.execute(act.tx);
    await keepProgress(act, batch.id, sql`read = 0, differences = 0, counts = ${JSON.stringify(NO_COUNTS)}::jsonb, state = 'checking'`);
    return planOf(act, store, batch.headers, batch.targets, await layoutOfBatch(act, store.type, batch));
  });
  const memory: Memory = { seen: new Map(), unique: await uniqueKeys(runner.house, plan.type) };
  const counts = { ...NO_COUNTS };
  let read = 0;
  let differences = 0;
  let staging: Promise<void> = Promise.resolve();
  const put = async (rows: SheetRow[]): Promise<void> => {
    const drafts = rows.map((row) => readRow(plan, row));
    const staged = await runner.run((act) => judge(act, plan, drafts, memory));
    for (const { outcome } of staged) counts[outcome as OutcomeCode] += 1;
    read += drafts.length;
    differences += staged.reduce((sum, { outcome, held }) => sum + (outcome === 'same' || outcome === 'changed' ? Object.keys(held?.about ?? {}).length : 0), 0);
    const progress = sql`read = ${read}, differences = ${differences}, counts = ${JSON.stringify(counts)}::jsonb`;
    await staging;
    staging = runner.run(async (act) => {
      if (runner.own) await sql`set local synchronous_commit to off`.execute(act.tx);
      await stageRows(act, batch, plan.headers, staged, new Map(drafts.map((draft): [number, Draft] => [draft.number, draft])));
      await keepProgress(act, batch.id, progress);
    });
    staging.catch(() => undefined);
  };
  await eachPortion(plan, batch, path, put);
  await staging;
  await runner.run((act) => keepProgress(act, batch.id, sql`read = ${read}, counts = ${JSON.stringify(counts)}::jsonb, state = 'checked', checked_at = ${act.now}`));
  return counts;
}

/** Hands on the data rows of a sheet in portions: what stands above the header, totals, repeated headers, blank rows and an export's footer are passed over. */
async function eachPortion(plan: Plan, batch: CheckedBatch, path: string, put: (rows: SheetRow[]) => Promise<void>): Promise<void> {
  const reader = await openSheet(path, batch.sheet ? { sheet: batch.sheet } : {});
  try {
    const columns = mappedColumns(plan);
    let rows: SheetRow[] = [];
    for await (const row of reader.rows()) {
      if (row.number <= batch.header_row || isFooter(row) || !isData(row, batch.headers, columns)) continue;
      rows.push(row);
      if (rows.length < PORTION) continue;
      await put(rows);
      rows = [];
    }
    if (rows.length > 0) await put(rows);
  } finally {
    await reader.close();
  }
}

function mappedColumns(plan: Plan): number[] {
  const named = plan.references.flatMap(({ columns }) => Object.values(columns));
  return [...new Set([...plan.fields.map(({ column }) => column), ...named, ...(plan.keyColumn === undefined ? [] : [plan.keyColumn])])];
}

const TOTAL = /^(?:合计|总计|小计|共计|本页合计)[:：]?$/;

function isData(row: SheetRow, headers: string[], columns: number[]): boolean {
  const filled = columns.filter((column) => (row.cells[column]?.text ?? '').trim() !== '' || row.cells[column]?.error !== undefined);
  if (filled.length === 0) return false;
  const first = row.cells.find((cell) => cell.text.trim() !== '')?.text.replace(/\s/g, '') ?? '';
  if (TOTAL.test(first)) return false;
  return filled.length < 2 || !filled.every((column) => cleanHeader(row.cells[column]!.text) === headers[column]);
}

/** Runs a check and keeps how it ended: a file that breaks off leaves its batch as failed with the reason, and nothing staged. */
export async function checkOrFail(runner: Runner, batch: CheckedBatch, path: string): Promise<void> {
  try {
    await checkSheet(runner, batch, path);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    await runner.run(async (act) => {
      await sql`delete from exchange.row where county_code = ${act.scope.county} and batch_id = ${batch.id}`.execute(act.tx);
      await keepProgress(act, batch.id, sql`state = 'failed', failure = ${error.message}, counts = ${JSON.stringify(NO_COUNTS)}::jsonb`);
    });
  }
}

