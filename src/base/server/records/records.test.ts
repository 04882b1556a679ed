import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { codeList } from '#base/pure/codes.ts';
import { field, record } from '#base/pure/record.ts';
import { recordOperations } from '#base/pure/recordOperations.ts';
import type { Refusal } from '#base/pure/refusal.ts';
import type { Module } from '#base/server/house.ts';
import { openWorld, type World } from '#test/world.ts';
import { recordHandlers } from './handlers.ts';
import { store } from './store.ts';

const Colour = codeList('颜色', { red: '红', blue: '蓝' });
const Note = record({
  name: 'scratch.note', path: '/scratch/notes', label: '便条', ledger: '便条台账', title: 'subject', list: ['subject', 'colour'], filters: ['colour', 'writtenOn'], search: ['subject', 'mobile'], sort: '-writtenOn', identity: ['subject'], reach: 'division', personal: true,
  fields: { subject: field.text('主题', { required: true }), colour: field.code('颜色', Colour), mobile: field.phone('电话'), writtenOn: field.day('日期'), paid: field.fen('金额') },
  check: (row) => (row.subject === '禁' ? [{ field: 'subject', message: '主题不能为“禁”' }] : []),
});
const notes = store(Note);
const scratch: Module = { name: 'scratch', label: '试', operations: { notes: recordOperations(Note) }, handlers: { notes: recordHandlers(notes) }, stores: [notes], figures: [] };
const organisation: Module = { name: 'organisation', label: '机构', operations: {}, handlers: {}, stores: [], figures: [] };

let world: World;
before(async () => {
  world = await openWorld([organisation, scratch]);
  await sql`create schema scratch`.execute(world.house.database.owner);
  await sql`grant usage on schema scratch to ronggui_app`.execute(world.house.database.owner);
  await sql`create table scratch.note (county_code text, id uuid, version int default 1, division_code text collate "C", created_at timestamptz default now(), updated_at timestamptz default now(), batch_id uuid,
    subject text, colour text, mobile_sealed text, mobile_index text, written_on date, paid bigint, primary key (county_code, id))`.execute(world.house.database.owner);
  await sql`select house.protect('scratch.note', 'division')`.execute(world.house.database.owner);
});
after(() => world.close());

const clerk = () => ({ ...world.person('townshipClerk', 'east'), permissions: new Set(['scratch.read', 'scratch.write', 'scratch.reveal']) });

test('a row is created once, masked in answers, corrected with history, and revealed with a reason', async () => {
  const me = clerk();
  const id = randomUUID();
  const made = await world.call(me, 'scratch.notes.create', { id, draft: { subject: '甲', colour: 'red', mobile: '13800001234', writtenOn: '2023-05-01', paid: '1250' } });
  assert.equal(made.mobile, '138****1234');
  assert.equal(made.labels.divisionCode, '东乡');
  assert.deepEqual(await world.call(me, 'scratch.notes.create', { id, draft: { subject: '另' } }), made);
  const changed = await world.call(me, 'scratch.notes.update', { id, version: 1, change: { colour: 'blue', mobile: '13900005678' } });
  assert.equal(changed.version, 2);
  const history = await world.call(me, 'scratch.notes.history', { id });
  assert.deepEqual(history[0].fields.find((one: { field: string }) => one.field === 'colour'), { field: 'colour', label: '颜色', before: '红', after: '蓝' });
  assert.equal((await world.call(me, 'scratch.notes.reveal', { id, field: 'mobile', reason: '联系本人' })).value, '13900005678');
  const { rows } = await sql<{ text: string }>`select string_agg(n::text, '') || (select string_agg(c::text, '') from house.change c) || (select string_agg(a::text, '') from audit.entry a) as text from scratch.note n`.execute(world.house.database.owner);
  assert.ok(!rows[0]!.text.includes('13900005678'));
});

test('the second of two clerks is told what changed', async () => {
  const me = clerk();
  const id = randomUUID();
  await world.call(me, 'scratch.notes.create', { id, draft: { subject: '乙' } });
  await world.call(me, 'scratch.notes.update', { id, version: 1, change: { subject: '乙一' } });
  await assert.rejects(world.call(me, 'scratch.notes.update', { id, version: 1, change: { colour: 'red' } }), (error: Refusal) => error.status === 409 && JSON.stringify(error.detail).includes('乙一'));
});

