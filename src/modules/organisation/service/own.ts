import { sql } from 'kysely';
import { notFound, refuse } from '#base/pure/refusal.ts';
import type { Act } from '#base/server/house.ts';
import { listSessions } from '../accountQueries.ts';
import { openSignIn } from '../queries.ts';
import type { OwnSession } from '../schema/account.ts';
import type { SavedView } from '../schema/me.ts';
import { countAttempt, forgetFailures, lockIfTooMany } from '../signIn/attempts.ts';
import { changePassword as replacePassword, findLogin, isPassword } from '../signIn/logins.ts';
import { endSessions, memoryOf, type SignedIn } from '../signIn/sessions.ts';
import { policyOf } from '../signIn/signIn.ts';

const sessionOf = (act: Act): string | undefined => (act.actor as Partial<SignedIn>).sessionId;

/** Changes one's own password: the present one is asked, wrong ones count towards the lock, all other sessions end. */
export async function changePassword(act: Act, { current, next }: { current: string; next: string }): Promise<{ done: true }> {
  await openSignIn(act.tx);
  const login = (await findLogin(act.tx, act.actor.id)) ?? notFound('账号');
  const policy = await policyOf(act.house, login.county);
  const count = await countAttempt(act.house, login.username, policy);
  if (!(await isPassword(act.tx, login.id, current))) {
    await lockIfTooMany(act.house, login.username, count, policy);
    refuse('password.wrong', '现在的密码不正确', { status: 403, path: ['current'] });
  }
  await forgetFailures(act.house, login.username);
  await replacePassword(act.tx, login.id, next, policy, [login.account, login.name, login.unitName], act.now);
  await endSessions(act.tx, act.house, login.id, sessionOf(act));
  return { done: true };
}

/** One's own sessions; `current` is the one that asks. */
export async function sessions(act: Act): Promise<OwnSession[]> {
  await openSignIn(act.tx);
  return listSessions(act, sessionOf(act));
}

/** Ends one of one's own sessions. */
export async function endSession(act: Act, { id }: { id: string }): Promise<{ done: true }> {
  await openSignIn(act.tx);
  memoryOf(act.house).drop(act.actor.id);
  const { numAffectedRows } = await sql`delete from auth.session where id = ${id} and user_id = ${act.actor.id}`.execute(act.tx);
  if (!numAffectedRows) notFound('会话');
  return { done: true };
}

/** One's saved views, of one record or of all. */
export async function listViews(act: Act, { record }: { record?: string }): Promise<SavedView[]> {
  const { rows } = await sql<SavedView>`select id, record, name, query from organisation.view
    where county_code = ${act.scope.county} and staff_id = ${act.actor.id} and ${record ? sql`record = ${record}` : sql`true`} order by record, name`.execute(act.tx);
  return rows;
}

/** Keeps a list's query under a name; the same name of the same list is replaced. */
export async function saveView(act: Act, view: SavedView): Promise<SavedView> {
  await sql`delete from organisation.view where county_code = ${act.scope.county} and staff_id = ${act.actor.id} and id = ${view.id}`.execute(act.tx);
  const { rows } = await sql<SavedView>`insert into organisation.view (county_code, id, staff_id, record, name, query, updated_at)
    values (${act.scope.county}, ${view.id}, ${act.actor.id}, ${view.record}, ${view.name}, ${view.query}, ${act.now})
    on conflict (county_code, staff_id, record, name) do update set query = excluded.query, updated_at = excluded.updated_at returning id, record, name, query`.execute(act.tx);
  return rows[0]!;
}

/** Removes one of one's saved views. */
export async function removeView(act: Act, { id }: { id: string }): Promise<{ done: true }> {
  const { numAffectedRows } = await sql`delete from organisation.view where county_code = ${act.scope.county} and staff_id = ${act.actor.id} and id = ${id}`.execute(act.tx);
  if (!numAffectedRows) notFound('视图');
  return { done: true };
}
