import { codeList } from '#base/pure/codes.ts';
import type { Problem, Values } from '#base/pure/record.ts';
import { field, record } from '#base/pure/record.ts';
import { Household, Person } from '#modules/registry/schema.ts';

/** 困难情形: the five situations of the 2019 opinion on relief (退役军人部发〔2019〕62号). */
export const HardshipReason = codeList('困难情形', {
  H1: '服役致残或患严重疾病|因残|因病|重病|大病|H1', H2: '长期失业或突然下岗|失业|下岗|就业困难|H2', H3: '旧伤复发、残情病情加重|旧伤复发|残情加重|H3',
  H4: '突发事件|火灾水灾|交通事故|意外|突发困难|H4', H5: '其他特殊情况|其他|H5',
});
/** Who is helped; relief of the bulletin is that of 困难退役军人 and 三属. */
export const Beneficiary = codeList('帮扶对象', { veteran: '困难退役军人|退役军人', bereaved: '三属|遗属|烈属', family: '军属|现役军人家属', martyrChild: '烈士老年子女' });
/** The programme that pays. */
export const Programme = codeList('项目', { hardship: '困难帮扶|困难援助|帮扶援助', temporary: '临时救助|临时困难救助', careFund: '关爱基金', emergency: '应急救助', other: '其他' });
/** Forms of help. */
export const ReliefForm = codeList('帮扶形式', { cash: '资金|现金|资金援助|转账', goods: '实物|物资|实物援助', service: '服务|社会化服务' });
/** The level that approved (一事一批). */
export const ApprovalLevel = codeList('审批层级', { county: '县级|县', township: '乡级|乡镇|街道', city: '市级|市', province: '省级|省' });

const HARDSHIP = '《退役军人保障法》第五十五条、退役军人部发〔2019〕62号';
const person = () => field.reference('服务对象', () => Person, { required: true, synonyms: ['姓名', '对象'], section: '对象' });

/** One payment of relief to one person, with the household that is counted. */
export const Payment = record({
  name: 'relief.payment', path: '/relief/payments', label: '帮扶救助记录', ledger: '困难帮扶台账', title: 'personId',
  list: ['personId', 'householdId', 'beneficiary', 'reason', 'programme', 'form', 'amount', 'paidOn'], filters: ['paidOn', 'programme', 'reason', 'form', 'beneficiary', 'personId', 'amount'], search: ['personId'],
  sort: '-paidOn', identity: ['personId', 'programme', 'form', 'paidOn'], reach: 'division', personal: true, placedBy: 'personId',
  timeline: { on: 'paidOn', show: ['programme', 'reason', 'form', 'amount'] },
  fields: {
    personId: person(),
    householdId: field.reference('家庭', () => Household, { synonyms: ['户', '户主', '户主姓名'], section: '对象', help: '表中没有的，按服务对象所在的户计' }),
    countedHouseholdId: field.reference('计户家庭', () => Household, { derived: true, section: '对象' }),
    beneficiary: field.code('帮扶对象', Beneficiary, { synonyms: ['对象类别', '救助对象'], section: '对象', help: '不填按困难退役军人计' }),
    reason: field.code('困难情形', HardshipReason, { required: true, synonyms: ['困难原因', '困难类型', '救助原因', '事由'], section: '帮扶', help: '不写具体病情' }),
    programme: field.code('项目', Programme, { required: true, synonyms: ['救助项目', '帮扶项目', '类别'], section: '帮扶' }),
    form: field.code('帮扶形式', ReliefForm, { required: true, synonyms: ['形式', '援助形式'], section: '帮扶' }),
    amount: field.fen('金额', { required: true, synonyms: ['金额（元）', '救助金额', '帮扶金额', '发放金额', '资金'], section: '帮扶', help: '实物按折价' }),
    appliedOn: field.day('申请日期', { synonyms: ['申请时间'], section: '办理' }),
    approvedLevel: field.code('审批层级', ApprovalLevel, { synonyms: ['审批单位'], section: '办理' }),
    paidOn: field.day('发放日期', { synonyms: ['发放时间', '救助日期', '救助时间', '日期'], section: '办理' }),
    document: field.text('审批文号', { max: 100, synonyms: ['文号'], section: '办理' }),
    note: field.note('说明', { sealed: true, basis: HARDSHIP, synonyms: ['备注', '情况说明'], section: '办理', help: '请勿填写涉密内容' }),
  },
  check: (row, today): Problem[] => [
    ...(BigInt(String(row.amount ?? 0)) < 0n ? [{ field: 'amount', message: '金额不能为负数' }] : []),
    ...(row.form === 'cash' && BigInt(String(row.amount ?? 0)) === 0n ? [{ field: 'amount', message: '资金帮扶的金额应大于 0' }] : []),
    ...laterThan(row, 'paidOn', today, '发放日期晚于今天，发放之后再登记'),
    ...before(row, 'paidOn', 'appliedOn', '发放日期不能早于申请日期'),
  ],
});

