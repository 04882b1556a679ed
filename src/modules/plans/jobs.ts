import { sql } from 'kysely';
import type { House, JobDeclaration } from '#base/server/house.ts';
import { asProduct, putAllAside, workAside } from '#base/server/pending.ts';
import { dropUnknownRules, PERSONS } from './queries/proposals.ts';
import { endOfLeavers, settlePlans } from './queries/settle.ts';
import { RULES } from './rules/proposals.ts';
import { propose } from './service/evaluate.ts';
import { settleNeeds } from './service/follow.ts';

const NAME = '一策核对';

/** Works out everybody who waits, of every county: proposals, ended needs, plans with nothing left. Gives how many that were. */
export function workPending(house: House): Promise<number> {
  return workAside(house, PERSONS, NAME, async (act, ids) => {
    await settleNeeds(act, await endOfLeavers(act, sql`r.county_code = ${act.scope.county} and r.id = any(${ids}::uuid[])`));
    await settlePlans(act, ids);
    await propose(act, ids);
  });
}

/** Works out everybody of every county: days have moved on since yesterday. */
export async function workEverybody(house: House): Promise<number> {
  const { rows } = await sql<{ county_code: string }>`select county_code from organisation.division where level = 'county'`.execute(house.database.owner);
  for (const { county_code } of rows) {
    await asProduct(house, county_code, NAME, async (act) => {
      await dropUnknownRules(act, RULES.map((rule) => rule.key));
      await putAllAside(act, PERSONS);
    });
  }
  return workPending(house);
}

/** What the module does in the background: who waits, every minute; everybody, every night. */
export const plansJobs: JobDeclaration[] = [
  { name: 'plans.pending', cron: '* * * * *', work: async (house) => { await workPending(house); } },
  { name: 'plans.nightly', cron: '40 3 * * *', work: async (house) => { await workEverybody(house); } },
];
