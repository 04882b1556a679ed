import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { DESKTOP, findings, openProduct, PHONE, type Product } from '../browser.ts';
import { PLACES } from '../world.ts';

const PERSONS = 60;
let product: Product;
let campaign: string;
before(async () => {
  product = await openProduct();
  const { world } = product;
  for (let at = 0; at < PERSONS; at += 1) await world.register({ name: `普查${String(at + 1).padStart(2, '0')}`, mobile: `1990000${String(at).padStart(4, '0')}`, marriage: '20' });
  const county = world.person('countyClerk', 'county', ['registry']);
  campaign = randomUUID();
  await world.call(county, 'census.campaigns.create', { id: campaign, draft: { title: '2026 年入户普查', fromOn: '2026-01-01', untilOn: '2026-12-31', area: PLACES.eastHill } });
  for (const [at, binding] of ['registry.person.mobile', 'registry.person.residenceAddress', 'registry.person.marriage'].entries()) await world.call(county, 'census.questions.create', { id: randomUUID(), draft: { campaignId: campaign, position: at + 1, binding } });
  await world.call(county, 'census.freeze', { id: campaign });
});
after(() => product.close());

test('六十人的普查只用键盘：五十人无变化，十人各改一处，数按键', async () => {
  const page = await product.signedIn('villageClerk', DESKTOP, `/census/ask?campaign=${campaign}`);
  await page.getByText(`还有 ${PERSONS} 人未问`).waitFor();
  assert.deepEqual(await findings(page), []);
  let keys = 0;
  const press = async (key: string) => { keys += 1; await page.keyboard.press(key); };
  const began = performance.now();
  for (let at = 0; at < PERSONS; at += 1) {
    await page.locator('.census-line:focus').first().waitFor();
    if (at % 6 === 0) {
      for (const digit of `1980000${String(at).padStart(4, '0')}`) await press(digit);
      await press('Enter');
      await page.locator('.census-line:focus').first().waitFor();
    }
    await press('0');
    if (at < PERSONS - 1) await page.getByText(`还有 ${PERSONS - 1 - at} 人未问`).waitFor();
  }
  await page.getByText('还有 0 人未问').waitFor();
  await page.locator('text=正在保存').waitFor({ state: 'detached' });
  const seconds = (performance.now() - began) / 1000;
  process.stdout.write(`60 人普查（50 人无变化，10 人各改一个手机号）：${keys} 次按键，平均每人 ${(keys / PERSONS).toFixed(1)} 次，机器连按用时 ${seconds.toFixed(1)} 秒\n`);
  assert.equal(keys, 50 + 10 * (11 + 1 + 1));
  const owner = product.world.house.database.owner;
  const { rows } = await sql<{ answered: number; changed: number; touched: number }>`select (select count(*)::int from census.entry where state = 'answered') as answered, (select count(*)::int from census.answer where outcome = 'changed') as changed, (select count(*)::int from registry.person where version > 1) as touched`.execute(owner);
  assert.deepEqual(rows[0], { answered: PERSONS, changed: 10, touched: 10 });
});

test('报告、名单打印、Excel 页和手机上的填报页可用，无障碍检查为零', async () => {
  const page = await product.signedIn('villageClerk', DESKTOP, `/census/report?campaign=${campaign}`);
  await page.getByRole('link', { name: '手机号码，已改 10' }).waitFor();
  assert.deepEqual(await findings(page), []);
  await page.getByRole('link', { name: '手机号码，已改 10' }).click();
  await page.getByText('共 10 条').waitFor();
  await page.goto(`${product.url}/census/workbook?campaign=${campaign}`);
  const [download] = await Promise.all([page.waitForEvent('download', { timeout: 60_000 }), page.getByRole('button', { name: '导出名单' }).click()]);
  assert.match(download.suggestedFilename(), /2026 年入户普查_东山村\.xlsx/);
  await page.locator('input[type=file]').setInputFiles(await download.path());
  await page.getByText('没有填 60 行').first().waitFor();
  assert.deepEqual(await findings(page), []);
  const phone = await product.signedIn('villageClerk', PHONE, `/census/ask?campaign=${campaign}`);
  await phone.getByText('都问过了').waitFor();
  assert.equal(await phone.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), true);
  assert.deepEqual(await findings(phone), []);
});
