import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { sql } from 'kysely';
import type { Values } from '#base/pure/record.ts';
import type { Refusal } from '#base/pure/refusal.ts';
import type { Actor } from '#base/server/house.ts';
import { inventCitizenId } from '#test/world.ts';
import { benefits } from './module.ts';
import { compute, course, create, dean, home, seen, soldier, update, yearsOf } from './conscripts.fixture.ts';
import { clock, finance, leader, linesOf, maker, pay, putInForce, runAct, world } from './sums.fixture.ts';

const terms = (name: string, id: string, more: Values = {}, by = maker): Promise<any> => world.call(by, `benefits.countyTerms.${name}`, { kind: 'conscript', id, ...more });
const inForce = (id: string): Promise<void> => putInForce('conscript', id);

test('德安2020：没有标准的先要标准；名单列出在役义务兵，家庭没登记的缺事实，进藏本科的2020年 14804×3＋20%＝47372.80元；再生成一次没有变化', async () => {
  await assert.rejects(course('reckon', { year: 2020 }), /还没有2020年的优待金标准/);
  const first = await dean(2020);
  await assert.rejects(create('benefits.conscriptAdditions', { termsId: first, item: 'plateau', percent: 2 }), /2 倍填 200/);
  await assert.rejects(course('reckon', { year: 2020 }), /还没有2020年的优待金标准/, 'what nobody has confirmed is not in force');
  assert.deepEqual((await course('overview', { year: 2020 })).draft, { id: first, title: '2020年度义务兵家庭优待金' });
  await inForce(first);
  const [tibet, unknown, nco] = [await soldier({ education: '20' }), await soldier(), await soldier({ enlistedOn: '2012-09' })];
  await home(tibet, { region: 'tibet' });
  assert.deepEqual(await course('reckon', { year: 2020 }), { added: 2, changed: 0, unknown: 1 });
  const [row] = await yearsOf(tibet);
  assert.deepEqual([row.answer, row.months, row.total, row.state], ['yes', 12, '4737280', 'draft']);
  assert.equal(row.working, '基数14,804.00元×300%＝44,412.00元；本科加发2,960.80元；合计47,372.80元');
  assert.deepEqual([(await yearsOf(unknown))[0].working, (await yearsOf(nco)).length], ['无法判断：缺少义务兵家庭（领取人、账户、批准入伍地）', 0]);
  assert.equal((await course('reckon', { year: 2020 })).added, 0);
  await assert.rejects(course('submit', { year: 2020 }), /待核实/);
});

test('县标准由两个人办理：登记的不能确认，有差异逐项写明，生效后不能改、不能删、不能动加发；据此起草的代替它', async () => {
  const [standing] = (await world.call(maker, 'benefits.conscriptTerms.list', { filters: { year: ['2020', '2020'] } })).rows;
  const copy = randomUUID();
  await terms('copy', standing.id, { newId: copy, title: '2020年度义务兵家庭优待金（核实）', from: '2020' });
  await update('benefits.conscriptTerms', copy, { base: '1480500', verification: 'published', document: '德政办〔2020〕8号' });
  const both: Actor = { ...maker, permissions: new Set([...maker.permissions, ...leader.permissions]) };
  const own = await terms('look', copy, {}, both);
  assert.equal(own.why, '您登记或修改过，须由另一人确认');
  await assert.rejects(terms('confirm', copy, { version: own.version }, both), /两个人/);
  await assert.rejects(terms('confirm', copy, { version: own.version }, maker), { status: 403 });
  const view = await terms('look', copy, {}, leader);
  assert.deepEqual([view.replaces, view.rows], ['2020年度义务兵家庭优待金', [
    { label: '名称', was: '2020年度义务兵家庭优待金', now: '2020年度义务兵家庭优待金（核实）' }, { label: '一年的基数', was: '14,804.00 元', now: '14,805.00 元' }, { label: '文号', was: null, now: '德政办〔2020〕8号' }, { label: '核实情况', was: '待核实', now: '已核实' },
  ]]);
  const { rows: [addition] } = await world.call(maker, 'benefits.conscriptAdditions.list', { filters: { termsId: [copy], item: ['college'] } });
  await world.call(maker, 'benefits.conscriptAdditions.update', { id: addition.id, version: addition.version, change: { percent: 15 } });
  await assert.rejects(terms('confirm', copy, { version: view.version - 1 }, leader), /刚被他人改动/);
  assert.deepEqual((await terms('look', copy, {}, leader)).rows.find((one: any) => one.label === '学历：大学专科'), { label: '学历：大学专科', was: '加基数的 10%', now: '加基数的 15%' });
  await update('benefits.conscriptTerms', copy, { base: '1480400' });
  await world.call(maker, 'benefits.conscriptAdditions.update', { id: addition.id, version: addition.version + 1, change: { percent: 10 } });
  assert.ok((await world.act(leader, (act) => benefits.tasks!(act))).some((task) => task.title === '优待金标准：1 份待确认'));
  await inForce(copy);
  for (const change of [() => update('benefits.conscriptTerms', copy, { base: '1' }), () => create('benefits.conscriptAdditions', { termsId: copy, item: 'order', percent: 50 }), () => world.call(maker, 'benefits.conscriptAdditions.remove', { id: addition.id, version: addition.version + 2, reason: '试删' })]) await assert.rejects(change(), /已生效的标准不再改动/);
  const { version } = await world.call(maker, 'benefits.conscriptTerms.get', { id: copy });
  await assert.rejects(world.call(maker, 'benefits.conscriptTerms.remove', { id: copy, version, reason: '试删' }), /已生效的标准不再改动/);
  assert.equal((await course('overview', { year: 2020 })).terms.id, copy, 'the one confirmed last counts');
  const { owner } = world.house.database;
  await assert.rejects(sql`update benefits.conscript_terms set confirmed_by_id = hands[1] where id = ${copy}`.execute(owner), /second_person/);
});

