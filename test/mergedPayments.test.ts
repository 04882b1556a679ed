import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import type { Values } from '#base/pure/record.ts';
import type { Actor } from '#base/server/house.ts';
import { shipLayout } from '#modules/benefits/service/bank.ts';
import { importFile } from '#modules/exchange/importFile.ts';
import { MODULES } from '../src/entry/modules.ts';
import { systemActor } from '../src/entry/system.ts';
import { inventCitizenId, openWorld, type World } from './world.ts';

let world: World;
let today = '2026-03-20';
let maker: Actor; let reviewer: Actor; let leader: Actor; let finance: Actor;
before(async () => {
  world = await openWorld(MODULES, { clock: () => new Date(`${today}T02:00:00Z`) });
  const someone = (role: string, id: string): Actor => ({ ...world.person(role, 'county', ['registry', 'benefits', 'duplicates', 'exchange']), id, name: id });
  [maker, reviewer, leader, finance] = [someone('countyClerk', 'maker'), someone('countyClerk', 'reviewer'), someone('leader', 'leader'), someone('finance', 'finance')];
  await world.act(maker, shipLayout);
  await sql`insert into house.setting (county_code, key, value) values ('999001', 'benefits.terms', '{"opened":"2026-02","recoveryPercent":100,"recoveryFloorYuan":0}'::jsonb)`.execute(world.house.database.owner);
  const notice = randomUUID();
  const { owner } = world.house.database;
  await sql`insert into benefits.notice (county_code, id, division_code, title, reach, document, published_on, effective_on, state) values ('999001', ${notice}, '999001000000', '通知', 'county', '测试〔2026〕1号', '2025-08-01', '2025-08-01', 'draft')`.execute(owner);
  for (const [category, variant, amount] of [['combat', null, 90900], ['survivor', 'martyr', 359300]]) await sql`insert into benefits.standard (county_code, id, division_code, notice_id, kind, category, variant, amount, period, verification) values ('999001', gen_random_uuid(), '999001000000', ${notice}, 'full', ${category}, ${variant}, ${amount}, 'month', 'published')`.execute(owner);
  await sql`update benefits.notice set state = 'inForce', in_force = true, approved_by = '测试', approved_by_id = 'x', approved_on = published_on where id = ${notice}`.execute(owner);
});
after(() => world.close());

let serial = 0;
const citizenIds = new Map<string, string>();
async function drawing(name: string): Promise<string> {
  const citizenId = inventCitizenId(`1955-03-${String((serial += 1) + 9)}`);
  const { id } = await world.register({ name, citizenId, bankAccount: `62284800000009${String(1000 + serial)}`, bankName: '测试银行', roles: ['combat'] });
  await world.call(maker, 'benefits.recipients.create', { id: randomUUID(), draft: { personId: id, category: 'combat', state: 'receiving', startedOn: '2020-01' } });
  citizenIds.set(id, citizenId);
  return id;
}
async function act(who: Actor, id: string, name: string, more: Values = {}): Promise<any> {
  const { version } = await world.call(who, 'benefits.runs.get', { id });
  return world.call(who, name === 'file' ? 'benefits.runCourse.file' : 'benefits.runCourse.act', { id, step: randomUUID(), version, ...(name === 'file' ? more : { act: name, ...more }) });
}
async function compute(month: string): Promise<string> {
  const id = randomUUID();
  await world.call(maker, 'benefits.runs.create', { id, draft: { number: `${month}-${String((serial += 1)).padStart(2, '0')}`, title: month, programmes: ['combat'], firstMonth: month, lastMonth: month } });
  await act(maker, id, 'compute');
  return id;
}
async function send(id: string): Promise<void> {
  await act(reviewer, id, 'review'); await act(leader, id, 'approve'); await act(finance, id, 'check');
  await act(maker, id, 'file', { layoutId: (await world.call(maker, 'benefits.bankLayouts.list', {})).rows[0].id });
}
const linesOf = async (id: string, person: string): Promise<any[]> => (await world.call(maker, 'benefits.lines.list', { filters: { runId: [id], personId: [person] } })).rows;
const paidTo = async (person: string): Promise<string[]> => (await world.call(maker, 'benefits.payments.list', { filters: { personId: [person] }, sort: 'paidOn' })).rows.map((row: any) => row.amount);
async function merge(kept: string, gone: string): Promise<string> {
  const id = randomUUID();
  const versionOf = async (one: string) => (await world.call(maker, 'registry.persons.get', { id: one })).version;
  await world.call(maker, 'duplicates.merge', { id, keptId: kept, goneId: gone, keptVersion: await versionOf(kept), goneVersion: await versionOf(gone), take: [], reason: '同一人两份档案' });
  return id;
}