test('another township neither sees nor finds, nor writes there', async () => {
  const me = clerk();
  const id = randomUUID();
  await world.call(me, 'scratch.notes.create', { id, draft: { subject: '丙', mobile: '13700000001' } });
  const other = { ...world.person('townshipClerk', 'west'), permissions: me.permissions };
  await assert.rejects(world.call(other, 'scratch.notes.get', { id }), /不存在/);
  assert.equal((await world.call(other, 'scratch.notes.list', { search: '丙' })).total, 0);
  assert.equal((await world.call(me, 'scratch.notes.list', { search: '13700000001' })).total, 1);
  await assert.rejects(world.call(other, 'scratch.notes.create', { id: randomUUID(), draft: { subject: '丁', divisionCode: me.division } }), /管辖范围/);
});

test('a removed row comes back as it was; bad input names its field', async () => {
  const me = clerk();
  const id = randomUUID();
  await world.call(me, 'scratch.notes.create', { id, draft: { subject: '戊', writtenOn: '2024-02-29' } });
  await world.call(me, 'scratch.notes.remove', { id, version: 1, reason: '重复登记' });
  await assert.rejects(world.call(me, 'scratch.notes.get', { id }), /不存在/);
  assert.equal((await world.call(me, 'scratch.notes.restore', { id })).writtenOn, '2024-02-29');
  await assert.rejects(world.call(me, 'scratch.notes.create', { id: randomUUID(), draft: { subject: '' } }), (error: Refusal) => error.message === '请填写主题' && error.path?.join('.') === 'draft.subject');
  await assert.rejects(world.call(me, 'scratch.notes.create', { id: randomUUID(), draft: { subject: '禁' } }), /不能为/);
  await assert.rejects(world.call(me, 'scratch.notes.create', { id: randomUUID(), draft: { subject: '己', writtenOn: '2023-02-30' } }), /真实日期/);
});

test('filters, order and pages', async () => {
  const me = { ...world.person('townshipClerk', 'west'), permissions: clerk().permissions };
  for (let day = 1; day <= 5; day += 1) await world.call(me, 'scratch.notes.create', { id: randomUUID(), draft: { subject: `第${day}`, colour: day % 2 ? 'red' : 'blue', writtenOn: `2023-01-0${day}` } });
  const page = await world.call(me, 'scratch.notes.list', { filters: { colour: ['red'], writtenOn: ['2023-01-02', ''] }, sort: 'writtenOn', size: 1, page: 2 });
  assert.equal(page.total, 2);
  assert.equal(page.rows[0].subject, '第5');
});

test('the same act sent twice at the same moment makes one row and is answered twice', async () => {
  const me = clerk();
  const id = randomUUID();
  const answers = await Promise.all([1, 2, 3, 4].map(() => world.call(me, 'scratch.notes.create', { id, draft: { subject: '同时' } })));
  assert.ok(answers.every((one) => one.id === id && one.version === 1));
  assert.equal((await world.call(me, 'scratch.notes.history', { id })).length, 1);
});

test('what cannot be compared with a column, and names that are no fields, are refused in a sentence', async () => {
  const me = clerk();
  const refusedWith = async (query: object, code: string) => assert.rejects(world.call(me, 'scratch.notes.list', query), (error: Refusal) => error.code === code, JSON.stringify(query));
  for (const [name, value] of [['writtenOn', '2023-02-30'], ['writtenOn', '昨天'], ['paid', '1e5'], ['paid', '99999999999999999999']]) await refusedWith({ filters: { [name!]: [value] } }, 'query.value');
  await refusedWith({ filters: { constructor: ['1'] } }, 'query.field');
  await refusedWith({ sort: 'constructor' }, 'query.sort');
  for (const query of [{ search: 'a\0b' }, { filters: { colour: ['\0'] } }, { filters: { '\0': ['1'] } }]) await refusedWith(query, 'input');
  assert.equal((await world.call(me, 'scratch.notes.list', { filters: { writtenOn: ['', '2023-05-01'], colour: ['', 'red'] } })).rows.length, 0);
});
