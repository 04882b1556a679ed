import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import type { Values } from '#base/pure/record.ts';
import { placeOf } from '#base/server/records/columns.ts';
import { buildServer } from '#base/server/serve.ts';
import { writeSheet } from '#base/server/sheets/write-sheet.ts';
import type { Actor } from '#base/server/house.ts';
import { exchange } from '#modules/exchange/module.ts';
import { importFile } from '#modules/exchange/importFile.ts';
import { organisation } from '#modules/organisation/module.ts';
import { registry } from '#modules/registry/module.ts';
import { COUNTY, openWorld, PLACES, type Place, type World } from '#test/world.ts';
import { cards } from './module.ts';
import { mountCards } from './scan.ts';
import { ContactCard } from './schema/contact.ts';

let world: World;
const folder = mkdtempSync(join(tmpdir(), 'cards-'));
before(async () => {
  world = await openWorld([organisation, registry, cards, exchange], { clock: () => new Date('2024-06-15T02:00:00Z') });
  for (const unit of (await world.call(county(), 'organisation.units.list', { size: 50 })).rows) {
    await world.call(county(), 'cards.contactPoints.create', { id: randomUUID(), draft: { unitId: unit.id, staffName: `${unit.name.slice(0, 2)}联系人`, phone: '0373-1234567', ...(unit.level === 'county' ? { services: '县里统一的服务内容', hours: '工作日 8:30—17:30' } : {}) } });
  }
});
after(async () => {
  rmSync(folder, { recursive: true, force: true });
  await world.close();
});

const county = () => world.person('countyClerk', 'county', ['registry']);
const village = (place: Place = 'eastHill') => world.person('villageClerk', place);
const township = (place: Place = 'east') => world.person('townshipClerk', place);
const register = async (at: Place, name: string, more: Values = {}): Promise<string> => (await world.register({ at, name, ...more })).id;
const cardOf = (personId: string, more: Values = {}, me = county()) => world.call(me, 'cards.contactCards.create', { id: randomUUID(), draft: { personId, ...more } });
const issuing = (division: string, id = randomUUID()) => ({ id, division });

async function tokenOf(id: string): Promise<string> {
  const { rows } = await sql<{ sealed: string }>`select token_sealed as sealed from cards.contact_card where id = ${id}`.execute(world.house.database.owner);
  return world.house.keys.open(placeOf(ContactCard, 'token'), rows[0]!.sealed);
}

test('新增联系卡只选人：服务站、联系人、电话、服务内容取自联系点；编码随机，改卡不变，换发另有', async () => {
  const person = await register('eastHill', '钱持卡');
  const card = await cardOf(person, {}, village());
  assert.deepEqual([card.labels.unitId, card.staffName, card.phone, card.services, card.issuedOn, card.issuedBy, card.state], ['东山村退役军人服务站', '东山联系人', '0373-1234567', '县里统一的服务内容', '2024-06-15', village().name, 'valid']);
  assert.equal(card.token, '已登记（隐藏）');
  const token = await tokenOf(card.id);
  assert.match(token, /^[A-Z2-7]{26}$/);
  const changed = await world.call(village(), 'cards.contactCards.update', { id: card.id, version: 1, change: { staffName: '赵站长' } });
  assert.equal(changed.staffName, '赵站长');
  assert.equal(await tokenOf(card.id), token);
  const renewed = await world.call(village(), 'cards.reissue', { id: randomUUID(), cardId: card.id, reason: 'replaced' });
  assert.notEqual(await tokenOf(renewed.id), token);
  const former = await world.call(village(), 'cards.contactCards.get', { id: card.id });
  assert.deepEqual([former.state, former.voidReason, renewed.state], ['void', 'replaced', 'valid']);
  await assert.rejects(world.call(village(), 'cards.makeValid', { id: card.id }), /已换发/);
});

