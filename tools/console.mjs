import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { carriedNode } from './install.mjs';

/** What the built console depends on. */
const SOURCES = ['src', 'vite.config.ts', 'package-lock.json'];

/** Builds the console when it is absent or older than its sources. Throws one sentence where the build fails. */
export function ensureConsole(project, spawnSync) {
  const built = join(project, 'dist', 'console', 'index.html');
  if (!existsSync(join(project, 'vite.config.ts')) && existsSync(built)) return;
  if (existsSync(built) && newest(project) <= statSync(built).mtimeMs) return;
  process.stderr.write('正在生成页面…\n');
  const done = spawnSync(carriedNode(project), [join(project, 'node_modules', 'vite', 'bin', 'vite.js'), 'build', '--logLevel', 'warn'], { cwd: project, stdio: ['ignore', 2, 2] });
  if (done.status !== 0) throw new Error(`页面生成失败（退出码 ${done.status}）`);
}

/** When the newest source was changed; tests, migrations and the server's own folders do not matter to pages. */
function newest(project) {
  let latest = 0;
  const look = (path) => {
    const seen = statSync(path);
    if (seen.isDirectory()) {
      if (/\/(server|migrations|divisions)$/.test(path)) return;
      for (const name of readdirSync(path)) look(join(path, name));
    } else if (!/\.test\.tsx?$/.test(path)) {
      latest = Math.max(latest, seen.mtimeMs);
    }
  };
  for (const one of SOURCES) if (existsSync(join(project, one))) look(join(project, one));
  return latest;
}
