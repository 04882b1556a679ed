import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { copyFile, mkdir } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import type { Refusal } from '#base/pure/refusal.ts';
import type { Actor } from '#base/server/house.ts';
import { openSheet } from '#base/server/sheets/open-sheet.ts';
import type { World } from '#test/world.ts';
import { importFile } from './importFile.ts';
import type { Batch, BatchRow } from './schema.ts';
import { clerkOf, idOf, openScratch, workbook } from './scratch.fixture.ts';
import { exportPath, keepUpload, uploadPath } from './uploads.ts';

let world: World;
let me: Actor;
before(async () => {
  world = await openScratch();
  me = clerkOf(world, 'east');
  await mkdir(`${world.house.config.data}/uploads`, { recursive: true });
});
after(() => world.close());

const LEDGER = 'scratch.fellow';
const wipe = () => sql`truncate scratch.call, scratch.fellow, exchange.batch cascade`.execute(world.house.database.owner);
const count = async (table: string) => Number((await sql<{ n: string }>`select count(*) as n from ${sql.table(table)}`.execute(world.house.database.owner)).rows[0]!.n);

/** Puts a file where the upload route would, for an actor. */
async function upload(path: string, actor = me): Promise<string> {
  const id = randomUUID();
  await copyFile(path, uploadPath(world.house, id));
  await world.act(actor, (act) => keepUpload(act, id, '名册.xlsx', 1));
  return id;
}

async function check(path: string, ledger = LEDGER, mapping?: Record<string, string | null>): Promise<Batch> {
  return world.call(me, 'exchange.check', { batchId: randomUUID(), uploadId: await upload(path), ledger, mapping });
}
const rowsOf = async (batch: Batch, outcome?: string): Promise<BatchRow[]> => (await world.call(me, 'exchange.batches.rows', { batchId: batch.id, outcome, size: 100 })).rows;
const commit = (batch: Batch, actor = me): Promise<Batch> => world.call(actor, 'exchange.commit', { batchId: batch.id });
const undo = (batch: Batch): Promise<Batch> => world.call(me, 'exchange.undo', { batchId: batch.id });

test('上传的文件只归上传人；识别表头，可改列对应，改过的按表头记住', async () => {
  await wipe();
  const uploadId = await upload(await workbook(['姓名', '证号', '代号'], [['甲', idOf(1), '七七']]));
  const read = await world.call(me, 'exchange.readHeader', { uploadId, ledger: LEDGER });
  assert.deepEqual(read.columns.map((one: { target: string | null; forbidden: boolean }) => [one.target, one.forbidden]), [['name', false], [null, false], [null, true]]);
  assert.ok(!JSON.stringify(read).includes(idOf(1)));
  assert.ok(read.targets.some((one: { target: string }) => one.target === 'citizenId'));
  await assert.rejects(world.call(clerkOf(world, 'east'), 'exchange.readHeader', { uploadId, ledger: LEDGER }), /不存在/);
  const batch = await world.call(me, 'exchange.check', { batchId: randomUUID(), uploadId, ledger: LEDGER, mapping: { 1: 'citizenId', 2: 'note' } });
  assert.deepEqual([batch.state, batch.counts.new], ['checked', 1]);
  assert.deepEqual((await rowsOf(batch))[0]!.fields.map((one) => [one.label, one.after]), [['姓名', '甲'], ['身份证号', `999001********${idOf(1).slice(-4)}`], ['标签', '甲标']]);
  const again = await world.call(me, 'exchange.readHeader', { uploadId, ledger: LEDGER });
  assert.deepEqual([again.remembered, again.columns[1].target, again.columns[2].target], [true, 'citizenId', null]);
  await assert.rejects(world.call({ ...me, permissions: new Set(['exchange.write']) }, 'exchange.readHeader', { uploadId, ledger: LEDGER }), /不能导入/);
});

