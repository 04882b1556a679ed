import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import { labelOf } from '#base/pure/codes.ts';
import type { Values } from '#base/pure/record.ts';
import { notFound, refuse } from '#base/pure/refusal.ts';
import type { Act } from '#base/server/house.ts';
import { placeOf } from '#base/server/records/columns.ts';
import { getRow } from '#base/server/records/list.ts';
import { store } from '#base/server/records/store.ts';
import { createRow, keepChange, newId, rawRow } from '#base/server/records/write.ts';
import { cleanHeader } from '#base/server/sheets/header.ts';
import { inFolder } from '#base/server/sheets/in-folder.ts';
import { openSheet } from '#base/server/sheets/open-sheet.ts';
import { writeSheet } from '#base/server/sheets/write-sheet.ts';
import { dropPayments, findSentAgain, hasReadReturns, hasRunStep, hasSetOff, holdUnpayable, insertRunStep, listBankLines, markReturned, settleLines, unmarkReturned } from '../queries/runActs.ts';
import { withdrawMessages } from '../queries/messages.ts';
import { countLayouts, findLayout, type Layout, listNumbers, setFile } from '../queries/bank.ts';
import { type BankPayment, cellOf, fixedLine, isPaid, readReturns, type Returned } from '../rules/bankFile.ts';
import { monthOf, sayMonth } from '../rules/months.ts';
import { Payment, PaymentProgramme } from '../schema.ts';
import { BankColumn, BankLayout } from '../schema/bank.ts';
import { Message } from '../schema/messages.ts';
import { Line, Run } from '../schema/runs.ts';
import { tellGrants, untellGrants } from './grants.ts';
import { followFuneral } from './policy.ts';
import { lines, openRun, performRunAct } from './runs.ts';

/** 银行代发格式表 and its columns. */
export const bankLayouts = store(BankLayout);
/** 银行代发格式列表. */
export const bankColumns = store(BankColumn);

const SHIPPED: readonly [string, string, number][] = [['序号', 'serial', 6], ['付款编号', 'reference', 24], ['户名', 'holder', 30], ['账号', 'account', 30], ['金额', 'yuan', 14], ['用途', 'funds', 40]];

/** Gives a new county one layout to begin with, 待核实 until its bank has confirmed it. */
export async function shipLayout(act: Act): Promise<void> {
  if (await countLayouts(act)) return;
  const id = newId();
  await createRow(act, bankLayouts, id, { name: '通用代发格式', format: 'xlsx', encoding: 'gb18030', header: true, verification: 'unverified', note: '随附，请按本县代发银行的要求修改后使用', divisionCode: `${act.scope.county}000000` });
  for (const [index, [header, content, width]] of SHIPPED.entries()) await createRow(act, bankColumns, newId(), { layoutId: id, serial: index + 1, header, content, width, divisionCode: `${act.scope.county}000000` });
}

type Made = { name: string; content: string; digest: string; lines: number; total: string; carried: number };

/**
 * The bank's file of a run: the first time marks the run as sent; later the same bytes again. Lines without an account
 * or with a changed one that nobody checked wait for the next run, and are told. A run whose lines all come to 0.00 元 by what stands against them has a file without payments, so that it can be closed.
 */
export async function bankFile(act: Act, { id, step, version, layoutId }: { id: string; step: string; version: number; layoutId?: string }): Promise<Made> {
  const run = await openRun(act, id, true);
  const first = run.state === 'checked';
  if (!first && run.state !== 'sent' && run.state !== 'closed') refuse('run.act', '财务核对之后才能生成银行文件', { status: 409 });
  const layout = (await findLayout(act, first ? layoutId : undefined, id)) ?? refuse('run.layout', '请选择银行代发格式', { path: ['layoutId'] });
  if (layout.columns.length === 0) refuse('run.layout', `“${layout.name}”还没有列`, { path: ['layoutId'] });
  if (first) await holdUnpayable(act, id);
  const payments = await paymentsOf(act, id);
  if (payments.length === 0 && first && !(await hasSetOff(act, id))) refuse('run.nothing', '没有要付款的明细：全部没有账号或账号待核对，请退回重算或先核对账号', { status: 409 });
  const bytes = await render(layout, payments);
  const digest = createHash('sha256').update(bytes).digest('hex');
  if (!first && run.file_digest !== null && run.file_digest !== digest) refuse('run.layout', `“${layout.name}”在送银行以后改过，取不出与送银行时相同的文件；请先把格式改回去`, { status: 409 });
  if (first) {
    await performRunAct(act, { id, step, version, act: 'file' });
    await setFile(act, id, layout.id, digest);
  }
  const { total, carried } = await listNumbers(act, id);
  act.note({ record: Run.name, rowId: id, always: true, detail: { file: digest, lines: payments.length } });
  return { name: `${run.number}_代发文件.${layout.format === 'xlsx' ? 'xlsx' : layout.format === 'csv' ? 'csv' : 'txt'}`, content: bytes.toString('base64'), digest, lines: payments.length, total, carried };
}

