import { type RawBuilder, sql } from 'kysely';
import type { Act } from '#base/server/house.ts';
import { nowOrLater, putAside, subjectsOf } from '#base/server/pending.ts';
import type { Follower } from '#base/server/records/store.ts';
import { PERSONS } from '../queries/proposals.ts';
import { cancelMeasures, endOfLeavers, fulfilMeasures, placeMeasures, settlePlans, settleStates, solveMet, unlinkMeasures } from '../queries/settle.ts';
import { RULES } from '../rules/proposals.ts';
import { propose } from './evaluate.ts';

const CLOSING = RULES.filter((rule) => rule.closes).map((rule) => rule.key);

/** Works out anew the persons whom rows are about: at once, or, when they are many, in the background. What is to be done `first` is done either way, with the persons held where they are few. */
export async function proposeAbout(act: Act, record: string, rows: RawBuilder<unknown>, first: () => Promise<void> = async () => undefined, leaving: readonly string[] = []): Promise<void> {
  const later = await nowOrLater(act, PERSONS, await subjectsOf(act, PERSONS, record, rows), async (persons) => {
    await first();
    await propose(act, persons, leaving);
  });
  if (later) await first();
}

const ids = (name: string, alias: string, list: readonly string[]) => sql`${sql.ref(`${alias}.${name}`)} = any(${[...list]}::uuid[])`;

/** What needs, plans and measures become after some needs changed: states, plans opened and closed. */
export async function settleNeeds(act: Act, needs: readonly string[], leaving: { needs?: readonly string[]; measures?: readonly string[] } = {}): Promise<void> {
  if (needs.length === 0) return;
  const which = ids('id', 'n', needs);
  await placeMeasures(act, which);
  await cancelMeasures(act, which);
  await settleStates(act, which, leaving.measures);
  const { rows } = await sql<{ person_id: string }>`select distinct n.person_id from plans.need n where n.county_code = ${act.scope.county} and ${which}`.execute(act.tx);
  const persons = rows.map((row) => row.person_id);
  await settlePlans(act, persons, leaving.needs);
}

/** Persons who died, moved out or were struck off keep no open need; whoever moved within the county takes the measures along. */
const followPersons = (act: Act, rows: RawBuilder<unknown>) => proposeAbout(act, PERSONS.of, rows, async () => {
  await settleNeeds(act, await endOfLeavers(act, rows));
  await placeMeasures(act, sql`exists (select 1 from registry.person r where r.county_code = n.county_code and r.id = n.person_id and (${rows}))`);
});

/** The day of a row in each ledger that can do a measure. */
const DAYS: Readonly<Record<string, RawBuilder<unknown>>> = {
  'care.visit': sql`r.visited_on`, 'employment.intent': sql`r.pushed_on`, 'employment.service': sql`r.served_on`, 'employment.profile': sql`r.confirmed_on`, 'employment.start_up': sql`r.updated_at`,
  'training.attendance': sql`coalesce(r.signed_on, r.updated_at::date)`, 'relief.payment': sql`coalesce(r.paid_on, r.applied_on, r.updated_at::date)`, 'recognition.case': sql`r.applied_on`,
  'cards.contact_card': sql`r.issued_on`, 'cards.preferential_card': sql`r.applied_on`, 'registry.livelihood': sql`r.updated_at`,
};

const followLedger = (act: Act, record: string, rows: RawBuilder<unknown>) => proposeAbout(act, record, rows, async () => {
  const needs = (await fulfilMeasures(act, record, DAYS[record]!, rows)).map((row) => row.need_id);
  if (needs.length > 0) await solveMet(act, needs, CLOSING);
  await settleNeeds(act, needs);
});

/** Rows that go no longer carry a measure; what the rules say without them is worked out in the background, once they are gone. */
async function leaveLedger(act: Act, record: string, rows: RawBuilder<unknown>): Promise<void> {
  await unlinkMeasures(act, record, rows);
  await putAside(act, PERSONS, await subjectsOf(act, PERSONS, record, rows));
}

/** What the module keeps up when rows are written that its rules read, or that do what a measure waits for. */
export const plansFollowers: Follower[] = [
  { record: 'registry.person', afterWrite: followPersons },
  { record: 'registry.service_detail', afterWrite: (act, rows) => proposeAbout(act, 'registry.service_detail', rows) },
  ...Object.keys(DAYS).map((record): Follower => ({ record, afterWrite: (act, rows) => followLedger(act, record, rows), beforeRemove: (act, rows) => leaveLedger(act, record, rows) })),
];
