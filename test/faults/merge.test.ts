import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { sql } from 'kysely';
import { columnOf, type RecordType } from '#base/pure/record.ts';
import { isRefusal } from '#base/pure/refusal.ts';
import type { Actor } from '#base/server/house.ts';
import { MODULES } from '../../src/entry/modules.ts';
import { everything, makeRow } from '../drafts.ts';
import { openWorld, type Place, type World } from '../world.ts';

let world: World;
let clerk: Actor;
before(async () => {
  world = await openWorld(MODULES);
  clerk = everything(world);
});
after(() => world.close());

const owner = () => world.house.database.owner;
const VILLAGES: Place[] = ['eastHill', 'eastLake', 'westHill'];
const version = async (id: string) => (await sql<{ version: number }>`select version from registry.person where id = ${id}`.execute(owner())).rows[0]?.version ?? 0;

/** References to persons that records declare, but for ledgers that declare that a merge leaves them to their keeper. */
const hanging = (): { type: RecordType; name: string }[] => [...world.house.stores.values()].filter((store) => !store.onMerge).flatMap(({ type }) => Object.entries(type.fields).filter(([, field]) => field.kind === 'reference' && field.of!().name === 'registry.person').map(([name]) => ({ type, name })));

/** Every row of every table but histories, as text; version, time of change and who had a hand in it aside, which go on counting, and the ids of rows that are worked out anew. */
async function everyRow(): Promise<Map<string, string[]>> {
  const { rows: tables } = await sql<{ name: string }>`select schemaname || '.' || tablename as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema', 'jobs', 'audit', 'auth') and schemaname || '.' || tablename not in ('house.change', 'house.migration', 'duplicates.merge', 'duplicates.merge_step') order by 1`.execute(owner());
  const all = new Map<string, string[]>();
  for (const { name } of tables) {
    const passing = world.house.stores.get(name)?.onMerge === 'recomputed' ? ['version', 'updated_at', 'id', 'created_at'] : ['version', 'updated_at', 'hands'];
    const { rows } = await sql<{ row: string }>`select (to_jsonb(x) - ${passing}::text[])::text as row from ${sql.table(name)} x order by 1`.execute(owner());
    all.set(name, rows.map((one) => one.row));
  }
  return all;
}

/** References of any table that lead to no person. */
async function orphans(): Promise<string[]> {
  const found: string[] = [];
  for (const { type, name } of hanging()) {
    const { rows } = await sql<{ id: string }>`select x.id from ${sql.table(type.name)} x where ${sql.ref(`x.${columnOf(name)}`)} is not null and not exists (select 1 from registry.person p where p.id = ${sql.ref(`x.${columnOf(name)}`)})`.execute(owner());
    found.push(...rows.map((row) => `${type.name}.${name} ${row.id}`));
  }
  const { rows } = await sql<{ key: string }>`select k.key from registry.person_key k where not exists (select 1 from registry.person p where p.id = k.person_id and p.division_code = k.division_code)`.execute(owner());
  return [...found, ...rows.map((row) => `registry.person_key ${row.key}`)];
}

async function merge(keptId: string, goneId: string, take: string[] = [], actor = clerk): Promise<any> {
  return world.call(actor, 'duplicates.merge', { id: randomUUID(), keptId, goneId, keptVersion: await version(keptId), goneVersion: await version(goneId), take, reason: '同一人两份档案' });
}

/** Hangs a row of a ledger on a person; a second one where the ledger allows none is left out. */
async function hang(type: RecordType, name: string, personId: string, place: Place): Promise<boolean> {
  try {
    await makeRow(world, type, place, { [name]: personId });
    return true;
  } catch (error) {
    if (isRefusal(error)) return false;
    throw error;
  }
}

test('合并再撤销：每张表的每一行、每个引用都还原（任意台账、任意字段）', async () => {
  const references = hanging();
  assert.ok(references.length > 15);
  let hung = 0;
  const used = new Set<string>();
  await fc.assert(fc.asyncProperty(
    fc.array(fc.record({ at: fc.nat(references.length - 1), side: fc.constantFrom<'kept' | 'gone' | 'both'>('kept', 'gone', 'both') }), { minLength: 6, maxLength: 12 }),
    fc.subarray(['name', 'citizenId', 'mobile', 'enlistedOn', 'honours', 'divisionCode', 'householdId']), fc.constantFrom(...VILLAGES), fc.constantFrom(...VILLAGES),
    async (rows, take, keptAt, goneAt) => {
      const kept = await world.register({ at: keptAt, name: '张建国' });
      const gone = await world.register({ at: goneAt, name: '张健国', roles: ['vet_self_employed', 'combat'], honours: '三等功' });
      for (const { at, side } of rows) {
        const { type, name } = references[at]!;
        for (const [which, person, place] of [['kept', kept, keptAt], ['gone', gone, goneAt]] as const) {
          if (side !== 'both' && side !== which) continue;
          if (await hang(type, name, person.id, place)) { hung += 1; used.add(type.name); }
        }
      }
      const untouched = await everyRow();
      const done = await merge(kept.id, gone.id, take);
      assert.deepEqual(await orphans(), []);
      assert.equal(await version(gone.id), 0);
      const undone = await world.call(clerk, 'duplicates.undo', { id: done.id, reason: '不是同一人' });
      assert.deepEqual(undone.leftovers, []);
      const again = await everyRow();
      for (const [table, before] of untouched) assert.deepEqual(again.get(table), before, table);
      assert.deepEqual(await orphans(), []);
    },
  ), { numRuns: 12, seed: 20260208, endOnFailure: true });
  assert.ok(hung > 60, `${hung} rows`);
  assert.ok(used.size > references.length / 2, [...used].join(' '));
});
