import { z } from 'zod';
import { isDay } from '#base/pure/day.ts';
import { Id } from '#base/pure/operation.ts';
import { Branch, Rank, RoleCode, Settlement } from '#modules/registry/schema/codes.ts';
import type { CodeList } from '#base/pure/codes.ts';
import { CancelReason, DeathSource } from './codes.ts';

const codeOf = (list: CodeList) => z.enum(list.codes.map((one) => one.code) as [string, ...string[]], `请选择${list.label}`);
const Day = z.string('请填写日期').refine(isDay, '日期应为 YYYY-MM-DD，且须是真实日期');
const PartialDay = z.string('请填写时间').refine((text) => /^\d{4}(-(0[1-9]|1[0-2]))?$/.test(text) || isDay(text), '应为年、年月或年月日，如 2023、2023-09、2023-09-01');
const words = (most: number) => z.string().trim().max(most, `最多 ${most} 个字`).optional();
const written = (message: string, most: number) => z.string(message).trim().min(2, message).max(most, `最多 ${most} 个字`);
const Place = z.string('请选择区划').regex(/^\d{12}$/, '请选择区划');

const Basis = { effectiveOn: Day, document: words(120), note: words(1000) };

/** 县内迁移, of one person or of a household together. */
export const MoveDraft = z.strictObject({ kind: z.literal('move'), ...Basis, toDivision: Place, reason: words(200) });
export type MoveDraft = z.infer<typeof MoveDraft>;

/** What each act asks for, and nothing that the file already says. */
export const ActDraft = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('eligible'), ...Basis }),
  z.strictObject({ kind: z.literal('enlist'), ...Basis, branch: codeOf(Branch).optional() }),
  z.strictObject({ kind: z.literal('discharge'), ...Basis, dischargedOn: PartialDay, settlement: codeOf(Settlement), role: codeOf(RoleCode), rank: codeOf(Rank).optional() }),
  MoveDraft,
  z.strictObject({ kind: z.literal('moveOut'), ...Basis, otherCounty: written('请填写接收的县（市、区）', 120), reason: words(200) }),
  z.strictObject({ kind: z.literal('moveIn'), ...Basis, otherCounty: written('请填写原来的县（市、区）', 120) }),
  z.strictObject({ kind: z.literal('death'), ...Basis, source: codeOf(DeathSource) }),
  z.strictObject({ kind: z.literal('revive'), ...Basis, reason: written('请写明更正原因', 200) }),
  z.strictObject({ kind: z.literal('cancel'), ...Basis, cause: codeOf(CancelReason), reason: words(200) }),
  z.strictObject({ kind: z.literal('reinstate'), ...Basis, reason: written('请写明恢复原因', 200) }),
]);
export type ActDraft = z.infer<typeof ActDraft>;

/** One person and the version of the file that the clerk saw. */
export const Subject = z.object({ personId: Id, version: z.number().int() });
export type Subject = z.infer<typeof Subject>;

/** What an act answers: the row it made, how it stands, and what the clerk should know. */
export const ActAnswer = z.object({ id: z.string(), state: z.string(), findings: z.array(z.string()) });
export type ActAnswer = z.infer<typeof ActAnswer>;

/** One value before and after, in words. */
export const Difference = z.object({ label: z.string(), before: z.string().nullable(), after: z.string().nullable() });
export type Difference = z.infer<typeof Difference>;

/** A change opened: what it touched, what it left to be done, and what may be done with it now. */
export const ChangeSheet = z.object({
  id: z.string(), version: z.number(), kind: z.string(), state: z.string(), personId: z.string(), personName: z.string(), citizenId: z.string().nullable(), place: z.string(), roles: z.array(z.string()),
  effectiveOn: z.string(), document: z.string().nullable(), reason: z.string().nullable(), otherCounty: z.string().nullable(), number: z.string().nullable(), receiptNo: z.string().nullable(), receiptChecked: z.boolean().nullable(),
  doneBy: z.string().nullable(), doneUnit: z.string().nullable(), findings: z.array(z.string()),
  differences: z.array(Difference),
  followUps: z.array(z.object({ id: z.string(), kind: z.string(), dueOn: z.string().nullable(), state: z.string() })),
  /** Why it cannot be undone now; null where it can. */
  undoBlocked: z.string().nullable(),
  /** The others of a household that moved in the same act and whose change stands as this one does, and why they cannot be undone together; null where it moved alone. */
  together: z.object({ others: z.array(z.object({ id: z.string(), personName: z.string() })), undoBlocked: z.string().nullable() }).nullable(),
  /** The rows that a transfer would hand over, by ledger, counted; empty but for 调出. */
  contents: z.array(z.object({ ledger: z.string(), rows: z.number() })),
});
export type ChangeSheet = z.infer<typeof ChangeSheet>;

/** A move that waits for the receiving side: the minimum about the person, never the file. */
export const MoveRequest = z.object({
  id: z.string(), changeId: z.string(), personName: z.string(), citizenId: z.string().nullable(),
  /** 与户主关系 of somebody who is to come with a household. */
  relation: z.string().nullable(),
  fromPlace: z.string(), toPlace: z.string(), effectiveOn: z.string(), document: z.string().nullable(), reason: z.string().nullable(),
  askedBy: z.string(), askedUnit: z.string(), askedAt: z.string(), dueOn: z.string(), state: z.string(), answeredBy: z.string().nullable(), answer: z.string().nullable(),
  /** Whether the reader may answer it (the place asked lies within the reader's), or take it back. */
  mayAnswer: z.boolean(), mayWithdraw: z.boolean(),
  /** One mark for those of a household who were asked about together; they are answered together. */
  together: z.string().nullable(),
});
export type MoveRequest = z.infer<typeof MoveRequest>;

/** What a transfer package says before it is taken in. */
export const PackageSight = z.object({
  number: z.string(), fromCounty: z.string(), madeOn: z.string(), name: z.string(), citizenId: z.string().nullable(), roles: z.array(z.string()), contents: z.array(z.object({ ledger: z.string(), rows: z.number() })),
  /** Where the number is registered here already: in words, and whether that file would be revived. */
  registered: z.object({ words: z.string(), revives: z.boolean() }).nullable(),
});
export type PackageSight = z.infer<typeof PackageSight>;

/** Days that the county sets for this module; the values shipped are proposals, 待核实. */
export const ChangeTerms = z.object({
  crisisVisitDays: z.number().int().min(1, '至少 1 天').max(60, '至多 60 天').default(3).meta({ title: '去世后走访时限（天，待核实）' }),
  answerDays: z.number().int().min(1, '至少 1 天').max(90, '至多 90 天').default(15).meta({ title: '迁移接收时限（天，待核实）' }),
  receiptDays: z.number().int().min(1, '至少 1 天').max(365, '至多 365 天').default(30).meta({ title: '调出多少天未收到回执即提醒（天，待核实）' }),
});
export type ChangeTerms = z.infer<typeof ChangeTerms>;
