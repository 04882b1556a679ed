import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { everything, makeRow } from '#test/drafts.ts';
import { openWorld, type World } from '#test/world.ts';
import { randomUUID } from 'node:crypto';
import { cleanHeader } from '#base/server/sheets/header.ts';
import { MODULES } from '../../entry/modules.ts';
import { importFile } from './importFile.ts';
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
