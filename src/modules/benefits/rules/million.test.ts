import assert from 'node:assert/strict';
import { test } from 'node:test';
import { proveYear } from './fixtures/proof.fixture.ts';

test('1000000 人 × 12 个月，每个项目与按条文另算的逐月逐项相等，差 0 分；按人、按月、打乱顺序合计都相同', () => {
  const { sums, untold } = proveYear(1_000_000);
  assert.ok(sums[0]! > 1_000_000_000_000n && untold > 1_000_000, `${sums[0]} ${untold}`);
  assert.equal(new Set(sums).size, 1, sums.join());
});
