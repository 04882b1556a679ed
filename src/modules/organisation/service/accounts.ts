import { sql } from 'kysely';
import { notFound, refuse } from '#base/pure/refusal.ts';
import type { Tx } from '#base/server/database.ts';
import type { Act } from '#base/server/house.ts';
import { listAccounts } from '../accountQueries.ts';
import { openSignIn } from '../queries.ts';
import { rolesProblem } from '../rules/roles.ts';
import type { Account, AccountChange, AccountDraft } from '../schema/account.ts';
import { randomPassword } from '../signIn/hash.ts';
import { createLogin, resetPassword } from '../signIn/logins.ts';
import { endSessions, memoryOf } from '../signIn/sessions.ts';
import { askRoles } from './roleRequests.ts';

type Unit = { id: string; level: string; division_code: string; closed_on: string | null };
type Staff = { id: string; version: number; name: string; account: string; unit_id: string; division_code: string; state: string };

/** A page of accounts within the scope, by unit. */
export async function list(act: Act, query: { page: number; size: number; search?: string; state?: string; unitId?: string }): Promise<{ rows: Account[]; total: number; page: number; size: number }> {
  await openSignIn(act.tx);
  return { ...(await listAccounts(act, query)), page: query.page, size: query.size };
}

/** Opens an account at a unit; its roles are asked for and wait. The first password is told this once. */
export async function create(act: Act, { id, draft }: { id: string; draft: AccountDraft }): Promise<{ id: string; account: string; password: string | null }> {
  const known = await findStaff(act, id);
  if (known) return { id, account: known.account, password: null };
  const unit = await usableUnit(act, draft.unitId);
  const problem = rolesProblem(draft.roles, draft.lines, unit.level);
  if (problem) refuse('account.roles', problem, { path: ['draft', 'roles'] });
  const password = await openAccount(act.tx, act.scope.county, { id, ...draft, division: unit.division_code }, act.now);
  await askRoles(act, { id, staffId: id, roles: draft.roles, lines: draft.lines, reason: '新建账号' });
  act.note({ record: 'organisation.staff', rowId: id });
  return { id, account: draft.account, password };
}

/** Writes a staff row and its login with a random first password, without any role. Refuses an account name that is taken. */
export async function openAccount(tx: Tx, county: string, staff: { id: string; unitId: string; division: string; name: string; account: string; workNumber?: string | null }, now: Date): Promise<string> {
  const { rows } = await sql`select 1 from organisation.staff where county_code = ${county} and account = ${staff.account}`.execute(tx);
  if (rows.length > 0) refuse('account.taken', `账号“${staff.account}”已被使用`, { status: 409, path: ['draft', 'account'] });
  await sql`insert into organisation.staff (county_code, id, division_code, unit_id, name, account, work_number, created_at, updated_at)
    values (${county}, ${staff.id}, ${staff.division}, ${staff.unitId}, ${staff.name}, ${staff.account}, ${staff.workNumber ?? null}, ${now}, ${now})`.execute(tx);
  const password = randomPassword();
  await openSignIn(tx);
  await createLogin(tx, { id: staff.id, county, account: staff.account, name: staff.name }, password, now);
  return password;
}

/** Corrects name, work number or unit. At another unit the roles must still fit its level. */
export async function update(act: Act, { id, version, change }: { id: string; version: number; change: AccountChange }): Promise<{ done: true }> {
  const staff = await getStaff(act, id);
  if (staff.version !== version) refuse('record.changed', '这个账号刚被他人修改，请刷新后再保存', { status: 409 });
  const unit = change.unitId ? await usableUnit(act, change.unitId) : undefined;
  if (unit) {
    const { rows } = await sql<{ roles: string[]; lines: string[] }>`select array(select role from organisation.staff_role r where r.county_code = s.county_code and r.staff_id = s.id) as roles, lines from organisation.staff s where county_code = ${act.scope.county} and id = ${id}`.execute(act.tx);
    const { roles, lines } = rows[0]!;
    const problem = roles.length > 0 ? rolesProblem(roles, lines, unit.level) : undefined;
    if (problem) refuse('account.roles', problem, { path: ['change', 'unitId'] });
  }
  const division = unit?.division_code ?? staff.division_code;
  await sql`update organisation.staff set name = ${change.name ?? staff.name}, work_number = ${change.workNumber === undefined ? sql`work_number` : change.workNumber}, unit_id = ${unit?.id ?? staff.unit_id}, division_code = ${division}, version = version + 1, updated_at = ${act.now} where county_code = ${act.scope.county} and id = ${id}`.execute(act.tx);
  for (const table of ['organisation.staff_role', 'organisation.role_request']) await sql`update ${sql.table(table)} set division_code = ${division} where county_code = ${act.scope.county} and staff_id = ${id}`.execute(act.tx);
  memoryOf(act.house).drop(id);
  act.note({ record: 'organisation.staff', rowId: id });
  return { done: true };
}

