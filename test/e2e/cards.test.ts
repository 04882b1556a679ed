import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { placeOf } from '#base/server/records/columns.ts';
import { ContactCard } from '#modules/cards/schema/contact.ts';
import { sql } from 'kysely';
import { findings, openProduct, PHONE, type Product } from '../browser.ts';

let product: Product;
let personId: string;
before(async () => {
  product = await openProduct();
  const { world } = product;
  const county = world.person('countyClerk', 'county', ['registry']);
  for (const name of ['李持卡', '王持卡', '张持卡']) personId = (await world.register({ name })).id;
  for (const unit of (await world.call(county, 'organisation.units.list', { size: 50 })).rows) await world.call(county, 'cards.contactPoints.create', { id: randomUUID(), draft: { unitId: unit.id, staffName: '赵联系', phone: '0373-7654321' } });
});
after(() => product.close());

async function addressOf(person: string): Promise<string> {
  const { house } = product.world;
  const { rows } = await sql<{ sealed: string }>`select token_sealed as sealed from cards.contact_card where person_id = ${person}`.execute(house.database.owner);
  return `${product.url}/c/${house.keys.open(placeOf(ContactCard, 'token'), rows[0]!.sealed)}`;
}

test('村级站整村发卡、打印，尺寸以毫米计；扫码：登录的到档案，没登录的到站的公开页', async () => {
  const page = await product.signedIn('villageClerk');
  await page.goto(`${product.url}/cards/issue`);
  await page.getByText('没有联系卡的在册对象 3 人').waitFor();
  assert.deepEqual(await findings(page), []);
  await page.getByRole('button', { name: '发 3 张卡' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '发 3 张' }).click();
  await page.getByText('没有联系卡的在册对象 0 人').waitFor();
  await page.getByRole('button', { name: '打印未印过的' }).click();
  const cards = page.locator('.contact-card');
  await cards.first().waitFor();
  assert.equal(await cards.count(), 3);
  assert.deepEqual(await findings(page), []);
  const mm = 96 / 25.4;
  const place = await page.evaluate(() => {
    const sheet = document.querySelector('.card-sheet')!.getBoundingClientRect();
    const border = 1;
    return [...document.querySelectorAll('.contact-card')].map((card) => { const box = card.getBoundingClientRect(); return [box.left - sheet.left - border, box.top - sheet.top - border, box.width, box.height]; });
  });
  const near = (found: number[], wanted: number[]) => assert.ok(found.every((value, at) => Math.abs(value / mm - wanted[at]!) < 0.1), `${found.map((value) => (value / mm).toFixed(2)).join()} ≠ ${wanted.join()}`);
  near(place[0]!, [15, 13.5, 90, 54]);
  near(place[1]!, [105, 13.5, 90, 54]);
  near(place[2]!, [15, 67.5, 90, 54]);

  const address = await addressOf(personId);
  await page.goto(address);
  await page.getByRole('heading', { level: 1, name: /张持卡/ }).waitFor();
  await page.getByRole('tab', { name: '联系卡与优待证' }).click();
  await page.getByText('赵联系').waitFor();

  const context = await product.browser.newContext({ viewport: PHONE, javaScriptEnabled: false });
  const passer = await context.newPage();
  await passer.goto(address);
  await passer.getByRole('heading', { level: 1, name: '东山村退役军人服务站' }).waitFor();
  await passer.getByRole('link', { name: '拨打 0373-7654321' }).waitFor();
  assert.ok(!(await passer.content()).includes('张持卡'));
  await context.close();
});
