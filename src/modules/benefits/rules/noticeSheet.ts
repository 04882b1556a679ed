import { codeFor } from '#base/pure/codes.ts';
import { parseYuan } from '#base/pure/fen.ts';
import { ON_TOP, RateArea, RateCategory, RateKind, RateNature, RatePeriod, Verification } from '../schema/standards.ts';
import { type NoticeLine, placeKey, sayPlace } from './noticeLines.ts';
import type { Reach, StandardKind } from './rates.ts';

/** One line that a sheet brings. */
export type SheetLine = NoticeLine & { verification: 'published' | 'unverified'; source: string | null };
/** What a row of a sheet comes to: a line, or what is wrong with it in Chinese. */
export type JudgedRow = { number: number; line: SheetLine | null; problems: string[] };

/** The columns of a sheet of standards, by the headers that name them: those of the published tables, and Chinese ones. */
export const SHEET_COLUMNS: Readonly<Record<string, readonly string[]>> = {
  category: ['类别', 'category', '对象类别', '标准类别'], step: ['级别或细类', 'grade_or_kind', '细类', '档次', '等级', '残疾等级'], nature: ['性质', 'nature', '残疾性质'], area: ['城乡', 'area'], addon: ['增发项目', '增发名称', 'addon'],
  amount: ['标准（元）', 'amount_yuan', '标准', '金额', '金额（元）'], period: ['周期', 'period', '标准周期'], kind: ['标准性质', 'kind'], source: ['出处', 'source', '来源'], verified: ['核实情况', 'verified'],
};

const GRADES = '一二三四五六七八九十';

/** A grade as sheets write it ('7级', '七级', '7'); undefined for other words. */
export function readGrade(text: string): number | undefined {
  const digits = /^(\d{1,2})级?$/.exec(text)?.[1];
  const grade = digits ? Number(digits) : /^[一二三四五六七八九十]级$/.test(text) ? GRADES.indexOf(text[0]!) + 1 : 0;
  return grade >= 1 && grade <= 10 ? grade : undefined;
}

/** Judges the rows of a sheet, cells by column name; a place named twice is wrong the second time. 残疾军人、7级、因战、40260、year gives 40260 元/年. */
export function judgeSheet(rows: readonly { number: number; cells: Readonly<Record<string, string>> }[], reach: Reach): JudgedRow[] {
  const seen = new Map<string, number>();
  return rows.map(({ number, cells }) => {
    const { line, problems } = judgeRow(cells, reach);
    if (!line) return { number, line: null, problems };
    const first = seen.get(placeKey(line));
    if (first !== undefined) return { number, line: null, problems: [`与第 ${first} 行重复：${sayPlace(line)}`] };
    seen.set(placeKey(line), number);
    return { number, line, problems: [] };
  });
}

function judgeRow(cells: Readonly<Record<string, string>>, reach: Reach): { line: SheetLine | null; problems: string[] } {
  const text = (name: string) => (cells[name] ?? '').trim();
  const problems: string[] = [];
  const coded = <T extends string>(name: string, list: Parameters<typeof codeFor>[0], fallback: T | null): T | null => {
    if (text(name) === '') return fallback;
    const code = codeFor(list, text(name));
    if (code === undefined) problems.push(`${list.label}“${text(name)}”认不出来`);
    return (code as T | undefined) ?? fallback;
  };
  const category = coded<string>('category', RateCategory, null);
  if (text('category') === '') problems.push('没有类别');
  const grade = category === 'disabled' ? readGrade(text('step')) : undefined;
  const variant = category === 'disabled' ? null : text('step') || null;
  const nature = coded<string>('nature', RateNature, null);
  if (category === 'disabled' && (grade === undefined || !nature)) problems.push('残疾军人须有等级（1至10级）和性质');
  if (category !== 'disabled' && nature) problems.push('只有残疾军人填写性质');
  if (category === 'survivor' && !variant) problems.push('三属须写明细类，如烈士遗属');
  const area = text('area') === 'any' || text('area') === '不分城乡' ? null : coded<string>('area', RateArea, null);
  const amount = parseYuan(text('amount'));
  const period = coded<'year' | 'month'>('period', RatePeriod, null);
  if (text('period') === '') problems.push('没有周期（元/年或元/月）');
  const kind = coded<StandardKind>('kind', RateKind, reach === 'nation' ? 'floor' : reach === 'province' ? 'full' : 'topUp')!;
  if (amount === undefined || amount < 0n || (amount === 0n && !ON_TOP.includes(kind))) problems.push(text('amount') === '' ? '没有标准金额' : `标准金额“${text('amount')}”不是大于 0 的金额`);
  const addon = text('addon') || null;
  if (addon !== null && !ON_TOP.includes(kind)) problems.push('只有增发填写增发项目');
  if (addon === null && kind === 'personal') problems.push('逐人增发须填写增发项目，如孤老增发');
  const verification = verificationOf(text('verified'));
  if (!verification) problems.push(`核实情况“${text('verified')}”认不出来`);
  if (problems.length > 0) return { line: null, problems };
  return { line: { kind, category: category!, variant, grade: grade ?? null, nature, area, addon, amount: amount!, period: period!, verification: verification!, source: text('source') || null }, problems };
}

/** 'yes' and 已核实 are verified, 'memory', 'no' and nothing are not: a sheet says so itself or somebody verifies it later. */
function verificationOf(text: string): SheetLine['verification'] | undefined {
  if (['', 'memory', 'no', '否'].includes(text)) return 'unverified';
  if (['yes', '是'].includes(text)) return 'published';
  return codeFor(Verification, text) as SheetLine['verification'] | undefined;
}
