import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { differencesOf, type NoticeLine, raised, sayPlace, sayTenths, tenthsOf } from './noticeLines.ts';

const line = (amount: number, rest: Partial<NoticeLine> = {}): NoticeLine => ({ kind: 'floor', category: 'disabled', variant: null, grade: 7, nature: 'war', area: null, amount: BigInt(amount) * 100n, period: 'year', ...rest });

test('差异：七级因战 39084 → 40260 元/年，增加 1176 元，3.0%；未列的沿用，新列的标明', () => {
  const formers = [line(39_084), line(33_996, { nature: 'duty' }), line(9828, { category: 'illReturned', grade: null, nature: null })];
  const lines = [line(40_260), line(33_996, { nature: 'duty' }), line(43_116, { category: 'survivor', variant: '烈士遗属', grade: null, nature: null })];
  const found = differencesOf(lines, formers);
  assert.deepEqual(found.map((one) => [sayPlace((one.line ?? one.former)!), one.outcome, one.change, one.tenths]), [
    ['残疾军人 7级 因战', 'raised', 117_600n, 30], ['残疾军人 7级 因公', 'same', 0n, 0], ['三属 烈士遗属', 'new', null, null], ['带病回乡退役军人', 'gone', null, null],
  ]);
  assert.equal(sayTenths(30), '+3.0%');
});

test('差异：降低为负；周期改变按一年比较：700 元/月 → 9000 元/年，增加 600 元，7.1%', () => {
  assert.deepEqual(differencesOf([line(39_084)], [line(40_260)]).map((one) => [one.outcome, one.change, one.tenths]), [['lowered', -117_600n, -29]]);
  const combat = { category: 'illReturned', grade: null, nature: null };
  const [one] = differencesOf([line(9000, combat)], [line(700, { ...combat, period: 'month' })]);
  assert.deepEqual([one!.outcome, one!.change, one!.tenths, one!.yearly], ['raised', 60_000n, 71, true]);
  assert.equal(differencesOf([line(1200, { kind: 'topUp' })], [line(39_084)]).map((each) => each.outcome).toSorted().join(), 'gone,new', 'a top-up replaces no floor');
});

test('按幅度拟定：39084 增 3% 取每月整元得 40260；106670 增 9% 取整 10 元得 116270；每月增 200 元', () => {
  assert.equal(raised(line(39_084), { way: 'percent', hundredths: 300, to: 'yuanMonthly' }), 4_026_000n);
  assert.equal(raised(line(106_670), { way: 'percent', hundredths: 900, to: 'tenYuan' }), 11_627_000n);
  assert.equal(raised(line(700, { period: 'month' }), { way: 'amount', fen: 20_000n, to: 'fen' }), 90_000n);
  assert.equal(raised(line(39_084), { way: 'none' }), 3_908_400n);
});

test('差异的条数等于两边标准位置的并集；百分比与金额同号', () => {
  const many = fc.uniqueArray(fc.record({ grade: fc.integer({ min: 1, max: 10 }), amount: fc.integer({ min: 1, max: 200_000 }) }), { selector: (one) => one.grade, maxLength: 10 });
  fc.assert(fc.property(many, many, (now, then) => {
    const found = differencesOf(now.map((one) => line(one.amount, { grade: one.grade })), then.map((one) => line(one.amount, { grade: one.grade })));
    assert.equal(found.length, new Set([...now, ...then].map((one) => one.grade)).size);
    for (const { change, tenths } of found) assert.ok(change === null || tenths === 0 || (change > 0n) === (tenths! > 0));
  }));
  assert.equal(tenthsOf(1176n, 39_084n), 30);
});
