import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import type { Values } from '#base/pure/record.ts';
import type { Actor } from '#base/server/house.ts';
import { organisation } from '#modules/organisation/module.ts';
import { registry } from '#modules/registry/module.ts';
import { inventCitizenId, openWorld, PLACES, type Place, type World } from '#test/world.ts';
import { recognition } from './module.ts';
import { cases } from './service/cases.ts';

let world: World;
let today = '2024-01-15';
let hands: Record<'village' | 'township' | 'clerk' | 'leader', Actor>;
before(async () => {
  world = await openWorld([organisation, registry, recognition], { clock: () => new Date(`${today}T02:00:00Z`) });
  hands = { village: world.person('villageClerk', 'eastHill'), township: world.person('townshipClerk', 'east'), clerk: world.person('countyClerk', 'county', ['registry']), leader: world.person('leader') };
  await world.act(hands.clerk, (act) => recognition.begin!(act));
});
after(() => world.close());

type View = { version: number; state: string; missing: string[]; papers: { name: string }[]; choices: { act: string; primary: boolean; allowed: boolean; why: string | null; against: string[]; asks: { opinion: string } }[]; steps: any[]; notices: any[]; objections: any[]; eligibility: { verdict: string; words: string }; facts: { label: string; value: string }[]; stages: any[]; revoking: string | null };
const view = (id: string, by: Actor = hands.clerk): Promise<View> => world.call(by, 'recognition.course.view', { id });
const elder = (more: Values & { at?: Place } = {}) => world.register({ name: '张老兵', citizenId: inventCitizenId('1963-05-01'), hukouKind: 'rural', enlistedOn: '1986-11', dischargedOn: '1992-01', rank: 'private', ...more });
const apply = async (personId: string, kind: string, more: Values = {}, by: Actor = hands.clerk): Promise<string> => {
  const made = await world.call(by, 'recognition.cases.create', { id: randomUUID(), draft: { personId, kind, appliedOn: today, applicant: 'self', ...more } });
  return made.id;
};
const perform = async (id: string, by: Actor, act: string, more: Values = {}) => {
  const { version } = await view(id, by);
  return world.call(by, by === hands.leader ? 'recognition.course.decide' : 'recognition.course.act', { id, step: randomUUID(), version, act, ...more });
};
const receiveAll = async (id: string, by: Actor = hands.clerk) => world.call(by, 'recognition.course.papers', { id, received: (await view(id, by)).papers.map((one) => one.name) });
/** Goes through acts in turn, each by its hand. */
const go = async (id: string, ...moves: [keyof typeof hands, string, Values?][]) => { for (const [hand, act, more] of moves) await perform(id, hands[hand], act, more); };
const NOTICE = { phone: '0373-1234567', postedAt: '村务公开栏' };
const toNotice = async (id: string) => { await receiveAll(id); await go(id, ['village', 'accept'], ['village', 'pass'], ['township', 'pass'], ['clerk', 'pass'], ['leader', 'pass'], ['clerk', 'startNotice', NOTICE]); };

