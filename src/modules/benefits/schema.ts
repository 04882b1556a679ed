import { type CodeList, codeList } from '#base/pure/codes.ts';
import { type Problem, field, record } from '#base/pure/record.ts';
import { isAfter } from '#modules/registry/rules.ts';
import { BENEFIT_ROLES, DisabilityGrade, DisabilityNature, RoleCode } from '#modules/registry/schema/codes.ts';
import { Person } from '#modules/registry/schema.ts';

const BENEFIT = '《军人抚恤优待条例》第八条、第二十七条';

/** 待遇类别: the categories of the register that draw a benefit, and 义务兵家庭 with its yearly allowance. */
export const BenefitCategory: CodeList = { label: '待遇类别', codes: RoleCode.codes.filter((one) => BENEFIT_ROLES.includes(one.code) || one.code === 'family_conscript') };

/** 待遇状态 of a recipient; the words of a provincial system of 2011–2014 as synonyms. */
export const RecipientState = codeList('待遇状态', {
  accepted: '受理|申请中', receiving: '享受待遇|在享|享受', recognisedOnly: '身份认定不享受待遇', stopped: '停发|未年度确认停发', suspended: '中止|中止待遇', moved: '迁移|迁出', deceased: '去世|死亡|身故', cancelled: '取消|注销', refused: '不予认定',
});
/** 去世原因 of a disabled person, as far as money asks. */
export const DeathCauseCode = codeList('去世原因', { illness: '因病|病故', oldInjury: '旧伤复发', other: '其他' });
const OVER: readonly unknown[] = ['moved', 'deceased', 'cancelled'];
const GRADED: readonly unknown[] = ['disabled', 'disabled_other'];

/** 优抚待遇: one category of benefit of one person, from its first to its last day; a new grade ends one row and begins another. */
export const Recipient = record({
  name: 'benefits.recipient', path: '/benefits/recipients', label: '待遇对象', ledger: '优抚待遇台账', title: 'personId',
  list: ['personId', 'category', 'grade', 'nature', 'state', 'startedOn', 'endedOn'], filters: ['category', 'state', 'startedOn', 'endedOn', 'personId'], search: ['personId', 'basis'],
  sort: '-startedOn', identity: ['personId', 'category', 'startedOn'], reach: 'division', personal: true, placedBy: 'personId',
  timeline: { on: 'startedOn', show: ['category', 'state'] },
  fields: {
    personId: field.reference('服务对象', () => Person, { required: true, synonyms: ['姓名', '对象'], section: '对象' }),
    category: field.code('待遇类别', BenefitCategory, { required: true, synonyms: ['优抚类别', '对象类别', '人员类别', '类别'], section: '待遇' }),
    grade: field.code('残疾等级', DisabilityGrade, { sealed: true, basis: BENEFIT, synonyms: ['伤残等级', '等级'], section: '待遇' }),
    nature: field.code('残疾性质', DisabilityNature, { sealed: true, basis: BENEFIT, synonyms: ['伤残性质', '性质'], section: '待遇' }),
    variant: field.text('优抚细类', { max: 60, synonyms: ['细类', '档次'], help: '如抗日战争时期入伍、在乡退伍红军老战士', section: '待遇' }),
    state: field.code('待遇状态', RecipientState, { required: true, synonyms: ['状态', '对象状态', '享受状态'], section: '待遇' }),
    startedOn: field.partialDay('享受起始时间', { synonyms: ['起始时间', '起始日期', '享受待遇时间', '批准时间'], section: '待遇' }),
    endedOn: field.partialDay('享受终止时间', { synonyms: ['终止时间', '终止日期', '停发时间'], section: '待遇' }),
    basis: field.text('依据文号', { max: 100, synonyms: ['文号', '批准文号', '依据'], section: '待遇' }),
    deathCause: field.code('去世原因', DeathCauseCode, { sealed: true, basis: '《军人抚恤优待条例》第三十二条', synonyms: ['死亡原因'], help: '残疾人员去世后填写', section: '待遇' }),
    bankName: field.text('开户银行', { max: 60, synonyms: ['开户行', '银行名称'], section: '发放' }),
    bankHolder: field.text('开户名', { max: 60, synonyms: ['户名', '账户名'], section: '发放' }),
    bankAccount: field.bankCard('银行账号', { basis: BENEFIT, synonyms: ['银行卡号', '卡号', '账号', '社保卡号'], section: '发放' }),
  },
  check: (row): Problem[] => [
    ...((row.grade || row.nature) && !GRADED.includes(row.category) ? [{ field: 'grade', message: '只有残疾类待遇填写残疾等级和性质' }] : []),
    ...(row.deathCause && !GRADED.includes(row.category) ? [{ field: 'deathCause', message: '只有残疾类待遇填写去世原因' }] : []),
    ...(row.category === 'disabled' && !row.grade ? [{ field: 'grade', message: '残疾军人没有填写残疾等级', warning: true }] : []),
    ...(row.nature === '3' && String(row.grade ?? '') > '06' ? [{ field: 'grade', message: '因病评定只到六级，七至十级属历史遗留，请核对', warning: true }] : []),
    ...(row.startedOn && row.endedOn && row.startedOn !== row.endedOn && !isAfter(String(row.endedOn), String(row.startedOn)) ? [{ field: 'endedOn', message: '享受终止时间不能早于起始时间' }] : []),
    ...(OVER.includes(row.state) && !row.endedOn ? [{ field: 'endedOn', message: '待遇已结束，没有填写终止时间', warning: true }] : []),
  ],
});

