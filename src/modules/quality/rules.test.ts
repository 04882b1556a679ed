import assert from 'node:assert/strict';
import { test } from 'node:test';
import { labelOf } from '#base/pure/codes.ts';
import { recipients } from '#modules/benefits/service/recipients.ts';
import { preferentialCards } from '#modules/cards/service/preferential.ts';
import { plaques } from '#modules/care/service.ts';
import { profiles } from '#modules/employment/service.ts';
import { payments } from '#modules/benefits/service/payments.ts';
import { households, persons, roles } from '#modules/registry/service.ts';
import { fileOf, GIVEN, HOUSEHOLD_CASES, houseOf, PERSON_CASES } from './rules.fixture.ts';
import { HOUSEHOLD_RULES, PERSON_RULES, RULES } from './rules/all.ts';
import { turnsSoon } from './rules/identity.ts';
import { Severity } from './schema/codes.ts';

for (const rule of PERSON_RULES) {
  test(`${labelOf(Severity, rule.severity)}：${rule.title}`, () => {
    const cases = PERSON_CASES[rule.key];
    assert.ok(cases, `规则 ${rule.key} 没有例子`);
    assert.notDeepEqual(rule.judge(fileOf(cases.finds), GIVEN), [], '应提示而没有提示');
    assert.deepEqual(rule.judge(fileOf(cases.silent), GIVEN), [], '不应提示而提示了');
  });
}

for (const rule of HOUSEHOLD_RULES) {
  test(`${labelOf(Severity, rule.severity)}：${rule.title}`, () => {
    const cases = HOUSEHOLD_CASES[rule.key];
    assert.ok(cases, `规则 ${rule.key} 没有例子`);
    assert.notDeepEqual(rule.judge(houseOf(cases.finds), GIVEN), [], '应提示而没有提示');
    assert.deepEqual(rule.judge(houseOf(cases.silent), GIVEN), [], '不应提示而提示了');
  });
}

test('一份完整的档案、一户完整的户，没有任何规则提示', () => {
  assert.deepEqual(PERSON_RULES.filter((rule) => rule.judge(fileOf(), GIVEN).length > 0).map((rule) => rule.key), []);
  assert.deepEqual(HOUSEHOLD_RULES.filter((rule) => rule.judge(houseOf(), GIVEN).length > 0).map((rule) => rule.key), []);
});

test('规则至少六十条，代号不重复，所指项目都在所在台账中，用词不评价人', () => {
  assert.ok(RULES.length >= 60, String(RULES.length));
  assert.equal(new Set(RULES.map((rule) => rule.key)).size, RULES.length);
  const known = new Map([persons, roles, households, recipients, payments, plaques, profiles, preferentialCards].map(({ type }) => [type.name, Object.keys(type.fields)]));
  for (const rule of RULES) for (const name of rule.fields) assert.ok(known.get(rule.record)?.includes(name), `${rule.key}：${rule.record} 没有 ${name}`);
  for (const rule of RULES) assert.doesNotMatch(rule.title + rule.sentence, /风险|可疑|嫌疑|造假|骗|重点人员|不良/, rule.key);
});

test('提示的短语不含隐藏信息：没有号码、出生日期和残疾等级', () => {
  for (const rule of PERSON_RULES) for (const { facts } of rule.judge(fileOf(PERSON_CASES[rule.key]!.finds), GIVEN)) assert.doesNotMatch(facts ?? '', /\d{5}|\d{4}-\d{2}-\d{2}|级/, rule.key);
});

test('年满周岁提前三个月提示：1966-05-01 出生的，2026-02-15 提示，2026-01-31 不提示，满岁当日起不再提示', () => {
  assert.equal(turnsSoon('1966-05-01', 60, '2026-02-15', 3), true);
  assert.equal(turnsSoon('1966-05-01', 60, '2026-01-31', 3), false);
  assert.equal(turnsSoon('1966-05-01', 60, '2026-05-01', 3), false);
});
