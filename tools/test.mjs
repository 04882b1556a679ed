// `npm test`: sets up what is missing, checks the house, runs every test, and prints the runner's summary last.
// Plain JavaScript for Node 18 and later, because it runs before anything is installed.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureConsole } from './console.mjs';
import { carriedNode, ensureInstalled, environmentOf } from './install.mjs';

const project = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const only = process.argv.slice(2);

function stop(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

/** Browser tests drive Debian's Chromium, with Chinese letters to draw. */
function ensureChromium() {
  const present = ['/usr/bin/chromium', process.env.RONGGUI_CHROMIUM].some((path) => path && existsSync(path));
  const letters = existsSync('/usr/share/fonts/truetype/wqy/wqy-microhei.ttc');
  if (present && letters) return;
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
    if (present) return process.stderr.write('提示：没有中文字体 fonts-wqy-microhei，页面截图中的汉字可能显示为方框\n');
    stop('浏览器测试需要 Chromium：请先执行 sudo apt-get install -y chromium fonts-wqy-microhei，或用 RONGGUI_CHROMIUM 指明其位置');
  }
  process.stderr.write('正在安装测试用的 Chromium 与中文字体…\n');
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const install = () => spawnSync('apt-get', ['install', '-y', '-q', 'chromium', 'fonts-wqy-microhei'], { stdio: ['ignore', 2, 2], env: environment });
  if (install().status === 0) return;
  spawnSync('apt-get', ['update', '-q'], { stdio: ['ignore', 2, 2], env: environment });
  if (install().status !== 0) stop('Chromium 安装失败：请检查软件源后重试，或手工执行 apt-get install -y chromium fonts-wqy-microhei');
}

/** Every test file of the project, or those whose path holds one of the given words. */
function testFiles() {
  const found = [];
  const look = (folder) => {
    for (const one of readdirSync(join(project, folder), { withFileTypes: true })) {
      const path = `${folder}/${one.name}`;
      if (one.isDirectory() && one.name !== 'node_modules') look(path);
      else if (/\.test\.ts$/.test(one.name)) found.push(path);
    }
  };
  for (const folder of ['src', 'test', 'tools', 'bench']) if (existsSync(join(project, folder))) look(folder);
  return found.filter((path) => only.length === 0 || only.some((word) => path.includes(word))).sort();
}

try {
  ensureInstalled(project);
  ensureChromium();
  if (existsSync(join(project, 'vite.config.ts'))) ensureConsole(project, spawnSync);
} catch (error) {
  stop(error.message);
}

const node = carriedNode(project);
const run = (args) => spawnSync(node, args, { cwd: project, stdio: 'inherit', env: { RONGGUI_PASSWORD_COST: '10', ...environmentOf(project) } }).status ?? 1;
const checked = only.length > 0 ? 0 : run(['tools/check.ts']);
const files = testFiles();
process.stdout.write(`${files.length} 个测试文件\n`);
const tested = run(['tools/suite.ts', ...files]);
if (checked !== 0) process.stderr.write('检查有未通过的项目，见测试之前的输出\n');
process.exit(checked !== 0 ? checked : tested);
