import { sql } from 'kysely';
import type { Act } from '#base/server/house.ts';
import type { Column } from '../rules/bankFile.ts';

/** A bank's layout with its columns in order. */
export type Layout = { id: string; name: string; format: 'csv' | 'fixed' | 'xlsx'; encoding: 'utf8' | 'gb18030'; header: boolean; columns: Column[] };

/** How many layouts the county has. */
export async function countLayouts(act: Act): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from benefits.bank_layout where county_code = ${act.scope.county}`.execute(act.tx);
  return rows[0]!.n;
}

/** The layout asked for, else the one that a run's file was made with. */
export async function findLayout(act: Act, id: string | undefined, runId: string): Promise<Layout | undefined> {
  const { county } = act.scope;
  const { rows } = await sql<Omit<Layout, 'columns'>>`select l.id, l.name, l.format, l.encoding, coalesce(l.header, false) as header from benefits.bank_layout l
    where l.county_code = ${county} and l.id = coalesce(${id ?? null}::uuid, (select r.layout_id from benefits.run r where r.county_code = ${county} and r.id = ${runId}))`.execute(act.tx);
  const layout = rows[0];
  if (!layout) return undefined;
  const { rows: columns } = await sql<Column>`select header, content, text, width from benefits.bank_column where county_code = ${county} and layout_id = ${layout.id} order by serial`.execute(act.tx);
  return { ...layout, columns };
}

/** Keeps with which layout a run's file was made, and its digest. */
export async function setFile(act: Act, runId: string, layoutId: string, digest: string): Promise<void> {
  await sql`update benefits.run set layout_id = ${layoutId}, file_digest = ${digest} where county_code = ${act.scope.county} and id = ${runId}`.execute(act.tx);
}

/** The sum sent to the bank and how many lines wait for the next run. */
export async function listNumbers(act: Act, runId: string): Promise<{ total: string; carried: number }> {
  const { rows } = await sql<{ total: string; carried: number }>`select coalesce(sum(amount) filter (where outcome in ('pending', 'paid', 'returned')), 0)::text as total, count(*) filter (where outcome = 'carried')::int as carried from benefits.line where county_code = ${act.scope.county} and run_id = ${runId}`.execute(act.tx);
  return rows[0]!;
}
