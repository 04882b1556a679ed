import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { sql } from 'kysely';
import type { Refusal } from '#base/pure/refusal.ts';
import type { Actor } from '#base/server/house.ts';
import { act, clock, closeAll, differencesOf, entitled, finance, leader, lineOf, linesOf, maker, months, open, outcomes, publish, reviewer, toFile, world } from './runs.fixture.ts';

test('T1 七级因战：2026年2月公布、2025年8月起执行的通知，3月随当月3355元补发7个月×98元＝686元；四人四环节，一人不能兼任', async () => {
  const person = await entitled({ paid: months('2025-08', 7).map((month): [string, string] => [month, '325700']) });
  await publish({ category: 'disabled', grade: 7, nature: 'war', amount: 40260, effectiveOn: '2025-08-01', publishedOn: '2026-02-10' });
  const id = await open('2026-03-01', ['disability'], '2026-03');
  await act(maker, id, 'compute');
  const line = await lineOf(id, person);
  assert.deepEqual([line.regular, line.arrears, line.recovered, line.amount], ['335500', '68600', '0', '404100']);
  assert.match(line.cause ?? (await world.call(maker, 'benefits.lines.get', { id: line.id })).cause, /标准调整补差 2025年8月至2026年2月（7个月）×98.00元＝686.00元/);
  const everything: Actor = { ...maker, permissions: new Set([...finance.permissions, ...leader.permissions, ...maker.permissions]) };
  await assert.rejects(act(everything, id, 'review'), /须由不同的人/);
  await assert.rejects(act(maker, id, 'approve'), (error: Refusal) => error.status === 409);
  await act(reviewer, id, 'review');
  await assert.rejects(act({ ...everything, id: 'reviewer' }, id, 'approve'), /须由不同的人/);
  await act(leader, id, 'approve');
  await assert.rejects(act({ ...everything, id: 'leader' }, id, 'check'), /须由不同的人/);
  await act(finance, id, 'check');
  const { version } = await world.call(maker, 'benefits.runs.get', { id });
  const layouts = await world.call(maker, 'benefits.bankLayouts.list', {});
  const file = await world.call(maker, 'benefits.runCourse.file', { id, step: randomUUID(), version, layoutId: layouts.rows[0].id });
  assert.deepEqual([file.lines, file.total, file.carried], [1, '404100', 0]);
  await act(maker, id, 'close', { on: clock.today });
  const view = await world.call(leader, 'benefits.runCourse.look', { id });
  assert.deepEqual([view.state, view.total, view.sums.filter((sum: any) => sum.by === 'outcome').map((sum: any) => [sum.key, sum.fen])], ['closed', '404100', [['paid', '404100']]]);
  const again = await open('2026-03-02', ['disability'], '2026-03');
  await act(maker, again, 'compute');
  assert.deepEqual(await linesOf(again), []);
  await act(maker, again, 'void', { opinion: '没有可发的' });
  assert.deepEqual(await world.call(maker, 'benefits.runCourse.recompute', { id }), { lines: 1, differing: [] });
});

