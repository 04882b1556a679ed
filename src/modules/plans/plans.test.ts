import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import type { Values } from '#base/pure/record.ts';
import type { Actor } from '#base/server/house.ts';
import { workAside } from '#base/server/pending.ts';
import { cards } from '#modules/cards/module.ts';
import { care } from '#modules/care/module.ts';
import { employment } from '#modules/employment/module.ts';
import { organisation } from '#modules/organisation/module.ts';
import { recognition } from '#modules/recognition/module.ts';
import { registry } from '#modules/registry/module.ts';
import { relief } from '#modules/relief/module.ts';
import { training } from '#modules/training/module.ts';
import { besides, LONG, pausedAfter } from '#test/besides.ts';
import { openWorld, PLACES, type World } from '#test/world.ts';
import { workEverybody, workPending } from './jobs.ts';
import { plans } from './module.ts';
import { PERSONS } from './queries/proposals.ts';
import { RULES } from './rules/proposals.ts';
import { accept } from './service/accept.ts';
import { propose } from './service/evaluate.ts';

let world: World;
let now = new Date('2024-01-15T02:00:00Z');
let village: Actor;
let other: Actor;
let clerk: Actor;
before(async () => {
  world = await openWorld([organisation, registry, recognition, cards, care, employment, training, relief, plans], { clock: () => now });
  [village, other, clerk] = [world.person('villageClerk', 'eastHill'), world.person('villageClerk', 'westLake'), world.person('countyClerk', 'county', ['registry', 'care', 'employment', 'relief'])];
});
after(() => world.close());

const on = (day: string) => { now = new Date(`${day}T02:00:00Z`); };
const rowsOf = async (ledger: string, personId: string, by: Actor = clerk): Promise<any[]> => (await world.call(by, `plans.${ledger}.list`, { size: 100, filters: { personId: [personId] } })).rows;
const rules = async (personId: string) => (await rowsOf('proposals', personId)).map((row) => row.rule).sort();
const proposal = async (personId: string, rule: string) => (await rowsOf('proposals', personId)).find((row) => row.rule === rule);
const planOf = async (personId: string) => (await rowsOf('plans', personId))[0];
const item = (proposalId: string) => ({ proposalId, needId: randomUUID(), measureId: randomUUID() });
const note = (personId: string, more: Values = {}, by: Actor = village) => world.call(by, 'plans.needs.create', { id: randomUUID(), draft: { personId, kind: 'medical', words: '看病路远', source: 'visit', notedOn: '2024-01-15', ...more } });
const visit = (personId: string, visitedOn: string) => world.call(village, 'care.visits.create', { id: randomUUID(), draft: { personId, kind: 'visitReturn', mode: 'home', visitedOn, visitors: '李走访' } });

test('建议随台账来去：报到的建议返乡必访，走访登记后消失，删除走访又回来', async () => {
  on('2024-01-15');
  const person = await world.register({ reportedOn: '2024-01-10' });
  assert.deepEqual(await rules(person.id), ['contactCard', 'preferentialCard', 'returnVisit']);
  const visited = await visit(person.id, '2024-01-12');
  assert.deepEqual(await rules(person.id), ['contactCard', 'preferentialCard']);
  await world.call(village, 'care.visits.remove', { id: visited.id, version: visited.version, reason: '登记错误' });
  await workPending(world.house);
  assert.deepEqual(await rules(person.id), ['contactCard', 'preferentialCard', 'returnVisit']);
});