test('村级站没有登记联系点的用乡镇站的联系人和电话，连乡镇也没有的不能整村发卡', async () => {
  const { rows } = await world.call(county(), 'cards.contactPoints.list', { size: 50 });
  const pointOf = (name: string) => rows.find((one: Values) => (one.labels as Record<string, string>).unitId === name);
  const remove = async (name: string) => world.call(county(), 'cards.contactPoints.remove', { id: pointOf(name).id, version: 1, reason: '测试' });
  await register('eastLake', '郑借用');
  await remove('东湖村退役军人服务站');
  const look = async () => (await world.call(county(), 'cards.look', { division: PLACES.eastLake })).stations;
  assert.deepEqual((await look()).map((one: Values) => [one.unitName, one.staffName, one.ready]), [['东湖村退役军人服务站', '东乡联系人', true]]);
  await remove('东乡退役军人服务站');
  assert.equal((await look())[0].ready, false);
  await assert.rejects(world.call(county(), 'cards.issueAll', issuing(PLACES.eastLake)), /还没有联系人或电话/);
  for (const name of ['东湖村退役军人服务站', '东乡退役军人服务站']) await world.call(county(), 'cards.contactPoints.restore', { id: pointOf(name).id });
});

test('挂失一步作废，找回可恢复；再挂失一次不变；别村的卡看不见也不能挂失', async () => {
  const card = await cardOf(await register('eastHill', '孙挂失'));
  const lost = await world.call(village(), 'cards.makeVoid', { id: card.id, reason: 'lost' });
  assert.deepEqual([lost.state, lost.voidReason, lost.voidedOn], ['void', 'lost', '2024-06-15']);
  assert.equal((await world.call(village(), 'cards.makeVoid', { id: card.id, reason: 'other' })).voidReason, 'lost');
  assert.equal((await world.call(village(), 'cards.makeValid', { id: card.id })).state, 'valid');
  await assert.rejects(world.call(village('eastLake'), 'cards.makeVoid', { id: card.id, reason: 'lost' }), /不存在或不在您的管辖范围内/);
  const history = await world.call(village(), 'cards.contactCards.history', { id: card.id });
  assert.deepEqual(history.map((one: { act: string }) => one.act), ['update', 'update', 'create']);
});

test('整村发卡：先看人数，一次发完，重复提交不多发，整批撤销后可以再发；全户卡算一户都有', async () => {
  const household = randomUUID();
  await world.call(county(), 'registry.households.create', { id: household, draft: { headName: '冯户主', divisionCode: PLACES.westHill } });
  const head = await register('westHill', '冯户主', { householdId: household });
  await register('westHill', '冯家人', { householdId: household });
  for (const name of ['褚一', '卫二', '蒋三']) await register('westHill', name);
  await register('westHill', '沈去世', { state: 'dead', diedOn: '2023-01-01' });
  await cardOf(head, { cover: 'household' });
  const me = township('west');
  const seen = await world.call(me, 'cards.look', { division: PLACES.westHill });
  assert.deepEqual([seen.waiting, seen.holding, seen.stations.map((one: Values) => [one.unitName, one.persons, one.ready])], [3, 2, [['西山村退役军人服务站', 3, true]]]);
  const run = issuing(PLACES.westHill);
  assert.deepEqual(await world.call(me, 'cards.issueAll', run), { id: run.id, issued: 3 });
  assert.deepEqual(await world.call(me, 'cards.issueAll', run), { id: run.id, issued: 3 });
  await assert.rejects(world.call(me, 'cards.issueAll', issuing(PLACES.westHill)), /没有要发的/);
  await assert.rejects(world.call(me, 'cards.issueAll', issuing(PLACES.eastHill)), /管辖范围/);
  const list = () => world.call(me, 'cards.contactCards.list', { division: PLACES.westHill, filters: { state: ['valid'] } });
  assert.equal((await list()).total, 4);
  assert.equal((await world.call(me, 'cards.contactCards.list', { figure: 'cards.contact', period: '2024' })).total, 4);
  assert.deepEqual(await world.call(me, 'cards.withdraw', { id: run.id }), { withdrawn: 3 });
  assert.deepEqual(await world.call(me, 'cards.withdraw', { id: run.id }), { withdrawn: 3 });
  const [gone] = (await world.call(me, 'cards.contactCards.list', { division: PLACES.westHill, filters: { voidReason: ['withdrawn'] } })).rows;
  await assert.rejects(world.call(me, 'cards.makeValid', { id: gone.id }), /请重新发卡/);
  await assert.rejects(cardOf(gone.personId, { cover: 'household' }), /没有登记所属户，不能发全户卡/);
  assert.equal((await list()).total, 1);
  assert.equal((await world.call(me, 'cards.issueAll', issuing(PLACES.westHill))).issued, 3);
  const { rows } = await sql<{ tokens: number }>`select count(distinct token_index)::int as tokens from cards.contact_card where division_code = ${PLACES.westHill}`.execute(world.house.database.owner);
  assert.equal(rows[0]!.tokens, 7);
});