test('核对只暂存，提交才写入；预览修改前后；撤销后恢复原样', async () => {
  await wipe();
  await importFile(world.house, me, await workbook(['姓名', '身份证号', '类别'], [['甲', idOf(1), '军属'], ['同', idOf(3), '军属']]), LEDGER);
  const batch = await check(await workbook(['姓名', '身份证号', '类别'], [['甲', idOf(1), '退役士兵'], ['乙', idOf(2), '军属'], ['同', idOf(3), '军属'], ['坏', '1', '']]));
  assert.deepEqual(batch.counts, { new: 1, changed: 1, same: 1, bad: 1, ambiguous: 0, skipped: 0 });
  assert.equal(await count('scratch.fellow'), 2);
  const [changed] = await rowsOf(batch, 'changed');
  assert.deepEqual(changed!.fields.filter((one) => one.before !== one.after), [{ field: 'kind', label: '类别', before: '军属', after: '退役士兵' }]);
  const done = await commit(batch);
  assert.deepEqual([done.state, done.applied, await count('scratch.fellow')], ['committed', 2, 3]);
  assert.deepEqual((await commit(batch)).applied, 2);
  assert.equal((await undo(batch)).state, 'undone');
  const { rows } = await world.call(me, 'scratch.fellows.list', { sort: 'name' });
  assert.deepEqual(rows.map((one: { name: string; kind: string; version: number }) => [one.name, one.kind, one.version]).toSorted(), [['同', 'family', 1], ['甲', 'family', 3]].toSorted());
  const { rows: keys } = await sql<{ search_keys: string[] }>`select search_keys from scratch.fellow where name = '甲'`.execute(world.house.database.owner);
  assert.deepEqual(keys[0]!.search_keys, ['k:甲']);
  const history = await world.call(me, 'scratch.fellows.history', { id: rows.find((one: { name: string }) => one.name === '甲').id });
  assert.deepEqual(history.map((one: { act: string; reason: string | null }) => [one.act, one.reason]), [['update', '撤销导入'], ['import', null], ['import', null]]);
});

test('核对之后被人改过或登记过的，提交整批停下并说明', async () => {
  await wipe();
  await importFile(world.house, me, await workbook(['姓名', '身份证号', '类别'], [['甲', idOf(1), '军属']]), LEDGER);
  const sheet = await workbook(['姓名', '身份证号', '类别'], [['甲', idOf(1), '退役士兵'], ['乙', idOf(2), '军属']]);
  const [first, second] = [await check(sheet), await check(sheet)];
  const [row] = (await world.call(me, 'scratch.fellows.list', {})).rows;
  await world.call(me, 'scratch.fellows.update', { id: row.id, version: 1, change: { note: '手改' } });
  await assert.rejects(commit(first), (error: Refusal) => /第 2 行.*被修改或删除，未写入任何内容/.test(error.message));
  assert.equal(await count('scratch.fellow'), 1);
  const third = await check(sheet);
  await commit(third);
  await assert.rejects(commit(second), /第 3 行在核对之后已有人登记/);
  assert.equal(await count('scratch.fellow'), 2);
});

test('撤销：有人后来改过的、被其他台账引用的，拒绝并说明哪一行、哪本台账', async () => {
  await wipe();
  const batch = await check(await workbook(['姓名', '身份证号'], [['甲', idOf(1)], ['乙', idOf(2)]]));
  await commit(batch);
  const { rows } = await world.call(me, 'scratch.fellows.list', {});
  const [jia, yi] = ['甲', '乙'].map((name) => rows.find((one: { name: string }) => one.name === name));
  const call = await world.call(me, 'scratch.calls.create', { id: randomUUID(), draft: { fellowId: yi.id, calledOn: '2023-05-01' } });
  await assert.rejects(undo(batch), /“走访台账”中有记录引用/);
  await world.call(me, 'scratch.calls.remove', { id: call.id, version: 1, reason: '录错了' });
  await world.call(me, 'scratch.fellows.update', { id: jia.id, version: 1, change: { note: '后来' } });
  await assert.rejects(undo(batch), /第 2 行写入的对象后来又被修改/);
  assert.equal(await count('scratch.fellow'), 2);
});

test('同名对应不上的转待认定，认定后照常提交；可跳过', async () => {
  await wipe();
  await importFile(world.house, me, await workbook(['姓名', '身份证号', '村', '备注'], [['同名', idOf(1), '东山村', '一'], ['同名', idOf(2), '东山村', '二'], ['独名', idOf(3), '东湖村', '']]), LEDGER);
  const batch = await check(await workbook(['对象', '走访日期', '内容'], [['同名', '2023-05-01', '问'], ['独 名', '2023.5.2', '访'], ['同名', '2023-05-03', '跳'], ['没有', '2023-05-04', '']]), 'scratch.call');
  assert.deepEqual(batch.counts, { new: 1, changed: 0, same: 0, bad: 1, ambiguous: 2, skipped: 0 });
  const waiting = await rowsOf(batch, 'ambiguous');
  assert.equal(waiting[0]!.candidates.length, 2);
  assert.match((await rowsOf(batch, 'bad'))[0]!.problems[0]!.message, /没有名为“没有”的对象，请先登记/);
  await assert.rejects(world.call(me, 'exchange.resolve', { batchId: batch.id, number: 2, choice: randomUUID() }), /不在候选/);
  const chosen = waiting[0]!.candidates.find((one) => one.facts !== '')?.id ?? waiting[0]!.candidates[1]!.id;
  const resolved = await world.call(me, 'exchange.resolve', { batchId: batch.id, number: 2, choice: chosen });
  assert.deepEqual([resolved.outcome, resolved.place], ['new', '东乡/东山村']);
  await world.call(me, 'exchange.resolve', { batchId: batch.id, number: 4, choice: 'skip' });
  const done = await commit(batch);
  assert.deepEqual([done.applied, done.counts.skipped, await count('scratch.call')], [2, 1, 2]);
});

