import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { monthOf, printMonth } from './months.ts';
import { holdsOf, type Movement, movementProblem, type Proposed, stateUnder } from './movements.ts';

const m = (act: Movement['act'], month: string, category: string | null = null): Movement => ({ act, month: monthOf(month), category, reason: '' });
const spans = (...movements: Movement[]) => holdsOf(movements).map((hold) => [hold.kind, hold.category, printMonth(hold.from), hold.until === null ? null : printMonth(hold.until)]);
const proposed = (act: Movement['act'], month: string, more: Partial<Proposed> = {}): Proposed => ({ act, month: monthOf(month), category: null, reason: 'other', makeGood: null, ...more });

test('停发2025-01、恢复2025-04不补发：停2025-01至2025-03；补发的恢复从停发月份起，一个月也不停', () => {
  assert.deepEqual(spans(m('stop', '2025-01'), m('resume', '2025-04')), [['stopped', null, '2025-01', '2025-03']]);
  assert.deepEqual(spans(m('stop', '2025-01'), m('resume', '2025-01')), []);
});

test('后复核的从它的月份起说了算：恢复之后才得知的服刑，从2025-02起中止', () => {
  assert.deepEqual(spans(m('stop', '2025-01'), m('resume', '2025-04'), m('suspend', '2025-02')), [['stopped', null, '2025-01', '2025-01'], ['suspended', null, '2025-02', null]]);
  assert.deepEqual(spans(m('stop', '2025-03'), m('suspend', '2024-06')), [['suspended', null, '2024-06', null]]);
});

test('取消不因恢复而终止；一类的变动不动另一类', () => {
  assert.deepEqual(spans(m('cancel', '2025-01'), m('resume', '2025-06')), [['cancelled', null, '2025-01', null]]);
  assert.deepEqual(spans(m('stop', '2025-01', 'combat'), m('resume', '2025-02', 'disabled')), [['stopped', 'combat', '2025-01', null]]);
  const holds = holdsOf([m('stop', '2025-01', 'combat'), m('suspend', '2025-02')]);
  assert.deepEqual([stateUnder(holds, { category: 'combat', from: null }), stateUnder(holds, { category: 'disabled', from: null }), stateUnder([], { category: 'disabled', from: null })], ['suspended', 'suspended', 'receiving']);
});

test('能不能办：没有停发不能恢复，补发只从停发月份起，中止期间不补发（核查无误除外），取消后不再变动', () => {
  const stopped = holdsOf([m('stop', '2025-01')]);
  const suspended = holdsOf([m('suspend', '2025-01')]);
  assert.equal(movementProblem(proposed('resume', '2025-02', { makeGood: false }), [])?.field, 'act');
  assert.equal(movementProblem(proposed('resume', '2025-02', { makeGood: false }), stopped), undefined);
  assert.equal(movementProblem(proposed('resume', '2025-01', { makeGood: false }), stopped)?.field, 'month');
  assert.match(movementProblem(proposed('resume', '2025-02', { makeGood: true }), stopped)!.message, /2025-01/);
  assert.equal(movementProblem(proposed('resume', '2025-01', { makeGood: true }), stopped), undefined);
  assert.equal(movementProblem(proposed('resume', '2025-01', { makeGood: true, reason: 'released' }), suspended)?.field, 'makeGood');
  assert.equal(movementProblem(proposed('resume', '2025-01', { makeGood: true, reason: 'cleared' }), suspended), undefined);
  assert.match(movementProblem(proposed('stop', '2025-05'), suspended)!.message, /中止/);
  assert.equal(movementProblem(proposed('suspend', '2025-05'), stopped), undefined);
  assert.match(movementProblem(proposed('resume', '2025-05', { makeGood: false, category: 'combat' }), holdsOf([m('cancel', '2025-01')]))!.message, /已经取消/);
});

test('已经结束的中止，后来的停发和恢复补发都不动它：中止2025-02至2025-04，停发2025-01后补发，这三个月仍不发；核查无误另办中止再撤销的照补', () => {
  const over = [m('suspend', '2025-02'), m('resume', '2025-05')];
  assert.deepEqual(spans(...over, m('stop', '2025-01')), [['suspended', null, '2025-02', '2025-04'], ['stopped', null, '2025-01', null]]);
  assert.deepEqual(spans(...over, m('stop', '2025-01'), m('resume', '2025-01')), [['suspended', null, '2025-02', '2025-04']]);
  assert.deepEqual(spans(...over, m('suspend', '2025-02'), m('resume', '2025-02')), []);
});

test('性质：同一类里任何月份至多一段停发、一段中止，最后一次变动的月份起恰如其所说，停发和恢复不动已经结束的中止', () => {
  const movement = fc.record({ act: fc.constantFrom<Movement['act']>('stop', 'suspend', 'resume'), month: fc.integer({ min: 100, max: 130 }), category: fc.constant(null), reason: fc.constant('') });
  fc.assert(fc.property(fc.array(movement, { minLength: 1, maxLength: 8 }), (movements) => {
    const [holds, earlier] = [holdsOf(movements), holdsOf(movements.slice(0, -1))];
    const last = movements[movements.length - 1]!;
    const over = earlier.filter((hold) => hold.kind === 'suspended' && hold.until !== null && last.act !== 'suspend');
    for (const hold of over) assert.ok(holds.some((one) => one.kind === hold.kind && one.from === hold.from && one.until === hold.until));
    for (let month = 95; month < 140; month += 1) {
      const on = (kind: string) => holds.filter((hold) => hold.kind === kind && hold.from <= month && (hold.until === null || month <= hold.until));
      assert.ok(on('stopped').length <= 1 && on('suspended').length <= 1);
      if (month < last.month) continue;
      assert.equal(on('stopped').length, last.act === 'stop' ? 1 : 0);
      const untouched = over.some((hold) => hold.from <= month && month <= hold.until!);
      assert.equal(on('suspended').length, last.act === 'suspend' || untouched ? 1 : 0);
    }
  }), { numRuns: 2000 });
});
