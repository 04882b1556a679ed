import { type RawBuilder, sql } from 'kysely';
import type { Period } from '#base/server/figure.ts';

/** Condition on an attendance `r`: its session is an adaptive one that started in the period. */
export function inAdaptiveSession(period: Period): RawBuilder<unknown> {
  return sql`exists (select 1 from training.session s where s.county_code = r.county_code and s.id = r.session_id
    and s.kind = 'adaptive' and s.starts_on between ${period.from} and ${period.to})`;
}
