import { setTimeout as wait } from 'node:timers/promises';
import { isRefusal } from '#base/pure/refusal.ts';
import { writeAudit } from '#base/server/audit/write.ts';
import type { House, JobDeclaration } from '#base/server/house.ts';
import { type ActorColumns, actorOf, beside, type Runner } from './acting.ts';
import { commitBatch, keepFailure } from './applying/commit.ts';
import { type BatchColumns, getBatch } from './batches.ts';
import { writeWaiting } from './exports.ts';
import { checkOrFail } from './staging/check.ts';
import { dropUpload, sweep, uploadPath } from './uploads.ts';

type Payload = { id: string; actor: ActorColumns };

/** The batch of a job; the act that sent the job may not have ended yet. */
async function sent(runner: Runner, id: string): Promise<BatchColumns> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await runner.run((act) => getBatch(act, id));
    } catch (error) {
      if (!isRefusal(error) || tries >= 25) throw error;
      await wait(200);
    }
  }
}

async function checkInBackground(house: House, payload: Record<string, unknown>): Promise<void> {
  const { id, actor } = payload as Payload;
  const runner = beside(house, actorOf(actor));
  const batch = await sent(runner, id);
  await checkOrFail(runner, batch, uploadPath(house, batch.upload_id ?? ''));
}

async function commitInBackground(house: House, payload: Record<string, unknown>): Promise<void> {
  const { id, actor } = payload as Payload;
  const runner = beside(house, actorOf(actor));
  try {
    const batch = await runner.run(async (act) => {
      const done = await commitBatch(act, id, false);
      await writeAudit(house, act.tx, { name: 'exchange.commit' }, runner.actor, { requestId: act.requestId, address: '后台任务' }, 'done', { record: done.ledger, detail: { batch: id, file: done.file_name, counts: done.counts } });
      return done;
    });
    if (batch.upload_id && batch.counts.ambiguous === 0) await dropUpload(house, batch.upload_id);
  } catch (error) {
    await runner.run((act) => keepFailure(act, id, error));
    if (!isRefusal(error)) throw error;
  }
}

/** What the module does in the background. */
export const exchangeJobs: JobDeclaration[] = [
  { name: 'exchange.check', work: checkInBackground },
  { name: 'exchange.commit', work: commitInBackground },
  { name: 'exchange.export', work: (house, payload) => writeWaiting(beside(house, actorOf((payload as Payload).actor)), (payload as Payload).id) },
  { name: 'exchange.sweep', cron: '17 * * * *', work: sweep },
];
