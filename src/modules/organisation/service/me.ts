import { sql } from 'kysely';
import { labelOf } from '#base/pure/codes.ts';
import { levelOf } from '#base/pure/division.ts';
import { addDays, todayIn } from '#base/pure/day.ts';
import type { Act } from '#base/server/house.ts';
import { countyName, findDivision, openSignIn, readSetting } from '../queries.ts';
import { Role } from '../roles.ts';
import type { Me } from '../schema/me.ts';
import { isAdministrator, needsSecondFactor, PasswordPolicy, type SecondFactorRule } from '../rules/password.ts';

type Login = { username: string; must_change_password: boolean; password_changed_at: string | null; two_factor_enabled: boolean; lines: string[]; account: string };

/** Everything a page must know about who is signed in. */
export async function me(act: Act): Promise<Me> {
  const { actor, scope, tx } = act;
  const county = { code: scope.county, name: await countyName(tx, scope.county) };
  const division = await findDivision(tx, scope.county, actor.division);
  const rule = await readSetting<SecondFactorRule>(tx, scope.county, 'twoFactor', 'required');
  const policy = PasswordPolicy.parse(await readSetting<unknown>(tx, scope.county, 'password', {}));
  const login = await findLogin(act);
  const level = division?.level ?? levelOf(actor.division);
  const expires = login?.password_changed_at && isAdministrator(actor.roles) ? addDays(todayIn('Asia/Shanghai', new Date(login.password_changed_at)), policy.administratorDays) : null;
  return {
    id: actor.id, name: actor.name, account: login?.account ?? null,
    unit: { id: actor.unitId, name: actor.unitName },
    division: { code: actor.division, name: division?.name ?? county.name, path: division?.path ?? county.name, level },
    roles: actor.roles.map((code) => ({ code, label: labelOf(Role, code) })),
    lines: login?.lines ?? [],
    permissions: [...actor.permissions].toSorted(),
    scope, county,
    password: { mustChange: login?.must_change_password ?? false, changedAt: login?.password_changed_at ?? null, expiresOn: expires },
    secondFactor: { required: needsSecondFactor(rule, level, actor.roles), enrolled: login?.two_factor_enabled ?? false },
    demo: await readSetting(tx, scope.county, 'demo', false),
    today: act.today,
  };
}

async function findLogin(act: Act): Promise<Login | undefined> {
  if (!/^[0-9a-f-]{36}$/i.test(act.actor.id)) return undefined;
  await openSignIn(act.tx);
  const { rows } = await sql<Login>`select l.username, l.must_change_password, l.password_changed_at, l.two_factor_enabled, s.lines, s.account
    from auth.login l join organisation.staff s on s.county_code = l.county_code and s.id = l.id where l.id = ${act.actor.id} and l.county_code = ${act.scope.county}`.execute(act.tx);
  return rows[0];
}
