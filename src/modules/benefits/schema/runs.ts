import { codeList } from '#base/pure/codes.ts';
import { addMonths } from '#base/pure/day.ts';
import { type Problem, field, record, type Values } from '#base/pure/record.ts';
import { Person } from '#modules/registry/schema.ts';
import { PaymentProgramme } from '../schema.ts';

/** How many months ahead a run may pay: a year mistyped would pay years in advance. */
const MOST_AHEAD = 12;

/** 批次状态: where a pay run stands. */
export const RunState = codeList('批次状态', { draft: '拟定', computed: '待复核', reviewed: '待审批', approved: '待财务核对', checked: '待送银行', sent: '已送银行', closed: '已办结', voided: '已作废' });
/** A code of `RunState`. */
export type RunStateCode = 'draft' | 'computed' | 'reviewed' | 'approved' | 'checked' | 'sent' | 'closed' | 'voided';

/** 批次办理: what may be done with a run. */
export const RunAct = codeList('批次办理', { compute: '计算并冻结名单', review: '复核通过', approve: '审批通过', check: '财务核对无误', sendBack: '退回重算', file: '生成银行文件', close: '办结', void: '作废' });
/** A code of `RunAct`. */
export type RunActName = 'compute' | 'review' | 'approve' | 'check' | 'sendBack' | 'file' | 'close' | 'void';

/** 发放批次: one payroll of a county for some programmes and months, from its list to the last return. */
export const Run = record({
  name: 'benefits.run', path: '/benefits/runs', label: '发放批次', ledger: '发放批次台账', title: 'title',
  list: ['number', 'title', 'lastMonth', 'state', 'approvedOn', 'closedOn', 'programmes'], filters: ['state', 'programmes', 'lastMonth'], search: ['title', 'number'],
  sort: '-lastMonth', identity: ['number'], reach: 'county', personal: false,
  fields: {
    number: field.text('批次号', { required: true, max: 20, help: '随每一笔付款到银行，县内不重复，如 2024-05-01', section: '批次' }),
    title: field.text('批次名称', { required: true, max: 60, synonyms: ['名册名称'], section: '批次' }),
    programmes: field.codes('发放项目', PaymentProgramme, { required: true, section: '批次' }),
    firstMonth: field.partialDay('起始月份', { required: true, help: '按季发放的填季度第一个月', section: '批次' }),
    lastMonth: field.partialDay('终止月份', { required: true, section: '批次' }),
    state: field.code('批次状态', RunState, { derived: true, section: '办理' }),
    knownOn: field.day('名单冻结日', { derived: true, section: '办理' }),
    computedByName: field.text('计算人', { derived: true, max: 60, section: '办理' }),
    reviewedByName: field.text('复核人', { derived: true, max: 60, section: '办理' }),
    approvedByName: field.text('审批人', { derived: true, max: 60, section: '办理' }),
    checkedByName: field.text('财务核对人', { derived: true, max: 60, section: '办理' }),
    approvedOn: field.day('审批日期', { derived: true, section: '办理' }),
    sentOn: field.day('送银行日期', { derived: true, section: '办理' }),
    closedOn: field.day('办结日期', { derived: true, section: '办理' }),
    note: field.note('说明', { max: 500, section: '批次' }),
  },
  derive: (row) => ({ state: row.state ?? 'draft' }),
  check: (row, today): Problem[] => [
    ...(['firstMonth', 'lastMonth'] as const).flatMap((name) => (/^\d{4}-\d{2}$/.test(String(row[name])) ? [] : [{ field: name, message: '应为年月，如 2024-05' }])),
    ...(String(row.firstMonth) > String(row.lastMonth) ? [{ field: 'lastMonth', message: '终止月份不能早于起始月份' }] : []),
    ...(today && String(row.lastMonth) > addMonths(today, MOST_AHEAD).slice(0, 7) ? [{ field: 'lastMonth', message: `终止月份最多提前${MOST_AHEAD}个月，请核对年份` }] : []),
  ],
});

/** 明细结果: every line of an approved run ends as exactly one of the last four. */
export const LineOutcome = codeList('发放结果', { pending: '待发放', paid: '已发放', returned: '退汇', stopped: '止付', carried: '结转' });
/** A code of `LineOutcome`. */
export type Outcome = 'pending' | 'paid' | 'returned' | 'stopped' | 'carried';

/** 与上一批次相比. */
export const LineChange = codeList('变动', { new: '新增', changed: '变动' });

