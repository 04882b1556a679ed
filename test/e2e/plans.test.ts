import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { findings, openProduct, PHONE, type Product } from '../browser.ts';

let product: Product;
const ids: string[] = [];
before(async () => {
  product = await openProduct();
  for (const name of ['李建议', '王建议', '张建议']) ids.push((await product.world.register({ name })).id);
});
after(() => product.close());

const shoot = async (page: Page, name: string) => { if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${name}.png`, fullPage: true }); };

test('一人一策：成批采纳一种建议，看本单位措施，在个人页办结并记本人评价，打印', async () => {
  const page = await product.signedIn('villageClerk');
  await page.goto(`${product.url}/plans/work?rule=contactCard`);
  await page.getByRole('list', { name: '措施建议' }).getByText('李建议').waitFor();
  assert.deepEqual(await findings(page), []);
  await shoot(page, 'work');
  await page.getByRole('checkbox', { name: '选本页全部' }).check();
  await page.getByRole('button', { name: '采纳所选 3 条' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '采纳 3 条' }).click();
  await page.getByText('没有待处理的建议。').waitFor();
  await page.getByText('本单位措施').click();
  const measures = page.getByRole('list', { name: '措施', exact: true });
  await measures.getByText('发一张联系卡').first().waitFor();
  assert.match(page.url(), /view=mine/);
  assert.equal(await measures.getByRole('button', { name: '办结措施' }).count(), 3);
  await shoot(page, 'mine');

  await page.goto(`${product.url}/registry/persons/${ids[0]}`);
  await page.getByRole('tab', { name: '一策' }).click();
  const side = page.getByRole('region', { name: '需求和措施' });
  await side.getByText('还没有联系卡').waitFor();
  await page.getByRole('region', { name: '建议' }).getByText('帮助申领优待证').waitFor();
  await shoot(page, 'person');
  assert.deepEqual(await findings(page), []);
  await page.getByRole('button', { name: '登记需求' }).click();
  await page.getByLabel('需求内容（不写病情、号码）').fill('想学开车');
  await page.getByRole('dialog').getByRole('button', { name: /登\s*记/ }).click();
  await side.getByText('想学开车').waitFor();
  const group = page.getByRole('group', { name: '需求：还没有联系卡' });
  await group.getByRole('button', { name: '办结需求' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('结果').fill('已当面发卡');
  await dialog.getByRole('radio', { name: '满意', exact: true }).check();
  await dialog.getByLabel('本人的话').fill('很方便');
  await shoot(page, 'end');
  await dialog.getByRole('button', { name: /办\s*结/ }).click();
  await side.getByText('已办结的需求（1 项）').click();
  await side.getByText('本人评价：满意，“很方便”').waitFor();

  await page.getByRole('button', { name: '打印一策' }).click();
  const paper = page.getByRole('article', { name: '第 1 页' });
  await paper.getByText('本人签字：').first().waitFor();
  await paper.getByText(/想学开车/).first().waitFor();
  await shoot(page, 'paper');
  assert.deepEqual(await findings(page), []);
});

test('手机上：不采纳要写原因，写了不再出现', async () => {
  const page = await product.signedIn('villageClerk', PHONE);
  await page.goto(`${product.url}/registry/persons/${ids[1]}`);
  await page.getByRole('tab', { name: '一策' }).click();
  const side = page.getByRole('region', { name: '建议' });
  await side.getByText('帮助申领优待证').waitFor();
  assert.deepEqual(await findings(page), []);
  await shoot(page, 'phone');
  await page.getByRole('group', { name: '王建议 帮助申领优待证' }).getByRole('button', { name: '不采纳', exact: true }).click();
  await page.getByLabel('不采纳的原因').fill('本人在外地已经申领');
  await page.getByRole('dialog').getByRole('button', { name: '不采纳', exact: true }).click();
  await side.getByText('帮助申领优待证').waitFor({ state: 'detached' });
  await page.goto(`${product.url}/plans/work`);
  await page.getByText(/王建议|张建议|李建议/).first().waitFor();
  await shoot(page, 'phone-work');
});
