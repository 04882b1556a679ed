import { codeList } from '#base/pure/codes.ts';
import { field, record } from '#base/pure/record.ts';
import { Person } from '#modules/registry/schema.ts';
import { BenefitCategory } from '../schema.ts';
import { Movement } from './movements.ts';

const BASIS = '《军人抚恤优待条例》第八条';

/** 年度确认状态. */
export const ConfirmationState = codeList('确认状态', { draft: '准备中', open: '进行中', closed: '已结束' });
/** 名单状态 of one person in one yearly confirmation. */
export const ConfirmEntryState = codeList('名单状态', { waiting: '未确认', confirmed: '已确认', doubtful: '有情况待核', dropped: '已去世，不再确认' });
/** 确认方式; the App is the ministry's own: only that it was used is written down. No way asks for a photograph to be kept. */
export const ConfirmWay = codeList('确认方式', { station: '来站|到站', home: '入户|上门', video: '视频', photo: '照片', elsewhere: '异地协查', helped: '由家属或站内人员协助|协助', app: '部平台App|App' });
/** 确认结果. */
export const ConfirmResult = codeList('确认结果', { confirmed: '确认|已确认', changed: '信息变更', dead: '疑似去世', imprisoned: '服刑', lost: '失联', moved: '迁出' });
/** A code of `ConfirmResult`. */
export type ConfirmResultCode = 'confirmed' | 'changed' | 'dead' | 'imprisoned' | 'lost' | 'moved';
/** 复核、抽查结果. */
export const ReviewResult = codeList('核对结果', { agreed: '属实', disagreed: '不属实' });

/** 年度确认: who draws a benefit is confirmed once a year; made by the county. */
export const Confirmation = record({
  name: 'benefits.confirmation', path: '/benefits/confirmations', label: '年度确认', ledger: '年度确认台账',
  title: 'title', list: ['title', 'year', 'fromOn', 'untilOn', 'state', 'frozenOn', 'closedOn'], filters: ['state', 'year', 'fromOn'], search: ['title'],
  sort: '-fromOn', identity: ['title'], reach: 'county', keptBy: 'county', personal: false,
  fields: {
    title: field.text('名称', { required: true, max: 60, help: '如 2025年优抚对象年度确认', section: '确认' }),
    year: field.integer('年度', { required: true, min: 2000, max: 2100, section: '确认' }),
    fromOn: field.day('开始日期', { required: true, begins: 'today', section: '确认' }),
    untilOn: field.day('截止日期', { required: true, section: '确认' }),
    categories: field.codes('待遇类别', BenefitCategory, { help: '不选为全部类别', section: '确认' }),
    ways: field.codes('可用的确认方式', ConfirmWay, { required: true, help: '部平台App的结果随时可以登记；任何方式都不要求留存照片', section: '确认' }),
    samplePercent: field.integer('抽查比例（%）', { required: true, min: 1, max: 100, section: '确认' }),
    phone: field.text('联系电话', { max: 20, help: '写在提醒短信里的办公电话', section: '确认' }),
    note: field.note('说明', { max: 500, help: '给站里看的话；请勿填写涉密内容', section: '确认' }),
    state: field.code('确认状态', ConfirmationState, { derived: true, section: '进展' }),
    frozenOn: field.day('名单冻结日期', { derived: true, section: '进展' }),
    closedOn: field.day('结束日期', { derived: true, section: '进展' }),
    seed: field.text('抽查随机种子', { derived: true, section: '抽查' }),
    drawnOn: field.day('抽取日期', { derived: true, section: '抽查' }),
    drawnBy: field.text('抽取人', { derived: true, section: '抽查' }),
  },
  derive: (row) => ({ state: row.state ?? 'draft' }),
  check: (row) => (String(row.untilOn) < String(row.fromOn) ? [{ field: 'untilOn', message: '截止日期不能早于开始日期' }] : []),
});

/** 年度确认名单: one person listed on the day of the freeze, and how the confirmation went. */
export const ConfirmEntry = record({
  name: 'benefits.confirmation_entry', path: '/benefits/confirmation-entries', label: '年度确认对象', ledger: '年度确认名单',
  title: 'personId', list: ['personId', 'confirmationId', 'categories', 'state', 'way', 'confirmedOn', 'confirmedBy', 'review', 'sampled', 'spotCheck'], filters: ['confirmationId', 'state', 'way', 'review', 'sampled', 'spotCheck', 'homeVisit', 'confirmedOn', 'personId'], search: ['personId'],
  sort: 'divisionCode', identity: ['confirmationId', 'personId'], reach: 'division', personal: true, placedBy: 'personId',
  timeline: { on: 'confirmedOn', show: ['confirmationId', 'state', 'way'] },
  fields: {
    personId: field.reference('服务对象', () => Person, { required: true, section: '名单' }),
    confirmationId: field.reference('年度确认', () => Confirmation, { required: true, section: '名单' }),
    listedAt: field.division('冻结时所在区划', { section: '名单' }),
    categories: field.codes('待遇类别', BenefitCategory, { section: '名单' }),
    state: field.code('名单状态', ConfirmEntryState, { required: true, section: '确认' }),
    result: field.code('确认结果', ConfirmResult, { sealed: true, basis: BASIS, section: '确认' }),
    way: field.code('确认方式', ConfirmWay, { section: '确认' }),
    confirmedOn: field.day('确认日期', { section: '确认' }),
    confirmedBy: field.text('确认经办', { max: 60, section: '确认' }),
    note: field.note('说明', { max: 200, sealed: true, basis: BASIS, section: '确认' }),
    homeVisit: field.boolean('不便到场，预约入户', { derived: true, section: '确认' }),
    review: field.code('复核结果', ReviewResult, { section: '复核' }),
    reviewedBy: field.text('复核人', { max: 60, section: '复核' }),
    reviewedOn: field.day('复核日期', { section: '复核' }),
    reviewNote: field.note('复核说明', { max: 200, sealed: true, basis: BASIS, section: '复核' }),
    sampled: field.boolean('被抽查', { derived: true, section: '抽查' }),
    spotCheck: field.code('抽查结果', ReviewResult, { section: '抽查' }),
    checkedBy: field.text('抽查人', { max: 60, section: '抽查' }),
    checkedOn: field.day('抽查日期', { section: '抽查' }),
    checkNote: field.note('抽查说明', { max: 200, sealed: true, basis: BASIS, section: '抽查' }),
    stopId: field.reference('停发变动', () => Movement, { section: '停发与恢复' }),
    resumeId: field.reference('恢复变动', () => Movement, { section: '停发与恢复' }),
  },
  derive: (row) => ({ homeVisit: row.homeVisit ?? false, sampled: row.sampled ?? false }),
});
