import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import pg from 'pg';
import { isRefusal, type Refusal } from '#base/pure/refusal.ts';
import { transact } from '#base/server/database.ts';
import type { Act, Actor } from '#base/server/house.ts';
import { migrate, readMigrations } from '#base/server/migrate.ts';
import { migrationFolders } from '#base/server/open.ts';
import { organisation } from '#modules/organisation/module.ts';
import { recognition } from '#modules/recognition/module.ts';
import { registry } from '#modules/registry/module.ts';
import { dropDatabase, testConfig } from '#test/database.ts';
import { openWorld, type World } from '#test/world.ts';
import { benefits } from './module.ts';
import { insertMissingStandards } from './queries/shipped.ts';
import { rowsInForce } from './queries/standards.ts';
import { monthOf } from './rules/months.ts';
import { compileRates, rateKey } from './rules/rates.ts';
import { noticeTasks } from './service/notices.ts';
import { readShippedNotices } from './standards/shipped.ts';

const TODAY = '2026-03-20';
let world: World;
before(async () => {
  world = await openWorld([organisation, registry, recognition, benefits], { clock: () => new Date(`${TODAY}T02:00:00Z`) });
  await world.call(clerk(), 'benefits.loadStandards');
});
after(() => world.close());

const clerk = () => world.person('countyClerk', 'county', ['benefits']);
const leader = () => world.person('leader');
const finance = () => world.person('finance');
const call = (actor: Actor, name: string, input: unknown): Promise<any> => world.call(actor, `benefits.${name}`, input);
const refused = (pattern: RegExp, status = 409) => (error: Refusal) => isRefusal(error) && error.status === status && pattern.test(error.message);
let serial = 0;
const NATION = { reach: 'nation', document: '退役军人部发〔2026〕9号', publishedOn: '2026-03-01', effectiveOn: '2026-08-01' };

/** A draft by somebody, with these fields; `raise` copies what it replaces. */
async function draft(actor: Actor, fields: Record<string, unknown> = {}, more: Record<string, unknown> = {}): Promise<any> {
  const id = randomUUID();
  return call(actor, 'noticeCourse.draft', { id, notice: { title: `测试通知${serial += 1}`, ...NATION, ...fields }, copy: false, raise: { way: 'none' }, ...more });
}
const line = (noticeId: string, rest: Record<string, unknown> = {}) => ({ noticeId, kind: 'floor', category: 'disabled', grade: 7, nature: 'war', amount: '4200000', period: 'year', verification: 'published', ...rest });
const add = (actor: Actor, noticeId: string, rest: Record<string, unknown> = {}) => call(actor, 'standards.create', { id: randomUUID(), draft: line(noticeId, rest) });
const view = (id: string) => call(clerk(), 'noticeCourse.view', { id });
async function perform(actor: Actor, id: string, act: string, reason?: string): Promise<any> {
  const { notice } = await view(id);
  return call(actor, act === 'approve' || act === 'sendBack' ? 'noticeCourse.decide' : 'noticeCourse.act', { id, version: notice.version, act, reason });
}
/** A notice put in force by two persons. */
async function inForce(fields: Record<string, unknown> = {}, rest: Record<string, unknown> = {}): Promise<{ id: string; row: any }> {
  const maker = clerk();
  const { id } = await draft(maker, fields);
  const row = await add(maker, id, rest);
  await perform(maker, id, 'submit');
  await perform(leader(), id, 'approve');
  return { id, row };
}

test('随附标准成为已生效的通知，一地一日一份；载入两次不增加；少了的补成一份补充通知', async () => {
  assert.deepEqual(await call(clerk(), 'loadStandards', undefined), { added: 0, shipped: 216 });
  const { rows, total } = await call(clerk(), 'notices.list', { size: 100 });
  assert.equal(total, 8 + 5);
  assert.ok(rows.every((row: any) => row.state === 'inForce'));
  const shipped = readShippedNotices();
  const extra = { ...shipped[0]!, rows: [{ ...shipped[0]!.rows[0]!, category: 'basicPay', grade: null, nature: null, period: 'month' as const }] };
  assert.equal(await world.act(clerk(), (act) => insertMissingStandards(act, [extra, ...shipped], '999001000000')), 1);
  assert.equal(await world.act(clerk(), (act) => insertMissingStandards(act, [extra, ...shipped], '999001000000')), 0);
  assert.equal((await call(clerk(), 'notices.list', { size: 100 })).total, 14);
});

