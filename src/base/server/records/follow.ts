import { type RawBuilder, sql } from 'kysely';
import { columnOf, type RecordType } from '#base/pure/record.ts';
import { attachmentsFollow } from '../files/follow.ts';
import type { Act } from '../house.ts';

/**
 * Brings the rows that hang on some rows of `type` to the division where those now are: every record placed by a reference to it, with its attachments.
 * `ids` is `any(…)` over the ids of the moved rows. Their history stays where it was written: it is never changed.
 */
export async function bringAlong(act: Act, type: RecordType, ids: RawBuilder<unknown>): Promise<void> {
  const { county } = act.scope;
  for (const { type: hanging } of act.house.stores.values()) {
    const { placedBy } = hanging;
    if (!placedBy || hanging.fields[placedBy]!.of!().name !== type.name) continue;
    const reference = sql.ref(`h.${columnOf(placedBy)}`);
    await sql`update ${sql.table(hanging.name)} h set division_code = r.division_code from ${sql.table(type.name)} r
      where r.county_code = ${county} and r.id = ${ids} and h.county_code = ${county} and ${reference} = r.id and ${reference} = ${ids} and h.division_code <> r.division_code`.execute(act.tx);
    await attachmentsFollow(act, hanging, sql`r.county_code = ${county} and ${sql.ref(`r.${columnOf(placedBy)}`)} = ${ids}`);
  }
}
