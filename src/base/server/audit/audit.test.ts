import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { type RawBuilder, sql } from 'kysely';
import { transact } from '#base/server/database.ts';
import type { House, Module } from '#base/server/house.ts';
import { COUNTY, openWorld, type World } from '#test/world.ts';
import { startSealing } from './seal.ts';
import { verifyAudit } from './verify.ts';
import { writeAudit } from './write.ts';

const organisation: Module = { name: 'organisation', label: '机构', operations: {}, handlers: {}, stores: [], figures: [] };
let world: World;
let house: House;
before(async () => {
  world = await openWorld([organisation]);
  house = world.house;
});
after(() => world.close());

const owner = (statement: RawBuilder<unknown>) => statement.execute(house.database.owner);
const write = (operation: string) => {
  const actor = world.person('townshipClerk', 'east');
  return transact(house.database, actor.scope, (tx) => writeAudit(house, tx, { name: operation }, actor, { requestId: randomUUID(), address: '127.0.0.1' }, 'done', { reason: '试', detail: { b: 1, a: ['甲', { z: 0.5, y: null }] } }));
};
const kinds = async () => (await verifyAudit(house, COUNTY)).problems.map((one) => `${one.kind} ${one.id}`);
/** Runs one statement of a tamperer, asks the verifier, and puts everything back. */
async function tampered(damage: RawBuilder<unknown>, repair: RawBuilder<unknown>): Promise<string[]> {
  await owner(damage);
  const seen = await kinds();
  await owner(repair);
  assert.deepEqual(await kinds(), []);
  return seen;
}

test('entries are linked within seconds, by one sealer at a time, and the chain holds', async () => {
  const sealers = [startSealing(house), startSealing(house)];
  for (let one = 0; one < 20; one += 1) await write('care.visits.create');
  const started = Date.now();
  for (;;) {
    const { rows } = await sql<{ open: number }>`select count(*)::int as open from audit.entry e left join audit.link l on l.county_code = e.county_code and l.entry_id = e.id where l.entry_id is null`.execute(house.database.owner);
    if (rows[0]!.open === 0) break;
    assert.ok(Date.now() - started < 2000, 'the window is two seconds');
    await new Promise((done) => setTimeout(done, 50));
  }
  await Promise.all(sealers.map((one) => one.stop()));
  assert.deepEqual(await verifyAudit(house), { entries: 20, links: 20, problems: [] });
});

test('an altered row is named, whatever was altered', async () => {
  const set = (column: string, value: string) => tampered(
    sql.raw(`create table audit.kept as select * from audit.entry where id = 7; update audit.entry set ${column} = ${value} where id = 7`),
    sql.raw(`update audit.entry e set ${column} = k.${column} from audit.kept k where e.id = 7; drop table audit.kept`),
  );
  for (const [column, value] of [['reason', "'别的'"], ['actor_name', "'旁人'"], ['at', "at + interval '1 microsecond'"], ['detail', "jsonb_set(detail, '{b}', '2')"], ['outcome', "'refused'"], ['mac', "'x'"], ['nonce', 'gen_random_uuid()']]) {
    assert.deepEqual(await set(column!, value!), ['altered 7'], column);
  }
});

test('a removed row is named, in the middle and at the end', async () => {
  for (const id of [9, 20]) {
    const seen = await tampered(sql.raw(`create table audit.kept as select * from audit.entry where id = ${id}; delete from audit.entry where id = ${id}`), sql.raw('insert into audit.entry overriding system value select * from audit.kept; drop table audit.kept'));
    assert.deepEqual(seen, [`removed ${id}`]);
  }
});

test('rows removed together with their links show too, even the newest', async () => {
  const both = (condition: string) => tampered(
    sql.raw(`create table audit.kept as select * from audit.entry where id ${condition}; create table audit.kept_link as select * from audit.link where entry_id ${condition}; delete from audit.link where entry_id ${condition}; delete from audit.entry where id ${condition}`),
    sql.raw('insert into audit.entry overriding system value select * from audit.kept; insert into audit.link select * from audit.kept_link; drop table audit.kept; drop table audit.kept_link'),
  );
  assert.deepEqual(await both('= 5'), ['chain 5']);
  assert.deepEqual(await both('>= 18'), ['removed 18']);
});

test('an inserted row is named: a made-up one, a copy of a genuine one, and one with a made-up link', async () => {
  const columns = 'county_code, at, actor_id, actor_name, unit_name, operation, record, row_id, outcome, reason, detail, request_id, address';
  const forged = `insert into audit.entry (id, ${columns}, nonce, mac) overriding system value select 9001, ${columns}, gen_random_uuid(), mac from audit.entry where id = 3`;
  const remove = sql.raw('delete from audit.link where entry_id = 9001; delete from audit.entry where id = 9001');
  assert.deepEqual(await tampered(sql.raw(forged), remove), ['inserted 9001']);
  const linked = `${forged}; insert into audit.link (county_code, position, entry_id, digest) select '${COUNTY}', 21, 9001, digest from audit.link where position = 3`;
  assert.deepEqual(await tampered(sql.raw(linked), remove), ['altered 9001']);
});

test('a copied row is named though its mark is genuine', async () => {
  const columns = 'county_code, at, actor_id, actor_name, unit_name, operation, record, row_id, outcome, reason, detail, request_id, address, nonce, mac';
  await owner(sql.raw(`insert into audit.entry (id, ${columns}) overriding system value select 9002, ${columns} from audit.entry where id = 3`));
  assert.deepEqual(await kinds(), ['inserted 9002']);
});

test('the application itself may only add entries', async () => {
  const { scope } = world.person('auditor');
  for (const statement of ["update audit.entry set reason = 'x'", 'delete from audit.entry', 'delete from audit.link', "update audit.link set digest = 'x'", `insert into audit.link (county_code, position, entry_id, digest) values ('${COUNTY}', 99, 1, 'x')`, 'truncate audit.entry']) {
    await assert.rejects(transact(house.database, scope, (tx) => sql.raw(statement).execute(tx)), /permission denied/, statement);
  }
});

test('where the audit cannot be written the act does not happen', async () => {
  await owner(sql.raw('revoke insert on audit.entry from ronggui_app'));
  const actor = world.person('townshipClerk', 'east');
  await assert.rejects(transact(house.database, actor.scope, async (tx) => {
    await sql`insert into house.setting (county_code, key, value) values (${COUNTY}, 'half', '1')`.execute(tx);
    await writeAudit(house, tx, { name: 'x.y' }, actor, { requestId: 'r', address: 'a' }, 'done', {});
  }), /permission denied/);
  const { rows } = await sql`select 1 from house.setting where key = 'half'`.execute(house.database.owner);
  assert.equal(rows.length, 0);
  await owner(sql.raw('grant insert on audit.entry to ronggui_app'));
});
