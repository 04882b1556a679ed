import { performance } from 'node:perf_hooks';

/** One measured claim: what was measured at which size, ours beside the comparison, and the aim. Numbers are printed with their unit. */
export type BenchResult = { claim: string; size: string; ours: string; comparison?: string; ratio?: string; aim?: string; note?: string };

/** Milliseconds of one call. */
export async function timed<T>(work: () => Promise<T>): Promise<{ ms: number; result: T }> {
  const start = performance.now();
  const result = await work();
  return { ms: performance.now() - start, result };
}

/** Median, 95th and 99th percentile of repeated calls, in milliseconds, after one call that does not count. */
export async function repeated(times: number, work: (at: number) => Promise<unknown>): Promise<{ median: number; p95: number; p99: number }> {
  await work(-1);
  const all: number[] = [];
  for (let at = 0; at < times; at += 1) all.push((await timed(() => work(at))).ms);
  all.sort((a, b) => a - b);
  const at = (share: number) => all[Math.min(all.length - 1, Math.floor(all.length * share))]!;
  return { median: at(0.5), p95: at(0.95), p99: at(0.99) };
}

/** Milliseconds as text: `3.2 ms`, `4.1 s`. */
export const printMs = (ms: number) => (ms < 1000 ? `${ms.toFixed(ms < 10 ? 2 : 1)} ms` : `${(ms / 1000).toFixed(2)} s`);
