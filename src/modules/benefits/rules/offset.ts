import { type Fen, printYuan } from '#base/pure/fen.ts';
import { type Month, saySpan } from './months.ts';
import type { Programme } from './programme.ts';
import { type Due, type MonthChange, overpaidOf, type Print } from './settle.ts';

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

/** A programme of one person as it is being settled: what its months are due, what differs from what was settled, and what of other programmes stands against it. */
export type Settling = { programme: Programme; due: ReadonlyMap<Month, Due>; items: MonthChange[]; offset: Overpaid[] };

/**
 * Sets the months of a dead person that were overpaid against the funeral money of the same run (docs/rulings/0015-funeral-offset.md). Where they lie in a programme that is not
 * paid with it, the funeral money waits, and why is given: nobody is paid with one hand what is asked back with the other.
 */
export function setAgainst(funeral: Settling, others: readonly Settling[], died: Month, paid: (programme: Programme) => boolean): string | null {
  const room = funeral.items.reduce((sum, one) => sum + one.fen, 0n);
  if (room <= 0n) return null;
  const afterDeath = (item: MonthChange) => item.fen < 0n && item.month > died;
  const owing = others.filter((one) => one.items.some(afterDeath));
  const away = owing.filter((one) => !paid(one.programme));
  if (away.length > 0) return `另有去世后多发的${away.map((one) => `${one.programme.label}${printYuan(overpaidOf(one.items.filter(afterDeath)))}元`).join('、')}，请把${away.map((one) => one.programme.label).join('、')}放进同一批次，抵扣后发放`;
  const { taken, left } = offset(room, owing.flatMap((one) => one.items.filter(afterDeath).map((item) => ({ ...item, programme: one.programme.key, print: restingOn(one.due.get(item.month)?.print, [...funeral.due.values()].find(({ print }) => print.standards.length > 0)?.print) }))));
  funeral.offset = taken;
  for (const one of owing) one.items = [...one.items.filter((item) => !afterDeath(item)), ...left.filter((item) => item.programme === one.programme.key).map(({ programme: _programme, print: _print, ...item }) => item)];
  return null;
}

/** The cause of an overpaid month that another benefit takes the place of. */
const IN_PLACE: readonly string[] = ['higher', 'corrected', 'cancelled', 'ended'];

/**
 * Sets the months of a benefit that gave way to another against what the other is due for the same months, so that a change of benefit pays the difference (RULE-15, RULE-21).
 * 参战 882 元 paid for five months, 残疾九级因公 1334 元 approved for them: 452 元 a month.
 */
export function netHigher(units: readonly Settling[]): void {
  for (const payer of units) {
    for (const other of units) {
      if (other === payer) continue;
      const taken = other.items.flatMap((item): Overpaid[] => {
        const room = roomIn(payer, item.month);
        const part = -item.fen < room ? -item.fen : room;
        return IN_PLACE.includes(item.cause) && item.now === 0n && part > 0n ? [{ ...item, fen: -part, programme: other.programme.key, print: restingOn(other.due.get(item.month)?.print, payer.due.get(item.month)?.print) }] : [];
      });
      payer.offset.push(...taken);
      const of = new Map(taken.map((item) => [item.month, item.fen]));
      other.items = other.items.flatMap((item) => (item.fen === of.get(item.month) ? [] : [{ ...item, fen: item.fen - (of.get(item.month) ?? 0n) }]));
    }
  }
}

/** What a set-off month rests on: where nothing says (money written down by hand), on the standards of what it stands against, by which it is paid again should the money turn out never to have been paid. */
const restingOn = (own: Print | undefined, payer: Print | undefined): Print | undefined => (own && own.standards.length === 0 && payer ? { ...own, standards: payer.standards } : own ?? payer);

/** What a benefit is due for a month that it was not paid for before, beyond what already stands against it. */
const roomIn = ({ items, offset: against }: Settling, month: Month): Fen => [...items.filter((item) => item.was === 0n), ...against].reduce((sum, item) => (item.month === month ? sum + item.fen : sum), 0n);
