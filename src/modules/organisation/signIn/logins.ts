import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Tx } from '#base/server/database.ts';
import { refuse } from '#base/pure/refusal.ts';
import { passwordProblem, type PasswordPolicy } from '../rules/password.ts';
import { hashPassword, verifyPassword } from './hash.ts';

/** What sign-in must know about an account before and after the password is checked. */
export type Login = { id: string; county: string; username: string; account: string; name: string; unitName: string; division: string; state: string; lastUsedAt: string };

/** The name under which better-auth knows an account: county code and account, unique in the whole database. */
export const usernameOf = (county: string, account: string): string => `${county}.${account.toLowerCase()}`;

const LOGIN = sql`select l.id, l.county_code as county, l.username, t.account, t.name, u.name as "unitName", t.division_code as division, t.state, greatest(l.last_sign_in_at, l.created_at, l.password_changed_at) as "lastUsedAt"
  from auth.login l join organisation.staff t on t.county_code = l.county_code and t.id = l.id join organisation.unit u on u.county_code = t.county_code and u.id = t.unit_id`;

/** The accounts of this name, in the county given or in any. */
export async function findLogins(tx: Tx, account: string, county?: string): Promise<Login[]> {
  const { rows } = county
    ? await sql<Login>`${LOGIN} where l.username = ${usernameOf(county, account)}`.execute(tx)
    : await sql<Login>`${LOGIN} where t.account = ${account.toLowerCase()}`.execute(tx);
  return rows;
}

/** The account with this id; undefined where there is none. */
export async function findLogin(tx: Tx, id: string): Promise<Login | undefined> {
  const { rows } = await sql<Login>`${LOGIN} where l.id = ${id}`.execute(tx);
  return rows[0];
}

/** Gives a new account its login with a first password, which must be changed at the first sign-in. */
export async function createLogin(tx: Tx, staff: { id: string; county: string; account: string; name: string }, password: string, now: Date): Promise<void> {
  const username = usernameOf(staff.county, staff.account);
  await sql`insert into auth.login (id, county_code, username, display_username, name, email, created_at, updated_at)
    values (${staff.id}, ${staff.county}, ${username}, ${staff.account}, ${staff.name}, ${`${username}@ronggui.invalid`}, ${now}, ${now})`.execute(tx);
  await sql`insert into auth.credential (id, user_id, account_id, provider_id, password) values (${randomUUID()}, ${staff.id}, ${staff.id}, 'credential', ${await hashPassword(password)})`.execute(tx);
}

/** Puts a random password in place of a person's own: it must be changed at the next sign-in. */
export async function resetPassword(tx: Tx, id: string, password: string, now: Date): Promise<void> {
  await replaceHash(tx, id, await hashPassword(password), now);
  await sql`update auth.login set must_change_password = true, password_changed_at = ${now}, updated_at = ${now} where id = ${id}`.execute(tx);
}

/** Changes a person's own password. Refuses what the policy refuses, and any of the last passwords. */
export async function changePassword(tx: Tx, id: string, next: string, policy: PasswordPolicy, words: readonly string[], now: Date): Promise<void> {
  const problem = passwordProblem(policy, next, words);
  if (problem) refuse('password.policy', problem, { path: ['next'] });
  if (await wasUsed(tx, id, next, policy.former)) refuse('password.former', `不能使用最近 ${policy.former} 次用过的密码`, { path: ['next'] });
  await replaceHash(tx, id, await hashPassword(next), now);
  await sql`update auth.login set must_change_password = false, password_changed_at = ${now}, updated_at = ${now} where id = ${id}`.execute(tx);
}

/** Whether a password is the account's present one. */
export async function isPassword(tx: Tx, id: string, password: string): Promise<boolean> {
  const { rows } = await sql<{ password: string }>`select password from auth.credential where user_id = ${id} and provider_id = 'credential'`.execute(tx);
  return rows[0] !== undefined && verifyPassword(rows[0].password, password);
}

async function wasUsed(tx: Tx, id: string, password: string, former: number): Promise<boolean> {
  const { rows } = await sql<{ password: string }>`(select password from auth.credential where user_id = ${id}) union all
    (select password from auth.former_password where user_id = ${id} order by replaced_at desc limit ${Math.max(former - 1, 0)})`.execute(tx);
  for (const row of rows) if (await verifyPassword(row.password, password)) return true;
  return false;
}

async function replaceHash(tx: Tx, id: string, hash: string, now: Date): Promise<void> {
  await sql`insert into auth.former_password (user_id, password, replaced_at) select user_id, password, ${now} from auth.credential where user_id = ${id}`.execute(tx);
  await sql`update auth.credential set password = ${hash}, updated_at = ${now} where user_id = ${id} and provider_id = 'credential'`.execute(tx);
  await sql`delete from auth.former_password where user_id = ${id} and ctid not in (select ctid from auth.former_password where user_id = ${id} order by replaced_at desc limit 24)`.execute(tx);
}
