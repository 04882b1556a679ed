import { sql } from 'kysely';
import type { Act } from '#base/server/house.ts';

/** A person of a household, as moves and deaths ask for them. */
export type HouseholdMember = { id: string; name: string; relation: string | null; served: boolean; division: string };

/** The persons of a household in scope, in service first, whoever stands nearest to the head before the others. */
export async function membersOf(act: Act, householdId: string): Promise<HouseholdMember[]> {
  const { county, from, to } = act.scope;
  const { rows } = await sql<HouseholdMember>`select r.id, r.name, r.household_relation as relation, r.state not in ('dead', 'moved', 'cancelled') as served, r.division_code as division from registry.person r
    where r.county_code = ${county} and r.household_id = ${householdId} and r.division_code between ${from} and ${to} order by 4 desc, r.household_relation nulls last, r.name, r.id`.execute(act.tx);
  return rows;
}

/** Those of a household whose files lie where it lies itself, but for one person: whoever would be left without it if it went. */
export async function livingWith(act: Act, householdId: string, personId: string): Promise<HouseholdMember[]> {
  const { rows } = await sql<{ division: string }>`select division_code as division from registry.household where county_code = ${act.scope.county} and id = ${householdId}`.execute(act.tx);
  return (await membersOf(act, householdId)).filter((one) => one.id !== personId && one.division === rows[0]?.division);
}

/** The name of the head of a household in scope; undefined where it is not there. */
export async function headOf(act: Act, householdId: string): Promise<string | undefined> {
  const { county, from, to } = act.scope;
  const { rows } = await sql<{ name: string }>`select head_name as name from registry.household where county_code = ${county} and id = ${householdId} and division_code between ${from} and ${to}`.execute(act.tx);
  return rows[0]?.name;
}
