import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { everything, makeRow } from '#test/drafts.ts';
import { openWorld, type World } from '#test/world.ts';
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { cleanHeader } from '#base/server/sheets/header.ts';
import { MODULES } from '../../entry/modules.ts';
import { importFile } from './importFile.ts';
import { readyLayout } from './layouts/layout.ts';
import { shipLayouts } from './layouts/shipped.ts';
import { ledgerOf } from './ledgers.ts';
import { guesserOf, targetsOf } from './reading/targets.ts';
import { templateColumns } from './sheets.ts';
import { exportPath } from './uploads.ts';

let world: World;
before(async () => { world = await openWorld(MODULES); });
after(() => world.close());

const importable = () => [...world.house.stores.values()].filter(({ type }) => ledgerOf(world.house, type.name).write !== undefined);

test('每个台账的模板，各列都能被识别，一列一项', () => {
  const wrong: string[] = [];
  for (const { type } of importable()) {
    const headers = templateColumns(world.house, type).map(({ header }) => cleanHeader(header));
    guesserOf(targetsOf(world.house, type)).guess(headers).forEach((target, index) => { if (target === null) wrong.push(`${type.name}：${headers[index]}`); });
  }
  assert.deepEqual(wrong, []);
});

test('每个台账的记录，导出再原样导入，一行不变', { timeout: 240_000 }, async () => {
  const wrong: string[] = [];
  for (const { type } of importable()) {
    if (['organisation.unit', 'organisation.staff'].includes(type.name)) continue;
    try {
      await makeRow(world, type, 'eastHill');
      const actor = everything(world);
      const made = await world.call(actor, 'exchange.export', { id: randomUUID(), ledger: type.name, purpose: '往返核对' });
      const back = await importFile(world.house, actor, exportPath(world.house, made.id), type.name, { dryRun: true });
      if (back.unchanged !== back.read || back.read === 0) wrong.push(`${type.name}：${JSON.stringify({ ...back, batchId: undefined })}`);
    } catch (error) {
      wrong.push(`${type.name}：${(error as Error).message}`);
    }
  }
  assert.deepEqual(wrong, []);
});

test('由系统产生的记录不给模板，也不能导入：疑似重复、待核对事项、数据差异', async () => {
  for (const name of ['duplicates.pair', 'quality.finding', 'exchange.difference']) assert.equal(ledgerOf(world.house, name).write, undefined, name);
});

test('随县交付的两个版式待核实，各列都在；再交付一次不增加；建档立卡、优待证按版式导出再导入一行不变', { timeout: 100_000 }, async () => {
  const actor = everything(world);
  await sql`delete from exchange.layout_column`.execute(world.house.database.owner);
  await sql`delete from exchange.layout`.execute(world.house.database.owner);
  for (const _ of [1, 2]) await world.act(actor, shipLayouts);
  const { rows } = await world.call(actor, 'exchange.layouts.list', {});
  assert.deepEqual(rows.map(({ verified }: { verified: string }) => verified), ['unverified', 'unverified']);
  const wrong: string[] = [];
  for (const { ledger, name } of rows) {
    const { type } = ledgerOf(world.house, ledger).store;
    await world.act(actor, (act) => readyLayout(act, type, name, 'import'));
    await makeRow(world, type, 'eastHill');
    const made = await world.call(actor, 'exchange.export', { id: randomUUID(), ledger: type.name, layout: name, purpose: '往返核对' });
    const back = await importFile(world.house, actor, exportPath(world.house, made.id), type.name, { dryRun: true, layout: name });
    if (back.unchanged !== back.read || back.read === 0 || back.differences > 0) wrong.push(`${name}：${JSON.stringify(back)}`);
  }
  assert.deepEqual(wrong, []);
});
