import { refuse } from '#base/pure/refusal.ts';
import { isDay } from '#base/pure/day.ts';
import type { Period } from './figure.ts';

const lastDay = (year: number, month: number) => new Date(Date.UTC(year, month, 0)).getUTCDate();
const two = (number: number) => String(number).padStart(2, '0');

/** Reads 2023, 2023Q1, 2023-05 or 2023-01-01..2023-12-31 as first and last day; refuses anything else. */
export function readPeriod(text: string): Period {
  const year = Number(text.slice(0, 4));
  if (/^\d{4}$/.test(text)) return { from: `${text}-01-01`, to: `${text}-12-31` };
  const quarter = /^\d{4}Q([1-4])$/.exec(text);
  if (quarter) {
    const last = Number(quarter[1]) * 3;
    return { from: `${year}-${two(last - 2)}-01`, to: `${year}-${two(last)}-${lastDay(year, last)}` };
  }
  const month = /^\d{4}-(0[1-9]|1[0-2])$/.exec(text);
  if (month) return { from: `${text}-01`, to: `${text}-${lastDay(year, Number(month[1]))}` };
  const [from = '', to = ''] = text.split('..');
  if (isDay(from) && isDay(to) && from <= to) return { from, to };
  return refuse('period', '时段应为年（2023）、季度（2023Q1）、月（2023-05）或起止日期', { path: ['period'] });
}
