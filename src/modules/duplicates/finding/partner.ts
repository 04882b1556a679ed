import { availableParallelism, totalmem } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Linked, LinkOptions } from '#base/pure/linkage/declaration.ts';
import type { Part } from '#base/pure/linkage/part.ts';
import type { Done, Partner, Stage, Work } from '#base/pure/linkage/stages.ts';
import { type LinkRow, personLinkage } from '../rules/linking.ts';

/** What goes to the partner's thread: the work once, then one stage after another. */
export type Asked = { work: Work } | { stage: Stage; part: Part };

/** A thread costs half a second and more of processor time to start, which fewer rows do not give back: 100,000 take less than two seconds in all. */
const ROWS_WORTH_A_THREAD = 200_000;
/** Another thread takes about 100 MB besides the rows; a machine with less than this keeps them for the database. */
const MEMORY_FOR_TWO = 4 * 2 ** 30;

/** Links persons, in two threads where the rows are many and the machine has the cores and the memory; the same bytes either way. Where the other thread fails, this one does it all. */
export async function linkPersons(rows: readonly LinkRow[], options: LinkOptions<LinkRow>, worthAThread = ROWS_WORTH_A_THREAD): Promise<Linked> {
  if (rows.length < worthAThread || availableParallelism() < 2 || memoryHere() < MEMORY_FOR_TWO) return personLinkage.link(rows, options);
  const partner = startPartner();
  try {
    return await personLinkage.linkTogether(rows, partner, options);
  } catch {
    return personLinkage.link(rows, options);
  } finally {
    await partner.end();
  }
}

/** What the machine or the container has, in bytes; a container without a bound says 0 or more than the machine has. */
const memoryHere = () => Math.min(totalmem(), process.constrainedMemory() || Infinity);

/** A thread that does its part of linking persons. It loads while the rows are read. */
export function startPartner(): Partner & { end(): Promise<void> } {
  const worker = new Worker(new URL('./partnerWorker.ts', import.meta.url));
  let waiting: { resolve(done: Done): void; reject(error: Error): void } | undefined;
  let failed: Error | undefined;
  const fail = (error: Error) => {
    failed ??= error;
    waiting?.reject(failed);
  };
  worker.on('message', (done: Done) => waiting?.resolve(done));
  worker.on('error', fail);
  worker.on('exit', (code) => fail(new Error(`比对的第二个线程结束，代码 ${code}`)));
  return {
    begin: (work) => worker.postMessage({ work } satisfies Asked),
    perform: (stage, part) => new Promise((resolve, reject) => {
      waiting = { resolve, reject };
      if (failed) reject(failed);
      else worker.postMessage({ stage, part } satisfies Asked);
    }),
    end: async () => { await worker.terminate(); },
  };
}
