import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Act } from '#base/server/house.ts';
import { cleanHeader } from '#base/server/sheets/header.ts';
import { inFolder } from '#base/server/sheets/in-folder.ts';
import { openSheet } from '#base/server/sheets/open-sheet.ts';
import type { WrittenRow, WrittenSheet } from '#base/server/sheets/workbook-shapes.ts';
import { writeSheet } from '#base/server/sheets/write-sheet.ts';

/** A sheet as text: its header row and, by line number, the cells below. */
export type ReadSheet = { header: Map<string, number>; rows: { line: number; cells: string[] }[] };

/** Reads an uploaded .xlsx or csv (base64), the header being the first row in which `isHeader` finds what it looks for; undefined where none is. The file itself is gone afterwards. */
export async function readUpload(content: string, isHeader: (cells: readonly string[]) => boolean, rows = 50_000): Promise<ReadSheet | undefined> {
  return inFolder(async (folder) => {
    const path = join(folder, 'upload');
    await writeFile(path, Buffer.from(content, 'base64'), { mode: 0o600 });
    const reader = await openSheet(path, { limits: { rows } });
    try {
      let header: Map<string, number> | undefined;
      const found: ReadSheet['rows'] = [];
      for await (const row of reader.rows()) {
        const cells = row.cells.map((cell) => cell.text.trim());
        if (header) { if (cells.some((text) => text !== '')) found.push({ line: row.number, cells }); } else if (isHeader(cells.map(cleanHeader))) header = new Map(cells.map((text, at) => [cleanHeader(text), at]));
      }
      return header && { header, rows: found };
    } finally {
      await reader.close();
    }
  });
}

/** One sheet as an .xlsx under a name, with who took it out at its foot. */
export async function workbookOf(act: Act, name: string, sheet: Omit<WrittenSheet, 'footer' | 'rows'> & { rows: WrittenRow[] }): Promise<{ name: string; content: string }> {
  const clean = name.replace(/[\\/:*?"<>|[\]]/g, '');
  return inFolder(async (folder) => {
    const path = join(folder, 'sheet.xlsx');
    await writeSheet(path, { sheets: [{ ...sheet, footer: `${act.actor.unitName} ${act.actor.name} ${act.today} 导出，共 ${sheet.rows.length} 行` }] });
    return { name: `${clean}.xlsx`, content: (await readFile(path)).toString('base64') };
  });
}
