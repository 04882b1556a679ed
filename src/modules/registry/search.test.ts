import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { organisation } from '#modules/organisation/module.ts';
import { openWorld, PLACES, type Place, type World } from '#test/world.ts';
import { registry } from './module.ts';

let world: World;
before(async () => { world = await openWorld([organisation, registry]); });
after(() => world.close());

const clerk = (place: Place = 'county') => world.person(place === 'county' ? 'countyClerk' : 'townshipClerk', place, ['registry']);
const names = async (search: string, place: Place = 'county', more: object = {}) => (await world.call(clerk(place), 'registry.persons.list', { search, size: 100, ...more })).rows.map((row: { name: string }) => row.name);

test('读音相同、字形相近、繁体异体：写得一样的先给，没有写得一样的才给相近的', async () => {
  for (const name of ['马建国', '马健国', '焦末', '龐國峯']) await world.register({ name });
  assert.deepEqual(await names('马建国'), ['马建国']);
  assert.deepEqual(new Set(await names('马建过')), new Set(['马建国', '马健国']));
  assert.deepEqual(await names('焦未'), ['焦末']);
  assert.deepEqual(await names('庞国峰'), ['龐國峯']);
  const hints = await world.call(clerk(), 'registry.suggest', { text: '马剑国' });
  assert.deepEqual(new Set(hints.map((one: { name: string }) => one.name)), new Set(['马建国', '马健国']));
  assert.deepEqual(await names('马建过', 'west'), []);
});

test('少数民族姓名不论中点怎么打，生僻字原样存取', async () => {
  for (const name of ['阿迪力·买买提', '䶮𬸚', '𠮷野山']) await world.register({ name });
  for (const typed of ['阿迪力·买买提', '阿迪力•买买提', '阿迪力.买买提', '阿迪力买买提', '买买提', 'adilimaimaiti']) assert.deepEqual(await names(typed), ['阿迪力·买买提'], typed);
  assert.deepEqual(await names('䶮𬸚'), ['䶮𬸚']);
  assert.deepEqual(await names('yanyue'), ['䶮𬸚']);
  assert.deepEqual(await names('𠮷野'), ['𠮷野山']);
});

test('按户主、村名、俗称查找，几个词同时符合，各看各的辖区', async () => {
  const household = await world.call(clerk(), 'registry.households.create', { id: randomUUID(), draft: { headName: '季老憨', number: 'H9', divisionCode: PLACES.westLake } });
  await world.register({ name: '季小栓', at: 'westLake', householdId: household.id });
  await world.register({ name: '季外人', at: 'eastLake' });
  assert.deepEqual(await names('季老憨'), ['季小栓']);
  assert.deepEqual(await names('西湖村 季'), ['季小栓']);
  assert.deepEqual(await names('西乡 季小栓'), ['季小栓']);
  assert.deepEqual(await names('东乡 季小栓'), []);
  await world.call(clerk('west'), 'registry.nicknames.create', { id: randomUUID(), draft: { name: '苇子坑', divisionCode: PLACES.westLake } });
  assert.deepEqual(await names('苇子坑 季'), ['季小栓']);
  assert.deepEqual(await names('苇子坑', 'east'), []);
});

test('按姓名拼音、姓氏笔画排序，扩展区汉字也排在自己的位置', async () => {
  for (const name of ['曾序', '单序', '丁序', '欧阳序', '𬸚序']) await world.register({ name, at: 'westHill' });
  const sorted = (sort: string) => names('序', 'county', { sort });
  assert.deepEqual(await sorted('name'), ['丁序', '欧阳序', '单序', '𬸚序', '曾序']);
  assert.deepEqual(await sorted('nameStrokes'), ['丁序', '单序', '欧阳序', '曾序', '𬸚序']);
  assert.deepEqual(await sorted('-nameStrokes'), ['𬸚序', '曾序', '欧阳序', '单序', '丁序']);
});

test('按末四位查找进审计，不记所查的号码', async () => {
  await world.register({ name: '末位', mobile: '19912345670' });
  assert.deepEqual(await names('5670'), ['末位']);
  const { rows } = await sql<{ detail: Record<string, string> }>`select detail from audit.entry where operation = 'registry.persons.list' order by id desc limit 1`.execute(world.house.database.owner);
  assert.deepEqual(rows[0]!.detail, { searchedBy: '末四位' });
});
