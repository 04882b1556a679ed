import { type Fen, printYuan } from '#base/pure/fen.ts';
import { REGION_ASPECTS } from '../schema/conscripts.ts';
import { type Month, monthOf, yearOf } from './months.ts';
import { leftToPay, type Outside, unsaid } from './outside.ts';
import { conscriptAllowance, type ConscriptTerms, percentOf } from './oneOff.ts';

/** 义务兵服现役 lasts two years (《兵役法》第二十六条). */
export const CONSCRIPT_MONTHS = 24;

/** A county's terms of a year, with what they are kept under. */
export type CountyTerms = ConscriptTerms & { id: string; title: string; year: number; counting: 'serviceYear' | 'calendarYear'; verified: boolean };
/** What is known of a conscript and the household, from the register and the ledger of households. */
export type ConscriptFacts = {
  enlistedOn: string | null;
  /** Month of discharge, which is not served any more; month of death, which still counts. */
  dischargedOn: string | null; diedOn: string | null;
  education: string | null; awards: readonly { kind: string; on: string | null }[];
  /** Null where nobody has written down the household; `payeeKnown`: whether the payee has a file or a citizen id, by which they are told again when a file is made or a name put right. */
  home: { approvedHere: boolean; region: string | null; payeeKnown?: boolean } | null;
  outside: Outside;
};
/** A year of a household worked out. */
export type ConscriptReckoning = { answer: 'yes' | 'no' | 'unknown'; fen: Fen; months: number; steps: readonly string[]; missing: readonly string[]; because: string | null; standards: readonly string[]; payable: boolean };

/** One multiple or addition of a county's terms in words: '基数的 250%', '加 2,000.00 元，另加基数的 10%'. */
export function sayAddition({ item, percent, fen }: { item: string; percent: number | null; fen: Fen | null }): string {
  if (REGION_ASPECTS.includes(item)) return `基数的 ${percent}%`;
  return [...(fen ? [`加 ${printYuan(fen)} 元`] : []), ...(percent ? [`加基数的 ${percent}%`] : [])].join('，另');
}

/** Of a span of months from `from` to before `to`, the part of the conscript's two years that a year of the county counts. */
export function countedSpan(enlisted: Month, left: Month | null, year: number, counting: CountyTerms['counting']): { from: Month; to: Month } {
  const nth = year - yearOf(enlisted);
  const [first, last] = counting === 'serviceYear' ? [nth === 0 || nth === 1 ? enlisted + nth * 12 : enlisted, nth === 0 || nth === 1 ? enlisted + nth * 12 + 12 : enlisted] : [Math.max(enlisted, year * 12), Math.min(enlisted + CONSCRIPT_MONTHS, year * 12 + 12)];
  return { from: first, to: Math.max(first, left === null ? last : Math.min(last, left)) };
}

const DEGREES: Readonly<Record<string, string>> = { '10': 'postgraduate', '20': 'bachelor', '30': 'college' };
const HONOURS: Readonly<Record<string, string>> = { medal: 'order', title: 'order', war1: 'first', merit1: 'first', commend1: 'first', war2: 'second', merit2: 'second', commend2: 'second', war3: 'third', war4: 'third', merit3: 'third', excellent: 'excellent' };
const WORDS: Readonly<Record<string, string>> = { postgraduate: '研究生', bachelor: '本科', college: '专科', order: '荣誉称号', first: '一等功', second: '二等功', third: '三等功', excellent: '“四有”优秀' };

/**
 * 义务兵家庭优待金 of one household and year (《军人抚恤优待条例》第四十二条; docs/rulings/0016-one-off-payments.md): base, multiple and degree by the months served, the year's highest honour
 * whole. 德安 2020, base 14804 元, enlisted 2020-09, 进藏, by months of the calendar: 4 months, 14804.00 元; 12 months 44412.00 元.
 */
