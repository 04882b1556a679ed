import type { Fen } from '#base/pure/fen.ts';
import { type Month, printMonth } from './months.ts';
import type { Assessment } from './programme.ts';

/** One approved sum: to whom, in which month, how much and why in words; 0 once it was taken back. */
export type Entitlement = { id: string; programme: string; month: Month; fen: Fen; payeeName: string; filed: boolean; words: string; citation: string; standards: readonly string[] };

const no = (because: Assessment['because'], detail: string | null = null): Assessment => ({ answer: 'no', because, rate: null, approval: null, missing: [], detail });

/**
 * What an approved sum is worth in a month: all of it in its own month, unless it was taken back, or its payee died before that month (then the shares are put right by a correction).
 * 烈士褒扬金 518210.00 元 approved for 2025-06: 2025-06 518210.00 元, every other month nothing.
 */
export function assessEntitlement({ fen, month: own, words, standards, filed }: Entitlement, month: Month, payeeDied: Month | null): Assessment {
  if (month !== own) return no('otherMonth', printMonth(own));
  if (fen === 0n) return no('withdrawn');
  if (filed && payeeDied !== null && payeeDied < own) return no('payeeDied', printMonth(payeeDied));
  return { answer: 'yes', because: 'due', rate: { monthly: fen, twelfths: fen * 12n, standards, since: own, payable: true }, approval: null, missing: [], detail: words };
}
