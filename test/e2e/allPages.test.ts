import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { findings, openProduct, type Product, WHO } from '../browser.ts';
import { complaintsOf, menuPages, seedLedgers, standing, visit } from './walk.ts';

let product: Product;
let ids: Map<string, string>;
before(async () => {
  product = await openProduct();
  for (const role of Object.keys(WHO)) await product.account(role);
  ids = await seedLedgers(product);
});
after(() => product.close());

/** The pages besides those of the menu: a detail with its tabs, forms, a figure, one's own account. */
const further = () => [`/registry/persons/${ids.get('registry.person')}`, '/registry/persons/new', `/care/visits/${ids.get('care.visit')}/edit`, '/care/visits/new', '/figures/care.visits', '/organisation/returns/new', '/account'];

/** The frame with its menu is the same around every page of a role: it is looked at with the first, `main` with each. */
async function faultsOf(page: Page, paths: string[]): Promise<string[]> {
  const faults: string[] = [];
  for (const path of paths) {
    await visit(page, path);
    faults.push(...(await findings(page, path === paths[0] ? undefined : 'main')).map((finding) => `${path}：${finding}`));
  }
  return faults;
}

for (const role of new Set(menuPages().map((one) => one.role))) {
  test(`每个页面都没有无障碍缺陷，浏览器不报错：${role}`, async () => {
    const page = await product.signedIn(role);
    const heard = complaintsOf(page);
    const paths = menuPages().filter((one) => one.role === role).map(({ path }) => path);
    assert.deepEqual(await faultsOf(page, [...paths, ...(role === 'countyClerk' ? further() : [])]), []);
    assert.deepEqual(heard, []);
    await page.context().close();
  });
}

test('登录页、首次设置页没有无障碍缺陷，浏览器不报错', async () => {
  const page = await product.page();
  const heard = complaintsOf(page);
  const faults: string[] = [];
  for (const path of ['/sign-in', '/set-up']) {
    await page.goto(product.url + path);
    await standing(page);
    faults.push(...(await findings(page)).map((finding) => `${path}：${finding}`));
  }
  assert.deepEqual(faults, []);
  assert.deepEqual(heard, []);
});

test('种下的缺陷都查得出，换一页再查也一样：没有说明的图、看不清的字、没有名称的按钮', async () => {
  const page = await product.signedIn('auditor');
  for (const path of ['/', '/account']) {
    await visit(page, path);
    await page.locator('main').evaluate((main) => main.insertAdjacentHTML('beforeend', '<div id="planted" style="background: #fff"><img src="data:," width="40" height="40"><p style="color: #ccc">看不清的字</p><button type="button" style="width: 40px; height: 40px"></button></div>'));
    for (const part of [undefined, 'main']) {
      const found = (await findings(page, part)).map((finding) => finding.split(':')[0]).toSorted();
      assert.deepEqual(found, ['button-name', 'color-contrast', 'image-alt'], `${path} ${part}`);
    }
    await page.locator('#planted').evaluate((planted) => planted.remove());
  }
  await page.context().close();
});