test('农村籍60周岁：村受理初审、乡复核、县审核审定、公示、上报、市批，批准写入身份记录', async () => {
  today = '2024-01-15';
  const person = await elder();
  await world.call(hands.clerk, 'registry.livelihoods.create', { id: randomUUID(), draft: { personId: person.id, pension: 'resident' } });
  const id = await apply(person.id, 'rural60', {}, hands.village);
  const first = await view(id, hands.village);
  assert.deepEqual([first.state, first.missing], ['draft', ['个人申请', '身份证', '户口簿', '退役证件']]);
  assert.equal(first.eligibility.words, '符合');
  assert.ok(first.facts.some((one) => one.value === '5年2个月，计6年'));
  await assert.rejects(perform(id, hands.village, 'accept'), /还缺 4 件材料/);
  await perform(id, hands.village, 'inform');
  assert.equal((await view(id)).steps[0].opinion, '缺：个人申请、身份证、户口簿、退役证件');
  await receiveAll(id, hands.village);
  await go(id, ['village', 'accept'], ['village', 'pass', { opinion: '情况属实' }]);
  await assert.rejects(perform(id, hands.village, 'pass'), /由乡级站办理/);
  await go(id, ['township', 'pass'], ['clerk', 'pass']);
  await assert.rejects(perform(id, hands.clerk, 'pass'), /负责人审定/);
  await go(id, ['leader', 'pass'], ['clerk', 'startNotice', NOTICE]);
  const [notice] = (await view(id)).notices;
  assert.deepEqual([notice.fromOn, notice.untilOn, notice.maskedName], ['2024-01-15', '2024-01-21', '张*兵']);
  assert.ok(notice.text.includes('东乡东山村') && !notice.text.includes('张老兵'));
  await assert.rejects(perform(id, hands.clerk, 'endNotice'), /公示到 2024-01-21 为止/);
  today = '2024-01-22';
  await go(id, ['clerk', 'endNotice'], ['clerk', 'report', { document: '测退役〔2024〕3号' }]);
  assert.equal((await view(id)).notices[0].takenDownOn, '2024-01-22');
  today = '2024-02-20';
  await assert.rejects(perform(id, hands.clerk, 'approve'), /填写文号/);
  const done = await perform(id, hands.clerk, 'approve', { document: '市批〔2024〕9号', on: '2024-02-18' });
  assert.deepEqual([done.state, done.decidedOn, done.benefitFrom], ['approved', '2024-02-18', '2024-02']);
  const { rows } = await world.call(hands.clerk, 'registry.roles.list', { filters: { personId: [person.id], role: ['rural60'] } });
  assert.deepEqual([rows[0].status, rows[0].fromOn, rows[0].basis, rows[0].document], ['current', '2024-02', 'approval', '市批〔2024〕9号']);
  assert.ok((await world.call(hands.clerk, 'registry.persons.get', { id: person.id })).roles.includes('rural60'));
  await perform(id, hands.leader, 'revoke', { document: '县撤〔2024〕1号', opinion: '查实领取职工养老金' });
  const ended = await world.call(hands.clerk, 'registry.roles.list', { filters: { personId: [person.id], role: ['rural60'] } });
  assert.deepEqual([ended.rows[0].status, ended.rows[0].untilOn], ['ended', '2024-02-20']);
  assert.deepEqual((await view(id)).choices, []);
});

test('退回补充后接着办，驳回即终结；复议撤销后重新审核；重复提交只办一次', async () => {
  today = '2024-03-01';
  const person = await elder({ name: '李退回' });
  const id = await apply(person.id, 'rural60');
  await receiveAll(id);
  await go(id, ['township', 'accept'], ['village', 'pass'], ['township', 'sendBack', { opinion: '户口簿不清楚' }]);
  assert.equal((await view(id)).state, 'returned');
  await go(id, ['village', 'resupply'], ['township', 'pass']);
  await assert.rejects(perform(id, hands.clerk, 'refuse'), /选择不予认定的原因/);
  await assert.rejects(perform(id, hands.clerk, 'refuse', { reason: 'belowGrade' }), /没有这项原因/);
  await assert.rejects(perform(id, hands.clerk, 'refuse', { reason: 'other' }), /请写明/);
  await assert.rejects(perform(id, hands.clerk, 'refuse', { reason: 'notRural', opinion: '见13800138000' }), /个人号码/);
  const step = { id, step: randomUUID(), version: (await view(id)).version, act: 'refuse', reason: 'notRural' };
  await world.call(hands.clerk, 'recognition.course.act', step);
  await world.call(hands.clerk, 'recognition.course.act', step);
  assert.equal((await view(id)).steps.filter((one) => one.act === 'refuse').length, 1);
  await assert.rejects(perform(id, hands.village, 'withdraw', { opinion: '不办了' }), /不能办理/);
  await go(id, ['clerk', 'reconsider', { opinion: '申请人不服' }], ['leader', 'overturn', { opinion: '证据不足', document: '复议〔2024〕2号' }]);
  assert.equal((await view(id)).state, 'check');
  await assert.rejects(world.call(hands.clerk, 'recognition.course.act', { ...step, step: randomUUID() }), /刚被他人办理/);
});

