import { sql } from 'kysely';
import type { Fen } from '#base/pure/fen.ts';
import type { Act } from '#base/server/house.ts';
import type { PersonSettled } from '../rules/dueMonths.ts';
import { type Month, printMonth } from '../rules/months.ts';
import { PAYABLE } from '../rules/programmes/all.ts';
import type { Repaid } from '../rules/settle.ts';
import { listOpenPersons, sumRepayments } from './runs.ts';

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

/** What the months of some persons were settled with up to `last` (lines paid or on their way, payments written down by hand), and what came back of them; by person, from `since` on, or from `opened` where something ever came back or was left open, as a run looks at it. */
export async function settledOf(act: Act, personIds: readonly string[], { since, opened, last }: { since: Month; opened: Month; last: Month }): Promise<(personId: string) => PersonSettled> {
  const { county } = act.scope;
  const of = sql`= any(${[...personIds]}::uuid[])`;
  const returned = await sumRepayments(act, PAYABLE.map(({ key }) => key), opened, last, personIds);
  const open = new Set([...[...returned.keys()].map((key) => key.split('/')[0]!), ...(await listOpenPersons(act, PAYABLE.map(({ key }) => key), personIds))]);
  const whole = sql`any(${[...open]}::uuid[])`;
  const { rows } = await sql<{ person: string; programme: string; month: number; fen: string; back: string }>`
    select l.person_id as person, i.programme, i.month, sum(i.fen)::text as fen, sum(coalesce((i.print ->> 'givenBack')::bigint, 0))::text as back from benefits.line l join benefits.item i on i.county_code = l.county_code and i.line_id = l.id
      where l.county_code = ${county} and l.person_id ${of} and l.entitlement_id is null and l.outcome in ('paid', 'pending') and (i.month >= ${since} or (i.month >= ${opened} and l.person_id = ${whole})) group by 1, 2, 3
    union all select p.person_id, p.programme, split_part(p.month, '-', 1)::int * 12 + split_part(p.month, '-', 2)::int - 1, sum(p.amount)::text, '0' from benefits.payment p
      where p.county_code = ${county} and p.person_id ${of} and p.line_id is null and p.amount > 0 and (p.month >= ${printMonth(since)} or (p.month >= ${printMonth(opened)} and p.person_id = ${whole})) group by 1, 2, 3`.execute(act.tx);
  const found = new Map<string, { since: Month; months: Map<string, Map<Month, Fen>>; givenBack: Map<string, Map<Month, Fen>>; repaid: Map<string, Repaid> }>();
  const person = (id: string) => { let one = found.get(id); if (!one) found.set(id, (one = { since, months: new Map(), givenBack: new Map(), repaid: new Map() })); return one; };
  for (const id of open) person(id).since = opened;
  for (const [key, repaid] of returned) { const [id, programme] = key.split('/') as [string, string]; person(id).repaid.set(programme, repaid); }
  const add = (to: Map<string, Map<Month, Fen>>, programme: string, month: Month, fen: Fen) => { const each = to.get(programme) ?? new Map<Month, Fen>(); to.set(programme, each.set(month, (each.get(month) ?? 0n) + fen)); };
  for (const { person: id, programme, month, fen, back } of rows) {
    add(person(id).months, programme, month, BigInt(fen));
    if (back !== '0') add(person(id).givenBack, programme, month, BigInt(back));
  }
  return person;
}
