import type { Programme } from '../programme.ts';
import type { Rate } from '../rates.ts';
import { combat, disability, nuclearTest, survivor } from './regular.ts';

/** Months of the old amount that go on after a death, by identity: survivors and 参战、参试 6, disabled veterans dead of illness 12. */
const MONTHS: Readonly<Record<string, number>> = { kin_martyr: 6, kin_duty: 6, kin_illness: 6, combat: 6, nuclear_test: 6, disabled: 12, disabled_other: 12 };
const REGULAR: readonly Programme[] = [disability, survivor, combat, nuclearTest];

/**
 * 丧葬补助: so many months of the amount of the month of death, paid once in the month after it (RULE-04, RULE-05, RULE-07). 烈士遗属 43116 元 a year: 6 months,
 * 21558 元 (T2); 七级因战 40260 元 dead of illness: 12 months, 40260 元 (T3). Of several identities the highest counts. A disabled veteran dead of the old
 * injury gets another payment instead (RULE-06); the national text names no other subsidies (RULE-08).
 */
export const funeral: Programme = {
  version: 1, rhythm: 'once', exclusive: false, key: 'funeral', label: '丧葬补助', categories: Object.keys(MONTHS), rules: ['RULE-04', 'RULE-05', 'RULE-06', 'RULE-07', 'RULE-08'],
  citation: '《军人抚恤优待条例》第二十二条、第三十二条、第六十二条；《烈士褒扬条例》第二十三条', recognition: {},
  onceIn: (facts) => (facts.died === null ? null : facts.died + 1),
  rate(facts, approval, month, terms) {
    if (approval.category.startsWith('disabled')) {
      if (facts.deathCause !== null && facts.deathCause !== 'illness') return 'notGraded';
    }
    const rate = REGULAR.find((one) => one.categories.includes(approval.category))!.rate(facts, approval, month - 1, terms);
    if (approval.category.startsWith('disabled') && facts.deathCause === null) return rate === 'grade' ? ['deathCause', 'grade'] : 'deathCause';
    return typeof rate === 'string' || Array.isArray(rate) ? rate : terms.rates.times(rate as Rate, MONTHS[approval.category]!);
  },
};
