import { isDay, printDay, printMonth } from '#base/pure/day.ts';
import { printTenThousand, printYuan } from '#base/pure/fen.ts';

/** Rounding of a printed figure: as counted; floored to a hundred with 余; in 万 with one decimal; in 万元 with one decimal. */
export type PrintStyle = 'exact' | 'hundredsOver' | 'tenThousand' | 'tenThousandYuan';

/**
 * A figure's number as documents print it, without its unit (the unit follows as its own word): 837 → `800余`, 24012 → `2.4万`, 15000000 fen → `15万`.
 * 800 exactly stays `800`. Source: number style of the bulletin.
 */
export function printFigure(value: number, style: PrintStyle = 'exact'): string {
  if (style === 'hundredsOver') return value >= 100 && value % 100 !== 0 ? `${Math.floor(value / 100) * 100}余` : String(value);
  if (style === 'tenThousand') return value >= 10_000 ? `${trimmed(Math.round(value / 1000) / 10)}万` : String(value);
  if (style === 'tenThousandYuan') return value >= 1_000_000 ? `${printTenThousand(BigInt(value))}万` : String(value / 100);
  return String(value);
}

const trimmed = (number: number) => number.toFixed(1).replace(/\.0$/, '');

/** The exact number for the screen, with thousands separators; money (fen) in yuan with two decimals: 24012 → `24,012`, 15000000 of 元 → `150,000.00`. */
export function exactFigure(value: number, unit: string): string {
  return unit === '元' ? printYuan(BigInt(value)) : String(value).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** The year before a period of the same length: 2023 → 2022, 2023Q1 → 2022Q1, 2023-05 → 2022-05, two days both a year earlier (29 February becomes the 28th). */
export function yearBefore(period: string): string {
  return period.split('..').map((part) => `${Number(part.slice(0, 4)) - 1}${part.slice(4)}`.replace(/-02-29$/, '-02-28')).join('..');
}

/**
 * The period that a period is compared with (上年同期). One that is still running is compared with as many days of the year before, or a half year
 * would stand against a whole one: 2026 on 2026-06-30 → `2025-01-01..2025-06-30`.
 */
export function comparisonOf(text: string, { from, to }: { from: string; to: string }, today: string): string {
  return yearBefore(from <= today && today < to ? `${from}..${today}` : text);
}

/** Growth against the comparison in per cent with one decimal; undefined where there is nothing to compare with. */
export function growth(value: number, before: number): number | undefined {
  return before === 0 ? undefined : Math.round(((value - before) / before) * 1000) / 10;
}

/** Growth in words (同比): 增长14%, 下降2.5%, 持平; `—` where the year before was zero or is not known. */
export function growthWords(value: number, before: number | undefined): string {
  const per = before === undefined ? undefined : growth(value, before);
  if (per === undefined) return before === 0 && value === 0 ? '持平' : '—';
  return per === 0 ? '持平' : `${per > 0 ? '增长' : '下降'}${Math.abs(per)}%`;
}

/** The months or quarters of a year that have begun by a day: 2023, month → 2023-01 … 2023-12. */
export function partsOfYear(year: number, by: 'month' | 'quarter', today: string): string[] {
  const parts = Array.from({ length: by === 'month' ? 12 : 4 }, (_, index) => index + 1);
  const firstMonth = (part: number) => `${year}-${String(by === 'month' ? part : part * 3 - 2).padStart(2, '0')}`;
  return parts.filter((part) => firstMonth(part) <= today.slice(0, 7)).map((part) => (by === 'month' ? firstMonth(part) : `${year}Q${part}`));
}

/** True for a period as addresses write it: 2023, 2023Q1, 2023-05, 2023-01-01..2023-12-31 in order. */
export function isPeriod(text: string): boolean {
  const [from = '', to] = text.split('..');
  return to === undefined ? /^\d{4}(Q[1-4]|-(0[1-9]|1[0-2]))?$/.test(text) : isDay(from) && isDay(to) && from <= to && text === `${from}..${to}`;
}

/** A period in words: 2023年, 2023年第1季度, 2023年5月, 2023年1月1日至2023年3月31日. */
export function periodWords(text: string): string {
  const [from = '', to] = text.split('..');
  if (to) return `${printDay(from)}至${printDay(to)}`;
  if (/^\d{4}Q\d$/.test(from)) return `${from.slice(0, 4)}年第${from.slice(5)}季度`;
  return from.length > 4 ? printMonth(from) : `${from}年`;
}
