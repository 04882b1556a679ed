import assert from 'node:assert/strict';
import { test } from 'node:test';
import { remediesOf } from './remedies.ts';

test('不予认定告知书：复议六十日，复议后起诉十五日，依法可以直接起诉的六个月；已经复议维持的只剩十五日', () => {
  assert.match(remediesOf(false), /六十日内依法申请行政复议；对复议决定不服的，可以自收到复议决定书之日起十五日内.*依法可以不经复议直接起诉的，应当自收到本告知书之日起六个月内/);
  assert.match(remediesOf(true), /自收到复议决定书之日起十五日内/);
  assert.doesNotMatch(remediesOf(true), /六十日|六个月/);
});
