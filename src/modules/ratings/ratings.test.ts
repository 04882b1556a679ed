import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import type { Refusal } from '#base/pure/refusal.ts';
import type { Actor } from '#base/server/house.ts';
import { measure } from '#base/server/measure.ts';
import { readPeriod } from '#base/server/period.ts';
import { organisation } from '#modules/organisation/module.ts';
import { openWorld, type World } from '#test/world.ts';
import { ratingsFigures } from './figures.ts';
import { ratings } from './module.ts';
import { applications } from './service.ts';

let world: World;
before(async () => { world = await openWorld([organisation, ratings]); });
after(() => world.close());

const clerk = () => world.person('countyClerk', 'county', ['ratings']);
const leader = () => world.person('leader');
const head = (place: 'east' | 'west') => world.person('stationHead', place);
const apply = (actor: Actor, draft: Record<string, unknown>) => world.call(actor, 'ratings.applications.create', { id: randomUUID(), draft: { unitId: actor.unitId, year: 2023, star: 4, ...draft } });
const act = (actor: Actor, name: string, id: string, extra: Record<string, unknown> = {}) => world.call(actor, `ratings.${name}`, { id, step: randomUUID(), ...extra });
const accepted = (period: string) => world.act(clerk(), async (one) => (await measure(one, ratingsFigures[0]!, readPeriod(period))).value);

test('乡级站四星：自评、县级初审、公示、授牌，每步留痕；指标等于清单', async () => {
  const east = head('east');
  const { id } = await apply(east, {});
  await act(east, 'submit', id, { opinion: '自评 92 分' });
  assert.deepEqual((await world.call(clerk(), 'ratings.steps', { id })).acts, ['countyCheck', 'rectify']);
  await act(clerk(), 'countyCheck', id);
  await act(leader(), 'publicNotice', id);
  const before = await accepted('2023');
  const step = randomUUID();
  const awarded = await world.call(leader(), 'ratings.award', { id, step, on: '2023-11-20', validUntil: '2026-11-19', document: '测退役〔2023〕9号' });
  assert.equal(awarded.state, 'awarded');
  assert.equal((await world.call(leader(), 'ratings.award', { id, step })).version, awarded.version);
  assert.equal(await accepted('2023'), before + 1);
  assert.equal(await accepted('2022'), 0);
  const { rows } = await world.call(clerk(), 'ratings.applications.list', { figure: 'ratings.accepted', period: '2023' });
  assert.deepEqual(rows.map((row: { labels: Record<string, string> }) => row.labels.unitId), ['东乡退役军人服务站']);
  const { steps } = await world.call(east, 'ratings.steps', { id });
  assert.deepEqual(steps.map((one: { act: string }) => one.act), ['submit', 'countyCheck', 'publicNotice', 'award']);
  assert.equal((await world.call(east, 'ratings.applications.history', { id })).length, 5);
  await act(leader(), 'revoke', id, { opinion: '复查不合格' });
  assert.equal(await accepted('2023'), before);
});

test('不能越级、不能跳步、不能直接改状态', async () => {
  const west = head('west');
  const { id } = await apply(west, { star: 5 });
  await assert.rejects(act(clerk(), 'countyCheck', id), (error: Refusal) => error.status === 409 && /当前为“草稿”/.test(error.message));
  await act(west, 'submit', id);
  await assert.rejects(act(west, 'countyCheck', id), (error: Refusal) => error.status === 403);
  await assert.rejects(act(west, 'reject', id), (error: Refusal) => error.status === 403 && /上级机构/.test(error.message));
  await assert.rejects(act(clerk(), 'award', id), (error: Refusal) => error.status === 403);
  await act(clerk(), 'countyCheck', id);
  await assert.rejects(act(leader(), 'publicNotice', id), /省级验收/);
  await assert.rejects(world.call(west, 'ratings.applications.update', { id, version: 3, change: { state: 'awarded', awardedOn: '2023-01-01' } }), /由办理环节改变/);
  await assert.rejects(apply(west, { year: 2024, state: 'awarded', awardedOn: '2024-01-01' }), /由办理环节改变/);
  await assert.rejects(apply(west, { star: 5 }), /已有相同的星级申报/);
  await assert.rejects(apply(west, { year: 2025, star: 6 }), /不能大于 5/);
  await assert.rejects(world.call(clerk(), 'ratings.applications.remove', { id, version: 3, reason: '误报' }), /还有其他台账引用/);
});

test('村级站由本乡镇推荐，整改后重新自评', async () => {
  const east = head('east');
  const village = world.person('villageClerk', 'eastHill');
  const { id } = await world.call(east, 'ratings.applications.create', { id: randomUUID(), draft: { unitId: village.unitId, year: 2023, star: 3 } });
  await act(east, 'submit', id);
  await assert.rejects(act(clerk(), 'countyCheck', id), /须先经乡镇推荐/);
  await assert.rejects(act(head('west'), 'recommend', id), /不存在或不在您的管辖范围内/);
  await act(east, 'recommend', id);
  await assert.rejects(act(clerk(), 'rectify', id), /请填写整改期限/);
  const sent = await act(clerk(), 'rectify', id, { dueOn: '2099-01-31', opinion: '补齐台账' });
  assert.equal(sent.dueOn, '2099-01-31');
  const again = await act(east, 'submit', id);
  assert.deepEqual([again.state, again.dueOn], ['selfAssessed', null]);
  await assert.rejects(apply(village, {}), (error: Refusal) => error.status === 403);
});

test('导入的状态：县级可补录没有办理过程的，乡级不行，有办理过程的谁都不行', async () => {
  const west = head('west');
  const written = (await apply(west, { year: 2021 })).id;
  const stepped = (await apply(west, { year: 2022 })).id;
  await act(west, 'submit', stepped);
  const bring = (actor: Actor, id: string) => world.act(actor, async (one) => {
    await sql`update ratings.application set state = 'awarded', awarded_on = '2021-12-01' where county_code = ${one.scope.county} and id = ${id}`.execute(one.tx);
    await applications.afterWrite!(one, sql`r.county_code = ${one.scope.county} and r.id = ${id}`);
  });
  await assert.rejects(bring(west, written), /只有县级可以补录/);
  await assert.rejects(bring(clerk(), stepped), /有办理过程的申报不能直接改状态/);
  await bring(clerk(), written);
  assert.equal(await accepted('2021'), 1);
});

test('评分表样例标明非官方，重复加入不重复生成', async () => {
  const id = randomUUID();
  const made = await world.call(clerk(), 'ratings.addSampleSheet', { id, year: 2023 });
  assert.deepEqual(await world.call(clerk(), 'ratings.addSampleSheet', { id, year: 2023 }), made);
  const sheet = await world.call(clerk(), 'ratings.sheets.get', { id });
  assert.match(sheet.name, /非官方/);
  assert.equal(sheet.official, false);
  assert.equal((await world.call(clerk(), 'ratings.criteria.list', { filters: { sheetId: [id] } })).total, made.criteria);
});
