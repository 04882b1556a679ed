import { field, record } from '#base/pure/record.ts';
import { Person } from '#modules/registry/schema.ts';
import { intentProblems, isLater, spellProblems, startUpProblems } from './checks.ts';
import { ContractKind, EmployerKind, EmploymentStatus, IntentState, PayBand, ServiceKind, SpellSource, StartUpKind, TrainingWish } from './codes.ts';
import { Employer, JobFair, Vacancy } from './market.ts';

const personField = (label: string) => field.reference(label, () => Person, { required: true, synonyms: ['姓名', '退役军人', '退役军人姓名'], section: '人员' });

/** 就业台账“一人一册”: one per person, with wish, needs and measures (一人一策). */
export const Profile = record({
  name: 'employment.profile', path: '/employment/profiles', label: '就业台账', ledger: '就业台账（一人一册）',
  title: 'personId', list: ['personId', 'status', 'employerName', 'wishPost', 'wishPlace', 'wishPay', 'owner', 'confirmedOn'], filters: ['status', 'confirmedOn', 'trainingWishes', 'zeroEmployedHousehold', 'wishPay', 'personId'], search: ['personId', 'employerName', 'wishPost'],
  sort: '-confirmedOn', identity: ['personId'], reach: 'division', personal: true, placedBy: 'personId',
  timeline: { on: 'confirmedOn', show: ['status', 'employerName', 'needs', 'measures'] },
  fields: {
    personId: personField('人员'),
    status: field.code('就业状态', EmploymentStatus, { required: true, synonyms: ['状态', '目前就业状态'], section: '现状' }),
    employerKind: field.code('单位类型', EmployerKind, { synonyms: ['单位性质'], section: '现状' }),
    employerName: field.text('单位名称', { max: 80, synonyms: ['工作单位', '就业单位'], section: '现状' }),
    post: field.text('岗位', { max: 60, synonyms: ['岗位类型', '职务'], section: '现状' }),
    platformWork: field.text('新业态', { max: 60, help: '如外卖、快递、网约车、直播', section: '现状' }),
    noJobReason: field.text('未就业原因', { max: 200, section: '现状' }),
    zeroEmployedHousehold: field.boolean('零就业家庭', { synonyms: ['是否零就业家庭'], section: '现状' }),
    skills: field.text('技能证书与特长', { max: 200, synonyms: ['技能证书', '特长', '驾照'], section: '意向' }),
    wishPlace: field.text('意向地区', { max: 60, synonyms: ['就业意向地区'], section: '意向' }),
    wishIndustry: field.text('意向行业', { max: 60, section: '意向' }),
    wishPost: field.text('意向职业', { max: 60, synonyms: ['意向岗位', '就业意向'], section: '意向' }),
    wishPay: field.code('意向月薪', PayBand, { synonyms: ['意向薪资', '期望薪资'], section: '意向' }),
    availableOn: field.day('可到岗日期', { synonyms: ['可到岗时间'], section: '意向' }),
    trainingWishes: field.codes('培训意愿', TrainingWish, { section: '意向' }),
    needs: field.note('需求', { max: 1000, synonyms: ['就业需求', '困难需求'], section: '一人一策' }),
    measures: field.note('措施', { max: 1000, synonyms: ['帮扶措施'], section: '一人一策' }),
    owner: field.text('责任人', { max: 40, section: '一人一策' }),
    dueOn: field.day('完成时限', { synonyms: ['时限'], section: '一人一策' }),
    outcome: field.note('结果', { max: 1000, synonyms: ['成效'], section: '一人一策' }),
    confirmedOn: field.day('最近确认日期', { required: true, begins: 'today', synonyms: ['确认日期', '采集日期', '更新时间', '登记日期'], help: '每年至少核实一次', section: '人员' }),
  },
  check: (row, today) => [
    ...(isLater(row.confirmedOn, today) ? [{ field: 'confirmedOn', message: '最近确认日期不能晚于今天' }] : []),
    ...(row.status === 'unemployed' && !row.noJobReason ? [{ field: 'noJobReason', message: '未就业的请尽量填写原因', warning: true }] : []),
  ],
});

