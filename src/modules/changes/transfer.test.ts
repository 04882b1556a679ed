import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import type { Values } from '#base/pure/record.ts';
import type { Actor } from '#base/server/house.ts';
import { organisation } from '#modules/organisation/module.ts';
import { registry } from '#modules/registry/module.ts';
import { inventCitizenId, openWorld, type World } from '#test/world.ts';
import { changes } from './module.ts';

const THERE = { county: '999002000000', town: '999002100000', village: '999002100201', second: '999002100202' };
const PASSPHRASE = '移交口令-2026-春';
let world: World;
let away: Actor;
let today = '2026-03-20';
before(async () => {
  world = await openWorld([organisation, registry, changes], { clock: () => new Date(`${today}T02:00:00Z`) });
  for (const [at, code] of Object.entries(THERE)) {
    await sql`insert into organisation.division (county_code, code, name, level, kind, parent_code, path) values ('999002', ${code}, ${`邻县${at}`}, ${at === 'county' ? 'county' : at === 'town' ? 'township' : 'village'}, 'village', ${at === 'county' ? null : THERE.county}, ${`邻县${at}`})`.execute(world.house.database.owner);
  }
  away = { ...world.person('townshipClerk', 'east'), division: THERE.town, scope: { county: '999002', from: '999002100000', to: '999002100999' } };
});
after(() => world.close());

const me = () => world.person('townshipClerk', 'east');
const get = (actor: Actor, id: string) => world.call(actor, 'registry.persons.get', { id });
const takeIn = (actor: Actor, content: string, more: Values = {}) => world.call(actor, 'changes.takeIn', { id: randomUUID(), content, passphrase: PASSPHRASE, divisionCode: THERE.village, effectiveOn: '2026-03-18', ...more });

/** A person on the way to the other county: the file, the transfer and its sealed package. */
async function leaving(actor: Actor, overrides: Values = {}, otherCounty = '邻县') {
  const person = await world.register({ roles: ['combat', 'vet_self_employed'], bankAccount: '6228480000000000015', ...overrides });
  const packed = await pack(actor, person.id, person.version, otherCounty);
  return { person, ...packed };
}

async function pack(actor: Actor, personId: string, version: number, otherCounty = '邻县') {
  const change = randomUUID();
  await world.call(actor, 'changes.perform', { id: change, personId, version, draft: { kind: 'moveOut', effectiveOn: '2026-03-10', otherCounty } });
  const { content, fileName } = await world.call(actor, 'changes.makePackage', { id: change, passphrase: PASSPHRASE });
  return { change, content: content as string, fileName: fileName as string };
}

test('移交文件往返：邻县建起同样的档案和身份，凭对方回执办结调出', async () => {
  const { person, change, content, fileName } = await leaving(me(), { name: '沈调出' });
  await world.call(me(), 'registry.roles.create', { id: randomUUID(), draft: { personId: person.id, role: 'ill_returned', status: 'ended', fromOn: '2001', untilOn: '2010' } });
  const { content: whole } = await world.call(me(), 'changes.makePackage', { id: change, passphrase: PASSPHRASE });
  assert.ok(!content.includes('沈调出') && !content.includes('6228480000000000015') && !fileName.includes('沈'));
  assert.equal((await get(me(), person.id)).state, 'registered');
  const sight = await world.call(away, 'changes.readPackage', { content: whole, passphrase: PASSPHRASE });
  assert.deepEqual([sight.name, sight.citizenId, sight.fromCounty, sight.registered], ['沈调出', person.citizenId, '测试县 东乡/东山村', null]);
  const taken = await takeIn(away, whole);
  assert.deepEqual(taken.findings, []);
  const there = await get(away, taken.personId);
  assert.deepEqual([there.name, there.citizenId, there.mobile, there.bankAccount, there.enlistedOn, there.divisionCode, there.state, there.roles.toSorted()], ['沈调出', person.citizenId, person.mobile, person.bankAccount, person.enlistedOn, THERE.village, 'registered', ['combat', 'vet_self_employed']]);
  const roles = (await world.call(away, 'registry.roles.list', { filters: { personId: [taken.personId] } })).rows;
  assert.deepEqual(roles.map((one: Values) => [one.role, one.status]).toSorted(), [['combat', 'current'], ['ill_returned', 'ended'], ['vet_self_employed', 'current']]);
  const { version } = await world.call(me(), 'changes.register.get', { id: change });
  const receipt = (receiptNo: string, more: object = {}) => world.call(me(), 'changes.enterReceipt', { id: change, version, receiptNo, receivedOn: '2026-03-18', ...more });
  await assert.rejects(receipt('ABCD2345'), /回执号与移交单不符/);
  assert.equal((await receipt(taken.receiptNo)).state, 'done');
  assert.deepEqual([(await get(me(), person.id)).state, (await world.call(me(), 'changes.register.get', { id: change })).receiptChecked], ['moved', true]);
  assert.equal((await world.call(me(), 'changes.departures.list', { figure: 'changes.wentOut', period: '2026' })).total, 1);
  assert.equal((await world.call(away, 'changes.register.list', { figure: 'changes.cameIn', period: '2026' })).total, 1);
});

