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

test('three files at once on two cores, two where memory is short, never more than four', () => {
  assert.deepEqual([lanes(2, 8e9), lanes(2, 4e9), lanes(4, 16e9), lanes(64, 256e9)], [3, 2, 4, 4]);
});