test('双人复核：拟定、修改、提交的人各样岗位都不能复核，另一人才能；没有审批权的人不能复核', async () => {
  const [maker, editor, submitter] = [clerk(), finance(), world.person(['finance', 'leader'])];
  const { id } = await draft(maker);
  const row = await add(editor, id);
  await call(submitter, 'standards.update', { id: row.id, version: 1, change: { amount: '4210000' } });
  await perform(submitter, id, 'submit');
  for (const hand of [maker, editor, submitter]) {
    for (const roles of [['countyClerk'], ['finance'], ['leader'], ['finance', 'leader'], ['countyClerk', 'leader']]) {
      const actor = { ...world.person(roles, 'county', ['benefits']), id: hand.id };
      await assert.rejects(perform(actor, id, 'approve'), (error: Refusal) => (actor.permissions.has('benefits.approve') ? refused(/须由另一人复核/)(error) : error.status === 403), roles.join());
    }
  }
  await assert.rejects(perform(clerk(), id, 'approve'), (error: Refusal) => error.status === 403);
  await assert.rejects(call(leader(), 'noticeCourse.act', { id, version: 1, act: 'submit' }), (error: Refusal) => error.status === 403);
  const approver = finance();
  const waits = async (actor: Actor) => (await world.act(actor, noticeTasks)).map((task) => task.title);
  assert.deepEqual([await waits(approver), await waits(editor), await waits(clerk())], [['标准通知：1 份待复核'], [], []]);
  assert.equal((await perform(approver, id, 'approve')).state, 'inForce');
  const { rows } = await sql<{ approved_by_id: string; hands: string[] }>`select approved_by_id, hands from benefits.notice where id = ${id}`.execute(world.house.database.owner);
  assert.deepEqual(rows[0], { approved_by_id: approver.id, hands: [maker.id, editor.id, submitter.id] });
  await assert.rejects(sql`update benefits.notice set approved_by_id = ${maker.id} where id = ${id}`.execute(world.house.database.owner), /notice_second_person/);
});

test('退回须写原因，改后再提交；提交后不能改；收回和作废；作废的不能再用', async () => {
  const maker = clerk();
  const { id } = await draft(maker, { effectiveOn: '2031-08-01' });
  const row = await add(maker, id);
  await perform(maker, id, 'submit');
  await assert.rejects(call(maker, 'standards.update', { id: row.id, version: 1, change: { amount: '1' } }), refused(/待复核，标准不能改动/));
  await assert.rejects(add(maker, id, { grade: 8 }), refused(/待复核/));
  await assert.rejects(call(maker, 'notices.update', { id, version: (await view(id)).notice.version, change: { document: '改号' } }), refused(/待复核/));
  await assert.rejects(perform(leader(), id, 'sendBack'), /请写明退回的原因/);
  assert.equal((await perform(leader(), id, 'sendBack', '文号有误')).returnReason, '文号有误');
  await call(maker, 'standards.update', { id: row.id, version: 1, change: { amount: '4300000' } });
  await perform(maker, id, 'submit');
  await perform(maker, id, 'withdraw');
  assert.equal((await perform(maker, id, 'void', '上级撤回')).state, 'voided');
  await assert.rejects(perform(maker, id, 'submit'), refused(/已作废/));
  await assert.rejects(add(maker, id, { grade: 9 }), refused(/已作废/));
  const history = await call(clerk(), 'notices.history', { id });
  assert.ok(history.some((one: any) => one.reason === '退回：文号有误'));
});

test('没有文号、发布日期或标准的通知提交时被挡住并说明；同一执行日期晚发布的才能取代', async () => {
  const maker = clerk();
  const empty = await draft(maker, { document: null });
  await assert.rejects(perform(maker, empty.id, 'submit'), refused(/还没有填写标准；请填写文号/));
  const first = await inForce({ effectiveOn: '2026-09-01', publishedOn: '2026-02-01' });
  const late = await draft(maker, { effectiveOn: '2026-09-01', publishedOn: '2026-02-01' });
  await add(maker, late.id);
  await assert.rejects(perform(maker, late.id, 'submit'), refused(/残疾军人 7级 因战：同一执行日期已有生效的标准/));
  await call(maker, 'notices.update', { id: late.id, version: (await view(late.id)).notice.version, change: { publishedOn: '2026-02-02' } });
  assert.equal((await view(late.id)).differences.find((one: any) => one.line)!.former.id, first.row.id, 'what was published before on the same day of effect is what it replaces');
  await perform(maker, late.id, 'submit');
});

