import { availableParallelism, totalmem } from 'node:os';

/**
 * The order in which test files are begun: those that last minutes first, so that none of them is alone at the end; those that mostly wait (processes killed, servers started again)
 * alternating with those that mostly compute (browsers), then the rest as given. Every file once.
 */
export function longestFirst(files: readonly string[]): string[] {
  const waiting = files.filter((file) => file.startsWith('test/faults/'));
  const computing = files.filter((file) => file.startsWith('test/e2e/'));
  const alternating = Array.from({ length: Math.max(waiting.length, computing.length) }, (_, at) => [computing[at], waiting[at]]).flat().filter((file) => file !== undefined);
  return [...new Set([...alternating, ...files.filter((file) => file.startsWith('test/')), ...files])];
}

/** How many files run at once: more than there are cores, because they wait much for disk, browser and database; two where memory is short. */
export function lanes(cores = availableParallelism(), memory = totalmem()): number {
  return memory < 6e9 ? 2 : Math.min(4, Math.max(3, cores));
}
