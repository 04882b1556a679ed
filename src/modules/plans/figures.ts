import { sql } from 'kysely';
import type { Figure } from '#base/server/figure.ts';
import { Need, Plan } from './schema.ts';

/** The statistics that 一策 answers for. */
export const plansFigures: Figure[] = [
  { key: 'plans.needsNoted', chapter: 1, title: '登记需求', unit: '个', record: Need, on: sql`r.noted_on`, measure: 'count', definition: '提出日期在期内的需求个数，同一人的几项分别计。' },
  { key: 'plans.needsSolved', chapter: 1, title: '解决需求', unit: '个', record: Need, on: sql`r.ended_on`, where: () => sql`r.outcome = 'solved'`, measure: 'count', definition: '办结日期在期内、办结情况为“已解决”的需求个数；不再需要的不计。' },
  { key: 'plans.personsOpen', chapter: 1, title: '一策进行中的服务对象', unit: '人', record: Plan, where: () => sql`r.state = 'open'`, measure: { distinct: sql`r.person_id` }, definition: '有未办结需求的服务对象人数，是今天的数，不随统计期变化。' },
];
