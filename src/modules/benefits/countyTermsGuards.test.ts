import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { course, create, dean, home, seen, soldier, update, yearOf } from './conscripts.fixture.ts';
import { clock, finance, leader, maker, putInForce, world } from './sums.fixture.ts';
import { workAllProspects } from './jobs.ts';
import { inventCitizenId } from '#test/world.ts';

const terms = (name: string, id: string, more: any = {}, by = maker, kind = 'conscript'): Promise<any> => world.call(by, `benefits.countyTerms.${name}`, { kind, id, ...more });
const rm = async (ledger: string, id: string, by = maker) => world.call(by, `${ledger}.remove`, { id, version: (await world.call(maker, `${ledger}.get`, { id })).version, reason: '试删' });

test('删除后由另一人恢复的标准，原登记人不能确认', async () => {
  const id = randomUUID();
  await world.call(finance, 'benefits.conscriptTerms.create', { id, draft: { title: '恢复的', year: 2018, base: '1480400', counting: 'calendarYear', payMonth: 8, verification: 'published', document: 'x1' } });
  await rm('benefits.conscriptTerms', id, finance);
  await world.call(maker, 'benefits.conscriptTerms.restore', { id });
  const { version, why } = await terms('look', id, {}, finance);
  await assert.rejects(terms('confirm', id, { version }, finance), /两个人/, `why: ${why}`);
});

test('删除后由另一人恢复的年度，填过“系统外已发”的人不能审批', async () => {
  await update('benefits.conscriptTerms', await dean(2020), { verification: 'published', document: 'x' }).then((r: any) => putInForce('conscript', r.id));
  const son = await soldier(); await home(son);
  const id = randomUUID();
  await world.call(finance, 'benefits.conscriptYears.create', { id, draft: { personId: son, year: 2020, paidOutside: '100' } });
  await rm('benefits.conscriptYears', id, finance);
  await world.call(maker, 'benefits.conscriptYears.restore', { id });
  const row = await yearOf(son, 2020);
  await course('act', { id, version: row.version, act: 'submit' });
  await assert.rejects(course('decide', { year: 2020, act: 'approve', month: '2020-08', ...(await seen(2020, finance)) }, finance), /经手|没有您/);
});

test('一次性给付删除后由另一人恢复，原拟定人不能审批', async () => {
  const s = (await world.register({ citizenId: inventCitizenId('1990-03-04'), state: 'dead', diedOn: '2019-11-03', enlistedOn: '2018-09', dischargedOn: null, settlement: null, roles: ['serving'] })).id;
  const id = randomUUID();
  await world.call(finance, 'benefits.oneOffs.create', { id, draft: { personId: s, kind: 'pensionDuty', document: 'x', pay: '650000', payDocument: 'y', paidOutside: '0' } });
  await rm('benefits.oneOffs', id, finance);
  await world.call(maker, 'benefits.oneOffs.restore', { id });
  const { own } = await world.call(finance, 'benefits.oneOffCourse.look', { id });
  assert.equal(own, true);
});

test('加发改了、删了以后旧版本不能确认；已生效的由另一人再确认被拒，本人重复无害；加发删除后恢复', async () => {
  const id = await dean(2017, { verification: 'published', document: 'x2' });
  const v = (await terms('look', id, {}, leader)).version;
  const { rows } = await world.call(maker, 'benefits.conscriptAdditions.list', { filters: { termsId: [id] } });
  await rm('benefits.conscriptAdditions', rows[0].id);
  await assert.rejects(terms('confirm', id, { version: v }, leader), /刚被他人改动/);
  const v2 = (await terms('look', id, {}, leader)).version;
  await world.call(maker, 'benefits.conscriptAdditions.update', { id: rows[1].id, version: rows[1].version, change: { percent: 120 } });
  await assert.rejects(terms('confirm', id, { version: v2 }, leader), /刚被他人改动/);
  const v3 = (await terms('look', id, {}, leader)).version;
  await world.call(maker, 'benefits.conscriptAdditions.restore', { id: rows[0].id });
  await assert.rejects(terms('confirm', id, { version: v3 }, leader), /刚被他人改动/);
  const gone = rows[2].id; await rm('benefits.conscriptAdditions', gone);
  const v4 = (await terms('look', id, {}, leader)).version;
  await terms('confirm', id, { version: v4 }, leader);
  await assert.rejects(terms('confirm', id, { version: v4 }, finance), /已由/);
  await assert.rejects(terms('confirm', id, { version: v4 + 1 }, finance), /已由/);
  assert.deepEqual(await terms('confirm', id, { version: v4 }, leader), { done: true });
  await assert.rejects(world.call(maker, 'benefits.conscriptAdditions.restore', { id: gone }), /已生效/);
});

test('加发项目不能从一份标准移到另一份：两份的内容和经手人都不会不知不觉地变', async () => {
  const [a, b] = [await dean(2011), await dean(2012)];
  const { rows: [one] } = await world.call(maker, 'benefits.conscriptAdditions.list', { filters: { termsId: [a] } });
  await assert.rejects(world.call(finance, 'benefits.conscriptAdditions.update', { id: one.id, version: one.version, change: { termsId: b } }), /不能移到另一份标准/);
});

