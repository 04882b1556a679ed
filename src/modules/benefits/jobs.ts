import { sql } from 'kysely';
import type { House, JobDeclaration } from '#base/server/house.ts';
import { asProduct, putAllAside, workAside } from '#base/server/pending.ts';
import { PERSONS } from './queries/policy.ts';
import { sendWaiting } from './service/messages.ts';
import { evaluate } from './service/policy.ts';

const NAME = '政策核对';

/** Looks at everybody who waits, of every county; gives how many that were. */
export function workProspects(house: House): Promise<number> {
  return workAside(house, PERSONS, NAME, evaluate);
}

/** Looks at everybody of every county: days have moved on since yesterday. */
export async function workAllProspects(house: House): Promise<number> {
  const { rows } = await sql<{ county_code: string }>`select county_code from organisation.division where level = 'county'`.execute(house.database.owner);
  for (const { county_code } of rows) await asProduct(house, county_code, NAME, (act) => putAllAside(act, PERSONS));
  return workProspects(house);
}

/** What the module does in the background: who waits, and messages, every minute; everybody, every night. */
export const benefitsJobs: JobDeclaration[] = [
  { name: 'benefits.prospects', cron: '* * * * *', work: async (house) => { await workProspects(house); } },
  { name: 'benefits.messages', cron: '* * * * *', work: async (house) => { await sendWaiting(house); } },
  { name: 'benefits.prospectsNightly', cron: '20 4 * * *', work: async (house) => { await workAllProspects(house); } },
];
