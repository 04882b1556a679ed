import assert from 'node:assert/strict';
import { test } from 'node:test';
import { likePrefixes } from './nameLikeness.ts';

test('读音相同、字形相近、繁体异体都能想到；拼音和单字不猜', () => {
  const forms = likePrefixes('张建过');
  assert.ok(forms.includes('p:zhangjianguo'));
  assert.ok(likePrefixes('張建國').includes('n:张建国'));
  assert.ok(likePrefixes('张建国').includes('n:张建國'));
  assert.ok(likePrefixes('李未').includes('n:李末'));
  assert.deepEqual([likePrefixes('zhang'), likePrefixes('张'), likePrefixes('')], [[], [], []]);
  assert.ok(likePrefixes('阿卜杜拉·艾力').includes('p:abudulaaili'));
});
