import { roomForBlocks } from './blocking.ts';
import { joined } from './compare.ts';
import { type Declaration, type Linked, type LinkedPair, type LinkOptions, MATCH } from './declaration.ts';
import { bestOnly, connected } from './groups.ts';
import { learn, startingPoint } from './learn.ts';
import { WHOLE } from './part.ts';
import { scorePairs, type ScoredPair } from './score.ts';
import { type Done, type Partner, perform, type Stage, type Work } from './stages.ts';
import { orderOf, tableOf } from './table.ts';
import { type Memory, OWN, SHARED } from './texts.ts';
import { pairsIn, totalsOf } from './totals.ts';
import { frequenciesOf, weightsOf } from './weights.ts';

/** Links in this thread alone. */
export function linkAlone<R>(declaration: Declaration<R>, given: readonly R[], options: LinkOptions<R>): Linked {
  const run = linking(declaration, given, options, OWN);
  let step = run.next();
  while (!step.done) step = run.next([perform(declaration, step.value.stage, step.value.work, WHOLE)]);
  return step.value;
}

/** Links with half of every stage done by a partner; the same bytes as alone, milliseconds aside. */
export async function linkTogether<R>(declaration: Declaration<R>, given: readonly R[], options: LinkOptions<R>, partner: Partner): Promise<Linked> {
  const run = linking(declaration, given, options, SHARED);
  let step = run.next();
  if (!step.done) partner.begin(step.value.work);
  while (!step.done) {
    const { stage, work } = step.value;
    const theirs = partner.perform(stage, { at: 1, of: 2 });
    theirs.catch(() => undefined);
    const ours = perform(declaration, stage, work, { at: 0, of: 2 });
    step = run.next([ours, await theirs]);
  }
  return step.value;
}

/** A bulk run that asks for each stage to be done, in as many parts as there are answers. */
function* linking<R>(declaration: Declaration<R>, given: readonly R[], options: LinkOptions<R>, memory: Memory): Generator<{ stage: Stage; work: Work }, Linked, Done[]> {
  const clock = stopwatch();
  const ids = given.map((row) => declaration.id(row));
  const order = orderOf(ids, memory);
  const table = tableOf(declaration, given, options.source, memory);
  clock.lap('read');
  const fixed = options.learn === false ? options.start : undefined;
  const work: Work = { table, blocks: roomForBlocks(declaration.blocking, table, memory), draw: { sample: fixed ? 0 : (options.sample ?? 200_000), seed: options.seed ?? 1, order } };
  yield { stage: 'hash', work };
  yield { stage: 'key', work };
  const rules = declaration.blocking.map(({ name }) => name);
  const passedOver = (yield { stage: 'sort', work }).flatMap((done) => done.passedOver!).sort((a, b) => rules.indexOf(a.rule) - rules.indexOf(b.rule));
  clock.lap('block');
  const { list, candidates, random } = joined((yield { stage: 'compare', work }).map((done) => done.compared!));
  clock.lap('compare');
  const learned = fixed ? startingPoint(declaration, fixed, given.length)
    : learn({ candidates, random, totals: totalsOf(declaration, table), pairs: Math.max(1, pairsIn(table)), records: given.length }, declaration, options.start, options.startCounts ?? 20);
  clock.lap('learn');
  const threshold = options.threshold ?? MATCH;
  const scored = scorePairs(declaration, ids, table, list, candidates, learned, Math.min(threshold, options.report ?? threshold));
  clock.lap('score');
  const { pairs, groups } = grouped(ids, scored, threshold, options.oneToOne === true && table.source !== undefined);
  const weights = weightsOf(declaration, learned, given.length, frequenciesOf(declaration, table.columns));
  clock.lap('group');
  return { pairs, groups, weights, report: { records: given.length, pairs: list.size, patterns: candidates.size, rounds: learned.rounds, expected: learned.expected, passedOver, milliseconds: clock.laps } };
}

/** Groups by the pairs from the threshold on, and the pairs that are reported: those, and the weaker ones. */
function grouped(ids: readonly string[], scored: readonly ScoredPair[], threshold: number, oneToOne: boolean): { pairs: LinkedPair[]; groups: string[][] } {
  const matches = scored.filter(({ pair }) => pair.probability >= threshold);
  const links = oneToOne ? bestOnly(ids.length, matches) : matches;
  const groups = connected(ids.length, links).map((places) => inOrder(places.map((place) => ids[place]!)));
  const linked = new Set(links);
  const reported = scored.filter((one) => one.pair.probability < threshold || linked.has(one));
  return {
    groups: groups.sort((a, b) => (a[0]! < b[0]! ? -1 : 1)),
    pairs: reported.map(({ pair }) => pair),
  };
}

/** Most groups are of two, and a call of `sort` costs more than their comparison. */
function inOrder(group: string[]): string[] {
  if (group.length > 2) return group.sort();
  return group[0]! < group[1]! ? group : [group[1]!, group[0]!];
}

function stopwatch() {
  let last = performance.now();
  const laps: Record<string, number> = {};
  return {
    laps,
    lap(stage: string) {
      const now = performance.now();
      laps[stage] = Math.round(now - last);
      last = now;
    },
  };
}
