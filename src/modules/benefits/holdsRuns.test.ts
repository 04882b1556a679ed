import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { act, clock, closeAll, entitled, finance, leader, lineOf, linesOf, maker, months, open, OPENED, said, setting, toFile, world } from './runs.fixture.ts';
import { workAllProspects, workProspects } from './jobs.ts';

const propose = (personId: string, draft: any): Promise<any> => world.call(maker, 'benefits.movements.create', { id: randomUUID(), draft: { personId, act: 'stop', month: '2026-01', reason: 'lost', ...draft } });
const decide = (m: any): Promise<any> => world.call(leader, 'benefits.movementCourse.decide', { id: m.id, version: m.version, decision: 'confirm' });
const effect = async (m: any) => (await world.call(leader, 'benefits.movementCourse.look', { id: m.id })).effect;
const lists = async (p: string) => Object.fromEntries((await world.call(maker, 'benefits.prospects.list', { filters: { personId: [p] } })).rows.map((r: any) => [r.programme, r.list]));
const undo = (run: string) => act(maker, run, 'void', { opinion: '测试作废' });

test('恢复补发：写明月份的退款随批次发还，影响里算进去', async () => {
  const p = await entitled({ paid: months('2025-08', 7).map((m) => [m, '325700'] as [string, string]) });
  await decide(await propose(p, {}));
  await world.call(finance, 'benefits.repayments.create', { id: randomUUID(), draft: { personId: p, programme: 'disability', amount: '651400', receivedOn: '2026-03-10', fromMonth: '2026-01', toMonth: '2026-02' } });
  const m = await propose(p, { act: 'resume', reason: 'reconfirmed', makeGood: true });
  const { good } = await effect(m); await decide(m);
  const run = await open('12f', ['disability'], '2026-03'); await act(maker, run, 'compute');
  const { amount } = await lineOf(run, p); await undo(run);
  assert.equal(good, amount);
});
test('取消较高一项：较低一项补上的月份算进补发', async () => {
  const p = await entitled({ paid: months('2025-08', 7).map((m) => [m, '325700'] as [string, string]) });
  await world.call(maker, 'benefits.recipients.create', { id: randomUUID(), draft: { personId: p, category: 'combat', state: 'receiving', startedOn: '2015-08' } });
  const m = await propose(p, { act: 'cancel', category: 'disabled', reason: 'fraud', document: 'x' });
  const { good } = await effect(m); await decide(m);
  const run = await open('12g', ['disability', 'combat'], '2026-03'); await act(maker, run, 'compute');
  const [combat] = (await linesOf(run)).filter((l) => (l.personId.id ?? l.personId) === p && l.programme === 'combat'); await undo(run);
  assert.equal(good, String(BigInt(combat.arrears) + BigInt(combat.regular)));
});
test('政策找人：批次列入丧葬补助即时核对', async () => {
  const p = await entitled({ category: 'kin_martyr', grade: null, nature: null, diedOn: '2026-02-10' });
  const [r] = (await world.call(maker, 'benefits.recipients.list', { filters: { personId: [p] } })).rows; await world.call(maker, 'benefits.recipients.update', { id: r.id, version: r.version, change: { state: 'deceased', endedOn: '2026-02' } });
  const run = await open('13e', ['funeral'], '2026-03'); await act(maker, run, 'compute'); await workProspects(world.house);
  const minute = await lists(p); await workAllProspects(world.house); const night = await lists(p); await undo(run);
  assert.deepEqual(minute, night);
});
test('使用决定由没有经手通知的人作出', async () => {
  const id = randomUUID(); await world.call(finance, 'benefits.noticeCourse.draft', { id, notice: { title: '19', reach: 'county', document: '19', publishedOn: '2026-03-01', effectiveOn: '2026-03-01' }, copy: false, raise: { way: 'none' } });
  await world.call(finance, 'benefits.standards.create', { id: randomUUID(), draft: { noticeId: id, category: 'combat', kind: 'topUp', addon: '煤补', amount: '500000', period: 'month', verification: 'unverified' } });
  for (const [by, op, a] of [[finance, 'act', 'submit'], [leader, 'decide', 'approve']] as const) await world.call(by, `benefits.noticeCourse.${op}`, { id, version: (await world.call(maker, 'benefits.notices.get', { id })).version, act: a });
  await assert.rejects(world.call(finance, 'benefits.noticeCourse.release', { release: randomUUID(), id, standardId: null, decision: 'use', document: '县局纪要〔2026〕3号', reason: '省厅文件未到' }));
});
test('停发多年以后恢复补发：从停发的月份补起，不从往前看的月数起，写明是恢复发放；影响与批次一致', async () => {
  await setting({ opened: '2025-08', backMonths: 3 });
  await entitled();
  const p = await entitled({ paid: months('2025-08', 2).map((m) => [m, '325700'] as [string, string]) });
  clock.today = '2025-10-20';
  const october = await open('12h', ['disability'], '2025-10'); await toFile(october); await closeAll(october);
  await decide(await propose(p, { month: '2025-11' }));
  clock.today = '2025-12-20';
  const december = await open('12j', ['disability'], '2025-12'); await toFile(december); await closeAll(december);
  clock.today = '2026-03-20';
  const m = await propose(p, { act: 'resume', reason: 'reconfirmed', makeGood: true });
  const { good } = await effect(m); await decide(m);
  const run = await open('12i', ['disability'], '2026-03'); await act(maker, run, 'compute');
  const line = await lineOf(run, p); const words = await said(run, p); await undo(run);
  await setting(OPENED);
  assert.deepEqual([line.regular, line.arrears, good], ['325700', String(325700 * 4), String(325700 * 5)]);
  assert.match(words.join(), /^new 恢复发放；.*2025年11月至2026年2月（4个月）/);
});
