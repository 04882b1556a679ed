import { type RawBuilder, sql } from 'kysely';
import { isWithin, rangeOf } from '#base/pure/division.ts';
import { notFound, refuse } from '#base/pure/refusal.ts';
import { acrossCounty } from '#base/server/database.ts';
import type { Act, Handlers } from '#base/server/house.ts';
import { nowOrLater, putAllAside, putAside, subjectsOf } from '#base/server/pending.ts';
import { recordHandlers } from '#base/server/records/handlers.ts';
import { getRow } from '#base/server/records/list.ts';
import { type Follower, store } from '#base/server/records/store.ts';
import { updateRow } from '#base/server/records/write.ts';
import { findPartYear } from '#modules/registry/queries/sections.ts';
import { listConscriptTerms, listSettledYears, loadConscripts } from '../queries/conscripts.ts';
import { listApproved } from '../queries/entitlements.ts';
import { loadFacts } from '../queries/facts.ts';
import { listGrantTerms } from '../queries/oneOffs.ts';
import { categoriesOf, dependingOnStandards, type Judged, keepProspects, loadAround, PERSONS, prospectCounts } from '../queries/policy.ts';
import { findTerms } from '../queries/runs.ts';
import { rowsInForce } from '../queries/standards.ts';
import { loadSums } from '../queries/sums.ts';
import { claimsOf } from '../rules/claims.ts';
import { ForecastSums, grown } from '../rules/forecast.ts';
import { monthOf, printMonth } from '../rules/months.ts';
import type { Terms } from '../rules/programme.ts';
import { APPROVED_PROGRAMMES } from '../rules/programmes/approved.ts';
import { prospectsOf } from '../rules/prospects.ts';
import { compileRates, rowsToPayBy, type StandardRow } from '../rules/rates.ts';
import type { OneOffBases } from '../rules/reckoning.ts';
import { comingYears, sumClaimsOf, sumProspectsOf } from '../rules/sumProspects.ts';
import { Prospect } from '../schema/policy.ts';
import type { Forecast, PersonPolicy, PolicyOverview } from '../schema/policyActs.ts';

/** 政策找人清单: kept by the product; a merge works it out anew. */
export const prospects = store(Prospect, { onMerge: 'recomputed' });

/** Persons looked at by one statement each. */
const PORTION = 500;

/** Works out anew in which list each programme stands for some persons, and writes what differs, in the act's own transaction. Looks across the county: a person may have come from another station. */
export async function evaluate(act: Act, persons: readonly string[]): Promise<void> {
  if (persons.length === 0) return;
  await acrossCounty(act.tx, act.scope, async () => {
    const wide: Act = { ...act, scope: { county: act.scope.county, ...rangeOf(`${act.scope.county}000000`) } };
    for (let at = 0; at < persons.length; at += PORTION) await evaluatePortion(wide, persons.slice(at, at + PORTION));
  });
}

async function evaluatePortion(act: Act, ids: readonly string[]): Promise<void> {
  await keepProspects(act, ids, await judge(act, sql`r.id = any(${[...ids]}::uuid[])`));
}

/** What stands for the persons that `which` selects (a condition on alias `r`), as of today; nothing is written. */
export async function judge(act: Act, which: RawBuilder<unknown>): Promise<Judged[]> {
  const part = await findPartYear(act);
  const known = await loadFacts(act, which, part);
  const around = await loadAround(act, which);
  const terms = known.some(({ facts }) => facts.approvals.length > 0) ? (await termsFor(act, part)).terms : { rates: compileRates([], act.today), part, today: act.today, stack: [] };
  const sums = await loadSums(act, which);
  const bases = sums.size > 0 ? await sumBases(act, terms) : NO_BASES;
  return known.flatMap(({ facts, divisionCode }) => [...prospectsOf(facts, around.get(facts.personId)!, terms), ...sumProspectsOf(sums.get(facts.personId) ?? [], bases)].map((one) => ({ ...one, personId: facts.personId, divisionCode })));
}

const NO_BASES: OneOffBases = { rates: compileRates([], '9999-12-31'), grants: [] };
const sumBases = async (act: Act, { rates }: Terms): Promise<OneOffBases> => ({ rates, grants: await listGrantTerms(act) });

/** The county's terms of today, with the rows they rest on. */
async function termsFor(act: Act, part: Terms['part'], change: (rows: StandardRow[]) => StandardRow[] = (rows) => rows, knownOn = act.today): Promise<{ terms: Terms; rows: StandardRow[] }> {
  const rows = change(rowsToPayBy(await rowsInForce(act)));
  const { beside } = await findTerms(act);
  return { terms: { rates: compileRates(rows, knownOn), part, today: act.today, stack: beside }, rows };
}

