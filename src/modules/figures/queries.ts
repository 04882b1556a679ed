import { sql } from 'kysely';
import type { Act } from '#base/server/house.ts';

/** The county itself and its townships within the act's scope, in the order of the tree. */
export async function listTownships(act: Act): Promise<{ code: string; name: string }[]> {
  const { rows } = await sql<{ code: string; name: string }>`select code, name from organisation.division
    where county_code = ${act.scope.county} and level in ('county', 'township')
      and code between rpad(substr(${act.scope.from}, 1, 9), 12, '0') and ${act.scope.to} order by level, position, code`.execute(act.tx);
  return rows;
}
