import { type RawBuilder, sql } from 'kysely';
import { levelOf, rangeOf } from '#base/pure/division.ts';
import type { Act } from '#base/server/house.ts';
import type { Asked } from '../rules/questions.ts';
import type { Counts, Progress, Report } from '../schema/answers.ts';

/** A campaign as its acts need it. */
export type CampaignRow = { id: string; version: number; title: string; fromOn: string; untilOn: string; state: string; note: string | null; area: string | null; roles: string[] | null; states: string[] | null; frozenOn: string | null; closedOn: string | null };

/** Whether any of some campaigns (alias `r`) has left 准备中. */
export async function hasOpened(act: Act, rows: RawBuilder<unknown>): Promise<boolean> {
  return (await sql`select 1 from census.campaign r where (${rows}) and r.state <> 'draft' limit 1`.execute(act.tx)).rows.length > 0;
}

/** Whether any of some questions (alias `r`) belongs to a campaign that has left 准备中. */
export async function hasOpenedQuestion(act: Act, rows: RawBuilder<unknown>): Promise<boolean> {
  return (await sql`select 1 from census.question r where (${rows}) and exists (select 1 from census.campaign c where c.county_code = r.county_code and c.id = r.campaign_id and c.state <> 'draft') limit 1`.execute(act.tx)).rows.length > 0;
}

/** A campaign of the act's county, or undefined; locked when it will be changed. */
export async function findCampaign(act: Act, id: string, lock = false): Promise<CampaignRow | undefined> {
  const { rows } = await sql<CampaignRow>`select id, version, title, from_on as "fromOn", until_on as "untilOn", state, note, area, roles, states, frozen_on as "frozenOn", closed_on as "closedOn"
    from census.campaign where county_code = ${act.scope.county} and id = ${id} ${lock ? sql`for update` : sql``}`.execute(act.tx);
  return rows[0];
}

/** The questions of a campaign in their order. */
export async function questionsOf(act: Act, campaignId: string): Promise<Asked[]> {
  const { rows } = await sql<Asked>`select id, label, binding, kind, choices from census.question where county_code = ${act.scope.county} and campaign_id = ${campaignId} order by position, created_at, id`.execute(act.tx);
  return rows;
}

/** Lists everybody whom a campaign asks, each at their own place, by one statement; answers how many. Repeating adds nobody twice. */
export async function listPersons(act: Act, campaign: CampaignRow, states: readonly string[]): Promise<number> {
  const range = rangeOf(campaign.area ?? act.actor.division);
  const roles = campaign.roles && campaign.roles.length > 0 ? sql`and r.roles && ${campaign.roles}::text[]` : sql``;
  const { numAffectedRows } = await sql`insert into census.entry (county_code, division_code, campaign_id, person_id, listed_at, listed_on, state)
    select r.county_code, r.division_code, ${campaign.id}, r.id, r.division_code, ${act.today}, 'waiting' from registry.person r
    where r.county_code = ${act.scope.county} and r.division_code between ${range.from} and ${range.to} and r.state = any(${[...states]}::text[]) ${roles}
    on conflict (county_code, campaign_id, person_id) do nothing`.execute(act.tx);
  return Number(numAffectedRows ?? 0n);
}

const COUNTS = sql`count(*)::int as listed, count(*) filter (where e.state = 'answered')::int as answered, count(*) filter (where e.state = 'unreachable')::int as unreachable,
  count(*) filter (where e.state = 'waiting')::int as waiting, count(*) filter (where e.state = 'dropped')::int as dropped`;

const within = (act: Act, alias: string, campaignId: string, division: string) => {
  const range = rangeOf(division);
  return sql`${sql.ref(`${alias}.county_code`)} = ${act.scope.county} and ${sql.ref(`${alias}.campaign_id`)} = ${campaignId} and ${sql.ref(`${alias}.division_code`)} between ${act.scope.from} and ${act.scope.to} and ${sql.ref(`${alias}.division_code`)} between ${range.from} and ${range.to}`;
};

