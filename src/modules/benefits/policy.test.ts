import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import type { Values } from '#base/pure/record.ts';
import type { Actor } from '#base/server/house.ts';
import { organisation } from '#modules/organisation/module.ts';
import { recognition } from '#modules/recognition/module.ts';
import { registry } from '#modules/registry/module.ts';
import { inventCitizenId, openWorld, type World } from '#test/world.ts';
import { workAllProspects, workProspects } from './jobs.ts';
import { benefits } from './module.ts';
import { PERSONS } from './queries/policy.ts';
import { judge } from './service/policy.ts';

let world: World;
let clerk: Actor;
let township: Actor;
let now = new Date('2025-09-15T02:00:00Z');
const on = (day: string) => { now = new Date(`${day}T02:00:00Z`); };
before(async () => {
  world = await openWorld([organisation, registry, recognition, benefits], { clock: () => now });
  clerk = world.person('countyClerk', 'county', ['registry', 'benefits']);
  township = world.person('townshipClerk', 'east');
});
after(() => world.close());

const register = async (birthOn: string, more: Values = {}): Promise<string> => (await world.register({ citizenId: inventCitizenId(birthOn), ...more })).id;
const create = (ledger: string, draft: Values, by = clerk): Promise<any> => world.call(by, `${ledger}.create`, { id: randomUUID(), draft });
const entries = async (personId: string, by = clerk): Promise<any[]> => (await world.call(by, 'benefits.prospects.list', { filters: { personId: [personId] } })).rows;
const lists = async (personId: string) => Object.fromEntries((await entries(personId)).map((row) => [row.programme, row.list]));
const grant = (personId: string, category: string, more: Values = {}) => create('benefits.recipients', { personId, category, state: 'receiving', startedOn: '2015-08', ...more });
const update = async (operation: string, id: string, change: Values) => world.call(clerk, `${operation}.update`, { id, version: (await world.call(clerk, `${operation}.get`, { id })).version, change });
/** A rural veteran: enlisted 1986-11, discharged 1992-01, whose household is rural. */
const RURAL = { hukouKind: 'rural', rank: 'private', enlistedOn: '1986-11', dischargedOn: '1992-01' };

test('缺事实：农村籍满60周岁，没有养老保险情况；填上居民养老的同一步转到应享未享', async () => {
  const person = await register('1963-11-27', RURAL);
  const [missing] = await entries(person);
  assert.deepEqual([missing.programme, missing.list, missing.facts, missing.act, missing.basis], ['rural', 'missing', ['pension'], 'section', '《军人抚恤优待条例》第六十二条']);
  assert.match(missing.reason, /缺少养老保险情况/);
  await create('registry.livelihoods', { personId: person, pension: 'resident' }, township);
  const [owed] = await entries(person);
  assert.deepEqual([owed.list, owed.act, owed.kind, owed.facts ?? []], ['owed', 'recognise', 'rural60', []]);
  assert.match(owed.reason, /已满60周岁（61周岁）.*服役5年2个月，计6年/);
  assert.ok(!/1963/.test(owed.reason), 'the day of birth is not told');
});

test('有申请在办就不再列；身份认定了、还没有登记待遇，又列为应享未享，登记待遇后不再列', async () => {
  const person = await register('1963-11-27', RURAL);
  await create('registry.livelihoods', { personId: person, pension: 'resident' });
  assert.deepEqual(await lists(person), { rural: 'owed' });
  await create('recognition.cases', { personId: person, kind: 'rural60', appliedOn: '2025-09-15', applicant: 'self' });
  assert.deepEqual(await lists(person), {});
  await create('registry.roles', { personId: person, role: 'rural60', status: 'current', fromOn: '2025-09', basis: 'approval', document: '市批〔2025〕1号' });
  const [row] = await entries(person);
  assert.deepEqual([row.list, row.act, row.category], ['owed', 'grant', 'rural60']);
  await grant(person, 'rural60', { startedOn: '2025-09' });
  assert.deepEqual(await lists(person), {});
});
