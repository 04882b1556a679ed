import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { sql } from 'kysely';
import { rangeOf } from '#base/pure/division.ts';
import { transact } from '#base/server/database.ts';
import type { Actor } from '#base/server/house.ts';
import { shipLayout } from '#modules/benefits/service/bank.ts';
import { placeAccount } from '#modules/organisation/setUp.ts';
import { findings, openProduct, type Product } from '../browser.ts';
import { COUNTY, inventCitizenId, PLACES } from '../world.ts';

let product: Product;
let now = '2026-02-20';
const people: Record<string, string> = {};
before(async () => {
  product = await openProduct({ clock: () => new Date(`${now}T02:00:00Z`) });
  const { world } = product;
  const [clerk, finance] = [someone('countyClerk'), someone('finance')];
  await transact(world.house.database, { county: COUNTY, ...rangeOf(PLACES.county) }, async (tx) => {
    const password = await placeAccount(tx, COUNTY, { account: 'reviewer', name: '王复核', roles: ['countyClerk'], lines: ['registry', 'benefits'], division: PLACES.county, mustChange: false }, world.house.clock());
    product.accounts.reviewer = { account: 'reviewer', password };
    await sql`insert into house.setting (county_code, key, value) values (${COUNTY}, 'benefits.terms', '{"opened":"2025-08"}'::jsonb)`.execute(tx);
  });
  await world.act(clerk, shipLayout);
  const former = await notice('2024年标准', '2024-08-01', [{ category: 'disabled', grade: 7, nature: 'war', amount: '3908400' }, { category: 'survivor', variant: '烈士遗属', amount: '4311600' }]);
  await settleNotice(former);
  for (const [name, role, more, programme, fen] of [['张建国', 'disabled', { grade: '07', nature: '1' }, 'disability', '325700'], ['李秀英', 'kin_martyr', {}, 'survivor', '359300']] as const) {
    const { id } = await world.register({ name, citizenId: inventCitizenId('1960-05-01'), roles: [role], bankAccount: `622848000000001${Object.keys(people).length}000`, bankName: '县农村商业银行' });
    people[name] = id;
    await world.call(clerk, 'benefits.recipients.create', { id: randomUUID(), draft: { personId: id, category: role, ...more, state: 'receiving', startedOn: '2015-08' } });
    for (const month of ['2025-08', '2025-09', '2025-10', '2025-11', '2025-12', '2026-01']) await world.call(finance, 'benefits.payments.create', { id: randomUUID(), draft: { personId: id, programme, month, amount: fen, paidOn: `${month}-20` } });
  }
});
after(() => product.close());

/** Somebody of the county by a role, with an id of their own. */
const someone = (role: string, id = role): Actor => ({ ...product.world.person(role, 'county', ['registry', 'benefits']), id, name: id });
/** A county notice with its standards, drafted and submitted; gives its id. */
async function notice(title: string, effectiveOn: string, rows: readonly Record<string, unknown>[]): Promise<string> {
  const { world } = product;
  const [clerk, id] = [someone('countyClerk'), randomUUID()];
  await world.call(clerk, 'benefits.noticeCourse.draft', { id, notice: { title, reach: 'county', document: `测试〔${title.slice(0, 4)}〕1号`, publishedOn: now, effectiveOn }, copy: false, raise: { way: 'none' } });
  for (const row of rows) await world.call(clerk, 'benefits.standards.create', { id: randomUUID(), draft: { noticeId: id, kind: 'full', period: 'year', verification: 'published', ...row } });
  const { notice: one } = await world.call(clerk, 'benefits.noticeCourse.view', { id });
  await world.call(clerk, 'benefits.noticeCourse.act', { id, version: one.version, act: 'submit' });
  return id;
}
async function settleNotice(id: string): Promise<void> {
  const { world } = product;
  const { notice: one } = await world.call(someone('leader'), 'benefits.noticeCourse.view', { id });
  await world.call(someone('leader'), 'benefits.noticeCourse.decide', { id, version: one.version, act: 'approve' });
}
/** A run of both programmes for a month, paid and closed by four persons. */
async function paidRun(number: string, month: string): Promise<void> {
  const { world } = product;
  const id = randomUUID();
  const [clerk, programmes] = [someone('countyClerk'), ['disability', 'survivor', 'funeral']];
  await world.call(clerk, 'benefits.runs.create', { id, draft: { number, title: `${month}批次`, programmes, firstMonth: month, lastMonth: month } });
  const versionOf = async () => (await world.call(clerk, 'benefits.runs.get', { id })).version;
  const perform = async (by: Actor, act: string, more = {}) => world.call(by, 'benefits.runCourse.act', { id, step: randomUUID(), version: await versionOf(), act, ...more });
  await perform(clerk, 'compute');
  await perform(someone('countyClerk', 'second'), 'review');
  await perform(someone('leader'), 'approve');
  await perform(someone('finance'), 'check');
  const layout = (await world.call(clerk, 'benefits.bankLayouts.list', {})).rows[0].id;
  await world.call(clerk, 'benefits.runCourse.file', { id, step: randomUUID(), version: await versionOf(), layoutId: layout });
  await perform(clerk, 'close', { on: now });
}
/** Signs somebody in with patience for a busy machine: once more where it took too long. */
async function enter(role: string): Promise<Page> {
  const page = await product.signedIn(role).catch(() => product.signedIn(role));
  page.setDefaultTimeout(60_000);
  return page;
}
const acts = (page: Page) => page.getByRole('region', { name: '办理', exact: true });
async function perform(page: Page, label: string): Promise<void> {
  await acts(page).getByRole('button', { name: label }).click();
  await page.getByRole('dialog').getByRole('button', { name: label }).click();
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
}

