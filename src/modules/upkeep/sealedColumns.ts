import type pg from 'pg';
import { SCHEMAS } from './tables.ts';

/** A table that holds sealed values: its primary key, and the columns, with the condition that tells whether a row may hold some. */
export type SealedTable = { name: string; key: { name: string; type: string }[]; columns: { name: string; json: boolean; holds: string }[] };

/** Every table with a text column `…_sealed`, or with a JSON column in which such keys may be. The audit is never rewritten. Throws where such a table has no primary key. */
export async function sealedTables(client: pg.PoolClient): Promise<SealedTable[]> {
  const { rows } = await client.query<{ name: string; columns: { name: string; json: boolean }[]; key: { name: string; type: string }[] | null }>(`select format('%I.%I', n.nspname, c.relname) as name,
      (select json_agg(json_build_object('name', quote_ident(a.attname), 'json', a.atttypid = 'jsonb'::regtype) order by a.attnum) from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and (a.attname like '%\\_sealed' and a.atttypid = 'text'::regtype or a.atttypid = 'jsonb'::regtype)) as columns,
      (select json_agg(json_build_object('name', quote_ident(a.attname), 'type', format_type(a.atttypid, null)) order by k.position) from pg_index i, unnest(i.indkey::int2[]) with ordinality k(attnum, position), pg_attribute a
        where i.indrelid = c.oid and i.indisprimary and a.attrelid = c.oid and a.attnum = k.attnum) as key
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and n.nspname = any (${SCHEMAS}) and n.nspname <> 'audit' order by 1`);
  return rows.filter((row) => row.columns).map(({ name, columns, key }) => {
    if (!key) throw new Error(`${name} 没有主键，无法更换其中的密钥`);
    return { name, key, columns: columns.map((one) => ({ ...one, holds: one.json ? `${one.name}::text like '%\\_sealed"%'` : `${one.name} is not null` })) };
  });
}
