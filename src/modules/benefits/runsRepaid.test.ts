import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { sql } from 'kysely';
import { act, clock, closeAll, die, entitled, finance, lineOf, maker, months, open, OPENED, paying, publish, repay, said, setting, TENTH, toFile, voided, world } from './runs.fixture.ts';

/** A standard that is known and not yet decided on. */
const notIn = async () => {
  const notice = randomUUID();
  await sql`insert into benefits.notice (county_code, id, division_code, title, reach, document, published_on, effective_on, state) values ('999001', ${notice}, '999001000000', '在乡复员标准待核实', 'county', '测试〔2025〕1号', '2025-08-01', '2025-08-01', 'draft')`.execute(world.house.database.owner);
  await sql`insert into benefits.standard (county_code, id, division_code, notice_id, kind, category, variant, amount, period, verification) values ('999001', gen_random_uuid(), '999001000000', ${notice}, 'full', 'demobilised', '抗战', 150000, 'month', 'unverified')`.execute(world.house.database.owner);
  await sql`update benefits.notice set state = 'inForce', in_force = true, approved_by = '测试', approved_by_id = 'x', approved_on = published_on where county_code = '999001' and id = ${notice}`.execute(world.house.database.owner);
};
const amend = async (personId: string, change: Record<string, unknown>) => { const { rows: [one] } = await world.call(maker, 'benefits.recipients.list', { filters: { personId: [personId] } }); await world.call(maker, 'benefits.recipients.update', { id: one.id, version: one.version, change }); };
const approve = (personId: string, more: Record<string, unknown>) => world.call(maker, 'benefits.recipients.create', { id: randomUUID(), draft: { category: 'disabled', state: 'receiving', personId, ...more } });

test('有月份算不出来的，退款比查到的多发多的1000.00元照样写明请核对', async () => {
  clock.today = '2026-03-20';
  const person = await entitled({ grade: null, nature: null, startedOn: '2025-10' });
  await amend(person, { endedOn: '2025-12' });
  await approve(person, { ...TENTH, startedOn: '2026-01' });
  await world.call(finance, 'benefits.repayments.create', { id: randomUUID(), draft: { personId: person, programme: 'disability', amount: '100000', receivedOn: '2026-02-18', document: '1' } });
  const id = await open('2026-03-61', ['disability'], '2026-03');
  await act(maker, id, 'compute');
  const words = await said(id, person);
  await voided(id);
  assert.match(words.join(), /退款比本系统查到的多发多1,000\.00元/);
});

test('本月算不出来的，从前多发待追回的照样写明', async () => {
  clock.today = '2026-03-20';
  const person = await entitled({ ...TENTH, startedOn: '2026-01', programme: 'disability', paid: [['2026-01', '302700'], ['2026-02', '102700']] });
  await amend(person, { endedOn: '2026-02' });
  await approve(person, { startedOn: '2026-03' });
  const id = await open('2026-03-62', ['disability'], '2026-03');
  await act(maker, id, 'compute');
  const words = await said(id, person);
  await voided(id);
  assert.match(words.join(), /多发待追回/);
});

test('首次发放从实际发放的月份说起，不从标准待核实的月份说起', async () => {
  clock.today = '2026-03-20';
  const person = await entitled({ category: 'demobilised_old', grade: null, nature: null, startedOn: '2025-11' });
  await amend(person, { variant: '抗战' });
  await notIn();
  await publish({ category: 'demobilised', variant: '抗战', amount: 19200, effectiveOn: '2026-01-01', publishedOn: '2026-01-01' });
  const id = await open('2026-03-63', ['demobilised'], '2026-03');
  await act(maker, id, 'compute');
  const words = await said(id, person);
  await voided(id);
  assert.deepEqual(words, ['new 首次发放，从2026年1月起；另有月份标准待核实，尚未决定使用']);
});