test('一次提交、一人审批：户数和合计与看到的不同不能审批，经手人不能审批；八月批次发给家长，没有档案的按登记的账户，再开一批一分不发', async () => {
  const [father, second] = [(await world.register({ citizenId: inventCitizenId('1969-01-01'), bankAccount: '6228480000000004009', bankName: '测试银行' })).id, await soldier()];
  await home(second, { payeeId: father, payeeName: '父亲', payeeCitizenId: null, bankAccount: null });
  await course('reckon', { year: 2020 });
  const sent = await course('submit', { year: 2020 });
  assert.deepEqual(sent, { count: 2, fen: String(4_737_280 + 1_480_400) });
  await assert.rejects(course('decide', { year: 2020, act: 'approve', count: 2, fen: '1', month: '2020-08' }, leader), /待审批的已有变化，现在是 2 户、62,176.80元/);
  await assert.rejects(course('decide', { year: 2020, act: 'approve', ...sent, month: '2020-08' }, { ...maker, permissions: new Set([...maker.permissions, ...leader.permissions]) }), /须由另一人审批/);
  assert.deepEqual(await course('decide', { year: 2020, act: 'approve', ...(await seen(2020, leader)), month: '2020-08' }, leader), sent);
  await assert.rejects(course('decide', { year: 2020, act: 'approve', ...sent, month: '2020-08' }, leader), /没有您可以审批的/);
  clock.today = '2020-08-20';
  const august = await compute('2020-08');
  const lines = await linesOf(august);
  assert.deepEqual(lines.map((line) => line.amount).toSorted(), ['1480400', '4737280']);
  assert.deepEqual(lines.find((line) => line.amount === '1480400').personId.id ?? lines.find((line) => line.amount === '1480400').personId, father);
  const roster = await world.call(maker, 'benefits.runCourse.roster', { id: august, page: 1, size: 50 });
  assert.deepEqual(roster.rows.map((row: any) => row.account).toSorted(), ['4001', '4009']);
  assert.equal((await pay(august)).total, sent.fen);
  assert.equal((await yearsOf(second))[0].paid, '1480400');
  const again = await compute('2020-08');
  assert.deepEqual(await linesOf(again), []);
  await runAct(maker, again, 'void', { opinion: '没有可发的' });
});

