import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { columnOf } from '#base/pure/record.ts';
import { care } from '#modules/care/module.ts';
import { changes } from '#modules/changes/module.ts';
import { duplicates } from '#modules/duplicates/module.ts';
import { sharedDivision } from '#modules/duplicates/rules/places.ts';
import { organisation } from '#modules/organisation/module.ts';
import { registry } from '#modules/registry/module.ts';
import { chanceOf } from '../../tools/demo/random.ts';
import { openWorld, type World } from '../world.ts';
import { type Accepted, letClerksAct } from './clerks.ts';

/** Rounds of two or three acts at once; CLERK_ROUNDS makes it a longer watch, CLERK_SEED another one. */
const ROUNDS = Number(process.env.CLERK_ROUNDS ?? 200);
const SEED = Number(process.env.CLERK_SEED ?? 20260217);
let world: World;
before(async () => { world = await openWorld([organisation, registry, changes, duplicates, care]); });
after(() => world.close());

async function ask<T>(query: ReturnType<typeof sql<T>>): Promise<T[]> {
  return (await query.execute(world.house.database.owner)).rows;
}

/** References that lead nowhere: every foreign key by name in the catalogue, and every reference that a record declares and a merge touches. */
async function orphans(): Promise<string[]> {
  const found: string[] = [];
  for (const { type, onMerge } of world.house.stores.values()) {
    for (const [name, field] of Object.entries(type.fields)) {
      if (field.kind !== 'reference' || onMerge === 'stays') continue;
      const column = sql.ref(`x.${columnOf(name)}`);
      const rows = await ask(sql<{ id: string }>`select x.id from ${sql.table(type.name)} x where ${column} is not null and not exists (select 1 from ${sql.table(field.of!().name)} t where t.county_code = x.county_code and t.id = ${column})`);
      found.push(...rows.map((row) => `${type.name}.${name} ${row.id}`));
    }
  }
  const keys = await ask(sql<{ place: string; target: string; own: string[]; other: string[] }>`select (select s.nspname || '.' || c.relname from pg_class c join pg_namespace s on s.oid = c.relnamespace where c.oid = k.conrelid) as place, (select s.nspname || '.' || c.relname from pg_class c join pg_namespace s on s.oid = c.relnamespace where c.oid = k.confrelid) as target,
    array(select a.attname::text from unnest(k.conkey) with ordinality u(n, at) join pg_attribute a on a.attrelid = k.conrelid and a.attnum = u.n order by u.at) as own,
    array(select a.attname::text from unnest(k.confkey) with ordinality u(n, at) join pg_attribute a on a.attrelid = k.confrelid and a.attnum = u.n order by u.at) as other
    from pg_constraint k join pg_namespace n on n.oid = k.connamespace where k.contype = 'f' and n.nspname not in ('jobs', 'pg_catalog')`);
  assert.ok(keys.length > 40, `${keys.length} foreign keys`);
  for (const { place, target, own, other } of keys) {
    const rows = await ask(sql`select 1 from ${sql.table(place)} x where ${sql.join(own.map((column) => sql`${sql.ref(`x.${column}`)} is not null`), sql` and `)}
      and not exists (select 1 from ${sql.table(target)} t where ${sql.join(own.map((column, at) => sql`${sql.ref(`t.${other[at]!}`)} = ${sql.ref(`x.${column}`)}`), sql` and `)})`);
    if (rows.length > 0) found.push(`${place} (${own.join()}) ${rows.length}`);
  }
  return found;
}

/** What is kept beside the persons and should say the same: search keys, roles, and the place of whatever hangs on them. */
async function outOfStep(): Promise<string[]> {
  const found: string[] = [];
  const lacking = await ask(sql<{ id: string }>`select p.id from registry.person p where
    array(select k.key from registry.person_key k where k.person_id = p.id and k.division_code = p.division_code order by 1) <> array(select distinct x from unnest(p.search_keys) x order by 1)`);
  found.push(...lacking.map((row) => `search keys of ${row.id}`));
  found.push(...(await ask(sql<{ key: string }>`select k.key from registry.person_key k where not exists (select 1 from registry.person p where p.id = k.person_id and p.division_code = k.division_code)`)).map((row) => `search key ${row.key}`));
  const roles = await ask(sql<{ id: string }>`select p.id from registry.person p where array(select r.role from registry.person_role r where r.person_id = p.id and r.status = 'current' order by 1) <> array(select distinct x from unnest(p.roles) x order by 1)`);
  found.push(...roles.map((row) => `roles of ${row.id}`));
  const pairs = await ask(sql<{ id: string; division_code: string; a: string; b: string }>`select d.id, d.division_code, a.division_code as a, b.division_code as b from duplicates.pair d join registry.person a on a.id = d.left_id join registry.person b on b.id = d.right_id where d.state <> 'merged'`);
  found.push(...pairs.filter((row) => sharedDivision(row.a, row.b) !== row.division_code).map((row) => `place of pair ${row.id}`));
  for (const { type } of world.house.stores.values()) {
    if (!type.placedBy || type.fields[type.placedBy]!.of!().name !== 'registry.person') continue;
    const rows = await ask(sql<{ id: string }>`select x.id from ${sql.table(type.name)} x join registry.person p on p.id = ${sql.ref(`x.${columnOf(type.placedBy)}`)} where p.division_code <> x.division_code`);
    found.push(...rows.map((row) => `place of ${type.name} ${row.id}`));
  }
  return found;
}