/** Looks anew at the persons whom rows are about: at once, or, when they are many, in the background. */
async function evaluateAbout(act: Act, record: string, rows: RawBuilder<unknown>): Promise<void> {
  await nowOrLater(act, PERSONS, await subjectsOf(act, PERSONS, record, rows), (persons) => evaluate(act, persons));
}

const ABOUT = ['registry.person_role', 'registry.livelihood', 'registry.settlement_detail', 'benefits.one_off', 'benefits.conscript_home', 'benefits.conscript_year', 'registry.service_detail', 'registry.disability_detail', 'registry.bereavement', 'benefits.recipient', 'benefits.addon', 'benefits.movement', 'recognition.case'] as const;
/** Money that an entry goes by: of what is paid once. */
const isOnce = (rows: RawBuilder<unknown>) => sql`(${rows}) and r.programme in ('funeral', 'localGrant', 'conscript', 'deathPension')`;
/** Whom money paid or returned once is about: whose row it is, and the conscripts whose household names that person as payee. */
async function aboutOnce(act: Act, record: 'benefits.payment' | 'benefits.repayment', rows: RawBuilder<unknown>): Promise<RawBuilder<unknown>> {
  const own = await subjectsOf(act, PERSONS, record, isOnce(rows));
  return sql`${own} union select p.id, p.division_code from benefits.conscript_home h join registry.person p on p.county_code = h.county_code and p.id = h.person_id where h.county_code = ${act.scope.county} and h.payee_id in (select o.id from (${own}) o)`;
}
/** Looks anew at persons (a selection of id and division_code) whose sums another act than a writing of rows has moved: submitted, approved, taken back. */
export async function lookAnew(act: Act, persons: RawBuilder<unknown>): Promise<void> {
  await nowOrLater(act, PERSONS, persons, (ids) => evaluate(act, ids));
}

/** Puts aside whoever's answer depends on the amounts of some standards (a condition on alias `r`), when they came into force or were let be used. */
export const waitForStandards = async (act: Act, rows: RawBuilder<unknown>): Promise<void> => putAside(act, PERSONS, dependingOnStandards(act, await categoriesOf(act, rows)));

/** Months for which a death is looked at again when 丧葬补助 is paid, comes back or is taken out of a run. */
const AFTER_DEATH = 14;
/** Puts aside who died lately, when a run that pays 丧葬补助 has moved. */
export async function followFuneral(act: Act, programmes: readonly string[]): Promise<void> {
  if (programmes.includes('funeral')) await putAside(act, PERSONS, sql`select p.id, p.division_code from registry.person p where p.county_code = ${act.scope.county} and p.died_on >= ${`${printMonth(monthOf(act.today) - AFTER_DEATH)}-01`}::date`);
}

/** What 政策找人 keeps up when anything that its answers rest on is written or goes. */
export const policyFollowers: Follower[] = [
  { record: 'registry.person', afterWrite: (act, rows) => evaluateAbout(act, 'registry.person', rows) },
  ...ABOUT.map((record): Follower => ({
    record, afterWrite: (act, rows) => evaluateAbout(act, record, rows),
    beforeRemove: async (act, rows) => putAside(act, PERSONS, await subjectsOf(act, PERSONS, record, rows)),
  })),
  ...(['benefits.payment', 'benefits.repayment'] as const).map((record): Follower => ({
    record, afterWrite: async (act, rows) => lookAnew(act, await aboutOnce(act, record, rows)), beforeRemove: async (act, rows) => putAside(act, PERSONS, await aboutOnce(act, record, rows)),
  })),
  { record: 'benefits.standard', afterWrite: waitForStandards },
];

async function overview(act: Act, { division = act.actor.division }: { division?: string }): Promise<PolicyOverview> {
  if (!isWithin(division, act.actor.division)) notFound('区划');
  return { division, ...(await prospectCounts(act, division)) };
}

type Aside = { id: string; version: number; reason: string; note?: string; until?: string };

/** 搁置: the entry stays, with why and until when; it comes back by itself when its matter changes or the day has passed. Repeating is harmless. */
async function aside(act: Act, { id, version, reason, note, until }: Aside): Promise<{ version: number }> {
  if (reason === 'other' && !note) refuse('policy.note', '原因为“其他”的，请写明', { path: ['note'] });
  if (until !== undefined && until <= act.today) refuse('policy.until', '搁置到的日期应晚于今天', { path: ['until'] });
  const row = await updateRow(act, prospects, id, version, { state: 'aside', asideReason: reason, asideNote: note ?? null, asideUntil: until ?? null, asideBy: act.actor.name, asideOn: act.today });
  return { version: Number(row.version) };
}

