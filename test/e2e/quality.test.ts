import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { findings, openProduct, PHONE, type Product } from '../browser.ts';
import { standing } from './walk.ts';

let product: Product;
before(async () => {
  product = await openProduct();
  for (const name of ['张甲', '李乙']) await product.world.register({ name, ethnicity: '河南' });
});
after(() => product.close());

test('数据质量：数量→清单→改正→当即消除，数量等于清单', async () => {
  const page = await product.signedIn('villageClerk');
  await page.goto(`${product.url}/quality`);
  const count = page.getByRole('link', { name: '民族名称不规范，待处理 2 条' });
  await count.waitFor();
  assert.deepEqual(await findings(page), []);
  await count.click();
  await page.getByRole('status').filter({ hasText: /^共 2 条$/ }).waitFor();
  assert.deepEqual(await findings(page), []);
  const entry = page.getByRole('listitem').filter({ hasText: '张甲' }).filter({ hasText: '民族名称不规范' });
  await entry.getByRole('button', { name: '去改正' }).press('Enter');
  await page.waitForURL(/\/registry\/persons\/[0-9a-f-]{36}\/edit\?back=[^#]+#ethnicity$/);
  const field = page.getByRole('textbox', { name: '民族' });
  await page.waitForFunction(() => document.activeElement?.closest('[data-field]')?.getAttribute('data-field') === 'ethnicity');
  await field.fill('汉族');
  await page.getByRole('button', { name: /^保\s*存$/ }).click();
  await page.getByRole('status').filter({ hasText: /^共 1 条$/ }).waitFor();
  await page.waitForFunction(() => document.activeElement?.textContent === '去改正' && document.activeElement.closest('[data-finding]')?.textContent?.includes('李乙'));
  await page.getByRole('link', { name: '李乙' }).click();
  await page.getByRole('tab', { name: '待核对' }).click();
  const tab = page.getByRole('region', { name: '待核对' });
  assert.deepEqual((await tab.getByRole('listitem').first().innerText()).includes('民族名称不规范'), true, '先列必须改和请核对的');
  await tab.getByText('文化程度未填').waitFor();
  await page.goto(`${product.url}/quality`);
  await page.getByRole('link', { name: '民族名称不规范，待处理 1 条' }).waitFor();
});

test('待核对清单：不选要求时只列必须改和请核对，与工作台的数相同；方向键在事项间移动', async () => {
  const page = await product.signedIn('villageClerk');
  const task = page.getByRole('link', { name: /^\d+ 项档案内容待核对$/ });
  const count = /^\d+/.exec((await task.textContent()) ?? '')![0];
  await task.click();
  await page.getByRole('status').filter({ hasText: `共 ${count} 条` }).waitFor();
  const entries = page.getByRole('listitem').filter({ has: page.getByRole('button', { name: '去改正' }) });
  assert.equal(await entries.filter({ hasText: '补充' }).count(), 0);
  const focused = () => page.evaluate(() => [...document.querySelectorAll('[data-finding]')].indexOf(document.activeElement?.closest('[data-finding]') as Element));
  await entries.first().getByRole('button', { name: '去改正' }).focus();
  await page.keyboard.press('ArrowDown');
  assert.equal(await focused(), Math.min(1, Number(count) - 1));
  await page.keyboard.press('ArrowUp');
  assert.equal(await focused(), 0);
});

test('说明不适用：写明原因后移到“已说明”，可以撤回；手机上也能用', async () => {
  const page = await product.signedIn('villageClerk', PHONE);
  await page.goto(`${product.url}/quality/work?f.rule=ethnicity.unknown&f.state=open`);
  const entry = page.getByRole('listitem').filter({ hasText: '李乙' });
  await entry.getByRole('button', { name: '说明不适用' }).click();
  await page.getByLabel('不适用的原因').fill('户口簿即如此登记，已附说明');
  await page.getByRole('button', { name: '保存说明' }).click();
  await entry.waitFor({ state: 'detached' });
  await page.getByText('已说明', { exact: true }).click();
  await page.getByText('已说明不适用：户口簿即如此登记').waitFor();
  await standing(page);
  assert.deepEqual(await findings(page), []);
  await page.getByRole('button', { name: '撤回说明' }).click();
  await page.getByText('没有说明过的事项').waitFor();
});