test('村里不同意的，乡、县同意都要写明理由，页面先说出谁不同意', async () => {
  today = '2024-03-03';
  const id = await apply((await elder({ name: '钱不同' })).id, 'rural60');
  await receiveAll(id);
  await go(id, ['village', 'accept'], ['village', 'oppose', { opinion: '户口已迁往县城' }]);
  const asked = (await view(id, hands.township)).choices.find((one) => one.act === 'pass')!;
  assert.deepEqual([asked.against, asked.asks.opinion, asked.allowed], [['村级初审不同意'], 'why', true]);
  const refusal = await perform(id, hands.township, 'pass', { opinion: '同意' }).catch((error) => error);
  assert.deepEqual([refusal.path, /村级初审不同意.*“意见”中写明理由/.test(refusal.message)], [['opinion'], true]);
  await go(id, ['township', 'sendBack', { opinion: '请附户籍证明' }], ['village', 'resupply']);
  assert.equal((await view(id)).state, 'township', '补充后回到退回的环节');
  await go(id, ['township', 'pass', { opinion: '户籍证明载明仍为农业户口' }]);
  await assert.rejects(perform(id, hands.clerk, 'pass'), /村级初审不同意/);
  await go(id, ['clerk', 'pass', { opinion: '同意乡级复核意见' }]);
  await assert.rejects(perform(id, hands.leader, 'pass'), /村级初审不同意/);
  await go(id, ['leader', 'pass', { opinion: '户口簿已核对' }], ['clerk', 'startNotice', NOTICE]);
  assert.deepEqual((await view(id)).steps.filter((one) => one.act === 'pass').map((one) => one.opinion), ['户籍证明载明仍为农业户口', '同意乡级复核意见', '户口簿已核对']);
});

test('一人有两个岗位，也不能连续签署相邻两级', async () => {
  today = '2024-03-02';
  const both = world.person(['countyClerk', 'leader'], 'county', ['registry']);
  const id = await apply((await elder({ name: '王双岗' })).id, 'rural60');
  await receiveAll(id);
  await go(id, ['village', 'accept'], ['village', 'pass'], ['township', 'pass']);
  await perform(id, both, 'pass');
  await assert.rejects(perform(id, both, 'pass'), /不同的人签署/);
  await go(id, ['leader', 'pass']);
});

test('公示期内有异议：没处理不能期满，成立的终止公示重新审核，不成立的照常', async () => {
  today = '2024-03-04';
  const id = await apply((await elder({ name: '赵异议' })).id, 'rural60');
  await toNotice(id);
  const objection = randomUUID();
  const raised = { id: objection, caseId: id, receivedOn: '2024-03-05', channel: 'call', content: '反映其领取职工养老金' };
  today = '2024-03-05';
  await assert.rejects(world.call(hands.village, 'recognition.course.objection', { ...raised, content: '电话13800138000反映' }), /不登记提出人/);
  await world.call(hands.village, 'recognition.course.objection', raised);
  await world.call(hands.village, 'recognition.course.objection', raised);
  today = '2024-03-12';
  await assert.rejects(perform(id, hands.clerk, 'endNotice'), /还有 1 条异议没有处理/);
  await assert.rejects(world.call(hands.township, 'recognition.course.settle', { id: objection, result: 'dismissed', handling: '已核' }), /县级处理/);
  await world.call(hands.clerk, 'recognition.course.settle', { id: objection, result: 'upheld', handling: '社保查询属实' });
  await assert.rejects(perform(id, hands.clerk, 'endNotice'), /有异议成立/);
  await go(id, ['clerk', 'stopNotice', { opinion: '异议成立' }], ['clerk', 'refuse', { reason: 'employeePension' }]);
  const end = await view(id);
  assert.deepEqual([end.state, end.objections.length, end.notices[0].takenDownOn], ['refused', 1, '2024-03-12']);
});

