import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { DESKTOP, findings, openProduct, type Product } from '../browser.ts';
import { inventCitizenId } from '../world.ts';

let product: Product;
let personId: string;
let now = new Date('2024-03-01T02:00:00Z');
before(async () => {
  product = await openProduct({ clock: () => now });
  ({ id: personId } = await product.world.register({ name: '张老兵', citizenId: inventCitizenId('1963-05-01'), hukouKind: 'rural', enlistedOn: '1986-11', dischargedOn: '1992-01', rank: 'private' }));
});
after(() => product.close());

/** Signs somebody in with patience for a busy machine: once more where it took too long. */
async function enter(role: string): Promise<Page> {
  const page = await product.signedIn(role, DESKTOP).catch(() => product.signedIn(role, DESKTOP));
  page.setDefaultTimeout(60_000);
  return page;
}
const state = (page: Page, words: string) => page.getByRole('heading', { level: 1, name: new RegExp(words) }).waitFor();
/** Presses an act, fills what its dialog asks, and confirms. */
async function perform(page: Page, label: string, fill: Record<string, string> = {}): Promise<void> {
  await page.getByRole('group', { name: '操作' }).getByRole('button', { name: label, exact: true }).click();
  const dialog = page.getByRole('dialog');
  for (const [name, value] of Object.entries(fill)) await dialog.getByLabel(name).fill(value);
  await dialog.getByRole('button', { name: label, exact: true }).click();
}

test('村受理初审、乡复核、县审核审定公示、批准：四人登录办完一件三属定期抚恤', async () => {
  const village = await enter('villageClerk');
  await village.goto(`${product.url}/recognition/cases/new?personId=${personId}&kind=bereaved&targetRole=kin_martyr&appliedOn=2024-03-01&applicant=self`);
  await village.getByRole('button', { name: '保存', exact: true }).click();
  await state(village, '待受理');
  await village.getByText('材料（还缺 4 件）').waitFor();
  for (const paper of ['个人申请', '身份证', '户口簿', '烈士证明书或牺牲病故证明']) {
    await village.getByRole('checkbox', { name: paper }).click();
    await village.getByText('2024-03-01 收到').nth(['个人申请', '身份证', '户口簿', '烈士证明书或牺牲病故证明'].indexOf(paper)).waitFor();
  }
  await perform(village, '受理');
  await state(village, '待村级初审');
  await perform(village, '同意', { 意见: '情况属实' });
  await state(village, '待乡级复核');
  assert.deepEqual(await findings(village), []);
  const path = new URL(village.url()).pathname;

  const township = await enter('townshipClerk');
  await township.getByRole('link', { name: '身份认定：1 件待复核' }).click();
  await township.getByRole('link', { name: '张老兵' }).click();
  await perform(township, '同意');
  await state(township, '待县级审核');

  const clerk = await enter('countyClerk');
  await clerk.goto(product.url + path);
  await perform(clerk, '同意');
  await state(clerk, '待公示');
  await perform(clerk, '公示开始', { 公示地点: '村务公开栏', 监督电话: '0373-1234567' });
  await state(clerk, '公示中');
  await clerk.getByRole('tab', { name: /公示与异议/ }).click();
  const posted = await clerk.getByRole('region', { name: '公示' }).locator('.paper-text').innerText();
  assert.ok(posted.includes('张*兵') && posted.includes('东乡东山村') && !posted.includes('张老兵'));
  assert.deepEqual(await findings(clerk), []);

  now = new Date('2024-03-08T02:00:00Z');
  const later = await enter('countyClerk');
  await later.goto(product.url + path);
  await perform(later, '公示期满');
  await state(later, '待县级审定');

  const leader = await enter('leader');
  await leader.goto(product.url + path);
  await perform(leader, '批准认定', { 文号: '县批〔2024〕6号', 意见: '同意认定' });
  await state(leader, '已认定');
  const { rows } = await product.world.call(product.world.person('leader'), 'registry.roles.list', { filters: { personId: [personId], role: ['kin_martyr'] } });
  assert.deepEqual([rows[0].document, rows[0].fromOn], ['县批〔2024〕6号', '2024-03']);
});
