import { printYuan } from '#base/pure/fen.ts';
import { type Facts, MISSING } from './facts.ts';
import { monthOf, sayMonth } from './months.ts';
import type { Assessment, Programme } from './programme.ts';
import type { Rate, StandardRow } from './rates.ts';
import type { Cause, MonthChange } from './settle.ts';

/** Grades of disability by number. */
export const GRADES = ['', '一级', '二级', '三级', '四级', '五级', '六级', '七级', '八级', '九级', '十级'];
/** How far a standard reaches, in a word. */
export const REACHES = { nation: '全国', province: '省', county: '县' } as const;

/** Of a benefit that the ledger does not have for a person. */
export const NOT_ON_LEDGER = '没有核定这项待遇';

/** One answer in a sentence that a clerk can read out: what is due and why, why not, or what is missing. */
export function sayAssessment(programme: Programme, facts: Facts, { answer, because, rate, approval, missing, detail }: Assessment, standards: ReadonlyMap<string, StandardRow>): string {
  if (answer === 'unknown') return `无法判断：缺少${missing.map((name) => MISSING[name]).join('、')}`;
  if (answer === 'yes' && programme.rhythm === 'approved') return `${programme.label}：${detail ?? ''}`;
  if (answer === 'yes' && rate) return `${whoSays(programme, approval)}${sayRate(programme, facts, rate, standards)}`;
  switch (because) {
    case 'notYet': return `从${month(detail)}起享受`;
    case 'ended': return `已于${month(detail)}终止`;
    case 'died': return `${month(detail)}去世，次月起停发`;
    case 'moved': return `${month(detail)}迁出，当年由本县发完，次年由迁入地发放`;
    case 'stopped': return `停发：${detail ?? '未按期确认'}`;
    case 'suspended': return `中止：${detail ?? '依法中止'}`;
    case 'cancelled': return `取消：${detail ?? '依法取消'}`;
    case 'higher': return `同时符合几项，按就高发给${detail}`;
    case 'noGrade': return '等级不在这项待遇范围内';
    case 'hospital': return '集中供养，由供养机构使用';
    case 'notGraded': return '死亡原因不在这项待遇范围内';
    case 'alive': return '健在';
    case 'otherMonth': return `在${month(detail)}一次发给`;
    case 'withdrawn': return '已撤销';
    case 'payeeDied': return `领取人${month(detail)}去世，请更正份额`;
    default: return NOT_ON_LEDGER;
  }
}

const month = (text: string | null): string => (text ? sayMonth(monthOf(text)) : '');

function whoSays(programme: Programme, approval: Assessment['approval']): string {
  if (!approval || approval.grade === 0) return `${programme.label}：`;
  return `${GRADES[approval.grade]}${approval.nature ?? ''}，`;
}

/** The arithmetic of a rate: '全国标准 40,260.00元/年 ＋ 县增发 1,200.00元/年 ＝ 41,460.00元/年，每月 3,455.00元'. */
export function sayRate(programme: Programme, facts: Facts, rate: Rate, standards: ReadonlyMap<string, StandardRow>): string {
  const parts = rate.standards.flatMap((id) => { const row = standards.get(id); return row ? [`${REACHES[row.reach]}${row.kind === 'topUp' || row.kind === 'personal' ? `增发${row.addon ? `（${row.addon}）` : ''}` : '标准'}${printYuan(row.amount)}元/${row.period === 'year' ? '年' : '月'}`] : []; });
  const multiplied = programme.rhythm === 'once' || programme.key === 'nursing' || programme.key === 'rural';
  const sum = multiplied && parts.length > 1 ? `（${parts.join('＋')}）` : parts.join('＋');
  const marked = rate.payable ? '' : '（标准待核实）';
  if (programme.rhythm === 'once') return `${sum}×${share(rate, standards, 1n)}个月，一次发给${printYuan(rate.monthly)}元${marked}`;
  if (programme.key === 'nursing') return `${sum}×${share(rate, standards, 100n)}%，每月${printYuan(rate.monthly)}元${marked}`;
  if (programme.key === 'rural') return `每服役一年${sum}×${facts.serviceYears}年，每月${printYuan(rate.monthly)}元${marked}`;
  return `${sum}，每月${printYuan(rate.monthly)}元${marked}`;
}

/** A rate as a multiple of its standards, in so many parts of one: six months are 6 in ones, half is 50 in hundredths. */
function share(rate: Rate, standards: ReadonlyMap<string, StandardRow>, parts: bigint): bigint {
  const whole = rate.standards.reduce((sum, id) => { const row = standards.get(id); return sum + (row ? (row.period === 'year' ? row.amount : row.amount * 12n) : 0n); }, 0n);
  return whole === 0n ? 0n : (rate.twelfths * parts + whole / 2n) / whole;
}

/** Why a month of a line differs from what was settled, in two or three words. */
export const CAUSE_WORDS: Readonly<Record<Cause, string>> = {
  regular: '当月', settlement: '年末尾差', standard: '标准调整补差', addon: '逐人增发补差', grade: '等级调整补差', late: '补发', returned: '退汇重发', repaid: '退款返还', died: '去世后多发追回', moved: '迁出后多发追回', stopped: '停发追回', suspended: '中止追回', cancelled: '取消追回', withdrawn: '撤销追回',
  resumed: '恢复补发', ended: '终止后多发追回', higher: '就高后多发追回', corrected: '更正',
};

/** The items of a line by cause and equal months in a row, in order: '标准调整补差 2025年8月至2026年2月（7个月）×98.00元＝686.00元'. */
export function sayChanges(items: readonly MonthChange[]): string[] {
  const spans: { cause: Cause; from: number; to: number; fen: bigint }[] = [];
  for (const item of items) {
    const last = spans.at(-1);
    if (last && last.cause === item.cause && last.fen === item.fen && last.to + 1 === item.month) last.to = item.month;
    else spans.push({ cause: item.cause, from: item.month, to: item.month, fen: item.fen });
  }
  return spans.map(({ cause, from, to, fen }) => {
    const count = to - from + 1;
    const months = count === 1 ? sayMonth(from) : `${sayMonth(from)}至${sayMonth(to)}（${count}个月）×${printYuan(fen)}元＝`;
    return `${CAUSE_WORDS[cause]} ${months}${count === 1 ? ' ' : ''}${printYuan(fen * BigInt(count))}元`;
  });
}
