import { type RawBuilder, sql } from 'kysely';
import type { Day } from '#base/pure/day.ts';
import type { RecordType } from '#base/pure/record.ts';

/** The days of a figure, both included. */
export type Period = { from: Day; to: Day };

/** How a figure is measured on its rows, aliased `r` in SQL. */
export type Measure = 'count' | { distinct: RawBuilder<unknown> } | { sum: RawBuilder<unknown> };

/** How a figure is printed in documents; see the rounding rules of the bulletin. */
export type PrintStyle = 'exact' | 'hundredsOver' | 'tenThousand' | 'tenThousandYuan';

/** One statistic, declared once: the number is the measure of exactly the rows that its drill-down lists. */
export type Figure = {
  /** `module.noun`, e.g. `care.visits`. */
  key: string;
  /** Chapter of the yearly bulletin: 1 创建, 2 就业创业, 3 服务保障, 4 双拥. */
  chapter: 1 | 2 | 3 | 4;
  title: string;
  unit: '人' | '人次' | '户' | '个' | '次' | '所' | '元' | '季度';
  /** One Chinese sentence: what is counted. */
  definition: string;
  /** The named rule behind a judgement, where there is one. */
  rule?: string;
  record: RecordType;
  /** The day column (SQL on alias `r`) that must lie in the period; absent for a state that does not belong to a period. */
  on?: RawBuilder<unknown>;
  /** Further condition on the row, alias `r`. */
  where?: (period: Period) => RawBuilder<unknown>;
  measure: Measure;
  print?: PrintStyle;
};

/** The condition, on alias `r`, of the rows that a figure counts in a period. The drill-down lists exactly these. */
export function figureRows(figure: Figure, period: Period): RawBuilder<unknown> {
  const all: RawBuilder<unknown>[] = [sql`true`];
  if (figure.on) all.push(sql`${figure.on} between ${period.from}::date and ${period.to}::date`);
  if (figure.where) all.push(figure.where(period));
  return sql.join(all, sql` and `);
}
