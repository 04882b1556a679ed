import assert from 'node:assert/strict';
import { test } from 'node:test';
import { planOf, type PersonFacts, endOf, unusualAge } from './rules/plan.ts';
import { leftBehind } from './rules/household.ts';
import { lastDayOf, latenessOf } from './rules/reporting.ts';

const person: PersonFacts = { state: 'registered', roles: ['disabled'], enlistedOn: '2001-12', dischargedOn: '2003-12', reportedOn: null, diedOn: null };
const roles = [{ id: 'a', role: 'disabled', status: 'current', fromOn: '2004', untilOn: null }, { id: 'b', role: 'combat', status: 'ended', fromOn: '2004', untilOn: '2010' }];
const facts = { person, roles, today: '2026-03-20', terms: { crisisVisitDays: 3, answerDays: 15, receiptDays: 30 } };

test('报到时限 30 天：2025-09-01 退役，10-01 报到是第 30 天，不迟；10-02 晚 1 天；11-01 晚 31 天', () => {
  assert.deepEqual([latenessOf('2025-09-01', '2025-10-01').lateBy, latenessOf('2025-09-01', '2025-10-01').words], [0, undefined]);
  const late = latenessOf('2025-09-01', '2025-10-02');
  assert.deepEqual([late.days, late.lateBy, late.dueOn], [31, 1, '2025-10-01']);
  assert.match(late.words!, /如有正当理由/);
  assert.equal(latenessOf('2025-09-01', '2025-10-31').lateBy, 30);
  assert.doesNotMatch(latenessOf('2025-09-01', '2025-10-31').words!, /由安置部门/);
  assert.match(latenessOf('2025-09-01', '2025-11-01').words!, /晚 31 天；逾期已超过 30 天.*由安置部门依《退役军人安置条例》第五十一条认定/);
});

test('退役时间只知年月的，从当月最后一天起算：2025-09 退役，10-30 报到是第 30 天', () => {
  assert.equal(lastDayOf('2025-09'), '2025-09-30');
  assert.equal(lastDayOf('2024-02'), '2024-02-29');
  assert.equal(lastDayOf('2025'), '2025-12-31');
  assert.deepEqual([latenessOf('2025-09', '2025-10-30').lateBy, latenessOf('2025-09', '2025-10-31').lateBy], [0, 1]);
});

test('去世只终止有效的身份，终止于去世当日；起始晚于去世的终止于起始日并提示', () => {
  const verdict = planOf({ kind: 'death', effectiveOn: '2026-03-05', source: 'family' }, facts);
  assert.ok('plan' in verdict);
  assert.deepEqual(verdict.plan.endRoles, [{ id: 'a', on: '2026-03-05' }]);
  assert.deepEqual(verdict.plan.followUps.find((one) => one.kind === 'crisisVisit'), { kind: 'crisisVisit', dueOn: '2026-03-23' });
  assert.equal(endOf('2026-03', '2026-03-05'), '2026-03-05');
  assert.equal(endOf('2026-04', '2026-03-05'), '2026-04');
});

test('没有抚恤待遇的人去世，不引出停发和丧葬补助事项', () => {
  const verdict = planOf({ kind: 'death', effectiveOn: '2026-03-05', source: 'family' }, { ...facts, roles: [] });
  assert.ok('plan' in verdict && !verdict.plan.followUps.some((one) => ['funeral', 'benefitOff'].includes(one.kind)));
});

test('烈士遗属调出：本县发到当年 12 月，迁入地次年 1 月起发', () => {
  const verdict = planOf({ kind: 'moveOut', effectiveOn: '2026-03-05', otherCounty: '邻县' }, { ...facts, roles: [{ id: 'k', role: 'kin_martyr', status: 'current', fromOn: null, untilOn: null }] });
  assert.ok('plan' in verdict);
  assert.match(verdict.plan.findings[0]!, /2026 年 12 月.*次年 1 月.*第二十二条/);
  assert.deepEqual(verdict.plan.followUps, [{ kind: 'benefitMove', dueOn: '2026-12-31' }]);
});

test('残疾退役军人报到，自退役起 60 天内办理残疾关系转入：2026-03-01 退役，2026-04-30 前', () => {
  const verdict = planOf({ kind: 'discharge', effectiveOn: '2026-03-10', dischargedOn: '2026-03-01', settlement: 'self', role: 'disabled' }, { ...facts, person: { ...person, state: 'serving', roles: ['serving'], dischargedOn: null }, roles: [] });
  assert.ok('plan' in verdict);
  assert.deepEqual(verdict.plan.followUps.find((one) => one.kind === 'disabilityIn'), { kind: 'disabilityIn', dueOn: '2026-04-30' });
});

test('不能办的写明原因：去世的人不能迁移，有退役时间的人不再入伍，报到不早于退役', () => {
  const refused = (verdict: ReturnType<typeof planOf>) => ('refused' in verdict ? verdict.refused : '');
  assert.match(refused(planOf({ kind: 'move', effectiveOn: '2026-03-05', toDivision: '999001100201' }, { ...facts, person: { ...person, state: 'dead' } })), /死亡更正/);
  assert.match(refused(planOf({ kind: 'enlist', effectiveOn: '2026-03-05' }, facts)), /已有退役时间（2003-12）/);
  assert.match(refused(planOf({ kind: 'discharge', effectiveOn: '2026-02-05', dischargedOn: '2026-03-01', settlement: 'self', role: 'combat' }, { ...facts, person: { ...person, dischargedOn: null } })), /不能早于退役时间/);
  assert.match(refused(planOf({ kind: 'death', effectiveOn: '2026-03-21', source: 'family' }, facts)), /去世日期不能晚于今天/);
});

test('户主褚大离户，留下在册的妻子和已故的儿子：在册一人，离开的是户主；没登记关系的按户主姓名认；独自一人不留人', () => {
  const member = (id: string, name: string, relation: string | null, served = true) => ({ id, name, relation, served });
  const family = [member('1', '褚大', '01'), member('2', '郑二', '10'), member('3', '褚小', '20', false)];
  assert.deepEqual([leftBehind(family, '1', '褚大').served.map((one) => one.name), leftBehind(family, '1', '褚大').wasHead, leftBehind(family, '2', '褚大').wasHead], [['郑二'], true, false]);
  assert.equal(leftBehind([member('1', '褚大', null), member('2', '郑二', null)], '1', '褚大').wasHead, true);
  assert.deepEqual(leftBehind([member('1', '褚大', '01')], '1', '褚大').others, []);
});

test('入伍年龄 17 至 26 周岁以外的请核对：16、27 要问，17、26 和不知道年龄的不问', () => {
  assert.deepEqual([16, 17, 26, 27, null].map(unusualAge), [true, false, false, true, false]);
});