/** 发放明细: what one person is paid in one programme by one run, and what became of it. */
export const Line = record({
  name: 'benefits.line', path: '/benefits/lines', label: '发放明细', ledger: '发放明细台账', title: 'personId',
  list: ['personId', 'programme', 'period', 'regular', 'arrears', 'recovered', 'amount', 'change', 'outcome'], filters: ['runId', 'programme', 'period', 'outcome', 'change', 'amount', 'personId'], search: ['personId'],
  sort: 'divisionCode', identity: ['runId', 'personId', 'programme'], reach: 'division', personal: true, placedBy: 'personId',
  fields: {
    runId: field.reference('发放批次', () => Run, { required: true, section: '明细' }),
    personId: field.reference('服务对象', () => Person, { required: true, section: '明细' }),
    programme: field.code('发放项目', PaymentProgramme, { required: true, section: '明细' }),
    period: field.partialDay('所属年月', { required: true, section: '明细' }),
    regular: field.fen('当期', { required: true, section: '金额' }),
    arrears: field.fen('补发', { required: true, section: '金额' }),
    recovered: field.fen('追回', { required: true, section: '金额' }),
    amount: field.fen('应发合计', { required: true, section: '金额' }),
    waiting: field.fen('留待追回', { section: '金额' }),
    change: field.code('变动', LineChange, { section: '明细' }),
    cause: field.text('原因', { max: 200, section: '明细' }),
    outcome: field.code('发放结果', LineOutcome, { required: true, section: '结果' }),
    outcomeOn: field.day('结果日期', { section: '结果' }),
    outcomeReason: field.text('结果说明', { max: 200, section: '结果' }),
    reference: field.text('付款编号', { max: 40, section: '结果' }),
    payee: field.text('领取人', { max: 60, help: '领取人没有档案的写明姓名；空为服务对象本人', section: '账户' }),
    bankName: field.text('开户银行', { max: 60, section: '账户' }),
    bankHolder: field.text('开户名', { max: 60, section: '账户' }),
    bankAccount: field.bankCard('银行账号', { basis: '《军人抚恤优待条例》第八条', section: '账户' }),
  },
});

/** The months that a repayment was for: both or neither, in order, none after the money came. */
function overpaidMonths({ fromMonth, toMonth, receivedOn }: Values): Problem[] {
  const [from, to] = [fromMonth, toMonth].map((one) => (one ? String(one) : null));
  if (!from && !to) return [];
  if (!from || !to) return [{ field: from ? 'toMonth' : 'fromMonth', message: '多发的起始、截止年月须一同填写' }];
  return [
    ...(from.length === 7 ? [] : [{ field: 'fromMonth', message: '多发起始年月应为年月，如 2023-05' }]),
    ...(to.length === 7 ? [] : [{ field: 'toMonth', message: '多发截止年月应为年月，如 2023-06' }]),
    ...(from > to ? [{ field: 'toMonth', message: '多发截止年月早于起始年月' }] : []),
    ...(to > String(receivedOn).slice(0, 7) ? [{ field: 'toMonth', message: '多发截止年月晚于到账日期' }] : []),
  ];
}

/** 退款登记: money paid too much that came back outside a run, from the person, the family or the bank. */
export const Repayment = record({
  name: 'benefits.repayment', path: '/benefits/repayments', label: '退款', ledger: '抚恤补助退款台账', title: 'personId',
  list: ['personId', 'programme', 'amount', 'receivedOn', 'document'], filters: ['programme', 'receivedOn', 'personId'], search: ['personId', 'document'], sort: '-receivedOn', identity: ['personId', 'programme', 'receivedOn', 'document'], reach: 'division', personal: true, placedBy: 'personId',
  timeline: { on: 'receivedOn', show: ['programme', 'amount'] },
  fields: {
    personId: field.reference('服务对象', () => Person, { required: true, synonyms: ['姓名', '对象'] }),
    programme: field.code('发放项目', PaymentProgramme, { required: true, synonyms: ['项目'] }),
    amount: field.fen('退款金额', { required: true, synonyms: ['金额', '退款金额（元）'], help: '填正数；下一批次不再追回这些钱' }),
    receivedOn: field.day('到账日期', { required: true, synonyms: ['退款日期'] }),
    fromMonth: field.partialDay('多发起始年月', { synonyms: ['多发起始月', '多发自'], help: '退的是哪几个月多发的；启用本系统以前多发的请填写，以免当作多退而发还' }),
    toMonth: field.partialDay('多发截止年月', { synonyms: ['多发截止月', '多发至'], help: '只多发一个月的，与起始年月相同' }),
    document: field.text('凭证号', { max: 60, synonyms: ['凭证', '缴款书号'] }),
    note: field.note('说明', { max: 300 }),
  },
  check: (row, today): Problem[] => [
    ...(BigInt(String(row.amount ?? 1)) <= 0n ? [{ field: 'amount', message: '退款金额应大于 0' }] : []),
    ...(String(row.receivedOn) > today ? [{ field: 'receivedOn', message: '到账日期不能晚于今天' }] : []),
    ...overpaidMonths(row),
  ],
});