/** Counts of a campaign's list in a division, whole and by the places directly below it in the order of their codes. */
export async function progressOf(act: Act, campaignId: string, division: string): Promise<Progress> {
  const whole = await sql<Counts>`select ${COUNTS} from census.entry e where ${within(act, 'e', campaignId, division)}`.execute(act.tx);
  const level = levelOf(division);
  const code = level === 'county' ? sql`substr(e.division_code, 1, 9) || '000'` : sql`e.division_code`;
  const places = level === 'village' ? [] : (await sql<Progress['places'][number]>`with found as (select ${code} as code, ${COUNTS} from census.entry e where ${within(act, 'e', campaignId, division)} group by 1)
    select f.*, coalesce(d.name, f.code) as name from found f left join organisation.division d on d.county_code = ${act.scope.county} and d.code = f.code order by f.code`.execute(act.tx)).rows;
  return { division, whole: whole.rows[0]!, places };
}

/** Outcomes by question in a division: the counts of exactly the answers that the ledger lists. */
export async function outcomesOf(act: Act, campaignId: string, division: string): Promise<Report['questions']> {
  const { rows } = await sql<Report['questions'][number]>`select q.id, q.label, count(a.id) filter (where a.outcome = 'same')::int as same, count(a.id) filter (where a.outcome = 'changed')::int as changed, count(a.id) filter (where a.outcome = 'unreachable')::int as unreachable
    from census.question q left join census.answer a on a.question_id = q.id and ${within(act, 'a', campaignId, division)}
    where q.county_code = ${act.scope.county} and q.campaign_id = ${campaignId} group by q.id, q.label, q.position order by q.position, q.id`.execute(act.tx);
  return rows;
}

/** What a campaign changed in a division, by place and person; at most `most` lines, and how many there are. */
export async function changesOf(act: Act, campaignId: string, division: string, most: number): Promise<{ rows: Report['changes']; total: number }> {
  const { rows } = await sql<Report['changes'][number] & { total: number }>`select a.person_id as "personId", p.name, coalesce(d.path, a.division_code) as place, q.label, a.before, a.after, a.answered_on as "answeredOn", a.answered_by as "answeredBy", count(*) over ()::int as total
    from census.answer a join registry.person p on p.county_code = a.county_code and p.id = a.person_id join census.question q on q.county_code = a.county_code and q.id = a.question_id
    left join organisation.division d on d.county_code = a.county_code and d.code = a.division_code
    where ${within(act, 'a', campaignId, division)} and a.outcome = 'changed' order by a.division_code, p.name_pinyin, p.id, q.position limit ${most}`.execute(act.tx);
  return { rows: rows.map(({ total: _total, ...one }) => one), total: rows[0]?.total ?? 0 };
}

/** Open campaigns with how many of the act's scope are still to be asked. */
export async function openCampaigns(act: Act): Promise<{ id: string; title: string; untilOn: string; waiting: number }[]> {
  const { rows } = await sql<{ id: string; title: string; untilOn: string; waiting: number }>`select c.id, c.title, c.until_on as "untilOn", count(*)::int as waiting from census.campaign c
    join census.entry e on e.county_code = c.county_code and e.campaign_id = c.id and e.state = 'waiting' and e.division_code between ${act.scope.from} and ${act.scope.to}
    where c.county_code = ${act.scope.county} and c.state = 'open' group by c.id, c.title, c.until_on order by c.until_on, c.title`.execute(act.tx);
  return rows;
}

/** The name of a division of the act's county. */
export async function placeName(act: Act, division: string): Promise<string> {
  const { rows } = await sql<{ path: string }>`select path from organisation.division where county_code = ${act.scope.county} and code = ${division}`.execute(act.tx);
  return rows[0]?.path ?? division;
}
