import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { assessAll } from './assess.ts';
import { at } from './fixtures/notation.fixture.ts';
import { oracleOf, toFen } from './fixtures/oracle.fixture.ts';
import { type Draw, inventFacts, STACKS, STANDARDS } from './fixtures/population.fixture.ts';
import type { Terms } from './programme.ts';
import { PROGRAMMES } from './programmes/all.ts';
import { compileRates } from './rates.ts';

const KNOWN = ['2023-09-30', '2024-06-30', '2025-02-28', '2026-12-31'];
const COUNTIES = KNOWN.flatMap((knownOn) => STACKS.map((stack) => ({ knownOn, terms: { rates: compileRates(STANDARDS, knownOn), part: 'full', today: knownOn, stack } as Terms, oracle: oracleOf(STANDARDS, knownOn, stack) })));

/** Draws that fast-check chooses, and makes small when something is wrong. */
const drawn = fc.gen().map((draw): Draw => (count) => draw(fc.nat, { max: count - 1 }));

test('4000 人 × 24 个月 × 11 个项目，与按条文另算的逐月逐项相等，差 0 分', () => {
  let [months, paid, untold] = [0, 0, 0];
  fc.assert(fc.property(drawn, fc.nat(COUNTIES.length - 1), fc.integer({ min: at('2022-06'), max: at('2024-07') }), (draw, county, first) => {
    const { terms, oracle } = COUNTIES[county]!;
    const facts = inventFacts(draw, 'p');
    for (let month = first; month < first + 24; month += 1) {
      const lawful = oracle(facts, month);
      months += 1;
      for (const { programme, assessment } of assessAll(PROGRAMMES, facts, month, terms)) {
        const exact = lawful.get(programme.key)!;
        const said = assessment.answer === 'unknown' ? null : (assessment.rate !== null && assessment.answer === 'yes' ? assessment.rate.monthly : 0n);
        assert.equal(said, exact === null ? null : toFen(exact), `${programme.key} ${month}`);
        if (said === null) untold += 1;
        else if (said > 0n) paid += 1;
      }
    }
  }), { numRuns: 4000 });
  assert.ok(months === 96_000 && paid > 30_000 && untold > 1000, `${months} ${paid} ${untold}`);
});

test('逐人独立：把人倒过来算、只算一个项目，答案都一样', () => {
  fc.assert(fc.property(fc.array(drawn, { minLength: 2, maxLength: 6 }), fc.integer({ min: at('2022-06'), max: at('2026-06') }), (draws, month) => {
    const { terms } = COUNTIES[0]!;
    const people = draws.map((draw, index) => inventFacts(draw, String(index)));
    const amounts = (order: typeof people) => new Map(order.map((facts) => [facts.personId, assessAll(PROGRAMMES, facts, month, terms).map(({ assessment }) => assessment.rate?.monthly ?? 0n)]));
    const [forwards, backwards] = [amounts(people), amounts(people.toReversed())];
    for (const { personId } of people) assert.deepEqual(forwards.get(personId), backwards.get(personId));
    for (const facts of people) {
      const shuffled = { ...facts, approvals: facts.approvals.toReversed(), holds: facts.holds.toReversed() };
      const sum = (one: typeof facts) => assessAll(PROGRAMMES, one, month, terms).reduce((total, { assessment }) => total + (assessment.answer === 'yes' ? assessment.rate!.monthly : 0n), 0n);
      if (new Set(facts.approvals.map((one) => `${one.category}${one.from}`)).size === facts.approvals.length) assert.equal(sum(shuffled), sum(facts));
    }
  }), { numRuns: 500 });
});
