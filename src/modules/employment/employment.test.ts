import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import type { Refusal } from '#base/pure/refusal.ts';
import type { Actor } from '#base/server/house.ts';
import { organisation } from '#modules/organisation/module.ts';
import { registry } from '#modules/registry/module.ts';
import { openWorld, type Place, type World } from '#test/world.ts';
import { employment } from './module.ts';
import { vacancies } from './service.ts';

let world: World;
before(async () => { world = await openWorld([organisation, registry, employment], { clock: () => new Date('2024-06-30T02:00:00Z') }); });
after(() => world.close());

const county = () => world.person('countyClerk', 'county', ['registry', 'employment']);
const clerk = (place: 'east' | 'west' = 'east') => world.person('townshipClerk', place);
const register = async (name: string, at: Place = 'east'): Promise<string> => (await world.register({ at, name })).id;
const create = async (actor: Actor, ledger: string, draft: object): Promise<any> => world.call(actor, `employment.${ledger}.create`, { id: randomUUID(), draft });
const behind = async (actor: Actor, ledger: string, figure: string, period = '2023') => world.call(actor, `employment.${ledger}.list`, { figure: `employment.${figure}`, period, size: 500 });
const sumOf = (rows: { headcount: number }[]) => rows.reduce((sum, row) => sum + row.headcount, 0);

test('招聘会、岗位、公益性岗位：县级登记，全县可见，乡级改不了县里的', async () => {
  const fair = await create(county(), 'jobFairs', { title: '春季专场', kind: 'veterans', heldOn: '2023-03-05', state: 'held' });
  assert.equal((await world.call(clerk('west'), 'employment.jobFairs.get', { id: fair.id })).title, '春季专场');
  await assert.rejects(world.call(clerk('west'), 'employment.jobFairs.update', { id: fair.id, version: 1, change: { place: '体育馆' } }), /不存在/);
  await assert.rejects(create(county(), 'jobFairs', { title: '春季专场', kind: 'veterans', heldOn: '2023-03-05', state: 'held' }), (error: Refusal) => error.message === '已有相同的招聘会，不能重复登记');
  await assert.rejects(create(county(), 'jobFairs', { title: '秋季专场', kind: 'veterans', heldOn: '2024-09-01', state: 'held' }), /还没有到/);
});

test('专场招聘会次数：只计期内已举办的专场', async () => {
  const me = county();
  const total = async () => (await behind(me, 'jobFairs', 'jobFairs', '2022')).total;
  await create(me, 'jobFairs', { title: '综合招聘会', kind: 'general', heldOn: '2022-05-01', state: 'held' });
  await create(me, 'jobFairs', { title: '停办专场', kind: 'veterans', heldOn: '2022-05-02', state: 'planned' });
  await create(me, 'jobFairs', { title: '上年专场', kind: 'veterans', heldOn: '2021-12-31', state: 'held' });
  assert.equal(await total(), 0);
  await create(me, 'jobFairs', { title: '八一专场', kind: 'veterans', heldOn: '2022-08-01', state: 'held' });
  assert.equal(await total(), 1);
});

test('提供岗位与达成意向：挂在期内专场招聘会上的才计', async () => {
  const me = county();
  const employer = await create(me, 'employers', { name: '测试县甲公司' });
  const fair = await create(me, 'jobFairs', { title: '夏季专场', kind: 'veterans', heldOn: '2023-06-10', state: 'held' });
  const general = await create(me, 'jobFairs', { title: '夏季综合', kind: 'general', heldOn: '2023-06-11', state: 'held' });
  const vacancy = (title: string, headcount: number, fairId?: string) => create(me, 'vacancies', { employerId: employer.id, title, headcount, fairId, openedOn: '2023-06-01' });
  const guard = await vacancy('保安', 30, fair.id);
  await vacancy('司机', 20, general.id);
  await vacancy('厨师', 5);
  assert.equal(sumOf((await behind(me, 'vacancies', 'vacancies')).rows), 30);
  await vacancy('电工', 12, fair.id);
  assert.equal(sumOf((await behind(me, 'vacancies', 'vacancies')).rows), 42);
  await assert.rejects(vacancy('保安', 1, fair.id), /不能重复登记/);
  await assert.rejects(vacancy('保洁', 0), /不能小于 1/);

  const intent = async (name: string, more: object = {}) => create(clerk(), 'intents', { personId: await register(name), vacancyId: guard.id, fairId: fair.id, pushedOn: '2023-06-10', state: 'intent', ...more });
  const total = async () => (await behind(me, 'intents', 'intents')).total;
  await intent('面试中', { state: 'interview' });
  await intent('未成', { state: 'dropped', dropReason: '薪资不合' });
  await intent('不在会上', { fairId: null });
  await intent('综合会上', { fairId: general.id });
  assert.equal(await total(), 0);
  await intent('达成意向');
  await intent('已经入职', { state: 'onboard' });
  assert.equal(await total(), 2);
  await assert.rejects(intent('没有原因', { state: 'dropped' }), /须写明原因/);
});

