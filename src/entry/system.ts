import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { rangeOf } from '#base/pure/division.ts';
import { writeAudit } from '#base/server/audit/write.ts';
import { transact } from '#base/server/database.ts';
import type { Actor, House } from '#base/server/house.ts';
import { permissionsOf, LINES } from '#modules/organisation/roles.ts';

/** The product itself as an actor on one county: commands, demo and jobs act through it, and the audit names it. `county` is a 6- or 12-digit code. */
export function systemActor(county: string, name = '命令行'): Actor {
  const division = county.slice(0, 6).padEnd(12, '0');
  const roles = ['countyClerk', 'finance', 'leader', 'auditor', 'systemAdministrator', 'securityAdministrator'];
  const permissions = new Set(roles.flatMap((role) => permissionsOf(role, LINES)));
  return { id: 'system', name, unitId: '', unitName: '本机', division, roles, permissions, scope: { county: county.slice(0, 6), ...rangeOf(division) } };
}

/** The counties of this database, as 6-digit codes. */
export async function countiesOf(house: House): Promise<string[]> {
  const { rows } = await sql<{ county_code: string }>`select county_code from organisation.division where level = 'county' order by county_code`.execute(house.database.owner);
  return rows.map((row) => row.county_code);
}

/** The county a command means: the one named, or the only one there is. Throws one Chinese sentence otherwise. */
export async function oneCounty(house: House, named: string | undefined): Promise<string> {
  const known = await countiesOf(house);
  if (named) {
    if (!known.includes(named.slice(0, 6))) throw new Error(`数据中没有区划 ${named}，请先执行 ronggui init --county ${named}`);
    return named.slice(0, 6);
  }
  if (known.length === 1) return known[0]!;
  throw new Error(known.length === 0 ? '数据中还没有县，请先执行 ronggui init --county 代码' : '数据中有多个县，请用 --county 指明');
}

/** Keeps in the audit what a command did beside the operations: in the county it concerned, or in every county. */
export async function recordCommand(house: House, what: string, detail: Record<string, unknown>, county?: string): Promise<void> {
  for (const code of county ? [county] : await countiesOf(house)) {
    const actor = systemActor(code);
    await transact(house.database, actor.scope, (tx) => writeAudit(house, tx, { name: 'command' }, actor, { requestId: randomUUID(), address: '命令行' }, 'done', { reason: what, detail }));
  }
}
