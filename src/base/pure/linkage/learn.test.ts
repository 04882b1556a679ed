import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exact, editedText } from './comparators.ts';
import type { Declaration } from './declaration.ts';
import { learn } from './learn.ts';
import { Patterns } from './patterns.ts';
import { randomOf } from './random.ts';

const M = [[0.9, 0.06, 0.04], [0.8, 0.2], [0.85, 0.05, 0.1], [0.95, 0.05]];
const U = [[0.01, 0.02, 0.97], [0.05, 0.95], [0.002, 0.01, 0.988], [0.1, 0.9]];
const field = (name: string, levels: number) => ({ name, title: name, read: () => undefined, comparator: levels === 2 ? exact : editedText([1]) });
const declaration: Declaration<object> = { id: () => '', fields: [field('a', 3), field('b', 2), field('c', 3), field('d', 2)], blocking: [] };

/** Draws a level from a distribution. */
function draw(shares: readonly number[], random: (bound: number) => number): number {
  let left = random(1_000_000) / 1_000_000;
  for (let level = 0; level < shares.length; level += 1) {
    left -= shares[level]!;
    if (left < 0) return level;
  }
  return shares.length - 1;
}

test('从模拟的一致模式学回已知的 m、u 与先验', () => {
  const random = randomOf(42);
  const candidates = new Patterns([3, 2, 3, 2]);
  const sampled = new Patterns([3, 2, 3, 2]);
  const totals = M.map(() => ({ both: 0, equal: 0 }));
  const add = (shares: number[][], patterns: Patterns) => {
    const levels = shares.map((one) => draw(one, random));
    patterns.add(levels.reduce((code, level, at) => code * (patterns.sizes[at]! + 1) + level, 0));
    return levels;
  };
  const pairs = 400_000;
  const matches = 4_000;
  for (let at = 0; at < pairs; at += 1) {
    const isMatch = at < matches;
    add(isMatch ? M : U, candidates).forEach((level, place) => {
      totals[place]!.both += 1;
      if (level === 0) totals[place]!.equal += 1;
    });
    if (at % 2 === 0) add(at < matches ? M : U, sampled);
  }
  const learned = learn({ candidates, random: sampled, totals, pairs, records: 1000 }, declaration, undefined, 20);
  const match = learned.kinds[0]!;
  assert.ok(Math.abs(match.prior - matches / pairs) < 0.0015, `prior ${match.prior}`);
  assert.ok(Math.abs(learned.expected - matches) < 400, `expected ${learned.expected}`);
  M.forEach((shares, place) => shares.forEach((share, level) => assert.ok(Math.abs(match.m[place]![level]! - share) < 0.04, `m ${place} ${level}: ${match.m[place]![level]}`)));
  U.forEach((shares, place) => shares.forEach((share, level) => assert.ok(Math.abs(learned.u[place]![level]! - share) < 0.005, `u ${place} ${level}: ${learned.u[place]![level]}`)));
});
