import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import type { Values } from '#base/pure/record.ts';
import type { Actor } from '#base/server/house.ts';
import { organisation } from '#modules/organisation/module.ts';
import { recognition } from '#modules/recognition/module.ts';
import { registry } from '#modules/registry/module.ts';
import { inventCitizenId, openWorld, type World } from '#test/world.ts';
import { workAllProspects, workProspects } from './jobs.ts';
import { benefits } from './module.ts';
import { readUpload } from './service/sheetFiles.ts';

let world: World;
let maker: Actor; let leader: Actor;
before(async () => {
  world = await openWorld([organisation, registry, recognition, benefits], { clock: () => new Date('2025-05-20T02:00:00Z') });
  const someone = (role: string, id: string): Actor => ({ ...world.person(role, 'county', ['registry', 'benefits']), id, name: id });
  [maker, leader] = [someone('countyClerk', 'maker'), someone('leader', 'leader')];
});
after(() => world.close());

const create = (ledger: string, draft: Values): Promise<any> => world.call(maker, `${ledger}.create`, { id: randomUUID(), draft });
const change = async (ledger: string, id: string, values: Values): Promise<any> => world.call(maker, `${ledger}.update`, { id, version: (await world.call(maker, `${ledger}.get`, { id })).version, change: values });
const listed = async (personId: string): Promise<string[]> => (await world.call(maker, 'benefits.prospects.list', { filters: { personId: [personId] } })).rows.map((row: any) => `${row.programme} ${row.list} ${row.act} ${(row.facts ?? []).join()}`.trim());
const told = async (id: string): Promise<any[]> => (await world.call(maker, 'benefits.policy.person', { id })).claims;
async function inForce(kind: 'conscript' | 'grant', id: string): Promise<void> {
  await world.call(leader, 'benefits.countyTerms.confirm', { kind, id, version: (await world.call(leader, 'benefits.countyTerms.look', { kind, id })).version });
  await workProspects(world.house);
}
const course = (name: string, input: Values, by = maker): Promise<any> => world.call(by, `benefits.conscriptCourse.${name}`, input);

test('义务兵家庭优待金：标准生效后没有家庭资料的列缺事实，补上就列应享未享，提交后不再列；批准的告诉领取人，提前退役的列享受而不再符合；测算列入以后各年', async () => {
  const father = (await world.register({ name: '张父', citizenId: inventCitizenId('1970-01-01'), bankAccount: '6228480000000004009', bankName: '测试银行' })).id;
  const son = (await world.register({ name: '张兵', citizenId: inventCitizenId('2004-05-06'), state: 'serving', roles: ['serving'], enlistedOn: '2024-09', dischargedOn: null, settlement: null, education: '60' })).id;
  assert.deepEqual(await listed(son), [], 'without the county\'s terms there is nothing to ask');
  await inForce('conscript', (await create('benefits.conscriptTerms', { title: '2025年度优待金', year: 2025, base: '2000000', counting: 'calendarYear', payMonth: 8, document: '县〔2025〕1号', verification: 'published' })).id);
  assert.deepEqual(await listed(son), ['conscript missing conscriptHome conscriptHome']);
  await create('benefits.conscriptHomes', { personId: son, approvedHere: true, region: 'ordinary', payeeRelation: 'parent', payeeId: father, payeeName: '张父' });
  assert.deepEqual(await listed(son), ['conscript owed conscript']);
  const [claim] = await told(son);
  assert.deepEqual([claim.label, claim.state, claim.amount, claim.certain], ['义务兵家庭优待金', 'owed', '一次 20,000.00 元', true]);
  await course('reckon', { year: 2025 });
  assert.match((await world.call(maker, 'benefits.prospects.list', { filters: { personId: [son] } })).rows[0].reason, /已列入名单，还没有提交审批/);
  await course('submit', { year: 2025 });
  assert.deepEqual(await listed(son), []);
  const before = await world.call(maker, 'benefits.policy.forecast', { growth: 10 });
  const { others } = await course('overview', { year: 2025 }, leader);
  await course('decide', { year: 2025, act: 'approve', count: others.count, fen: others.fen, month: '2025-08' }, leader);
  assert.deepEqual(await listed(son), []);
  assert.deepEqual((await told(father)).map((one) => [one.label, one.state, one.sentence, one.amount]), [['义务兵家庭优待金', 'receiving', '已批准，2025年8月发给您。', '一次 20,000.00 元']]);
  const months = (view: any) => Object.fromEntries((view.programmes.find((one: any) => one.programme === 'conscript')?.months ?? []).filter((one: any) => one.count > 0).map((one: any) => [one.month, [one.count, one.fen, one.uncertain]]));
  assert.deepEqual(months(before), { '2025-08': [1, '2000000', 0], '2026-08': [1, '1466667', 1] }, 'what waits for approval is counted as what it comes to; eight months of 2026 under terms grown by a tenth');
  assert.deepEqual(months(await world.call(maker, 'benefits.policy.forecast', { growth: 10 })), { '2025-08': [1, '2000000', 0], '2026-08': [1, '1466667', 1] });
  const { name, content } = await world.call(maker, 'benefits.policy.forecastSheet', { growth: 10 });
  const read = await readUpload(content, (cells) => cells.includes('项目'));
  assert.match(name, /^预算测算_.*\.xlsx$/);
  assert.deepEqual(read!.rows.filter(({ cells }) => cells[0] === '义务兵家庭优待金' && cells[2] === '1').map(({ cells }) => [cells[1], cells[3]]), [['2025-08', '20000'], ['2026-08', '14666.67']]);
  await change('registry.persons', son, { dischargedOn: '2024-12', state: 'registered', roles: ['vet_unclassified'], settlement: 'self' });
  assert.deepEqual((await listed(son)).filter((one) => one.startsWith('conscript')), ['conscript over conscript']);
});

