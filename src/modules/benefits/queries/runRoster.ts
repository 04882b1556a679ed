import { sql } from 'kysely';
import type { Act } from '#base/server/house.ts';

/** One line of a payroll sheet as it is kept: the account still sealed. */
export type RosterRow = { id: string; divisionCode: string; place: string; name: string; programme: string; regular: string; arrears: string; recovered: string; amount: string; change: string | null; outcome: string; sealed: string | null };

/** A page of a run's lines in the act's scope, by place and name, and how many there are. */
export async function listRosterRows(act: Act, runId: string, page: number, size: number): Promise<{ rows: RosterRow[]; total: number }> {
  const { county, from, to } = act.scope;
  const { rows } = await sql<RosterRow & { total: number }>`select l.id, l.division_code as "divisionCode", coalesce(d.path, l.division_code) as place, coalesce(l.payee, p.name) as name, l.programme, l.regular::text as regular, l.arrears::text as arrears, l.recovered::text as recovered, l.amount::text as amount,
      l.change, l.outcome, l.bank_account_sealed as sealed, count(*) over ()::int as total
    from benefits.line l join registry.person p on p.county_code = l.county_code and p.id = l.person_id left join organisation.division d on d.county_code = l.county_code and d.code = l.division_code
    where l.county_code = ${county} and l.run_id = ${runId} and l.division_code between ${from} and ${to} order by l.division_code, p.name, l.person_id, l.programme limit ${size} offset ${(page - 1) * size}`.execute(act.tx);
  return { rows: rows.map(({ total: _total, ...row }) => row), total: rows[0]?.total ?? 0 };
}