async function paymentsOf(act: Act, id: string): Promise<BankPayment[]> {
  const place = placeOf(Line, 'bankAccount');
  return (await listBankLines(act, id)).map((line, index) => ({
    serial: index + 1, reference: line.reference, holder: line.bankHolder ?? '', account: act.house.keys.open(place, line.sealed), bankName: line.bankName, fen: line.fen,
    purpose: `${sayMonth(monthOf(line.period))}${labelOf(PaymentProgramme, line.programme)}`, funds: `${sayMonth(monthOf(line.period))}抚恤补助`,
  }));
}

async function render(layout: Layout, payments: readonly BankPayment[]): Promise<Buffer> {
  if (layout.format === 'xlsx') return workbook(layout, payments);
  const encode = (text: string) => iconv.encode(text, layout.encoding === 'gb18030' ? 'gb18030' : 'utf8');
  if (layout.format === 'csv') return encode([...(layout.header ? [layout.columns.map((column) => quoted(column.header))] : []), ...payments.map((one) => layout.columns.map((column) => quoted(cellOf(column, one))))].map((cells) => `${cells.join(',')}\r\n`).join(''));
  const made: string[] = [];
  for (const one of payments) {
    const read = fixedLine(layout.columns, one, (text) => encode(text).length);
    if ('tooLong' in read) refuse('run.width', `付款编号 ${one.reference} 的“${read.tooLong}”超过格式规定的宽度`, { status: 409 });
    made.push(`${read.line}\r\n`);
  }
  return encode(made.join(''));
}

