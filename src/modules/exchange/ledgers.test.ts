import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { everything, makeRow } from '#test/drafts.ts';
import { openWorld, type World } from '#test/world.ts';
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { RecordType, Values } from '#base/pure/record.ts';
import type { Actor } from '#base/server/house.ts';
import { createRow } from '#base/server/records/write.ts';
import { cleanHeader } from '#base/server/sheets/header.ts';
import { MODULES } from '../../entry/modules.ts';
import { importFile } from './importFile.ts';
import { readyLayout } from './layouts/layout.ts';
import { shipLayouts } from './layouts/shipped.ts';
import { importableLedger, ledgerOf } from './ledgers.ts';
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

test('只由县级登记的台账，站里手工登记和导入都退回，列出台账时也不说可以导入：办理规则、普查、制卡批次、尊崇工作法', async () => {
  const kept = importable().filter(({ type }) => type.keptBy === 'county');
  assert.ok(kept.length >= 6);
  const head = { ...everything(world), ...pick(world.person('stationHead', 'east')) };
  const county = everything(world);
  const offered = async (actor: Actor) => new Set((await world.call(actor, 'exchange.ledgers', {})).filter((one: { canImport: boolean }) => one.canImport).map((one: { name: string }) => one.name));
  const [toHead, toCounty] = [await offered(head), await offered(county)];
  for (const { type } of kept) {
    const row = await makeRow(world, type, 'east');
    const { draft } = draftOf(type, row);
    assert.equal(toHead.has(type.name), false, type.name);
    assert.equal(toCounty.has(type.name), true, type.name);
    await assert.rejects(async () => importableLedger(world.house, head, type.name), /不能导入/);
    assert.equal(importableLedger(world.house, county, type.name).type, type);
    await assert.rejects(world.act(head, (act) => createRow(act, world.house.stores.get(type.name)!, randomUUID(), draft)), /县/, type.name);
  }
  assert.ok(toHead.has('registry.person') && toHead.has('care.visit'));
});

/** Where an actor stands, without what they may do. */
const pick = ({ division, unitId, unitName }: Actor) => ({ division, unitId, unitName });
/** A row's own fields as they would be typed again. */
const draftOf = (type: RecordType, row: Values) => ({ draft: Object.fromEntries(Object.keys(type.fields).filter((name) => row[name] !== null).map((name) => [name, row[name]])) });
