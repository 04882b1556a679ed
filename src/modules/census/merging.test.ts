import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { duplicates } from '#modules/duplicates/module.ts';
import { employment } from '#modules/employment/module.ts';
import { organisation } from '#modules/organisation/module.ts';
import { registry } from '#modules/registry/module.ts';
import { openWorld, type World } from '#test/world.ts';
import { census } from './module.ts';
import type { Sheet } from './schema/answers.ts';

let world: World;
before(async () => { world = await openWorld([organisation, registry, employment, duplicates, census]); });
after(() => world.close());

const county = () => world.person('countyClerk', 'county', ['registry', 'employment']);
const village = () => world.person('villageClerk', 'eastHill');
let serial = 0;

/** A census of the mobile number, the landline and one question of its own, with everybody registered so far listed. */
async function frozen(): Promise<string> {
  const id = randomUUID();
  await world.call(county(), 'census.campaigns.create', { id, draft: { title: `合并普查${++serial}`, fromOn: '2026-11-01', untilOn: '2026-12-31' } });
  for (const [position, question] of [{ binding: 'registry.person.mobile' }, { binding: 'registry.person.phone' }, { label: '愿意参加宣讲', kind: 'yesNo' }].entries()) await world.call(county(), 'census.questions.create', { id: randomUUID(), draft: { campaignId: id, position: position + 1, ...question } });
  await world.call(county(), 'census.freeze', { id });
  return id;
}

type Said = 'waiting' | 'unreachable' | 'answered' | 'first' | 'rest';

/** Says of one listed person: nothing, 问不到, all questions, the first question alone, or all but the first. */
async function say(campaign: string, personId: string, said: Said): Promise<void> {
  if (said === 'waiting') return;
  const entry = ((await world.call(village(), 'census.sheet', { id: campaign })) as Sheet).entries.find((one) => one.personId === personId)!;
  const [first, ...rest] = entry.cells.map(({ questionId, stamp }, at) => (at === 0 ? { questionId, stamp, outcome: 'changed', value: `1990000${String(++serial).padStart(4, '0')}` } : { questionId, stamp, outcome: 'same' }));
  const answers = said === 'unreachable' ? [] : said === 'first' ? [first] : said === 'rest' ? rest : [first, ...rest];
  await world.call(village(), 'census.answer', { id: entry.id, answers, way: 'home', ...(said === 'unreachable' ? { unreachable: { reason: 'away', note: '在外务工' } } : {}) });
}

/** Everything of two persons in the census, versions and times of change aside. */
const standing = async (ids: string[]) => JSON.stringify((await sql<{ rows: unknown }>`select jsonb_build_object(
  'entries', (select jsonb_agg(to_jsonb(e) - 'version' - 'updated_at' order by e.id) from census.entry e where e.person_id = any(${ids}::uuid[])),
  'answers', (select jsonb_agg(to_jsonb(a) - 'version' - 'updated_at' order by a.id) from census.answer a where a.person_id = any(${ids}::uuid[])),
  'persons', (select jsonb_agg(to_jsonb(p) - 'version' - 'updated_at' order by p.id) from registry.person p where p.id = any(${ids}::uuid[]))) as rows`.execute(world.house.database.owner)).rows[0]!.rows, undefined, 1);

