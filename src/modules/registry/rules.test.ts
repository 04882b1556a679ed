import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkDigit } from '#base/pure/citizenId.ts';
import { checkPerson, derivePerson, isAfter, serviceYears } from './rules.ts';

const id = (first17: string) => first17 + checkDigit(first17);
const FEMALE = id('99900119680501122');
const TODAY = '2026-03-01';
const about = (row: Record<string, unknown>) => checkPerson(derivePerson0(row), TODAY);
const derivePerson0 = (row: Record<string, unknown>) => ({ name: '李秀英', roles: ['combat'], ...row, ...derivePerson({ name: '李秀英', roles: ['combat'], ...row }) });

test('服役年限：不足一年按一年，5 年 2 个月计 6 年', () => {
  assert.equal(serviceYears('1970-01', '1975-03'), 6);
  assert.equal(serviceYears('1970-01-15', '1975-01-20'), 5);
  assert.equal(serviceYears('1968', '1972'), 4);
  assert.equal(serviceYears('1968-12', '1972'), 4);
  assert.equal(serviceYears('1970-01', undefined), undefined);
  assert.equal(serviceYears('1975-03', '1970-01'), undefined);
});

test('服役年限：县里按半年计算的，5 年 2 个月计 5 年，5 年 6 个月计 6 年', () => {
  assert.equal(serviceYears('1970-01', '1975-03', 'half'), 5);
  assert.equal(serviceYears('1970-01', '1975-07', 'half'), 6);
});

test('时间只知年月时，按已知部分比较先后', () => {
  assert.ok(isAfter('1970', '1970-05'));
  assert.ok(!isAfter('1969', '1970-05'));
  assert.ok(!isAfter('1970-05-01', '1970-05-01'));
});

test('出生日期和性别由身份证号得出，旧号补成 18 位', () => {
  const row = derivePerson({ name: '李 秀英', citizenId: '999001680501122', roles: ['combat', 'combat'] });
  assert.equal(row.citizenId, FEMALE);
  assert.equal(row.birthOn, '1968-05-01');
  assert.equal(row.sex, 'female');
  assert.equal(row.name, '李秀英');
  assert.deepEqual(row.roles, ['combat']);
  assert.equal(row.state, 'registered');
  assert.equal(derivePerson({ citizenId: id('99900119680519122'), birthOn: '1968-05-01' }).birthOn, '1968-05-19');
});

test('出生日期与身份证号不一致的不能登记，性别不一致的提示核对', () => {
  assert.match(about({ citizenId: FEMALE, birthOn: '1968-06-02' }).find((one) => !one.warning)!.message, /不一致/);
  assert.ok(about({ citizenId: FEMALE, sex: 'male' }).some((one) => one.field === 'sex' && one.warning));
  assert.deepEqual(about({ citizenId: FEMALE }).filter((one) => !one.warning), []);
});

test('没有身份证号的须填写出生日期和性别', () => {
  assert.deepEqual(about({}).filter((one) => !one.warning).map((one) => one.field), ['birthOn', 'sex']);
  assert.deepEqual(about({ birthOn: '1950-02-03', sex: 'male' }).filter((one) => !one.warning), []);
});

test('退役时间应晚于入伍时间；填写去世日期的，状态应为去世', () => {
  assert.ok(about({ citizenId: FEMALE, enlistedOn: '1990', dischargedOn: '1986-11' }).some((one) => one.field === 'dischargedOn' && !one.warning));
  assert.ok(about({ citizenId: FEMALE, state: 'registered', diedOn: '2025-01-01' }).some((one) => one.field === 'state'));
  assert.equal(derivePerson({ diedOn: '2025-01-01' }).state, 'dead');
});

test('因病致残七级以下的提示历史遗留，不阻止登记', () => {
  const found = about({ citizenId: FEMALE, disabilityGrade: '08', disabilityNature: '3' }).find((one) => one.field === 'disabilityNature');
  assert.ok(found?.warning);
  assert.ok(!about({ citizenId: FEMALE, disabilityGrade: '06', disabilityNature: '3' }).some((one) => one.field === 'disabilityNature'));
});
