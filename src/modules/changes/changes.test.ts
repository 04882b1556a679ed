import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { sql } from 'kysely';
import type { Values } from '#base/pure/record.ts';
import type { Refusal } from '#base/pure/refusal.ts';
import type { Actor } from '#base/server/house.ts';
import { organisation } from '#modules/organisation/module.ts';
import { registry } from '#modules/registry/module.ts';
import { inventCitizenId, openWorld, PLACES, type World } from '#test/world.ts';
import { changes } from './module.ts';

let world: World;
before(async () => { world = await openWorld([organisation, registry, changes], { clock: () => new Date('2026-03-20T02:00:00Z') }); });
after(() => world.close());

const clerk = (place: 'east' | 'west' = 'east') => world.person('townshipClerk', place);
const village = (place: 'eastHill' | 'eastLake' | 'westHill') => world.person('villageClerk', place);
const get = (actor: Actor, id: string) => world.call(actor, 'registry.persons.get', { id });
const rolesOf = async (id: string): Promise<Values[]> => (await sql<Values>`select id, role, status, from_on, until_on, division_code from registry.person_role where person_id = ${id} order by role, id`.execute(world.house.database.owner)).rows;

/** Does one act at the version that the file has now. */
async function perform(actor: Actor, personId: string, draft: Values, id: string = randomUUID()) {
  const { version } = await get(actor, personId);
  return world.call(actor, 'changes.perform', { id, personId, version, draft: { effectiveOn: '2026-03-10', ...draft } });
}
const undo = async (actor: Actor, id: string, reason = '登记错误') => world.call(actor, 'changes.undo', { id, version: (await world.call(actor, 'changes.register.get', { id })).version, reason });
const death = { kind: 'death', source: 'family' };
const discharge = { kind: 'discharge', dischargedOn: '2026-03-01', settlement: 'self', role: 'vet_self_employed' };

test('一份档案走完适龄、入伍、退役报到：始终一份档案，历史、身份、检索都跟着', async () => {
  const me = clerk();
  const { id } = await world.register({ name: '周从军', citizenId: inventCitizenId('2004-02-01'), roles: [], enlistedOn: null, dischargedOn: null, settlement: null });
  await perform(me, id, { kind: 'eligible', effectiveOn: '2024-01-10' });
  assert.deepEqual([(await get(me, id)).state, (await get(me, id)).roles], ['eligible', ['eligible']]);
  await perform(me, id, { kind: 'enlist', effectiveOn: '2024-03-15', branch: 'army', document: '入伍批准书 12 号' });
  const serving = await get(me, id);
  assert.deepEqual([serving.state, serving.roles, serving.enlistedOn, serving.branch], ['serving', ['serving'], '2024-03-15', 'army']);
  const answer = await perform(me, id, { ...discharge, rank: 'private' });
  assert.deepEqual(answer.findings, []);
  const home = await get(me, id);
  assert.deepEqual([home.state, home.roles, home.dischargedOn, home.reportedOn, home.settlement, home.serviceYears], ['registered', ['vet_self_employed'], '2026-03-01', '2026-03-10', 'self', 2]);
  assert.deepEqual((await rolesOf(id)).map((one) => [one.role, one.status, one.from_on, one.until_on]), [['eligible', 'ended', '2024-01-10', '2024-03-15'], ['serving', 'ended', '2024-03-15', '2026-03-01'], ['vet_self_employed', 'current', '2026-03-01', null]]);
  assert.equal((await world.call(me, 'registry.persons.list', { search: '周从军' })).total, 1);
  assert.equal((await world.call(me, 'changes.register.list', { filters: { personId: [id] } })).total, 3);
  assert.equal((await world.call(me, 'registry.timeline', { id })).filter((one: Values) => one.record === 'changes.change').length, 3);
});

test('退役 31 天后报到只提示不阻止，写明法条', async () => {
  const me = clerk();
  const { id } = await world.register({ enlistedOn: '2020-09-01', dischargedOn: null, settlement: null, roles: ['serving'], state: 'serving', citizenId: inventCitizenId('2001-03-03') });
  const answer = await perform(me, id, { ...discharge, dischargedOn: '2026-02-07' });
  assert.match(answer.findings[0], /退役 31 天后报到，比 30 天的时限（2026-03-09）晚 1 天.*第五十一条/);
  assert.equal((await get(me, id)).state, 'registered');
  await assert.rejects(perform(me, id, discharge), (error: Refusal) => error.status === 409 && /不重复报到/.test(error.message));
});

