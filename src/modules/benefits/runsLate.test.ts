import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { sql } from 'kysely';
import { act, clock, closeAll, differencesOf, entitled, finance, leader, lineOf, linesOf, maker, months, open, publish, reviewer, world } from './runs.fixture.ts';

test('逐人增发：孤老增发写明从上月起，本月随当月881.00元另发50.00元并补发上月50.00元；批次冻结后终止的，下一批次追回；写错名字的、月份倒着的拒绝', async () => {
  clock.today = '2026-09-20';
  await publish({ category: 'illReturned', amount: 9972, effectiveOn: '2026-07-01', publishedOn: '2026-07-01' });
  const notice = randomUUID();
  await sql`insert into benefits.notice (county_code, id, division_code, title, reach, published_on, effective_on, state) values ('999001', ${notice}, '999001000000', '孤老增发的通知', 'county', '2026-07-01', '2026-07-01', 'draft')`.execute(world.house.database.owner);
  await sql`insert into benefits.standard (county_code, id, division_code, notice_id, kind, category, addon, amount, period, verification) values ('999001', gen_random_uuid(), '999001000000', ${notice}, 'personal', 'illReturned', '孤老增发', 5000, 'month', 'published')`.execute(world.house.database.owner);
  await sql`update benefits.notice set state = 'inForce', in_force = true, approved_by = '测试', approved_by_id = 'x', approved_on = published_on where county_code = '999001' and id = ${notice}`.execute(world.house.database.owner);
  const drawn = { category: 'ill_returned', grade: null, nature: null, programme: 'illReturned', startedOn: '2026-07', paid: months('2026-07', 2).map((month): [string, string] => [month, '83100']) };
  const [alone, other] = [await entitled(drawn), await entitled(drawn)];
  const draft = { personId: alone, item: '孤老增发', fromMonth: '2026-08', document: '县退役发〔2026〕9号' };
  await assert.rejects(world.call(maker, 'benefits.addons.create', { id: randomUUID(), draft: { ...draft, item: '孤老补助' } }), /标准表中没有叫“孤老补助”的逐人增发，现有：孤老增发/);
  await assert.rejects(world.call(maker, 'benefits.addons.create', { id: randomUUID(), draft: { ...draft, untilMonth: '2026-07' } }), /终止月份不能早于起始月份/);
  const addon = randomUUID();
  await world.call(maker, 'benefits.addons.create', { id: addon, draft });
  const september = await open('2026-09-11', ['illReturned'], '2026-09');
  await act(maker, september, 'compute');
  const [line, plain] = [await lineOf(september, alone), await lineOf(september, other)];
  assert.deepEqual([line.regular, line.arrears, plain.regular, plain.arrears], ['88100', '5000', '83100', '0']);
  assert.match((await world.call(maker, 'benefits.lines.get', { id: line.id })).cause, /逐人增发补差 2026年8月 50\.00元/);
  await world.call(maker, 'benefits.addons.update', { id: addon, version: 1, change: { untilMonth: '2026-08' } });
  assert.deepEqual((await world.call(maker, 'benefits.runCourse.recompute', { id: september })).differing, [], 'what was frozen stays as it was');
  await act(reviewer, september, 'review'); await act(leader, september, 'approve'); await act(finance, september, 'check');
  const { version } = await world.call(maker, 'benefits.runs.get', { id: september });
  const layouts = await world.call(maker, 'benefits.bankLayouts.list', {});
  await world.call(maker, 'benefits.runCourse.file', { id: september, step: randomUUID(), version, layoutId: layouts.rows[0].id });
  await closeAll(september);
  clock.today = '2026-10-20';
  const october = await open('2026-10-11', ['illReturned'], '2026-10');
  await act(maker, october, 'compute');
  const next = await lineOf(october, alone);
  assert.deepEqual([next.regular, next.recovered, next.amount], ['83100', '5000', '78100']);
  await act(maker, october, 'void', { opinion: '测试完毕' });
});

test('按待核实的新标准发过的只护到那个标准：七级更正为八级，八级新标准3000元待核实，已按七级发3355元的两个月各多发355.00元，合计710.00元要追回；按3000元发的不追回', async () => {
  clock.today = '2026-11-20';
  const notice = randomUUID();
  await sql`insert into benefits.notice (county_code, id, division_code, title, reach, published_on, effective_on, state) values ('999001', ${notice}, '999001000000', '八级新标准待核实', 'county', '2026-09-01', '2026-09-01', 'draft')`.execute(world.house.database.owner);
  await sql`insert into benefits.standard (county_code, id, division_code, notice_id, kind, category, grade, nature, amount, period, verification) values ('999001', gen_random_uuid(), '999001000000', ${notice}, 'full', 'disabled', 8, 'war', 300000, 'month', 'unverified')`.execute(world.house.database.owner);
  await sql`update benefits.notice set state = 'inForce', in_force = true, approved_by = '测试', approved_by_id = 'x', approved_on = published_on where county_code = '999001' and id = ${notice}`.execute(world.house.database.owner);
  const of = (amount: string) => entitled({ grade: '08', startedOn: '2026-09', paid: [['2026-09', amount], ['2026-10', amount]] });
  const [seventh, eighth] = [await of('335500'), await of('300000')];
  const page = await world.call(maker, 'benefits.personBenefits.look', { id: seventh });
  assert.deepEqual(page.waiting.map((one: any) => one.fen), ['71000'], 'the page says what the run will take back');
  const id = await open('2026-11-11', ['disability'], '2026-11');
  await act(maker, id, 'compute');
  const [much, right] = [await lineOf(id, seventh), await lineOf(id, eighth)];
  assert.deepEqual([String(BigInt(much.recovered) + BigInt(much.waiting)), right.recovered, right.waiting], ['71000', '0', '0']);
  await act(maker, id, 'void', { opinion: '测试完毕' });
});

