import { z } from 'zod';

const whole = (title: string, standard: number, min: number, max: number) => z.number().int().min(min).max(max).default(standard).meta({ title: `${title}（默认 ${standard}）` });

/** 数据质量规则的界限 (setting `quality.limits`): ages in years, terms in days or months, counts of persons. Values that no law fixes are marked 待核实. */
export const Limits = z.object({
  oldestAge: whole('多少周岁以上仍在册的须核对，待核实', 115, 90, 130),
  childEnlistAge: whole('入伍时不满多少周岁的须改正，待核实', 12, 8, 16),
  enlistAgeFrom: whole('入伍年龄通常不小于多少周岁，待核实', 17, 12, 20),
  enlistAgeTo: whole('入伍年龄通常不大于多少周岁，待核实', 24, 20, 40),
  longServiceYears: whole('服役多少年以上的须核对，待核实', 45, 20, 60),
  conscriptYears: whole('义务兵服役多少年以上的须核对，待核实', 8, 2, 20),
  phoneShared: whole('多少人共用一个手机号码的须核对，待核实', 3, 2, 50),
  accountShared: whole('多少人共用一个银行账号的须改正，待核实', 5, 2, 50),
  unverifiedDays: whole('待核实超过多少天的须核对，待核实', 90, 7, 3650),
  pendingDays: whole('认定中超过多少天的须核对，待核实', 90, 7, 3650),
  staleDays: whole('档案多少天没有更新的须核对，待核实', 365, 30, 3650),
  profileDays: whole('就业台账多少天没有确认的须核对，待核实', 365, 30, 3650),
  remindMonths: whole('年满周岁提前多少个月提示，待核实', 3, 1, 12),
  contactAge: whole('多少周岁以上应有紧急联系人，待核实', 70, 50, 100),
  reportDays: whole('退役后多少天内报到（《退役军人安置条例》第五十一条）', 30, 1, 365),
});
export type Limits = z.infer<typeof Limits>;

/** The limits where the county has set none. */
export const DEFAULT_LIMITS: Limits = Limits.parse({});