async function takeUp(act: Act, { id, version }: { id: string; version: number }): Promise<{ version: number }> {
  const row = await updateRow(act, prospects, id, version, { state: 'open', asideReason: null, asideNote: null, asideUntil: null, asideBy: null, asideOn: null });
  return { version: Number(row.version) };
}

/** Everything one person draws or may claim, in plain words; with grade and nature only where `own`. */
async function policyOf(act: Act, id: string, own: boolean): Promise<PersonPolicy> {
  const part = await findPartYear(act);
  const which = sql`r.id = ${id}`;
  const known = (await loadFacts(act, which, part))[0] ?? notFound('服务对象');
  const around = (await loadAround(act, which)).get(id)!;
  const { terms, rows } = await termsFor(act, part);
  const regular = claimsOf(known.facts, around, prospectsOf(known.facts, around, terms), terms, new Map(rows.map((row) => [row.id, row])), own);
  const asked = (await loadSums(act, which)).get(id) ?? [];
  const claims = [...regular, ...sumClaimsOf(asked, await listApproved(act, APPROVED_PROGRAMMES.map(({ key }) => key), id), await sumBases(act, terms), monthOf(act.today), own)];
  return { id, name: known.name, on: act.today, own, claims: claims.map((one) => ({ ...one, bring: [...one.bring] })) };
}

async function person(act: Act, { id }: { id: string }): Promise<PersonPolicy> {
  act.note({ record: 'registry.person', rowId: id, detail: { policy: true } });
  return policyOf(act, id, false);
}

async function ownCopy(act: Act, { id, reason }: { id: string; reason: string }): Promise<PersonPolicy> {
  act.note({ record: 'registry.person', rowId: id, reason, detail: { policy: true, own: true } });
  return policyOf(act, id, true);
}

/** 预算测算 of a division for the coming 24 months, under the standards in force and one growth a year. */
export async function forecast(act: Act, { division = act.actor.division, growth }: { division?: string; growth: number }): Promise<Forecast> {
  if (!isWithin(division, act.actor.division)) notFound('区划');
  const part = await findPartYear(act);
  const range = rangeOf(division);
  const which = sql`r.division_code between ${range.from} and ${range.to} and r.state in ('registered', 'unverified', 'moved')`;
  const { terms } = await termsFor(act, part, (rows) => grown(rows, act.today, growth), '9999-12-31');
  const around = await loadAround(act, which);
  const sums = new ForecastSums(terms);
  for (const { facts } of await loadFacts(act, which, part)) sums.add(facts, around.get(facts.personId)!);
  await addSums(act, sums, range, growth);
  return {
    division, on: act.today, growth,
    programmes: sums.result().map(({ programme, months }) => ({ programme: programme.key, label: programme.label, months: months.map((one) => ({ ...one, month: printMonth(one.month), fen: String(one.fen), owedFen: String(one.owedFen) })) })),
  };
}

/** Adds sums that two persons approve: those approved for a coming month, and the households of the conscripts of today. */
async function addSums(act: Act, sums: ForecastSums, { from, to }: { from: string; to: string }, growth: number): Promise<void> {
  for (const one of await listApproved(act, APPROVED_PROGRAMMES.map(({ key }) => key))) if (one.fen > 0n && one.divisionCode >= from && one.divisionCode <= to) sums.addSum(one.programme, { month: one.month, fen: one.fen, certain: true });
  const terms = await listConscriptTerms(act);
  const serving = await loadConscripts(act, Number(act.today.slice(0, 4)), sql`p.division_code between ${from} and ${to}`);
  const settled = await listSettledYears(act, serving.map(({ personId }) => personId));
  for (const { personId, facts } of serving) for (const one of comingYears(facts, settled.get(personId) ?? [], terms, { first: sums.first, last: sums.last, growth })) sums.addSum('conscript', one);
}

/** Puts the files of a division aside, to be looked at within a minute. */
async function recheck(act: Act, { division }: { division?: string }): Promise<{ pending: number }> {
  if (division !== undefined && !isWithin(division, act.actor.division)) notFound('区划');
  await putAllAside(act, PERSONS, division);
  return { pending: (await prospectCounts(act, division ?? act.actor.division)).pending };
}

const { list, get, history } = recordHandlers(prospects);

/** The handlers of 政策找人. */
export const policyHandlers = {
  prospects: {
    list, get, history,
    remove: async (act: Act, { id }: { id: string }): Promise<{ done: true }> => {
      await getRow(act, prospects, id);
      return refuse('policy.derived', '政策找人事项由规则得出：情况办结或补齐后自动消失，暂不办理的请搁置', { status: 409 });
    },
  },
  policy: { overview, aside, takeUp, person, ownCopy, forecast, recheck },
} satisfies Handlers;