test('RULE-21 去世迟报：1月去世4月才知道，多发的2、3月7186.00元从丧葬补助21558.00元中抵扣，实发14372.00元；只发丧葬补助的批次先不发；退款登记后不再抵，发21558.00元', async () => {
  clock.today = '2026-03-20';
  await publish({ category: 'survivor', variant: '烈士遗属', amount: 43116, effectiveOn: '2025-08-01', publishedOn: '2025-08-20' });
  const person = await entitled({ category: 'kin_martyr', grade: null, nature: null, programme: 'survivor', paid: months('2025-08', 7).map((month): [string, string] => [month, '359300']) });
  const march = await open('2026-03-11', ['survivor'], '2026-03');
  await toFile(march);
  await closeAll(march);
  assert.deepEqual(await outcomes(march), { paid: '359300' });
  clock.today = '2026-04-20';
  const { version } = await world.call(maker, 'registry.persons.get', { id: person });
  await world.call(maker, 'registry.persons.update', { id: person, version, change: { state: 'dead', diedOn: '2026-01-15' } });
  const april = await open('2026-04-11', ['survivor', 'funeral'], '2026-04');
  await act(maker, april, 'compute');
  const lines = await linesOf(april);
  assert.deepEqual(lines.map((line) => [line.programme, line.arrears, line.recovered, line.amount]), [['funeral', '2155800', '718600', '1437200']]);
  assert.match((await world.call(maker, 'benefits.lines.get', { id: lines[0].id })).cause, /抵扣去世后多发的定期抚恤金 2026年2月至2026年3月（2个月）7,186.00元/);
  const reasons = await world.call(maker, 'benefits.runCourse.explain', { id: lines[0].id });
  assert.deepEqual(reasons.months.map((one: any) => [one.month, one.fen]), [['2026-02', '2155800'], ['2026-02', '-359300'], ['2026-03', '-359300']]);
  assert.deepEqual(await differencesOf(april, 'owing'), []);
  assert.deepEqual(await world.call(maker, 'benefits.runCourse.recompute', { id: april }), { lines: 1, differing: [] });
  await act(maker, april, 'void', { opinion: '另看只发丧葬补助的批次' });
  const alone = await open('2026-04-12', ['funeral'], '2026-04');
  await act(maker, alone, 'compute');
  assert.deepEqual(await linesOf(alone), []);
  assert.match((await differencesOf(alone, 'owing'))[0].words, /另有去世后多发的定期抚恤金7,186.00元，请把定期抚恤金放进同一批次/);
  await act(maker, alone, 'void', { opinion: '与定期抚恤金同批发放' });
  const both = await open('2026-04-13', ['survivor', 'funeral'], '2026-04');
  await toFile(both);
  await closeAll(both);
  const again = await open('2026-04-14', ['survivor', 'funeral'], '2026-04');
  await act(maker, again, 'compute');
  assert.deepEqual([await linesOf(again), await differencesOf(again, 'owing')], [[], []]);
  await act(maker, again, 'void', { opinion: '没有可发的' });
});

test('退款先到的不再抵：同样的去世迟报，退回7186.00元以后丧葬补助发21558.00元；多发超过丧葬补助的抵完为止，明细0.00元不进银行文件，余下的待追回', async () => {
  clock.today = '2026-03-20';
  const person = await entitled({ category: 'kin_martyr', grade: null, nature: null, programme: 'survivor', paid: months('2025-08', 8).map((month): [string, string] => [month, '359300']) });
  const poor = await entitled({ category: 'combat', grade: null, nature: null, programme: 'combat', startedOn: '2025-08', paid: months('2025-08', 8).map((month): [string, string] => [month, '90900']) });
  clock.today = '2026-04-20';
  for (const [id, diedOn] of [[person, '2026-01-15'], [poor, '2025-08-31']]) {
    const { version } = await world.call(maker, 'registry.persons.get', { id });
    await world.call(maker, 'registry.persons.update', { id, version, change: { state: 'dead', diedOn } });
  }
  await publish({ category: 'combat', amount: 10908, effectiveOn: '2025-08-01', publishedOn: '2025-09-01' });
  const april = await open('2026-04-15', ['survivor', 'combat', 'funeral'], '2026-04');
  await act(maker, april, 'compute');
  const shown = async () => (await linesOf(april)).map((line) => [line.personId.id ?? line.personId, line.recovered, line.amount]).sort((a, b) => (String(a[2]) < String(b[2]) ? -1 : 1));
  assert.deepEqual(await shown(), [[poor, '545400', '0'], [person, '718600', '1437200']]);
  assert.deepEqual((await differencesOf(april, 'owing')).map((one) => [one.programme, one.words]), [['combat', '2025年8月去世，次月起停发；多发待追回']]);
  await act(reviewer, april, 'sendBack', { opinion: '退款已到，登记后重算' });
  await world.call(finance, 'benefits.repayments.create', { id: randomUUID(), draft: { personId: person, programme: 'survivor', amount: '718600', receivedOn: '2026-04-18', document: '缴款书1号' } });
  const file = await toFile(april);
  assert.deepEqual(await shown(), [[poor, '545400', '0'], [person, '0', '2155800']]);
  assert.deepEqual([file.lines, file.total], [1, '2155800']);
  await closeAll(april);
  assert.deepEqual((await world.call(maker, 'benefits.payments.list', { filters: { personId: [poor], programme: ['funeral'] } })).total, 0);
  const after = await open('2026-04-16', ['survivor', 'combat', 'funeral'], '2026-04');
  await act(maker, after, 'compute');
  assert.deepEqual([await linesOf(after), (await differencesOf(after, 'owing')).map((one) => one.programme)], [[], ['combat']]);
  await act(maker, after, 'void', { opinion: '测试完毕' });
});

