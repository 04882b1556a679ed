import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { openProduct, PHONE, type Product, signIn } from '../browser.ts';
import { seedLedgers, visit } from './walk.ts';

let product: Product;
let pages: string[];
before(async () => {
  product = await openProduct();
  const ids = await seedLedgers(product);
  pages = ['/', '/figures', '/figures/care.visits', '/registry/persons', `/registry/persons/${ids.get('registry.person')}`, '/registry/persons/new', '/care/visits', '/care/visits/new', '/care/due', '/organisation/returns', '/exchange/imports', '/exchange/imports/new', '/bulletin/bulletins', '/account'];
});
after(() => product.close());

/** Where a page is wider than its window, the first elements that stick out. */
const tooWide = (page: Page) => page.evaluate(() => {
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth <= clientWidth) return '';
  const out = [...document.querySelectorAll<HTMLElement>('body *')].filter((one) => one.getBoundingClientRect().right > clientWidth + 1 && !one.closest('.scroll-x, .ant-table-content, .tabs-bar'));
  return `${scrollWidth} > ${clientWidth}：${out.slice(0, 3).map((one) => `${one.tagName}.${one.className}`).join('，')}`;
});

for (const [name, size] of [['手机 390×844', PHONE], ['放大到 200%（683×384）', { width: 683, height: 384 }]] as const) {
  test(`主要页面不需要左右滚动：${name}`, async () => {
    const page = await product.signedIn('countyClerk', size);
    const found: string[] = [];
    for (const path of pages) {
      await visit(page, path);
      const wide = await tooWide(page);
      if (wide) found.push(`${path}：${wide}`);
    }
    assert.deepEqual(found, []);
  });
}

test('大字版：字不小于 18px，按钮不小于 44px，刷新以后还是大字', async () => {
  const page = await product.signedIn('countyClerk');
  await page.getByRole('button', { name: '大字版' }).click();
  await page.reload();
  const small: string[] = [];
  for (const path of pages) {
    await visit(page, path);
    small.push(...(await page.evaluate((at) => {
      const root = parseFloat(getComputedStyle(document.documentElement).fontSize);
      const seen = [...document.querySelectorAll<HTMLElement>('button, .ant-btn')].filter((one) => one.getClientRects().length > 0 && getComputedStyle(one).visibility !== 'hidden' && !one.closest('.ant-table-measure-row'));
      const low = seen.filter((one) => one.getBoundingClientRect().height < 43.5).map((one) => `${at}：“${one.textContent || one.getAttribute('aria-label')}” ${one.getBoundingClientRect().height}px`);
      const words = [...document.querySelectorAll<HTMLElement>('main *')].filter((one) => one.getClientRects().length > 0 && [...one.childNodes].some((node) => node.nodeType === 3 && node.textContent!.trim() !== '') && parseFloat(getComputedStyle(one).fontSize) < 17.5 && !one.closest('.sr-only, svg'));
      return [...(root < 18 ? [`${at}：根字号 ${root}px`] : []), ...new Set(low), ...new Set(words.map((one) => `${at}：“${one.textContent!.trim().slice(0, 12)}” ${getComputedStyle(one).fontSize}`))];
    }, path)));
  }
  assert.deepEqual(small, []);
});

test('第一次打开：登录页加工作台所载脚本，压缩后不到 400 kB', async () => {
  const page = await product.page();
  const addresses = new Set<string>();
  page.on('request', (request) => {
    if (request.resourceType() === 'script') addresses.add(request.url());
  });
  await signIn(page, product.url, await product.account('townshipClerk'));
  await page.getByText('待办事项').waitFor();
  await page.waitForLoadState('networkidle');
  const scripts = new Map<string, number>();
  for (const address of addresses) scripts.set(address, gzipSync(Buffer.from(await (await fetch(address)).arrayBuffer()), { level: 9 }).length);
  const bytes = [...scripts.values()].reduce((sum, one) => sum + one, 0);
  assert.ok(scripts.size >= 2 && bytes < 400_000, `${scripts.size} 个脚本，压缩后 ${bytes} 字节`);
});
