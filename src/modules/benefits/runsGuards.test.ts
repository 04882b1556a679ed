import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { sql } from 'kysely';
import type { Refusal } from '#base/pure/refusal.ts';
import { act, clock, closeAll, die, differencesOf, entitled, finance, lineOf, linesOf, maker, months, open, OPENED, outcomes, paying, publish, repay, said, setting, TENTH, toFile, voided, world } from './runs.fixture.ts';

test('送银行以后改过格式的列，取不出与送银行时相同的文件，拒绝；改回去又取得出同样的文件，指定别的格式也不换；办结以后照样', async () => {
  clock.today = '2026-03-20';
  await entitled({ category: 'combat', grade: null, nature: null, startedOn: '2026-03' });
  const id = await open('2026-03-01', ['combat'], '2026-03');
  const sent = await toFile(id);
  const other = await world.call(maker, 'benefits.bankLayouts.create', { id: randomUUID(), draft: { name: '别的格式', format: 'csv', encoding: 'utf8', header: true, verification: 'unverified' } });
  await world.call(maker, 'benefits.bankColumns.create', { id: randomUUID(), draft: { layoutId: other.id, serial: 1, header: '付款编号', content: 'reference' } });
  const again = async (more: Record<string, unknown> = {}) => world.call(maker, 'benefits.runCourse.file', { id, step: randomUUID(), version: (await world.call(maker, 'benefits.runs.get', { id })).version, ...more });
  const columns = (await world.call(maker, 'benefits.bankColumns.list', {})).rows.filter((row: any) => (row.layoutId.id ?? row.layoutId) !== other.id);
  const change = async (header: string, values: Record<string, unknown>) => { const one = columns.find((row: any) => row.header === header); const { version } = await world.call(maker, 'benefits.bankColumns.get', { id: one.id }); await world.call(maker, 'benefits.bankColumns.update', { id: one.id, version, change: values }); };
  const refused = (error: Refusal) => error.code === 'run.layout' && error.status === 409 && /“通用代发格式”在送银行以后改过.*请先把格式改回去/.test(error.message);
  assert.deepEqual([(await again()).content, (await again({ layoutId: other.id })).content], [sent.content, sent.content]);
  await change('金额', { content: 'fen' });
  await assert.rejects(again(), refused);
  assert.equal((await world.call(maker, 'benefits.runs.get', { id })).state, 'sent');
  await closeAll(id);
  await assert.rejects(again(), refused);
  await change('金额', { content: 'yuan' });
  assert.equal((await again()).content, sent.content);
});

test('没有写明从哪个月起逐月结算的，比已有批次更早的批次拒绝计算；更晚的照算，作废的不算已有；写明以后更早的也照算', async () => {
  clock.today = '2026-03-20';
  const person = await entitled({ category: 'nuclear_test', grade: null, nature: null, startedOn: '2025-10' });
  await publish({ category: 'nuclearTest', amount: 10908, effectiveOn: '2025-08-01', publishedOn: '2025-09-01' });
  const computed = async (number: string, programme: string, month: string) => { const id = await open(number, [programme], month); await act(maker, id, 'compute'); return id; };
  await voided(await computed('2025-09-11', 'nursing', '2025-09'));
  await setting({});
  try {
    const march = await computed('2026-03-11', 'nursing', '2026-03');
    const early = await open('2025-10-11', ['nuclearTest'], '2025-10');
    await assert.rejects(act(maker, early, 'compute'), (error: Refusal) => error.code === 'run.opened' && error.status === 409 && error.path?.[0] === 'firstMonth' && /从2025年10月算起，早于已有批次的2026年3月/.test(error.message));
    assert.deepEqual([(await world.call(maker, 'benefits.runs.get', { id: early })).state, await linesOf(early)], ['draft', []]);
    const later = await computed('2026-04-11', 'martyrChild', '2026-04');
    await setting(OPENED);
    await act(maker, early, 'compute');
    assert.equal((await lineOf(early, person)).amount, '90900');
    for (const id of [march, early, later]) await voided(id);
  } finally {
    await setting(OPENED);
  }
});