test('已生效的标准不可改、不可删、不可加：手工、恢复、表格、直接写库都不行', async () => {
  const maker = clerk();
  const { id, row } = await inForce({ effectiveOn: '2027-08-01' });
  const now = await call(clerk(), 'standards.get', { id: row.id });
  await assert.rejects(call(maker, 'standards.update', { id: row.id, version: now.version, change: { amount: '1' } }), refused(/已生效的标准不能修改/, 422));
  await assert.rejects(call(maker, 'standards.remove', { id: row.id, version: now.version, reason: '试着删除' }), refused(/已生效，标准不能改动/));
  await assert.rejects(add(maker, id, { grade: 8 }), refused(/已生效/));
  const other = await draft(maker);
  await assert.rejects(call(maker, 'standards.update', { id: row.id, version: now.version, change: { noticeId: other.id } }), refused(/已生效/, 422));
  const moved = await add(maker, other.id);
  await assert.rejects(call(maker, 'standards.update', { id: moved.id, version: moved.version, change: { noticeId: id } }), refused(/已生效/));
  await assert.rejects(call(maker, 'notices.update', { id, version: (await view(id)).notice.version, change: { effectiveOn: '2020-01-01' } }), refused(/已生效/));
  await assert.rejects(call(maker, 'notices.remove', { id, version: (await view(id)).notice.version, reason: '试着删除' }), refused(/已生效/));
  await assert.rejects(call(maker, 'noticeCourse.verify', { id, ids: [row.id], verification: 'unverified' }), refused(/不在拟定中/));
  await assert.rejects(call(maker, 'noticeCourse.takeSheet', { id, content: sheet(['类别,标准（元）,周期', '参战退役军人,1,year']) }), refused(/不在拟定中/));
  const written = (statement: (act: Act) => Promise<unknown>) => world.act(maker, statement);
  await assert.rejects(written(({ tx }) => sql`update benefits.standard set amount = 1 where id = ${row.id}`.execute(tx)), /row-level security/);
  await assert.rejects(written(({ tx }) => sql`update benefits.standard set in_force = false where id = ${row.id}`.execute(tx)), /permission denied/);
  await assert.rejects(written(({ tx }) => sql`insert into benefits.standard (county_code, id, division_code, notice_id, kind, category, amount, period, verification) values ('999001', ${randomUUID()}, '999001000000', ${id}, 'floor', 'combat', 1, 'year', 'published')`.execute(tx)), /standard_notice/);
  await assert.rejects(written(({ tx }) => sql`insert into benefits.standard (county_code, id, division_code, notice_id, in_force, kind, category, amount, period, verification) values ('999001', ${randomUUID()}, '999001000000', ${id}, true, 'floor', 'combat', 1, 'year', 'published')`.execute(tx)), /row-level security/);
  await written(async ({ tx }) => {
    assert.equal((await sql`delete from benefits.standard where id = ${row.id}`.execute(tx)).numAffectedRows, 0n);
    assert.equal((await sql`update benefits.notice set effective_on = '2020-01-01' where id = ${id}`.execute(tx)).numAffectedRows, 0n);
    assert.equal((await sql`delete from benefits.notice where id = ${id}`.execute(tx)).numAffectedRows, 0n);
  });
  assert.equal((await call(clerk(), 'standards.get', { id: row.id })).amount, '4200000');
});

test('通知生效前删去的一行，生效后不能恢复', async () => {
  const maker = clerk();
  const { id } = await draft(maker, { effectiveOn: '2028-08-01' });
  await add(maker, id);
  const gone = await add(maker, id, { grade: 8 });
  await call(maker, 'standards.remove', { id: gone.id, version: 1, reason: '文件没有这一行' });
  await perform(maker, id, 'submit');
  await perform(leader(), id, 'approve');
  await assert.rejects(call(maker, 'standards.restore', { id: gone.id }), refused(/已生效/));
  assert.equal((await view(id)).lines.length, 1);
});

