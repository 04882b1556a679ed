import { type Day, dayOf, yearOf } from '#base/pure/day.ts';
import { isAfter, type PartYear, serviceYears } from '../rules.ts';

/**
 * The day on which somebody born on `birthOn` is `age` full years old (周岁): the birthday itself; born 02-29, 03-01 of common years.
 * Reading: docs/rulings/0003-ages-and-minors.md. Born 1963-11-27, 60 周岁 on 2023-11-27; born 2008-02-29, 18 周岁 on 2026-03-01.
 */
export function reachesAgeOn(birthOn: Day, age: number): Day {
  const year = yearOf(birthOn) + age;
  return dayOf(year, Number(birthOn.slice(5, 7)), Number(birthOn.slice(8, 10))) ?? `${year}-03-01`;
}

/** Whole calendar months of service between two partial days; undefined where a month is unknown or the days are out of order. 1970-01 to 1975-03: 62. */
export function servedMonths(enlistedOn: string | null | undefined, dischargedOn: string | null | undefined): number | undefined {
  if (!enlistedOn || !dischargedOn || enlistedOn.length < 7 || dischargedOn.length < 7 || !isAfter(dischargedOn, enlistedOn)) return undefined;
  return (Number(dischargedOn.slice(0, 4)) - Number(enlistedOn.slice(0, 4))) * 12 + Number(dischargedOn.slice(5, 7)) - Number(enlistedOn.slice(5, 7));
}

/** 军龄 as it was served and as the county counts it. */
export type Service = { months: number | null; served: string | null; years: number | null; part: PartYear };

/** Months served in words (5年2个月) and years by the county's reading of a part year. 1970-01 to 1975-03: 5年2个月, `full` 6, `half` 5. */
export function serviceOf(enlistedOn: string | null | undefined, dischargedOn: string | null | undefined, part: PartYear): Service {
  const months = servedMonths(enlistedOn, dischargedOn);
  return { months: months ?? null, served: months === undefined ? null : wordsOf(months), years: serviceYears(enlistedOn, dischargedOn, part) ?? null, part };
}

function wordsOf(months: number): string {
  const [years, rest] = [Math.floor(months / 12), months % 12];
  return `${years > 0 ? `${years}年` : ''}${rest > 0 ? `${rest}个月` : ''}` || '不足1个月';
}