test('发还多退的款记在补发里，不算当期；下一批次不当作变动', async () => {
  clock.today = '2026-04-20';
  await publish({ category: 'illReturned', amount: 9450, effectiveOn: '2023-08-01', publishedOn: '2023-09-01' });
  const person = await entitled({ category: 'ill_returned', grade: null, nature: null, startedOn: '2025-08', programme: 'illReturned', paid: paying(months('2025-08', 8), '78750') });
  await repay(person, 'illReturned', '157500', '2025-12-18', '2025-09', '2025-10');
  const april = await open('2026-04-64', ['illReturned'], '2026-04');
  await toFile(april);
  const line = await lineOf(april, person);
  const { cause } = await world.call(maker, 'benefits.lines.get', { id: line.id });
  const [, month] = [await world.call(maker, 'benefits.runCourse.explain', { id: line.id })].map((one: any) => one.months.at(-1)).flatMap((one) => [one.month, one]);
  await closeAll(april);
  clock.today = '2026-05-20';
  const may = await open('2026-05-64', ['illReturned'], '2026-05');
  await act(maker, may, 'compute');
  const words = await said(may, person);
  await voided(may);
  assert.deepEqual([line.regular, line.arrears, words], ['78750', '157500', []]);
  assert.match(cause, /2026年4月 1,575\.00元/);
  assert.deepEqual([month.was, month.now, month.fen], ['0', '78750', '236250']);
  assert.match(month.rule, /另发还多退的1,575\.00元/);
});

test('本人页与批次对待追回的说法一致：多年前没写明月份的退款不抵新的多发', async () => {
  clock.today = '2026-05-20';
  await publish({ category: 'illReturned', amount: 9450, effectiveOn: '2023-08-01', publishedOn: '2023-09-01' });
  await setting({ opened: '2024-01', backMonths: 12 });
  const person = await entitled({ category: 'ill_returned', grade: null, nature: null, startedOn: '2024-01', programme: 'illReturned', paid: paying(months('2024-01', 29), '78750', { '2024-03': '157500', '2026-02': '157500' }) });
  await world.call(finance, 'benefits.repayments.create', { id: randomUUID(), draft: { personId: person, programme: 'illReturned', amount: '78750', receivedOn: '2024-05-10', document: '2' } });
  const page = (await world.call(maker, 'benefits.personBenefits.look', { id: person })).waiting;
  const id = await open('2026-05-65', ['illReturned'], '2026-05');
  await act(maker, id, 'compute');
  const words = await said(id, person);
  await voided(id);
  await setting(OPENED);
  assert.deepEqual(page.map((one: any) => one.fen), ['78750']);
  assert.match(words.join(), /多发待追回|追回/);
});

test('写明是去世后月份的退款抵的是那些月份，生前多发的不从丧葬补助里抵', async () => {
  clock.today = '2026-05-20';
  await publish({ category: 'survivor', variant: '烈士遗属', amount: 43116, effectiveOn: '2025-08-01', publishedOn: '2025-08-20' });
  const person = await entitled({ category: 'kin_martyr', grade: null, nature: null, startedOn: '2025-08', programme: 'survivor', paid: paying(months('2025-08', 7), '359300', { '2025-10': '459300' }) });
  await die(person, '2026-01-15');
  await repay(person, 'survivor', '359300', '2026-05-18', '2026-02');
  const id = await open('2026-05-66', ['survivor', 'funeral'], '2026-05');
  await act(maker, id, 'compute');
  const line = await lineOf(id, person);
  await voided(id);
  assert.equal(line.amount, '2155800');
});