test('新兵名单一次登记：有一人不能登记，全部不登记；重复提交不重复', async () => {
  const me = clerk();
  const people = [];
  for (const name of ['新兵甲', '新兵乙']) {
    const made = await world.register({ name, citizenId: inventCitizenId('2005-04-01'), roles: ['eligible'], state: 'eligible', enlistedOn: null, dischargedOn: null, settlement: null });
    people.push({ id: randomUUID(), personId: made.id, version: made.version });
  }
  const dead = await world.register({ name: '新兵丙', state: 'dead', diedOn: '2025-01-01', dischargedOn: null });
  const call = (list: object[]) => world.call(me, 'changes.enlistMany', { people: list, effectiveOn: '2026-03-15', document: '新兵名单 1 号' });
  await assert.rejects(call([...people, { id: randomUUID(), personId: dead.id, version: 1 }]), /有 1 人不能登记入伍，全部没有登记：新兵丙：此人已登记去世/);
  assert.equal((await get(me, people[0]!.personId)).state, 'eligible');
  assert.equal((await call(people)).done, 2);
  assert.equal((await call(people)).done, 2);
  assert.equal((await world.call(me, 'changes.register.list', { filters: { personId: people.map((one) => one.personId) } })).total, 2);
  assert.deepEqual((await get(me, people[1]!.personId)).roles, ['serving']);
});

test('去世：身份按去世日期终止，引出后续事项；死亡更正恰好恢复当初终止的身份', async () => {
  const me = clerk();
  const { id } = await world.register({ name: '郑去世', roles: ['combat', 'vet_self_employed'] });
  const ill = randomUUID();
  await world.call(me, 'registry.roles.create', { id: ill, draft: { personId: id, role: 'ill_returned', status: 'ended', fromOn: '2000', untilOn: '2010' } });
  const before = await rolesOf(id);
  const died = randomUUID();
  await perform(me, id, { ...death, effectiveOn: '2026-03-05' }, died);
  const gone = await get(me, id);
  assert.deepEqual([gone.state, gone.diedOn, gone.roles], ['dead', '2026-03-05', []]);
  assert.deepEqual((await rolesOf(id)).filter((one) => one.id !== ill).map((one) => [one.status, one.until_on]), [['ended', '2026-03-05'], ['ended', '2026-03-05']]);
  const sheet = await world.call(me, 'changes.sheet', { id: died });
  assert.deepEqual(sheet.followUps.map((one: Values) => [one.kind, one.dueOn]).toSorted(), [['benefitOff', '2026-03-20'], ['bereaved', '2026-04-19'], ['cardOff', '2026-04-19'], ['crisisVisit', '2026-03-23'], ['funeral', '2026-04-19'], ['plaqueOff', '2026-04-19']]);
  assert.ok(sheet.differences.some((one: Values) => one.label === '在册状态' && one.before === '在册' && one.after === '去世'));
  assert.ok((await world.call(me, 'organisation.tasks')).some((one: { title: string }) => /变动后续事项/.test(one.title)));
  const off = sheet.followUps.find((one: Values) => one.kind === 'benefitOff');
  await world.call(me, 'changes.followUps.update', { id: off.id, version: 1, change: { doneOn: '2026-03-20' } });
  await assert.rejects(perform(me, id, { kind: 'move', toDivision: PLACES.eastLake }), /死亡更正/);
  const answer = await perform(me, id, { kind: 'revive', reason: '同名误报' });
  assert.match(answer.findings.join(), /待遇已停发，须人工恢复并补发/);
  const back = await get(me, id);
  assert.deepEqual([back.state, back.diedOn, back.roles.toSorted()], ['registered', null, ['combat', 'vet_self_employed']]);
  assert.deepEqual(await rolesOf(id), before);
  assert.equal((await world.call(me, 'changes.register.get', { id: died })).state, 'undone');
  assert.equal((await world.call(me, 'changes.followUps.list', { filters: { personId: [id], state: ['open'], kind: ['funeral'] } })).total, 0);
});

