import { z } from 'zod';
import { Done, Id, operation } from '#base/pure/operation.ts';
import { recordOperations } from '#base/pure/recordOperations.ts';
import { Answer, Campaign, Entry, Question } from './schema.ts';
import { AnswerInput, Place, Progress, Report, Sheet, SheetCell, SheetEntry, SheetRow, Upload } from './schema/answers.ts';

const entries = recordOperations(Entry);
const answers = recordOperations(Answer);
const tags = [Campaign.ledger];
const read = operation.meta({ permission: 'census.read' });
const opened = operation.meta({ permission: 'census.read', audit: 'read' });
const write = operation.meta({ permission: 'census.write' });
const at = `${Campaign.path}/{id}` as const;

/** The contract of 普查. Lists and answers come from the freeze and from answering, never from a form or a general import. */
export const censusOperations = {
  campaigns: recordOperations(Campaign),
  questions: recordOperations(Question),
  entries: { list: entries.list, get: entries.get, history: entries.history, remove: entries.remove },
  answers: { list: answers.list, get: answers.get, history: answers.history, remove: answers.remove },
  freeze: write.route({ method: 'POST', path: `${at}/freeze`, summary: '普查：冻结名单并下发', tags }).input(z.object({ id: Id })).output(z.object({ listed: z.number() })),
  close: write.route({ method: 'POST', path: `${at}/close`, summary: '普查：结束', tags }).input(z.object({ id: Id })).output(Done),
  progress: read.route({ method: 'GET', path: `${at}/progress`, summary: '普查：进展', tags }).input(Place).output(Progress),
  report: read.route({ method: 'GET', path: `${at}/report`, summary: '普查：报告', tags }).input(Place).output(Report),
  sheet: opened.route({ method: 'GET', path: `${at}/sheet`, summary: '普查：名单和上次的回答', tags }).input(Place).output(Sheet),
  answer: write.route({ method: 'POST', path: `${Entry.path}/{id}/answers`, summary: '普查：记下一个人的回答', tags }).input(AnswerInput.extend({ id: Id })).output(SheetEntry),
  withdraw: write.route({ method: 'POST', path: `${Entry.path}/{id}/withdraw`, summary: '普查：撤回没有改动的回答', tags }).input(z.object({ id: Id })).output(SheetEntry),
  reveal: operation.meta({ permission: 'census.reveal', audit: 'read' }).route({ method: 'POST', path: `${Entry.path}/{id}/values`, summary: '普查：显示一个人的隐藏信息', tags }).input(z.object({ id: Id })).output(z.array(SheetCell)),
  workbook: opened.route({ method: 'GET', path: `${at}/workbook`, summary: '普查：导出名单表格', tags }).input(Place).output(z.object({ name: z.string(), content: z.string() })),
  preview: write.route({ method: 'POST', path: `${at}/workbook/preview`, summary: '普查：核对填好的表格', tags }).input(Upload).output(z.array(SheetRow)),
  commit: write.route({ method: 'POST', path: `${at}/workbook`, summary: '普查：导入填好的表格', tags })
    .input(Upload.extend({ way: AnswerInput.shape.way, decisions: z.record(z.string(), z.enum(['sheet', 'keep'])).default({}) })).output(z.object({ answered: z.number(), changed: z.number() })),
};
