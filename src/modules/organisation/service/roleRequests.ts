import { sql } from 'kysely';
import { notFound, refuse } from '#base/pure/refusal.ts';
import type { Tx } from '#base/server/database.ts';
import type { Act } from '#base/server/house.ts';
import { findRoleRequest, listRoleRequests } from '../accountQueries.ts';
import { rolesProblem } from '../rules/roles.ts';
import type { RoleRequest } from '../schema/account.ts';
import { memoryOf } from '../signIn/sessions.ts';

/** A person's roles as they shall be. */
export type RolesAsked = { id: string; staffId: string; roles: string[]; lines: string[]; reason?: string };

/** Role requests in one state, or all. */
export const list = (act: Act, { state }: { state?: string }): Promise<RoleRequest[]> => listRoleRequests(act, state);

/** Asks for a change of roles; it takes effect when the security administrator approves. A newer request replaces one that still waits. */
export async function askRoles(act: Act, asked: RolesAsked): Promise<{ done: true }> {
  const { rows } = await sql<{ division_code: string; level: string }>`select s.division_code, u.level from organisation.staff s join organisation.unit u on u.county_code = s.county_code and u.id = s.unit_id
    where s.county_code = ${act.scope.county} and s.id = ${asked.staffId} and s.division_code between ${act.scope.from} and ${act.scope.to}`.execute(act.tx);
  const staff = rows[0] ?? notFound('账号');
  if (asked.staffId === act.actor.id) refuse('account.self', '不能为自己申请岗位');
  const problem = rolesProblem(asked.roles, asked.lines, staff.level);
  if (problem) refuse('account.roles', problem, { path: ['roles'] });
  await sql`delete from organisation.role_request where county_code = ${act.scope.county} and staff_id = ${asked.staffId} and state = 'pending' and id <> ${asked.id}`.execute(act.tx);
  await sql`insert into organisation.role_request (county_code, id, division_code, staff_id, roles, lines, reason, asked_by, asked_at)
    values (${act.scope.county}, ${asked.id}, ${staff.division_code}, ${asked.staffId}, ${asked.roles}, ${asked.lines}, ${asked.reason ?? null}, ${act.actor.name}, ${act.now}) on conflict do nothing`.execute(act.tx);
  act.note({ record: 'organisation.staff', rowId: asked.staffId, detail: { roles: asked.roles, lines: asked.lines } });
  return { done: true };
}

/** Approves a request: the roles replace those the person had. The approver may not be the person. */
export async function approve(act: Act, { id }: { id: string }): Promise<{ done: true }> {
  const request = await waiting(act, id);
  const problem = rolesProblem(request.roles, request.lines, request.level);
  if (problem) refuse('account.roles', problem);
  await grantRoles(act.tx, act.scope.county, { id: request.staffId, roles: request.roles, lines: request.lines }, act.actor.name, act.now);
  memoryOf(act.house).drop(request.staffId);
  await decide(act, id, 'approved', null);
  act.note({ record: 'organisation.staff', rowId: request.staffId, detail: { roles: request.roles, lines: request.lines } });
  return { done: true };
}

/** Refuses a request with a reason; the roles stay as they are. */
export async function refuseRoles(act: Act, { id, reason }: { id: string; reason: string }): Promise<{ done: true }> {
  const request = await waiting(act, id);
  await decide(act, id, 'refused', reason);
  act.note({ record: 'organisation.staff', rowId: request.staffId, reason });
  return { done: true };
}

/** Gives a person exactly these roles and lines. The database refuses two administrator roles in one account whatever the program thinks. */
export async function grantRoles(tx: Tx, county: string, staff: { id: string; roles: readonly string[]; lines: readonly string[] }, by: string, now: Date): Promise<void> {
  await sql`delete from organisation.staff_role where county_code = ${county} and staff_id = ${staff.id}`.execute(tx);
  await sql`insert into organisation.staff_role (county_code, staff_id, division_code, role, granted_at, granted_by)
    select county_code, id, division_code, role, ${now}, ${by} from organisation.staff, unnest(${staff.roles}::text[]) as role where county_code = ${county} and id = ${staff.id}`.execute(tx);
  await sql`update organisation.staff set lines = ${staff.lines}, version = version + 1, updated_at = ${now} where county_code = ${county} and id = ${staff.id}`.execute(tx);
}

async function waiting(act: Act, id: string) {
  const request = (await findRoleRequest(act, id)) ?? notFound('岗位申请');
  if (request.state !== 'pending') refuse('role_request.decided', '这个申请已经处理', { status: 409 });
  if (request.staffId === act.actor.id) refuse('account.self', '不能批准自己的岗位');
  return request;
}

async function decide(act: Act, id: string, state: string, refusal: string | null): Promise<void> {
  await sql`update organisation.role_request set state = ${state}, decided_by = ${act.actor.name}, decided_at = ${act.now}, refusal = ${refusal} where county_code = ${act.scope.county} and id = ${id}`.execute(act.tx);
}
