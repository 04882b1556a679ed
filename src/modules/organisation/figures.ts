import { sql } from 'kysely';
import type { Figure } from '#base/server/figure.ts';
import { Meeting } from './schema/meeting.ts';
import { Unit } from './schema/unit.ts';

/** The statistics that this module answers for. */
export const organisationFigures: Figure[] = [
  {
    key: 'organisation.stations', chapter: 1, title: '退役军人服务中心（站）', unit: '个', record: Unit, measure: 'count',
    definition: '期末存续的县级服务中心与乡镇（街道）服务站个数，不含局机关与村级站。',
    where: (period) => sql`r.level in ('county', 'township') and r.kind in ('centre', 'station') and (r.founded_on is null or r.founded_on <= ${period.to}::date) and (r.closed_on is null or r.closed_on > ${period.to}::date)`,
  },
  {
    key: 'organisation.meetingQuarters', chapter: 1, title: '召开站长会议的季度', unit: '季度', record: Meeting, measure: { distinct: sql`r.quarter` },
    definition: '期内至少召开过一次站长工作会议的季度数。', on: sql`r.held_on`,
  },
];
