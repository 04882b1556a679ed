import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import type { Refusal } from '#base/pure/refusal.ts';
import type { Module } from '#base/server/house.ts';
import type { Values } from '#base/pure/record.ts';
import { inventCitizenId, openWorld, PLACES, type World } from '#test/world.ts';
import { registry } from './module.ts';
import type { FileEntry, FileOverview, Look, WholeFile } from './schema/file.ts';

const organisation: Module = { name: 'organisation', label: '机构', operations: {}, handlers: {}, stores: [], figures: [] };
let now = new Date('2026-11-26T02:00:00Z');
let world: World;
before(async () => {
  world = await openWorld([organisation, registry], { clock: () => now });
});
after(() => world.close());

const clerk = (place: 'east' | 'west' = 'east') => world.person('townshipClerk', place);
const add = (ledger: string, personId: string, draft: Values, actor = clerk()) => world.call(actor, `registry.${ledger}.create`, { id: randomUUID(), draft: { personId, ...draft } });
const overviewOf = (id: string, actor = clerk()): Promise<FileOverview> => world.call(actor, 'registry.file.overview', { id });
const sectionOf = async (id: string, key: string, actor = clerk()) => (await overviewOf(id, actor)).sections.find((one) => one.key === key);
const words = (entries: FileEntry[] | undefined) => Object.fromEntries((entries ?? []).map((one) => [one.name, one.value]));

test('一人一行的栏登记两次被拒绝，多行的栏可以再加', async () => {
  const { id } = await world.register({ name: '一栏甲' });
  await add('livelihoods', id, { housing: '2', difficulties: ['illness'] });
  await assert.rejects(add('livelihoods', id, { housing: '1' }), (error: Refusal) => error.status === 409 && /已有相同的生活状况/.test(error.message));
  await add('awards', id, { kind: 'merit3', awardedOn: '1988-07', authority: '某军区' });
  await add('awards', id, { kind: 'citation', awardedOn: '1989' });
  const { sections } = await overviewOf(id);
  assert.deepEqual(sections.filter((one) => one.rows > 0).map((one) => [one.key, one.rows]), [['livelihood', 1], ['award', 2]]);
  await assert.rejects(add('awards', id, { kind: 'merit3', authority: '12345部队' }), /疑似涉密/);
});

test('无变化：一次登记谁在何时核对，当天本人可撤回，记录都留着', async () => {
  const { id } = await world.register({ name: '核对甲' });
  const me = clerk();
  const mark = { id: randomUUID(), personId: id, section: 'livelihood' };
  const kept = await world.call(me, 'registry.file.confirm', mark);
  assert.deepEqual([kept.by, kept.unit, kept.mine], [me.name, me.unitName, true]);
  await world.call(me, 'registry.file.confirm', mark);
  assert.equal((await sectionOf(id, 'livelihood'))!.confirmed!.id, mark.id);
  assert.equal((await sectionOf(id, 'health'))!.confirmed, null);
  await assert.rejects(world.call(clerk(), 'registry.file.withdraw', { id: mark.id }), /只有本人可以撤回/);
  await world.call(me, 'registry.file.withdraw', { id: mark.id });
  assert.equal((await sectionOf(id, 'livelihood'))!.confirmed, null);
  const again = { ...mark, id: randomUUID() };
  await world.call(me, 'registry.file.confirm', again);
  now = new Date('2026-11-27T02:00:00Z');
  await assert.rejects(world.call(me, 'registry.file.withdraw', { id: again.id }), /只能撤回当天的核对/);
  const history = await world.call(me, 'registry.file.confirmations', { id });
  assert.deepEqual(history.map((one: { withdrawn: boolean }) => one.withdrawn).toSorted(), [false, true]);
});

test('范围：别的乡看不到这份档案，也不能核对；搬到别的乡，各栏和核对记录一起过去', async () => {
  const { id, version } = await world.register({ name: '搬家甲' });
  await add('schoolings', id, { level: '60', school: '延津一中' });
  await world.call(clerk(), 'registry.file.confirm', { id: randomUUID(), personId: id, section: 'schooling' });
  const west = clerk('west');
  for (const [name, input] of [['overview', { id }], ['section', { id, section: 'schooling' }], ['whole', { id }], ['lookers', { id }], ['confirm', { id: randomUUID(), personId: id, section: 'schooling' }]] as const) {
    await assert.rejects(world.call(west, `registry.file.${name}`, input), (error: Refusal) => error.status === 404, name);
  }
  await world.call(world.person('countyClerk', 'county', ['registry']), 'registry.persons.update', { id, version, change: { divisionCode: PLACES.westHill } });
  const moved = await sectionOf(id, 'schooling', west);
  assert.equal(moved!.rows, 1);
  assert.ok(moved!.confirmed);
  await assert.rejects(overviewOf(id), /不存在/);
});

