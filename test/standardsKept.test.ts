import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { isRefusal, type Refusal } from '#base/pure/refusal.ts';
import type { Actor } from '#base/server/house.ts';
import { benefits } from '#modules/benefits/module.ts';
import { importFile } from '#modules/exchange/importFile.ts';
import { exchange } from '#modules/exchange/module.ts';
import { organisation } from '#modules/organisation/module.ts';
import { recognition } from '#modules/recognition/module.ts';
import { registry } from '#modules/registry/module.ts';
import { openWorld, type World } from './world.ts';

let world: World;
let maker: Actor;
let folder: string;
before(async () => {
  world = await openWorld([organisation, registry, recognition, benefits, exchange], { clock: () => new Date('2026-03-20T02:00:00Z') });
  maker = world.person('countyClerk', 'county', ['benefits']);
  folder = mkdtempSync(join(tmpdir(), 'ronggui-kept-'));
});
after(async () => {
  await world.close();
  rmSync(folder, { recursive: true });
});

const HEADER = '标准通知,标准性质,类别,细类,残疾等级,性质,标准（元）,标准周期,核实情况';
function bring(name: string, ...rows: string[]) {
  const path = join(folder, `${name}.csv`);
  writeFileSync(path, `\uFEFF${[HEADER, ...rows].join('\r\n')}\r\n`);
  return importFile(world.house, maker, path, 'benefits.standard');
}
async function draft(title: string, effectiveOn: string): Promise<string> {
  const { id } = await world.call(maker, 'benefits.noticeCourse.draft', { id: randomUUID(), copy: false, raise: { way: 'none' }, notice: { title, reach: 'nation', document: '文〔2026〕1号', publishedOn: '2026-03-01', effectiveOn } });
  return id;
}
async function perform(actor: Actor, id: string, act: string): Promise<void> {
  const { notice } = await world.call(actor, 'benefits.noticeCourse.view', { id });
  await world.call(actor, `benefits.noticeCourse.${act === 'approve' ? 'decide' : 'act'}`, { id, version: notice.version, act });
}

test('普通导入只能填进拟定中的通知；导入的人算经手人；生效后再导、再加、撤销那一批都被挡住，金额不变', async () => {
  const id = await draft('普通导入的通知', '2026-08-01');
  const first = await bring('first', '普通导入的通知,国家标准,残疾军人,,7,因战,41472,元/年,已核实', '普通导入的通知,国家标准,三属,烈士遗属,,,44412,元/年,已核实');
  assert.deepEqual([first.created, first.rejected], [2, 0]);
  const again = await bring('again', '普通导入的通知,国家标准,残疾军人,,7,因战,41500,元/年,已核实');
  assert.deepEqual([again.updated, again.rejected], [1, 0]);
  await perform(maker, id, 'submit');
  assert.equal((await bring('submitted', '普通导入的通知,国家标准,残疾军人,,7,因战,1,元/年,已核实')).rejected, 1);
  await assert.rejects(perform({ ...world.person('leader'), id: maker.id }, id, 'approve'), /须由另一人复核/);
  await perform(world.person('leader'), id, 'approve');
  const late = await bring('late', '普通导入的通知,国家标准,残疾军人,,7,因战,1,元/年,已核实', '普通导入的通知,国家标准,残疾军人,,8,因战,1,元/年,已核实');
  assert.deepEqual([late.created, late.updated, late.rejected], [0, 0, 2]);
  assert.match(late.rejections.map(({ reason }) => reason).join(), /已生效/);
  for (const { batchId } of [again, first]) await assert.rejects(world.call(maker, 'exchange.undo', { batchId }), (error: Refusal) => isRefusal(error) && error.status === 409);
  const { lines } = await world.call(maker, 'benefits.noticeCourse.view', { id });
  assert.deepEqual(lines.map((line: { amount: string }) => line.amount), ['4150000', '4441200']);
});

test('导入中的通知不同名就认不出来；撤销拟定中的一批照常', async () => {
  await draft('还在拟定', '2027-08-01');
  assert.match((await bring('nobody', '没有这份,国家标准,残疾军人,,7,因战,1,元/年,已核实')).rejections[0]!.reason, /没有拟定中的标准通知/);
  const batch = await bring('undone', '还在拟定,国家标准,残疾军人,,7,因战,41472,元/年,已核实');
  await world.call(maker, 'exchange.undo', { batchId: batch.batchId });
  assert.equal((await world.call(maker, 'benefits.standards.list', { filters: { effectiveOn: ['2027-08-01', '2027-08-01'] } })).total, 0);
});