/** 就业经历: one post of one person from its first to its last day; contract and insurance are what 稳定就业 is judged by. */
export const Spell = record({
  name: 'employment.spell', path: '/employment/spells', label: '就业经历', ledger: '就业经历台账',
  title: 'personId', list: ['personId', 'employerId', 'employerName', 'post', 'startedOn', 'endedOn', 'contractKind', 'contractUntil', 'insured', 'source'], filters: ['startedOn', 'endedOn', 'contractKind', 'insured', 'source', 'employerId', 'personId'], search: ['personId', 'employerId', 'employerName', 'post'],
  sort: '-startedOn', identity: ['personId', 'startedOn'], reach: 'division', personal: true, placedBy: 'personId',
  timeline: { on: 'startedOn', show: ['employerId', 'employerName', 'post', 'contractKind', 'endedOn'] },
  fields: {
    personId: personField('人员'),
    employerId: field.reference('用人单位', () => Employer, { help: '在用人单位台账中的单位；不在台账的填写单位名称', section: '岗位' }),
    employerName: field.text('单位名称', { max: 80, synonyms: ['就业单位', '工作单位'], section: '岗位' }),
    post: field.text('岗位', { max: 60, synonyms: ['岗位名称', '职务'], section: '岗位' }),
    payBand: field.code('月薪档', PayBand, { synonyms: ['月薪', '薪资'], section: '岗位' }),
    source: field.code('就业来源', SpellSource, { required: true, synonyms: ['来源', '就业渠道'], section: '岗位' }),
    fairId: field.reference('招聘会', () => JobFair, { synonyms: ['招聘会名称'], section: '岗位' }),
    startedOn: field.day('入职日期', { required: true, synonyms: ['入职时间', '上岗时间', '就业时间'], section: '时间与合同' }),
    endedOn: field.day('离职日期', { synonyms: ['离职时间', '离岗时间'], help: '在岗的不填', section: '时间与合同' }),
    endReason: field.text('离职原因', { max: 100, section: '时间与合同' }),
    contractKind: field.code('合同类型', ContractKind, { required: true, synonyms: ['劳动合同类型', '合同'], section: '时间与合同' }),
    contractFrom: field.day('合同期起', { synonyms: ['合同开始日期', '合同起', '合同起始日期'], section: '时间与合同' }),
    contractUntil: field.day('合同期止', { synonyms: ['合同结束日期', '合同止', '合同到期日期'], section: '时间与合同' }),
    insured: field.boolean('参加社会保险', { required: true, synonyms: ['社保', '是否参保', '是否缴纳社保'], section: '时间与合同' }),
    reportedOn: field.day('登记日期', { synonyms: ['上报日期', '采集日期'], section: '时间与合同' }),
    note: field.note('备注', { max: 1000, section: '时间与合同' }),
  },
  check: spellProblems,
});

/** 双向优选: one person and one vacancy, on the way from 推送 to 稳定就业 or 未成. */
export const Intent = record({
  name: 'employment.intent', path: '/employment/intents', label: '就业意向', ledger: '就业意向台账',
  title: 'personId', list: ['personId', 'vacancyId', 'fairId', 'pushedOn', 'state', 'reachedOn', 'dropReason'], filters: ['state', 'fairId', 'pushedOn', 'reachedOn', 'vacancyId', 'personId'], search: ['personId', 'vacancyId', 'fairId'],
  sort: '-pushedOn', identity: ['personId', 'vacancyId'], reach: 'division', personal: true, placedBy: 'personId',
  timeline: { on: 'pushedOn', show: ['vacancyId', 'fairId', 'state', 'dropReason'] },
  fields: {
    personId: personField('人员'),
    vacancyId: field.reference('招聘岗位', () => Vacancy, { required: true, synonyms: ['岗位名称', '岗位', '意向岗位'], section: '意向' }),
    fairId: field.reference('招聘会', () => JobFair, { synonyms: ['招聘会名称'], help: '在招聘会上达成的填写', section: '意向' }),
    pushedOn: field.day('推送日期', { required: true, begins: 'today', synonyms: ['日期', '推送时间', '登记日期'], section: '意向' }),
    state: field.code('意向状态', IntentState, { required: true, synonyms: ['状态', '进展'], section: '进展' }),
    reachedOn: field.day('达成日期', { synonyms: ['达成意向日期', '意向日期'], section: '进展' }),
    dropReason: field.text('未成原因', { max: 100, synonyms: ['原因'], section: '进展' }),
    note: field.note('备注', { max: 1000, section: '进展' }),
  },
  check: intentProblems,
});