test('发放后当年立三等功：重算名单后回到拟定、已发的照旧；审批后下一批补发50% 7402.00元；年中退役的更正为5个月，多发待追回', async () => {
  const third = await soldier();
  await home(third);
  await course('reckon', { year: 2020 }); await course('submit', { year: 2020 });
  await course('decide', { year: 2020, act: 'approve', ...(await seen(2020, leader)), month: '2020-08' }, leader);
  await pay(await compute('2020-08'));
  await create('registry.awards', { personId: third, kind: 'merit3', awardedOn: '2020-08' });
  const [row] = await yearsOf(third);
  assert.deepEqual([(await course('look', { id: row.id })).changed, row.state], [true, 'approved']);
  assert.equal((await course('reckon', { year: 2020 })).changed, 1);
  const [anew] = await yearsOf(third);
  assert.deepEqual([anew.state, anew.total, anew.inForce, anew.paid], ['draft', '2220600', '1480400', '1480400']);
  const before = await compute('2020-08');
  assert.deepEqual(await linesOf(before), []);
  await runAct(maker, before, 'void', { opinion: '没有可发的' });
  await course('submit', { year: 2020 });
  await course('decide', { year: 2020, act: 'approve', ...(await seen(2020, finance)) }, finance);
  clock.today = '2020-09-20';
  const september = await compute('2020-09');
  assert.deepEqual((await linesOf(september)).map((line) => [line.amount, line.arrears]), [['740200', '740200']]);
  assert.match((await world.call(maker, 'benefits.lines.get', { id: (await linesOf(september))[0].id })).cause, /更正 2020年8月 7,402.00元/);
  await pay(september);
  const { version } = await world.call(maker, 'registry.persons.get', { id: third });
  await world.call(maker, 'registry.persons.update', { id: third, version, change: { dischargedOn: '2020-06', state: 'registered', settlement: 'self' } });
  await course('reckon', { year: 2020 }); await course('submit', { year: 2020 });
  await course('decide', { year: 2020, act: 'approve', ...(await seen(2020, leader)) }, leader);
  const after = await compute('2020-09');
  const owing = (await world.call(leader, 'benefits.runCourse.differences', { id: after, kind: 'owing', page: 1, size: 10 })).rows;
  assert.deepEqual(owing.map((one: any) => one.words), ['更正后多发8,635.67元待追回']);
  await runAct(maker, after, 'void', { opinion: '测试完毕' });
});

test('撤销一户、乡镇只看：撤销由另一人审批；乡镇看本乡的年度情况，不能生成名单', async () => {
  const fourth = await soldier();
  await home(fourth);
  await course('reckon', { year: 2020 });
  const [row] = await yearsOf(fourth);
  assert.equal((await course('act', { id: row.id, version: row.version, act: 'withdraw' })).state, 'withdrawn');
  assert.equal((await course('reckon', { year: 2020 })).added, 0);
  const township = world.person('townshipClerk', 'east');
  await assert.rejects(course('reckon', { year: 2020 }, township), (error: Refusal) => error.status === 403);
  assert.equal((await course('overview', { year: 2020 }, township)).terms.payMonth, 8);
});

test('发放记录里已经发过的不再发第二次：提醒核对以前不能提交；核对为10000元的批次只发4804元，足额的不发，不是这一年的填0照发', async () => {
  clock.today = '2020-11-20';
  const [part, whole, other] = [await soldier(), await soldier(), await soldier()];
  for (const one of [part, whole, other]) {
    await home(one, { payeeCitizenId: inventCitizenId('1971-02-03'), bankAccount: '6228480000000004777' });
    await create('benefits.payments', { personId: one, programme: 'conscript', month: '2020-08', amount: one === part ? '1000000' : '1480400', paidOn: '2020-08-01' }, finance);
  }
  await course('reckon', { year: 2020 });
  const row = async (personId: string) => (await yearsOf(personId)).find((one) => one.year === 2020);
  assert.deepEqual([(await row(part)).answer, (await row(part)).working], ['unknown', '无法判断：缺少系统外已发多少（发放记录中有10,000.00元，核对后填写“系统外已发”，不是这一笔的填 0）']);
  await assert.rejects(course('act', { id: (await row(part)).id, version: (await row(part)).version, act: 'submit' }), /没有确定的金额/);
  await assert.rejects(update('benefits.conscriptYears', (await row(part)).id, { paidOutside: '-1' }), /不能小于 0/);
  for (const [one, said] of [[part, '1000000'], [whole, '1480400'], [other, '0']]) await update('benefits.conscriptYears', (await row(one!)).id, { paidOutside: said });
  assert.deepEqual(await Promise.all([part, whole, other].map(async (one) => { const { answer, total } = await row(one); return [answer, total]; })), [['yes', '480400'], ['no', '0'], ['yes', '1480400']]);
  assert.match((await row(whole)).working, /不发：.*系统外已发14,804.00元，还应发0.00元/);
  await course('submit', { year: 2020 });
  await assert.rejects(update('benefits.conscriptYears', (await row(part)).id, { paidOutside: '0' }), /先收回/);
  await course('decide', { year: 2020, act: 'approve', month: '2020-11', ...(await seen(2020, leader)) }, leader);
  const run = await compute('2020-11');
  const amounts = async (id: string) => (await linesOf(id)).filter((line) => [part, whole, other].includes(line.personId.id ?? line.personId)).map((line) => line.amount).sort();
  assert.deepEqual(await amounts(run), ['1480400', '480400']);
  await pay(run);
  const later = await compute('2020-12');
  assert.deepEqual(await amounts(later), []);
  await runAct(maker, later, 'void', { opinion: '测试完毕' });
});