test('两人同时整村发卡，每人仍只有一张', async () => {
  for (const name of ['韩一', '杨二']) await register('westLake', name);
  const both = await Promise.allSettled([world.call(township('west'), 'cards.issueAll', issuing(PLACES.westLake)), world.call(village('westLake'), 'cards.issueAll', issuing(PLACES.westLake))]);
  assert.equal(both.filter((one) => one.status === 'fulfilled').length, 1);
  assert.equal((await world.call(village('westLake'), 'cards.contactCards.list', {})).total, 2);
});

test('对象去世或迁出，联系卡当即作废并写明原因；恢复在册后不会自己生效；去世的人不能发卡', async () => {
  const person = await register('eastHill', '朱去世');
  const card = await cardOf(person);
  const update = async (change: Values) => world.call(county(), 'registry.persons.update', { id: person, version: (await world.call(county(), 'registry.persons.get', { id: person })).version, change });
  await update({ state: 'dead', diedOn: '2024-06-01' });
  const gone = () => world.call(county(), 'cards.contactCards.get', { id: card.id });
  assert.deepEqual([(await gone()).state, (await gone()).voidReason, (await gone()).voidNote], ['void', 'died', '对象在册状态变更，自动作废']);
  await assert.rejects(cardOf(person), /已去世，不能发卡/);
  await assert.rejects(world.call(county(), 'cards.makeValid', { id: card.id }), /已去世，不能发卡/);
  await update({ state: 'registered', diedOn: null });
  assert.equal((await gone()).state, 'void');
  assert.equal((await world.call(county(), 'cards.makeValid', { id: card.id })).state, 'valid');
  await update({ state: 'moved' });
  assert.equal((await gone()).voidReason, 'moved');
});

/** The scan page as a request sees it, with whoever is signed in. */
async function scan(path: string, actor?: Actor) {
  const server = await buildServer(world.house, world.operations, async () => actor);
  mountCards(server, world.house, async () => actor);
  const { statusCode, headers, body } = await server.inject({ method: 'GET', url: path });
  await server.close();
  return { status: statusCode, to: headers.location, body, cache: headers['cache-control'] };
}

test('扫码：管辖内的工作人员到档案并留审计；其他人、作废卡看到站的公开页，逐字节相同，没有个人信息', async () => {
  const person = await register('eastHill', '秦不可见', { mobile: '19911112222' });
  const [card, other] = [await cardOf(person), await cardOf(await register('eastHill', '尤另一人'))];
  const address = `/c/${await tokenOf(card.id)}`;
  const found = await scan(address, village());
  assert.deepEqual([found.status, found.to, found.cache], [303, `/registry/persons/${person}`, 'no-store']);
  const { rows } = await sql<{ row_id: string }>`select row_id from audit.entry where operation = 'cards.scan'`.execute(world.house.database.owner);
  assert.deepEqual(rows, [{ row_id: person }]);
  const open = await scan(address);
  assert.deepEqual([open.status, open.cache], [200, 'no-store']);
  assert.match(open.body, /东山村退役军人服务站/);
  assert.match(open.body, /0373-1234567/);
  assert.match(open.body, /县里统一的服务内容/);
  for (const secret of ['秦不可见', '19911112222', person, card.id, address.slice(3), '东山联系人']) assert.ok(!open.body.includes(secret), secret);
  const elsewhere = await scan(address, village('eastLake'));
  const nothing = await scan(address, world.person('auditor', 'county'));
  const another = await scan(`/c/${await tokenOf(other.id)}`);
  await world.call(village(), 'cards.makeVoid', { id: card.id, reason: 'lost' });
  const gone = await scan(address, village());
  for (const same of [elsewhere, nothing, another, gone]) assert.equal(same.body, open.body);
});

