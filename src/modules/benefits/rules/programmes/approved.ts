import type { Programme } from '../programme.ts';

const approved = (key: string, label: string, rules: readonly string[], citation: string): Programme => ({ version: 1, rhythm: 'approved', exclusive: false, key, label, categories: [], rules, citation, recognition: {}, rate: () => 'notApproved' });

/** 烈士褒扬金: 30 × Y. */
export const martyrAwardProgramme = approved('martyrAward', '烈士褒扬金', [], '《军人抚恤优待条例》第十五条、第十八条；《烈士褒扬条例》第十五条');
/** 一次性抚恤金 with what merits add. */
export const deathPensionProgramme = approved('deathPension', '一次性抚恤金', [], '《军人抚恤优待条例》第十五条、第十六条、第十八条');
/** 地方一次性经济补助 by the county's own terms. */
export const localGrantProgramme = approved('localGrant', '地方一次性经济补助', ['RULE-18'], '《退役军人安置条例》第二十三条；本县办法');
/** 义务兵家庭优待金 of a year. */
export const conscriptProgramme = approved('conscript', '义务兵家庭优待金', [], '《军人抚恤优待条例》第四十二条；本县标准');

/** Programmes whose money is approved sum by sum, each for one month, by a second person. */
export const APPROVED_PROGRAMMES: readonly Programme[] = [martyrAwardProgramme, deathPensionProgramme, localGrantProgramme, conscriptProgramme];
