import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { unpack } from '#modules/bulletin/output/repack.ts';
import { Visit } from '#modules/care/schema.ts';
import { openProduct, type Product } from '../browser.ts';
import { everything, makeRow } from '../drafts.ts';
import { seedLedgers, standing } from './walk.ts';

let product: Product;
let visited: string;
before(async () => {
  product = await openProduct();
  await seedLedgers(product);
  const { world } = product;
  const { id } = await world.register({ name: '张走访', roles: ['ill_returned'] });
  for (let month = 1; month <= 7; month += 1) visited = String((await makeRow(world, Visit, 'eastHill', { personId: id, visitedOn: `2023-0${month}-15`, kind: 'contact' })).id);
});
after(() => product.close());

const acts = (page: Page) => page.getByRole('main').getByRole('group', { name: '操作' });
/** Takes the next step of the course and waits until the bulletin stands in the named state. */
async function take(page: Page, act: string, state: string): Promise<void> {
  await acts(page).getByRole('button', { name: act, exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: act, exact: true }).click();
  await page.getByRole('heading', { level: 1, name: new RegExp(state) }).waitFor();
}
/** The paragraphs of a downloaded docx with their properties, and its page margins in twentieths of a point. */
async function readDocx(path: string): Promise<{ text: string; xml: string; margins: Record<string, number> }> {
  const xml = (await unpack(readFileSync(path))).get('word/document.xml')!.toString();
  const text = [...xml.matchAll(/<w:t [^>]*>([^<]*)<\/w:t>/g)].map(([, words]) => words).join('');
  const margins = Object.fromEntries([...(/<w:pgMar ([^>]*)\/>/.exec(xml)![1]!).matchAll(/w:(\w+)="(\d+)"/g)].map(([, side, twips]) => [side!, Number(twips)]));
  return { text, xml, margins };
}
async function download(page: Page): Promise<string> {
  await acts(page).getByRole('button', { name: '下载' }).click();
  const coming = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: /Word 文档/ }).click();
  return (await coming).path();
}

test('简报从起草到签发：改文字、送审、保密审查、签发、下载 docx；台账更正以后提示变化，签发文本不变', async () => {
  const clerk = await product.signedIn('countyClerk');
  await clerk.goto(`${product.url}/bulletin/bulletins`);
  await clerk.getByRole('button', { name: '按台账起草' }).click();
  await clerk.getByLabel('哪一年的工作').fill('2023');
  await clerk.getByRole('dialog').getByRole('button', { name: /起\s*草/ }).click();
  await clerk.getByRole('heading', { level: 1, name: /草稿/ }).waitFor();
  const lead = clerk.getByRole('textbox', { name: '导语', exact: true });
  await lead.click();
  await clerk.keyboard.press('Control+End');
  await clerk.keyboard.type('各级服务站一并推进。');
  await acts(clerk).getByRole('button', { name: '保存', exact: true }).click();
  await clerk.getByText('已保存').first().waitFor();
  await take(clerk, '送部门审核', '部门审核');
  const address = clerk.url();

  const leader = await product.signedIn('leader');
  await leader.goto(address);
  await standing(leader);
  await take(leader, '审核通过', '保密审查');
  await take(leader, '保密审查通过', '签发');
  await leader.getByText('没有挡住签发的问题').waitFor();
  await take(leader, '签发', '编号 · 第1期');

  await clerk.goto(address);
  await clerk.getByRole('heading', { level: 1, name: /编号 · 第1期/ }).waitFor();
  assert.equal(await clerk.getByRole('textbox', { name: '导语', exact: true }).count(), 0);
  const signed = await readDocx(await download(clerk));
  assert.ok(signed.text.includes('各级服务站一并推进。'));
  assert.ok(signed.text.includes('第1期'));
  assert.ok(signed.text.includes('看望慰问优抚对象7人次'));
  const { world } = product;
  const id = new URL(address).pathname.split('/').pop()!;
  const view = await world.call(everything(world), 'bulletin.bulletins.get', { id });
  assert.equal(signed.text.replace(/\s/g, ''), view.text.replace(/\s/g, ''));
  const twips = (mm: number) => Math.round((mm / 25.4) * 1440);
  for (const [side, mm] of [['top', 37], ['right', 26], ['bottom', 35], ['left', 28]] as const) assert.equal(signed.margins[side], twips(mm), side);
  assert.match(signed.xml, /w:eastAsia="仿宋_GB2312"[\s\S]*?<w:sz w:val="32"\/>/);
  assert.match(signed.xml, /w:eastAsia="方正小标宋简体"[\s\S]*?<w:sz w:val="44"\/>/);
  assert.match(signed.xml, /w:line="579" w:lineRule="exact"/);

  await clerk.goto(`${product.url}/care/visits/${visited}/edit`);
  await clerk.getByRole('textbox', { name: '走访日期' }).fill('2022-07-15');
  await clerk.getByRole('button', { name: '保存', exact: true }).click();
  await clerk.waitForURL(`${product.url}/care/visits/${visited}`);
  await clerk.goto(address);
  await clerk.getByText(/签发后有变化：1 个印出的数字与台账不同/).waitFor();
  await clerk.getByRole('tab', { name: '签发后有变化（1）' }).click();
  await clerk.getByRole('row').filter({ hasText: '走访' }).filter({ hasText: '签发后有变化' }).first().waitFor();
  await acts(clerk).getByRole('button', { name: '起草勘误' }).waitFor();
  assert.deepEqual(await readDocx(await download(clerk)), signed);
});
