import { printTenThousand } from '#base/pure/fen.ts';

/** Rounding of a printed figure: as counted; floored to a hundred with 余; in 万 with one decimal; in 万元 with one decimal. */
export type PrintStyle = 'exact' | 'hundredsOver' | 'tenThousand' | 'tenThousandYuan';

/**
 * A figure's number as documents print it, without its unit (the unit follows as its own word): 837 → `800余`, 24012 → `2.4万`, 15000000 fen → `15万`.
 * 800 exactly stays `800`. Source: number style of the bulletin.
 */
export function printFigure(value: number, style: PrintStyle = 'exact'): string {
  if (style === 'hundredsOver') return value >= 100 && value % 100 !== 0 ? `${Math.floor(value / 100) * 100}余` : String(value);
  if (style === 'tenThousand') return value >= 10_000 ? `${trimmed(Math.round(value / 1000) / 10)}万` : String(value);
  if (style === 'tenThousandYuan') return value >= 1_000_000 ? `${printTenThousand(BigInt(value))}万` : String(value / 100);
  return String(value);
}

const trimmed = (number: number) => number.toFixed(1).replace(/\.0$/, '');

/** The year before a period of the same length: 2023 → 2022, 2023Q1 → 2022Q1, 2023-05 → 2022-05, two days both a year earlier (29 February becomes the 28th). */
export function yearBefore(period: string): string {
  return period.split('..').map((part) => `${Number(part.slice(0, 4)) - 1}${part.slice(4)}`.replace(/-02-29$/, '-02-28')).join('..');
}

/** Growth against the comparison in per cent with one decimal; undefined where there is nothing to compare with. */
export function growth(value: number, before: number): number | undefined {
  return before === 0 ? undefined : Math.round(((value - before) / before) * 1000) / 10;
}