test('迟到的通知和迟报的去世：2月批次办结以后，领导复核的新标准补发七个月，去世的多发从丧葬补助里扣，三个人各自看到同样的月份和算式', async () => {
  const { world } = product;
  await paidRun('2026-02-01', '2026-02');
  now = '2026-03-20';
  const later = await notice('2025年标准', '2025-08-01', [{ category: 'disabled', grade: 7, nature: 'war', amount: '4026000' }, { category: 'survivor', variant: '烈士遗属', amount: '4311600' }]);
  const leader = await enter('leader');
  await leader.goto(`${product.url}/benefits/notices/${later}`);
  await leader.getByRole('button', { name: '复核通过' }).click();
  await leader.getByRole('dialog').getByRole('button', { name: '复核通过' }).click();
  await leader.getByRole('heading', { level: 1, name: /已生效/ }).waitFor();
  const { version } = await world.call(someone('countyClerk'), 'registry.persons.get', { id: people.李秀英 });
  await world.call(someone('countyClerk'), 'registry.persons.update', { id: people.李秀英, version, change: { state: 'dead', diedOn: '2026-01-15' } });

  const maker = await enter('countyClerk');
  await maker.goto(`${product.url}/benefits/runs/new`);
  assert.equal(await maker.getByLabel('批次号').inputValue(), '2026-03-01');
  await maker.getByRole('button', { name: '新建批次' }).click();
  await perform(maker, '计算并冻结名单');
  await maker.getByText('三种合计一致').waitFor();
  const path = new URL(maker.url()).pathname;
  const programmes = maker.getByRole('region', { name: '按发放项目' });
  assert.match(await programmes.getByRole('row', { name: /残疾抚恤金/ }).innerText(), /3,355\.00\s+686\.00\s+0\.00\s+4,041\.00/);
  assert.match(await programmes.getByRole('row', { name: /丧葬补助/ }).innerText(), /0\.00\s+21,558\.00\s+3,593\.00\s+17,965\.00/);
  assert.deepEqual(await findings(maker), []);

  const reviewer = await enter('reviewer');
  await reviewer.goto(`${product.url}${path}?tab=differences&kind=changed`);
  await reviewer.getByRole('row', { name: /张建国.*3,257\.00.*3,355\.00.*标准调整补差 2025年8月至2026年2月（7个月）×98\.00元＝686\.00元/ }).waitFor();
  await reviewer.getByRole('button', { name: /^停发/ }).click();
  await reviewer.getByRole('row', { name: /李秀英.*定期抚恤金.*3,593\.00.*2026年1月去世，次月起停发/ }).waitFor();
  await perform(reviewer, '复核通过');

  await maker.goto(`${product.url}/benefits/lines?f.runId=${path.split('/').pop()}`);
  await maker.getByRole('row', { name: /李秀英/ }).getByRole('link').first().click();
  await maker.getByText('抵扣去世后多发的定期抚恤金 2026年2月3,593.00元').first().waitFor();
  await maker.getByRole('tab', { name: '金额的来由' }).click();
  await maker.getByRole('button', { name: '查看来由' }).click();
  await maker.getByRole('row', { name: /2026-02.*21,558\.00.*43,116\.00元\/年×6个月，一次发给21,558\.00元/ }).waitFor();
  await maker.getByRole('row', { name: /2026-02.*去世后多发追回.*3,593\.00.*-3,593\.00/ }).waitFor();
  await maker.goto(`${product.url}/registry/persons/${people.李秀英}`);
  await maker.getByRole('tab', { name: '优抚待遇' }).click();
  await maker.getByRole('region', { name: '本月' }).getByText('2026年1月去世，次月起停发').waitFor();
  const course = maker.getByRole('region', { name: '待遇和发放的经过' });
  await course.getByRole('listitem').filter({ hasText: '2026年3月丧葬补助：待发放（批次 2026-03-01）；补发 2026年2月 21,558.00元；抵扣去世后多发的定期抚恤金 2026年2月3,593.00元' }).getByText('17,965.00 元').waitFor();
  await course.getByRole('listitem').filter({ hasText: '2026年2月定期抚恤金：已发放（批次 2026-02-01）' }).waitFor();
});
