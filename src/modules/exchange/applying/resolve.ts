import { sql } from 'kysely';
import { columnOf, type RecordType, type Values } from '#base/pure/record.ts';
import { refuse } from '#base/pure/refusal.ts';
import type { Act } from '#base/server/house.ts';
import { type Columns, decode } from '#base/server/records/columns.ts';
import type { Store } from '#base/server/records/store.ts';
import { type BatchColumns, getBatch, getRow, showRows, type StagedColumns } from '../batches.ts';
import { importableLedger } from '../ledgers.ts';
import { layoutOfBatch } from '../layouts/layout.ts';
import { planOf } from '../reading/plan.ts';
import type { Draft } from '../reading/rows.ts';
import type { BatchRow } from '../schema.ts';
import { comparison, existingById, uniqueKeys } from '../staging/existing.ts';
import { findExisting, markHolders } from '../staging/judge.ts';
import { readPast } from '../staging/held.ts';
import { titlesWhereOtherwise } from '../staging/titles.ts';
import type { Led } from '../staging/references.ts';
import { type Prepared, settle, type Staged, valuesOfNew } from '../staging/settle.ts';

/** Settles a row of the work list: by one of its candidates, as a new row, or not at all. The row is then judged like any other. */
export async function resolveRow(act: Act, input: { batchId: string; number: number; choice: string }): Promise<BatchRow> {
  const batch = await getBatch(act, input.batchId, true);
  const store = importableLedger(act.house, act.actor, batch.ledger);
  const row = await getRow(act, batch.id, input.number);
  if (batch.state === 'undone' || row.applied_version !== null || (row.outcome !== 'ambiguous' && row.outcome !== 'skipped') || !row.payload) refuse('import.state', '这一行不是待认定的', { status: 409 });
  if (input.choice === 'skip') await sql`update exchange.row set outcome = 'skipped' where county_code = ${act.scope.county} and batch_id = ${batch.id} and number = ${row.number}`.execute(act.tx);
  else await keep(act, batch, row, await judgeChoice(act, batch, store, row, input.choice));
  await recount(act, batch.id);
  act.note({ record: store.type.name, detail: { batch: batch.id, row: row.number, choice: input.choice } });
  return (await showRows(act, store.type, [await getRow(act, batch.id, row.number)]))[0]!;
}

/** The part of a row's values that the sheet brought, from the columns kept of them. */
function broughtBy(type: RecordType, columns: Columns, values: Values): Values {
  return Object.fromEntries(Object.entries(type.fields).filter(([name, field]) => (field.sealed ? `${columnOf(name)}_sealed` : columnOf(name)) in columns).map(([name]) => [name, values[name]]));
}

async function judgeChoice(act: Act, batch: BatchColumns, store: Store, row: StagedColumns, choice: string): Promise<Staged> {
  const { type } = store;
  const plan = { ...(await planOf(act, store, batch.headers, batch.targets, await layoutOfBatch(act, type, batch))), references: [] };
  const asked = row.problems.find((one) => one.candidates && (choice === 'new' ? one.field === '' : one.candidates.includes(choice)));
  if (!asked) refuse('import.choice', '所选的不在候选之中', { path: ['choice'] });
  const left = row.problems.filter((one) => one.candidates && one !== asked);
  const given = broughtBy(type, row.payload!, decode(type, row.payload!, act.house.keys));
  const draft: Draft = {
    number: row.number, given, maskedFields: [], wanted: {}, key: row.row_id && row.row_version ? { id: row.row_id, version: row.row_version } : undefined, division: row.target_division ?? undefined,
    problems: row.problems.filter((one) => one.warning), cells: [],
  };
  const led: Led = { ids: {}, divisions: {}, ambiguous: left.map(({ field, label, message, candidates }) => ({ field, label, message, candidates: candidates! })) };
  if (asked.field !== '') {
    const found = (await existingById(act, type.fields[asked.field]!.of!(), [choice])).get(choice) ?? refuse('import.choice', '所选的已不存在', { path: ['choice'] });
    led.ids[asked.field] = choice;
    led.divisions[asked.field] = found.division_code;
  } else if (type.placedBy && draft.division) led.divisions[type.placedBy] = draft.division;
  if (left.length > 0) return waitingStill(type, row, draft, led);
  const existing = (await existingById(act, type, [draft.key?.id, asked.field === '' ? choice : undefined].filter((id): id is string => id !== undefined && id !== 'new'))).values().next().value;
  const prepared: Prepared = { draft, led, existing, values: existing ? {} : valuesOfNew(type, draft, led), newId: crypto.randomUUID() };
  if (!existing && asked.field !== '') await findExisting(act, plan, [prepared]);
  await markHolders(act, plan, [prepared], await uniqueKeys(act.house, type));
  await markTwin(act, batch, type, prepared);
  if (!plan.layout || !existing) return settle(act, plan, prepared);
  return settle(act, plan, prepared, await readPast(act, type, plan.layout.id, [existing.id]), await titlesWhereOtherwise(act, type, [prepared]));
}

