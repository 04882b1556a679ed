import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { isWithin } from '#base/pure/division.ts';
import type { RecordType, Values } from '#base/pure/record.ts';
import { isRefusal } from '#base/pure/refusal.ts';
import { bindOperations } from '#base/server/operations.ts';
import { perform } from '#base/server/perform.ts';
import { MODULES } from '../src/entry/modules.ts';
import { makeRow } from './drafts.ts';
import { openWorld, PLACES, type Place, type World } from './world.ts';

const ROLES: Record<string, Place[]> = {
  villageClerk: ['eastHill', 'westLake'], townshipClerk: ['east', 'west'], stationHead: ['east'], countyClerk: ['county'], finance: ['county'],
  leader: ['county'], auditor: ['county'], systemAdministrator: ['county'], securityAdministrator: ['county'],
};
const ADMINISTRATORS: Record<string, string[]> = {
  auditor: ['audit.inspect'],
  systemAdministrator: ['accounts.read', 'accounts.administer', 'units.read', 'units.administer', 'system.administer'],
  securityAdministrator: ['accounts.read', 'accounts.grant', 'units.read', 'system.secure'],
};
const FILES = ['registry', 'recognition', 'changes', 'duplicates', 'cards', 'plans', 'quality', 'census'];
const STATION = [...FILES, 'care', 'employment', 'relief', 'publicity'];
const BUSINESS = [...STATION, 'training', 'ratings', 'memorial', 'benefits', 'bulletin'];
const SHARED = ['organisation', 'figures', 'exchange'];

/** The oracle: who may do what, written from the privacy rules' table of roles, not from the product's. The county clerk here has the lines care and employment. */
function oracle(role: string, permission: string): boolean {
  const [line = '', act = ''] = permission.split('.');
  if (ADMINISTRATORS[role]) return ADMINISTRATORS[role].includes(permission);
  if (permission === 'units.read') return true;
  if (['audit', 'accounts', 'units', 'system'].includes(line)) return false;
  if (role === 'leader') return act === 'read' || permission === 'benefits.progress' || (act === 'approve' && ['bulletin', 'relief', 'ratings', 'benefits', 'exchange', 'recognition', 'changes'].includes(line));
  if (role === 'finance') {
    if (['benefits', 'relief'].includes(line)) return ['read', 'write', 'reveal', 'approve'].includes(act) || ['benefits.confirm', 'benefits.progress'].includes(permission);
    return (act === 'read' && ['registry', ...SHARED].includes(line)) || permission === 'exchange.write' || permission === 'exchange.export';
  }
  if (role === 'countyClerk') {
    if (['care', 'employment'].includes(line)) return ['read', 'write', 'reveal'].includes(act);
    return (act === 'read' && [...FILES, ...SHARED].includes(line)) || ['exchange.write', 'exchange.export', 'organisation.write', 'organisation.answer'].includes(permission);
  }
  if (act === 'answer') return line === 'organisation';
  if (act === 'confirm' || act === 'progress') return line === 'benefits';
  if (act === 'approve') return role === 'stationHead' && ['relief', 'ratings', ...FILES].includes(line);
  if (act === 'export') return line === 'exchange' && role !== 'villageClerk';
  if (act === 'read') return SHARED.includes(line) || BUSINESS.filter((name) => name !== 'bulletin' && !(role === 'villageClerk' && name === 'benefits')).includes(line);
  if (act === 'write' && line === 'exchange') return true;
  if (role === 'villageClerk') return (act === 'write' && STATION.includes(line)) || (act === 'reveal' && [...FILES, 'care'].includes(line));
  return (['write', 'reveal'].includes(act) && [...STATION, 'training'].includes(line)) || permission === 'ratings.write';
}

let world: World;
const rows = new Map<string, Map<Place, Values>>();
const origin = { requestId: randomUUID(), address: '127.0.0.1' };
const SEEDED: Place[] = ['east', 'eastHill', 'eastLake', 'west', 'westLake'];

before(async () => {
  world = await openWorld(MODULES);
  for (const type of seedable()) {
    rows.set(type.name, new Map());
    for (const place of SEEDED) rows.get(type.name)!.set(place, await makeRow(world, type, place));
  }
});
after(() => world.close());

const seedable = (): RecordType[] => [...world.house.records.values()].filter((type) => !['organisation.unit', 'organisation.staff'].includes(type.name));
/** The rows made of a record, by place; none of one that the product works out anew at every write, whose rows do not stay. */
const lasting = (type: RecordType) => (world.house.stores.get(type.name)!.onMerge === 'recomputed' ? [] : [...rows.get(type.name)!]);
const people = () => Object.entries(ROLES).flatMap(([role, places]) => places.map((place) => ({ role, place, actor: world.person(role, place, ['care', 'employment']) })));
const statusOf = (work: Promise<unknown>) => work.then(() => 200, (error) => (isRefusal(error) ? error.status : 500));

