import { sql } from 'kysely';
import type { Fen } from '#base/pure/fen.ts';
import { acrossCounty } from '#base/server/database.ts';
import type { Act } from '#base/server/house.ts';
import { allot } from '../rules/allotting.ts';
import { assessEntitlement } from '../rules/entitlements.ts';
import { monthOf } from '../rules/months.ts';
import { type Approved, listApproved } from './entitlements.ts';
import { sumRepayments } from './runs.ts';

/** The pools of repayments that may meet a sum: of its payee's file, and of files that lines of it hang on. */
export const poolsOf = (one: Approved): string[] => [one.personId, ...one.paidTo].map((person) => `${person}/${one.programme}`);

const EVER = monthOf('1990-01');

/** By approved sum of some programmes, what runs paid of it beyond what is in force and did not come back, as a run would find it; across the county, since payees and their files lie anywhere. Sums that owe nothing are missing. */
export async function listLeftOwed(act: Act, programmes: readonly string[]): Promise<Map<string, Fen>> {
  const { county } = act.scope;
  return acrossCounty(act.tx, act.scope, async (scope) => {
    const { rows } = await sql<{ id: string; paid: string }>`select l.entitlement_id as id, sum(l.amount)::text as paid from benefits.line l where l.county_code = ${county} and l.entitlement_id is not null and l.programme = any(${[...programmes]}::text[]) and l.outcome in ('pending', 'paid') group by 1`.execute(act.tx);
    const paid = new Map(rows.map((row) => [row.id, BigInt(row.paid)]));
    const wide: Act = { ...act, scope };
    const sums = (await listApproved(wide, programmes)).map((one) => {
      const due = assessEntitlement(one, one.month, one.died).answer === 'yes' ? one.fen : 0n;
      const owed = (paid.get(one.id) ?? 0n) - due;
      return { id: one.id, owed: owed > 0n ? owed : 0n, pools: poolsOf(one) };
    });
    const pools = new Map([...(await sumRepayments(wide, programmes, EVER, EVER))].map(([key, { fen }]) => [key, fen]));
    const met = allot(sums, pools);
    return new Map(sums.map(({ id, owed }): [string, Fen] => [id, owed - met.get(id)!]).filter(([, left]) => left > 0n));
  });
}

const LEDGERS = { conscript: sql`benefits.conscript_year`, oneOff: sql`benefits.one_off` } as const;

/** What runs paid of payments that were taken back and has not come back, each with its source and whom the source is about. */
export async function listWithdrawnOwed(act: Act, ledger: keyof typeof LEDGERS): Promise<{ personId: string; sourceId: string; year: number | null; programme: string; fen: Fen }[]> {
  const { rows } = await acrossCounty(act.tx, act.scope, () => sql<{ id: string; personId: string; sourceId: string; year: number | null; programme: string }>`select e.id, w.person_id as "personId", w.id as "sourceId", ${ledger === 'conscript' ? sql`w.year` : sql`null::int`} as year, e.programme from ${LEDGERS[ledger]} w
    join benefits.entitlement e on e.county_code = w.county_code and e.source_id = w.id where w.county_code = ${act.scope.county} and w.state = 'withdrawn' and exists (select 1 from benefits.line l where l.county_code = e.county_code and l.entitlement_id = e.id and l.outcome in ('pending', 'paid'))`.execute(act.tx));
  if (rows.length === 0) return [];
  const left = await listLeftOwed(act, [...new Set(rows.map((row) => row.programme))]);
  return rows.map(({ id, ...row }) => ({ ...row, fen: left.get(id) ?? 0n }));
}