/** Stops an account: its sessions end at once. One's own cannot be stopped. */
export async function disable(act: Act, { id, reason }: { id: string; reason: string }): Promise<{ done: true }> {
  if (id === act.actor.id) refuse('account.self', '不能停用自己的账号');
  await setState(act, id, 'disabled');
  await openSignIn(act.tx);
  await endSessions(act.tx, act.house, id);
  act.note({ record: 'organisation.staff', rowId: id, reason });
  return { done: true };
}

/** Puts a stopped account in use again. */
export async function enable(act: Act, { id }: { id: string }): Promise<{ done: true }> {
  await setState(act, id, 'active');
  act.note({ record: 'organisation.staff', rowId: id });
  return { done: true };
}

/** Gives an account a new first password; its sessions end. One's own is changed, not reset. */
export async function reset(act: Act, { id }: { id: string }): Promise<{ id: string; account: string; password: string }> {
  if (id === act.actor.id) refuse('account.self', '请用“修改密码”修改自己的密码');
  const staff = await getStaff(act, id);
  const password = randomPassword();
  await openSignIn(act.tx);
  await resetPassword(act.tx, id, password, act.now);
  await endSessions(act.tx, act.house, id);
  act.note({ record: 'organisation.staff', rowId: id });
  return { id, account: staff.account, password };
}

/** Ends all sessions of an account. */
export async function end(act: Act, { id }: { id: string }): Promise<{ done: true }> {
  await getStaff(act, id);
  await openSignIn(act.tx);
  await endSessions(act.tx, act.house, id);
  act.note({ record: 'organisation.staff', rowId: id });
  return { done: true };
}

/** Takes the one-time password off an account whose phone was lost, so that it is enrolled again; its sessions end. */
export async function resetSecondFactor(act: Act, { id, reason }: { id: string; reason: string }): Promise<{ done: true }> {
  if (id === act.actor.id) refuse('account.self', '不能重置自己的动态口令');
  await getStaff(act, id);
  await openSignIn(act.tx);
  await sql`delete from auth.second_factor where user_id = ${id}`.execute(act.tx);
  await sql`update auth.login set two_factor_enabled = false where id = ${id}`.execute(act.tx);
  await endSessions(act.tx, act.house, id);
  act.note({ record: 'organisation.staff', rowId: id, reason });
  return { done: true };
}

async function setState(act: Act, id: string, state: string): Promise<void> {
  await getStaff(act, id);
  await sql`update organisation.staff set state = ${state}, version = version + 1, updated_at = ${act.now} where county_code = ${act.scope.county} and id = ${id}`.execute(act.tx);
  memoryOf(act.house).drop(id);
}

async function findStaff(act: Act, id: string): Promise<Staff | undefined> {
  const { rows } = await sql<Staff>`select id, version, name, account, unit_id, division_code, state from organisation.staff where county_code = ${act.scope.county} and id = ${id} and division_code between ${act.scope.from} and ${act.scope.to}`.execute(act.tx);
  return rows[0];
}
const getStaff = async (act: Act, id: string) => (await findStaff(act, id)) ?? notFound('账号');

async function usableUnit(act: Act, id: string): Promise<Unit> {
  const { rows } = await sql<Unit>`select id, level, division_code, closed_on from organisation.unit where county_code = ${act.scope.county} and id = ${id} and division_code between ${act.scope.from} and ${act.scope.to}`.execute(act.tx);
  const unit = rows[0] ?? refuse('reference.unknown', '所选机构不存在或不在您的管辖范围内', { path: ['draft', 'unitId'] });
  if (unit.closed_on) refuse('unit.closed', '所选机构已撤销', { path: ['draft', 'unitId'] });
  return unit;
}
