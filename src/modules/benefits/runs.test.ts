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
let today = '2026-03-20';
before(async () => {
  world = await openWorld([organisation, registry, recognition, benefits], { clock: () => new Date(`${today}T02:00:00Z`) });
  [maker, reviewer, leader, finance] = [someone('countyClerk', 'maker'), someone('countyClerk', 'reviewer'), someone('leader', 'leader'), someone('finance', 'finance')];
  await world.call(maker, 'benefits.loadStandards');
  await world.act(maker, shipLayout);
  await sql`insert into house.setting (county_code, key, value) values ('999001', 'benefits.terms', '{"opened":"2025-08"}'::jsonb)`.execute(world.house.database.owner);
});
after(() => world.close());

const someone = (role: string, id: string): Actor => ({ ...world.person(role, 'county', ['registry', 'benefits']), id, name: id });
let maker: Actor; let reviewer: Actor; let leader: Actor; let finance: Actor;

let serial = 0;
/** A person with one benefit approved, an account, and the payments that were made before the system. */
async function entitled({ category = 'disabled', grade = '07' as string | null, nature = '1' as string | null, startedOn = '2015-08', account = true, paid = [] as [string, string][], programme = 'disability', diedOn = undefined as string | undefined } = {}): Promise<string> {
  const first17 = `99900119600101${String(serial += 1).padStart(3, '0')}`;
  const id = randomUUID();
  await world.call(maker, 'registry.persons.create', { id, draft: { name: `测试${serial}`, citizenId: first17 + checkDigit(first17), roles: [category], ...(account ? { bankAccount: `62284800000000${String(1000 + serial)}`, bankName: '测试银行' } : {}), ...(diedOn ? { state: 'dead', diedOn } : {}) } });
  await world.call(maker, 'benefits.recipients.create', { id: randomUUID(), draft: { personId: id, category, grade, nature, state: 'receiving', startedOn } });
  for (const [month, amount] of paid) await world.call(finance, 'benefits.payments.create', { id: randomUUID(), draft: { personId: id, programme, month, amount, paidOn: `${month}-20` } });
  return id;
}
const months = (from: string, count: number) => Array.from({ length: count }, (_, index) => { const at = Number(from.slice(0, 4)) * 12 + Number(from.slice(5)) - 1 + index; return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`; });

async function open(number: string, programmes: string[], first: string, last = first): Promise<string> {
  const id = randomUUID();
  await world.call(maker, 'benefits.runs.create', { id, draft: { number, title: `批次${number}`, programmes, firstMonth: first, lastMonth: last } });
  return id;
}
async function act(actor: Actor, id: string, name: string, extra: Record<string, unknown> = {}): Promise<any> {
  const { version } = await world.call(actor, 'benefits.runs.get', { id });
  return world.call(actor, 'benefits.runCourse.act', { id, step: randomUUID(), version, act: name, ...extra });
}
async function toFile(id: string): Promise<any> {
  await act(maker, id, 'compute'); await act(reviewer, id, 'review'); await act(leader, id, 'approve'); await act(finance, id, 'check');
  const { version } = await world.call(maker, 'benefits.runs.get', { id });
  const layouts = await world.call(maker, 'benefits.bankLayouts.list', {});
  return world.call(maker, 'benefits.runCourse.file', { id, step: randomUUID(), version, layoutId: layouts.rows[0].id });
}
const linesOf = async (id: string): Promise<any[]> => (await world.call(maker, 'benefits.lines.list', { filters: { runId: [id] }, size: 500 })).rows;
const lineOf = async (id: string, personId: string): Promise<any> => (await linesOf(id)).find((line) => line.personId.id === personId || line.personId === personId);
/** A published row of a further notice, put in force by the product's own hand: how notices are made is tested beside them. */
async function publish(values: { category: string; grade?: number; nature?: string; variant?: string; amount: number; effectiveOn: string; publishedOn: string }): Promise<void> {
  const notice = randomUUID();
  await sql`insert into benefits.notice (county_code, id, division_code, title, reach, document, published_on, effective_on, state) values ('999001', ${notice}, '999001000000', ${`测试通知${notice}`}, 'county', '测试〔2026〕1号', ${values.publishedOn}, ${values.effectiveOn}, 'draft')`.execute(world.house.database.owner);
  await sql`insert into benefits.standard (county_code, id, division_code, notice_id, kind, category, variant, grade, nature, amount, period, verification)
    values ('999001', gen_random_uuid(), '999001000000', ${notice}, 'full', ${values.category}, ${values.variant ?? null}, ${values.grade ?? null}, ${values.nature ?? null}, ${values.amount * 100}, 'year', 'published')`.execute(world.house.database.owner);
  await sql`update benefits.notice set state = 'inForce', in_force = true, approved_by = '测试', approved_by_id = 'x', approved_on = published_on where county_code = '999001' and id = ${notice}`.execute(world.house.database.owner);
}

test('T1 七级因战：2026年2月公布、2025年8月起执行的通知，3月随当月3355元补发7个月×98元＝686元；四人四环节，一人不能兼任', async () => {
  const person = await entitled({ paid: months('2025-08', 7).map((month): [string, string] => [month, '325700']) });
  await publish({ category: 'disabled', grade: 7, nature: 'war', amount: 40260, effectiveOn: '2025-08-01', publishedOn: '2026-02-10' });
  const id = await open('2026-03-01', ['disability'], '2026-03');
  await act(maker, id, 'compute');
  const line = await lineOf(id, person);
  assert.deepEqual([line.regular, line.arrears, line.recovered, line.amount], ['335500', '68600', '0', '404100']);
  assert.match(line.cause ?? (await world.call(maker, 'benefits.lines.get', { id: line.id })).cause, /标准调整补差 2025年8月至2026年2月（7个月）×98.00元＝686.00元/);
  const everything: Actor = { ...maker, permissions: new Set([...finance.permissions, ...leader.permissions, ...maker.permissions]) };
  await assert.rejects(act(everything, id, 'review'), /须由不同的人/);
  await assert.rejects(act(maker, id, 'approve'), (error: Refusal) => error.status === 409);
  await act(reviewer, id, 'review');
  await assert.rejects(act({ ...everything, id: 'reviewer' }, id, 'approve'), /须由不同的人/);
  await act(leader, id, 'approve');
  await assert.rejects(act({ ...everything, id: 'leader' }, id, 'check'), /须由不同的人/);
  await act(finance, id, 'check');
  const { version } = await world.call(maker, 'benefits.runs.get', { id });
  const layouts = await world.call(maker, 'benefits.bankLayouts.list', {});
  const file = await world.call(maker, 'benefits.runCourse.file', { id, step: randomUUID(), version, layoutId: layouts.rows[0].id });
  assert.deepEqual([file.lines, file.total, file.carried], [1, '404100', 0]);
  await act(maker, id, 'close', { on: today });
  const view = await world.call(leader, 'benefits.runCourse.look', { id });
  assert.deepEqual([view.state, view.total, view.sums.filter((sum: any) => sum.by === 'outcome').map((sum: any) => [sum.key, sum.fen])], ['closed', '404100', [['paid', '404100']]]);
  const again = await open('2026-03-02', ['disability'], '2026-03');
  await act(maker, again, 'compute');
  assert.deepEqual(await linesOf(again), []);
  await act(maker, again, 'void', { opinion: '没有可发的' });
  assert.deepEqual(await world.call(maker, 'benefits.runCourse.recompute', { id }), { lines: 1, differing: [] });
});

const closeAll = async (id: string) => act(maker, id, 'close', { on: today });
const outcomes = async (id: string) => Object.fromEntries((await world.call(leader, 'benefits.runCourse.look', { id })).sums.filter((sum: any) => sum.by === 'outcome').map((sum: any) => [sum.key, sum.fen]));
const differencesOf = async (id: string, kind: string): Promise<any[]> => (await world.call(leader, 'benefits.runCourse.differences', { id, kind, page: 1, size: 100 })).rows;

test('去世迟报：1月去世3月才知道，已发的2、3月进入待追回，不再发；另按6个月发丧葬补助21558元；退款登记后不再追', async () => {
  today = '2026-03-20';
  await publish({ category: 'survivor', variant: '烈士遗属', amount: 43116, effectiveOn: '2025-08-01', publishedOn: '2025-08-20' });
  const person = await entitled({ category: 'kin_martyr', grade: null, nature: null, programme: 'survivor', paid: months('2025-08', 7).map((month): [string, string] => [month, '359300']) });
  const march = await open('2026-03-11', ['survivor'], '2026-03');
  await toFile(march);
  await closeAll(march);
  assert.deepEqual(await outcomes(march), { paid: '359300' });
  today = '2026-04-20';
  const { version } = await world.call(maker, 'registry.persons.get', { id: person });
  await world.call(maker, 'registry.persons.update', { id: person, version, change: { state: 'dead', diedOn: '2026-01-15' } });
  const april = await open('2026-04-11', ['survivor', 'funeral'], '2026-04');
  await act(maker, april, 'compute');
  const lines = await linesOf(april);
  assert.deepEqual(lines.map((line) => [line.programme, line.arrears, line.amount]), [['funeral', '2155800', '2155800']]);
  assert.deepEqual((await differencesOf(april, 'owing')).map((one) => [one.programme, one.words]), [['survivor', '2026年1月去世，次月起停发；多发待追回']]);
  await act(reviewer, april, 'sendBack', { opinion: '退款已到，登记后重算' });
  await world.call(finance, 'benefits.repayments.create', { id: randomUUID(), draft: { personId: person, programme: 'survivor', amount: '718600', receivedOn: '2026-04-18', document: '缴款书1号' } });
  await act(maker, april, 'compute');
  assert.deepEqual((await differencesOf(april, 'owing')).map((one) => one.programme), []);
  assert.deepEqual((await linesOf(april)).map((line) => line.amount), ['2155800']);
  await act(maker, april, 'void', { opinion: '测试完毕' });
});
