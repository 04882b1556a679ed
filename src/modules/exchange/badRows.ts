import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { isForbiddenHeader } from '#base/pure/secrets.ts';
import { refuse } from '#base/pure/refusal.ts';
import type { Act } from '#base/server/house.ts';
import { writeSheet } from '#base/server/sheets/write-sheet.ts';
import type { WrittenRow } from '#base/server/sheets/workbook-shapes.ts';
import { type BatchColumns, getBatch } from './batches.ts';
import { exportReady, getExport, openExport, showExport } from './exports.ts';
import { importableLedger } from './ledgers.ts';
import { REASON_HEADER } from './reading/targets.ts';
import type { Export, RowProblem } from './schema.ts';
import { openRaw } from './staging/stage.ts';
import { sheetName } from './template.ts';
import { exportPath } from './uploads.ts';

/** Writes the rows that did not pass as they stood in the sheet, with a column 错误原因; corrected, the workbook can be imported as it is. */
export async function exportBadRows(act: Act, input: { batchId: string; id: string }): Promise<Export> {
  const batch = await getBatch(act, input.batchId);
  const { type } = importableLedger(act.house, act.actor, batch.ledger);
  const bad = batch.counts.bad + batch.counts.ambiguous;
  if (bad === 0) refuse('import.no_bad', '这一批没有退回的行');
  const { rows: known } = await sql`select 1 from exchange.export where county_code = ${act.scope.county} and id = ${input.id}`.execute(act.tx);
  if (known.length > 0) return showExport(act, await getExport(act, input.id));
  await openExport(act, { id: input.id, kind: 'badRows', ledger: type.name, purpose: `更正“${batch.file_name}”中退回的行`, state: 'writing', rows: bad, fileName: `${batch.file_name.replace(/\.[^.]*$/, '')}-退回行.xlsx` });
  const kept = batch.headers.map((_, index) => index).filter((index) => !isForbiddenHeader(batch.headers[index]!) && batch.headers[index] !== REASON_HEADER);
  await mkdir(join(act.house.config.data, 'exports'), { recursive: true, mode: 0o700 });
  await writeSheet(exportPath(act.house, input.id), {
    sheets: [{
      name: sheetName(type.label), rows: rowsOf(act, batch, kept),
      columns: [{ header: REASON_HEADER, kind: 'text', width: 40 }, ...kept.map((index) => ({ header: batch.headers[index]!, kind: 'text' as const, hidden: batch.targets[index] === 'key' }))],
    }],
  });
  await exportReady(act, input.id, bad);
  act.note({ record: type.name, reason: '更正退回的行', detail: { batch: batch.id, rows: bad } });
  return showExport(act, await getExport(act, input.id));
}

const PORTION = 1000;

async function* rowsOf(act: Act, batch: BatchColumns, kept: number[]): AsyncGenerator<WrittenRow> {
  let after = 0;
  for (;;) {
    const { rows } = await sql<{ number: number; problems: RowProblem[]; raw_sealed: string | null }>`select number, problems, raw_sealed from exchange.row
      where county_code = ${act.scope.county} and batch_id = ${batch.id} and outcome in ('bad', 'ambiguous') and number > ${after} order by number limit ${PORTION}`.execute(act.tx);
    for (const { number, problems, raw_sealed } of rows) {
      const cells = raw_sealed ? openRaw(act.house.keys, raw_sealed) : [];
      const reasons = problems.filter((one) => !one.warning).map(({ label, message }) => (label ? `${label}：${message}` : message));
      yield [`原第 ${number} 行：${reasons.join('；')}`, ...kept.map((index) => cells[index] ?? '')];
    }
    if (rows.length < PORTION) return;
    after = rows[rows.length - 1]!.number;
  }
}
