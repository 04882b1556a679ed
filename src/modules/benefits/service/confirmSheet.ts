import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { codeFor, labelOf } from '#base/pure/codes.ts';
import { parseDay } from '#base/pure/day.ts';
import { refuse } from '#base/pure/refusal.ts';
import type { Act } from '#base/server/house.ts';
import { inFolder } from '#base/server/sheets/in-folder.ts';
import { cleanHeader } from '#base/server/sheets/header.ts';
import { writeSheet } from '#base/server/sheets/write-sheet.ts';
import type { ConfirmationRow } from '../queries/confirmation.ts';
import { entriesById, entriesOfPlace } from '../queries/confirmEntries.ts';
import { judgeLine, type SheetJudged } from '../rules/confirmation.ts';
import { BenefitCategory } from '../schema.ts';
import type { ConfirmSheetRow } from '../schema/confirmationActs.ts';
import { Confirmation, ConfirmResult, ConfirmWay } from '../schema/confirmation.ts';
import { confirmationOf, sheet } from './confirmations.ts';
import { writeResult } from './confirming.ts';
import { readUpload } from './sheetFiles.ts';

const KEY = '编号（请勿改动）';
const COLUMNS = { name: '姓名', way: '方式', on: '日期', result: '结果', note: '说明' } as const;
const waysOf = ({ ways }: { ways: string[] }) => [...ways, 'app'].map((code) => labelOf(ConfirmWay, code));

/** The list of a place as an .xlsx: who, and empty cells for way, day and result. */
export async function workbook(act: Act, asking: { id: string; division?: string }): Promise<{ name: string; content: string }> {
  const found = await sheet(act, asking);
  if (found.total > found.entries.length) refuse('confirmation.many', `一份表格最多 ${found.entries.length} 人，请选择一个村或乡镇`, { path: ['division'] });
  const { confirmation, division, entries } = found;
  const name = `${confirmation.title}_${division.name.replace(/.*\//, '')}`.replace(/[\\/:*?"<>|[\]]/g, '');
  return inFolder(async (folder) => {
    const path = join(folder, 'list.xlsx');
    await writeSheet(path, {
      sheets: [{
        name: '年度确认名单', title: `${confirmation.title}　${division.name}`, footer: `${act.actor.unitName} ${act.actor.name} ${act.today} 导出，共 ${entries.length} 人`,
        columns: [
          { header: KEY, kind: 'text', hidden: true }, { header: '村（社区）', kind: 'text' }, { header: COLUMNS.name, kind: 'text' }, { header: '年龄', kind: 'whole', width: 6 }, { header: '待遇类别', kind: 'text' }, { header: '现在情况', kind: 'text', width: 14 },
          { header: COLUMNS.way, kind: 'text', codes: waysOf(confirmation), width: 12 }, { header: COLUMNS.on, kind: 'text', width: 12 }, { header: COLUMNS.result, kind: 'text', codes: ConfirmResult.codes.map(({ label }) => label), width: 12 }, { header: COLUMNS.note, kind: 'text' },
        ],
        rows: entries.map((one) => [one.id, one.divisionName, one.name, one.age, one.categories.map((code) => labelOf(BenefitCategory, code)).join('、'), one.state === 'dropped' ? '已去世' : one.result ? labelOf(ConfirmResult, one.result) : one.homeVisit ? '预约入户' : '', '', '', '', '']),
      }],
      notes: { title: '填写说明', paragraphs: ['确认到本人的，填方式、日期和结果；日期不填的按导入当天。', '疑似去世、服刑、迁出的，在说明里写明情况和来源。', '三格都不填的，表示还没有确认，导入时不动。', '不需要附照片。请勿填写涉密内容和号码。请勿改动编号一列（已隐藏）。'] },
      properties: { 年度确认: confirmation.title },
    });
    return { name: `${name}.xlsx`, content: (await readFile(path)).toString('base64') };
  });
}

async function judged(act: Act, one: ConfirmationRow, content: string): Promise<SheetJudged[]> {
  const read = await readUpload(content, (cells) => cells.includes(cleanHeader(KEY)));
  if (!read) refuse('confirmation.sheet', '没有找到编号一列，请使用本系统导出的年度确认名单表格', { path: ['content'] });
  const column = (name: string) => read.header.get(cleanHeader(name)) ?? refuse('confirmation.sheet', `表格里没有“${name}”这一列，请重新导出`, { path: ['content'] });
  const at = { key: column(KEY), name: column(COLUMNS.name), way: column(COLUMNS.way), on: column(COLUMNS.on), result: column(COLUMNS.result), note: column(COLUMNS.note) };
  const listed = new Map((await entriesOfPlace(act, one.id, act.actor.division, 20_000)).map((entry) => [entry.id, entry]));
  const seen = new Set<string>();
  return read.rows.filter(({ cells }) => (cells[at.key] ?? '') !== '' && /^[0-9a-f-]{36}$/.test(cells[at.key]!)).map(({ line, cells }) => {
    const text = (place: number) => cells[place] ?? '';
    const typed = { line, key: text(at.key), name: text(at.name), way: text(at.way), on: text(at.on), result: text(at.result), note: text(at.note) };
    const way = codeFor(ConfirmWay, typed.way);
    const day = typed.on ? parseDay(typed.on, { serial: true }) : undefined;
    const row = judgeLine(typed, listed.get(typed.key), { way: way && (way === 'app' || one.ways.includes(way)) ? way : undefined, result: codeFor(ConfirmResult, typed.result), day: day?.precision === 'day' ? day.day : undefined }, act.today, one.fromOn);
    if (row.kind === 'take' && seen.has(typed.key)) return { ...row, kind: 'bad', reason: '同一个人在表格里出现了两次' };
    seen.add(typed.key);
    return row.kind === 'take' && ['dead', 'imprisoned', 'moved'].includes(row.result!) && !row.note ? { ...row, kind: 'bad', reason: '请在说明中写明情况和来源' } : row;
  });
}

async function openOne(act: Act, id: string): Promise<ConfirmationRow> {
  const one = await confirmationOf(act, id);
  return one.state === 'open' ? one : refuse('confirmation.closed', '这次年度确认没有在进行', { status: 409 });
}

/** What importing a filled-in sheet would do, line by line; nothing is written. */
export async function preview(act: Act, { id, content }: { id: string; content: string }): Promise<ConfirmSheetRow[]> {
  return judged(act, await openOne(act, id), content);
}

/** Imports a filled-in sheet in one transaction; wrong lines and those left blank are left out. */
export async function commit(act: Act, { id, content }: { id: string; content: string }): Promise<{ taken: number }> {
  const one = await openOne(act, id);
  const rows = (await judged(act, one, content)).filter((row) => row.kind === 'take');
  const entries = new Map((await entriesById(act, rows.map((row) => row.entryId!))).map((entry) => [entry.id, entry]));
  for (const row of rows) await writeResult(act, entries.get(row.entryId!)!, one, { result: row.result!, way: row.way!, on: row.on!, ...(row.note ? { note: row.note } : {}) });
  act.note({ record: Confirmation.name, rowId: id, detail: { taken: rows.length } });
  return { taken: rows.length };
}