/** 创业: one business that a person founded. */
export const StartUp = record({
  name: 'employment.start_up', path: '/employment/start-ups', label: '创业记录', ledger: '创业台账',
  title: 'name', list: ['personId', 'name', 'kind', 'foundedOn', 'employs', 'veteransEmployed', 'support', 'closedOn'], filters: ['kind', 'foundedOn', 'returned', 'personId'], search: ['personId', 'name'],
  sort: '-foundedOn', identity: ['personId', 'name'], reach: 'division', personal: true, placedBy: 'personId',
  timeline: { on: 'foundedOn', show: ['name', 'kind', 'employs', 'support'] },
  fields: {
    personId: personField('创业人员'),
    name: field.text('经营主体名称', { required: true, max: 80, synonyms: ['企业名称', '公司名称', '名称', '店名'], section: '经营主体' }),
    creditCode: field.creditCode('统一社会信用代码', { synonyms: ['信用代码', '社会信用代码'], section: '经营主体' }),
    kind: field.code('经营主体类型', StartUpKind, { required: true, synonyms: ['类型', '主体类型', '企业类型'], section: '经营主体' }),
    industry: field.text('行业', { max: 60, synonyms: ['经营范围'], section: '经营主体' }),
    duty: field.text('担任职务', { max: 40, synonyms: ['职务'], section: '经营主体' }),
    isLegalPerson: field.boolean('法定代表人', { synonyms: ['是否法人', '是否法定代表人'], section: '经营主体' }),
    foundedOn: field.day('成立日期', { required: true, synonyms: ['成立时间', '注册日期', '创业时间'], section: '经营主体' }),
    closedOn: field.day('停业日期', { synonyms: ['注销日期'], section: '经营主体' }),
    returned: field.boolean('返乡创业', { synonyms: ['是否返乡创业'], section: '带动与扶持' }),
    employs: field.integer('吸纳就业人数', { max: 100_000, synonyms: ['带动就业人数', '从业人数'], section: '带动与扶持' }),
    veteransEmployed: field.integer('其中退役军人', { max: 100_000, synonyms: ['其中退役军人数', '吸纳退役军人数'], section: '带动与扶持' }),
    support: field.text('享受扶持', { max: 200, synonyms: ['扶持政策', '享受扶持政策'], section: '带动与扶持' }),
    note: field.note('备注', { max: 1000, section: '带动与扶持' }),
  },
  check: startUpProblems,
});

/** 一对一服务记录. */
export const Service = record({
  name: 'employment.service', path: '/employment/services', label: '就业服务记录', ledger: '一对一就业服务台账',
  title: 'personId', list: ['personId', 'kind', 'servedOn', 'servedBy', 'content', 'outcome'], filters: ['kind', 'servedOn', 'personId'], search: ['personId', 'servedBy'],
  sort: '-servedOn', identity: ['personId', 'kind', 'servedOn'], reach: 'division', personal: true, placedBy: 'personId',
  timeline: { on: 'servedOn', show: ['kind', 'content', 'outcome'] },
  fields: {
    personId: personField('服务对象'),
    kind: field.code('服务类型', ServiceKind, { required: true, synonyms: ['类型', '服务内容类型'], section: '服务' }),
    servedOn: field.day('服务日期', { required: true, begins: 'today', synonyms: ['日期', '服务时间'], section: '服务' }),
    servedBy: field.text('服务人员', { required: true, begins: 'writer', max: 40, synonyms: ['服务人', '经办人'], section: '服务' }),
    content: field.note('服务内容', { max: 2000, synonyms: ['内容'], help: '请勿填写涉密内容', section: '服务' }),
    outcome: field.note('服务结果', { max: 1000, synonyms: ['结果', '成效'], section: '服务' }),
  },
  check: (row, today) => (isLater(row.servedOn, today) ? [{ field: 'servedOn', message: '服务日期不能晚于今天' }] : []),
});
