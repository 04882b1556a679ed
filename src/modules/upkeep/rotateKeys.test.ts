import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { field, record } from '#base/pure/record.ts';
import { recordOperations } from '#base/pure/recordOperations.ts';
import type { House, Module } from '#base/server/house.ts';
import { type KeyFile, Keys, loadKeys, saveKeys } from '#base/server/keys.ts';
import { recordHandlers } from '#base/server/records/handlers.ts';
import { store } from '#base/server/records/store.ts';
import { openWorld, type World } from '#test/world.ts';
import { rotateKeys } from './rotateKeys.ts';

const Card = record({
  name: 'scratch.card', path: '/scratch/cards', label: '卡', ledger: '卡册', title: 'subject', list: ['subject'], filters: [], search: ['mobile'], sort: 'subject', identity: ['subject'], reach: 'division', personal: true,
  fields: { subject: field.text('主题', { required: true }), mobile: field.phone('电话'), homeAddress: field.text('住址', { sealed: true, mask: 'address' }) },
});
const cards = store(Card);
const scratch: Module = { name: 'scratch', label: '试', operations: { cards: recordOperations(Card) }, handlers: { cards: recordHandlers(cards) }, stores: [cards], figures: [] };
const organisation: Module = { name: 'organisation', label: '机构', operations: {}, handlers: {}, stores: [], figures: [] };

let world: World;
let house: House;
before(async () => {
  world = await openWorld([organisation, scratch]);
  house = world.house;
  const file: KeyFile = { versions: [...house.keys.file.versions] };
  house.config.keys = undefined;
  saveKeys(house.config.data, new Keys(file));
  house.keys = loadKeys(house.config.data);
  await sql.raw(`create schema scratch; grant usage on schema scratch to ronggui_app;
    create table scratch.card (county_code text, id uuid, version int default 1, division_code text collate "C", created_at timestamptz default now(), updated_at timestamptz default now(), batch_id uuid,
      subject text, mobile_sealed text, mobile_index text, home_address_sealed text, home_address_index text, primary key (county_code, id));
    select house.protect('scratch.card', 'division');
    create table scratch.staged (county_code text, id int, payload jsonb, primary key (county_code, id))`).execute(house.database.owner);
});
after(() => world.close());

const clerk = () => ({ ...world.person('townshipClerk', 'east'), permissions: new Set(['scratch.read', 'scratch.write', 'scratch.reveal']) });
const oldValues = async () => {
  const { rows } = await sql<{ text: string }>`select coalesce(string_agg(t, ''), '') as text from (select c::text as t from scratch.card c union all select h::text from house.change h union all select s::text from scratch.staged s) as everything`.execute(house.database.owner);
  return rows[0]!.text.match(/\ba1\.[\w-]{20,}/g)?.length ?? 0;
};

test('every sealed value moves to the new version: rows, history and staged imports, over several portions', async () => {
  const me = clerk();
  const id = randomUUID();
  await world.call(me, 'scratch.cards.create', { id, draft: { subject: '甲', mobile: '13800001234', homeAddress: '东乡东山村1号' } });
  await world.call(me, 'scratch.cards.update', { id, version: 1, change: { mobile: '13900005678' } });
  const sealed = house.keys.seal('scratch.card/mobile', '13600000000');
  await sql`insert into scratch.card (county_code, id, division_code, subject, mobile_sealed) select ${me.scope.county}, gen_random_uuid(), ${me.division}, n::text, ${sealed} from generate_series(1, 1200) n`.execute(house.database.owner);
  await sql`insert into scratch.staged values (${me.scope.county}, 1, ${JSON.stringify({ rows: [{ home_address_sealed: house.keys.seal('scratch.card/homeAddress', '西乡'), subject: 'a1.不是密文' }] })}::jsonb)`.execute(house.database.owner);
  const before = await oldValues();
  const done = await rotateKeys(house);
  assert.deepEqual(done, { version: 2, values: 1200 + 2 + 4 + 1 });
  assert.equal(before, done.values);
  assert.equal(await oldValues(), 0);
  assert.equal((await world.call(me, 'scratch.cards.reveal', { id, field: 'mobile', reason: '核对' })).value, '13900005678');
  assert.equal((await world.call(me, 'scratch.cards.list', { search: '13900005678' })).total, 1);
  const history = await world.call(me, 'scratch.cards.history', { id });
  assert.ok(JSON.stringify(history).includes('138****1234'));
  const file = JSON.parse(readFileSync(join(house.config.data, 'keys.json'), 'utf8')) as KeyFile;
  assert.deepEqual(file.versions.map((one) => one.id), [1, 2]);
  assert.equal(file.rotating, undefined);
});

test('broken off, it goes on with the same version; another program learns of the new key when it meets it', async () => {
  const me = clerk();
  const elsewhere = loadKeys(house.config.data);
  house.keys.addVersion();
  saveKeys(house.config.data, house.keys);
  house.keys = loadKeys(house.config.data);
  assert.deepEqual(await rotateKeys(house), { version: 3, values: 1207 });
  assert.deepEqual(await rotateKeys(house), { version: 4, values: 1207 });
  const { rows } = await sql<{ mobile_sealed: string }>`select mobile_sealed from scratch.card where subject = '甲'`.execute(house.database.owner);
  assert.equal(elsewhere.open('scratch.card/mobile', rows[0]!.mobile_sealed), '13900005678');
  assert.equal(elsewhere.current, 4);
  assert.equal((await world.call(me, 'scratch.cards.list', { search: '13900005678' })).total, 1);
});

test('a value that no key opens is left as it is, and said', async () => {
  await sql`update scratch.card set mobile_sealed = 'a1.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' where subject = '7'`.execute(house.database.owner);
  await assert.rejects(rotateKeys(house), /1 个值现有密钥打不开/);
  await sql`update scratch.card set mobile_sealed = null where subject = '7'`.execute(house.database.owner);
  assert.equal((await rotateKeys(house)).version, 5);
});
