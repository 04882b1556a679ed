import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type CardAct, type Case, ACTS, decide, type Given, mayPerform, refusalOfStepBack, RULES, type State } from './rules/preferential.ts';
import { CARD, cropMarks, layOut, PAGE, PER_SHEET, placeAt } from './rules/sheet.ts';
import { isToken, tokenFrom } from './rules/contact.ts';
import { PreferentialAct, PreferentialState } from './schema/preferential.ts';

const applied: Case = { state: 'applied', countyResult: null, cityResult: null, provinceResult: null, appliedOn: '2024-03-01', personState: 'registered' };
const given: Given = { on: '2024-03-05' };

/** Takes a decision into the case, as the service does with the row. */
function after(one: Case, act: CardAct, more: Partial<Given> = {}): Case {
  const decision = decide(act, one, { ...given, ...more });
  assert.ok('to' in decision, `${act}：${'refusal' in decision ? decision.refusal : ''}`);
  return { ...one, ...decision.fields, state: decision.to };
}

test('优待证一路走到发放：受理送审、县市省审核、制卡、县签收、发放', () => {
  let one = applied;
  for (const act of ['submit', 'countyReview', 'cityReview', 'provinceReview', 'make', 'receive'] as const) one = after(one, act);
  assert.equal(one.state, 'waiting');
  const decision = decide('issue', one, { ...given, recipient: '张建国', cardTail: '0388' });
  assert.deepEqual(decision, { to: 'issued', fields: { issuedOn: '2024-03-05', recipient: '张建国', cardTail: '0388' } });
});

test('省级没有通过不能送制卡；上级结果要按县、市、省的次序登记；退回须写原因，再送审时各级重新审核', () => {
  const reviewing = after(applied, 'submit');
  assert.deepEqual(decide('make', reviewing, given), { refusal: '省级审核通过后才能送制卡' });
  assert.deepEqual(decide('cityReview', reviewing, given), { refusal: '县级审核通过后才能登记市级结果' });
  assert.deepEqual(decide('sendBack', reviewing, given), { refusal: '请写明县级退回的原因', path: 'opinion' });
  const back = after(after(reviewing, 'countyReview'), 'sendBack', { level: 'city', opinion: '照片不合格' });
  assert.deepEqual([back.state, back.countyResult, back.cityResult], ['returned', 'passed', 'returned']);
  const again = after(back, 'submit');
  assert.deepEqual([again.state, again.countyResult, again.cityResult], ['reviewing', null, null]);
});

test('发放须有领取人；已去世的不能发放，只能注销；办理日期不能早于申领日期', () => {
  const waiting: Case = { ...applied, state: 'waiting' };
  assert.deepEqual(decide('issue', waiting, given), { refusal: '请填写领取人', path: 'recipient' });
  assert.deepEqual(decide('issue', { ...waiting, personState: 'dead' }, { ...given, recipient: '李' }), { refusal: '申领人已去世，不能发放，请办理注销' });
  assert.deepEqual(decide('submit', applied, { on: '2024-02-29' }), { refusal: '办理日期不能早于申领日期', path: 'on' });
  assert.deepEqual(decide('cancel', waiting, given), { refusal: '请写明注销原因', path: 'opinion' });
});

test('挂失可以解除，注销不能回头；村级只办发放、挂失和解除', () => {
  const lost = after({ ...applied, state: 'issued' }, 'reportLost');
  assert.equal(lost.state, 'lost');
  assert.equal(after(lost, 'withdrawLoss').state, 'issued');
  const gone = after(lost, 'cancel', { opinion: '本人去世' });
  assert.ok(ACTS.every((act) => 'refusal' in decide(act, gone, { ...given, opinion: '原因', recipient: '某人' })));
  const village = { division: '999001100201', permissions: new Set(['cards.write']) };
  assert.deepEqual(ACTS.filter((act) => mayPerform(act, village)), ['issue', 'reportLost', 'withdrawLoss']);
  assert.deepEqual(ACTS.filter((act) => mayPerform(act, { ...village, permissions: new Set(['cards.read']) })), []);
});

test('任何次序的办理都不会离开状态表：到制卡必经三级通过，到已发必经县签收和领取人', () => {
  const states = new Set(PreferentialState.codes.map(({ code }) => code));
  assert.deepEqual(ACTS.toSorted(), PreferentialAct.codes.map(({ code }) => code).filter((code) => code !== 'stepBack').toSorted());
  fc.assert(fc.property(fc.array(fc.record({ act: fc.constantFrom(...ACTS), opinion: fc.boolean(), recipient: fc.boolean(), level: fc.constantFrom('county', 'city', 'province') as fc.Arbitrary<Given['level']> }), { maxLength: 40 }), (acts) => {
    let one = applied;
    const seen: State[] = [];
    let received: string | null = null;
    for (const { act, opinion, recipient, level } of acts) {
      const decision = decide(act, one, { on: '2024-04-01', level, ...(opinion ? { opinion: '原因' } : {}), ...(recipient ? { recipient: '本人' } : {}) });
      if ('refusal' in decision) continue;
      assert.ok(RULES[act].from.includes(one.state) && states.has(decision.to));
      if (decision.to === 'making') assert.deepEqual([one.countyResult, one.cityResult, one.provinceResult], ['passed', 'passed', 'passed']);
      if (act === 'receive') received = decision.fields.countyReceivedOn ?? null;
      if (act === 'issue') assert.ok(received && decision.fields.recipient && seen.includes('waiting'));
      one = { ...one, ...decision.fields, state: decision.to };
      seen.push(one.state);
    }
    if (seen.includes('cancelled')) assert.equal(one.state, 'cancelled');
  }));
});

