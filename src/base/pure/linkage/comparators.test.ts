import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { day, digits, editedText, exact, similarText } from './comparators.ts';
import type { Comparator } from './declaration.ts';
import { birthDay, division, month } from './chinese/dates.ts';
import { chineseName } from './chinese/name.ts';
import { citizenId, comparableCitizenId, comparablePhone, phone } from './chinese/numbers.ts';
import { edits, jaroWinkler } from './strings.ts';

/** The level's name of two texts; equal texts are never asked. */
const levelOf = (comparator: Comparator, a: string, b: string) => (a === b ? comparator.levels[0]! : comparator.levels[comparator.compare(comparator.features(a), comparator.features(b))]!).name;

const table = (title: string, comparator: Comparator, cases: [string, string, string][]) => {
  test(title, () => {
    for (const [a, b, level] of cases) {
      assert.equal(levelOf(comparator, a, b), level, `${a} ${b}`);
      assert.equal(levelOf(comparator, b, a), level, `${b} ${a}`);
    }
  });
};

table('姓名：繁简、同音、形近、少字颠倒、一字相同、仅姓相同', chineseName, [
  ['张建国', '张建国', 'same'],
  ['张建国', '張建國', 'variant'],
  ['张建峰', '张建峯', 'variant'],
  ['张建国', '章建国', 'homophone'],
  ['张建国', '张健国', 'homophone'],
  ['王志明', '王志鸣', 'homophone'],
  ['单建国', '善建国', 'homophone'],
  ['李己', '李已', 'alike'],
  ['王未', '玉末', 'alike'],
  ['刘志峰', '刘志锋', 'homophone'],
  ['郑成', '正层', 'alike'],
  ['陈林', '陈宁', 'alike'],
  ['张建国', '张国', 'rearranged'],
  ['张建国', '张国建', 'rearranged'],
  ['欧阳建国', '欧阳国', 'rearranged'],
  ['王建国', '王建军', 'oneGiven'],
  ['王建国', '王大国', 'oneGiven'],
  ['王建国', '王丽', 'surname'],
  ['王建国', '赵建国', 'given'],
  ['王建国', '赵丽', 'other'],
  ['欧阳建国', '欧丽', 'other'],
  ['尉迟恭', '于迟恭', 'other'],
]);

table('身份证号：错一位、相邻颠倒、少一位、地区码不同、仅顺序码不同', citizenId, [
  ['999001196805011239', '999001196805011239', 'same'],
  ['999001196805011239', '999001196805011339', 'slip'],
  ['999001196805011239', '999001196808011239', 'slip'],
  ['999001196805011239', '999001196850011239', 'slip'],
  ['999001196805011239', '99900119680501123X', 'slip'],
  ['999001196805011239', '99900119680501129', 'lost'],
  ['999001196805011239', '999001196906011239', 'lost'],
  ['999001196805011239', '998123196805011239', 'area'],
  ['99900119680501123X', '999001196805015676', 'order'],
  ['999001196805011239', '998123196805014561', 'birth'],
  ['999001196805011239', '998123197712304561', 'other'],
]);

test('身份证号：15 位旧号与 18 位相同，空格全角不计，字不成号者没有', () => {
  assert.equal(comparableCitizenId('110105491231002'), '11010519491231002X');
  assert.equal(comparableCitizenId(' １１０１０５19491231002x '), '11010519491231002X');
  assert.equal(comparableCitizenId('无'), undefined);
  assert.equal(comparableCitizenId(undefined), undefined);
});

table('出生日期：月日颠倒、一位之差、两项相同、仅年相同', birthDay, [
  ['1968-05-01', '1968-01-05', 'swapped'],
  ['1968-05-01', '1968-05-07', 'slip'],
  ['1968-05-12', '1968-05-21', 'slip'],
  ['1968-05-01', '1986-05-01', 'slip'],
  ['1968-05-01', '1969-05-01', 'slip'],
  ['1968-05-01', '1979-05-01', 'twoParts'],
  ['1968-05-01', '1968-05-28', 'twoParts'],
  ['1968-05-01', '1968-05', 'twoParts'],
  ['1968-05-01', '1968', 'year'],
  ['1968-05-01', '1968-12-30', 'year'],
  ['1968-05-01', '1977-12-30', 'other'],
  ['1968-05-01', '1977', 'other'],
]);

