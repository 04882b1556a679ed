import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { findings, openProduct, type Product } from '../browser.ts';
import { inventCitizenId } from '../world.ts';

let product: Product;
let rural = '';
const DRAWING = inventCitizenId('1950-02-03');
before(async () => {
  product = await openProduct({ clock: () => new Date('2025-09-15T02:00:00Z') });
  const { world } = product;
  const clerk = world.person('countyClerk', 'county', ['registry', 'benefits']);
  rural = (await world.register({ name: '王守田', citizenId: inventCitizenId('1963-11-27'), hukouKind: 'rural', rank: 'private', enlistedOn: '1986-11', dischargedOn: '1992-01' })).id;
  const { id } = await world.register({ name: '周参战', citizenId: DRAWING, birthOn: '1950-02-03', roles: ['combat'] });
  await world.call(clerk, 'benefits.recipients.create', { id: randomUUID(), draft: { personId: id, category: 'combat', state: 'receiving', startedOn: '2015-08' } });
});
after(() => product.close());

/** Signs somebody in with patience for a busy machine: once more where it took too long. */
async function enter(role: string): Promise<Page> {
  const page = await product.signedIn(role).catch(() => product.signedIn(role));
  page.setDefaultTimeout(60_000);
  return page;
}

test('政策找人：缺事实的点开补上养老保险，同一步转到应享未享，再一步打开认定申请，人和种类已经填好', async () => {
  const page = await enter('countyClerk');
  await page.goto(`${product.url}/benefits/policy`);
  await page.getByRole('link', { name: '缺事实 1 项', exact: true }).click();
  const entry = page.getByRole('list', { name: '政策找人事项' }).getByRole('listitem').filter({ hasText: '王守田' });
  await entry.getByText('缺少养老保险情况').waitFor();
  assert.deepEqual(await findings(page), []);
  await entry.getByRole('link', { name: '养老保险情况' }).click();
  await page.getByRole('button', { name: '填写生活状况' }).click();
  await page.getByRole('combobox', { name: '养老保险', exact: true }).click();
  await page.locator('.ant-select-dropdown:visible').getByText('城乡居民基本养老保险', { exact: true }).click();
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await page.waitForURL(`${product.url}/registry/persons/${rural}?section=livelihood`);

  await page.goto(`${product.url}/benefits/policy`);
  await page.getByRole('link', { name: '应享未享 1 项', exact: true }).waitFor();
  await page.getByRole('link', { name: '缺事实 0 项', exact: true }).waitFor();
  await page.getByRole('link', { name: '应享未享 1 项', exact: true }).click();
  await entry.getByText('服役5年2个月，计6年').waitFor();
  await entry.getByRole('button', { name: '登记认定申请' }).click();
  await page.waitForURL(/\/recognition\/cases\/new\?/);
  const asked = new URL(page.url()).searchParams;
  assert.deepEqual([asked.get('personId'), asked.get('kind')], [rural, 'rural60']);
  await page.getByText('王守田').first().waitFor();
});

test('数据比对：错的名单说明为什么，公安名单对上在享的人；核查属实本身不停发，给出登记去世的入口', async () => {
  const page = await enter('countyClerk');
  await page.goto(`${product.url}/benefits/compare`);
  await page.getByRole('button', { name: '比对一份名单' }).click();
  const list = page.getByRole('region', { name: '比对一份名单' });
  const choose = (name: string, rows: string[]) => list.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(`\ufeff${rows.join('\r\n')}\r\n`) });
  await choose('台账.csv', ['序号,金额', '1,2']);
  await list.getByRole('alert').getByText(/台账\.csv：.*没有找到姓名/).waitFor();
  await choose('公安名单.csv', ['姓名,公民身份号码,死亡日期', `周参战,${DRAWING},2025年9月1日`, `外县人,${inventCitizenId('1954-02-03')},2025-08`]);
  await list.getByText('在享，须核查 1，没有对上 1').waitFor();
  await list.getByRole('button', { name: '登记 1 条线索' }).click();
  const hit = page.getByRole('row', { name: /周参战.*死亡.*2025-09-01.*身份证号.*参战退役军人.*待核查/ });
  await hit.waitFor();
  assert.deepEqual(await findings(page), []);
  await hit.getByRole('button', { name: /核\s*查/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio', { name: '属实', exact: true }).click();
  await dialog.getByText('登记“属实”本身不停发').waitFor();
  await dialog.locator('#hit-note').fill('已向村里核实');
  await dialog.getByRole('button', { name: /登\s*记/ }).click();
  await dialog.waitFor({ state: 'hidden' });
  await page.getByText('没有待核查的线索').waitFor();
  await page.goto(`${product.url}/benefits/compare?state=upheld`);
  await page.getByRole('row', { name: /周参战.*属实.*已向村里核实/ }).getByRole('button', { name: '登记去世' }).waitFor();
  const { rows } = await product.world.call(product.world.person('countyClerk', 'county', ['registry', 'benefits']), 'benefits.recipients.list', {});
  assert.deepEqual(rows.map((row: { state: string }) => row.state), ['receiving']);
});