test('按 3% 拟定的全国通知：2024-08 七级因战 39084 → 40260，增加 1176 元，3.0%；复制的一律待核实', async () => {
  const maker = clerk();
  const notice = await draft(maker, { effectiveOn: '2024-09-01' }, { copy: true, categories: ['disabled'], raise: { way: 'percent', hundredths: 300, to: 'yuanMonthly' } });
  const seen = await view(notice.id);
  const seventh = seen.differences.find((one: any) => one.line?.grade === 7 && one.line.nature === 'war');
  assert.deepEqual([seventh.former.amount, seventh.line.amount, seventh.change, seventh.tenths, seventh.line.verification], ['3908400', '4026000', '117600', 30, 'unverified']);
  assert.ok(seen.differences.some((one: any) => one.outcome === 'gone' && one.former.category === 'survivor'));
  assert.ok(seen.findings.some((one: any) => one.warning && /待核实/.test(one.message)) && seen.findings.some((one: any) => one.warning && /更晚/.test(one.message)));
  assert.deepEqual(await call(maker, 'noticeCourse.verify', { id: notice.id, ids: seen.lines.map((one: any) => one.id), verification: 'published' }), { changed: seen.lines.length });
  assert.ok((await view(notice.id)).lines.every((one: any) => one.verification === 'published'));
  const history = await call(clerk(), 'standards.history', { id: seventh.line.id });
  assert.deepEqual(history.map((one: any) => one.act), ['update', 'create']);
});

test('省的通知可以从全国现行标准抄成全额标准，照抄时金额不变', async () => {
  const { id } = await draft(clerk(), { reach: 'province', province: '41', effectiveOn: '2025-08-01' }, { copy: true, from: 'nation', categories: ['survivor'] });
  const { lines, used } = await view(id);
  assert.deepEqual(lines.map((one: any) => [one.variant, one.kind, one.amount]).toSorted(), [['因公牺牲军人遗属', 'full', '3600000'], ['烈士遗属', 'full', '4311600'], ['病故军人遗属', 'full', '3292800']].toSorted());
  assert.equal(used, false, 'the county of the tests lies in no province');
});

const sheet = (lines: string[]) => Buffer.from(`\uFEFF${lines.join('\r\n')}\r\n`).toString('base64');

test('表格导入：先核对，逐行说明；有错不导入；改好后新增和改动各计数，再导一次全部相同', async () => {
  const maker = clerk();
  const { id } = await draft(maker, { effectiveOn: '2029-08-01' });
  await add(maker, id, { amount: '100' });
  const header = 'year_effective_from,category,grade_or_kind,nature,area,amount_yuan,period,source,verified';
  const good = ['2029-08-01,残疾军人,7级,因战,any,41472,year,文件,yes', '2029-08-01,三属,烈士遗属,,any,44412,year,文件,yes'];
  const wrong = sheet([header, ...good, '2029-08-01,残疾军人,十一级,因战,any,1,year,,yes']);
  const { rows } = await call(maker, 'noticeCourse.readSheet', { id, content: wrong });
  assert.deepEqual(rows.map((row: any) => [row.number, row.outcome, row.words, row.former]), [[2, 'changed', '残疾军人 7级 因战', '100'], [3, 'new', '三属 烈士遗属', null], [4, 'bad', '', null]]);
  await assert.rejects(call(maker, 'noticeCourse.takeSheet', { id, content: wrong }), /第 4 行有误，没有导入/);
  const content = sheet([header, ...good]);
  assert.deepEqual(await call(maker, 'noticeCourse.takeSheet', { id, content }), { added: 1, changed: 1 });
  assert.deepEqual(await call(maker, 'noticeCourse.takeSheet', { id, content }), { added: 0, changed: 0 });
  assert.deepEqual((await view(id)).lines.map((one: any) => one.amount), ['4147200', '4441200']);
  await assert.rejects(call(maker, 'noticeCourse.readSheet', { id, content: sheet(['甲,乙', '1,2']) }), /没有找到“类别”/);
});