test('早已退回的多发，过了往前结算的窗口也不再发还：2024年6月去世多发7、8月，9月退回，2026年4月的批次没有这个人', async () => {
  clock.today = '2026-04-20';
  const setting = (value: string) => sql`update house.setting set value = ${value}::jsonb where county_code = '999001' and key = 'benefits.terms'`.execute(world.house.database.owner);
  const person = await entitled({ category: 'ill_returned', grade: null, nature: null, startedOn: '2024-01', programme: 'illReturned', diedOn: '2024-06-10', paid: [...months('2024-01', 7).map((month): [string, string] => [month, '78750']), ['2024-08', '81900']] });
  await publish({ category: 'illReturned', amount: 9450, effectiveOn: '2023-08-01', publishedOn: '2023-09-01' });
  await world.call(finance, 'benefits.repayments.create', { id: randomUUID(), draft: { personId: person, programme: 'illReturned', amount: '160650', receivedOn: '2024-09-18', document: '缴款书2号' } });
  await setting('{"opened":"2024-01","backMonths":12}');
  const april = await open('2026-04-31', ['illReturned'], '2026-04');
  await act(maker, april, 'compute');
  assert.equal(await lineOf(april, person), undefined);
  assert.deepEqual((await differencesOf(april, 'owing')).map((one) => one.words), []);
  await act(maker, april, 'void', { opinion: '测试完毕' });
  await setting('{"opened":"2025-08"}');
});

test('新标准还待核实、已按它发过的不追回：八级因战 2025年8月起每月发了2118元，4月批次按已核实的2056元发，不扣一分，重算一致', async () => {
  clock.today = '2026-04-20';
  const person = await entitled({ grade: '08', paid: months('2025-08', 8).map((month): [string, string] => [month, '211800']) });
  const april = await open('2026-04-41', ['disability'], '2026-04');
  await act(maker, april, 'compute');
  const line = await lineOf(april, person);
  assert.deepEqual([line.regular, line.recovered, line.waiting, line.amount], ['205600', '0', '0', '205600']);
  assert.deepEqual((await world.call(maker, 'benefits.runCourse.recompute', { id: april })).differing, []);
  await act(maker, april, 'void', { opinion: '测试完毕' });
});

test('启用以前多发、启用以后才退回的：批次照常算出，不发还给已去世的人，差异里写明多退1606.50元请核对', async () => {
  clock.today = '2026-04-20';
  const person = await entitled({ category: 'ill_returned', grade: null, nature: null, startedOn: '2024-01', programme: 'illReturned', diedOn: '2024-06-10' });
  const other = await entitled({ category: 'ill_returned', grade: null, nature: null, startedOn: '2026-04' });
  await world.call(finance, 'benefits.repayments.create', { id: randomUUID(), draft: { personId: person, programme: 'illReturned', amount: '160650', receivedOn: '2025-09-18', document: '缴款书3号' } });
  const april = await open('2026-04-51', ['illReturned'], '2026-04');
  await act(maker, april, 'compute');
  assert.deepEqual([await lineOf(april, person), (await lineOf(april, other)).amount], [undefined, '78750']);
  assert.deepEqual((await differencesOf(april, 'owing')).map((one) => one.words), ['2024年6月去世，次月起停发；退款比本系统查到的多发多1,606.50元，不自动发还，请核对']);
  await act(maker, april, 'void', { opinion: '测试完毕' });
});

