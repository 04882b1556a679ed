import { type Fen, printYuan } from '#base/pure/fen.ts';
import type { OneOffKindCode } from '../schema/oneOff.ts';
import { monthOf, yearOf } from './months.ts';
import { deathPension, type GrantByYears, type GrantOnBase, halfYears, localGrant, martyrAward, type Merit, meritBonus, MERITS, type Sacrifice } from './oneOff.ts';
import { leftToPay, type Outside, unsaid } from './outside.ts';
import { type Rates, rateKey } from './rates.ts';

/** What is known of a payment made once: from the register, and what its paper says. */
export type OneOffFacts = {
  kind: OneOffKindCode; diedOn: string | null; enlistedOn: string | null; dischargedOn: string | null; settlement: string | null;
  /** 奖励种类 in the register. */
  awards: readonly string[];
  merit: Merit | 'none' | null; pay: Fen | null;
  /** When the register says that the grant was received. */
  grantPaidOn: string | null;
  outside: Outside;
};
/** A county's terms of its grant, as data. */
export type GrantRow = (GrantByYears | GrantOnBase) & { id: string; title: string; effectiveOn: string; verified: boolean };
/** What a payment is worked out on: the standards in force and the county's terms. */
export type OneOffBases = { rates: Rates; grants: readonly GrantRow[] };

/** A payment worked out: entitled with its sum, not because, or cannot be told because facts are missing; the arithmetic in words, what it rests on, and what a clerk should look at. */
export type Reckoning = { answer: 'yes' | 'no' | 'unknown'; fen: Fen; steps: readonly string[]; missing: readonly string[]; because: string | null; warnings: readonly string[]; standards: readonly string[]; payable: boolean; citation: string };

const CITATIONS: Readonly<Record<OneOffKindCode, string>> = {
  martyrAward: '《军人抚恤优待条例》第十五条、第十八条；《烈士褒扬条例》第十五条', pensionMartyr: '《军人抚恤优待条例》第十五条、第十六条、第十八条；《烈士褒扬条例》第十六条',
  pensionDuty: '《军人抚恤优待条例》第十五条、第十六条、第十八条、第三十二条', pensionIllness: '《军人抚恤优待条例》第十五条、第十六条、第十八条', localGrant: '《退役军人安置条例》第二十三条；本县办法',
};
const SACRIFICES: Readonly<Partial<Record<OneOffKindCode, Sacrifice>>> = { pensionMartyr: 'martyr', pensionDuty: 'duty', pensionIllness: 'illness' };
const INCOME = rateKey('城镇居民人均可支配收入');
const BASIC_PAY = rateKey('少尉月基本工资');
/** From when the present ladder of 增发 has effect. */
const LADDER_FROM = '2024-10-01';

const yuan = (fen: Fen): string => `${printYuan(fen)}元`;
const blank = (kind: OneOffKindCode): Reckoning => ({ answer: 'unknown', fen: 0n, steps: [], missing: [], because: null, warnings: [], standards: [], payable: true, citation: CITATIONS[kind] });

/** Works out a payment made once (docs/rulings/0016-one-off-payments.md). 烈士褒扬金 with Y 51821 元: 30 × 51821 = 1554630.00 元. */
export function reckonOneOff(facts: OneOffFacts, bases: OneOffBases): Reckoning {
  const made = facts.kind === 'localGrant' ? reckonGrant(facts, bases) : reckonDeath(facts, bases);
  if (made.answer !== 'yes') return made;
  const missing = unsaid(facts.outside);
  if (missing.length > 0) return { ...blank(facts.kind), missing };
  const left = leftToPay(made.fen, facts.outside);
  if (left.fen === 0n) return { ...blank(facts.kind), answer: 'no', because: [...made.steps, ...left.steps].join('；') };
  return { ...made, fen: left.fen, steps: [...made.steps, ...left.steps] };
}

type Income = { fen: Fen; standards: readonly string[]; payable: boolean; year: number };

/** Y: the national urban per-capita disposable income of the year before a death. Its row has effect within the year of death; one of an earlier year is not taken for it. */
function incomeFor(diedOn: string, { rates }: OneOffBases): Income | undefined {
  const month = monthOf(diedOn);
  const rate = rates.at(INCOME, month);
  return rate && yearOf(rate.since) === yearOf(month) ? { fen: rate.twelfths, standards: rate.standards, payable: rate.payable, year: yearOf(month) - 1 } : undefined;
}

function reckonDeath(facts: OneOffFacts, bases: OneOffBases): Reckoning {
  const made = blank(facts.kind);
  const as = SACRIFICES[facts.kind];
  const income = facts.diedOn === null ? undefined : incomeFor(facts.diedOn, bases);
  const merit = as ? meritOf(facts) : 'none';
  const missing = [
    ...(facts.diedOn === null ? ['死亡日期（在对象档案中登记去世）'] : []),
    ...(facts.diedOn !== null && !income ? [`${facts.diedOn.slice(0, 4)}年死亡适用的上一年度全国城镇居民人均可支配收入（标准通知，执行日期填${facts.diedOn.slice(0, 4)}年1月1日）`] : []),
    ...(as && facts.pay === null ? ['死亡时月基本工资及其依据'] : []),
    ...(merit === null ? ['荣誉称号由谁授予（在“最高功勋荣誉”中选）'] : []),
  ];
  if (missing.length > 0 || !income || merit === null) return { ...made, missing };
  if (!as) {
    const fen = martyrAward({ income: income.fen, pay: 0n });
    return { ...made, answer: 'yes', fen, steps: [`${income.year}年度全国城镇居民人均可支配收入${yuan(income.fen)}×30＝${yuan(fen)}`], standards: income.standards, payable: income.payable };
  }
  return { ...made, answer: 'yes', ...pensionOf(as, facts, facts.pay!, income, merit, bases) };
}

