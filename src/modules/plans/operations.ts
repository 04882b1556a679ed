import { z } from 'zod';
import { isDay } from '#base/pure/day.ts';
import { Done, Id, operation } from '#base/pure/operation.ts';
import { recordOperations } from '#base/pure/recordOperations.ts';
import { Declined, Measure, Need, Plan, Proposal } from './schema.ts';
import { Overview } from './schema/answers.ts';
import { PlanTerms } from './schema/terms.ts';

const plans = recordOperations(Plan);
const proposals = recordOperations(Proposal);
const declined = recordOperations(Declined);
const Division = z.string().regex(/^\d{12}$/, '区划代码应为 12 位数字');
const tags = [Plan.ledger];
const dueOn = z.string().refine(isDay, '完成时限应为 YYYY-MM-DD，且须是真实日期');

/** What acceptance changes in a proposal before it becomes a need and a measure. */
export const Changed = z.object({ words: z.string().trim().min(1, '请填写需求内容').max(200, '需求内容最多 200 个字'), action: z.string().trim().min(1, '请填写措施').max(200, '措施最多 200 个字'), dueOn, ownerName: z.string().trim().max(40, '责任人最多 40 个字') }).partial();
export type Changed = z.infer<typeof Changed>;

/** The contract of 一策. Plans and proposals are kept by the product: they are read, not made. */
export const plansOperations = {
  needs: recordOperations(Need),
  measures: recordOperations(Measure),
  plans: { list: plans.list, get: plans.get, history: plans.history, update: plans.update, remove: plans.remove },
  proposals: { list: proposals.list, get: proposals.get, history: proposals.history, remove: proposals.remove },
  declined: { list: declined.list, get: declined.get, history: declined.history, remove: declined.remove, restore: declined.restore },
  /** Makes a need and a measure of each proposal; ids are the caller's, so repeating is harmless. `change` only with one. Gives how many were made; proposals that are gone are skipped. */
  accept: operation.meta({ permission: 'plans.write' }).route({ method: 'POST', path: '/plans/proposals/accept', summary: '措施建议：采纳', tags })
    .input(z.object({ items: z.array(z.object({ proposalId: Id, needId: Id, measureId: Id })).min(1, '请选择建议').max(200, '一次最多采纳 200 条'), change: Changed.optional() })).output(z.object({ accepted: z.number(), skipped: z.number() })),
  /** Declines a proposal with a reason; it comes back when its facts change. */
  decline: operation.meta({ permission: 'plans.write' }).route({ method: 'POST', path: '/plans/proposals/{id}/decline', summary: '措施建议：不采纳', tags })
    .input(z.object({ id: Id, declinedId: Id, reason: z.string().trim().min(4, '请写明不采纳的原因，至少四个字').max(200, '不采纳的原因最多 200 个字') })).output(Done),
  /** Says that a plan was looked through with the person; sets the next review day. */
  review: operation.meta({ permission: 'plans.write' }).route({ method: 'POST', path: '/plans/plans/{id}/review', summary: '一策：复核', tags }).input(z.object({ id: Id })).output(z.object({ reviewOn: z.string() })),
  /** The head of the work list. */
  overview: operation.meta({ permission: 'plans.read' }).route({ method: 'GET', path: '/plans/overview', summary: '一人一策：待办情况', tags }).input(z.object({ division: Division.optional() })).output(Overview),
  /** The county's terms, for what a form proposes. */
  terms: operation.meta({ permission: 'plans.read' }).route({ method: 'GET', path: '/plans/terms', summary: '一策：时限', tags }).output(PlanTerms),
};