/** 发放项目, after the kinds of roster. */
export const PaymentProgramme = codeList('发放项目', {
  disability: '残疾抚恤金|伤残抚恤金', survivor: '定期抚恤金|三属定期抚恤金|三属', demobilised: '在乡复员军人定期补助|在乡复员', illReturned: '带病回乡退役军人生活补助|带病回乡', combat: '参战退役军人生活补助|参战', nuclearTest: '参试退役军人生活补助|参试',
  rural: '农村籍退役士兵老年生活补助|农村籍', martyrChild: '烈士老年子女生活补助|烈士子女', redArmy: '红军老战士补助|三红', conscript: '义务兵家庭优待金|优待金', martyrAward: '烈士褒扬金', deathPension: '一次性抚恤金', localGrant: '地方一次性经济补助|一次性经济补助', nursing: '护理费', funeral: '丧葬补助', temporary: '临时补助|价格临时补贴', other: '其他',
});

/** One amount paid to one person for one programme and month, arrears of that month included. */
export const Payment = record({
  name: 'benefits.payment', path: '/benefits/payments', label: '发放记录', ledger: '抚恤补助发放台账', title: 'personId',
  list: ['personId', 'programme', 'month', 'amount', 'paidOn', 'roster'], filters: ['paidOn', 'programme', 'month', 'roster', 'amount', 'personId'], search: ['personId', 'roster'],
  sort: '-paidOn', identity: ['personId', 'programme', 'month'], reach: 'division', personal: true, placedBy: 'personId',
  timeline: { on: 'paidOn', show: ['programme', 'month', 'amount'] },
  fields: {
    personId: field.reference('服务对象', () => Person, { required: true, synonyms: ['姓名', '对象'] }),
    programme: field.code('发放项目', PaymentProgramme, { required: true, synonyms: ['项目', '待遇项目', '名册类别', '补助项目'] }),
    month: field.partialDay('所属年月', { required: true, synonyms: ['月份', '发放月份', '所属期', '年月'], help: '按年发放的填发放当月' }),
    amount: field.fen('实发金额', { required: true, synonyms: ['金额', '金额（元）', '发放金额', '实发', '总额'], help: '当月补发并入；追回填负数' }),
    paidOn: field.day('发放日期', { required: true, synonyms: ['发放时间', '打卡日期'] }),
    roster: field.text('发放批次', { max: 60, synonyms: ['批次', '名册', '名册号'] }),
  },
  check: (row, today): Problem[] => [
    ...(!/^\d{4}-\d{2}$/.test(String(row.month)) ? [{ field: 'month', message: '所属年月应为年月，如 2023-05' }] : []),
    ...(String(row.amount) === '0' ? [{ field: 'amount', message: '实发金额不能为 0' }] : []),
    ...(String(row.paidOn) > today ? [{ field: 'paidOn', message: '发放日期晚于今天，发放之后再登记' }] : []),
  ],
});
