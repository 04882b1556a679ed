import type { Day } from '#base/pure/day.ts';
import type { Month } from './months.ts';
import type { Terms } from './programme.ts';
import { compileRates, type StandardRow } from './rates.ts';

/** What a run is computed under, as it is kept with it: enough to come to the same fen years later. Amounts are text where it was read back. */
export type Frozen = { knownOn: Day; part: Terms['part']; stack: [string, string][]; since: Month; recovery: { percent: number; floor: string }; versions: Record<string, number>; standards: StandardRow[] };

/** The terms of the rules from what was frozen. */
export function termsOf(frozen: Frozen): Terms {
  return { rates: compileRates(frozen.standards.map((row) => ({ ...row, amount: BigInt(row.amount) })), frozen.knownOn), part: frozen.part, today: frozen.knownOn, stack: frozen.stack };
}