test('公示文字里的号码和病残字样一律拦住，原文留档不含全名', async () => {
  today = '2024-03-06';
  const id = await apply((await elder({ name: '欧阳明华' })).id, 'rural60');
  await receiveAll(id);
  await go(id, ['village', 'accept'], ['village', 'pass'], ['township', 'pass'], ['clerk', 'pass'], ['leader', 'pass']);
  for (const remark of ['身份证号999123196305010012', '13800138000', '6228480000000000015', '因患病申请']) await assert.rejects(perform(id, hands.clerk, 'startNotice', { ...NOTICE, remark }), /不能公示|请勿填写/);
  await assert.rejects(perform(id, hands.clerk, 'startNotice', { ...NOTICE, phone: '12' }), /11 位/);
  await perform(id, hands.clerk, 'startNotice', { ...NOTICE, remark: '欢迎监督' });
  const { rows } = await sql<{ text: string }>`select text from recognition.notice where case_id = ${id}`.execute(world.house.database.owner);
  assert.ok(rows[0]!.text.includes('欧阳*华') && !rows[0]!.text.includes('明华'));
});

test('残疾补评：批准填等级和性质，写入档案和评残时间；调整撤销后恢复原等级', async () => {
  today = '2024-04-01';
  const person = await elder({ name: '周补评' });
  await assert.rejects(apply(person.id, 'disabilityFirst'), /请选择申请哪一种/);
  const id = await apply(person.id, 'disabilityFirst', { targetRole: 'disabled' });
  await receiveAll(id);
  await go(id, ['village', 'accept'], ['village', 'pass'], ['township', 'pass'], ['clerk', 'pass'], ['clerk', 'pass'], ['leader', 'pass'], ['clerk', 'startNotice', NOTICE]);
  today = '2024-04-08';
  await go(id, ['clerk', 'endNotice'], ['clerk', 'report'], ['clerk', 'pass']);
  await assert.rejects(perform(id, hands.clerk, 'approve', { document: '省批1号', grade: '07', nature: '3' }), /一级至六级/);
  const done = await perform(id, hands.clerk, 'approve', { document: '省批1号', grade: '08', nature: '2' });
  assert.equal(done.grade, '已登记（隐藏）');
  const grade = async () => (await world.call(hands.clerk, 'registry.persons.reveal', { id: person.id, field: 'disabilityGrade', reason: '核对' })).value;
  assert.equal(await grade(), '08');
  const adjust = await apply(person.id, 'disabilityAdjust', { targetRole: 'disabled' });
  assert.match((await view(adjust)).eligibility.words, /不满一年/);
  today = '2025-04-08';
  const later = await apply((await elder({ name: '吴调整' })).id, 'disabilityAdjust', { targetRole: 'disabled' });
  assert.match((await view(later)).eligibility.words, /无法判断，缺少现有残疾等级/);
  await receiveAll(adjust);
  await perform(adjust, hands.village, 'accept');
  await go(adjust, ['village', 'pass'], ['township', 'pass']);
  await assert.rejects(perform(adjust, hands.clerk, 'pass'), /写明理由/);
  await go(adjust, ['clerk', 'pass', { opinion: '申请时间以补正后为准' }], ['clerk', 'pass'], ['leader', 'pass', { opinion: '同意县级审核意见' }], ['clerk', 'startNotice', NOTICE]);
  today = '2025-04-20';
  await go(adjust, ['clerk', 'endNotice'], ['clerk', 'report'], ['clerk', 'pass', { opinion: '市同意转报省厅' }], ['clerk', 'approve', { document: '省批2号', grade: '06', nature: '2', opinion: '省厅批准调整' }]);
  assert.equal(await grade(), '06');
  const ratedOn = async () => (await world.call(hands.clerk, 'registry.disabilityDetails.list', { filters: { personId: [person.id] } })).rows[0].ratedOn;
  assert.equal(await ratedOn(), '2025-04-20');
  const current = async () => (await world.call(hands.clerk, 'registry.persons.get', { id: person.id })) as { version: number; roles: string[] };
  const revoking = await view(id, hands.leader);
  assert.match(revoking.choices.find((one) => one.act === 'revoke')!.why!, /此后又批准了“残疾等级调整”（省批2号，2025-04-20），请先撤销那一件/);
  await assert.rejects(perform(id, hands.leader, 'revoke', { document: '省撤0号', opinion: '补评有误' }), /请先撤销那一件/);
  assert.deepEqual([await grade(), await ratedOn()], ['06', '2025-04-20']);
  await perform(adjust, hands.leader, 'revoke', { document: '省撤1号', opinion: '鉴定有误' });
  assert.deepEqual([await grade(), await ratedOn()], ['08', '2024-04-08']);
  assert.ok((await current()).roles.includes('disabled'));
  assert.match((await view(id, hands.leader)).revoking!, /恢复到这次评定以前/);
  await world.call(hands.clerk, 'registry.persons.update', { id: person.id, version: (await current()).version, change: { disabilityGrade: '05' } });
  assert.match((await view(id, hands.leader)).revoking!, /不会自动改回/);
  await perform(id, hands.leader, 'revoke', { document: '省撤2号', opinion: '补评有误' });
  assert.deepEqual([await grade(), (await current()).roles.includes('disabled')], ['05', false]);
});

