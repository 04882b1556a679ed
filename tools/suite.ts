// Runs the test files given as arguments and prints the runner's report. Not by `node --test`, which begins them by name.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { lanes, longestFirst } from './testOrder.ts';

const project = join(import.meta.dirname, '..');
const took: [number, string][] = [];
const results = run({ files: longestFirst(process.argv.slice(2)).map((file) => join(project, file)), cwd: project, concurrency: lanes(), forceExit: true, timeout: 1_800_000 });
results.on('test:fail', ({ todo }) => {
  if (todo === undefined || todo === false) process.exitCode = 1;
});
results.on('test:summary', ({ file, duration_ms: ms }) => {
  if (file) took.push([ms, relative(project, file)]);
});
/** What each file took, the longest first: where to look when the suite grows slow. */
process.on('exit', () => {
  const folder = join(project, 'node_modules', '.cache');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'ronggui-test-times.txt'), took.toSorted((a, b) => b[0] - a[0]).map(([ms, file]) => `${(ms / 1000).toFixed(1)} s  ${file}\n`).join(''));
});
results.compose(spec).pipe(process.stdout);
