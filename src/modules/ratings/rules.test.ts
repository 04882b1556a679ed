import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Act, type Case, decide, decisiveState, mayPerform, RULES, type State } from './rules.ts';
import { ApplicationAct, ApplicationState } from './schema.ts';
import { TEMPLATE_CRITERIA } from './template.ts';

const acts = Object.keys(RULES) as Act[];
const levels = ['county', 'township', 'village'] as const;
const aUnit = fc.record({ star: fc.integer({ min: 1, max: 5 }), level: fc.constantFrom(...levels) });
const someActs = fc.array(fc.constantFrom(...acts), { maxLength: 40 });

/** The states an application goes through when each act that the rules allow is performed. */
function walk(unit: Pick<Case, 'star' | 'level'>, tried: Act[]): State[] {
  const path: State[] = ['draft'];
  for (const act of tried) {
    const decision = decide(act, { ...unit, state: path[path.length - 1]! });
    if ('to' in decision) path.push(decision.to);
  }
  return path;
}

test('状态和环节与码表一致', () => {
  assert.deepEqual(ApplicationAct.codes.map((one) => one.code).toSorted(), acts.toSorted());
  const states = new Set(ApplicationState.codes.map((one) => one.code));
  for (const rule of Object.values(RULES)) for (const state of [...rule.from, rule.to]) assert.ok(states.has(state), state);
});

test('任意办理顺序：授牌之前必有县级初审和公示，五星和县中心必有省级验收，村级必有乡镇推荐', () => {
  fc.assert(fc.property(aUnit, someActs, (unit, tried) => {
    const path = walk(unit, tried);
    path.forEach((state, at) => {
      if (state !== 'awarded') return;
      const round = path.slice(path.slice(0, at).lastIndexOf('selfAssessed'), at);
      assert.equal(round[round.length - 1], 'publicNotice');
      assert.ok(round.includes('countyChecked'));
      if (unit.star === 5 || unit.level === 'county') assert.ok(round.includes('cityReviewed') && round.includes('provinceAccepted'));
      assert.equal(round.includes('townshipRecommended'), unit.level === 'village');
    });
  }), { numRuns: 2000 });
});

test('任意办理顺序：不通过和摘牌是终点，整改之后只能重新自评', () => {
  fc.assert(fc.property(aUnit, someActs, (unit, tried) => {
    const path = walk(unit, tried);
    path.slice(0, -1).forEach((state, at) => {
      assert.ok(state !== 'rejected' && state !== 'revoked');
      if (state === 'rectify') assert.equal(path[at + 1], 'selfAssessed');
    });
  }));
});

test('每一种单位都走得到授牌', () => {
  for (const level of levels) for (const star of [1, 2, 3, 4, 5]) {
    const all: Act[] = ['submit', 'recommend', 'countyCheck', 'cityReview', 'provinceAccept', 'publicNotice', 'award'];
    assert.equal(walk({ star, level }, all).at(-1), 'awarded');
  }
  assert.equal(decisiveState({ star: 5, level: 'township' }), 'provinceAccepted');
  assert.equal(decisiveState({ star: 4, level: 'township' }), 'countyChecked');
});

test('县级环节只有县级人员办理，村级推荐只有乡级有审批权的人办理', () => {
  const all = new Set(['ratings.write', 'ratings.approve']);
  for (const act of acts) {
    assert.ok(!mayPerform(act, { division: '410726000000', permissions: new Set(['ratings.read']) }));
    assert.equal(mayPerform(act, { division: '410726100000', permissions: all }), act === 'submit' || act === 'recommend');
    assert.equal(mayPerform(act, { division: '410726000000', permissions: all }), act !== 'recommend');
  }
});

test('样例评分表：评分项共 100 分，加分不超过 5 分，否决项不计分', () => {
  const sum = (kind: string) => TEMPLATE_CRITERIA.filter((line) => line.kind === kind).reduce((total, line) => total + (line.max ?? 0), 0);
  assert.equal(sum('score'), 100);
  assert.equal(sum('bonus'), 5);
  assert.equal(sum('veto'), 0);
});
