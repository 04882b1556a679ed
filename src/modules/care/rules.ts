import { addDays, type Day } from '#base/pure/day.ts';

/** 联系间隔 in days where the county has set none: a year, 依据《烈士褒扬条例》第二十五条 (每年走访). */
export const DEFAULT_CONTACT_DAYS = 365;

/** Days after merit news came in within which its visit should be paid, where the checklist says nothing; our proposal, 待核实. */
export const DEFAULT_MERIT_DAYS = 30;

/** Days after somebody came home from service within which 退役返乡必访 should be paid, where the checklist says nothing; our proposal, 待核实. */
export const DEFAULT_RETURN_DAYS = 15;

/** The last day on which a visit still counts as recent: with 365 days, on 2023-12-31 it is 2022-12-31. */
export function contactLimit(today: Day, contactDays: number): Day {
  return addDays(today, -contactDays);
}

type DefaultEntry = { heading: string; label: string; trigger: string; dueDays?: number; visitKind?: string; actors: string; evidence: string[] };
const entry = (heading: string, label: string, trigger: string, actors: string, evidence: string[], rest: { dueDays?: number; visitKind?: string } = {}): DefaultEntry => ({ heading, label, trigger, actors, evidence, ...rest });

const ENLISTMENT = '新兵入伍“四尊崇”';
const RETURN = '退役返乡“五关爱”';
const DAILY = '日常关怀“六必访”';

/**
 * 默认清单: the only published list of 四尊崇、五关爱、六必访 found (濉溪县孙疃镇 2021). The terms in days are our proposal,
 * 待核实; 五关爱 within 30 days follows the report rule of 《退役军人安置条例》第五十一条.
 */
export const DEFAULT_METHOD: { name: string; region: string; source: string; entries: DefaultEntry[] } = {
  name: '四尊崇、五关爱、六必访', region: '默认清单', source: '濉溪县孙疃镇 2021 年公开做法；时限为建议值，待核实',
  entries: [
    entry(ENLISTMENT, '入伍前座谈会', 'recruited', '乡级站、武装部', ['event']),
    entry(ENLISTMENT, '悬挂光荣牌', 'enlisted', '乡级站', ['plaque']),
    entry(ENLISTMENT, '欢送仪式', 'departing', '县、乡', ['event']),
    entry(ENLISTMENT, '集体合影', 'departing', '乡级站', ['event', 'photo']),
    entry(RETURN, '欢迎仪式', 'reported', '县局', ['event'], { dueDays: 30 }),
    entry(RETURN, '谈心活动', 'reported', '站长', ['note'], { dueDays: 30 }),
    entry(RETURN, '宣讲优惠政策', 'reported', '服务站', ['note'], { dueDays: 30 }),
    entry(RETURN, '推介就业岗位', 'reported', '服务站、县中心', ['job'], { dueDays: 30 }),
    entry(RETURN, '优质高效办事', 'reported', '服务窗口', ['event'], { dueDays: 30 }),
    entry(DAILY, '退役返乡必访', 'registered', '村、乡', ['visit'], { dueDays: DEFAULT_RETURN_DAYS, visitKind: 'visitReturn' }),
    entry(DAILY, '立功受奖必访', 'merit', '县、乡', ['visit', 'delivery'], { dueDays: DEFAULT_MERIT_DAYS, visitKind: 'visitMerit' }),
    entry(DAILY, '英模典型必访', 'model', '乡级站', ['visit'], { visitKind: 'visitModel' }),
    entry(DAILY, '重要节日必访', 'festival', '各级', ['visit'], { visitKind: 'visitFestival' }),
    entry(DAILY, '遇到困难必访', 'hardship', '村级站', ['visit'], { dueDays: 7, visitKind: 'visitHardship' }),
    entry(DAILY, '重大变故必访', 'crisis', '村、乡', ['visit'], { dueDays: 3, visitKind: 'visitCrisis' }),
  ],
};
