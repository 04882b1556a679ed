import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, beforeEach, test } from 'node:test';
import fc from 'fast-check';
import { sql } from 'kysely';
import type { Values } from '#base/pure/record.ts';
import type { Actor } from '#base/server/house.ts';
import { openSheet } from '#base/server/sheets/open-sheet.ts';
import type { World } from '#test/world.ts';
import { importFile } from './importFile.ts';
import { cellReader } from './reading/cells.ts';
import { layoutReader } from './layouts/read.ts';
import { readTranslation, writeDay, writeMoney, writeValue } from './layouts/translation.ts';
import { clerkOf, Fellow, idOf, openScratch, workbook } from './scratch.fixture.ts';
import { heldReason } from './staging/held.ts';
import { exportPath } from './uploads.ts';

let world: World;
let me: Actor;
let now = new Date('2024-03-01T02:00:00Z');
const NAME = '上级人员表';
const CODES = '11=退役士兵\n12=转业军官\n13=军属';
const HEADERS = ['所在乡镇名', '所在村名', '人员姓名', '证件号', '人员代码', '其他代码', '生日', '入伍年月', '补助（万元）', '是否健在', '联系号码', '系统'];
const COLUMNS: Values[] = [
  { header: '所在乡镇名', target: '乡镇（街道）' }, { header: '所在村名', target: '村（社区）' }, { header: '人员姓名', target: '姓名', must: true }, { header: '证件号', target: '身份证号', asText: true },
  { header: '人员代码', target: '类别', codes: CODES }, { header: '其他代码', target: '其他类别', codes: CODES }, { header: '生日', target: '出生日期', dayForm: 'compact', asText: true }, { header: '入伍年月', target: '入伍时间', dayForm: 'month' },
  { header: '补助（万元）', target: '补助金额', numberForm: 'tenThousand' }, { header: '是否健在', target: '健在', codes: '1=是\n0=否' }, { header: '联系号码', target: '手机号码', asText: true }, { header: '系统', fixed: '县库' },
];

before(async () => {
  world = await openScratch(() => now);
  me = clerkOf(world, 'east');
  const county = clerkOf(world, 'county');
  const id = randomUUID();
  await world.call(county, 'exchange.layouts.create', { id, draft: { name: NAME, ledger: '对象台账', direction: 'both', sheet: '人员', heading: '人员信息表', withKey: true, verified: 'unverified' } });
  for (const [index, column] of COLUMNS.entries()) await world.call(county, 'exchange.layoutColumns.create', { id: randomUUID(), draft: { ...column, layoutId: id, position: index + 1 } });
});
after(() => world.close());
beforeEach(async () => {
  now = new Date('2024-03-01T02:00:00Z');
  await sql`truncate scratch.call, scratch.fellow, exchange.batch, exchange.difference, house.change cascade`.execute(world.house.database.owner);
});

const later = (day: string) => { now = new Date(`${day}T02:00:00Z`); };
const row = (number: number, changed: Record<string, unknown> = {}) => HEADERS.map((header) => ({
  所在乡镇名: '东乡', 所在村名: '东山村', 人员姓名: `人${number}`, 证件号: idOf(number), 人员代码: '11', 其他代码: '12、13', 生日: '19650412', 入伍年月: '1983年11月', '补助（万元）': '0.12345', 是否健在: '1', 联系号码: '13800001111', 系统: '省库', ...changed,
}[header] ?? ''));
const run = async (rows: unknown[][], options: { asOf?: string; dryRun?: boolean } = {}, actor = me) => importFile(world.house, actor, await workbook(HEADERS, rows), 'scratch.fellow', { layout: NAME, ...options });
const person = async (name = '人1', actor = me) => (await world.call(actor, 'scratch.fellows.list', { size: 100 })).rows.find((one: Values) => one.name === name);
const open = async (actor = me, state = 'open') => (await world.call(actor, 'exchange.differences.list', { filters: { state: [state] } })).rows as Values[];
const count = async (table: string) => Number((await sql<{ n: string }>`select count(*) as n from ${sql.table(table)}`.execute(world.house.database.owner)).rows[0]!.n);
const change = async (values: Values) => { const one = await person(); await world.call(me, 'scratch.fellows.update', { id: one.id, version: one.version, change: values }); };