test('撤销补评：后来没有再评定的，等级、性质和身份一并恢复到补评以前', async () => {
  today = '2024-04-10';
  const person = await elder({ name: '周撤补' });
  const id = await apply(person.id, 'disabilityFirst', { targetRole: 'disabled' });
  await receiveAll(id);
  await go(id, ['village', 'accept'], ['village', 'pass'], ['township', 'pass'], ['clerk', 'pass'], ['clerk', 'pass'], ['leader', 'pass'], ['clerk', 'startNotice', NOTICE]);
  today = '2024-04-18';
  await go(id, ['clerk', 'endNotice'], ['clerk', 'report'], ['clerk', 'pass'], ['clerk', 'approve', { document: '省批9号', grade: '08', nature: '2' }], ['leader', 'revoke', { document: '省撤9号', opinion: '材料不实' }]);
  const row = await world.call(hands.clerk, 'registry.persons.get', { id: person.id });
  assert.deepEqual([row.disabilityGrade, row.disabilityNature, row.roles.includes('disabled')], [null, null, false]);
});

test('参战、参试获批：上级核实日期和文号同时写入档案并留历史；撤销只收回自己写入且没有改过的', async () => {
  today = '2024-04-20';
  const detailOf = async (personId: string) => (await world.call(hands.clerk, 'registry.serviceDetails.list', { filters: { personId: [personId] } })).rows[0];
  const approve = async (personId: string, kind: string, document: string) => {
    const id = await apply(personId, kind, { appliedOn: '2024-04-10' });
    await receiveAll(id);
    await go(id, ['clerk', 'accept'], ['clerk', 'pass'], ['leader', 'pass'], ['clerk', 'report'], ['clerk', 'pass'], ['clerk', 'approve', { document, on: '2024-04-18', opinion: '上级核定，同意认定' }]);
    return id;
  };
  const revoke = (id: string) => perform(id, hands.leader, 'revoke', { document: '省撤〔2024〕1号', opinion: '核实有误' });
  const [fresh, kept, changed] = [await elder({ name: '冯参战' }), await elder({ name: '陈核过' }), await elder({ name: '褚改过' })];
  const first = await approve(fresh.id, 'combat', '省核〔2024〕1号');
  const detail = await detailOf(fresh.id);
  assert.deepEqual([detail.verifiedOn, detail.verifiedDocument], ['2024-04-18', '省核〔2024〕1号']);
  assert.match((await view(first)).revoking!, /核实日期和文号一并清除/);
  await revoke(first);
  const back = await detailOf(fresh.id);
  assert.deepEqual([back.verifiedOn, back.verifiedDocument], [null, null]);
  const steps = await world.call(hands.clerk, 'registry.serviceDetails.history', { id: back.id });
  assert.deepEqual(steps.map((one: any) => one.fields.find((each: any) => each.field === 'verifiedDocument')?.after ?? null), [null, '省核〔2024〕1号']);

  await world.call(hands.clerk, 'registry.serviceDetails.create', { id: randomUUID(), draft: { personId: kept.id, verifiedOn: '2010-03-01', verifiedDocument: '某核〔2010〕1号' } });
  const second = await approve(kept.id, 'nuclearTest', '省核〔2024〕2号');
  await revoke(second);
  assert.deepEqual([(await detailOf(kept.id)).verifiedOn, (await detailOf(kept.id)).verifiedDocument], ['2010-03-01', '某核〔2010〕1号'], '先前核实的不改，也不收回');

  const third = await approve(changed.id, 'combat', '省核〔2024〕3号');
  const row = await detailOf(changed.id);
  await world.call(hands.clerk, 'registry.serviceDetails.update', { id: row.id, version: row.version, change: { verifiedDocument: '省核〔2024〕30号' } });
  assert.match((await view(third)).revoking!, /另有改动，不会自动清除/);
  await revoke(third);
  assert.deepEqual([(await detailOf(changed.id)).verifiedOn, (await detailOf(changed.id)).verifiedDocument], ['2024-04-18', '省核〔2024〕30号']);
});

