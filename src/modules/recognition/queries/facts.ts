import { sql } from 'kysely';
import type { Values } from '#base/pure/record.ts';
import type { Act } from '#base/server/house.ts';
import { plainRows } from '#modules/registry/queries/sections.ts';
import { Livelihood } from '#modules/registry/schema/personal.ts';
import { Bereavement, DisabilityDetail, ServiceDetail } from '#modules/registry/schema/serving.ts';
import type { Facts } from '../rules/eligibility.ts';

type PersonRow = { name: string; sex: string | null; state: string; birth_on: string | null; enlisted_on: string | null; discharged_on: string | null; rank: string | null; hukou_kind: string | null; roles: string[]; graded: boolean; version: number };

/** What the register knows of a person that recognition asks for, within scope; undefined where the person is not there. Grade, illness and 参试 only as whether they are recorded. */
export async function factsOf(act: Act, personId: string): Promise<(Facts & { name: string; sex: string | null; personVersion: number }) | undefined> {
  const { rows } = await sql<PersonRow>`select r.name, r.sex, r.state, r.birth_on, r.enlisted_on, r.discharged_on, r.rank, r.hukou_kind, r.roles, r.disability_grade_sealed is not null as graded, r.version from registry.person r
    where r.county_code = ${act.scope.county} and r.division_code between ${act.scope.from} and ${act.scope.to} and r.id = ${personId}`.execute(act.tx);
  const person = rows[0];
  if (!person) return undefined;
  const only = async (type: typeof ServiceDetail | typeof DisabilityDetail | typeof Bereavement | typeof Livelihood): Promise<Values> => [...(await plainRows(act, type, personId)).values()][0] ?? {};
  const [service, disability, bereavement, livelihood] = [await only(ServiceDetail), await only(DisabilityDetail), await only(Bereavement), await only(Livelihood)];
  const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : null);
  return {
    name: person.name, sex: person.sex, personVersion: person.version, state: person.state, birthOn: person.birth_on, enlistedOn: person.enlisted_on, dischargedOn: person.discharged_on, rank: person.rank, hukouKind: person.hukou_kind, roles: person.roles, graded: person.graded,
    hukouBefore: text(service.hukouBefore), combatRecorded: ((service.combatKinds as string[] | null) ?? []).length > 0, testRecorded: Boolean(service.nuclearKind), verifiedOn: text(service.verifiedOn), verifiedDocument: text(service.verifiedDocument),
    ratedOn: text(disability.ratedOn), relation: text(bereavement.relation), deathKind: text(bereavement.deathKind), pension: text(livelihood.pension),
  };
}

/** The names of the township and the village of a division; empty where it has none. */
export async function findPlace(act: Act, code: string): Promise<{ path: string; township: string; village: string }> {
  const { rows } = await sql<{ level: string; name: string; path: string; parent: string | null }>`select d.level, d.name, d.path, u.name as parent from organisation.division d
    left join organisation.division u on u.county_code = d.county_code and u.code = d.parent_code where d.county_code = ${act.scope.county} and d.code = ${code}`.execute(act.tx);
  const found = rows[0];
  if (!found) return { path: code, township: '', village: '' };
  if (found.level === 'village') return { path: found.path, township: found.parent ?? '', village: found.name };
  return { path: found.path, township: found.level === 'township' ? found.name : '', village: '' };
}

/** The current row of a role of a person; undefined where there is none. */
export async function findCurrentRole(act: Act, personId: string, role: string): Promise<{ id: string; version: number } | undefined> {
  const { rows } = await sql<{ id: string; version: number }>`select id, version from registry.person_role where county_code = ${act.scope.county} and person_id = ${personId} and role = ${role} and status = 'current'`.execute(act.tx);
  return rows[0];
}

/** The row of a person's disability details: its id, version and day of rating; undefined where there is none. */
export async function findDisabilityDetail(act: Act, personId: string): Promise<{ id: string; version: number; rated_on: string | null } | undefined> {
  const { rows } = await sql<{ id: string; version: number; rated_on: string | null }>`select id, version, rated_on from registry.disability_detail where county_code = ${act.scope.county} and person_id = ${personId}`.execute(act.tx);
  return rows[0];
}

/** What the register keeps of a verification from above (参战、参试), with the row that keeps it. */
export type Verified = { id: string; version: number; verified_on: string | null; verified_document: string | null };

/** The person's row of 服役补充, within the county; undefined where there is none. */
export async function findServiceDetail(act: Act, personId: string): Promise<Verified | undefined> {
  const { rows } = await sql<Verified>`select id, version, verified_on, verified_document from registry.service_detail where county_code = ${act.scope.county} and person_id = ${personId}`.execute(act.tx);
  return rows[0];
}