test('口令错误、内容被改、移交单号被改、不是移交文件，都不接收任何内容', async () => {
  const { content } = await leaving(me(), { name: '韩口令' });
  const before = (await world.call(away, 'registry.persons.list', {})).total;
  const envelope = JSON.parse(content);
  await assert.rejects(takeIn(away, content, { passphrase: '移交口令-2026-秋' }), /口令不对，或移交文件在途中被改动/);
  const flipped = Buffer.from(envelope.body, 'base64');
  flipped[20] = flipped[20]! ^ 1;
  await assert.rejects(takeIn(away, JSON.stringify({ ...envelope, body: flipped.toString('base64') })), /口令不对，或移交文件在途中被改动/);
  await assert.rejects(takeIn(away, JSON.stringify({ ...envelope, number: '调出-伪造' })), /口令不对，或移交文件在途中被改动/);
  await assert.rejects(takeIn(away, JSON.stringify({ ...envelope, tag: envelope.tag.slice(0, 8) })), /口令不对，或移交文件在途中被改动/);
  await assert.rejects(takeIn(away, JSON.stringify({ ...envelope, kdf: { ...envelope.kdf, N: 2 ** 30 } })), /不是戎归的移交文件/);
  await assert.rejects(takeIn(away, '{"format":"excel"}'), /不是戎归的移交文件/);
  await assert.rejects(takeIn(away, '不是 JSON'), /不是戎归的移交文件/);
  await assert.rejects(takeIn(me(), content, { divisionCode: '999001100201' }), /本县自己的移交文件/);
  assert.equal((await world.call(away, 'registry.persons.list', {})).total, before);
});

test('证件号已在本县登记的不另建档：在册的拒绝，迁出的恢复原档', async () => {
  const citizenId = inventCitizenId('1970-07-07');
  const { person, change, content } = await leaving(me(), { name: '杨归来', citizenId });
  const first = await takeIn(away, content);
  await assert.rejects(takeIn(away, content, { divisionCode: THERE.second }), /已登记在“杨归来”.*县内迁移/);
  const { version } = await world.call(me(), 'changes.register.get', { id: change });
  await world.call(me(), 'changes.enterReceipt', { id: change, version, receiptNo: '纸回〔2026〕8号', receivedOn: '2026-03-18', paper: true });
  assert.equal((await world.call(me(), 'changes.register.get', { id: change })).receiptChecked, false);
  const there = await get(away, first.personId);
  await world.call(away, 'registry.persons.update', { id: first.personId, version: there.version, change: { mobile: '19912345678' } });
  const back = await pack(away, first.personId, there.version + 1, '测试县');
  const west = world.person('townshipClerk', 'west');
  const sight = await world.call(west, 'changes.readPackage', { content: back.content, passphrase: PASSPHRASE });
  assert.deepEqual(sight.registered, { words: '该身份证号已登记在本县其他乡镇，不另建档', revives: true });
  const home = await takeIn(west, back.content, { divisionCode: '999001101201' });
  assert.equal(home.personId, person.id);
  const revived = await get(west, person.id);
  assert.deepEqual([revived.state, revived.divisionCode, revived.mobile.slice(-4), revived.roles.toSorted()], ['registered', '999001101201', '5678', ['combat', 'vet_self_employed']]);
  const { rows } = await sql`select 1 from registry.person where county_code = '999001' and name = '杨归来'`.execute(world.house.database.owner);
  assert.equal(rows.length, 1);
});

test('村级站不能生成移交文件；调出等待中可以撤回，档案不变；手工调入恢复迁出的原档', async () => {
  const { person, change } = await leaving(me(), { name: '朱撤回' });
  await assert.rejects(world.call(world.person('villageClerk', 'eastHill'), 'changes.makePackage', { id: change, passphrase: PASSPHRASE }), /乡级站或县中心/);
  await world.call(me(), 'changes.withdraw', { id: change, reason: '不调了' });
  assert.equal((await get(me(), person.id)).version, person.version);
  const again = await pack(me(), person.id, person.version);
  await world.call(me(), 'changes.enterReceipt', { id: again.change, version: 1, receiptNo: '纸质', receivedOn: '2026-03-18', paper: true });
  const { version } = await get(me(), person.id);
  await world.call(me(), 'changes.perform', { id: randomUUID(), personId: person.id, version, draft: { kind: 'moveIn', effectiveOn: '2026-03-19', otherCounty: '邻县' } });
  assert.deepEqual([(await get(me(), person.id)).state, (await get(me(), person.id)).roles.length], ['registered', 2]);
});

test('调出 30 天没有回执，工作台提醒；撤回以后不再提醒', async () => {
  const { change } = await leaving(me(), { name: '常等待' });
  const reminded = async () => (await world.call(me(), 'organisation.tasks')).filter((one: { title: string }) => one.title.startsWith('调出已超过 30 天')).map((one: { title: string; path: string }) => [one.title, one.path]);
  const waiting = async () => (await world.call(me(), 'changes.register.list', { filters: { kind: ['moveOut'], state: ['waiting'] } })).total;
  today = '2026-04-09';
  assert.deepEqual(await reminded(), []);
  today = '2026-04-10';
  const before = await waiting();
  assert.deepEqual(await reminded(), [[`调出已超过 30 天未收到回执：${before} 件`, '/changes/register?f.kind=moveOut&f.state=waiting']]);
  await world.call(me(), 'changes.withdraw', { id: change, reason: '不调了' });
  assert.deepEqual(await reminded(), before > 1 ? [[`调出已超过 30 天未收到回执：${before - 1} 件`, '/changes/register?f.kind=moveOut&f.state=waiting']] : []);
});
