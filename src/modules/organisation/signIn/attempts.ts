import { sql } from 'kysely';
import type { Tx } from '#base/server/database.ts';
import type { House } from '#base/server/house.ts';
import { refuse } from '#base/pure/refusal.ts';
import type { PasswordPolicy } from '../rules/password.ts';

/** Runs `work` in one transaction that sees the sign-in tables and nothing else. */
export async function atSignIn<T>(house: House, work: (tx: Tx) => Promise<T>): Promise<T> {
  return house.database.app.transaction().execute(async (tx) => {
    await sql`select set_config('app.auth', 'on', true)`.execute(tx);
    return work(tx);
  });
}

/**
 * Counts an attempt before the secret is looked at, so that attempts at the same moment cannot slip past the lock.
 * Refuses (`sign_in.locked`) while the name is locked; names that nobody has are counted the same. Returns how many attempts stand.
 */
export async function countAttempt(house: House, name: string, policy: PasswordPolicy): Promise<number> {
  const now = house.clock();
  const since = new Date(now.getTime() - policy.lockMinutes * 60_000);
  const { count, locked_until: lockedUntil } = await atSignIn(house, async (tx) => {
    const { rows } = await sql<{ count: number; locked_until: string | null }>`insert into auth.failure as f (name, count, last_at) values (${name}, 1, ${now})
      on conflict (name) do update set
        count = case when f.locked_until > ${now} then f.count when f.locked_until is not null or f.last_at < ${since} then 1 else f.count + 1 end,
        locked_until = case when f.locked_until > ${now} then f.locked_until end, last_at = ${now}
      returning count, locked_until`.execute(tx);
    return rows[0]!;
  });
  if (lockedUntil !== null || count > policy.failures) {
    const left = lockedUntil ? Math.ceil((new Date(lockedUntil).getTime() - now.getTime()) / 60_000) : policy.lockMinutes;
    refuse('sign_in.locked', `失败次数过多，账号已锁定，请 ${left} 分钟后再试`, { status: 423 });
  }
  return count;
}

/** Locks a name whose failures have reached the number of the policy; tells whether it did. */
export async function lockIfTooMany(house: House, name: string, count: number, policy: PasswordPolicy): Promise<boolean> {
  if (count < policy.failures) return false;
  const until = new Date(house.clock().getTime() + policy.lockMinutes * 60_000);
  await atSignIn(house, (tx) => sql`update auth.failure set locked_until = ${until} where name = ${name}`.execute(tx));
  return true;
}

/** Forgets the failures of a name, and those of any name that are a day old. */
export async function forgetFailures(house: House, name: string): Promise<void> {
  const old = new Date(house.clock().getTime() - 86_400_000);
  await atSignIn(house, (tx) => sql`delete from auth.failure where name = ${name} or last_at < ${old}`.execute(tx));
}
