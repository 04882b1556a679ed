import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { PERSON_WEIGHTS } from '#base/pure/linkage/chinese/startingWeights.generated.ts';
import { organisation } from '#modules/organisation/module.ts';
import { registry } from '#modules/registry/module.ts';
import { inventCitizenId, openWorld, type World } from '../../../test/world.ts';
import { writeFound } from './finding/found.ts';
import { insertRun } from './finding/runs.ts';
import { duplicates } from './module.ts';
import { sharedDivision } from './rules/places.ts';
import { type LinkRow, personLinkage, POSSIBLE } from './rules/linking.ts';
import { readStored, type StoredPerson } from './finding/candidates.ts';
import { createRow, newId } from '#base/server/records/write.ts';
import { pairs } from './pairs/store.ts';

let world: World;
before(async () => { world = await openWorld([organisation, registry, duplicates]); });
after(() => world.close());

const clerk = () => world.person('countyClerk', 'county', ['registry']);

/** What the job does, without its thread. */
async function runNow(): Promise<void> {
  await world.act(clerk(), async (act) => {
    const { rows } = await sql<StoredPerson>`select r.id, r.name, r.birth_on, r.citizen_id_sealed, r.mobile_sealed, r.phone_sealed, r.enlisted_on, r.division_code, r.state, '' as place from registry.person r`.execute(act.tx);
    const persons: LinkRow[] = rows.map((row) => readStored(act, row));
    const { pairs, weights } = personLinkage.link(persons, { report: POSSIBLE, start: PERSON_WEIGHTS, learn: false });
    const id = newId();
    await insertRun(act, id);
    await writeFound(act, id, pairs, weights, new Map(persons.map((row) => [row.id, row])));
  });
}
const stateOf = async (id: string) => (await sql<{ state: string }>`select state from duplicates.pair where id = ${id}`.execute(world.house.database.owner)).rows[0]?.state;

test('共同区划：同村为本村，同乡为乡，否则为县', () => {
  assert.equal(sharedDivision('999001100201', '999001100201'), '999001100201');
  assert.equal(sharedDivision('999001100201', '999001100202'), '999001100000');
  assert.equal(sharedDivision('999001100201', '999001101201'), '999001000000');
});

test('录入查重：同名同年出生、读音相同、手机相同、同村都说得出；管辖范围外的不出现', async () => {
  const one = await world.register({ name: '赵卫国', citizenId: inventCitizenId('1968-05-01'), mobile: '19911112222', at: 'eastHill' });
  const village = world.person('villageClerk', 'eastHill');
  const [same] = await world.call(village, 'duplicates.check', { name: '赵卫国', birthOn: '1968' });
  assert.equal(same.id, one.id);
  assert.deepEqual(same.reasons, ['姓名相同', '同年出生', '同村（社区）']);
  assert.match(same.citizenId, /\*/);
  const [sound] = await world.call(village, 'duplicates.check', { name: '赵伟国', birthOn: '1968-05-01' });
  assert.equal(sound.id, one.id);
  assert.ok(sound.reasons.includes('出生日期相同'), sound.reasons.join());
  const [phone] = await world.call(village, 'duplicates.check', { name: '钱多多', mobile: '199 1111 2222' });
  assert.ok(phone.reasons.includes('电话相同'));
  assert.deepEqual(await world.call(village, 'duplicates.check', { name: '赵卫国', birthOn: '1990' }), []);
  assert.deepEqual(await world.call(world.person('villageClerk', 'westHill'), 'duplicates.check', { name: '赵卫国', birthOn: '1968' }), []);
});

test('录入查重：姓名不同，身份证号错一两位的仍找得到（错在区划或出生日期，末四位相同）', async () => {
  const one = await world.register({ name: '诸葛明远', citizenId: inventCitizenId('1968-05-01'), at: 'eastHill' });
  const id = (await world.call(clerk(), 'registry.persons.reveal', { id: one.id, field: 'citizenId', reason: '核对' })).value as string;
  const instead = (from: number, text: string) => id.slice(0, from) + text + id.slice(from + text.length);
  const typed = async (citizenId: string) => (await world.call(world.person('villageClerk', 'eastHill'), 'duplicates.check', { name: '欧阳子墨', citizenId })).filter((row: { id: string }) => row.id === one.id);
  for (const [citizenId, reason] of [[instead(3, id[3] === '7' ? '8' : '7'), '一位之差'], [instead(9, '9'), '一位之差'], [instead(8, '59'), '两位之差'], [instead(6, '1986'), '一位之差或相邻两位颠倒']] as const) {
    const [found] = await typed(citizenId);
    assert.ok(found?.reasons.some((text: string) => text.includes(reason)), `${citizenId} ${JSON.stringify(found)}`);
  }
  assert.deepEqual(await typed(instead(6, '19791211')), []);
});

