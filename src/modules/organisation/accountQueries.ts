import { sql } from 'kysely';
import type { Act } from '#base/server/house.ts';
import type { Account, OwnSession, RoleRequest } from './schema/account.ts';

/** A page of accounts and how many there are; the transaction must see the sign-in tables. */
export async function listAccounts(act: Act, query: { page: number; size: number; search?: string; state?: string; unitId?: string }): Promise<{ rows: Account[]; total: number }> {
  const where = [sql`s.county_code = ${act.scope.county} and s.division_code between ${act.scope.from} and ${act.scope.to}`];
  if (query.search) where.push(sql`(s.name ilike ${`%${query.search}%`} or s.account ilike ${`%${query.search}%`} or u.name ilike ${`%${query.search}%`})`);
  if (query.state) where.push(sql`s.state = ${query.state}`);
  if (query.unitId) where.push(sql`s.unit_id = ${query.unitId}`);
  const from = sql`from organisation.staff s join organisation.unit u on u.county_code = s.county_code and u.id = s.unit_id left join auth.login l on l.id = s.id where ${sql.join(where, sql` and `)}`;
  const { rows } = await sql<Account>`select s.id, s.version, s.name, s.account, s.work_number as "workNumber", s.unit_id as "unitId", u.name as "unitName", s.division_code as "divisionCode", u.level, s.lines, s.state,
      array(select role from organisation.staff_role r where r.county_code = s.county_code and r.staff_id = s.id order by role) as roles,
      l.last_sign_in_at as "lastSignInAt", coalesce(l.must_change_password, true) as "mustChangePassword", coalesce(l.two_factor_enabled, false) as "secondFactor",
      (select count(*)::int from auth.session e where e.user_id = s.id) as sessions,
      exists (select 1 from organisation.role_request q where q.county_code = s.county_code and q.staff_id = s.id and q.state = 'pending') as pending
    ${from} order by s.division_code, s.account limit ${query.size} offset ${(query.page - 1) * query.size}`.execute(act.tx);
  const { rows: counted } = await sql<{ total: number }>`select count(*)::int as total ${from}`.execute(act.tx);
  return { rows, total: counted[0]!.total };
}

const REQUEST = sql`select q.id, q.staff_id as "staffId", s.name, s.account, u.name as "unitName", q.roles, q.lines, q.reason, q.state, q.asked_by as "askedBy", q.asked_at as "askedAt", q.decided_by as "decidedBy", q.decided_at as "decidedAt", q.refusal, u.level,
    array(select role from organisation.staff_role r where r.county_code = s.county_code and r.staff_id = s.id order by role) as present
  from organisation.role_request q join organisation.staff s on s.county_code = q.county_code and s.id = q.staff_id join organisation.unit u on u.county_code = s.county_code and u.id = s.unit_id`;

/** Role requests of the scope in one state, or all, the newest first. */
export async function listRoleRequests(act: Act, state?: string): Promise<RoleRequest[]> {
  const { rows } = await sql<RoleRequest>`${REQUEST} where q.county_code = ${act.scope.county} and q.division_code between ${act.scope.from} and ${act.scope.to} and ${state ? sql`q.state = ${state}` : sql`true`} order by q.asked_at desc limit 500`.execute(act.tx);
  return rows;
}

/** One role request with the level of the person's unit, locked for a decision. */
export async function findRoleRequest(act: Act, id: string): Promise<(RoleRequest & { level: string }) | undefined> {
  const { rows } = await sql<RoleRequest & { level: string }>`${REQUEST} where q.county_code = ${act.scope.county} and q.id = ${id} for update of q`.execute(act.tx);
  return rows[0];
}

/** An account's sessions, the latest first; the transaction must see the sign-in tables. */
export async function listSessions(act: Act, current: string | undefined): Promise<OwnSession[]> {
  const { rows } = await sql<OwnSession>`select id, created_at as "startedAt", coalesce(last_seen_at, created_at) as "lastSeenAt", coalesce(ip_address, '') as address, coalesce(user_agent, '') as agent, id = ${current ?? ''} as current
    from auth.session where user_id = ${act.actor.id} order by created_at desc`.execute(act.tx);
  return rows;
}
