import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import type { Actor } from '#base/server/house.ts';
import { openSheet } from '#base/server/sheets/open-sheet.ts';
import type { World } from '#test/world.ts';
import { importFile } from './importFile.ts';
import type { Export } from './schema.ts';
import { clerkOf, idOf, openScratch, workbook } from './scratch.fixture.ts';
import { writeTemplate } from './template.ts';
import { exportPath, sweep } from './uploads.ts';

let world: World;
let me: Actor;
let now = new Date('2024-03-01T02:00:00Z');
before(async () => {
  world = await openScratch(() => now);
  me = clerkOf(world, 'east');
});
after(() => world.close());

const wipe = () => sql`truncate scratch.call, scratch.fellow, exchange.batch cascade`.execute(world.house.database.owner);
const exported = (ledger: string, extra = {}, actor = me): Promise<Export> => world.call(actor, 'exchange.export', { id: randomUUID(), ledger, purpose: '年底核对名册', ...extra });

/** The texts of a workbook, row by row. */
async function texts(path: string, sheet?: string): Promise<string[][]> {
  const reader = await openSheet(path, sheet ? { sheet } : {});
  const rows: string[][] = [];
  for await (const row of reader.rows()) rows.push(row.cells.map((cell) => cell.text));
  await reader.close();
  return rows;
}
const seed = async () => {
  await wipe();
  await importFile(world.house, me, await workbook(['姓名', '身份证号', '电话', '类别', '出生日期', '补助金额|yuan', '住址', '村', '备注', '健在'], [['甲', idOf(1), '13800001111', '军属', '1965-04-12', 123450n, '东乡东山村9号', '东山村', '=1+1', '是'], ['乙', idOf(2), '', '退役士兵', '', null, '', '东湖村', '', '']]), 'scratch.fellow');
};

test('导出：隐去的列遮掩，页脚有谁、何时、条件、用途、编号；原样导回全部未变', async () => {
  await seed();
  const made = await exported('scratch.fellow');
  assert.deepEqual([made.state, made.rows, made.number], ['ready', 2, 'DC20240301-0001']);
  const rows = await texts(exportPath(world.house, made.id));
  assert.equal(rows[0]!.join(''), '对象台账');
  assert.equal(rows[1]![0], '记录编号');
  const shown = rows.flat().join('|');
  assert.ok(!shown.includes(idOf(1)) && !shown.includes('13800001111') && !shown.includes('9号'));
  assert.match(rows.at(-1)!.join(''), /导出编号 DC20240301-0001　东乡站 东乡townshipClerk　2024-03-01 10:00　条件：全部　用途：年底核对名册/);
  const back = await importFile(world.house, me, exportPath(world.house, made.id), 'scratch.fellow');
  assert.deepEqual([back.read, back.unchanged, back.rejections, back.warnings], [2, 2, [], []]);
});

test('导出后改动再导入：改的更新，清空的清空，隐去的不动；导出后别人改过的退回', async () => {
  await seed();
  const made = await exported('scratch.fellow');
  const [, headers, ...rows] = await texts(exportPath(world.house, made.id));
  const at = (header: string) => headers!.findIndex((one) => one.replace('*', '') === header);
  const [jia, yi] = ['甲', '乙'].map((name) => rows.find((row) => row[at('姓名')] === name)!);
  jia![at('备注')] = '';
  jia![at('类别')] = '转业军官';
  yi![at('备注')] = '改';
  const { rows: before } = await world.call(me, 'scratch.fellows.list', { search: '乙' });
  await world.call(me, 'scratch.fellows.update', { id: before[0].id, version: 1, change: { years: 3 } });
  const result = await importFile(world.house, me, await workbook(headers!, [jia!, yi!]), 'scratch.fellow');
  assert.deepEqual([result.updated, result.rejected], [1, 1]);
  assert.match(result.rejections[0]!.reason, /导出之后有人修改过/);
  const { rows: after } = await world.call(me, 'scratch.fellows.list', { search: '甲' });
  assert.deepEqual([after[0].kind, after[0].note, after[0].mobile, after[0].address], ['officer', null, '138****1111', '东乡东山村']);
  const shown = await world.call(me, 'scratch.fellows.reveal', { id: after[0].id, field: 'address', reason: '核对住址' });
  assert.equal(shown.value, '东乡东山村9号');
});

test('同名的对象，导出的走访原样导回也不会弄错', async () => {
  await wipe();
  await importFile(world.house, me, await workbook(['姓名', '身份证号'], [['同名', idOf(1)], ['同名', idOf(2)]]), 'scratch.fellow');
  const { rows } = await world.call(me, 'scratch.fellows.list', {});
  for (const [index, row] of rows.entries()) await world.call(me, 'scratch.calls.create', { id: randomUUID(), draft: { fellowId: row.id, calledOn: `2023-05-0${index + 1}`, topic: '问' } });
  const made = await exported('scratch.call');
  const back = await importFile(world.house, me, exportPath(world.house, made.id), 'scratch.call');
  assert.deepEqual([back.unchanged, back.rejections], [2, []]);
});