test('处分只给有权看隐藏信息的岗位：局领导连有没有都不知道', async () => {
  const { id } = await world.register({ name: '惩甲' });
  await add('penalties', id, { kind: 'sentenced', decidedOn: '1999-05', reason: '某事' });
  const leader = world.person('leader', 'county');
  assert.equal(await sectionOf(id, 'penalty', leader), undefined);
  await assert.rejects(world.call(leader, 'registry.file.section', { id, section: 'penalty' }), (error: Refusal) => error.status === 403);
  await assert.rejects(world.call(leader, 'registry.penalties.list', {}), (error: Refusal) => error.status === 403);
  assert.ok(!JSON.stringify(await world.call(leader, 'registry.file.whole', { id })).includes('处分'));
  const opened = await world.call(clerk(), 'registry.file.section', { id, section: 'penalty' });
  assert.equal(opened.rows[0].kind, '已登记（隐藏）');
  const { rows } = await sql<{ text: string }>`select string_agg(p::text, '') as text from registry.penalty p`.execute(world.house.database.owner);
  assert.ok(!rows[0]!.text.includes('某事') && !rows[0]!.text.includes('1999-05') && !rows[0]!.text.includes('sentenced'));
});

test('家庭：成人显示姓名，未成年人遮掩；在册的成员两边都看得到；导出清单里都遮掩', async () => {
  const head = await world.register({ name: '户主张' });
  const son = await world.register({ name: '张成年', citizenId: inventCitizenId('1995-03-03'), roles: ['vet_self_employed', 'kin_martyr'], enlistedOn: '2013-09', dischargedOn: '2015-09' });
  await add('kin', head.id, { relation: '10', name: '李秀英', birthOn: '1970-01-01' });
  await add('kin', head.id, { relation: '40', name: '张小虎', birthOn: '2015-05-01' });
  await add('kin', head.id, { relation: '20', memberId: son.id });
  await assert.rejects(add('kin', head.id, { relation: '40', name: '张小丫', citizenId: inventCitizenId('2016-01-01', 'female') }), /监护人同意/);
  await assert.rejects(add('kin', head.id, { relation: '20', memberId: son.id }), /已有相同的家庭成员/);
  const opened = await world.call(clerk(), 'registry.file.section', { id: head.id, section: 'family' });
  assert.deepEqual(opened.rows.map((row: Values) => row.name ?? (row.labels as Record<string, string>).memberId).toSorted(), ['张*虎', '张成年', '李秀英']);
  assert.deepEqual((await world.call(clerk(), 'registry.file.section', { id: son.id, section: 'family' })).kinOf, [{ personId: head.id, name: '户主张', relation: '20' }]);
  const list = await world.call(clerk(), 'registry.kin.list', { filters: { personId: [head.id] } });
  assert.deepEqual(list.rows.map((row: Values) => row.name).filter(Boolean).toSorted(), ['张*虎', '李*英']);
});

test('既是退役军人又是烈士遗属：遗属栏指向烈士的档案', async () => {
  const martyr = await world.register({ name: '烈士王', roles: ['martyr_no_kin'], state: 'dead', diedOn: '1979-02-20', citizenId: null, birthOn: '1955-01-01', sex: 'male', enlistedOn: '1976', dischargedOn: null });
  const kin = await world.register({ name: '王遗属', roles: ['vet_self_employed', 'kin_martyr'] });
  await add('bereavements', kin.id, { relation: '4', deathKind: 'martyr', deceasedId: martyr.id, diedOn: '1979-02', approvedBy: '某军区', buriedAt: '延津县烈士陵园' });
  const file: WholeFile = await world.call(clerk(), 'registry.file.whole', { id: kin.id });
  assert.equal(words(file.sections.find((one) => one.key === 'bereaved')!.rows[0]).deceasedId, '烈士王');
  assert.match(words(file.sections.find((one) => one.key === 'identity')!.own).roles!, /烈士遗属/);
  await assert.rejects(add('bereavements', martyr.id, { deathKind: 'martyr' }), /请填写牺牲病故者姓名/);
});