test('地方一次性经济补助：近一年退役、自主就业、没有领过的列应享未享，缺安置方式的列缺事实，登记领过或安排工作的不列，退役久的不找', async () => {
  await inForce('grant', (await create('benefits.grantTerms', { title: '本县办法', effectiveOn: '2013-01-01', kind: 'byYears', perYear: '450000', ncoStep: '100000', conscriptYears: 2, document: '县〔2013〕9号', verification: 'published' })).id);
  const veteran = async (more: Values) => (await world.register({ citizenId: inventCitizenId('2002-05-06'), roles: ['vet_unclassified'], enlistedOn: '2022-09', dischargedOn: '2024-09', settlement: 'self', ...more })).id;
  const [owed, unasked, assigned, old] = [await veteran({}), await veteran({ settlement: null }), await veteran({ settlement: 'assigned' }), await veteran({ enlistedOn: '2018-09', dischargedOn: '2020-09' })];
  const grants = async (id: string) => (await listed(id)).filter((one) => one.startsWith('localGrant'));
  assert.deepEqual([await grants(owed), await grants(unasked), await grants(assigned), await grants(old)], [['localGrant owed oneOff'], ['localGrant missing section settlement'], [], []]);
  assert.deepEqual((await told(owed)).map((one) => [one.label, one.amount]).at(-1), ['地方一次性经济补助', '一次 9,000.00 元']);
  const { id, version } = await create('benefits.oneOffs', { personId: owed, kind: 'localGrant', document: '县退补〔2025〕1号' });
  assert.match((await world.call(maker, 'benefits.prospects.list', { filters: { personId: [owed] } })).rows.map((row: any) => row.reason).join(), /已列入名单/);
  await change('registry.persons', owed, { bankAccount: '6228480000000004111', bankName: '测试银行' });
  await world.call(maker, 'benefits.oneOffCourse.act', { id, version: (await world.call(maker, 'benefits.oneOffs.get', { id })).version ?? version, act: 'submit' });
  assert.deepEqual(await grants(owed), [], 'what was submitted is no longer looked for');
  await create('registry.settlementDetails', { personId: unasked, grantPaidOn: '2024-12-01' });
  await change('registry.persons', unasked, { settlement: 'self' });
  assert.deepEqual(await grants(unasked), []);
});

test('在服役期间去世、没有登记一次性抚恤金的列缺事实：凭通知办理；登记了就不再列', async () => {
  const soldier = (await world.register({ citizenId: inventCitizenId('2001-05-06'), state: 'serving', roles: ['serving'], enlistedOn: '2020-09', dischargedOn: null, settlement: null })).id;
  await change('registry.persons', soldier, { state: 'dead', diedOn: '2025-04-02' });
  assert.deepEqual((await listed(soldier)).filter((one) => !one.startsWith('conscript')), ['deathPension missing oneOff deathPaper']);
  await create('benefits.oneOffs', { personId: soldier, kind: 'pensionDuty', document: '因公〔2025〕1号' });
  assert.deepEqual((await listed(soldier)).filter((one) => !one.startsWith('conscript')), []);
});

test('领取人名下登记了系统外已发的优待金：义务兵的清单当时就核对，删去以后也一样；办更正的年度不列应享未享，测算只计一次', async () => {
  const father = (await world.register({ name: '李父', citizenId: inventCitizenId('1971-01-01'), bankAccount: '6228480000000004010', bankName: '测试银行' })).id;
  const son = (await world.register({ name: '李兵', citizenId: inventCitizenId('2004-07-08'), state: 'serving', roles: ['serving'], enlistedOn: '2024-09', dischargedOn: null, settlement: null, education: '60' })).id;
  await create('benefits.conscriptHomes', { personId: son, approvedHere: true, region: 'ordinary', payeeRelation: 'parent', payeeId: father, payeeName: '李父' });
  assert.deepEqual(await listed(son), ['conscript owed conscript']);
  const payment = await create('benefits.payments', { personId: father, programme: 'conscript', month: '2025-08', amount: '100000', paidOn: '2025-05-18' });
  assert.deepEqual(await listed(son), [], 'how much of the year that was is asked first');
  await workAllProspects(world.house);
  assert.deepEqual(await listed(son), []);
  await world.call(maker, 'benefits.payments.remove', { id: payment.id, version: payment.version, reason: '登记错了' });
  await workProspects(world.house);
  assert.deepEqual(await listed(son), ['conscript owed conscript']);
  const of = async () => { const view: any = await world.call(maker, 'benefits.policy.forecast', { growth: 0 }); return view.programmes.find((one: any) => one.programme === 'conscript').months.find((one: any) => one.month === '2025-08'); };
  await course('reckon', { year: 2025 }); await course('submit', { year: 2025 });
  const { others } = await course('overview', { year: 2025 }, leader);
  await course('decide', { year: 2025, act: 'approve', count: others.count, fen: others.fen, month: '2025-08' }, leader);
  const { count, fen } = await of();
  const { rows: [year] } = await world.call(maker, 'benefits.conscriptYears.list', { filters: { personId: [son] } });
  await course('act', { id: year.id, version: year.version, act: 'correct', opinion: '核对' });
  const then = await of();
  await workAllProspects(world.house);
  assert.deepEqual([await listed(son), then.count, then.fen], [[], count, fen]);
});
