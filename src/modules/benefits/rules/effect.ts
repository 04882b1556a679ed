import type { Fen } from '#base/pure/fen.ts';
import { assessAll } from './assess.ts';
import type { Facts } from './facts.ts';
import { type Month } from './months.ts';
import { holdsOf, type Movement } from './movements.ts';
import type { Programme, Terms } from './programme.ts';

/** What a person is paid for one month over all programmes, and what cannot be told: a fact missing or a standard not released. */
export type Worth = { fen: Fen; untold: boolean };

/** The worth of one month of a person as the pay run works it out. */
export function worthOf(programmes: readonly Programme[], facts: Facts, month: Month, terms: Terms): Worth {
  const concerned = programmes.filter((one) => facts.approvals.some((approval) => one.categories.includes(approval.category)));
  let fen = 0n;
  let untold = false;
  for (const { assessment } of assessAll(concerned, facts, month, terms)) {
    if (assessment.answer === 'unknown' || (assessment.answer === 'yes' && !assessment.rate!.payable)) untold = true;
    else if (assessment.answer === 'yes') fen += assessment.rate!.monthly;
  }
  return { fen, untold };
}

/** What a movement would change in its first month, before it is made: worked out by the same rules as the run, with the movement thought in. 烈士遗属 under 43116 元 a year, stopped: 3593.00 to 0. */
export function effectOf(programmes: readonly Programme[], facts: Facts, movement: Movement, terms: Terms): { before: Worth; after: Worth } {
  return {
    before: worthOf(programmes, facts, movement.month, terms),
    after: worthOf(programmes, { ...facts, holds: [...facts.holds, ...holdsOf([movement])] }, movement.month, terms),
  };
}