test('户内的其他在册人员列出来，未成年的遮掩姓名', async () => {
  const household = await world.call(clerk(), 'registry.households.create', { id: randomUUID(), draft: { headName: '赵家户主', number: 'H-77', divisionCode: PLACES.eastHill } });
  const one = await world.register({ name: '赵家户主', householdId: household.id, householdRelation: '01' });
  await world.register({ name: '赵小宝', citizenId: inventCitizenId('2014-06-01'), roles: ['family_active'], enlistedOn: null, dischargedOn: null, householdId: household.id, householdRelation: '40' });
  const { household: members } = await world.call(clerk(), 'registry.file.section', { id: one.id, section: 'family' });
  assert.deepEqual(members.map((member: Values) => [member.name, member.relation, member.age]), [['赵*宝', '40', 12]]);
});

test('全档：平时遮掩；写明用途可印完整号码，未成年人的照样不印，银行账号只印后四位', async () => {
  const citizenId = inventCitizenId('1960-02-02');
  const { id } = await world.register({ name: '全档甲', citizenId, mobile: '19912349999', bankAccount: '6228480000000000015' });
  await add('livelihoods', id, { householdIncome: '3600000', incomeYear: 2025, labour: '2' });
  await add('kin', id, { relation: '40', name: '全小妹', birthOn: '2015-05-01', phone: '19911110000', guardianConsentOn: '2026-01-01' });
  const masked: WholeFile = await world.call(clerk(), 'registry.file.whole', { id });
  assert.ok(!JSON.stringify(masked).includes(citizenId) && !JSON.stringify(masked).includes('36,000'));
  await assert.rejects(world.call(world.person('leader', 'county'), 'registry.file.full', { id, reason: '打印登记表' }), (error: Refusal) => error.status === 403);
  const full: WholeFile = await world.call(clerk(), 'registry.file.full', { id, reason: '本人签字' });
  const of = (key: string) => full.sections.find((one) => one.key === key)!;
  assert.equal(words(of('identity').own).citizenId, citizenId);
  assert.equal(words(of('identity').own).birthOn, '1960-02-02');
  assert.equal(words(of('livelihood').rows[0]).householdIncome, '36,000.00 元');
  assert.equal(words(of('livelihood').rows[0]).labour, '部分丧失');
  assert.deepEqual([words(of('family').rows[0]).name, words(of('family').rows[0]).phone], ['全*妹', '未成年人，不显示']);
  assert.equal(words(of('payment').own).bankAccount, '**** **** **** 0015');
});

test('谁看过：按天列出谁、看了什么、为什么；各栏里的查看也算；别人的档案不混进来', async () => {
  const { id } = await world.register({ name: '被看甲' });
  const other = await world.register({ name: '被看乙' });
  const me = clerk();
  const paper = await add('identityPapers', id, { issuer: '延津县公安局', longTerm: true }, me);
  await world.call(me, 'registry.persons.get', { id });
  await world.call(me, 'registry.persons.get', { id });
  await world.call(me, 'registry.persons.get', { id: other.id });
  await world.call(me, 'registry.persons.reveal', { id, field: 'mobile', reason: '电话核实' });
  await world.call(me, 'registry.identityPapers.get', { id: paper.id });
  const looks: Look[] = await world.call(me, 'registry.file.lookers', { id });
  const at = (what: string) => looks.filter((one) => one.what.includes(what));
  assert.deepEqual(at('查看隐藏信息').map((one) => [one.name, one.unit, one.reason, one.times, one.on]), [[me.name, me.unitName, '电话核实', 1, looks[0]!.on]]);
  assert.deepEqual(looks.filter((one) => one.what === '查看').map((one) => one.times), [2]);
  assert.equal(at('证件与籍贯').length, 1);
  assert.ok(looks.every((one) => !/新增|修改/.test(one.what)));
  const again: Look[] = await world.call(me, 'registry.file.lookers', { id });
  assert.equal(again.filter((one) => one.what === '谁看过档案').length, 1, '看这一页也记下来');
});

test('服役年限按县里的设置计：按一年计六年，改为满六个月后五年', async () => {
  const { id } = await world.register({ name: '年限甲', enlistedOn: '1986-01', dischargedOn: '1991-03' });
  assert.deepEqual((await overviewOf(id)).service, { months: 62, served: '5年2个月', years: 6, part: 'full' });
  await sql`insert into house.setting (county_code, key, value) values ('999001', 'registry.partYear', '"half"'::jsonb)`.execute(world.house.database.owner);
  assert.equal((await overviewOf(id)).service.years, 5);
  await sql`delete from house.setting where key = 'registry.partYear'`.execute(world.house.database.owner);
});
