import { sql } from 'kysely';
import type { Figure } from '#base/server/figure.ts';
import { inAdaptiveSession } from './queries.ts';
import { Attendance, Session } from './schema.ts';

/** The statistics that 教育培训 answers for. */
export const trainingFigures: Figure[] = [
  {
    key: 'training.adaptiveSessions', chapter: 2, title: '适应性培训', unit: '次',
    definition: '培训类型为适应性培训、开班日期在期内的培训期次数。',
    record: Session, on: sql`r.starts_on`, where: () => sql`r.kind = 'adaptive'`, measure: 'count',
  },
  {
    key: 'training.adaptiveTrainees', chapter: 2, title: '适应性培训参训', unit: '人',
    definition: '期内开班的适应性培训中已签到的人数，同一人参加多期只计一人。',
    record: Attendance, where: (period) => sql`r.signed_on is not null and ${inAdaptiveSession(period)}`, measure: { distinct: sql`r.person_id` },
  },
];
