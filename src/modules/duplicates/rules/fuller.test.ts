import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fullerOf } from './fuller.ts';

test('对照时默认采用写得更全的：1986-11 胜过 1986，写到门牌的胜过只写到组；各说各的不选', () => {
  assert.equal(fullerOf('1986', '1986-11'), 'right');
  assert.equal(fullerOf('大王村三组 12 号', '大王村三组'), 'left');
  assert.equal(fullerOf('1986-11', '1987'), undefined);
  assert.equal(fullerOf('1986', '1986'), undefined);
  assert.equal(fullerOf(['combat'], null), undefined);
});
