import { z } from 'zod';

/** 复核间隔 (setting `plans.review`): months between two reviews of an open plan. */
export const ReviewRule = z.object({ months: z.number().int('应为整数').min(1, '不能少于 1 个月').max(24, '不能超过 24 个月').default(3).meta({ title: '每隔几个月复核一次（默认 3，按季度，待核实）' }) });
export type ReviewRule = z.infer<typeof ReviewRule>;

/** What is late at one place. */
export const Overdue = z.object({ divisionCode: z.string(), place: z.string(), plans: z.number(), measures: z.number() });
export type Overdue = z.infer<typeof Overdue>;

/** The head of the work list: proposals by rule, what waits for the caller's unit, and what is late by place. */
export const Overview = z.object({ unitId: z.string(), rules: z.array(z.object({ rule: z.string(), count: z.number() })), mine: z.number(), late: z.number(), reviews: z.number(), overdue: z.array(Overdue) });
export type Overview = z.infer<typeof Overview>;