test('任意一串变动按相反次序逐项撤销后，档案和身份与开始时完全一样', async () => {
  const me = world.person('countyClerk', 'county', ['registry']);
  const drafts: Record<string, Values> = {
    eligible: { kind: 'eligible' }, enlist: { kind: 'enlist' }, discharge: { ...discharge, dischargedOn: '2026-03-12', effectiveOn: '2026-03-15' }, moveA: { kind: 'move', toDivision: PLACES.westHill }, moveB: { kind: 'move', toDivision: PLACES.eastLake },
    death, revive: { kind: 'revive', reason: '误报' }, cancel: { kind: 'cancel', cause: 'abroad' }, reinstate: { kind: 'reinstate', reason: '回国' },
  };
  const standing = async (id: string) => {
    const { version: _v, updatedAt: _u, roles, ...fields } = await get(me, id);
    return { ...fields, roles: roles.toSorted(), rows: await rolesOf(id) };
  };
  await fc.assert(fc.asyncProperty(fc.array(fc.constantFrom(...Object.keys(drafts)), { minLength: 3, maxLength: 7 }), fc.boolean(), async (names, recruit) => {
    const { id } = await world.register(recruit ? { citizenId: inventCitizenId('2004-02-01'), roles: ['family_active'], enlistedOn: null, dischargedOn: null, settlement: null } : { roles: ['combat', 'disabled'] });
    const seen = [await standing(id)];
    const done: string[] = [];
    for (const name of names) {
      const change = randomUUID();
      const state = await perform(me, id, drafts[name]!, change).then((answer) => answer.state, (error: Refusal) => (assert.ok([409, 422].includes(error.status), error.message), 'refused'));
      if (state !== 'done') continue;
      done.push(change);
      seen.push(await standing(id));
    }
    while (done.length > 0) {
      seen.pop();
      await undo(me, done.pop()!);
      assert.deepEqual(await standing(id), seen[seen.length - 1]);
    }
  }), { numRuns: 14 });
});

test('撤销遇到后来的改动时不覆盖，指明是哪一项改了什么', async () => {
  const me = clerk();
  const { id } = await world.register({ name: '冯后改', roles: ['vet_self_employed'] });
  const [first, second] = [randomUUID(), randomUUID()];
  await perform(me, id, { kind: 'cancel', cause: 'abroad' }, first);
  await perform(me, id, { kind: 'reinstate', reason: '回国' }, second);
  await assert.rejects(undo(me, first), (error: Refusal) => error.status === 409 && /已撤销/.test(error.message));
  await perform(me, id, { kind: 'move', toDivision: PLACES.eastLake, effectiveOn: '2026-03-11' });
  await assert.rejects(undo(me, second), /此后办理的“县内迁移”（2026-03-11）又改动了变动日期/);
  const row = await get(me, id);
  await world.call(me, 'registry.persons.update', { id, version: row.version, change: { changedOn: '2026-03-12' } });
  const moved = (await world.call(me, 'changes.register.list', { filters: { personId: [id], kind: ['move'] } })).rows[0];
  await assert.rejects(undo(me, moved.id), /此后的修改又改动了变动日期/);
  await assert.rejects(world.call(me, 'changes.register.remove', { id: moved.id, version: moved.version, reason: '删除试试' }), /不能删除/);
  await assert.rejects(world.call(me, 'changes.register.update', { id: moved.id, version: moved.version, change: { effectiveOn: '2026-01-01' } }), /只能修改依据/);
});

