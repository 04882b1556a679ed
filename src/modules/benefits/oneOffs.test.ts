import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { sql } from 'kysely';
import type { Refusal } from '#base/pure/refusal.ts';
import type { Actor } from '#base/server/house.ts';
import { inventCitizenId } from '#test/world.ts';
import { benefits } from './module.ts';
import { act, create, look, martyr, owner, person, publish, update } from './oneOffs.fixture.ts';
import { clock, compute, differencesOf, finance, leader, linesOf, maker, pay, voided, world } from './sums.fixture.ts';

const THREE = [['parent', 518_210], ['spouse', 518_210], ['child', 518_210]] as const;

test('烈士褒扬金1554630.00元三人各518210.00元：份额不足不能提交，经手人不能审批，审批后六月批次发三笔，名册、来由、通知单写明谁领取和怎样算，再开一批一分不发', async () => {
  const id = await martyr([THREE[0], THREE[1]]);
  const view = await look(id);
  assert.deepEqual([view.fen, view.words], ['155463000', '2023年度全国城镇居民人均可支配收入51,821.00元×30＝1,554,630.00元']);
  assert.match(view.findings[0].message, /少518,210.00元/);
  await assert.rejects(act(maker, id, 'submit'), /少518,210.00元/);
  await create('oneOffShares', { oneOffId: id, relation: 'child', payeeName: '幼子', payeeCitizenId: inventCitizenId('2020-01-01'), fen: '51821000', bankAccount: '6228480000000001002' });
  await act(maker, id, 'submit');
  await assert.rejects(update('oneOffs', id, { note: '改' }), /不能改动/);
  await assert.rejects(update('oneOffShares', (await look(id)).shares[0].id, { fen: '1' }), /不能改动/);
  await assert.rejects(act(maker, id, 'approve', { month: '2025-06' }), (error: Refusal) => error.status === 403 || error.status === 409);
  const both: Actor = { ...maker, permissions: new Set([...maker.permissions, ...leader.permissions]) };
  await assert.rejects(act(both, id, 'approve', { month: '2025-06' }), /须由另一人审批/);
  await assert.rejects(act(leader, id, 'approve', { month: '2025-04' }), /发放月份应在2025年5月至2026年5月之间/);
  await assert.rejects(act(leader, id, 'approve'), /请选择发放月份/);
  const approved = await act(leader, id, 'approve', { month: '2025-06' });
  assert.deepEqual([approved.state, approved.month, approved.inForce, approved.paid], ['approved', '2025-06', '155463000', null]);
  const may = await compute(['martyrAward'], '2025-05');
  assert.deepEqual(await linesOf(may), []);
  await voided(may);
  clock.today = '2025-06-20';
  const june = await compute(['martyrAward', 'deathPension'], '2025-06');
  const lines = await linesOf(june);
  assert.deepEqual(lines.map((line) => [line.amount, line.regular, line.change]), Array(3).fill(['51821000', '51821000', 'new']));
  const child = (await Promise.all(lines.map((line) => world.call(maker, 'benefits.lines.get', { id: line.id })))).find((line) => line.payee === '幼子');
  assert.match(child.cause, /^.+：2023年度全国城镇居民人均可支配收入51,821.00元×30＝1,554,630.00元；其中子女幼子领取518,210.00元$/);
  const reasons = await world.call(finance, 'benefits.runCourse.explain', { id: child.id });
  assert.match(reasons.months[0].rule, /^烈士褒扬金：.*领取518,210.00元$/);
  assert.equal(reasons.citation, '《军人抚恤优待条例》第十五条、第十八条；《烈士褒扬条例》第十五条');
  const roster = await world.call(maker, 'benefits.runCourse.roster', { id: june, page: 1, size: 50 });
  assert.deepEqual(roster.rows.map((row: any) => [row.name, row.account]).toSorted(), [['幼子', '1002'], ['遗属0', '1000'], ['遗属1', '1001']]);
  assert.equal((await differencesOf(june, 'new')).length, 3);
  assert.deepEqual(await world.call(maker, 'benefits.runCourse.recompute', { id: june }), { lines: 3, differing: [] });
  const file = await pay(june);
  assert.deepEqual([file.lines, file.total], [3, '155463000']);
  assert.equal((await world.call(maker, 'benefits.oneOffs.get', { id })).paid, '155463000');
  assert.deepEqual((await look(id)).lines.map((line: any) => line.outcome), ['paid', 'paid', 'paid']);
  const again = await compute(['martyrAward'], '2025-06');
  assert.deepEqual([await linesOf(again), await differencesOf(again, 'owing')], [[], []]);
  await voided(again);
});

