import { sql } from 'kysely';
import type { Figure } from '#base/server/figure.ts';
import { HealthCheck, Payment, SanatoriumStay } from './schema/help.ts';

const hardshipCash = () => sql`r.form = 'cash' and coalesce(r.beneficiary, 'veteran') in ('veteran', 'bereaved')`;
const HARDSHIP_RULE = '只计已发放的资金帮扶，对象为困难退役军人和三属；没有填对象的按困难退役军人计。';

/** The statistics that this module answers for. */
export const reliefFigures: Figure[] = [
  {
    key: 'relief.households', chapter: 3, title: '困难帮扶救助家庭', unit: '户', record: Payment, on: sql`r.paid_on`, where: hardshipCash,
    measure: { distinct: sql`coalesce(r.counted_household_id, r.person_id)` }, definition: '期内得到资金帮扶的困难退役军人及三属家庭户数，同一户几次只算一户；没有登记户的按本人一户。', rule: HARDSHIP_RULE,
  },
  {
    key: 'relief.paidFen', chapter: 3, title: '困难帮扶救助资金', unit: '元', record: Payment, on: sql`r.paid_on`, where: hardshipCash,
    measure: { sum: sql`r.amount` }, print: 'tenThousandYuan', definition: '期内向困难退役军人及三属发放的帮扶资金之和。', rule: HARDSHIP_RULE,
  },
  {
    key: 'relief.sanatoriumStays', chapter: 3, title: '组织疗养', unit: '人次', record: SanatoriumStay, on: sql`r.started_on`, measure: 'count',
    definition: '期内开始的疗养人次，一人疗养两次算两人次。',
  },
  {
    key: 'relief.healthChecksSelfChosen', chapter: 3, title: '自主择业军转干部体检', unit: '人', record: HealthCheck, on: sql`r.checked_on`, where: () => sql`r.category = 'selfChosen'`,
    measure: { distinct: sql`r.person_id` }, definition: '期内参加免费体检的自主择业军转干部人数，一人几次只算一人。',
  },
  {
    key: 'relief.healthChecksEnterprise', chapter: 3, title: '企业军转干部体检', unit: '人', record: HealthCheck, on: sql`r.checked_on`, where: () => sql`r.category = 'enterprise'`,
    measure: { distinct: sql`r.person_id` }, definition: '期内参加免费体检的企业军转干部人数，一人几次只算一人。',
  },
];
