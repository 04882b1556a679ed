import { sql } from 'kysely';
import type { Figure } from '#base/server/figure.ts';
import { Person } from '#modules/registry/schema.ts';
import { FACTS_FILLED, FACTS_REQUIRED, HAS_FINDINGS, SERVED } from './queries/measures.ts';

/** The statistics that 数据质量 answers for: two pairs, of which pages show the share; states of today, not of a period. */
export const qualityFigures: Figure[] = [
  { key: 'quality.persons.findings', chapter: 1, title: '有待核对事项的在册人员', unit: '人', definition: '在册状态为“在册”或“待核实”，且有未处理的“必须改”或“请核对”事项的人数。', record: Person, where: () => sql`${SERVED} and ${HAS_FINDINGS}`, measure: 'count' },
  { key: 'quality.persons.clear', chapter: 1, title: '没有待核对事项的在册人员', unit: '人', definition: '在册状态为“在册”或“待核实”，且没有未处理的“必须改”或“请核对”事项（本县停用的规则不计）的人数；与上一项之和的比为准确率。', record: Person, where: () => sql`${SERVED} and not ${HAS_FINDINGS}`, measure: 'count' },
  { key: 'quality.facts.required', chapter: 1, title: '必填事实应填数', unit: '个', definition: '在册人员应填的事实合计：每人 7 项（身份证号、电话、户籍类别、住址、民族、政治面貌、文化程度），退役军人另加入伍时间、退役时间、安置方式 3 项；本县停用了“未填”规则的事实不计。', record: Person, where: () => SERVED, measure: { sum: FACTS_REQUIRED } },
  { key: 'quality.facts.filled', chapter: 1, title: '必填事实已填数', unit: '个', definition: '上述事实中已填的个数；与应填数的比为完整率。', record: Person, where: () => SERVED, measure: { sum: FACTS_FILLED } },
];