test('没有人有的编码、不成编码的地址都答县中心的页面，逐字节相同；小写编码也认', async () => {
  const card = await cardOf(await register('eastHill', '许小写'));
  const unknown = await scan(`/c/${'A'.repeat(26)}`);
  assert.match(unknown.body, /测试县退役军人服务中心/);
  for (const path of [`/c/${'B'.repeat(26)}`, '/c/x', '/c/%E5%BC%A0%E5%BB%BA%E5%9B%BD']) assert.equal((await scan(path, county())).body, unknown.body);
  assert.equal((await scan(`/c/${(await tokenOf(card.id)).toLowerCase()}`, village())).status, 303);
});

test('扫码过密的先等一分钟，答的也是网页', async () => {
  const server = await buildServer(world.house, world.operations, async () => undefined);
  mountCards(server, world.house, async () => undefined);
  const answers = [];
  for (let at = 0; at < 62; at += 1) answers.push(await server.inject({ method: 'GET', url: '/c/x' }));
  await server.close();
  assert.deepEqual([answers[0]!.statusCode, answers[61]!.statusCode], [200, 429]);
  assert.match(answers[61]!.body, /请过一分钟再试/);
});

test('打印：只印有效的卡，二维码里只有网址和编码；印过的记下日期', async () => {
  const person = await register('eastLake', '何打印');
  const [card, lost] = [await cardOf(person), await cardOf(person)];
  await world.call(county(), 'cards.makeVoid', { id: lost.id, reason: 'lost' });
  const made = await world.call(village('eastLake'), 'cards.print', { ids: [card.id, lost.id], origin: 'http://127.0.0.1:8080/' });
  assert.deepEqual([made.cards.length, made.skipped, made.origin, made.configured], [1, 1, 'http://127.0.0.1:8080', false]);
  assert.match(made.cards[0].svg, /^<svg [^>]*viewBox="0 0 37 37"/);
  assert.ok(!made.cards[0].svg.includes('何打印'));
  await world.call(village('eastLake'), 'cards.printed', { ids: [card.id] });
  assert.equal((await world.call(village('eastLake'), 'cards.contactCards.get', { id: card.id })).printedOn, '2024-06-15');
  const all = (unprinted: boolean) => world.call(village('eastLake'), 'cards.print', { division: PLACES.eastLake, unprinted, origin: 'http://a.cn' });
  assert.deepEqual([(await all(false)).cards.length, (await all(true)).cards.length], [1, 0]);
  assert.equal((await world.call(village('eastHill'), 'cards.print', { ids: [card.id], origin: 'http://a.cn' })).cards.length, 0);
});

const apply = (personId: string, more: Values = {}, me = township()) => world.call(me, 'cards.preferentialCards.create', { id: randomUUID(), draft: { personId, kind: 'veteran', appliedOn: '2024-05-06', ...more } });
const perform = (me: Actor, act: string, ids: string[], more: Values = {}) => world.call(me, 'cards.perform', { run: randomUUID(), act, ids, ...more });
const get = (id: string) => world.call(county(), 'cards.preferentialCards.get', { id });

