import { PgBoss } from 'pg-boss';
import type { Logger } from 'pino';
import type { House, JobDeclaration } from './house.ts';

/** Background work: sent now, done soon, once; or by a cron line. */
export type Jobs = {
  send(name: string, payload: Record<string, unknown>): Promise<void>;
  stop(): Promise<void>;
};

/** Starts pg-boss on the owner's connection and subscribes every module's jobs. */
export async function startJobs(house: House, url: string, declarations: JobDeclaration[], log: Logger): Promise<Jobs> {
  const boss = new PgBoss({ connectionString: url, max: 3, schema: 'jobs' });
  boss.on('error', (error) => log.error({ fault: String(error) }, '后台任务出错'));
  await boss.start();
  for (const job of declarations) {
    await boss.createQueue(job.name, { retryLimit: 2, policy: 'standard' });
    await boss.work(job.name, { pollingIntervalSeconds: 0.5 }, async ([task]) => job.work(house, (task?.data ?? {}) as Record<string, unknown>));
    if (job.cron) await boss.schedule(job.name, job.cron, {}, { tz: 'Asia/Shanghai' });
  }
  return {
    send: async (name, payload) => { await boss.send(name, payload); },
    stop: () => boss.stop({ graceful: true, timeout: 20_000 }),
  };
}

/** Jobs for commands that run beside the product: sends are refused, nothing is worked. */
export const NO_JOBS: Jobs = { send: async () => { throw new Error('此处不能派发后台任务'); }, stop: async () => undefined };
