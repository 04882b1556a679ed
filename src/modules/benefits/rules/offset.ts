import { type Fen, printYuan } from '#base/pure/fen.ts';
import { saySpan } from './months.ts';
import type { MonthChange, Print } from './settle.ts';

/** One overpaid month of a programme; `fen` is negative; `print` what it rests on now, where that is known. */
export type Overpaid = MonthChange & { programme: string; print?: Print };

/**
 * What of the overpaid months of somebody who died stands against the funeral money due for them, oldest first, by no more than that money
 * (docs/rulings/0015-funeral-offset.md). Funeral 21558.00 元 and two months of 3593.00 元 overpaid: 7186.00 元 taken, 14372.00 元 paid, nothing left.
 */
export function offset(funeral: Fen, overpaid: readonly Overpaid[]): { taken: Overpaid[]; left: Overpaid[] } {
  let room = funeral;
  const taken: Overpaid[] = [];
  const left: Overpaid[] = [];
  for (const one of [...overpaid].sort((a, b) => a.month - b.month)) {
    const part = -one.fen < room ? -one.fen : room;
    room -= part;
    if (part > 0n) taken.push({ ...one, fen: -part });
    if (one.fen + part < 0n) left.push({ ...one, fen: one.fen + part });
  }
  return { taken, left };
}

/** '抵扣去世后多发的定期抚恤金 2026年2月至2026年3月（2个月）7,186.00元' for each programme that was set against; of a benefit that gave way to another '抵扣同月已发的…'. */
export function sayOffset(taken: readonly Overpaid[], labelOf: (programme: string) => string): string[] {
  return [...new Set(taken.map((one) => one.programme))].map((programme) => {
    const own = taken.filter((one) => one.programme === programme);
    return `抵扣${own.some((one) => one.cause === 'died') ? '去世后多发的' : '同月已发的'}${labelOf(programme)} ${saySpan(own[0]!.month, own[own.length - 1]!.month)}${printYuan(-own.reduce((sum, one) => sum + one.fen, 0n))}元`;
  });
}
