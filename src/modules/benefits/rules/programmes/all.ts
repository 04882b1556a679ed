import type { Programme } from '../programme.ts';
import { funeral } from './funeral.ts';
import { combat, demobilised, disability, illReturned, martyrChild, nuclearTest, nursing, redArmy, rural, survivor } from './regular.ts';

/** Every programme that the engine works out, in the order of a payroll. */
export const PROGRAMMES: readonly Programme[] = [disability, survivor, demobilised, redArmy, illReturned, combat, nuclearTest, martyrChild, rural, nursing, funeral];

/** A programme by its key; undefined for money that is only written down by hand. */
export function programmeOf(key: string): Programme | undefined {
  return PROGRAMMES.find((one) => one.key === key);
}
