import { totalmem } from 'node:os';

/** Files that last minutes, the longest first: begun before all others, so that none of them is alone at the end. */
const LONGEST = ['payRun', 'backup', 'import', 'signOff', 'clerks'].map((name) => `test/faults/${name}.test.ts`);

/**
 * The order in which test files are begun: those that last minutes first, those that mostly wait (processes killed, servers started again)
 * alternating with those that mostly compute (browsers), then the rest as given. Every file once.
 */
export function longestFirst(files: readonly string[]): string[] {
  const waiting = [...LONGEST.filter((file) => files.includes(file)), ...files.filter((file) => file.startsWith('test/faults/'))];
  const computing = files.filter((file) => file.startsWith('test/e2e/'));
  const faults = [...new Set(waiting)];
  const alternating = Array.from({ length: Math.max(faults.length, computing.length) }, (_, at) => [computing[at], faults[at]]).flat().filter((file) => file !== undefined);
  return [...new Set([...alternating, ...files.filter((file) => file.startsWith('test/')), ...files])];
}

/** How many files run at once: two for each core of two, because they wait much for disk, browser and database; fewer where memory is short. */
export function lanes(memory = totalmem()): number {
  return memory < 6e9 ? 2 : memory < 10e9 ? 3 : 4;
}