test('采纳：一次得到需求、措施、默认时限和责任单位，重复提交不重复，台账登记后自动办结并关闭一策', async () => {
  on('2024-01-15');
  const person = await world.register({ reportedOn: '2024-01-10' });
  const items = [item((await proposal(person.id, 'returnVisit')).id)];
  assert.deepEqual(await world.call(village, 'plans.accept', { items }), { accepted: 1, skipped: 0 });
  assert.deepEqual(await world.call(village, 'plans.accept', { items }), { accepted: 1, skipped: 0 });
  const [need] = await rowsOf('needs', person.id);
  const [measure] = await rowsOf('measures', person.id);
  assert.deepEqual([need.state, need.source, need.rule, need.words], ['active', 'rule', 'returnVisit', '退役返乡后的走访联系']);
  assert.deepEqual([measure.dueOn, measure.ownerUnitId, measure.state, measure.linkedRecord, measure.linkedId], ['2024-01-22', village.unitId, 'pending', 'care.visit', null]);
  assert.ok(!(await rules(person.id)).includes('returnVisit'));
  const plan = await planOf(person.id);
  assert.deepEqual([plan.state, plan.openedOn, plan.reviewOn], ['open', '2024-01-15', '2024-04-15']);
  on('2024-01-18');
  const visited = await visit(person.id, '2024-01-17');
  const [done] = await rowsOf('measures', person.id);
  assert.deepEqual([done.state, done.doneOn, done.linkedId], ['done', '2024-01-17', visited.id]);
  const [solved] = await rowsOf('needs', person.id);
  assert.deepEqual([solved.state, solved.endedOn, solved.endNote], ['solved', '2024-01-18', '措施已完成，自动办结']);
  const closed = await planOf(person.id);
  assert.deepEqual([closed.state, closed.closedOn, closed.reviewOn, closed.closeNote], ['closed', '2024-01-18', null, '需求都已办结，自动关闭']);
  const history = await world.call(village, 'plans.measures.history', { id: done.id });
  assert.deepEqual(history.map((one: any) => one.act).sort(), ['create', 'update']);
  await world.call(village, 'care.visits.remove', { id: visited.id, version: visited.version, reason: '登记错误' });
  assert.equal((await rowsOf('measures', person.id))[0].linkedId, null);
});

test('修改后采纳：改了需求、措施、时限的按改的登记；一次几条不能改', async () => {
  on('2024-01-15');
  const person = await world.register();
  const [card, contact] = [await proposal(person.id, 'preferentialCard'), await proposal(person.id, 'contactCard')];
  await assert.rejects(world.call(village, 'plans.accept', { items: [item(card.id), item(contact.id)], change: { words: '改' } }), /请逐条修改/);
  const refused = (change: Values) => world.call(village, 'plans.accept', { items: [item(card.id)], change }).then(() => undefined, (error) => [error.path.join('.'), error.message]);
  assert.deepEqual(await refused({ action: '请联系96301部队' }), ['change.action', '“96301部队”疑似涉密或个人敏感内容，请勿填写']);
  assert.deepEqual(await refused({ dueOn: '2024-01-14' }), ['change.dueOn', '完成时限不能早于今天']);
  assert.deepEqual(await refused({ dueOn: '2024-02-31' }), ['change.dueOn', '完成时限应为 YYYY-MM-DD，且须是真实日期']);
  await world.call(village, 'plans.accept', { items: [item(card.id)], change: { words: '想办优待证', action: '上门拍照办证', dueOn: '2024-02-01', ownerName: '王干事' } });
  const [measure] = await rowsOf('measures', person.id);
  assert.deepEqual([measure.action, measure.dueOn, measure.ownerName, (await rowsOf('needs', person.id))[0].words], ['上门拍照办证', '2024-02-01', '王干事', '想办优待证']);
});

test('批量采纳一种建议：一次做完，被别人处理过的跳过', async () => {
  on('2024-01-15');
  const people = await Promise.all([1, 2, 3, 4].map(() => world.register()));
  const found = await Promise.all(people.map((person) => proposal(person.id, 'contactCard')));
  await world.call(village, 'plans.decline', { id: found[3]!.id, declinedId: randomUUID(), reason: '常年在外，回来再发' });
  assert.deepEqual(await world.call(village, 'plans.accept', { items: found.map((one) => item(one.id)) }), { accepted: 3, skipped: 1 });
  for (const person of people.slice(0, 3)) assert.equal((await planOf(person.id)).state, 'open');
  assert.equal(await planOf(people[3]!.id), undefined);
});

test('不采纳：同样的情况不再提，日子过去也不再提；情况变了又会提；撤回说明当即恢复', async () => {
  on('2024-01-15');
  const person = await world.register();
  const livelihood = await world.call(village, 'registry.livelihoods.create', { id: randomUUID(), draft: { personId: person.id, difficulties: ['illness'] } });
  const declinedId = randomUUID();
  const { id } = await proposal(person.id, 'hardship');
  await assert.rejects(world.call(village, 'plans.decline', { id, declinedId, reason: '不' }), /至少四个字/);
  await world.call(village, 'plans.decline', { id, declinedId, reason: '本人已向民政申请' });
  await world.call(village, 'plans.decline', { id, declinedId, reason: '本人已向民政申请' });
  assert.ok(!(await rules(person.id)).includes('hardship'));
  on('2024-03-20');
  await workEverybody(world.house);
  assert.ok(!(await rules(person.id)).includes('hardship'));
  await world.call(village, 'registry.livelihoods.update', { id: livelihood.id, version: livelihood.version, change: { difficulties: ['illness', 'disaster'] } });
  assert.match((await proposal(person.id, 'hardship')).reason, /因病、因灾/);
  const [row] = await rowsOf('declined', person.id);
  await world.call(village, 'registry.livelihoods.update', { id: livelihood.id, version: livelihood.version + 1, change: { difficulties: ['illness'] } });
  assert.ok(!(await rules(person.id)).includes('hardship'));
  await world.call(village, 'plans.declined.remove', { id: row.id, version: row.version, reason: '撤回说明' });
  assert.ok((await rules(person.id)).includes('hardship'));
});

