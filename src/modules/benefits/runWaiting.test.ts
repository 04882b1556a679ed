import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { checkDigit } from '#base/pure/citizenId.ts';
import type { Refusal } from '#base/pure/refusal.ts';
import type { Actor } from '#base/server/house.ts';
import { organisation } from '#modules/organisation/module.ts';
import { recognition } from '#modules/recognition/module.ts';
import { registry } from '#modules/registry/module.ts';
import { openWorld, type World } from '#test/world.ts';
import { benefits } from './module.ts';
import { shipLayout } from './service/bank.ts';

let world: World;
let today = '2026-12-20';
let maker: Actor; let reviewer: Actor; let leader: Actor; let finance: Actor;
let layout = '';
const someone = (role: string, id: string): Actor => ({ ...world.person(role, 'county', ['registry', 'benefits']), id, name: id });
before(async () => {
  world = await openWorld([organisation, registry, recognition, benefits], { clock: () => new Date(`${today}T02:00:00Z`) });
  [maker, reviewer, leader, finance] = [someone('countyClerk', 'maker'), someone('countyClerk', 'reviewer'), someone('leader', 'leader'), someone('finance', 'finance')];
  const { owner } = world.house.database;
  await world.act(maker, shipLayout);
  layout = (await world.call(maker, 'benefits.bankLayouts.list', {})).rows[0].id;
  await sql`insert into house.setting (county_code, key, value) values ('999001', 'benefits.terms', '{"opened":"2026-12"}'::jsonb)`.execute(owner);
  const notice = randomUUID();
  await sql`insert into benefits.notice (county_code, id, division_code, title, reach, document, published_on, effective_on, state) values ('999001', ${notice}, '999001000000', '测试通知', 'county', '测试〔2025〕1号', '2025-08-10', '2025-08-01', 'draft')`.execute(owner);
  await sql`insert into benefits.standard (county_code, id, division_code, notice_id, kind, category, amount, period, verification) values ('999001', gen_random_uuid(), '999001000000', ${notice}, 'full', 'combat', 1090800, 'year', 'published')`.execute(owner);
  await sql`update benefits.notice set state = 'inForce', in_force = true, approved_by = '测试', approved_by_id = 'x', approved_on = published_on where county_code = '999001' and id = ${notice}`.execute(owner);
});
after(() => world.close());

let serial = 0;
/** A combat veteran who draws from a month on, with an account unless told otherwise. */
async function entitled(startedOn: string, account = true): Promise<string> {
  const first17 = `99900119600101${String(serial += 1).padStart(3, '0')}`;
  const id = randomUUID();
  await world.call(maker, 'registry.persons.create', { id, draft: { name: `测试${serial}`, citizenId: first17 + checkDigit(first17), roles: ['combat'], ...(account ? { bankAccount: `62284800000000${String(1000 + serial)}`, bankName: '测试银行' } : {}) } });
  await world.call(maker, 'benefits.recipients.create', { id: randomUUID(), draft: { personId: id, category: 'combat', state: 'receiving', startedOn } });
  return id;
}
async function open(number: string, month: string): Promise<string> {
  const id = randomUUID();
  await world.call(maker, 'benefits.runs.create', { id, draft: { number, title: `批次${number}`, programmes: ['combat'], firstMonth: month, lastMonth: month } });
  return id;
}
const versionOf = async (id: string): Promise<number> => (await world.call(maker, 'benefits.runs.get', { id })).version;
const act = async (actor: Actor, id: string, name: string, extra: Record<string, unknown> = {}) => world.call(actor, 'benefits.runCourse.act', { id, step: randomUUID(), version: await versionOf(id), act: name, ...extra });
const signed = async (id: string) => { await act(reviewer, id, 'review'); await act(leader, id, 'approve'); await act(finance, id, 'check'); };
const fileOf = async (id: string) => world.call(maker, 'benefits.runCourse.file', { id, step: randomUUID(), version: await versionOf(id), layoutId: layout });
const readReturns = (id: string, rows: string[]) => world.call(maker, 'benefits.runCourse.returns', { id, step: randomUUID(), on: today, content: Buffer.from(['付款编号,处理结果,失败原因', ...rows].join('\r\n')).toString('base64') });
const waiting = (actor: Actor, id: string) => world.call(actor, 'benefits.runCourse.waiting', { id });

