import { sql } from 'kysely';
import type { Act } from '#base/server/house.ts';
import { placeOf } from '#base/server/records/columns.ts';
import { Recipient } from '#modules/benefits/schema.ts';
import { Person } from '#modules/registry/schema.ts';
import { DisabilityGrade, DisabilityNature } from '#modules/registry/schema/codes.ts';
import type { HouseholdFile, PersonFile } from '../rules/file.ts';

type Sealed = { citizen_id_sealed: string | null; mobile_sealed: string | null; phone_sealed: string | null; emergency_phone_sealed: string | null; bank_account_sealed: string | null; grade_index: string | null; nature_index: string | null };
type Row = Sealed & Omit<PersonFile, 'citizenId' | 'mobile' | 'phone' | 'emergencyPhone' | 'bankAccount' | 'disabilityGrade' | 'disabilityNature' | 'shared' | 'recipients'> & {
  recipients: (Omit<PersonFile['recipients'][number], 'grade'> & { gradeIndex: string | null })[];
  counts: Record<string, number> | null; elsewhere: boolean;
};

const day = (column: string) => sql`(${sql.ref(column)} at time zone 'Asia/Shanghai')::date::text`;

/**
 * The files of some persons with what other ledgers hold of them, by one statement; numbers are decrypted here and go no further than the rules.
 * `leaving`: rows that are about to go and no longer count. The act must see the whole county.
 */
export async function loadPersons(act: Act, ids: readonly string[], leaving: readonly string[]): Promise<PersonFile[]> {
  const { county } = act.scope;
  const of = (alias: string) => sql`${sql.ref(`${alias}.county_code`)} = ${county} and ${sql.ref(`${alias}.person_id`)} = r.id and ${sql.ref(`${alias}.id`)} <> all(${leaving}::uuid[])`;
  const { rows } = await sql<Row>`select r.id, r.division_code as "divisionCode", r.name, r.sex, r.birth_on as "birthOn", r.roles, r.state, r.ethnicity, r.political_status as "politicalStatus", r.education, r.marriage,
      r.emergency_contact as "emergencyContact", r.hukou_kind as "hukouKind", r.hukou_address_index as "hukouAddress", r.residence_address_index as "residenceAddress",
      r.household_id as "householdId", r.household_relation as "householdRelation", r.enlisted_on as "enlistedOn", r.discharged_on as "dischargedOn", r.service_years as "serviceYears", r.branch, r.rank,
      r.discharge_cert_no_index as "dischargeCertNo", r.settlement, r.settled_on as "settledOn", r.reported_on as "reportedOn", r.receiving_unit as "receivingUnit",
      r.disability_cert_no_index as "disabilityCertNo", r.bank_name as "bankName", r.bank_holder as "bankHolder", r.registered_on as "registeredOn", r.changed_on as "changedOn", r.died_on as "diedOn", ${day('r.updated_at')} as "updatedOn",
      r.citizen_id_sealed, r.mobile_sealed, r.phone_sealed, r.emergency_phone_sealed, r.bank_account_sealed, r.disability_grade_index as grade_index, r.disability_nature_index as nature_index,
      coalesce((select jsonb_agg(jsonb_build_object('id', o.id, 'role', o.role, 'status', o.status, 'fromOn', o.from_on, 'basis', o.basis, 'document', o.document, 'note', o.note, 'updatedOn', ${day('o.updated_at')})) from registry.person_role o where ${of('o')}), '[]') as "roleRows",
      coalesce((select jsonb_agg(jsonb_build_object('id', b.id, 'category', b.category, 'state', b.state, 'gradeIndex', b.grade_index, 'startedOn', b.started_on, 'endedOn', b.ended_on, 'basis', b.basis, 'hasAccount', b.bank_account_sealed is not null)) from benefits.recipient b where ${of('b')}), '[]') as recipients,
      coalesce((select jsonb_agg(jsonb_build_object('id', q.id, 'hungOn', q.hung_on, 'cancelledOn', q.cancelled_on, 'keptAfterDeath', coalesce(q.kept_after_death, false))) from care.plaque q where ${of('q')}), '[]') as plaques,
      coalesce((select jsonb_agg(jsonb_build_object('id', c.id, 'state', c.state, 'expiresOn', c.expires_on)) from cards.preferential_card c where ${of('c')} and c.state in ('issued', 'lost')), '[]') as cards,
      (select jsonb_build_object('id', e.id, 'status', e.status, 'confirmedOn', e.confirmed_on) from employment.profile e where ${of('e')} limit 1) as profile,
      case when r.state = 'dead' then (select jsonb_build_object('id', m.id, 'month', m.month) from benefits.payment m where ${of('m')} and m.amount > 0 order by m.month desc, m.id limit 1) end as "lastPayment",
      (select jsonb_object_agg(k.kind, (select count(*) from (select 1 from quality.key o where o.county_code = ${county} and o.kind = k.kind and o.key = k.key limit 60) seen)) from quality.key k where k.county_code = ${county} and k.person_id = r.id and k.kind <> 'household') as counts,
      exists (select 1 from quality.key k join quality.key o on o.county_code = ${county} and o.kind = k.kind and o.key = k.key and o.division_code <> k.division_code where k.county_code = ${county} and k.person_id = r.id and k.kind = 'nameBirth') as elsewhere
    from registry.person r where r.county_code = ${county} and r.id = any(${ids}::uuid[]) and r.id <> all(${leaving}::uuid[])`.execute(act.tx);
  const read = readerOf(act);
  return rows.map(read);
}

