import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { findings, openProduct, PHONE, type Product } from '../browser.ts';
import { PLACES } from '../world.ts';

let product: Product;
const ids: string[] = [];
const householdId = randomUUID();
before(async () => {
  product = await openProduct();
  await product.world.call(product.world.person('villageClerk', 'eastHill'), 'registry.households.create', { id: householdId, draft: { divisionCode: PLACES.eastHill, headName: '顾大户' } });
  for (const [name, householdRelation] of [['顾大户', '01'], ['顾妻', '10'], ['顾子', '20']]) ids.push((await product.world.register({ name: name!, householdId, householdRelation: householdRelation! })).id);
});
after(() => product.close());

/** Where the persons of the household and the household itself are registered now. */
async function places(): Promise<string[]> {
  const county = product.world.person('countyClerk', 'county', ['registry']);
  const persons = await Promise.all(ids.map((id) => product.world.call(county, 'registry.persons.get', { id })));
  const household = await product.world.call(county, 'registry.households.get', { id: householdId });
  return [...persons, household].map((one) => one.divisionCode);
}

test('一户人一次迁走：选定谁走，对方一次接收，户随人迁，发现错了一起撤销', async () => {
  const giver = await product.signedIn('villageClerk');
  await giver.goto(`${product.url}/changes/new?person=${ids[1]}&kind=move`);
  const family = giver.getByRole('region', { name: '一起迁移的家人' });
  await family.getByText('3 人一次迁移，户随人迁').waitFor();
  await family.getByRole('checkbox', { name: /^顾子/ }).uncheck();
  await family.getByText('留下 1 人，户留在原地').waitFor();
  assert.deepEqual(await findings(giver), []);
  await family.getByRole('checkbox', { name: '全户一起' }).check();
  await giver.getByRole('button', { name: '登记县内迁移（3 人）' }).click();
  await giver.getByText('请选择迁往的区划').waitFor();
  await giver.getByLabel('迁往').fill('东湖');
  await giver.getByTitle('东湖村').click();
  await giver.getByRole('button', { name: '登记县内迁移（3 人）' }).click();
  await giver.waitForURL(/\/changes\/register\//);
  await giver.getByText('待对方接收').first().waitFor();

  const receiver = await product.signedIn('townshipClerk', PHONE);
  await receiver.goto(`${product.url}/changes/requests`);
  const request = receiver.getByRole('region', { name: '迁移：顾大户等 3 人（一户）' });
  assert.match(await request.getByRole('list', { name: '一起迁移的人' }).textContent() ?? '', /顾大户（户主.*顾妻（配偶.*顾子（子/);
  assert.deepEqual(await findings(receiver), []);
  await request.getByRole('button', { name: /^接\s*收$/ }).click();
  await receiver.getByText('没有等待接收的迁移。').waitFor();
  assert.deepEqual(await places(), Array.from({ length: 4 }, () => PLACES.eastLake));

  await receiver.goto(`${product.url}/registry/persons/${ids[1]}`);
  await receiver.getByRole('tab', { name: '变动', exact: true }).click();
  await receiver.getByRole('link', { name: /县内迁移/ }).first().click();
  await receiver.getByRole('tab', { name: '办理情况' }).click();
  await receiver.getByRole('button', { name: '撤销变动' }).click();
  const dialog = receiver.getByRole('dialog');
  assert.ok(await dialog.getByRole('radio', { name: '一起迁移的 3 人' }).isChecked());
  await dialog.getByRole('button', { name: /确\s*定/ }).click();
  await dialog.getByText('请写明原因').waitFor();
  await dialog.getByLabel('原因').fill('户口没有迁成');
  await dialog.getByRole('button', { name: /确\s*定/ }).click();
  await receiver.getByText('已撤销').first().waitFor();
  assert.deepEqual(await places(), Array.from({ length: 4 }, () => PLACES.eastHill));
});
