import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import type { Values } from '#base/pure/record.ts';
import type { Actor } from '#base/server/house.ts';
import { writeSheet } from '#base/server/sheets/write-sheet.ts';
import { duplicates } from '#modules/duplicates/module.ts';
import { exchange } from '#modules/exchange/module.ts';
import { importFile } from '#modules/exchange/importFile.ts';
import { organisation } from '#modules/organisation/module.ts';
import { recognition } from '#modules/recognition/module.ts';
import { registry } from '#modules/registry/module.ts';
import { inventCitizenId, openWorld, type World } from '#test/world.ts';
import { benefits } from './module.ts';
import { workAllProspects, workProspects } from './jobs.ts';

let world: World; let clerk: Actor; let leader: Actor; let finance: Actor; let village: Actor;
let today = '2024-12-11';
before(async () => {
  world = await openWorld([organisation, registry, recognition, benefits, duplicates, exchange], { clock: () => new Date(`${today}T02:00:00Z`) });
  clerk = world.person('countyClerk', 'county', ['registry', 'benefits']); leader = world.person('leader'); finance = world.person('finance'); village = world.person('villageClerk', 'eastHill');
  await world.call(clerk, 'benefits.loadStandards');
  await sql`insert into house.setting (county_code, key, value) values ('999001', 'benefits.terms', '{"opened":"2024-11"}'::jsonb)`.execute(world.house.database.owner);
});
after(() => world.close());
const D8 = { category: 'disabled', grade: '08', nature: '2' }; // 1830.00 a month
const COMBAT = { category: 'combat' };
let n = 0;
async function drawing(rows: Values[] = [D8], more: Values = {}): Promise<string> {
  const { id } = await world.register({ name: `人${n += 1}`, citizenId: inventCitizenId('1968-05-01'), ...more });
  for (const row of rows) await world.call(clerk, 'benefits.recipients.create', { id: randomUUID(), draft: { personId: id, state: 'receiving', startedOn: '2015-08', ...row } });
  return id;
}
const course = (by: Actor, name: string, input: Values): Promise<any> => world.call(by, `benefits.confirmationCourse.${name}`, input);
async function frozen(): Promise<string> { const { id } = await world.call(clerk, 'benefits.confirmations.create', { id: randomUUID(), draft: { title: `确认${n += 1}`, year: 2024, fromOn: '2024-11-01', untilOn: '2024-12-10', ways: ['station', 'home'], samplePercent: 100 } }); await course(clerk, 'freeze', { id }); return id; }
const entryOf = async (id: string, p: string) => (await course(clerk, 'sheet', { id })).entries.find((e: any) => e.personId === p);
const confirm = (e: any, more: Values = {}) => course(village, 'record', { id: e.id, result: 'confirmed', way: 'home', ...more });
const lineOf = async (id: string, p: string, month?: string) => (await course(clerk, 'proposal', { id, ...(month ? { month } : {}) })).lines.find((l: any) => l.personId === p);
const stopNow = async (id: string, p: string) => { await course(clerk, 'propose', { id, month: '2025-01', entryIds: [(await entryOf(id, p)).id] }); const { movement } = await lineOf(id, p); await course(leader, 'confirmStops', { id, movements: [{ id: movement.id, version: movement.version }] }); };
const propose = (personId: string, draft: Values): Promise<any> => world.call(clerk, 'benefits.movements.create', { id: randomUUID(), draft: { personId, act: 'stop', month: '2025-01', reason: 'lost', ...draft } });
const decide = (m: any): Promise<any> => world.call(leader, 'benefits.movementCourse.decide', { id: m.id, version: m.version, decision: 'confirm' });
const effect = async (m: any) => (await world.call(leader, 'benefits.movementCourse.look', { id: m.id })).effect;
const rowsOf = async (p: string): Promise<any[]> => (await world.call(clerk, 'benefits.recipients.list', { filters: { personId: [p] } })).rows;
const statesOf = async (p: string) => Object.fromEntries((await rowsOf(p)).map((r) => [r.category, r.state]));
const write = async (p: string, change: Values) => { const [r] = await rowsOf(p); return world.call(clerk, 'benefits.recipients.update', { id: r.id, version: r.version, change }); };
const dueOf = async (p: string) => Object.fromEntries((await world.call(clerk, 'benefits.personBenefits.look', { id: p })).due.map((d: any) => [d.programme, d.fen]));
const person = async (p: string, change: Values) => { const { version } = await world.call(clerk, 'registry.persons.get', { id: p }); await world.call(clerk, 'registry.persons.update', { id: p, version, change }); };
const merge = async (keptId: string, goneId: string) => { const v = async (x: string) => (await world.call(clerk, 'registry.persons.get', { id: x })).version; await world.call(clerk, 'duplicates.merge', { id: randomUUID(), keptId, goneId, keptVersion: await v(keptId), goneVersion: await v(goneId), take: [], reason: '同一人两档' }); };
const lists = async (p: string) => Object.fromEntries((await world.call(clerk, 'benefits.prospects.list', { filters: { personId: [p] } })).rows.map((r: any) => [r.programme, r.list]));
const likeTheNight = async (p: string) => { await workProspects(world.house); const minute = await lists(p); await workAllProspects(world.house); assert.deepEqual(minute, await lists(p)); };