function pensionOf(as: Sacrifice, { diedOn }: OneOffFacts, pay: Fen, income: Income, merit: Merit | 'none', { rates }: OneOffBases): Pick<Reckoning, 'fen' | 'steps' | 'warnings' | 'standards' | 'payable'> {
  const least = rates.at(BASIC_PAY, monthOf(diedOn!));
  const low = least !== undefined && pay < least.monthly;
  const counted = low ? least.monthly : pay;
  const pension = deathPension(as, { income: income.fen, pay, leastPay: least?.monthly ?? 0n });
  const bonus = meritBonus(pension, merit === 'none' ? [] : [merit]);
  const steps = [
    ...(low ? [`月基本工资${yuan(pay)}低于少尉军官${yuan(least.monthly)}，按少尉计算`] : []),
    `${income.year}年度全国城镇居民人均可支配收入${yuan(income.fen)}×${as === 'illness' ? 2 : 20}＋月基本工资${yuan(counted)}×40＝${yuan(pension)}`,
    ...(merit === 'none' ? [] : [`增发${MERITS[merit].percent}%（${MERITS[merit].label}）${yuan(bonus)}`, `合计${yuan(pension + bonus)}`]),
  ];
  const warnings = [
    ...(least ? [] : ['标准中没有死亡时的“少尉月基本工资”，月基本工资低于少尉的不能自动按少尉，请按通知书核对']),
    ...(merit !== 'none' && diedOn! < LADDER_FROM ? ['2024年10月1日以前死亡的，增发比例按当时的条例，请核对'] : []),
  ];
  return { fen: pension + bonus, steps, warnings, standards: [...income.standards, ...(low ? least.standards : [])], payable: income.payable && (!low || least.payable) };
}

/** Which 奖励种类 raises by which of the six; a 荣誉称号 alone does not say who gave it. */
const MERIT_OF: Readonly<Record<string, Merit>> = { medal: 'order', war1: 'first', commend1: 'first', war2: 'second', merit1: 'second', commend2: 'second', war3: 'third', merit2: 'third', war4: 'fourth', merit3: 'fourth' };

/** The highest merit: as the paper says, else the register's; null where a 荣誉称号 decides and nobody said who gave it. */
export function meritOf({ merit, awards }: Pick<OneOffFacts, 'merit' | 'awards'>): Merit | 'none' | null {
  if (merit !== null) return merit;
  const found = awards.flatMap((kind) => MERIT_OF[kind] ?? []).sort((a, b) => MERITS[b].percent - MERITS[a].percent)[0];
  if (awards.includes('title') && found !== 'order') return null;
  return found ?? 'none';
}

function reckonGrant(facts: OneOffFacts, { grants }: OneOffBases): Reckoning {
  const made = blank(facts.kind);
  if (facts.grantPaidOn !== null) return { ...made, answer: 'no', because: `安置补充中登记已于${facts.grantPaidOn}领取` };
  if (facts.settlement !== null && facts.settlement !== 'self') return { ...made, answer: 'no', because: '安置方式不是自主就业' };
  const known = (day: string | null): day is string => day !== null && day.length >= 7;
  const terms = known(facts.dischargedOn) ? termsAt(grants, facts.dischargedOn) : undefined;
  const missing = [
    ...(facts.settlement === null ? ['安置方式'] : []), ...(known(facts.enlistedOn) ? [] : ['入伍时间（到月）']), ...(known(facts.dischargedOn) ? [] : ['退役时间（到月）']),
    ...(known(facts.dischargedOn) && !terms ? ['适用于这个退役时间的地方经济补助标准'] : []),
  ];
  if (missing.length > 0 || !known(facts.enlistedOn) || !known(facts.dischargedOn) || !terms) return { ...made, missing };
  const months = monthOf(facts.dischargedOn) - monthOf(facts.enlistedOn);
  if (months <= 0) return { ...made, answer: 'no', because: '退役时间不晚于入伍时间' };
  const fen = localGrant(terms, months);
  return { ...made, answer: 'yes', fen, steps: grantSteps(terms, months, fen), standards: [terms.id], payable: terms.verified };
}

function termsAt(grants: readonly GrantRow[], day: string): GrantRow | undefined {
  let found: GrantRow | undefined;
  const begun = ({ effectiveOn }: GrantRow) => (day.length === 10 && effectiveOn.length === 10 ? effectiveOn <= day : monthOf(effectiveOn) <= monthOf(day));
  for (const one of grants) if (begun(one) && (!found || one.effectiveOn >= found.effectiveOn)) found = one;
  return found;
}

const half = (halves: number): string => `${Math.floor(halves / 2)}${halves % 2 === 1 ? '.5' : ''}年`;

function grantSteps(terms: GrantRow, months: number, fen: Fen): string[] {
  const halves = halfYears(months);
  const served = `${terms.title}：服役${Math.floor(months / 12)}年${months % 12 === 0 ? '' : `${months % 12}个月`}，计${half(halves)}`;
  if (terms.kind === 'onBase') {
    const beyond = halves - terms.years * 2;
    return [served, beyond > 0 ? `${yuan(terms.base)}×（1＋（${half(halves)}－${terms.years}年）×${terms.percent}%）＝${yuan(fen)}` : `不超过${terms.years}年，发基数${yuan(fen)}`];
  }
  const first = Math.min(halves, terms.conscriptYears * 2);
  const later = halves - first;
  return [served, `${half(first)}×${yuan(terms.perYear)}${later > 0 ? `＋${half(later)}×${yuan(terms.perYear + terms.ncoStep)}` : ''}＝${yuan(fen)}`];
}
