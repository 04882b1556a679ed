import type { Hold } from './facts.ts';
import type { Month } from './months.ts';

/** One confirmed act on a person's benefits: from which month it has effect, and why. `category` null: on all of them; a 恢复 ends what was done on the same. */
export type Movement = { act: 'stop' | 'suspend' | 'cancel' | 'resume'; month: Month; category: string | null; reason: string };

const KINDS = { stop: 'stopped', suspend: 'suspended', cancel: 'cancelled' } as const;

/**
 * The months in which benefits are not paid, from the acts in order of their months: each runs from its month until the month before the next 恢复;
 * 取消 is never ended by one (RULE-13, RULE-14). 停发 from 2025-01, 恢复 from 2025-04: 2025-01 to 2025-03, which a run then makes good.
 */
export function holdsOf(movements: readonly Movement[]): Hold[] {
  const holds: Hold[] = [];
  for (const { act, month, category, reason } of movements.toSorted((a, b) => a.month - b.month)) {
    const open = holds.findIndex((hold) => hold.category === category && hold.until === null && hold.kind !== 'cancelled');
    if (open >= 0) holds[open] = { ...holds[open]!, until: month - 1 };
    if (act !== 'resume') holds.push({ kind: KINDS[act], category, from: month, until: null, reason });
  }
  return holds.filter((hold) => hold.until === null || hold.until >= hold.from);
}