type Step = { record: string; row_id: string; version: number; act: string; before: Record<string, unknown> | null; after: Record<string, unknown> | null };
const TYPED = ['honours', 'receiving_unit', 'bank_holder', 'name', 'birth_on', 'state'];

/** Versions count without gaps or repeats, and no step of a person's history writes over words that it did not see. */
async function historyFaults(): Promise<string[]> {
  const steps = await ask(sql<Step>`select record, row_id, version, act, before, after from house.change where record in ('registry.person', 'registry.person_role', 'changes.change', 'duplicates.pair', 'care.visit') order by record, row_id, version`);
  const found: string[] = [];
  const last = new Map<string, { version: number; values: Record<string, unknown> }>();
  for (const step of steps) {
    const row = `${step.record} ${step.row_id}`;
    const known = last.get(row);
    const begun = step.record === 'registry.person_role' ? [1, 2] : [1];
    if (known ? step.version !== known.version + 1 : !begun.includes(step.version)) found.push(`${row}: ${known?.version ?? 0} → ${step.version} (${step.act})`);
    const values = known?.values ?? {};
    if (step.record === 'registry.person' && step.before && step.act === 'update') {
      for (const column of TYPED) if (column in step.before && column in values && (step.before[column] ?? null) !== (values[column] ?? null)) found.push(`${row} ${column}: version ${step.version} did not see “${String(values[column])}”`);
    }
    last.set(row, { version: step.version, values: { ...values, ...(step.act === 'remove' ? step.before : step.after) } });
  }
  const persons = await ask(sql<Record<string, unknown>>`select to_jsonb(p) as row from registry.person p`);
  for (const { row } of persons as { row: Record<string, unknown> }[]) {
    const known = last.get(`registry.person ${String(row.id)}`);
    if (known?.version !== row.version) found.push(`person ${String(row.id)} stands at ${String(row.version)}, its history at ${known?.version}`);
    for (const column of TYPED) if (known && column in known.values && (known.values[column] ?? null) !== (row[column] ?? null)) found.push(`person ${String(row.id)} ${column}: history says ${String(known.values[column])}, the file ${String(row[column])}`);
  }
  return found;
}

/** Accepted acts that the history of changes does not know at the version that was answered, with the words that were written, or by their reason; what only repeated another's undoing stands in the audit. */
async function unkept(accepted: readonly Accepted[]): Promise<string[]> {
  const steps = await ask(sql<Step & { reason: string | null }>`select record, row_id, version, act, after, reason from house.change`);
  const at = new Map(steps.map((step) => [`${step.record} ${step.row_id} ${step.version}`, step]));
  const rows = new Set(steps.map((step) => `${step.record} ${step.row_id}`));
  const repeated = await ask(sql<{ reason: string }>`select reason from audit.entry where operation = 'duplicates.undo' and outcome = 'done' and detail ? 'repeated'`);
  const reasons = new Set([...repeated.map(({ reason }) => reason), ...steps.map((step) => step.reason?.replace(/^(合并档案|撤销合并)：/, '').replace(/（与保留档案的记录重复）$/, ''))]);
  return accepted.flatMap(({ operation, record, rowId, version, words, reason }) => {
    const step = record && version !== undefined ? at.get(`${record} ${rowId} ${version}`) : undefined;
    const known = reason ? reasons.has(reason) : words ? step && Object.values(step.after ?? {}).includes(words) : record ? rows.has(`${record} ${rowId}`) : true;
    return known ? [] : [`${operation} ${record ?? ''} ${rowId ?? ''} ${version ?? ''} ${reason ?? ''}`];
  });
}

test(`两三名经办人同时修改、合并、撤销、迁移、删除、恢复同一批人，${ROUNDS} 轮：没有悬空的引用，没有丢失的修改，每一步都在变更历史和审计里`, async (context) => {
  const { accepted, refused } = await letClerksAct(world, chanceOf(SEED), ROUNDS);
  assert.deepEqual(await orphans(), []);
  assert.deepEqual(await outOfStep(), []);
  assert.deepEqual(await historyFaults(), []);
  assert.deepEqual(await unkept(accepted), []);
  const audited = await ask(sql<{ operation: string; count: number }>`select operation, count(*)::int as count from audit.entry where outcome = 'done' group by 1 order by 1`);
  const counts = Map.groupBy(accepted, (one) => one.operation);
  assert.deepEqual(audited, [...counts].map(([operation, all]) => ({ operation, count: all.length })).toSorted((a, b) => (a.operation < b.operation ? -1 : 1)));
  for (const operation of ['duplicates.merge', 'duplicates.undo', 'changes.perform', 'registry.persons.update', 'registry.roles.update']) assert.ok((counts.get(operation)?.length ?? 0) > ROUNDS / 200, `${operation} was hardly accepted`);
  assert.ok((refused.get('record.changed') ?? 0) > ROUNDS / 10, 'they hardly met');
  assert.equal(refused.get('busy') ?? 0, 0);
  const [{ deadlocks }] = (await ask(sql<{ deadlocks: number }>`select deadlocks::int from pg_stat_database where datname = current_database()`)) as [{ deadlocks: number }];
  context.diagnostic(`${accepted.length} accepted, ${[...refused].map(([code, count]) => `${code} ${count}`).join(', ')}; ${deadlocks} deadlocks done again`);
});
