import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import type { Refusal } from '#base/pure/refusal.ts';
import type { Actor } from '#base/server/house.ts';
import { organisation } from '#modules/organisation/module.ts';
import { recognition } from '#modules/recognition/module.ts';
import { registry } from '#modules/registry/module.ts';
import { inventCitizenId, openWorld, type World } from '#test/world.ts';
import { benefits } from './module.ts';
import { loadFacts } from './queries/facts.ts';

let world: World;
let clerk: Actor;
let personId: string;
before(async () => {
  world = await openWorld([organisation, registry, recognition, benefits], { clock: () => new Date('2026-04-20T02:00:00Z') });
  clerk = world.person('countyClerk', 'county', ['registry', 'benefits']);
  await sql`insert into house.setting (county_code, key, value) values ('999001', 'benefits.terms', '{"opened":"2025-08"}'::jsonb)`.execute(world.house.database.owner);
  const notice = randomUUID();
  await sql`insert into benefits.notice (county_code, id, division_code, title, reach, document, published_on, effective_on, state) values ('999001', ${notice}, '999001000000', '测试通知', 'county', '测试〔2025〕1号', '2025-08-10', '2025-08-01', 'draft')`.execute(world.house.database.owner);
  await sql`insert into benefits.standard (county_code, id, division_code, notice_id, kind, category, grade, nature, amount, period, verification) values ('999001', gen_random_uuid(), '999001000000', ${notice}, 'full', 'disabled', 7, '因战', 4026000, 'year', 'published')`.execute(world.house.database.owner);
  await sql`update benefits.notice set state = 'inForce', in_force = true, approved_by = '测试', approved_by_id = 'x', approved_on = published_on where county_code = '999001' and id = ${notice}`.execute(world.house.database.owner);
  personId = (await world.register({ name: '张老兵', citizenId: inventCitizenId('1960-05-01'), roles: ['disabled'] })).id;
  await world.call(clerk, 'benefits.recipients.create', { id: randomUUID(), draft: { personId, category: 'disabled', grade: '07', nature: '1', state: 'receiving', startedOn: '2015-08', basis: '县批〔2015〕3号' } });
  for (const month of ['2026-02', '2026-03']) await world.call(clerk, 'benefits.payments.create', { id: randomUUID(), draft: { personId, programme: 'disability', month, amount: '335500', paidOn: `${month}-15` } });
});
after(() => world.close());

const look = (actor: Actor) => world.call(actor, 'benefits.personBenefits.look', { id: personId });

test('七级因战：40260元/年，本月3355元；读的人看不到等级和标准，有查看权的看得到怎样算的，并记入审计', async () => {
  const seen = await look(world.person('townshipClerk', 'east'));
  assert.deepEqual(seen.due.filter((one: any) => one.programme === 'disability'), [{ programme: 'disability', fen: '335500', words: '每月3,355.00元' }]);
  assert.deepEqual([seen.month, seen.drawing.map((one: any) => [one.category, one.state, one.since, one.basis]), seen.waiting], ['2026-04', [['disabled', 'receiving', '2015-08', '县批〔2015〕3号']], []]);
  assert.doesNotMatch(JSON.stringify(seen), /七级|因战|40,260/);
  const [reason] = await world.call(clerk, 'benefits.personBenefits.explain', { id: personId });
  assert.equal(reason.words, '七级因战，县标准40,260.00元/年，每月3,355.00元');
  assert.deepEqual([reason.reason.rules, reason.reason.standards], [['RULE-02', 'RULE-12', 'RULE-20'], ['测试〔2025〕1号：40,260.00元/年，自2025-08']]);
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from audit.entry where row_id = ${personId} and operation = 'benefits.personBenefits.explain'`.execute(world.house.database.owner);
  assert.equal(rows[0]!.n, 1);
});

test('经过：核定和发放在一条时间线上，最近的在前', async () => {
  const { events } = await look(clerk);
  assert.deepEqual(events.map((one: any) => [one.on, one.kind, one.fen]), [['2026-03-15', 'payment', '335500'], ['2026-02-15', 'payment', '335500'], ['2015-08', 'approved', null]]);
  assert.equal(events[2].words, '残疾军人：开始享受（县批〔2015〕3号）');
});

test('发放名册：账号只给后四位，乡镇只看到本辖区的，取名册记入审计', async () => {
  const { version } = await world.call(clerk, 'registry.persons.get', { id: personId });
  await world.call(clerk, 'registry.persons.update', { id: personId, version, change: { bankAccount: '6228480000000007531', bankName: '测试银行' } });
  const id = randomUUID();
  await world.call(clerk, 'benefits.runs.create', { id, draft: { number: '2026-04-01', title: '2026年4月抚恤补助', programmes: ['disability'], firstMonth: '2026-04', lastMonth: '2026-04' } });
  const act = async (name: string, opinion?: string) => world.call(clerk, 'benefits.runCourse.act', { id, step: randomUUID(), version: (await world.call(clerk, 'benefits.runs.get', { id })).version, act: name, opinion });
  await act('compute');
  const roster = (actor: Actor) => world.call(actor, 'benefits.runCourse.roster', { id, page: 1, size: 500 });
  const east = await roster(world.person('townshipClerk', 'east'));
  assert.deepEqual([east.total, east.rows.map((one: any) => [one.name, one.place, one.account, one.regular])], [1, [['张老兵', '东乡/东山村', '7531', '335500']]]);
  assert.doesNotMatch(JSON.stringify(east), /622848/);
  assert.deepEqual(await roster(world.person('townshipClerk', 'west')), { rows: [], total: 0 });
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from audit.entry where row_id = ${id} and operation = 'benefits.runCourse.roster'`.execute(world.house.database.owner);
  assert.equal(rows[0]!.n, 2);
  await act('void', '只看名册');
});