test('every operation × role × place: permitted exactly where the oracle says so', async () => {
  const wrong: string[] = [];
  for (const operation of world.operations.values()) {
    const permission = operation.meta.permission!;
    if (permission === 'self' || permission === 'public') continue;
    for (const { role, place, actor } of people()) {
      const expected = oracle(role, permission);
      const held = actor.permissions.has(permission);
      const refused = !held && (await statusOf(perform(world.house, operation, actor, {}, origin))) === 403;
      if (expected !== held || refused === expected) wrong.push(`${operation.name} ${role}@${place}: expected ${expected}`);
    }
  }
  assert.deepEqual(wrong, []);
});

test('lists, totals, searches and single rows stay within the place of whoever asks; out of scope answers as not found', async () => {
  for (const type of seedable()) {
    const name = operationOf(type, 'list');
    for (const { role, actor } of people().filter((one) => oracle(one.role, world.operations.get(name)!.meta.permission!))) {
      const page = await world.call(actor, name, { size: 500 });
      for (const [place, row] of lasting(type)) {
        const visible = type.reach === 'county' || isWithin(PLACES[place], actor.division);
        assert.equal(page.rows.some((one: Values) => one.id === row.id), visible, `${name} ${role} ${place}`);
        assert.equal(await statusOf(world.call(actor, operationOf(type, 'get'), { id: row.id })), visible ? 200 : 404);
      }
      assert.ok(page.rows.every((one: { divisionCode: string }) => type.reach === 'county' || isWithin(one.divisionCode, actor.division)));
      assert.ok(page.total === page.rows.length || (page.total > page.rows.length && page.rows.length === 500), name);
    }
  }
});

test('nobody writes outside their place', async () => {
  for (const type of seedable()) {
    for (const { actor } of people().filter((one) => oracle(one.role, `${type.name.split('.')[0]}.write`))) {
      for (const [place, row] of lasting(type)) {
        if (isWithin(PLACES[place], actor.division)) continue;
        const status = await statusOf(world.call(actor, operationOf(type, 'remove'), { id: row.id, version: row.version, reason: '越界测试' }));
        assert.ok(status === 404 || status === 500 || status === 422 || status === 409, `${type.name} ${place} ${status}`);
        const { rows: left } = await sql`select 1 from ${sql.table(type.name)} where id = ${row.id}`.execute(world.house.database.owner);
        assert.equal(left.length, 1);
      }
    }
  }
});

test('row-level security alone leaks nothing: plain queries without a scope argument', async () => {
  const village = world.person('villageClerk', 'eastHill');
  for (const type of seedable().filter((one) => one.reach === 'division')) {
    const seen = await world.act(village, async ({ tx }) => (await sql<{ division_code: string }>`select division_code from ${sql.table(type.name)}`.execute(tx)).rows);
    assert.ok(seen.length > 0, type.name);
    assert.ok(seen.every((row) => row.division_code === PLACES.eastHill), type.name);
  }
});

test('a connection with nothing set sees 0 rows in every table', async () => {
  const { rows: tables } = await sql<{ name: string }>`select format('%I.%I', schemaname, tablename) as name from pg_tables
    where schemaname not in ('pg_catalog', 'information_schema', 'jobs') and has_table_privilege('ronggui_app', format('%I.%I', schemaname, tablename), 'select')`.execute(world.house.database.owner);
  assert.ok(tables.length > 20);
  for (const { name } of tables) {
    const { rows: seen } = await sql<{ seen: string }>`select count(*) as seen from ${sql.raw(name)}`.execute(world.house.database.app);
    assert.equal(Number(seen[0]!.seen), 0, name);
  }
});

test('an operation without a declared permission does not start', () => {
  const [first] = MODULES;
  const bare = { ...first!, name: 'bare', operations: { look: { '~orpc': { meta: {}, route: {}, errorMap: {} } } as never }, handlers: { look: async () => undefined } };
  assert.throws(() => bindOperations([bare]), /没有声明权限/);
});

function operationOf(type: RecordType, verb: string): string {
  const path = verb === 'list' ? type.path : `${type.path}/{id}`;
  const method = verb === 'remove' ? 'DELETE' : 'GET';
  const found = [...world.operations.values()].find((one) => one.contract['~orpc'].route.path === path && one.method === method);
  assert.ok(found, `${type.name} has no ${verb}`);
  return found.name;
}
