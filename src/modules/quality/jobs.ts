import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import { todayIn } from '#base/pure/day.ts';
import { rangeOf } from '#base/pure/division.ts';
import { transact } from '#base/server/database.ts';
import type { Act, Actor, House, JobDeclaration } from '#base/server/house.ts';
import { countPending, dropSuspended, dropUnknownRules, putAllAside, takePending } from './queries/pending.ts';
import { RULES } from './rules/all.ts';
import { evaluate } from './service/evaluate.ts';

/** Files judged in one transaction of the background. */
const PORTION = 500;

/** Work of the product itself on a whole county, in one transaction. */
function asProduct<T>(house: House, county: string, work: (act: Act) => Promise<T>): Promise<T> {
  const division = county.padEnd(12, '0');
  const scope = { county, ...rangeOf(division) };
  const actor: Actor = { id: 'system', name: '数据质量核对', unitId: '', unitName: '本机', division, roles: [], permissions: new Set(), scope };
  const now = house.clock();
  return transact(house.database, scope, (tx) => work({ tx, actor, scope, now, today: todayIn('Asia/Shanghai', now), house, requestId: randomUUID(), note: () => undefined }));
}

/** Judges everything that waits, of every county, a portion at a time; gives how many files that were. */
export async function evaluatePending(house: House): Promise<number> {
  const { rows } = await sql<{ county_code: string }>`select distinct county_code from quality.pending`.execute(house.database.owner);
  let done = 0;
  for (const { county_code } of rows) {
    for (let taken = PORTION; taken > 0; done += taken) {
      taken = await asProduct(house, county_code, async (act) => {
        const pending = await takePending(act, PORTION);
        await evaluate(act, { persons: idsOf(pending, 'person'), households: idsOf(pending, 'household') });
        return pending.length;
      });
    }
  }
  return done;
}

const idsOf = (pending: { kind: string; row_id: string }[], kind: string) => pending.filter((one) => one.kind === kind).map((one) => one.row_id);

/** Judges every file of every county anew: ages and terms have moved on since yesterday, and limits may have been changed. */
export async function evaluateAll(house: House): Promise<number> {
  const { rows } = await sql<{ county_code: string }>`select county_code from organisation.division where level = 'county'`.execute(house.database.owner);
  for (const { county_code } of rows) {
    await asProduct(house, county_code, async (act) => {
      await dropUnknownRules(act, RULES.map((rule) => rule.key));
      await putAllAside(act);
    });
  }
  return evaluatePending(house);
}

/** Puts the files of counties aside that were never judged (files are older than this module, or were brought by a command); gives how many files wait then. */
export async function askForUnjudged(house: House): Promise<number> {
  const { rows } = await sql<{ county_code: string }>`select d.county_code from organisation.division d where d.level = 'county'
    and exists (select 1 from registry.person r where r.county_code = d.county_code) and not exists (select 1 from quality.finding f where f.county_code = d.county_code)`.execute(house.database.owner);
  let waiting = 0;
  for (const { county_code } of rows) waiting += await asProduct(house, county_code, async (act) => { await putAllAside(act); return countPending(act); });
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
