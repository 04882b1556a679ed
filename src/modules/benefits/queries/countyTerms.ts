import { type RawBuilder, sql } from 'kysely';
import type { Act } from '#base/server/house.ts';
import type { TermsKind } from '../schema/countyTerms.ts';
import { withHand } from './hands.ts';

const RECORDS = { grant: 'benefits.grant_terms', conscript: 'benefits.conscript_terms' } as const;
const TABLES = { grant: sql`benefits.grant_terms`, conscript: sql`benefits.conscript_terms` } as const;
/** What terms say (alias `r`), as one text; of 优待金 with what is added to it. */
const PRINTS = {
  grant: sql`md5(jsonb_build_array(r.title, r.document, r.effective_on, r.kind, r.per_year, r.nco_step, r.conscript_years, r.base, r.base_years, r.percent, r.verification, r.source, r.note)::text)`,
  conscript: sql`md5(jsonb_build_array(r.title, r.year, r.base, r.counting, r.pay_month, r.document, r.verification, r.source, r.note)::text || coalesce((select string_agg(jsonb_build_array(a.item, a.percent, a.fen)::text, ';' order by a.item) from benefits.conscript_addition a where a.county_code = r.county_code and a.terms_id = r.id), ''))`,
} as const;

/** Whether any of the county's terms in force no longer says what was put in force. */
export async function hasAlteredTerms(act: Act, kind: TermsKind): Promise<boolean> {
  return (await sql`select 1 from ${TABLES[kind]} r where r.county_code = ${act.scope.county} and r.state = 'inForce' and r.settled_print <> ${PRINTS[kind]} limit 1`.execute(act.tx)).rows.length > 0;
}

/** Whether any of some terms (alias `r`) is in force. */
export async function hasTermsInForce(act: Act, kind: TermsKind, rows: RawBuilder<unknown>): Promise<boolean> {
  return (await sql`select 1 from ${TABLES[kind]} r where (${rows}) and r.state = 'inForce' limit 1`.execute(act.tx)).rows.length > 0;
}

/** Notes that the acting person has worked on some terms (alias `r`) that wait; `inside`: on what belongs to them, so that they are another version for whoever looked at them. */
export async function addTermsHand(act: Act, kind: TermsKind, rows: RawBuilder<unknown>, inside = false): Promise<void> {
  await sql`update ${TABLES[kind]} r set version = r.version + ${inside ? 1 : 0}, made_by = ${act.actor.name}, hands = ${withHand(act, 'r', RECORDS[kind])} where (${rows}) and r.state = 'draft'`.execute(act.tx);
}

/** Terms as their confirmation needs them. */
export type TermsRow = { version: number; state: string; hands: string[]; confirmedBy: string | null; confirmedById: string | null };

/** Terms of the county, locked where they are decided on; undefined where there are none. */
export async function findTermsRow(act: Act, kind: TermsKind, id: string, lock = false): Promise<TermsRow | undefined> {
  return (await sql<TermsRow>`select version, state, hands, confirmed_by as "confirmedBy", confirmed_by_id as "confirmedById" from ${TABLES[kind]} where county_code = ${act.scope.county} and id = ${id} ${lock ? sql`for update` : sql``}`.execute(act.tx)).rows[0];
}

/** Puts terms in force, with a print of what they say. */
export async function putTermsInForce(act: Act, kind: TermsKind, id: string): Promise<void> {
  await sql`update ${TABLES[kind]} r set state = 'inForce', confirmed_by = ${act.actor.name}, confirmed_by_id = ${act.actor.id}, confirmed_on = ${act.today}, confirmed_at = clock_timestamp(), settled_print = ${PRINTS[kind]}, version = version + 1, updated_at = ${act.now}
    where r.county_code = ${act.scope.county} and r.id = ${id}`.execute(act.tx);
}

/** The id of the terms that others take the place of: those in force for the same year or day, the verified ones first, else the last before. */
export async function findReplaced(act: Act, kind: TermsKind, id: string): Promise<string | undefined> {
  const from = kind === 'grant' ? sql.ref('effective_on') : sql.ref('year');
  return (await sql<{ id: string }>`select r.id from ${TABLES[kind]} r where r.county_code = ${act.scope.county} and r.state = 'inForce' and r.id <> ${id} and r.${from} <= (select x.${from} from ${TABLES[kind]} x where x.county_code = r.county_code and x.id = ${id})
    order by r.${from} desc, r.verification = 'published' desc, r.confirmed_at desc limit 1`.execute(act.tx)).rows[0]?.id;
}

/** What terms of 优待金 add, in the order of the items. */
export async function listAdditions(act: Act, termsId: string): Promise<{ item: string; percent: number | null; fen: string | null }[]> {
  return (await sql<{ item: string; percent: number | null; fen: string | null }>`select item, percent, fen::text as fen from benefits.conscript_addition where county_code = ${act.scope.county} and terms_id = ${termsId} order by item`.execute(act.tx)).rows;
}

/** The newest terms of 优待金 of a year that wait for the second person; null where there are none. */
export async function findDraftTerms(act: Act, year: number): Promise<{ id: string; title: string } | null> {
  return (await sql<{ id: string; title: string }>`select id, title from benefits.conscript_terms where county_code = ${act.scope.county} and year = ${year} and state = 'draft' order by created_at desc limit 1`.execute(act.tx)).rows[0] ?? null;
}

/** How many of the county's own terms wait that the acting person had no hand in. */
export async function countTermsWaiting(act: Act, kind: TermsKind): Promise<number> {
  return (await sql<{ n: number }>`select count(*)::int as n from ${TABLES[kind]} where county_code = ${act.scope.county} and state = 'draft' and not (${act.actor.id} = any (hands))`.execute(act.tx)).rows[0]!.n;
}