const NUMBERS = ['citizenId', 'mobile', 'phone', 'emergencyPhone', 'bankAccount'] as const;

/** Turns a selected row into a file; codes in sealed columns are told by their blind index, which needs no decryption. */
function readerOf({ house: { keys } }: Act): (row: Row) => PersonFile {
  const codes = (place: string, list: { codes: readonly { code: string }[] }) => new Map(list.codes.map(({ code }) => [keys.index(place, code), code]));
  const grades = codes(placeOf(Person, 'disabilityGrade'), DisabilityGrade);
  const natures = codes(placeOf(Person, 'disabilityNature'), DisabilityNature);
  const benefitGrades = codes(placeOf(Recipient, 'grade'), DisabilityGrade);
  const places = NUMBERS.map((name) => placeOf(Person, name));
  const number = (at: number, sealed: string | null) => (sealed === null ? null : keys.open(places[at]!, sealed));
  return ({ citizen_id_sealed, mobile_sealed, phone_sealed, emergency_phone_sealed, bank_account_sealed, grade_index, nature_index, counts, elsewhere, recipients, ...rest }) => ({
    ...rest,
    citizenId: number(0, citizen_id_sealed), mobile: number(1, mobile_sealed), phone: number(2, phone_sealed), emergencyPhone: number(3, emergency_phone_sealed), bankAccount: number(4, bank_account_sealed),
    disabilityGrade: grades.get(grade_index ?? '') ?? null, disabilityNature: natures.get(nature_index ?? '') ?? null,
    recipients: recipients.map(({ gradeIndex, ...one }) => ({ ...one, grade: benefitGrades.get(gradeIndex ?? '') ?? null })),
    shared: { mobile: counts?.mobile ?? 0, bankAccount: counts?.bankAccount ?? 0, dischargeCertNo: counts?.dischargeCertNo ?? 0, disabilityCertNo: counts?.disabilityCertNo ?? 0, nameBirth: counts?.nameBirth ?? 0, elsewhere },
  });
}

/** Some households with the files in them. `leaving`: rows about to go. */
export async function loadHouseholds(act: Act, ids: readonly string[], leaving: readonly string[]): Promise<HouseholdFile[]> {
  const { county } = act.scope;
  const { rows } = await sql<HouseholdFile>`select r.id, r.division_code as "divisionCode", r.head_name as "headName", r.address_sealed is not null as "hasAddress", r.members,
      coalesce((select jsonb_agg(jsonb_build_object('name', p.name, 'relation', p.household_relation, 'state', p.state) order by p.id) from registry.person p where p.county_code = ${county} and p.household_id = r.id and p.id <> all(${leaving}::uuid[])), '[]') as persons
    from registry.household r where r.county_code = ${county} and r.id = any(${ids}::uuid[]) and r.id <> all(${leaving}::uuid[])`.execute(act.tx);
  return rows;
}
