import { sql } from 'kysely';
import type { Act } from '#base/server/house.ts';
import { findPartYear } from '#modules/registry/queries/sections.ts';
import { loadFacts } from '../queries/facts.ts';
import { listMovements } from '../queries/movements.ts';
import { findTerms } from '../queries/runs.ts';
import { rowsInForce } from '../queries/standards.ts';
import { worthOf } from '../rules/effect.ts';
import type { Facts } from '../rules/facts.ts';
import { holdsOf, type Movement, unspent } from '../rules/movements.ts';
import type { Terms } from '../rules/programme.ts';
import { PROGRAMMES } from '../rules/programmes/all.ts';
import { compileRates, rowsToPayBy } from '../rules/rates.ts';

/** The facts of some persons and the terms of today, as the pay run would take them. */
export async function factsAndTerms(act: Act, personIds: readonly string[]): Promise<{ facts: Map<string, Facts>; terms: Terms }> {
  const [settings, part] = [await findTerms(act), await findPartYear(act)];
  const terms: Terms = { rates: compileRates(rowsToPayBy(await rowsInForce(act)), act.today), part, today: act.today, stack: settings.beside };
  const known = personIds.length === 0 ? [] : await loadFacts(act, sql`r.id = any(${[...personIds]}::uuid[])`, part);
  return { facts: new Map(known.map((one) => [one.facts.personId, one.facts])), terms };
}

/** What one movement, thought in after those in force, would change in its first month, by the rules of the pay run; null where nothing is known of the person's benefits. Nothing happens by asking. */
export async function effectOfOne(act: Act, personId: string, movement: Movement): Promise<{ before: string; after: string; untold: boolean } | null> {
  const { facts, terms } = await factsAndTerms(act, [personId]);
  const known = facts.get(personId);
  if (!known) return null;
  const standing = (await listMovements(act, [personId])).get(personId) ?? [];
  const holds = unspent(holdsOf([...standing, movement]), known.approvals.map(({ category, from }) => ({ category, from })));
  const [before, after] = [worthOf(PROGRAMMES, known, movement.month, terms), worthOf(PROGRAMMES, { ...known, holds }, movement.month, terms)];
  return { before: String(before.fen), after: String(after.fen), untold: before.untold || after.untold };
}