test('按版式导入：代码、日期、万元、是否都换成我们的；再导一次全部未变', async () => {
  const first = await run([row(1), row(2, { 人员代码: '13', 生日: '', 是否健在: '0' })], { asOf: '2024-02-01' });
  assert.deepEqual([first.created, first.rejections, first.differences], [2, [], 0]);
  assert.match(first.warnings.join(), /待核实/);
  const one = await person();
  assert.deepEqual([one.kind, one.kinds, one.bornOn, one.joinedOn, one.paid, one.alive, one.labels.divisionCode], ['soldier', ['officer', 'family'], '1965-04-12', '1983-11', '123450', true, '东乡/东山村']);
  assert.deepEqual([(await run([row(1), row(2, { 人员代码: '13', 生日: '', 是否健在: '0' })])).unchanged, await count('exchange.source')], [2, 4]);
});

test('按版式导出再导入，一行不变：表头、代码、日期按版式，隐去的仍遮掩，页脚写明版式', async () => {
  await run([row(1), row(2, { 人员代码: '13' })]);
  const made = await world.call(me, 'exchange.export', { id: randomUUID(), ledger: 'scratch.fellow', layout: NAME, purpose: '报送上级核对' });
  const reader = await openSheet(exportPath(world.house, made.id));
  const rows: string[][] = [];
  for await (const one of reader.rows()) rows.push(one.cells.map(({ text }) => text));
  await reader.close();
  assert.deepEqual([reader.sheets, rows[0]![0], rows[1]!.map((text) => text.replace('*', ''))], [['人员'], '人员信息表', [...HEADERS, '记录编号']]);
  const [first] = rows.slice(2).filter((cells) => cells[2] === '人1');
  assert.deepEqual([first!.slice(0, 3), first!.slice(4, 10), first![11]], [['东乡', '东山村', '人1'], ['11', '12、13', '19650412', '1983年11月', '0.12345', '1'], '县库']);
  const text = rows.flat().join('|');
  assert.ok(!text.includes(idOf(1)) && !text.includes('13800001111') && /用途：报送上级核对　版式：上级人员表（待核实）/.test(text));
  const back = await importFile(world.house, me, exportPath(world.house, made.id), 'scratch.fellow', { layout: NAME });
  assert.deepEqual([back.read, back.unchanged, back.differences, back.rejections], [2, 2, 0, []]);
});

test('导入之后手工改过的，不被覆盖，成为数据差异；同一行其余各项照常更新', async () => {
  await run([row(1)], { asOf: '2024-02-01' });
  later('2024-03-05');
  await change({ kind: 'officer', mobile: '13900002222' });
  later('2024-03-10');
  const again = await run([row(1, { 联系号码: '13700003333', 生日: '19650413' })], { asOf: '2024-03-08' });
  assert.deepEqual([again.updated, again.differences], [1, 2]);
  const one = await person();
  assert.deepEqual([one.kind, one.mobile, one.bornOn], ['officer', '139****2222', '1965-04-13']);
  const found = (await open()).toSorted((a, b) => String(a.field).localeCompare(String(b.field)));
  assert.deepEqual(found.map(({ field, ours, theirs, reason, system, asOf }) => [field, ours, theirs, reason, system, asOf]), [
    ['kind', '转业军官', '退役士兵', '上次导入之后本地改过', NAME, '2024-03-08'], ['mobile', '139****2222', '137****3333', '上次导入之后本地改过', NAME, '2024-03-08'],
  ]);
  const { rows: kept } = await sql<{ text: string }>`select string_agg(d::text, '') || (select string_agg(s::text, '') from exchange.source s) || (select string_agg(r::text, '') from exchange.row r) as text from exchange.difference d`.execute(world.house.database.owner);
  assert.ok(!kept[0]!.text.includes('13700003333') && !kept[0]!.text.includes('13900002222'));
  const result = await world.call(me, 'exchange.differences.decide', { ids: [found[1]!.id], decision: 'theirs' });
  assert.deepEqual([result.decided, (await person()).mobile], [1, '137****3333']);
  await world.call(me, 'exchange.differences.decide', { ids: [found[0]!.id], decision: 'ours' });
  assert.deepEqual([(await person()).kind, (await open()).length], ['officer', 0]);
  const history = await world.call(me, 'scratch.fellows.history', { id: one.id });
  assert.equal(history[0].fields[0].field, 'mobile');
  const third = await run([row(1, { 联系号码: '13700003333', 生日: '19650413' })], { asOf: '2024-03-09' });
  assert.deepEqual([third.unchanged, third.differences], [1, 0], '已决定保留我们的，同样的内容不再问');
});

