import type { ActName, Kind, State } from '../schema/codes.ts';
import { RATING_KINDS } from './kinds.ts';

/** What an act asks of whoever performs it: words that must or may be given; `why` is a reason for agreeing against others (rules/disagreement.ts). */
export type Asks = { opinion: 'must' | 'may' | 'why'; reason: boolean; document: 'must' | 'may' | 'no'; day: boolean; rating: boolean; notice: boolean };

const SUPERIOR: readonly State[] = ['city', 'province'];

/** What is asked for an act in a state: a refusal its reason, an approval document and day (残疾 also grade and nature), a notice where it hangs and whom to call. */
export function asksOf(act: ActName, state: State, kind: Kind): Asks {
  const above = SUPERIOR.includes(state);
  const asks: Asks = { opinion: 'may', reason: false, document: 'no', day: above, rating: false, notice: false };
  switch (act) {
    case 'approve': return { ...asks, document: 'must', day: true, rating: RATING_KINDS.includes(kind) };
    case 'refuse': return { ...asks, reason: true, document: above ? 'must' : 'may' };
    case 'pass': return { ...asks, document: above ? 'may' : 'no' };
    case 'oppose': case 'sendBack': case 'withdraw': case 'stopNotice': case 'reconsider': return { ...asks, opinion: 'must' };
    case 'uphold': case 'overturn': return { ...asks, opinion: 'must', document: 'must' };
    case 'revoke': return { ...asks, opinion: 'must', document: 'must' };
    case 'report': return { ...asks, document: 'may' };
    case 'startNotice': return { ...asks, notice: true };
    default: return asks;
  }
}

/** The act that a state first of all waits for, so that a page has one primary button. */
export function nextAct(state: State, last: boolean): ActName | undefined {
  const by: Partial<Record<State, ActName>> = { draft: 'accept', toPublish: 'startNotice', notice: 'endNotice', toReport: 'report', returned: 'resupply' };
  if (by[state]) return by[state];
  return ['village', 'township', 'check', 'medical', 'decision', 'city', 'province'].includes(state) ? (last ? 'approve' : 'pass') : undefined;
}