export function reckonConscript(facts: ConscriptFacts, year: number, terms: CountyTerms | undefined): ConscriptReckoning {
  const made: ConscriptReckoning = { answer: 'unknown', fen: 0n, months: 0, steps: [], missing: [], because: null, standards: [], payable: true };
  const no = (because: string): ConscriptReckoning => ({ ...made, answer: 'no', because });
  if (facts.home?.approvedHere === false) return no('不是由本县批准入伍');
  const { enlistedOn } = facts;
  const dated = enlistedOn !== null && enlistedOn.length >= 7;
  if (dated && terms) {
    const span = countedSpan(monthOf(enlistedOn), leftOf(facts), year, terms.counting);
    if (span.to <= span.from) return no(yearOf(monthOf(enlistedOn)) > year ? '还没有入伍' : '义务兵两年已满或已经退役');
  }
  const missing = [
    ...(terms ? [] : [`${year}年优待金标准`]), ...(dated ? [] : ['入伍时间（到月）']), ...(facts.home ? [] : ['义务兵家庭（领取人、账户、批准入伍地）']), ...(facts.home?.payeeKnown === false ? ['领取人档案或身份证号'] : []),
    ...(terms && facts.home && facts.home.region === null && Object.keys(terms.regions).length > 0 ? ['服役地区类别'] : []), ...(terms && facts.education === null && Object.keys(terms.degrees).length > 0 ? ['文化程度'] : []), ...unsaid(facts.outside),
  ];
  if (missing.length > 0 || !terms || !dated) return { ...made, missing };
  const sum = sumOf(facts, countedSpan(monthOf(enlistedOn), leftOf(facts), year, terms.counting), year, terms);
  const left = leftToPay(sum.fen, facts.outside);
  if (left.fen === 0n) return no([...sum.steps, ...left.steps].join('；'));
  return { ...made, answer: 'yes', fen: left.fen, months: sum.months, steps: [...sum.steps, ...left.steps], standards: [terms.id], payable: terms.verified };
}

function leftOf({ dischargedOn, diedOn }: ConscriptFacts): Month | null {
  const ends = [...(dischargedOn !== null && dischargedOn.length >= 7 ? [monthOf(dischargedOn)] : []), ...(diedOn !== null ? [monthOf(diedOn) + 1] : [])];
  return ends.length === 0 ? null : Math.min(...ends);
}

function sumOf(facts: ConscriptFacts, span: { from: Month; to: Month }, year: number, terms: CountyTerms): Pick<ConscriptReckoning, 'fen' | 'months' | 'steps'> {
  const months = span.to - span.from;
  const region = facts.home!.region ?? '';
  const degree = DEGREES[facts.education ?? ''];
  const honours = facts.awards.filter(({ on }) => on !== null && inSpan(on, span, year, terms.counting)).flatMap(({ kind }) => HONOURS[kind] ?? []);
  const based = percentOf(terms.base, terms.regions[region] ?? 100);
  const whole = conscriptAllowance(terms, { region, ...(degree ? { degree } : {}) });
  const served = (whole * BigInt(months) * 2n + 12n) / 24n;
  const extra = conscriptAllowance(terms, { honours }) - terms.base;
  const best = honours.find((one) => conscriptAllowance(terms, { honours: [one] }) - terms.base === extra);
  const steps = [
    `基数${printYuan(terms.base)}元${terms.regions[region] ? `×${terms.regions[region]}%＝${printYuan(based)}元` : ''}`,
    ...(degree && whole > based ? [`${WORDS[degree]}加发${printYuan(whole - based)}元`] : []),
    ...(months === 12 ? [] : [`计${months}个月：${printYuan(whole)}元×${months}÷12＝${printYuan(served)}元`]),
    ...(best && extra > 0n ? [`${WORDS[best]}加发${printYuan(extra)}元`] : []),
    `合计${printYuan(served + extra)}元`,
  ];
  return { fen: served + extra, months, steps };
}

/** Whether an honour belongs to the counted span; one known to its year alone belongs to the row of that year. By months of the calendar the whole year counts. */
function inSpan(on: string, { from }: { from: Month; to: Month }, year: number, counting: CountyTerms['counting']): boolean {
  if (counting === 'calendarYear' || on.length < 7) return Number(on.slice(0, 4)) === year;
  return monthOf(on) >= from && monthOf(on) < from + 12;
}