test('比上次旧的文件不覆盖；从未导入过而手工登记的，看文件截至日早晚', async () => {
  await run([row(1, { 生日: '19650412' })], { asOf: '2024-02-20' });
  const older = await run([row(1, { 生日: '19650401' })], { asOf: '2024-01-01' });
  assert.deepEqual([older.unchanged, older.differences, (await person()).bornOn, (await open())[0]!.reason], [1, 1, '1965-04-12', '文件比上次导入的旧（上次截至 2024-02-20）']);
  assert.equal((await run([row(1, { 生日: '19650420' })], { asOf: '2024-02-28' })).updated, 1);
  assert.deepEqual([(await person()).bornOn, (await open()).length, (await open(me, 'replaced')).length], ['1965-04-20', 0, 1], '新文件更新之后旧差异不再待定');
  assert.equal(heldReason({ written: { on: '2024-03-01', imported: false } }, 'a', 'b', '2024-02-01', '2024-03-01'), '本地 2024-03-01 登记，不早于文件截至日');
  assert.equal(heldReason({ written: { on: '2024-01-01', imported: false } }, 'a', 'b', '2024-02-01', '2024-03-01'), undefined);
  assert.equal(heldReason({ written: { on: '2024-01-01', imported: false } }, 'a', 'b', null, '2024-03-01'), '本地手工登记过，文件没有写明截至日');
});

test('撤销：改动、来源、待定的差异都收回，被它替代的差异重新待定；先看不留下任何东西', async () => {
  await run([row(1)], { asOf: '2024-02-01' });
  await change({ kind: 'officer' });
  await run([row(1)], { asOf: '2024-02-02' });
  const sources = await count('exchange.source');
  const last = await run([row(1, { 人员代码: '13', 生日: '19650413' })], { asOf: '2024-02-03' });
  assert.deepEqual([(await open()).map(({ theirs }) => theirs), (await open(me, 'replaced')).length], [['军属'], 1]);
  await world.call(me, 'exchange.undo', { batchId: last.batchId });
  assert.deepEqual([(await person()).bornOn, (await open()).map(({ theirs }) => theirs), await count('exchange.source')], ['1965-04-12', ['退役士兵'], sources]);
  const before = [await count('exchange.batch'), await count('exchange.row'), await count('exchange.source'), await count('exchange.difference'), await count('house.change')];
  const dry = await run([row(1, { 人员代码: '13', 生日: '19650413' }), row(9)], { asOf: '2024-02-03', dryRun: true });
  assert.deepEqual([dry.created, dry.updated, dry.differences], [1, 1, 1]);
  assert.deepEqual([await count('exchange.batch'), await count('exchange.row'), await count('exchange.source'), await count('exchange.difference'), await count('house.change')], before);
});

test('不认识的代码退回，指明行和列；两列同一项、别的台账的版式拒绝', async () => {
  const result = await run([row(1), row(2, { 人员代码: '99' }), row(3, { 其他代码: '12、77' })]);
  assert.deepEqual([result.created, result.rejections], [1, [{ row: 3, field: '类别', reason: '“人员代码”列的“99”不在版式的代码对照中' }, { row: 4, field: '其他类别', reason: '“其他代码”列的“77”不在版式的代码对照中' }]]);
  const path = await workbook(HEADERS, [row(1)]);
  await assert.rejects(importFile(world.house, me, path, 'scratch.call', { layout: NAME }), /不能用于走访台账/);
  await assert.rejects(importFile(world.house, me, path, 'scratch.fellow', { layout: '没有的' }), /没有的/);
});

