import { z } from 'zod';
import { Id, operation } from '#base/pure/operation.ts';
import { recordOperations } from '#base/pure/recordOperations.ts';
import { GrantTermsRecord, OneOff, OneOffShare } from './oneOff.ts';

const tags = [OneOff.ledger];
const row = recordOperations(OneOff).get['~orpc'].outputSchema!;
const opinion = z.string().trim().max(200, '最多 200 个字').optional();
const month = z.string().regex(/^\d{4}-\d{2}$/, '应为年月，如 2025-06').optional();

/** What runs did with a sum. */
export const SourceLineView = z.object({ lineId: z.string(), runId: z.string(), number: z.string(), title: z.string(), payee: z.string(), amount: z.string(), outcome: z.string(), on: z.string().nullable(), reason: z.string().nullable() });
/** What is found wrong, or should be looked at. */
export const FindingView = z.object({ message: z.string(), warning: z.boolean() });
/** One share as its page shows it: of an account the last four digits. */
export const ShareView = z.object({
  id: z.string(), version: z.number(), relation: z.string(), ground: z.string().nullable(), payeeId: z.string().nullable(), payeeName: z.string(), fen: z.string(),
  /** What was approved of it and stands; null before the first approval. */
  stands: z.string().nullable(),
  bankName: z.string().nullable(), account: z.string().nullable(), hasAccount: z.boolean(), identified: z.boolean(),
});
export type ShareView = z.infer<typeof ShareView>;
/** A payment made once: its arithmetic as of today, shares, findings and what was paid. */
export const OneOffView = z.object({
  row, own: z.boolean(), revoking: z.boolean(), answer: z.enum(['yes', 'no', 'unknown']), fen: z.string(), steps: z.array(z.string()), words: z.string(), citation: z.string(), pension: z.boolean(), awards: z.array(z.string()),
  findings: z.array(FindingView), shares: z.array(ShareView), lines: z.array(SourceLineView),
});
export type OneOffView = z.infer<typeof OneOffView>;

/** An act of whoever makes a payment, at the version they saw. */
export const ApprovalActDraft = z.strictObject({ id: Id, version: z.number().int(), act: z.enum(['submit', 'recall', 'withdraw', 'correct', 'revoke'], '没有这项办理'), opinion });
/** An act of the second person; the month in which it is paid at the first approval. */
export const ApprovalDecisionDraft = z.strictObject({ id: Id, version: z.number().int(), act: z.enum(['approve', 'sendBack'], '没有这项办理'), opinion, month });

/** The contract of payments made once. */
export const oneOffContract = {
  oneOffs: recordOperations(OneOff),
  oneOffShares: recordOperations(OneOffShare),
  grantTerms: recordOperations(GrantTermsRecord),
  oneOffCourse: {
    look: operation.meta({ permission: 'benefits.read', audit: 'read' }).route({ method: 'GET', path: `${OneOff.path}/{id}/view`, summary: '一次性给付：计算、份额和发放情况', tags }).input(z.object({ id: Id })).output(OneOffView),
    act: operation.meta({ permission: 'benefits.write' }).route({ method: 'POST', path: `${OneOff.path}/{id}/acts`, summary: '一次性给付：提交、收回、更正、撤销', tags }).input(ApprovalActDraft).output(row),
    decide: operation.meta({ permission: 'benefits.approve' }).route({ method: 'POST', path: `${OneOff.path}/{id}/decision`, summary: '一次性给付：审批', tags }).input(ApprovalDecisionDraft).output(row),
  },
};
