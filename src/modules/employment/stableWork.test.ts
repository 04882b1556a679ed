import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import type { Actor } from '#base/server/house.ts';
import { organisation } from '#modules/organisation/module.ts';
import { registry } from '#modules/registry/module.ts';
import { openWorld, type World } from '#test/world.ts';
import { employment } from './module.ts';

let world: World;
let me: Actor;
before(async () => {
  world = await openWorld([organisation, registry, employment], { clock: () => new Date('2024-06-30T02:00:00Z') });
  me = world.person('townshipClerk', 'east');
});
after(() => world.close());

const TWO_YEARS = { startedOn: '2023-03-01', contractKind: 'fixed', contractFrom: '2023-03-01', contractUntil: '2025-02-28', insured: true, source: 'own', employerName: '甲公司' };

/** Whether a spell of somebody new adds one to the figure of 2023. */
async function counts(more: object): Promise<boolean> {
  const personId = (await world.register({ at: 'east' })).id as string;
  await world.call(me, 'employment.spells.create', { id: randomUUID(), draft: { ...TWO_YEARS, personId, ...more } });
  const { total } = await world.call(me, 'employment.spells.list', { figure: 'employment.stableWork', period: '2023', filters: { personId: [personId] } });
  return total === 1;
}

const CASES: [title: string, spell: object, counted: boolean][] = [
  ['固定期限整一年（2023-03-01 至 2024-02-29），计', { contractUntil: '2024-02-29' }, true],
  ['差一天满一年（至 2024-02-28），不计', { contractUntil: '2024-02-28' }, false],
  ['无固定期限合同，计', { contractKind: 'open', contractUntil: null }, true],
  ['劳务合同，不计', { contractKind: 'service' }, false],
  ['未签合同，不计', { contractKind: 'none', contractFrom: null, contractUntil: null }, false],
  ['没有参加社会保险，不计', { insured: false }, false],
  ['核查日 2023-12-31 当天离职，不计', { endedOn: '2023-12-31', endReason: '辞职' }, false],
  ['核查日次日离职，计', { endedOn: '2024-01-01', endReason: '辞职' }, true],
  ['入职不在期内（2022-12-31），不计', { startedOn: '2022-12-31' }, false],
  ['合同在核查日之后才开始，不计', { startedOn: '2023-12-20', contractFrom: '2024-01-01', contractUntil: '2025-12-31' }, false],
];
for (const [title, spell, counted] of CASES) test(`稳定就业：${title}`, async () => assert.equal(await counts(spell), counted));

test('稳定就业按人计：同一人两段都符合只计一人', async () => {
  const personId = (await world.register({ at: 'east' })).id as string;
  for (const startedOn of ['2023-03-01', '2023-08-01']) await world.call(me, 'employment.spells.create', { id: randomUUID(), draft: { ...TWO_YEARS, personId, startedOn } });
  const { rows } = await world.call(me, 'employment.spells.list', { figure: 'employment.stableWork', period: '2023', filters: { personId: [personId] } });
  assert.equal(rows.length, 2);
  assert.equal(new Set(rows.map((row: { personId: string }) => row.personId)).size, 1);
});

test('就业经历：离职不早于入职，合同起止不颠倒，同一人同一天不重复', async () => {
  const personId = (await world.register({ at: 'east' })).id as string;
  const create = (more: object) => world.call(me, 'employment.spells.create', { id: randomUUID(), draft: { ...TWO_YEARS, personId, ...more } });
  await assert.rejects(create({ endedOn: '2023-02-28' }), /不能早于入职日期/);
  await assert.rejects(create({ contractUntil: '2023-02-28' }), /不能早于合同期起/);
  await create({});
  await assert.rejects(create({}), /不能重复登记/);
});
