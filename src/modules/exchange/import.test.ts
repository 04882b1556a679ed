import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import type { World } from '#test/world.ts';
import { importFile } from './importFile.ts';
import { clerkOf, idOf, openScratch, workbook, written } from './scratch.fixture.ts';

let world: World;
before(async () => { world = await openScratch(); });
after(() => world.close());

const LEDGER = 'scratch.fellow';
const rowsOf = async (place: 'east' | 'west' = 'east', size = 100) => (await world.call(clerkOf(world, place), 'scratch.fellows.list', { size })).rows;
const run = (path: string, place: 'east' | 'eastHill' | 'west' = 'east', options = {}) => importFile(world.house, clerkOf(world, place), path, LEDGER, options);
const wipe = () => sql`truncate scratch.call, scratch.fellow, exchange.batch cascade`.execute(world.house.database.owner);

test('标题行下的表头、各种写法的日期、金额、类别都能读入；再导一次全部未变', async () => {
  await wipe();
  const path = await workbook(['序号', '*姓 名', '身份证号码', '电话', '类别', '其他类别', '出生日期', '入伍时间', '补助金额（元）|yuan', '服役年限', '健在', '住址', '乡镇', '村'], [
    ['1', '张 三', idOf(1), '１３８００００１２３４', '退伍军人', '军属、转业军官', '1965.4.12', '198311', 123450n, '5年', '√', '东乡东山村12号', '东乡', '东山'],
    ['2', '李四', idOf(2).toLowerCase(), '', '转业军官', '', '1965年4月12日', '1983年', '', '', '否', '', '', '东湖村'],
    ['3', '王五', idOf(3), '', '军属', '', '23844', '', null, '', '', '', '东乡', ''],
    ['合计', '', '', '', '', '', '', '', 123450n],
  ], { title: '对象登记表' });
  const first = await run(path);
  assert.deepEqual({ ...first, batchId: '', rejections: first.rejections }, { batchId: '', read: 3, created: 3, updated: 0, unchanged: 0, rejected: 0, ambiguous: 0, differences: 0, rejections: [], warnings: [] });
  const rows = await rowsOf();
  const zhang = rows.find((row: { name: string }) => row.name === '张三') ?? rows.find((row: { name: string }) => row.name === '张 三');
  assert.equal(zhang.labels.divisionCode, '东乡/东山村');
  assert.deepEqual([zhang.kind, zhang.kinds, zhang.bornOn, zhang.joinedOn, zhang.paid, zhang.years, zhang.alive, zhang.mobile, zhang.tag], ['soldier', ['family', 'officer'], '1965-04-12', '1983-11', '123450', 5, true, '138****1234', `${zhang.name}标`]);
  assert.equal(rows.find((row: { name: string }) => row.name === '李四').joinedOn, '1983');
  assert.equal(rows.find((row: { name: string }) => row.name === '王五').bornOn, '1965-04-12');
  assert.equal(written.at(-1), 3);
  const second = await run(path);
  assert.deepEqual([second.created, second.updated, second.unchanged], [0, 0, 3]);
  const { rows: plain } = await sql<{ text: string }>`select coalesce(string_agg(r::text, ''), '') || (select string_agg(c::text, '') from house.change c) || (select string_agg(b::text, '') from exchange.batch b) as text from exchange.row r`.execute(world.house.database.owner);
  assert.ok(!plain[0]!.text.includes(idOf(1)) && !plain[0]!.text.includes('13800001234'));
});

test('被 Excel 转成数字的身份证号、错误的类别和日期、缺必填、晚于今天，各行退回并说明；好的行照常导入', async () => {
  await wipe();
  const path = await workbook(['姓名', '身份证号|number', '类别', '出生日期', '服役年限'], [
    ['甲', 410726196504121000, '退役士兵', '1965-04-12', ''], ['乙', idOf(11), '外星人', '', ''], ['丙', idOf(12), '军属', '1965-02-30', ''], ['', idOf(13), '军属', '', ''], ['戊', idOf(14), '军属', '2099-01-01', ''], ['己', idOf(15), '军属', '', '三年'], ['庚', '999001196504120151', '军属', '', ''], ['好', idOf(16), '军属', '', ''],
  ]);
  const result = await run(path);
  assert.deepEqual([result.read, result.created, result.rejected], [8, 1, 7]);
  const reasons = Object.fromEntries(result.rejections.map(({ row, field, reason }) => [row, `${field}：${reason}`]));
  assert.equal(reasons[2], '身份证号：该列被 Excel 转成数字，末尾可能已丢失');
  assert.match(reasons[3]!, /类别：“外星人”不是类别，可填：退役士兵、转业军官、军属/);
  assert.match(reasons[4]!, /出生日期：“1965-02-30”不是日期/);
  assert.equal(reasons[5], '姓名：请填写姓名');
  assert.equal(reasons[6], '出生日期：出生日期不能晚于今天');
  assert.match(reasons[7]!, /应为整数/);
  assert.match(reasons[8]!, /校验位/);
});

