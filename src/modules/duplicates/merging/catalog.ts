import { sql } from 'kysely';
import { columnOf, type RecordType } from '#base/pure/record.ts';
import type { Act, House } from '#base/server/house.ts';

/** One column that refers to rows of a table: `place` is `schema.table`, `record` its declaration where it is a ledger, `of` set where the column names rows of any record (attachments). */
export type Reference = { place: string; column: string; target: string; nullable: boolean; record?: RecordType; of?: string };

/** What may stand only once in a table: the expressions of a unique index, or of an exclusion with its operators. */
export type Guard = { expressions: string[]; operators: string[]; predicate: string | null; nullsAreOne: boolean };

/** A table as merging needs to know it. */
export type Place = { columns: Set<string>; key: string[]; guards: Guard[] };

/** The references and guards of the whole database, read from its own catalogue, so that no module can be forgotten; ledgers that a merge does not touch (`onMerge`) are left out. */
export type Catalog = { referencesTo(place: string): Reference[]; place(name: string): Place };

const catalogs = new WeakMap<House, Catalog>();

/** The catalogue of this product's database; the schema does not change while it runs. */
export async function catalogOf(act: Act): Promise<Catalog> {
  const known = catalogs.get(act.house);
  if (known) return known;
  const [places, keys] = [await readPlaces(act), await readKeys(act)];
  const references = [...declared(act.house, places), ...keys, ...attachments(act.house, places)];
  const byTarget = new Map<string, Map<string, Reference>>();
  for (const one of references) {
    if (act.house.stores.get(one.place)?.onMerge) continue;
    const found = byTarget.get(one.target) ?? new Map<string, Reference>();
    const name = `${one.place}/${one.column}`;
    found.set(name, { ...one, ...found.get(name) });
    byTarget.set(one.target, found);
  }
  const catalog: Catalog = {
    referencesTo: (place) => [...(byTarget.get(place)?.values() ?? [])],
    place: (name) => places.get(name) ?? { columns: new Set(), key: ['county_code', 'id'], guards: [] },
  };
  catalogs.set(act.house, catalog);
  return catalog;
}

/** References that records declare, with or without a foreign key. */
function declared(house: House, places: Map<string, Place>): Reference[] {
  return [...house.stores.values()].flatMap(({ type }) => Object.entries(type.fields).flatMap(([name, field]) => {
    if (field.kind !== 'reference' || !places.get(type.name)?.columns.has(columnOf(name))) return [];
    return [{ place: type.name, column: columnOf(name), target: field.of!().name, nullable: !field.required, record: type }];
  }));
}

/** Foreign keys: tables that are no ledger hang on persons too. */
async function readKeys(act: Act): Promise<Reference[]> {
  const { rows } = await sql<{ place: string; column: string; target: string; nullable: boolean }>`
    select n.nspname || '.' || c.relname as place, a.attname as column, fn.nspname || '.' || f.relname as target, not a.attnotnull as nullable
    from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
    join pg_class f on f.oid = k.confrelid join pg_namespace fn on fn.oid = f.relnamespace
    cross join lateral unnest(k.conkey, k.confkey) as u(own, other)
    join pg_attribute a on a.attrelid = c.oid and a.attnum = u.own join pg_attribute t on t.attrelid = f.oid and t.attnum = u.other
    where k.contype = 'f' and t.attname = 'id' and n.nspname not in ('pg_catalog', 'auth', 'jobs')`.execute(act.tx);
  return rows.map((row) => ({ ...row, record: act.house.records.get(row.place) }));
}

/** Tables of the house that name a row of any record by `record` and `row_id`; the history of changes is never rewritten. */
function attachments(house: House, places: Map<string, Place>): Reference[] {
  const named = [...places].filter(([name, { columns }]) => name.startsWith('house.') && name !== 'house.change' && columns.has('record') && columns.has('row_id') && columns.has('id'));
  return named.flatMap(([place]) => [...house.records.keys()].map((target) => ({ place, column: 'row_id', target, nullable: false, of: target })));
}

async function readPlaces(act: Act): Promise<Map<string, Place>> {
  const { rows: columns } = await sql<{ place: string; columns: string[] }>`
    select n.nspname || '.' || c.relname as place, array_agg(a.attname::text) as columns from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relkind = 'r' and n.nspname !~ '^(pg_|information_schema|jobs|auth)' group by 1`.execute(act.tx);
  const places = new Map<string, Place>(columns.map((row) => [row.place, { columns: new Set(row.columns), key: [], guards: [] }]));
  const { rows: guards } = await sql<{ place: string; expressions: string[]; operators: string[] | null; predicate: string | null; nulls: boolean; primary: boolean }>`
    select n.nspname || '.' || c.relname as place, i.indnullsnotdistinct as nulls, i.indisprimary as primary, pg_get_expr(i.indpred, i.indrelid) as predicate,
      array(select pg_get_indexdef(i.indexrelid, k, true) from generate_series(1, i.indnkeyatts::int) k) as expressions,
      (select array_agg(o.oprname::text order by u.at) from pg_constraint x cross join lateral unnest(x.conexclop) with ordinality as u(oper, at) join pg_operator o on o.oid = u.oper where x.conindid = i.indexrelid and x.contype = 'x') as operators
    from pg_index i join pg_class c on c.oid = i.indrelid join pg_namespace n on n.oid = c.relnamespace
    where (i.indisunique or i.indisexclusion) and n.nspname !~ '^(pg_|information_schema|jobs|auth)'`.execute(act.tx);
  for (const { place, expressions, operators, predicate, nulls, primary } of guards) {
    const known = places.get(place);
    if (primary && known) known.key = expressions;
    if (expressions.join() === 'county_code,id') continue;
    known?.guards.push({ expressions, operators: operators ?? expressions.map(() => '='), predicate, nullsAreOne: nulls });
  }
  return places;
}
