import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import { sql } from 'kysely';
import { writeAudit } from '#base/server/audit/write.ts';
import type { Actor, House } from '#base/server/house.ts';
import { beside } from './acting.ts';
import { commitBatch } from './applying/commit.ts';
import { getBatch } from './batches.ts';
import { openBatch } from './imports.ts';
import type { RowProblem } from './schema.ts';
import { checkSheet } from './staging/check.ts';

/** What became of a file: rows read and their ends, and why rows did not pass (one entry a finding; rows waiting for a decision are among them). `differences`: values of a layout's file that wait as 数据差异. */
export type ImportResult = {
  batchId: string; read: number; created: number; updated: number; unchanged: number; rejected: number; ambiguous: number; differences: number;
  rejections: { row: number; field: string; reason: string }[]; warnings: string[];
};

/** Imports a file without the network: the same check and the same one-transaction commit as the console. With `dryRun` nothing stays, not even the batch. */
export async function importFile(house: House, actor: Actor, path: string, ledger: string, options: { dryRun?: boolean; sheet?: string; layout?: string; asOf?: string } = {}): Promise<ImportResult> {
  const runner = beside(house, actor);
  const batch = await runner.run((act) => openBatch(act, { batchId: randomUUID(), path, fileName: basename(path), ledger, sheet: options.sheet, layout: options.layout, asOf: options.asOf }));
  const remove = () => runner.run((act) => sql`delete from exchange.batch where county_code = ${act.scope.county} and id = ${batch.id}`.execute(act.tx));
  try {
    const counts = await checkSheet(runner, batch, path);
    const rejections = await runner.run(async (act) => {
      const { rows } = await sql<{ number: number; outcome: string; problems: RowProblem[] }>`select number, outcome, problems from exchange.row where county_code = ${act.scope.county} and batch_id = ${batch.id} and outcome in ('bad', 'ambiguous') order by number`.execute(act.tx);
      return rows.flatMap(({ number, outcome, problems }) => problems.filter((one) => !one.warning).map(({ label, message }) => ({ row: number, field: label, reason: outcome === 'ambiguous' ? `待认定：${message}` : message })));
    });
    const { differences } = await runner.run((act) => getBatch(act, batch.id));
    if (options.dryRun) await remove();
    else {
      await runner.run(async (act) => {
        await commitBatch(act, batch.id);
        await writeAudit(house, act.tx, { name: 'exchange.commit' }, actor, { requestId: act.requestId, address: '本机' }, 'done', { record: batch.ledger, detail: { batch: batch.id, file: batch.file_name, counts } });
      });
    }
    const read = counts.new + counts.changed + counts.same + counts.bad + counts.ambiguous + counts.skipped;
    return { batchId: batch.id, read, created: counts.new, updated: counts.changed, unchanged: counts.same, rejected: counts.bad, ambiguous: counts.ambiguous, differences, rejections, warnings: batch.warnings };
  } catch (error) {
    await remove();
    throw error;
  }
}