test('空白行跳过，重复行指出与第几行重复', async () => {
  await wipe();
  const path = await workbook(['姓名', '身份证号'], [['甲', idOf(21)], ['', ''], ['甲', idOf(21)], ['甲甲', idOf(21)]]);
  const result = await run(path);
  assert.deepEqual([result.read, result.created, result.rejected], [3, 1, 2]);
  assert.deepEqual(result.rejections.map(({ row, reason }) => [row, reason]), [[4, '与第 2 行重复'], [5, '与第 2 行重复，内容不一致，请核对']]);
});

test('涉密列丢弃并警告，不进任何表；文字中的部队番号给出警告', async () => {
  await wipe();
  const path = await workbook(['姓名', '身份证号', '部队番号', '备注'], [['甲', idOf(31), '秘密单位七七', '曾在12345部队服役'], ['乙', 'x', '秘密单位七七', '']]);
  const result = await run(path);
  assert.match(result.warnings.join(), /“部队番号”属涉密内容.*已丢弃/);
  const { rows } = await sql<{ text: string }>`select string_agg(b::text, '') || (select string_agg(r::text, '') from exchange.row r) || (select string_agg(f::text, '') from scratch.fellow f) as text from exchange.batch b`.execute(world.house.database.owner);
  assert.ok(!rows[0]!.text.includes('七七'));
  assert.ok(rows[0]!.text.includes('疑有部队番号'));
});

test('区划在管辖范围之外的行退回；他乡已登记的身份证号不能再登', async () => {
  await wipe();
  const headers = ['姓名', '身份证号', '乡镇', '村'];
  assert.equal((await run(await workbook(headers, [['西一', idOf(41), '西乡', '西山村']]), 'west')).created, 1);
  const result = await run(await workbook(headers, [['西二', idOf(42), '西乡', '西山村'], ['西一', idOf(41), '东乡', '东山村'], ['无此村', idOf(43), '东乡', '南山村'], ['好', idOf(44), '', '']]));
  assert.deepEqual(result.rejections.map(({ row, reason }) => [row, reason]), [[2, '所属区划不在您的管辖范围内'], [3, '身份证号已在本县别处登记，请联系县级处理'], [4, '东乡没有“南山村”这个村（社区）']]);
  assert.equal(result.created, 1);
  assert.equal((await rowsOf())[0].labels.divisionCode, '东乡');
});

test('按身份证号更新：空白格不改原内容，改动有历史，预演不留痕迹', async () => {
  await wipe();
  await run(await workbook(['姓名', '身份证号', '类别', '电话'], [['甲', idOf(51), '军属', '13800001111']]));
  const path = await workbook(['姓名', '身份证号', '类别', '电话'], [['甲', idOf(51), '退役士兵', ''], ['乙', idOf(52), '', '']]);
  const dry = await run(path, 'east', { dryRun: true });
  assert.deepEqual([dry.created, dry.updated], [1, 1]);
  assert.equal((await rowsOf()).length, 1);
  const { rows } = await sql<{ n: string }>`select count(*) as n from exchange.batch`.execute(world.house.database.owner);
  assert.equal(Number(rows[0]!.n), 1);
  const result = await run(path);
  assert.deepEqual([result.created, result.updated], [1, 1]);
  const jia = (await rowsOf()).find((row: { name: string }) => row.name === '甲');
  assert.deepEqual([jia.kind, jia.mobile, jia.version], ['soldier', '138****1111', 2]);
  const history = await world.call(clerkOf(world, 'east'), 'scratch.fellows.history', { id: jia.id });
  assert.deepEqual(history[0].fields.map((one: { label: string; before: string; after: string }) => [one.label, one.before, one.after]), [['类别', '军属', '退役士兵']]);
  assert.equal(history[0].act, 'import');
});

test('数据库约束拒绝一行时，整批不写入并指出行号', async () => {
  await wipe();
  await assert.rejects(run(await workbook(['姓名', '身份证号', '服役年限'], [['甲', idOf(61), '3'], ['乙', idOf(62), '59']])), /第 3 行：.*未写入任何内容/);
  assert.equal((await rowsOf()).length, 0);
});

test('加密、损坏、不是表格的文件，清楚拒绝，不留批次', async () => {
  await wipe();
  await assert.rejects(run(await workbook(['甲', '乙'], [['1', '2']])), /没有找到对象台账的表头/);
  await assert.rejects(run(process.execPath), /文件/);
  const { rows } = await sql<{ n: string }>`select count(*) as n from exchange.batch`.execute(world.house.database.owner);
  assert.equal(Number(rows[0]!.n), 0);
});
