import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { copyFile, mkdir } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { NO_JOBS, startJobs } from '#base/server/jobs.ts';
import type { World } from '#test/world.ts';
import { exchangeJobs } from './jobs.ts';
import type { Batch } from './schema.ts';
import { clerkOf, openScratch, workbook } from './scratch.fixture.ts';
import { keepUpload, uploadPath } from './uploads.ts';

let world: World;
before(async () => {
  world = await openScratch();
  world.house.jobs = await startJobs(world.house, world.house.database.ownerUrl, exchangeJobs, world.house.log);
});
after(async () => {
  await world.house.jobs.stop();
  world.house.jobs = NO_JOBS;
  await world.close();
});

test('两千行以上在后台核对和提交，页面看得到进度；提交留审计', { timeout: 120_000 }, async () => {
  const me = clerkOf(world, 'east');
  const uploadId = randomUUID();
  await mkdir(`${world.house.config.data}/uploads`, { recursive: true });
  await copyFile(await workbook(['姓名', '入伍时间', '备注'], Array.from({ length: 2500 }, (_, index) => [`人${index}`, '1985-01', `第${index}行`])), uploadPath(world.house, uploadId));
  await world.act(me, (act) => keepUpload(act, uploadId, '名册.xlsx', 1));
  const started: Batch = await world.call(me, 'exchange.check', { batchId: randomUUID(), uploadId, ledger: 'scratch.fellow' });
  assert.equal(started.state, 'checking');
  const until = async (state: string): Promise<Batch> => {
    for (;;) {
      const batch: Batch = await world.call(me, 'exchange.batches.get', { batchId: started.id });
      if (batch.state === state) return batch;
      assert.ok(batch.failure === null, batch.failure ?? '');
      await wait(100);
    }
  };
  assert.equal((await until('checked')).counts.new, 2500);
  assert.equal((await world.call(me, 'exchange.commit', { batchId: started.id })).state, 'committing');
  assert.equal((await until('committed')).applied, 2500);
  const { rows } = await sql<{ actor_name: string; detail: { counts: { new: number } } }>`select actor_name, detail from audit.entry where operation = 'exchange.commit' and address = '后台任务'`.execute(world.house.database.owner);
  assert.deepEqual([rows.length, rows[0]!.actor_name, rows[0]!.detail.counts.new], [1, me.name, 2500]);
});
