import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { openProduct, type Product } from '../browser.ts';
import { inventCitizenId } from '../world.ts';
import { standing, visit } from './walk.ts';
import { cellsOf, personWorkbook, written } from './workbooks.ts';

let product: Product;
before(async () => {
  product = await openProduct();
});
after(() => product.close());

const status = (page: Page, words: string | RegExp) => page.locator('main').getByRole('status').filter({ hasText: words }).first().waitFor();

/** Uploads a workbook from the list of 服务对象 by the acts a clerk sees, up to the table of columns. */
async function upload(page: Page, path: string): Promise<void> {
  await visit(page, '/registry/persons');
  await page.getByRole('button', { name: '导入', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: '导入台账' }).waitFor();
  await page.locator('input[type=file]').setInputFiles(path);
  await page.getByRole('heading', { name: '二、核对各列' }).waitFor();
}

async function check(page: Page): Promise<void> {
  await page.getByRole('button', { name: '核对全部内容' }).click();
  await page.waitForURL(/\/exchange\/imports\/[0-9a-f-]{36}$/);
  await status(page, '待提交');
}

test('有错的表：核对列、预览、提交、看结果；下载退回行改好再导；撤销整批', async () => {
  const page = await product.signedIn('townshipClerk');
  const twin = inventCitizenId('1971-01-01');
  const path = await personWorkbook([
    { name: '张大山' }, { name: '李小河', village: '东湖村', enlisted: '1990年12月' }, { name: '王重复', citizenId: twin }, { name: '王重复', citizenId: twin },
    { name: '赵错号', citizenId: '999123197001010000' }, { name: '', mobile: '19912345678' }, { name: '钱外乡', village: '西山村' },
  ]);

  await upload(page, path);
  await page.getByText('表头在第 2 行').waitFor();
  const target = (header: string) => page.getByRole('row').filter({ has: page.getByRole('cell', { name: header, exact: true }) });
  assert.match(await target('人员身份').innerText(), /人员类别/);
  assert.match(await target('入伍年月').innerText(), /入伍时间/);
  assert.match(await target('所属小组').innerText(), /不导入/);
  await target('所属小组').getByRole('combobox').click();
  await page.keyboard.type('备注');
  await page.keyboard.press('Enter');
  assert.match(await target('所属小组').innerText(), /备注/);
  await check(page);

  const counted = await page.locator('main').getByRole('status').first().innerText();
  assert.match(counted, /已读 7 行，新增 3，退回 4/);
  await page.getByRole('tab', { name: '退回 4' }).click();
  await page.getByRole('row').filter({ hasText: '身份证号' }).first().waitFor();
  await page.getByRole('tab', { name: '新增 3' }).click();
  await page.getByRole('row').filter({ hasText: '李小河' }).filter({ hasText: '东湖村' }).waitFor();
  assert.equal((await product.world.call(product.world.person('townshipClerk', 'east'), 'registry.persons.list', { page: 1, size: 10 })).total, 0);
  await page.getByRole('button', { name: '提交 3 行' }).click();
  await status(page, '已提交');
  await page.getByText('写入 3 行').waitFor();
  const batch = new URL(page.url()).pathname;

  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: '下载退回的行' }).click();
  const [headers = [], ...bad] = await cellsOf(await (await downloading).path());
  assert.equal(headers[0], '错误原因');
  assert.equal(bad.length, 4);
  const at = (header: string) => headers.findIndex((one) => one.replace(/\s/g, '') === header);
  const reasons = bad.map((row) => row[0]!).join('\n');
  for (const words of ['原第 6 行', '重复', '身份证号', '姓名', '区划']) assert.ok(reasons.includes(words), `${words}\n${reasons}`);
  for (const row of bad) {
    if (row[at('姓名')] === '赵错号') row[at('身份证号码')] = inventCitizenId('1970-01-01');
    if (row[at('姓名')] === '钱外乡') row[at('村')] = '东山村';
    if (!row[at('姓名')]) row[at('姓名')] = '孙补名';
  }
  await upload(page, await written(headers, bad.filter((row) => row[at('姓名')] !== '王重复')));
  await page.getByText('已按上次的对应关系填好').or(page.getByText('表头在第 1 行')).first().waitFor();
  await check(page);
  await page.getByRole('button', { name: '提交 3 行' }).click();
  await status(page, '已提交');

  await visit(page, '/registry/persons');
  await status(page, '共 6 条');
  for (const name of ['张大山', '李小河', '王重复', '赵错号', '孙补名', '钱外乡']) assert.equal(await page.getByRole('link', { name, exact: true }).count(), 1, name);

  await visit(page, batch);
  await page.getByRole('button', { name: '撤销整批' }).click();
  await page.getByRole('dialog').getByRole('button', { name: /撤\s*销/ }).click();
  await status(page, '已撤销');
  await visit(page, '/registry/persons');
  await status(page, '共 3 条');
  assert.equal(await page.getByRole('link', { name: '张大山', exact: true }).count(), 0);
});

test('不是表格的文件说明原因，什么也不留下', async () => {
  const page = await product.signedIn('townshipClerk');
  await page.goto(`${product.url}/exchange/imports/new?ledger=registry.person`);
  await standing(page);
  await page.locator('input[type=file]').setInputFiles({ name: '假表.xlsx', mimeType: 'application/octet-stream', buffer: Buffer.from([0x50, 0x4b, 3, 4, 1, 2, 3, 4, 5, 6]) });
  await page.getByRole('alert').filter({ hasText: /没有读出表格：.*(损坏|不是|无法|打不开)/ }).waitFor();
  assert.equal(await page.getByRole('heading', { name: '二、核对各列' }).count(), 0);
});