test('迁往管辖外的村：接收前档案不动，接收方只见姓名和隐去的证件号；接收后新村看得到，旧村看不到', async () => {
  const [giver, receiver] = [village('eastHill'), village('westHill')];
  const household = await world.call(clerk(), 'registry.households.create', { id: randomUUID(), draft: { headName: '褚户主', divisionCode: PLACES.eastHill } });
  const { id, citizenId } = await world.register({ name: '褚迁移', householdId: household.id });
  const { id: wife } = await world.register({ name: '褚留守', householdId: household.id, householdRelation: '10' });
  const change = randomUUID();
  assert.equal((await perform(giver, id, { kind: 'move', toDivision: PLACES.westHill, document: '户口迁移证' }, change)).state, 'waiting');
  await assert.rejects(get(receiver, id), /不存在/);
  const [request] = await world.call(receiver, 'changes.requests', {});
  assert.deepEqual([request.personName, request.citizenId, request.fromPlace, request.dueOn, request.mayAnswer], ['褚迁移', citizenId, '东乡/东山村', '2026-04-04', true]);
  assert.ok(request.citizenId.includes('****'));
  assert.ok((await world.call(receiver, 'organisation.tasks')).some((one: { title: string; due: string }) => one.title === '迁移待接收：褚迁移' && one.due === '2026-04-04'));
  await assert.rejects(perform(giver, id, death), /还在等待对方接收/);
  await assert.rejects(world.call(village('eastLake'), 'changes.acceptMove', { id: request.id }), /不存在/);
  await assert.rejects(world.call(giver, 'changes.acceptMove', { id: request.id }), /不存在/);
  const accepted = await world.call(receiver, 'changes.acceptMove', { id: request.id });
  assert.deepEqual([accepted.state, accepted.findings], ['done', ['已从原来的户中转出，请在新地登记“所属户”']]);
  const moved = await get(receiver, id);
  assert.deepEqual([moved.divisionCode, moved.householdId], [PLACES.westHill, null]);
  await assert.rejects(get(giver, id), /不存在/);
  assert.ok((await rolesOf(id)).every((one) => one.division_code === PLACES.westHill));
  assert.equal((await world.call(giver, 'registry.persons.list', { search: '褚迁移' })).total, 0);
  assert.deepEqual((await world.call(giver, 'changes.departures.list', { search: '褚迁移' })).rows.map((one: Values) => [one.leftOn, one.destination]), [['2026-03-10', '西乡/西山村']]);
  await assert.rejects(world.call(receiver, 'changes.acceptMove', { id: request.id }), /已经答复/);
  await assert.rejects(undo(receiver, change), /管辖范围以外/);
  assert.equal((await undo(world.person('countyClerk', 'county', ['registry']), change)).state, 'undone');
  const back = await get(giver, id);
  assert.deepEqual([back.divisionCode, back.householdId, (await get(giver, wife)).householdId], [PLACES.eastHill, household.id, household.id]);
  assert.equal((await world.call(giver, 'changes.departures.list', { search: '褚迁移' })).total, 0);
});

test('户主迁走：户和家人留在原地，家人那里有一件“改登户主”；只有一人的户随人迁，撤销时一并回来', async () => {
  const [giver, receiver] = [village('eastHill'), village('westHill')];
  const house = async (headName: string) => (await world.call(clerk(), 'registry.households.create', { id: randomUUID(), draft: { headName, divisionCode: PLACES.eastHill } })).id as string;
  const shared = await house('施户主');
  const { id: head } = await world.register({ name: '施户主', householdId: shared, householdRelation: '01' });
  const { id: wife } = await world.register({ name: '施家人', householdId: shared, householdRelation: '10' });
  await perform(giver, head, { kind: 'move', toDivision: PLACES.westHill });
  const [asked] = (await world.call(receiver, 'changes.requests', {})).filter((one: Values) => one.personName === '施户主');
  const { findings } = await world.call(receiver, 'changes.acceptMove', { id: asked.id });
  assert.deepEqual(findings, ['已从原来的户中转出，请在新地登记“所属户”；他是户主，已请原地为户里其余 1 人改登户主']);
  const left = (await world.call(giver, 'changes.followUps.list', { filters: { personId: [wife] } })).rows;
  assert.deepEqual(left.map((one: Values) => [one.kind, one.state, one.dueOn, one.cause]), [['headCheck', 'open', '2026-04-19', '施户主：县内迁移（2026-03-10）']]);
  const sheet = await world.call(receiver, 'changes.sheet', { id: asked.changeId });
  assert.deepEqual(sheet.differences.slice(0, 1), [{ label: '所属区划', before: '东乡/东山村', after: '西乡/西山村' }]);
  assert.deepEqual(sheet.differences.find((one: { label: string }) => one.label === '所属户'), { label: '所属户', before: '原来的户', after: null });
  assert.equal((await get(giver, wife)).householdId, shared);

  const lone = await house('张独户');
  const { id: alone } = await world.register({ name: '张独户', householdId: lone });
  const change = randomUUID();
  await perform(giver, alone, { kind: 'move', toDivision: PLACES.westHill }, change);
  const [request] = (await world.call(receiver, 'changes.requests', {})).filter((one: Values) => one.personName === '张独户');
  await world.call(receiver, 'changes.acceptMove', { id: request.id });
  assert.deepEqual([(await get(receiver, alone)).householdId, (await world.call(receiver, 'registry.households.get', { id: lone })).divisionCode], [lone, PLACES.westHill]);
  const told = await world.call(receiver, 'changes.sheet', { id: change });
  assert.deepEqual(told.findings, ['户里只有他一人，户随人迁来，请核对户的住址']);
  const county = world.person('countyClerk', 'county', ['registry']);
  const { id: guest } = await world.register({ name: '张后来', at: 'westHill', householdId: lone });
  await assert.rejects(undo(county, change), /又登记了别人/);
  const row = await get(receiver, guest);
  await world.call(receiver, 'registry.persons.update', { id: guest, version: row.version, change: { householdId: null } });
  await undo(county, change);
  assert.equal((await world.call(giver, 'registry.households.get', { id: lone })).divisionCode, PLACES.eastHill);
});

