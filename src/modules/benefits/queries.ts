import { sql } from 'kysely';
import type { Act } from '#base/server/house.ts';
import type { ShippedStandard } from './standards/shipped.ts';

/** Adds the shipped standards that the county does not have yet, in one statement; a row already there keeps its amount. Gives how many were added. */
export async function insertMissingStandards(act: Act, standards: ShippedStandard[], division: string): Promise<number> {
  const { numAffectedRows } = await sql`insert into benefits.standard (county_code, id, division_code, scope, effective_on, category, variant, grade, nature, area, amount, period, verification, source)
    select ${act.scope.county}, gen_random_uuid(), ${division}, s.scope, s.effective_on, s.category, s.variant, s.grade, s.nature, s.area, s.amount, s.period, s.verification, s.source
    from jsonb_to_recordset(${JSON.stringify(standards)}::jsonb) as s(scope text, effective_on date, category text, variant text, grade integer, nature text, area text, amount bigint, period text, verification text, source text)
    on conflict on constraint standard_natural_key do nothing`.execute(act.tx);
  return Number(numAffectedRows ?? 0n);
}