test('受理以后不能改人和种类，有办理记录的不能删除；同一人同一种类只有一件在办', async () => {
  today = '2024-05-06';
  const person = await elder({ name: '郑在办' });
  const id = await apply(person.id, 'rural60');
  await assert.rejects(apply(person.id, 'rural60', { appliedOn: '2024-05-01' }), /不能重复登记/);
  await world.call(hands.clerk, 'recognition.cases.update', { id, version: 1, change: { kind: 'illReturned', applicant: 'agent', agentName: '郑子' } });
  assert.deepEqual((await view(id)).missing, ['个人申请', '身份证', '退役证件', '军队医院证明或原始病历', '困难证明', '授权委托书']);
  await receiveAll(id);
  const accepted = await perform(id, hands.village, 'accept');
  await assert.rejects(world.call(hands.clerk, 'recognition.cases.update', { id, version: accepted.version, change: { kind: 'rural60' } }), /受理以后不能再改/);
  await assert.rejects(world.call(hands.clerk, 'recognition.cases.remove', { id, version: accepted.version, reason: '登记错误' }), /不能删除/);
  await perform(id, hands.village, 'withdraw', { opinion: '本人撤回' });
  await apply(person.id, 'rural60');
});

test('成批改写已受理案件的身份时整批拒绝，点出姓名；待受理的照常', async () => {
  today = '2024-05-10';
  const rewrite = (id: string, role: string) => world.act(hands.clerk, async (act) => {
    await sql`update recognition.case set target_role = ${role} where county_code = ${act.scope.county} and id = ${id}`.execute(act.tx);
    await cases.afterWrite!(act, sql`r.id = ${id}`);
  });
  const id = await apply((await elder({ name: '冯三属' })).id, 'bereaved', { targetRole: 'kin_martyr' });
  await rewrite(id, 'kin_duty');
  await receiveAll(id);
  await perform(id, hands.village, 'accept');
  await rewrite(id, 'kin_duty');
  await assert.rejects(rewrite(id, 'kin_martyr'), /冯三属：受理以后不能再改申请认定的身份/);
  assert.equal((await world.call(hands.clerk, 'recognition.cases.get', { id })).targetRole, 'kin_duty');
});

