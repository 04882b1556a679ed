import { sql } from 'kysely';
import type { Tx } from '#base/server/database.ts';
import type { Act } from '#base/server/house.ts';
import type { Division } from './schema/unit.ts';

/** The living divisions of the act's scope, the county first, then each township followed by its villages. */
export async function listDivisions(act: Act): Promise<Division[]> {
  const { county, from, to } = act.scope;
  const { rows } = await sql<Division>`select d.code, d.name, d.official_name as "officialName", d.level, d.kind, d.parent_code as "parentCode", d.path, u.id as "unitId", u.name as "unitName"
    from organisation.division d
    left join organisation.unit u on u.county_code = d.county_code and u.division_code = d.code and u.kind <> 'bureau' and u.closed_on is null
    where d.county_code = ${county} and d.code between ${from} and ${to} and d.valid_until is null
    order by substr(d.code, 1, 9), d.code`.execute(act.tx);
  return rows;
}

/** A division's name, path and level; undefined where the county has no such code. */
export async function findDivision(tx: Tx, county: string, code: string): Promise<{ code: string; name: string; path: string; level: string; kind: string; validUntil: string | null } | undefined> {
  const { rows } = await sql<{ code: string; name: string; path: string; level: string; kind: string; validUntil: string | null }>`select code, name, path, level, kind, valid_until as "validUntil" from organisation.division where county_code = ${county} and code = ${code}`.execute(tx);
  return rows[0];
}

/** The county's name; its code where it was never set up. */
export async function countyName(tx: Tx, county: string): Promise<string> {
  const { rows } = await sql<{ name: string }>`select name from organisation.division where county_code = ${county} and level = 'county' limit 1`.execute(tx);
  return rows[0]?.name ?? county;
}

/** A setting of the county, or what stands where none was made. */
export async function readSetting<T>(tx: Tx, county: string, key: string, fallback: T): Promise<T> {
  const { rows } = await sql<{ value: T }>`select value from house.setting where county_code = ${county} and key = ${key}`.execute(tx);
  return rows.length === 0 ? fallback : rows[0]!.value;
}

/** Makes or replaces a setting of the county. */
export async function writeSetting(tx: Tx, county: string, key: string, value: unknown): Promise<void> {
  await sql`insert into house.setting (county_code, key, value) values (${county}, ${key}, ${JSON.stringify(value)}::jsonb)
    on conflict (county_code, key) do update set value = excluded.value, updated_at = now()`.execute(tx);
}

/** Lets this transaction see the sign-in tables, which plain transactions do not. */
export async function openSignIn(tx: Tx): Promise<void> {
  await sql`select set_config('app.auth', 'on', true)`.execute(tx);
}
