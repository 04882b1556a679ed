import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { codeList } from '#base/pure/codes.ts';
import { field, record } from '#base/pure/record.ts';
import { recordOperations } from '#base/pure/recordOperations.ts';
import type { Module } from '#base/server/house.ts';
import { openWorld, type World } from '#test/world.ts';
import { recordHandlers } from './records/handlers.ts';
import { store } from './records/store.ts';
import { buildServer } from './serve.ts';

const Leaf = record({
  name: 'scratch.leaf', path: '/scratch/leaves', label: '叶', ledger: '叶台账', title: 'name', list: ['name'], filters: ['colour'], search: ['name'], sort: 'name', identity: ['name'], reach: 'division', personal: false,
  fields: { name: field.text('名称', { required: true }), colour: field.code('颜色', codeList('颜色', { red: '红', green: '绿' })) },
});
const leaves = store(Leaf);
const handlers = { ...recordHandlers(leaves), get: async () => { throw new Error('磁盘满了，口令是 secret'); } };
const scratch: Module = { name: 'scratch', label: '试', operations: { leaves: recordOperations(Leaf) }, handlers: { leaves: handlers }, stores: [leaves], figures: [] };
const organisation: Module = { name: 'organisation', label: '机构', operations: {}, handlers: {}, stores: [], figures: [] };

let world: World;
let server: Awaited<ReturnType<typeof buildServer>>;
before(async () => {
  world = await openWorld([organisation, scratch]);
  await sql`create schema scratch`.execute(world.house.database.owner);
  await sql`grant usage on schema scratch to ronggui_app`.execute(world.house.database.owner);
  await sql`create table scratch.leaf (county_code text, id uuid, version int default 1, division_code text collate "C", created_at timestamptz default now(), updated_at timestamptz default now(), batch_id uuid, name text, colour text, primary key (county_code, id))`.execute(world.house.database.owner);
  await sql`select house.protect('scratch.leaf', 'division')`.execute(world.house.database.owner);
  const actor = { ...world.person('townshipClerk', 'east'), permissions: new Set(['scratch.read', 'scratch.write']) };
  server = await buildServer(world.house, world.operations, async (request) => (request.headers['x-who'] === 'clerk' ? actor : undefined));
});
after(async () => {
  await server.close();
  await world.close();
});

const clerk = { 'x-who': 'clerk' };

test('REST: create, list with filters in the address, refusals with field and sentence', async () => {
  const id = randomUUID();
  const made = await server.inject({ method: 'POST', url: '/api/scratch/leaves', headers: clerk, payload: { id, draft: { name: '一', colour: 'red' } } });
  assert.equal(made.statusCode, 200, made.body);
  assert.equal(made.json().name, '一');
  const list = await server.inject({ method: 'GET', url: '/api/scratch/leaves?page=1&size=10&filters[colour][0]=red', headers: clerk });
  assert.equal(list.json().total, 1, list.body);
  const bad = await server.inject({ method: 'POST', url: '/api/scratch/leaves', headers: clerk, payload: { id: randomUUID(), draft: { name: '', colour: 'pink' } } });
  assert.equal(bad.statusCode, 400);
  assert.equal(bad.json().message, '请填写名称');
  assert.deepEqual(bad.json().data.path, ['draft', 'name']);
  assert.equal(bad.json().data.detail.length, 2);
  const changed = await server.inject({ method: 'PATCH', url: `/api/scratch/leaves/${id}`, headers: clerk, payload: { version: 1, change: { colour: 'green' } } });
  assert.equal(changed.json().version, 2, changed.body);
  const removed = await server.inject({ method: 'DELETE', url: `/api/scratch/leaves/${id}`, headers: clerk, payload: { version: 2, reason: '重复登记' } });
  assert.deepEqual(removed.json(), { done: true }, removed.body);
});