test('需求由措施进入办理中，办结时取消待办措施、记下本人评价；改回未办结，一策重新开始', async () => {
  on('2024-01-15');
  const person = await world.register();
  const need = await note(person.id);
  assert.equal(need.state, 'waiting');
  const measure = await world.call(village, 'plans.measures.create', { id: randomUUID(), draft: { needId: need.id, action: '联系家庭医生' } });
  assert.deepEqual([measure.personId, measure.state, (await rowsOf('needs', person.id))[0].state], [person.id, 'pending', 'active']);
  await assert.rejects(world.call(village, 'plans.needs.update', { id: need.id, version: need.version, change: { verdict: 'fair' } }), /办结后才请本人评价/);
  await assert.rejects(world.call(village, 'plans.needs.update', { id: need.id, version: need.version, change: { outcome: 'ended', endedOn: '2024-01-15' } }), /须说明原因/);
  const ended = await world.call(village, 'plans.needs.update', { id: need.id, version: need.version, change: { outcome: 'solved', endedOn: '2024-01-15', verdict: 'satisfied', verdictWords: '很快', verdictOn: '2024-01-15' } });
  assert.deepEqual([ended.state, ended.verdict, (await rowsOf('measures', person.id))[0].state, (await planOf(person.id)).state], ['solved', 'satisfied', 'cancelled', 'closed']);
  await assert.rejects(world.call(village, 'plans.measures.create', { id: randomUUID(), draft: { needId: need.id, action: '再去一次' } }), /已经办结/);
  on('2024-02-01');
  await world.call(village, 'plans.needs.update', { id: need.id, version: ended.version, change: { outcome: null, endedOn: null, verdict: null, verdictWords: null, verdictOn: null } });
  const plan = await planOf(person.id);
  assert.deepEqual([plan.state, plan.openedOn, plan.reviewOn, plan.closedOn], ['open', '2024-02-01', '2024-05-01', null]);
});

test('关联的记录须是本人的', async () => {
  on('2024-01-15');
  const [person, stranger] = [await world.register(), await world.register()];
  const need = await note(person.id);
  const [own, theirs] = [await visit(person.id, '2024-01-14'), await visit(stranger.id, '2024-01-14')];
  const draft = { needId: need.id, action: '走访', linkedRecord: 'care.visit' };
  await assert.rejects(world.call(village, 'plans.measures.create', { id: randomUUID(), draft: { ...draft, linkedId: theirs.id } }), /不是这名服务对象的/);
  const linked = await world.call(village, 'plans.measures.create', { id: randomUUID(), draft: { ...draft, linkedId: own.id, doneOn: '2024-01-14' } });
  assert.deepEqual([linked.linkedId, linked.state], [own.id, 'done']);
});

test('复核：推到下一季度，间隔由县里设置；到期、逾期按村列出，不排名', async () => {
  on('2023-06-01');
  const person = await world.register({ at: 'eastLake' });
  const clerkThere = world.person('villageClerk', 'eastLake');
  const need = await note(person.id, { notedOn: '2023-06-01' }, clerkThere);
  await world.call(clerkThere, 'plans.measures.create', { id: randomUUID(), draft: { needId: need.id, action: '陪同就医', dueOn: '2023-07-01', ownerUnitId: clerkThere.unitId } });
  on('2023-09-01');
  const { overdue, late, mine, reviews } = await world.call(clerkThere, 'plans.overview', {});
  assert.deepEqual([overdue, late, mine, reviews], [[{ divisionCode: PLACES.eastLake, place: '东乡/东湖村', plans: 1, measures: 1 }], 1, 1, 1]);
  assert.deepEqual((await world.call(world.person('townshipClerk', 'west'), 'plans.overview', {})).overdue, []);
  const tasks = await world.act(clerkThere, (act) => plans.tasks!(act));
  assert.deepEqual(tasks.slice(0, 2).map((task) => task.title), ['1 项一策措施已过时限', '1 份一策到期复核']);
  const plan = await planOf(person.id);
  await sql`insert into house.setting (county_code, key, value) values ('999001', 'plans.review', '{"months": 6}'::jsonb)`.execute(world.house.database.owner);
  assert.deepEqual(await world.call(clerkThere, 'plans.review', { id: plan.id }), { reviewOn: '2024-03-01' });
  assert.deepEqual(await world.call(clerkThere, 'plans.review', { id: plan.id }), { reviewOn: '2024-03-01' });
  await sql`delete from house.setting where key = 'plans.review'`.execute(world.house.database.owner);
  assert.deepEqual([(await planOf(person.id)).reviewedOn, (await planOf(person.id)).reviewOn], ['2023-09-01', '2024-03-01']);
});