test('他乡的人看不到、决定不了这里的差异；换村不由外部文件直接改；看不到台账的看不到差异', async () => {
  await run([row(1)], { asOf: '2024-02-01' });
  const moved = await run([row(1, { 所在村名: '东湖村' })], { asOf: '2024-02-02' });
  const [difference] = await open();
  assert.deepEqual([moved.differences, difference!.ours, difference!.theirs, (await person()).labels.divisionCode], [1, '东乡/东山村', '东乡/东湖村', '东乡/东山村']);
  assert.equal((await open(clerkOf(world, 'west'))).length, 0);
  await assert.rejects(world.call(clerkOf(world, 'west'), 'exchange.differences.decide', { ids: [difference!.id], decision: 'ours' }), { status: 404 });
  const blind = { ...me, permissions: new Set(['exchange.read', 'exchange.write']) };
  assert.equal((await open(blind)).length, 0);
  await assert.rejects(world.call(blind, 'exchange.differences.get', { id: difference!.id }), { status: 404 });
  await world.call(me, 'exchange.differences.decide', { ids: [difference!.id], decision: 'theirs' });
  assert.equal((await person()).labels.divisionCode, '东乡/东湖村');
  assert.deepEqual((await run([row(1, { 所在乡镇名: '西乡', 所在村名: '西山村' })])).rejections.map(({ reason }) => reason), ['所属区划不在您的管辖范围内']);
});

test('引用别的台账的一项不同：差异里写双方所指的人和所在村，不写“已登记”；用他们的之后指向他们的', async () => {
  await run([row(1), row(2), row(3, { 所在村名: '东湖村' })]);
  const id = randomUUID();
  await world.call(clerkOf(world, 'county'), 'exchange.layouts.create', { id, draft: { name: '走访外表', ledger: '走访台账', direction: 'import', verified: 'verified' } });
  for (const [index, [header, target]] of [['被访人', '对象'], ['访日', '走访日期'], ['同去的人', '陪同人']].entries()) await world.call(clerkOf(world, 'county'), 'exchange.layoutColumns.create', { id: randomUUID(), draft: { header, target, layoutId: id, position: index + 1 } });
  const visit = async (companion: string) => importFile(world.house, me, await workbook(['被访人', '访日', '同去的人'], [['人1', '2024-01-05', companion]]), 'scratch.call', { layout: '走访外表', asOf: '2024-02-01' });
  await visit('人2');
  const { rows: [call] } = await world.call(me, 'scratch.calls.list', {});
  const two = await person('人2');
  await world.call(me, 'scratch.calls.update', { id: call.id, version: call.version, change: { withId: (await person('人1')).id } });
  const result = await visit('人3');
  assert.deepEqual([result.differences, call.withId], [1, two.id]);
  const [difference] = await open();
  assert.deepEqual([difference!.title, difference!.fieldLabel, difference!.ours, difference!.theirs], ['走访', '陪同人', '人1（东乡/东山村）', '人3（东乡/东湖村）']);
  const { rows: [staged] } = await world.call(me, 'exchange.batches.rows', { batchId: result.batchId });
  assert.match(staged.problems[0].message, /文件为“人3（东乡\/东湖村）”，现为“人1（东乡\/东山村）”/);
  await world.call(me, 'scratch.calls.update', { id: call.id, version: call.version + 1, change: { withId: two.id } });
  const again = await world.call(me, 'exchange.differences.decide', { ids: [difference!.id], decision: 'theirs' });
  assert.deepEqual([again.decided, (await open())[0]!.ours], [0, '人2（东乡/东山村）'], '看过之后又改过的，换成现在的名字再问');
  assert.equal((await world.call(me, 'exchange.differences.decide', { ids: [difference!.id], decision: 'theirs' })).decided, 1);
  assert.equal((await world.call(me, 'scratch.calls.get', { id: call.id })).labels.withId, '人3');
});

test('遮盖的两个值看全文要写原因、有查看权限；他乡的人看不到这一条', async () => {
  await run([row(1)], { asOf: '2024-02-01' });
  await change({ mobile: '13700009999' });
  await run([row(1, { 联系号码: '13700008888' })], { asOf: '2024-02-02' });
  const [difference] = await open();
  assert.ok(String(difference!.theirs).includes('*'));
  const show = (who: typeof me, reason = '核对') => world.call(who, 'exchange.differences.show', { id: difference!.id, reason });
  const reveals = (may: boolean) => ({ ...me, permissions: new Set([...me.permissions].filter((one) => one !== 'scratch.reveal').concat(may ? ['scratch.reveal'] : [])) });
  await assert.rejects(show(reveals(true), ''), /请写明查看原因/);
  await assert.rejects(show(reveals(false)), { status: 403 });
  await assert.rejects(show({ ...clerkOf(world, 'west'), permissions: reveals(true).permissions }), { status: 404 });
  assert.deepEqual(await show(reveals(true)), { ours: '13700009999', theirs: '13700008888' });
});