test('审批按两次只发一次：重复同一次审批没有变化，另一次被拒绝；同一人同一种不能登记两件', async () => {
  const id = await martyr([['spouse', 1_554_630]]);
  const soldier = (await world.call(maker, 'benefits.oneOffs.get', { id })).personId;
  await assert.rejects(create('oneOffs', { personId: soldier, kind: 'martyrAward', document: '烈评〔2025〕2号' }), /不能重复登记/);
  await act(maker, id, 'submit');
  const { version } = await world.call(leader, 'benefits.oneOffs.get', { id });
  const decide = () => world.call(leader, 'benefits.oneOffCourse.decide', { id, version, act: 'approve', month: '2025-06' });
  const [first, second] = [await decide(), await decide()];
  assert.deepEqual([first.state, second.state, second.version], ['approved', 'approved', version + 1]);
  await assert.rejects(act(finance, id, 'approve', { month: '2025-07' }), /不能审批同意/);
  const june = await compute(['martyrAward'], '2025-06');
  assert.deepEqual((await linesOf(june)).map((line) => line.amount), ['155463000']);
  await voided(june);
  await act(maker, id, 'revoke', { opinion: '未发放前撤销' });
  await act(leader, id, 'approve');
  const after = await compute(['martyrAward'], '2025-06');
  assert.deepEqual(await linesOf(after), []);
  await voided(after);
});

test('更正：发放后发现另有一子，三人改各518210.00元，提交审批前照旧，审批后下一批补发518210.00元，多发的列待追回，退款后不再列', async () => {
  const id = await martyr([['parent', 777_315], ['spouse', 777_315]]);
  await act(maker, id, 'submit'); await act(leader, id, 'approve', { month: '2025-06' });
  await pay(await compute(['martyrAward'], '2025-06'));
  await act(maker, id, 'correct', { opinion: '另有一子，遗属协商改分' });
  const shares = (await look(id)).shares;
  await assert.rejects(world.call(maker, 'benefits.oneOffShares.remove', { id: shares[0].id, version: shares[0].version, reason: '删除' }), /不能删除/);
  await assert.rejects(update('oneOffShares', shares[0].id, { payeeName: '换人' }), /不能换领取人/);
  for (const share of shares) await update('oneOffShares', share.id, { fen: '51821000' });
  await create('oneOffShares', { oneOffId: id, relation: 'child', payeeName: '次子', payeeCitizenId: inventCitizenId('2019-02-02'), fen: '51821000', bankAccount: '6228480000000001003' });
  const before = await compute(['martyrAward'], '2025-06');
  assert.deepEqual([await linesOf(before), await differencesOf(before, 'owing')], [[], []]);
  await voided(before);
  await act(maker, id, 'submit'); await act(leader, id, 'approve');
  clock.today = '2025-07-20';
  const july = await compute(['martyrAward'], '2025-07');
  assert.deepEqual((await linesOf(july)).map((line) => [line.amount, line.arrears, line.regular]), [['51821000', '51821000', '0']]);
  assert.deepEqual(await differencesOf(july, 'owing'), Array(2).fill('更正后多发259,105.00元待追回'));
  await voided(july);
  const soldier = (await world.call(maker, 'benefits.oneOffs.get', { id })).personId;
  await world.call(finance, 'benefits.repayments.create', { id: randomUUID(), draft: { personId: soldier, programme: 'martyrAward', amount: '51821000', receivedOn: '2025-07-19', document: '缴款书' } });
  const after = await compute(['martyrAward'], '2025-07');
  assert.deepEqual([(await linesOf(after)).length, await differencesOf(after, 'owing')], [1, []]);
  await voided(after);
});

