import { type RawBuilder, sql } from 'kysely';
import { rangeOf } from '#base/pure/division.ts';
import { type Figure, figureRows, type Period } from './figure.ts';
import type { Act } from './house.ts';
import { inScope } from './records/list.ts';

/** What a figure came to: the measure (fen for money), and how many rows it was taken from. */
export type Measured = { value: number; rows: number };

/** Measures a figure over a period within the act's scope, or within one division of it. */
export async function measure(act: Act, figure: Figure, period: Period, division?: string): Promise<Measured> {
  const { rows } = await sql<{ value: string | null; rows: string }>`select ${measureOf(figure)} as value, count(*) as rows
    from ${sql.table(figure.record.name)} r where ${inScope(act, figure.record)} and ${within(division)} and ${figureRows(figure, period)}`.execute(act.tx);
  return { value: Number(rows[0]!.value ?? 0), rows: Number(rows[0]!.rows) };
}

/** Measures a figure for every township at once (`code` is 12 digits; rows placed at the county itself come under the county's code). */
export async function measureByTownship(act: Act, figure: Figure, period: Period): Promise<(Measured & { code: string })[]> {
  const { rows } = await sql<{ code: string; value: string | null; rows: string }>`select rpad(substr(r.division_code, 1, 9), 12, '0') as code, ${measureOf(figure)} as value, count(*) as rows
    from ${sql.table(figure.record.name)} r where ${inScope(act, figure.record)} and ${figureRows(figure, period)} group by 1 order by 1`.execute(act.tx);
  return rows.map((row) => ({ code: row.code, value: Number(row.value ?? 0), rows: Number(row.rows) }));
}

/** The ids of the rows behind a figure, in a fixed order: what a signed document freezes. */
export async function rowIds(act: Act, figure: Figure, period: Period): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select r.id from ${sql.table(figure.record.name)} r where ${inScope(act, figure.record)} and ${figureRows(figure, period)} order by r.id`.execute(act.tx);
  return rows.map((row) => row.id);
}

function measureOf(figure: Figure): RawBuilder<unknown> {
  if (figure.measure === 'count') return sql`count(*)`;
  return 'distinct' in figure.measure ? sql`count(distinct ${figure.measure.distinct})` : sql`coalesce(sum(${figure.measure.sum}), 0)`;
}

function within(division: string | undefined): RawBuilder<unknown> {
  if (!division) return sql`true`;
  const range = rangeOf(division);
  return sql`r.division_code between ${range.from} and ${range.to}`;
}
