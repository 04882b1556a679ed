import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSheet } from '#base/server/sheets/open-sheet.ts';
import { writeSheet } from '#base/server/sheets/write-sheet.ts';
import { inventCitizenId } from '../world.ts';

/** One row of a roll as a township keeps it, in its own words. */
export type RollRow = { name: string; citizenId?: string; mobile?: string; village?: string; kind?: string; enlisted?: string };

const HEADERS = ['姓 名', '身份证号码', '联系电话', '村', '人员身份', '入伍年月', '所属小组'];

/** Writes a 建档立卡 workbook with a title above its header, as text; what a row does not say is invented. Returns its path. */
export async function personWorkbook(rows: readonly RollRow[]): Promise<string> {
  const cells = rows.map(({ name, citizenId, mobile, village, kind, enlisted }, at) =>
    [name, citizenId ?? inventCitizenId('1968-05-01'), mobile ?? `199${String(10_000_000 + at)}`, village ?? '东山村', kind ?? '自主就业退役士兵', enlisted ?? '1986.11', '一组']);
  return written(HEADERS, cells, '东乡退役军人和其他优抚对象登记表');
}

/** Reads the first sheet of a workbook as rows of text. */
export async function cellsOf(path: string): Promise<string[][]> {
  const sheet = await openSheet(path);
  const rows: string[][] = [];
  for await (const row of sheet.rows()) rows.push(row.cells.map((cell) => cell.text));
  await sheet.close();
  return rows;
}

/** Writes text cells as a workbook into a folder of its own, which goes when the tests of this file end. Returns its path. */
export async function written(headers: readonly string[], rows: readonly string[][], title?: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'ronggui-roll-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, '东乡建档立卡.xlsx');
  await writeSheet(path, { sheets: [{ name: '名册', columns: headers.map((header) => ({ header, kind: 'text' as const })), rows, title }] });
  return path;
}