test('优待证全程：乡镇送审、县登记三级结果、送制卡、整批签收、移交乡镇站、逐张发放；待领进乡镇的工作台', async () => {
  const people = [await register('eastHill', '吕一'), await register('eastLake', '施二'), await register('westHill', '张三')];
  const ids: string[] = [];
  for (const person of people) ids.push((await apply(person, {}, county())).id);
  const [first, second, third] = ids as [string, string, string];
  const me = county();
  await assert.rejects(perform(township(), 'countyReview', [first]), /由上级机构办理/);
  await perform(township(), 'submit', [first, second]);
  await perform(township('west'), 'submit', [third]);
  await assert.rejects(perform(township(), 'submit', [third]), /不存在或不在您的管辖范围内/);
  for (const act of ['countyReview', 'cityReview', 'provinceReview']) await perform(me, act, ids);
  await assert.rejects(perform(me, 'provinceReview', ids), /吕一：省级已审核通过|施二：|张三：/);
  const batch = await world.call(me, 'cards.cardBatches.create', { id: randomUUID(), draft: { number: '2024-01', bank: '农业银行', sentOn: '2024-05-20', expected: 3 } });
  await perform(me, 'make', ids, { cardBatchId: batch.id, bank: '农业银行' });
  const receive = { run: randomUUID(), id: batch.id, on: '2024-06-10', receivedBy: '县中心王', missing: [third] };
  assert.deepEqual(await world.call(me, 'cards.receive', receive), { moved: 2 });
  assert.deepEqual(await world.call(me, 'cards.receive', receive), { moved: 2 });
  assert.deepEqual([(await get(third)).state, (await get(first)).countyReceivedOn], ['making', '2024-06-10']);
  const tasks = await world.act(township(), (act) => cards.tasks!(act));
  assert.deepEqual(tasks.map(({ title, path }) => [title, path]), [['2 张优待证待领取，请通知本人并发放', '/cards/preferential-cards?f.state=waiting']]);
  assert.equal((await world.call(me, 'cards.preferentialCards.list', { figure: 'cards.waiting', period: '2024' })).total, 2);
  const handover = { id: randomUUID(), batchId: batch.id, unitId: township().unitId, receivedBy: '东乡李' };
  assert.equal((await world.call(me, 'cards.handOver', handover)).cards, 2);
  await world.call(me, 'cards.handOver', handover);
  await assert.rejects(world.call(township(), 'cards.handOver', { ...handover, id: randomUUID() }), /由县级办理/);
  assert.deepEqual((await world.call(township(), 'cards.lines', { id: handover.id })).map((one: Values) => one.personName), ['吕一', '施二']);
  assert.deepEqual((await world.call(township('west'), 'cards.lines', { id: handover.id })), []);
  assert.deepEqual((await world.call(me, 'cards.places', { id: batch.id })).map((one: Values) => [one.unitName, one.making, one.here, one.handed, one.issued]), [['东乡退役军人服务站', 0, 0, 2, 0], ['西乡退役军人服务站', 1, 0, 0, 0]]);
  await assert.rejects(perform(village(), 'issue', [first]), /请填写领取人/);
  const run = { run: randomUUID(), act: 'issue', ids: [first], recipient: '吕一', cardTail: '0388', expiresOn: '2034-06-15' };
  await world.call(village(), 'cards.perform', run);
  await world.call(village(), 'cards.perform', run);
  const issued = await get(first);
  assert.deepEqual([issued.state, issued.issuedOn, issued.recipient, issued.cardTail], ['issued', '2024-06-15', '吕一', '0388']);
  const course = await world.call(village(), 'cards.course', { id: first });
  assert.deepEqual(course.steps.map((one: Values) => one.act), ['submit', 'countyReview', 'cityReview', 'provinceReview', 'make', 'receive', 'issue']);
  assert.deepEqual(course.acts, ['reportLost', 'renew']);
  assert.equal((await world.call(me, 'cards.preferentialCards.list', { figure: 'cards.issued', period: '2024-06' })).total, 1);
});

test('一次办多张：一张不行就一张都不办，并说出是谁', async () => {
  const [good, bad] = [(await apply(await register('east', '孔行'))).id, (await apply(await register('east', '曹不行'))).id];
  await perform(township(), 'submit', [bad]);
  await assert.rejects(perform(township(), 'submit', [good, bad]), /曹不行：当前为“审核中”/);
  assert.equal((await get(good)).state, 'applied');
});

