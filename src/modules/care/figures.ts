import { sql } from 'kysely';
import type { Figure } from '#base/server/figure.ts';
import { BENEFIT_ROLES } from '#modules/registry/schema/codes.ts';
import { householdOfPlaque } from './queries.ts';
import { Plaque, Visit } from './schema.ts';

/** The statistics that 尊崇关爱 answers for. */
export const careFigures: Figure[] = [
  {
    key: 'care.visits', chapter: 3, title: '走访慰问优抚对象', unit: '人次',
    definition: '走访日期在期内、走访时类别含任一优抚对象身份的走访记录数，一人一次计一人次。',
    record: Visit, on: sql`r.visited_on`, where: () => sql`r.categories && ${[...BENEFIT_ROLES]}::text[]`, measure: 'count', print: 'hundredsOver',
  },
  {
    key: 'care.plaques', chapter: 1, title: '悬挂光荣牌', unit: '户',
    definition: '期末最后一天光荣牌有效（已悬挂且未取消）的家庭户数，没有户的一人作一户。',
    record: Plaque, where: (period) => sql`r.hung_on <= ${period.to} and (r.cancelled_on is null or r.cancelled_on > ${period.to})`,
    measure: { distinct: householdOfPlaque },
  },
];
