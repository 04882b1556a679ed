import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { todayIn } from '#base/pure/day.ts';
import { rangeOf } from '#base/pure/division.ts';
import { transact } from '#base/server/database.ts';
import type { Act, Actor, House, JobDeclaration } from '#base/server/house.ts';
import { putAllAside, takePending } from './queries/pending.ts';
import { dropUnknownRules } from './queries/proposals.ts';
import { endOfLeavers, settlePlans } from './queries/settle.ts';
import { RULES } from './rules/proposals.ts';
import { propose } from './service/evaluate.ts';
import { settleNeeds } from './service/follow.ts';

/** Persons worked out in one transaction of the background. */
const PORTION = 500;

/** Work of the product itself on a whole county, in one transaction. */
function asProduct<T>(house: House, county: string, work: (act: Act) => Promise<T>): Promise<T> {
  const division = county.padEnd(12, '0');
  const scope = { county, ...rangeOf(division) };
  const actor: Actor = { id: 'system', name: '一策核对', unitId: '', unitName: '本机', division, roles: [], permissions: new Set(), scope };
  const now = house.clock();
  return transact(house.database, scope, (tx) => work({ tx, actor, scope, now, today: todayIn('Asia/Shanghai', now), house, requestId: randomUUID(), note: () => undefined }));
}

/** Works out everybody who waits, of every county, a portion at a time: proposals, ended needs, plans with nothing left. Gives how many that were. */
export async function workPending(house: House): Promise<number> {
  const { rows } = await sql<{ county_code: string }>`select distinct county_code from plans.pending`.execute(house.database.owner);
  let done = 0;
  for (const { county_code } of rows) {
    for (let taken = PORTION; taken > 0; done += taken) {
      taken = await asProduct(house, county_code, async (act) => {
        const ids = await takePending(act, PORTION);
        await settleNeeds(act, await endOfLeavers(act, sql`r.county_code = ${county_code} and r.id = any(${ids}::uuid[])`));
        await settlePlans(act, ids);
        await propose(act, ids);
        return ids.length;
      });
    }
  }
  return done;
}

/** Works out everybody of every county: days have moved on since yesterday. */
export async function workEverybody(house: House): Promise<number> {
  const { rows } = await sql<{ county_code: string }>`select county_code from organisation.division where level = 'county'`.execute(house.database.owner);
  for (const { county_code } of rows) {
    await asProduct(house, county_code, async (act) => {
      await dropUnknownRules(act, RULES.map((rule) => rule.key));
      await putAllAside(act);
    });
  }
  return workPending(house);
}

/** What the module does in the background: who waits, every minute; everybody, every night. */
export const plansJobs: JobDeclaration[] = [
  { name: 'plans.pending', cron: '* * * * *', work: async (house) => { await workPending(house); } },
  { name: 'plans.nightly', cron: '40 3 * * *', work: async (house) => { await workEverybody(house); } },
];
