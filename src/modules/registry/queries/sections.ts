import { type RawBuilder, sql } from 'kysely';
import type { RecordType, Values } from '#base/pure/record.ts';
import type { Act } from '#base/server/house.ts';
import { type Columns, decode } from '#base/server/records/columns.ts';
import type { PartYear } from '../rules.ts';
import { FILE_SECTIONS, PartYearSetting } from '../schema/file.ts';
import { Kin } from '../schema/personal.ts';
import { AGE } from './search.ts';

const PART_YEAR = 'registry.partYear';

/** How the county counts a part of a year of service. */
export async function findPartYear(act: Act): Promise<PartYear> {
  const { rows } = await sql<{ value: unknown }>`select value from house.setting where county_code = ${act.scope.county} and key = ${PART_YEAR}`.execute(act.tx);
  const read = PartYearSetting.safeParse(rows[0]?.value);
  return read.success ? read.data : 'full';
}

/** Of every section's record how many rows a person has and when the last of them was changed, in one query. */
export async function countSections(act: Act, personId: string): Promise<Map<string, { rows: number; changedAt: string | null }>> {
  const parts = FILE_SECTIONS.filter((one) => one.record).map((one) =>
    sql`select ${one.key} as key, count(*)::int as rows, max(r.updated_at) as changed_at from ${sql.table(one.record!.name)} r where r.county_code = ${act.scope.county} and r.person_id = ${personId}`);
  const { rows } = await sql<{ key: string; rows: number; changed_at: string | null }>`${sql.join(parts, sql` union all `)}`.execute(act.tx);
  return new Map(rows.map((row) => [row.key, { rows: row.rows, changedAt: row.changed_at }]));
}

/** The rows of a record that hang on a person, sealed fields in the clear, by id: for rules and papers, never for answers as they are. */
export async function plainRows(act: Act, type: RecordType, personId: string): Promise<Map<string, Values>> {
  const { rows } = await sql<Columns & { id: string }>`select r.* from ${sql.table(type.name)} r where r.county_code = ${act.scope.county} and r.division_code between ${act.scope.from} and ${act.scope.to} and r.person_id = ${personId} limit 200`.execute(act.tx);
  return new Map(rows.map((row) => [row.id, decode(type, row, act.house.keys)]));
}

/** Who counts this person as a member of their family, within scope. */
export async function listKinOf(act: Act, personId: string): Promise<{ personId: string; name: string; relation: string }[]> {
  const { rows } = await sql<{ id: string; name: string; relation: string }>`select p.id, p.name, k.relation from ${sql.table(Kin.name)} k join registry.person p on p.county_code = k.county_code and p.id = k.person_id
    where k.county_code = ${act.scope.county} and k.member_id = ${personId} and ${within(act, sql`p.division_code`)} order by k.relation, p.id limit 50`.execute(act.tx);
  return rows.map((row) => ({ personId: row.id, name: row.name, relation: row.relation }));
}

/** The other registered members of a person's household, within scope. */
export async function listHousehold(act: Act, personId: string): Promise<{ personId: string; name: string; relation: string | null; birthOn: string | null; age: number | null }[]> {
  const { rows } = await sql<{ id: string; name: string; relation: string | null; birth_on: string | null; age: number | null }>`select r.id, r.name, r.household_relation as relation, r.birth_on, ${AGE} as age
    from registry.person o join registry.person r on r.county_code = o.county_code and r.household_id = o.household_id and r.id <> o.id
    where o.county_code = ${act.scope.county} and o.id = ${personId} and ${within(act, sql`r.division_code`)} order by r.household_relation nulls last, r.id limit 50`.execute(act.tx);
  return rows.map((row) => ({ personId: row.id, name: row.name, relation: row.relation, birthOn: row.birth_on, age: row.age }));
}

/** Birth days of registered persons who are members of families, by id. */
export async function birthsOf(act: Act, ids: string[]): Promise<Map<string, { birthOn: string | null; name: string }>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{ id: string; birth_on: string | null; name: string }>`select r.id, r.birth_on, r.name from registry.person r where r.county_code = ${act.scope.county} and r.id = any(${ids}::uuid[])`.execute(act.tx);
  return new Map(rows.map((row) => [row.id, { birthOn: row.birth_on, name: row.name }]));
}

const within = (act: Act, column: RawBuilder<unknown>) => sql`${column} between ${act.scope.from} and ${act.scope.to}`;
