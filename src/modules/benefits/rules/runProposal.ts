import { monthOf, sayMonth } from './months.ts';

/** What a new run is proposed to be called: number from its last month and the first free serial, 2024-05-01; name from its months, 2024年5月抚恤补助 or 2024年4月至6月抚恤补助. Months that cannot be read propose nothing. */
export function proposedRun({ firstMonth, lastMonth }: { firstMonth: string; lastMonth: string }, taken: readonly string[]): { number: string; title: string } {
  if (!/^\d{4}-\d{2}$/.test(firstMonth) || !/^\d{4}-\d{2}$/.test(lastMonth)) return { number: '', title: '' };
  let serial = 1;
  const number = () => `${lastMonth}-${String(serial).padStart(2, '0')}`;
  while (taken.includes(number())) serial += 1;
  const [from, to] = [sayMonth(monthOf(firstMonth)), sayMonth(monthOf(lastMonth))];
  return { number: number(), title: `${from === to ? from : `${from}至${from.slice(0, 5) === to.slice(0, 5) ? to.slice(5) : to}`}抚恤补助` };
}
