import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lanes, longestFirst } from './testOrder.ts';

test('long test files begin first, waiting and computing ones in turn, every file once', () => {
  const files = ['src/a.test.ts', 'test/access.test.ts', 'test/e2e/allPages.test.ts', 'test/e2e/form.test.ts', 'test/e2e/sizes.test.ts', 'test/faults/backup.test.ts', 'test/faults/import.test.ts', 'tools/b.test.ts'];
  const order = longestFirst(files);
  assert.deepEqual(order, ['test/e2e/allPages.test.ts', 'test/faults/backup.test.ts', 'test/e2e/form.test.ts', 'test/faults/import.test.ts', 'test/e2e/sizes.test.ts', 'test/access.test.ts', 'src/a.test.ts', 'tools/b.test.ts']);
  assert.deepEqual(order.toSorted(), files.toSorted());
  assert.deepEqual(longestFirst([]), []);
});

test('the longest of the fault tests begin before the others', () => {
  const order = longestFirst(['test/e2e/form.test.ts', 'test/faults/backup.test.ts', 'test/faults/merge.test.ts', 'test/faults/payRun.test.ts']);
  assert.deepEqual(order, ['test/e2e/form.test.ts', 'test/faults/payRun.test.ts', 'test/faults/backup.test.ts', 'test/faults/merge.test.ts']);
});

test('four files at once, fewer where memory is short', () => {
  assert.deepEqual([lanes(24e9), lanes(8e9), lanes(4e9)], [4, 3, 2]);
});
