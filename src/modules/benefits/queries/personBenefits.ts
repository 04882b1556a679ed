import { sql } from 'kysely';
import type { Fen } from '#base/pure/fen.ts';
import type { Act } from '#base/server/house.ts';
import { type Month, printMonth } from '../rules/months.ts';

/** A benefit of a person as the ledger has it. */
export type Drawn = { id: string; category: string; state: string; since: string | null; until: string | null; basis: string | null };

/** The benefits of a person, first first. */
export async function listDrawn(act: Act, personId: string): Promise<Drawn[]> {
  const { rows } = await sql<Drawn>`select id, category, state, started_on as since, ended_on as until, basis from benefits.recipient where county_code = ${act.scope.county} and person_id = ${personId}::uuid order by started_on nulls last, id`.execute(act.tx);
  return rows;
}

/** What a run gave a person. */
export type PersonLine = { id: string; programme: string; period: string; amount: string; outcome: string; on: string | null; reason: string | null; cause: string | null; number: string; title: string };

/** The lines of a person in runs that were not voided. */
export async function listPersonLines(act: Act, personId: string): Promise<PersonLine[]> {
  const { rows } = await sql<PersonLine>`select l.id, l.programme, l.period, l.amount::text as amount, l.outcome, l.outcome_on::text as "on", l.outcome_reason as reason, l.cause, r.number, r.title
    from benefits.line l join benefits.run r on r.county_code = l.county_code and r.id = l.run_id where l.county_code = ${act.scope.county} and l.person_id = ${personId}::uuid order by l.period, l.programme`.execute(act.tx);
  return rows;
}

/** Money written down outside a run: paid, or come back. */
export type PersonMoney = { id: string; kind: 'payment' | 'repayment'; programme: string; month: string | null; amount: string; on: string };

/** Payments of a person that no run made, and repayments. */
export async function listPersonMoney(act: Act, personId: string): Promise<PersonMoney[]> {
  const { rows } = await sql<PersonMoney>`select id, 'payment' as kind, programme, month, amount::text as amount, paid_on::text as "on" from benefits.payment where county_code = ${act.scope.county} and person_id = ${personId}::uuid and line_id is null
    union all select id, 'repayment', programme, null, amount::text, received_on::text from benefits.repayment where county_code = ${act.scope.county} and person_id = ${personId}::uuid order by 6`.execute(act.tx);
  return rows;
}

/** By programme, or by the id of an approved sum, what one person's months were settled with (lines paid or on their way, payments written down by hand), and what came back of them. */
export async function settledOf(act: Act, personId: string, since: Month): Promise<{ months: Map<string, Map<Month, Fen>>; repaid: Map<string, Fen> }> {
  const { county } = act.scope;
  const { rows } = await sql<{ programme: string; month: number | null; fen: string }>`
    select coalesce(l.entitlement_id::text, i.programme) as programme, i.month, sum(i.fen)::text as fen from benefits.line l join benefits.item i on i.county_code = l.county_code and i.line_id = l.id
      where l.county_code = ${county} and l.person_id = ${personId}::uuid and l.outcome in ('paid', 'pending') and (l.entitlement_id is not null or i.month >= ${since}) group by 1, 2
    union all select p.programme, split_part(p.month, '-', 1)::int * 12 + split_part(p.month, '-', 2)::int - 1, sum(p.amount)::text from benefits.payment p
      where p.county_code = ${county} and p.person_id = ${personId}::uuid and p.line_id is null and p.month >= ${printMonth(since)} group by 1, 2
    union all select b.programme, null, sum(b.amount)::text from benefits.repayment b where b.county_code = ${county} and b.person_id = ${personId}::uuid and (b.to_month is null or b.to_month >= ${printMonth(since)}) group by 1`.execute(act.tx);
  const months = new Map<string, Map<Month, Fen>>();
  const repaid = new Map<string, Fen>();
  for (const row of rows) {
    if (row.month === null) { repaid.set(row.programme, BigInt(row.fen)); continue; }
    const of = months.get(row.programme) ?? new Map<Month, Fen>();
    months.set(row.programme, of.set(row.month, (of.get(row.month) ?? 0n) + BigInt(row.fen)));
  }
  return { months, repaid };
}
