import { addDays, type Day, daysBetween } from '#base/pure/day.ts';

/** 报到时限 in days from discharge, 依据《退役军人安置条例》第五十一条. */
export const REPORT_DAYS = 30;

/**
 * 报到时限: days from discharge to report and, where more than 30, one sentence that names the delay and judges nothing,
 * 依据《退役军人安置条例》第五十一条. A discharge known to its month or year counts from the last day of it. 2025-09-01 → 2025-10-01 is 30 days, in time;
 * 2025-10-02 is 31 days, 1 day late; 2025-11-01 is 61 days, 31 days late. Reading: docs/rulings/0005-late-reporting.md.
 */
export function latenessOf(dischargedOn: string, reportedOn: Day): { days: number; lateBy: number; dueOn: Day; words?: string } {
  const from = lastDayOf(dischargedOn);
  const days = Math.max(0, daysBetween(from, reportedOn));
  const lateBy = Math.max(0, days - REPORT_DAYS);
  const dueOn = addDays(from, REPORT_DAYS);
  if (lateBy === 0) return { days, lateBy, dueOn };
  const rule = lateBy > REPORT_DAYS ? '逾期已超过 30 天，有无正当理由、如何处理由安置部门依《退役军人安置条例》第五十一条认定' : '如有正当理由请在备注写明（《退役军人安置条例》第五十一条）';
  return { days, lateBy, dueOn, words: `退役 ${days} 天后报到，比 ${REPORT_DAYS} 天的时限（${dueOn}）晚 ${lateBy} 天；${rule}` };
}

/** The last day that a partial day may mean: 2023-09 → 2023-09-30. */
export function lastDayOf(partial: string): Day {
  if (partial.length === 10) return partial;
  if (partial.length === 4) return `${partial}-12-31`;
  const [year, month] = partial.split('-').map(Number) as [number, number];
  return addDays(month === 12 ? `${year + 1}-01-01` : `${year}-${String(month + 1).padStart(2, '0')}-01`, -1);
}
