import { z } from 'zod';
import { isDay } from '#base/pure/day.ts';
import { Done, FileContent, Id, operation } from '#base/pure/operation.ts';
import { ConfirmEntry, Confirmation, ConfirmResult, ConfirmWay } from './confirmation.ts';

const oneOf = (list: { label: string; codes: readonly { code: string }[] }) => z.enum(list.codes.map((one) => one.code) as [string, ...string[]], `应为${list.label}之一`);
const note = z.string().trim().max(200, '最多 200 个字').optional();
const day = z.string().refine(isDay, '日期应为 YYYY-MM-DD');
const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, '月份应为年月，如 2025-01');
const Code = z.string().regex(/^\d{12}$/, '区划代码应为 12 位数字');
const fen = z.string();
const count = z.number().int();

/** Which confirmation, and which place of it. */
export const ConfirmPlace = z.object({ id: Id, division: Code.optional() });
/** Which of a list: everybody, or those still to be confirmed, to be reviewed, reviewed, or drawn for the spot check. */
export const ConfirmOnly = z.enum(['waiting', 'unreviewed', 'reviewed', 'sampled']);
export type ConfirmOnly = z.infer<typeof ConfirmOnly>;
/** A confirmation as the stations see it. */
export const ConfirmHead = z.object({ id: z.string(), title: z.string(), year: z.number(), fromOn: z.string(), untilOn: z.string(), ways: z.array(z.string()), samplePercent: z.number(), state: z.string(), note: z.string().nullable(), seed: z.string().nullable(), drawnOn: z.string().nullable() });
export type ConfirmHead = z.infer<typeof ConfirmHead>;
/** One person of a list. */
export const ConfirmLine = z.object({
  id: z.string(), personId: z.string(), name: z.string(), sex: z.string().nullable(), age: z.number().nullable(), divisionCode: z.string(), divisionName: z.string(), categories: z.array(z.string()),
  state: z.string(), result: z.string().nullable(), way: z.string().nullable(), confirmedOn: z.string().nullable(), confirmedBy: z.string().nullable(), note: z.string().nullable(), homeVisit: z.boolean(),
  review: z.string().nullable(), reviewedBy: z.string().nullable(), reviewNote: z.string().nullable(), sampled: z.boolean(), spotCheck: z.string().nullable(), checkNote: z.string().nullable(),
  /** Whether the asking person wrote the result, and so does not review it. */
  own: z.boolean(),
  /** State and month of the stop that was proposed, if any. */
  stop: z.object({ state: z.string(), month: z.string() }).nullable(),
});
export type ConfirmLine = z.infer<typeof ConfirmLine>;
/** The list of a place. */
export const ConfirmSheet = z.object({ confirmation: ConfirmHead, division: z.object({ code: z.string(), name: z.string() }), entries: z.array(ConfirmLine), total: count });
export type ConfirmSheet = z.infer<typeof ConfirmSheet>;
/** Counts of a list. */
export const ConfirmCounts = z.object({ listed: count, confirmed: count, doubtful: count, waiting: count, dropped: count, reviewed: count, unreviewed: count, homeVisits: count, sampled: count, checked: count });
export type ConfirmCounts = z.infer<typeof ConfirmCounts>;
/** Counts by place, in the order of the codes: no ranking. */
export const ConfirmProgress = z.object({ division: z.string(), whole: ConfirmCounts, places: z.array(ConfirmCounts.extend({ code: z.string(), name: z.string() })) });
export type ConfirmProgress = z.infer<typeof ConfirmProgress>;
/** The result of one person as it is written down. */
export const ResultInput = z.strictObject({ id: Id, result: oneOf(ConfirmResult), way: oneOf(ConfirmWay), on: day.optional(), note });
export type ResultInput = z.infer<typeof ResultInput>;
/** One person to be reminded. */
export const Reminder = z.object({ id: z.string(), name: z.string(), place: z.string(), mobile: z.string().nullable(), homeVisit: z.boolean(), text: z.string() });
export type Reminder = z.infer<typeof Reminder>;
/** Who is to be reminded, and whether a gateway is connected that could tell them. */
export const Reminders = z.object({ gateway: z.boolean(), rows: z.array(Reminder) });
export type Reminders = z.infer<typeof Reminders>;
/** What the drawing came to, and whether drawing again from what was kept gives the same. */
export const SampleAnswer = z.object({ seed: z.string(), percent: count, pool: count, drawn: count, reproduced: z.boolean() });
export type SampleAnswer = z.infer<typeof SampleAnswer>;
/** One person who was not confirmed, and what a stop would change: fen of its first month before and after, `untold` where it cannot be told, and what of months paid already would be taken back. */
export const StopLine = z.object({ entryId: z.string(), personId: z.string(), name: z.string(), place: z.string(), state: z.string(), words: z.string(), act: z.string(), before: fen, after: fen, untold: z.boolean(), back: fen, movement: z.object({ id: z.string(), version: count, state: z.string(), month: z.string(), own: z.boolean() }).nullable() });
export type StopLine = z.infer<typeof StopLine>;
/** The stops as they would be from a month on: nothing has happened yet. */
export const StopProposal = z.object({ month: z.string(), unreviewed: count, lines: z.array(StopLine), persons: count, less: fen, back: fen });
export type StopProposal = z.infer<typeof StopProposal>;
/** One person stopped and confirmed since, with what resuming would make good up to a month. */
export const ResumeLine = z.object({ entryId: z.string(), personId: z.string(), name: z.string(), place: z.string(), stoppedFrom: z.string(), confirmedOn: z.string().nullable(), months: count, madeGood: fen, untold: z.boolean(), movement: z.object({ id: z.string(), version: count, state: z.string(), makeGood: z.boolean(), own: z.boolean() }).nullable() });
export type ResumeLine = z.infer<typeof ResumeLine>;
/** One line of a filled-in sheet and what importing would do with it. */
export const ConfirmSheetRow = z.object({ line: count, entryId: z.string().nullable(), name: z.string(), kind: z.enum(['take', 'blank', 'done', 'bad']), reason: z.string().nullable(), result: z.string().nullable(), way: z.string().nullable(), on: z.string().nullable(), note: z.string().nullable() });
export type ConfirmSheetRow = z.infer<typeof ConfirmSheetRow>;
const Upload = z.object({ id: Id, content: FileContent });