test('重算核对连分月、分期和合计一起核：改过一个月的金额，或改过合计，都查得出来', async () => {
  clock.today = '2026-05-20';
  const person = await entitled({ category: 'ill_returned', grade: null, nature: null, startedOn: '2025-08', programme: 'illReturned', paid: paying(months('2025-08', 9), '78750', { '2026-02': '157500' }) });
  const id = await open('2026-05-67', ['illReturned'], '2026-05');
  await act(maker, id, 'compute');
  const line = await lineOf(id, person);
  assert.deepEqual([line.regular, line.recovered, line.waiting], ['78750', '23625', '55125'], 'an instalment of 30 percent');
  const differing = async () => (await world.call(maker, 'benefits.runCourse.recompute', { id })).differing;
  const { owner } = world.house.database;
  const shift = (fen: number) => sql`update benefits.item set fen = fen + ${fen} where line_id = ${line.id} and fen < 0`.execute(owner);
  await shift(100);
  assert.deepEqual(await differing(), [line.id]);
  await shift(-100);
  assert.deepEqual(await differing(), []);
  await voided(id);
});

test('上一年多发、当月缺事实不能确定的，到下一年仍写明多发待追回', async () => {
  await setting({ opened: '2024-01', backMonths: 12 });
  clock.today = '2025-12-20';
  const person = await entitled({ ...TENTH, startedOn: '2024-01', programme: 'disability', paid: [['2024-01', '994917']] });
  await publish({ category: 'disabled', grade: 10, nature: 'duty', amount: 12000, effectiveOn: '2023-08-01', publishedOn: '2023-08-20' });
  const { rows } = await world.call(maker, 'benefits.recipients.list', { filters: { personId: [person] } });
  await world.call(maker, 'benefits.recipients.update', { id: rows[0].id, version: rows[0].version, change: { endedOn: '2024-06' } });
  await world.call(maker, 'benefits.recipients.create', { id: randomUUID(), draft: { personId: person, category: 'disabled', state: 'receiving', startedOn: '2025-12' } });
  for (const month of months('2024-02', 5)) await world.call(finance, 'benefits.payments.create', { id: randomUUID(), draft: { personId: person, programme: 'disability', month, amount: '100000', paidOn: `${month}-20` } });
  await entitled({ ...TENTH, startedOn: '2025-12' });
  const december = await open('2025-12-83', ['disability'], '2025-12');
  await toFile(december);
  assert.match((await said(december, person)).join(), /缺少残疾等级和性质；.*多发待追回/);
  await closeAll(december);
  clock.today = '2026-01-20';
  const january = await open('2026-01-83', ['disability'], '2026-01');
  await act(maker, january, 'compute');
  assert.match((await said(january, person)).join(), /多发待追回/);
  await voided(january);
  await setting(OPENED);
});

test('旧台账用负数登记的追回当作没有写明月份的退款：1月去世，2月多发909.00元，3月登记-909.00元，两清，什么都不发', async () => {
  clock.today = '2026-04-20';
  await publish({ category: 'combat', amount: 10908, effectiveOn: '2025-08-01', publishedOn: '2025-09-01' });
  const person = await entitled({ category: 'combat', grade: null, nature: null, startedOn: '2025-08', programme: 'combat', paid: [...paying(months('2025-08', 7), '90900'), ['2026-03', '-90900']] });
  await die(person, '2026-01-15');
  await entitled({ category: 'combat', grade: null, nature: null, startedOn: '2026-04' });
  const id = await open('2026-04-84', ['combat'], '2026-04');
  await act(maker, id, 'compute');
  const found = [await lineOf(id, person), await said(id, person), (await world.call(maker, 'benefits.personBenefits.look', { id: person })).waiting];
  await voided(id);
  assert.deepEqual(found, [undefined, [], []]);
});

test('退款登记在从未享受的项目上的，差异里写明请核对', async () => {
  clock.today = '2026-04-20';
  const person = await entitled({ category: 'combat', grade: null, nature: null, startedOn: '2026-01', programme: 'combat', paid: paying(months('2026-01', 3), '90900') });
  await repay(person, 'illReturned', '100000', '2026-04-10', '2026-03');
  const id = await open('2026-04-85', ['combat', 'illReturned'], '2026-04');
  await act(maker, id, 'compute');
  const words = await said(id, person);
  await voided(id);
  assert.ok(words.includes('owing 没有核定这项待遇；退款比本系统查到的多发多1,000.00元，不自动发还，请核对'), words.join());
});