test('1月去世才知道：已发的2、3月6710元待追回，登记退款3355元后还剩3355元', async () => {
  const { version } = await world.call(clerk, 'registry.persons.get', { id: personId });
  await world.call(clerk, 'registry.persons.update', { id: personId, version, change: { state: 'dead', diedOn: '2026-01-15' } });
  const before = await look(clerk);
  assert.deepEqual(before.waiting, [{ programme: 'disability', fen: '671000', words: '2026年2月至2026年3月多发：2026年1月去世，次月起停发' }]);
  await world.call(clerk, 'benefits.repayments.create', { id: randomUUID(), draft: { personId, programme: 'disability', amount: '335500', receivedOn: '2026-04-18', document: '缴款书1号' } });
  const after = await look(clerk);
  assert.deepEqual(after.waiting.map((one: any) => one.fen), ['335500']);
  assert.deepEqual(after.events[0], { on: '2026-04-18', kind: 'repayment', words: '残疾抚恤金：退款', fen: '335500', path: after.events[0].path });
});

test('别的乡镇看不到，村级没有这项权限，乡镇站没有查看来由的权限', async () => {
  await assert.rejects(look(world.person('townshipClerk', 'west')), (error: Refusal) => error.status === 404);
  await assert.rejects(look(world.person('villageClerk', 'eastHill')), (error: Refusal) => error.status === 403);
  await assert.rejects(world.call(world.person('townshipClerk', 'east'), 'benefits.personBenefits.explain', { id: personId }), (error: Refusal) => error.status === 403);
});

test('密封的去世原因、精神障碍按密钥摘要读得出来：登记因病去世、精神障碍“是”，规则里就是因病、是', async () => {
  const id = (await world.register({ name: '刘老兵', citizenId: inventCitizenId('1958-05-01'), roles: ['disabled'], hukouKind: 'urban' })).id;
  await world.call(clerk, 'benefits.recipients.create', { id: randomUUID(), draft: { personId: id, category: 'disabled', grade: '06', nature: '3', state: 'receiving', startedOn: '2015-08', deathCause: 'illness' } });
  await world.call(clerk, 'registry.disabilityDetails.create', { id: randomUUID(), draft: { personId: id, mental: 'yes', careMode: '1' } });
  const [known] = await world.act(clerk, (act) => loadFacts(act, sql`r.id = ${id}`, 'full'));
  assert.deepEqual([known!.facts.deathCause, known!.facts.mental, known!.facts.careMode, known!.facts.hukou, known!.facts.approvals[0]!.grade], ['illness', true, '1', 'urban', 6]);
});