test('对象去世、迁出：未办结的需求附说明终止，措施取消，一策关闭，建议消失', async () => {
  on('2024-01-15');
  const person = await world.register();
  const need = await note(person.id);
  await world.call(village, 'plans.measures.create', { id: randomUUID(), draft: { needId: need.id, action: '联系家庭医生' } });
  const fresh = await world.call(clerk, 'registry.persons.get', { id: person.id });
  await world.call(clerk, 'registry.persons.update', { id: person.id, version: fresh.version, change: { state: 'dead', diedOn: '2024-01-14' } });
  const [ended] = await rowsOf('needs', person.id);
  assert.deepEqual([ended.state, ended.endNote, ended.endedOn], ['ended', '对象去世，需求终止', '2024-01-15']);
  assert.deepEqual([(await rowsOf('measures', person.id))[0].state, (await planOf(person.id)).state, await rules(person.id)], ['cancelled', 'closed', []]);
});

test('县内迁移：需求、措施、建议随人到新的村，旧村看不到', async () => {
  on('2024-01-15');
  const person = await world.register();
  const need = await note(person.id);
  await world.call(village, 'plans.measures.create', { id: randomUUID(), draft: { needId: need.id, action: '联系家庭医生' } });
  const fresh = await world.call(clerk, 'registry.persons.get', { id: person.id });
  await world.call(clerk, 'registry.persons.update', { id: person.id, version: fresh.version, change: { divisionCode: PLACES.westLake } });
  for (const ledger of ['needs', 'measures', 'plans', 'proposals']) {
    assert.ok((await rowsOf(ledger, person.id, other)).length > 0, ledger);
    assert.equal((await rowsOf(ledger, person.id, village)).length, 0, ledger);
  }
});

test('管辖范围：别村的建议采纳不到、拒绝不了，需求看不到；系统维护的不能删除', async () => {
  on('2024-01-15');
  const person = await world.register();
  const found = await proposal(person.id, 'contactCard');
  assert.deepEqual(await world.call(other, 'plans.accept', { items: [item(found.id)] }), { accepted: 0, skipped: 1 });
  await assert.rejects(world.call(other, 'plans.decline', { id: found.id, declinedId: randomUUID(), reason: '越界测试' }), /不存在/);
  await assert.rejects(note(person.id, {}, other), /管辖范围/);
  const need = await note(person.id);
  await assert.rejects(world.call(other, 'plans.needs.get', { id: need.id }), /不存在/);
  await assert.rejects(world.call(clerk, 'plans.proposals.remove', { id: found.id, version: found.version, reason: '测试' }), /由系统维护/);
  await assert.rejects(world.call(other, 'plans.overview', { division: PLACES.eastHill }), /不存在/);
  await assert.rejects(world.call(world.person('leader'), 'plans.accept', { items: [item(found.id)] }), /没有|权限/);
});

test('大批写入等后台：超过 200 人的不在当场算，后台算完结果一样', async () => {
  on('2024-01-15');
  const person = await world.register();
  await sql`delete from plans.proposal where person_id = ${person.id}`.execute(world.house.database.owner);
  await sql`insert into plans.pending (county_code, person_id, division_code) values ('999001', ${person.id}, ${PLACES.eastHill})`.execute(world.house.database.owner);
  assert.ok((await workPending(world.house)) >= 1);
  assert.deepEqual(await rules(person.id), ['contactCard', 'preferentialCard']);
  assert.equal(await workPending(world.house), 0);
});

const putAsideNow = (id: string) => sql`insert into plans.pending (county_code, person_id, division_code) values ('999001', ${id}, ${PLACES.eastHill}) on conflict do nothing`.execute(world.house.database.owner);

