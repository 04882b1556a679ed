import { z } from 'zod';
import { Id, operation } from '#base/pure/operation.ts';
import { BulletinDocument, FigureToken, Reading } from './schema/document.ts';
import { BulletinRow, BulletinView, CheckReport, Comparison } from './schema/views.ts';

const tags = ['工作简报'];
const path = '/bulletin/bulletins';
const read = operation.meta({ permission: 'bulletin.read' });
const write = operation.meta({ permission: 'bulletin.write' });
const approve = operation.meta({ permission: 'bulletin.approve' });
const one = z.object({ id: Id });
const turn = z.object({ id: Id, version: z.number().int(), note: z.string().trim().max(500).optional() });

/** 工作简报: drafting (bulletin.write) and deciding (bulletin.approve) are two operations, so that the runner itself holds them apart. */
export const bulletinOperations = {
  bulletins: {
    list: read.route({ method: 'GET', path, summary: '工作简报：查询', tags }).input(z.object({ year: z.coerce.number().int().optional(), state: z.string().max(20).optional() })).output(z.array(BulletinRow)),
    get: read.route({ method: 'GET', path: `${path}/{id}`, summary: '工作简报：查看', tags }).input(one).output(BulletinView),
    compose: write.route({ method: 'POST', path, summary: '工作简报：按指标起草', tags }).input(z.object({ id: Id, year: z.number().int().min(1949).max(2999) })).output(BulletinView),
    save: write.route({ method: 'PATCH', path: `${path}/{id}`, summary: '工作简报：保存草稿', tags }).input(z.object({ id: Id, version: z.number().int(), document: BulletinDocument })).output(BulletinView),
    act: write.route({ method: 'POST', path: `${path}/{id}/act`, summary: '工作简报：送审、印发、归档', tags }).input(turn.extend({ act: z.enum(['submit', 'issue', 'archive']) })).output(BulletinView),
    decide: approve.route({ method: 'POST', path: `${path}/{id}/decide`, summary: '工作简报：审核、保密审查、签发、退回', tags }).input(turn.extend({ act: z.enum(['passReview', 'passSecrecy', 'signOff', 'sendBack']) })).output(BulletinView),
    checks: read.route({ method: 'GET', path: `${path}/{id}/checks`, summary: '工作简报：签发前检查', tags }).input(one).output(CheckReport),
    measure: operation.meta({ permission: 'bulletin.read', audit: 'none' }).route({ method: 'POST', path: `${path}/measure`, summary: '工作简报：重新取数', tags }).input(z.object({ tokens: z.array(FigureToken).max(400) })).output(z.array(Reading)),
    compare: read.route({ method: 'GET', path: `${path}/{id}/comparison`, summary: '工作简报：签发数与现数对照', tags }).input(one).output(z.array(Comparison)),
    offerErratum: write.route({ method: 'POST', path: `${path}/{id}/errata`, summary: '工作简报：起草勘误', tags }).input(z.object({ id: Id, erratumId: Id })).output(BulletinView),
  },
};
