import { z } from 'zod';
import { FileContent } from '#base/pure/operation.ts';

const Count = z.number().int();
const Code = z.string().regex(/^\d{12}$/, '区划代码应为 12 位数字');

/** A question as the pages show it, with the kind of its control and its choices. */
export const SheetQuestion = z.object({
  id: z.string(), label: z.string(), binding: z.string().nullable(), kind: z.string().nullable(), choices: z.string().nullable(),
  /** Choices of a list, in order; empty where words are typed. */
  options: z.array(z.object({ code: z.string(), label: z.string() })), sealed: z.boolean(),
});
export type SheetQuestion = z.infer<typeof SheetQuestion>;

/** What stands for one question now: words (sealed ones masked), the mark by which a later change is noticed, and this census's outcome. */
export const SheetCell = z.object({ questionId: z.string(), shown: z.string().nullable(), stamp: z.string(), outcome: z.string().nullable() });
export type SheetCell = z.infer<typeof SheetCell>;

/** One person of a list. */
export const SheetEntry = z.object({ id: z.string(), personId: z.string(), name: z.string(), sex: z.string().nullable(), age: z.number().nullable(), divisionCode: z.string(), divisionName: z.string(), state: z.string(), reason: z.string().nullable(), note: z.string().nullable(), cells: z.array(SheetCell) });
export type SheetEntry = z.infer<typeof SheetEntry>;

/** A place's list of one census. */
export const Sheet = z.object({
  campaign: z.object({ id: z.string(), title: z.string(), untilOn: z.string(), state: z.string(), note: z.string().nullable() }),
  division: z.object({ code: z.string(), name: z.string() }), questions: z.array(SheetQuestion), entries: z.array(SheetEntry), total: Count,
});
export type Sheet = z.infer<typeof Sheet>;

/** What is said about one person: words by question, or that they could not be asked. `stamp` is of what the clerk saw. */
export const AnswerInput = z.object({
  answers: z.array(z.object({ questionId: z.guid('编号格式不正确'), outcome: z.enum(['same', 'changed']), value: z.string().max(4000).optional(), stamp: z.string().max(40) })).max(99).default([]),
  unreachable: z.object({ reason: z.enum(['away', 'refused', 'moved', 'noContact', 'other'], '请选择问不到的原因'), note: z.string().trim().max(200).optional() }).optional(),
  way: z.enum(['home', 'phone', 'station'], '请选择询问方式'),
});
export type AnswerInput = z.infer<typeof AnswerInput>;

/** Counts of a list by state. */
export const Counts = z.object({ listed: Count, answered: Count, unreachable: Count, waiting: Count, dropped: Count });
export type Counts = z.infer<typeof Counts>;

/** Progress of one census in a division and directly below it, in the fixed order of divisions. */
export const Progress = z.object({ division: z.string(), whole: Counts, places: z.array(Counts.extend({ code: z.string(), name: z.string() })) });
export type Progress = z.infer<typeof Progress>;

/** The report of one census in a division: outcomes by question, and what was changed. */
export const Report = z.object({
  campaign: Sheet.shape.campaign.extend({ frozenOn: z.string().nullable(), closedOn: z.string().nullable() }), division: Sheet.shape.division, whole: Counts,
  questions: z.array(z.object({ id: z.string(), label: z.string(), same: Count, changed: Count, unreachable: Count })),
  changes: z.array(z.object({ personId: z.string(), name: z.string(), place: z.string(), label: z.string(), before: z.string().nullable(), after: z.string().nullable(), answeredOn: z.string(), answeredBy: z.string() })),
  changesTotal: Count,
});
export type Report = z.infer<typeof Report>;

/** One row of a filled-in sheet, as it would be taken. */
export const SheetRow = z.object({
  line: Count, entryId: z.string().nullable(), name: z.string(), kind: z.enum(['changed', 'same', 'unreachable', 'conflict', 'bad', 'blank', 'done']), reason: z.string().nullable(),
  changes: z.array(z.object({ label: z.string(), before: z.string().nullable(), after: z.string() })),
});
export type SheetRow = z.infer<typeof SheetRow>;
export const Place = z.object({ id: z.guid('编号格式不正确'), division: Code.optional() });
export const Upload = z.object({ id: z.guid('编号格式不正确'), content: FileContent });
