import { field, record } from '#base/pure/record.ts';
import { checkPerson, derivePerson, isAfter } from './rules.ts';
import { Branch, DisabilityGrade, DisabilityNature, Education, Health, HouseholdRelation, HukouKind, Marriage, PersonState, PoliticalStatus, Rank, RoleBasis, RoleCode, RoleStatus, Settlement, Sex } from './schema/codes.ts';

const CARE = '《退役军人保障法》第八条（建档立卡）';
const BENEFIT = '《军人抚恤优待条例》第八条、第二十七条';

/** 户: the household that persons of the registry belong to. */
export const Household = record({
  name: 'registry.household', path: '/registry/households', label: '户', ledger: '户台账',
  title: 'headName', list: ['headName', 'number', 'address', 'members', 'note'], filters: ['headName', 'number'], search: ['headName', 'number'],
  sort: 'headName', identity: ['number'], reach: 'division', personal: true,
  fields: {
    headName: field.text('户主姓名', { required: true, max: 60, synonyms: ['户主', '户主名'], section: '户' }),
    number: field.text('户编号', { max: 40, synonyms: ['户号', '家庭编号', '户籍号'], help: '县内不重复；没有的不填', section: '户' }),
    address: field.text('家庭住址', { max: 120, sealed: true, mask: 'address', basis: CARE, synonyms: ['住址', '家庭地址', '详细地址'], section: '户' }),
    members: field.integer('家庭人口', { max: 99, synonyms: ['家庭人口数', '人口数', '家庭成员数'], section: '户' }),
    note: field.note('备注', { max: 1000, section: '户' }),
  },
});

/** 服务对象: one file per person who is served, 依据《退役军人保障法》第八条. Troop numbers are never kept. */
export const Person = record({
  name: 'registry.person', path: '/registry/persons', label: '服务对象', ledger: '服务对象台账（建档立卡）',
  title: 'name', list: ['name', 'sex', 'age', 'citizenId', 'roles', 'mobile', 'enlistedOn', 'dischargedOn', 'state'], filters: ['roles', 'state', 'age', 'sex', 'settlement', 'enlistedOn', 'dischargedOn', 'hukouKind', 'householdId'],
  search: ['name', 'citizenId', 'mobile'], sort: 'divisionCode', orders: [{ sort: 'name', label: '姓名拼音' }, { sort: 'nameStrokes', label: '姓氏笔画' }], identity: ['citizenId'], reach: 'division', personal: true,
  fields: {
    name: field.text('姓名', { required: true, max: 60, synonyms: ['对象姓名', '服务对象姓名', '退役军人姓名', '人员姓名', '本人姓名'], section: '身份' }),
    citizenId: field.citizenId('身份证号', { basis: CARE, synonyms: ['身份证号码', '公民身份号码', '身份证', '证件号码', '身份号码', '居民身份证号', '公民身份证号码'], section: '身份' }),
    sex: field.code('性别', Sex, { help: '有身份证号的可不填', section: '身份' }),
    birthOn: field.day('出生日期', { synonyms: ['出生年月', '出生年月日', '出生时间', '生日'], help: '有身份证号的可不填；有身份证号时不显示，请看年龄', withheldBeside: 'citizenId', section: '身份' }),
    age: field.integer('年龄', { derived: true, section: '身份' }),
    roles: field.codes('人员类别', RoleCode, { synonyms: ['身份类别', '对象类别', '人员身份', '服务对象类别', '优抚类别', '类别', '身份'], help: '一人可有多个类别', section: '身份' }),
    state: field.code('在册状态', PersonState, { synonyms: ['状态', '人员状态', '对象状态'], section: '身份' }),
    ethnicity: field.text('民族', { max: 20, section: '身份' }),
    politicalStatus: field.code('政治面貌', PoliticalStatus, { section: '身份' }),
    education: field.code('文化程度', Education, { synonyms: ['学历', '受教育程度', '最高学历'], section: '身份' }),
    marriage: field.code('婚姻状况', Marriage, { synonyms: ['婚姻', '婚否', '婚姻情况'], section: '身份' }),
    health: field.code('健康状况', Health, { sealed: true, basis: CARE, synonyms: ['身体状况', '健康情况'], section: '身份' }),
    mobile: field.phone('手机号码', { basis: CARE, synonyms: ['联系电话', '手机号', '手机', '电话', '联系方式', '移动电话', '本人电话', '电话号码'], section: '联系' }),
    phone: field.phone('固定电话', { basis: CARE, synonyms: ['固话', '座机', '备用电话', '其他电话'], section: '联系' }),
    emergencyContact: field.text('紧急联系人', { max: 60, synonyms: ['联系人', '紧急联系人姓名'], section: '联系' }),
    emergencyPhone: field.phone('紧急联系电话', { basis: CARE, synonyms: ['紧急联系人电话', '联系人电话', '亲属电话'], section: '联系' }),
    hukouKind: field.code('户籍类别', HukouKind, { synonyms: ['户口性质', '户籍性质', '户口类别', '户籍类型'], section: '住址' }),
    hukouAddress: field.text('户籍地址', { max: 120, sealed: true, mask: 'address', basis: CARE, synonyms: ['户籍地', '户口所在地', '户籍所在地', '户籍详细地址'], section: '住址' }),
    residenceAddress: field.text('常住地址', { max: 120, sealed: true, mask: 'address', basis: CARE, synonyms: ['常住地', '现住址', '居住地址', '家庭住址', '现居住地', '住址'], section: '住址' }),
    householdId: field.reference('所属户', () => Household, { synonyms: ['户主姓名', '户主'], section: '住址' }),
    householdRelation: field.code('与户主关系', HouseholdRelation, { synonyms: ['户主关系', '家庭关系'], section: '住址' }),
    enlistedOn: field.partialDay('入伍时间', { synonyms: ['入伍日期', '入伍年月', '参军时间', '应征入伍时间'], section: '服役' }),
    dischargedOn: field.partialDay('退役时间', { synonyms: ['退役日期', '退伍时间', '退役年月', '退伍日期', '退出现役时间', '复员时间', '转业时间'], section: '服役' }),
    serviceYears: field.integer('服役年限', { derived: true, help: '由入伍、退役时间算出，不足一年按一年', section: '服役' }),
    branch: field.code('军种', Branch, { synonyms: ['军兵种', '兵种', '服役军种'], section: '服役' }),
    rank: field.code('退役时军衔', Rank, { synonyms: ['军衔', '退役军衔', '衔级', '退伍军衔'], section: '服役' }),
    honours: field.text('立功受奖', { max: 300, synonyms: ['立功受奖情况', '表彰奖励', '立功情况', '获奖情况'], help: '请勿填写涉密内容', section: '服役' }),
    dischargeCertNo: field.text('退役证号', { max: 40, sealed: true, basis: CARE, synonyms: ['退伍证号', '退役证编号', '退伍证编号', '退役证件号', '退出现役证号'], section: '服役' }),
    settlement: field.code('安置方式', Settlement, { synonyms: ['退役方式', '安置类型', '退役安置方式', '安置去向'], section: '安置' }),
    settledOn: field.partialDay('安置时间', { synonyms: ['安置日期', '安置年月'], section: '安置' }),
    reportedOn: field.day('报到日期', { synonyms: ['报到时间', '返乡报到时间'], section: '安置' }),
    receivingUnit: field.text('接收单位', { max: 80, synonyms: ['安置单位', '安置接收单位'], section: '安置' }),
    disabilityGrade: field.code('残疾等级', DisabilityGrade, { sealed: true, basis: BENEFIT, synonyms: ['伤残等级', '评残等级'], section: '残疾' }),
    disabilityNature: field.code('残疾性质', DisabilityNature, { sealed: true, basis: BENEFIT, synonyms: ['伤残性质', '致残性质'], section: '残疾' }),
    disabilityCertNo: field.text('残疾军人证号', { max: 40, sealed: true, basis: BENEFIT, synonyms: ['残疾证号', '伤残证号', '残疾证件号'], section: '残疾' }),
    bankName: field.text('开户银行', { max: 60, synonyms: ['开户行', '银行名称'], section: '发放' }),
    bankHolder: field.text('开户名', { max: 60, synonyms: ['户名', '账户名', '开户人'], section: '发放' }),
    bankAccount: field.bankCard('银行账号', { basis: BENEFIT, synonyms: ['银行卡号', '卡号', '账号', '银行账户', '社保卡号'], section: '发放' }),
    registeredOn: field.day('建档日期', { synonyms: ['建档时间', '采集时间', '采集日期', '登记日期'], section: '采集' }),
    changedOn: field.day('变动日期', { synonyms: ['变动时间', '迁出日期', '注销日期'], section: '采集' }),
    diedOn: field.day('去世日期', { synonyms: ['死亡日期', '去世时间', '死亡时间'], section: '采集' }),
    note: field.note('备注', { max: 1000, help: '请勿填写涉密内容', section: '采集' }),
  },
  derive: derivePerson,
  check: checkPerson,
});

