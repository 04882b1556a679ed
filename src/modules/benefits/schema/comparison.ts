import { z } from 'zod';
import { codeList } from '#base/pure/codes.ts';
import { isDay } from '#base/pure/day.ts';
import { FileContent, Id, operation, Paging } from '#base/pure/operation.ts';
import { field, record } from '#base/pure/record.ts';
import { Person } from '#modules/registry/schema.ts';
import { BenefitCategory } from '../schema.ts';
import { Movement, MovementAct, MovementReason } from './movements.ts';

const BASIS = '《军人抚恤优待条例》第八条、第五十九条';

/** 比对来源: the office whose list is compared. */
export const ComparisonSource = codeList('比对来源', { police: '公安', civil: '民政', humanResources: '人社', court: '法院、司法', health: '卫健' });
/** 比对情况: what a list says of somebody. */
export const Finding = codeList('比对情况', { dead: '死亡|去世|死亡注销|死亡证明', cremated: '火化', movedOut: '户籍迁出|迁出', imprisoned: '服刑|在押|判刑', pension: '领取养老金|职工养老|养老', lowIncome: '低保|享受低保' });
/** 线索状态: found, and decided by a person; a hit never stops anything by itself. */
export const HitState = codeList('线索状态', { open: '待核查', upheld: '属实', refuted: '不属实' });
/** 匹配依据. */
export const MatchedBy = codeList('匹配依据', { citizenId: '身份证号', nameBirth: '姓名与出生日期、住址或电话', byHand: '人工认定' });

/** Which findings an office's list may bring. */
export const FINDINGS_OF: Readonly<Record<string, readonly string[]>> = { police: ['dead', 'movedOut'], civil: ['cremated', 'lowIncome'], humanResources: ['pension', 'dead'], court: ['imprisoned'], health: ['dead'] };

/** 数据比对: one list from outside, of which only source, day, digest and counts are kept. */
export const Comparison = record({
  name: 'benefits.comparison', path: '/benefits/comparisons', label: '数据比对', ledger: '数据比对台账',
  title: 'title', list: ['title', 'source', 'receivedOn', 'lines', 'matched', 'unmatched', 'takenBy'], filters: ['source', 'receivedOn'], search: ['title', 'document'],
  sort: '-receivedOn', identity: ['title'], reach: 'county', keptBy: 'county', personal: false,
  fields: {
    title: field.text('名称', { required: true, max: 60, section: '名单' }),
    source: field.code('比对来源', ComparisonSource, { required: true, section: '名单' }),
    receivedOn: field.day('收到日期', { required: true, begins: 'today', section: '名单' }),
    document: field.text('来文文号', { max: 100, section: '名单' }),
    digest: field.text('文件摘要', { derived: true, section: '结果' }),
    lines: field.integer('名单条数', { derived: true, section: '结果' }),
    matched: field.integer('对上在享人员', { derived: true, section: '结果' }),
    unmatched: field.integer('没有对上', { derived: true, section: '结果' }),
    takenBy: field.text('经办', { derived: true, section: '结果' }),
  },
});

/** 比对线索: one person who draws a benefit and stands on a list from outside; what it says is sealed until somebody looks into it. */
export const Hit = record({
  name: 'benefits.comparison_hit', path: '/benefits/comparison-hits', label: '比对线索', ledger: '比对线索台账',
  title: 'personId', list: ['personId', 'comparisonId', 'eventOn', 'matchedBy', 'state', 'decidedBy', 'decidedOn'], filters: ['state', 'comparisonId', 'matchedBy', 'decidedOn', 'personId'], search: ['personId'],
  sort: '-createdAt', identity: ['comparisonId', 'personId', 'finding'], reach: 'division', personal: true, placedBy: 'personId',
  fields: {
    personId: field.reference('服务对象', () => Person, { required: true, section: '线索' }),
    comparisonId: field.reference('数据比对', () => Comparison, { required: true, section: '线索' }),
    finding: field.code('比对情况', Finding, { required: true, sealed: true, basis: BASIS, section: '线索' }),
    eventOn: field.partialDay('发生日期', { section: '线索' }),
    matchedBy: field.code('匹配依据', MatchedBy, { required: true, section: '线索' }),
    state: field.code('线索状态', HitState, { required: true, section: '核查' }),
    note: field.note('核查说明', { max: 200, sealed: true, basis: BASIS, section: '核查' }),
    decidedBy: field.text('核查人', { max: 60, section: '核查' }),
    decidedOn: field.day('核查日期', { section: '核查' }),
    movementId: field.reference('待遇变动', () => Movement, { section: '核查' }),
  },
});

