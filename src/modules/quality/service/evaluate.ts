import { type RawBuilder, sql } from 'kysely';
import { acrossCounty } from '#base/server/database.ts';
import type { Act } from '#base/server/house.ts';
import { holdOrAsk, type Queue } from '#base/server/pending.ts';
import { rangeOf } from '#base/pure/division.ts';
import { endWaivers, type Judged, keepFindings, ofHouseholds, ofPersons, printWaivers, standingWaivers } from '../queries/findings.ts';
import { loadHouseholds, loadPersons } from '../queries/files.ts';
import { refreshKeys } from '../queries/keys.ts';
import { findLimits, HOUSEHOLDS, PERSONS } from '../queries/pending.ts';
import { suspendedRules } from '../queries/suspensions.ts';
import { HOUSEHOLD_RULES, PERSON_RULES } from '../rules/all.ts';
import type { Given, HouseholdFile, PersonFile, Rule } from '../rules/file.ts';

/** Persons whose files are judged by one statement each. */
const PORTION = 500;

/** What is to be judged anew: files and households; rows that are about to go (of any record) no longer count. */
export type Asked = { persons?: readonly string[]; households?: readonly string[]; leaving?: readonly string[] };

/**
 * Judges some files anew, by every rule that the county has not put out of use, and brings the kept findings into step, with everybody whom a shared number or household ties to them, in the act's own transaction, which holds what is asked for (`hold`).
 * The product itself looks across the whole county here: a number may be shared with a village that the clerk does not see. Nothing of it is answered.
 */
export async function evaluate(act: Act, { persons = [], households = [], leaving = [] }: Asked): Promise<void> {
  if (persons.length === 0 && households.length === 0) return;
  await acrossCounty(act.tx, act.scope, async () => {
    const wide: Act = { ...act, scope: { county: act.scope.county, ...rangeOf(`${act.scope.county}000000`) } };
    const given: Given = { today: act.today, limits: await findLimits(wide) };
    const quiet = await suspendedRules(wide);
    const touched = await refreshKeys(wide, persons, leaving, given.limits);
    const ids = await withTouched(wide, PERSONS, persons, touched.persons);
    for (let at = 0; at < ids.length; at += PORTION) await judgePersons(wide, ids.slice(at, at + PORTION), leaving, given, quiet);
    const houses = await withTouched(wide, HOUSEHOLDS, households, touched.households);
    for (let at = 0; at < houses.length; at += PORTION) await judgeHouseholds(wide, houses.slice(at, at + PORTION), leaving, given, quiet);
  });
}

/** What was asked for, which the act holds, and what it touches beside, as far as nobody else holds that. */
async function withTouched(act: Act, queue: Queue, asked: readonly string[], touched: readonly string[]): Promise<string[]> {
  const own = new Set(asked);
  return [...own, ...await holdOrAsk(act, queue, touched.filter((id) => !own.has(id)))];
}

async function judgePersons(act: Act, ids: readonly string[], leaving: readonly string[], given: Given, quiet: ReadonlySet<string>): Promise<void> {
  const files = await loadPersons(act, ids, leaving);
  const rules = PERSON_RULES.filter((rule) => !quiet.has(rule.key));
  const judged = files.flatMap((file) => judge(rules, file, given, { subject: file.name, person_id: file.id }, rowOfPerson));
  await settle(act, ofPersons(ids), judged, leaving);
}

async function judgeHouseholds(act: Act, ids: readonly string[], leaving: readonly string[], given: Given, quiet: ReadonlySet<string>): Promise<void> {
  const files = await loadHouseholds(act, ids, leaving);
  const rules = HOUSEHOLD_RULES.filter((rule) => !quiet.has(rule.key));
  const judged = files.flatMap((file) => judge(rules, file, given, { subject: file.headName, person_id: null }, (one) => one));
  await settle(act, ofHouseholds(ids), judged, leaving);
}

type Candidate = Judged & { reads: string };

/** The findings of every rule on one file, each with what the rule read, in words that only a waiver's print is made of. */
function judge<F extends PersonFile | HouseholdFile>(rules: readonly Rule<F>[], file: F, given: Given, who: Pick<Judged, 'subject' | 'person_id'>, rowOf: (file: F, record: string, rowId: string) => unknown): Candidate[] {
  return rules.flatMap((rule) => rule.judge(file, given).map(({ rowId = file.id, facts }) => {
    const row = rowOf(file, rule.record, rowId) as Record<string, unknown>;
    const seen = rule.fields.map((name) => [name, row?.[name] ?? null]);
    return { ...who, rule: rule.key, severity: rule.severity, level: rule.level, record: rule.record, row_id: rowId, division_code: file.divisionCode, field: rule.fields[0]!, facts: facts ?? null, state: 'open', reason: null, reads: JSON.stringify(rule.record === 'registry.household' ? file : seen) };
  }));
}

function rowOfPerson(file: PersonFile, record: string, rowId: string): unknown {
  if (record === 'registry.person_role') return file.roleRows.find((one) => one.id === rowId);
  if (record === 'benefits.recipient') return file.recipients.find((one) => one.id === rowId);
  if (record === 'care.plaque') return file.plaques.find((one) => one.id === rowId);
  if (record === 'cards.preferential_card') return file.cards.find((one) => one.id === rowId);
  if (record === 'employment.profile') return file.profile;
  return record === 'benefits.payment' ? file.lastPayment : file;
}

/** Applies the waivers that still fit, ends those that do not, and keeps the findings. */
async function settle(act: Act, subjects: RawBuilder<unknown>, judged: readonly Candidate[], leaving: readonly string[]): Promise<void> {
  const waivers = await standingWaivers(act, subjects, leaving);
  const at = new Map(waivers.map((one) => [`${one.rule}/${one.row_id}`, one]));
  const fresh: { id: string; print: string }[] = [];
  const over: string[] = [];
  const kept = judged.map(({ reads, ...one }): Judged => {
    const waiver = at.get(`${one.rule}/${one.row_id}`);
    if (!waiver) return one;
    const print = act.house.keys.index('quality.waiver/print', reads);
    if (waiver.print === null) fresh.push({ id: waiver.id, print });
    else if (waiver.print !== print) {
      over.push(waiver.id);
      return one;
    }
    return { ...one, state: 'waived', reason: waiver.reason };
  });
  await printWaivers(act, fresh);
  await endWaivers(act, over);
  await keepFindings(act, subjects, kept);
}

/** Removes what is kept about households that are about to go. */
export async function forgetHouseholds(act: Act, ids: readonly string[]): Promise<void> {
  await acrossCounty(act.tx, act.scope, async () => {
    for (const table of ['quality.finding', 'quality.waiver']) await sql`delete from ${sql.table(table)} f where f.county_code = ${act.scope.county} and ${ofHouseholds(ids)}`.execute(act.tx);
  });
}