test('发放后撤销：审批人不能自己提出，复核后下一批不再发、全部列待追回1554630.00元；提出后退回的照旧有效', async () => {
  clock.today = '2025-06-20';
  const id = await martyr([['spouse', 1_554_630]]);
  await act(maker, id, 'submit'); await act(finance, id, 'approve', { month: '2025-06' });
  await pay(await compute(['martyrAward'], '2025-06'));
  await assert.rejects(act(finance, id, 'revoke', { opinion: '评定撤销' }), /由另一人提出/);
  await assert.rejects(act(maker, id, 'revoke'), /请写明/);
  await act(maker, id, 'revoke', { opinion: '评定撤销' });
  assert.equal((await act(leader, id, 'sendBack', { opinion: '材料不全' })).state, 'approved');
  await act(maker, id, 'revoke', { opinion: '评定撤销，已附文件' });
  const withdrawn = await act(leader, id, 'approve');
  assert.deepEqual([withdrawn.state, withdrawn.inForce, withdrawn.paid], ['withdrawn', '0', '155463000']);
  const july = await compute(['martyrAward'], '2025-07');
  assert.ok((await differencesOf(july, 'owing')).includes('已撤销；多发待追回'));
  await voided(july);
});

test('领取人有档案的发到档案账户、记在他的名下：父亲本月的待遇里看得到；发放前去世的不发，差异写明请更正份额', async () => {
  clock.today = '2025-06-20';
  const [father, mother] = [await person({ bankAccount: '6228480000000002001', bankName: '测试银行' }), await person({ name: '烈母', state: 'dead', diedOn: '2025-05-30' })];
  const id = await martyr([['parent', 777_315, { payeeId: father, payeeCitizenId: null, bankAccount: null }], ['parent', 777_315, { payeeId: mother, payeeCitizenId: null, bankAccount: null, payeeName: '随便写' }]]);
  assert.equal((await look(id)).shares[1].payeeName, '烈母');
  await act(maker, id, 'submit'); await act(leader, id, 'approve', { month: '2025-06' });
  assert.match((await world.call(maker, 'benefits.personBenefits.look', { id: father })).due.find((one: any) => one.programme === 'martyrAward').words, /一次发给777,315.00元/);
  const june = await compute(['martyrAward'], '2025-06');
  const lines = await linesOf(june);
  assert.deepEqual(lines.map((line) => [line.personId.id ?? line.personId, line.amount]), [[father, '77731500']]);
  assert.deepEqual(await differencesOf(june, 'stopped'), ['领取人2025年5月去世，请更正份额']);
  await voided(june);
});

