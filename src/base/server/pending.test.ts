import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { organisation } from '#modules/organisation/module.ts';
import { registry } from '#modules/registry/module.ts';
import { besides, LONG } from '#test/besides.ts';
import { COUNTY, openWorld, PLACES, type World } from '#test/world.ts';
import type { Act } from './house.ts';
import { hold, holdOrAsk, INLINE, nowOrLater, putAllAside, putAside, type Queue, subjectsOf, workAside } from './pending.ts';
import { createRow, updateRow } from './records/write.ts';

const QUEUE: Queue = { table: 'house.awaited', id: 'household_id', of: 'registry.household', by: 'household_id' };
let world: World;
const owner = (statement: string) => sql.raw(statement).execute(world.house.database.owner);
before(async () => {
  world = await openWorld([organisation, registry]);
  await owner(`create table house.awaited (county_code text not null, household_id uuid not null, division_code text collate "C" not null, asked_at timestamptz not null, primary key (county_code, household_id)); select house.protect('house.awaited', 'division')`);
});
after(() => world.close());

const clerk = () => world.person('countyClerk', 'county', ['registry']);
const act = <T>(work: (act: Act) => Promise<T>) => world.act(clerk(), work);
const some = (ids: string[]) => sql`select r.id, r.division_code from registry.household r where r.county_code = ${COUNTY} and r.id = any(${ids}::uuid[])`;
const waiting = async () => (await sql<{ id: string }>`select household_id as id from house.awaited order by 1`.execute(world.house.database.owner)).rows.map((row) => row.id);
const worked = async (work: (act: Act, ids: string[]) => Promise<void> = async () => undefined) => workAside(world.house, QUEUE, '测试', work);

async function households(count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, () => randomUUID() as string).toSorted();
  await act((one) => sql`insert into registry.household (county_code, id, division_code, head_name) select ${COUNTY}, i, ${PLACES.eastHill}, '户主' from unnest(${ids}::uuid[]) i`.execute(one.tx));
  return ids;
}

test('few are worked at once, more than the limit wait; the background takes each once, in portions', async () => {
  const ids = await households(INLINE + 1);
  let now: string[] = [];
  assert.equal(await act((one) => nowOrLater(one, QUEUE, some(ids.slice(1)), async (these) => { now = these; })), false);
  assert.deepEqual(now.toSorted(), ids.slice(1));
  assert.deepEqual(await waiting(), []);
  assert.equal(await act((one) => nowOrLater(one, QUEUE, some(ids), async () => assert.fail('too many for the act'))), true);
  assert.deepEqual(await waiting(), ids);
  await act((one) => putAside(one, QUEUE, some(ids)));
  const taken: string[] = [];
  assert.equal(await worked(async (_, these) => { taken.push(...these); }), INLINE + 1);
  assert.deepEqual(taken.toSorted(), ids);
  assert.equal(await worked(), 0);
});

test('work that fails leaves everything in the queue; rows that are gone are taken too', async () => {
  const ids = await households(3);
  await act((one) => putAside(one, QUEUE, some(ids)));
  await assert.rejects(worked(async () => { throw new Error('broken'); }), /broken/);
  assert.deepEqual(await waiting(), ids);
  await owner(`delete from registry.household where id = '${ids[0]}'`);
  assert.equal(await worked(), 3);
});

test('what an open act writes, holds or asks for again is not taken until it ended; the rest is', async () => {
  const ids = await households(4);
  await act((one) => putAside(one, QUEUE, some(ids)));
  await act(async (one) => {
    await updateRow(one, world.house.stores.get('registry.household')!, ids[0]!, 1, { headName: '改名' });
    await hold(one, QUEUE, [ids[1]!]);
    await putAside(one, QUEUE, some([ids[2]!]));
    const background = await besides(() => worked(), LONG);
    assert.ok(!background.waits);
    assert.equal(await background.ended, 1);
  });
  assert.deepEqual(await waiting(), ids.slice(0, 3));
  assert.equal(await worked(), 3);
});

test('who judges waits for who judges the same; what is only touched is asked for again instead', async () => {
  const ids = await households(2);
  let holding: Awaited<ReturnType<typeof besides>> | undefined;
  await act(async (one) => {
    await hold(one, QUEUE, [ids[0]!]);
    holding = await besides(() => act((other) => hold(other, QUEUE, [ids[0]!])));
    assert.ok(holding.waits);
    assert.deepEqual(await act((other) => holdOrAsk(other, QUEUE, ids)), [ids[1]]);
  });
  await holding!.ended;
  assert.deepEqual(await waiting(), [ids[0]]);
  assert.equal(await worked(), 1);
});

test('rows of another record are about whom they name, and about whom they named before; a division is put aside alone', async () => {
  const [first, second] = await households(2) as [string, string];
  const id = randomUUID();
  const about = (one: Act) => subjectsOf(one, QUEUE, 'registry.person', sql`r.county_code = ${COUNTY} and r.id = ${id}`);
  const idsOf = (one: Act) => about(one).then((selection) => sql<{ id: string }>`select s.id from (${selection}) s order by 1`.execute(one.tx)).then(({ rows }) => rows.map((row) => row.id));
  const persons = world.house.stores.get('registry.person')!;
  await act((one) => createRow(one, persons, id, { name: '户中人', birthOn: '1990-01-01', sex: 'male', roles: ['vet_self_employed'], divisionCode: PLACES.eastHill, householdId: first, householdRelation: '01', state: 'registered' }));
  assert.deepEqual(await act(idsOf), [first]);
  await act((one) => updateRow(one, persons, id, 1, { householdId: second }));
  assert.deepEqual(await act(idsOf), [first, second]);
  await act((one) => putAllAside(one, QUEUE, PLACES.westHill));
  assert.deepEqual(await waiting(), []);
  await act((one) => putAllAside(one, QUEUE));
  assert.ok((await waiting()).includes(first));
});