test('年度确认提出的停发不能改成别人的，已确认的人不会被停', async () => {
  const [p, q] = [await drawing(), await drawing()]; const id = await frozen(); await confirm(await entryOf(id, q)); await course(clerk, 'close', { id });
  await course(clerk, 'propose', { id, month: '2025-01', entryIds: [(await entryOf(id, p)).id] });
  const m = (await lineOf(id, p)).movement;
  await world.call(clerk, 'benefits.movements.update', { id: m.id, version: m.version, change: { personId: q } }).catch(() => undefined);
  const now = (await lineOf(id, p)).movement;
  if (now) await course(leader, 'confirmStops', { id, movements: [{ id: now.id, version: now.version }] }).catch(() => undefined);
  assert.equal((await statesOf(q)).disabled, 'receiving', 'who was confirmed is not stopped');
});
test('抽查更正为属实：还在等复核的停发撤回，已确认的人不停', async () => {
  today = '2024-11-20'; const p = await drawing(); const id = await frozen(); const e = await entryOf(id, p); await confirm(e);
  await course(clerk, 'draw', { id, seed: 'seed1234' }); await course(clerk, 'check', { id: e.id, result: 'disagreed', note: '没有见到本人' });
  today = '2024-12-11'; await course(clerk, 'close', { id }); await course(clerk, 'propose', { id, month: '2025-01', entryIds: [e.id] });
  const { movement } = await lineOf(id, p);
  assert.equal((await course(clerk, 'check', { id: e.id, result: 'agreed' })).state, 'confirmed');
  await course(leader, 'confirmStops', { id, movements: [{ id: movement.id, version: movement.version }] }).catch(() => undefined);
  assert.equal((await statesOf(p)).disabled, 'receiving', 'a confirmed person is not stopped');
});
test('合并档案：一份里的恢复不解除另一份的停发，合不了的写明先恢复', async () => {
  today = '2025-02-01'; const [kept, gone] = [await drawing(), await drawing([COMBAT])];
  await decide(await propose(kept, { reason: 'unconfirmed' }));
  await decide(await propose(gone, { act: 'suspend', month: '2024-12', reason: 'imprisoned', document: 'x' }));
  await decide(await propose(gone, { act: 'resume', month: '2025-01', reason: 'released', makeGood: false }));
  await merge(kept, gone).catch(() => undefined);
  assert.deepEqual([(await statesOf(kept)).disabled, (await dueOf(kept)).disability], ['stopped', '0']);
});
test('合并档案：另一份的停发随档案过来，两项待遇都成停发', async () => {
  today = '2025-02-01'; const [kept, gone] = [await drawing(), await drawing([COMBAT])];
  await decide(await propose(gone, {})); await merge(kept, gone);
  assert.deepEqual(await statesOf(kept), { disabled: 'stopped', combat: 'stopped' }, 'nothing is due for either');
});
test('合并档案：一份已确认、一份已停发的先恢复再合并', async () => {
  today = '2024-12-11'; const [kept, gone] = [await drawing(), await drawing([COMBAT])]; const id = await frozen(); await confirm(await entryOf(id, kept)); await course(clerk, 'close', { id });
  await stopNow(id, gone); await assert.rejects(merge(kept, gone), /一份已确认、一份已停发/);
});
test('合并档案：同一线索核查过的留下', async () => {
  const [a, b] = [inventCitizenId('1968-05-01'), inventCitizenId('1968-05-01')];
  const [kept, gone] = [await drawing([D8], { name: '比甲', citizenId: a }), await drawing([COMBAT], { name: '比乙', citizenId: b })]; const id = randomUUID();
  await world.call(clerk, 'benefits.comparisonCourse.commit', { id, title: '服刑名单', source: 'court', finding: 'imprisoned', receivedOn: '2024-11-19', chosen: [], content: Buffer.from(`姓名,身份证号\n比甲,${a}\n比乙,${b}`).toString('base64') });
  const hit = (await world.call(clerk, 'benefits.comparisonCourse.hits', { comparisonId: id, page: 1, size: 9 })).rows.find((h: any) => h.personId === gone);
  await world.call(clerk, 'benefits.comparisonCourse.decide', { id: hit.id, version: hit.version, decision: 'upheld', movement: { act: 'suspend', month: '2024-12', reason: 'imprisoned', document: 'x' } });
  await merge(kept, gone);
  assert.deepEqual((await world.call(clerk, 'benefits.comparisonCourse.hits', { comparisonId: id, page: 1, size: 9 })).rows.map((h: any) => h.state), ['upheld']);
});
test('取消全部待遇：当时已在台账上的都取消，起始月份晚的也一样', async () => {
  today = '2025-03-10'; const p = await drawing([D8, { ...COMBAT, startedOn: '2025-02' }]);
  await decide(await propose(p, { act: 'cancel', reason: 'lifeOrDeath', document: 'x' }));
  assert.deepEqual([await statesOf(p), await dueOf(p)], [{ disabled: 'cancelled', combat: 'cancelled' }, { disability: '0', combat: '0', nursing: '0' }]);
});
test('停发不能靠改类别解除', async () => {
  today = '2025-02-01'; const p = await drawing(); await decide(await propose(p, { category: 'disabled' }));
  await write(p, { category: 'disabled_other' }).catch(() => undefined); await write(p, { state: 'receiving' }).catch(() => undefined);
  assert.equal((await dueOf(p)).disability, '0');
});
test('导入不能停发', async () => {
  const citizenId = inventCitizenId('1968-05-01'); const p = await drawing([D8], { name: '导入停', citizenId });
  const path = join(mkdtempSync(join(tmpdir(), 'probe-')), '1.xlsx');
  await writeSheet(path, { sheets: [{ name: '台账', columns: ['姓名', '身份证号', '待遇类别', '待遇状态', '享受起始时间'].map((header) => ({ header, kind: 'text' as const })), rows: [['导入停', citizenId, '残疾军人', '停发', '2015-08']] }] });
  await importFile(world.house, clerk, path, 'benefits.recipient').catch(() => undefined);
  assert.deepEqual([(await statesOf(p)).disabled, (await dueOf(p)).disability], ['receiving', '183000']);
});
test('取消不能靠改日期收回', async () => {
  today = '2025-02-01'; const p = await drawing(); await decide(await propose(p, { act: 'cancel', reason: 'fraud', document: 'x' }));
  await write(p, { startedOn: '2025-02', endedOn: null }).catch(() => undefined); await write(p, { state: 'receiving' }).catch(() => undefined);
  assert.equal((await dueOf(p)).disability, '0');
});
test('停发的人去世、迁移，台账照样登记', async () => {
  today = '2025-03-10'; const p = await drawing(); await decide(await propose(p, {})); await person(p, { state: 'dead', diedOn: '2025-02-10' });
  await write(p, { state: 'deceased', endedOn: '2025-02' });
});
test('停发期间新登记的待遇随之停发', async () => {
  const p = await drawing(); await decide(await propose(p, {})); await world.call(clerk, 'benefits.recipients.create', { id: randomUUID(), draft: { personId: p, ...COMBAT, state: 'receiving', startedOn: '2025-02' } }).catch(() => undefined);
  assert.ok((await rowsOf(p)).every((r) => r.state === 'stopped'));
});
test('已定终止日期、还没到的待遇照样能中止', async () => {
  today = '2024-11-20'; const p = await drawing([{ ...D8, endedOn: '2025-06' }]); assert.equal((await dueOf(p)).disability, '183000');
  await decide(await propose(p, { act: 'suspend', reason: 'imprisoned', document: 'x' })).catch((e) => assert.fail(e.message));
});
test('已定终止日期、还没到的待遇照样列入年度确认', async () => { today = '2024-11-20'; const p = await drawing([{ ...D8, endedOn: '2025-06' }]); assert.ok(await entryOf(await frozen(), p)); });
test('已去世的人抽查不属实也不再回到未确认，不再提醒', async () => {
  today = '2024-11-20'; const p = await drawing([D8], { mobile: '19911112222' }); const id = await frozen(); const e = await entryOf(id, p); await confirm(e); await course(clerk, 'draw', { id, seed: 'seed1234' });
  await person(p, { state: 'dead', diedOn: '2024-11-05' }); await course(clerk, 'check', { id: e.id, result: 'disagreed', note: '已去世' });
  assert.deepEqual([(await entryOf(id, p)).state, (await course(village, 'reminders', { id })).rows.filter((r: any) => r.id === e.id).length], ['dropped', 0]);
});
test('在待遇变动里恢复过的不再列待恢复', async () => {
  today = '2024-12-11'; const p = await drawing(); const id = await frozen(); await course(clerk, 'close', { id }); await stopNow(id, p);
  today = '2025-02-05'; await confirm(await entryOf(id, p), { way: 'station' }); await decide(await propose(p, { act: 'resume', reason: 'reconfirmed', makeGood: true }));
  assert.deepEqual((await course(clerk, 'resumable', { id })).filter((r: any) => r.personId === p), []);
});
test('恢复以后抽查不属实的，可以再提出停发', async () => {
  today = '2024-12-11'; const p = await drawing(); const id = await frozen(); await course(clerk, 'close', { id }); await stopNow(id, p);
  today = '2025-02-05'; const e = await entryOf(id, p); await confirm(e, { way: 'station' }); await course(clerk, 'resume', { id: e.id, makeGood: true });
  const r = (await course(clerk, 'resumable', { id })).find((x: any) => x.personId === p); await course(leader, 'confirmStops', { id, movements: [{ id: r.movement.id, version: r.movement.version }] });
  await course(clerk, 'draw', { id, seed: 'seed1234' }); await course(clerk, 'check', { id: e.id, result: 'disagreed', note: '冒名' });
  const line = await lineOf(id, p, '2025-03');
  assert.deepEqual([line.movement, line.before, line.after, await course(clerk, 'propose', { id, month: '2025-03', entryIds: [e.id] })], [null, '183000', '0', { proposed: 1 }]);
});
test('恢复的补发只算到本月，预发过别的月份也一样', async () => {
  today = '2025-03-10'; const p = await drawing(); await world.call(finance, 'benefits.payments.create', { id: randomUUID(), draft: { personId: p, programme: 'temporary', month: '2025-12', amount: '10000', paidOn: '2025-03-01' } });
  await decide(await propose(p, {})); assert.equal((await effect(await propose(p, { act: 'resume', reason: 'reconfirmed', makeGood: true }))).good, '549000');
});
test('从以后月份恢复的不补发', async () => {
  today = '2025-03-10'; const p = await drawing(); await decide(await propose(p, {})); assert.equal((await effect(await propose(p, { act: 'resume', reason: 'reconfirmed', month: '2025-06', makeGood: false }))).good, '0');
});
test('台账原已停发的，登记停发时写明追回多少', async () => {
  today = '2025-03-10'; const p = await drawing([{ ...D8, state: 'stopped' }]);
  for (const month of ['2025-01', '2025-02']) await world.call(finance, 'benefits.payments.create', { id: randomUUID(), draft: { personId: p, programme: 'disability', month, amount: '183000', paidOn: '2025-03-01' } });
  const { after, back } = await effect(await propose(p, {})); assert.deepEqual({ after, back }, { after: '0', back: '366000' });
});
test('取消以后重新认定的不影响原来取消的', async () => {
  today = '2025-03-10'; const p = await drawing([D8, COMBAT]); await decide(await propose(p, { act: 'cancel', category: null, month: '2025-01', reason: 'fraud', document: 'x' }));
  await world.call(clerk, 'benefits.recipients.create', { id: randomUUID(), draft: { personId: p, ...COMBAT, state: 'receiving', startedOn: '2025-02' } });
  await assert.rejects(world.call(clerk, 'benefits.recipients.create', { id: randomUUID(), draft: { personId: p, category: 'ill_returned', state: 'receiving', startedOn: '2014-08' } }), /起始时间应晚于取消的月份/);
  assert.equal((await effect(await propose(p, { category: 'combat', month: '2025-03' }))).good, '0');
});
test('年度确认提出的停发不能改成只停一类', async () => {
  today = '2024-12-11'; const p = await drawing([D8, COMBAT]); const id = await frozen(); await course(clerk, 'close', { id }); await course(clerk, 'propose', { id, month: '2025-01', entryIds: [(await entryOf(id, p)).id] });
  const m = (await lineOf(id, p)).movement; await assert.rejects(world.call(clerk, 'benefits.movements.update', { id: m.id, version: m.version, change: { category: 'combat' } }), /不能改成别人的/);
  assert.equal((await lineOf(id, p)).after, (await effect(m)).after);
});
test('政策找人：待遇变动生效当时就核对', async () => { today = '2025-03-10'; const p = await drawing([{ ...D8, state: 'stopped' }], { roles: ['disabled'] }); assert.deepEqual(await lists(p), { disability: 'missing' }); await decide(await propose(p, {})); await likeTheNight(p); });
test('政策找人：可以同时享受的待遇改了即时核对', async () => { const p = await drawing([D8], { roles: ['disabled', 'combat'] }); await world.act(clerk, async (act) => { await sql`update house.setting set value = value || '{"beside":[["disability","combat"]]}'::jsonb where key = 'benefits.terms'`.execute(act.tx); await benefits.settings![0]!.afterChange!(act); }); await likeTheNight(p); });
async function notice(title: string, effectiveOn: string, rows: Values[]): Promise<void> {
  const id = randomUUID(); await world.call(clerk, 'benefits.noticeCourse.draft', { id, notice: { title, reach: 'county', document: title, publishedOn: effectiveOn, effectiveOn }, copy: false, raise: { way: 'none' } });
  for (const row of rows) await world.call(clerk, 'benefits.standards.create', { id: randomUUID(), draft: { noticeId: id, period: 'month', verification: 'published', ...row } });
  for (const [by, op, act] of [[clerk, 'act', 'submit'], [leader, 'decide', 'approve']] as const) await world.call(by, `benefits.noticeCourse.${op}`, { id, version: (await world.call(clerk, 'benefits.notices.get', { id })).version, act });
}
test('政策找人：标准分城乡了，户籍不明的即时列缺事实', async () => { today = '2025-03-10'; const p = await drawing([{ category: 'ill_returned' }]); await notice('城乡', '2025-03-01', [{ category: 'illReturned', kind: 'full', area: 'rural', amount: '90000' }, { category: 'illReturned', kind: 'full', area: 'urban', amount: '100000' }]); await likeTheNight(p); });
test('政策找人：新有了标准的等级即时列应享未享', async () => { today = '2025-03-10'; const p = await drawing([], { roles: ['disabled'], disabilityGrade: '07', disabilityNature: '3' }); await notice('因病七级', '2025-03-01', [{ category: 'disabled', grade: 7, nature: 'illness', kind: 'full', amount: '100000' }]); await likeTheNight(p); });
test('停止执行的增发不抄进新的通知', async () => {
  today = '2025-03-10'; await notice('增发', '2025-01-01', [{ category: 'combat', kind: 'topUp', addon: '煤补', amount: '5000' }]); await notice('停增发', '2025-02-01', [{ category: 'combat', kind: 'topUp', addon: '煤补', amount: '0' }]);
  await world.call(clerk, 'benefits.noticeCourse.draft', { id: randomUUID(), notice: { title: '下一年', reach: 'county', document: '3号', publishedOn: '2025-03-01', effectiveOn: '2025-03-01' }, copy: true, from: 'own', raise: { way: 'none' } });
});
test('确认日期不能早于这次年度确认开始', async () => { today = '2024-11-20'; const p = await drawing(); const id = await frozen(); await assert.rejects(confirm(await entryOf(id, p), { on: '2019-01-01' })); });
test('结束以后去世的不提停发', async () => {
  today = '2024-12-11'; const p = await drawing(); const id = await frozen(); await course(clerk, 'close', { id }); await person(p, { state: 'dead', diedOn: '2024-12-01' });
  assert.equal((await lineOf(id, p)).act, 'none'); await assert.rejects(course(clerk, 'propose', { id, month: '2025-01', entryIds: [(await entryOf(id, p)).id] }));
});
test('退回重新确认的人，去世登记撤回以后仍是未确认', async () => {
  today = '2024-11-20'; const p = await drawing(); const id = await frozen(); const e = await entryOf(id, p); await confirm(e); await course(world.person('townshipClerk', 'east'), 'review', { id, entryIds: [e.id], result: 'disagreed', note: '没有见到' });
  await person(p, { state: 'dead', diedOn: '2024-11-01' }); await person(p, { state: 'registered', diedOn: null });
  assert.equal((await entryOf(id, p)).state, 'waiting');
});
test('合并档案：并入的待遇随保留一份的停发、取消，撤销合并以后各回各的', async () => {
  today = '2025-02-01'; const undone = async (keptId: string, goneId: string) => { const id = randomUUID(); const v = async (x: string) => (await world.call(clerk, 'registry.persons.get', { id: x })).version; await world.call(clerk, 'duplicates.merge', { id, keptId, goneId, keptVersion: await v(keptId), goneVersion: await v(goneId), take: [], reason: '同一人两档' }); const together = await statesOf(keptId); await world.call(clerk, 'duplicates.undo', { id, reason: '不是同一人' }); return [together, await statesOf(keptId), await statesOf(goneId)]; };
  for (const [draft, state] of [[{}, 'stopped'], [{ act: 'cancel', reason: 'fraud', document: '厅1' }, 'cancelled']] as [Values, string][]) {
    const [kept, gone] = [await drawing(), await drawing([COMBAT])];
    await decide(await propose(kept, draft));
    assert.deepEqual(await undone(kept, gone), [{ disabled: state, combat: state }, { disabled: state }, { combat: 'receiving' }]);
    const [other, held] = [await drawing([COMBAT]), await drawing()];
    await decide(await propose(held, draft));
    assert.deepEqual(await undone(other, held), [{ disabled: state, combat: state }, { combat: 'receiving' }, { disabled: state }]);
    assert.ok(Number((await dueOf(other)).combat) > 0, 'drawing again');
  }
});
test('已终止的待遇重新开始，仍在停发的随之停发；取消以后不能靠改起始月份收回', async () => {
  today = '2025-02-01'; const p = await drawing([{ ...D8, endedOn: '2024-12' }, COMBAT]);
  await decide(await propose(p, { month: '2025-01' }));
  const row = async (category: string) => (await rowsOf(p)).find((one) => one.category === category);
  const change = async (category: string, to: Values) => { const { id, version } = await row(category); return world.call(clerk, 'benefits.recipients.update', { id, version, change: to }); };
  assert.equal((await row('disabled')).state, 'receiving');
  await change('disabled', { endedOn: null });
  assert.deepEqual(await statesOf(p), { disabled: 'stopped', combat: 'stopped' });
  const q = await drawing(); await decide(await propose(q, { act: 'cancel', reason: 'fraud', document: '厅2' }));
  await world.call(clerk, 'benefits.recipients.create', { id: randomUUID(), draft: { personId: q, state: 'receiving', startedOn: '2025-02', ...COMBAT } });
  const anew = (await rowsOf(q)).find((one) => one.category === 'combat');
  await assert.rejects(world.call(clerk, 'benefits.recipients.update', { id: anew.id, version: anew.version, change: { startedOn: '2024-12' } }), /已经取消/);
});
test('台账原已停发的，不能一个人改回享受待遇；登记停发、恢复以后照常', async () => {
  today = '2025-02-01'; const p = await drawing([{ ...D8, state: 'stopped' }]);
  await assert.rejects(write(p, { state: 'receiving' }), /待遇变动/);
  await write(p, { basis: '核对过' });
  await decide(await propose(p, {})); await decide(await propose(p, { act: 'resume', reason: 'reconfirmed', makeGood: true }));
  assert.deepEqual([await statesOf(p), await dueOf(p)], [{ disabled: 'receiving' }, { disability: '183000' }]);
});
