import { type RawBuilder, sql } from 'kysely';
import type { Fen } from '#base/pure/fen.ts';
import type { Act } from '#base/server/house.ts';
import { normaliseSealed, placeOf } from '#base/server/records/columns.ts';
import { Person } from '#modules/registry/schema.ts';
import type { Standing } from '../rules/approval.ts';
import type { ConscriptFacts, ConscriptReckoning, CountyTerms } from '../rules/conscripts.ts';
import { withHand, YEAR_HANDS } from './hands.ts';
import { listWithdrawnOwed } from './owedSums.ts';
import { AllowanceAspect, ConscriptHome, ConscriptRegion, REGION_ASPECTS } from '../schema/conscripts.ts';

/** A household's year with what it is worked out from. */
export type KnownYear = { id: string; version: number; divisionCode: string; personId: string; personName: string; year: number; total: Fen | null; months: number | null; answer: string; facts: ConscriptFacts; payee: { id: string | null; name: string; account: boolean } | null;
  /** Whether a 更正 is under way: its approval moves the whole sum to the payee of now. */
  correcting: boolean } & Standing;

type FactRow = {
  person_id: string; name: string; enlisted_on: string | null; discharged_on: string | null; died_on: string | null; education: string | null; awards: { kind: string; on: string | null }[] | null;
  approved_here: boolean | null; region_index: string | null; payee_known: boolean; payee_id: string | null; payee_name: string | null; account: boolean; found: string; paid_outside?: string | null; outside_found?: string | null;
};
type Row = FactRow & { id: string; version: number; division_code: string; year: number; total: string | null; months: number | null; answer: string; state: Standing['state']; hands: string[]; month: string | null; revoking: boolean; correcting: boolean; approved_by_id: string | null };

/** What the register, the ledger of households and that of payments say of a year, on aliases `p` (person), `h` (household), `k` (the payee's file). A year's allowance may have been paid in the year after, and to whoever was its payee before. */
const factsIn = (year: RawBuilder<unknown>) => sql`p.id as person_id, p.name, p.enlisted_on, p.discharged_on, p.died_on::text as died_on, p.education, h.approved_here, h.region_index, (h.payee_id is not null or h.payee_citizen_id_sealed is not null) as payee_known, h.payee_id, h.payee_name, coalesce(h.bank_account_sealed is not null or k.bank_account_sealed is not null, false) as account,
  (select jsonb_agg(jsonb_build_object('kind', a.kind, 'on', a.awarded_on)) from registry.award a where a.county_code = p.county_code and a.person_id = p.id) as awards,
  (select coalesce(sum(o.amount), 0)::text from benefits.payment o where o.county_code = p.county_code and o.line_id is null and o.programme = 'conscript' and (o.person_id in (p.id, h.payee_id) or o.person_id in (select e.person_id from benefits.conscript_year w join benefits.entitlement e on e.county_code = w.county_code and e.source_id = w.id where w.county_code = p.county_code and w.person_id = p.id and w.year = ${year})) and left(o.month, 4)::int between ${year} and ${year} + 1) as found`;
const JOINS = sql`left join benefits.conscript_home h on h.county_code = p.county_code and h.person_id = p.id left join registry.person k on k.county_code = h.county_code and k.id = h.payee_id`;