test('户主去世，户里还有人在册的，列出“改登户主”并告诉经办人', async () => {
  const me = village('eastHill');
  const household = await world.call(clerk(), 'registry.households.create', { id: randomUUID(), draft: { headName: '孔户主', divisionCode: PLACES.eastHill } });
  const { id } = await world.register({ name: '孔户主', householdId: household.id });
  await world.register({ name: '孔家人', householdId: household.id, householdRelation: '10' });
  const { findings } = await perform(me, id, death);
  assert.deepEqual(findings, ['此人是户主，户里还有 1 人在册，请改登户主']);
  const open = (await world.call(me, 'changes.followUps.list', { filters: { personId: [id], kind: ['headCheck'] } })).rows;
  assert.deepEqual(open.map((one: Values) => one.dueOn), ['2026-04-19']);
});

test('不接收要写原因，档案留在原地；等待中可以撤回；本乡两村之间由乡级直接迁移', async () => {
  const [giver, receiver] = [village('eastHill'), village('westHill')];
  const { id } = await world.register({ name: '卫退回' });
  await perform(giver, id, { kind: 'move', toDivision: PLACES.westHill });
  const [request] = (await world.call(receiver, 'changes.requests', {})).filter((one: Values) => one.personName === '卫退回');
  await world.call(receiver, 'changes.declineMove', { id: request.id, reason: '本村没有此户' });
  assert.equal((await get(giver, id)).divisionCode, PLACES.eastHill);
  const answered = (await world.call(giver, 'changes.requests', { side: 'out', state: 'answered' })).find((one: Values) => one.personName === '卫退回');
  assert.deepEqual([answered.state, answered.answer], ['declined', '本村没有此户']);
  const told = async () => (await world.call(giver, 'organisation.tasks')).filter((one: { title: string }) => one.title.startsWith('对方不接收')).map((one: { title: string }) => one.title);
  assert.deepEqual(await told(), ['对方不接收：卫退回（本村没有此户）']);
  const again = randomUUID();
  await perform(giver, id, { kind: 'move', toDivision: PLACES.westHill }, again);
  assert.deepEqual(await told(), []);
  await world.call(giver, 'changes.withdraw', { id: again, reason: '不迁了' });
  assert.equal((await world.call(receiver, 'changes.requests', {})).filter((one: Values) => one.personName === '卫退回').length, 0);
  assert.equal((await perform(clerk(), id, { kind: 'move', toDivision: PLACES.eastLake })).state, 'done');
  assert.equal((await get(village('eastLake'), id)).name, '卫退回');
  await assert.rejects(perform(clerk(), id, { kind: 'move', toDivision: PLACES.eastLake }), /已在这个区划/);
});

test('指标与名单一致：去世、新报到、县内迁入迁出', async () => {
  const me = world.person('countyClerk', 'county', ['registry']);
  const total = async (path: string, figure: string, actor: Actor = me) => (await world.call(actor, path, { figure, period: '2026', size: 200 })).total;
  const before = [await total('registry.persons.list', 'changes.deaths'), await total('changes.register.list', 'changes.movedIn', clerk('west')), await total('changes.departures.list', 'changes.movedAway', clerk())];
  const { id } = await world.register({ name: '蒋统计' });
  await perform(me, id, { kind: 'move', toDivision: PLACES.westHill });
  await perform(me, id, death);
  assert.deepEqual([await total('registry.persons.list', 'changes.deaths'), await total('changes.register.list', 'changes.movedIn', clerk('west')), await total('changes.departures.list', 'changes.movedAway', clerk())], before.map((one) => one + 1));
});