test('有的月份算不出来（缺等级、标准待核实），同时另有变动的，差异一行两样都写明：新增、停发、标准调整、本月算不出而补发从前', async () => {
  clock.today = '2026-03-20';
  const draft = { category: 'disabled', state: 'receiving' };
  const approve = (personId: string, more: Record<string, unknown>) => world.call(maker, 'benefits.recipients.create', { id: randomUUID(), draft: { ...draft, personId, ...more } });
  const amend = async (personId: string, change: Record<string, unknown>) => { const { rows: [one] } = await world.call(maker, 'benefits.recipients.list', { filters: { personId: [personId] } }); await world.call(maker, 'benefits.recipients.update', { id: one.id, version: one.version, change }); };
  const ungraded = await entitled({ grade: null, nature: null, startedOn: '2025-10' });
  await amend(ungraded, { endedOn: '2025-12' });
  await approve(ungraded, { ...TENTH, startedOn: '2026-01' });
  const since = await entitled({ ...TENTH, startedOn: '2026-01' });
  await amend(since, { endedOn: '2026-02' });
  await approve(since, { startedOn: '2026-03' });
  const unverified = await entitled({ category: 'demobilised_old', grade: null, nature: null, startedOn: '2025-11' });
  await amend(unverified, { variant: '抗战' });
  const notice = randomUUID();
  await sql`insert into benefits.notice (county_code, id, division_code, title, reach, document, published_on, effective_on, state) values ('999001', ${notice}, '999001000000', '在乡复员标准待核实', 'county', '测试〔2025〕1号', '2025-08-01', '2025-08-01', 'draft')`.execute(world.house.database.owner);
  await sql`insert into benefits.standard (county_code, id, division_code, notice_id, kind, category, variant, amount, period, verification) values ('999001', gen_random_uuid(), '999001000000', ${notice}, 'full', 'demobilised', '抗战', 150000, 'month', 'unverified')`.execute(world.house.database.owner);
  await sql`update benefits.notice set state = 'inForce', in_force = true, approved_by = '测试', approved_by_id = 'x', approved_on = published_on where county_code = '999001' and id = ${notice}`.execute(world.house.database.owner);
  await publish({ category: 'demobilised', variant: '抗战', amount: 19200, effectiveOn: '2026-01-01', publishedOn: '2026-01-01' });
  const march = await open('2026-03-21', ['disability', 'demobilised'], '2026-03');
  await toFile(march);
  const graded = '无法判断：缺少残疾等级和性质';
  assert.deepEqual([await said(march, ungraded), (await lineOf(march, ungraded)).amount], [[`new 首次发放，从2026年1月起；另有月份${graded}`], '308100']);
  assert.deepEqual([await said(march, since), (await lineOf(march, since)).amount], [[`unknown ${graded}；首次发放，从2026年1月起`], '205400']);
  assert.deepEqual([(await said(march, unverified)).map((words) => words.split('；').at(-1)), (await lineOf(march, unverified)).amount], [['另有月份标准待核实，尚未决定使用'], '480000']);
  await closeAll(march);
  clock.today = '2026-04-20';
  await die(ungraded, '2026-03-15');
  await publish({ category: 'demobilised', variant: '抗战', amount: 20400, effectiveOn: '2026-03-01', publishedOn: '2026-04-01' });
  const april = await open('2026-04-21', ['disability', 'demobilised'], '2026-04');
  await act(maker, april, 'compute');
  assert.deepEqual(await said(april, ungraded), [`stopped 2026年3月去世，次月起停发；另有月份${graded}`]);
  assert.deepEqual(await said(april, unverified), ['changed 标准调整补差 2026年3月 100.00元；另有月份标准待核实，尚未决定使用']);
  await voided(april);
});

