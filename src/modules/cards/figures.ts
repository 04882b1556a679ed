import { sql } from 'kysely';
import type { Figure } from '#base/server/figure.ts';
import { ContactCard } from './schema/contact.ts';
import { PreferentialCard } from './schema/preferential.ts';

/** The statistics that 一卡 answers for. */
export const cardsFigures: Figure[] = [
  { key: 'cards.contact', chapter: 1, title: '持有效联系卡的服务对象', unit: '人', definition: '有一张以上有效联系卡的服务对象人数，一人多卡只计一人；全户卡计保管人一人。', record: ContactCard, where: () => sql`r.state = 'valid'`, measure: { distinct: sql`r.person_id` } },
  { key: 'cards.issued', chapter: 1, title: '发放优待证', unit: '人', definition: '优待证发放日期在期内的人数，期内换发、补发的一人只计一次；以后挂失、注销的仍计。', record: PreferentialCard, on: sql`r.issued_on`, measure: { distinct: sql`r.person_id` } },
  { key: 'cards.waiting', chapter: 1, title: '优待证待领取', unit: '人', definition: '县中心已签收、本人尚未领取的优待证人数，是今天的数，不随统计期变化。', record: PreferentialCard, where: () => sql`r.state = 'waiting'`, measure: { distinct: sql`r.person_id` } },
];
