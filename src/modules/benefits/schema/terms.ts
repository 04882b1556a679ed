import { z } from 'zod';
import { labelOf } from '#base/pure/codes.ts';
import { PaymentProgramme } from '../schema.ts';

/** The regular benefits of which only the highest is paid, as far as the county lets two stand beside each other. */
export const EXCLUSIVE = ['disability', 'survivor', 'demobilised', 'redArmy', 'illReturned', 'combat', 'nuclearTest', 'martyrChild', 'rural'] as const;
const Exclusive = z.enum(EXCLUSIVE, '请选择项目').meta({ words: Object.fromEntries(EXCLUSIVE.map((key) => [key, labelOf(PaymentProgramme, key)])) });

/** The county's own readings for benefits: how far back its ledger of payments can be settled, recovery by instalments, what may be drawn side by side. */
export const BenefitTerms = z.object({
  opened: z.string().regex(/^\d{4}-\d{2}$/, '应为年月，如 2024-01').nullable().default(null).meta({ title: '从哪个月起逐月结算', help: '此前的发放不再比对；不填为第一个批次的起始月份' }),
  backMonths: z.number().int().min(12).max(240).default(60).meta({ title: '往前结算多少个月' }),
  recoveryPercent: z.number().int().min(0).max(100).default(30).meta({ title: '每批追回不超过应发的百分之几' }),
  recoveryFloorYuan: z.number().int().min(0).max(100_000).default(500).meta({ title: '追回后至少保留多少元' }),
  offsetFuneral: z.boolean().default(true).meta({ title: '丧葬补助先抵去世后多发的月份' }),
  beside: z.array(z.tuple([Exclusive, Exclusive]).refine(([one, other]) => one !== other, '两项须是不同的项目')).max(36).default([]).meta({ title: '可以同时享受的待遇（其余就高）' }),
});
/** The terms as they are read. */
export type BenefitTerms = z.infer<typeof BenefitTerms>;
/** Their key in house.setting. */
export const TERMS_KEY = 'benefits.terms';