test('还在发的人多退的：没写明月份的不发还，请写明；写明是启用以前的，不再提；写明是启用以后的1606.50元随当月发还，只发还一次', async () => {
  clock.today = '2026-04-20';
  const person = await entitled({ category: 'ill_returned', grade: null, nature: null, startedOn: '2024-01', programme: 'illReturned', paid: months('2025-08', 8).map((month): [string, string] => [month, '78750']) });
  const repaid = await world.call(finance, 'benefits.repayments.create', { id: randomUUID(), draft: { personId: person, programme: 'illReturned', amount: '160650', receivedOn: '2026-04-18', document: '缴款书4号' } });
  await assert.rejects(world.call(finance, 'benefits.repayments.update', { id: repaid.id, version: repaid.version, change: { fromMonth: '2025-03' } }), /多发的起始、截止年月须一同填写/);
  const april = await open('2026-04-61', ['illReturned'], '2026-04');
  const found = async () => [(await lineOf(april, person)).amount, (await differencesOf(april, 'owing')).filter((one) => one.personId === person).map((one) => one.words)];
  await act(maker, april, 'compute');
  assert.deepEqual(await found(), ['78750', ['首次发放，从2025年8月起；退款比本系统查到的多发多1,606.50元，不自动发还，请核对；应当发还的，在退款登记里写明是哪几个月多发的']]);
  const name = async (fromMonth: string, toMonth: string) => { const { version } = await world.call(finance, 'benefits.repayments.get', { id: repaid.id }); await world.call(finance, 'benefits.repayments.update', { id: repaid.id, version, change: { fromMonth, toMonth } }); await act(reviewer, april, 'sendBack', { opinion: '退款已写明月份，请重算' }); await act(maker, april, 'compute'); };
  await name('2024-03', '2024-04');
  assert.deepEqual(await found(), ['78750', []]);
  await name('2025-09', '2025-10');
  assert.deepEqual(await found(), ['239400', []]);
  await act(reviewer, april, 'sendBack', { opinion: '重算' });
  await toFile(april);
  await closeAll(april);
  const may = await open('2026-05-61', ['illReturned'], '2026-05');
  clock.today = '2026-05-20';
  await act(maker, may, 'compute');
  assert.deepEqual([(await lineOf(may, person)).amount, (await differencesOf(may, 'owing')).filter((one) => one.personId === person)], ['78750', []]);
  await act(maker, may, 'void', { opinion: '测试完毕' });
});

const returnsFile = (rows: [string, string, string][]) => Buffer.from(`\uFEFF付款编号,处理结果,失败原因\r\n${rows.map((row) => row.join(',')).join('\r\n')}\r\n`).toString('base64');
const readReturns = (id: string, rows: [string, string, string][], step = randomUUID()) => world.call(maker, 'benefits.runCourse.returns', { id, step, content: returnsFile(rows), on: clock.today });

test('退汇：回盘文件逐行核对，不认识的、重复的、读不懂的报告行号；退汇的下一批重发一次，账号变更须第二人核对并隔一批', async () => {
  clock.today = '2026-05-20';
  const [kept, back] = [await entitled({ category: 'combat', grade: null, nature: null, startedOn: '2026-05' }), await entitled({ category: 'combat', grade: null, nature: null, startedOn: '2026-05' })];
  await publish({ category: 'combat', amount: 10908, effectiveOn: '2025-08-01', publishedOn: '2025-09-01' });
  const may = await open('2026-05-21', ['combat'], '2026-05');
  const file = await toFile(may);
  assert.deepEqual([file.lines, file.total], [2, '181800']);
  const { version } = await world.call(maker, 'benefits.runs.get', { id: may });
  assert.equal((await world.call(maker, 'benefits.runCourse.file', { id: may, step: randomUUID(), version })).digest, file.digest);
  const [line] = [await lineOf(may, back)];
  const reference = (await world.call(maker, 'benefits.lines.get', { id: line.id })).reference;
  const other = (await world.call(maker, 'benefits.lines.get', { id: (await lineOf(may, kept)).id })).reference;
  const read = await readReturns(may, [[reference, '失败', '账户已销户'], [reference, '失败', '账户已销户'], ['不是本批的', '失败', ''], [other, '成功', ''], [other, '处理中', '']]);
  assert.deepEqual(read, { returned: 1, paid: 1, late: 0, unsaid: 0, told: 0, unknown: [4], twice: [3], unread: [6], against: [] });
  await closeAll(may);
  assert.deepEqual(await outcomes(may), { paid: '90900', returned: '90900' });
  assert.equal((await world.call(maker, 'benefits.payments.list', { filters: { personId: [back] } })).total, 0);
  clock.today = '2026-06-20';
  const { version: at } = await world.call(maker, 'registry.persons.get', { id: kept });
  await world.call(maker, 'registry.persons.update', { id: kept, version: at, change: { bankAccount: '6228480000000009991' } });
  const june = await open('2026-06-21', ['combat'], '2026-06');
  const second = await toFile(june);
  assert.deepEqual([second.lines, second.carried, second.total], [1, 1, '181800']);
  await closeAll(june);
  assert.deepEqual(await outcomes(june), { carried: '90900', paid: '181800' });
  const waiting = await lineOf(june, kept);
  await assert.rejects(world.call(maker, 'benefits.runCourse.checkAccount', { id: waiting.id }), /由另一人核对/);
  await world.call(reviewer, 'benefits.runCourse.checkAccount', { id: waiting.id });
  clock.today = '2026-07-20';
  const july = await open('2026-07-21', ['combat'], '2026-07');
  await toFile(july);
  await closeAll(july);
  const paid = await linesOf(july);
  assert.deepEqual(paid.map((one) => [one.regular, one.arrears, one.outcome]).toSorted(), [['90900', '0', 'paid'], ['90900', '90900', 'paid']]);
  const total = await sql<{ person: string; fen: string }>`select person_id as person, sum(amount)::text as fen from benefits.payment where person_id = any(${[kept, back]}::uuid[]) group by 1`.execute(world.house.database.owner);
  assert.deepEqual(total.rows.map((row) => row.fen), ['272700', '272700']);
});

