import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { Reports } from './testReports.ts';

const folder = mkdtempSync(join(tmpdir(), 'upkeep-suite-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const FILES = {
  whole: "import { describe, it, test } from 'node:test';\ntest('one', async (t) => { await t.test('nested', () => undefined); });\ndescribe('group', () => { it('in', () => undefined); });\n",
  empty: 'export {};\n',
  leaves: 'process.exit(0);\n',
  cut: "import { test } from 'node:test';\ntest('told', () => undefined);\ntest('lost', async () => { await new Promise((done) => { setTimeout(done, 500); }); });\nsetTimeout(() => process.exit(0), 50);\n",
};

/** Runs the suite on files of the folder, as a program of its own that does not know that it runs in a test. */
function suite(...names: (keyof typeof FILES)[]): { status: number | null; said: string[] } {
  const paths = names.map((name) => {
    const path = join(folder, `${name}.test.mjs`);
    writeFileSync(path, FILES[name]);
    return path;
  });
  const { NODE_TEST_CONTEXT: _, ...environment } = process.env;
  const done = spawnSync(process.execPath, [join(import.meta.dirname, 'suite.ts'), ...paths], { encoding: 'utf8', env: { ...environment, RONGGUI_TEST_TIMES: join(folder, 'times.txt') } });
  return { status: done.status, said: done.stderr.split('\n').filter((line) => line.startsWith('没有报全')).map((line) => line.replace(/：.*\//, '：')) };
}

test('files whose tests all reported pass', () => assert.deepEqual(suite('whole'), { status: 0, said: [] }));

test('planted and reported: a file without tests, one that leaves at once, one that leaves before its last test; each by name, and the run has failed', () => {
  assert.deepEqual(suite('whole', 'empty', 'leaves', 'cut'), {
    status: 1,
    said: ['没有报全的测试文件：empty.test.mjs reported no test', '没有报全的测试文件：leaves.test.mjs reported no test', '没有报全的测试文件：cut.test.mjs ended after 1 tests without saying that these were all'],
  });
});

test('a process that is ended as soon as it has printed has printed everything, however late its reader is', async () => {
  const letters = async (...before: string[]): Promise<number> => {
    const child = spawn(process.execPath, [...before, '-e', "process.stdout.write('x'.repeat(2_000_000)); process.exit()"], { stdio: ['ignore', 'pipe', 'inherit'] });
    await wait(700);
    let read = 0;
    for await (const part of child.stdout) read += (part as Buffer).length;
    return read;
  };
  assert.equal(await letters('--import', pathToFileURL(join(import.meta.dirname, 'wholeOutput.ts')).href), 2_000_000);
  assert.ok((await letters()) < 2_000_000, 'without it the rest is lost');
});

test('reports that are lost on the way are missed too', () => {
  const reports = new Reports();
  const given = ['/p/a.test.ts', '/p/b.test.ts', '/p/c.test.ts'];
  for (const file of given) reports.summary({ file, counts: { tests: 2 } });
  for (const name of ['x', 'y']) reports.test({ file: given[0]!, name, details: { type: 'test' } });
  reports.test({ file: given[1]!, name: 'x', details: { type: 'test' } });
  reports.test({ file: given[1]!, name: 'group', details: { type: 'suite' } });
  reports.test({ file: given[2]!, name: given[2]!, details: { type: 'test' } });
  assert.deepEqual(reports.missing(given, '/p'), ['b.test.ts had 2 tests, 1 were heard of', 'c.test.ts reported no test']);
});
