import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { State } from '../schema/codes.ts';
import { goesAgainst, opposedOf, unexplained } from './disagreement.ts';

const step = (fromState: State, act: string) => ({ fromState, act });
const village = { opposed: opposedOf([step('village', 'oppose')]) };

test('站里最后一次的意见才算：村里退回补充后改为同意的，不再是不同意；两级都不同意的，村在前', () => {
  assert.deepEqual(opposedOf([step('village', 'oppose'), step('township', 'sendBack'), step('village', 'pass')]), []);
  assert.deepEqual(opposedOf([step('township', 'oppose'), step('village', 'oppose')]).map((one) => one.fromState), ['village', 'township']);
  assert.deepEqual(opposedOf([step('check', 'sendBack'), step('village', 'pass')]), []);
});

test('村级不同意：乡级复核、县级审核、县级审定同意都要写理由，不少于4个字；“同意”2个字不是理由', () => {
  for (const state of ['township', 'check', 'decision'] as const) {
    for (const opinion of [undefined, '', '同意', ' 同意  ']) assert.match(unexplained('pass', state, village, opinion)!, /村级初审不同意。仍要同意的，请在“意见”中写明理由，不少于 4 个字/);
    assert.equal(unexplained('pass', state, village, '材料已核实'), undefined);
  }
  assert.match(unexplained('approve', 'decision', village, undefined)!, /村级初审不同意/);
});

test('跟着不同意、退回、登记上级批复的不用说理由；自己这一级先前的不同意不算别人的', () => {
  for (const [act, state] of [['oppose', 'township'], ['sendBack', 'check'], ['refuse', 'check'], ['pass', 'medical'], ['approve', 'city'], ['pass', 'village']] as const) assert.equal(unexplained(act, state, village, undefined), undefined);
  assert.equal(unexplained('pass', 'township', { opposed: opposedOf([step('township', 'oppose')]) }, undefined), undefined);
});

test('档案不符合的，县级同意要写理由，站里只提意见不必；两样都有的一并说出', () => {
  const unmet = { opposed: [], unmet: '不符合：年龄未满60周岁' };
  assert.equal(unexplained('pass', 'township', unmet, undefined), undefined);
  assert.match(unexplained('pass', 'check', unmet, undefined)!, /按档案不符合：年龄未满60周岁/);
  assert.deepEqual(goesAgainst('approve', 'decision', { ...village, unmet: unmet.unmet }), ['村级初审不同意', '按档案不符合：年龄未满60周岁']);
});

test('性质：没有人反对、档案也没有不符合的，任何环节都不要求理由', () => {
  const opinions = fc.option(fc.string(), { nil: undefined });
  fc.assert(fc.property(fc.constantFrom('pass', 'approve', 'oppose', 'refuse', 'sendBack' as const), fc.constantFrom('village', 'township', 'check', 'decision', 'city' as const), opinions, (act, state, opinion) => unexplained(act, state, { opposed: [] }, opinion) === undefined));
});
