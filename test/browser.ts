import { existsSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, chromium, type Page } from 'playwright-core';
import { sql } from 'kysely';
import { transact } from '#base/server/database.ts';
import { placeAccount } from '#modules/organisation/setUp.ts';
import { LINES } from '#modules/organisation/roles.ts';
import { rangeOf } from '#base/pure/division.ts';
import { MODULES } from '../src/entry/modules.ts';
import { serve, type Serving } from '../src/entry/server.ts';
import { dropDatabase } from './database.ts';
import { COUNTY, openWorld, PLACES, type Place, type World } from './world.ts';

/** Sizes at which every page must work: the bureau's desktop and a phone. */
export const DESKTOP = { width: 1366, height: 768 };
export const PHONE = { width: 390, height: 844 };

/** A person who can sign in: account and password. */
export type Credentials = { account: string; password: string };

/** The product running for a browser test: its world, where it listens, accounts, and a real Chromium. */
export type Product = {
  world: World;
  url: string;
  /** The accounts made so far, by role. */
  accounts: Record<string, Credentials>;
  /** The account of a role, made when first asked for: a password takes a third of a second to keep. */
  account(role: string): Promise<Credentials>;
  browser: Browser;
  /** A page of somebody newly signed in, in a browser context of its own, at an address of the console (the workbench); not by the sign-in page, which tests of signing in go through (`signIn`). */
  signedIn(role: string, size?: { width: number; height: number }, at?: string): Promise<Page>;
  /** A page of nobody, in a context of its own. */
  page(size?: { width: number; height: number }): Promise<Page>;
  close(): Promise<void>;
};

/** The roles that have an account, and where each sits. */
export const WHO: Readonly<Record<string, Place>> = { villageClerk: 'eastHill', townshipClerk: 'east', stationHead: 'east', countyClerk: 'county', finance: 'county', leader: 'county', auditor: 'county', systemAdministrator: 'county', securityAdministrator: 'county' };
const COUNTY_SCOPE = { county: COUNTY, ...rangeOf(PLACES.county) };

/** Starts the product on a database of its own, and Chromium beside it; `clock` is the product's, not the browser's. */
export async function openProduct(options: { clock?: () => Date } = {}): Promise<Product> {
  const world = await openWorld(MODULES, { ...options, jobs: true });
  await transact(world.house.database, COUNTY_SCOPE, (tx) => sql`insert into house.setting (county_code, key, value) values (${COUNTY}, 'twoFactor', '"optional"'::jsonb)`.execute(tx));
  const accounts: Record<string, Credentials> = {};
  const account = async (role: string) => (accounts[role] ??= await openAccount(world, role));
  // One is made at once: a product without any account asks to be set up.
  await account('countyClerk');
  const serving: Serving = await serve(world);
  const browser = await launch();
  const page = async (size = DESKTOP) => {
    const context = await browser.newContext({ viewport: size, locale: 'zh-CN', timezoneId: 'Asia/Shanghai', acceptDownloads: true });
    const opened = await context.newPage();
    opened.setDefaultTimeout(60_000);
    return opened;
  };
  return {
    world, url: serving.url, accounts, account, browser, page,
    signedIn: async (role, size, at = '/') => {
      const opened = await page(size);
      const answer = await opened.request.post(`${serving.url}/auth/sign-in`, { data: await account(role), headers: { origin: serving.url } });
      if (!answer.ok()) throw new Error(`${role} could not sign in: ${answer.status()} ${await answer.text()}`);
      await opened.goto(new URL(at, serving.url).href);
      await opened.getByRole('navigation', { name: '打开的页面' }).waitFor();
      return opened;
    },
    close: async () => {
      await browser.close();
      await serving.stop();
      await dropDatabase(world.house.config);
    },
  };
}

/** What makes a page cheaper to draw and nothing of it different: no scripts compiled for long runs, which none of these pages has, no graphics card, nothing fetched for the browser's own sake. */
const FLAGS = ['--js-flags=--no-turbofan --no-maglev', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

/** Chromium as Debian installs it. */
export function launch(): Promise<Browser> {
  const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) => existsSync(path));
  if (!executablePath) throw new Error('没有找到 Chromium，请安装 Debian 的 chromium 软件包');
  return chromium.launch({ executablePath, args: FLAGS });
}

/** Signs in through the sign-in page, and waits for the frame of the pages behind it. */
export async function signIn(page: Page, url: string, { account, password }: Credentials): Promise<void> {
  await page.goto(url);
  await page.getByLabel('账号').fill(account);
  await page.getByLabel('密码', { exact: true }).fill(password);
  await page.getByRole('button', { name: /登\s*录/ }).click();
  await page.getByRole('navigation', { name: '打开的页面' }).waitFor();
}

/** What axe-core finds on a page, or on one part of it, by WCAG 2.0–2.2 A and AA, contrast included, one line each. */
export async function findings(page: Page, part?: string): Promise<string[]> {
  const axe = new AxeBuilder({ page, ...((await carriesAxe(page)) ? { axeSource: 'void 0' } : {}) }).setLegacyMode().options({ resultTypes: ['violations'] }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']);
  const { violations } = await (part ? axe.include(part) : axe).analyze();
  return violations.flatMap((violation) => violation.nodes.map((node) => `${violation.id}: ${node.target.join(' ')} — ${node.failureSummary?.split('\n')[1]?.trim() ?? ''}`));
}

/** Whether axe-core was put into every frame already: moving about in the console keeps it, and its half megabyte need not be read again for every page. */
async function carriesAxe(page: Page): Promise<boolean> {
  const answers = await Promise.all(page.frames().map((frame) => frame.evaluate('typeof axe === "object"')));
  return answers.every(Boolean);
}

async function openAccount(world: World, role: string): Promise<Credentials> {
  const account = role.toLowerCase();
  const lines = role === 'countyClerk' ? [...LINES] : [];
  const password = await transact(world.house.database, COUNTY_SCOPE, (tx) => placeAccount(tx, COUNTY, { account, name: `测试${role.slice(0, 4)}`, roles: [role], lines, division: PLACES[WHO[role]!], mustChange: false }, world.house.clock()));
  return { account, password };
}
