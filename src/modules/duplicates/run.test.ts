import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { checkCitizenId } from '#base/pure/citizenId.ts';
import { encode } from '#base/server/records/columns.ts';
import { rowsWritten } from '#base/server/records/store.ts';
import { insertColumns } from '#base/server/records/write.ts';
import { organisation } from '#modules/organisation/module.ts';
import { registry } from '#modules/registry/module.ts';
import { Person } from '#modules/registry/schema.ts';
import { persons } from '#modules/registry/service.ts';
import { inventRegister } from '../../../bench/linkagePersons.ts';
import { COUNTY, openWorld, PLACES, type World } from '../../../test/world.ts';
import { duplicates } from './module.ts';

const COUNT = 400;
const VILLAGES = [PLACES.eastHill, PLACES.eastLake, PLACES.westHill, PLACES.westLake];
let world: World;
/** Who is behind each file; two files of one number are one person's. */
const truth = new Map<string, number>();
before(async () => {
  world = await openWorld([organisation, registry, duplicates], { jobs: true });
  await world.act(clerk(), async (act) => {
    const numbers = new Set<string>();
    for (const row of inventRegister(COUNT, 2026)) {
      const id = randomUUID();
      const citizenId = row.citizenId && checkCitizenId(row.citizenId).ok && !numbers.has(row.citizenId) ? row.citizenId : null;
      if (citizenId) numbers.add(citizenId);
      const values = { ...Object.fromEntries(Object.keys(Person.fields).map((name) => [name, null])), name: row.name, citizenId, birthOn: row.birthOn?.length === 10 ? row.birthOn : null, mobile: row.mobile ?? null, enlistedOn: row.enlistedOn ?? null, roles: ['vet_self_employed'], state: 'registered' };
      const { age: _age, ...columns } = encode(Person, values, act.house.keys);
      await insertColumns(act, Person, { ...columns, ...persons.columns!(values, act.house.keys), county_code: COUNTY, id, division_code: VILLAGES[Number(row.divisionCode.slice(-2)) % 4] });
      truth.set(id, row.truth);
    }
    await rowsWritten(act, persons, sql`r.county_code = ${COUNTY}`);
  });
});
after(() => world.close());

const clerk = () => world.person('countyClerk', 'county', ['registry']);

/** Starts 全县查重 as the page does and follows it as the page does, to its end. */
async function runToEnd(): Promise<{ stages: Set<string>; run: { stage: string; read: number; all: number; found: number; fresh: number } }> {
  const stages = new Set<string>();
  await world.call(clerk(), 'duplicates.run', { id: randomUUID() });
  for (let turn = 0; turn < 1500; turn += 1) {
    const { run } = await world.call(clerk(), 'duplicates.lastRun', {});
    stages.add(run.stage);
    if (run.stage === 'done' || run.stage === 'failed') return { stages, run };
    await wait(40);
  }
  throw new Error('全县查重没有结束');
}

test('全县查重：后台线程比对全部档案，进度看得到，种下的重复多数查出而少有误报；再查一次没有新提示', async () => {
  await assert.rejects(world.call(world.person('villageClerk', 'eastHill'), 'duplicates.run', { id: randomUUID() }), /由县级进行/);
  const [one, two] = [randomUUID(), randomUUID()];
  const begun = await world.call(clerk(), 'duplicates.run', { id: one });
  assert.equal(begun.stage, 'waiting');
  assert.equal((await world.call(clerk(), 'duplicates.run', { id: two })).id, one);
  const { stages, run } = await runToEnd();
  assert.equal(run.stage, 'done');
  assert.ok(stages.size > 1, [...stages].join());
  assert.deepEqual([run.read, run.all], [COUNT, COUNT]);
  const { rows } = await sql<{ left_id: string; right_id: string; likelihood: string; reasons: string }>`select left_id, right_id, likelihood, reasons from duplicates.pair`.execute(world.house.database.owner);
  assert.equal(rows.length, run.fresh);
  const right = rows.filter((row) => truth.get(row.left_id) === truth.get(row.right_id));
  const likely = rows.filter((row) => row.likelihood === 'likely');
  const counts = [...Map.groupBy(truth.keys(), (id) => truth.get(id)).values()].map((ids) => ids.length);
  const planted = counts.reduce((sum, count) => sum + (count * (count - 1)) / 2, 0);
  assert.ok(planted > 20, `${planted} planted`);
  assert.ok(right.length / planted > 0.7, `found ${right.length} of ${planted}`);
  assert.ok(likely.filter((row) => right.includes(row)).length / likely.length > 0.9, `${likely.length} likely`);
  assert.ok(rows.every((row) => row.reasons?.length > 1));
  const again = await runToEnd();
  assert.deepEqual([again.run.stage, again.run.fresh], ['done', 0]);
});