test('没有标识的行按姓名和区划认出，再导不重复', async () => {
  await wipe();
  const sheet = await workbook(['姓名', '类别', '村'], [['无证', '军属', '东山村'], ['无证', '军属', '东湖村']]);
  assert.deepEqual((await check(sheet).then(commit)).applied, 2);
  assert.deepEqual((await check(sheet)).counts.same, 2);
});

test('退回的行按原样成为工作簿，带错误原因，改正后可以直接再导入', async () => {
  await wipe();
  const batch = await check(await workbook(['姓名', '身份证号', '类别'], [['好', idOf(1), '军属'], ['坏', idOf(2), '外星人']], { title: '某乡名册' }));
  await commit(batch);
  const made = await world.call(me, 'exchange.badRows', { batchId: batch.id, id: randomUUID() });
  assert.equal(made.state, 'ready');
  const reader = await openSheet(exportPath(world.house, made.id));
  const rows: string[][] = [];
  for await (const row of reader.rows()) rows.push(row.cells.map((cell) => cell.text));
  await reader.close();
  assert.deepEqual(rows[0], ['错误原因', '姓名', '身份证号', '类别']);
  assert.deepEqual(rows[1]!.slice(1), ['坏', idOf(2), '外星人']);
  assert.match(rows[1]![0]!, /原第 4 行：类别：“外星人”不是类别/);
  const again = await check(await workbook(rows[0]!, [[...rows[1]!.slice(0, 3), '军属']]));
  assert.deepEqual([again.counts.new, again.counts.bad, again.warnings], [1, 0, []]);
});

test('提交中途被取消：什么都没有写入，可以再提交', async () => {
  await wipe();
  const batch = await check(await workbook(['姓名', '身份证号'], Array.from({ length: 300 }, (_, index) => [`人${index}`, idOf(index)])));
  const { owner } = world.house.database;
  await sql`create function scratch.slow() returns trigger language plpgsql as $$ begin perform pg_sleep(0.01); return new; end $$`.execute(owner);
  await sql`create trigger slow before insert on scratch.fellow for each row execute function scratch.slow()`.execute(owner);
  const failing = assert.rejects(commit(batch));
  await new Promise((resolve) => setTimeout(resolve, 700));
  await sql`select pg_cancel_backend(pid) from pg_stat_activity where datname = current_database() and query like 'insert into "scratch"."fellow"%' and pid <> pg_backend_pid()`.execute(owner);
  await failing;
  await sql`drop trigger slow on scratch.fellow`.execute(owner);
  assert.deepEqual([await count('scratch.fellow'), (await world.call(me, 'exchange.batches.get', { batchId: batch.id })).applied], [0, 0]);
  assert.equal((await commit(batch)).applied, 300);
  assert.equal(await count('scratch.fellow'), 300);
});

test('上级看得到下级的批次，邻乡看不到', async () => {
  await wipe();
  const batch = await check(await workbook(['姓名', '身份证号'], [['甲', idOf(1)]]));
  assert.equal((await world.call(clerkOf(world, 'county'), 'exchange.batches.list', {})).total, 1);
  assert.equal((await world.call(clerkOf(world, 'west'), 'exchange.batches.list', {})).total, 0);
  await assert.rejects(world.call(clerkOf(world, 'west'), 'exchange.batches.rows', { batchId: batch.id }), /不存在/);
  await assert.rejects(commit(batch, clerkOf(world, 'west')), /不存在/);
  await world.call(me, 'exchange.batches.remove', { batchId: batch.id });
  assert.equal(await count('exchange.row'), 0);
});

test('逐行结果说得出是谁：退回的按表中所写，修改的按已有的那条和所在村；隐去的不写', async () => {
  await importFile(world.house, me, await workbook(['姓名', '身份证号', '村'], [['甲某', idOf(71), '东山村']]), 'scratch.fellow');
  const { batchId } = await importFile(world.house, me, await workbook(['姓名', '身份证号', '类别', '出生日期'], [['甲某', idOf(71), '军属', ''], ['乙某', idOf(72), '外星人', ''], ['', idOf(73), '', '']]), 'scratch.fellow');
  const { rows } = await world.call(me, 'exchange.batches.rows', { batchId });
  assert.deepEqual(rows.map(({ outcome, title }: { outcome: string; title: string | null }) => [outcome, title]), [['changed', '甲某（东乡/东山村）'], ['bad', '乙某'], ['bad', null]]);
});
