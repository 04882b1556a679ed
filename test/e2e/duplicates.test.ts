import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Pair } from '#modules/duplicates/schema.ts';
import { DESKTOP, findings, openProduct, PHONE, type Product } from '../browser.ts';
import { makeRow } from '../drafts.ts';
import { inventCitizenId } from '../world.ts';

let product: Product;
let pairId: string;
let secondId: string;
before(async () => {
  product = await openProduct();
  const one = await product.world.register({ name: '张建国', citizenId: inventCitizenId('1968-05-01'), mobile: '19900001234' });
  const two = await product.world.register({ name: '张健国', citizenId: null, birthOn: '1968-05-01', sex: 'male', mobile: '19900001234' });
  pairId = String((await makeRow(product.world, Pair, 'eastHill', { leftId: one.id, rightId: two.id })).id);
  const [three, four] = [await product.world.register({ name: '李卫东' }), await product.world.register({ name: '李卫东' })];
  secondId = String((await makeRow(product.world, Pair, 'eastHill', { leftId: three.id, rightId: four.id })).id);
});
after(() => product.close());

test('新建档案先查重：说出依据，都不是才开表，填过的不再填；填表时旁边继续提示', async () => {
  const page = await product.signedIn('townshipClerk', DESKTOP, '/registry/persons/new');
  await page.getByLabel('姓名').fill('张建国');
  await page.getByLabel('身份证号或出生年').fill('1968');
  await page.getByRole('button', { name: '下一步' }).click();
  await page.getByText('姓名相同、同年出生').waitFor();
  await page.getByText('姓名同音、同年出生').waitFor();
  await page.getByRole('button', { name: '都不是，新建档案' }).click();
  await page.getByRole('button', { name: '保存', exact: true }).waitFor();
  assert.equal(await page.getByRole('textbox', { name: '姓名', exact: true }).inputValue(), '张建国');
  await page.getByText('刚才填的出生年是 1968 年').waitFor();
  await page.getByText('可能已经建档，请先核对').waitFor();
  await page.getByLabel('手机号码').fill('19900001234');
  await page.getByText('可能已经建档，请先核对').waitFor();
});

test('手机上对照、键盘上处理：Alt+J 下一对，Alt+B 不是同一人；两页无障碍检查都通过', async () => {
  const phone = await product.signedIn('townshipClerk', PHONE);
  for (const [path, heading] of [[`/duplicates/pairs/${pairId}`, /疑似重复/], ['/registry/persons/new', /新增服务对象/]] as const) {
    await phone.goto(product.url + path);
    await phone.getByRole('heading', { level: 1, name: heading }).waitFor();
    assert.deepEqual(await findings(phone), []);
    assert.ok(await phone.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), path);
  }
  await phone.context().close();
  const page = await product.signedIn('townshipClerk', DESKTOP, `/duplicates/pairs/${pairId}`);
  await page.getByText('共 2 对待看').waitFor();
  assert.deepEqual(await findings(page), []);
  const other = (await page.getByText('第 1 对').count()) === 1 ? 'Alt+j' : 'Alt+k';
  await page.keyboard.press(other);
  await page.waitForURL(`**/duplicates/pairs/${secondId}`);
  await page.getByRole('heading', { level: 1, name: '疑似重复：李卫东、李卫东' }).waitFor();
  await page.keyboard.press('Alt+b');
  await page.getByRole('dialog', { name: '不是同一人' }).getByLabel('原因').fill('堂兄弟，已核实');
  await page.getByRole('dialog').getByRole('button', { name: /确\s*定/ }).click();
  await page.getByText('已记下').waitFor();
  assert.equal((await product.world.call(product.world.person('townshipClerk', 'east'), 'duplicates.pairs.get', { id: secondId })).state, 'different');
});

test('对照后合并，再撤销：合并后登记的列出来由人核对，清单留在合并记录里；取消时焦点回到按钮', async () => {
  const page = await product.signedIn('townshipClerk', DESKTOP, `/duplicates/pairs/${pairId}`);
  await page.getByRole('group', { name: '处理' }).getByRole('button', { name: /合\s*并/ }).click();
  await page.getByLabel('原因').fill('同一人');
  await page.getByRole('dialog').getByRole('button', { name: /确\s*定/ }).click();
  await page.getByText('已合并，可在合并记录中撤销').waitFor();
  const clerk = product.world.person('countyClerk', 'county', ['registry']);
  const { rows: [merge] } = await product.world.call(clerk, 'duplicates.merges', {});
  await product.world.call(clerk, 'registry.roles.create', { id: crypto.randomUUID(), draft: { personId: merge.keptId, role: 'ill_returned', status: 'current', fromOn: '1990-01-01' } });
  await page.goto(`${product.url}/duplicates/merges`);
  const undo = page.getByRole('button', { name: /撤销合并/ });
  await undo.click();
  await page.getByLabel('原因').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.waitForFunction(() => /^撤销合并/.test(document.activeElement?.getAttribute('aria-label') ?? ''), undefined, { timeout: 3000 });
  await undo.click();
  await page.getByLabel('原因').fill('核错了');
  await page.getByRole('dialog').getByRole('button', { name: '撤销合并' }).click();
  await page.getByRole('dialog', { name: /还有 1 条须由人核对/ }).waitFor();
  assert.match((await page.getByRole('dialog').getByRole('link', { name: /身份记录/ }).getAttribute('href')) ?? '', /^\/registry\/roles\//);
  await page.getByRole('button', { name: '知道了' }).click();
  await page.getByText('已撤销：').waitFor();
  await page.getByText('须由人核对的 1 条').click();
  await page.getByText('合并后登记的，仍在保留的档案').waitFor();
  assert.deepEqual(await findings(page), []);
  assert.equal((await product.world.call(product.world.person('townshipClerk', 'east'), 'registry.persons.list', { search: '张健国' })).total, 1);
});

test('按手机号、身份证号查找：网址、每一个请求的地址、存下的视图里都没有号码；返回还在，刷新说要重新输入', async () => {
  const page = await product.signedIn('townshipClerk');
  const addresses: string[] = [];
  page.on('request', (request) => addresses.push(request.url()));
  await page.goto(`${product.url}/registry/persons`);
  const box = page.getByRole('searchbox').or(page.getByLabel('搜索', { exact: true })).first();
  await box.fill('19900001234');
  await box.press('Enter');
  await page.getByText('号码等隐私内容不写进网址').waitFor();
  await page.getByRole('link', { name: '张建国' }).first().waitFor();
  assert.equal(await page.getByRole('button', { name: '保存当前查询' }).count(), 0);
  await page.getByRole('button', { name: '导出', exact: true }).click();
  await page.getByText('按列表当前的查询条件导出').waitFor();
  await page.goBack();
  await page.getByText('号码等隐私内容不写进网址').waitFor();
  assert.equal(await box.inputValue(), '19900001234');
  addresses.push(page.url());
  assert.deepEqual(addresses.filter((address) => /1990000/.test(decodeURIComponent(address))), []);
  assert.ok(addresses.some((address) => address.endsWith('/api/read/registry/persons')));
  await page.reload();
  await page.getByText('这些内容不写进网址，请重新输入').waitFor();
  assert.equal(await box.inputValue(), '');
});
