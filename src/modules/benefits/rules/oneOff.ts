import type { Fen } from '#base/pure/fen.ts';

/** What death payments are worked out from: Y, last year's national urban per-capita disposable income; S, the monthly basic pay or allowance; and the pay of a 少尉, which S counts for at least. */
export type DeathBases = { income: Fen; pay: Fen; leastPay?: Fen };
/** What a soldier died as. */
export type Sacrifice = 'martyr' | 'duty' | 'illness';

/** 烈士褒扬金: 30 × Y (《烈士褒扬条例》第十五条). Y 51821 元 (2023): 1554630 元. */
export function martyrAward({ income }: DeathBases): Fen {
  return income * 30n;
}

/** 一次性抚恤金: 烈士、因公牺牲 20 × Y + 40 × S, 病故 2 × Y + 40 × S (《军人抚恤优待条例》第十五条). Y 51821 元, S 6500 元: 1296420 元 and 363642 元; a conscript's allowance of 1200 元 counts as the 6500 元 of a 少尉. */
export function deathPension(as: Sacrifice, { income, pay, leastPay = 0n }: DeathBases): Fen {
  return income * (as === 'illness' ? 2n : 20n) + (pay > leastPay ? pay : leastPay) * 40n;
}

/** Honours that raise a 一次性抚恤金, highest first, with their percent (《军人抚恤优待条例》第十六条); only the highest counts. */
export const MERITS = {
  order: { label: '勋章或国家荣誉称号', percent: 40 }, central: { label: '中央、国务院、中央军委联合授予荣誉称号', percent: 35 }, first: { label: '一等战功、一级表彰或军委授权单位荣誉称号', percent: 30 },
  second: { label: '二等战功、一等功或二级表彰', percent: 25 }, third: { label: '三等战功或二等功', percent: 15 }, fourth: { label: '四等战功或三等功', percent: 5 },
} as const;
/** One of the six honours. */
export type Merit = keyof typeof MERITS;

/** 增发: the highest honour's percent of the 一次性抚恤金. 二等功 and 三等功 on 1296420 元: 15 %, 194463 元. */
export function meritBonus(pension: Fen, merits: readonly Merit[]): Fen {
  const percent = Math.max(0, ...merits.map((merit) => MERITS[merit].percent));
  return percentOf(pension, percent);
}

/** 地方一次性经济补助 by years: a conscript's years, an NCO's further years with a step, part years as half or whole (Henan 2013). */
export type GrantByYears = { kind: 'byYears'; perYear: Fen; ncoStep: Fen; conscriptYears: number };
/** 地方一次性经济补助 on a base that grows by a percent for each year beyond the first ones (Wuhan 2020). */
export type GrantOnBase = { kind: 'onBase'; base: Fen; years: number; percent: number };

/** Half years of service: under six months count half, from six months a whole year. 2 年 0 个月 4, 5 年 3 个月 11, 5 年 7 个月 12. */
export function halfYears(months: number): number {
  const rest = months % 12;
  return Math.floor(months / 12) * 2 + (rest === 0 ? 0 : rest < 6 ? 1 : 2);
}

/**
 * 地方一次性经济补助 for so many months of service. Henan 2013: 4500 元 a year, 2 年 0 个月 9000 元 (T7), an NCO's further year 5500 元;
 * Wuhan 2020: 9000 × [1 + (years − 2) × 20 %], 5 年 14400 元 (T6).
 */
export function localGrant(terms: GrantByYears | GrantOnBase, months: number): Fen {
  const halves = BigInt(halfYears(months));
  if (terms.kind === 'onBase') {
    const beyond = halves - BigInt(terms.years) * 2n;
    return terms.base + (beyond > 0n ? (terms.base * beyond * BigInt(terms.percent)) / 200n : 0n);
  }
  const first = halves < BigInt(terms.conscriptYears) * 2n ? halves : BigInt(terms.conscriptYears) * 2n;
  return (terms.perYear * first + (terms.perYear + terms.ncoStep) * (halves - first)) / 2n;
}

/** 义务兵家庭优待金 of a county: the yearly base, the multiple of hard regions, what a degree adds (an amount, or percent of the base), and what an honour adds. */
export type ConscriptTerms = {
  base: Fen;
  /** Multiples in percent by region: 进藏 300 is three times the base. */
  regions: Readonly<Record<string, number>>;
  degrees: Readonly<Record<string, { fen?: Fen; percent?: number }>>;
  honours: Readonly<Record<string, { fen?: Fen; percent?: number }>>;
};
/** What a household's year depends on; only the highest honour of the year counts. */
export type ConscriptYear = { region?: string; degree?: string; honours?: readonly string[] };

/**
 * 义务兵家庭优待金 for one year (《军人抚恤优待条例》第四十二条). 德安 2020: base 14804 元, 进藏 ×3 44412 元, 本科 20 % 2960.80 元 more;
 * 汶上 2018: base 14272 元, 新疆 ×2 28544 元, 本科 2000 元 more, 三等功 2000 元 and 10 % of the base more.
 */
export function conscriptAllowance(terms: ConscriptTerms, year: ConscriptYear): Fen {
  const extra = (one: { fen?: Fen; percent?: number } | undefined): Fen => (one ? (one.fen ?? 0n) + percentOf(terms.base, one.percent ?? 0) : 0n);
  const honours = (year.honours ?? []).map((name) => extra(terms.honours[name]));
  const best = honours.reduce((most, one) => (one > most ? one : most), 0n);
  return percentOf(terms.base, (year.region && terms.regions[year.region]) || 100) + extra(year.degree ? terms.degrees[year.degree] : undefined) + best;
}

/** So many percent of an amount, a part of a fen rounded half up. */
export function percentOf(fen: Fen, percent: number): Fen {
  return (fen * BigInt(percent) + 50n) / 100n;
}
