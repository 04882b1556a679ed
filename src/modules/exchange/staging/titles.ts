import { type RawBuilder, sql } from 'kysely';
import { columnOf, type RecordType } from '#base/pure/record.ts';
import type { Act } from '#base/server/house.ts';
import { inScope } from '#base/server/records/list.ts';
import type { Prepared } from './settle.ts';

/** The names of rows by id, with their place where they are seen by place: two persons of one name are told apart. Rows out of scope are left out. */
export async function titlesOf(act: Act, type: RecordType, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const title = titleOf(type);
  const { rows } = await sql<{ id: string; title: string | null; place: string | null }>`select r.id, ${title.text} as title, ${type.reach === 'division' ? sql`d.path` : sql`null`} as place from ${sql.table(type.name)} r ${title.join}
    left join organisation.division d on d.county_code = r.county_code and d.code = r.division_code where ${inScope(act, type)} and r.id = any(${[...new Set(ids)]}::uuid[])`.execute(act.tx);
  return new Map(rows.flatMap(({ id, title: name, place }) => (name === null ? [] : [[id, place ? `${name}（${place}）` : name]])));
}

/** A record's title as text on alias `r`; of one that is named by what it refers to, that row's title. A sealed title is not given. */
function titleOf(type: RecordType): { text: RawBuilder<unknown>; join: RawBuilder<unknown> } {
  const field = type.fields[type.title]!;
  const of = field.kind === 'reference' ? field.of!() : undefined;
  if (field.sealed || of?.fields[of.title]?.sealed) return { text: sql`null`, join: sql`` };
  if (!of) return { text: sql`${sql.ref(`r.${columnOf(type.title)}`)}::text`, join: sql`` };
  return { text: sql`${sql.ref(`o.${columnOf(of.title)}`)}::text`, join: sql`left join ${sql.table(of.name)} o on o.county_code = r.county_code and o.id = ${sql.ref(`r.${columnOf(type.title)}`)}` };
}

/** What rows refer to and what a sheet says instead, by name: one query for each reference in which the two differ. */
export async function titlesWhereOtherwise(act: Act, type: RecordType, prepared: readonly Pick<Prepared, 'led' | 'existing'>[]): Promise<Map<string, string>> {
  const titles = new Map<string, string>();
  for (const [name, field] of Object.entries(type.fields)) {
    if (field.kind !== 'reference') continue;
    const ids = prepared.flatMap(({ led, existing }) => {
      const ours = existing?.[columnOf(name)];
      return led.ids[name] && typeof ours === 'string' && ours !== led.ids[name] ? [ours, led.ids[name]] : [];
    });
    for (const [id, title] of await titlesOf(act, field.of!(), ids)) titles.set(id, title);
  }
  return titles;
}