/** A household of 东山村 with a head, a wife, a son, and a father who died; none of them has a change yet. */
async function family(name: string) {
  const house = (await world.call(clerk(), 'registry.households.create', { id: randomUUID(), draft: { headName: `${name}户主`, divisionCode: PLACES.eastHill } })).id as string;
  const member = async (who: string, more: Values): Promise<string> => (await world.register({ name: `${name}${who}`, householdId: house, ...more })).id;
  const ids = { head: await member('户主', { householdRelation: '01' }), wife: await member('妻', { householdRelation: '10' }), son: await member('子', { householdRelation: '20' }) };
  return { house, ...ids, father: await member('父', { state: 'dead', diedOn: '2020-01-01' }), all: [ids.head, ids.wife, ids.son] };
}
const subjects = async (actor: Actor, persons: string[]) => Promise.all(persons.map(async (personId) => ({ id: randomUUID() as string, personId, version: (await get(actor, personId)).version })));
const moveAll = (actor: Actor, people: { id: string; personId: string; version: number }[], toDivision: string) => world.call(actor, 'changes.moveTogether', { people, draft: { kind: 'move', effectiveOn: '2026-03-10', toDivision } });
const whereabouts = async (persons: string[]) => (await sql<{ division_code: string; household_id: string | null }>`select division_code, household_id from registry.person where id = any(${persons}::uuid[]) order by array_position(${persons}::uuid[], id)`.execute(world.house.database.owner)).rows.map((row) => [row.division_code, row.household_id]);
const houseAt = async (id: string) => (await sql<{ at: string }>`select division_code as at from registry.household where id = ${id}`.execute(world.house.database.owner)).rows[0]!.at;

test('全户一次迁移：各人一行变动，户随人迁，已去世的从户中转出；一起撤销恢复如初，重复提交不重复', async () => {
  const me = clerk();
  const { house, all, father, head, son } = await family('申');
  const everybody = [...all, father];
  const before = await whereabouts(everybody);
  const people = await subjects(me, all);
  const answer = await moveAll(me, people, PLACES.eastLake);
  assert.deepEqual([answer.state, answer.findings], ['done', ['全户 3 人一起迁来，户随人迁来，请核对户的住址', '已去世、迁出或注销的 1 人从户中转出，档案留在原地']]);
  assert.deepEqual(await moveAll(me, people, PLACES.eastLake), { id: people[0]!.id, state: 'done', findings: answer.findings });
  assert.deepEqual([await whereabouts(everybody), await houseAt(house)], [[...all.map(() => [PLACES.eastLake, house]), [PLACES.eastHill, null]], PLACES.eastLake]);
  for (const person of all) assert.equal((await world.call(me, 'changes.register.list', { filters: { personId: [person] } })).total, 1);
  assert.equal((await world.call(me, 'changes.departures.list', { search: '申' })).total, 3);
  const changeOf = (person: string) => people.find((one) => one.personId === person)!.id;
  const sheet = await world.call(me, 'changes.sheet', { id: changeOf(son) });
  assert.deepEqual([sheet.together.others.map((one: Values) => one.personName).toSorted(), sheet.together.undoBlocked, sheet.undoBlocked], [['申妻', '申户主'], null, null]);
  const carrying = await world.call(me, 'changes.sheet', { id: changeOf(head) });
  assert.match(carrying.undoBlocked, /户和申妻、申子是一起迁的，请一起撤销/);
  assert.ok(carrying.differences.some((one: { label: string; before: string }) => one.label === '申父：所属户' && one.before === '申户主户'));
  await world.call(me, 'changes.undo', { id: changeOf(son), version: sheet.version, reason: '整户没有迁成', together: true });
  assert.deepEqual([await whereabouts(everybody), await houseAt(house), (await world.call(me, 'changes.departures.list', { search: '申' })).total], [before, PLACES.eastHill, 0]);
});