test('一人只能有一张有效、一张在办；换发补发发放时旧证同时注销；数据库自己也不收第二张', async () => {
  const person = await register('east', '严一证');
  const card = await apply(person);
  await assert.rejects(apply(person, { appliedOn: '2024-05-07' }), /已有一张优待证在办（申请）/);
  const me = county();
  const walk = async (id: string) => {
    await perform(township(), 'submit', [id]);
    for (const act of ['countyReview', 'cityReview', 'provinceReview', 'make', 'receive']) await perform(me, act, [id]);
    await perform(township(), 'issue', [id], { recipient: '严一证' });
  };
  await walk(card.id);
  await assert.rejects(apply(person, { appliedOn: '2024-05-08' }), /已有优待证/);
  await perform(township(), 'reportLost', [card.id]);
  const again = await world.call(township(), 'cards.renew', { id: randomUUID(), cardId: card.id, purpose: 'replace', reason: '遗失' });
  assert.deepEqual([again.purpose, again.state, (await get(card.id)).state], ['replace', 'applied', 'lost']);
  await walk(again.id);
  const former = await get(card.id);
  assert.deepEqual([former.state, former.cancelReason], ['cancelled', '已换发、补发新证']);
  await assert.rejects(sql`insert into cards.preferential_card (county_code, id, division_code, person_id, kind, purpose, applied_on, state, issued_on)
    values (${COUNTY}, ${randomUUID()}, ${PLACES.east}, ${person}, 'kin', 'first', '2024-06-01', 'issued', '2024-06-02')`.execute(world.house.database.owner), /preferential_card_one_valid/);
});

test('办错一步当天撤回：状态和日期复原，换发时注销的原证恢复；别人办的、撤回过的不能撤，重复提交不多撤', async () => {
  const person = await register('eastHill', '戚撤回');
  const [me, station] = [county(), township()];
  const first = (await apply(person, {}, station)).id;
  await perform(station, 'submit', [first]);
  const back = (who: Actor, ids: string[], run = randomUUID()) => world.call(who, 'cards.stepBack', { run, ids });
  await assert.rejects(back(me, [first]), /不是您办理的/);
  assert.ok((await world.call(station, 'cards.course', { id: first })).acts.includes('stepBack'));
  assert.ok(!(await world.call(me, 'cards.course', { id: first })).acts.includes('stepBack'));
  for (const act of ['countyReview', 'cityReview', 'provinceReview', 'make', 'receive']) await perform(me, act, [first]);
  await perform(station, 'issue', [first], { recipient: '戚撤回', cardTail: '0388' });
  const second = (await world.call(station, 'cards.renew', { id: randomUUID(), cardId: first, purpose: 'renew', reason: '损坏' })).id;
  await perform(station, 'submit', [second]);
  for (const act of ['countyReview', 'cityReview', 'provinceReview', 'make', 'receive']) await perform(me, act, [second]);
  await perform(station, 'issue', [second], { recipient: '戚撤回' });
  assert.deepEqual([(await get(first)).state, (await get(second)).state], ['cancelled', 'issued']);
  const run = randomUUID();
  await back(station, [second], run);
  await back(station, [second], run);
  const [former, renewed] = [await get(first), await get(second)];
  assert.deepEqual([former.state, former.cancelledOn, former.cancelReason, former.cardTail], ['issued', null, null, '0388']);
  assert.deepEqual([renewed.state, renewed.issuedOn, renewed.recipient], ['waiting', null, null]);
  await assert.rejects(back(station, [second]), /已经撤回/);
  assert.deepEqual((await world.call(station, 'cards.course', { id: second })).steps.slice(-2).map((one: Values) => one.act), ['issue', 'stepBack']);
  await perform(station, 'issue', [second], { recipient: '戚撤回' });
  assert.equal((await get(first)).state, 'cancelled');
  await assert.rejects(world.call(station, 'cards.perform', { run: randomUUID(), act: 'stepBack', ids: [second] }), /请选择办理环节/);
});

test('持卡人迁到别的乡镇，联系卡的站不再对应，进工作台；换发后用新站，事项消失', async () => {
  const person = await register('eastHill', '谢迁居');
  const card = await cardOf(person);
  const mine = async () => (await world.act(county(), (act) => cards.tasks!(act))).find(({ path }) => path === '/cards/contact-cards?f.state=valid&f.stationFit=elsewhere');
  assert.equal(await mine(), undefined);
  const row = await world.call(county(), 'registry.persons.get', { id: person });
  await world.call(county(), 'registry.persons.update', { id: person, version: row.version, change: { divisionCode: PLACES.westHill } });
  assert.match((await mine())!.title, /^1 张联系卡的服务站已不对应/);
  const { rows } = await world.call(county(), 'cards.contactCards.list', { filters: { state: ['valid'], stationFit: ['elsewhere'] } });
  assert.deepEqual(rows.map((one: Values) => [one.id, one.stationFit]), [[card.id, 'elsewhere']]);
  const fresh = await world.call(county(), 'cards.reissue', { id: randomUUID(), cardId: card.id, reason: 'replaced' });
  assert.equal(fresh.stationFit, 'fits');
  assert.equal(await mine(), undefined);
});

