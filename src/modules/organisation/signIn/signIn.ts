import { sql } from 'kysely';
import { refuse } from '#base/pure/refusal.ts';
import type { House } from '#base/server/house.ts';
import type { CallOrigin } from '#base/server/perform.ts';
import { PasswordPolicy } from '../rules/password.ts';
import { readSetting } from '../queries.ts';
import { atSignIn, countAttempt, forgetFailures, lockIfTooMany } from './attempts.ts';
import type { Auth } from './auth.ts';
import { findLogin, findLogins, type Login } from './logins.ts';
import { recordDoor } from './record.ts';
import { memoryOf } from './sessions.ts';

/** The parts that the steps of sign-in share. */
export type Door = { house: House; auth: Auth; origin: CallOrigin; headers: Headers };

/** How a step ended: signed in, or a one-time password is asked; with the cookies to set. */
export type Step = { state: 'in' | 'code'; cookies: string[] };

const wrong = (): never => refuse('sign_in.wrong', '账号或密码不正确', { status: 401 });
const NOBODY = 'nobody.nobody';

/** First step: account and password. The answer for an account that nobody has is the same as for a wrong password, and as slow. */
export async function signIn(door: Door, given: { account: string; password: string; county?: string }): Promise<Step> {
  const { house, auth } = door;
  const found = await atSignIn(house, (tx) => findLogins(tx, given.account, given.county));
  if (found.length > 1) refuse('sign_in.county', '请填写所在县的六位区划代码', { status: 409, path: ['county'] });
  const login = found[0];
  const name = login?.username ?? `?.${given.account.toLowerCase()}`;
  const policy = await policyOf(house, login?.county);
  const count = await attempt(door, login ?? given.account, name, policy);
  const response = await auth.api.signInUsername({ body: { username: login?.username ?? NOBODY, password: given.password }, headers: door.headers, asResponse: true });
  if (response.status >= 500) throw new Error(`better-auth answered ${response.status}`);
  if (!login || !response.ok) return failed(door, login ?? given.account, name, count, policy, '账号或密码不正确');
  const answer = (await response.json()) as { token?: string; twoFactorRedirect?: boolean };
  await refuseUnusable(door, login, policy, answer.token);
  if (answer.twoFactorRedirect) return { state: 'code', cookies: response.headers.getSetCookie() };
  await complete(door, login, name, policy, 'auth.signIn');
  return { state: 'in', cookies: response.headers.getSetCookie() };
}

/** Second step: the one-time password or a backup code. A code that was used once is refused. */
export async function enterCode(door: Door, challenge: string | undefined, given: { code?: string; backupCode?: string }): Promise<Step> {
  const { house, auth } = door;
  const login = challenge ? await challenged(house, challenge) : undefined;
  if (!login) return refuse('sign_in.expired', '登录已超时，请重新输入账号和密码', { status: 401 });
  const policy = await policyOf(house, login.county);
  const count = await attempt(door, login, login.username, policy);
  if (given.code && (await wasUsed(house, login.id, given.code))) return failed(door, login, login.username, count, policy, '动态口令已用过，请等下一个');
  const response = given.backupCode
    ? await auth.api.verifyBackupCode({ body: { code: given.backupCode }, headers: door.headers, asResponse: true })
    : await auth.api.verifyTOTP({ body: { code: given.code ?? '' }, headers: door.headers, asResponse: true });
  if (response.status >= 500) throw new Error(`better-auth answered ${response.status}`);
  if (!response.ok) return failed(door, login, login.username, count, policy, '动态口令不正确');
  const { token } = (await response.json()) as { token: string };
  if (given.code && !(await useCode(house, login.id, given.code))) {
    await endSession(house, token);
    return failed(door, login, login.username, count, policy, '动态口令不正确');
  }
  await refuseUnusable(door, login, policy, token);
  await complete(door, login, login.username, policy, 'auth.code');
  return { state: 'in', cookies: response.headers.getSetCookie() };
}

/** The password and session policy of a county. */
export async function policyOf(house: House, county: string | undefined): Promise<PasswordPolicy> {
  if (!county) return PasswordPolicy.parse({});
  return PasswordPolicy.parse(await atSignIn(house, (tx) => readSetting<unknown>(tx, county, 'password', {})));
}

