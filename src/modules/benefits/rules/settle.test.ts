import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { plainYuan } from '#base/pure/fen.ts';
import type { Facts } from './facts.ts';
import { at, person, rowsOf } from './fixtures/notation.fixture.ts';
import { type Draw, drawing, inventFacts, STACKS, STANDARDS } from './fixtures/population.fixture.ts';
import { dueOf } from './fixtures/standards.fixture.ts';
import { backTo, daysOf, january, type Month, printMonth } from './months.ts';
import type { Terms } from './programme.ts';
import { compileRates, exactly } from './rates.ts';
import { type Due, instalments, type MonthChange, type RecoveryTerms, settle, type Settled, withRepayments, withYearEnd } from './settle.ts';

const FIRST = january(2023);
const LAST = at('2025-12');
const PROGRAMME = 'disability';

/** What is known at each month's end: notices appear by themselves. */
const KNOWN = new Map(Array.from({ length: LAST - FIRST + 1 }, (_, index): [Month, Terms] => {
  const { last } = daysOf(FIRST + index);
  return [FIRST + index, { rates: compileRates(STANDARDS, last), part: 'full', today: last, stack: STACKS[0]! }];
}));
const dueAt = (facts: Facts, period: Month): Map<Month, Due> => withYearEnd(dueOf(facts, PROGRAMME, FIRST, period, KNOWN.get(period)!));
const sumOf = (all: Iterable<{ fen: bigint }>): bigint => [...all].reduce((total, one) => total + one.fen, 0n);

function book(settled: Map<Month, Settled>, items: readonly MonthChange[], due: ReadonlyMap<Month, Due>): void {
  for (const { month, fen } of items) {
    const print = due.get(month)?.print ?? { because: 'notApproved', approval: null, graded: null, standards: [], detail: null };
    settled.set(month, { fen: (settled.get(month)?.fen ?? 0n) + fen, print });
  }
}

/** One person's facts as they were known month after month: mostly as before, now and then altered, like what clerks learn late. */
function lives(draw: Draw): Map<Month, Facts> {
  let facts = disabled(draw);
  const known = new Map<Month, Facts>();
  for (let month = FIRST; month <= LAST; month += 1) {
    if (draw(6) === 0) facts = { ...facts, ...pickSome(draw, disabled(draw)) };
    known.set(month, facts);
  }
  return known;
}

const disabled = (draw: Draw): Facts => { const facts = inventFacts(draw, 'p'); return { ...facts, approvals: [...person(`残疾军人 ${['七级因战', '十级因公', '六级因病', '九级因公'][draw(4)]!} ${['2000-01', '2022-11', '2023-05', '2024-09'][draw(4)]!}起`).approvals, ...(draw(3) === 0 ? facts.approvals : [])], deathUndated: false }; };
const pickSome = (draw: Draw, from: Facts): Partial<Facts> => [{ approvals: from.approvals }, { holds: from.holds }, { died: from.died }, { left: from.left }, from][draw(5)]!;
const drawn = fc.integer().map((seed) => drawing(seed));

test('36 次发放，事实和标准随时变：最后发的合计等于最后应发的合计，一个月也不多一分、不少一分；再算一次什么也不发', () => {
  let recoveries = 0;
  fc.assert(fc.property(drawn, (draw) => {
    const settled = new Map<Month, Settled>();
    const known = lives(draw);
    for (let period = FIRST; period <= LAST; period += 1) {
      const due = dueAt(known.get(period)!, period);
      const items = settle(due, settled, period, period);
      recoveries += items.some((item) => item.fen < 0n) ? 1 : 0;
      book(settled, items, due);
      assert.equal(sumOf(settled.values()), sumOf(due.values()));
      assert.deepEqual(settle(due, settled, period, period), []);
      for (const [month, one] of settled) assert.equal(one.fen, due.get(month)!.fen);
    }
  }), { numRuns: 300 });
  assert.ok(recoveries > 100, String(recoveries));
});

test('追回有上限时：每次不超过比例、留足底线、不倒发；发过的减应发的正好等于待追回的', () => {
  let limited = 0;
  fc.assert(fc.property(drawn, fc.integer({ min: 0, max: 100 }), fc.bigInt({ min: 0n, max: 300_000n }), (draw, percent, floor) => {
    const terms: RecoveryTerms = { percent, floor };
    const settled = new Map<Month, Settled>();
    const known = lives(draw);
    for (let period = FIRST; period <= LAST; period += 1) {
      const due = dueAt(known.get(period)!, period);
      const items = settle(due, settled, period, period);
      const paid = instalments(items, terms);
      const gross = sumOf(items.filter((item) => item.fen > 0n));
      const taken = gross - paid.fen;
      assert.ok(taken >= 0n && taken * 100n <= gross * BigInt(percent) && (taken === 0n || paid.fen >= floor) && paid.fen === sumOf(paid.items));
      book(settled, paid.items, due);
      assert.equal(sumOf(settled.values()) - sumOf(due.values()), paid.waiting);
      limited += paid.waiting > 0n ? 1 : 0;
    }
  }), { numRuns: 300 });
  assert.ok(limited > 100, String(limited));
});