test('状态不能手改，办理日期只能更正不能补填；持证人去世进工作台，办结注销后消失', async () => {
  const person = await register('westLake', '华工作台');
  const card = await apply(person, {}, township('west'));
  const me = township('west');
  await assert.rejects(world.call(me, 'cards.preferentialCards.update', { id: card.id, version: 1, change: { state: 'issued', issuedOn: '2024-06-01' } }), /由办理环节改变/);
  await assert.rejects(world.call(me, 'cards.preferentialCards.update', { id: card.id, version: 1, change: { countyOn: '2024-06-01' } }), /不能直接补填/);
  await world.call(county(), 'registry.persons.update', { id: person, version: (await world.call(county(), 'registry.persons.get', { id: person })).version, change: { state: 'dead', diedOn: '2024-06-02' } });
  const mine = async () => (await world.act(me, (act) => cards.tasks!(act))).map(({ title }) => title);
  assert.ok((await mine()).includes('1 张优待证的持证人已去世、迁出或注销，请核实后注销'));
  assert.equal((await world.call(me, 'cards.preferentialCards.list', { filters: { personState: ['dead'] } })).total, 1);
  await perform(me, 'cancel', [card.id], { opinion: '本人去世' });
  assert.ok(!(await mine()).some((title) => title.includes('请核实后注销')));
});

test('卡号只留后四位：手填长号码被退回；导入只留后四位并提示，完整号码不进任何表；数字格式的长卡号退回', async () => {
  const person = await register('west', '金导入');
  await assert.rejects(apply(person, { cardTail: '6228481234567890388' }, township('west')), /请不要填写完整号码/);
  const path = join(folder, '优待证.xlsx');
  const { citizenId } = await world.act(county(), async (act) => ({ citizenId: world.house.keys.open('registry.person/citizenId', (await sql<{ sealed: string }>`select citizen_id_sealed as sealed from registry.person where id = ${person}`.execute(act.tx)).rows[0]!.sealed) }));
  const sheet = (card: string | number) => writeSheet(path, { sheets: [{ name: '台账', columns: ['姓名', '身份证号', '优待证种类', '申领日期', '发放日期', '状态', '优待证卡号'].map((header) => ({ header, kind: typeof card === 'number' && header === '优待证卡号' ? 'number' as const : 'text' as const, width: 16 })), rows: [['金导入', citizenId, '退役军人优待证', '2022-08-01', '2022-12-01', '已发放', card]] }] });
  await sheet('6228 4812 3456 7890 388');
  const result = await importFile(world.house, county(), path, 'cards.preferential_card');
  assert.deepEqual([result.created, result.rejected], [1, 0]);
  const { rows } = await world.call(township('west'), 'cards.preferentialCards.list', { filters: { personId: [person] } });
  assert.deepEqual([rows[0].cardTail, rows[0].state, rows[0].issuedOn], ['0388', 'issued', '2022-12-01']);
  const { rows: staged } = await sql<{ text: string }>`select payload::text || problems::text as text from exchange.row where batch_id = ${result.batchId}`.execute(world.house.database.owner);
  assert.match(staged[0]!.text, /只保留最后 4 位/);
  assert.ok(!staged[0]!.text.includes('7890388'));
  assert.equal((await importFile(world.house, county(), path, 'cards.preferential_card')).unchanged, 1);
  await sheet(6228481234567890000);
  const refused = await importFile(world.house, county(), path, 'cards.preferential_card');
  assert.deepEqual([refused.rejected, refused.rejections[0]?.reason], [1, '该列被 Excel 转成数字，末尾可能已丢失']);
});
