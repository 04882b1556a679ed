import { type RawBuilder, sql } from 'kysely';
import { VETERAN_ROLES } from '#modules/registry/schema/codes.ts';

/** SQL on a person `r`: a file that is served now. */
export const SERVED = sql`r.state in ('registered', 'unverified')`;

/** SQL on a person `r`: has an open finding that must be mended or checked. */
export const HAS_FINDINGS = sql`exists (select 1 from quality.finding q where q.county_code = r.county_code and q.person_id = r.id and q.state = 'open' and q.severity in ('must', 'check'))`;

const veteran = sql`r.roles && ${[...VETERAN_ROLES]}::text[]`;

type Fact = { rule: string; column: RawBuilder<unknown> };

/** Facts that every file should hold, each with the rule that speaks where it is missing. */
const OF_ALL: readonly Fact[] = [
  { rule: 'id.missing', column: sql`r.citizen_id_index` }, { rule: 'phone.none', column: sql`coalesce(r.mobile_index, r.phone_index)` }, { rule: 'hukou.kind', column: sql`r.hukou_kind` },
  { rule: 'residence.missing', column: sql`coalesce(r.residence_address_index, r.hukou_address_index)` }, { rule: 'ethnicity.missing', column: sql`r.ethnicity` }, { rule: 'politics.missing', column: sql`r.political_status` },
  { rule: 'education.missing', column: sql`r.education` },
];
/** Facts that the file of a veteran should hold besides. */
const OF_VETERANS: readonly Fact[] = [{ rule: 'enlist.missing', column: sql`r.enlisted_on` }, { rule: 'discharge.missing', column: sql`r.discharged_on` }, { rule: 'settle.missing', column: sql`r.settlement` }];

/** 1 where the rule is in use in the county whose rows are read, else 0; looks once a statement, not once a row. */
const inUse = (rule: string) => sql`(case when exists (select 1 from quality.suspension o where o.county_code = nullif(current_setting('app.county', true), '') and o.rule = ${rule} and o.ended_on is null) then 0 else 1 end)`;
const required = (facts: readonly Fact[]) => sql.join(facts.map(({ rule }) => inUse(rule)), sql` + `);
const filled = (facts: readonly Fact[]) => sql.join(facts.map(({ rule, column }) => sql`${inUse(rule)} * num_nonnulls(${column})`), sql` + `);

/** SQL on a person `r`: how many facts the file should hold, those left out whose rule the county has put out of use. */
export const FACTS_REQUIRED = sql`(${required(OF_ALL)} + case when ${veteran} then ${required(OF_VETERANS)} else 0 end)`;

/** SQL on a person `r`: how many of them are filled. */
export const FACTS_FILLED = sql`(${filled(OF_ALL)} + case when ${veteran} then ${filled(OF_VETERANS)} else 0 end)`;

/** The rules whose facts the two figures count. */
export const FACT_RULES: readonly string[] = [...OF_ALL, ...OF_VETERANS].map(({ rule }) => rule);
