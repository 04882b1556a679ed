import { type RawBuilder, sql } from 'kysely';
import type { Act } from '#base/server/house.ts';

/** The hands of a row (an alias) of a ledger with the acting person's; of a row just brought back, with those of everybody who ever wrote it, so that deleting and restoring makes nobody a stranger to their own words. */
export function withHand(act: Act, alias: string, record: string): RawBuilder<unknown> {
  const of = (column: string) => sql.ref(`${alias}.${column}`);
  const changes = sql`house.change c where c.county_code = ${of('county_code')} and c.record = ${record} and c.row_id = ${of('id')}`;
  return sql`array(select u.x from unnest(${of('hands')} || ${act.actor.id}::text || case when exists (select 1 from ${changes} and c.version = ${of('version')} and c.act = 'restore') then array(select c.actor_id::text from ${changes} and c.actor_id is not null order by c.version) else '{}'::text[] end) with ordinality u(x, at) group by u.x order by min(u.at))`;
}

/** The hands of a conscript's year (alias `r`), with those of everybody who ever wrote its household, where payee and account stand, or the account of the payee's own file. */
export const YEAR_HANDS = sql`(r.hands || array(select c.actor_id::text from benefits.conscript_home h join house.change c on c.county_code = h.county_code and c.record = 'registry.person' and c.row_id = h.payee_id and c.after ->> 'bank_account_sealed' is not null and c.act in ('create', 'import', 'update')
  where h.county_code = r.county_code and h.person_id = r.person_id and h.bank_account_sealed is null and c.actor_id is not null) || array(select distinct c.actor_id::text from benefits.conscript_home h join house.change c on c.county_code = h.county_code and c.record = 'benefits.conscript_home' and c.row_id = h.id where h.county_code = r.county_code and h.person_id = r.person_id and c.actor_id is not null))`;
