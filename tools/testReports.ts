import { relative } from 'node:path';

/** What the runner says of one test, or at the end of one file. */
type Report = { file?: string; name?: string; details?: { type?: string }; counts?: { tests: number } };

/**
 * Holds the files that were given against those that reported. The runner passes a file whose process left before it had told of its tests,
 * or of all of them: what it told until then counts as the whole.
 */
export class Reports {
  #heard = new Map<string, number>();
  #told = new Map<string, number>();

  /** Notes that one test passed or failed; a file that the runner reports under its own name is no test. */
  test({ file, name, details }: Report): void {
    if (!file || name === file || details?.type === 'suite') return;
    this.#heard.set(file, (this.#heard.get(file) ?? 0) + 1);
  }

  /** Notes how many tests a file says it had. */
  summary({ file, counts }: Report): void {
    if (file && counts) this.#told.set(file, counts.tests);
  }

  /** A sentence for each given file whose tests were not all heard of; paths are told relative to the project. */
  missing(given: readonly string[], project: string): string[] {
    return given.flatMap((file) => {
      const [heard, told] = [this.#heard.get(file) ?? 0, this.#told.get(file)];
      const path = relative(project, file);
      if (heard === 0) return [`${path} reported no test`];
      if (told === undefined) return [`${path} ended after ${heard} tests without saying that these were all`];
      return heard === told ? [] : [`${path} had ${told} tests, ${heard} were heard of`];
    });
  }
}
