import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { findings, openProduct, type Product } from '../browser.ts';
import { inventCitizenId } from '../world.ts';

let product: Product;
let now = '2024-11-05';
let confirmation = '';
before(async () => {
  product = await openProduct({ clock: () => new Date(`${now}T02:00:00Z`) });
  const { world } = product;
  const clerk = world.person('countyClerk', 'county', ['registry', 'benefits']);
  await world.call(clerk, 'benefits.loadStandards');
  for (const name of ['甲确认', '乙变更', '丙未到']) {
    const { id } = await world.register({ name, citizenId: inventCitizenId('1958-05-01'), roles: ['disabled'], at: 'eastHill' });
    await world.call(clerk, 'benefits.recipients.create', { id: randomUUID(), draft: { personId: id, category: 'disabled', grade: '08', nature: '2', state: 'receiving', startedOn: '2015-08' } });
  }
  confirmation = (await world.call(clerk, 'benefits.confirmations.create', { id: randomUUID(), draft: { title: '2024年年度确认', year: 2024, fromOn: '2024-11-01', untilOn: '2024-12-10', ways: ['station', 'home'], samplePercent: 50 } })).id;
});
after(() => product.close());

/** Signs somebody in with patience for a busy machine: once more where it took too long. */
async function enter(role: string): Promise<Page> {
  const page = await product.signedIn(role).catch(() => product.signedIn(role));
  page.setDefaultTimeout(60_000);
  return page;
}
/** Presses an act that asks once more beside itself, and says yes. */
async function surely(page: Page, label: string | RegExp): Promise<void> {
  await page.getByRole('button', { name: label }).click();
  await page.locator('.ant-popover:visible').getByRole('button', { name: /确\s*定/ }).click();
}

test('年度确认：县里冻结，村里键盘登记，乡里复核，县里抽查；停发先看影响再提出，另一人复核才生效', async () => {
  const county = await enter('countyClerk');
  await county.goto(`${product.url}/benefits/confirmations/${confirmation}`);
  await surely(county, '冻结名单并下发');
  await county.getByRole('button', { name: '登记与复核' }).waitFor();

  const village = await enter('villageClerk');
  await village.goto(`${product.url}/benefits/confirm`);
  await village.getByText('还有 3 人未确认').waitFor();
  const person = (name: string) => village.getByRole('region', { name: `${name}的年度确认` });
  const choose = async (name: string) => { await village.getByRole('navigation', { name: '名单' }).getByRole('button', { name: new RegExp(name) }).click(); await person(name).focus(); };
  await choose('甲确认');
  await village.keyboard.press('Enter');
  await village.getByText('还有 2 人未确认').waitFor();
  await choose('乙变更');
  await village.locator('#confirm-note').fill('换了手机号码');
  await person('乙变更').focus();
  await village.keyboard.press('2');
  await village.getByText('还有 1 人未确认').waitFor();
  assert.deepEqual(await findings(village), []);
  assert.equal(await village.getByText(/元|八级|因公/).count(), 0, '村里看不到金额、等级和性质');

  const township = await enter('townshipClerk');
  await township.goto(`${product.url}/benefits/confirm?show=review`);
  await township.getByRole('row', { name: /乙变更.*信息变更.*换了手机号码/ }).waitFor();
  await township.getByRole('button', { name: '属实 2 人' }).click();
  await township.getByText('没有待复核的人').waitFor();

  now = '2024-12-15';
  const clerk = await enter('countyClerk');
  await clerk.goto(`${product.url}/benefits/confirm/stops?id=${confirmation}`);
  const stops = clerk.getByRole('region', { name: '未确认的人', exact: true });
  await stops.getByText('年度确认结束后').or(stops.getByRole('button', { name: '提出停发 1 人' })).first().waitFor();
  await clerk.locator('#sample-seed').fill('二〇二四年抽查');
  await surely(clerk, '从已确认的人中抽取 50%');
  const sample = clerk.getByRole('region', { name: '抽查', exact: true });
  await sample.getByText('从 2 人中抽取 50%，共 1 人').waitFor();
  await sample.getByText('按留存的名单重新抽取，结果一致').waitFor();
  await sample.getByRole('radio', { name: '属实', exact: true }).check();
  await sample.getByRole('button', { name: /登\s*记/ }).click();
  await sample.getByRole('cell', { name: /^属实/ }).waitFor();

  await clerk.goto(`${product.url}/benefits/confirmations/${confirmation}`);
  await surely(clerk, /^结\s*束$/);
  await clerk.getByText('已结束', { exact: true }).first().waitFor();
  await clerk.goto(`${product.url}/benefits/confirm/stops?id=${confirmation}`);
  await stops.getByText('从 2025-01 起停发 1 人，当月少发 1,830.00 元').waitFor();
  assert.match(await stops.getByRole('row', { name: /丙未到/ }).innerText(), /未按期确认\s+1,830\.00\s+0\.00\s+—/);
  assert.deepEqual(await findings(clerk), []);
  await surely(clerk, '提出停发 1 人');
  await stops.getByText('（您提出的）').waitFor();

  const leader = await enter('leader');
  await leader.goto(`${product.url}/benefits/confirm/stops?id=${confirmation}`);
  await surely(leader, '复核停发 1 人');
  await leader.getByRole('link', { name: '2025-01 已生效' }).waitFor();
  const { rows } = await product.world.call(product.world.person('countyClerk', 'county', ['registry', 'benefits']), 'benefits.movements.list', {});
  assert.deepEqual(rows.map((row: { act: string; month: string; state: string }) => [row.month, row.state]), [['2025-01', 'effective']]);
});
