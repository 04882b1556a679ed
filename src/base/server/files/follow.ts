import { type RawBuilder, sql } from 'kysely';
import type { RecordType } from '#base/pure/record.ts';
import type { Act } from '../house.ts';

/** After rows of a record were written: their attachments stand in the division where the rows now are, and those that went with a row come back with it. `rows` is a condition on alias `r`. */
export async function attachmentsFollow(act: Act, type: RecordType, rows: RawBuilder<unknown>): Promise<void> {
  if (!(await hasAny(act, type))) return;
  await sql`update house.attachment a set division_code = r.division_code, removed_at = case when a.with_row then null else a.removed_at end, with_row = false
    from ${sql.table(type.name)} r where (${rows}) and a.county_code = ${act.scope.county} and r.county_code = a.county_code and a.record = ${type.name} and a.row_id = r.id
      and (a.division_code <> r.division_code or a.with_row)`.execute(act.tx);
}

/** Before rows of a record go: their attachments go with them, to come back when the row does. */
export async function attachmentsLeave(act: Act, type: RecordType, rows: RawBuilder<unknown>): Promise<void> {
  if (!(await hasAny(act, type))) return;
  await sql`update house.attachment a set removed_at = ${act.now}, with_row = true
    from ${sql.table(type.name)} r where (${rows}) and a.county_code = ${act.scope.county} and r.county_code = a.county_code and a.record = ${type.name} and a.row_id = r.id
      and a.removed_at is null`.execute(act.tx);
}

/** Whether any row of the record has attachments: most records have none, and imports of many rows pass here. */
async function hasAny(act: Act, type: RecordType): Promise<boolean> {
  const { rows } = await sql`select 1 from house.attachment where county_code = ${act.scope.county} and record = ${type.name} limit 1`.execute(act.tx);
  return rows.length > 0;
}
