import { z } from 'zod';
import { codeList } from '#base/pure/codes.ts';
import { isDay } from '#base/pure/day.ts';

/** 上报状态; lateness is worked out from the due day. */
export const ReturnState = codeList('上报状态', { open: '未报', submitted: '已报', sentBack: '退回' });

/** 问题的种类: a figure and a ledger are answered by the product, the others are typed. */
export const QuestionKind = codeList('填报方式', { text: '文字', integer: '数字', fen: '金额', day: '日期', figure: '取自指标', ledger: '取自台账' });

/** One question of a return. `figureKey` names the figure, `record` the ledger, that answers it. */
export const Question = z.strictObject({
  key: z.string().regex(/^[a-z][a-z0-9]{0,19}$/, '问题编号由小写字母和数字组成'),
  label: z.string().trim().min(1, '请填写问题').max(200),
  kind: z.enum(['text', 'integer', 'fen', 'day', 'figure', 'ledger']),
  figureKey: z.string().max(80).optional(),
  record: z.string().max(80).optional(),
  /** May be left empty. */
  optional: z.boolean().optional(),
});
export type Question = z.infer<typeof Question>;

/** An answer: typed, or worked out by the product with the number of rows behind it. Money is fen as text. */
export const Answer = z.object({ key: z.string(), value: z.string().nullable(), source: z.enum(['typed', 'figure', 'ledger']), rows: z.number().optional() });
export type Answer = z.infer<typeof Answer>;

/** What a return is asked with. */
export const ReturnDraft = z.strictObject({
  title: z.string().trim().min(2, '请填写标题').max(100),
  note: z.string().max(2000).nullable().optional(),
  dueOn: z.string().refine(isDay, '请填写上报时限'),
  period: z.string().max(30).nullable().optional(),
  unitIds: z.array(z.guid()).min(1, '请选择报送单位').max(2000),
  questions: z.array(Question).min(1, '请至少列一个问题').max(100),
});
export type ReturnDraft = z.infer<typeof ReturnDraft>;

/** One return in the list; `mine` is the state of one's own unit, `counts` only the county sees. */
export const ReturnSummary = z.object({
  id: z.string(), title: z.string(), dueOn: z.string(), state: z.enum(['open', 'closed']), unitName: z.string(), askedBy: z.string(), createdAt: z.string(),
  mine: z.enum(['open', 'submitted', 'sentBack']).nullable(),
  counts: z.object({ asked: z.number(), submitted: z.number(), sentBack: z.number(), late: z.number() }).nullable(),
});
export type ReturnSummary = z.infer<typeof ReturnSummary>;

/** How one unit stands with a return; `late` is told to the county only. */
export const UnitReturn = z.object({
  unitId: z.string(), unitName: z.string(), divisionCode: z.string(), state: z.enum(['open', 'submitted', 'sentBack']), late: z.boolean().nullable(),
  answers: z.array(Answer), submittedOn: z.string().nullable(), submittedBy: z.string().nullable(), sentBackReason: z.string().nullable(), remindedAt: z.string().nullable(),
});
export type UnitReturn = z.infer<typeof UnitReturn>;

/** A return with its questions, how the units in scope stand, and what the product would answer now for one's own unit. */
export const ReturnDetail = ReturnSummary.extend({ note: z.string().nullable(), period: z.string().nullable(), questions: z.array(Question), units: z.array(UnitReturn), measured: z.array(Answer) });
export type ReturnDetail = z.infer<typeof ReturnDetail>;