test('使用决定：有审批权的人对待核实的标准写明依据和理由才能使用；仍是待核实；可以停止；记入审计', async () => {
  const { rows } = await call(clerk(), 'standards.list', { filters: { reach: ['nation'], category: ['disabled'], grade: ['6', '6'], effectiveOn: ['2025-08-01', '2025-08-01'] } });
  const war = rows.find((row: any) => row.nature === 'war');
  assert.equal(war.verification, 'unverified');
  const decide = (actor: Actor, rest: Record<string, unknown> = {}) => call(actor, 'noticeCourse.release', { release: randomUUID(), id: war.noticeId, standardId: war.id, decision: 'use', document: '县局党组会议纪要〔2026〕3号', reason: '省厅文件未到，先按此发放', ...rest });
  const released = async () => (await world.act(clerk(), rowsInForce)).find((row) => row.id === war.id)!;
  await assert.rejects(decide(clerk()), (error: Refusal) => error.status === 403);
  await assert.rejects(decide(leader(), { reason: '' }), /请写明原因/);
  assert.deepEqual(await decide(leader()), { standards: 1 });
  assert.deepEqual([(await released()).released, (await released()).verified], [true, false]);
  const row = await call(clerk(), 'standards.get', { id: war.id });
  assert.deepEqual([row.verification, row.releaseDocument, row.releasedOn], ['unverified', '县局党组会议纪要〔2026〕3号', TODAY]);
  await decide(leader(), { decision: 'stop', reason: '省厅文件已到' });
  assert.equal((await released()).released, false);
  assert.ok((await decide(leader(), { standardId: null })).standards > 1);
  assert.equal((await released()).released, true);
  const { id, row: verified } = await inForce({ effectiveOn: '2030-08-01' });
  await assert.rejects(call(leader(), 'noticeCourse.release', { release: randomUUID(), id, standardId: verified.id, decision: 'use', document: '纪要', reason: '不需要' }), refused(/已核实/));
  const { rows: audited } = await sql<{ reason: string }>`select reason from audit.entry where operation = 'benefits.noticeCourse.release' and reason is not null`.execute(world.house.database.owner);
  assert.ok(audited.some(({ reason }) => reason === '省厅文件未到，先按此发放'));
});

/** Runs in another county, as its clerk. */
async function inCounty<T>(county: string, work: (act: Act) => Promise<T>): Promise<T> {
  const actor = { ...clerk(), division: `${county}000000`, scope: { county, from: `${county}000000`, to: `${county}999999` } };
  return transact(world.house.database, actor.scope, (tx) => work({ tx, actor, scope: actor.scope, now: world.house.clock(), today: TODAY, house: world.house, requestId: randomUUID(), note: () => undefined }));
}

test('河南的县（41…）：用全国、本省、本县的标准，外省的只作参考；七级因战 2025-08 每月 3355.00', async () => {
  const rows = await inCounty('410221', async (act) => {
    await insertMissingStandards(act, readShippedNotices(), '410221000000');
    return rowsInForce(act);
  });
  assert.equal(rows.filter((row) => row.reach === 'nation').length, 190);
  assert.deepEqual(rows.filter((row) => row.reach === 'province').map((row) => [row.category, row.variant, row.kind, row.amount, row.period]).toSorted(), [['在乡复员军人', '其他时期入伍', 'full', 94_500n, 'month'], ['在乡复员军人', '抗日战争时期入伍', 'full', 99_500n, 'month']]);
  const rates = compileRates(rows.map((row) => ({ ...row, released: true })), TODAY);
  assert.equal(rates.at(rateKey('残疾军人', null, 7, '因战'), monthOf('2025-08'))!.monthly, 335_500n);
  assert.equal(rates.at(rateKey('三属', '烈士遗属'), monthOf('2025-08'))!.twelfths, 4_311_600n);
  assert.ok(rates.at(rateKey('农村籍退役士兵老年生活补助(每服义务兵役1年)'), monthOf('2024-08')));
  assert.match(rows.find((row) => row.category === '残疾军人')!.document!, /^全国标准/);
  const fujian = await inCounty('350101', async (act) => {
    await insertMissingStandards(act, readShippedNotices(), '350101000000');
    return rowsInForce(act);
  });
  assert.equal(fujian.filter((row) => row.reach === 'province').length, 18);
  assert.deepEqual(fujian.filter((row) => row.category === '三红' && row.reach === 'province').map((row) => row.variant).toSorted(), ['红军失散人员（农村）', '红军失散人员（城镇）']);
});

