import { sql } from 'kysely';
import { columnOf, type RecordType } from '#base/pure/record.ts';
import type { Act } from '#base/server/house.ts';
import type { BatchColumns } from '../batches.ts';

/**
 * Keeps what a committed batch of a layout said: the source of each field, and a difference for each field held back. An open difference that the file
 * contradicts or settles is replaced; one that it repeats stays. A fixed number of statements; a second commit of the batch adds only what is new.
 */
export async function keepSources(act: Act, batch: BatchColumns, type: RecordType, layoutName: string): Promise<void> {
  const { county } = act.scope;
  await sql`insert into exchange.source (county_code, record, row_id, batch_id, layout_id, as_of, at, digests)
    select s.county_code, ${type.name}, s.row_id, s.batch_id, ${batch.layout_id}::uuid, ${batch.as_of ?? act.today}::date, ${act.now}, s.brought from exchange.row s
    where s.county_code = ${county} and s.batch_id = ${batch.id} and s.outcome in ('new', 'changed', 'same') and s.row_id is not null and s.brought is not null and s.brought <> '{}'::jsonb
    on conflict (county_code, record, row_id, batch_id) do nothing`.execute(act.tx);
  await sql`update exchange.difference d set state = 'replaced', replaced_by = ${batch.id}, version = d.version + 1, updated_at = ${act.now} from exchange.row s
    where s.county_code = ${county} and s.batch_id = ${batch.id} and s.outcome in ('changed', 'same') and s.brought is not null
    and d.county_code = s.county_code and d.ledger = ${type.name} and d.row_id = s.row_id::text and d.layout_id = ${batch.layout_id}::uuid and d.state = 'open' and d.batch_id <> s.batch_id and s.brought ? d.field and s.brought ->> d.field <> d.digest`.execute(act.tx);
  const labels = JSON.stringify(Object.fromEntries([...Object.entries(type.fields).map(([name, field]) => [name, field.label]), ['divisionCode', '所属区划']]));
  await sql`insert into exchange.difference (county_code, id, division_code, created_at, updated_at, batch_id, ledger, ledger_label, row_id, title, system, field, field_label, ours, theirs, reason, as_of, state, layout_id, digest, ours_digest, value)
    select s.county_code, gen_random_uuid(), t.division_code, ${act.now}, ${act.now}, s.batch_id, ${type.name}, ${type.ledger}, s.row_id::text, ${titleOf(type)}, ${layoutName}, a.key, ${labels}::jsonb ->> a.key,
      a.value ->> 'ours', a.value ->> 'theirs', a.value ->> 'reason', ${batch.as_of ?? act.today}::date, 'open', ${batch.layout_id}::uuid, a.value ->> 'digest', a.value ->> 'oursDigest', (select jsonb_object_agg(h.key, h.value) from jsonb_each(s.held) h where a.value -> 'columns' ? h.key)
    from exchange.row s join ${sql.table(type.name)} t on t.county_code = s.county_code and t.id = s.row_id ${titleJoin(type)}, jsonb_each(s.held_about) a
    where s.county_code = ${county} and s.batch_id = ${batch.id} and s.outcome in ('changed', 'same') and s.held_about is not null
    and not exists (select 1 from exchange.difference d where d.county_code = s.county_code and d.ledger = ${type.name} and d.row_id = s.row_id::text and d.field = a.key and d.layout_id = ${batch.layout_id}::uuid
      and (d.batch_id = s.batch_id or (d.state = 'open' and d.digest = a.value ->> 'digest')))`.execute(act.tx);
}

/** Takes back what a batch said: its sources and open differences go, those it replaced are open again. Decided ones stay as they were decided. */
export async function takeBackSources(act: Act, batch: BatchColumns): Promise<void> {
  await sql`delete from exchange.source where county_code = ${act.scope.county} and batch_id = ${batch.id}`.execute(act.tx);
  await sql`delete from exchange.difference where county_code = ${act.scope.county} and batch_id = ${batch.id} and state in ('open', 'replaced')`.execute(act.tx);
  await sql`update exchange.difference set state = 'open', replaced_by = null, version = version + 1, updated_at = ${act.now} where county_code = ${act.scope.county} and replaced_by = ${batch.id}`.execute(act.tx);
}

function titleOf(type: RecordType) {
  const field = type.fields[type.title]!;
  const alias = field.kind === 'reference' ? sql.ref(`o.${columnOf(field.of!().title)}`) : sql.ref(`t.${columnOf(type.title)}`);
  return field.sealed ? sql`${type.label}` : sql`coalesce(${alias}::text, ${type.label})`;
}

function titleJoin(type: RecordType) {
  const field = type.fields[type.title]!;
  return field.kind === 'reference' ? sql`left join ${sql.table(field.of!().name)} o on o.county_code = t.county_code and o.id = ${sql.ref(`t.${columnOf(type.title)}`)}` : sql``;
}