test('送银行之前就看得到哪些会结转：没有账号的、变更未核对的；几笔一起核对，自己改的不算；别的批次的回盘文件不收', async () => {
  const [first, second] = [await entitled('2026-12'), await entitled('2026-12')];
  const december = await open('2026-12-41', '2026-12');
  await act(maker, december, 'compute');
  await signed(december);
  assert.deepEqual([(await fileOf(december)).lines, (await act(maker, december, 'close', { on: today })).state], [2, 'closed']);
  today = '2027-01-20';
  const without = await entitled('2027-01', false);
  for (const [id, by, account] of [[first, maker, '6228480000000008881'], [second, reviewer, '6228480000000008882']] as const) {
    const { version } = await world.call(by, 'registry.persons.get', { id });
    await world.call(by, 'registry.persons.update', { id, version, change: { bankAccount: account } });
  }
  await world.call(reviewer, 'benefits.recipients.create', { id: randomUUID(), draft: { personId: first, category: 'ill_returned', state: 'accepted' } }); // another hand, no account: who changed the account is still who changed it
  const january = await open('2027-01-41', '2027-01');
  assert.deepEqual(await waiting(maker, january), { noAccount: 0, unchecked: 0, fen: '0' });
  await act(maker, january, 'compute');
  assert.deepEqual(await waiting(leader, january), { noAccount: 1, unchecked: 2, fen: String(3 * 90900) });
  const listed = (why: string) => world.call(maker, 'benefits.runCourse.waitingLines', { id: january, why, page: 1, size: 20 });
  assert.deepEqual((await listed('noAccount')).rows.map((row: any) => [row.personId, row.account]), [[without, '']]);
  const changed = (await listed('unchecked')).rows;
  const told = (row: any) => [row.personId, row.before, row.account, row.changedBy, row.own];
  assert.deepEqual([first, second].map((id) => told(changed.find((row: any) => row.personId === id))), [[first, '1001', '8881', 'maker', true], [second, '1002', '8882', 'reviewer', false]]);
  const ids = changed.map((row: any) => row.id);
  await assert.rejects(world.call(leader, 'benefits.runCourse.checkAccounts', { ids }), (error: Refusal) => error.status === 403);
  const done = await world.call(maker, 'benefits.runCourse.checkAccounts', { ids });
  assert.deepEqual([done.checked, done.refused.map((one: any) => [one.id, one.words])], [1, [[changed.find((row: any) => row.personId === first).id, '账号由您修改，须由另一人核对']]]);
  assert.deepEqual(await waiting(maker, january), { noAccount: 1, unchecked: 1, fen: String(2 * 90900) });
  await signed(january);
  const file = await fileOf(january);
  assert.deepEqual([file.lines, file.carried], [1, 2]);
  assert.deepEqual(await waiting(maker, january), { noAccount: 0, unchecked: 0, fen: '0' });
  await assert.rejects(readReturns(january, ['2026-12-41-000001,成功,', '2026-12-41-000002,失败,']), /2 个付款编号都不在本批次/);
  const reference = (await world.call(maker, 'benefits.lines.list', { filters: { runId: [january], outcome: ['pending'] } })).rows[0].id;
  await assert.rejects(readReturns(january, [`${(await world.call(maker, 'benefits.lines.get', { id: reference })).reference},处理中,`]), /1 行都看不出成功还是失败/);
  await assert.rejects(readReturns(january, []), /只有列名/);
  assert.equal((await world.call(maker, 'benefits.runCourse.look', { id: january })).steps.some((step: any) => step.act === 'returns'), false);
});