test('历年表给出本县用的各层标准；导出为表格；乡级站看得到、不能写', async () => {
  const { lines, province } = await call(clerk(), 'noticeCourse.byYear', {});
  assert.equal(province, null);
  assert.ok(lines.some((one: any) => one.category === '残疾军人' && one.grade === 7 && one.effectiveOn === '2025-08-01' && one.amount === '4026000'));
  const { name, content } = await call(clerk(), 'noticeCourse.byYearSheet', {});
  assert.ok(name.endsWith('.xlsx') && Buffer.from(content, 'base64').length > 4000);
  const station = world.person('townshipClerk', 'east');
  assert.ok((await call(station, 'noticeCourse.byYear', {})).lines.length > 0);
  await assert.rejects(draft(station), (error: Refusal) => error.status === 403);
});

test('原来的标准：随附的移入已生效的通知，手工录入的移入拟定的通知等人复核，认不出的类别写进细类', async () => {
  const config = await testConfig([]);
  const client = new pg.Client({ connectionString: config.databaseUrl });
  await client.connect();
  try {
    const all = readMigrations(migrationFolders([organisation, registry, recognition, benefits]));
    const former = all.filter((one) => one.name < '2026-03-28-standards');
    await migrate(client, former);
    const insert = (id: string, scope: string, category: string, variant: string | null, grade: number | null) => client.query(`insert into benefits.standard (county_code, id, division_code, scope, effective_on, category, variant, grade, nature, amount, period, verification) values ('410221', $1, '410221000000', $2, '2024-08-01', $3, $4, $5, $6, 3908400, 'year', 'published')`, [id, scope, category, variant, grade, grade && 'war']);
    const [shipped, typed, odd, own] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
    await insert(shipped, '全国', '残疾军人', null, 7);
    await insert(typed, '河南省', '参战退役军人', null, null);
    await insert(odd, '河南省', '老民兵', '甲档', null);
    await insert(own, '某县', '带病回乡退役军人', null, null);
    for (const id of [typed, odd, own]) await client.query(`insert into house.change (county_code, record, row_id, version, division_code, act, actor_id, actor_name) values ('410221', 'benefits.standard', $1, 1, '410221000000', 'create', 'x', '张三')`, [id]);
    await migrate(client, all);
    const { rows } = await client.query(`select s.category, s.variant, s.kind, s.in_force, n.title, n.reach, n.province, n.state, n.shipped from benefits.standard s join benefits.notice n on n.county_code = s.county_code and n.id = s.notice_id order by array_position($1::uuid[], s.id)`, [[shipped, typed, odd, own]]);
    assert.deepEqual(rows.map((row) => Object.values(row)), [
      ['disabled', null, 'floor', true, '全国标准（2024-08-01起）', 'nation', null, 'inForce', true],
      ['combat', null, 'full', false, '河南省标准（2024-08-01起）补录', 'province', '41', 'draft', false],
      ['other', '老民兵 甲档', 'full', false, '河南省标准（2024-08-01起）补录', 'province', '41', 'draft', false],
      ['illReturned', null, 'full', false, '某县标准（2024-08-01起）补录', 'county', null, 'draft', false],
    ]);
  } finally {
    await client.end();
    await dropDatabase(config);
  }
});

test('提交与修改同时进行：要么改在提交之前并计为经手人，要么被挡住；提交后的内容就是复核看到的', async () => {
  for (let round = 0; round < 4; round += 1) {
    const [maker, other] = [clerk(), finance()];
    const { id } = await draft(maker, { effectiveOn: `204${round}-08-01` });
    const row = await add(maker, id);
    const { notice } = await view(id);
    const [submitted, edited] = await Promise.allSettled([
      call(maker, 'noticeCourse.act', { id, version: notice.version, act: 'submit' }), call(other, 'standards.update', { id: row.id, version: 1, change: { amount: '999900' } }),
    ]);
    assert.equal(submitted!.status, 'fulfilled');
    const { rows } = await sql<{ hands: string[] }>`select hands from benefits.notice where id = ${id}`.execute(world.house.database.owner);
    assert.equal((await view(id)).lines[0].amount, edited!.status === 'fulfilled' ? '999900' : '4200000');
    assert.equal(rows[0]!.hands.includes(other.id), edited!.status === 'fulfilled');
  }
});
