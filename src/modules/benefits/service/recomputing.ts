import type { Fen } from '#base/pure/fen.ts';
import { notFound, refuse } from '#base/pure/refusal.ts';
import type { Act } from '#base/server/house.ts';
import type { Approved } from '../queries/entitlements.ts';
import { findFrozen, type FrozenLine, listFrozenLines } from '../queries/runView.ts';
import { dueOf, untold } from '../rules/dueMonths.ts';
import { assessEntitlement } from '../rules/entitlements.ts';
import type { Facts } from '../rules/facts.ts';
import { type Frozen, termsOf } from '../rules/frozen.ts';
import { type Month, monthOf } from '../rules/months.ts';
import type { Assessment, Programme } from '../rules/programme.ts';
import { programmeOf } from '../rules/programmes/all.ts';
import { type Due, IN_FULL, instalments, type MonthChange, type Print, settle, type Settled, withRepayments, withYearEnd } from '../rules/settle.ts';
import { Line } from '../schema/runs.ts';
import { openRun } from './runs.ts';

/** What a line was worked out from, as it is kept sealed with it. `before`, `repaid` and `moved` are absent in lines of before they were kept. */
export type Basis = { facts: Facts; due: [Month, string][]; kept?: Month[]; before?: [Month, string | null][]; repaid?: string; named?: [Month, Month, string][]; moved?: [Month, string][]; approved?: Omit<Approved, 'fen' | 'account' | 'unasked' | 'approvedAt' | 'paidTo'> & { fen: string } };
/** Opens what a line was worked out from. */
export const basisOf = (act: Act, line: FrozenLine): Basis => JSON.parse(act.house.keys.open('benefits.line/basis', line.basis)) as Basis;

const PRINT: Print = { because: 'due', approval: null, graded: null, standards: [], detail: null };

/** Works a line's months out again from its frozen facts and terms; gives the exact due of each month. Whoever ever paid something back was looked at from before the terms' first month. */
export function recomputed(line: FrozenLine, basis: Basis, terms: Frozen): { programme: Programme; months: Map<Month, Assessment>; due: Map<Month, Due> } {
  const programme = programmeOf(line.programme) ?? notFound(Line.label);
  const known = basis.due.map(([month]) => month);
  const [first, last] = [Math.min(terms.since, ...known), Math.max(...known)];
  const { approved } = basis;
  const months: Map<Month, Assessment> = approved ? new Map([[approved.month, assessEntitlement({ ...approved, fen: BigInt(approved.fen) }, approved.month, approved.died)]]) : (dueOf([programme], basis.facts, termsOf(terms), first, last).get(programme) ?? new Map());
  const due = withYearEnd(new Map([...months].filter(([month, one]) => one.answer === 'yes' && one.rate!.payable && !basis.kept?.includes(month)).map(([month, one]) => [month, { fen: one.rate!.monthly, twelfths: one.rate!.twelfths, print: PRINT }])));
  return { programme, months, due };
}

/** Whether the months of a line are due to the fen what they were when it was frozen. */
function isDueTheSame(basis: Basis, months: ReadonlyMap<Month, Assessment>, due: ReadonlyMap<Month, Due>): boolean {
  const told = (month: Month) => { const one = months.get(month); return !basis.kept?.includes(month) && !(one && untold(one)); };
  const known = new Map(basis.due);
  return ![...due].some(([month, one]) => known.get(month) !== String(one.fen)) && !basis.due.some(([month, fen]) => told(month) && fen !== String(due.get(month)?.fen ?? 0n));
}

const byMonth = (items: Iterable<readonly [Month, Fen]>): string => {
  const sums = new Map<Month, Fen>();
  for (const [month, fen] of items) sums.set(month, (sums.get(month) ?? 0n) + fen);
  return [...sums].filter(([, fen]) => fen !== 0n).sort(([a], [b]) => a - b).map(([month, fen]) => `${month}:${fen}`).join();
};

/** Whether what was settled before, what came back, what stands against other benefits and the instalments make the line's months and amount again. */
function isPaidTheSame(line: FrozenLine, { due, before, repaid, named, moved, approved }: Basis, programme: Programme, { recovery }: Frozen): boolean {
  const last = monthOf(line.period);
  const own = line.items.filter(([of]) => of === line.programme);
  const against = line.items.reduce((sum, [of, , fen]) => (of === line.programme ? sum : sum - BigInt(fen)), 0n);
  const amount = line.items.reduce((sum, [, , fen]) => sum + BigInt(fen), 0n);
  if (amount !== BigInt(line.amount)) return false;
  if (before === undefined) return true;
  const now = new Map(due.map(([month, fen]): [Month, Due] => [month, { fen: BigInt(fen), twelfths: 0n, print: PRINT }]));
  const settled = new Map([...now].map(([month, { fen }]): [Month, Settled] => [month, { fen, print: PRINT }]));
  for (const [month, fen] of before) if (fen === null) settled.delete(month); else settled.set(month, { fen: BigInt(fen), print: PRINT });
  const items = withRepayments(settle(now, settled, last, last), BigInt(repaid ?? '0'), approved?.month ?? last, named?.map(([from, to, fen]) => ({ from, to, fen: BigInt(fen) })));
  const terms = programme.rhythm === 'once' ? IN_FULL : { percent: recovery.percent, floor: BigInt(recovery.floor) };
  return byMonth(instalments(movedBy(items, moved ?? []), terms, against).items.map(({ month, fen }) => [month, fen])) === byMonth(own.map(([, month, fen]) => [month, BigInt(fen)]));
}

/** Differences less what another benefit of the same run stands against. */
function movedBy(items: readonly MonthChange[], moved: readonly [Month, string][]): MonthChange[] {
  const of = new Map(moved.map(([month, fen]) => [month, BigInt(fen)]));
  return items.map((item) => ({ ...item, fen: item.fen + (of.get(item.month) ?? 0n) })).filter(({ fen }) => fen !== 0n);
}

/** Whether a run computed again today from what it was frozen with gives the same fen, due and paid: how many lines, and the ids of those that differ. */
export async function recomputeRun(act: Act, { id }: { id: string }): Promise<{ lines: number; differing: string[] }> {
  await openRun(act, id);
  const { terms } = await findFrozen(act, id);
  if (!terms) refuse('run.draft', '这一批次还没有计算', { status: 409 });
  const frozen = await listFrozenLines(act, { runId: id });
  const differing = frozen.filter((line) => {
    const basis = basisOf(act, line);
    const { programme, months, due } = recomputed(line, basis, terms);
    return !isDueTheSame(basis, months, due) || !isPaidTheSame(line, basis, programme, terms);
  });
  act.note({ record: 'benefits.run', rowId: id, always: true, detail: { recomputed: frozen.length, differing: differing.length } });
  return { lines: frozen.length, differing: differing.map((line) => line.id) };
}
