import { addonsIn, type Approval, type Facts } from '../facts.ts';
import type { Month } from '../months.ts';
import type { Because, Programme, Terms } from '../programme.ts';
import { type Rate, type RateKey, rateKey, stepKey } from '../rates.ts';
import type { Missing } from '../facts.ts';

/** Keys made once: looking a rate up a million times must not build a million strings. */
function remembered<K extends string | number>(make: (from: K) => RateKey): (from: K) => RateKey {
  const known = new Map<K, RateKey>();
  return (from) => { let key = known.get(from); if (key === undefined) known.set(from, (key = make(from))); return key; };
}

const NATURES = ['因战', '因公', '因病'] as const;
const disabilityKeys: RateKey[] = Array.from({ length: 33 }, (_, index) => rateKey('残疾军人', null, Math.floor(index / 3), NATURES[index % 3]!));
/** The rate key of a grade and nature: 七级因战 is '残疾军人||7|因战'. */
export const disabilityKey = (grade: number, nature: (typeof NATURES)[number]): RateKey => disabilityKeys[grade * 3 + (nature === '因战' ? 0 : nature === '因公' ? 1 : 2)]!;

/** The standard of a key in a month for somebody, with what was approved to them on top, or what is missing: it, or the 户籍类别 by which it differs. */
const standard = (terms: Terms, facts: Facts, key: RateKey, month: Month): Rate | Missing => terms.rates.for(key, month, facts.hukou ?? null, addonsIn(facts, month)) ?? 'standard';

const monthly = { version: 1, rhythm: 'monthly', exclusive: true } as const;

/** 残疾抚恤金: by grade and nature, from the month of approval (RULE-02, RULE-12); 因病 below grade six has none by law. 七级因战 from 2025-08: 40260 元 a year, 3355 元 a month. */
export const disability: Programme = {
  ...monthly, key: 'disability', label: '残疾抚恤金', categories: ['disabled', 'disabled_other'], rules: ['RULE-02', 'RULE-12', 'RULE-20'], citation: '《军人抚恤优待条例》第二十七条、第三十一条',
  recognition: { disabled: 'disabilityFirst' },
  rate(facts, { grade, nature }, month, terms) {
    if (grade === 0 || nature === null) return 'grade';
    return terms.rates.at(disabilityKey(grade, nature), month, addonsIn(facts, month)) ?? (nature === '因病' && grade > 6 ? 'noGrade' : 'standard');
  },
};

const SURVIVORS: Readonly<Record<string, string>> = { kin_martyr: '烈士遗属', kin_duty: '因公牺牲军人遗属', kin_illness: '病故军人遗属' };
const survivorKey = remembered<string>((category) => rateKey('三属', SURVIVORS[category] ?? category));

/** Of 三属 at a step the key by identity and step, made once. */
const survivorSteps = new Map<string, (variant: string) => RateKey>();
const survivorStep = (category: string, variant: string): RateKey => {
  const identity = SURVIVORS[category] ?? category;
  let of = survivorSteps.get(identity);
  if (!of) survivorSteps.set(identity, (of = remembered<string>((step) => stepKey('三属', identity, step))));
  return of(variant);
};

/** 定期抚恤金 of survivors: by what the soldier died of, from the month of approval (RULE-03); where the province publishes steps (最低档、最高档), by the 优抚细类 of the approval. 烈士遗属 2025-08: 43116 元 a year. */
export const survivor: Programme = {
  ...monthly, key: 'survivor', label: '定期抚恤金', categories: ['kin_martyr', 'kin_duty', 'kin_illness'], rules: ['RULE-03', 'RULE-09', 'RULE-10'], citation: '《军人抚恤优待条例》第十九条、第二十条、第二十一条',
  recognition: { kin_martyr: 'bereaved', kin_duty: 'bereaved', kin_illness: 'bereaved' },
  rate(facts, { category, variant }, month, terms) {
    if (!terms.rates.goesBySteps(month)) return standard(terms, facts, survivorKey(category), month);
    const step = variant === null ? undefined : terms.rates.at(survivorStep(category, variant), month, addonsIn(facts, month));
    return step ?? 'variant';
  },
};

/** A subsidy of one amount for everybody in it. */
const subsidy = (key: string, label: string, category: string, standardName: string, rules: readonly string[], citation: string, recognition: Programme['recognition']): Programme => {
  const name = rateKey(standardName);
  return { ...monthly, key, label, categories: [category], rules, citation, recognition, rate: (facts, _approval, month, terms) => standard(terms, facts, name, month) };
};