test('还在发的人，退款写明的多发月份早过了往前结算的窗口：不发还，也不再追', async () => {
  clock.today = '2026-04-20';
  await publish({ category: 'illReturned', amount: 9450, effectiveOn: '2023-08-01', publishedOn: '2023-09-01' });
  const person = await entitled({ category: 'ill_returned', grade: null, nature: null, startedOn: '2024-01', programme: 'illReturned', paid: paying(months('2024-01', 27), '78750', { '2024-03': '157500' }) });
  await repay(person, 'illReturned', '78750', '2024-05-10', '2024-03');
  await setting({ opened: '2024-01', backMonths: 12 });
  try {
    const april = await open('2026-04-31', ['illReturned'], '2026-04');
    await act(maker, april, 'compute');
    const { amount, recovered, waiting } = await lineOf(april, person);
    assert.deepEqual([amount, recovered, waiting, await differencesOf(april, 'owing')], ['78750', '0', '0', []]);
    await voided(april);
  } finally {
    await setting(OPENED);
  }
});

test('退款的多发月份在批次终止月份以后的，这一批不抵也不发还，到那个月的批次才抵；跨结算起点或跨终止月份的，抵完有据的多发以后余下的不发还、写明请核对', async () => {
  clock.today = '2026-05-20';
  const drawing = (other: Record<string, string>, more: string[] = []) => entitled({ category: 'ill_returned', grade: null, nature: null, startedOn: '2025-08', programme: 'illReturned', paid: paying([...months('2025-08', 8), ...more], '78750', other) });
  const after = await drawing({ '2026-05': '157500' }, ['2026-05']);
  const acrossEnd = await drawing({ '2026-03': '157500', '2026-05': '157500' }, ['2026-05']);
  const acrossStart = await drawing({ '2025-08': '157500' });
  const both = await drawing({});
  await repay(after, 'illReturned', '78750', '2026-05-18', '2026-05');
  await repay(acrossEnd, 'illReturned', '157500', '2026-05-18', '2026-03', '2026-05');
  await repay(acrossStart, 'illReturned', '157500', '2025-10-18', '2025-07', '2025-08');
  await repay(both, 'illReturned', '78750', '2025-10-18', '2025-07', '2025-08');
  await repay(both, 'illReturned', '157500', '2025-12-18', '2025-09', '2025-10');
  const shown = async (id: string, person: string) => { const line = await lineOf(id, person); return [line?.amount, line?.recovered, line?.waiting, (await said(id, person)).filter((words) => words.startsWith('owing')).map((words) => /退款比[^；]*/.exec(words)?.[0])]; };
  const tell = ['退款比本系统查到的多发多787.50元，不自动发还，请核对'];
  const april = await open('2026-04-41', ['illReturned'], '2026-04');
  await toFile(april);
  assert.deepEqual(await shown(april, after), ['78750', '0', '0', []]);
  assert.deepEqual(await shown(april, acrossEnd), ['78750', '0', '0', tell]);
  assert.deepEqual(await shown(april, acrossStart), ['78750', '0', '0', tell]);
  assert.deepEqual(await shown(april, both), ['236250', '0', '0', tell]);
  await closeAll(april);
  const may = await open('2026-05-41', ['illReturned'], '2026-05');
  await act(maker, may, 'compute');
  assert.deepEqual([await shown(may, after), await shown(may, acrossEnd)], Array(2).fill([undefined, undefined, undefined, []]));
  assert.deepEqual([await shown(may, acrossStart), await shown(may, both)], Array(2).fill(['78750', '0', '0', tell]));
  await voided(may);
});

