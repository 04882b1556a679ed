import type pg from 'pg';

type Client = pg.Client | pg.PoolClient;

/** A table as backups and restores need it: stored columns in order, its primary key, and the tables it refers to. */
export type TableShape = { name: string; columns: string[]; key: string[]; refersTo: string[] };

/** Every table the product keeps (not the job queue's), each with its columns, by name. */
export async function keptTables(client: Client): Promise<TableShape[]> {
  const { rows } = await client.query<TableShape>(`select format('%I.%I', n.nspname, c.relname) as name,
      (select array_agg(quote_ident(a.attname) order by a.attnum) from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
      coalesce((select array_agg(quote_ident(a.attname) order by k.position) from pg_index i, unnest(i.indkey::int2[]) with ordinality k(attnum, position), pg_attribute a
        where i.indrelid = c.oid and i.indisprimary and a.attrelid = c.oid and a.attnum = k.attnum), '{}') as key,
      coalesce((select array_agg(distinct format('%I.%I', fn.nspname, f.relname)) from pg_constraint r join pg_class f on f.oid = r.confrelid join pg_namespace fn on fn.oid = f.relnamespace
        where r.conrelid = c.oid and r.contype = 'f' and f.oid <> c.oid), '{}') as "refersTo"
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and not c.relispartition and n.nspname = any (${SCHEMAS}) order by 1`);
  return rows;
}

/** The product's schemas: all but PostgreSQL's own, the job queue's and `public`, which stays empty. */
export const SCHEMAS = "array(select nspname from pg_namespace where nspname !~ '^pg_' and nspname not in ('information_schema', 'public', 'jobs'))";

/** The COPY that reads a table in the order of its primary key. */
export function copyText({ name, columns, key }: TableShape): string {
  return `copy (select ${columns.join(', ')} from ${name}${key.length > 0 ? ` order by ${key.join(', ')}` : ''}) to stdout`;
}

/** Where every used sequence stands; absent where it was never used. */
export async function sequenceValues(client: Client): Promise<{ name: string; value: string }[]> {
  const { rows } = await client.query<{ name: string; value: string }>(`select format('%I.%I', schemaname, sequencename) as name, last_value::text as value from pg_sequences
    where schemaname = any (${SCHEMAS}) and last_value is not null order by 1`);
  return rows;
}

/** Tables ordered so that each comes after those it refers to; undefined where they refer to each other in a circle. */
export function parentsFirst(tables: TableShape[]): TableShape[] | undefined {
  const placed = new Set<string>();
  const ordered: TableShape[] = [];
  while (ordered.length < tables.length) {
    const ready = tables.filter((table) => !placed.has(table.name) && table.refersTo.every((one) => placed.has(one)));
    if (ready.length === 0) return undefined;
    for (const table of ready) {
      placed.add(table.name);
      ordered.push(table);
    }
  }
  return ordered;
}
