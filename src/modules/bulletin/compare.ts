import type { Act } from '#base/server/house.ts';
import { readPeriod } from '#base/server/period.ts';
import type { FigureToken } from './schema/document.ts';
import type { Comparison, ErratumEntry } from './schema/views.ts';
import { listFrozen } from './freeze.ts';
import { rowsBehind } from './queries.ts';
import { readTokens } from './readings.ts';

/** Every signed figure beside what its ledger says now. */
export async function compareSigned(act: Act, id: string): Promise<Comparison[]> {
  const frozen = await listFrozen(act, id);
  const now = await readTokens(act, frozen as unknown as FigureToken[]);
  const comparisons: Comparison[] = [];
  for (const [at, row] of frozen.entries()) {
    const { figure, style, period, title, unit, printed, digest } = row;
    const reading = now[at]!;
    const behind = reading.known ? await rowsBehind(act, act.house.figures.get(figure)!, readPeriod(period)) : { ids: [], digest: '' };
    const before = new Set(row.row_ids);
    const after = new Set(behind.ids);
    const changed = behind.digest !== digest;
    const printedChanged = reading.printed !== printed;
    comparisons.push({
      figure, style: style as Comparison['style'], period, title, unit, printed, digest, value: Number(row.value), rows: row.row_count, path: reading.path,
      now: { value: reading.value, rows: reading.rows, printed: reading.printed }, changed, printedChanged,
      added: behind.ids.filter((one) => !before.has(one)).length, removed: row.row_ids.filter((one) => !after.has(one)).length,
      remark: printedChanged ? '签发后有变化' : changed ? '签发后有变化，印发数未变' : '',
    });
  }
  return comparisons;
}

/** The numbers that would be printed differently now. */
export function entriesOf(comparisons: readonly Comparison[]): ErratumEntry[] {
  return comparisons.filter((one) => one.printedChanged).map(({ figure, style, period, title, unit, printed, now }) => ({ figure, style, period, title, unit, before: printed, after: now.printed }));
}
