import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { refuse } from '#base/pure/refusal.ts';
import type { Act } from '#base/server/house.ts';
import { cleanHeader } from '#base/server/sheets/header.ts';
import { inFolder } from '#base/server/sheets/in-folder.ts';
import { openSheet } from '#base/server/sheets/open-sheet.ts';
import type { SheetRow as ReadRow } from '#base/server/sheets/shapes.ts';
import { writeSheet } from '#base/server/sheets/write-sheet.ts';
import { questionsOf } from '../queries/campaigns.ts';
import { entriesAt, entryById } from '../queries/entries.ts';
import { type Asked, fieldOf } from '../rules/questions.ts';
import { judgeRow, type Known, type Line, RESULT_WORDS } from '../rules/sheet.ts';
import type { AnswerInput, Sheet, SheetRow } from '../schema/answers.ts';
import { answerEntry, openCampaign } from './answering.ts';
import { filledEntries, standingOf } from './standing.ts';

const KEY = '编号（请勿改动）';
const STAMPS = '核对码（请勿改动）';
const RESULT = '结果';
const NOTE = '问不到的说明';
const nowHeader = (question: Asked) => `${question.label}（现登记）`;
const newHeader = (question: Asked) => `${question.label}（有变化填这里）`;

/** The filled list of a place as an .xlsx: what is registered beside an empty cell for what changed; sealed values masked as in every list. */
export async function workbookOf(act: Act, sheet: Sheet): Promise<{ name: string; content: string }> {
  const { campaign, division, questions, entries } = sheet;
  const name = `${campaign.title}_${division.name.replace(/.*\//, '')}`.replace(/[\\/:*?"<>|[\]]/g, '');
  return inFolder(async (folder) => {
    const path = join(folder, 'list.xlsx');
    await writeSheet(path, {
      sheets: [{
        name: '普查名单', title: `${campaign.title}　${division.name}`, footer: `${act.actor.unitName} ${act.actor.name} ${act.today} 导出，共 ${entries.length} 人`,
        columns: [
          { header: KEY, kind: 'text', hidden: true }, { header: STAMPS, kind: 'text', hidden: true }, { header: '村（社区）', kind: 'text' }, { header: '姓名', kind: 'text' }, { header: '年龄', kind: 'whole', width: 6 },
          { header: RESULT, kind: 'text', codes: RESULT_WORDS, width: 12 },
          ...questions.flatMap((question) => [{ header: nowHeader(question), kind: 'text' as const }, { header: newHeader(question), kind: 'text' as const, ...(question.options.length > 0 && fieldOf(question).kind !== 'codes' ? { codes: question.options.map(({ label }) => label) } : {}) }]),
          { header: NOTE, kind: 'text' },
        ],
        rows: entries.map((entry) => [entry.id, entry.cells.map((cell) => cell.stamp).join(' '), entry.divisionName, entry.name, entry.age, entry.state === 'dropped' ? '不再问' : entry.state === 'answered' ? '已问' : '', ...entry.cells.flatMap((cell) => [cell.shown, '']), entry.note]),
      }],
      notes: { title: '填写说明', paragraphs: ['没有变化的，“结果”选“无变化”，其他不填。', '有变化的，只在“有变化填这里”一列填新的内容；没填的各题按无变化。要清空的填“清空”。', '问不到的，“结果”选原因（外出、拒答、搬走等）。', '“结果”和新内容都不填的，表示还没有问，导入时不动。', '请勿填写涉密内容。请勿改动编号和核对码两列（已隐藏）。'] },
      properties: { 普查: campaign.title },
    });
    return { name: `${name}.xlsx`, content: (await readFile(path)).toString('base64') };
  });
}

async function readRows(content: string): Promise<ReadRow[]> {
  return inFolder(async (folder) => {
    const path = join(folder, 'filled.xlsx');
    await writeFile(path, Buffer.from(content, 'base64'), { mode: 0o600 });
    const reader = await openSheet(path, { limits: { rows: 5000 } });
    try {
      const rows: ReadRow[] = [];
      for await (const row of reader.rows()) rows.push(row);
      return rows;
    } finally {
      await reader.close();
    }
  });
}

/** The lines of a filled-in sheet; refuses a sheet that is not one of this census's. */
async function linesOf(content: string, questions: readonly Asked[]): Promise<Line[]> {
  const rows = await readRows(content);
  const header = rows.find((row) => row.cells.some((cell) => cleanHeader(cell.text) === cleanHeader(KEY)));
  if (!header) refuse('census.sheet', '没有找到编号一列，请使用本系统导出的普查名单表格', { path: ['content'] });
  const columns = new Map(header.cells.map((cell, at) => [cleanHeader(cell.text), at]));
  const column = (name: string) => columns.get(cleanHeader(name)) ?? refuse('census.sheet', `表格里没有“${name}”这一列，请重新导出`, { path: ['content'] });
  const at = { key: column(KEY), stamps: column(STAMPS), name: column('姓名'), result: column(RESULT), note: column(NOTE), values: questions.map((question) => column(newHeader(question))) };
  const text = (row: ReadRow, place: number) => (row.cells[place]?.text ?? '').trim();
  return rows.filter((row) => row.number > header.number && (text(row, at.key) !== '' || text(row, at.name) !== '')).map((row) => ({
    line: row.number, key: text(row, at.key), stamps: text(row, at.stamps).split(' '), name: text(row, at.name), result: text(row, at.result), note: text(row, at.note), values: at.values.map((place) => text(row, place)),
  }));
}

type Judged = SheetRow & { answers: AnswerInput['answers']; unreachable: AnswerInput['unreachable'] };

/** Every line of a filled-in sheet beside what stands now. */
async function judged(act: Act, campaignId: string, content: string): Promise<{ rows: Judged[]; questions: Asked[] }> {
  const questions = await questionsOf(act, campaignId);
  const lines = await linesOf(content, questions);
  const known = new Map<string, Known>();
  const listed = new Map((await entriesAt(act, campaignId, act.actor.division, 20_000)).map((entry) => [entry.id, entry]));
  const wanted = lines.flatMap(({ key }) => listed.get(key) ?? []);
  const filled = await filledEntries(act, campaignId, questions, wanted);
  const standing = await standingOf(act, campaignId, questions, wanted.map((entry) => entry.personId));
  for (const entry of filled) known.set(entry.id, { ...entry, cells: entry.cells.map((cell) => ({ ...cell, value: standing.get(`${entry.personId}/${cell.questionId}`)!.value })) });
  const seen = new Set<string>();
  const rows = lines.map((line): Judged => {
    const repeated = seen.has(line.key);
    seen.add(line.key);
    return repeated && line.key !== '' ? { line: line.line, entryId: null, name: line.name, kind: 'bad', reason: '同一个人在表格里出现了两次', changes: [], answers: [], unreachable: undefined } : judgeRow(questions, line, known.get(line.key));
  });
  return { rows, questions };
}

/** What importing a filled-in sheet would do, line by line; nothing is written. */
export async function preview(act: Act, { id, content }: { id: string; content: string }): Promise<SheetRow[]> {
  await openCampaign(act, id);
  const { rows } = await judged(act, id, content);
  return rows.map(({ answers: _answers, unreachable: _unreachable, ...row }) => row);
}

type CommitInput = { id: string; content: string; way: AnswerInput['way']; decisions: Record<string, 'sheet' | 'keep'> };

/** Imports a filled-in sheet in one transaction. Wrong lines are left out; a line whose record changed since the export must be decided. */
export async function commit(act: Act, { id, content, way, decisions }: CommitInput): Promise<{ answered: number; changed: number }> {
  await openCampaign(act, id);
  const { rows, questions } = await judged(act, id, content);
  const open = rows.filter((row) => row.kind === 'conflict' && !decisions[row.entryId!]);
  if (open.length > 0) refuse('census.undecided', `${open.length} 行的档案在导出后被改过，请先逐行决定`, { status: 409, path: ['decisions'], detail: open.map((row) => row.entryId) });
  const done = { answered: 0, changed: 0 };
  for (const row of rows) {
    if (!['changed', 'same', 'unreachable', 'conflict'].includes(row.kind)) continue;
    const entry = (await entryById(act, row.entryId!, true))!;
    const answers = row.kind === 'conflict' && decisions[row.entryId!] === 'keep' ? row.answers.map(({ questionId, stamp }) => ({ questionId, stamp, outcome: 'same' as const })) : row.answers;
    await answerEntry(act, questions, entry, { answers, unreachable: row.unreachable, way });
    done.answered += 1;
    if (answers.some((one) => one.outcome === 'changed')) done.changed += 1;
  }
  act.note({ record: 'census.campaign', rowId: id, detail: { ...done, lines: rows.length } });
  return done;
}

