import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Values } from '#base/pure/record.ts';
import { isContractProcedure } from '@orpc/contract';
import type { Actor } from '#base/server/house.ts';
import { care } from '#modules/care/module.ts';
import { Plaque, Visit } from '#modules/care/schema.ts';
import { employment } from '#modules/employment/module.ts';
import { JobFair, PublicPost, Vacancy } from '#modules/employment/schema/market.ts';
import { Intent, Spell, StartUp } from '#modules/employment/schema/person.ts';
import { memorial } from '#modules/memorial/module.ts';
import { Visit as Homage, Organisation } from '#modules/memorial/schema.ts';
import { organisation } from '#modules/organisation/module.ts';
import { LINES } from '#modules/organisation/roles.ts';
import { Meeting } from '#modules/organisation/schema/meeting.ts';
import { publicity } from '#modules/publicity/module.ts';
import { Lecture } from '#modules/publicity/schema.ts';
import { registry } from '#modules/registry/module.ts';
import { Person } from '#modules/registry/schema.ts';
import { relief } from '#modules/relief/module.ts';
import { HealthCheck, Payment, SanatoriumStay } from '#modules/relief/schema/help.ts';
import { ratings } from '#modules/ratings/module.ts';
import { Attendance, Session } from '#modules/training/schema.ts';
import { training } from '#modules/training/module.ts';
import { makeRow } from '#test/drafts.ts';
import { openWorld, type Place, PLACES, type World } from '#test/world.ts';
import { figures } from './module.ts';
import type { FigureValue, SeriesPoint, TownshipReading } from './schema.ts';

/** What each figure takes from the rows its list shows, said a second time: a field to add up, a field whose different values are counted, or (nothing) the rows. */
const TAKEN: Record<string, { sum: string } | { different: string[] }> = {
  'employment.publicPosts': { sum: 'headcount' }, 'employment.vacancies': { sum: 'headcount' }, 'memorial.visitors': { sum: 'headcount' },
  'publicity.lectureAudience': { sum: 'audience' }, 'relief.paidFen': { sum: 'amount' },
  'care.plaques': { different: ['householdId', 'personId'] }, 'relief.households': { different: ['countedHouseholdId', 'personId'] },
  'organisation.meetingQuarters': { different: ['quarter'] }, 'ratings.accepted': { different: ['unitId'] },
  'memorial.organisations': { different: ['organisationId'] }, 'memorial.schools': { different: ['organisationId'] },
  'employment.stableWork': { different: ['personId'] }, 'employment.startUps': { different: ['personId'] }, 'training.adaptiveTrainees': { different: ['personId'] },
  'relief.healthChecksSelfChosen': { different: ['personId'] }, 'relief.healthChecksEnterprise': { different: ['personId'] },
};

let world: World;
before(async () => {
  world = await openWorld([organisation, registry, care, employment, training, relief, ratings, memorial, publicity, figures]);
  for (const [place, count] of [['eastHill', 2], ['west', 3], ['westLake', 1]] as [Place, number][]) for (let at = 0; at < count; at++) await seed(place, at);
});
after(() => world.close());

async function seed(place: Place, at: number): Promise<void> {
  const day = `2023-0${at + 2}-10`;
  const person = await makeRow(world, Person, place, { roles: ['vet_self_employed', 'disabled'], state: 'registered' });
  const of = { personId: person.id };
  await makeRow(world, Visit, place, { ...of, visitedOn: day });
  await makeRow(world, Visit, place, { ...of, visitedOn: '2022-06-01' });
  await makeRow(world, Plaque, place, { ...of, hungOn: day });
  for (const amount of ['150000', '80050']) await makeRow(world, Payment, place, { ...of, amount, paidOn: day, form: 'cash', programme: `帮扶${amount}` });
  await makeRow(world, SanatoriumStay, place, { ...of, startedOn: day });
  await makeRow(world, HealthCheck, place, { ...of, checkedOn: day, category: 'selfChosen' });
  await makeRow(world, HealthCheck, place, { ...of, checkedOn: day.replace('-10', '-20'), category: 'enterprise' });
  const fair = await makeRow(world, JobFair, place, { heldOn: day, kind: 'veterans', state: 'held' });
  const vacancy = await makeRow(world, Vacancy, place, { fairId: fair.id, headcount: 12 + at });
  await makeRow(world, Intent, place, { ...of, vacancyId: vacancy.id, state: 'intent', fairId: fair.id });
  await makeRow(world, PublicPost, place, { developedOn: day, headcount: 3 });
  await makeRow(world, Spell, place, { ...of, startedOn: day, contractKind: 'open', contractFrom: day, insured: true });
  await makeRow(world, StartUp, place, { ...of, foundedOn: day });
  const session = await makeRow(world, Session, place, { kind: 'adaptive', startsOn: day, endsOn: day });
  await makeRow(world, Attendance, place, { ...of, sessionId: session.id, signedOn: day });
  await makeRow(world, Meeting, place, { heldOn: day });
  for (const kind of ['school', 'enterprise']) {
    const visitor = await makeRow(world, Organisation, place, { kind });
    await makeRow(world, Homage, place, { organisationId: visitor.id, visitedOn: day, headcount: 40 + at, visitorKind: 'group' });
  }
  await makeRow(world, Lecture, place, { heldOn: day, audience: 90 });
}

const clerk = () => world.person('countyClerk', 'county', [...LINES]);
const station = (place: Place) => world.person('townshipClerk', place);
const measured = (actor: Actor, asked: Record<string, unknown>): Promise<FigureValue[]> => world.call(actor, 'figures.measured', asked);

