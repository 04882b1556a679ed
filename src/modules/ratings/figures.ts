import { sql } from 'kysely';
import type { Figure } from '#base/server/figure.ts';
import { Application } from './schema.ts';

/** The statistics that this module answers for. */
export const ratingsFigures: Figure[] = [
  {
    key: 'ratings.accepted', chapter: 1, title: '通过星级验收的服务中心（站）', unit: '个', record: Application, on: sql`r.awarded_on`, where: () => sql`r.state <> 'revoked'`,
    measure: { distinct: sql`r.unit_id` }, definition: '授牌（通过验收）日期在期内、未被摘牌的申报单位个数；清单列出单位名称。',
  },
];