test('等级调整九月才知道、从七月起：多发1022元每批追回不超过三成，9月412.20元，余609.80元分两批追完，合计等于应发', async () => {
  clock.today = '2026-08-20';
  const person = await entitled({ grade: '08', nature: '2', startedOn: '2026-06', programme: 'disability' });
  await publish({ category: 'disabled', grade: 8, nature: 'duty', amount: 22620, effectiveOn: '2025-08-01', publishedOn: '2025-08-20' });
  await publish({ category: 'disabled', grade: 9, nature: 'duty', amount: 16488, effectiveOn: '2025-08-01', publishedOn: '2025-08-20' });
  const run = async (number: string, month: string) => { const id = await open(number, ['disability'], month); await toFile(id); await closeAll(id); return lineOf(id, person); };
  assert.deepEqual(await run('2026-08-31', '2026-08').then((line) => [line.regular, line.arrears]), ['188500', '377000']);
  const { rows } = await world.call(maker, 'benefits.recipients.list', { filters: { personId: [person] } });
  const recipient = rows[0];
  await world.call(maker, 'benefits.recipients.update', { id: recipient.id, version: recipient.version, change: { endedOn: '2026-06', state: 'receiving' } });
  await world.call(maker, 'benefits.recipients.create', { id: randomUUID(), draft: { personId: person, category: 'disabled', grade: '09', nature: '2', state: 'receiving', startedOn: '2026-07' } });
  clock.today = '2026-09-20';
  const september = await run('2026-09-31', '2026-09');
  assert.deepEqual([september.regular, september.recovered, september.amount, september.waiting], ['137400', '41220', '96180', '60980']);
  const lookAt = await world.call(finance, 'benefits.runCourse.explain', { id: september.id });
  assert.match(lookAt.words.join('；'), /等级调整补差 2026年7月 -412\.20元/);
  assert.match(lookAt.months.at(-1).rule, /九级因公，县标准16,488\.00元\/年，每月1,374\.00元/);
  await assert.rejects(world.call(leader, 'benefits.runCourse.explain', { id: september.id }), (error: Refusal) => error.status === 403);
  for (const [number, month] of [['2026-10-31', '2026-10'], ['2026-11-31', '2026-11']] as const) { clock.today = `${month}-20`; await run(number, month); }
  const { rows: sums } = await sql<{ fen: string }>`select sum(amount)::text as fen from benefits.payment where person_id = ${person}`.execute(world.house.database.owner);
  assert.equal(sums[0]!.fen, String(188500 + 137400 * 5));
});

