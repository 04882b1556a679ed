import { z } from 'zod';
import { Id, operation } from '#base/pure/operation.ts';
import { recordOperations } from '#base/pure/recordOperations.ts';
import { ConscriptAddition, ConscriptHome, ConscriptTermsRecord, ConscriptYear } from './conscripts.ts';
import { ApprovalActDraft, SourceLineView } from './oneOffActs.ts';

const tags = [ConscriptYear.ledger];
const read = operation.meta({ permission: 'benefits.read' });
const write = operation.meta({ permission: 'benefits.write' });
const row = recordOperations(ConscriptYear).get['~orpc'].outputSchema!;
const Year = z.object({ year: z.coerce.number().int().min(1990).max(2100) });
/** So many households and their sum in fen. */
const Sum = z.object({ count: z.number().int(), fen: z.string() });

/** Where a year stands: its terms, and how many households wait for what. */
export const ConscriptOverview = z.object({
  year: z.number(), terms: z.object({ id: z.string(), title: z.string(), base: z.string(), verified: z.boolean(), document: z.string().nullable(), payMonth: z.number(), words: z.array(z.string()) }).nullable(),
  /** Terms of the year that wait for the second person; null where there are none. */
  draft: z.object({ id: z.string(), title: z.string() }).nullable(),
  ready: Sum, unknown: z.number(), notDue: z.number(), submitted: Sum, others: Sum, approved: Sum, withdrawn: z.number(),
});
export type ConscriptOverview = z.infer<typeof ConscriptOverview>;

/** The decision of the second person on all that wait, with the count and sum they saw. */
export const ConscriptDecision = z.strictObject({ year: z.coerce.number().int(), act: z.enum(['approve', 'sendBack'], '没有这项办理'), count: z.number().int(), fen: z.string(), month: z.string().optional(), opinion: z.string().trim().max(200, '最多 200 个字').optional() });

/** The contract of 义务兵家庭优待金. */
export const conscriptContract = {
  conscriptTerms: recordOperations(ConscriptTermsRecord),
  conscriptAdditions: recordOperations(ConscriptAddition),
  conscriptHomes: recordOperations(ConscriptHome),
  conscriptYears: recordOperations(ConscriptYear),
  conscriptCourse: {
    overview: read.route({ method: 'GET', path: '/benefits/conscripts/{year}', summary: '优待金：年度情况', tags }).input(Year).output(ConscriptOverview),
    look: operation.meta({ permission: 'benefits.read', audit: 'read' }).route({ method: 'GET', path: `${ConscriptYear.path}/{id}/view`, summary: '优待金：一户一年的计算和发放', tags }).input(z.object({ id: Id })).output(z.object({ payee: z.object({ was: z.string(), now: z.string() }).nullable(), words: z.string(), answer: z.string(), fen: z.string(), changed: z.boolean(), acts: z.array(z.string()), lines: z.array(SourceLineView) })),
    reckon: write.route({ method: 'POST', path: '/benefits/conscripts/{year}/list', summary: '优待金：生成或重算年度名单', tags }).input(Year).output(z.object({ added: z.number(), changed: z.number(), unknown: z.number() })),
    submit: write.route({ method: 'POST', path: '/benefits/conscripts/{year}/submission', summary: '优待金：提交审批', tags }).input(Year).output(Sum),
    decide: operation.meta({ permission: 'benefits.approve' }).route({ method: 'POST', path: '/benefits/conscripts/{year}/decision', summary: '优待金：审批', tags }).input(ConscriptDecision).output(Sum),
    act: write.route({ method: 'POST', path: `${ConscriptYear.path}/{id}/acts`, summary: '优待金：一户的收回、更正、撤销', tags }).input(ApprovalActDraft).output(row),
  },
};
