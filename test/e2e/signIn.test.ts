import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { transact } from '#base/server/database.ts';
import { rangeOf } from '#base/pure/division.ts';
import { placeAccount } from '#modules/organisation/setUp.ts';
import { openProduct, type Product, signIn } from '../browser.ts';
import { COUNTY, PLACES } from '../world.ts';

let product: Product;
let passed = 0;
before(async () => {
  product = await openProduct({ clock: () => new Date(Date.now() + passed * 60_000) });
});
after(() => product.close());

async function openAccount(account: string, mustChange: boolean): Promise<{ account: string; password: string }> {
  const { house } = product.world;
  const password = await transact(house.database, { county: COUNTY, ...rangeOf(PLACES.county) }, (tx) => placeAccount(tx, COUNTY, { account, name: `测试${account}`, roles: ['townshipClerk'], lines: [], division: PLACES.east, mustChange }, house.clock()));
  return { account, password };
}

test('第一次登录只能先改密码，改好之前到不了任何页面', async () => {
  const first = await openAccount('newcomer', true);
  const page = await product.page();
  await signIn(page, product.url, first);
  await page.getByRole('heading', { name: '第一次登录，请先设置自己的密码' }).waitFor();
  await page.goto(`${product.url}/registry/persons`);
  await page.getByRole('heading', { name: '第一次登录，请先设置自己的密码' }).waitFor();
  const put = async (next: string, again = next) => {
    await page.locator('#current').fill(first.password);
    await page.locator('#next').fill(next);
    await page.locator('#again').fill(again);
    await page.getByRole('button', { name: '保存新密码' }).click();
  };
  await put('short');
  await page.getByText(/至少 12 个字符(?!，)/).first().waitFor();
  await put('Green-River-77', 'Green-River-78');
  await page.getByText('两次输入的新密码不一致').waitFor();
  await put('Green-River-77');
  await page.getByText('密码已修改').waitFor();
  await page.goto(`${product.url}/registry/persons`);
  await page.getByRole('status').filter({ hasText: /^共 \d+ 条$/ }).waitFor();
  const again = await product.page();
  await signIn(again, product.url, { account: 'newcomer', password: 'Green-River-77' });
  await again.getByRole('heading', { level: 1, name: /您好/ }).waitFor();
});

test('连错五次锁定，密码正确也进不去；过了锁定时间可以进', async () => {
  const known = await openAccount('forgetful', false);
  const page = await product.page();
  await page.goto(`${product.url}/sign-in`);
  const put = async (password: string, status: number) => {
    await page.getByLabel('账号').fill(known.account);
    await page.getByLabel('密码', { exact: true }).fill(password);
    const answered = page.waitForResponse((response) => response.url().endsWith('/auth/sign-in'));
    await page.getByRole('button', { name: /登\s*录/ }).click();
    assert.equal((await answered).status(), status);
  };
  for (let time = 1; time <= 5; time += 1) await put('No-Such-Pass-1', 401);
  await put(known.password, 423);
  await page.getByRole('alert').filter({ hasText: /已锁定，请 \d+ 分钟后再试/ }).waitFor();
  passed += 16;
  await put(known.password, 200);
  await page.getByRole('navigation', { name: '打开的页面' }).waitFor();
});

test('全部退出：另一处的登录随即失效，回到登录页', async () => {
  const known = await openAccount('twofold', false);
  const here = await product.page();
  const there = await product.page();
  await signIn(here, product.url, known);
  await signIn(there, product.url, known);
  await here.goto(`${product.url}/account`);
  await here.getByRole('row').filter({ hasText: '本次登录' }).waitFor();
  assert.equal(await here.getByRole('row').filter({ hasText: /本次登录|结束/ }).count(), 2);
  await here.getByRole('button', { name: '全部退出（含本次）' }).click();
  await here.getByRole('heading', { name: '登录' }).waitFor();
  await there.goto(`${product.url}/care/visits`);
  await there.getByRole('heading', { name: '登录' }).waitFor();
  assert.ok(there.url().endsWith('/sign-in?to=%2Fcare%2Fvisits'), there.url());
  await there.getByLabel('账号').fill(known.account);
  await there.getByLabel('密码', { exact: true }).fill(known.password);
  await there.getByRole('button', { name: /登\s*录/ }).click();
  await there.getByRole('heading', { name: '走访台账' }).waitFor();
});
