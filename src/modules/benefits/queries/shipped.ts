import { sql } from 'kysely';
import { newId } from '#base/server/records/write.ts';
import type { Act } from '#base/server/house.ts';
import type { ShippedNotice, ShippedStandard } from '../standards/shipped.ts';

type Place = { reach: string; province: string | null; effective_on: string };
const placeKey = ({ reach, province, effective_on }: Place): string => `${reach}|${province ?? ''}|${effective_on}`;
const rowKey = (place: Place, row: Pick<ShippedStandard, 'category' | 'variant' | 'grade' | 'nature' | 'area'>): string => `${placeKey(place)}|${row.category}|${row.variant ?? ''}|${row.grade ?? ''}|${row.nature ?? ''}|${row.area ?? ''}`;

/** Adds the shipped standards that no shipped notice of the county holds yet, each under a notice of its place and day, and puts those notices in force; what is there keeps its amount. Gives how many rows were added. */
export async function insertMissingStandards(act: Act, shipped: ShippedNotice[], division: string): Promise<number> {
  const { rows: held } = await sql<Place & ShippedStandard>`select n.reach, n.province, n.effective_on, s.category, s.variant, s.grade, s.nature, s.area from benefits.notice n
    join benefits.standard s on s.county_code = n.county_code and s.notice_id = n.id where n.county_code = ${act.scope.county} and n.shipped`.execute(act.tx);
  const known = new Set(held.map((row) => rowKey(row, row)));
  const places = new Map<string, number>();
  for (const place of new Set(held.map(placeKey))) places.set(place, 1);
  const notices = shipped.flatMap((notice) => {
    const rows = notice.rows.filter((row) => !known.has(rowKey(notice, row)));
    return rows.length === 0 ? [] : [{ ...notice, id: newId(), title: places.has(placeKey(notice)) ? `${notice.title}补充 ${act.today}` : notice.title, rows }];
  });
  if (notices.length === 0) return 0;
  await sql`insert into benefits.notice (county_code, id, division_code, title, reach, province, effective_on, shipped)
    select ${act.scope.county}, n.id, ${division}, n.title, n.reach, n.province, n.effective_on, true
    from jsonb_to_recordset(${JSON.stringify(notices)}::jsonb) as n(id uuid, title text, reach text, province text, effective_on date)`.execute(act.tx);
  const rows = notices.flatMap((notice) => notice.rows.map((row) => ({ ...row, notice_id: notice.id })));
  await sql`insert into benefits.standard (county_code, id, division_code, notice_id, kind, category, variant, grade, nature, area, amount, period, verification, source)
    select ${act.scope.county}, gen_random_uuid(), ${division}, s.notice_id, s.kind, s.category, s.variant, s.grade, s.nature, s.area, s.amount, s.period, s.verification, s.source
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as s(notice_id uuid, kind text, category text, variant text, grade integer, nature text, area text, amount bigint, period text, verification text, source text)`.execute(act.tx);
  await sql`update benefits.notice set state = 'inForce', in_force = true, approved_on = ${act.today} where county_code = ${act.scope.county} and id = any(${notices.map(({ id }) => id)}::uuid[])`.execute(act.tx);
  return rows.length;
}
