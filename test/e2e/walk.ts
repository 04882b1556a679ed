import type { Page } from 'playwright-core';
import { LINES, permissionsOf } from '#modules/organisation/roles.ts';
import { MENU } from '../../src/entry/console/menu.ts';
import type { Product } from '../browser.ts';
import { makeRow } from '../drafts.ts';

/** Records of which tests need no row: they cannot be made by a draft alone. */
const UNSEEDED = new Set(['organisation.unit']);

/** One row of every ledger in 东山村, by record name. */
export async function seedLedgers({ world }: Product): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  for (const { type } of world.house.stores.values()) if (!UNSEEDED.has(type.name)) ids.set(type.name, String((await makeRow(world, type, 'eastHill')).id));
  return ids;
}

/** Every page of the menu with the role that may open it. */
export function menuPages(): { path: string; label: string; role: string }[] {
  const roles = ['countyClerk', 'systemAdministrator', 'securityAdministrator', 'auditor'].map((role) => ({ role, permissions: new Set(permissionsOf(role, LINES)) }));
  return MENU.flatMap((section) => section.entries).map(({ path, label, permission }) => ({ path, label, role: roles.find(({ permissions }) => !permission || permissions.has(permission))!.role }));
}

/** Goes to another page of the console as a link in it does, without loading the console again, and waits until it stands and the one before has gone. */
export async function visit(page: Page, path: string): Promise<void> {
  if (new URL(page.url()).pathname === path) return standing(page);
  await page.evaluate((address) => {
    document.querySelector('main h1')?.setAttribute('data-left', '');
    history.pushState({}, '', address);
  }, path);
  await page.locator('main h1:not([data-left])').waitFor();
  await standing(page);
}

/** Waits until the page has fetched what it shows: a heading, no spinner, nothing busy. */
export async function standing(page: Page): Promise<void> {
  await page.waitForLoadState('load');
  await page.waitForFunction(() => new Promise<boolean>((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(document.querySelector('main h1') !== null && document.querySelector('.ant-spin-spinning, [aria-busy="true"]') === null)))));
}

/** Collects what the browser complains of: console errors, broken scripts, refusals of the content security policy. */
export function complaintsOf(page: Page): string[] {
  const heard: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || /content security policy/i.test(message.text())) heard.push(`${new URL(page.url()).pathname}：${message.text()} ${message.location().url}`);
  });
  page.on('pageerror', (error) => heard.push(`${new URL(page.url()).pathname}：${error.message}`));
  return heard;
}
