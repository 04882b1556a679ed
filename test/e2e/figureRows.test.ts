import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Visit } from '#modules/care/schema.ts';
import { openProduct, type Product } from '../browser.ts';
import { makeRow } from '../drafts.ts';

let product: Product;
before(async () => {
  product = await openProduct();
  const { world } = product;
  for (const [name, at, days] of [['张走访', 'eastHill', ['2023-03-01', '2023-06-01', '2022-03-01']], ['李西乡', 'westHill', ['2023-09-09']]] as const) {
    const { id } = await world.register({ name, at, roles: ['ill_returned'] });
    for (const visitedOn of days) await makeRow(world, Visit, at, { personId: id, visitedOn, kind: 'contact', mode: 'home', visitors: '站长', content: `${name}近况良好` });
  }
});
after(() => product.close());

test('指标→明细→本人：总览上的数等于明细的条数，点开一行到本人，服务历程里有这次走访', async () => {
  const page = await product.signedIn('leader');
  await page.goto(`${product.url}/figures?period=2023`);
  const number = page.getByRole('link', { name: /^3人次，.*走访.*查看明细 3 条$/ }).first();
  await number.waitFor();
  await page.getByRole('link', { name: /^上年同期 1人次，.*走访.*查看明细 1 条$/ }).first().waitFor();
  await number.click();
  await page.waitForURL(/\/care\/visits\?/);
  await page.getByRole('status').filter({ hasText: /^共 3 条$/ }).waitFor();
  await page.getByText(/的明细，共 3 条/).waitFor();
  assert.equal(await page.locator('.ant-table-row').count(), 3);
  assert.equal(await page.getByRole('row').filter({ hasText: '2022-03-01' }).count(), 0);

  await page.getByRole('row').filter({ hasText: '2023-06-01' }).getByRole('link').first().click();
  await page.getByRole('heading', { level: 1, name: /张走访/ }).waitFor();
  await page.getByRole('main').getByRole('link', { name: '张走访' }).click();
  await page.waitForURL(/\/registry\/persons\/[0-9a-f-]{36}$/);
  await page.getByRole('tab', { name: '服务历程' }).click();
  const year = page.getByRole('region', { name: '2023年' });
  await year.waitFor();
  assert.equal(await year.getByRole('listitem').filter({ hasText: '近况良好' }).count(), 2);
  await year.getByRole('listitem').filter({ hasText: '2023-03-01' }).getByRole('link').click();
  await page.waitForURL(/\/care\/visits\/[0-9a-f-]{36}$/);
});

test('乡级账号只数本乡：总览、指标页和明细同一个数', async () => {
  const page = await product.signedIn('townshipClerk');
  await page.goto(`${product.url}/figures/care.visits?period=2023`);
  await page.getByRole('link', { name: /^2人次，.*查看明细 2 条$/ }).first().waitFor();
  await page.getByText('口径').first().waitFor();
  await page.getByRole('button', { name: '查看明细' }).click();
  await page.getByRole('status').filter({ hasText: /^共 2 条$/ }).waitFor();
  assert.equal(await page.getByRole('row').filter({ hasText: '李西乡' }).count(), 0);
});