test('后台读了情况、还没写下建议时，办事员登记了同一人的走访：后台的旧建议不盖掉新结果', async () => {
  on('2024-01-15');
  const person = await world.register({ reportedOn: '2024-01-10' });
  await workPending(world.house);
  await putAsideNow(person.id);
  let saved: Promise<unknown> | undefined;
  await workAside(world.house, PERSONS, '核对', async (act, ids) => {
    assert.deepEqual(ids, [person.id]);
    await propose(pausedAfter(act, 'registry.livelihood', async () => { saved = (await besides(() => visit(person.id, '2024-01-12'))).ended; }), ids);
  });
  await saved;
  assert.deepEqual(await rules(person.id), ['contactCard', 'preferentialCard']);
});

test('办事员采纳建议、还没保存完时，后台轮到这个人：后台先跳过，采纳了的建议不再出现；后台正核对时采纳，等后台写完', async () => {
  on('2024-01-15');
  const person = await world.register({ reportedOn: '2024-01-10' });
  await workPending(world.house);
  await putAsideNow(person.id);
  await world.act(village, async (act) => {
    await accept(act, { items: [item((await proposal(person.id, 'returnVisit')).id)] });
    const background = await besides(() => workPending(world.house), LONG);
    assert.ok(!background.waits);
    assert.equal(await background.ended, 0);
  });
  assert.equal(await workPending(world.house), 1);
  assert.deepEqual(await rules(person.id), ['contactCard', 'preferentialCard']);
  await putAsideNow(person.id);
  let saved: Promise<unknown> | undefined;
  const items = [item((await proposal(person.id, 'contactCard')).id)];
  await workAside(world.house, PERSONS, '核对', (act, ids) => propose(pausedAfter(act, 'registry.livelihood', async () => { saved = (await besides(() => world.call(village, 'plans.accept', { items }))).ended; }), ids));
  assert.deepEqual(await saved, { accepted: 1, skipped: 0 });
  assert.deepEqual(await rules(person.id), ['preferentialCard']);
});

test('指标：登记和解决的需求按期内日期，一策进行中的人数是今天的数，与清单一致', async () => {
  on('2022-05-10');
  const person = await world.register();
  for (const words of ['换药', '买药']) await note(person.id, { words, notedOn: '2022-05-10' });
  const [first] = await rowsOf('needs', person.id);
  await world.call(village, 'plans.needs.update', { id: first.id, version: first.version, change: { outcome: 'solved', endedOn: '2022-05-10' } });
  const count = async (figure: string, period = '2022-05') => (await world.call(clerk, figure.startsWith('plans.persons') ? 'plans.plans.list' : 'plans.needs.list', { figure, period })).total;
  assert.deepEqual([await count('plans.needsNoted'), await count('plans.needsSolved'), await count('plans.needsNoted', '2021')], [2, 1, 0]);
  const open = await world.call(clerk, 'plans.plans.list', { size: 500, filters: { state: ['open'] } });
  assert.equal(await count('plans.personsOpen'), open.total);
});

test('时限是县里的设置：没设过的用默认，设了的管建议和完成时限；旧建议由每夜核对跟上；页面拿得到', async () => {
  on('2024-01-15');
  const person = await world.register({ reportedOn: '2024-01-10' });
  const standard = await world.call(village, 'plans.terms', {});
  assert.deepEqual([standard.returnDays, standard.due.returnVisit, Object.keys(standard.due).length], [30, 7, RULES.length]);
  await sql`insert into house.setting (county_code, key, value) values ('999001', 'plans.terms', '{"returnDays": 15, "due": {"returnVisit": 3}}'::jsonb)`.execute(world.house.database.owner);
  const terms = await world.call(village, 'plans.terms', {});
  assert.deepEqual([terms.returnDays, terms.recentDays, terms.due.returnVisit, terms.due.housing], [15, 90, 3, 60]);
  assert.match((await proposal(person.id, 'returnVisit')).reason, /应在 2024-02-09 前/);
  await workEverybody(world.house);
  assert.match((await proposal(person.id, 'returnVisit')).reason, /应在 2024-01-25 前/);
  await world.call(village, 'plans.accept', { items: [item((await proposal(person.id, 'returnVisit')).id)] });
  assert.equal((await rowsOf('measures', person.id))[0].dueOn, '2024-01-18');
  await sql`delete from house.setting where key = 'plans.terms'`.execute(world.house.database.owner);
});
