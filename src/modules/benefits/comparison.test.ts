import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import type { Values } from '#base/pure/record.ts';
import type { Actor } from '#base/server/house.ts';
import { organisation } from '#modules/organisation/module.ts';
import { recognition } from '#modules/recognition/module.ts';
import { registry } from '#modules/registry/module.ts';
import { inventCitizenId, openWorld, type World } from '#test/world.ts';
import { benefits } from './module.ts';

let world: World;
let clerk: Actor;
let leader: Actor;
before(async () => {
  world = await openWorld([organisation, registry, recognition, benefits], { clock: () => new Date('2025-03-10T02:00:00Z') });
  clerk = world.person('countyClerk', 'county', ['registry', 'benefits']);
  leader = world.person('leader');
});
after(() => world.close());

const IDS = { 比对甲: inventCitizenId('1950-02-03'), 比对乙: inventCitizenId('1951-02-03'), 比对丙: inventCitizenId('1952-02-03'), 不在享: inventCitizenId('1953-02-03'), 外县人: inventCitizenId('1954-02-03') };
async function person(name: keyof typeof IDS, birthOn: string, draws = true): Promise<string> {
  const { id } = await world.register({ name, citizenId: IDS[name], birthOn });
  if (draws) await world.call(clerk, 'benefits.recipients.create', { id: randomUUID(), draft: { personId: id, category: 'combat', state: 'receiving', startedOn: '2015-08' } });
  return id;
}
const sheet = (rows: string[][]) => Buffer.from(`\ufeff${rows.map((row) => row.join(',')).join('\r\n')}\r\n`).toString('base64');
const course = <T = any>(name: string, input: Values, by = clerk): Promise<T> => world.call(by, `benefits.comparisonCourse.${name}`, input);
const hitsOf = async (comparisonId: string): Promise<any[]> => (await course('hits', { comparisonId })).rows;
const stateOf = async (personId: string) => (await world.call(clerk, 'benefits.recipients.list', { filters: { personId: [personId] } })).rows[0].state;
const decide = (hit: { id: string; version: number }, more: Values, by = clerk) => course('decide', { id: hit.id, version: hit.version, ...more }, by);

test('公安名单：身份证号对上，其次姓名和出生日期；不在享的不留，没对上的逐行说明；文件不留，只留摘要', async () => {
  const [a, b] = [await person('比对甲', '1950-02-03'), await person('比对乙', '1951-02-03')];
  await person('不在享', '1953-02-03', false);
  const content = sheet([['××县死亡人员名单', '', '', ''], ['姓名', '公民身份号码', '出生日期', '死亡日期'], ['比对甲', IDS.比对甲, '', '2025年2月3日'], ['比对乙', '', '1951-02-03', '2025-02'], ['不在享', IDS.不在享, '', ''], ['外县人', IDS.外县人, '', ''], ['比对甲', '', '', ''], ['比对乙', IDS.比对甲, '', '']]);
  const list = { source: 'police', finding: 'dead', content };
  const seen = await course('preview', list);
  assert.deepEqual(seen.rows.map((row: { kind: string }) => row.kind), ['hit', 'hit', 'notDrawing', 'unmatched', 'unsure', 'unsure']);
  assert.match(seen.rows[3].reason, /未在册/);
  assert.match(seen.rows[4].reason, /只有姓名/);
  assert.match(seen.rows[5].reason, /不一致/);
  assert.equal((await world.call(clerk, 'benefits.comparisons.list', {})).total, 0, 'looking writes nothing');
  const id = randomUUID();
  const taken = await course('commit', { ...list, id, title: '公安死亡名单3月', receivedOn: '2025-03-08' });
  assert.deepEqual([taken.lines, taken.hits, taken.unsure, taken.notDrawing, taken.unmatched], [6, 2, 2, 1, 1]);
  assert.equal((await course('commit', { ...list, id, title: '公安死亡名单3月', receivedOn: '2025-03-08' })).hits, 2, 'repeated');
  await assert.rejects(course('commit', { ...list, id: randomUUID(), title: '再来一次', receivedOn: '2025-03-08' }), /已经比对过/);
  const hits = await hitsOf(id);
  assert.deepEqual(hits.map((one) => [one.name, one.finding, one.eventOn, one.matchedBy, one.state]).sort(), [['比对乙', 'dead', '2025-02', 'nameBirth', 'open'], ['比对甲', 'dead', '2025-02-03', 'citizenId', 'open']]);
  const { rows } = await sql<{ text: string }>`select (select string_agg(c::text, '') from benefits.comparison c) || (select string_agg(h::text, '') from benefits.comparison_hit h) as text`.execute(world.house.database.owner);
  assert.ok(!rows[0]!.text.includes('外县人') && !rows[0]!.text.includes(IDS.比对甲) && !/dead/i.test(rows[0]!.text));
  assert.deepEqual([await stateOf(a), await stateOf(b)], ['receiving', 'receiving'], 'a hit never stops anything by itself');
});

