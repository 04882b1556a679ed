import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { type Browser, chromium, type Page } from 'playwright-core';

/** The npm package that carries Chromium 86 for x64, and what its archive must be; fetched once by whoever runs the tests, not with the product's dependencies. */
const PACKAGE = 'chrome-aws-lambda@5.3.1';
const INTEGRITY = 'sha512-KklZTy2p2U/86cCh1hKL3PGDqoirQCAg7uejvNIn0rDBkWj4Su4GOjYMRVB3kthLwmnWhh3x63RDBTCAaQ9Q3Q==';
const CACHE = join(import.meta.dirname, '..', '..', 'node_modules', '.cache', 'ronggui-chromium-86');

/** Fetches and unpacks Chromium 86 where that has not been done; returns its folder. */
function ensureOldKernel(): string {
  if (existsSync(join(CACHE, 'chromium'))) return CACHE;
  mkdirSync(join(CACHE, '..'), { recursive: true });
  const building = mkdtempSync(`${CACHE}-`);
  const [archive = ''] = execFileSync('npm', ['pack', PACKAGE, '--silent', '--ignore-scripts', '--pack-destination', building], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim().split('\n');
  const packed = readFileSync(join(building, archive));
  if (`sha512-${createHash('sha512').update(packed).digest('base64')}` !== INTEGRITY) throw new Error(`${PACKAGE} 的内容与预期不符`);
  execFileSync('tar', ['xzf', join(building, archive), '-C', building, 'package/bin']);
  const unpacked = (name: string) => brotliDecompressSync(readFileSync(join(building, 'package', 'bin', name)));
  writeFileSync(join(building, 'libraries.tar'), unpacked('aws.tar.br'));
  execFileSync('tar', ['xf', join(building, 'libraries.tar'), '-C', building]);
  writeFileSync(join(building, 'chromium'), unpacked('chromium.br'));
  chmodSync(join(building, 'chromium'), 0o755);
  for (const name of [archive, 'libraries.tar', 'package']) rmSync(join(building, name), { recursive: true });
  if (existsSync(CACHE)) rmSync(building, { recursive: true });
  else renameSync(building, CACHE);
  return CACHE;
}

/** Chromium 86 running: how Playwright reaches it, and its end. */
type OldKernel = { browser: Browser; close(): Promise<void> };

/** Chromium 86 as many bureaus still have it, driven over its own debugging port, in several processes: in a single one its start may hang. One that does not answer in ten seconds is started anew. */
export async function launchOldKernel(attempts = 6): Promise<OldKernel> {
  const folder = ensureOldKernel();
  const profile = mkdtempSync(join(tmpdir(), 'ronggui-chromium-86-'));
  const child = spawn(join(folder, 'chromium'), ['--headless', '--no-sandbox', '--disable-gpu', '--no-zygote', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--remote-debugging-port=0', `--user-data-dir=${profile}`, '--lang=zh-CN', 'about:blank'],
    { env: { ...process.env, LD_LIBRARY_PATH: join(folder, 'lib'), HOME: profile }, stdio: ['ignore', 'ignore', 'pipe'] });
  const ended = new Promise<void>((done) => child.once('exit', () => done()));
  const end = async () => {
    child.kill('SIGKILL');
    await ended;
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const browser = await chromium.connectOverCDP(await addressOf(child), { timeout: 10_000 });
    return { browser, close: async () => { await browser.close(); await end(); } };
  } catch (error) {
    await end();
    if (attempts > 1) return launchOldKernel(attempts - 1);
    throw error;
  }
}

/** Where a starting Chromium can be reached, as it tells on its error output. */
function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((done, fail) => {
    let heard = '';
    child.stderr!.on('data', (part: Buffer) => {
      heard += part.toString();
      const found = /ws:\/\/\S+/.exec(heard);
      if (found) done(found[0]);
    });
    child.once('exit', () => fail(new Error(`Chromium 86 没有启动：${heard.slice(-300)}`)));
  });
}

/**
 * Lends Playwright the one function of newer kernels that it needs to find its way in this one. It goes into Playwright's own world of the
 * page, which the page does not see, and has to be lent anew after every loading of a page.
 */
export async function lendVisibility(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const worlds: { id: number; name: string }[] = [];
  session.on('Runtime.executionContextCreated', ({ context }) => worlds.push(context));
  await session.send('Runtime.enable');
  for (const { id, name } of worlds) {
    if (!name.startsWith('__playwright_utility_world')) continue;
    await session.send('Runtime.evaluate', { contextId: id, expression: 'Element.prototype.checkVisibility = function () { return this.getClientRects().length > 0; }' });
  }
  await session.detach();
}
