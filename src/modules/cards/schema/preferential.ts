import { z } from 'zod';
import { codeList } from '#base/pure/codes.ts';
import { Id } from '#base/pure/operation.ts';
import { field, type Problem, record } from '#base/pure/record.ts';
import { fieldShape } from '#base/pure/shape.ts';
import { Unit } from '#modules/organisation/schema/unit.ts';
import { Person } from '#modules/registry/schema.ts';
import { PersonState } from '#modules/registry/schema/codes.ts';

/** 优待证种类: two only. Who fits both picks one. */
export const PreferentialKind = codeList('优待证种类', {
  veteran: '退役军人优待证|退役军人|退役优待证',
  kin: '烈士、因公牺牲军人、病故军人遗属优待证|遗属优待证|三属优待证|三属|烈士遗属优待证|因公牺牲军人遗属优待证|病故军人遗属优待证',
});

/** 优待证状态, in the order of the procedure; the last two are after issue. */
export const PreferentialState = codeList('优待证状态', {
  applied: '申请|已申请|受理|已受理', reviewing: '审核中|审核', returned: '退回|已退回', making: '制卡|制卡中', waiting: '待领|待领取|待发放', issued: '已发|已发放|已领取|发放|正常', lost: '挂失|已挂失', cancelled: '注销|已注销',
});

/** 申领类型. */
export const Purpose = codeList('申领类型', { first: '首次申领|首次|新办|初次申领', renew: '换发|换证', replace: '补发|补办|补领' });

/** 申领地. */
export const ApplyPlace = codeList('申领地', { hukou: '户籍地|户籍所在地', residence: '常住地|经常居住地' });

/** 审核结果 of one level. */
export const ReviewResult = codeList('审核结果', { passed: '通过|审核通过|同意', returned: '退回|不通过' });

/** 办理环节 of a preferential card. */
export const PreferentialAct = codeList('办理环节', {
  submit: '送审', countyReview: '县级审核通过', cityReview: '登记市级通过', provinceReview: '登记省级通过', sendBack: '退回', make: '送制卡', receive: '县签收',
  issue: '发放', reportLost: '挂失', withdrawLoss: '解除挂失', cancel: '注销', stepBack: '撤回上一步',
});

/** 制卡批次: cards that a bank makes together and the county receives together. */
export const CardBatch = record({
  name: 'cards.card_batch', path: '/cards/batches', label: '制卡批次', ledger: '优待证制卡批次', title: 'number',
  list: ['number', 'bank', 'sentOn', 'expected', 'cards', 'receivedOn', 'receivedBy'], filters: ['number', 'bank', 'sentOn', 'receivedOn'], search: ['number', 'bank'], sort: '-sentOn', identity: ['number'], reach: 'county', keptBy: 'county', personal: false,
  fields: {
    number: field.text('批次号', { required: true, max: 40, synonyms: ['制卡批次', '批次'], section: '批次' }),
    bank: field.text('制卡银行', { max: 60, synonyms: ['银行', '合作银行'], section: '批次' }),
    sentOn: field.day('送制卡日期', { synonyms: ['送卡日期'], section: '批次' }),
    expected: field.integer('应制张数', { max: 100_000, synonyms: ['张数'], section: '批次' }),
    cards: field.integer('登记张数', { derived: true, help: '本管辖范围内列入这一批的优待证', section: '批次' }),
    receivedOn: field.day('县签收日期', { synonyms: ['签收日期', '到卡日期'], section: '签收' }),
    receivedBy: field.text('签收人', { max: 40, section: '签收' }),
    note: field.note('备注', { max: 500, section: '签收' }),
  },
  check: (row) => (row.sentOn && row.receivedOn && String(row.receivedOn) < String(row.sentOn) ? [{ field: 'receivedOn', message: '签收日期不能早于送制卡日期' }] : []),
});