async function listed(actor: Actor, key: string, asked: Record<string, unknown>): Promise<{ rows: Values[]; total: number }> {
  const { path } = world.house.figures.get(key)!.record;
  const list = [...world.operations.values()].find((one) => one.name.endsWith('.list') && isContractProcedure(one.contract) && one.contract['~orpc'].route.path === path)!;
  return world.call(actor, list.name, { figure: key, size: 500, ...asked });
}

function taken(key: string, rows: Values[]): number {
  const how = TAKEN[key];
  if (!how) return rows.length;
  if ('sum' in how) return rows.reduce((sum, row) => sum + Number(row[how.sum]), 0);
  return new Set(rows.map((row) => how.different.map((name) => row[name]).find((value) => value !== null && value !== undefined)).filter(Boolean)).size;
}

test('每个指标的数值都由它打开的明细得出：县级、乡级、限定区划、年、季度、月、起止日期都一样', async () => {
  const who: [string, Actor, Record<string, string>][] = [
    ['县', clerk(), {}], ['县看东乡', clerk(), { division: PLACES.east }], ['县看西湖村', clerk(), { division: PLACES.westLake }],
    ['东乡', station('east'), {}], ['西乡', station('west'), {}],
  ];
  for (const [name, actor, within] of who) {
    for (const period of ['2023', '2022', '2023Q1', '2023-03', '2023-02-10..2023-03-09']) {
      for (const figure of await measured(actor, { period, ...within })) {
        if (!actor.permissions.has(figure.permission)) continue;
        const label = `${name} ${period} ${figure.key}`;
        const { rows, total } = await listed(actor, figure.key, { period, ...within });
        assert.equal(figure.rows, total, `${label} 明细行数`);
        assert.equal(figure.value, taken(figure.key, rows), `${label} 数值`);
      }
    }
  }
});

test('样例使指标真有数：2023 年全县只有机构授牌、工作室为零', async () => {
  const zero = (await measured(clerk(), { period: '2023' })).filter((one) => one.value === 0).map((one) => one.key);
  assert.deepEqual(zero.sort(), ['publicity.studios', 'ratings.accepted']);
});

test('按条数和合计的指标，各乡镇加县本级等于全县；去重的指标不小于全县', async () => {
  for (const figure of await measured(clerk(), { period: '2023' })) {
    const places: TownshipReading[] = await world.call(clerk(), 'figures.byTownship', { key: figure.key, period: '2023' });
    assert.deepEqual(places.map((place) => place.name), ['测试县', '东乡', '西乡']);
    const sum = places.reduce((all, place) => all + place.value, 0);
    if (figure.measured === 'distinct') assert.ok(sum >= figure.value, figure.key);
    else assert.equal(sum, figure.value, figure.key);
    assert.equal(places.reduce((all, place) => all + place.rows, 0), figure.rows, figure.key);
  }
});

test('乡级只看到本乡的数；全县台账的指标对各站都是同一个数', async () => {
  const all = await measured(clerk(), { period: '2023' });
  const east = await measured(station('east'), { period: '2023' });
  const west = await measured(station('west'), { period: '2023' });
  for (const [at, figure] of all.entries()) {
    if (figure.reach === 'county') assert.equal(east[at]!.value, figure.value, figure.key);
    else assert.equal(east[at]!.rows + west[at]!.rows, figure.rows, figure.key);
  }
  const places: TownshipReading[] = await world.call(station('east'), 'figures.byTownship', { key: 'care.visits', period: '2023' });
  assert.deepEqual(places.map((place) => [place.name, place.value]), [['东乡', 2]]);
});

test('同比：上年同期的数与上年明细一致；今日在册数不作比较', async () => {
  const all = await measured(clerk(), { period: '2023', compare: true });
  const visits = all.find((one) => one.key === 'care.visits')!;
  assert.deepEqual(visits.before, { value: 6, rows: 6, printed: '6', period: '2022' });
  assert.equal((await listed(clerk(), 'care.visits', { period: visits.before!.period })).total, 6);
  assert.deepEqual(all.filter((one) => one.current).map((one) => [one.key, one.before]).sort(), [['registry.benefitPersons', null], ['registry.persons', null], ['registry.veterans', null]]);
});

test('逐月、逐季：各点等于该时段的取数，按条数的各月之和等于全年', async () => {
  const [year] = await measured(clerk(), { period: '2023', keys: ['care.visits'] });
  const months: SeriesPoint[] = await world.call(clerk(), 'figures.series', { key: 'care.visits', year: 2023 });
  assert.equal(months.length, 12);
  assert.equal(months.reduce((sum, point) => sum + point.value, 0), year!.value);
  const quarters: SeriesPoint[] = await world.call(station('west'), 'figures.series', { key: 'care.visits', year: 2023, by: 'quarter' });
  assert.deepEqual(quarters.map((point) => [point.period, point.value, point.before.value]), [['2023Q1', 3, 0], ['2023Q2', 1, 4], ['2023Q3', 0, 0], ['2023Q4', 0, 0]]);
});

test('没有写明时段时从有记录的最近一年开始；错误的时段、没有的指标、没有权限都被拒绝', async () => {
  assert.deepEqual(await world.call(clerk(), 'figures.years'), { first: 2022, last: 2023 });
  await assert.rejects(measured(clerk(), { period: '2023年' }), /时段应为/);
  await assert.rejects(measured(clerk(), { period: '2023Q5' }), /时段应为/);
  await assert.rejects(world.call(clerk(), 'figures.series', { key: 'care.none', year: 2023 }), (error: { status: number }) => error.status === 404);
  await assert.rejects(measured(world.person('auditor'), { period: '2023' }), (error: { status: number }) => error.status === 403);
});
