import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { findings, openProduct, type Product } from '../browser.ts';

let product: Product;
before(async () => { product = await openProduct(); });
after(() => product.close());

const choose = (page: Page, kind: string) => page.getByRole('group', { name: '变动种类' }).getByRole('button', { name: kind, exact: true }).click();

test('从档案页登记去世，看得到后续事项；误报的办死亡更正，身份恢复', async () => {
  const { id } = await product.world.register({ name: '孙去世', roles: ['combat', 'vet_self_employed'] });
  const page = await product.signedIn('villageClerk');
  await page.goto(`${product.url}/registry/persons/${id}`);
  await page.getByRole('button', { name: '登记变动' }).click();
  await page.waitForURL(/\/changes\/new/);
  await choose(page, '去世');
  await page.getByLabel('去世日期').fill('2026-01-05');
  await page.getByRole('button', { name: '登记去世' }).click();
  await page.getByText('请填写信息来源').waitFor();
  await page.getByLabel('信息来源').click();
  await page.getByTitle('亲属告知').click();
  assert.deepEqual(await findings(page), []);
  await page.getByRole('button', { name: '登记去世' }).click();
  await page.waitForURL(/\/changes\/register\//);
  await page.getByRole('tab', { name: '办理情况' }).click();
  await page.getByText('重大变故必访').waitFor();
  await page.getByRole('cell', { name: '去世', exact: true }).waitFor();
  assert.deepEqual(await findings(page), []);
  await page.goto(`${product.url}/changes/new?person=${id}`);
  await choose(page, '死亡更正');
  await page.getByLabel('更正原因').fill('同名误报');
  await page.getByRole('button', { name: '登记死亡更正' }).click();
  await page.waitForURL(/\/changes\/register\//);
  const person = await product.world.call(product.world.person('villageClerk', 'eastHill'), 'registry.persons.get', { id });
  assert.deepEqual([person.state, person.diedOn, person.roles.toSorted()], ['registered', null, ['combat', 'vet_self_employed']]);
  await page.goto(`${product.url}/registry/persons/${id}`);
  await page.getByRole('tab', { name: '变动', exact: true }).click();
  await page.getByText('已撤销').waitFor();
});

test('迁往管辖外的村：村里发起，接收方在待接收里接收，档案随即迁走', async () => {
  const { id } = await product.world.register({ name: '李迁移' });
  const giver = await product.signedIn('villageClerk');
  await giver.goto(`${product.url}/changes/new?person=${id}&kind=move`);
  await giver.getByLabel('迁往').click();
  await giver.getByLabel('迁往').fill('东湖');
  await giver.getByTitle('东湖村').click();
  await giver.getByLabel('依据文件').fill('户口迁移证');
  await giver.getByRole('button', { name: '登记县内迁移' }).click();
  await giver.waitForURL(/\/changes\/register\//);
  await giver.getByText('待对方接收').first().waitFor();
  const receiver = await product.signedIn('townshipClerk', { width: 390, height: 844 });
  await receiver.goto(`${product.url}/changes/requests`);
  const request = receiver.getByRole('region', { name: '迁移：李迁移' });
  await request.getByText('户口迁移证').waitFor();
  assert.deepEqual(await findings(receiver), []);
  await request.getByRole('button', { name: /^接\s*收$/ }).click();
  await receiver.getByText('没有等待接收的迁移。').waitFor();
  await giver.goto(`${product.url}/registry/persons/${id}`);
  await giver.getByText('不存在或不在您的管辖范围内').waitFor();
  await giver.goto(`${product.url}/changes/departures`);
  await giver.getByText('东乡/东湖村').first().waitFor();
});
