import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The Node that the project carries as a dependency. */
export const carriedNode = (project) => join(project, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');

/** The environment of the project's programs: what Node made of a source file is kept for the next start. */
export const environmentOf = (project) => ({ NODE_COMPILE_CACHE: join(project, 'node_modules', '.cache', 'ronggui-compiled'), ...process.env, NODE_NO_WARNINGS: '1' });

/**
 * Installs the dependencies exactly as locked when they are missing, or differ from the lock file. Throws one sentence where that fails.
 * Not by `npm ci`: it refuses a lock file that does not list the optional packages of every other system, and registries do not carry them all.
 */
export function ensureInstalled(project) {
  const locked = readFileSync(join(project, 'package-lock.json'));
  const digest = createHash('sha256').update(locked).digest('hex');
  const mark = join(project, 'node_modules', '.ronggui-installed');
  if (existsSync(carriedNode(project)) && (markIs(mark, digest) || sameVersions(project, locked))) {
    if (!markIs(mark, digest)) writeFileSync(mark, digest);
    return;
  }
  process.stderr.write('正在安装依赖（首次约需一两分钟）…\n');
  const done = spawnSync('npm', ['install', '--no-save', '--no-fund', '--no-audit', '--loglevel=error'], { cwd: project, stdio: ['ignore', 2, 2], shell: process.platform === 'win32' });
  if (done.error || done.status !== 0) throw new Error(`依赖安装失败（npm install 退出码 ${done.status}）。请检查网络或 npm 镜像设置后重试`);
  ensureCarriedNode(project);
  if (!sameVersions(project, locked)) throw new Error('装好的依赖与 package-lock.json 不一致，请删除 node_modules 后重试');
  mkdirSync(join(project, 'node_modules'), { recursive: true });
  writeFileSync(mark, digest);
}

const markIs = (mark, digest) => existsSync(mark) && readFileSync(mark, 'utf8') === digest;

/** Whether what npm says it installed is what the lock file asks for; packages for other systems may be absent. */
function sameVersions(project, locked) {
  const listed = join(project, 'node_modules', '.package-lock.json');
  if (!existsSync(listed)) return false;
  const wanted = JSON.parse(locked.toString('utf8')).packages;
  const present = JSON.parse(readFileSync(listed, 'utf8')).packages;
  return Object.entries(wanted).every(([path, one]) => path === '' || one.optional || present[path]?.version === one.version)
    && Object.keys(present).every((path) => path in wanted);
}

/** npm may be told not to run install scripts, or not to trust them; the carried Node is put in place by its own. */
function ensureCarriedNode(project) {
  if (existsSync(carriedNode(project))) return;
  const script = join(project, 'node_modules', 'node', 'installArchSpecificPackage.js');
  if (existsSync(script)) spawnSync(process.execPath, [script], { cwd: join(project, 'node_modules', 'node'), stdio: ['ignore', 2, 2] });
  if (existsSync(carriedNode(project))) return;
  rmSync(join(project, 'node_modules', '.ronggui-installed'), { force: true });
  throw new Error('随项目附带的 Node 24 未能装好：请确认 npm 允许运行安装脚本（npm config get ignore-scripts 应为 false）');
}
