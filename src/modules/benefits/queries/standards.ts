import { type RawBuilder, sql } from 'kysely';
import { labelOf } from '#base/pure/codes.ts';
import type { Day } from '#base/pure/day.ts';
import type { Act } from '#base/server/house.ts';
import { withHand } from './hands.ts';
import { provinceOf } from '../rules/provinces.ts';
import type { Reach, StandardKind, StandardRow } from '../rules/rates.ts';
import { Province, RateArea, RateCategory, RateNature } from '../schema/standards.ts';

/** Whether a row's latest decision lets it be used, on aliases `s` (standard) and `n` (notice): its own decision or one on its whole notice, whichever came last. */
const RELEASED = sql`coalesce((select x.decision = 'use' from benefits.release x where x.county_code = s.county_code and x.notice_id = s.notice_id and (x.standard_id is null or x.standard_id = s.id) order by x.at desc, x.id desc limit 1), false)`;

/** Notices, alias `n`, that concern the act's county: the nation's, its own province's, its own. Other provinces' are kept as reference. */
export function concerningCounty(act: Act): RawBuilder<unknown> {
  return sql`n.county_code = ${act.scope.county} and (n.reach in ('nation', 'county') or (n.reach = 'province' and n.province = ${provinceOf(act.scope.county)}))`;
}

type Columns = {
  id: string; reach: Reach; kind: StandardKind; category: string; variant: string | null; grade: number | null; nature: string | null; area: string | null; addon: string | null; amount: string; period: 'year' | 'month';
  effective_on: Day; published_on: Day | null; document: string; verified: boolean; released: boolean;
};

/** All standards of notices in force that concern the act's county, in the words of the published tables; an urban or rural amount carries that word in its variant, so that neither is taken for both. */
export async function rowsInForce(act: Act): Promise<StandardRow[]> {
  const { rows } = await sql<Columns>`select s.id, n.reach, s.kind, s.category, s.variant, s.grade, s.nature, s.area, s.addon, s.amount, s.period, n.effective_on, n.published_on, coalesce(n.document, n.title) as document,
      s.verification = 'published' as verified, ${RELEASED} as released
    from benefits.standard s join benefits.notice n on n.county_code = s.county_code and n.id = s.notice_id
    where ${concerningCounty(act)} and n.in_force order by n.effective_on, s.category, s.grade, s.nature, s.variant, s.id`.execute(act.tx);
  return rows.map((row) => ({
    id: row.id, reach: row.reach, kind: row.kind, category: labelOf(RateCategory, row.category), variant: variantOf(row), grade: row.grade, nature: row.nature === null ? null : labelOf(RateNature, row.nature),
    addon: row.addon, amount: BigInt(row.amount), period: row.period, effectiveOn: row.effective_on, publishedOn: row.published_on, document: row.document, verified: row.verified, released: row.released,
  }));
}

const variantOf = ({ variant, area }: Columns): string | null => (area === null ? variant : `${variant ?? ''}（${labelOf(RateArea, area)}）`);

const ofNotice = (column: string): RawBuilder<unknown> => sql`(select n.${sql.id(column)} from benefits.notice n where n.county_code = r.county_code and n.id = r.notice_id)`;
const ofRelease = (column: string): RawBuilder<unknown> => sql`(select case when x.decision = 'use' then x.${sql.id(column)} end from benefits.release x where x.county_code = r.county_code and x.notice_id = r.notice_id and (x.standard_id is null or x.standard_id = r.id) order by x.at desc, x.id desc limit 1)`;

/** What a standard shows of its notice and of the decision to use it, on alias `r`. */
export const OF_NOTICE: Record<string, RawBuilder<unknown>> = {
  reach: ofNotice('reach'), effectiveOn: ofNotice('effective_on'), publishedOn: ofNotice('published_on'), state: ofNotice('state'),
  place: sql`(select case n.reach when 'nation' then '全国' when 'county' then '本县' else ${placeWords()} end from benefits.notice n where n.county_code = r.county_code and n.id = r.notice_id)`,
  releasedBy: ofRelease('decided_by'), releasedOn: ofRelease('decided_on'), releaseDocument: ofRelease('document'), releaseReason: ofRelease('reason'),
};

/** The name of a notice's province, on alias `n`. */
function placeWords(): RawBuilder<unknown> {
  return sql`case n.province ${sql.join(Province.codes.map(({ code, label }) => sql`when ${sql.lit(code)} then ${sql.lit(label)}`), sql` `)} end`;
}

/** A notice among those that some rows belong to or are, which is no longer being drafted; `notices` gives their ids. */
export async function findSettledNotice(act: Act, notices: RawBuilder<unknown>): Promise<{ title: string; state: string } | undefined> {
  const { rows } = await sql<{ title: string; state: string }>`select n.title, n.state from benefits.notice n where n.county_code = ${act.scope.county} and n.id in (${notices}) and n.state <> 'draft' limit 1`.execute(act.tx);
  return rows[0];
}

/** Writes down that the acting person has worked on some notices: they may not approve them. */
export async function addHand(act: Act, notices: RawBuilder<unknown>): Promise<void> {
  await sql`update benefits.notice n set made_by = coalesce(n.made_by, ${act.actor.name}), edited_by = ${act.actor.name}, hands = ${withHand(act, 'n', 'benefits.notice')}
    where n.county_code = ${act.scope.county} and n.id in (${notices}) and n.state = 'draft'`.execute(act.tx);
}

/** Draft notices by title, for sheets whose rows name theirs. */
export async function listNoticesTitled(act: Act, titles: string[]): Promise<{ id: string; title: string; state: string; divisionCode: string }[]> {
  const { rows } = await sql<{ id: string; title: string; state: string; divisionCode: string }>`select id, title, state, division_code as "divisionCode" from benefits.notice where county_code = ${act.scope.county} and title = any(${titles}::text[])`.execute(act.tx);
  return rows;
}