test('一次性抚恤金按档案的立功增发：登记二等功的1490883.00元；提交以后又登记一等功的，审批时要求退回重算；待核实的标准不能提交', async () => {
  const soldier = await person({ state: 'dead', diedOn: '2024-10-08', enlistedOn: '2015-09', dischargedOn: null, settlement: null, roles: ['serving'] });
  await world.call(maker, 'registry.awards.create', { id: randomUUID(), draft: { personId: soldier, kind: 'merit2', awardedOn: '2020-08' } });
  const { id } = await create('oneOffs', { personId: soldier, kind: 'pensionMartyr', document: '烈评〔2025〕3号', pay: '650000', payDocument: '军证〔2025〕1号' });
  assert.equal((await world.call(maker, 'benefits.oneOffs.get', { id })).total, '149088300');
  await create('oneOffShares', { oneOffId: id, relation: 'spouse', payeeName: '配偶', payeeCitizenId: inventCitizenId('1992-02-02'), fen: '149088300' });
  await act(maker, id, 'submit');
  await world.call(maker, 'registry.awards.create', { id: randomUUID(), draft: { personId: soldier, kind: 'merit1', awardedOn: '2023-08' } });
  await assert.rejects(act(leader, id, 'approve', { month: '2025-06' }), /请退回重新提交|合计/);
  const late = await person({ state: 'dead', diedOn: '2025-02-08', enlistedOn: '2015-09', dischargedOn: null, settlement: null, roles: ['serving'] });
  await publish('income', 54_188, '2025-01-01', '2025-01-17', 'unverified');
  const other = await create('oneOffs', { personId: late, kind: 'martyrAward', document: '烈评〔2025〕4号' });
  assert.equal(other.total, '162564000');
  await create('oneOffShares', { oneOffId: other.id, relation: 'spouse', payeeName: '配偶', payeeCitizenId: inventCitizenId('1993-02-02'), fen: '162564000' });
  await assert.rejects(act(maker, other.id, 'submit'), /待核实/);
});

test('地方一次性经济补助 T7：义务兵2年0个月按县标准9000.00元，份额自动为本人；标准待核实不能提交，核实后发一次；安排工作的不发', async () => {
  const terms = await create('grantTerms', { title: '本县2013年办法', effectiveOn: '2013-01-01', kind: 'byYears', perYear: '450000', ncoStep: '100000', conscriptYears: 2, verification: 'unverified' });
  const inForce = async (id: string) => { const { version } = await world.call(leader, 'benefits.countyTerms.look', { kind: 'grant', id }); await world.call(leader, 'benefits.countyTerms.confirm', { kind: 'grant', id, version }); };
  await inForce(terms.id);
  await assert.rejects(create('grantTerms', { title: '缺参数', effectiveOn: '2014-01-01', kind: 'onBase', base: '900000', verification: 'unverified' }), /请填写基数对应的年限/);
  const veteran = await person({ enlistedOn: '2022-09', dischargedOn: '2024-09', settlement: 'self', bankAccount: '6228480000000003001' });
  const { id, total } = await create('oneOffs', { personId: veteran, kind: 'localGrant', document: '延退补〔2025〕1号' });
  assert.equal(total, '900000');
  assert.deepEqual((await look(id)).shares.map((one: any) => [one.relation, one.fen, one.hasAccount]), [['self', '900000', true]]);
  await assert.rejects(act(maker, id, 'submit'), /待核实/);
  const checked = randomUUID();
  await world.call(maker, 'benefits.countyTerms.copy', { kind: 'grant', id: terms.id, newId: checked, title: '本县2013年办法（核实）', from: '2013-01-01' });
  await assert.rejects(update('grantTerms', checked, { verification: 'published' }), /须填写文号/);
  await update('grantTerms', checked, { title: '本县2013年新办法', verification: 'published', document: '延政〔2013〕9号' });
  await inForce(checked);
  await act(maker, id, 'submit'); await act(leader, id, 'approve', { month: '2025-06' });
  const june = await compute(['localGrant'], '2025-06');
  const [line] = await linesOf(june);
  assert.deepEqual([line.amount, line.personId.id ?? line.personId], ['900000', veteran]);
  assert.match((await world.call(maker, 'benefits.lines.get', { id: line.id })).cause, /^本县2013年新办法：服役2年，计2年；2年×4,500.00元＝9,000.00元$/);
  await pay(june);
  const [detail] = (await world.call(maker, 'registry.settlementDetails.list', { filters: { personId: [veteran] } })).rows;
  assert.deepEqual([detail.grantAmount, (await world.call(maker, 'registry.settlementDetails.get', { id: detail.id })).grantPaidOn], ['900000', clock.today]);
  assert.equal((await look(id)).answer, 'yes');
  const assigned = await create('oneOffs', { personId: await person({ enlistedOn: '2012-09', dischargedOn: '2024-09', settlement: 'assigned' }), kind: 'localGrant', document: '延退补〔2025〕2号' });
  assert.equal((await look(assigned.id)).words, '不发：安置方式不是自主就业');
});

