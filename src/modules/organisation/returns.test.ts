import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import type { Refusal } from '#base/pure/refusal.ts';
import { openWorld, type World } from '#test/world.ts';
import { organisation } from './module.ts';
import { answerProblems, isLate } from './rules/returns.ts';

let world: World;
let now = new Date('2024-01-10T02:00:00Z');
before(async () => {
  world = await openWorld([organisation], { clock: () => now });
});
after(() => world.close());

const unitAt = (place: 'east' | 'west' | 'county') => world.person('leader', place).unitId;

async function ask(): Promise<string> {
  const id = randomUUID();
  await world.call(world.person('countyClerk'), 'organisation.returns.open', {
    id,
    draft: {
      title: '2023 年度工作情况', dueOn: '2024-01-15', period: '2023', unitIds: [unitAt('east'), unitAt('west')],
      questions: [
        { key: 'q1', label: '服务站数', kind: 'figure', figureKey: 'organisation.stations' },
        { key: 'q2', label: '志愿者人数', kind: 'integer' },
        { key: 'q3', label: '好的做法', kind: 'text', optional: true },
        { key: 'q4', label: '机构台账', kind: 'ledger', record: 'organisation.unit' },
      ],
    },
  });
  return id;
}

test('上报：有指标的由系统按本单位区划取数，只填没有指标的；提交后冻结，退回后可改', async () => {
  const id = await ask();
  const east = world.person('townshipClerk', 'east');
  const seen = await world.call(east, 'organisation.returns.get', { id });
  assert.deepEqual(seen.measured, [{ key: 'q1', value: '1', source: 'figure', rows: 1 }, { key: 'q4', value: '3', source: 'ledger', rows: 3 }]);
  assert.deepEqual(seen.units.map((one: { unitName: string; late: null }) => [one.unitName, one.late]), [['东乡退役军人服务站', null]]);
  assert.equal((await world.call(east, 'organisation.tasks'))[0].title, '上报：2023 年度工作情况');
  await assert.rejects(world.call(east, 'organisation.returns.submit', { id }), /请填写“志愿者人数”/);
  await assert.rejects(world.call(east, 'organisation.returns.answer', { id, answers: [{ key: 'q2', value: '三' }] }), (error: Refusal) => error.path?.join('.') === 'answers.q2');
  await world.call(east, 'organisation.returns.answer', { id, answers: [{ key: 'q2', value: '12' }, { key: 'q1', value: '99' }] });
  const handed = await world.call(east, 'organisation.returns.submit', { id });
  assert.deepEqual(handed.units[0].answers.map((one: { key: string; value: string; source: string }) => [one.key, one.value, one.source]), [['q2', '12', 'typed'], ['q3', null, 'typed'], ['q1', '1', 'figure'], ['q4', '3', 'ledger']]);
  assert.equal(handed.mine, 'submitted');
  await assert.rejects(world.call(east, 'organisation.returns.submit', { id }), /已经上报/);
  const clerk = world.person('countyClerk');
  await world.call(clerk, 'organisation.returns.sendBack', { id, unitId: east.unitId, reason: '人数有误' });
  assert.match((await world.call(east, 'organisation.tasks'))[0].title, /退回重报/);
  await world.call(east, 'organisation.returns.submit', { id, answers: [{ key: 'q2', value: '13' }] });
  assert.deepEqual((await world.call(east, 'organisation.tasks')), []);
});

