import { randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { todayIn } from '#base/pure/day.ts';
import type { Page } from 'playwright-core';

/** One picture of the manual: who looks, where, what is done first, and what is put back afterwards. */
type Scene = { account?: string; path: string; prepare?: (page: Page, folder: string) => Promise<void>; leave?: (page: Page) => Promise<void> };

const quiet = async (page: Page) => page.waitForLoadState('networkidle');

/** The pictures of docs/manual/images by name. What is written to the demo county: a draft bulletin, an import that is given up, an export, an application, two files of one person and a census of one village. */
export const SCENES: Readonly<Record<string, Scene>> = {
  'sign-in': { path: '/sign-in' },
  workbench: { account: 'county', path: '/' },
  'large-mode': {
    account: 'county', path: '/',
    prepare: (page) => page.getByRole('button', { name: '大字版' }).click(),
    leave: (page) => page.getByRole('button', { name: '标准版' }).click(),
  },
  persons: {
    account: 'township', path: '/registry/persons',
    prepare: async (page) => {
      await page.getByLabel('搜索').fill('wjh');
      await page.keyboard.press('Enter');
      await quiet(page);
    },
  },
  'person-form': {
    account: 'township', path: '/registry/persons/new?name=',
    prepare: async (page) => {
      await page.getByLabel(/^\*?姓名/).first().fill('张建国');
      await page.getByRole('button', { name: '保存', exact: true }).click();
    },
  },
  timeline: { account: 'county', path: '/care/visits', prepare: timelineOfVisited },
  'import-columns': { account: 'county', path: '/exchange/imports/new?ledger=memorial.organisation', prepare: upload },
  'import-result': {
    account: 'county', path: '/exchange/imports/new?ledger=memorial.organisation',
    prepare: async (page, folder) => {
      await upload(page, folder);
      await page.getByRole('button', { name: '核对全部内容' }).click();
      await page.getByRole('button', { name: /^提交 \d+ 行$/ }).waitFor();
      await page.getByRole('tab', { name: /^退回/ }).click();
      await quiet(page);
    },
    leave: (page) => page.getByRole('button', { name: '放弃' }).click(),
  },
  exports: {
    account: 'county', path: '/exchange/exports/new?ledger=memorial.organisation',
    prepare: async (page) => {
      await page.getByLabel('用途').fill('核对祭扫单位名称');
      await page.getByRole('button', { name: /^导\s?出$/ }).click();
      await page.getByRole('heading', { name: '导出记录' }).waitFor();
      await quiet(page);
    },
  },
  'person-file': { account: 'village', path: '/registry/persons', prepare: (page) => openPerson(page).then(() => quiet(page)) },
  change: { account: 'village', path: '/registry/persons', prepare: change },
  'recognition-case': { account: 'village', path: '/registry/persons', prepare: apply },
  'cards-print': { account: 'village', path: '/cards/print', prepare: (page) => page.locator('.contact-card').first().waitFor() },
  'preferential-cards': { account: 'county', path: '/cards/preferential-cards' },
  duplicates: { account: 'county', path: '/registry/persons', prepare: pairOfFiles },
  quality: { account: 'county', path: '/quality' },
  'quality-work': { account: 'village', path: '/quality/work' },
  plans: { account: 'village', path: '/plans/work' },
  census: { account: 'county', path: '/registry/persons', prepare: census },
  layouts: { account: 'county', path: '/exchange/layouts', prepare: columnsOfLayout },
  'return-ask': { account: 'county', path: '/organisation/returns/new', prepare: askReturn },
  ratings: { account: 'county', path: '/ratings/applications' },
  employment: { account: 'county', path: '/employment/profiles' },
  'due-visits': { account: 'township', path: '/care/due' },
  'standards-by-year': { account: 'county', path: '/benefits/standards-by-year' },
  'pay-run': { account: 'county', path: '/benefits/runs', prepare: firstRun },
  'benefit-confirm': { account: 'village', path: '/benefits/confirm' },
  policy: { account: 'county', path: '/benefits/policy' },
  relief: { account: 'county', path: '/relief/payments' },
  memorial: { account: 'county', path: '/memorial/visits' },
  figures: { account: 'leader', path: '/figures?period=2023' },
  figure: { account: 'leader', path: '/figures/care.visits?period=2023' },
  bulletin: { account: 'county', path: '/bulletin/bulletins', prepare: compose },
  accounts: { account: 'system', path: '/accounts' },
  audit: { account: 'auditor', path: '/upkeep/audit' },
  village: { account: 'village', path: '/' },
  'visit-form': { account: 'village', path: '/care/visits/new' },
};

async function timelineOfVisited(page: Page): Promise<void> {
  const rows = page.getByRole('table').getByRole('link');
  await rows.first().click();
  await page.locator('dl.facts a').first().click();
  await page.getByRole('tab', { name: '服务历程' }).click();
  await quiet(page);
}

/** Opens the first person of the list and answers the person's id. */
async function openPerson(page: Page): Promise<string> {
  await page.getByRole('table').getByRole('link').first().click();
  await page.waitForURL(/\/registry\/persons\/[0-9a-f-]{36}/);
  await page.getByRole('tab', { name: '服务历程' }).waitFor();
  return /persons\/([0-9a-f-]{36})/.exec(page.url())![1]!;
}

/** The last payroll, as it was closed. */
async function firstRun(page: Page): Promise<void> {
  await page.getByRole('table').getByRole('link').first().click();
  await page.waitForURL(/\/benefits\/runs\/[0-9a-f-]{36}/);
  await quiet(page);
}

/** The form of a move, filled but not sent. */
async function change(page: Page): Promise<void> {
  const person = await openPerson(page);
  await page.goto(new URL(`/changes/new?person=${person}&kind=move`, page.url()).href);
  await page.getByLabel('依据文件').fill('户口迁移证');
}

/** An application for 农村籍60周岁, as it stands when the village has just written it. */
async function apply(page: Page): Promise<void> {
  const person = await openPerson(page);
  const today = todayIn('Asia/Shanghai', new Date());
  await page.goto(new URL(`/recognition/cases/new?personId=${person}&kind=rural60&appliedOn=${today}&applicant=self`, page.url()).href);
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: /待受理/ }).waitFor();
  await quiet(page);
}