test('一人两份档案都发过：合并以后两笔发放都在，批次合计不变，多发的一份由下一批次追回；撤销合并，各回各处', async () => {
  const [kept, gone] = [await drawing('两份档案甲'), await drawing('两份档案乙')];
  await drawing('照常发放的');
  const march = await compute('2026-03');
  await assert.rejects(merge(kept, gone), /都在未办结的发放批次/);
  await send(march);
  await act(maker, march, 'close', { on: today });
  const total = await sumOf(march);
  const merged = await merge(kept, gone);
  assert.equal(await sumOf(march), total);
  assert.deepEqual([(await linesOf(march, kept)).length, await paidTo(kept)], [2, ['181800', '181800']]);
  today = '2026-04-20';
  const april = await compute('2026-04');
  const [line] = await linesOf(april, kept);
  assert.deepEqual([line?.amount ?? '0', line?.recovered], ['0', '90900']);
  await send(april);
  await act(maker, april, 'close', { on: today });
  await world.call(maker, 'duplicates.undo', { id: merged, reason: '不是同一人' });
  assert.deepEqual([await paidTo(kept), await paidTo(gone)], [['181800'], ['181800']], '抵完的 0.00 元不进发放台账');
  today = '2026-05-10';
  const may = await compute('2026-05');
  assert.deepEqual([(await linesOf(may, kept))[0].amount, (await linesOf(may, gone))[0].amount], ['181800', '181800'], '四月从本人扣回的二月补发，另一人四月没发的补发');
  await act(maker, may, 'void', { opinion: '测试' });
});

async function sumOf(run: string): Promise<string> {
  const { rows } = await sql<{ sum: string }>`select sum(amount)::text || '/' || count(*) as sum from benefits.line where run_id = ${run}`.execute(world.house.database.owner);
  return rows[0]!.sum;
}

test('办结以后银行才退回的：读入后不再算已发，发放台账里没有这一笔，下一批次重发一次', async () => {
  today = '2026-05-20';
  const person = await drawing('办结后退汇');
  const may = await compute('2026-05');
  await send(may);
  await act(maker, may, 'close', { on: today });
  const [before] = await paidTo(person);
  const [line] = await linesOf(may, person);
  const { reference } = await world.call(maker, 'benefits.lines.get', { id: line.id });
  const content = Buffer.from(`\uFEFF付款编号,处理结果,失败原因\r\n${reference},失败,账户已销户\r\n`).toString('base64');
  const step = randomUUID();
  assert.equal((await world.call(maker, 'benefits.runCourse.returns', { id: may, step, content, on: today })).returned, 1);
  assert.equal((await world.call(maker, 'benefits.runCourse.returns', { id: may, step, content, on: today })).returned, 0);
  assert.deepEqual([(await world.call(maker, 'benefits.lines.get', { id: line.id })).outcome, await paidTo(person)], ['returned', []]);
  today = '2026-06-20';
  const june = await compute('2026-06');
  const [again] = await linesOf(june, person);
  assert.equal(again.amount, String(BigInt(before!) + 90_900n));
  await act(maker, june, 'void', { opinion: '测试' });
});