const oneOf = (list: { label: string; codes: readonly { code: string }[] }) => z.enum(list.codes.map((one) => one.code) as [string, ...string[]], `应为${list.label}之一`);
const day = z.string().refine(isDay, '日期应为 YYYY-MM-DD');
const count = z.number().int();
const words = z.string().trim().max(200, '最多 200 个字');

/** A list as it is handed in: from whom, what it says where its rows do not, and its content in base64. */
export const ListInput = z.strictObject({ source: oneOf(ComparisonSource), finding: oneOf(Finding), content: FileContent });
export type ListInput = z.infer<typeof ListInput>;
/** Somebody who draws a benefit and whom a row may mean; a person says whether it does. */
const Candidate = z.object({ personId: z.string(), name: z.string(), place: z.string(), birthOn: z.string().nullable() });
export type Candidate = z.infer<typeof Candidate>;
/** One row of a list: whom it means, whom it may mean (`unsure`), or why nobody. */
export const ListRow = z.object({ line: count, name: z.string(), kind: z.enum(['hit', 'unsure', 'notDrawing', 'unmatched', 'bad']), reason: z.string().nullable(), finding: z.string().nullable(), eventOn: z.string().nullable(), candidates: z.array(Candidate) });
export type ListRow = z.infer<typeof ListRow>;
/** What a list comes to. */
export const ListJudged = z.object({ lines: count, hits: count, unsure: count, notDrawing: count, unmatched: count, rows: z.array(ListRow) });
export type ListJudged = z.infer<typeof ListJudged>;
/** A hit as the one who looks into it reads it: in clear. */
export const HitView = z.object({
  id: z.string(), version: count, personId: z.string(), name: z.string(), place: z.string(), personState: z.string(), comparison: z.string(), source: z.string(), receivedOn: z.string(), finding: z.string(), eventOn: z.string().nullable(), matchedBy: z.string(),
  state: z.string(), note: z.string().nullable(), decidedBy: z.string().nullable(), decidedOn: z.string().nullable(), movement: z.object({ id: z.string(), act: z.string(), month: z.string(), state: z.string() }).nullable(), categories: z.array(z.string()),
});
export type HitView = z.infer<typeof HitView>;
/** What somebody decides on a hit: a hit that is so may bring a movement that then waits for another person. */
export const HitDecision = z.strictObject({
  id: Id, version: count, decision: oneOf(HitState), note: words.optional(),
  movement: z.strictObject({ act: oneOf(MovementAct), category: oneOf(BenefitCategory).optional(), month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, '月份应为年月，如 2025-01'), reason: oneOf(MovementReason), document: z.string().trim().max(100).optional() }).optional(),
});
export type HitDecision = z.infer<typeof HitDecision>;

const tags = [Comparison.ledger];
const county = operation.meta({ permission: 'benefits.write' });
const opened = operation.meta({ permission: 'benefits.write', audit: 'read' });

/** 数据比对's own operations. */
export const comparisonCourse = {
  preview: opened.route({ method: 'POST', path: '/benefits/comparison-lists/preview', summary: '数据比对：核对名单', tags }).input(ListInput).output(ListJudged),
  commit: county.route({ method: 'POST', path: '/benefits/comparison-lists', summary: '数据比对：导入名单', tags }).input(ListInput.extend({ id: Id, title: z.string().trim().min(2, '请填写名称').max(60), receivedOn: day, document: z.string().trim().max(100).optional(), chosen: z.array(z.strictObject({ line: count, personId: Id })).max(20_000).default([]) })).output(ListJudged.extend({ id: z.string() })),
  hits: opened.route({ method: 'GET', path: '/benefits/comparison-hits-open', summary: '数据比对：待核查线索', tags }).input(Paging.extend({ state: oneOf(HitState).optional(), comparisonId: Id.optional() })).output(z.object({ rows: z.array(HitView), total: count, page: count, size: count })),
  decide: county.route({ method: 'POST', path: `${Hit.path}/{id}/decision`, summary: '数据比对：核查决定', tags }).input(HitDecision).output(HitView),
};