/** 身份记录: one role of one person from its first to its last day; ended rows stay as history. */
export const PersonRole = record({
  name: 'registry.person_role', path: '/registry/roles', label: '身份记录', ledger: '身份记录台账',
  title: 'personId', list: ['personId', 'role', 'status', 'fromOn', 'untilOn', 'basis', 'document'], filters: ['role', 'status', 'fromOn', 'untilOn', 'basis', 'personId'], search: ['personId', 'document'],
  sort: '-fromOn', identity: ['personId', 'role', 'fromOn'], reach: 'division', personal: true, placedBy: 'personId',
  timeline: { on: 'fromOn', show: ['role', 'status', 'basis', 'document', 'untilOn'] },
  fields: {
    personId: field.reference('服务对象', () => Person, { required: true, synonyms: ['姓名', '人员'], section: '身份' }),
    role: field.code('人员类别', RoleCode, { required: true, synonyms: ['身份类别', '对象类别', '类别'], section: '身份' }),
    status: field.code('认定状态', RoleStatus, { required: true, synonyms: ['状态'], section: '身份' }),
    fromOn: field.partialDay('起始时间', { synonyms: ['认定时间', '认定日期', '起始日期', '批准时间'], section: '期限' }),
    untilOn: field.partialDay('终止时间', { synonyms: ['终止日期', '停止时间'], section: '期限' }),
    basis: field.code('认定依据', RoleBasis, { synonyms: ['身份认定依据'], section: '依据' }),
    document: field.text('批准文号', { max: 80, synonyms: ['文号', '依据文件', '批准文件'], help: '参试等只记上级核实的文号和日期，不记核查名单内容', section: '依据' }),
    note: field.note('备注', { max: 1000, section: '依据' }),
  },
  derive: (row) => ({ status: row.status === 'current' && row.untilOn ? 'ended' : row.status }),
  check: (row) => {
    const [from, until] = [row.fromOn, row.untilOn];
    return typeof from === 'string' && typeof until === 'string' && from !== until && !isAfter(until, from) ? [{ field: 'untilOn', message: '终止时间不能早于起始时间' }] : [];
  },
});
