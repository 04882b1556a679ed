import type { Fen } from '#base/pure/fen.ts';

/** What runs paid of one approved sum beyond what is in force, and whose repayments (by `person/programme`) may meet it. */
export type OwedSum = { id: string; owed: Fen; pools: readonly string[] };

/**
 * By sum, what of it was paid back: each pool of repayments goes to the oldest sums first (docs/rulings/0016-one-off-payments.md). `pools` keeps what is left. Two years of 14804.00 taken back, 14804.00 returned: the
 * older one is settled, the other owed.
 */
export function allot(sums: readonly OwedSum[], pools: Map<string, Fen>): Map<string, Fen> {
  return new Map(sums.map(({ id, owed, pools: own }) => {
    let left = owed;
    for (const pool of own) {
      const there = pools.get(pool) ?? 0n;
      const taken = there < left ? there : left;
      pools.set(pool, there - taken);
      left -= taken;
    }
    return [id, owed - left];
  }));
}
