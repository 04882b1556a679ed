import { type RawBuilder, sql } from 'kysely';
import { acrossCounty } from '#base/server/database.ts';
import type { Act, House } from '#base/server/house.ts';
import { NO_JOBS } from '#base/server/jobs.ts';
import { INLINE, nowOrLater, someIds, subjectsOf } from '#base/server/pending.ts';
import type { Follower } from '#base/server/records/store.ts';
import { HOUSEHOLDS, PERSONS, putTiedAside } from '../queries/pending.ts';
import { evaluate, forgetHouseholds } from './evaluate.ts';

/** When the background of a house was last woken: many files imported one after the other wake it once. */
const woken = new WeakMap<House, number>();
/** Milliseconds within which a further wake is not needed; what it would have found is found by the one before, or at the next minute. */
const WOKEN_FOR = 5_000;

/** Wakes the background now instead of at the next minute; where none is worked (a command), the queue waits for the product. */
export async function wake({ house }: Act): Promise<void> {
  const at = performance.now();
  if (house.jobs === NO_JOBS || at - (woken.get(house) ?? -WOKEN_FOR) < WOKEN_FOR) return;
  woken.set(house, at);
  await house.jobs.send('quality.evaluate', { wait: true });
}

/** Judges the persons whom rows of a record are about: at once, or, when they are many, in the background. */
async function judgeAbout(act: Act, record: string, rows: RawBuilder<unknown>, going: boolean): Promise<void> {
  const selection = await subjectsOf(act, PERSONS, record, rows);
  if (going && record === PERSONS.of && (await someIds(act, selection, INLINE + 1)).length > INLINE) {
    await acrossCounty(act.tx, act.scope, () => putTiedAside(act, rows));
    return wake(act);
  }
  const later = await nowOrLater(act, PERSONS, selection, async (persons) => evaluate(act, { persons, leaving: going ? await someIds(act, sql`select r.id from ${sql.table(record)} r where ${rows}`, 1_000_000) : [] }));
  if (later) await wake(act);
}

const householdsOf = (act: Act, rows: RawBuilder<unknown>) => subjectsOf(act, HOUSEHOLDS, HOUSEHOLDS.of, rows);

async function judgeHouses(act: Act, rows: RawBuilder<unknown>): Promise<void> {
  if (await nowOrLater(act, HOUSEHOLDS, await householdsOf(act, rows), (households) => evaluate(act, { households }))) await wake(act);
}

const READ = ['registry.person', 'registry.person_role', 'benefits.recipient', 'benefits.payment', 'care.plaque', 'employment.profile', 'cards.preferential_card'] as const;

/** What the module keeps up when a record that its rules read is written or goes: findings follow in the same transaction. */
export const qualityFollowers: Follower[] = [
  ...READ.map((record): Follower => ({ record, afterWrite: (act, rows) => judgeAbout(act, record, rows, false), beforeRemove: (act, rows) => judgeAbout(act, record, rows, true) })),
  { record: 'registry.household', afterWrite: judgeHouses, beforeRemove: async (act, rows) => forgetHouseholds(act, await someIds(act, await householdsOf(act, rows), 1_000_000)) },
];