test('后来核定了更高的一项：参战发过五个月各909元，九级因公从同月起核定，补发各月差额，不另追参战，合计等于应发', async () => {
  clock.today = '2026-12-20';
  await publish({ category: 'combat', amount: 10908, effectiveOn: '2026-07-01', publishedOn: '2026-07-01' });
  await publish({ category: 'disabled', grade: 9, nature: 'duty', amount: 16488, effectiveOn: '2026-07-01', publishedOn: '2026-07-01' });
  const person = await entitled({ category: 'combat', grade: null, nature: null, programme: 'combat', startedOn: '2026-07', paid: months('2026-07', 5).map((month): [string, string] => [month, '90900']) });
  await world.call(maker, 'benefits.recipients.create', { id: randomUUID(), draft: { personId: person, category: 'disabled', grade: '09', nature: '2', state: 'receiving', startedOn: '2026-07' } });
  const id = await open('2026-12-11', ['disability', 'combat'], '2026-12');
  await act(maker, id, 'compute');
  const lines = (await linesOf(id)).filter((line) => (line.personId.id ?? line.personId) === person);
  assert.deepEqual(lines.map((line) => [line.programme, line.amount]), [['disability', String(6 * 137400 - 5 * 90900)]]);
  assert.match((await world.call(maker, 'benefits.lines.get', { id: lines[0].id })).cause, /抵扣同月已发的参战退役军人生活补助 2026年7月至2026年11月（5个月）4,545.00元/);
  assert.deepEqual((await world.call(maker, 'benefits.runCourse.recompute', { id })).differing, []);
  await act(maker, id, 'void', { opinion: '测试完毕' });
});

test('台账只写了停发、取消、迁移、去世而没有写从什么时候起：不发新的，也不追已发的，列入缺事实；写上终止时间的照终止办', async () => {
  clock.today = '2026-12-21';
  const people: string[] = [];
  for (const state of ['stopped', 'cancelled', 'moved', 'deceased']) {
    const person = await entitled({ category: 'combat', grade: null, nature: null, programme: 'combat', startedOn: '2026-10', paid: [['2026-10', '90900'], ['2026-11', '90900']] });
    await sql`update benefits.recipient set state = ${state} where county_code = '999001' and person_id = ${person}`.execute(world.house.database.owner);
    people.push(person);
  }
  await sql`update benefits.recipient set ended_on = '2026-11' where county_code = '999001' and person_id = ${people[3]!}`.execute(world.house.database.owner);
  const id = await open('2026-12-21', ['combat'], '2026-12');
  await act(maker, id, 'compute');
  assert.deepEqual((await linesOf(id)).filter((line) => people.includes(line.personId.id ?? line.personId)), []);
  const unknown = (await differencesOf(id, 'unknown')).filter((row) => people.includes(row.personId));
  assert.deepEqual([unknown.length, (await differencesOf(id, 'owing')).filter((row) => people.includes(row.personId)).length], [3, 0]);
  assert.match(unknown[0].words, /停发、中止、取消或迁移从哪个月起/);
  await act(maker, id, 'void', { opinion: '测试完毕' });
});

test('一个批次只有抵完为0.00元的明细：银行文件里没有付款，照样办结，抵扣从此算清', async () => {
  clock.today = '2026-12-22';
  const person = await entitled({ category: 'combat', grade: null, nature: null, programme: 'combat', startedOn: '2026-01', paid: months('2026-01', 9).map((month): [string, string] => [month, '90900']) });
  const { version } = await world.call(maker, 'registry.persons.get', { id: person });
  await world.call(maker, 'registry.persons.update', { id: person, version, change: { state: 'dead', diedOn: '2026-01-31' } });
  const id = await open('2026-12-22', ['combat', 'funeral'], '2026-12');
  await act(maker, id, 'compute');
  const own = (await linesOf(id)).filter((line) => (line.personId.id ?? line.personId) === person);
  assert.deepEqual(own.map((line) => [line.programme, line.amount]), [['funeral', '0']]);
  for (const line of await linesOf(id)) if (line.amount !== '0') await sql`delete from benefits.line where id = ${line.id}`.execute(world.house.database.owner);
  await act(reviewer, id, 'review'); await act(leader, id, 'approve'); await act(finance, id, 'check');
  const run = await world.call(maker, 'benefits.runs.get', { id });
  const layouts = await world.call(maker, 'benefits.bankLayouts.list', {});
  const file = await world.call(maker, 'benefits.runCourse.file', { id, step: randomUUID(), version: run.version, layoutId: layouts.rows[0].id });
  assert.deepEqual([file.lines, file.total], [0, '0']);
  await closeAll(id);
  assert.equal((await world.call(maker, 'benefits.runs.get', { id })).state, 'closed');
});
