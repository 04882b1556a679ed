import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { labelOf } from '#base/pure/codes.ts';
import { notFound, refuse } from '#base/pure/refusal.ts';
import type { Act } from '#base/server/house.ts';
import { cleanHeader } from '#base/server/sheets/header.ts';
import { inFolder } from '#base/server/sheets/in-folder.ts';
import { openSheet } from '#base/server/sheets/open-sheet.ts';
import type { SheetRow } from '#base/server/sheets/shapes.ts';
import { findNotice, insertLines, type KeptLine, listLines, updateLines } from '../queries/notices.ts';
import { addHand, rowsInForce } from '../queries/standards.ts';
import { placeKey, sayPlace } from '../rules/noticeLines.ts';
import { type JudgedRow, judgeSheet, SHEET_COLUMNS } from '../rules/noticeSheet.ts';
import { provinceOf } from '../rules/provinces.ts';
import type { SheetRowView, YearLine } from '../schema/noticeActs.ts';
import { Notice, NoticeReach, Province, RateKind, RatePeriod, Standard } from '../schema/standards.ts';
import { byCounty } from './standards.ts';
import { draftOf } from './notices.ts';
import { workbookOf } from './sheetFiles.ts';

const ROWS = 1000;

function readRows(content: string): Promise<SheetRow[]> {
  return inFolder(async (folder) => {
    const path = join(folder, 'sheet');
    await writeFile(path, Buffer.from(content, 'base64'), { mode: 0o600 });
    const reader = await openSheet(path, { limits: { rows: ROWS + 20 } });
    try {
      const rows: SheetRow[] = [];
      for await (const row of reader.rows()) rows.push(row);
      return rows;
    } finally {
      await reader.close();
    }
  });
}

/** The rows of a sheet below the first row that names a category and an amount, cells by column. */
async function cellsOf(content: string): Promise<{ number: number; cells: Record<string, string> }[]> {
  const rows = await readRows(content);
  const places = (row: SheetRow) => new Map(Object.entries(SHEET_COLUMNS).flatMap(([name, headers]) => {
    const at = row.cells.findIndex((cell) => headers.some((header) => cleanHeader(header) === cleanHeader(cell.text)));
    return at < 0 ? [] : [[name, at] as const];
  }));
  const header = rows.slice(0, 20).find((row) => { const found = places(row); return found.has('category') && found.has('amount'); });
  if (!header) refuse('standards.sheet', '没有找到“类别”和“标准（元）”两列，请对照随附标准表的表头', { path: ['content'] });
  const columns = places(header);
  const below = rows.filter((row) => row.number > header.number && row.cells.some((cell) => cell.text.trim() !== ''));
  if (below.length > ROWS) refuse('standards.sheet', `一份通知最多 ${ROWS} 行`, { path: ['content'] });
  return below.map((row) => ({ number: row.number, cells: Object.fromEntries([...columns].map(([name, at]) => [name, row.cells[at]?.text ?? ''])) }));
}

type Compared = JudgedRow & { held: KeptLine | undefined; outcome: SheetRowView['outcome'] };

async function compared(act: Act, id: string, content: string): Promise<Compared[]> {
  const notice = (await findNotice(act, id)) ?? notFound(Notice.label);
  const held = new Map((await listLines(act, id)).map((line) => [placeKey(line), line]));
  return judgeSheet(await cellsOf(content), notice.reach).map((row) => {
    const there = row.line ? held.get(placeKey(row.line)) : undefined;
    const same = there && row.line && there.amount === row.line.amount && there.period === row.line.period && there.verification === row.line.verification && (row.line.source ?? there.source) === there.source;
    return { ...row, held: there, outcome: !row.line ? 'bad' : !there ? 'new' : same ? 'same' : 'changed' };
  });
}

/** What taking a sheet into a draft would do, row by row; nothing is written. */
export async function readNoticeSheet(act: Act, { id, content }: { id: string; content: string }): Promise<{ rows: SheetRowView[] }> {
  byCounty(act);
  await draftOf(act, id);
  const rows = await compared(act, id, content);
  return { rows: rows.map(({ number, outcome, line, held, problems }) => ({ number, outcome, words: line ? sayPlace(line) : '', former: held ? String(held.amount) : null, amount: line ? String(line.amount) : null, period: line?.period ?? null, problems })) };
}

/** Takes a sheet into a draft: new lines are added, others changed, nothing removed. A sheet with a wrong row is not taken at all. */
export async function takeNoticeSheet(act: Act, { id, content }: { id: string; content: string }): Promise<{ added: number; changed: number }> {
  byCounty(act);
  const notice = await draftOf(act, id);
  const rows = await compared(act, id, content);
  const bad = rows.filter((row) => row.outcome === 'bad');
  if (bad.length > 0) refuse('standards.sheet', `第 ${bad.slice(0, 5).map(({ number }) => number).join('、')} 行有误，没有导入；请改好再导入。第 ${bad[0]!.number} 行：${bad[0]!.problems.join('；')}`, { path: ['content'], detail: { rows: bad.map(({ number, problems }) => ({ number, problems })) } });
  const added = rows.flatMap((row) => (row.outcome === 'new' && row.line ? [row.line] : []));
  const changed = rows.flatMap((row) => (row.outcome === 'changed' && row.line && row.held ? [{ ...row.line, id: row.held.id }] : []));
  await insertLines(act, notice, added);
  await updateLines(act, changed);
  await addHand(act, sql`select ${id}::uuid`);
  act.note({ record: Notice.name, rowId: id, detail: { added: added.length, changed: changed.length } });
  return { added: added.length, changed: changed.length };
}

/** The standards in force that concern the county, for the table by year. */
export async function standardsByYear(act: Act): Promise<{ lines: YearLine[]; province: string | null }> {
  const province = provinceOf(act.scope.county);
  return { lines: (await rowsInForce(act)).map((row) => ({ ...row, amount: String(row.amount), document: row.document ?? '' })), province: province && labelOf(Province, province) };
}

/** The same as an .xlsx, one row a standard with its document and 核实情况. */
export async function standardsSheet(act: Act): Promise<{ name: string; content: string }> {
  const rows = await rowsInForce(act);
  act.note({ record: Standard.name, detail: { exported: rows.length }, always: true });
  return workbookOf(act, `抚恤补助标准_${act.today}`, {
    name: '抚恤补助标准', title: '抚恤补助标准（已生效）',
    columns: [{ header: '适用范围', kind: 'text', width: 8 }, { header: '执行日期', kind: 'text', width: 12 }, { header: '类别', kind: 'text' }, { header: '级别或细类', kind: 'text' }, { header: '性质', kind: 'text', width: 8 }, { header: '标准（元）', kind: 'yuan', width: 14 }, { header: '周期', kind: 'text', width: 8 }, { header: '标准性质', kind: 'text', width: 10 }, { header: '核实情况', kind: 'text', width: 16 }, { header: '文件', kind: 'text' }, { header: '发布日期', kind: 'text', width: 12 }],
    rows: rows.map((row) => [labelOf(NoticeReach, row.reach), row.effectiveOn, row.category, row.grade === null ? row.variant : `${row.grade}级`, row.nature, row.amount, labelOf(RatePeriod, row.period), labelOf(RateKind, row.kind), row.verified ? '已核实' : row.released ? '待核实（已决定使用）' : '待核实', row.document, row.publishedOn]),
  });
}
