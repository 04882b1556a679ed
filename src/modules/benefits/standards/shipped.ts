import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { parseYuan } from '#base/pure/fen.ts';

/** One shipped standard, ready to be a row; money as text of fen. */
export type ShippedStandard = {
  scope: string; effective_on: string; category: string; variant: string | null; grade: number | null; nature: 'war' | 'duty' | 'illness' | null; area: string | null;
  amount: string; period: 'year' | 'month'; verification: 'published' | 'unverified'; source: string;
};

const NATURES: Record<string, ShippedStandard['nature']> = { 因战: 'war', 因公: 'duty', 因病: 'illness' };

/** The standards of both shipped tables (national since 2018, and those of provinces), in their order; a row that cannot be read is a fault. */
export function readShippedStandards(): ShippedStandard[] {
  return ['national.csv', 'provinces.csv'].flatMap((name) => {
    const rows = parse(readFileSync(join(import.meta.dirname, name)), { columns: true, bom: true, skip_empty_lines: true }) as Record<string, string>[];
    return rows.map(read);
  });
}

function read(row: Record<string, string>): ShippedStandard {
  const grade = /^(\d+)级$/.exec(row.grade_or_kind ?? '');
  const amount = parseYuan(row.amount_yuan ?? '');
  if (amount === undefined || (row.period !== 'year' && row.period !== 'month')) throw new Error(`抚恤补助标准中有读不懂的一行：${JSON.stringify(row)}`);
  return {
    scope: row.scope ?? '全国', effective_on: row.year_effective_from!, category: row.category!, variant: grade ? null : row.grade_or_kind || null, grade: grade ? Number(grade[1]) : null,
    nature: NATURES[row.nature ?? ''] ?? null, area: row.area === 'any' ? null : row.area || null, amount: String(amount), period: row.period, verification: row.verified === 'yes' ? 'published' : 'unverified', source: row.source ?? '',
  };
}
