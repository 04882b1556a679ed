import { sql } from 'kysely';
import { VETERAN_ROLES } from '#modules/registry/schema/codes.ts';

/** SQL on a person `r`: a file that is served now. */
export const SERVED = sql`r.state in ('registered', 'unverified')`;

/** SQL on a person `r`: has an open finding that must be mended or checked. */
export const HAS_FINDINGS = sql`exists (select 1 from quality.finding q where q.county_code = r.county_code and q.person_id = r.id and q.state = 'open' and q.severity in ('must', 'check'))`;

const veteran = sql`r.roles && ${[...VETERAN_ROLES]}::text[]`;

/** SQL on a person `r`: how many facts the file should hold: id, telephone, category of residence, address, ethnicity, political status, education; of veterans also enlistment, discharge and settlement. */
export const FACTS_REQUIRED = sql`(7 + case when ${veteran} then 3 else 0 end)`;

/** SQL on a person `r`: how many of them are filled. */
export const FACTS_FILLED = sql`(num_nonnulls(r.citizen_id_index, coalesce(r.mobile_index, r.phone_index), r.hukou_kind, coalesce(r.residence_address_index, r.hukou_address_index), r.ethnicity, r.political_status, r.education)
  + case when ${veteran} then num_nonnulls(r.enlisted_on, r.discharged_on, r.settlement) else 0 end)`;
