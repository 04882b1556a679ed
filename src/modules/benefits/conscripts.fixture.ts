import { randomUUID } from 'node:crypto';
import type { Values } from '#base/pure/record.ts';
import type { Actor } from '#base/server/house.ts';
import { inventCitizenId } from '#test/world.ts';
import { clock, compute as computeOf, finance, leader, maker, putInForce, world } from './sums.fixture.ts';

clock.today = '2020-07-20';

export const create = (ledger: string, draft: Values, by = maker): Promise<any> => world.call(by, `${ledger}.create`, { id: randomUUID(), draft });
export const update = async (ledger: string, id: string, change: Values): Promise<any> => world.call(maker, `${ledger}.update`, { id, version: (await world.call(maker, `${ledger}.get`, { id })).version, change });
export const course = (name: string, input: Values, by = maker): Promise<any> => world.call(by, `benefits.conscriptCourse.${name}`, input);
export const soldier = async (more: Values = {}): Promise<string> => (await world.register({ citizenId: inventCitizenId('2000-05-06'), state: 'serving', roles: ['serving'], enlistedOn: '2019-09', dischargedOn: null, settlement: null, education: '60', ...more })).id;
export const home = (personId: string, more: Values = {}): Promise<any> => create('benefits.conscriptHomes', { personId, approvedHere: true, region: 'ordinary', payeeRelation: 'parent', payeeName: '家长', payeeCitizenId: inventCitizenId('1970-02-03'), bankAccount: '6228480000000004001', bankName: '测试银行', ...more });
export const yearsOf = async (personId: string): Promise<any[]> => (await world.call(maker, 'benefits.conscriptYears.list', { filters: { personId: [personId] }, sort: 'year' })).rows;
export const seen = async (year: number, by: Actor) => (({ others }) => ({ count: others.count, fen: others.fen }))(await course('overview', { year }, by));
export const compute = (month: string): Promise<string> => computeOf(['conscript'], month);

export const filed = async (name: string, born: string, account: string, more: Values = {}): Promise<string> => (await world.register({ name, citizenId: inventCitizenId(born), bankAccount: account, bankName: '测试银行', ...more })).id;
export const amend = async (id: string, change: Values, by = maker): Promise<any> => world.call(by, 'registry.persons.update', { id, version: (await world.call(maker, 'registry.persons.get', { id })).version, change });
export const repaid = (personId: string, amount: string, more: Values = {}): Promise<any> => create('benefits.repayments', { personId, programme: 'conscript', amount, receivedOn: clock.today, document: `缴款书${randomUUID()}`, ...more }, finance);
/** The year of a conscript that runs. */
export const yearOf = async (son: string, year: number): Promise<any> => (await yearsOf(son)).find((one) => one.year === year && one.state !== 'withdrawn');
export const step = async (son: string, year: number, by: Actor, name: string, more: Values = {}): Promise<any> => { const { id, version } = await yearOf(son, year); return course('act', { id, version, act: name, ...more }, by); };
export const approveAll = async (year: number, month: string, by = leader): Promise<any> => course('decide', { year, act: 'approve', month, ...(await seen(year, by)) }, by);
/** A year reckoned, submitted and approved. */
export const again = async (son: string, year: number, month: string, by = leader): Promise<void> => { await course('reckon', { year }); await step(son, year, maker, 'submit'); await approveAll(year, month, by); };
/** Verified terms of some years in force. */
export const ready = async (years: number[]): Promise<void> => { for (const year of years) { const id = await dean(year); await update('benefits.conscriptTerms', id, { verification: 'published', document: `德政${year}` }); await putInForce('conscript', id); } };
/** Whom a line is about. */
export const of = (line: any): string => line.personId.id ?? line.personId;

/** 德安 2020 as a county would type it; not in force yet. */
export async function dean(year: number, verified: Values = { verification: 'unverified' }): Promise<string> {
  const { id } = await create('benefits.conscriptTerms', { title: `${year}年度义务兵家庭优待金`, year, base: '1480400', counting: 'calendarYear', payMonth: 8, ...verified });
  for (const [item, percent] of [['tibet', 300], ['xinjiang', 200], ['college', 10], ['bachelor', 20], ['third', 50], ['excellent', 20]]) await create('benefits.conscriptAdditions', { termsId: id, item, percent });
  return id;
}