/** A stay of one person in a sanatorium (短期疗养). */
export const SanatoriumStay = record({
  name: 'relief.sanatorium_stay', path: '/relief/sanatorium-stays', label: '疗养记录', ledger: '疗养台账', title: 'personId',
  list: ['personId', 'place', 'startedOn', 'endedOn', 'party', 'organiser'], filters: ['startedOn', 'place', 'party', 'personId'], search: ['personId', 'place', 'party'],
  sort: '-startedOn', identity: ['personId', 'startedOn'], reach: 'division', personal: true, placedBy: 'personId',
  timeline: { on: 'startedOn', show: ['place', 'party', 'endedOn'] },
  fields: {
    personId: person(),
    place: field.text('疗养地点', { required: true, max: 100, synonyms: ['地点', '疗养机构', '疗养院'] }),
    startedOn: field.day('开始日期', { required: true, synonyms: ['疗养日期', '开始时间', '起始日期', '入院日期'] }),
    endedOn: field.day('结束日期', { synonyms: ['结束时间', '离院日期'] }),
    party: field.text('批次', { max: 60, synonyms: ['组别', '期次', '疗养批次'] }),
    organiser: field.text('组织单位', { max: 100, synonyms: ['主办单位'] }),
  },
  check: (row, today) => [...before(row, 'endedOn', 'startedOn', '结束日期不能早于开始日期'), ...laterThan(row, 'startedOn', today, '开始日期晚于今天，疗养开始后再登记')],
});

/** Whose free health check it is. */
export const CheckCategory = codeList('体检类别', { selfChosen: '自主择业军转干部|自主择业', enterprise: '企业军转干部|企业军转', conscriptParent: '义务兵父母', other: '其他' });
/** Kinds of health check. */
export const CheckKind = codeList('体检种类', { yearly: '年度体检|免费体检|健康体检', special: '专项体检', other: '其他' });

/** One free health check of one person. The result belongs to the person and the hospital and is never kept. */
export const HealthCheck = record({
  name: 'relief.health_check', path: '/relief/health-checks', label: '体检记录', ledger: '免费体检台账', title: 'personId',
  list: ['personId', 'category', 'checkedOn', 'hospital', 'kind'], filters: ['checkedOn', 'category', 'kind', 'personId'], search: ['personId', 'hospital'],
  sort: '-checkedOn', identity: ['personId', 'checkedOn'], reach: 'division', personal: true, placedBy: 'personId',
  timeline: { on: 'checkedOn', show: ['kind', 'hospital'] },
  fields: {
    personId: person(),
    category: field.code('体检类别', CheckCategory, { required: true, synonyms: ['人员类别', '类别', '对象类别'] }),
    checkedOn: field.day('体检日期', { required: true, synonyms: ['日期', '体检时间'] }),
    hospital: field.text('体检机构', { max: 100, synonyms: ['医院', '体检医院'] }),
    kind: field.code('体检种类', CheckKind, { synonyms: ['种类'], help: '只登记体检这件事，不登记结果' }),
  },
  check: (row, today) => laterThan(row, 'checkedOn', today, '体检日期晚于今天，体检之后再登记'),
});

function laterThan(row: Values, name: string, day: string, message: string): Problem[] {
  return row[name] && String(row[name]) > day ? [{ field: name, message }] : [];
}

function before(row: Values, later: string, earlier: string, message: string): Problem[] {
  return row[later] && row[earlier] && String(row[later]) < String(row[earlier]) ? [{ field: later, message }] : [];
}
