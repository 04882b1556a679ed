import { randomUUID } from 'node:crypto';
import { todayIn } from '#base/pure/day.ts';
import { transact } from '#base/server/database.ts';
import type { Act, Actor, House } from '#base/server/house.ts';

/** Runs one piece of work in a transaction: the act's own where an operation is being performed, a fresh one each time (`own`) in the background. */
export type Runner = { house: House; actor: Actor; own: boolean; run<T>(work: (act: Act) => Promise<T>): Promise<T> };

/** Work inside the transaction of an operation: all or nothing with it. */
export const within = (act: Act): Runner => ({ house: act.house, actor: act.actor, own: false, run: (work) => work(act) });

/** Work in the background or on the command line: each piece is its own transaction, so that progress is seen. */
export function beside(house: House, actor: Actor): Runner {
  return {
    house, actor, own: true,
    run: (work) => {
      const now = house.clock();
      return transact(house.database, actor.scope, (tx) => work({ tx, actor, scope: actor.scope, now, today: todayIn('Asia/Shanghai', now), house, requestId: randomUUID(), note: () => undefined }));
    },
  };
}

/** Who a batch or an export belongs to, as its row keeps it. */
export type ActorColumns = { county_code: string; actor_id: string; actor_name: string; actor_unit_id: string; actor_unit_name: string; actor_division: string; scope_from: string; scope_to: string };

/** The columns that bring an actor back in a background job. */
export function actorColumns(actor: Actor): ActorColumns {
  return {
    county_code: actor.scope.county, actor_id: actor.id, actor_name: actor.name, actor_unit_id: actor.unitId, actor_unit_name: actor.unitName,
    actor_division: actor.division, scope_from: actor.scope.from, scope_to: actor.scope.to,
  };
}

/** The actor of a batch or an export, without permissions: those were checked when it was asked for. */
export function actorOf(row: ActorColumns): Actor {
  return {
    id: row.actor_id, name: row.actor_name, unitId: row.actor_unit_id, unitName: row.actor_unit_name, division: row.actor_division, roles: [], permissions: new Set(),
    scope: { county: row.county_code, from: row.scope_from, to: row.scope_to },
  };
}