const quoted = (cell: string): string => (/[",\r\n]/.test(cell) ? `"${cell.replace(/"/g, '""')}"` : cell);

async function workbook(layout: Layout, payments: readonly BankPayment[]): Promise<Buffer> {
  return inFolder(async (folder) => {
    const path = join(folder, 'file.xlsx');
    await writeSheet(path, { sheets: [{ name: '代发', columns: layout.columns.map((column) => ({ header: column.header, kind: 'text' as const })), rows: payments.map((one) => layout.columns.map((column) => cellOf(column, one))) }] });
    return readFile(path);
  });
}

const REFERENCE = ['付款编号', '业务编号', '商户流水', '客户流水号', '流水号', '编号'];
const RESULT = ['结果', '状态', '处理结果', '交易状态', '发放结果', '入账结果'];
const REASON = ['原因', '失败原因', '退汇原因', '错误信息', '备注', '返回信息'];

/** What came of a bank's file: which payments came back and why; what cannot be placed is told by row and changes nothing. */
export async function readBankReturns(act: Act, { id, step, content, on }: { id: string; step: string; content: string; on: string }) {
  const run = await openRun(act, id, true);
  if (await hasRunStep(act, step)) return { returned: 0, paid: 0, late: 0, unsaid: 0, told: 0, unknown: [], twice: [], unread: [], against: [] };
  if (run.state !== 'sent' && run.state !== 'closed') refuse('run.act', '送银行之后才能读入回盘文件', { status: 409 });
  if (on > act.today) refuse('run.on', '日期不能晚于今天', { path: ['on'] });
  const { rows, unread } = await returnedRows(content);
  const sent = await listBankLines(act, id);
  const reading = readReturns(rows, new Set(sent.map((line) => line.reference)), new Set(sent.filter((line) => line.outcome === 'returned').map((line) => line.reference)));
  if (reading.paid.length + reading.returned.length + reading.against.length === 0) refuse('run.returns', nothingRead(reading.unknown.length, unread), { path: ['content'] });
  const marked = await markReturned(act, id, reading.returned, on, run.state === 'closed');
  const after = run.state === 'closed' ? await takeOut(act, id, marked) : { unsaid: 0, told: 0 };
  const answer = { returned: marked.length, paid: reading.paid.length, late: reading.returned.length - marked.length, ...after, unknown: reading.unknown, twice: reading.twice, unread, against: reading.against };
  await insertRunStep(act, { id: step, runId: id, act: 'returns', from: run.state, to: run.state, opinion: null, detail: { ...answer, digest: createHash('sha256').update(content).digest('hex') } });
  await followFuneral(act, run.programmes);
  act.note({ record: Run.name, rowId: id, detail: { returned: marked.length } });
  return answer;
}

/**
 * 退汇更正: a payment that was written down as returned by a mistake of reading, and was paid after all, by somebody who read no file of the run. In a run that is closed it enters the
 * ledger of payments on the day the bank paid it. What another run has taken up to be sent again can no longer be put right: it would be paid twice.
 */
export async function rightReturn(act: Act, { id, step, reason, on }: { id: string; step: string; reason: string; on?: string }): Promise<Values> {
  const runId = String(((await rawRow(act, Line, id)) ?? notFound(Line.label)).run_id);
  const run = await openRun(act, runId, true);
  const row = (await rawRow(act, Line, id, true)) ?? notFound(Line.label);
  if (await hasRunStep(act, step)) return getRow(act, lines, id);
  if (row.outcome !== 'returned') refuse('run.act', '这一笔不是退汇', { status: 409 });
  if (await hasReadReturns(act, runId)) refuse('run.second', '您读入过这一批次的回盘文件，更正须由另一人办理', { status: 409 });
  const again = await findSentAgain(act, id);
  if (again) refuse('run.again', `批次 ${again} 已把这一笔列入重发，请先退回重算或作废那一批次`, { status: 409 });
  const closed = run.state === 'closed';
  if (closed && !on) refuse('run.paidOn', '请填写银行入账日期', { path: ['on'] });
  if (on && on > act.today) refuse('run.paidOn', '入账日期不能晚于今天', { path: ['on'] });
  await unmarkReturned(act, id);
  if (closed) { await settleLines(act, runId, on!); await tellGrants(act, runId, on!); }
  await insertRunStep(act, { id: step, runId, act: 'rightReturn', from: run.state, to: run.state, opinion: reason, detail: { line: id } });
  await followFuneral(act, run.programmes);
  act.note({ record: Line.name, rowId: id, reason });
  return getRow(act, lines, id);
}

/** What came back after the close was not paid: it leaves the ledger of payments, with history, a grant's day of receipt leaves the file, and a message that still waits is withdrawn. Gives how many were, and how many persons have been told. */
async function takeOut(act: Act, runId: string, lines: readonly string[]): Promise<{ unsaid: number; told: number }> {
  for (const { id, version, division_code: division, ...row } of await dropPayments(act, lines)) await keepChange(act, Payment, id, version + 1, division, 'remove', '办结后银行退回', row, null);
  await untellGrants(act, runId, lines);
  const { gone, told } = await withdrawMessages(act, runId, lines);
  for (const { id, version, division_code: division, ...row } of gone) await keepChange(act, Message, id, version + 1, division, 'remove', '办结后银行退回，短信未发出', row, null);
  return { unsaid: gone.length, told };
}

/** Why a file is refused of which no row belongs to the run: another run's file, taken by mistake, must not stand as this one's answer. */
function nothingRead(unknown: number, unread: readonly number[]): string {
  if (unknown > 0) return `文件里的 ${unknown} 个付款编号都不在本批次，请核对是不是别的批次的回盘文件`;
  return unread.length > 0 ? `文件里 ${unread.length} 行都看不出成功还是失败，请核对“结果”一列` : '文件里只有列名，没有付款';
}

async function returnedRows(content: string): Promise<{ rows: Returned[]; unread: number[] }> {
  return inFolder(async (folder) => {
    const path = join(folder, 'returned');
    await writeFile(path, Buffer.from(content, 'base64'));
    const reader = await openSheet(path);
    const found: Returned[] = [];
    const unread: number[] = [];
    try {
      let at: { reference: number; result: number; reason: number } | undefined;
      for await (const { number, cells } of reader.rows()) {
        const texts = cells.map((cell) => String(cell.text ?? '').trim());
        if (!at) {
          const header = texts.map(cleanHeader);
          const find = (names: string[]) => header.findIndex((name) => names.includes(name));
          const [reference, result, reason] = [find(REFERENCE), find(RESULT), find(REASON)];
          if (reference >= 0 && result >= 0) at = { reference, result, reason };
          continue;
        }
        if (texts.every((text) => text === '')) continue;
        const paid = isPaid(texts[at.result] ?? '');
        if (paid === undefined || !texts[at.reference]) unread.push(number);
        else found.push({ row: number, reference: texts[at.reference]!, paid, reason: at.reason >= 0 ? texts[at.reason]! : null });
      }
      if (!at) refuse('run.returns', '没有找到“付款编号”和“结果”两列的列名，请核对回盘文件', { path: ['content'] });
    } finally {
      await reader.close();
    }
    return { rows: found, unread };
  });
}

