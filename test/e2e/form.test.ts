import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import type { Page } from 'playwright-core';
import { DESKTOP, openProduct, type Product } from '../browser.ts';
import { inventCitizenId } from '../world.ts';

let product: Product;
let id: string;
before(async () => {
  product = await openProduct();
  ({ id } = await product.world.register({ name: '张建国', mobile: '19900001234' }));
  await product.world.register({ name: '李卫东', sex: 'male', citizenId: null, birthOn: '1950-01-01' });
});
after(() => product.close());

const total = (page: Page, count: number) => page.getByRole('status').filter({ hasText: new RegExp(`^共 ${count} 条$`) }).waitFor();
/** Tells which field of the form holds the focus. */
const focused = (page: Page) => page.waitForFunction(() => document.activeElement?.closest('[data-field]') && document.querySelector('form.form .wrong')).then(() => page.evaluate(() => document.activeElement?.closest('[data-field]')?.getAttribute('data-field')));

test('填错时焦点到第一处错误，已填的都在；改好可以保存', async () => {
  const page = await product.signedIn('townshipClerk');
  await page.goto(`${product.url}/registry/persons/new?name=`);
  await page.getByLabel('身份证号', { exact: true }).fill('999123197001010000');
  await page.getByLabel('手机号码').fill('1380000');
  await page.getByLabel('备注').fill('说明文字');
  await page.getByRole('button', { name: '保存', exact: true }).click();
  assert.equal(await focused(page), 'name');
  await page.getByText('有 3 处需要改正').waitFor();
  await page.keyboard.type('王改正');
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await page.getByText('有 2 处需要改正').waitFor();
  assert.equal(await focused(page), 'citizenId');
  assert.deepEqual(await Promise.all(['姓名', '手机号码', '备注'].map((name) => page.getByRole('textbox', { name, exact: true }).inputValue())), ['王改正', '1380000', '说明文字']);

  await page.getByRole('navigation', { name: '打开的页面' }).getByRole('link', { name: '工作台' }).click();
  await page.getByRole('heading', { name: '待办事项' }).waitFor();
  await page.goBack();
  assert.equal(await page.getByLabel('备注').inputValue(), '说明文字');
  await page.getByLabel('身份证号', { exact: true }).fill(inventCitizenId('1970-01-01'));
  await page.getByLabel('手机号码').fill('13800001234');
  await page.keyboard.press('Control+s');
  await page.getByRole('heading', { level: 1, name: /王改正/ }).waitFor();
});

test('只用键盘登记一次走访', async () => {
  const page = await product.signedIn('villageClerk', DESKTOP, '/care/visits');
  await total(page, 0);
  const press = async (...keys: string[]) => { for (const key of keys) await page.keyboard.press(key); };
  /** Goes on by Tab until the control of this name has the focus. */
  const tabTo = async (name: string) => {
    for (let step = 0; step < 120; step += 1) {
      await page.keyboard.press('Tab');
      const here = await page.evaluate(() => {
        const at = document.activeElement as HTMLElement & { labels?: NodeListOf<HTMLElement> };
        return at.getAttribute('aria-label') ?? at.labels?.[0]?.textContent ?? at.textContent ?? '';
      });
      if (here.replace(/^\*/, '').trim() === name) return;
    }
    assert.fail(`用 Tab 到不了“${name}”`);
  };
  await tabTo('新增');
  await press('Enter');
  await page.getByRole('heading', { level: 1, name: '新增走访记录' }).waitFor();
  await tabTo('走访对象');
  await page.keyboard.type('zhangjianguo');
  await page.locator('.ant-select-item-option').filter({ hasText: '张建国' }).waitFor();
  assert.equal(await page.locator('.ant-select-item-option').count(), 1);
  await press('Enter');
  await tabTo('走访类型');
  await page.keyboard.type('常态化');
  await press('Enter');
  await tabTo('实地');
  await press('Space');
  await tabTo('走访日期');
  await page.keyboard.type('20230501');
  await tabTo('走访人');
  await page.keyboard.type('村站长');
  await tabTo('保存');
  await press('Enter');
  await page.getByRole('heading', { level: 1, name: /张建国/ }).waitFor();
  await page.getByText('2023-05-01').first().waitFor();
});

test('隐去的号码写明原因才显示，审计里有这一次', async () => {
  const page = await product.signedIn('townshipClerk', DESKTOP, `/registry/persons/${id}`);
  await page.getByText('199****1234').waitFor();
  await page.getByRole('button', { name: '显示手机号码' }).click();
  await page.getByLabel('查看原因（会记入审计）').fill('电话核实走访情况');
  await page.keyboard.press('Enter');
  await page.getByText('19900001234').waitFor();
  const { rows } = await sql<{ reason: string; actor_name: string }>`select reason, actor_name from audit.entry where operation = 'registry.persons.reveal' and row_id = ${id}`.execute(product.world.house.database.owner);
  assert.deepEqual(rows, [{ reason: '电话核实走访情况', actor_name: '测试town' }]);
});

test('列表的查询条件在地址里，刷新还在；保存成视图可以再用', async () => {
  const page = await product.signedIn('townshipClerk', DESKTOP, '/registry/persons');
  await page.getByLabel('搜索').fill('李卫东');
  await page.keyboard.press('Enter');
  await total(page, 1);
  await page.reload();
  await total(page, 1);
  assert.equal(await page.getByLabel('搜索').inputValue(), '李卫东');
  await page.getByRole('button', { name: '保存当前查询' }).click();
  await page.getByRole('dialog').getByLabel('名称').fill('我的老李');
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: '我的老李' }).waitFor();
  await page.getByRole('button', { name: '重置' }).click();
  await page.waitForURL(`${product.url}/registry/persons`);
  await page.getByRole('link', { name: '我的老李' }).click();
  await total(page, 1);
  assert.match(page.url(), /search=/);
});