table('入伍年月：一月之差、同年、不同', month, [
  ['1986-12', '1986-11', 'slip'],
  ['1986-12', '1987-01', 'slip'],
  ['1986-12', '1987-12', 'slip'],
  ['1986-12', '1986', 'year'],
  ['1986-12', '1987-03', 'year'],
  ['1986-12', '1999-01', 'other'],
]);

table('村：同乡镇、同县、不同县', division, [
  ['999001100201', '999001100202', 'township'],
  ['999001100201', '999001101201', 'county'],
  ['999001100201', '999002100201', 'other'],
]);

table('电话：一位之差', phone, [
  ['19912345678', '19912345679', 'slip'],
  ['19912345678', '19912345687', 'slip'],
  ['19912345678', '1991234567', 'slip'],
  ['19912345678', '10087654321', 'other'],
]);

test('电话：全角、连字符、+86 不计', () => {
  assert.equal(comparablePhone('+86 199-1234-5678'), '19912345678');
  assert.equal(comparablePhone('（0373）7691234'), '03737691234');
  assert.equal(comparablePhone('无'), undefined);
});

test('拉丁文字：Jaro–Winkler 与编辑距离的已知数', () => {
  assert.equal(jaroWinkler('MARTHA', 'MARHTA').toFixed(4), '0.9611');
  assert.equal(jaroWinkler('DIXON', 'DICKSONX').toFixed(4), '0.8133');
  assert.equal(jaroWinkler('DWAYNE', 'DUANE').toFixed(4), '0.8400');
  assert.equal(jaroWinkler('abc', 'xyz'), 0);
  assert.equal(edits('kitten', 'sitting', 5), 3);
  assert.equal(edits('ca', 'ac', 5), 1);
  assert.equal(edits('abcdef', 'uvwxyz', 2), 3);
  assert.equal(edits('', 'ab', 5), 2);
});

const chinese = fc.string({ unit: fc.constantFrom(...'张章王玉建健国國军君己已丽未末林宁欧阳·'), minLength: 1, maxLength: 5 });
const number = fc.string({ unit: fc.constantFrom(...'0123456789X'), minLength: 1, maxLength: 18 });
const date = fc.constantFrom('1968-05-01', '1968-01-05', '1968-05', '1968', '1986-05-01', '2001-12-31', '1968-05-10');
const latin = fc.string({ unit: fc.constantFrom(...'abcd '), maxLength: 9 });
const ALL: [string, Comparator, fc.Arbitrary<string>][] = [
  ['name', chineseName, chinese], ['citizenId', citizenId, number], ['phone', phone, number], ['birthDay', birthDay, date], ['month', month, date],
  ['division', division, number], ['text', similarText(), latin], ['edited', editedText(), latin], ['digits', digits, number], ['day', day, date], ['exact', exact, latin],
];

test('每种比较：两边互换不变，等级总在声明之内', () => {
  for (const [name, comparator, values] of ALL) {
    fc.assert(fc.property(values, values, (a, b) => {
      if (a === b) return;
      const level = comparator.compare(comparator.features(a), comparator.features(b));
      assert.ok(Number.isInteger(level) && level >= 1 && level < comparator.levels.length, `${name} ${level}`);
      assert.equal(comparator.compare(comparator.features(b), comparator.features(a)), level, name);
    }), { numRuns: 300 });
  }
});

test('Jaro–Winkler 在 0 与 1 之间且对称，编辑距离对称', () => {
  fc.assert(fc.property(latin, latin, (a, b) => {
    const near = jaroWinkler(a, b);
    assert.ok(near >= 0 && near <= 1);
    assert.equal(jaroWinkler(b, a), near);
    assert.equal(edits(a, b, 4), edits(b, a, 4));
    assert.equal(edits(a, b, 4) === 0, a === b);
  }));
});
