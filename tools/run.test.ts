import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';

const runner = join(import.meta.dirname, 'run.mjs');
const folder = mkdtempSync(join(tmpdir(), 'upkeep-run-'));
after(() => rmSync(folder, { recursive: true, force: true }));

function program(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

test('a TypeScript program runs on the carried Node, with its arguments and its exit code', () => {
  const path = program('one.ts', 'const words: string[] = process.argv.slice(2);\nprocess.stdout.write(`${process.version.split(".")[0]} ${words.join(",")}`);\nprocess.exit(7);\n');
  const done = spawnSync(process.execPath, [runner, '--no-console', path, 'a', 'b c'], { encoding: 'utf8' });
  assert.deepEqual([done.status, done.stdout], [7, 'v24 a,b c']);
});

test('a signal reaches the program, which ends in its own time', async () => {
  const path = program('two.ts', "process.on('SIGTERM', () => setTimeout(() => { process.stdout.write('ended'); process.exit(3); }, 100));\nprocess.stdout.write('begun');\nsetInterval(() => undefined, 1000);\n");
  const child = spawn(process.execPath, [runner, '--no-console', path], { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.on('data', (part) => (output += part));
  await new Promise((done) => child.stdout.once('data', done));
  child.kill('SIGTERM');
  const code = await new Promise((done) => child.on('exit', done));
  assert.deepEqual([code, output], [3, 'begunended']);
});

test('without a program it says how it is used', () => {
  const done = spawnSync(process.execPath, [runner], { encoding: 'utf8' });
  assert.deepEqual([done.status, done.stderr.includes('用法')], [2, true]);
});
