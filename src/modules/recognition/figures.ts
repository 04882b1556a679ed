import { sql } from 'kysely';
import type { Figure } from '#base/server/figure.ts';
import { RecognitionCase } from './schema/case.ts';

/** The statistics that 身份认定 answers for; each counts cases, one person may have several. */
export const recognitionFigures: Figure[] = [
  { key: 'recognition.accepted', chapter: 3, title: '受理身份认定申请', unit: '个', definition: '受理日期在期内的身份认定申请件数，以后撤回的也计。', record: RecognitionCase, on: sql`r.accepted_on`, measure: 'count' },
  { key: 'recognition.approved', chapter: 3, title: '认定身份', unit: '个', definition: '决定日期在期内、现为“已认定”的申请件数，以后撤销认定的不计。', record: RecognitionCase, on: sql`r.decided_on`, where: () => sql`r.state = 'approved'`, measure: 'count' },
  { key: 'recognition.refused', chapter: 3, title: '不予认定', unit: '个', definition: '决定日期在期内、现为“不予认定”“复议中”或“维持不予认定”的申请件数。', record: RecognitionCase, on: sql`r.decided_on`, where: () => sql`r.state in ('refused', 'reconsidering', 'upheld')`, measure: 'count' },
];
