import { z } from 'zod';
import { isDay } from '#base/pure/day.ts';
import { Id, Paging } from '#base/pure/operation.ts';
import { DisabilityGrade, DisabilityNature } from '#modules/registry/schema/codes.ts';
import { CaseAct, ObjectionChannel, ObjectionResult, RefusalReason } from './codes.ts';

const oneOf = (list: { label: string; codes: readonly { code: string }[] }) => z.enum(list.codes.map((one) => one.code) as [string, ...string[]], `应为${list.label}之一`);
const words = (max: number) => z.string().trim().max(max, `最多 ${max} 个字`).optional();
const dayOf = (label: string) => z.string().refine(isDay, `${label}应为 YYYY-MM-DD，且须是真实日期`);

/** One act on a case; `step` is its client-made id, so that repeating it is harmless, `version` the case as it was seen. */
export const StepDraft = z.strictObject({
  id: Id, step: Id, version: z.number().int(), act: oneOf(CaseAct),
  on: dayOf('决定日期').optional(), opinion: words(500), reason: oneOf(RefusalReason).optional(), document: words(80),
  grade: oneOf(DisabilityGrade).optional(), nature: oneOf(DisabilityNature).optional(),
  postedAt: words(60), phone: words(20), remark: words(200),
});
export type StepDraft = z.infer<typeof StepDraft>;

/** One step that was taken: who, from which level, when, with what opinion. */
export const Step = z.object({ id: z.string(), act: z.string(), fromState: z.string(), toState: z.string(), level: z.string(), actedOn: z.string(), at: z.string(), opinion: z.string().nullable(), reason: z.string().nullable(), document: z.string().nullable(), actorName: z.string(), unitName: z.string() });
export type Step = z.infer<typeof Step>;

/** One paper of the list and the day it came in. */
export const Paper = z.object({ name: z.string(), optional: z.boolean(), receivedOn: z.string().nullable(), receivedBy: z.string().nullable() });
export type Paper = z.infer<typeof Paper>;

/** A notice as it was posted; the text keeps its mask for ever. */
export const Notice = z.object({ id: z.string(), maskedName: z.string(), text: z.string(), fromOn: z.string(), untilOn: z.string(), postedAt: z.string(), phone: z.string(), postedBy: z.string(), takenDownOn: z.string().nullable(), takenDownBy: z.string().nullable() });
export type Notice = z.infer<typeof Notice>;

/** An objection to a notice and how it was dealt with. */
export const Objection = z.object({ id: z.string(), receivedOn: z.string(), channel: z.string(), content: z.string(), recordedBy: z.string(), result: z.string().nullable(), handling: z.string().nullable(), settledOn: z.string().nullable(), settledBy: z.string().nullable() });
export type Objection = z.infer<typeof Objection>;

/** An objection as it is written down: no name and no number of whoever raised it. */
export const ObjectionDraft = z.strictObject({ id: Id, caseId: Id, receivedOn: dayOf('收到日期'), channel: oneOf(ObjectionChannel), content: z.string().trim().min(2, '请写明异议内容').max(1000) });
export type ObjectionDraft = z.infer<typeof ObjectionDraft>;

/** How an objection was settled. */
export const ObjectionSettled = z.strictObject({ id: Id, result: oneOf(ObjectionResult), handling: z.string().trim().min(2, '请写明处理情况').max(1000) });
export type ObjectionSettled = z.infer<typeof ObjectionSettled>;

const Asks = z.object({ opinion: z.enum(['must', 'may', 'why']), reason: z.boolean(), document: z.enum(['must', 'may', 'no']), day: z.boolean(), rating: z.boolean(), notice: z.boolean() });

/** An act that the present state knows: whether the caller may perform it now, or why not. */
export const Choice = z.object({ act: z.string(), label: z.string(), needs: z.enum(['write', 'approve']), primary: z.boolean(), allowed: z.boolean(), why: z.string().nullable(), /** What agreeing here goes against, in words. */ against: z.array(z.string()), asks: Asks });
export type Choice = z.infer<typeof Choice>;

/** Where a case stands: its course, what may be done next, papers, notices, objections, and what the register says of its conditions. */
export const CaseView = z.object({
  id: z.string(), version: z.number(), state: z.string(), kind: z.string(), personId: z.string(), personName: z.string(), place: z.string(), township: z.string(), village: z.string(),
  /** By when the present step should be done; null where no limit runs. */
  dueOn: z.string().nullable(),
  stages: z.array(z.object({ state: z.string(), label: z.string(), done: z.boolean(), current: z.boolean() })),
  choices: z.array(Choice), papers: z.array(Paper), missing: z.array(z.string()), steps: z.array(Step), notices: z.array(Notice), objections: z.array(Objection),
  eligibility: z.object({ verdict: z.enum(['meets', 'fails', 'unknown']), words: z.string(), findings: z.array(z.object({ outcome: z.enum(['meets', 'fails', 'unknown', 'papers']), words: z.string() })) }),
  facts: z.array(z.object({ label: z.string(), value: z.string() })),
  appliedOn: z.string(), application: z.array(z.object({ label: z.string(), value: z.string() })),
  /** What was decided in the end; null before. */
  outcome: z.object({ decidedOn: z.string(), document: z.string().nullable(), benefitFrom: z.string().nullable() }).nullable(),
  /** What 撤销认定 would do now, in words; null where there is nothing to take back. */
  revoking: z.string().nullable(),
  reasons: z.array(z.string()),
  rule: z.object({ basis: z.string(), source: z.string(), unverified: z.boolean(), noticeDays: z.number(), publicCategory: z.string() }),
});
export type CaseView = z.infer<typeof CaseView>;

/** A case that waits for somebody, or is past its day. */
export const WaitingCase = z.object({ id: z.string(), personName: z.string(), kind: z.string(), state: z.string(), place: z.string(), appliedOn: z.string(), dueOn: z.string().nullable() });
export type WaitingCase = z.infer<typeof WaitingCase>;

/** Which list: what waits for the caller's station, or everything in scope past its day. */
export const WaitingQuery = Paging.extend({ list: z.enum(['mine', 'overdue']).default('mine'), kind: z.string().max(40).optional(), state: z.string().max(40).optional(), division: z.string().regex(/^\d{12}$/, '区划代码应为 12 位数字').optional() });
export type WaitingQuery = z.infer<typeof WaitingQuery>;
