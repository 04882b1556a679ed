import { randomUUID } from 'node:crypto';
import { after, before } from 'node:test';
import type { Values } from '#base/pure/record.ts';
import type { Actor } from '#base/server/house.ts';
import { organisation } from '#modules/organisation/module.ts';
import { recognition } from '#modules/recognition/module.ts';
import { registry } from '#modules/registry/module.ts';
import { openWorld, type World } from '#test/world.ts';
import { benefits } from './module.ts';
import { shipLayout } from './service/bank.ts';

/** A county in which sums that are approved one by one are paid by four persons; the day is whatever a test sets. */
export const clock = { today: '2025-05-20' };
export let world: World;
export let maker: Actor; export let reviewer: Actor; export let leader: Actor; export let finance: Actor;
/** What a fixture built on this one has to be there before its first test. */
export const opening: (() => Promise<unknown>)[] = [];
before(async () => {
  world = await openWorld([organisation, registry, recognition, benefits], { clock: () => new Date(`${clock.today}T02:00:00Z`) });
  const someone = (role: string, id: string): Actor => ({ ...world.person(role, 'county', ['registry', 'benefits']), id, name: id });
  [maker, reviewer, leader, finance] = [someone('countyClerk', 'maker'), someone('countyClerk', 'reviewer'), someone('leader', 'leader'), someone('finance', 'finance')];
  await world.act(maker, shipLayout);
  for (const work of opening) await work();
});
after(() => world.close());

let serial = 0;
export async function compute(programmes: readonly string[], month: string): Promise<string> {
  const id = randomUUID();
  await world.call(maker, 'benefits.runs.create', { id, draft: { number: `${month}-${String((serial += 1)).padStart(2, '0')}`, title: `批次${serial}`, programmes, firstMonth: month, lastMonth: month } });
  await runAct(maker, id, 'compute');
  return id;
}
export async function runAct(by: Actor, id: string, name: string, more: Values = {}): Promise<any> {
  const { version } = await world.call(by, 'benefits.runs.get', { id });
  return world.call(by, 'benefits.runCourse.act', { id, step: randomUUID(), version, act: name, ...more });
}
export async function pay(id: string): Promise<any> {
  await runAct(reviewer, id, 'review'); await runAct(leader, id, 'approve'); await runAct(finance, id, 'check');
  const { version } = await world.call(maker, 'benefits.runs.get', { id });
  const layouts = await world.call(maker, 'benefits.bankLayouts.list', {});
  const file = await world.call(maker, 'benefits.runCourse.file', { id, step: randomUUID(), version, layoutId: layouts.rows[0].id });
  await runAct(maker, id, 'close', { on: clock.today });
  return file;
}
export const linesOf = async (id: string): Promise<any[]> => (await world.call(maker, 'benefits.lines.list', { filters: { runId: [id] }, size: 500 })).rows;
export const differencesOf = async (id: string, kind: string): Promise<string[]> => (await world.call(leader, 'benefits.runCourse.differences', { id, kind, page: 1, size: 100 })).rows.map((one: any) => one.words);
/** Every difference of a run with its kind. */
export const allDifferences = async (id: string): Promise<any[]> => (await Promise.all(['new', 'stopped', 'changed', 'unknown', 'owing'].map(async (kind) => (await world.call(leader, 'benefits.runCourse.differences', { id, kind, page: 1, size: 200 })).rows.map((one: any) => ({ ...one, kind }))))).flat();
export const voided = (id: string) => runAct(maker, id, 'void', { opinion: '测试完毕' });
/** Puts terms of the county in force by the second person. */
export async function putInForce(kind: 'grant' | 'conscript', id: string): Promise<void> {
  const { version } = await world.call(leader, 'benefits.countyTerms.look', { kind, id });
  await world.call(leader, 'benefits.countyTerms.confirm', { kind, id, version });
}
