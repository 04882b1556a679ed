import type { Act } from '#base/server/house.ts';
import { listMovements } from '../queries/movements.ts';
import { settledOf } from '../queries/personBenefits.ts';
import { effectOf } from '../rules/effect.ts';
import type { Facts } from '../rules/facts.ts';
import { holdsOf, type Movement } from '../rules/movements.ts';
import { type Reckoning, reckoningOf } from './reckoning.ts';

/** What a movement would change, in fen: its first month without and with it, what of paid months would be taken back, and what of unpaid ones would be made good up to this month. */
export type MovementEffect = { before: string; after: string; untold: boolean; back: string; good: string };

/** Prepares to say what movements of some persons would change: reads once what all of them rest on. */
export async function effects(act: Act, personIds: readonly string[]): Promise<Reckoning & { of: (facts: Facts, month: Movement['month'], holds: Facts['holds']) => MovementEffect }> {
  const reckoning = await reckoningOf(act, personIds);
  const settled = await settledOf(act, personIds, { ...reckoning, last: reckoning.month });
  const of = (facts: Facts, month: Movement['month'], holds: Facts['holds']): MovementEffect => {
    const { before, after, back, good } = effectOf(facts, holds, month, reckoning, settled(facts.personId));
    return { before: String(before.fen), after: String(after.fen), untold: before.untold || after.untold, back: String(back), good: String(good) };
  };
  return { ...reckoning, of };
}

/** What one movement, thought in after those in force, would change; null where nothing is known of the person's benefits. Nothing happens by asking. */
export async function effectOfOne(act: Act, personId: string, movement: Movement): Promise<MovementEffect | null> {
  const { facts, of } = await effects(act, [personId]);
  const known = facts.get(personId);
  if (!known) return null;
  const standing = (await listMovements(act, [personId])).get(personId) ?? [];
  return of(known, movement.month, holdsOf([...standing, { ...movement, at: Number.MAX_SAFE_INTEGER }]));
}
