import type { Day } from '#base/pure/day.ts';
import type { Fen } from '#base/pure/fen.ts';
import { RateCategory, RateNature } from '../schema/standards.ts';
import { monthOf } from './months.ts';
import { compileRates, type RateKey, rateKey, type Reach, type StandardRow } from './rates.ts';

/** A layer of the table by year: what one office sets, or what they come to together. */
export type YearLayer = 'sum' | Reach;
/** One cell: yuan of the row's period as published (a layer), or of a year (the sum); `carried` where it is the amount of an earlier day that still stands. */
export type YearCell = { amount: Fen; period: 'year' | 'month'; marked: boolean; released: boolean; carried: boolean; parts: readonly StandardRow[] };
/** One line of the table: a category with its grade and nature or variant, and a cell for each day of effect, null where nothing stood yet. */
export type YearRow = { key: RateKey; category: string; words: string; cells: readonly (YearCell | null)[] };

/** 历年标准: the days of effect of one layer (of all for the sum) in order, and every standard over them. */
export function tableByYear(rows: readonly StandardRow[], layer: YearLayer, knownOn: Day): { days: Day[]; rows: YearRow[] } {
  const known = rows.filter((row) => (row.publishedOn ?? row.effectiveOn) <= knownOn);
  const shown = layer === 'sum' ? known : known.filter((row) => row.reach === layer);
  const days = [...new Set(shown.map((row) => row.effectiveOn))].sort(compareText);
  const byKey = new Map<RateKey, StandardRow[]>();
  for (const row of shown) {
    const key = lineKey(row);
    byKey.set(key, [...(byKey.get(key) ?? []), row]);
  }
  const rates = compileRates(known, knownOn);
  const byId = new Map(known.map((row) => [row.id, row]));
  const cellOf = (key: RateKey, held: readonly StandardRow[], day: Day): YearCell | null => {
    if (layer !== 'sum' || held[0]!.kind === 'personal') return layerCell(held, day);
    const rate = rates.at(key, monthOf(day));
    if (!rate) return null;
    const parts = rate.standards.flatMap((id) => byId.get(id) ?? []);
    return { amount: rate.twelfths, period: 'year', marked: parts.some((row) => !row.verified), released: rate.payable, carried: !parts.some((row) => row.effectiveOn === day), parts };
  };
  const made = [...byKey].map(([key, held]) => ({ key, category: held[0]!.category, words: wordsOf(held[0]!), first: held[0]!, cells: days.map((day) => cellOf(key, held, day)) }));
  return { days, rows: made.filter((row) => row.cells.some((cell) => cell !== null)).sort((a, b) => compareRows(a.first, b.first)).map(({ first: _first, ...row }) => row) };
}

/** The line of the table that a row stands in: an 逐人增发 in one of its own, because it is not everybody's. */
const lineKey = (row: StandardRow): RateKey => `${rateKey(row.category, row.variant, row.grade, row.nature)}${row.kind === 'personal' ? `|${row.addon ?? ''}` : ''}`;

/** What rows of a place come to on a day: the one that stands, or, of top-ups with different names or by several offices, all of them together for a year. */
function layerCell(held: readonly StandardRow[], day: Day): YearCell | null {
  const placeOf = (row: StandardRow) => `${row.reach}|${row.addon ?? ''}`;
  const places = new Set(held.map(placeOf));
  if (places.size < 2) return standingCell(held, day);
  const cells = [...places].flatMap((place) => standingCell(held.filter((row) => placeOf(row) === place), day) ?? []);
  if (cells.length < 2) return cells[0] ?? null;
  const yearly = cells.reduce((sum, cell) => sum + (cell.period === 'month' ? cell.amount * 12n : cell.amount), 0n);
  return { amount: yearly, period: 'year', marked: cells.some((cell) => cell.marked), released: cells.every((cell) => cell.released || !cell.marked), carried: cells.every((cell) => cell.carried), parts: cells.flatMap((cell) => cell.parts) };
}

function standingCell(held: readonly StandardRow[], day: Day): YearCell | null {
  const standing = held.filter((row) => row.effectiveOn <= day).sort((a, b) => compareText(b.effectiveOn, a.effectiveOn) || compareText(b.publishedOn ?? '', a.publishedOn ?? '') || compareText(b.id, a.id));
  const row = standing[0];
  return row ? { amount: row.amount, period: row.period, marked: !row.verified, released: row.released, carried: row.effectiveOn !== day, parts: [row] } : null;
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** What a line is for, in words: '残疾军人 7级 因战'. */
function wordsOf({ category, grade, nature, variant, kind, addon }: StandardRow): string {
  return [category, grade === null ? null : `${grade}级`, nature, variant, kind === 'personal' ? `${addon ?? ''}（逐人增发）` : null].filter(Boolean).join(' ');
}

function compareRows(a: StandardRow, b: StandardRow): number {
  const at = (list: typeof RateCategory, label: string | null) => list.codes.findIndex((one) => one.label === label);
  return at(RateCategory, a.category) - at(RateCategory, b.category) || (a.grade ?? 0) - (b.grade ?? 0) || at(RateNature, a.nature) - at(RateNature, b.nature) || (a.variant ?? '').localeCompare(b.variant ?? '', 'zh');
}

/** One standard over the years by layer, in fen a year, for its chart: each layer that was ever set, and the sum where there are several. */
export function courseOfRow(rows: readonly StandardRow[], key: RateKey, knownOn: Day): { days: Day[]; series: { layer: YearLayer; values: (Fen | null)[] }[] } {
  const own = rows.filter((row) => lineKey(row) === key);
  const { days } = tableByYear(own, 'sum', knownOn);
  const yearly = (cell: YearCell | null | undefined): Fen | null => (cell ? (cell.period === 'month' ? cell.amount * 12n : cell.amount) : null);
  const series = (['nation', 'province', 'county'] as const).flatMap((layer) => {
    const table = tableByYear(own, layer, knownOn);
    const row = table.rows[0];
    if (!row) return [];
    return [{ layer: layer as YearLayer, values: days.map((day) => { const at = table.days.filter((one) => one <= day).length - 1; return at < 0 ? null : yearly(row.cells[at]); }) }];
  });
  const sum = tableByYear(own, 'sum', knownOn).rows[0];
  return { days, series: series.length > 1 && sum ? [...series, { layer: 'sum', values: sum.cells.map(yearly) }] : series };
}
