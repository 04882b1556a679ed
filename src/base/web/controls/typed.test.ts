import assert from 'node:assert/strict';
import { test } from 'node:test';
import { field } from '#base/pure/record.ts';
import { readTyped, typedOf } from './typed.ts';

test('日期可按各种写法输入，只写到月的退役时间照实保存', () => {
  for (const text of ['20230501', '2023.5.1', '2023/5/1', '2023年5月1日', '2023-05-01']) assert.deepEqual(readTyped(field.day('日期'), text), { ok: true, value: '2023-05-01' });
  assert.deepEqual(readTyped(field.partialDay('退役时间'), '1968.5'), { ok: true, value: '1968-05' });
  assert.deepEqual(readTyped(field.partialDay('退役时间'), '1968'), { ok: true, value: '1968' });
  assert.deepEqual(readTyped(field.day('日期'), '2023年5月'), { ok: false, reason: '请写到日，如 2023-05-01' });
  assert.equal(readTyped(field.day('日期'), '2023-02-30').ok, false);
});

test('金额以元输入，以分保存，来回不变', () => {
  assert.deepEqual(readTyped(field.fen('金额'), '1,200.5'), { ok: true, value: '120050' });
  assert.equal(typedOf(field.fen('金额'), '120050'), '1200.50');
  assert.equal(readTyped(field.fen('金额'), '1.005').ok, false);
});

test('必填项留空时说明要填什么，选填项留空即为空', () => {
  assert.deepEqual(readTyped(field.text('姓名', { required: true }), '  '), { ok: false, reason: '请填写姓名' });
  assert.deepEqual(readTyped(field.integer('人数'), ''), { ok: true, value: null });
  assert.deepEqual(readTyped(field.integer('人数'), '１２'), { ok: true, value: 12 });
  assert.equal(readTyped(field.integer('人数', { max: 10 }), '12').ok, false);
});
