import { sql } from 'kysely';
import type { Act } from '#base/server/house.ts';

/** One line that waits, its accounts still sealed: the one it would be paid to, and the last one paid to before. */
export type WaitingRow = { id: string; personId: string; name: string; place: string; programme: string; amount: string; holder: string | null; bank: string | null; sealed: string | null; before: string | null };

/** A page of chosen lines, by place and name. */
export async function listWaitingRows(act: Act, ids: readonly string[], page: number, size: number): Promise<WaitingRow[]> {
  const { county, from, to } = act.scope;
  const { rows } = await sql<WaitingRow>`select l.id, l.person_id as "personId", p.name, coalesce(d.path, l.division_code) as place, l.programme, l.amount::text as amount, l.bank_holder as holder, l.bank_name as bank, l.bank_account_sealed as sealed,
      (select b.bank_account_sealed from benefits.line b where b.county_code = l.county_code and b.person_id = l.person_id and b.outcome = 'paid' and b.bank_account_index is not null order by b.period desc, b.outcome_on desc limit 1) as before
    from benefits.line l join registry.person p on p.county_code = l.county_code and p.id = l.person_id left join organisation.division d on d.county_code = l.county_code and d.code = l.division_code
    where l.county_code = ${county} and l.id = any(${[...ids]}::uuid[]) and l.division_code between ${from} and ${to} order by l.division_code, p.name, l.person_id, l.programme limit ${size} offset ${(page - 1) * size}`.execute(act.tx);
  return rows;
}

/** Who last wrote the account of some persons by hand, by person. */
export async function listAccountWriters(act: Act, personIds: readonly string[]): Promise<Map<string, { id: string; name: string }>> {
  const { county } = act.scope;
  const people = [...personIds];
  const { rows } = await sql<{ person: string; id: string; name: string }>`select distinct on (person) person, id, name from (
      select c.row_id as person, c.actor_id as id, c.actor_name as name, c.at from house.change c where c.county_code = ${county} and c.record = 'registry.person' and c.row_id = any(${people}::uuid[]) and c.after ->> 'bank_account_sealed' is not null
      union all select b.person_id, c.actor_id, c.actor_name, c.at from benefits.recipient b join house.change c on c.county_code = b.county_code and c.record = 'benefits.recipient' and c.row_id = b.id
        where b.county_code = ${county} and b.person_id = any(${people}::uuid[]) and c.after ->> 'bank_account_sealed' is not null
      union all select p.id, c.actor_id, c.actor_name, c.at from unnest(${people}::uuid[]) as p(id) join benefits.conscript_home h on h.county_code = ${county} and (h.person_id = p.id or h.payee_id = p.id)
        join house.change c on c.county_code = h.county_code and c.record = 'benefits.conscript_home' and c.row_id = h.id where c.after ->> 'bank_account_sealed' is not null) written order by person, at desc`.execute(act.tx);
  return new Map(rows.map((row) => [row.person, { id: row.id, name: row.name }]));
}

/** The sum of chosen lines, in fen. */
export async function sumLines(act: Act, ids: readonly string[]): Promise<string> {
  const { rows } = await sql<{ fen: string }>`select coalesce(sum(amount), 0)::text as fen from benefits.line where county_code = ${act.scope.county} and id = any(${[...ids]}::uuid[])`.execute(act.tx);
  return rows[0]!.fen;
}
