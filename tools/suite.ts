// Runs the test files given as arguments and prints the runner's report. Not by `node --test`, which begins them by name.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { run } from 'node:test';
import { pathToFileURL } from 'node:url';
import { spec } from 'node:test/reporters';
import { lanes, longestFirst } from './testOrder.ts';
import { Reports } from './testReports.ts';

const project = join(import.meta.dirname, '..');
const files = longestFirst(process.argv.slice(2)).map((file) => resolve(project, file));
const took: [number, string][] = [];
const reports = new Reports();
const results = run({ files, cwd: project, concurrency: lanes(), forceExit: true, timeout: 1_800_000, execArgv: ['--import', pathToFileURL(join(import.meta.dirname, 'wholeOutput.ts')).href] });
results.on('test:pass', (report) => reports.test(report));
results.on('test:fail', (report) => {
  reports.test(report);
  if (report.todo === undefined || report.todo === false) process.exitCode = 1;
});
results.on('test:summary', (report) => {
  reports.summary(report);
  if (report.file) took.push([report.duration_ms, relative(project, report.file)]);
});
process.on('exit', () => {
  const missing = reports.missing(files, project);
  for (const sentence of missing) process.stderr.write(`没有报全的测试文件：${sentence}\n`);
  if (missing.length > 0) process.exitCode = 1;
  keepTimes();
});
results.compose(spec).pipe(process.stdout);

/** Keeps what each file took, the longest first: where to look when the suite grows slow. */
function keepTimes(): void {
  const path = process.env.RONGGUI_TEST_TIMES ?? join(project, 'node_modules', '.cache', 'ronggui-test-times.txt');
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, took.toSorted((a, b) => b[0] - a[0]).map(([ms, file]) => `${(ms / 1000).toFixed(1)} s  ${file}\n`).join(''));
}