test('换领取人和账号：批准以后经办人改了账号的须第二人核对才发；领取人去世改为母亲，更正批准后发给母亲，父亲名下的作废；已发给父亲的显示待追回', async () => {
  clock.today = '2020-12-05';
  const father = (await world.register({ citizenId: inventCitizenId('1968-04-04'), bankAccount: '6228480000000005501', bankName: '测试银行' })).id;
  const son = await soldier();
  const { id: homeId } = await home(son, { payeeId: father, payeeName: '父亲', payeeCitizenId: null, bankAccount: '6228480000000005502' });
  await course('reckon', { year: 2020 });
  const yearOf = async () => (await yearsOf(son)).find((one) => one.year === 2020);
  const step = async (by: Actor, act: string, more: Values = {}) => { const { id, version } = await yearOf(); return course('act', { id, version, act, ...more }, by); };
  const approveAll = async () => course('decide', { year: 2020, act: 'approve', month: '2020-12', ...(await seen(2020, leader)) }, leader);
  await step(maker, 'submit');
  await approveAll();
  await update('benefits.conscriptHomes', homeId, { bankAccount: '6228480000000005599' });
  const first = await compute('2020-12');
  assert.equal((await world.call(maker, 'benefits.runCourse.waiting', { id: first })).unchecked, 1);
  await runAct(maker, first, 'void', { opinion: '改回账号' });
  await update('benefits.conscriptHomes', homeId, { bankAccount: '6228480000000005502' });
  await update('benefits.conscriptHomes', homeId, { payeeId: null, payeeName: '母亲', payeeCitizenId: inventCitizenId('1970-09-09') });
  const held = await compute('2020-12');
  assert.deepEqual((await world.call(leader, 'benefits.runCourse.differences', { id: held, kind: 'owing', page: 1, size: 50 })).rows.filter((one: any) => one.personId === father).map((one: any) => one.words), ['批准的领取人是张建国，义务兵家庭已改为母亲，请办理“更正”，重新审批以后再发']);
  assert.deepEqual((await course('look', { id: (await yearOf()).id })).payee, { was: '张建国', now: '母亲' });
  await runAct(maker, held, 'void', { opinion: '改回领取人' });
  await update('benefits.conscriptHomes', homeId, { payeeId: father, payeeName: '父亲', payeeCitizenId: null });
  await pay(await compute('2020-12'));
  assert.deepEqual((await world.call(maker, 'benefits.payments.list', { filters: { personId: [father] } })).rows.map((row: any) => row.amount), ['1480400']);
  await step(maker, 'correct', { opinion: '父亲早已去世，应由母亲领取' });
  await update('benefits.conscriptHomes', homeId, { payeeId: null, payeeName: '母亲', payeeCitizenId: inventCitizenId('1970-09-09'), bankAccount: '6228480000000005503' });
  await step(maker, 'submit');
  await approveAll();
  clock.today = '2021-01-05';
  const next = await compute('2021-01');
  assert.deepEqual((await linesOf(next)).filter((line) => (line.personId.id ?? line.personId) === son).map((line) => line.amount), ['1480400']);
  assert.deepEqual((await world.call(leader, 'benefits.runCourse.differences', { id: next, kind: 'owing', page: 1, size: 50 })).rows.filter((row: any) => row.personId === father).map((row: any) => row.words).join(), '已撤销；多发待追回');
  await runAct(maker, next, 'void', { opinion: '测试完毕' });
});