/** The years that `which` selects (a condition on alias `r`). */
export async function loadYears(act: Act, which: RawBuilder<unknown>, lock = false): Promise<KnownYear[]> {
  const { rows } = await sql<Row>`select r.id, r.version, r.division_code, r.year, r.total::text as total, r.months, r.answer, r.state, ${YEAR_HANDS} as hands, r.month, r.revoking, r.correcting, r.approved_by_id, r.paid_outside::text as paid_outside, r.outside_found::text as outside_found, ${factsIn(sql`r.year`)}
    from benefits.conscript_year r join registry.person p on p.county_code = r.county_code and p.id = r.person_id ${JOINS} where r.county_code = ${act.scope.county} and (${which}) order by r.id ${lock ? sql`for update of r` : sql``}`.execute(act.tx);
  const read = await readerOf(act);
  return rows.map((row) => ({
    id: row.id, version: row.version, divisionCode: row.division_code, personId: row.person_id, personName: row.name, year: row.year, total: row.total === null ? null : BigInt(row.total), months: row.months, answer: row.answer, facts: read(row, row.year),
    payee: row.payee_name === null ? null : { id: row.payee_id, name: row.payee_name, account: row.account }, state: row.state, hands: row.hands, month: row.month, revoking: row.revoking, correcting: row.correcting, approvedById: row.approved_by_id,
  }));
}

/** Reads facts of rows of some years. */
async function readerOf(act: Act): Promise<(row: FactRow, year: number) => ConscriptFacts> {
  const taken = await listWithdrawnOwed(act, 'conscript');
  const regions = new Map(ConscriptRegion.codes.map(({ code }) => [act.house.keys.index(placeOf(ConscriptHome, 'region'), normaliseSealed(ConscriptHome.fields.region, code)), code]));
  return (row, year) => ({
    enlistedOn: row.enlisted_on, dischargedOn: row.discharged_on, diedOn: row.died_on, education: row.education, awards: row.awards ?? [],
    home: row.approved_here === null ? null : { approvedHere: row.approved_here, region: row.region_index === null ? null : (regions.get(row.region_index) ?? null), payeeKnown: row.payee_known },
    outside: { said: row.paid_outside === null || row.paid_outside === undefined ? null : BigInt(row.paid_outside), asked: row.outside_found === null || row.outside_found === undefined ? null : BigInt(row.outside_found), found: BigInt(row.found), owed: taken.reduce((sum, one) => (one.personId === row.person_id && one.year === year ? sum + one.fen : sum), 0n) },
  });
}

/** Whoever may be due something in a year, on alias `p`: those whose household is known, and soldiers in service who enlisted within the two years before its end. */
const mayBeDue = (year: number) => sql`(h.id is not null or p.state = 'serving' or 'serving' = any(p.roles)) and (p.enlisted_on is null and h.id is not null or p.enlisted_on >= ${String(year - 2)} and p.enlisted_on <= ${`${year}-12-31`})`;

/** Conscripts of a year among the persons that a condition on alias `p` selects, with where their row of that year stands; in the act's scope. */
export async function loadConscripts(act: Act, year: number, which: RawBuilder<unknown>): Promise<{ personId: string; divisionCode: string; facts: ConscriptFacts; state: string | null }[]> {
  const { county, from, to } = act.scope;
  const { rows } = await sql<FactRow & { division_code: string; row_state: string | null }>`select p.division_code, case when y.state = 'draft' and y.month is not null then 'correcting' when y.state = 'approved' and not exists (select 1 from benefits.entitlement e where e.county_code = y.county_code and e.source_id = y.id and e.fen > 0) then 'withdrawn' else y.state end as row_state, y.paid_outside::text as paid_outside, y.outside_found::text as outside_found, ${factsIn(sql`${year}::int`)} from registry.person p ${JOINS}
    left join benefits.conscript_year y on y.county_code = p.county_code and y.person_id = p.id and y.year = ${year}
    where p.county_code = ${county} and p.division_code between ${from} and ${to} and ${which} and ${mayBeDue(year)} order by p.id`.execute(act.tx);
  const read = await readerOf(act);
  return rows.map((row) => ({ personId: row.person_id, divisionCode: row.division_code, facts: read(row, year), state: row.row_state }));
}

/** Whoever may be due something in a year and has no row yet. */
export async function findCandidates(act: Act, year: number): Promise<{ personId: string; divisionCode: string; facts: ConscriptFacts }[]> {
  return (await loadConscripts(act, year, sql`true`)).filter((one) => one.state === null);
}