const tags = [Confirmation.ledger];
const at = `${Confirmation.path}/{id}` as const;
const station = operation.meta({ permission: 'benefits.confirm' });
const counts = operation.meta({ permission: 'benefits.progress' });
const opened = operation.meta({ permission: 'benefits.confirm', audit: 'read' });
const county = operation.meta({ permission: 'benefits.write' });

/** 年度确认's own operations: `benefits.confirm` is the stations' permission to confirm, and shows no amount, grade or account. */
export const confirmationCourse = {
  current: counts.route({ method: 'GET', path: '/benefits/confirmations-frozen', summary: '年度确认：已下发的各次', tags }).output(z.array(ConfirmHead)),
  freeze: county.route({ method: 'POST', path: `${at}/freeze`, summary: '年度确认：冻结名单并下发', tags }).input(z.object({ id: Id })).output(z.object({ listed: count })),
  close: county.route({ method: 'POST', path: `${at}/close`, summary: '年度确认：结束', tags }).input(z.object({ id: Id })).output(Done),
  sheet: opened.route({ method: 'GET', path: `${at}/sheet`, summary: '年度确认：一个地方的名单', tags }).input(ConfirmPlace.extend({ only: ConfirmOnly.optional(), page: z.coerce.number().int().min(1).optional(), size: z.coerce.number().int().min(1).max(1000).optional() })).output(ConfirmSheet),
  progress: counts.route({ method: 'GET', path: `${at}/progress`, summary: '年度确认：进展', tags }).input(ConfirmPlace).output(ConfirmProgress),
  reminders: opened.route({ method: 'GET', path: `${at}/reminders`, summary: '年度确认：提醒名单', tags }).input(ConfirmPlace).output(Reminders),
  remind: station.route({ method: 'POST', path: `${at}/reminders`, summary: '年度确认：给未确认的人发提醒短信', tags }).input(ConfirmPlace).output(z.object({ queued: count })),
  record: station.route({ method: 'POST', path: `${ConfirmEntry.path}/{id}/result`, summary: '年度确认：登记一个人的结果', tags }).input(ResultInput).output(ConfirmLine),
  takeBack: station.route({ method: 'POST', path: `${ConfirmEntry.path}/{id}/take-back`, summary: '年度确认：撤回没有复核的结果', tags }).input(z.object({ id: Id })).output(ConfirmLine),
  homeVisit: station.route({ method: 'POST', path: `${ConfirmEntry.path}/{id}/home-visit`, summary: '年度确认：不便到场，预约入户', tags }).input(z.strictObject({ id: Id, wanted: z.boolean() })).output(ConfirmLine),
  review: station.route({ method: 'POST', path: `${at}/reviews`, summary: '年度确认：复核', tags }).input(z.strictObject({ id: Id, entryIds: z.array(Id).min(1).max(1000), result: z.enum(['agreed', 'disagreed']), note })).output(z.object({ reviewed: count })),
  draw: county.route({ method: 'POST', path: `${at}/sample`, summary: '年度确认：随机抽取抽查对象', tags }).input(z.strictObject({ id: Id, seed: z.string().trim().min(4, '种子至少 4 个字').max(60).optional() })).output(SampleAnswer),
  sample: operation.meta({ permission: 'benefits.read' }).route({ method: 'GET', path: `${at}/sample`, summary: '年度确认：按种子重现抽取', tags }).input(z.object({ id: Id })).output(SampleAnswer.nullable()),
  check: county.route({ method: 'POST', path: `${ConfirmEntry.path}/{id}/check`, summary: '年度确认：登记抽查结果', tags }).input(z.strictObject({ id: Id, result: z.enum(['agreed', 'disagreed']), note })).output(ConfirmLine),
  proposal: operation.meta({ permission: 'benefits.read', audit: 'read' }).route({ method: 'GET', path: `${at}/stops`, summary: '年度确认：未确认的人和停发的影响', tags }).input(z.object({ id: Id, month: month.optional() })).output(StopProposal),
  stopsSheet: operation.meta({ permission: 'benefits.read', audit: 'read' }).route({ method: 'GET', path: `${at}/stops-sheet`, summary: '年度确认：导出未确认的人和停发的影响', tags }).input(z.object({ id: Id, month: month.optional() })).output(z.object({ name: z.string(), content: z.string() })),
  propose: county.route({ method: 'POST', path: `${at}/stops`, summary: '年度确认：提出停发', tags }).input(z.strictObject({ id: Id, month, entryIds: z.array(Id).min(1).max(2000) })).output(z.object({ proposed: count })),
  confirmStops: operation.meta({ permission: 'benefits.approve' }).route({ method: 'POST', path: `${at}/stops/decision`, summary: '年度确认：复核停发', tags }).input(z.strictObject({ id: Id, movements: z.array(z.object({ id: Id, version: count })).min(1).max(2000) })).output(z.object({ confirmed: count })),
  resumable: operation.meta({ permission: 'benefits.read', audit: 'read' }).route({ method: 'GET', path: `${at}/resumptions`, summary: '年度确认：停发后已补办确认的人', tags }).input(z.object({ id: Id })).output(z.array(ResumeLine)),
  resume: county.route({ method: 'POST', path: `${ConfirmEntry.path}/{id}/resumption`, summary: '年度确认：提出恢复', tags }).input(z.strictObject({ id: Id, makeGood: z.boolean(), month: month.optional() })).output(Done),
  workbook: opened.route({ method: 'GET', path: `${at}/workbook`, summary: '年度确认：导出名单表格', tags }).input(ConfirmPlace).output(z.object({ name: z.string(), content: z.string() })),
  preview: station.route({ method: 'POST', path: `${at}/workbook/preview`, summary: '年度确认：核对填好的表格', tags }).input(Upload).output(z.array(ConfirmSheetRow)),
  commit: station.route({ method: 'POST', path: `${at}/workbook`, summary: '年度确认：导入填好的表格', tags }).input(Upload).output(z.object({ taken: count })),
};
