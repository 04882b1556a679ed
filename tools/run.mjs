// Runs a TypeScript program of the project with the Node the project carries: node tools/run.mjs [--no-console] <file.ts> [arguments].
// Plain JavaScript for Node 18 and later, because it runs before anything is installed.
import { spawn, spawnSync } from 'node:child_process';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureConsole } from './console.mjs';
import { carriedNode, ensureInstalled, environmentOf } from './install.mjs';

const project = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const given = process.argv.slice(2);
const withConsole = given[0] !== '--no-console';
const [program, ...rest] = withConsole ? given : given.slice(1);

if (!program) {
  process.stderr.write('用法：node tools/run.mjs [--no-console] 程序.ts [参数]\n');
  process.exit(2);
}

try {
  ensureInstalled(project);
  if (withConsole && program.endsWith('start.ts')) ensureConsole(project, spawnSync);
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}

const child = spawn(carriedNode(project), [resolve(project, program), ...rest], { stdio: 'inherit', env: environmentOf(project) });
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('error', (error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});
child.on('exit', (code, signal) => {
  if (!signal) process.exit(code ?? 1);
  for (const one of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.removeAllListeners(one);
  process.kill(process.pid, signal);
});
