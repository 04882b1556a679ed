import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Piece } from '../schema/document.ts';
import { fromEditor, moved, toEditor } from './pieces.ts';

const piece: fc.Arbitrary<Piece> = fc.oneof(
  fc.record({ text: fc.string({ minLength: 1, unit: 'grapheme' }) }),
  fc.record({ figure: fc.constantFrom('care.visits', 'relief.paidFen'), style: fc.constantFrom('exact' as const, 'hundredsOver' as const, 'names' as const), period: fc.constant('2023') }),
  fc.record({ claim: fc.string({ minLength: 1 }), source: fc.string() }),
);

test('编辑器：任意正文放进编辑器再取出，文字、指标与手写内容不变', () => {
  fc.assert(fc.property(fc.array(piece), (pieces) => {
    const joined: Piece[] = [];
    for (const one of pieces) {
      const last = joined[joined.length - 1];
      if ('text' in one && last && 'text' in last) last.text += one.text;
      else joined.push({ ...one });
    }
    assert.deepEqual(fromEditor(toEditor(pieces)), joined);
  }));
});

test('编辑器：上移下移只换位置，两端不动', () => {
  assert.deepEqual(moved(['甲', '乙', '丙'], 1, -1), ['乙', '甲', '丙']);
  assert.deepEqual(moved(['甲', '乙', '丙'], 2, 1), ['甲', '乙', '丙']);
});
