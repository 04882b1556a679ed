import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { sql } from 'kysely';
import { rangeOf } from '#base/pure/division.ts';
import { transact } from '#base/server/database.ts';
import { shipLayout } from '#modules/benefits/service/bank.ts';
import { placeAccount } from '#modules/organisation/setUp.ts';
import { findings, openProduct, type Product } from '../browser.ts';
import { COUNTY, inventCitizenId, PLACES } from '../world.ts';

let product: Product;
before(async () => {
  product = await openProduct({ clock: () => new Date('2026-03-20T02:00:00Z') });
  const { world } = product;
  const { owner } = world.house.database;
  const clerk = world.person('countyClerk', 'county', ['registry', 'benefits']);
  await transact(world.house.database, { county: COUNTY, ...rangeOf(PLACES.county) }, async (tx) => {
    const password = await placeAccount(tx, COUNTY, { account: 'reviewer', name: '王复核', roles: ['countyClerk'], lines: ['registry', 'benefits'], division: PLACES.county, mustChange: false }, world.house.clock());
    product.accounts.reviewer = { account: 'reviewer', password };
    await sql`insert into house.setting (county_code, key, value) values (${COUNTY}, 'benefits.terms', '{"opened":"2026-02"}'::jsonb)`.execute(tx);
  });
  await world.act(clerk, shipLayout);
  await world.call(clerk, 'benefits.bankLayouts.create', { id: randomUUID(), draft: { name: '甲银行', format: 'csv', encoding: 'utf8', header: true, verification: 'confirmed' } });
  const layout = (await world.call(clerk, 'benefits.bankLayouts.list', { search: '甲银行' })).rows[0];
  for (const [at, [header, content]] of ([['付款编号', 'reference'], ['户名', 'holder'], ['账号', 'account'], ['金额', 'yuan']] as const).entries()) await world.call(clerk, 'benefits.bankColumns.create', { id: randomUUID(), draft: { layoutId: layout.id, serial: at + 1, header, content } });
  const notice = randomUUID();
  await sql`insert into benefits.notice (county_code, id, division_code, title, reach, document, published_on, effective_on, state) values (${COUNTY}, ${notice}, ${PLACES.county}, '测试通知', 'county', '测试〔2025〕1号', '2025-08-10', '2025-08-01', 'draft')`.execute(owner);
  await sql`insert into benefits.standard (county_code, id, division_code, notice_id, kind, category, grade, nature, amount, period, verification) values (${COUNTY}, gen_random_uuid(), ${PLACES.county}, ${notice}, 'full', 'disabled', 7, '因战', 4026000, 'year', 'published')`.execute(owner);
  await sql`update benefits.notice set state = 'inForce', in_force = true, approved_by = '测试', approved_by_id = 'x', approved_on = published_on where county_code = ${COUNTY} and id = ${notice}`.execute(owner);
  for (const [at, name] of ['张建国', '李卫东', '赵长河', '孙铁军'].entries()) {
    const { id } = await world.register({ name, citizenId: inventCitizenId('1960-05-01'), roles: ['disabled'], at: at % 2 === 0 ? 'eastHill' : 'westHill', ...(name === '孙铁军' ? {} : { bankAccount: `62284800000000${1000 + at}`, bankName: '县农村商业银行' }) });
    await world.call(clerk, 'benefits.recipients.create', { id: randomUUID(), draft: { personId: id, category: 'disabled', grade: '07', nature: '1', state: 'receiving', startedOn: '2015-08' } });
  }
});
after(() => product.close());

/** Signs somebody in with patience for a busy machine: once more where it took too long. */
async function enter(role: string): Promise<Page> {
  const page = await product.signedIn(role).catch(() => product.signedIn(role));
  page.setDefaultTimeout(60_000);
  return page;
}
const acts = (page: Page) => page.getByRole('region', { name: '办理', exact: true });
/** Presses an act of the run and confirms its dialog. */
async function perform(page: Page, label: string): Promise<void> {
  await acts(page).getByRole('button', { name: label }).click();
  await page.getByRole('dialog').getByRole('button', { name: label }).click();
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
}
const state = (page: Page, words: string) => page.getByRole('heading', { level: 1, name: new RegExp(words) }).waitFor();

