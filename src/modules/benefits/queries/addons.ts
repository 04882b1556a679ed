import { type RawBuilder, sql } from 'kysely';
import type { Act } from '#base/server/house.ts';
import type { Addon } from '../rules/facts.ts';
import { monthOf } from '../rules/months.ts';

/** The 逐人增发 approved to some persons, by first month; who has none is missing. */
export async function listAddons(act: Act, personIds: readonly string[]): Promise<Map<string, Addon[]>> {
  const { rows } = await sql<{ personId: string; item: string; from: string; until: string | null }>`select person_id as "personId", item, from_month as "from", until_month as until from benefits.addon
    where county_code = ${act.scope.county} and person_id = any(${[...personIds]}::uuid[]) order by from_month, id`.execute(act.tx);
  const found = new Map<string, Addon[]>();
  for (const { personId, item, from, until } of rows) {
    const held = found.get(personId) ?? [];
    held.push({ item, from: monthOf(from), until: until === null ? null : monthOf(until) });
    found.set(personId, held);
  }
  return found;
}

/** Of rows (alias `r`) the first whose name stands in no standard in force, with the names that do; undefined where all stand, or where the county has no 逐人增发 yet. */
export async function unknownAddon(act: Act, which: RawBuilder<unknown>): Promise<{ item: string; names: string[] } | undefined> {
  const { rows } = await sql<{ item: string; names: string[] }>`with known as (select distinct s.addon from benefits.standard s join benefits.notice n on n.county_code = s.county_code and n.id = s.notice_id and n.state = 'inForce' where s.county_code = ${act.scope.county} and s.kind = 'personal')
    select r.item, (select array_agg(addon order by addon) from known) as names from benefits.addon r where ${which} and exists (select 1 from known) and r.item not in (select addon from known) limit 1`.execute(act.tx);
  return rows[0];
}
