import { sql } from 'kysely';
import type { Act } from '#base/server/house.ts';

/** One line that waits, its accounts still sealed: the one it would be paid to, and the last one paid to before. */
export type WaitingRow = { id: string; personId: string; name: string; place: string; programme: string; amount: string; holder: string | null; bank: string | null; sealed: string | null; before: string | null };

/** A page of chosen lines, by place and name. */
export async function listWaitingRows(act: Act, ids: readonly string[], page: number, size: number): Promise<WaitingRow[]> {
  const { county, from, to } = act.scope;
  const { rows } = await sql<WaitingRow>`select l.id, l.person_id as "personId", p.name, coalesce(d.path, l.division_code) as place, l.programme, l.amount::text as amount, l.bank_holder as holder, l.bank_name as bank, l.bank_account_sealed as sealed,
      (select b.bank_account_sealed from benefits.line b where b.county_code = l.county_code and b.person_id = l.person_id and b.outcome = 'paid' and b.amount > 0 and b.bank_account_index is not null order by b.period desc, b.outcome_on desc limit 1) as before
    from benefits.line l join registry.person p on p.county_code = l.county_code and p.id = l.person_id left join organisation.division d on d.county_code = l.county_code and d.code = l.division_code
    where l.county_code = ${county} and l.id = any(${[...ids]}::uuid[]) and l.division_code between ${from} and ${to} order by l.division_code, p.name, l.person_id, l.programme limit ${size} offset ${(page - 1) * size}`.execute(act.tx);
  return rows;
}

/** Somebody who wrote an account by hand. */
export type AccountWriter = { id: string; name: string };

/** Who last wrote an account of some persons by hand, in each of the rows that may have one (the file, their benefits, their shares, their household), the latest first; by person. None of them checks it. */
export async function listAccountWriters(act: Act, personIds: readonly string[]): Promise<Map<string, AccountWriter[]>> {
  const { county } = act.scope;
  const { rows } = await sql<{ person: string } & AccountWriter>`with people as (select unnest(${[...personIds]}::uuid[]) as id),
      places as (select id as person, 'registry.person' as record, id as row_id from people
        union all select b.person_id, 'benefits.recipient', b.id from benefits.recipient b join people p on p.id = b.person_id where b.county_code = ${county}
        union all select p.id, 'benefits.one_off_share', s.id from people p join benefits.one_off o on o.county_code = ${county} join benefits.one_off_share s on s.county_code = o.county_code and s.one_off_id = o.id and (o.person_id = p.id or s.payee_id = p.id)
        union all select p.id, 'benefits.conscript_home', h.id from people p join benefits.conscript_home h on h.county_code = ${county} and (h.person_id = p.id or h.payee_id = p.id))
    select person, id, name from (select distinct on (w.person, w.record, w.row_id) w.person, c.actor_id as id, c.actor_name as name, c.at from places w join house.change c on c.county_code = ${county} and c.record = w.record and c.row_id = w.row_id
      where c.after ->> 'bank_account_sealed' is not null order by w.person, w.record, w.row_id, c.at desc) written order by person, at desc`.execute(act.tx);
  const found = new Map<string, AccountWriter[]>();
  for (const { person, ...writer } of rows) found.set(person, [...(found.get(person) ?? []), writer]);
  return found;
}

/** The sum of chosen lines, in fen. */
export async function sumLines(act: Act, ids: readonly string[]): Promise<string> {
  const { rows } = await sql<{ fen: string }>`select coalesce(sum(amount), 0)::text as fen from benefits.line where county_code = ${act.scope.county} and id = any(${[...ids]}::uuid[])`.execute(act.tx);
  return rows[0]!.fen;
}
