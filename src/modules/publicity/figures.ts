import { sql } from 'kysely';
import type { Figure } from '#base/server/figure.ts';
import { Lecture, Studio } from './schema.ts';

/** The statistics that this module answers for. */
export const publicityFigures: Figure[] = [
  {
    key: 'publicity.studios', chapter: 4, title: '挂牌的老兵工作室', unit: '个', record: Studio, measure: 'count',
    definition: '期末已挂牌、未撤牌的县服务中心和乡镇（街道）服务站老兵工作室个数，不含村级。',
    where: (period) => sql`r.plaque_on <= ${period.to}::date and (r.removed_on is null or r.removed_on > ${period.to}::date)
      and exists (select 1 from organisation.unit u where u.county_code = r.county_code and u.id = r.unit_id and u.level in ('county', 'township'))`,
  },
  {
    key: 'publicity.lectures', chapter: 4, title: '老兵宣讲', unit: '次', record: Lecture, on: sql`r.held_on`, measure: 'count',
    definition: '期内举办的老兵宣讲活动次数。',
  },
  {
    key: 'publicity.lectureAudience', chapter: 4, title: '宣讲听众', unit: '人次', record: Lecture, on: sql`r.held_on`, measure: { sum: sql`r.audience` }, print: 'hundredsOver',
    definition: '期内各次老兵宣讲的听众人数之和，同一人听几次算几次。',
  },
];