/** 移交单: cards of a batch handed to a station against a signature. */
export const Handover = record({
  name: 'cards.handover', path: '/cards/handovers', label: '移交单', ledger: '优待证移交单', title: 'handedOn',
  list: ['unitId', 'cardBatchId', 'handedOn', 'cards', 'handedBy', 'receivedBy'], filters: ['unitId', 'cardBatchId', 'handedOn'], search: ['unitId', 'receivedBy'], sort: '-handedOn', identity: ['unitId', 'cardBatchId', 'handedOn'], reach: 'county', keptBy: 'county', personal: false, placedBy: 'unitId',
  fields: {
    unitId: field.reference('接收站', () => Unit, { required: true, synonyms: ['乡镇站', '服务站'], section: '移交' }),
    cardBatchId: field.reference('制卡批次', () => CardBatch, { required: true, synonyms: ['批次号'], section: '移交' }),
    handedOn: field.day('移交日期', { required: true, section: '移交' }),
    cards: field.integer('移交张数', { derived: true, section: '移交' }),
    handedBy: field.text('移交人', { max: 40, section: '移交' }),
    receivedBy: field.text('接收人', { required: true, max: 40, synonyms: ['签收人'], section: '移交' }),
    note: field.note('备注', { max: 500, section: '移交' }),
  },
});

const LATER: readonly (readonly [string, string, string])[] = [
  ['appliedOn', 'countyOn', '县级审核日期不能早于申领日期'], ['countyOn', 'cityOn', '市级审核日期不能早于县级审核日期'], ['cityOn', 'provinceOn', '省级审核日期不能早于市级审核日期'],
  ['appliedOn', 'issuedOn', '发放日期不能早于申领日期'], ['countyReceivedOn', 'issuedOn', '发放日期不能早于县签收日期'], ['issuedOn', 'expiresOn', '有效期不能早于发放日期'],
];

/** 优待证: one application from reception to issue, loss and cancellation, 依据《退役军人保障法》第十五条、《退役军人、其他优抚对象优待证管理办法》. Of the number only the last four digits are kept. */
export const PreferentialCard = record({
  name: 'cards.preferential_card', path: '/cards/preferential-cards', label: '优待证', ledger: '优待证台账', title: 'personId',
  list: ['personId', 'kind', 'state', 'purpose', 'appliedOn', 'unitId', 'cardBatchId', 'issuedOn', 'cardTail', 'expiresOn'], filters: ['state', 'kind', 'unitId', 'appliedOn', 'issuedOn', 'expiresOn', 'cardBatchId', 'handoverId', 'purpose', 'personState', 'personId'], search: ['personId', 'recipient'],
  sort: '-appliedOn', identity: ['personId', 'kind', 'appliedOn'], reach: 'division', personal: true, placedBy: 'personId',
  timeline: { on: 'appliedOn', show: ['kind', 'purpose', 'state', 'issuedOn'] },
  fields: {
    personId: field.reference('申领人', () => Person, { required: true, synonyms: ['姓名', '持证人', '持卡人', '对象姓名'], section: '申领' }),
    kind: field.code('优待证种类', PreferentialKind, { required: true, synonyms: ['种类', '类别', '卡种'], help: '同时符合两种的只能选一种', section: '申领' }),
    purpose: field.code('申领类型', Purpose, { synonyms: ['办理类型', '业务类型'], section: '申领' }),
    purposeReason: field.text('换发、补发原因', { max: 100, synonyms: ['换发原因', '补发原因', '换发/补发原因'], section: '申领' }),
    appliedOn: field.day('申领日期', { required: true, synonyms: ['申请日期', '申请时间', '受理日期', '申领时间'], section: '申领' }),
    applyPlace: field.code('申领地', ApplyPlace, { section: '申领' }),
    unitId: field.reference('受理站', () => Unit, { synonyms: ['受理服务站', '受理单位', '服务站'], section: '申领' }),
    agent: field.text('代办人', { max: 40, synonyms: ['监护人', '代领人'], help: '监护人等代为申请的填写', section: '申领' }),
    countyResult: field.code('县级审核结果', ReviewResult, { synonyms: ['县级审核'], section: '审核' }),
    countyOn: field.day('县级审核日期', { synonyms: ['县级审核时间'], section: '审核' }),
    cityResult: field.code('市级审核结果', ReviewResult, { synonyms: ['市级审核'], section: '审核' }),
    cityOn: field.day('市级审核日期', { synonyms: ['市级审核时间'], section: '审核' }),
    provinceResult: field.code('省级审核结果', ReviewResult, { synonyms: ['省级审核'], section: '审核' }),
    provinceOn: field.day('省级审核日期', { synonyms: ['省级审核时间'], section: '审核' }),
    bank: field.text('合作银行', { max: 60, synonyms: ['银行', '制卡银行', '发卡银行'], section: '制卡' }),
    cardBatchId: field.reference('制卡批次', () => CardBatch, { synonyms: ['批次', '批次号'], section: '制卡' }),
    countyReceivedOn: field.day('县签收日期', { synonyms: ['县签收', '签收日期'], section: '制卡' }),
    handoverId: field.reference('移交单', () => Handover, { derived: true, section: '制卡' }),
    cardTail: field.text('卡号后四位', { tail: 4, synonyms: ['卡号', '优待证号', '优待证卡号', '证号', '优待证编号', '后四位'], help: '只登记后四位，不保存完整卡号', section: '发放' }),
    issuedOn: field.day('发放日期', { synonyms: ['领取日期', '发放时间', '领证日期'], section: '发放' }),
    recipient: field.text('领取人', { max: 40, synonyms: ['领取人签字', '签领人'], section: '发放' }),
    expiresOn: field.day('有效期至', { synonyms: ['有效期', '到期日期', '截止日期'], section: '发放' }),
    state: field.code('优待证状态', PreferentialState, { synonyms: ['状态', '办理状态', '卡状态'], help: '由办理环节改变；导入以往台账时可带入', section: '状态' }),
    lostOn: field.day('挂失日期', { section: '状态' }),
    cancelledOn: field.day('注销日期', { section: '状态' }),
    cancelReason: field.text('注销原因', { max: 200, section: '状态' }),
    personState: field.code('持证人在册状态', PersonState, { derived: true, section: '状态' }),
    note: field.note('备注', { max: 500, section: '状态' }),
  },
  derive: (row) => ({ state: row.state ?? 'applied', purpose: row.purpose ?? 'first' }),
  check: (row, today) => {
    const problems: Problem[] = [];
    if (String(row.appliedOn ?? '') > today) problems.push({ field: 'appliedOn', message: '申领日期不能晚于今天' });
    if (String(row.issuedOn ?? '') > today) problems.push({ field: 'issuedOn', message: '发放日期不能晚于今天' });
    for (const [first, second, message] of LATER) if (row[first] && row[second] && String(row[second]) < String(row[first])) problems.push({ field: second, message });
    if (row.state === 'issued' && !row.issuedOn) problems.push({ field: 'issuedOn', message: '已发的须填写发放日期' });
    if (row.purpose !== 'first' && !row.purposeReason) problems.push({ field: 'purposeReason', message: '换发、补发须写明原因' });
    return problems;
  },
});

