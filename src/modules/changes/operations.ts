import { z } from 'zod';
import { isDay } from '#base/pure/day.ts';
import { Done, Id, operation } from '#base/pure/operation.ts';
import { recordOperations } from '#base/pure/recordOperations.ts';
import { Change, Departure, FollowUp } from './schema.ts';
import { ActAnswer, ActDraft, ChangeSheet, MoveDraft, MoveRequest, PackageSight, Subject } from './schema/acts.ts';

const read = operation.meta({ permission: 'changes.read' });
const write = operation.meta({ permission: 'changes.write' });
const tags = [Change.ledger];
const Reason = z.string('请写明原因').trim().min(2, '请写明原因').max(200, '最多 200 个字');
const dayOf = (label: string) => z.string(`请填写${label}`).refine(isDay, `${label}应为 YYYY-MM-DD，且须是真实日期`);
const Words = z.string().trim().max(120, '最多 120 个字').optional();
const Passphrase = z.string('请填写口令').min(10, '口令至少 10 个字').max(200, '口令最多 200 个字');
const Content = z.string('请选择移交文件').min(1, '请选择移交文件').max(3_000_000, '移交文件太大');

/** The contract of 变动登记. */
export const changesOperations = {
  register: recordOperations(Change),
  followUps: recordOperations(FollowUp),
  departures: recordOperations(Departure),
  perform: write.route({ method: 'POST', path: '/changes/acts', summary: '变动登记：办理', tags }).input(Subject.extend({ id: Id, draft: ActDraft })).output(ActAnswer),
  enlistMany: write.route({ method: 'POST', path: '/changes/acts/enlist', summary: '变动登记：新兵名单入伍', tags })
    .input(z.object({ people: z.array(Subject.extend({ id: Id })).min(1, '请选择人员').max(200, '一次最多 200 人'), effectiveOn: dayOf('入伍日期'), document: Words })).output(z.object({ done: z.number() })),
  moveTogether: write.route({ method: 'POST', path: '/changes/acts/household', summary: '变动登记：全户迁移', tags })
    .input(z.object({ people: z.array(Subject.extend({ id: Id })).min(2, '一起迁移的至少两人').max(30, '一次最多 30 人'), draft: MoveDraft })).output(ActAnswer),
  undo: write.route({ method: 'POST', path: '/changes/acts/{id}/undo', summary: '变动登记：撤销', tags }).input(z.object({ id: Id, version: z.number().int(), reason: Reason, together: z.boolean().optional() })).output(ActAnswer),
  withdraw: write.route({ method: 'POST', path: '/changes/acts/{id}/withdraw', summary: '变动登记：撤回待接收', tags }).input(z.object({ id: Id, reason: Reason, together: z.boolean().optional() })).output(Done),
  sheet: operation.meta({ permission: 'changes.read', audit: 'read' }).route({ method: 'GET', path: '/changes/acts/{id}/sheet', summary: '变动登记：前后对照和移交单', tags }).input(z.object({ id: Id })).output(ChangeSheet),
  requests: read.route({ method: 'GET', path: '/changes/requests', summary: '迁移：待接收', tags }).input(z.object({ side: z.enum(['in', 'out']).default('in'), state: z.enum(['waiting', 'answered']).default('waiting') })).output(z.array(MoveRequest)),
  acceptMove: write.route({ method: 'POST', path: '/changes/requests/{id}/accept', summary: '迁移：接收', tags }).input(z.object({ id: Id, note: Words })).output(ActAnswer),
  declineMove: write.route({ method: 'POST', path: '/changes/requests/{id}/decline', summary: '迁移：不接收', tags }).input(z.object({ id: Id, reason: Reason })).output(Done),
  makePackage: write.route({ method: 'POST', path: '/changes/acts/{id}/package', summary: '调出：生成移交文件', tags }).input(z.object({ id: Id, passphrase: Passphrase })).output(z.object({ fileName: z.string(), content: z.string() })),
  enterReceipt: write.route({ method: 'POST', path: '/changes/acts/{id}/receipt', summary: '调出：录入回执', tags })
    .input(z.object({ id: Id, version: z.number().int(), receiptNo: z.string('请填写回执号').trim().min(2, '请填写回执号').max(60, '最多 60 个字'), receivedOn: dayOf('接收日期'), paper: z.boolean().optional() })).output(ActAnswer),
  readPackage: operation.meta({ permission: 'changes.write', audit: 'read' }).route({ method: 'POST', path: '/changes/packages/read', summary: '调入：查看移交文件', tags }).input(z.object({ content: Content, passphrase: Passphrase })).output(PackageSight),
  takeIn: write.route({ method: 'POST', path: '/changes/packages', summary: '调入：接收移交文件', tags })
    .input(z.object({ id: Id, content: Content, passphrase: Passphrase, divisionCode: z.string('请选择区划').regex(/^\d{12}$/, '请选择区划'), effectiveOn: dayOf('调入日期'), document: Words }))
    .output(ActAnswer.extend({ personId: z.string(), receiptNo: z.string() })),
  places: read.route({ method: 'GET', path: '/changes/places', summary: '迁移：全县区划', tags }).output(z.array(z.object({ code: z.string(), name: z.string(), parentCode: z.string().nullable(), path: z.string(), level: z.string() }))),
};