test('多久发一次、先发后发都一样：按月、按季、按任意先后，发到同一月的合计相等', () => {
  fc.assert(fc.property(drawn, fc.shuffledSubarray(Array.from({ length: LAST - FIRST }, (_, index) => FIRST + index)), (draw, some) => {
    const facts = disabled(draw);
    const byOrder = (periods: readonly Month[]) => {
      const settled = new Map<Month, Settled>();
      for (const period of [...periods, LAST]) { const due = dueAt(facts, period); book(settled, settle(due, settled, period, period), due); }
      return new Map([...settled].filter(([, one]) => one.fen !== 0n).map(([month, one]) => [month, one.fen]));
    };
    const monthly = Array.from({ length: LAST - FIRST }, (_, index) => FIRST + index);
    const sums = [byOrder(monthly), byOrder(monthly.filter((month) => month % 3 === 2)), byOrder([])].map((one) => [...one].toSorted(([a], [b]) => a - b));
    assert.deepEqual(sums[1], sums[0]);
    assert.deepEqual(sums[2], sums[0]);
    const settled = new Map<Month, Settled>();
    for (const period of [...some, LAST]) { const months = withYearEnd(dueOf(facts, PROGRAMME, FIRST, period, KNOWN.get(LAST)!)); book(settled, settle(months, settled, period, period), months); }
    assert.equal(sumOf(settled.values()), sums[0]!.reduce((total, [, fen]) => total + fen, 0n));
  }), { numRuns: 60 });
});

const due = (yearly: bigint): Due => ({ ...exactly(yearly), fen: exactly(yearly).monthly, print: { because: 'due', approval: '1', graded: null, standards: ['a'], detail: null } });

test('不变的人一年十二个月合计等于年标准；年中第 k 月调整的等于 (k × 旧 + (12 − k) × 新) ÷ 12，四舍五入；一个月最多差 6 分', () => {
  fc.assert(fc.property(fc.bigInt({ min: 12n, max: 20_000_000n }), fc.bigInt({ min: 12n, max: 20_000_000n }), fc.nat(12), (before, after, k) => {
    const months = new Map(Array.from({ length: 12 }, (_, index): [Month, Due] => [january(2023) + index, due(index < k ? before : after)]));
    const settled = withYearEnd(months);
    const exact = before * BigInt(k) + after * BigInt(12 - k);
    assert.equal(sumOf(settled.values()), (exact + 6n) / 12n);
    for (const [month, one] of settled) assert.ok(month % 12 === 11 ? one.fen - months.get(month)!.fen <= 6n && months.get(month)!.fen - one.fen <= 6n : one.fen === months.get(month)!.fen);
  }), { numRuns: 2000 });
});

test('年中去世的不结四舍五入的差额：十级因公 2023 年 9 月去世，8 月、9 月各 949.17 元，合计 1898.34 元', () => {
  const terms: Terms = { rates: compileRates(rowsOf('全国标准 残疾军人/十级因公 2023-08 11390/年'), '2023-12-31'), part: 'full', today: '2023-12-31', stack: [] };
  const months = withYearEnd(dueOf(person('残疾军人 十级因公 去世2023-09'), PROGRAMME, at('2023-08'), at('2023-12'), terms));
  assert.deepEqual([...months.values()].map((one) => plainYuan(one.fen)), ['949.17', '949.17', '0.00', '0.00', '0.00']);
});

test('年中批准的到年底结清：十级因公 2023 年 8 月起，五个月按年标准 4745.83 元，四个月 949.17 元，十二月 949.15 元', () => {
  const terms: Terms = { rates: compileRates(rowsOf('全国标准 残疾军人/十级因公 2023-08 11390/年'), '2023-12-31'), part: 'full', today: '2023-12-31', stack: [] };
  const months = [...withYearEnd(dueOf(person('残疾军人 十级因公 2023-08起'), PROGRAMME, at('2023-08'), at('2023-12'), terms)).values()];
  assert.deepEqual([plainYuan(sumOf(months)), ...months.map((one) => plainYuan(one.fen))], ['4745.83', '949.17', '949.17', '949.17', '949.17', '949.15']);
});