const Day = fieldShape({ kind: 'day', label: '日期', required: false }) as z.ZodType<string>;
const Tail = fieldShape({ kind: 'text', label: '卡号后四位', required: false, tail: 4 }) as z.ZodType<string>;

/** What every act on cards takes: a client-made id of the run, the cards, and what the act needs. `on` is today unless given. */
export const ActDraft = z.object({
  run: Id,
  act: z.enum(PreferentialAct.codes.map(({ code }) => code).filter((code) => code !== 'stepBack') as [string, ...string[]], '请选择办理环节'),
  ids: z.array(Id).min(1, '请选择优待证').max(500, '一次最多 500 张'),
  on: Day.optional(),
  opinion: z.string().trim().max(200, '最多 200 个字').optional(),
  level: z.enum(['county', 'city', 'province'], '请选择由哪一级退回').optional(),
  cardBatchId: Id.optional(),
  bank: z.string().trim().max(60, '最多 60 个字').optional(),
  recipient: z.string().trim().max(40, '最多 40 个字').optional(),
  cardTail: Tail.optional(),
  expiresOn: Day.optional(),
});
export type ActDraft = z.infer<typeof ActDraft>;

/** One step of a card's procedure, as it was taken. */
export const Step = z.object({ id: z.string(), act: z.string(), fromState: z.string(), toState: z.string(), actedOn: z.string(), at: z.string(), opinion: z.string().nullable(), actorName: z.string(), unitName: z.string() });
export type Step = z.infer<typeof Step>;

/** Where a batch stands by station: how many cards are still being made, wait at the county, or were handed over; and how many of those were issued. */
export const BatchPlace = z.object({ unitId: z.string(), unitName: z.string(), making: z.number(), here: z.number(), handed: z.number(), issued: z.number() });
export type BatchPlace = z.infer<typeof BatchPlace>;

/** One line of a handover's receipt. */
export const HandoverLine = z.object({ id: z.string(), personName: z.string(), place: z.string(), kind: z.string(), state: z.string(), cardTail: z.string().nullable(), issuedOn: z.string().nullable(), recipient: z.string().nullable() });
export type HandoverLine = z.infer<typeof HandoverLine>;