const digestOf = (house: House, id: string, code: string) => house.keys.index('auth.used_code', `${id}/${code}`);

async function wasUsed(house: House, id: string, code: string): Promise<boolean> {
  const { rows } = await atSignIn(house, (tx) => sql`select 1 from auth.used_code where user_id = ${id} and digest = ${digestOf(house, id, code)} and used_at > now() - interval '10 minutes'`.execute(tx));
  return rows.length > 0;
}

/** Marks a one-time password as used; false where it was used before, be it at this very moment. */
export async function useCode(house: House, id: string, code: string): Promise<boolean> {
  const digest = digestOf(house, id, code);
  return atSignIn(house, async (tx) => {
    await sql`delete from auth.used_code where user_id = ${id} and used_at < now() - interval '10 minutes'`.execute(tx);
    const { numAffectedRows } = await sql`insert into auth.used_code (user_id, digest, used_at) values (${id}, ${digest}, now()) on conflict do nothing`.execute(tx);
    return numAffectedRows === 1n;
  });
}

async function attempt(door: Door, who: Login | string, name: string, policy: PasswordPolicy): Promise<number> {
  try {
    return await countAttempt(door.house, name, policy);
  } catch (error) {
    await recordDoor(door.house, 'auth.signIn', who, door.origin, 'refused', { reason: '账号锁定中' });
    throw error;
  }
}

async function failed(door: Door, who: Login | string, name: string, count: number, policy: PasswordPolicy, reason: string): Promise<never> {
  await recordDoor(door.house, 'auth.signIn', who, door.origin, 'refused', { reason });
  if (await lockIfTooMany(door.house, name, count, policy)) await recordDoor(door.house, 'auth.lock', who, door.origin, 'done', { detail: { failures: count } });
  return reason.startsWith('动态') ? refuse('sign_in.code', reason, { status: 401 }) : wrong();
}

/** Refuses accounts that are disabled or long unused, once the password was right; the session that was made for it ends. */
async function refuseUnusable(door: Door, login: Login, policy: PasswordPolicy, token: string | undefined): Promise<void> {
  const unusedSince = door.house.clock().getTime() - policy.unusedDays * 86_400_000;
  const problem = login.state !== 'active' ? '账号已停用，请联系系统管理员' : new Date(login.lastUsedAt).getTime() < unusedSince ? `账号超过 ${policy.unusedDays} 天未使用，已停用，请联系系统管理员` : undefined;
  if (!problem) return;
  if (token) await endSession(door.house, token);
  await recordDoor(door.house, 'auth.signIn', login, door.origin, 'refused', { reason: problem });
  refuse('sign_in.unusable', problem, { status: 403 });
}

const endSession = (house: House, token: string) => atSignIn(house, (tx) => sql`delete from auth.session where token = ${token}`.execute(tx));

/** Closes a sign-in: failures forgotten, the day noted, the oldest sessions beyond the limit ended, the audit written. */
async function complete(door: Door, login: Login, name: string, policy: PasswordPolicy, act: 'auth.signIn' | 'auth.code'): Promise<void> {
  const { house } = door;
  await forgetFailures(house, name);
  await atSignIn(house, async (tx) => {
    await sql`update auth.login set last_sign_in_at = ${house.clock()} where id = ${login.id}`.execute(tx);
    const { numAffectedRows } = await sql`delete from auth.session where user_id = ${login.id} and id not in (select id from auth.session where user_id = ${login.id} order by created_at desc, id limit ${policy.sessions})`.execute(tx);
    if (numAffectedRows) memoryOf(house).drop(login.id);
  });
  await recordDoor(house, act, login, door.origin, 'done');
}

async function challenged(house: House, identifier: string): Promise<Login | undefined> {
  return atSignIn(house, async (tx) => {
    const { rows } = await sql<{ value: string }>`select value from auth.verification where identifier = ${identifier} and expires_at > now()`.execute(tx);
    return rows[0] ? findLogin(tx, rows[0].value) : undefined;
  });
}
