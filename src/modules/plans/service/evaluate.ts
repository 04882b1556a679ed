import type { Act } from '#base/server/house.ts';
import { loadFacts } from '../queries/facts.ts';
import { findTerms } from '../queries/reviews.ts';
import { type Kept, keepProposals, listQuiet } from '../queries/proposals.ts';
import { proposalsFor } from '../rules/proposals.ts';

/** Persons judged by one statement each. */
const PORTION = 500;

/** Works out anew what is proposed for some persons, in the act's own transaction; `leaving`: needs or declined rows that are about to go. */
export async function propose(act: Act, persons: readonly string[], leaving: readonly string[] = []): Promise<void> {
  const ids = [...new Set(persons)];
  for (let at = 0; at < ids.length; at += PORTION) await proposePortion(act, ids.slice(at, at + PORTION), leaving);
}

async function proposePortion(act: Act, ids: readonly string[], leaving: readonly string[]): Promise<void> {
  const quiet = new Map<string, { open: boolean; prints: Set<string | null> }>();
  for (const { person_id, rule, print, open } of await listQuiet(act, ids, leaving)) {
    const key = `${person_id}/${rule}`;
    const entry = quiet.get(key) ?? { open: false, prints: new Set() };
    quiet.set(key, { open: entry.open || open, prints: entry.prints.add(print) });
  }
  const terms = await findTerms(act);
  const kept: Kept[] = [];
  for (const facts of await loadFacts(act, ids)) {
    for (const { rule, proposed } of proposalsFor(facts, act.today, terms)) {
      const print = act.house.keys.index('plans.proposal/print', JSON.stringify([facts.id, rule.key, proposed.facts]));
      const silent = quiet.get(`${facts.id}/${rule.key}`);
      if (!silent?.open && !silent?.prints.has(print)) kept.push({ person_id: facts.id, division_code: facts.divisionCode, rule: rule.key, reason: proposed.reason, print });
    }
  }
  await keepProposals(act, ids, kept);
}