test('库里也拦：同一人经手又审批的写不进去，批准的金额不能删除', async () => {
  await assert.rejects(sql`update benefits.entitlement set hands = hands || approved_by_id`.execute(owner()), /entitlement_second_person/);
  await assert.rejects(sql`update benefits.one_off set hands = hands || approved_by_id where approved_by_id is not null`.execute(owner()), /one_off_second_person/);
  await assert.rejects(world.act(maker, ({ tx }) => sql`delete from benefits.entitlement`.execute(tx)), /permission denied/);
});

test('乡镇看得到本乡的，不能办理；等您审批的列在待办', async () => {
  const id = await martyr([['spouse', 1_554_630]]);
  await act(maker, id, 'submit');
  const township = world.person('townshipClerk', 'east');
  assert.ok((await world.call(township, 'benefits.oneOffs.list', {})).rows.every((row: any) => row.divisionCode.startsWith(township.division.slice(0, 9))));
  await assert.rejects(world.call(township, 'benefits.oneOffCourse.act', { id, version: 1, act: 'recall' }), (error: Refusal) => error.status === 403);
  const tasks = await world.act(leader, (one) => benefits.tasks!(one));
  assert.ok(tasks.some((task) => /一次性给付：\d+ 件待审批/.test(task.title)));
  assert.equal((await act(maker, id, 'recall')).state, 'draft');
  assert.equal((await act(maker, id, 'withdraw')).state, 'withdrawn');
});

test('同一人的一次性抚恤金不发两次：因公牺牲的发了又追认烈士，先问已发多少，只发差额；原来的撤销而没有退回的，退款登记以前不能另办', async () => {
  clock.today = '2025-06-20';
  const duty = await martyr([['spouse', 1_296_420]], 'pensionDuty', { pay: '650000', payDocument: '工资证明' });
  const soldier = (await world.call(maker, 'benefits.oneOffs.get', { id: duty })).personId;
  await act(maker, duty, 'submit'); await act(leader, duty, 'approve', { month: '2025-06' });
  const early = await create('oneOffs', { personId: soldier.id ?? soldier, kind: 'pensionIllness', document: '病故通知', pay: '650000', payDocument: '工资证明' });
  assert.match(early.working, /系统外已发多少（发放记录中有1,296,420.00元/, '批准了还没有发的也问');
  await act(maker, early.id, 'withdraw', { opinion: '登记重了' });
  await pay(await compute(['deathPension'], '2025-06'));
  const again = await create('oneOffs', { personId: soldier.id ?? soldier, kind: 'pensionMartyr', document: '烈评〔2025〕9号', pay: '650000', payDocument: '工资证明', merit: 'third' });
  assert.match(again.working, /系统外已发多少（发放记录中有1,296,420.00元/);
  assert.equal((await update('oneOffs', again.id, { paidOutside: '129642000' })).total, '19446300');
  await act(maker, duty, 'revoke', { opinion: '追认烈士' });
  await act(leader, duty, 'approve');
  assert.equal((await world.call(maker, 'benefits.oneOffs.get', { id: duty })).state, 'withdrawn');
  assert.match((await look(again.id)).words, /撤销的1,296,420.00元的退款/);
  await world.call(finance, 'benefits.repayments.create', { id: randomUUID(), draft: { personId: soldier.id ?? soldier, programme: 'deathPension', amount: '129642000', receivedOn: clock.today, document: '缴款书9' } });
  await update('oneOffs', again.id, { paidOutside: '0' });
  assert.equal((await look(again.id)).fen, '149088300');
});
