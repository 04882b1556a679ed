import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Values } from '#base/pure/record.ts';
import type { Actor } from '#base/server/house.ts';
import { inventCitizenId } from '#test/world.ts';
import { maker, opening, world } from './sums.fixture.ts';

export const owner = () => world.house.database.owner;
opening.push(() => publish('income', 51_821, '2024-01-01', '2024-01-17'));

export async function publish(category: string, amount: number, effectiveOn: string, publishedOn: string, verification = 'published'): Promise<string> {
  const notice = randomUUID();
  await sql`insert into benefits.notice (county_code, id, division_code, title, reach, document, published_on, effective_on, state) values ('999001', ${notice}, '999001000000', ${`测试通知${notice}`}, 'nation', '国统公报', ${publishedOn}, ${effectiveOn}, 'draft')`.execute(owner());
  await sql`insert into benefits.standard (county_code, id, division_code, notice_id, kind, category, amount, period, verification) values ('999001', gen_random_uuid(), '999001000000', ${notice}, 'floor', ${category}, ${amount * 100}, 'year', ${verification})`.execute(owner());
  await sql`update benefits.notice set state = 'inForce', in_force = true, approved_by = '测试', approved_by_id = 'x', approved_on = published_on where id = ${notice}`.execute(owner());
  return notice;
}

export const person = async (draft: Values = {}): Promise<string> => (await world.register({ citizenId: inventCitizenId('1990-03-04'), ...draft })).id;
export const create = (ledger: string, draft: Values, by = maker): Promise<any> => world.call(by, `benefits.${ledger}.create`, { id: randomUUID(), draft });
export const update = async (ledger: string, id: string, change: Values, by = maker): Promise<any> => world.call(by, `benefits.${ledger}.update`, { id, version: (await world.call(by, `benefits.${ledger}.get`, { id })).version, change });
export const look = (id: string, by = maker): Promise<any> => world.call(by, 'benefits.oneOffCourse.look', { id });
export async function act(by: Actor, id: string, name: string, more: Values = {}): Promise<any> {
  const { version } = await world.call(by, 'benefits.oneOffs.get', { id });
  return world.call(by, `benefits.oneOffCourse.${name === 'approve' || name === 'sendBack' ? 'decide' : 'act'}`, { id, version, act: name, ...more });
}

/** A martyr who died on 2024-11-03 with a payment being drafted, and shares of it. */
export async function martyr(shares: readonly (readonly [relation: string, yuan: number, more?: Values])[], kind = 'martyrAward', more: Values = {}): Promise<string> {
  const soldier = await person({ state: 'dead', diedOn: '2024-11-03', enlistedOn: '2018-09', dischargedOn: null, settlement: null, roles: ['serving'] });
  const { id } = await create('oneOffs', { personId: soldier, kind, document: '烈评〔2025〕1号', ...more });
  for (const [at, [relation, yuan, own]] of shares.entries()) await create('oneOffShares', { oneOffId: id, relation, payeeName: `遗属${at}`, payeeCitizenId: inventCitizenId(`196${at}-05-06`), fen: String(Math.round(yuan * 100)), bankAccount: `622848000000000${String(1000 + at)}`, bankName: '测试银行', ...own });
  return id;
}