test('发放批次算过的待遇不能删除、不能改类别、不能改回没有核定；别的项照改，作废的批次不算', async () => {
  clock.today = '2026-08-20';
  const person = await entitled({ startedOn: '2026-08' });
  const row = async () => (await world.call(maker, 'benefits.recipients.list', { filters: { personId: [person] } })).rows[0];
  const update = async (change: Record<string, unknown>) => { const { id, version } = await row(); return world.call(maker, 'benefits.recipients.update', { id, version, change }); };
  const run = await open('2026-08-90', ['disability'], '2026-08');
  await act(maker, run, 'compute');
  const refused = /已列入发放批次2026-08-90/;
  await assert.rejects(world.call(maker, 'benefits.recipients.remove', { id: (await row()).id, version: (await row()).version, reason: '登记错了' }), refused);
  await assert.rejects(update({ state: 'accepted' }), refused);
  await assert.rejects(update({ category: 'combat', grade: null, nature: null }), refused);
  assert.equal((await update({ bankName: '农村信用社' })).state, 'receiving');
  await act(maker, run, 'void', { opinion: '试算' });
  assert.equal((await update({ state: 'accepted' })).state, 'accepted');
  await world.call(maker, 'benefits.recipients.remove', { id: (await row()).id, version: (await row()).version, reason: '登记错了' });
});

test('同一个月开第二个批次：已发过的人不再出行，差额写明放到下月；没发过的照发；开错的草稿批次不改变往前结算的起点', async () => {
  clock.today = '2026-06-20';
  const [old, fresh] = [await entitled({ category: 'combat', grade: null, nature: null, startedOn: '2026-06' }), await entitled({ category: 'combat', grade: null, nature: null, startedOn: '2026-06', account: false })];
  await publish({ category: 'combat', amount: 10908, effectiveOn: '2025-08-01', publishedOn: '2025-09-01' });
  const first = await open('2026-06-01', ['combat'], '2026-06');
  await toFile(first);
  await closeAll(first);
  const { version } = await world.call(maker, 'registry.persons.get', { id: fresh });
  await world.call(maker, 'registry.persons.update', { id: fresh, version, change: { bankAccount: '6228480000000007701', bankName: '测试银行' } });
  await publish({ category: 'combat', amount: 12000, effectiveOn: '2026-06-01', publishedOn: '2026-06-18' });
  await open('2024-01-99', ['disability'], '2024-01');
  const second = await open('2026-06-02', ['combat'], '2026-06');
  await act(maker, second, 'compute');
  assert.deepEqual([await lineOf(second, old), (await lineOf(second, fresh)).amount], [undefined, '100000']);
  assert.deepEqual((await differencesOf(second, 'owing')).filter((one) => one.personId === old).map((one) => one.words), ['2026年6月的已由批次2026-06-01发放，差额91.00元放到下一个月的批次']);
  await act(maker, second, 'void', { opinion: '测试完毕' });
});

test('去世日期更正跨了月：丧葬补助已按2月发21558.00元，更正为3月的不再发一次，一正一负相抵，明细0.00元，此后没有差异', async () => {
  clock.today = '2026-03-25';
  const person = await entitled({ category: 'kin_martyr', grade: null, nature: null, startedOn: '2019-03', programme: 'survivor', diedOn: '2026-01-31' });
  const march = await open('2026-03-81', ['funeral'], '2026-03');
  await act(maker, march, 'compute');
  const line = await lineOf(march, person);
  assert.equal(line?.amount, '2155800', JSON.stringify(await differencesOf(march, 'unknown')));
  await act(reviewer, march, 'sendBack', { opinion: '重算' });
  await toFile(march);
  await closeAll(march);
  const { version } = await world.call(maker, 'registry.persons.get', { id: person });
  await world.call(maker, 'registry.persons.update', { id: person, version, change: { diedOn: '2026-02-01' } });
  clock.today = '2026-04-25';
  const april = await open('2026-04-81', ['funeral'], '2026-04');
  await act(maker, april, 'compute');
  const again = await lineOf(april, person);
  assert.deepEqual([again.arrears, again.recovered, again.amount], [line.amount, line.amount, '0']);
  await act(maker, april, 'void', { opinion: '测试完毕' });
});