function waitingStill(type: RecordType, row: StagedColumns, draft: Draft, led: Led): Staged {
  const chosen = Object.fromEntries(Object.entries(led.ids).map(([name, id]) => [columnOf(name), id]));
  const division = type.placedBy ? (led.divisions[type.placedBy] ?? row.target_division) : row.target_division;
  return { number: row.number, outcome: 'ambiguous', rowId: row.row_id, rowVersion: row.row_version, division, payload: { ...row.payload, ...chosen }, before: null, problems: [...draft.problems, ...led.ambiguous] };
}

/** Another row of the same sheet may speak of the same record. */
async function markTwin(act: Act, batch: BatchColumns, type: RecordType, { draft, existing, values }: Prepared): Promise<void> {
  const compared = type.identity.map((name) => comparison(act.house, type, name, values[name])).filter(({ value }) => value !== null);
  if (!existing && compared.length === 0) return;
  const same = existing ? sql`row_id = ${existing.id}` : sql.join(compared.map(({ column, value }) => sql`payload ->> ${column} = ${String(value)}`), sql` and `);
  const { rows } = await sql<{ number: number }>`select number from exchange.row where county_code = ${act.scope.county} and batch_id = ${batch.id} and number <> ${draft.number} and outcome in ('new', 'changed', 'same') and ${same} limit 1`.execute(act.tx);
  if (rows[0]) draft.problems.push({ field: '', label: '', message: `与第 ${rows[0].number} 行重复` });
}

async function keep(act: Act, batch: BatchColumns, row: StagedColumns, staged: Staged): Promise<void> {
  const json = (value: unknown) => (value === null ? null : JSON.stringify(value));
  await sql`update exchange.row set outcome = ${staged.outcome}, row_id = ${staged.rowId}, row_version = ${staged.rowVersion}, target_division = ${staged.division},
    payload = ${json(staged.payload)}::jsonb, before = ${json(staged.before)}::jsonb, problems = ${JSON.stringify(staged.problems)}::jsonb,
    brought = ${json(staged.held?.brought ?? null)}::jsonb, held = ${json(staged.held?.columns ?? null)}::jsonb, held_about = ${json(staged.held?.about ?? null)}::jsonb
    where county_code = ${act.scope.county} and batch_id = ${batch.id} and number = ${row.number}`.execute(act.tx);
}

/** Counts a batch's rows anew. */
async function recount(act: Act, id: string): Promise<void> {
  await sql`update exchange.batch b set differences = (select coalesce(sum((select count(*) from jsonb_object_keys(r.held_about))), 0) from exchange.row r where r.county_code = b.county_code and r.batch_id = b.id and r.outcome in ('same', 'changed') and r.held_about is not null),
    counts = b.counts || '{"new":0,"changed":0,"same":0,"bad":0,"ambiguous":0,"skipped":0}'::jsonb
    || coalesce((select jsonb_object_agg(outcome, n) from (select outcome, count(*) as n from exchange.row where county_code = b.county_code and batch_id = b.id group by outcome) c), '{}')
    where b.county_code = ${act.scope.county} and b.id = ${id}`.execute(act.tx);
}