test('迟报只有县级看得到；催报列出未报单位；结束后不能再报', async () => {
  const id = await ask();
  const clerk = world.person('countyClerk');
  const west = world.person('townshipClerk', 'west');
  await world.call(west, 'organisation.returns.submit', { id, answers: [{ key: 'q2', value: '5' }] });
  now = new Date('2024-01-20T02:00:00Z');
  const seen = await world.call(clerk, 'organisation.returns.get', { id });
  assert.deepEqual(seen.counts, { asked: 2, submitted: 1, sentBack: 0, late: 1 });
  assert.deepEqual(seen.units.map((one: { late: boolean }) => one.late), [true, false]);
  assert.equal((await world.call(west, 'organisation.returns.get', { id })).counts, null);
  assert.deepEqual((await world.call(clerk, 'organisation.returns.remind', { id })).units, ['东乡退役军人服务站']);
  assert.match((await world.call(world.person('townshipClerk', 'east'), 'organisation.tasks'))[0].title, /催报/);
  assert.ok((await world.call(clerk, 'organisation.tasks')).some((one: { title: string }) => /1 个单位未报/.test(one.title)));
  await assert.rejects(world.call(world.person('villageClerk', 'eastHill'), 'organisation.returns.get', { id }), /不存在/);
  await assert.rejects(world.call(west, 'organisation.returns.sendBack', { id, unitId: west.unitId, reason: '人数有误' }), /没有这项权限/);
  await world.call(clerk, 'organisation.returns.close', { id });
  await assert.rejects(world.call(world.person('townshipClerk', 'east'), 'organisation.returns.submit', { id, answers: [{ key: 'q2', value: '1' }] }), /已结束/);
});

test('没有的指标、没有时段、没有的单位都不能发出', async () => {
  const clerk = world.person('countyClerk');
  const draft = { title: '试报', dueOn: '2024-01-31', unitIds: [unitAt('east')], questions: [{ key: 'q1', label: '走访', kind: 'figure', figureKey: 'no.such' }] };
  await assert.rejects(world.call(clerk, 'organisation.returns.open', { id: randomUUID(), draft: { ...draft, period: '2023' } }), /没有选定指标/);
  await assert.rejects(world.call(clerk, 'organisation.returns.open', { id: randomUUID(), draft: { ...draft, questions: [{ key: 'q1', label: '站', kind: 'figure', figureKey: 'organisation.stations' }] } }), /统计时段/);
  await assert.rejects(world.call(clerk, 'organisation.returns.open', { id: randomUUID(), draft: { ...draft, unitIds: [randomUUID()], questions: [{ key: 'q1', label: '站', kind: 'text' }] } }), /报送单位/);
});

test('迟报与填写的判断', () => {
  assert.equal(isLate('2024-01-15', 'submitted', '2024-01-15', '2024-02-01'), false);
  assert.equal(isLate('2024-01-15', 'submitted', '2024-01-16', '2024-02-01'), true);
  assert.equal(isLate('2024-01-15', 'open', null, '2024-01-15'), false);
  assert.equal(isLate('2024-01-15', 'sentBack', '2024-01-10', '2024-01-16'), true);
  const questions = [{ key: 'a', label: '日', kind: 'day' as const }, { key: 'b', label: '款', kind: 'fen' as const }];
  assert.deepEqual(answerProblems(questions, [{ key: 'a', value: '2024-02-30', source: 'typed' }], true).map((one) => one.message), ['“日”应为日期', '请填写“款”']);
});

test('交办事项由承办单位报办结，别的单位不能', async () => {
  const clerk = world.person('countyClerk');
  const meetingId = randomUUID();
  await world.call(clerk, 'organisation.meetings.create', { id: meetingId, draft: { heldOn: '2024-01-05', title: '一季度站长会议' } });
  const id = randomUUID();
  await world.call(clerk, 'organisation.decisions.create', { id, draft: { meetingId, content: '整理档案', ownerUnitId: unitAt('west'), dueOn: '2024-01-31', state: 'open' } });
  const west = world.person('townshipClerk', 'west');
  assert.ok((await world.call(west, 'organisation.tasks')).some((one: { title: string }) => one.title === '交办事项：整理档案'));
  await assert.rejects(world.call(world.person('townshipClerk', 'east'), 'organisation.decisions.finish', { id, version: 1, doneNote: '已整理' }), /承办单位/);
  await world.call(west, 'organisation.decisions.finish', { id, version: 1, doneNote: '已整理' });
  assert.equal((await world.call(clerk, 'organisation.decisions.get', { id })).doneOn, '2024-01-20');
});