test('生前多发的（去世当月在内）不从丧葬补助里抵，另行追回；只抵去世次月以后的。只有生前多发的，单发丧葬补助不等', async () => {
  clock.today = '2026-03-20';
  await publish({ category: 'survivor', variant: '烈士遗属', amount: 43116, effectiveOn: '2025-08-01', publishedOn: '2025-08-20' });
  const drawn = (count: number) => entitled({ category: 'kin_martyr', grade: null, nature: null, startedOn: '2025-08', programme: 'survivor', paid: paying(months('2025-08', count), '359300', { '2025-10': '459300', '2026-01': '409300' }) });
  const [late, alive] = [await drawn(8), await drawn(6)];
  for (const person of [late, alive]) await die(person, '2026-01-15');
  const of = async (id: string, person: string) => (await linesOf(id)).filter((line) => (line.personId.id ?? line.personId) === person).map((line) => [line.programme, line.arrears, line.recovered, line.amount]);
  const alone = await open('2026-03-51', ['funeral'], '2026-03');
  await act(maker, alone, 'compute');
  assert.deepEqual([await of(alone, late), await of(alone, alive)], [[], [['funeral', '2155800', '0', '2155800']]]);
  assert.deepEqual(await said(alone, late), ['owing 另有去世后多发的定期抚恤金7,186.00元，请把定期抚恤金放进同一批次，抵扣后发放']);
  await voided(alone);
  const together = await open('2026-03-52', ['survivor', 'funeral'], '2026-03');
  await act(maker, together, 'compute');
  assert.deepEqual([await of(together, late), await of(together, alive)], [[['funeral', '2155800', '718600', '1437200']], [['funeral', '2155800', '0', '2155800']]]);
  const items = (await world.call(maker, 'benefits.runCourse.explain', { id: (await lineOf(together, late)).id })).months;
  assert.deepEqual(items.map((one: any) => [one.month, one.fen]), [['2026-02', '2155800'], ['2026-02', '-359300'], ['2026-03', '-359300']]);
  assert.deepEqual((await differencesOf(together, 'owing')).map((one) => [one.programme, one.words]), Array(2).fill(['survivor', '2026年1月去世，次月起停发；多发待追回']));
  await voided(together);
});

test('退汇更正：读错的退汇由没有读过回盘的人改回，办结以前改回待入账，办结以后登记入账；下一批次已列入重发的改不了，先退回那一批', async () => {
  clock.today = '2026-05-20';
  const people = [await entitled({ category: 'combat', grade: null, nature: null, startedOn: '2026-05' }), await entitled({ category: 'combat', grade: null, nature: null, startedOn: '2026-05' })];
  const may = await open('2026-05-71', ['combat'], '2026-05');
  await toFile(may);
  const ids = await Promise.all(people.map(async (person) => (await lineOf(may, person)).id));
  const references = await Promise.all(ids.map(async (id) => (await world.call(maker, 'benefits.lines.get', { id })).reference));
  await world.call(maker, 'benefits.runCourse.returns', { id: may, step: randomUUID(), on: clock.today, content: Buffer.from(`付款编号,结果\r\n${references.map((one) => `${one},失败`).join('\r\n')}\r\n`).toString('base64') });
  const right = (id: string, by = finance, more: Record<string, unknown> = {}) => world.call(by, 'benefits.runCourse.rightReturn', { id, step: randomUUID(), reason: '银行回单', ...more });
  await assert.rejects(right(ids[0]!, maker), /须由另一人办理/);
  assert.equal((await right(ids[0]!)).outcome, 'pending');
  await closeAll(may);
  assert.deepEqual(await outcomes(may), { paid: '195000', returned: '65000' });
  clock.today = '2026-06-20';
  const june = await open('2026-06-71', ['combat'], '2026-06');
  await act(maker, june, 'compute');
  await assert.rejects(right(ids[1]!, finance, { on: '2026-05-25' }), /批次 2026-06-71 已把这一笔列入重发/);
  await voided(june);
  await assert.rejects(right(ids[1]!), /入账日期/);
  await assert.rejects(right(ids[1]!, finance, { on: '2026-06-21' }), /不能晚于今天/);
  assert.equal((await right(ids[1]!, finance, { on: '2026-05-25' })).outcome, 'paid');
  assert.deepEqual(await outcomes(may), { paid: '260000' });
  assert.deepEqual((await world.call(maker, 'benefits.payments.list', { filters: { personId: [people[1]!] } })).rows.map((row: any) => [row.amount, row.paidOn]), [['65000', '2026-05-25']]);
  const again = await open('2026-06-72', ['combat'], '2026-06');
  await act(maker, again, 'compute');
  assert.deepEqual((await Promise.all(people.map((person) => lineOf(again, person)))).map((line) => [line.regular, line.arrears]), [['65000', '0'], ['65000', '0']], 'nothing is sent again');
  await voided(again);
});

test('年份写错、提前十二个月以上的批次建不起来，写明是哪一栏', async () => {
  clock.today = '2026-03-20';
  await assert.rejects(open('2062-03-01', ['combat'], '2062-03'), { code: 'record.check', path: ['lastMonth'], message: /最多提前12个月/ });
  await open('2027-03-99', ['combat'], '2027-03');
});
