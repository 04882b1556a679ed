import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { type RecordType, typedFields, type Values } from '#base/pure/record.ts';
import { isRefusal, type Refusal } from '#base/pure/refusal.ts';
import { changeShape, draftShape } from '#base/pure/shape.ts';
import { bindOperations } from '#base/server/operations.ts';
import { createRow } from '#base/server/records/write.ts';
import { writeSheet } from '#base/server/sheets/write-sheet.ts';
import { importFile } from '#modules/exchange/importFile.ts';
import { ledgerOf } from '#modules/exchange/ledgers.ts';
import { templateColumns } from '#modules/exchange/sheets.ts';
import { MODULES } from '../src/entry/modules.ts';
import { everything } from './drafts.ts';
import { openWorld, type World } from './world.ts';

let world: World;
const folder = mkdtempSync(join(tmpdir(), 'ronggui-required-'));

before(async () => { world = await openWorld(MODULES); });
after(async () => {
  await world.close();
  rmSync(folder, { recursive: true, force: true });
});

const records = (): RecordType[] => [...world.house.records.values()];
const required = (type: RecordType) => typedFields(type).filter(([, field]) => field.required);
/** Something in every required field but one; what else it holds does not matter, since what is missing is asked for first. */
const without = (type: RecordType, name: string): Values => Object.fromEntries(required(type).filter(([other]) => other !== name).map(([other, field]) => [other, field.kind === 'codes' ? ['x'] : 'x']));
const refusalOf = (work: Promise<unknown>): Promise<Refusal> => work.then(() => assert.fail('没有拒绝'), (error) => (isRefusal(error) ? error : Promise.reject(error)));

test('每个台账的每个必填项：缺了这一项、留空、清空，都说出请填写哪一项', () => {
  let fields = 0;
  for (const type of records()) {
    const [draft, change] = [draftShape(type), changeShape(type)];
    assert.equal(change.safeParse({}).success, true, `${type.name}：修改时不提的项目保持原样`);
    for (const [name, field] of required(type)) {
      fields += 1;
      for (const given of [{}, { [name]: '' }, { [name]: null }, { [name]: undefined }]) {
        const said = draft.safeParse(given).error?.issues.filter(({ path }) => path[0] === name).map(({ message }) => message);
        assert.deepEqual(said, [`请填写${field.label}`], `${type.name}.${name} ${JSON.stringify(given)}`);
      }
      assert.ok(change.safeParse({ [name]: '' }).error?.issues.some(({ message }) => message === `请填写${field.label}`), `${type.name}.${name} 清空`);
    }
  }
  assert.ok(fields > 200, String(fields));
});

test('不经表单写入的（业务操作、接收移交），缺必填项同样拒绝并指明', async () => {
  for (const type of records()) {
    for (const [name, field] of required(type)) {
      const refusal = await refusalOf(world.act(everything(world), (act) => createRow(act, world.house.stores.get(type.name)!, randomUUID(), without(type, name))));
      assert.deepEqual([refusal.code, refusal.message, refusal.path], ['record.required', `请填写${field.label}`, [name]], type.name);
    }
  }
});

test('每个新增接口：空的内容不成为系统错误，逐项说出缺什么', async () => {
  const operations = [...bindOperations(MODULES).values()];
  let asked = 0;
  for (const type of records()) {
    const create = operations.find(({ contract, method }) => method === 'POST' && contract['~orpc'].route.path === type.path);
    if (!create || required(type).length === 0) continue;
    asked += 1;
    const refusal = await refusalOf(world.call(everything(world), create.name, { id: randomUUID(), draft: {} }));
    const labels = required(type).map(([, { label }]) => `请填写${label}`);
    assert.ok(labels.includes(refusal.message), `${type.name}：${refusal.message}`);
  }
  assert.ok(asked > 50, String(asked));
});

test('每个台账的导入：必填各列空着的行退回，逐项指明，一项只说一次', async () => {
  let sheets = 0;
  for (const type of records()) {
    if (!ledgerOf(world.house, type.name).write) continue;
    const columns = templateColumns(world.house, type);
    const asked = required(type);
    if (columns.filter((column) => !column.required).length < 2 || asked.length === 0) continue;
    sheets += 1;
    const path = join(folder, `${type.name}.xlsx`);
    await writeSheet(path, { sheets: [{ name: '表', columns: columns.map(({ header }) => ({ header, kind: 'text' as const })), rows: [columns.map((column) => (column.required ? '' : '无此内容'))] }] });
    const result = await importFile(world.house, everything(world), path, type.name, { dryRun: true });
    assert.deepEqual([result.read, result.created, result.rejected], [1, 0, 1], type.name);
    for (const [, { label, kind }] of asked) assert.ok(result.rejections.some(({ field, reason }) => field === label && (kind === 'reference' || reason === `请填写${label}`)), `${type.name} ${label}：${JSON.stringify(result.rejections)}`);
    for (const [, { label }] of asked) assert.equal(result.rejections.filter(({ field }) => field === label).length, 1, `${type.name} ${label}只说一次：${JSON.stringify(result.rejections)}`);
  }
  assert.ok(sheets > 40, String(sheets));
});
