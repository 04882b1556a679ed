import { field, record } from '#base/pure/record.ts';
import { Person } from '#modules/registry/schema.ts';
import { ChangeKind, ChangeState, DepartureReach, FollowUpKind, FollowUpState } from './schema/codes.ts';

/** 变动登记: one act in the life of a file, with its day, its document and whoever did it; done by the forms of this module, or written up from an older ledger (补录, which touches nothing). */
export const Change = record({
  name: 'changes.change', path: '/changes/register', label: '变动', ledger: '变动登记',
  title: 'personId', list: ['personId', 'kind', 'effectiveOn', 'state', 'fromPlace', 'toPlace', 'document', 'doneBy'], filters: ['kind', 'state', 'effectiveOn', 'personId', 'document'], search: ['personId', 'document', 'number'],
  sort: '-effectiveOn', identity: ['personId', 'kind', 'effectiveOn'], reach: 'division', personal: true, placedBy: 'personId',
  timeline: { on: 'effectiveOn', show: ['kind', 'state', 'toPlace'] },
  fields: {
    personId: field.reference('服务对象', () => Person, { required: true, synonyms: ['姓名', '人员'], section: '变动' }),
    kind: field.code('变动种类', ChangeKind, { required: true, synonyms: ['种类', '变动类型', '业务类型'], section: '变动' }),
    effectiveOn: field.day('变动日期', { required: true, synonyms: ['日期', '变动时间', '发生日期', '迁移日期', '去世日期'], section: '变动' }),
    state: field.code('办理状态', ChangeState, { derived: true, section: '变动' }),
    document: field.text('依据文件', { max: 120, synonyms: ['依据', '文号', '证明材料', '介绍信'], help: '介绍信、证明、批复等的名称或文号', section: '依据' }),
    source: field.text('信息来源', { max: 60, synonyms: ['来源'], section: '依据' }),
    reason: field.text('原因', { max: 200, synonyms: ['变动原因', '事由'], section: '依据' }),
    fromPlace: field.text('原区划', { max: 120, synonyms: ['迁出地', '原住址'], section: '去向' }),
    toPlace: field.text('现区划', { max: 120, synonyms: ['迁入地', '去向'], section: '去向' }),
    otherCounty: field.text('对方县（市、区）', { max: 120, synonyms: ['调入调出县', '外县'], section: '去向' }),
    number: field.text('移交单号', { derived: true, section: '去向' }),
    receiptNo: field.text('对方回执号', { max: 60, synonyms: ['回执号', '接收回执'], section: '去向' }),
    receiptChecked: field.boolean('回执核验一致', { derived: true, section: '去向' }),
    completedOn: field.day('办结日期', { derived: true, section: '办理' }),
    finding: field.text('办理提示', { derived: true, section: '办理' }),
    doneBy: field.text('经办人', { derived: true, section: '办理' }),
    doneUnit: field.text('经办单位', { derived: true, section: '办理' }),
    undoneBy: field.text('撤销人', { derived: true, section: '撤销' }),
    undoneOn: field.day('撤销日期', { derived: true, section: '撤销' }),
    undoneReason: field.text('撤销原因', { derived: true, section: '撤销' }),
    note: field.note('备注', { max: 1000, help: '请勿填写涉密内容', section: '办理' }),
  },
  derive: (row) => ({ state: row.state ?? 'noted' }),
  check: (row, today) => (typeof row.effectiveOn === 'string' && row.effectiveOn > today ? [{ field: 'effectiveOn', message: '变动日期不能晚于今天' }] : []),
});

/** 变动后续事项: what a change leaves to be done by hand, until when, and how it ended. */
export const FollowUp = record({
  name: 'changes.follow_up', path: '/changes/follow-ups', label: '后续事项', ledger: '变动后续事项',
  title: 'personId', list: ['personId', 'kind', 'cause', 'dueOn', 'state', 'doneOn', 'outcome'], filters: ['state', 'kind', 'dueOn', 'personId'], search: ['personId'],
  sort: 'dueOn', identity: ['personId', 'kind', 'dueOn'], reach: 'division', personal: true, placedBy: 'personId',
  fields: {
    personId: field.reference('服务对象', () => Person, { required: true, synonyms: ['姓名'], section: '事项' }),
    kind: field.code('事项', FollowUpKind, { required: true, synonyms: ['后续事项'], section: '事项' }),
    cause: field.text('由来', { max: 120, derived: true, help: '由哪一项变动引出', section: '事项' }),
    dueOn: field.day('应办日期', { synonyms: ['时限', '办理时限'], section: '事项' }),
    state: field.code('办理状态', FollowUpState, { derived: true, section: '办理' }),
    doneOn: field.day('办结日期', { synonyms: ['办理日期'], help: '填写后即为已办', section: '办理' }),
    outcome: field.text('办理结果', { max: 300, synonyms: ['结果'], section: '办理' }),
  },
  derive: (row) => ({ state: row.state === 'void' ? 'void' : row.doneOn ? 'done' : 'open' }),
  check: (row, today) => (typeof row.doneOn === 'string' && row.doneOn > today ? [{ field: 'doneOn', message: '办结日期不能晚于今天' }] : []),
});

/** 迁出台账: who left, when and whereto; it stays with the place that was left, while the file goes along with the person. */
export const Departure = record({
  name: 'changes.departure', path: '/changes/departures', label: '迁出记录', ledger: '迁出台账',
  title: 'personName', list: ['personName', 'leftOn', 'reach', 'destination', 'document'], filters: ['personName', 'leftOn', 'reach'], search: ['personName', 'destination'],
  sort: '-leftOn', identity: ['personName', 'leftOn'], reach: 'division', personal: true,
  fields: {
    personName: field.text('姓名', { required: true, max: 60, synonyms: ['人员'], section: '迁出' }),
    leftOn: field.day('迁出日期', { required: true, synonyms: ['日期', '迁出时间'], section: '迁出' }),
    reach: field.code('迁出范围', DepartureReach, { required: true, synonyms: ['范围'], section: '迁出' }),
    destination: field.text('迁往', { max: 120, synonyms: ['去向', '迁入地'], section: '迁出' }),
    document: field.text('依据文件', { max: 120, synonyms: ['依据', '文号'], section: '迁出' }),
  },
});
