import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import type { House, JobDeclaration } from '#base/server/house.ts';
import { asProduct, workAside } from '#base/server/pending.ts';
import { countPending, dropSuspended, dropUnknownRules, HOUSEHOLDS, PERSONS, putFilesAside } from './queries/pending.ts';
import { RULES } from './rules/all.ts';
import { evaluate } from './service/evaluate.ts';

const NAME = '数据质量核对';

/** Judges everything that waits, of every county; gives how many files that were. */
export async function evaluatePending(house: House): Promise<number> {
  const persons = await workAside(house, PERSONS, NAME, (act, ids) => evaluate(act, { persons: ids }));
  return persons + await workAside(house, HOUSEHOLDS, NAME, (act, ids) => evaluate(act, { households: ids }));
}

/** Judges every file of every county anew: ages and terms have moved on since yesterday, and limits may have been changed. */
export async function evaluateAll(house: House): Promise<number> {
  const { rows } = await sql<{ county_code: string }>`select county_code from organisation.division where level = 'county'`.execute(house.database.owner);
  for (const { county_code } of rows) {
    await asProduct(house, county_code, NAME, async (act) => {
      await dropUnknownRules(act, RULES.map((rule) => rule.key));
      await putFilesAside(act);
    });
  }
  return evaluatePending(house);
}

/** Puts the files of counties aside that were never judged (files are older than this module, or were brought by a command); gives how many files wait then. */
export async function askForUnjudged(house: House): Promise<number> {
  const { rows } = await sql<{ county_code: string }>`select d.county_code from organisation.division d where d.level = 'county'
    and exists (select 1 from registry.person r where r.county_code = d.county_code) and not exists (select 1 from quality.finding f where f.county_code = d.county_code)`.execute(house.database.owner);
  let waiting = 0;
  for (const { county_code } of rows) waiting += await asProduct(house, county_code, NAME, async (act) => { await putFilesAside(act); return countPending(act); });
  return waiting;
}

/** Houses whose counties were looked at since they opened. */
const looked = new WeakSet<House>();

/** The act that asked may not have ended yet: its files are looked for again for a while. The first time after the start, counties never judged are put aside too. */
async function evaluateAsked(house: House, payload: Record<string, unknown>): Promise<void> {
  if (!looked.has(house)) {
    await askForUnjudged(house);
    looked.add(house);
  }
  await dropSuspended(house);
  for (let tries = payload.wait ? 20 : 1; tries > 0; tries -= 1) {
    if ((await evaluatePending(house)) > 0 || tries === 1) return;
    await wait(500);
  }
}

/** What the module does in the background: what waits, every minute or when woken; everything, every night. */
export const qualityJobs: JobDeclaration[] = [
  { name: 'quality.evaluate', cron: '* * * * *', work: evaluateAsked },
  { name: 'quality.nightly', cron: '10 3 * * *', work: async (house) => { await evaluateAll(house); } },
];
