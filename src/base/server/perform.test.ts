import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { z } from 'zod';
import { Done, operation } from '#base/pure/operation.ts';
import type { Refusal } from '#base/pure/refusal.ts';
import type { Act, Module } from '#base/server/house.ts';
import { openWorld, type World } from '#test/world.ts';
import { verifyAudit } from './audit/verify.ts';
import { unlocked } from './perform.ts';

let begun = 0;
/** Takes two locks in the order given; the first two acts wait until each holds one. */
async function cross(act: Act, { first, second }: { first: number; second: number }): Promise<{ done: true }> {
  begun += 1;
  await sql`select pg_advisory_xact_lock(7001, ${first}::int)`.execute(act.tx);
  for (let turn = 0; begun < 2 && turn < 500; turn += 1) await wait(10);
  await wait(50);
  await sql`select pg_advisory_xact_lock(7001, ${second}::int)`.execute(act.tx);
  await sql`insert into house.setting (county_code, key, value) values (${act.scope.county}, ${`scratch.${first}`}, '1')`.execute(act.tx);
  return { done: true };
}
const scratch: Module = {
  name: 'scratch', label: '试', stores: [], figures: [], handlers: { cross },
  operations: { cross: operation.meta({ permission: 'scratch.write' }).route({ method: 'POST', path: '/scratch/cross', summary: '试' }).input(z.object({ first: z.number(), second: z.number() })).output(Done) },
};
/** Reads, or writes beside its reading, or gives a reason for looking; noted in any case. */
async function look(act: Act, { writes, reason }: { writes?: boolean; reason?: string }): Promise<{ done: true }> {
  await sql`select count(*) from house.setting`.execute(act.tx);
  if (writes) await sql`insert into house.setting (county_code, key, value) values (${act.scope.county}, 'scratch.look', '1') on conflict do nothing`.execute(act.tx);
  act.note({ record: 'scratch.thing', always: true, reason });
  return { done: true };
}
const Looking = z.object({ writes: z.boolean().optional(), reason: z.string().optional() });
const light: Module = {
  name: 'reading', label: '看', stores: [], figures: [], handlers: { look, see: look },
  operations: {
    look: operation.meta({ permission: 'reading.read', audit: 'none', light: true }).route({ method: 'POST', path: '/reading/look', summary: '看' }).input(Looking).output(Done),
    see: operation.meta({ permission: 'reading.read', audit: 'read' }).route({ method: 'POST', path: '/reading/see', summary: '看' }).input(Looking).output(Done),
  },
};
const organisation: Module = { name: 'organisation', label: '机构', operations: {}, handlers: {}, stores: [], figures: [] };

let world: World;
before(async () => { world = await openWorld([organisation, scratch, light]); });
after(() => world.close());

test('two acts that block each other are both done, once each, and audited once each', async () => {
  const me = { ...world.person('townshipClerk', 'east'), permissions: new Set(['scratch.write']) };
  await Promise.all([world.call(me, 'scratch.cross', { first: 1, second: 2 }), world.call(me, 'scratch.cross', { first: 2, second: 1 })]);
  assert.equal(begun, 3);
  const { rows } = await sql<{ written: number; audited: number }>`select (select count(*)::int from house.setting where key like 'scratch.%') as written, (select count(*)::int from audit.entry where operation = 'scratch.cross' and outcome = 'done') as audited`.execute(world.house.database.owner);
  assert.deepEqual(rows[0], { written: 2, audited: 2 });
});

test('an act ended six times in favour of others is refused in words; any other error is not tried again', async () => {
  let tries = 0;
  await assert.rejects(unlocked(async () => { tries += 1; throw Object.assign(new Error('x'), { code: '40001' }); }), (error: Refusal) => error.code === 'busy' && error.status === 409);
  assert.equal(tries, 6);
  await assert.rejects(unlocked(async () => { tries += 1; throw Object.assign(new Error('y'), { code: '23505' }); }), /y/);
  assert.equal(tries, 7);
});

test('a light reading is noted without waiting for the disk; with a write beside it, a reason given, or an operation that is not light, it waits', async () => {
  const me = { ...world.person('townshipClerk', 'east'), permissions: new Set(['reading.read']) };
  await sql.raw(`create table audit.seen (entry_id bigint, eased boolean); create function audit.see() returns trigger language plpgsql security definer as $$ begin insert into audit.seen select new.id, s.source = 'session' and s.setting = 'off' from pg_settings s where s.name = 'synchronous_commit'; return null; end $$;
    create constraint trigger seen after insert on audit.entry deferrable initially deferred for each row execute function audit.see()`).execute(world.house.database.owner);
  for (const [name, input] of [['look', {}], ['look', { writes: true }], ['look', { reason: '核对' }], ['see', {}], ['look', {}]] as const) await world.call(me, `reading.${name}`, input);
  const { rows } = await sql<{ eased: boolean }>`select s.eased from audit.seen s join audit.entry e on e.id = s.entry_id order by e.id`.execute(world.house.database.owner);
  assert.deepEqual(rows.map((row) => row.eased), [true, false, false, false, true]);
  assert.deepEqual((await verifyAudit(world.house)).problems, []);
});
