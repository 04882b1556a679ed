import { randomBytes, randomUUID, timingSafeEqual } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { rangeOf } from '#base/pure/division.ts';
import { refuse } from '#base/pure/refusal.ts';
import { writeAudit } from '#base/server/audit/write.ts';
import { transact, type Tx } from '#base/server/database.ts';
import type { Act, Actor, House } from '#base/server/house.ts';
import { initCounty } from './divisions/init.ts';
import { type CountyChoice, listCounties } from './divisions/read.ts';
import { openSignIn } from './queries.ts';
import { PasswordPolicy } from './rules/password.ts';
import { openAccount } from './service/accounts.ts';
import { grantRoles } from './service/roleRequests.ts';
import { countAttempt, forgetFailures, lockIfTooMany } from './signIn/attempts.ts';

const fileOf = (house: House) => join(house.config.data, 'setup-code.txt');
const NAME = '?.set-up';

/** The one-time code that opens a database without accounts, kept in `data/setup-code.txt`; undefined, and the file gone, once there is an account. */
export async function setUpCode(house: House): Promise<string | undefined> {
  const file = fileOf(house);
  if (await hasAccounts(house)) {
    rmSync(file, { force: true });
    return undefined;
  }
  if (existsSync(file)) return readFileSync(file, 'utf8').trim();
  const code = randomBytes(10).toString('hex').replace(/(.{5})(?=.)/g, '$1-');
  writeFileSync(file, `${code}\n`, { mode: 0o600 });
  return code;
}

/** Whether the product still waits for its first accounts. */
export async function setUpState(act: Act): Promise<{ open: boolean }> {
  return { open: !(await hasAccounts(act.house)) };
}

/** Counties to choose from while the product waits for its first accounts. */
export async function setUpCounties(act: Act, { search }: { search: string }): Promise<CountyChoice[]> {
  if (await hasAccounts(act.house)) refuse('set_up.closed', '系统已完成首次设置', { status: 404 });
  return (await listCounties(search)).slice(0, 50);
}

/** One of the first three accounts. */
type First = { account: string; name: string };

/** Makes the county and the first three accounts, one for each administrator, with passwords shown this once; the code then stops working. */
export async function setUp(act: Act, given: { code: string; county: string; system: First; security: First; auditor: First }): Promise<{ county: string; accounts: { account: string; role: string; password: string }[] }> {
  const { house } = act;
  const expected = await setUpCode(house);
  if (!expected) return refuse('set_up.closed', '系统已完成首次设置', { status: 404 });
  const policy = PasswordPolicy.parse({});
  const count = await countAttempt(house, NAME, policy);
  if (!sameText(expected, given.code.trim().toLowerCase())) {
    await lockIfTooMany(house, NAME, count, policy);
    refuse('set_up.code', '设置码不正确', { status: 403, path: ['code'] });
  }
  const made = await initCounty(house, given.county);
  const first = [{ ...given.system, role: 'systemAdministrator' }, { ...given.security, role: 'securityAdministrator' }, { ...given.auditor, role: 'auditor' }];
  if (new Set(first.map((one) => one.account)).size < 3) refuse('set_up.same', '三个账号不能相同，三员须由三个人担任', { path: ['auditor', 'account'] });
  const actor: Actor = { id: 'system', name: '首次设置', unitId: '', unitName: '本机', division: `${made.code}000000`, roles: [], permissions: new Set(), scope: { county: made.code, ...rangeOf(`${made.code}000000`) } };
  const accounts = await transact(house.database, actor.scope, async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtext('organisation.setUp'))`.execute(tx);
    if (await hasAccounts(house)) refuse('set_up.closed', '系统已完成首次设置', { status: 404 });
    const opened = [];
    for (const one of first) opened.push({ account: one.account, role: one.role, password: await placeAccount(tx, made.code, { ...one, roles: [one.role], lines: [], division: actor.division }, act.now) });
    await writeAudit(house, tx, { name: 'organisation.setUp' }, actor, { requestId: act.requestId, address: '' }, 'done', { detail: { accounts: first.map((one) => one.account) } });
    return opened;
  });
  await forgetFailures(house, NAME);
  rmSync(fileOf(house), { force: true });
  return { county: made.name, accounts };
}

/** Opens an account with its roles already granted, at the bureau or at the station of a division; for first set-up and the demo. Returns its first password. */
export async function placeAccount(tx: Tx, county: string, account: { account: string; name: string; roles: string[]; lines: string[]; division: string; mustChange?: boolean }, now: Date): Promise<string> {
  const { rows } = await sql<{ id: string }>`select id from organisation.unit where county_code = ${county} and division_code = ${account.division} and closed_on is null order by kind limit 1`.execute(tx);
  const unit = rows[0] ?? refuse('unit.unknown', `区划 ${account.division} 没有机构`);
  const id = randomUUID();
  const password = await openAccount(tx, county, { id, unitId: unit.id, division: account.division, name: account.name, account: account.account }, now);
  await grantRoles(tx, county, { id, roles: account.roles, lines: account.lines }, '首次设置', now);
  if (account.mustChange === false) {
    await openSignIn(tx);
    await sql`update auth.login set must_change_password = false, password_changed_at = ${now} where id = ${id}`.execute(tx);
  }
  return password;
}

async function hasAccounts(house: House): Promise<boolean> {
  const { rows } = await sql<{ there: boolean }>`select exists (select 1 from organisation.staff) as there`.execute(house.database.owner);
  return rows[0]!.there;
}

function sameText(a: string, b: string): boolean {
  const [one, other] = [Buffer.from(a), Buffer.from(b)];
  return one.length === other.length && timingSafeEqual(one, other);
}
