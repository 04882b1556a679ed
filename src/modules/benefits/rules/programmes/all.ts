import type { Programme } from '../programme.ts';
import { APPROVED_PROGRAMMES } from './approved.ts';
import { funeral } from './funeral.ts';
import { combat, demobilised, disability, illReturned, martyrChild, nuclearTest, nursing, redArmy, rural, survivor } from './regular.ts';

/** Every programme that is worked out from approved identities, in the order of a payroll. */
export const PROGRAMMES: readonly Programme[] = [disability, survivor, demobilised, redArmy, illReturned, combat, nuclearTest, martyrChild, rural, nursing, funeral];

/** Everything that a run can pay, in the order of a payroll. */
export const PAYABLE: readonly Programme[] = [...PROGRAMMES, ...APPROVED_PROGRAMMES];

/** A programme by its key; undefined for money that is only written down by hand. */
export function programmeOf(key: string): Programme | undefined {
  return PAYABLE.find((one) => one.key === key);
}
