import { sql } from 'kysely';
import { addDays } from '#base/pure/day.ts';
import { notFound, refuse } from '#base/pure/refusal.ts';
import type { Act } from '#base/server/house.ts';
import { createRow } from '#base/server/records/write.ts';
import { rowsWritten } from '#base/server/records/store.ts';
import type { Changed } from '../operations.ts';
import { insertAccepted, knownNeeds } from '../queries/accepting.ts';
import { dropProposals, lockProposals } from '../queries/proposals.ts';
import { findTerms } from '../queries/reviews.ts';
import { ruleOf } from '../rules/proposals.ts';
import { Declined, Measure, Need, Proposal } from '../schema.ts';
import { dueDaysOf } from '../schema/terms.ts';
import { declined, measures, needs } from './stores.ts';

type Item = { proposalId: string; needId: string; measureId: string };

/** Accepts proposals: each becomes a need and a measure with its due day, all of them in one act. Proposals accepted, declined or outdated meanwhile are skipped. */
export async function accept(act: Act, { items, change }: { items: Item[]; change?: Changed }): Promise<{ accepted: number; skipped: number }> {
  if (change && items.length > 1) refuse('plans.change', '一次采纳多条时不能修改内容，请逐条修改采纳', { path: ['change'] });
  if (change) checkChange(act, change);
  const done = await knownNeeds(act, items.map((one) => one.needId));
  const fresh = items.filter((one) => !done.has(one.needId));
  const standing = new Map((await lockProposals(act, fresh.map((one) => one.proposalId))).map((row) => [row.id, row]));
  const terms = await findTerms(act);
  const entries = fresh.flatMap(({ proposalId, needId, measureId }) => {
    const row = standing.get(proposalId);
    const rule = row && ruleOf(row.rule);
    if (!row || !rule) return [];
    return [{
      need_id: needId, measure_id: measureId, division_code: row.divisionCode, person_id: row.personId, kind: rule.kind, words: change?.words ?? rule.need, rule: rule.key, print: row.print,
      action: change?.action ?? rule.action, due_on: change?.dueOn ?? addDays(act.today, dueDaysOf(terms, rule)), owner_name: change?.ownerName ?? act.actor.name, linked_record: rule.doneBy ?? null,
    }];
  });
  if (entries.length > 0) {
    await insertAccepted(act, entries);
    await dropProposals(act, [...standing.keys()]);
    await rowsWritten(act, needs, sql`r.county_code = ${act.scope.county} and r.id = any(${entries.map((one) => one.need_id)}::uuid[])`);
    await rowsWritten(act, measures, sql`r.county_code = ${act.scope.county} and r.id = any(${entries.map((one) => one.measure_id)}::uuid[])`);
  }
  act.note({ record: Need.name, rowId: entries[0]?.need_id, detail: { accepted: entries.length } });
  return { accepted: entries.length + done.size, skipped: fresh.length - entries.length };
}

/** What is changed by hand is held to what the ledgers of needs and measures ask: no secrets, and time left to do it. */
function checkChange(act: Act, change: Changed): void {
  const found = [...(Need.check?.({ words: change.words ?? null }, act.today) ?? []), ...(Measure.check?.({ action: change.action ?? null }, act.today) ?? [])].find((one) => !one.warning && (one.field === 'words' || one.field === 'action'));
  if (found) refuse('plans.change', found.message, { path: ['change', found.field] });
  if (change.dueOn && change.dueOn < act.today) refuse('plans.change', '完成时限不能早于今天', { path: ['change', 'dueOn'] });
}

/** Declines a proposal with a reason; the same facts do not bring it back. */
export async function decline(act: Act, { id, declinedId, reason }: { id: string; declinedId: string; reason: string }): Promise<{ done: true }> {
  const { rows } = await sql`select 1 from plans.declined r where r.county_code = ${act.scope.county} and r.division_code between ${act.scope.from} and ${act.scope.to} and r.id = ${declinedId}`.execute(act.tx);
  if (rows.length > 0) return { done: true };
  const [row] = await lockProposals(act, [id]);
  if (!row) notFound(Proposal.label);
  await createRow(act, declined, declinedId, { personId: row.personId, rule: row.rule, reason, declinedOn: act.today, declinedBy: act.actor.name });
  act.note({ record: Declined.name, rowId: declinedId, reason, detail: { rule: row.rule } });
  return { done: true };
}
