import { createHmac, timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type pg from 'pg';
import { rangeOf } from '#base/pure/division.ts';
import { addDays, todayIn } from '#base/pure/day.ts';
import type { House } from '#base/server/house.ts';
import type { Authenticate } from '#base/server/serve.ts';
import { isAdministrator, needsSecondFactor, PasswordPolicy, type SecondFactorRule } from '../rules/password.ts';
import { permissionsOf } from '../roles.ts';
import { cookieNames, cookieSecret } from './auth.ts';
import { memoryOf, type SignedIn } from './sessions.ts';

type Row = {
  session_id: string; started_at: Date; last_seen_at: Date | null; must_change_password: boolean; password_changed_at: Date | null; two_factor_enabled: boolean;
  id: string; county_code: string; name: string; unit_id: string; unit_name: string; unit_level: string; division_code: string; lines: string[]; roles: string[]; policy: unknown; second_factor: SecondFactorRule | null;
};

const FIND = `select s.id as session_id, s.created_at as started_at, s.last_seen_at, l.must_change_password, l.password_changed_at, l.two_factor_enabled,
    t.id, t.county_code, t.name, t.unit_id, u.name as unit_name, u.level as unit_level, t.division_code, t.lines,
    array(select r.role from organisation.staff_role r where r.county_code = t.county_code and r.staff_id = t.id order by r.role) as roles,
    (select value from house.setting h where h.county_code = t.county_code and h.key = 'password') as policy,
    (select value from house.setting h where h.county_code = t.county_code and h.key = 'twoFactor') as second_factor
  from auth.session s
  join auth.login l on l.id = s.user_id
  join organisation.staff t on t.county_code = l.county_code and t.id = l.id
  join organisation.unit u on u.county_code = t.county_code and u.id = t.unit_id
  where s.token = $1 and t.state = 'active'`;

/** Makes the function that finds who sends a request: cookie → session → person, roles, permissions, scope. Idle and over-long sessions end here. */
export function authenticator(house: House, pool: pg.Pool): Authenticate {
  const memory = memoryOf(house);
  const { session: cookie } = cookieNames(house);
  const secret = cookieSecret(house);
  return async (request: FastifyRequest) => {
    const token = tokenOf(request.headers.cookie, cookie, secret);
    if (!token) return undefined;
    const now = house.clock().getTime();
    const kept = memory.find(token, now);
    if (kept) return kept.actor;
    const { rows } = await pool.query<Row>(FIND, [token]);
    const row = rows[0];
    if (!row) return undefined;
    const policy = PasswordPolicy.parse(row.policy ?? {});
    const lastSeenAt = (row.last_seen_at ?? row.started_at).getTime();
    const idleEnd = lastSeenAt + policy.idleMinutes * 60_000;
    const end = row.started_at.getTime() + policy.absoluteHours * 3_600_000;
    if (now >= Math.min(idleEnd, end)) {
      await pool.query('delete from auth.session where id = $1', [row.session_id]);
      return undefined;
    }
    if (now - lastSeenAt >= 60_000 || row.last_seen_at === null) await pool.query('update auth.session set last_seen_at = $2 where id = $1', [row.session_id, new Date(now)]);
    const actor = actorOf(row, policy, house.clock());
    memory.keep(token, { actor, readAt: now, lastSeenAt, endsAt: Math.min(idleEnd, end) });
    return actor;
  };
}

/** The person of a session; without permissions until the password is their own and unexpired, and the second factor that they need is enrolled. */
function actorOf(row: Row, policy: PasswordPolicy, now: Date): SignedIn {
  const ready = !row.must_change_password && !expired(row, policy, now) && (row.two_factor_enabled || !needsSecondFactor(row.second_factor ?? 'required', row.unit_level, row.roles));
  const permissions = ready ? row.roles.flatMap((role) => permissionsOf(role, row.lines)) : [];
  return {
    sessionId: row.session_id, id: row.id, name: row.name, unitId: row.unit_id, unitName: row.unit_name, division: row.division_code,
    roles: row.roles, permissions: new Set(permissions), scope: { county: row.county_code, ...rangeOf(row.division_code) },
  };
}

function expired(row: Row, policy: PasswordPolicy, now: Date): boolean {
  if (!isAdministrator(row.roles) || !row.password_changed_at) return false;
  return todayIn('Asia/Shanghai', now) > addDays(todayIn('Asia/Shanghai', row.password_changed_at), policy.administratorDays);
}

/** The session token of a request's cookie, if its signature is ours. */
export function tokenOf(header: string | undefined, name: string, secret: string): string | undefined {
  const pair = header?.split(/; */).find((one) => one.startsWith(`${name}=`));
  if (!pair) return undefined;
  const value = decoded(pair.slice(name.length + 1));
  const dot = value.lastIndexOf('.');
  if (dot < 1) return undefined;
  const token = value.slice(0, dot);
  const expected = createHmac('sha256', secret).update(token).digest();
  const given = Buffer.from(value.slice(dot + 1), 'base64');
  return given.length === expected.length && timingSafeEqual(given, expected) ? token : undefined;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}
