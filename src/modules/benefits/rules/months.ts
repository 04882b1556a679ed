import type { Day } from '#base/pure/day.ts';

/** A calendar month as a number: years × 12 + months since January, so that months are counted and compared as whole numbers. 2025-08 is 24307. */
export type Month = number;

/** The month of a day or of a partial day that is known to the month; a year alone gives its January. */
export function monthOf(text: string): Month {
  return Number(text.slice(0, 4)) * 12 + (text.length >= 7 ? Number(text.slice(5, 7)) - 1 : 0);
}

/** '2025-08'. */
export function printMonth(month: Month): string {
  return `${yearOf(month)}-${String((month % 12) + 1).padStart(2, '0')}`;
}

/** '2025年8月'. */
export function sayMonth(month: Month): string {
  return `${yearOf(month)}年${(month % 12) + 1}月`;
}

/** The calendar year of a month. */
export function yearOf(month: Month): number {
  return Math.floor(month / 12);
}

/** The first month of a calendar year. */
export function january(year: number): Month {
  return year * 12;
}

/** The last month of a calendar year. */
export function december(year: number): Month {
  return year * 12 + 11;
}

/**
 * The first month that a run looks at again: the January of the year that lies so many months back, because rounding is settled by whole calendar years, but
 * nothing before the months were settled here. 2026-05 less 24 months: 2024-01.
 */
export function backTo(last: Month, months: number, opened: Month): Month {
  return Math.max(opened, january(yearOf(last - months)));
}

/** The first and the last day of a month: 2024-02-01 and 2024-02-29. */
export function daysOf(month: Month): { first: Day; last: Day } {
  const [year, number] = [yearOf(month), (month % 12) + 1];
  const length = number === 2 ? (year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28) : [4, 6, 9, 11].includes(number) ? 30 : 31;
  return { first: `${printMonth(month)}-01`, last: `${printMonth(month)}-${length}` };
}

/** '2025年8月至2026年2月（7个月）'; a single month stands alone. */
export function saySpan(from: Month, to: Month): string {
  return from === to ? sayMonth(from) : `${sayMonth(from)}至${sayMonth(to)}（${to - from + 1}个月）`;
}
