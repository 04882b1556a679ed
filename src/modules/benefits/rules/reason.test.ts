import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assess } from './assess.ts';
import type { Facts } from './facts.ts';
import { at, person, rowsOf } from './fixtures/notation.fixture.ts';
import type { Terms } from './programme.ts';
import { programmeOf } from './programmes/all.ts';
import { compileRates, rowsToPayBy } from './rates.ts';
import { reasonOf } from './reason.ts';
import { sayAssessment } from './words.ts';

const ROWS = rowsOf(`
全国标准 残疾军人/七级因战 2025-08 40260/年
全国标准 农村籍退役士兵老年生活补助(每服义务兵役1年) 2024-08 720/年`);
const terms: Terms = { rates: compileRates(rowsToPayBy(ROWS), '2026-12-31'), part: 'full', today: '2026-12-31', stack: [] };
const standards = new Map(ROWS.map((row) => [row.id, row]));
const asked = (facts: Facts, key: string, month: string) => {
  const one = assess(programmeOf(key)!, facts, at(month), terms);
  return { one, reason: reasonOf(programmeOf(key)!, facts, at(month), one, terms, standards), words: sayAssessment(programmeOf(key)!, facts, one, standards) };
};

test('七级因战2025年8月3355.00元：写明规则和版本、法条、标准行和文号、用到的事实，没有用到的不列', () => {
  const { reason } = asked(person('残疾军人 七级因战'), 'disability', '2025-08');
  assert.deepEqual([reason.rules, reason.version, reason.citation], [['RULE-02', 'RULE-12', 'RULE-20'], 1, '《军人抚恤优待条例》第二十七条、第三十一条']);
  assert.equal(reason.standards.length, 1);
  assert.match(reason.standards[0]!, /全国标准：40,260\.00元\/年，自2025-08/);
  const labels = reason.facts.map(({ label }) => label);
  assert.deepEqual(labels.filter((label) => ['待遇类别', '残疾等级和性质', '批准享受', '是否健在'].includes(label)), ['待遇类别', '残疾等级和性质', '批准享受', '是否健在']);
  assert.ok(!labels.includes('服役年限') && !labels.includes('供养方式'), 'what the rule does not read is not told');
  assert.deepEqual(asked(person('农村籍 服役6年'), 'rural', '2024-08').reason.facts.find(({ label }) => label === '服役年限'), { label: '服役年限', value: '6年' });
});

test('缺几项写几项：没有起始月份又没有等级的两项都写；残疾军人去世，死因和等级都不知道的两项都写', () => {
  const facts = person('残疾军人 七级因战');
  const bare: Facts = { ...facts, approvals: facts.approvals.map((one) => ({ ...one, from: null, grade: 0, nature: null })) };
  const { one, words, reason } = asked(bare, 'disability', '2025-08');
  assert.deepEqual([one.answer, one.missing, reason.missing.length], ['unknown', ['from', 'grade'], 2]);
  assert.equal(words, '无法判断：缺少批准享受的起始月份、残疾等级和性质');
  const dead: Facts = { ...facts, died: at('2025-09'), approvals: facts.approvals.map((each) => ({ ...each, grade: 0, nature: null })) };
  assert.deepEqual(asked(dead, 'funeral', '2025-10').one.missing, ['deathCause', 'grade']);
  assert.deepEqual(asked({ ...dead, approvals: facts.approvals }, 'funeral', '2025-10').one.missing, ['deathCause']);
});
