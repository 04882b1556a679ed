import { rangeOf } from '#base/pure/division.ts';
import { transact } from '#base/server/database.ts';
import type { Actor, AuditNote, House } from '#base/server/house.ts';
import { writeAudit } from '#base/server/audit/write.ts';
import type { CallOrigin } from '#base/server/perform.ts';
import type { Login } from './logins.ts';

/** What happens at the door, as the audit names it. */
export type DoorAct = 'auth.signIn' | 'auth.code' | 'auth.lock' | 'auth.signOut' | 'auth.enrol';

const NO_COUNTY = '000000';

/** Writes what happened at the door into the audit. Of a name that nobody has only its beginning is kept: a password may have been typed in its place. */
export async function recordDoor(house: House, act: DoorAct, who: Login | string, origin: CallOrigin, outcome: 'done' | 'refused', note: AuditNote = {}): Promise<void> {
  const actor = typeof who === 'string' ? stranger(who) : person(who);
  await transact(house.database, actor.scope, (tx) => writeAudit(house, tx, { name: act }, actor, origin, outcome, note));
}

function person(login: Login): Actor {
  return { id: login.id, name: login.name, unitId: '', unitName: login.unitName, division: login.division, roles: [], permissions: new Set(), scope: { county: login.county, ...rangeOf(login.division) } };
}

function stranger(account: string): Actor {
  return { id: 'unknown', name: `未知账号 ${[...account].slice(0, 3).join('')}…`, unitId: '', unitName: '', division: NO_COUNTY.padEnd(12, '0'), roles: [], permissions: new Set(), scope: { county: NO_COUNTY, from: NO_COUNTY, to: NO_COUNTY } };
}
