import type { Facts as RegisterFacts } from '#modules/recognition/rules/eligibility.ts';
import type { Month } from './months.ts';

/** One approved benefit of a person: an identity on fixed facts, from its first month on. A new grade is a new one. */
export type Approval = {
  id: string; category: string;
  /** 1 to 10, or 0 where none is known or needed. */
  grade: number;
  nature: '因战' | '因公' | '因病' | null;
  variant: string | null;
  /** First month that is paid; null where nobody wrote it down. */
  from: Month | null;
  /** Last month that is paid, the end included; null while it runs. */
  until: Month | null;
  /** The ledger says that it is held or over, and nobody wrote down from when. */
  unsaid?: true | 'stopped' | 'suspended' | 'cancelled' | 'moved' | 'deceased';
  /** When it was written down, in milliseconds; absent in what was frozen before that was kept. */
  madeAt?: number;
};

/** Whether an approval covers a month; one without a first month counts for every month until it ends, because nobody can tell. */
export function covers(approval: Approval, month: Month): boolean {
  return (approval.from === null || approval.from <= month) && (approval.until === null || month <= approval.until);
}

/** Months in which an approved benefit (of one identity, or every one where null) is not paid: 停发 (not confirmed), 中止 (by law), 取消 without end. */
export type Hold = {
  kind: 'stopped' | 'suspended' | 'cancelled'; category: string | null; from: Month; until: Month | null; reason: string;
  /** When a 取消 came into force, in milliseconds: it concerns what was written down until then, whenever that began. */
  at?: number;
};

/** Whether what was done tells from when the ledger's own word counts: a 停发 is told by anything, a 中止 by a 中止 or 取消, a 取消 by a 取消 alone; a death or a move by the file. */
export const tells = (kind: Hold['kind'], word: string): boolean => word === 'stopped' || (kind === 'cancelled' && (word === 'suspended' || word === 'cancelled')) || (kind === 'suspended' && word === 'suspended');

/** Whether a 取消 concerns an approval no longer: that was recognised anew, from a later month, and written down after it was in force. */
export function isSpent({ kind, from: since, at }: Hold, { from, madeAt }: Pick<Approval, 'from' | 'madeAt'>): boolean {
  return kind === 'cancelled' && from !== null && from > since && (at === undefined || madeAt === undefined || madeAt > at);
}

/** The hold that covers a month of an approval; one by law counts before a 停发, because only that is made good. 取消 ends what was approved until then, not what is approved anew after it. */
export function holdIn(holds: readonly Hold[], month: Month, approval: Pick<Approval, 'category' | 'from' | 'madeAt'>): Hold | undefined {
  let found: Hold | undefined;
  for (const hold of holds) {
    if ((hold.category !== null && hold.category !== approval.category) || hold.from > month || (hold.until !== null && month > hold.until)) continue;
    if (isSpent(hold, approval)) continue;
    if (hold.kind !== 'stopped') return hold;
    found ??= hold;
  }
  return found;
}

/** Money on top of a benefit that was approved to one person (孤老增发), by the name it has in the standards, and its months, the end included. */
export type Addon = { item: string; from: Month; until: Month | null };

const NO_ITEMS: readonly string[] = [];
/** The names of 逐人增发 that somebody draws in a month, in order. */
export function addonsIn({ addons }: Pick<Facts, 'addons'>, month: Month): readonly string[] {
  if (addons === undefined || addons.length === 0) return NO_ITEMS;
  return [...new Set(addons.filter((one) => one.from <= month && (one.until === null || month <= one.until)).map((one) => one.item))].sort();
}

/** What a disabled veteran died of, as far as money asks. */
export type DeathCause = 'illness' | 'oldInjury' | 'other';

/** What the rules know of one person: only facts that change an answer, months as numbers. */
export type Facts = {
  personId: string;
  approvals: readonly Approval[];
  holds: readonly Hold[];
  /** 逐人增发 approved to the person. Absent in what was frozen before there were any. */
  addons?: readonly Addon[];
  /** Month of death; null for the living. */
  died: Month | null;
  /** Dead, but nobody wrote down when. */
  deathUndated: boolean;
  deathCause: DeathCause | null;
  /** Month in which the household left the county; the rest of that calendar year is still paid here (《烈士褒扬条例》第二十二条). */
  left: Month | null;
  /** Years of service as the county counts part years; null where a day is missing. */
  serviceYears: number | null;
  /** Mental disorder rated in service; null where it was not asked. */
  mental: boolean | null;
  /** 供养方式 of the disabled: '1' 分散供养, '2' 优抚医院…; null where it was not asked. */
  careMode: string | null;
  /** 户籍类别, where an amount goes by it; null where it was not asked. Absent in what was frozen before amounts went by it. */
  hukou?: 'rural' | 'urban' | null;
  /** What the conditions of an identity are judged by, where none is approved yet. */
  register: RegisterFacts;
};

/** Facts that an answer may lack, in the words of the list that a township gathers. */
export const MISSING = {
  grade: '残疾等级和性质', variant: '优抚细类（如入伍时期）', from: '批准享受的起始月份', until: '停发、中止、取消或迁移从哪个月起（请登记待遇变动或填写终止时间）', serviceYears: '入伍和退役时间', careMode: '供养方式',
  mental: '是否精神障碍', diedOn: '去世日期', deathCause: '去世原因（因病、旧伤复发）', hukouKind: '户籍类别（农村、城镇）', wage: '上年度城镇单位就业人员月平均工资', standard: '适用的标准',
} as const;
/** The name of a missing fact. */
export type Missing = keyof typeof MISSING;