test('公益性岗位按开发日期合计岗位数，不按人', async () => {
  const me = county();
  const post = (title: string, headcount: number, developedOn: string) => create(me, 'publicPosts', { developer: '城管局', title, headcount, developedOn, subsidy: '110000' });
  await post('市容协管', 40, '2023-04-01');
  await post('护林员', 90, '2023-12-31');
  await post('交通协管', 7, '2024-01-01');
  assert.equal(sumOf((await behind(me, 'publicPosts', 'publicPosts')).rows), 130);
});

test('创业按人计：同一人办两家只计一人', async () => {
  const me = clerk('west');
  const person = await register('陈创业', 'west');
  const people = async () => new Set((await behind(me, 'startUps', 'startUps')).rows.map((row: { personId: string }) => row.personId)).size;
  await create(me, 'startUps', { personId: person, name: '老兵面馆', kind: 'soleTrader', foundedOn: '2023-05-01', employs: 3, veteransEmployed: 1 });
  await create(me, 'startUps', { personId: person, name: '老兵物流', kind: 'company', foundedOn: '2023-09-01' });
  assert.equal((await behind(me, 'startUps', 'startUps')).total, 2);
  assert.equal(await people(), 1);
  await create(me, 'startUps', { personId: await register('林创业', 'west'), name: '养殖场', kind: 'farm', foundedOn: '2022-09-01' });
  assert.equal(await people(), 1);
  await assert.rejects(create(me, 'startUps', { personId: person, name: '错数', kind: 'other', foundedOn: '2023-09-01', employs: 1, veteransEmployed: 2 }), /不能多于/);
});

test('一人一册：一人只有一册，本辖区可见，服务记录进本人时间线', async () => {
  const me = clerk();
  const person = await register('何一册');
  const profile = { personId: person, status: 'unemployed', noJobReason: '技能不足', wishPost: '驾驶员', trainingWishes: ['skill'], confirmedOn: '2024-03-01' };
  const made = await create(me, 'profiles', profile);
  assert.deepEqual([made.trainingWishes, made.divisionCode], [['skill'], me.division]);
  await assert.rejects(create(me, 'profiles', profile), /不能重复登记/);
  await assert.rejects(world.call(clerk('west'), 'employment.profiles.get', { id: made.id }), /不存在/);
  await create(me, 'services', { personId: person, kind: 'guidance', servedOn: '2024-03-02', servedBy: '县中心王某' });
  assert.equal((await world.call(me, 'employment.services.list', { filters: { personId: [person] } })).total, 1);
  const timeline = await world.call(me, 'registry.timeline', { id: person });
  assert.deepEqual(timeline.filter((one: { record: string }) => one.record.startsWith('employment.')).map((one: { record: string; on: string }) => [one.on, one.record]), [['2024-03-02', 'employment.service'], ['2024-03-01', 'employment.profile']]);
  await assert.rejects(create(me, 'services', { personId: person, kind: 'guidance', servedOn: '2024-07-01', servedBy: '王某' }), /不能晚于今天/);
  await assert.rejects(create(world.person('finance'), 'services', {}), (error: Refusal) => error.status === 400 || error.status === 403);
});

test('意向台账按单位、岗位名称和发布日期找岗位，同名的请人选', async () => {
  const me = county();
  const [first, second] = [await create(me, 'employers', { name: '乙公司' }), await create(me, 'employers', { name: '丙公司' })];
  for (const employer of [first, second]) await create(me, 'vacancies', { employerId: employer.id, title: '焊工', headcount: 2, openedOn: '2023-07-01' });
  await create(me, 'vacancies', { employerId: second.id, title: '焊工', headcount: 2, openedOn: '2023-08-01' });
  const wanted: Record<string, string>[] = [{ employer: '乙公司', title: '焊工' }, { employer: '丙公司', title: '焊工' }, { employer: '丁公司', title: '焊工' }, { employer: '丙公司', title: '焊工', openedOn: '2023.8.1' }];
  const found = await world.act(clerk(), (act) => vacancies.match!.find(act, wanted));
  assert.ok('id' in found[3]!);
  assert.ok('id' in found[0]!);
  assert.equal((found[1] as { candidates: string[] }).candidates.length, 2);
  assert.match((found[2] as { reason: string }).reason, /没有找到岗位/);
  const { rows } = await sql<{ id: string }>`select id from employment.vacancy where employer_id = ${first.id}`.execute(world.house.database.owner);
  assert.equal((found[0] as { id: string }).id, rows[0]!.id);
});