test('四人分别登录办完一个批次：新建、计算、复核、审批、财务核对、银行文件、回盘退汇、办结', async () => {
  const maker = await enter('countyClerk');
  await maker.goto(`${product.url}/benefits/runs`);
  await maker.getByRole('button', { name: '新建批次' }).click();
  assert.equal(await maker.getByLabel('批次号').inputValue(), '2026-03-01');
  await maker.getByRole('button', { name: '新建批次' }).click();
  await perform(maker, '计算并冻结名单');
  await maker.getByText('三种合计一致').waitFor();
  await maker.getByText('这一批次前面的环节由您办理').waitFor();
  assert.deepEqual(await findings(maker), []);
  const path = new URL(maker.url()).pathname;

  const reviewer = await enter('reviewer');
  await reviewer.goto(`${product.url}${path}?tab=differences&kind=new`);
  await reviewer.getByRole('row', { name: /张建国.*3,355\.00.*首次发放/ }).waitFor();
  await perform(reviewer, '复核通过');
  const leader = await enter('leader');
  await leader.goto(product.url + path);
  await perform(leader, '审批通过');
  const finance = await enter('finance');
  await finance.goto(product.url + path);
  await perform(finance, '财务核对无误');

  await maker.goto(product.url + path);
  await acts(maker).getByRole('button', { name: '生成银行文件' }).click();
  const [download] = await Promise.all([maker.waitForEvent('download'), maker.getByRole('dialog').getByRole('button', { name: '生成银行文件' }).click()]);
  const sent = (await readFile(await download.path(), 'utf8')).trim().split(/\r?\n/);
  assert.deepEqual([sent[0], sent.length, sent[1]!.endsWith(',6710.00')], ['付款编号,户名,账号,金额', 4, true]);
  await maker.getByRole('dialog').getByText('贰万零壹佰叁拾元整').waitFor();
  await maker.getByRole('dialog').getByText('1 笔没有进入文件').waitFor();
  await maker.getByRole('dialog').getByRole('button', { name: /完\s*成/ }).click();
  await state(maker, '已送银行');

  const reference = (row: number) => sent[row]!.split(',')[0]!;
  const answer = ['付款编号,结果,原因', `${reference(1)},成功,`, `${reference(2)},失败,户名不符`, `${reference(2)},失败,户名不符`, '2020-01-01-000001,成功,', `${reference(3)},待定,`].join('\n');
  await acts(maker).getByRole('button', { name: '读入回盘文件' }).click();
  await maker.locator('input[type=file]').setInputFiles({ name: '回盘.csv', mimeType: 'text/csv', buffer: Buffer.from(answer) });
  await maker.getByRole('dialog').getByRole('button', { name: /^读\s*入$/ }).click();
  for (const words of ['退汇 1 笔', '第 5 行：付款编号不在本批次', '第 4 行：付款编号重复', '第 6 行：看不出成功还是失败']) await maker.getByRole('dialog').getByText(words).waitFor();
  await maker.getByRole('dialog').getByRole('button', { name: /完\s*成/ }).click();
  await acts(maker).getByRole('button', { name: /^办\s*结$/ }).click();
  await maker.getByRole('dialog').getByRole('button', { name: /^办\s*结$/ }).click();
  await state(maker, '已办结');
  await maker.getByRole('link', { name: /^退汇 6,710\.00 元/ }).click();
  await maker.getByRole('link', { name: '李卫东' }).or(maker.getByRole('link', { name: '赵长河' })).or(maker.getByRole('link', { name: '张建国' })).first().waitFor();
  assert.equal(await maker.locator('tbody tr.ant-table-row').count(), 1);

  await finance.goto(product.url + path);
  await finance.getByRole('button', { name: '重算核对' }).click();
  await finance.getByText('4 笔全部一致').waitFor();
});