test('撤回上一步：本人当天办理、之后没有改动的才能撤回，撤回过的不再撤', () => {
  const step = { act: 'submit', actorId: '甲', day: '2024-06-15', version: 2 };
  assert.equal(refusalOfStepBack(step, { version: 2 }, { id: '甲' }, '2024-06-15'), undefined);
  assert.match(refusalOfStepBack(undefined, { version: 1 }, { id: '甲' }, '2024-06-15') ?? '', /还没有办理环节/);
  assert.match(refusalOfStepBack(step, { version: 2 }, { id: '乙' }, '2024-06-15') ?? '', /不是您办理的/);
  assert.match(refusalOfStepBack(step, { version: 2 }, { id: '甲' }, '2024-06-16') ?? '', /当天/);
  assert.match(refusalOfStepBack(step, { version: 3 }, { id: '甲' }, '2024-06-15') ?? '', /又有改动/);
  assert.match(refusalOfStepBack({ ...step, act: 'stepBack' }, { version: 2 }, { id: '甲' }, '2024-06-15') ?? '', /已经撤回/);
});

test('联系卡一页十张：第 1 张在 15、13.5 毫米，第 2 张在 105、13.5，第 10 张在 105、229.5；四边对称', () => {
  assert.deepEqual([placeAt(1), placeAt(2), placeAt(10)], [{ x: 15, y: 13.5 }, { x: 105, y: 13.5 }, { x: 105, y: 229.5 }]);
  const last = placeAt(PER_SHEET);
  assert.deepEqual([PAGE.width - (last.x + CARD.width), PAGE.height - (last.y + CARD.height)], [placeAt(1).x, placeAt(1).y]);
});

test('裁切线 18 条，都在卡片之外、纸面之内，对着卡片的边', () => {
  const marks = cropMarks();
  assert.equal(marks.length, 18);
  assert.deepEqual(marks[0], { x1: 15, y1: 6.5, x2: 15, y2: 11.5 });
  const edges = { x: [15, 105, 195], y: [13.5, 67.5, 121.5, 175.5, 229.5, 283.5] };
  for (const { x1, y1, x2, y2 } of marks) {
    assert.ok([x1, x2].every((x) => x >= 5 && x <= PAGE.width - 5) && [y1, y2].every((y) => y >= 5 && y <= PAGE.height - 5));
    assert.ok((x1 === x2 && edges.x.includes(x1)) || (y1 === y2 && edges.y.includes(y1)));
    const inside = (x: number, y: number) => x > 15 && x < 195 && y > 13.5 && y < 283.5;
    assert.ok(!inside(x1, y1) && !inside(x2, y2));
  }
});

test('从用过的纸的第 9 个位置起印 12 张：第一页 2 张，第二页 10 张；每张卡恰好印一次，不重叠', () => {
  const sheets = layOut(Array.from({ length: 12 }, (_, at) => at), 9);
  assert.deepEqual(sheets.map((sheet) => sheet.map(({ position }) => position)), [[9, 10], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]]);
  fc.assert(fc.property(fc.integer({ min: 0, max: 70 }), fc.integer({ min: 1, max: PER_SHEET }), (count, start) => {
    const laid = layOut(Array.from({ length: count }, (_, at) => at), start);
    assert.deepEqual(laid.flat().map(({ card }) => card), Array.from({ length: count }, (_, at) => at));
    for (const sheet of laid) assert.equal(new Set(sheet.map(({ position }) => JSON.stringify(placeAt(position)))).size, sheet.length);
    assert.equal(laid[0]?.[0]?.position ?? start, start);
  }));
});

test('卡内编码 26 个字母，每个 5 位，共 130 位随机；转成大写不变', () => {
  fc.assert(fc.property(fc.uint8Array({ minLength: 26, maxLength: 26 }), (bytes) => {
    const token = tokenFrom(bytes);
    assert.ok(isToken(token) && token === token.toUpperCase());
  }));
  assert.equal(new Set(Array.from({ length: 32 }, (_, value) => tokenFrom(new Uint8Array(26).fill(value)))).size, 32);
  assert.ok(!isToken('A'.repeat(25)) && !isToken(`${'A'.repeat(25)}1`));
});