test('不是同一人不再提示；比对项目改动后重新提示；只有同时看得到两份档案的人看得到', async () => {
  const left = await world.register({ name: '孙建军', citizenId: inventCitizenId('1971-03-04'), mobile: '19933334444', at: 'eastHill' });
  const right = await world.register({ name: '孙建军', citizenId: null, birthOn: '1971-03-04', sex: 'male', mobile: '19933334444', at: 'eastLake' });
  await runNow();
  const list = await world.call(world.person('townshipClerk', 'east'), 'duplicates.pairs.list', { search: '孙建军' });
  assert.equal(list.total, 1);
  const [pair] = list.rows;
  assert.deepEqual([pair.leftId, pair.rightId].toSorted(), [left.id, right.id].toSorted());
  assert.match(pair.reasons, /姓名相同.*出生日期相同.*电话相同/);
  for (const place of ['eastHill', 'eastLake', 'westHill'] as const) assert.equal((await world.call(world.person('villageClerk', place), 'duplicates.pairs.list', {})).rows.filter((row: { id: string }) => row.id === pair.id).length, 0);
  await assert.rejects(world.call(clerk(), 'duplicates.decide', { id: pair.id, version: pair.version, state: 'different' }), /请写明/);
  await world.call(clerk(), 'duplicates.decide', { id: pair.id, version: pair.version, state: 'different', reason: '堂兄弟，已当面核实' });
  await runNow();
  assert.equal(await stateOf(pair.id), 'different');
  await world.call(clerk(), 'registry.persons.update', { id: right.id, version: right.version, change: { honours: '三等功' } });
  await runNow();
  assert.equal(await stateOf(pair.id), 'different');
  const now = await world.call(clerk(), 'registry.persons.get', { id: right.id });
  await world.call(clerk(), 'registry.persons.update', { id: right.id, version: now.version, change: { enlistedOn: '1985-12' } });
  await runNow();
  assert.equal(await stateOf(pair.id), 'open');
});

test('合并须核对版本；并入的档案只能由撤销合并恢复；合并后改动的在撤销时点名', async () => {
  const kept = await world.register({ name: '周志强', at: 'eastHill' });
  const gone = await world.register({ name: '周志强', at: 'westHill', roles: ['combat'] });
  const id = newId();
  const input = { id, keptId: kept.id, goneId: gone.id, keptVersion: kept.version, goneVersion: gone.version, take: ['mobile'], reason: '同一人' };
  await assert.rejects(world.call(clerk(), 'duplicates.merge', { ...input, goneVersion: 99 }), /刚被他人修改/);
  await assert.rejects(world.call(world.person('townshipClerk', 'east'), 'duplicates.merge', input), /不存在或不在/);
  await world.call(clerk(), 'duplicates.merge', input);
  const merged = await world.call(clerk(), 'registry.persons.get', { id: kept.id });
  assert.deepEqual([...merged.roles].toSorted(), ['combat', 'vet_self_employed']);
  const { rows: merges } = await world.call(clerk(), 'duplicates.merges', {});
  assert.deepEqual(merges[0].moved, [{ ledger: '身份记录台账', rows: 1, aside: 0 }]);
  await assert.rejects(world.call(clerk(), 'registry.persons.restore', { id: gone.id }), /已合并/);
  await world.call(clerk(), 'registry.persons.update', { id: kept.id, version: merged.version, change: { mobile: '19955556666' } });
  const later = await world.call(clerk(), 'registry.roles.create', { id: newId(), draft: { personId: kept.id, role: 'ill_returned', status: 'current', fromOn: '1990-01-01' } });
  const undone = await world.call(clerk(), 'duplicates.undo', { id, reason: '核错了' });
  assert.deepEqual(undone.leftovers.map((one: { label: string; path: string; why: string }) => [one.label, one.path, one.why]), [
    ['服务对象', `/registry/persons/${kept.id}`, '合并后又修改了手机号码，保留后来的内容'],
    ['身份记录', `/registry/roles/${later.id}`, '合并后登记的，仍在保留的档案；是“周志强”的，请改到那份档案'],
  ]);
  assert.match(undone.leftovers[1].title, /带病回乡/, '所留的一条按台账的头几项叫出来');
  assert.deepEqual((await world.call(clerk(), 'duplicates.merges', {})).rows[0].leftovers, undone.leftovers, '清单留在合并记录里');
  assert.deepEqual((await world.call(clerk(), 'duplicates.undo', { id, reason: '核错了' })).leftovers, undone.leftovers, '再撤销一次仍是这份清单');
  assert.deepEqual((await world.call(clerk(), 'registry.persons.get', { id: gone.id })).roles, ['combat']);
  assert.deepEqual([...(await world.call(clerk(), 'registry.persons.get', { id: kept.id })).roles].toSorted(), ['ill_returned', 'vet_self_employed']);
});

