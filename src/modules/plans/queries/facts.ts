import { sql } from 'kysely';
import type { Day } from '#base/pure/day.ts';
import type { Act } from '#base/server/house.ts';
import { findPartYear } from '#modules/registry/queries/sections.ts';
import type { PartYear } from '#modules/registry/rules.ts';
import type { Facts } from '../rules/facts.ts';

type Row = {
  id: string; division_code: string; state: string; roles: string[]; birth_on: Day | null; enlisted_on: string | null; discharged_on: string | null; rank: string | null; hukou_kind: string | null; reported_on: Day | null; graded: boolean;
  difficulties: string[] | null; demands: string[] | null; housing: string | null; alone: string | null; pension: string | null; medical_insurance: string | null; hukou_before: string | null;
  status: string | null; wishes: string[] | null; training_wishes: string[] | null; zero_employed_household: boolean | null; confirmed_on: Day | null;
  visited_on: Day | null; pushed_on: Day | null; trained_on: Day | null; relief_on: Day | null; served_on: Day | null; business: boolean; contact: boolean; card_state: string | null; card_expires_on: Day | null; cases: string[] | null;
};

const CLOSED_CASES = ['approved', 'refused', 'upheld', 'withdrawn', 'revoked'];
const CARD_ENDED = ['cancelled'];

/** What the ledgers know of some persons, in one statement of the act's scope. */
export async function loadFacts(act: Act, ids: readonly string[]): Promise<Facts[]> {
  const latest = (name: string, table: string, day: string) => sql`left join lateral (select max(${sql.raw(day)}) as ${sql.id(name)} from ${sql.table(table)} x where x.county_code = p.county_code and x.person_id = p.id) ${sql.id(`q_${name}`)} on true`;
  const { rows } = await sql<Row>`select p.id, p.division_code, p.state, p.roles, p.birth_on, p.enlisted_on, p.discharged_on, p.rank, p.hukou_kind, p.reported_on, p.disability_grade_sealed is not null as graded,
      l.difficulties, l.demands, l.housing, l.alone, l.pension, l.medical_insurance, s.hukou_before,
      e.status, array_remove(array[e.wish_post, e.wish_industry, e.wish_place], null) as wishes, e.training_wishes, e.zero_employed_household, e.confirmed_on,
      visited_on, pushed_on, trained_on, relief_on, served_on,
      exists (select 1 from employment.start_up x where x.county_code = p.county_code and x.person_id = p.id and x.closed_on is null) as business,
      (exists (select 1 from cards.contact_card x where x.county_code = p.county_code and x.person_id = p.id and x.state = 'valid')
        or (p.household_id is not null and exists (select 1 from registry.person m join cards.contact_card x on x.county_code = m.county_code and x.person_id = m.id and x.state = 'valid' and x.cover = 'household' where m.county_code = p.county_code and m.household_id = p.household_id))) as contact,
      c.state as card_state, c.expires_on as card_expires_on,
      (select array_agg(x.kind) from recognition."case" x where x.county_code = p.county_code and x.person_id = p.id and x.state <> all(${CLOSED_CASES}::text[])) as cases
    from registry.person p
    left join registry.livelihood l on l.county_code = p.county_code and l.person_id = p.id
    left join registry.service_detail s on s.county_code = p.county_code and s.person_id = p.id
    left join employment.profile e on e.county_code = p.county_code and e.person_id = p.id
    ${latest('visited_on', 'care.visit', 'x.visited_on')} ${latest('pushed_on', 'employment.intent', 'x.pushed_on')}
    ${latest('trained_on', 'training.attendance', "coalesce(x.signed_on, case when x.result in ('enrolled', 'attending') then x.created_at::date end)")}
    ${latest('relief_on', 'relief.payment', 'coalesce(x.paid_on, x.applied_on)')} ${latest('served_on', 'employment.service', 'x.served_on')}
    left join lateral (select x.state, x.expires_on from cards.preferential_card x where x.county_code = p.county_code and x.person_id = p.id and x.state <> all(${CARD_ENDED}::text[]) order by (x.state <> 'issued') desc, x.applied_on desc limit 1) c on true
    where p.county_code = ${act.scope.county} and p.division_code between ${act.scope.from} and ${act.scope.to} and p.id = any(${[...ids]}::uuid[])`.execute(act.tx);
  const part = rows.length > 0 ? await findPartYear(act) : 'full';
  return rows.map((row) => factsOf(row, part));
}

function factsOf(row: Row, part: PartYear): Facts {
  return {
    id: row.id, divisionCode: row.division_code, state: row.state, roles: row.roles, reportedOn: row.reported_on,
    livelihood: { difficulties: row.difficulties ?? [], demands: row.demands ?? [], housing: row.housing, alone: row.alone, pension: row.pension, medicalInsurance: row.medical_insurance },
    profile: row.status === null ? null : { status: row.status, wishes: row.wishes ?? [], trainingWishes: row.training_wishes ?? [], zeroEmployed: row.zero_employed_household === true, confirmedOn: row.confirmed_on! },
    lastVisitedOn: row.visited_on, lastPushedOn: row.pushed_on, lastTrainedOn: row.trained_on, lastReliefOn: row.relief_on, lastServedOn: row.served_on,
    hasBusiness: row.business, hasContactCard: row.contact, card: row.card_state === null ? null : { state: row.card_state, expiresOn: row.card_expires_on }, openCases: row.cases ?? [],
    part,
    recognition: {
      state: row.state, birthOn: row.birth_on, enlistedOn: row.enlisted_on, dischargedOn: row.discharged_on, rank: row.rank, hukouKind: row.hukou_kind, hukouBefore: row.hukou_before, roles: row.roles,
      combatRecorded: false, testRecorded: false, verifiedOn: null, verifiedDocument: null, graded: row.graded, ratedOn: null, relation: null, deathKind: null, pension: row.pension,
    },
  };
}