test('a read brings its query in the body: the same answer, and neither the address nor the log holds what was searched for', async () => {
  const written: string[] = [];
  const { info } = world.house.log;
  world.house.log.info = ((...words: unknown[]) => void written.push(JSON.stringify(words))) as typeof info;
  try {
    const id = randomUUID();
    await server.inject({ method: 'POST', url: '/api/scratch/leaves', headers: clerk, payload: { id, draft: { name: '叶13800001234', colour: 'red' } } });
    const asked = 'page=1&size=10&search=13800001234&filters[colour][0]=red';
    const byBody = await server.inject({ method: 'POST', url: '/api/read/scratch/leaves', headers: clerk, payload: { query: asked } });
    const byAddress = await server.inject({ method: 'GET', url: `/api/scratch/leaves?${asked}`, headers: clerk });
    assert.deepEqual([byBody.statusCode, byBody.json().rows.map((row: { id: string }) => row.id)], [200, [id]], byBody.body);
    assert.deepEqual(byBody.json(), byAddress.json());
    const many = `page=1&size=10&${Array.from({ length: 500 }, (_, at) => `ids[${at}]=${at === 7 ? id : randomUUID()}`).join('&')}`;
    assert.equal((await server.inject({ method: 'POST', url: '/api/read/scratch/leaves', headers: clerk, payload: { query: many } })).json().total, 1, '所选五百条的查询也放得下');
    assert.equal((await server.inject({ method: 'POST', url: '/api/read/scratch/leaves', payload: { query: asked } })).statusCode, 401);
    assert.equal((await server.inject({ method: 'POST', url: '/api/read/scratch/leaves', headers: clerk, payload: {} })).statusCode, 400);
    assert.equal((await server.inject({ method: 'POST', url: `/api/read/scratch/leaves/${id}/restore`, headers: clerk, payload: { query: 'a=1' } })).statusCode, 404, '只能用来查看');
    await server.inject({ method: 'DELETE', url: `/api/scratch/leaves/${id}`, headers: clerk, payload: { version: 1, reason: '试完删去' } });
    assert.ok(written.length > 0 && !written.join().includes('1380000'));
  } finally {
    world.house.log.info = info;
  }
});

test('nobody signed in is told so; an unknown address is not found; a fault shows a number and no detail', async () => {
  assert.equal((await server.inject({ method: 'GET', url: '/api/scratch/leaves' })).statusCode, 401);
  assert.equal((await server.inject({ method: 'GET', url: '/api/scratch/nothing', headers: clerk })).statusCode, 404);
  const fault = await server.inject({ method: 'GET', url: `/api/scratch/leaves/${randomUUID()}`, headers: clerk });
  assert.equal(fault.statusCode, 500);
  assert.match(fault.json().message, /^系统出错，编号 [0-9a-f]{8}/);
  assert.ok(!fault.body.includes('secret'));
  assert.match(String(fault.headers['content-security-policy']), /script-src 'self'/);
  assert.equal(fault.headers['cache-control'], 'no-store');
});

test('only JSON of a bounded size is read, and refusals are Chinese', async () => {
  const post = (payload: string, type = 'application/json') => server.inject({ method: 'POST', url: '/api/scratch/leaves', headers: { ...clerk, 'content-type': type }, payload });
  const told = async (answer: ReturnType<typeof post>) => { const { statusCode, body } = await answer; return [statusCode, JSON.parse(body).message]; };
  assert.deepEqual(await told(post('{"id":')), [400, '内容不是 JSON']);
  assert.deepEqual(await told(post('a=1', 'application/x-www-form-urlencoded')), [415, '内容应为 JSON']);
  assert.deepEqual(await told(post(JSON.stringify({ draft: { name: 'x'.repeat(25_000_000) } }))), [413, '内容过大']);
  assert.equal((await told(post(JSON.stringify({ id: randomUUID(), draft: { name: 'x'.repeat(5_000_000) } }))))[0], 400, 'somebody signed in may send a file of 15 MB');
  assert.equal((await server.inject({ method: 'POST', url: '/api/scratch/leaves', headers: { 'content-type': 'application/json' }, payload: JSON.stringify({ draft: { name: 'x'.repeat(5_000_000) } }) })).statusCode, 413, 'nobody else');
  assert.deepEqual(await told(post('[]')), [400, '应为一组内容']);
  assert.deepEqual(await told(post(JSON.stringify({ id: randomUUID(), draft: { name: 7 } }))), [400, '应为文字']);
});

test('an audited act on what lies out of scope leaves its refusal in the audit', async () => {
  const id = randomUUID();
  assert.equal((await server.inject({ method: 'PATCH', url: `/api/scratch/leaves/${id}`, headers: clerk, payload: { version: 1, change: { name: '二' } } })).statusCode, 404);
  const { rows } = await sql<{ outcome: string; reason: string }>`select outcome, reason from audit.entry where operation = 'scratch.leaves.update' and row_id = ${id}`.execute(world.house.database.owner);
  assert.deepEqual(rows, [{ outcome: 'refused', reason: '不存在或不在管辖范围内' }]);
});
