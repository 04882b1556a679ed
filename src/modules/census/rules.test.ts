import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BINDINGS } from './rules/bindings.ts';
import { deedOf } from './rules/desk.ts';
import { type Asked, readAnswer } from './rules/questions.ts';
import { judgeRow, type Known, type Line } from './rules/sheet.ts';

const bound = (binding: string): Asked => ({ id: binding, label: BINDINGS.get(binding)!.field.label, binding, kind: null, choices: null });
const free = (kind: string, choices: string | null = null): Asked => ({ id: kind, label: '愿意参加宣讲', binding: null, kind, choices });
const MOBILE = bound('registry.person.mobile');

test('回答按档案项目读：代码用名称，日期用常见写法，清空只给可以空的', () => {
  assert.deepEqual(readAnswer(MOBILE, ' 199 0000 0001 '), { value: '19900000001' });
  assert.match((readAnswer(MOBILE, '1990000') as { problem: string }).problem, /11 位/);
  assert.deepEqual(readAnswer(bound('registry.person.marriage'), BINDINGS.get('registry.person.marriage')!.field.codes!.codes[1]!.label), { value: BINDINGS.get('registry.person.marriage')!.field.codes!.codes[1]!.code });
  assert.deepEqual(readAnswer(bound('employment.profile.availableOn'), '2026年3月1日'), { value: '2026-03-01' });
  assert.ok('problem' in readAnswer(bound('employment.profile.availableOn'), '2026年3月'));
  assert.deepEqual(readAnswer(bound('registry.party_standing.joinedOn'), '1990年7月'), { value: '1990-07' });
  assert.deepEqual(readAnswer(MOBILE, '清空'), { value: null });
  assert.ok('problem' in readAnswer(bound('employment.profile.status'), '清空'));
  assert.deepEqual(readAnswer(free('yesNo'), '否'), { value: false });
  assert.deepEqual(readAnswer(free('choice', '愿意、不愿意，再看'), '再看'), { value: '再看' });
  assert.ok('problem' in readAnswer(free('choice', '愿意、不愿意'), '也许'));
  assert.match((readAnswer(free('text'), '原在 12345部队') as { problem: string }).problem, /涉密/);
});

test('能问的项目都在一人一份的记录里，身份证、账号、服役和残疾不在其中', () => {
  for (const { type, name } of BINDINGS.values()) assert.ok(type.name === 'registry.person' || type.identity.join() === 'personId', `${type.name}.${name}`);
  for (const name of ['citizenId', 'name', 'bankAccount', 'enlistedOn', 'disabilityGrade', 'roles', 'state']) assert.ok(!BINDINGS.has(`registry.person.${name}`), name);
});

const known = (more: Partial<Known> = {}): Known => ({ id: 'e1', name: '张建国', state: 'waiting', note: null, cells: [{ questionId: MOBILE.id, shown: '199****0001', stamp: 's1', outcome: null, value: '19900000001' }, { questionId: 'text', shown: '无', stamp: 's2', outcome: null, value: '无' }], ...more });
const line = (more: Partial<Line> = {}): Line => ({ line: 3, key: 'e1', stamps: ['s1', 's2'], name: '张建国', result: '', note: '', values: ['', ''], ...more });
const judge = (more: Partial<Line>, person: Known | undefined = known()) => judgeRow([MOBILE, free('text')], line(more), person);

test('表格一行：手机一格填 19900000002、另一题空，是一处改动和一题无变化；空行不动', () => {
  const found = judge({ values: ['19900000002', ''] });
  assert.equal(found.kind, 'changed');
  assert.deepEqual(found.answers.map(({ outcome }) => outcome), ['changed', 'same']);
  assert.deepEqual(found.changes, [{ label: '手机号码', before: '199****0001', after: '19900000002' }]);
  assert.equal(judge({ result: '无变化' }).kind, 'same');
  assert.equal(judge({}).kind, 'blank');
  assert.equal(judge({ result: '拒答', note: '改日再来' }).unreachable?.reason, 'refused');
});

test('表格一行不对的说出原因；导出后改过的要决定', () => {
  const reason = (more: Partial<Line>, person?: Known) => { const found = judge(more, person ?? known()); assert.equal(found.kind, 'bad'); return found.reason!; };
  assert.match(reason({ name: '李四' }), /张建国/);
  assert.match(reason({ result: '无变化', values: ['19900000002', ''] }), /又填了新内容/);
  assert.match(reason({ result: '有变化' }), /没有填/);
  assert.match(reason({ result: '随便' }), /不是结果/);
  assert.match(reason({ values: ['123', ''] }), /手机号码/);
  assert.match(reason({ result: '无变化' }, known({ state: 'dropped', note: '已去世' })), /不再问/);
  assert.equal(judgeRow([MOBILE], line({ result: '无变化' }), undefined).kind, 'bad');
  const conflict = judge({ stamps: ['old', 's2'], result: '无变化' });
  assert.equal(conflict.kind, 'conflict');
  assert.match(conflict.reason!, /199\*\*\*\*0001/);
  assert.equal(judge({ stamps: ['old', 's2'], values: ['19900000001', ''] }).kind, 'same', 'the record already says what the sheet says');
});

test('键盘：回车无变化、0 全部无变化；数字选项或开始填号码；字母只打开空格子，不会误记、不会把拼音的头一个字母留在里面', () => {
  assert.deepEqual(deedOf('Enter', 0), { do: 'same' });
  assert.deepEqual(deedOf('0', 4), { do: 'all' });
  assert.deepEqual(deedOf('2', 4), { do: 'choose', at: 1 });
  assert.equal(deedOf('5', 4), undefined);
  assert.deepEqual(deedOf('1', 0), { do: 'type', text: '1' });
  for (const letter of ['n', 'N', 'd', 'y']) assert.deepEqual([deedOf(letter, 0), deedOf(letter, 4)], [{ do: 'edit' }, undefined], letter);
  assert.deepEqual([deedOf(' ', 0), deedOf('F2', 4)], [{ do: 'edit' }, { do: 'edit' }]);
  assert.deepEqual([deedOf('Process', 0), deedOf('Shift', 0)], [undefined, undefined]);
});
