import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openProduct, type Product } from '../browser.ts';

let product: Product;
let address: string;
let id: string;
before(async () => {
  product = await openProduct();
  ({ id } = await product.world.register({ name: '张建国', receivingUnit: '旧单位' }));
  address = `${product.url}/registry/persons/${id}/edit`;
});
after(() => product.close());

test('两人同改一份档案：后保存的人看到对方改了什么，逐项决定，没有改的照对方的留下', async () => {
  const first = await product.signedIn('townshipClerk');
  const second = await product.signedIn('countyClerk');
  await first.goto(address);
  await second.goto(address);
  for (const page of [first, second]) await page.getByLabel('接收单位').waitFor();
  await first.getByLabel('接收单位').fill('甲单位');
  await first.getByLabel('紧急联系人', { exact: true }).fill('李秀英');
  await first.getByLabel('民族').fill('回族');
  await first.getByRole('button', { name: '保存', exact: true }).click();
  await first.waitForURL(`${product.url}/registry/persons/${id}`);

  await second.getByLabel('接收单位').fill('乙单位');
  await second.getByLabel('民族').fill('汉族');
  await second.getByLabel('开户银行').fill('农商行');
  await second.getByRole('button', { name: '保存', exact: true }).click();
  const dialog = second.getByRole('dialog', { name: '这条记录刚刚被别人修改' });
  await dialog.getByText('有 2 项你们都改了').waitFor();
  const row = (label: string) => dialog.getByRole('row').filter({ hasText: label });
  assert.match(await row('接收单位').innerText(), /甲单位[\s\S]*乙单位/);
  assert.match(await row('紧急联系人').innerText(), /李秀英[\s\S]*没有改/);
  await dialog.getByRole('radiogroup', { name: '接收单位用谁的' }).getByText('对方').click();
  await dialog.getByRole('button', { name: '按下面的选择保存' }).click();
  await second.waitForURL(`${product.url}/registry/persons/${id}`);

  const clerk = product.world.person('townshipClerk', 'east');
  const saved = await product.world.call(clerk, 'registry.persons.get', { id });
  assert.deepEqual([saved.receivingUnit, saved.ethnicity, saved.bankName, saved.emergencyContact], ['甲单位', '汉族', '农商行', '李秀英']);
  await second.getByRole('tab', { name: '变更记录' }).click();
  await second.getByRole('row').filter({ hasText: '回族' }).filter({ hasText: '汉族' }).waitFor();
  assert.equal(saved.version, 3);
});