test('合并后终止的身份记录在撤销后仍是终止的，两份档案的身份与身份记录一致', async () => {
  const kept = await world.register({ name: '吴国庆', at: 'eastHill' });
  const gone = await world.register({ name: '吴国庆', at: 'westHill', roles: ['combat'] });
  const id = newId();
  await world.call(clerk(), 'duplicates.merge', { id, keptId: kept.id, goneId: gone.id, keptVersion: kept.version, goneVersion: gone.version, take: [], reason: '同一人' });
  const { rows: held } = await world.call(clerk(), 'registry.roles.list', { filters: { personId: [kept.id] } });
  const moved = held.find((row: { role: string }) => row.role === 'combat');
  await world.call(clerk(), 'registry.roles.update', { id: moved.id, version: moved.version, change: { status: 'ended', untilOn: '2020-01-01' } });
  await world.call(clerk(), 'registry.roles.create', { id: newId(), draft: { personId: kept.id, role: 'combat', status: 'current', fromOn: '1990-01-01' } });
  await world.call(clerk(), 'duplicates.undo', { id, reason: '核错了' });
  assert.deepEqual([...(await world.call(clerk(), 'registry.persons.get', { id: kept.id })).roles].toSorted(), ['combat', 'vet_self_employed']);
  assert.deepEqual((await world.call(clerk(), 'registry.persons.get', { id: gone.id })).roles, []);
});

test('对照时：有证件号的一份定姓名，写得更全的定入伍时间；合并后名单里仍叫得出并入的那份', async () => {
  const left = await world.register({ name: '何家明', enlistedOn: '1986-11', at: 'eastHill' });
  const right = await world.register({ name: '何佳明', citizenId: null, birthOn: '1968-05-01', sex: 'male', enlistedOn: '1986', at: 'eastHill' });
  await world.call(clerk(), 'registry.persons.update', { id: right.id, version: right.version, change: { honours: '三等功' } });
  const both = await world.call(clerk(), 'duplicates.compare', { leftId: left.id, rightId: right.id });
  const prefer = Object.fromEntries(both.fields.filter((one: { differs: boolean }) => one.differs).map((one: { name: string; prefer: string }) => [one.name, one.prefer]));
  assert.deepEqual([prefer.name, prefer.citizenId, prefer.enlistedOn, prefer.honours, both.left.birthYear, both.right.birthYear], ['left', 'left', 'left', 'right', '1968', '1968']);
  const pairId = newId();
  await world.act(clerk(), (act) => createRow(act, pairs, pairId, { leftId: left.id, rightId: right.id }));
  await world.call(clerk(), 'duplicates.merge', { id: newId(), keptId: left.id, goneId: right.id, keptVersion: both.left.version, goneVersion: both.right.version, take: [], reason: '同一人' });
  const pair = await world.call(clerk(), 'duplicates.pairs.get', { id: pairId });
  assert.deepEqual([pair.state, Object.values(pair.labels).filter((label) => String(label).startsWith('何')).toSorted()], ['merged', ['何佳明（已并入）', '何家明']]);
  const { rows } = await world.call(clerk(), 'duplicates.pairs.list', {});
  assert.equal(rows.at(-1).id, pairId, '待看的在前，已合并的在后');
});

test('两次合并先后撤销：已随第一份分出去的记录，第二次撤销不再改动它的区划', async () => {
  const kept = await world.register({ name: '钱卫东', at: 'eastHill' });
  const first = await world.register({ name: '钱卫东', at: 'westHill', roles: ['combat'] });
  const second = await world.register({ name: '钱卫东', at: 'westHill', roles: ['disabled'] });
  const merge = async (gone: { id: string; version: number }, take: string[]) => {
    const id = newId();
    const { version } = await world.call(clerk(), 'registry.persons.get', { id: kept.id });
    await world.call(clerk(), 'duplicates.merge', { id, keptId: kept.id, goneId: gone.id, keptVersion: version, goneVersion: gone.version, take, reason: '同一人' });
    return id;
  };
  const merges = [await merge(first, []), await merge(second, ['divisionCode'])];
  for (const id of merges) await world.call(clerk(), 'duplicates.undo', { id, reason: '核错了' });
  for (const person of [kept, first, second]) {
    const { divisionCode } = await world.call(clerk(), 'registry.persons.get', { id: person.id });
    const { rows } = await world.call(clerk(), 'registry.roles.list', { filters: { personId: [person.id] } });
    assert.equal(divisionCode, person.divisionCode);
    assert.deepEqual(rows.map((row: { divisionCode: string }) => row.divisionCode), [divisionCode]);
  }
});