/** The years of some conscripts that were approved once or taken back, by person. */
export async function listSettledYears(act: Act, personIds: readonly string[]): Promise<Map<string, number[]>> {
  const { rows } = await sql<{ person_id: string; years: number[] }>`select person_id, array_agg(year) as years from benefits.conscript_year where county_code = ${act.scope.county} and person_id = any(${[...personIds]}::uuid[]) and (state in ('approved', 'withdrawn') or month is not null) group by 1`.execute(act.tx);
  return new Map(rows.map((row) => [row.person_id, row.years]));
}

/** Notes that a year is being put right by a 更正, or no longer. */
export async function markCorrecting(act: Act, id: string, correcting: boolean): Promise<void> {
  await sql`update benefits.conscript_year set correcting = ${correcting} where county_code = ${act.scope.county} and id = ${id}`.execute(act.tx);
}

/** Adds the rows of a year. */
export async function insertYears(act: Act, year: number, rows: readonly { id: string; personId: string; divisionCode: string }[]): Promise<void> {
  await sql`insert into benefits.conscript_year (county_code, id, division_code, person_id, year, made_by, hands)
    select ${act.scope.county}, x.id, x."divisionCode", x."personId", ${year}, ${act.actor.name}, ${[act.actor.id]}::text[] from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x(id uuid, "personId" uuid, "divisionCode" text) on conflict do nothing`.execute(act.tx);
}

/** Keeps what years come to; one that was approved and comes to another sum is drafted anew, and what was approved stays in force until the next approval. */
export async function keepYears(act: Act, made: readonly { id: string; reckoning: ConscriptReckoning; working: string; anew: boolean }[]): Promise<void> {
  const rows = made.map(({ id, reckoning, working, anew }) => ({ id, answer: reckoning.answer, months: reckoning.answer === 'unknown' ? null : reckoning.months, total: reckoning.answer === 'unknown' ? null : String(reckoning.fen), working, standards: reckoning.standards, anew }));
  await sql`update benefits.conscript_year r set answer = x.answer, months = x.months, total = x.total, working = x.working, standards = case when x.answer = 'yes' then x.standards else r.standards end,
      state = case when x.anew then 'draft' else r.state end, approved_by_id = case when x.anew then null else r.approved_by_id end, hands = case when x.anew then ${[act.actor.id]}::text[] else r.hands end, version = r.version + 1, updated_at = ${act.now}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x(id uuid, answer text, months integer, total bigint, working text, standards uuid[], anew boolean)
    where r.county_code = ${act.scope.county} and r.id = x.id and (x.anew or (r.answer, r.months, r.total, r.working) is distinct from (x.answer, x.months, x.total, x.working))`.execute(act.tx);
}

/** Writes down that the acting person has worked on some years (on alias `r`). */
export async function addYearHand(act: Act, which: RawBuilder<unknown>): Promise<void> {
  await sql`update benefits.conscript_year r set made_by = coalesce(r.made_by, ${act.actor.name}), hands = ${withHand(act, 'r', 'benefits.conscript_year')} where ${which}`.execute(act.tx);
}

