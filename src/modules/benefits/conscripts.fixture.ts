import { randomUUID } from 'node:crypto';
import type { Values } from '#base/pure/record.ts';
import type { Actor } from '#base/server/house.ts';
import { inventCitizenId } from '#test/world.ts';
import { clock, compute as computeOf, maker, world } from './sums.fixture.ts';

clock.today = '2020-07-20';

export const create = (ledger: string, draft: Values, by = maker): Promise<any> => world.call(by, `${ledger}.create`, { id: randomUUID(), draft });
export const update = async (ledger: string, id: string, change: Values): Promise<any> => world.call(maker, `${ledger}.update`, { id, version: (await world.call(maker, `${ledger}.get`, { id })).version, change });
export const course = (name: string, input: Values, by = maker): Promise<any> => world.call(by, `benefits.conscriptCourse.${name}`, input);
export const soldier = async (more: Values = {}): Promise<string> => (await world.register({ citizenId: inventCitizenId('2000-05-06'), state: 'serving', roles: ['serving'], enlistedOn: '2019-09', dischargedOn: null, settlement: null, education: '60', ...more })).id;
export const home = (personId: string, more: Values = {}): Promise<any> => create('benefits.conscriptHomes', { personId, approvedHere: true, region: 'ordinary', payeeRelation: 'parent', payeeName: '家长', payeeCitizenId: inventCitizenId('1970-02-03'), bankAccount: '6228480000000004001', bankName: '测试银行', ...more });
export const yearsOf = async (personId: string): Promise<any[]> => (await world.call(maker, 'benefits.conscriptYears.list', { filters: { personId: [personId] }, sort: 'year' })).rows;
export const seen = async (year: number, by: Actor) => (({ others }) => ({ count: others.count, fen: others.fen }))(await course('overview', { year }, by));
export const compute = (month: string): Promise<string> => computeOf(['conscript'], month);

/** 德安 2020 as a county would type it; not in force yet. */
export async function dean(year: number, verified: Values = { verification: 'unverified' }): Promise<string> {
  const { id } = await create('benefits.conscriptTerms', { title: `${year}年度义务兵家庭优待金`, year, base: '1480400', counting: 'calendarYear', payMonth: 8, ...verified });
  for (const [item, percent] of [['tibet', 300], ['xinjiang', 200], ['college', 10], ['bachelor', 20], ['third', 50], ['excellent', 20]]) await create('benefits.conscriptAdditions', { termsId: id, item, percent });
  return id;
}
