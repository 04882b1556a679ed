import { type RawBuilder, sql } from 'kysely';
import type { Act } from '#base/server/house.ts';
import { monthOf, printMonth } from '../rules/months.ts';
import { SUM_MONTHS, type SumAsked } from '../rules/sumProspects.ts';
import { listConscriptTerms, loadConscripts } from './conscripts.ts';

type Discharged = { id: string; enlisted_on: string | null; discharged_on: string; settlement: string | null; grant_paid_on: string | null; row: string | null };
type Dead = { id: string; died_on: string; row: string | null };

/** Which sums that two persons approve the persons whom `which` selects (a condition on alias `r`) may be due, by person: conscripts of this year, who left the army in the last months, who died in service. */
export async function loadSums(act: Act, which: RawBuilder<unknown>): Promise<Map<string, SumAsked[]>> {
  const { county } = act.scope;
  const found = new Map<string, SumAsked[]>();
  const add = (id: string, one: SumAsked) => { const list = found.get(id); if (list) list.push(one); else found.set(id, [one]); };
  const year = Number(act.today.slice(0, 4));
  const terms = (await listConscriptTerms(act)).get(year);
  if (terms) for (const { personId, facts, state } of await loadConscripts(act, year, sql`p.id in (select r.id from registry.person r where r.county_code = ${county} and ${which})`)) add(personId, { programme: 'conscript', year, facts, terms, row: state });
  const since = printMonth(monthOf(act.today) - SUM_MONTHS);
  const state = (kinds: RawBuilder<unknown>) => sql`(select case when o.state = 'draft' and o.month is not null then 'correcting' else o.state end from benefits.one_off o where o.county_code = r.county_code and o.person_id = r.id and o.kind ${kinds} order by (o.state = 'withdrawn'), o.id limit 1) as row`;
  const discharged = (await sql<Discharged>`select r.id, r.enlisted_on, r.discharged_on, r.settlement, d.grant_paid_on::text as grant_paid_on, ${state(sql`= 'localGrant'`)} from registry.person r
    left join registry.settlement_detail d on d.county_code = r.county_code and d.person_id = r.id
    where r.county_code = ${county} and ${which} and r.state in ('registered', 'unverified') and r.discharged_on >= ${since} and (r.settlement is null or r.settlement = 'self')
      and not exists (select 1 from benefits.payment o where o.county_code = r.county_code and o.person_id = r.id and o.programme = 'localGrant' and o.line_id is null)`.execute(act.tx)).rows;
  for (const one of discharged) {
    const facts = { kind: 'localGrant' as const, diedOn: null, enlistedOn: one.enlisted_on, dischargedOn: one.discharged_on, settlement: one.settlement, awards: [], merit: null, pay: null, grantPaidOn: one.grant_paid_on, outside: { said: 0n, found: 0n, owed: 0n } };
    add(one.id, { programme: 'localGrant', facts, row: one.row });
  }
  const dead = (await sql<Dead>`select r.id, r.died_on::text as died_on, ${state(sql`like 'pension%'`)} from registry.person r where r.county_code = ${county} and ${which} and r.state = 'dead' and r.discharged_on is null and r.enlisted_on is not null and 'serving' = any(r.roles)
    and r.died_on >= ${`${since}-01`}::date`.execute(act.tx)).rows;
  for (const one of dead) add(one.id, { programme: 'deathPension', died: monthOf(one.died_on), row: one.row });
  return found;
}
