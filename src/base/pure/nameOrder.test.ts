import assert from 'node:assert/strict';
import { test } from 'node:test';
import { strokeKey, strokesOf } from './nameOrder.ts';
import { sortKey } from './personName.ts';

test('笔画数：丁 2、王 4、张 7、国 8、赵 9、曾 12；通用规范字中的扩展区汉字也知道；字母和未收的字排在最后', () => {
  assert.deepEqual(Array.from('一丁王张国赵曾', strokesOf), [1, 2, 4, 7, 8, 9, 12]);
  assert.deepEqual(Array.from('𬸚𬭎𠮷', strokesOf), [14, 12, 6]);
  assert.deepEqual(Array.from('A𪚥', strokesOf), [99, 99]);
});

test('按姓氏笔画：丁一、王五、张三、赵六、曾七，笔画相同的按字', () => {
  const by = (key: (name: string) => string) => (a: string, b: string) => (key(a) < key(b) ? -1 : 1);
  assert.deepEqual(['曾七', '赵六', '张三', '王五', '丁一', '欧阳山'].toSorted(by(strokeKey)), ['丁一', '王五', '张三', '欧阳山', '赵六', '曾七']);
  assert.deepEqual(['曾七', '单二', '张三', '安一'].toSorted(by(sortKey)), ['安一', '单二', '曾七', '张三']);
});
