import { sql } from 'kysely';
import type { Act } from '#base/server/house.ts';
import { findPartYear } from '#modules/registry/queries/sections.ts';
import { loadFacts } from '../queries/facts.ts';
import { findFirstMonth, findTerms } from '../queries/runs.ts';
import { rowsInForce } from '../queries/standards.ts';
import type { Facts } from '../rules/facts.ts';
import { termsOf } from '../rules/frozen.ts';
import { backTo, type Month, monthOf } from '../rules/months.ts';
import type { Terms } from '../rules/programme.ts';
import { rowsToPayBy, type StandardRow } from '../rules/rates.ts';

/** What some persons' months are worked out from today, as a run would: their facts, the terms, those with what waits for a decision, the standards by id, this month, the first that is looked at, and the first that was ever settled here. */
export type Reckoning = { facts: ReadonlyMap<string, Facts>; terms: Terms; undecided: Terms; standards: ReadonlyMap<string, StandardRow>; month: Month; since: Month; opened: Month };

/** Reads what the months of some persons are worked out from; who is out of scope or not on file is left out. */
export async function reckoningOf(act: Act, personIds: readonly string[]): Promise<Reckoning> {
  const [settings, part, rows, firstEver] = [await findTerms(act), await findPartYear(act), await rowsInForce(act), await findFirstMonth(act)];
  const standards = rowsToPayBy(rows);
  const month = monthOf(act.today);
  const opened = Math.min(month, monthOf(settings.opened ?? firstEver ?? act.today));
  const since = Math.min(month, backTo(month, settings.backMonths, opened));
  const frozen = { knownOn: act.today, part, stack: settings.beside, since, recovery: { percent: settings.recoveryPercent, floor: '0' }, versions: {}, standards };
  const known = personIds.length === 0 ? [] : await loadFacts(act, sql`r.id = any(${[...personIds]}::uuid[])`, part);
  return { facts: new Map(known.map((one) => [one.facts.personId, one.facts])), terms: termsOf(frozen), undecided: termsOf({ ...frozen, standards: rows }), standards: new Map(standards.map((row) => [row.id, row])), month, since, opened };
}
