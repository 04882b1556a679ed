import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { at } from './fixtures/notation.fixture.ts';
import { offset, type Overpaid, sayOffset } from './offset.ts';
import { programmeOf } from './programmes/all.ts';

const months = (programme: string, from: string, count: number, fen: bigint): Overpaid[] => Array.from({ length: count }, (_, index) => ({ programme, month: at(from) + index, fen: -fen, cause: 'died', was: fen, now: 0n }));
const sum = (list: readonly Overpaid[]) => -list.reduce((total, one) => total + one.fen, 0n);

test('丧葬补助21558.00元，去世后多发两个月7186.00元：抵7186.00元，实发14372.00元；写明抵了什么', () => {
  const { taken, left } = offset(2_155_800n, months('survivor', '2026-02', 2, 359_300n));
  assert.deepEqual([sum(taken), left, 2_155_800n - sum(taken)], [718_600n, [], 1_437_200n]);
  assert.deepEqual(sayOffset(taken, (key) => programmeOf(key)!.label), ['抵扣去世后多发的定期抚恤金 2026年2月至2026年3月（2个月）7,186.00元']);
});

test('多发七个月6363.00元超过丧葬补助5454.00元：从最早的抵起，余909.00元待追回；残疾抚恤金和护理费都多发的按月份先后抵', () => {
  const { taken, left } = offset(545_400n, months('combat', '2025-09', 7, 90_900n));
  assert.deepEqual([sum(taken), left.map((one) => [one.month, one.fen])], [545_400n, [[at('2026-03'), -90_900n]]]);
  const both = offset(200_000n, [...months('disability', '2025-09', 2, 60_000n), ...months('nursing', '2025-09', 2, 50_000n)]);
  assert.deepEqual(both.left.map((one) => [one.programme, one.month, one.fen]), [['nursing', at('2025-10'), -20_000n]]);
});

test('抵扣不多不少：任何金额，抵的加剩的等于多发的，抵的不超过丧葬补助', () => {
  fc.assert(fc.property(fc.bigInt({ min: 0n, max: 10_000_000n }), fc.array(fc.tuple(fc.integer({ min: 24_000, max: 24_200 }), fc.bigInt({ min: 1n, max: 900_000n })), { maxLength: 20 }), (funeral, owed) => {
    const all = owed.map(([month, fen]): Overpaid => ({ programme: 'survivor', month, fen: -fen, cause: 'died', was: fen, now: 0n }));
    const { taken, left } = offset(funeral, all);
    assert.equal(sum(taken) + sum(left), sum(all));
    assert.ok(sum(taken) <= funeral && (left.length === 0 || sum(taken) === funeral));
  }));
});
