import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { LINES, permissionsOf, Role } from '#modules/organisation/roles.ts';
import { labelOf } from '#base/pure/codes.ts';
import { MENU } from '../../src/entry/console/menu.ts';
import { openProduct, type Product, signIn } from '../browser.ts';
import { seedLedgers, standing, visit } from './walk.ts';

let product: Product;
before(async () => {
  product = await openProduct();
  await seedLedgers(product);
});
after(() => product.close());

/** Somebody of a role who signs in by the sign-in page. */
async function enter(role: string): Promise<Page> {
  const page = await product.page();
  await signIn(page, product.url, await product.account(role));
  return page;
}

/** The menu with all sections open: where its entries lead, and what stands for those that one may not open. Read at once: a question for each of a hundred entries takes a minute a role. */
async function unfolded(menu: Locator): Promise<{ open: (string | null)[]; closed: { words: string; title: string }[] }> {
  await menu.getByRole('button', { name: MENU.find((one) => one.label)!.label, exact: true }).click();
  await menu.locator('button[aria-expanded="false"]').evaluateAll((buttons) => { for (const button of buttons) (button as HTMLElement).click(); });
  await menu.locator('button[aria-expanded="false"]').first().waitFor({ state: 'detached' });
  return menu.evaluate((nav) => ({
    open: [...nav.querySelectorAll('a[href]')].map((link) => link.getAttribute('href')),
    closed: [...nav.querySelectorAll<HTMLElement>('.off')].map((one) => ({ words: one.textContent ?? '', title: one.title })),
  }));
}

/** A list that each role opens in its first minute, and whether it may add to it; the auditor has no list of rows. */
const LISTS: Record<string, [path: string, mayCreate: boolean]> = {
  villageClerk: ['/care/visits', true], townshipClerk: ['/registry/persons', true], stationHead: ['/relief/payments', true], countyClerk: ['/memorial/visits', true],
  finance: ['/benefits/payments', true], leader: ['/relief/payments', false],
};

for (const [role, [path, mayCreate]] of Object.entries(LISTS)) {
  test(`第一分钟：${labelOf(Role, role)}登录、看到工作台和可用的菜单，打开自己的台账`, async () => {
    const page = await enter(role);
    const permissions = new Set(permissionsOf(role, LINES));
    await page.getByRole('heading', { level: 1, name: /您好/ }).waitFor();
    await page.getByRole('heading', { name: '待办事项' }).waitFor();
    const menu = page.getByRole('navigation', { name: '主菜单' });
    const { open, closed } = await unfolded(menu);
    for (const { label, path: address, permission } of MENU.flatMap((section) => section.entries)) {
      const may = !permission || permissions.has(permission);
      assert.equal(open.filter((href) => href === address).length, may ? 1 : 0, label);
      if (!may) assert.match(closed.find((one) => one.words.includes(label))?.title ?? '', /没有这项权限/, label);
    }
    await menu.locator(`a[href="${path}"]`).click();
    await page.getByRole('status').filter({ hasText: /^共 [1-9]\d* 条$/ }).waitFor();
    assert.ok((await page.locator('.ant-table-row').count()) > 0);
    const create = page.getByRole('button', { name: '新增', exact: true });
    assert.equal(await create.getAttribute('aria-disabled'), mayCreate ? null : 'true');
    if (!mayCreate) {
      await create.focus();
      await page.getByRole('tooltip', { name: '您的岗位没有这项权限' }).waitFor();
      await page.keyboard.press('Enter');
      assert.equal(new URL(page.url()).pathname, path);
    }
    await page.context().close();
  });
}

for (const [role, path] of [['auditor', '/upkeep/audit'], ['systemAdministrator', '/accounts'], ['securityAdministrator', '/accounts/requests']] as const) {
  test(`第一分钟：${labelOf(Role, role)}看不到任何业务台账`, async () => {
    const page = await enter(role);
    await standing(page);
    const links = await page.locator('main a[href^="/"]').evaluateAll((all) => all.map((one) => one.getAttribute('href')));
    assert.deepEqual(links.filter((href) => /^\/(registry|care|employment|training|benefits|relief|ratings|memorial|publicity|bulletin|figures|exchange)/.test(href!)), []);
    await visit(page, path);
    assert.equal(await page.getByRole('heading', { name: '您的岗位没有这项权限' }).count(), 0);
    await visit(page, '/registry/persons');
    await page.getByRole('heading', { name: '您的岗位没有这项权限' }).waitFor();
    assert.equal((await page.request.get(`${product.url}/api/registry/persons`)).status(), 403);
    await page.context().close();
  });
}
