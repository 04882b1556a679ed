import { sql } from 'kysely';
import type { Act } from '#base/server/house.ts';
import type { Limits } from '../schema/limits.ts';

type Changed = { kind: string; key: string; delta: number };

const WANTED = sql`(values ('mobile', case when r.state in ('registered', 'unverified') then r.mobile_index end), ('bankAccount', case when r.state in ('registered', 'unverified') then r.bank_account_index end),
  ('dischargeCertNo', case when r.state in ('registered', 'unverified') then r.discharge_cert_no_index end), ('disabilityCertNo', case when r.state in ('registered', 'unverified') then r.disability_cert_no_index end),
  ('nameBirth', case when r.state in ('registered', 'unverified') then r.name || '/' || r.birth_on::text end), ('household', r.household_id::text)) as w(kind, key)`;

/**
 * Brings the keys of some persons into step with their files, and says whom else that touches: persons of groups that have come to, or fallen below,
 * the size at which a rule speaks, and the households left, joined or kept. `leaving` persons lose their keys. Two files of one name and birth day are told of each other whatever changes.
 */
export async function refreshKeys(act: Act, ids: readonly string[], leaving: readonly string[], limits: Limits): Promise<{ persons: string[]; households: string[] }> {
  const { county } = act.scope;
  const gone = await sql<Omit<Changed, 'delta'>>`delete from quality.key k where k.county_code = ${county} and k.person_id = any(${ids}::uuid[]) and not exists (
      select 1 from registry.person r, lateral ${WANTED} where r.county_code = ${county} and r.id = k.person_id and r.id <> all(${leaving}::uuid[]) and r.division_code = k.division_code and w.kind = k.kind and w.key = k.key)
    returning k.kind, k.key`.execute(act.tx);
  const added = await sql<Omit<Changed, 'delta'>>`insert into quality.key (county_code, kind, key, person_id, division_code)
    select r.county_code, w.kind, w.key, r.id, r.division_code from registry.person r, lateral ${WANTED}
    where r.county_code = ${county} and r.id = any(${ids}::uuid[]) and r.id <> all(${leaving}::uuid[]) and w.key is not null order by r.id, w.kind on conflict do nothing returning kind, key`.execute(act.tx);
  const changed = deltas(gone.rows, added.rows);
  await oneAtATime(act, changed);
  return { persons: await touchedPersons(act, changed.filter(({ kind }) => kind !== 'household'), limits), households: await householdsOf(act, ids, changed) };
}

/** Two acts that change the same group follow each other, so that the second sees the first; a few locks stand for all keys. */
async function oneAtATime(act: Act, changed: Changed[]): Promise<void> {
  if (changed.length === 0) return;
  await sql`select pg_advisory_xact_lock(hashtext(${`quality/${act.scope.county}`}), b.bucket) from (
    select distinct abs(hashtext(k) % 64) as bucket from unnest(${changed.map(({ kind, key }) => `${kind}/${key}`)}::text[]) as k order by 1) b`.execute(act.tx);
}

function deltas(gone: Omit<Changed, 'delta'>[], added: Omit<Changed, 'delta'>[]): Changed[] {
  const all = new Map<string, Changed>();
  const count = (rows: Omit<Changed, 'delta'>[], step: number) => {
    for (const { kind, key } of rows) {
      const one = all.get(`${kind}/${key}`) ?? { kind, key, delta: 0 };
      all.set(`${kind}/${key}`, { ...one, delta: one.delta + step });
    }
  };
  count(gone, -1);
  count(added, 1);
  return [...all.values()];
}

async function touchedPersons(act: Act, changed: Changed[], limits: Limits): Promise<string[]> {
  if (changed.length === 0) return [];
  const { rows } = await sql<{ person_id: string }>`with changed as (select * from jsonb_to_recordset(${JSON.stringify(changed)}::jsonb) as c(kind text, key text, delta int)),
    sized as (select c.kind, c.key, c.delta, (select count(*) from quality.key k where k.county_code = ${act.scope.county} and k.kind = c.kind and k.key = c.key) as size,
      case c.kind when 'mobile' then ${limits.phoneShared}::int when 'bankAccount' then ${limits.accountShared}::int else 2 end as bound from changed c)
    select distinct k.person_id from sized s join quality.key k on k.county_code = ${act.scope.county} and k.kind = s.kind and k.key = s.key
    where (s.size >= s.bound) <> (s.size - s.delta >= s.bound) or (s.kind = 'nameBirth' and s.size > 1)`.execute(act.tx);
  return rows.map((row) => row.person_id);
}

async function householdsOf(act: Act, ids: readonly string[], changed: Changed[]): Promise<string[]> {
  const { rows } = await sql<{ key: string }>`select distinct k.key from quality.key k where k.county_code = ${act.scope.county} and k.person_id = any(${ids}::uuid[]) and k.kind = 'household'`.execute(act.tx);
  return [...new Set([...rows.map((row) => row.key), ...changed.filter(({ kind }) => kind === 'household').map(({ key }) => key)])];
}
