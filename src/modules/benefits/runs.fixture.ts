import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before } from 'node:test';
import { sql } from 'kysely';
import { checkDigit } from '#base/pure/citizenId.ts';
import type { Actor } from '#base/server/house.ts';
import { organisation } from '#modules/organisation/module.ts';
import { recognition } from '#modules/recognition/module.ts';
import { registry } from '#modules/registry/module.ts';
import { openWorld, type World } from '#test/world.ts';
import { benefits } from './module.ts';
import { shipLayout } from './service/bank.ts';

/** A county with its standards in which runs are paid by four persons; the day is whatever a test sets. */
export const clock = { today: '2026-03-20' };
export let world: World;
before(async () => {
  world = await openWorld([organisation, registry, recognition, benefits], { clock: () => new Date(`${clock.today}T02:00:00Z`) });
  [maker, reviewer, leader, finance] = [someone('countyClerk', 'maker'), someone('countyClerk', 'reviewer'), someone('leader', 'leader'), someone('finance', 'finance')];
  await world.call(maker, 'benefits.loadStandards');
  await world.act(maker, shipLayout);
  await sql`insert into house.setting (county_code, key, value) values ('999001', 'benefits.terms', '{"opened":"2025-08"}'::jsonb)`.execute(world.house.database.owner);
});
after(() => world.close());

const someone = (role: string, id: string): Actor => ({ ...world.person(role, 'county', ['registry', 'benefits']), id, name: id });
export let maker: Actor; export let reviewer: Actor; export let leader: Actor; export let finance: Actor;

let serial = 0;
/** A person with one benefit approved, an account, and the payments that were made before the system. */
export async function entitled({ category = 'disabled', grade = '07' as string | null, nature = '1' as string | null, startedOn = '2015-08', account = true, paid = [] as [string, string][], programme = 'disability', diedOn = undefined as string | undefined } = {}): Promise<string> {
  const first17 = `99900119600101${String(serial += 1).padStart(3, '0')}`;
  const id = randomUUID();
  await world.call(maker, 'registry.persons.create', { id, draft: { name: `测试${serial}`, citizenId: first17 + checkDigit(first17), roles: [category], ...(account ? { bankAccount: `62284800000000${String(1000 + serial)}`, bankName: '测试银行' } : {}), ...(diedOn ? { state: 'dead', diedOn } : {}) } });
  await world.call(maker, 'benefits.recipients.create', { id: randomUUID(), draft: { personId: id, category, grade, nature, state: 'receiving', startedOn } });
  for (const [month, amount] of paid) await world.call(finance, 'benefits.payments.create', { id: randomUUID(), draft: { personId: id, programme, month, amount, paidOn: `${month}-20` } });
  return id;
}
export const months = (from: string, count: number) => Array.from({ length: count }, (_, index) => { const at = Number(from.slice(0, 4)) * 12 + Number(from.slice(5)) - 1 + index; return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`; });

export async function open(number: string, programmes: string[], first: string, last = first): Promise<string> {
  const id = randomUUID();
  await world.call(maker, 'benefits.runs.create', { id, draft: { number, title: `批次${number}`, programmes, firstMonth: first, lastMonth: last } });
  return id;
}
export async function act(actor: Actor, id: string, name: string, extra: Record<string, unknown> = {}): Promise<any> {
  const { version } = await world.call(actor, 'benefits.runs.get', { id });
  const done = await world.call(actor, 'benefits.runCourse.act', { id, step: randomUUID(), version, act: name, ...extra });
  if (name === 'compute') assert.deepEqual((await world.call(maker, 'benefits.runCourse.recompute', { id })).differing, [], 'a frozen run gives the same fen again');
  return done;
}
export async function toFile(id: string): Promise<any> {
  await act(maker, id, 'compute'); await act(reviewer, id, 'review'); await act(leader, id, 'approve'); await act(finance, id, 'check');
  const { version } = await world.call(maker, 'benefits.runs.get', { id });
  const layouts = await world.call(maker, 'benefits.bankLayouts.list', {});
  return world.call(maker, 'benefits.runCourse.file', { id, step: randomUUID(), version, layoutId: layouts.rows[0].id });
}
export const linesOf = async (id: string): Promise<any[]> => (await world.call(maker, 'benefits.lines.list', { filters: { runId: [id] }, size: 500 })).rows;
export const lineOf = async (id: string, personId: string): Promise<any> => (await linesOf(id)).find((line) => line.personId.id === personId || line.personId === personId);
/** A published row of a further notice, put in force by the product's own hand: how notices are made is tested beside them. */
export async function publish(values: { category: string; grade?: number; nature?: string; variant?: string; amount: number; effectiveOn: string; publishedOn: string }): Promise<void> {
  const notice = randomUUID();
  await sql`insert into benefits.notice (county_code, id, division_code, title, reach, document, published_on, effective_on, state) values ('999001', ${notice}, '999001000000', ${`测试通知${notice}`}, 'county', '测试〔2026〕1号', ${values.publishedOn}, ${values.effectiveOn}, 'draft')`.execute(world.house.database.owner);
  await sql`insert into benefits.standard (county_code, id, division_code, notice_id, kind, category, variant, grade, nature, amount, period, verification)
    values ('999001', gen_random_uuid(), '999001000000', ${notice}, 'full', ${values.category}, ${values.variant ?? null}, ${values.grade ?? null}, ${values.nature ?? null}, ${values.amount * 100}, 'year', 'published')`.execute(world.house.database.owner);
  await sql`update benefits.notice set state = 'inForce', in_force = true, approved_by = '测试', approved_by_id = 'x', approved_on = published_on where county_code = '999001' and id = ${notice}`.execute(world.house.database.owner);
}

export const closeAll = async (id: string) => act(maker, id, 'close', { on: clock.today });
export const outcomes = async (id: string) => Object.fromEntries((await world.call(leader, 'benefits.runCourse.look', { id })).sums.filter((sum: any) => sum.by === 'outcome').map((sum: any) => [sum.key, sum.fen]));
export const differencesOf = async (id: string, kind: string): Promise<any[]> => (await world.call(leader, 'benefits.runCourse.differences', { id, kind, page: 1, size: 100 })).rows;

export const OPENED = { opened: '2025-08' };
export const setting = (value: Record<string, unknown>) => sql`update house.setting set value = ${JSON.stringify(value)}::jsonb where county_code = '999001' and key = 'benefits.terms'`.execute(world.house.database.owner);
export const voided = (id: string) => act(maker, id, 'void', { opinion: '测试完毕' });
export const paying = (of: readonly string[], amount: string, other: Record<string, string> = {}) => of.map((month): [string, string] => [month, other[month] ?? amount]);
/** What the list of differences says of one person, by kind. */
export const said = async (id: string, person: string): Promise<string[]> => (await Promise.all(['new', 'stopped', 'changed', 'unknown', 'owing'].map(async (kind) => (await differencesOf(id, kind)).filter((one) => one.personId === person).map((one) => `${kind} ${one.words}`)))).flat();
export const repay = (personId: string, programme: string, amount: string, receivedOn: string, fromMonth: string, toMonth = fromMonth) => world.call(finance, 'benefits.repayments.create', { id: randomUUID(), draft: { personId, programme, amount, receivedOn, fromMonth, toMonth, document: `缴款书${randomUUID()}` } });
export const die = async (id: string, diedOn: string) => world.call(maker, 'registry.persons.update', { id, version: (await world.call(maker, 'registry.persons.get', { id })).version, change: { state: 'dead', diedOn } });
export const TENTH = { grade: '10', nature: '2' };