test('改了领取账号的人不能再审批这一年；领取人原有发放账号的，换成别的账号要第二人核对；没有档案的领取人后来建了档，还是同一个人，只补差额', async () => {
  clock.today = '2021-07-05';
  const mother = inventCitizenId('1972-06-06');
  const son = await soldier({ enlistedOn: '2020-09' });
  const { id: homeId } = await home(son, { payeeName: '王秀英', payeeCitizenId: mother, bankAccount: '6228480000000006601' });
  await inForce(await dean(2021, { verification: 'published', document: '德政办〔2021〕8号' }));
  await course('reckon', { year: 2021 });
  const yearOf = async () => (await yearsOf(son)).find((one) => one.year === 2021);
  const step = async (by: Actor, act: string, more: Values = {}) => { const { id, version } = await yearOf(); return course('act', { id, version, act, ...more }, by); };
  await step(maker, 'submit');
  const both: Actor = { ...finance, permissions: new Set([...finance.permissions, ...leader.permissions]) };
  await world.call(both, 'benefits.conscriptHomes.update', { id: homeId, version: (await world.call(maker, 'benefits.conscriptHomes.get', { id: homeId })).version, change: { bankAccount: '6228480000000006602' } });
  await assert.rejects(course('decide', { year: 2021, act: 'approve', month: '2021-07', ...(await seen(2021, both)) }, both), /没有您可以审批的/);
  const approveAll = async (month: string) => course('decide', { year: 2021, act: 'approve', month, ...(await seen(2021, leader)) }, leader);
  await approveAll('2021-07');
  const july = await compute('2021-07');
  await pay(july);
  assert.deepEqual((await linesOf(july)).filter((line) => (line.personId.id ?? line.personId) === son).map((line) => [line.amount, line.outcome]), [['1480400', 'paid']]);
  const filed = (await world.register({ name: '王秀英', citizenId: mother, bankAccount: '6228480000000006602', bankName: '测试银行' })).id;
  await step(maker, 'correct', { opinion: '进藏服役，倍数更正' });
  await update('benefits.conscriptHomes', homeId, { payeeId: filed, payeeCitizenId: null, bankAccount: null, region: 'tibet' });
  await step(maker, 'submit');
  await approveAll('2021-07');
  clock.today = '2021-08-05';
  const august = await compute('2021-08');
  const [more] = (await linesOf(august)).filter((line) => (line.personId.id ?? line.personId) === filed);
  assert.equal(more.amount, '2960800');
  assert.equal((await world.call(maker, 'benefits.runCourse.waiting', { id: august })).unchecked, 0);
  await runAct(maker, august, 'void', { opinion: '测试完毕' });
  await update('benefits.conscriptHomes', homeId, { bankAccount: '6228480000000006699' });
  const again = await compute('2021-08');
  assert.equal((await world.call(maker, 'benefits.runCourse.waiting', { id: again })).unchecked, 1);
  await runAct(maker, again, 'void', { opinion: '测试完毕' });
});

test('领取人没有档案也没有身份证号的缺事实，不能提交；补上身份证号以后应发', async () => {
  const son = await soldier({ enlistedOn: '2020-09' });
  const { id: homeId } = await home(son, { payeeName: '没写号码', payeeCitizenId: null, bankAccount: '6228480000000009901' });
  await course('reckon', { year: 2021 });
  const yearOf = async () => (await world.call(maker, 'benefits.conscriptYears.list', { filters: { personId: [son] } })).rows.find((row: any) => row.year === 2021);
  const { id } = await yearOf();
  assert.match((await course('look', { id })).words, /领取人档案或身份证号/);
  await update('benefits.conscriptHomes', homeId, { payeeCitizenId: inventCitizenId('1972-02-03') });
  assert.doesNotMatch((await course('look', { id })).words, /身份证号/);
});
