import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { DESKTOP, launch, signIn } from '../../test/browser.ts';
import { reduceColours } from './palette.ts';
import { SCENES } from './scenes.ts';

// Takes the manual's pictures from a running demo county: node tools/run.mjs --no-console tools/manual/screenshots.ts <url> <accounts file> [picture …]
const IMAGES = join(import.meta.dirname, '..', '..', 'docs', 'manual', 'images');

const [url, accountsFile, ...wanted] = process.argv.slice(2);
if (!url || !accountsFile) {
  process.stderr.write('用法：node tools/run.mjs --no-console tools/manual/screenshots.ts <网址> <演示账号文件> [图片名 …]\n');
  process.exit(2);
}
const passwords = new Map([...readFileSync(accountsFile, 'utf8').matchAll(/账号 (\S+)\s+密码 (\S+)/g)].map(([, account, password]) => [account!, password!]));
mkdirSync(IMAGES, { recursive: true });

const browser = await launch();
const contexts = new Map<string, BrowserContext>();
let bytes = 0;
for (const [picture, scene] of Object.entries(SCENES)) {
  if (wanted.length > 0 && !wanted.includes(picture)) continue;
  const context = contexts.get(scene.account ?? '') ?? (await contextOf(browser, scene.account));
  const page = await context.newPage();
  page.setDefaultTimeout(90_000);
  await page.goto(url + scene.path);
  await page.waitForLoadState('networkidle');
  await scene.prepare?.(page, join(tmpdir(), 'ronggui-manual'));
  await settled(page);
  const image = reduceColours(await page.screenshot());
  await scene.leave?.(page);
  await page.close();
  writeFileSync(join(IMAGES, `${picture}.png`), image);
  bytes += image.length;
  process.stdout.write(`${picture}.png  ${Math.round(image.length / 1024)} kB\n`);
}
await browser.close();
process.stdout.write(`${Math.round(bytes / 1024)} kB in all\n`);

/** Waits until the page has its heading, and nothing on it has said 正在… for a moment. */
async function settled(page: Page): Promise<void> {
  await page.locator('main h1').first().waitFor();
  const busy = page.getByText(/^正在.*…$/).first();
  do {
    await busy.waitFor({ state: 'detached' });
    await page.waitForTimeout(700);
  } while (await busy.isVisible());
}

/** A browser context of its own for each account, signed in once; nobody's where the picture needs none. */
async function contextOf(from: Browser, account: string | undefined): Promise<BrowserContext> {
  const context = await from.newContext({ viewport: DESKTOP, locale: 'zh-CN', timezoneId: 'Asia/Shanghai', acceptDownloads: true });
  contexts.set(account ?? '', context);
  if (account === undefined) return context;
  const password = passwords.get(account);
  if (!password) throw new Error(`${accountsFile} 中没有账号 ${account}`);
  const page = await context.newPage();
  await signIn(page, url!, { account, password });
  await page.close();
  return context;
}
