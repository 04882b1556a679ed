import { z } from 'zod';
import { RULES } from '../rules/proposals.ts';
import { STANDARD_TERMS } from '../rules/terms.ts';

const days = (title: string, standard: number, most = 3650) => z.number().int('应为整数').min(1, '至少 1 天').max(most, `至多 ${most} 天`).default(standard).meta({ title: `${title}（默认 ${standard} 天，待核实）` });
const due = z.object(Object.fromEntries(RULES.map((rule) => [rule.key, days(rule.title, rule.dueDays, 365)]))).meta({ title: '采纳建议后，措施的完成时限' });

/** 一策的时限 (setting `plans.terms`): by which days the rules propose, and how long a measure may take once its proposal is accepted. No law fixes them: all 待核实. */
export const PlanTerms = z.object({
  returnDays: days('退役报到后多少天内应走访', STANDARD_TERMS.returnDays, 365),
  recentDays: days('推送岗位、一对一服务、走访之后多少天内不再建议', STANDARD_TERMS.recentDays),
  trainedDays: days('参加培训之后多少天内不再建议培训', STANDARD_TERMS.trainedDays),
  confirmedDays: days('就业情况多少天没有核实的建议核实', STANDARD_TERMS.confirmedDays),
  renewDays: days('优待证到期前多少天建议换发', STANDARD_TERMS.renewDays, 365),
  due: due.default(() => due.parse({})),
});
export type PlanTerms = z.infer<typeof PlanTerms>;

/** The days in which a rule's measure is to be done, as the county has set them. */
export const dueDaysOf = (terms: PlanTerms | undefined, rule: { key: string; dueDays: number }): number => terms?.due[rule.key] ?? rule.dueDays;
