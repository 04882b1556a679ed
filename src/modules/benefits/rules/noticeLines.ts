import { labelOf } from '#base/pure/codes.ts';
import type { Fen } from '#base/pure/fen.ts';
import { RateArea, RateCategory, RateNature } from '../schema/standards.ts';
import type { StandardKind } from './rates.ts';

/** Where an amount stands in a notice: what it is for, and how it relates to the others. */
export type LinePlace = { kind: StandardKind; category: string; variant: string | null; grade: number | null; nature: string | null; area: string | null;
  /** The name of a top-up: those of one name replace each other, those of different names add up. */
  addon?: string | null };
/** One amount of a notice, money in fen. */
export type NoticeLine = LinePlace & { amount: Fen; period: 'year' | 'month' };

/** The place of a line as one text, the same for the line that it replaces. */
export function placeKey({ kind, category, variant, grade, nature, area, addon }: LinePlace): string {
  return [kind, category, variant ?? '', grade ?? '', nature ?? '', area ?? '', addon ?? ''].join('|');
}

/** What a line is for, in words: '残疾军人 7级 因战', '三属 烈士遗属', '三红 红军失散人员 农村'. */
export function sayPlace({ category, variant, grade, nature, area, addon }: Omit<LinePlace, 'kind'>): string {
  return [labelOf(RateCategory, category), grade === null ? null : `${grade}级`, nature && labelOf(RateNature, nature), variant, area && labelOf(RateArea, area), addon].filter(Boolean).join(' ');
}

/** Order of lines on every page: by category as published, then grade, nature, variant. */
export function compareLines(a: LinePlace, b: LinePlace): number {
  const rank = (one: LinePlace) => RateCategory.codes.findIndex(({ code }) => code === one.category);
  const nature = (one: LinePlace) => RateNature.codes.findIndex(({ code }) => code === one.nature);
  return rank(a) - rank(b) || (a.grade ?? 0) - (b.grade ?? 0) || nature(a) - nature(b) || (a.variant ?? '').localeCompare(b.variant ?? '', 'zh') || (a.area ?? '').localeCompare(b.area ?? '') || a.kind.localeCompare(b.kind) || (a.addon ?? '').localeCompare(b.addon ?? '', 'zh');
}

/** 差异 of one place between a notice and what it replaces; `change` in fen of the line's own period (of a year where the period changed), `tenths` of a percent. */
export type LineDifference<L extends NoticeLine = NoticeLine> = { outcome: 'raised' | 'lowered' | 'same' | 'new' | 'gone'; line: L | null; former: L | null; change: Fen | null; tenths: number | null; yearly: boolean };

/** The lines of a notice beside those they replace: 七级因战 39084 → 40260 元/年, +1176 元, 3.0 %. A former line that the notice does not name goes on as it is. */
export function differencesOf<L extends NoticeLine>(lines: readonly L[], formers: readonly L[]): LineDifference<L>[] {
  const byPlace = new Map(formers.map((former) => [placeKey(former), former]));
  const named = new Set(lines.map(placeKey));
  const all: LineDifference<L>[] = lines.map((line) => compared(line, byPlace.get(placeKey(line)) ?? null));
  for (const former of formers) if (!named.has(placeKey(former))) all.push({ outcome: 'gone', line: null, former, change: null, tenths: null, yearly: false });
  return all.sort((a, b) => compareLines((a.line ?? a.former)!, (b.line ?? b.former)!));
}

function compared<L extends NoticeLine>(line: L, former: L | null): LineDifference<L> {
  if (!former) return { outcome: 'new', line, former, change: null, tenths: null, yearly: false };
  const yearly = line.period !== former.period;
  const worth = (one: NoticeLine) => (yearly && one.period === 'month' ? one.amount * 12n : one.amount);
  const change = worth(line) - worth(former);
  return { outcome: change > 0n ? 'raised' : change < 0n ? 'lowered' : 'same', line, former, change, tenths: tenthsOf(change, worth(former)), yearly };
}

/** Tenths of a percent, rounded half away from zero: 1176 of 39084 are 3.009 %, 30 tenths. */
export function tenthsOf(change: Fen, whole: Fen): number {
  const size = change < 0n ? -change : change;
  const tenths = Number((size * 2000n + whole) / (whole * 2n));
  return change < 0n ? -tenths : tenths;
}

/** A percentage in words, with its sign: 30 tenths are '+3.0%'. */
export function sayTenths(tenths: number): string {
  return `${tenths > 0 ? '+' : tenths < 0 ? '-' : ''}${(Math.abs(tenths) / 10).toFixed(1)}%`;
}

/** How copied lines are raised: by hundredths of a percent or by fen a period, then rounded half up to a multiple. */
export type Raise = { way: 'none' } | { way: 'percent'; hundredths: number; to: Rounding } | { way: 'amount'; fen: Fen; to: Rounding };
/** To what raised amounts are rounded: fen, yuan, ten yuan, or whole yuan a month (twelve yuan a year). */
export type Rounding = 'fen' | 'yuan' | 'tenYuan' | 'yuanMonthly';

/** A raised amount in fen: 3 % on 39084 元/年 to whole yuan a month is 40260 元/年; 9 % on 106670 to ten yuan is 116270. */
export function raised({ amount, period }: Pick<NoticeLine, 'amount' | 'period'>, raise: Raise): Fen {
  if (raise.way === 'none') return amount;
  const steps: Record<Rounding, bigint> = { fen: 1n, yuan: 100n, tenYuan: 1000n, yuanMonthly: period === 'year' ? 1200n : 100n };
  const step = steps[raise.to];
  if (raise.way === 'amount') return rounded(amount + raise.fen, 1n, step);
  return rounded(amount * BigInt(10_000 + raise.hundredths), 10_000n, step);
}

function rounded(value: bigint, over: bigint, step: bigint): bigint {
  const unit = over * step;
  return ((value * 2n + unit) / (unit * 2n)) * step;
}
