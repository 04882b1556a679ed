import { sql } from 'kysely';
import type { Act } from '#base/server/house.ts';
import { inScope } from '#base/server/records/list.ts';

/** A place that numbers are shown for. */
export type Township = { code: string; name: string; level: 'county' | 'township' };

/** The county itself and its townships in the order of the tree: those within the act's scope, or with `whole` all of the county (for ledgers that every station sees whole). */
export async function listTownships(act: Act, whole: boolean): Promise<Township[]> {
  const within = whole ? sql`true` : sql`code between rpad(substr(${act.scope.from}, 1, 9), 12, '0') and ${act.scope.to}`;
  const { rows } = await sql<Township>`select code, name, level from organisation.division
    where county_code = ${act.scope.county} and level in ('county', 'township') and ${within} order by level, position, code`.execute(act.tx);
  return rows;
}

/** The first and last day, up to a last one, on which any dated figure has a row within the act's scope; null where there is none. */
export async function spanOfRows(act: Act, last: string): Promise<{ first: string | null; last: string | null }> {
  const dated = [...act.house.figures.values()].filter((figure) => figure.on);
  if (dated.length === 0) return { first: null, last: null };
  const each = dated.map((figure) => sql`select min(${figure.on}) as first, max(${figure.on}) as last from ${sql.table(figure.record.name)} r
    where ${inScope(act, figure.record)} and ${figure.on} between '1949-10-01' and ${last}::date`);
  const { rows } = await sql<{ first: string | null; last: string | null }>`select min(first) as first, max(last) as last from (${sql.join(each, sql` union all `)}) as spans`.execute(act.tx);
  return rows[0]!;
}
