import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { codeFor } from '#base/pure/codes.ts';
import { parseYuan } from '#base/pure/fen.ts';
import { Province, RateCategory, RateNature } from '../schema/standards.ts';

/** One shipped standard, ready to be a row of its notice; money as text of fen. */
export type ShippedStandard = {
  kind: 'floor' | 'full'; category: string; variant: string | null; grade: number | null; nature: string | null; area: string | null;
  amount: string; period: 'year' | 'month'; verification: 'published' | 'unverified'; source: string;
};

/** A shipped notice: the rows of one place from one day. */
export type ShippedNotice = { title: string; reach: 'nation' | 'province'; province: string | null; effective_on: string; rows: ShippedStandard[] };

/** The notices of both shipped tables (national since 2018, and those of provinces), in their order; a row that cannot be read is a fault. */
export function readShippedNotices(): ShippedNotice[] {
  const notices = new Map<string, ShippedNotice>();
  for (const name of ['national.csv', 'provinces.csv']) {
    for (const row of parse(readFileSync(join(import.meta.dirname, name)), { columns: true, bom: true, skip_empty_lines: true }) as Record<string, string>[]) {
      const place = row.scope ?? '全国';
      const day = row.year_effective_from!;
      const title = `${place}标准（${day}起）`;
      const notice = notices.get(title) ?? { title, reach: row.scope ? 'province' : 'nation', province: row.scope ? (codeFor(Province, place) ?? faulty(row)) : null, effective_on: day, rows: [] };
      notice.rows.push(read(row, notice.reach));
      notices.set(title, notice);
    }
  }
  return [...notices.values()];
}

function read(row: Record<string, string>, reach: 'nation' | 'province'): ShippedStandard {
  const grade = /^(\d+)级$/.exec(row.grade_or_kind ?? '');
  const amount = parseYuan(row.amount_yuan ?? '');
  if (amount === undefined || (row.period !== 'year' && row.period !== 'month')) return faulty(row);
  return {
    kind: reach === 'nation' ? 'floor' : 'full', category: codeFor(RateCategory, row.category!) ?? faulty(row), variant: grade ? null : row.grade_or_kind || null, grade: grade ? Number(grade[1]) : null,
    nature: row.nature ? (codeFor(RateNature, row.nature) ?? faulty(row)) : null, area: row.area === 'any' ? null : row.area || null, amount: String(amount), period: row.period,
    verification: row.verified === 'yes' ? 'published' : 'unverified', source: row.source ?? '',
  };
}

function faulty(row: Record<string, string>): never {
  throw new Error(`抚恤补助标准中有读不懂的一行：${JSON.stringify(row)}`);
}