/** 带病回乡退役军人生活补助: 2024-08 9828 元 a year. */
export const illReturned = subsidy('illReturned', '带病回乡退役军人生活补助', 'ill_returned', '带病回乡退役军人', ['RULE-15'], '《军人抚恤优待条例》第六十二条', { ill_returned: 'illReturned' });
/** 参战退役军人生活补助: 2024-08 10584 元 a year (待核实: two sources differ). */
export const combat = subsidy('combat', '参战退役军人生活补助', 'combat', '参战退役军人', ['RULE-15'], '《军人抚恤优待条例》第六十二条；《退役军人保障法》第八十三条', { combat: 'combat' });
/** 烈士老年子女生活补助: 2023-08 690 元 a month (待核实). */
export const martyrChild = subsidy('martyrChild', '烈士老年子女生活补助', 'martyr_child_60', '烈士老年子女', ['RULE-15'], '《军人抚恤优待条例》第六十二条', { martyr_child_60: 'martyrChild' });

/** 参试退役军人生活补助: as 参战 where no notice names an amount of its own (《军人抚恤优待条例》第六十一条; `rates.ts` reads it so). */
export const nuclearTest = subsidy('nuclearTest', '参试退役军人生活补助', 'nuclear_test', '参试退役军人', ['RULE-15'], '《军人抚恤优待条例》第六十一条', { nuclear_test: 'nuclearTest' });

/** A subsidy whose amount goes by a step that the province names: the approval says which. */
const stepped = (key: string, label: string, category: string, standardName: string, citation: string, recognition: Programme['recognition']): Programme => {
  const name = remembered<string>((variant) => rateKey(standardName, variant));
  return { ...monthly, key, label, categories: [category], rules: ['RULE-15', 'RULE-18'], citation, recognition, rate: (facts, { variant }, month, terms) => (variant === null ? 'variant' : standard(terms, facts, name(variant), month)) };
};

/** 在乡复员军人定期定量补助: set by the province by era of enlistment. */
export const demobilised = stepped('demobilised', '在乡复员军人定期补助', 'demobilised_old', '在乡复员军人', '《军人抚恤优待条例》第六十二条', { demobilised_old: 'demobilisedOld' });
/** 红军老战士补助: three kinds. 在乡退伍红军 2021-08 73960 元 a year. */
export const redArmy = stepped('redArmy', '红军老战士补助', 'red_army', '三红', '《军人抚恤优待条例》第六十二条', {});

const ruralName = rateKey('农村籍退役士兵老年生活补助(每服义务兵役1年)');
/** 农村籍退役士兵老年生活补助: an amount for each year of service, part years as the county counts them. 6 years under 2024: 6 × 720 = 4320 元 a year, 360 元 a month (T4). */
export const rural: Programme = {
  ...monthly, yields: true, key: 'rural', label: '农村籍退役士兵老年生活补助', categories: ['rural60'], rules: ['RULE-15'], citation: '《军人抚恤优待条例》第六十二条', recognition: { rural60: 'rural60' },
  rate(facts, _approval, month, terms) {
    if (facts.serviceYears === null) return 'serviceYears';
    const each = terms.rates.at(ruralName, month, addonsIn(facts, month));
    return each ? terms.rates.times(each, facts.serviceYears) : 'standard';
  },
};

const wageName = rateKey('城镇单位就业人员平均工资');
const shares = new WeakMap<Rate, Map<number, Rate>>();

/** 护理费: a share of last year's average wage (RULE-16), also of 伤残民警、民兵等 by analogy (第六十一条; docs/rulings/0011-several-benefits.md). 二级因公 under 84000 元 a year: 50 %, 3500 元 a month (T5). */
export const nursing: Programme = {
  version: 1, rhythm: 'monthly', exclusive: false, key: 'nursing', label: '护理费', categories: ['disabled', 'disabled_other'], rules: ['RULE-16'], citation: '《军人抚恤优待条例》第三十四条、第六十一条', recognition: {},
  rate(facts, approval, month, terms) {
    const share = nursingShare(facts, approval);
    if (typeof share === 'string') return share;
    const wage = terms.rates.at(wageName, month);
    return wage ? shareOf(wage, share) : 'wage';
  },
};

/** The share in percent that a grade gives, or why none. */
export function nursingShare(facts: Pick<Facts, 'mental' | 'careMode'>, { grade, nature }: Pick<Approval, 'grade' | 'nature'>): number | Missing | Because {
  if (grade === 0 || nature === null) return 'grade';
  if (grade > 6) return 'noGrade';
  if (grade > 4 && !facts.mental) return facts.mental === null ? 'mental' : 'noGrade';
  if (facts.careMode === '2') return 'hospital';
  if (grade > 4) return 25;
  if (facts.careMode === null) return 'careMode';
  return nature === '因病' ? 30 : grade <= 2 ? 50 : 40;
}

/** So many percent of a rate; the same object for the same share. */
export function shareOf(rate: Rate, percent: number): Rate {
  let known = shares.get(rate);
  if (!known) shares.set(rate, (known = new Map()));
  let made = known.get(percent);
  if (!made) known.set(percent, (made = { ...rate, monthly: (rate.twelfths * BigInt(percent) + 600n) / 1200n, twelfths: (rate.twelfths * BigInt(percent) + 50n) / 100n }));
  return made;
}