/** The county's terms in force by year; of several the verified one confirmed last counts. */
export async function listConscriptTerms(act: Act): Promise<Map<number, CountyTerms & { payMonth: number; document: string | null }>> {
  type Terms = { id: string; title: string; year: number; base: string; counting: CountyTerms['counting']; pay_month: number; document: string | null; verified: boolean; additions: { item: string; percent: number | null; fen: string | null }[] | null };
  const { rows } = await sql<Terms>`select t.id, t.title, t.year, t.base::text as base, t.counting, t.pay_month, t.document, t.verification = 'published' as verified,
      (select jsonb_agg(jsonb_build_object('item', a.item, 'percent', a.percent, 'fen', a.fen::text)) from benefits.conscript_addition a where a.county_code = t.county_code and a.terms_id = t.id) as additions
    from benefits.conscript_terms t where t.county_code = ${act.scope.county} and t.state = 'inForce' order by t.verification = 'published', t.confirmed_at, t.id`.execute(act.tx);
  const amounts = (list: Terms['additions'], items: readonly string[]) => Object.fromEntries((list ?? []).filter((one) => items.includes(one.item)).map((one) => [one.item, { ...(one.percent === null ? {} : { percent: one.percent }), ...(one.fen === null ? {} : { fen: BigInt(one.fen) }) }]));
  const [degrees, honours] = [['college', 'bachelor', 'postgraduate'], AllowanceAspect.codes.map(({ code }) => code).filter((code) => !REGION_ASPECTS.includes(code) && !['college', 'bachelor', 'postgraduate'].includes(code))];
  return new Map(rows.map((row) => [row.year, {
    id: row.id, title: row.title, year: row.year, base: BigInt(row.base), counting: row.counting, verified: row.verified, payMonth: row.pay_month, document: row.document,
    regions: Object.fromEntries((row.additions ?? []).filter((one) => REGION_ASPECTS.includes(one.item)).map((one) => [one.item, one.percent ?? 100])), degrees: amounts(row.additions, degrees), honours: amounts(row.additions, honours),
  }]));
}

/** How many households of a year stand where, with their sums; of those that wait for approval, how many the acting person had no hand in. */
export async function countYears(act: Act, year: number): Promise<{ state: string; answer: string; count: number; fen: string; others: number; othersFen: string }[]> {
  const { county, from, to } = act.scope;
  const foreign = sql`not (${act.actor.id} = any(${YEAR_HANDS}))`;
  const { rows } = await sql<{ state: string; answer: string; count: number; fen: string; others: number; othersFen: string }>`select r.state, r.answer, count(*)::int as count, coalesce(sum(r.total), 0)::text as fen, count(*) filter (where ${foreign})::int as others, coalesce(sum(r.total) filter (where ${foreign}), 0)::text as "othersFen"
    from benefits.conscript_year r where r.county_code = ${county} and r.division_code between ${from} and ${to} and r.year = ${year} group by 1, 2 order by 1, 2`.execute(act.tx);
  return rows;
}

/** How many years wait that somebody else submitted, and how many payments made once. */
export async function countAwaiting(act: Act): Promise<{ years: number; oneOffs: number }> {
  const { county, from, to } = act.scope;
  const waiting = (table: string, hands: RawBuilder<unknown>) => sql`(select count(*)::int from ${sql.table(table)} r where r.county_code = ${county} and r.division_code between ${from} and ${to} and r.state = 'submitted' and not (${act.actor.id} = any(${hands})))`;
  const { rows } = await sql<{ years: number; oneOffs: number }>`select ${waiting('benefits.conscript_year', YEAR_HANDS)} as years, ${waiting('benefits.one_off', sql`r.hands`)} as "oneOffs"`.execute(act.tx);
  return rows[0]!;
}

/** The blind index of the citizen id of a household's payee, from the payee's file or as it was written down; null where neither has one. */
export async function payeeIndex(act: Act, personId: string): Promise<string | null> {
  const { rows } = await sql<{ own: string | null; filed: string | null }>`select h.payee_citizen_id_sealed as own, k.citizen_id_sealed as filed from benefits.conscript_home h left join registry.person k on k.county_code = h.county_code and k.id = h.payee_id
    where h.county_code = ${act.scope.county} and h.person_id = ${personId}`.execute(act.tx);
  const { keys } = act.house;
  const number = rows[0]?.filed ? keys.open(placeOf(Person, 'citizenId'), rows[0].filed) : rows[0]?.own ? keys.open(placeOf(ConscriptHome, 'payeeCitizenId'), rows[0].own) : null;
  return number === null ? null : keys.index(placeOf(ConscriptHome, 'payeeCitizenId'), number);
}
