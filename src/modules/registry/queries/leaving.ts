import { type RawBuilder, sql } from 'kysely';
import type { Act } from '#base/server/house.ts';

const LEFT = sql`case when r.state = 'moved' then r.changed_on when r.state in ('dead', 'cancelled') then r.left_on end`;

/** Keeps the day on which persons left the county beside the day of their last change: who leaves and then dies has still left. `rows`: a condition on alias `r`. */
export async function keepLeaving(act: Act, rows: RawBuilder<unknown>): Promise<void> {
  await sql`update registry.person r set left_on = ${LEFT} where (${rows}) and r.left_on is distinct from ${LEFT}`.execute(act.tx);
}