/** Two files of one person in one census, merged and parted again; gives what stood while they were one. */
async function mergedAndParted(kept: Said, gone: Said): Promise<{ state: string; way: string | null; outcomes: string[]; same: boolean; leftovers: number; listed: number }> {
  const name = `合并人${++serial}`;
  const [left, right] = [await world.register({ name, at: 'eastHill', mobile: '19911110001' }), await world.register({ name, at: 'eastHill', mobile: '19911110002' })];
  const campaign = await frozen();
  await say(campaign, left.id, kept);
  await say(campaign, right.id, gone);
  const ids = [left.id, right.id];
  const [before, versions] = [await standing(ids), await Promise.all(ids.map(async (id) => (await world.call(county(), 'registry.persons.get', { id })).version as number))];
  const total = async () => (await world.call(county(), 'census.progress', { id: campaign })).whole.listed as number;
  const listedBefore = await total();
  const id = randomUUID();
  await world.call(county(), 'duplicates.merge', { id, keptId: left.id, goneId: right.id, keptVersion: versions[0], goneVersion: versions[1], take: [], reason: '同一人两档' });
  const { rows: entries } = await sql<{ id: string; person_id: string; state: string; way: string | null }>`select id, person_id, state, way from census.entry where campaign_id = ${campaign} and person_id = any(${ids}::uuid[])`.execute(world.house.database.owner);
  assert.deepEqual(entries.map((one) => one.person_id), [left.id], '一次普查里只留一条');
  const { rows: answers } = await sql<{ outcome: string; entry_id: string; person_id: string }>`select outcome, entry_id, person_id from census.answer a join census.question q on q.id = a.question_id where a.campaign_id = ${campaign} and person_id = any(${ids}::uuid[]) order by q.position`.execute(world.house.database.owner);
  assert.ok(answers.every((one) => one.entry_id === entries[0]!.id && one.person_id === left.id), '回答都在留下的这一条上');
  const listed = listedBefore - (await total());
  const undone = await world.call(county(), 'duplicates.undo', { id, reason: '不是同一人' });
  return { state: entries[0]!.state, way: entries[0]!.way, outcomes: answers.map((one) => one.outcome), same: before === (await standing(ids)), leftovers: undone.leftovers.length, listed };
}

const CASES: [string, Said, Said, string, string[]][] = [
  ['两份都没问：留一条未问', 'waiting', 'waiting', 'waiting', []],
  ['保留的没问、并入的问过：留问过的', 'waiting', 'answered', 'answered', ['changed', 'same', 'same']],
  ['保留的问过、并入的没问：不变', 'answered', 'waiting', 'answered', ['changed', 'same', 'same']],
  ['保留的问不到、并入的问过：问到的算数', 'unreachable', 'answered', 'answered', ['changed', 'same', 'same']],
  ['保留的问过、并入的问不到：问到的算数', 'answered', 'unreachable', 'answered', ['changed', 'same', 'same']],
  ['保留的没问、并入的问不到：记问不到', 'waiting', 'unreachable', 'unreachable', ['unreachable', 'unreachable', 'unreachable']],
  ['两份都问过：以保留的为准', 'answered', 'answered', 'answered', ['changed', 'same', 'same']],
  ['各问了一部分，合起来问全：算问过', 'first', 'rest', 'answered', ['changed', 'same', 'same']],
  ['保留的问不到、并入的只问了一题：那一题算数', 'unreachable', 'first', 'unreachable', ['changed', 'unreachable', 'unreachable']],
];

for (const [title, kept, gone, state, outcomes] of CASES) {
  test(`同一次普查里的两份档案合并再撤销：${title}；撤销后一切照旧`, async () => {
    const found = await mergedAndParted(kept, gone);
    assert.deepEqual([found.state, found.outcomes, found.listed], [state, outcomes, 1]);
    assert.deepEqual([found.same, found.leftovers], [true, 0]);
    assert.equal(found.way !== null, state !== 'waiting');
  });
}

test('合并期间在留下的一条上继续问：撤销后两条都在，合并后问的留在保留的那份，不丢', async () => {
  const [left, right] = [await world.register({ name: '续问人', at: 'eastHill', mobile: '19911110003' }), await world.register({ name: '续问人', at: 'eastHill', mobile: '19911110004' })];
  const campaign = await frozen();
  const id = randomUUID();
  await world.call(county(), 'duplicates.merge', { id, keptId: left.id, goneId: right.id, keptVersion: left.version, goneVersion: right.version, take: [], reason: '同一人两档' });
  await say(campaign, left.id, 'answered');
  await world.call(county(), 'duplicates.undo', { id, reason: '不是同一人' });
  const entries = ((await world.call(village(), 'census.sheet', { id: campaign })) as Sheet).entries.filter((one) => one.name === '续问人');
  assert.deepEqual(entries.map((one) => [one.personId === left.id ? '保留' : '并入', one.state]).toSorted(), [['保留', 'answered'], ['并入', 'waiting']].toSorted());
});