test('先迁出、后去世的：迁出的次年起本县不发，去世登记以后也不补发、不发丧葬补助', async () => {
  today = '2026-07-01';
  const { id } = await world.register({ name: '迁出后去世', citizenId: inventCitizenId('1950-05-05'), bankAccount: '6228480000000099001', bankName: '测试银行', roles: ['kin_martyr'], state: 'moved', changedOn: '2025-06-15' });
  await world.call(maker, 'benefits.recipients.create', { id: randomUUID(), draft: { personId: id, category: 'kin_martyr', state: 'receiving', startedOn: '2020-01' } });
  const { version } = await world.call(maker, 'registry.persons.get', { id });
  await world.call(maker, 'registry.persons.update', { id, version, change: { state: 'dead', diedOn: '2026-06-10', changedOn: '2026-06-12' } });
  const run = randomUUID();
  await world.call(maker, 'benefits.runs.create', { id: run, draft: { number: '2026-07-77', title: '七月', programmes: ['survivor', 'funeral'], firstMonth: '2026-07', lastMonth: '2026-07' } });
  await act(maker, run, 'compute');
  assert.deepEqual(await linesOf(run, id), []);
  await act(maker, run, 'void', { opinion: '测试' });
  const back = await world.call(maker, 'registry.persons.get', { id });
  const cancelled = await world.call(maker, 'registry.persons.update', { id, version: back.version, change: { state: 'cancelled', diedOn: null } });
  const leftOn = async () => (await sql<{ on: string | null }>`select left_on::text as on from registry.person where id = ${id}`.execute(world.house.database.owner)).rows[0]!.on;
  assert.equal(await leftOn(), '2025-06-15');
  await world.call(maker, 'registry.persons.update', { id, version: cancelled.version, change: { state: 'registered' } });
  assert.equal(await leftOn(), null);
});

test('表格改不动批次发过的钱和已冻结的批次：同人同项同月的退回说明，批次的月份不变', async () => {
  const owner = world.house.database.owner;
  const { rows: [paid] } = await sql<{ id: string; person: string; name: string; month: string; amount: string }>`select p.id, p.person_id as person, r.name, p.month, p.amount::text as amount from benefits.payment p join registry.person r on r.id = p.person_id where p.line_id is not null order by p.month limit 1`.execute(owner);
  const { rows: [run] } = await sql<{ number: string; id: string; first: string }>`select number, id, first_month as first from benefits.run where state = 'closed' order by number limit 1`.execute(owner);
  const folder = mkdtempSync(join(tmpdir(), 'ronggui-merged-'));
  const taken = async (ledger: string, header: string, row: string) => {
    const path = join(folder, `${ledger}.csv`);
    writeFileSync(path, `\uFEFF${header}\r\n${row}\r\n`);
    return importFile(world.house, systemActor('999001'), path, ledger, { dryRun: false });
  };
  try {
    await assert.rejects(taken('benefits.payment', '姓名,身份证号,发放项目,所属年月,实发金额,发放日期', `${paid!.name},${citizenIds.get(paid!.person)},参战退役军人生活补助,${paid!.month},500.00,2026-03-20`), /已由发放批次登记/);
    assert.equal((await world.call(maker, 'benefits.payments.get', { id: paid!.id })).amount, paid!.amount);
    await assert.rejects(taken('benefits.run', '批次号,批次名称,发放项目,起始月份,终止月份', `${run!.number},改名,参战退役军人生活补助,2020-01,2020-02`), /已经冻结，项目和月份不能改动/);
    assert.equal((await world.call(maker, 'benefits.runs.get', { id: run!.id })).firstMonth, run!.first);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('每张表都有主键：合并、撤销、移交都按主键认行', async () => {
  const { rows } = await sql<{ place: string }>`select n.nspname || '.' || c.relname as place from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and n.nspname not in ('pg_catalog', 'information_schema', 'auth', 'jobs') and n.nspname not like 'pg_toast%' and not exists (select 1 from pg_constraint k where k.conrelid = c.oid and k.contype = 'p') order by 1`.execute(world.house.database.owner);
  assert.deepEqual(rows.map((row) => row.place), []);
});