type Ask = (method: string, path: string, body?: object) => Promise<any>;

/** Calls the product as whoever is signed in on a page. */
const asking = (page: Page): Ask => (method, path, body) => page.evaluate(async ([how, where, sent]) => {
  const answer = await fetch(`/api${where}`, { method: how, headers: { 'content-type': 'application/json' }, ...(sent ? { body: sent } : {}) });
  if (!answer.ok) throw new Error(`${where} ${answer.status} ${await answer.text()}`);
  return answer.json();
}, [method, path, body ? JSON.stringify(body) : ''] as const);

/** Two files of one invented person, found by 全县查重 and put side by side. */
async function pairOfFiles(page: Page): Promise<void> {
  const [ask, origin] = [asking(page), new URL(page.url()).origin];
  const { divisionCode } = await ask('GET', `/registry/persons/${await openPerson(page)}`);
  for (const more of [{ name: '张建国', education: '60', hukouKind: 'rural' }, { name: '张健国', enlistedOn: '1986-11', dischargedOn: '1990-01' }]) await ask('POST', '/registry/persons', { id: randomUUID(), draft: { ...more, divisionCode, sex: 'male', birthOn: '1968-05-01', mobile: '19900001234', roles: ['vet_self_employed'], state: 'registered' } });
  await ask('POST', '/duplicates/runs', { id: randomUUID() });
  await page.goto(`${origin}/duplicates/pairs`);
  await page.getByRole('table').getByRole('link').first().click();
  await page.getByRole('group', { name: '处理' }).waitFor();
  await quiet(page);
}

/** A census of one village with three questions, and the first person asked. */
async function census(page: Page): Promise<void> {
  const ask = asking(page);
  const { divisionCode } = await ask('GET', `/registry/persons/${await openPerson(page)}`);
  const campaignId = randomUUID();
  const year = todayIn('Asia/Shanghai', new Date()).slice(0, 4);
  await ask('POST', '/census/campaigns', { id: campaignId, draft: { title: `${year} 年入户核对`, fromOn: `${year}-01-01`, untilOn: `${year}-12-31`, area: divisionCode } });
  for (const [at, binding] of ['registry.person.mobile', 'registry.person.residenceAddress', 'registry.person.marriage'].entries()) await ask('POST', '/census/questions', { id: randomUUID(), draft: { campaignId, position: at + 1, binding } });
  await ask('POST', `/census/campaigns/${campaignId}/freeze`, {});
  await page.goto(new URL(`/census/ask?campaign=${campaignId}`, page.url()).href);
  await page.locator('.census-line').first().waitFor();
  await quiet(page);
}

/** The columns of the first 外部版式, each with what of ours it holds. */
async function columnsOfLayout(page: Page): Promise<void> {
  await page.getByRole('table').getByRole('link', { name: /建档立卡/ }).first().click();
  await page.getByRole('tab', { name: '各列' }).click();
  await page.getByRole('combobox', { name: /列对应的项目/ }).first().waitFor();
  await quiet(page);
}

/** A small sheet with a title above its header, one organisation that is new and one row that cannot be taken. */
async function upload(page: Page, folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, '来访单位.csv');
  writeFileSync(file, '﻿2024年来访单位登记表,,\n单位名称,单位类别,备注\n延津县示范实验学校,学校,\n示例机械有限公司,企业,\n,学校,名称未填\n');
  await page.locator('input[type=file]').setInputFiles(file);
  await page.getByRole('button', { name: '核对全部内容' }).waitFor();
  await page.getByRole('button', { name: '核对全部内容' }).scrollIntoViewIfNeeded();
}

async function askReturn(page: Page): Promise<void> {
  await page.getByLabel(/标题/).fill('2023年走访慰问情况');
  await page.getByLabel(/上报时限/).fill('2027-01-10');
  await page.getByLabel(/统计时段/).fill('2023');
  await page.getByRole('button', { name: '全部乡镇（街道）' }).click();
  await page.getByLabel('问题 1', { exact: true }).fill('存在的主要困难');
  await page.getByRole('button', { name: '再加一个问题' }).click();
}

/** Opens the yearly bulletin, drafting it where there is none. */
async function compose(page: Page): Promise<void> {
  const title = page.getByRole('table').getByRole('link').first();
  if (await title.isVisible()) await title.click();
  else {
    await page.getByRole('button', { name: '按台账起草' }).click();
    await page.getByLabel('哪一年的工作').fill('2023');
    await page.getByRole('button', { name: /^起\s?草$/ }).click();
  }
  await page.getByText('签发前检查').waitFor();
  await quiet(page);
}