test('县里改了办理规则，新申请按新规则：材料、期限、公示天数；乡级不能改', async () => {
  today = '2024-06-03';
  const { rows, total } = await world.call(hands.clerk, 'recognition.rules.list', { filters: { kind: ['bereaved'] } });
  assert.deepEqual([total, rows[0].unverified], [1, true]);
  const rule = { name: '三属2024', kind: 'bereaved', validFrom: '2024-06-01', papers: '申请书\n关系证明', noticeDays: 5, villageDays: 3 };
  await assert.rejects(world.call(hands.township, 'recognition.rules.create', { id: randomUUID(), draft: rule }), /县级维护/);
  await world.call(hands.clerk, 'recognition.rules.create', { id: randomUUID(), draft: rule });
  const id = await apply((await elder({ name: '冯遗属' })).id, 'bereaved', { targetRole: 'kin_martyr' });
  assert.deepEqual((await view(id)).missing, ['申请书', '关系证明']);
  await receiveAll(id);
  assert.equal((await perform(id, hands.village, 'accept')).dueOn, '2024-06-06');
  await go(id, ['village', 'pass'], ['township', 'pass'], ['clerk', 'pass'], ['clerk', 'startNotice', NOTICE]);
  assert.equal((await view(id)).notices[0].untilOn, '2024-06-07');
  today = '2024-06-08';
  await go(id, ['clerk', 'endNotice'], ['leader', 'approve', { document: '县批〔2024〕5号' }]);
  assert.equal((await view(id)).state, 'approved');
});

test('别的乡镇看不到也办不了；人迁到别村，案件连同环节、材料、公示一起过去', async () => {
  today = '2024-07-01';
  const person = await elder({ name: '陈迁移' });
  const id = await apply(person.id, 'rural60');
  await toNotice(id);
  const west = world.person('villageClerk', 'westHill');
  await assert.rejects(view(id, west), /不存在/);
  await assert.rejects(world.call(west, 'recognition.course.act', { id, step: randomUUID(), version: 1, act: 'withdraw', opinion: '越权' }), /不存在/);
  await assert.rejects(world.call(west, 'recognition.course.papers', { id, received: [] }), /不存在/);
  await assert.rejects(world.call(world.person('finance'), 'recognition.course.view', { id }), /没有这项权限/);
  const row = await world.call(hands.clerk, 'registry.persons.get', { id: person.id });
  await world.call(hands.clerk, 'registry.persons.update', { id: person.id, version: row.version, change: { divisionCode: PLACES.westHill } });
  const moved = await view(id, west);
  assert.deepEqual([moved.steps.length, moved.papers.length, moved.notices.length], [6, 4, 1]);
  await assert.rejects(view(id, hands.village), /不存在/);
});

test('待办按级别和岗位，超期名单只按期限；工作台一类一行', async () => {
  today = '2024-08-01';
  const lake = world.person('villageClerk', 'westLake');
  const id = await apply((await elder({ name: '孙待办', at: 'westLake' })).id, 'rural60', {}, lake);
  const mine = async (by: Actor) => (await world.call(by, 'recognition.course.waiting', { size: 100 })).rows.filter((one: { id: string }) => one.id === id).length;
  assert.deepEqual([await mine(lake), await mine(hands.clerk)], [1, 0]);
  await receiveAll(id);
  await perform(id, lake, 'accept');
  assert.deepEqual((await world.call(lake, 'organisation.tasks')).map((one: { title: string; due: string }) => [one.title, one.due]), [['身份认定：1 件待初审', '2024-08-11']]);
  today = '2024-08-12';
  const overdue = await world.call(lake, 'recognition.course.waiting', { list: 'overdue' });
  assert.deepEqual(overdue.rows.map((one: { id: string }) => one.id), [id]);
  await perform(id, lake, 'pass');
  assert.deepEqual([await mine(lake), await mine(world.person('townshipClerk', 'west')), await mine(hands.township)], [0, 1, 0]);
  assert.equal((await world.call(hands.leader, 'recognition.course.waiting', {})).rows.every((one: { state: string }) => ['decision', 'reconsidering'].includes(one.state)), true);
});

test('指标与名单一致：受理、认定、不予认定的件数', async () => {
  const count = async (figure: string, period: string) => (await world.call(hands.clerk, 'recognition.cases.list', { figure, period, size: 100 })).total;
  assert.equal(await count('recognition.approved', '2024-06'), 1);
  assert.equal(await count('recognition.approved', '2024-02'), 0);
  assert.equal(await count('recognition.refused', '2024-03'), 1);
  assert.equal(await count('recognition.accepted', '2024-08'), 1);
});