test('页面上按表头认出版式；复制的版式各列相同、待核实', async () => {
  const path = await workbook(HEADERS, [row(1)]);
  const { readTop } = await import('./reading/header.ts');
  const read = await world.act(me, (act) => readTop(act, Fellow, path, undefined, undefined));
  assert.deepEqual([read.ready?.name, read.columns.map(({ target }) => target)], [NAME, ['division.township', 'division.village', 'name', 'citizenId', 'kind', 'kinds', 'bornOn', 'joinedOn', 'paid', 'alive', 'mobile', null]]);
  assert.equal((await world.act(me, (act) => readTop(act, Fellow, path, undefined, ''))).ready, undefined);
  const { rows } = await world.call(me, 'exchange.layouts.list', { search: NAME });
  const targets: { target: string; label: string }[] = await world.call(me, 'exchange.layouts.targets', { id: rows[0].id });
  assert.deepEqual(COLUMNS.flatMap(({ target }) => (target && !targets.some(({ label }) => label === target) ? [target] : [])), [], '每一列的对应项目都在可选之中');
  assert.ok(!targets.some(({ label }) => label === '记录编号'));
  const copyId = randomUUID();
  for (const _ of [1, 2]) await world.call(me, 'exchange.layouts.copy', { id: rows[0].id, copyId, name: '副本' });
  const columns = await world.call(me, 'exchange.layoutColumns.list', { filters: { layoutId: [copyId] }, size: 50 });
  assert.deepEqual([columns.total, columns.rows[0].header], [COLUMNS.length, HEADERS[0]]);
  await sql`delete from exchange.layout_column where layout_id = ${copyId}`.execute(world.house.database.owner);
  await sql`delete from exchange.layout where id = ${copyId}`.execute(world.house.database.owner);
});

test('每个代码写成他们的再读回都不变；没有对照的不猜；2023-05-01 写作 20230501；123450 分是 0.12345 万元', () => {
  const field = Fellow.fields.kind;
  const { translation } = readTranslation(field, CODES);
  const form = { translation, dayForm: null, numberForm: null };
  const read = layoutReader(field, { header: '人员代码', target: 'kind', field, fixed: null, form, must: false, asText: false });
  for (const { code } of field.codes!.codes) {
    const written = writeValue(field, form, code);
    assert.ok('text' in written);
    assert.deepEqual(read({ text: written.text! }), { value: code });
  }
  assert.deepEqual(writeValue(field, { ...form, translation: readTranslation(field, '11=退役士兵').translation }, 'family'), { missing: '军属' });
  assert.deepEqual(readTranslation(field, '11=外星人').unknown, ['外星人']);
  assert.deepEqual(['compact', 'dashed', 'month', 'day', 'compactMonth'].map((one) => writeDay('2023-05-01', one)), ['20230501', '2023-05-01', '2023年5月', '2023年5月1日', '202305']);
  assert.equal(writeMoney('123450', 'tenThousand'), '0.12345');
  const paid = Fellow.fields.paid;
  fc.assert(fc.property(fc.bigInt(-1_000_000_000_000n, 1_000_000_000_000n), fc.constantFrom('yuan', 'tenThousand', 'fen'), (fen, numberForm) => {
    const reader = layoutReader(paid, { header: '补助', target: 'paid', field: paid, fixed: null, form: { translation: undefined, dayForm: null, numberForm }, must: false, asText: false });
    assert.deepEqual(reader({ text: writeMoney(fen, numberForm) }), { value: String(fen) });
  }));
  fc.assert(fc.property(fc.date({ min: new Date('1900-01-01'), max: new Date('2099-12-31'), noInvalidDate: true }), fc.constantFrom('compact', 'dashed', 'day'), (date, dayForm) => {
    const day = date.toISOString().slice(0, 10);
    assert.deepEqual(cellReader(Fellow.fields.bornOn, '生日')({ text: writeDay(day, dayForm) }), { value: day });
  }));
});
