import { assess, assessAll } from '#modules/benefits/rules/assess.ts';
import type { Facts } from '#modules/benefits/rules/facts.ts';
import { drawing, inventFacts, STANDARDS } from '#modules/benefits/rules/fixtures/population.fixture.ts';
import { proveYear, TERMS } from '#modules/benefits/rules/fixtures/proof.fixture.ts';
import { december, monthOf, yearOf } from '#modules/benefits/rules/months.ts';
import type { Assessment } from '#modules/benefits/rules/programme.ts';
import { PROGRAMMES } from '#modules/benefits/rules/programmes/all.ts';
import { disability } from '#modules/benefits/rules/programmes/regular.ts';
import { rateKey } from '#modules/benefits/rules/rates.ts';
import { sayAssessment } from '#modules/benefits/rules/words.ts';
import { type BenchResult, printMs } from './bench.ts';

const MONTH = monthOf('2025-09');
const ROUNDS = 7;

/**
 * The rules of benefits alone, without a database: one programme and one month over so many invented persons beside a loop written by hand, one person in
 * all programmes with words, and every month of a year beside the law worked out a second time, to the fen. Sizes: persons (1000000).
 */
export function bench(args: string[]): Promise<BenchResult[]> {
  const sizes = args.length > 0 ? args.map(Number) : [1_000_000];
  return Promise.resolve(sizes.flatMap((size) => [...speeds(size), words(), proof(size)]));
}

/** The best of several rounds, after two that do not count; every round must come to the same. */
function best(work: () => bigint): { ms: number; sum: bigint } {
  let [ms, sum] = [Infinity, work()];
  if (work() !== sum) throw new Error('two rounds came to different sums');
  for (let round = 0; round < ROUNDS; round += 1) {
    const start = performance.now();
    sum = work();
    ms = Math.min(ms, performance.now() - start);
  }
  return { ms, sum };
}

function speeds(size: number): BenchResult[] {
  const people = Array.from({ length: size }, (_, index) => plainPerson(index));
  const amounts = best(() => { let sum = 0n; for (const facts of people) { const { rate } = assess(disability, facts, MONTH, TERMS); if (rate !== null) sum += rate.monthly; } return sum; });
  const kept = new Array<Assessment>(size);
  const reasons = best(() => {
    let sum = 0n;
    for (let index = 0; index < size; index += 1) { const one = assess(disability, people[index]!, MONTH, TERMS); kept[index] = one; if (one.rate !== null) sum += one.rate.monthly; }
    return sum;
  });
  const plain = best(() => byHand(people));
  if (plain.sum !== amounts.sum || plain.sum !== reasons.sum) throw new Error(`the loop written by hand came to ${plain.sum}, the rules to ${amounts.sum} and ${reasons.sum}`);
  const rate = (ms: number) => `${((size / ms) / 1000).toFixed(2)} 百万人/秒`;
  const line = (claim: string, ms: number, aim: string): BenchResult => ({ claim, size: `${size} persons`, ours: `${printMs(ms)}, ${rate(ms)}`, comparison: `loop written by hand ${printMs(plain.ms)}, ${rate(plain.ms)}`, ratio: (ms / plain.ms).toFixed(2), aim, note: `all three come to ${amounts.sum} fen` });
  return [line('残疾抚恤金 of one month, amounts only read', amounts.ms, '≥ 4 百万人/秒'), line('残疾抚恤金 of one month, every answer kept with its reasons', reasons.ms, '≥ 1 百万人/秒')];
}

/** Somebody who draws 残疾抚恤金, as most do: one in twenty dead, one in fifty stopped, one in thirty moved away. */
function plainPerson(seed: number): Facts {
  const draw = drawing(seed);
  const facts = inventFacts(draw, String(seed));
  return {
    ...facts, approvals: [{ id: String(seed), category: 'disabled', grade: 1 + draw(10), nature: (['因战', '因公'] as const)[draw(2)]!, variant: null, from: MONTH - 300 + draw(310), until: null }], addons: [], deathUndated: false,
    died: draw(20) === 0 ? MONTH - 30 + draw(60) : null, left: draw(30) === 0 ? MONTH - 30 + draw(60) : null, holds: draw(50) === 0 ? [{ kind: 'stopped', category: null, from: MONTH - draw(5), until: null, reason: '测试' }] : [],
  };
}

/** The same sum as a clerk's programmer would write it for this one month. */
function byHand(people: readonly Facts[]): bigint {
  const table = Array.from({ length: 33 }, (_, index) => TERMS.rates.at(rateKey('残疾军人', null, Math.floor(index / 3), ['因战', '因公', '因病'][index % 3]!), MONTH)?.monthly ?? 0n);
  let sum = 0n;
  for (const { approvals, died, left, holds } of people) {
    const one = approvals[0]!;
    if (one.from! > MONTH || (died !== null && died < MONTH) || (left !== null && december(yearOf(left)) < MONTH)) continue;
    if (holds.length > 0 && holds[0]!.from <= MONTH) continue;
    sum += table[one.grade * 3 + (one.nature === '因战' ? 0 : 1)]!;
  }
  return sum;
}

function words(): BenchResult {
  const standards = new Map(STANDARDS.map((row) => [row.id, row]));
  const times: number[] = [];
  let length = 0;
  for (let seed = 0; seed < 22_000; seed += 1) {
    const facts = inventFacts(drawing(seed), String(seed));
    const start = performance.now();
    for (const { programme, assessment } of assessAll(PROGRAMMES, facts, MONTH, TERMS)) length += sayAssessment(programme, facts, assessment, standards).length;
    if (seed >= 2000) times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  return { claim: `one person in all ${PROGRAMMES.length} programmes, with reasons in words`, size: `${times.length} persons`, ours: `median ${(times[times.length / 2]! * 1000).toFixed(1)} µs, p99 ${(times[Math.floor(times.length * 0.99)]! * 1000).toFixed(1)} µs`, aim: 'p99 ≤ 5 ms', note: `${length} characters said` };
}

function proof(size: number): BenchResult {
  const { sums, untold, ruleMs, oracleMs } = proveYear(size);
  if (sums.some((sum) => sum !== sums[0])) throw new Error(`sums differ: ${sums.join(', ')}`);
  return {
    claim: `every one of ${PROGRAMMES.length} programmes in 12 months beside the law worked out a second time`, size: `${size} persons × 12 months`, ours: `0 fen apart; ${printMs(ruleMs)}`, comparison: `second working-out ${printMs(oracleMs)}`, ratio: (ruleMs / oracleMs).toFixed(2), aim: '0 fen',
    note: `${sums[0]} fen by person, by month and stirred; ${untold} answers that cannot be told, the same on both sides`,
  };
}