test('后确认的待核实标准不代替同一年已核实的，再起草时对照的也是已核实的', async () => {
  const first = await dean(2010, { verification: 'published', document: 'x3' }); await putInForce('conscript', first);
  const copyOf = async (title: string): Promise<string> => { const id = randomUUID(); await terms('copy', first, { newId: id, title, from: '2010' }); return id; };
  await putInForce('conscript', await copyOf('2010（待核实）'));
  assert.equal((await course('overview', { year: 2010 })).terms.id, first);
  assert.equal((await terms('look', await copyOf('2010（再起草）'), {}, leader)).replaces, '2010年度义务兵家庭优待金');
});

test('地方经济补助：办法适用于15日起退役的，1日退役的不适用', async () => {
  const g = async (title: string, effectiveOn: string, perYear: string) => { const { id } = await create('benefits.grantTerms', { title, effectiveOn, kind: 'byYears', perYear, ncoStep: '0', conscriptYears: 2, verification: 'published', document: 'y' }); await putInForce('grant', id); };
  await g('旧', '2013-01-01', '450000'); await g('新', '2018-09-15', '900000');
  const p = (await world.register({ citizenId: inventCitizenId('1997-01-01'), enlistedOn: '2016-09', dischargedOn: '2018-09-01', settlement: 'self' })).id;
  const { total } = await create('benefits.oneOffs', { personId: p, kind: 'localGrant', document: 'z' });
  assert.equal(total, '900000');
});
const listed = async (personId: string): Promise<string[]> => (await world.call(maker, 'benefits.prospects.list', { filters: { personId: [personId] } })).rows.map((row: any) => `${row.programme} ${row.list} ${row.reason}`);

test('政策找人：更正为0、已审批的，不再列“享受而不再符合”', async () => {
  clock.today = '2020-08-05';
  const son = await soldier(); const { id: homeId } = await home(son);
  const put = async () => { await course('reckon', { year: 2020 }); const r = await yearOf(son, 2020); await course('act', { id: r.id, version: r.version, act: 'submit' }); await course('decide', { year: 2020, act: 'approve', month: '2020-08', ...(await seen(2020, leader)) }, leader); };
  await put();
  await update('benefits.conscriptHomes', homeId, { approvedHere: false });
  assert.equal((await listed(son)).filter((x) => x.startsWith('conscript over')).length, 1);
  await put();
  assert.equal((await yearOf(son, 2020)).inForce, '0');
  await workAllProspects(world.house);
  assert.deepEqual((await listed(son)).filter((x) => x.startsWith('conscript over')), []);
});

test('政策找人：登记了褒扬金、没有登记一次性抚恤金的仍列缺事实', async () => {
  clock.today = '2020-08-05';
  const s = (await world.register({ citizenId: inventCitizenId('1999-05-06'), state: 'serving', roles: ['serving'], enlistedOn: '2018-09', dischargedOn: null, settlement: null })).id;
  await world.call(maker, 'registry.persons.update', { id: s, version: (await world.call(maker, 'registry.persons.get', { id: s })).version, change: { state: 'dead', diedOn: '2020-07-02' } });
  assert.equal((await listed(s)).filter((x) => x.startsWith('deathPension')).length, 1);
  await create('benefits.oneOffs', { personId: s, kind: 'martyrAward', document: '烈评1' });
  assert.equal((await listed(s)).filter((x) => x.startsWith('deathPension')).length, 1);
});

test('测算：今年填的系统外已发不减下一年', async () => {
  clock.today = '2020-08-05';
  const son = await soldier({ enlistedOn: '2020-01' }); await home(son);
  const of = async () => { const view: any = await world.call(maker, 'benefits.policy.forecast', { growth: 0 }); return view.programmes.find((one: any) => one.programme === 'conscript').months.find((one: any) => one.month === '2021-08'); };
  await course('reckon', { year: 2020 });
  const before = await of();
  await update('benefits.conscriptYears', (await yearOf(son, 2020)).id, { paidOutside: '1000000' });
  const after = await of();
  assert.deepEqual([after.count, after.fen], [before.count, before.fen]);
});

test('测算：今年发放记录里有没核对的，下一年照样测算', async () => {
  clock.today = '2020-08-05';
  const son = await soldier({ enlistedOn: '2020-01' }); await home(son);
  const of = async () => { const view: any = await world.call(maker, 'benefits.policy.forecast', { growth: 0 }); return view.programmes.find((one: any) => one.programme === 'conscript').months.find((one: any) => one.month === '2021-08'); };
  const before = await of();
  await create('benefits.payments', { personId: son, programme: 'conscript', month: '2020-07', amount: '1000000', paidOn: '2020-07-05' }, finance);
  const after = await of();
  assert.deepEqual([after.count, after.fen], [before.count, before.fen]);
});