test('法院名单：不属实须写明；属实的决定本身不停发，随之登记的中止仍须另一人复核', async () => {
  const c = await person('比对丙', '1952-02-03');
  const id = randomUUID();
  await assert.rejects(course('preview', { source: 'police', finding: 'imprisoned', content: sheet([['姓名'], ['甲']]) }), /不提供/);
  await assert.rejects(course('preview', { source: 'court', finding: 'imprisoned', content: sheet([['序号', '金额'], ['1', '2']]) }), /没有找到姓名/);
  await course('commit', { source: 'court', finding: 'imprisoned', content: sheet([['姓名', '身份证号', '刑期起始'], ['比对丙', IDS.比对丙, '2024-06-01']]), id, title: '在押人员名单', receivedOn: '2025-03-08' });
  let [hit] = await hitsOf(id);
  await assert.rejects(decide(hit, { decision: 'refuted' }), /写明/);
  await assert.rejects(decide(hit, { decision: 'open', movement: { act: 'suspend', month: '2024-06', reason: 'imprisoned', document: '省批1号' } }), /属实的线索/);
  hit = await decide(hit, { decision: 'refuted', note: '同名同号录入有误，已与法院核对' });
  assert.deepEqual([hit.state, await stateOf(c)], ['refuted', 'receiving']);
  await assert.rejects(decide({ ...hit, version: 1 }, { decision: 'upheld' }), /刚被他人处理/);
  await assert.rejects(decide(hit, { decision: 'upheld', movement: { act: 'suspend', month: '2024-06', reason: 'imprisoned' } }), /省级决定/);
  hit = await decide(hit, { decision: 'upheld', movement: { act: 'suspend', month: '2024-06', reason: 'imprisoned', document: '省批〔2025〕1号' } });
  assert.deepEqual([hit.state, hit.movement.state, hit.movement.act, await stateOf(c)], ['upheld', 'proposed', 'suspend', 'receiving']);
  await assert.rejects(decide(hit, { decision: 'refuted', note: '改判' }), /请先撤回/);
  await world.call(leader, 'benefits.movementCourse.decide', { id: hit.movement.id, version: 1, decision: 'confirm' });
  assert.equal(await stateOf(c), 'suspended');
});

test('据线索登记的变动被退回以后：可以改判不属实，也可以另登记一件；生效的不能改判', async () => {
  const { id: personId } = await world.register({ name: '退回丁', citizenId: inventCitizenId('1947-02-03'), birthOn: '1947-02-03' });
  await world.call(clerk, 'benefits.recipients.create', { id: randomUUID(), draft: { personId, category: 'combat', state: 'receiving', startedOn: '2015-08' } });
  const id = randomUUID();
  await course('commit', { source: 'court', finding: 'imprisoned', content: sheet([['姓名', '出生日期', '刑期起始'], ['退回丁', '1947-02-03', '2024-06-01']]), id, title: '服刑名单', receivedOn: '2025-03-08' });
  let [hit] = await hitsOf(id);
  const movement = { act: 'suspend', month: '2024-06', reason: 'imprisoned', document: '省批〔2025〕2号' };
  hit = await decide(hit, { decision: 'upheld', movement });
  await world.call(leader, 'benefits.movementCourse.decide', { id: hit.movement.id, version: 1, decision: 'return', opinion: '查无此事' });
  hit = await decide(hit, { decision: 'refuted', note: '与法院核对，不是同一人' });
  assert.equal(hit.state, 'refuted');
  hit = await decide(hit, { decision: 'upheld', movement });
  assert.equal(hit.movement.state, 'proposed');
  await assert.rejects(decide(hit, { decision: 'refuted', note: '再改' }), /请先撤回/);
});

test('有几位可能的由人认定：只列在享的，写明住址和出生日期；认定的成为线索、依据是人工认定，认定“都不是”的不登记；不在其中的拒绝', async () => {
  const first = await world.register({ name: '同名人', citizenId: inventCitizenId('1948-05-01'), birthOn: '1948-05-01' });
  const second = await world.register({ name: '同名人', citizenId: inventCitizenId('1949-05-01'), birthOn: '1949-05-01' });
  const plain = await world.register({ name: '同名人', citizenId: inventCitizenId('1950-05-01'), birthOn: '1950-05-01' });
  for (const { id } of [first, second]) await world.call(clerk, 'benefits.recipients.create', { id: randomUUID(), draft: { personId: id, category: 'combat', state: 'receiving', startedOn: '2015-08' } });
  const list = { source: 'civil', finding: 'cremated', content: sheet([['姓名', '火化日期'], ['同名人', '2025-02-01'], ['同名人', '2025-02-02']]) };
  const seen = await course('preview', list);
  assert.deepEqual(seen.rows.map((row: any) => [row.kind, row.candidates.map((one: any) => one.birthOn).toSorted()]), [['unsure', ['1948-05-01', '1949-05-01']], ['unsure', ['1948-05-01', '1949-05-01']]]);
  const id = randomUUID();
  const commit = (chosen: { line: number; personId: string }[]) => course('commit', { ...list, id, title: '火化名单2月', receivedOn: '2025-03-08', chosen });
  await assert.rejects(commit([{ line: 2, personId: plain.id }]), /第 2 行认定的人不在可能的几位里/);
  const taken = await commit([{ line: 2, personId: second.id }]);
  assert.deepEqual([taken.hits, taken.unsure], [1, 1]);
  assert.deepEqual((await hitsOf(id)).map((one) => [one.personId, one.matchedBy, one.eventOn]), [[second.id, 'byHand', '2025-02-01']]);
});

test('只由县级办理；乡镇在线索台账里看得到本地的人，看不到比对情况', async () => {
  const township = world.person('townshipClerk', 'east');
  await assert.rejects(course('preview', { source: 'police', finding: 'dead', content: sheet([['姓名'], ['甲']]) }, township), { status: 403 });
  const { rows } = await world.call(township, 'benefits.comparisonHits.list', {});
  assert.ok(rows.length > 0 && rows.every((row: Values) => row.finding === '已登记（隐藏）'));
  assert.equal((await world.call(world.person('townshipClerk', 'west'), 'benefits.comparisonHits.list', {})).total, 0);
  await assert.rejects(world.call(clerk, 'benefits.comparisonHits.remove', { id: rows[0].id, version: rows[0].version, reason: '试删' }), /不能单独删除/);
  const tasks = await world.act(leader, (act) => benefits.tasks!(act));
  assert.ok(tasks.every((one) => one.module === 'benefits'));
});
