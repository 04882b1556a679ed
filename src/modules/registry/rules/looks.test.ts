import assert from 'node:assert/strict';
import { test } from 'node:test';
import { looksByDay } from './looks.ts';

test('谁看过：同一天同一个人合为一行，写明看了什么、几次和原因；不同的天、不同的人各一行', () => {
  const look = (on: string, name: string, what: string, times: number, reason: string | null = null) => ({ on, name, unit: '东山村站', what, reason, times });
  assert.deepEqual(looksByDay([look('2026-11-26', '王一', '查看', 3), look('2026-11-26', '王一', '查看隐藏信息', 1, '走访联系'), look('2026-11-26', '李二', '查看', 1), look('2026-11-25', '王一', '查看全档', 2)]), [
    ['2026年11月26日', '东山村站 王一：查看 3 次、查看隐藏信息（原因：走访联系）'], ['2026年11月26日', '东山村站 李二：查看'], ['2026年11月25日', '东山村站 王一：查看全档 2 次'],
  ]);
  assert.deepEqual(looksByDay([]), []);
});
