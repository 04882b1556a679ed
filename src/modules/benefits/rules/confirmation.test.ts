import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { columnsOf, eventDay, findingOf, followOf } from './comparison.ts';
import { adviceOf, firstStopMonth, judgeLine, reminderText, sampleOf, stateAfter } from './confirmation.ts';

test('抽查：25 人抽 10% 是 3 人；同一种子、同一名单抽出同样的人，与名单次序无关', () => {
  const pool = Array.from({ length: 25 }, (_, at) => `p${at}`);
  const drawn = sampleOf(pool, '2025-甲', 10);
  assert.equal(drawn.length, 3);
  assert.deepEqual(sampleOf([...pool].reverse(), '2025-甲', 10), drawn);
  assert.notDeepEqual(sampleOf(pool, '2025-乙', 10), drawn);
  fc.assert(fc.property(fc.uniqueArray(fc.uuid(), { minLength: 1, maxLength: 40 }), fc.string({ minLength: 4, maxLength: 12 }), fc.integer({ min: 1, max: 100 }), (ids, seed, percent) => {
    const one = sampleOf(ids, seed, percent);
    assert.equal(one.length, Math.ceil((ids.length * percent) / 100));
    assert.ok(one.every((id) => ids.includes(id)));
    assert.deepEqual(sampleOf([...ids].sort(), seed, percent), one);
  }));
});

test('抽取没有偏向：许多种子之下每个人被抽到的次数相近', () => {
  const pool = Array.from({ length: 20 }, (_, at) => `00000000-0000-4000-8000-0000000000${String(at).padStart(2, '0')}`);
  const times = new Map(pool.map((id) => [id, 0]));
  for (let seed = 0; seed < 2000; seed += 1) for (const id of sampleOf(pool, `种子${seed}`, 10)) times.set(id, times.get(id)! + 1);
  for (const n of times.values()) assert.ok(n > 140 && n < 260, String(n));
});

test('结果与去向：确认、信息变更为已确认；疑似去世走去世登记，服刑走中止，迁出走迁出，失联和未确认才提出停发', () => {
  assert.deepEqual(['confirmed', 'changed', 'dead', 'lost'].map((one) => stateAfter(one as 'lost')), ['confirmed', 'confirmed', 'doubtful', 'doubtful']);
  assert.deepEqual([adviceOf('doubtful', 'dead').act, adviceOf('doubtful', 'imprisoned').act, adviceOf('doubtful', 'moved').act, adviceOf('doubtful', 'lost').act, adviceOf('waiting', null).act], ['death', 'suspend', 'move', 'stop', 'stop']);
});

test('停发最早从截止日次月起：2024-12-10 截止，2025-01 起；2025-01-31 截止，2025-02 起', () => {
  assert.deepEqual([firstStopMonth('2024-12-10'), firstStopMonth('2025-01-31'), firstStopMonth('2025-02-28')], ['2025-01', '2025-02', '2025-03']);
});

test('提醒不说是什么待遇；不便到场的说上门', () => {
  const one = { name: '张建国', unit: '东乡站', until: '2024-12-10', ways: ['station', 'home', 'video', 'app'], phone: '0373-1234567' };
  const text = reminderText({ ...one, homeVisit: false });
  assert.equal(text, '【东乡站】张建国您好，今年的年度确认请在2024年12月10日前办理。可选来站、入户、视频。不需要拍照留存。咨询电话0373-1234567。');
  assert.match(reminderText({ ...one, homeVisit: true }), /上门办理，不用跑路/);
  assert.ok(!/抚恤|残疾|优抚|补助/.test(text));
});

test('表格逐行：没填不动，已复核不改，缺方式、看不懂的结果和晚于今天的说明原因', () => {
  const known = { id: 'e1', name: '张建国', state: 'waiting', review: null };
  const line = (more: object) => ({ line: 3, key: 'e1', name: '张建国', way: '', on: '', result: '', note: '', ...more });
  const judge = (more: object, read: object = {}, one: typeof known | undefined = known) => judgeLine(line(more), one, read, '2024-11-20', '2024-11-01');
  assert.equal(judge({}).kind, 'blank');
  assert.equal(judge({ result: '确认', way: '来站' }, { result: 'confirmed', way: 'station' }).on, '2024-11-20');
  assert.match(judge({ result: '好' }).reason!, /不是确认结果/);
  assert.match(judge({ result: '确认' }, { result: 'confirmed' }).reason!, /没有填方式/);
  assert.match(judge({ result: '确认', way: '来站', on: '2024-11-21' }, { result: 'confirmed', way: 'station', day: '2024-11-21' }).reason!, /晚于今天/);
  assert.equal(judge({ result: '确认', way: '来站' }, {}, { ...known, review: 'agreed' as never }).kind, 'done');
  assert.match(judge({ name: '李四', result: '确认' }).reason!, /姓名与名单不一致/);
});

test('比对名单：认表头，认情况，认日期；公安名单上的“死亡注销”是死亡，“服刑”不是公安的情况', () => {
  assert.deepEqual(columnsOf(['序号', '公民身份号码', '姓 名', '死亡时间']), { name: 2, citizenId: 1, eventOn: 3 });
  assert.equal(columnsOf(['序号', '金额']), undefined);
  assert.deepEqual([findingOf('police', 'dead', ''), findingOf('police', 'movedOut', '死亡注销'), findingOf('police', 'dead', '服刑'), findingOf('civil', 'cremated', '其他说明')], ['dead', 'dead', undefined, 'cremated']);
  assert.deepEqual([eventDay('2024年3月'), eventDay('2024.3.5'), eventDay('不详'), eventDay('')], ['2024-03', '2024-03-05', null, null]);
  assert.deepEqual([followOf('cremated').to, followOf('imprisoned').to, followOf('pension').to], ['death', 'suspend', 'look']);
});
