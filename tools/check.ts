import { spawn } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { migrationFindings } from './migrations.ts';
import { nameFindings, sizeFindings } from './names.ts';
import { nativeModules } from './natives.ts';
import { sourcesBelow } from './sources.ts';
import { wallFindings } from './walls.ts';

const project = join(import.meta.dirname, '..');

/** One check: what it is called, and its findings, one line each; none means it holds. */
type Check = { title: string; find: () => string[] | Promise<string[]> };

/** The lines that a program of the dependencies prints where it finds something. */
function program(script: string, args: string[]): Promise<string[]> {
  return new Promise((answer, failed) => {
    const child = spawn(process.execPath, [join(project, 'node_modules', script), ...args], { cwd: project, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (part) => { output += String(part); });
    child.on('error', failed);
    child.on('close', (code) => {
      if (code === 0) answer([]);
      else answer(output.trimEnd() === '' ? [`${script}: exit ${code}`] : output.trimEnd().split('\n'));
    });
  });
}

const sources = ['src', 'test', 'tools', 'bench'].flatMap((folder) => sourcesBelow(project, folder));

const CHECKS: Check[] = [
  { title: '类型检查（服务端） types, server', find: () => program('typescript/bin/tsc', ['-p', 'tsconfig.server.json']) },
  { title: '类型检查（浏览器测试） types, browser tests', find: () => program('typescript/bin/tsc', ['-p', 'tsconfig.browser.json']) },
  { title: '类型检查（页面） types, pages', find: () => program('typescript/bin/tsc', ['-p', 'tsconfig.web.json']) },
  { title: '代码规则与层间墙 rules and walls', find: () => program('oxlint/bin/oxlint', ['--quiet', '-f', 'unix', 'src', 'test', 'tools', 'bench']) },
  { title: '层间墙（逐步到达） walls through several steps', find: () => wallFindings(sources) },
  { title: '命名与长度 names and sizes', find: () => [...nameFindings(sources), ...sizeFindings(sources)] },
  { title: '迁移规则 migrations', find: () => globSync('src/**/migrations/*.sql', { cwd: project }).flatMap((path) => migrationFindings(basename(path), readFileSync(join(project, path), 'utf8'))) },
  { title: '运行时无原生模块 no native modules at run time', find: () => nativeModules(project) },
  { title: '无用的文件与依赖 unused files and dependencies', find: () => program('knip/bin/knip.js', ['--no-progress', '--include', 'files,dependencies,unlisted,unresolved']) },
  { title: '表类型与数据库一致 generated tables', find: async () => {
    const { tablesAreCurrent } = await import('./tables.ts');
    return (await tablesAreCurrent()) ? [] : ['src/base/server/tables.generated.ts is out of date: node tools/run.mjs --no-console tools/tables.ts'];
  } },
];

/** How many checks are made at once: most of them use one core. */
const AT_ONCE = 2;
type Outcome = { findings: string[]; seconds: string };

/** Makes every check, a few at once; each outcome can be awaited in its place. */
function makeAll(): Promise<Outcome>[] {
  const lanes: Promise<unknown>[] = Array.from({ length: AT_ONCE }, () => Promise.resolve());
  return CHECKS.map(({ find }, at) => {
    const outcome = lanes[at % AT_ONCE]!.then(async () => {
      const began = performance.now();
      const findings = await Promise.resolve().then(find).catch((error: unknown) => [String(error)]);
      return { findings, seconds: ((performance.now() - began) / 1000).toFixed(1) };
    });
    lanes[at % AT_ONCE] = outcome;
    return outcome;
  });
}

let failed = 0;
for (const [at, making] of makeAll().entries()) {
  const { findings, seconds } = await making;
  process.stdout.write(`${findings.length === 0 ? '通过' : '未通过'}  ${CHECKS[at]!.title}  ${seconds} s\n`);
  for (const line of findings.slice(0, 60)) process.stdout.write(`    ${line}\n`);
  if (findings.length > 60) process.stdout.write(`    … ${findings.length - 60} more\n`);
  failed += findings.length === 0 ? 0 : 1;
}
process.stdout.write(failed === 0 ? `检查全部通过（${CHECKS.length} 项）\n` : `检查有 ${failed} 项未通过\n`);
process.exit(failed === 0 ? 0 : 1);
