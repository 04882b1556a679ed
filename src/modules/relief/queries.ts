import { type RawBuilder, sql } from 'kysely';
import { rangeOf } from '#base/pure/division.ts';
import type { Act } from '#base/server/house.ts';

/** What eligibility looks at in a campaign. */
export type CampaignRow = { id: string; division_code: string; roles: string[]; frozen_on: string | null };

/** Persons on alias `p` who belong on a campaign's list: on the register, of one of its categories, within its division and the act's scope. */
function eligible(act: Act, campaign: CampaignRow): RawBuilder<unknown> {
  const range = rangeOf(campaign.division_code);
  return sql`p.county_code = ${act.scope.county} and p.division_code between ${act.scope.from} and ${act.scope.to} and p.division_code between ${range.from} and ${range.to}
    and p.roles && ${campaign.roles}::text[] and p.state in ('registered', 'unverified')`;
}

/** Puts every eligible person on the list, each with its first step of history, in one statement; gives how many. */
export async function insertEveryone(act: Act, campaign: CampaignRow): Promise<number> {
  const { rows } = await sql<{ count: string }>`with entered as (
      insert into relief.campaign_entry (county_code, id, division_code, campaign_id, person_id)
      select p.county_code, gen_random_uuid(), p.division_code, ${campaign.id}, p.id from registry.person p where ${eligible(act, campaign)}
      on conflict (county_code, campaign_id, person_id) do nothing returning id, division_code, campaign_id, person_id, state),
    kept as (
      insert into house.change (county_code, record, row_id, version, division_code, act, at, actor_id, actor_name, reason, after)
      select ${act.scope.county}, 'relief.campaign_entry', id, 1, division_code, 'create', ${act.now}::timestamptz, ${act.actor.id}, ${act.actor.name}, '冻结名单', jsonb_build_object('campaign_id', campaign_id, 'person_id', person_id, 'state', state) from entered)
    select count(*) as count from entered`.execute(act.tx);
  return Number(rows[0]!.count);
}

/** Writes the day on which a campaign's list was frozen. */
export async function updateFrozen(act: Act, id: string): Promise<void> {
  await sql`update relief.campaign set frozen_on = ${act.today}, version = version + 1, updated_at = ${act.now} where county_code = ${act.scope.county} and id = ${id}`.execute(act.tx);
}

/** One page of eligible persons who are not on the list. */
export async function listMissed(act: Act, campaign: CampaignRow, page: number, size: number): Promise<{ rows: { id: string; name: string; divisionCode: string; division: string }[]; total: number }> {
  const missed = sql`from registry.person p left join organisation.division d on d.county_code = p.county_code and d.code = p.division_code
    where ${eligible(act, campaign)} and not exists (select 1 from relief.campaign_entry e where e.county_code = p.county_code and e.campaign_id = ${campaign.id} and e.person_id = p.id)`;
  const { rows: counted } = await sql<{ total: string }>`select count(*) as total ${missed}`.execute(act.tx);
  const { rows } = await sql<{ id: string; name: string; divisionCode: string; division: string }>`select p.id, p.name, p.division_code as "divisionCode", coalesce(d.path, p.division_code) as division ${missed} order by p.division_code, p.id limit ${size} offset ${(page - 1) * size}`.execute(act.tx);
  return { rows, total: Number(counted[0]!.total) };
}

/** Sets the household that is counted for payments: the one written down, else that of the person at the time of writing. */
export async function updateCountedHousehold(act: Act, rows: RawBuilder<unknown>): Promise<void> {
  await sql`update relief.payment r set counted_household_id = coalesce(r.household_id, p.household_id) from registry.person p
    where p.county_code = r.county_code and p.id = r.person_id and (${rows})`.execute(act.tx);
}

const entries = (condition: RawBuilder<unknown>) => sql`(select count(*)::integer from relief.campaign_entry e where e.county_code = r.county_code and e.campaign_id = r.id and ${condition})`;

/** The progress of a campaign on alias `r`, over the entries that the caller may see: 完成率 = visited ÷ listed, floored, in per cent. */
export const PROGRESS = {
  listed: entries(sql`true`),
  visited: entries(sql`e.state = 'visited'`),
  completion: sql`(select floor(100.0 * count(*) filter (where e.state = 'visited') / nullif(count(*), 0))::integer from relief.campaign_entry e where e.county_code = r.county_code and e.campaign_id = r.id)`,
};
