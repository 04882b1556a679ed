import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { DESKTOP, openProduct, type Product } from '../browser.ts';
import { inventCitizenId } from '../world.ts';
import { launchOldKernel, lendVisibility } from './chromium86.ts';
import { complaintsOf } from './walk.ts';
import { personWorkbook } from './workbooks.ts';

let product: Product;
let old: Awaited<ReturnType<typeof launchOldKernel>>;
let page: Page;
before(async () => {
  product = await openProduct();
  await product.world.register({ name: '李旧核' });
  old = await launchOldKernel();
  const context = old.browser.contexts()[0]!;
  page = context.pages()[0] ?? (await context.newPage());
  page.setDefaultTimeout(20_000);
  await page.setViewportSize(DESKTOP);
});
after(async () => {
  await old?.close();
  await product.close();
});

const drawn = (selector: string) => page.waitForFunction((css) => document.querySelector(css) !== null, selector);

test('Chromium 86：登录、列表、表单、导入预览都能用，样式齐全，浏览器不报错', async () => {
  assert.match(old.browser.version(), /^86\./);
  await page.goto(`${product.url}/sign-in`);
  await drawn('#password');
  await lendVisibility(page);
  const heard = complaintsOf(page);
  const { account, password } = await product.account('townshipClerk');
  await page.getByLabel('账号').fill(account);
  await page.getByLabel('密码', { exact: true }).fill(password);
  assert.equal(await page.getByRole('button', { name: '登录' }).evaluate((button) => getComputedStyle(button).backgroundColor), 'rgb(9, 88, 217)');
  await page.getByRole('button', { name: '登录' }).click();
  await drawn('nav[aria-label="打开的页面"]');
  await lendVisibility(page);

  await page.getByRole('link', { name: '服务对象', exact: true }).click();
  await page.getByRole('status').filter({ hasText: '共 1 条' }).waitFor();
  await page.getByRole('row').filter({ hasText: '李旧核' }).waitFor();
  const left = await page.evaluate(() => document.querySelector('.shell-body')!.getBoundingClientRect().left);
  assert.ok(left >= 200, `菜单没有排在左边：${left}`);

  await page.getByRole('button', { name: '新增', exact: true }).click();
  await page.getByRole('textbox', { name: '姓名', exact: true }).fill('王新表');
  await page.getByLabel('身份证号或出生年').fill(inventCitizenId('1970-02-03'));
  await page.getByRole('button', { name: '下一步' }).click();
  await page.getByText('1970-02-03 出生，男').waitFor();
  await page.getByLabel('入伍时间').fill('1988年11月');
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: /王新表/ }).waitFor();
  await page.getByText('服役', { exact: true }).first().click();
  await page.getByText('1988-11').waitFor();

  await page.evaluate(() => history.pushState({}, '', '/exchange/imports/new?ledger=registry.person'));
  await drawn('input[type=file]');
  await page.locator('input[type=file]').setInputFiles(await personWorkbook([{ name: '赵导入' }, { name: '' }]));
  await page.getByRole('button', { name: '核对全部内容' }).click();
  await page.getByRole('status').filter({ hasText: '待提交：已读 2 行，新增 1，退回 1' }).waitFor();
  await page.getByRole('row').filter({ hasText: '赵导入' }).waitFor();
  assert.deepEqual(heard, []);
});