test('一起迁的逐人撤销：户最后随户主回来，中间提醒所属户还在迁入地；后来又有改动的，一起撤销整个不做并点名', async () => {
  const me = clerk();
  const { house, all, head, wife, son } = await family('酉');
  const before = await whereabouts(all);
  const people = await subjects(me, all);
  await moveAll(me, people, PLACES.eastLake);
  const changeOf = (person: string) => people.find((one) => one.personId === person)!.id;
  await assert.rejects(undo(me, changeOf(head)), /户和酉妻、酉子是一起迁的/);
  assert.deepEqual((await undo(me, changeOf(wife))).findings, ['他所属的户还在迁入地：其余的人也要回来的，请一起撤销；不回来的，请改登“所属户”']);
  await perform(me, son, { kind: 'move', toDivision: PLACES.eastHill });
  const { version } = await world.call(me, 'changes.register.get', { id: changeOf(head) });
  await assert.rejects(world.call(me, 'changes.undo', { id: changeOf(head), version, reason: '登记错误', together: true }), /酉子：此后办理的“县内迁移”/);
  assert.equal((await world.call(me, 'changes.register.get', { id: changeOf(head) })).state, 'done');
  await undo(me, (await world.call(me, 'changes.register.list', { filters: { personId: [son] }, sort: '-createdAt' })).rows.find((one: Values) => one.id !== changeOf(son)).id);
  await undo(me, changeOf(son));
  await undo(me, changeOf(head));
  assert.deepEqual([await whereabouts(all), await houseAt(house)], [before, PLACES.eastHill]);
});

test('一户只走几个人：走的人从户中转出，户和留下的人不动，户主走的请留下的人改登；不是一户的、有一人不能迁的，全部不迁并点名', async () => {
  const me = clerk();
  const { house, head, wife, son, father } = await family('戌');
  await assert.rejects(moveAll(me, await subjects(me, [head, father]), PLACES.eastLake), /戌父：此人已登记去世/);
  const { id: stranger } = await world.register({ name: '戌外人' });
  await assert.rejects(moveAll(me, await subjects(me, [head, stranger]), PLACES.eastLake), /须是同一户的人/);
  await assert.rejects(moveAll(me, [...await subjects(me, [head]), { ...(await subjects(me, [son]))[0]!, version: 99 }], PLACES.eastLake), /戌子：.*修改了这份档案/);
  assert.deepEqual(await whereabouts([head, son]), [[PLACES.eastHill, house], [PLACES.eastHill, house]]);
  const { findings } = await moveAll(me, await subjects(me, [head, son]), PLACES.eastLake);
  assert.ok(findings.some((one: string) => /已请原地为户里其余 1 人改登户主/.test(one)));
  assert.deepEqual([await whereabouts([head, son, wife]), await houseAt(house)], [[[PLACES.eastLake, null], [PLACES.eastLake, null], [PLACES.eastHill, house]], PLACES.eastHill]);
  assert.equal((await world.call(me, 'changes.followUps.list', { filters: { personId: [wife], kind: ['headCheck'] } })).total, 1);
});

test('全户迁往别乡：对方一次接收全户；不接收也是一次答复；发出方可以只撤回一人，其余照迁', async () => {
  const [giver, receiver] = [village('eastHill'), village('westHill')];
  const asked = async (name: string): Promise<Values[]> => (await world.call(receiver, 'changes.requests', {})).filter((one: Values) => String(one.personName).startsWith(name));
  const first = await family('亥');
  assert.equal((await moveAll(giver, await subjects(giver, first.all), PLACES.westHill)).state, 'waiting');
  const requests = await asked('亥');
  assert.deepEqual([requests.length, new Set(requests.map((one) => one.together)).size, requests[0]!.relation], [3, 1, '01']);
  const told = await world.call(receiver, 'changes.acceptMove', { id: requests[0]!.id });
  assert.match(told.findings.join(), /全户 3 人一起迁来/);
  assert.deepEqual([await whereabouts([...first.all, first.father]), await houseAt(first.house), await asked('亥')], [[...first.all.map(() => [PLACES.westHill, first.house]), [PLACES.eastHill, null]], PLACES.westHill, []]);

  const second = await family('庚');
  await moveAll(giver, await subjects(giver, second.all), PLACES.westHill);
  await world.call(receiver, 'changes.declineMove', { id: (await asked('庚'))[0]!.id, reason: '本村没有住处' });
  assert.deepEqual([await asked('庚'), await whereabouts(second.all)], [[], second.all.map(() => [PLACES.eastHill, second.house])]);
  const people = await subjects(giver, second.all);
  await moveAll(giver, people, PLACES.westHill);
  await world.call(giver, 'changes.withdraw', { id: people[2]!.id, reason: '儿子不走' });
  await world.call(receiver, 'changes.acceptMove', { id: (await asked('庚'))[0]!.id });
  assert.deepEqual([await whereabouts(second.all), await houseAt(second.house)], [[[PLACES.westHill, null], [PLACES.westHill, null], [PLACES.eastHill, second.house]], PLACES.eastHill]);
});
