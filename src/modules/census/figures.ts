import { sql } from 'kysely';
import type { Figure } from '#base/server/figure.ts';
import { Answer, Entry } from './schema.ts';

/** The statistics that 普查 answers for. */
export const censusFigures: Figure[] = [
  { key: 'census.listed', chapter: 1, title: '列入普查', unit: '人', definition: '名单在期内冻结的普查所列的人数，同一人列入几次普查只计一人。', record: Entry, on: sql`r.listed_on`, measure: { distinct: sql`r.person_id` } },
  { key: 'census.answered', chapter: 1, title: '普查已问', unit: '人', definition: '期内问完一次普查全部问题的人数，一人几次只计一人。', record: Entry, on: sql`r.answered_on`, where: () => sql`r.state = 'answered'`, measure: { distinct: sql`r.person_id` } },
  { key: 'census.changed', chapter: 1, title: '普查有变化', unit: '人', definition: '期内普查回答中至少一题为“已改”的人数，一人几题只计一人。', record: Answer, on: sql`r.answered_on`, where: () => sql`r.outcome = 'changed'`, measure: { distinct: sql`r.person_id` } },
];
