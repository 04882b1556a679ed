import assert from 'node:assert/strict';
import { test } from 'node:test';
import { proposedRun } from './runProposal.ts';

test('新批次的批次号和名称：月份加第一个空着的序号，按季的写起止月', () => {
  assert.deepEqual(proposedRun({ firstMonth: '2024-05', lastMonth: '2024-05' }, []), { number: '2024-05-01', title: '2024年5月抚恤补助' });
  assert.deepEqual(proposedRun({ firstMonth: '2024-04', lastMonth: '2024-06' }, ['2024-06-01', '2024-05-02']), { number: '2024-06-02', title: '2024年4月至6月抚恤补助' });
  assert.deepEqual(proposedRun({ firstMonth: '2023-12', lastMonth: '2024-02' }, ['2024-02-02']), { number: '2024-02-01', title: '2023年12月至2024年2月抚恤补助' });
  assert.deepEqual(proposedRun({ firstMonth: '2024-5', lastMonth: '2024-05' }, []), { number: '', title: '' });
});
