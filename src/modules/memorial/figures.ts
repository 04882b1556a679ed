import { type RawBuilder, sql } from 'kysely';
import type { Figure } from '#base/server/figure.ts';
import { Visit } from './schema.ts';

const ofKinds = (...kinds: string[]): RawBuilder<unknown> =>
  sql`exists (select 1 from memorial.organisation o where o.county_code = r.county_code and o.id = r.organisation_id and o.kind = any(${kinds}::text[]))`;

/** The statistics that this module answers for. */
export const memorialFigures: Figure[] = [
  {
    key: 'memorial.visitors', chapter: 4, title: '祭扫人次', unit: '人次', record: Visit, on: sql`r.visited_on`,
    measure: { sum: sql`r.headcount` }, print: 'tenThousand', definition: '期内到烈士纪念设施祭扫的人数之和，单位团体与散客计数都算，同一人来几次算几次。',
  },
  {
    key: 'memorial.organisations', chapter: 4, title: '祭扫的党政、企事业单位', unit: '个', record: Visit, on: sql`r.visited_on`,
    where: () => ofKinds('government', 'institution', 'enterprise'), measure: { distinct: sql`r.organisation_id` },
    definition: '期内来祭扫的党政机关、事业单位、企业个数，同一单位来几次只算一个。', rule: '以来访单位字典为准，合并过的名称算一个单位。',
  },
  {
    key: 'memorial.schools', chapter: 4, title: '祭扫的学校', unit: '所', record: Visit, on: sql`r.visited_on`,
    where: () => ofKinds('school'), measure: { distinct: sql`r.organisation_id` },
    definition: '期内来祭扫的学校所数，同一学校来几次只算一所。', rule: '以来访单位字典为准，合并过的名称算一所学校。',
  },
];