test('导出只含管辖范围，要写用途，留审计；没有权限的拒绝', async () => {
  await seed();
  assert.equal((await exported('scratch.fellow', {}, clerkOf(world, 'west'))).rows, 0);
  assert.equal((await exported('scratch.fellow', { query: { filters: { kind: ['family'] } } })).filter, '类别 军属');
  await assert.rejects(exported('scratch.fellow', { purpose: '' }), /用途/);
  await assert.rejects(exported('scratch.fellow', {}, { ...me, permissions: new Set(['exchange.read', 'scratch.read']) }), /不能导出/);
  const { rows } = await sql<{ reason: string; detail: { rows: number } }>`select reason, detail from audit.entry where operation = 'exchange.export' and outcome = 'done' order by id desc limit 1`.execute(world.house.database.owner);
  assert.deepEqual([rows[0]!.reason, rows[0]!.detail.rows], ['年底核对名册', 1]);
});

test('超过限数的导出等第二人批准，自己不能批；24 小时后过期', async () => {
  await seed();
  await sql`insert into house.setting (county_code, key, value) values ('999001', 'exchange.approveAbove', '1')`.execute(world.house.database.owner);
  const made = await exported('scratch.fellow');
  assert.equal(made.state, 'waiting');
  const leader = clerkOf(world, 'county', ['exchange.approve']);
  await assert.rejects(world.call({ ...me, permissions: leader.permissions }, 'exchange.approve', { id: made.id, approved: true }), /他人审批/);
  await assert.rejects(world.call(leader, 'exchange.approve', { id: made.id, approved: false }), /写明原因/);
  const approved = await world.call(leader, 'exchange.approve', { id: made.id, approved: true });
  assert.deepEqual([approved.state, approved.rows, approved.approverName], ['ready', 2, leader.name]);
  assert.equal((await world.call(me, 'exchange.exports.list', {})).rows[0].own, true);
  const past = now;
  now = new Date(now.getTime() + 25 * 3_600_000);
  await sweep(world.house);
  now = past;
  assert.equal((await world.call(me, 'exchange.exports.list', {})).rows[0].state, 'expired');
  await sql`delete from house.setting`.execute(world.house.database.owner);
});

test('模板：必填带星，下拉取自隐藏表，填写说明逐列写明，本身可以被识别', async () => {
  const path = exportPath(world.house, randomUUID());
  await writeTemplate(world.house, 'scratch.fellow', path);
  const [headers] = await texts(path);
  assert.deepEqual(headers!.slice(0, 4), ['乡镇（街道）', '村（社区）', '*姓名', '身份证号']);
  assert.ok(!headers!.includes('标签'));
  const notes = (await texts(path, '填写说明')).flat();
  assert.ok(notes.some((line) => line.startsWith('类别（选填）：从下拉列表中选：退役士兵、转业军官、军属')));
  assert.ok(notes.some((line) => /身份证号都相同的视为同一条/.test(line)));
  const result = await importFile(world.house, me, await workbook(headers!, []), 'scratch.fellow');
  assert.deepEqual([result.read, result.warnings], [0, []]);
});

test('按身份证号、电话查到的再导出：导出记录里只留查到的行，不留号码；条件用文字写明', async () => {
  await seed();
  for (const query of [{ filters: { citizenId: [idOf(1)] } }, { filters: { mobile: ['13800001111'] } }]) {
    const made = await exported('scratch.fellow', { query });
    assert.deepEqual([made.rows, made.filter, made.state], [1, '选定的 1 条', 'ready']);
    const shown = (await texts(exportPath(world.house, made.id))).flat().join('|');
    assert.ok(shown.includes('甲') && !shown.includes('乙'));
  }
  const none = await exported('scratch.fellow', { query: { search: '13899990000' } });
  assert.deepEqual([none.rows, none.filter], [0, '选定的 0 条']);
  const { rows } = await sql<{ text: string }>`select string_agg(e::text, '') || (select string_agg(a::text, '') from audit.entry a) as text from exchange.export e`.execute(world.house.database.owner);
  assert.ok(!rows[0]!.text.includes(idOf(1)) && !rows[0]!.text.includes('13800001111') && !rows[0]!.text.includes('13899990000'));
  const worded = await exported('scratch.fellow', { query: { division: '999001100201', filters: { kind: ['family'], alive: ['true'], bornOn: ['1960-01-01', ''], paid: ['100000', '200000'] } } });
  assert.equal(worded.filter, '区划 东乡/东山村；类别 军属；补助金额 1,000.00 元 至 2,000.00 元；健在 是；出生日期 1960-01-01 起');
});