test('往前结算的窗口随发放月份移动，从一月切起：十级因公旧账的十二月不因窗口移动再补再扣；2026-05 往前 24 个月从 2024-01 起', () => {
  assert.deepEqual([backTo(at('2026-05'), 24, at('2020-01')), backTo(at('2026-05'), 24, at('2025-08'))].map(printMonth), ['2024-01', '2025-08']);
  const facts = person('残疾军人 十级因公');
  const settled = new Map<Month, Settled>();
  const since = (period: Month) => backTo(period, 12, FIRST);
  for (let period = FIRST; period <= LAST; period += 1) {
    const known = KNOWN.get(period)!;
    const plain: Terms = { ...known, rates: compileRates(rowsOf('全国标准 残疾军人/十级因公 2022-08 10850/年'), known.today) };
    const months = withYearEnd(dueOf(facts, PROGRAMME, since(period), period, plain));
    const seen = new Map([...settled].filter(([month]) => month >= since(period)));
    const items = settle(months, seen, period, period);
    assert.deepEqual(items.map((one) => one.month), [period]);
    book(settled, items, months);
  }
  assert.equal(plainYuan(sumOf(settled.values())), '32550.00');
});

test('抵扣从最早的月份起：应发 3355.00 元，多发 8 月 997.00、9 月 1027.00 元，30% 即 1006.50 元，抵 8 月全部和 9 月 9.50 元，待抵 1017.50 元', () => {
  const item = (month: string, fen: bigint): MonthChange => ({ month: at(month), fen, cause: fen > 0n ? 'regular' : 'died', was: 0n, now: 0n });
  const paid = instalments([item('2025-08', -99_700n), item('2025-09', -102_700n), item('2025-12', 335_500n)], { percent: 30, floor: 0n });
  assert.deepEqual(paid.items.map((one) => plainYuan(one.fen)), ['-997.00', '-9.50', '3355.00']);
  assert.deepEqual([plainYuan(paid.fen), plainYuan(paid.waiting)], ['2348.50', '1017.50']);
});

test('退款先抵最早的多发：多发 2 月、3 月各 3593.00 元，退回 3593.00 元，只剩 3 月；退回 7200.00 元，14.00 元在当月发还', () => {
  const over = (month: string): MonthChange => ({ month: at(month), fen: -359_300n, cause: 'died', was: 359_300n, now: 0n });
  const left = (repaid: bigint) => withRepayments([over('2026-02'), over('2026-03')], repaid, at('2026-04')).map((one) => `${printMonth(one.month)} ${one.cause} ${plainYuan(one.fen)}`);
  assert.deepEqual([left(0n).length, left(359_300n), left(718_600n), left(720_000n)], [2, ['2026-03 died -3593.00'], [], ['2026-04 repaid 14.00']]);
  assert.deepEqual(left(100n), ['2026-02 died -3592.00', '2026-03 died -3593.00']);
});

test('退款只抵不增：抵后各月不由追回变成补发，补发的月份不动，合计多出的正好是退款', () => {
  const months = fc.uniqueArray(fc.record({ month: fc.nat(40), fen: fc.bigInt({ min: -500_000n, max: 500_000n }) }), { selector: (one) => one.month, maxLength: 12 });
  fc.assert(fc.property(months, fc.bigInt({ min: 0n, max: 2_000_000n }), (some, repaid) => {
    const items = some.filter((one) => one.fen !== 0n).toSorted((a, b) => a.month - b.month).map((one): MonthChange => ({ ...one, cause: 'late', was: 0n, now: 0n }));
    const after = withRepayments(items, repaid, 50);
    assert.equal(sumOf(after), sumOf(items) + repaid);
    for (const item of after) {
      const before = items.find((one) => one.month === item.month)?.fen ?? 0n;
      assert.ok(item.month === 50 ? item.fen > 0n : before > 0n ? item.fen === before : item.fen >= before && item.fen < 0n);
    }
  }), { numRuns: 1000 });
});

test('停发后恢复补发：1 至 3 月停发，恢复后补 997.00 × 3 = 2991.00 元；补过再停的追回', () => {
  const terms = KNOWN.get(LAST)!;
  const plain: Terms = { ...terms, rates: compileRates(rowsOf('全国标准 残疾军人/十级因公 2024-08 11964/年'), '2025-12-31') };
  const months = (words: string, until: string) => withYearEnd(dueOf(person(words), PROGRAMME, at('2025-01'), at(until), plain));
  const settled = new Map<Month, Settled>();
  const steps: [string, string, string][] = [
    ['残疾军人 十级因公 停发2025-01', '2025-03', ''],
    ['残疾军人 十级因公', '2025-04', 'late 997.00、late 997.00、late 997.00、regular 997.00'],
    ['残疾军人 十级因公 停发2025-03', '2025-05', 'stopped -997.00、stopped -997.00'],
    ['残疾军人 十级因公 停发2025-03至2025-03', '2025-06', 'resumed 997.00、late 997.00、regular 997.00'],
  ];
  for (const [words, period, said] of steps) {
    const now = months(words, period);
    const items = settle(now, settled, at(period), at(period));
    assert.equal(items.map((one) => `${one.cause} ${plainYuan(one.fen)}`).join('、'), said, period);
    book(settled, items, now);
  }
});
