import { sql } from 'kysely';
import type { Figure } from '#base/server/figure.ts';
import { Person } from '#modules/registry/schema.ts';
import { Change, Departure } from './schema.ts';

const effected = sql`r.state in ('done', 'noted')`;

/** The statistics that 变动登记 answers for; deaths and reports are those of the files themselves, however they were entered. */
export const changesFigures: Figure[] = [
  { key: 'changes.deaths', chapter: 1, title: '本期去世', unit: '人', definition: '去世日期在期内、在册状态为“去世”的服务对象人数。', record: Person, on: sql`r.died_on`, where: () => sql`r.state = 'dead'`, measure: 'count' },
  { key: 'changes.reported', chapter: 1, title: '本期新报到', unit: '人', definition: '报到日期在期内的服务对象人数。', record: Person, on: sql`r.reported_on`, measure: 'count' },
  { key: 'changes.movedIn', chapter: 1, title: '本期县内迁入', unit: '人', definition: '变动日期在期内、已办理（含补录）的县内迁移人数，同一人多次迁移只计一人，按现在的区划计。', record: Change, on: sql`r.effective_on`, where: () => sql`r.kind = 'move' and ${effected}`, measure: { distinct: sql`r.person_id` } },
  { key: 'changes.cameIn', chapter: 1, title: '本期调入本县', unit: '人', definition: '变动日期在期内、已办理（含补录）的调入本县人数，同一人只计一人。', record: Change, on: sql`r.effective_on`, where: () => sql`r.kind = 'moveIn' and ${effected}`, measure: { distinct: sql`r.person_id` } },
  { key: 'changes.movedAway', chapter: 1, title: '本期县内迁出', unit: '人次', definition: '迁出日期在期内、范围为县内的迁出记录数，按迁出地的区划计。', record: Departure, on: sql`r.left_on`, where: () => sql`r.reach = 'county'`, measure: 'count' },
  { key: 'changes.wentOut', chapter: 1, title: '本期调出本县', unit: '人次', definition: '迁出日期在期内、范围为县外的迁出记录数；收到对方回执后才计。', record: Departure, on: sql`r.left_on`, where: () => sql`r.reach = 'beyond'`, measure: 'count' },
];
