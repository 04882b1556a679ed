import { field, record } from '#base/pure/record.ts';
import { checkIdentityPaper, checkKin, checkLivelihood, deriveKin, futureProblems, orderProblems, secretProblems } from '../rules/sections.ts';
import { Person } from '../schema.ts';
import { BASES } from './bases.ts';
import { Education } from './codes.ts';
import { Alone, Assistance, CivilDisability, CivilDisabilityGrade, Demand, Deputy, Difficulty, Housing, KinRelation, Labour, MedicalInsurance, Occupation, Pension, ReviewOpinion, SelfCare, StudyMode } from './sectionCodes.ts';

const person = (section: string) => field.reference('服务对象', () => Person, { required: true, synonyms: ['姓名', '对象姓名', '人员姓名'], section });
const SECRET = '请勿填写涉密内容';

/** 证件与籍贯: what the card says besides the number, one row a person. */
export const IdentityPaper = record({
  name: 'registry.identity_paper', path: '/registry/identity-papers', label: '证件与籍贯', ledger: '证件与籍贯台账',
  title: 'personId', list: ['personId', 'issuer', 'validUntil', 'longTerm', 'nativePlace'], filters: ['validUntil', 'longTerm', 'personId'], search: ['personId', 'nativePlace'],
  sort: 'divisionCode', identity: ['personId'], reach: 'division', personal: true, placedBy: 'personId',
  fields: {
    personId: person('证件与籍贯'),
    issuer: field.text('签发机关', { max: 60, basis: BASES.identity, synonyms: ['身份证签发机关', '发证机关'], section: '证件与籍贯' }),
    validFrom: field.day('有效期起', { basis: BASES.identity, synonyms: ['身份证有效期起'], section: '证件与籍贯' }),
    validUntil: field.day('有效期止', { basis: BASES.identity, synonyms: ['身份证有效期止', '身份证有效期', '有效期至'], section: '证件与籍贯' }),
    longTerm: field.boolean('长期有效', { basis: BASES.identity, synonyms: ['是否长期有效'], section: '证件与籍贯' }),
    nativePlace: field.text('籍贯', { max: 60, basis: BASES.identity, section: '证件与籍贯' }),
    sameAsHukou: field.boolean('常住地等同户籍地', { basis: BASES.identity, synonyms: ['等同户籍', '人户一致'], section: '证件与籍贯' }),
  },
  check: checkIdentityPaper,
});

/** 政治面貌详情, one row a person; the standing itself is a field of the person. */
export const PartyStanding = record({
  name: 'registry.party_standing', path: '/registry/party-standings', label: '党组织关系', ledger: '党组织关系台账',
  title: 'personId', list: ['personId', 'joinedOn', 'branch', 'transferredOn', 'deputy'], filters: ['joinedOn', 'transferredOn', 'deputy', 'personId'], search: ['personId', 'branch'],
  sort: 'divisionCode', identity: ['personId'], reach: 'division', personal: true, placedBy: 'personId',
  fields: {
    personId: person('政治'),
    joinedOn: field.partialDay('入党时间', { basis: BASES.party, synonyms: ['入党日期', '入党年月'], section: '政治' }),
    branch: field.text('所在党支部', { max: 80, basis: BASES.party, synonyms: ['党支部', '支部', '所在支部'], section: '政治' }),
    transferredOn: field.partialDay('组织关系转入时间', { basis: BASES.party, synonyms: ['组织关系转入', '转入时间'], section: '政治' }),
    deputy: field.code('代表委员', Deputy, { basis: BASES.party, synonyms: ['人大代表政协委员', '两代表一委员'], section: '政治' }),
  },
  check: (row) => orderProblems(row, 'joinedOn', 'transferredOn', '组织关系转入时间不能早于入党时间'),
});

/** 学历: one completed or running course of study. */
export const Schooling = record({
  name: 'registry.schooling', path: '/registry/schoolings', label: '学历', ledger: '学历台账',
  title: 'personId', list: ['personId', 'level', 'school', 'major', 'studyMode', 'graduatedOn'], filters: ['level', 'studyMode', 'graduatedOn', 'personId'], search: ['personId', 'school', 'major'],
  sort: '-graduatedOn', identity: ['personId', 'level', 'school'], reach: 'division', personal: true, placedBy: 'personId',
  fields: {
    personId: person('教育'),
    level: field.code('学历层次', Education, { required: true, basis: BASES.schooling, synonyms: ['学历', '文化程度'], section: '教育' }),
    school: field.text('毕业院校', { max: 80, basis: BASES.schooling, synonyms: ['学校', '院校', '毕业学校'], section: '教育' }),
    major: field.text('所学专业', { max: 60, basis: BASES.schooling, synonyms: ['专业'], section: '教育' }),
    studyMode: field.code('学习形式', StudyMode, { basis: BASES.schooling, section: '教育' }),
    certificateNo: field.text('学历证书号', { max: 40, sealed: true, basis: BASES.schooling, synonyms: ['毕业证号', '学历证号', '证书编号'], section: '教育' }),
    graduatedOn: field.partialDay('毕业时间', { basis: BASES.schooling, synonyms: ['毕业日期', '毕业年月'], section: '教育' }),
    note: field.note('备注', { max: 500, basis: BASES.schooling, help: SECRET, section: '教育' }),
  },
  check: (row) => secretProblems(row, ['note']),
});

/** 家庭成员: kin by name, or linked to a file of their own; names sealed because some are minors. */
export const Kin = record({
  name: 'registry.kin', path: '/registry/kin', label: '家庭成员', ledger: '家庭成员台账',
  title: 'name', list: ['personId', 'relation', 'name', 'memberId', 'occupation', 'accompanied'], filters: ['relation', 'occupation', 'accompanied', 'personId', 'memberId'], search: ['personId', 'memberId'],
  sort: 'divisionCode', identity: ['personId', 'relation', 'name'], reach: 'division', personal: true, placedBy: 'personId',
  fields: {
    personId: field.reference('服务对象', () => Person, { required: true, synonyms: ['姓名', '对象姓名', '本人姓名'], section: '家庭' }),
    relation: field.code('与本人关系', KinRelation, { required: true, basis: BASES.family, synonyms: ['关系', '与对象关系', '家庭关系', '称谓'], section: '家庭' }),
    memberId: field.reference('其本人档案', () => Person, { basis: BASES.family, help: '成员自己也在册的，选择其档案，不再重复填写', section: '家庭' }),
    name: field.text('成员姓名', { max: 60, sealed: true, mask: 'name', basis: BASES.family, synonyms: ['家属姓名', '亲属姓名', '家庭成员姓名'], help: '已选其本人档案的可不填', section: '家庭' }),
    citizenId: field.citizenId('成员身份证号', { basis: BASES.family, synonyms: ['家属身份证号', '亲属身份证号', '家庭成员身份证号'], section: '家庭' }),
    birthOn: field.day('成员出生日期', { basis: BASES.family, synonyms: ['家属出生日期', '亲属出生日期', '家庭成员出生日期'], help: '有身份证号的可不填', withheldBeside: 'citizenId', section: '家庭' }),
    phone: field.phone('成员电话', { basis: BASES.family, synonyms: ['家属电话', '亲属电话', '家属联系电话'], section: '家庭' }),
    occupation: field.code('就学就业', Occupation, { basis: BASES.family, synonyms: ['就业上学', '就学就业情况', '职业'], section: '家庭' }),
    guardianConsentOn: field.day('监护人同意日期', { basis: '《个人信息保护法》第三十一条（不满十四周岁须取得监护人同意）', help: '不满十四周岁的，登记身份证号或电话须先取得监护人同意', section: '家庭' }),
    accompanied: field.boolean('随军', { basis: BASES.family, synonyms: ['是否随军'], section: '家庭' }),
    note: field.note('备注', { max: 500, basis: BASES.family, help: SECRET, section: '家庭' }),
  },
  derive: deriveKin,
  check: checkKin,
});

/** 生活: housing, income, insurance, difficulties and demands, one row a person. */
export const Livelihood = record({
  name: 'registry.livelihood', path: '/registry/livelihoods', label: '生活状况', ledger: '生活状况台账',
  title: 'personId', list: ['personId', 'housing', 'assistance', 'alone', 'pension', 'medicalInsurance', 'difficulties', 'demands'], filters: ['difficulties', 'demands', 'housing', 'assistance', 'alone', 'pension', 'medicalInsurance', 'personId'], search: ['personId'],
  sort: 'divisionCode', identity: ['personId'], reach: 'division', personal: true, placedBy: 'personId',
  fields: {
    personId: person('生活'),
    housing: field.code('房屋状况', Housing, { basis: '《军人抚恤优待条例》第五十一条（危房改造、住房优待）', synonyms: ['住房情况', '住房状况', '住房'], section: '生活' }),
    householdIncome: field.fen('上年家庭收入', { sealed: true, basis: BASES.livelihood, synonyms: ['家庭年收入', '家庭收入'], section: '生活' }),
    personalIncome: field.fen('上年个人收入', { sealed: true, basis: BASES.livelihood, synonyms: ['个人年收入', '个人收入'], section: '生活' }),
    incomeYear: field.integer('收入所属年度', { min: 2000, max: 2100, basis: BASES.livelihood, synonyms: ['收入年度'], section: '生活' }),
    assistance: field.codes('社会救助', Assistance, { basis: BASES.livelihood, synonyms: ['救助情况', '享受救助'], section: '生活' }),
    alone: field.code('孤老孤儿', Alone, { basis: '《退役军人保障法》第五十四条（孤老集中供养）', synonyms: ['是否孤老', '孤老或孤儿'], section: '生活' }),
    pension: field.code('养老保险', Pension, { basis: '《退役军人保障法》第五十条（社会保险）', synonyms: ['养老保险类型', '参保类型'], section: '保险' }),
    pensionPlace: field.text('养老参保地', { max: 60, basis: '《退役军人保障法》第五十条（社会保险）', synonyms: ['参保地'], section: '保险' }),
    pensionMonths: field.integer('养老缴费月数', { max: 720, basis: '《退役军人保障法》第五十条（服现役年限合并计算）', synonyms: ['缴费月数', '参保时长'], section: '保险' }),
    pensionGaps: field.note('养老中断时段', { max: 300, basis: '《退役军人保障法》第五十条（社会保险）', synonyms: ['中断时段', '断缴时段'], section: '保险' }),
    medicalInsurance: field.code('医疗保险', MedicalInsurance, { basis: '《退役军人保障法》第五十条（社会保险）', synonyms: ['医疗保险类型', '医保'], section: '保险' }),
    labour: field.code('劳动能力', Labour, { sealed: true, basis: '《军人抚恤优待条例》第十九条（无劳动能力）', section: '能力' }),
    selfCare: field.code('生活能力', SelfCare, { sealed: true, basis: '《退役军人保障法》第五十四条（生活不能自理）', synonyms: ['自理能力', '生活自理能力'], section: '能力' }),
    difficulties: field.codes('主要困难', Difficulty, { basis: BASES.livelihood, synonyms: ['困难', '困难类型', '困难情况'], section: '需要' }),
    demands: field.codes('主要诉求', Demand, { basis: BASES.livelihood, synonyms: ['诉求', '需求'], section: '需要' }),
    note: field.note('说明', { max: 1000, basis: BASES.livelihood, synonyms: ['备注'], help: SECRET, section: '需要' }),
  },
  check: checkLivelihood,
});

/** 健康, one row a person, all of it sealed; the state of health itself is a field of the person. */
export const HealthState = record({
  name: 'registry.health_state', path: '/registry/health-states', label: '健康状况', ledger: '健康状况台账',
  title: 'personId', list: ['personId', 'chronic', 'civilKind', 'civilGrade', 'civilCertNo'], filters: ['personId'], search: ['personId'],
  sort: 'divisionCode', identity: ['personId'], reach: 'division', personal: true, placedBy: 'personId',
  fields: {
    personId: person('健康'),
    chronic: field.text('慢性病', { max: 200, sealed: true, basis: BASES.health, synonyms: ['慢性病情况', '主要疾病', '患病情况'], section: '健康' }),
    civilKind: field.code('残疾人证类别', CivilDisability, { sealed: true, basis: BASES.health, synonyms: ['残疾类别'], help: '残联发的残疾人证，不是残疾军人证', section: '残疾人证' }),
    civilGrade: field.code('残疾人证等级', CivilDisabilityGrade, { sealed: true, basis: BASES.health, section: '残疾人证' }),
    civilCertNo: field.text('残疾人证号', { max: 40, sealed: true, basis: BASES.health, synonyms: ['残联残疾证号'], section: '残疾人证' }),
    note: field.note('健康说明', { max: 500, sealed: true, basis: BASES.health, synonyms: ['备注'], section: '健康' }),
  },
});

/** 采集: who collected and reviewed the file last, and that the person was told why and signed; one row a person. */
export const Collection = record({
  name: 'registry.collection', path: '/registry/collections', label: '采集审核', ledger: '采集审核台账',
  title: 'personId', list: ['personId', 'collectedOn', 'collector', 'collectorUnit', 'signedOn', 'reviewer', 'reviewedOn', 'opinion'], filters: ['collectedOn', 'reviewedOn', 'opinion', 'signedOn', 'personId'], search: ['personId', 'collector'],
  sort: '-collectedOn', identity: ['personId'], reach: 'division', personal: true, placedBy: 'personId',
  fields: {
    personId: person('采集'),
    collectedOn: field.day('本次采集日期', { basis: BASES.collection, synonyms: ['采集日期', '采集时间'], section: '采集' }),
    collector: field.text('采集人', { max: 40, basis: BASES.collection, synonyms: ['采集员', '填表人'], section: '采集' }),
    collectorUnit: field.text('采集单位', { max: 80, basis: BASES.collection, section: '采集' }),
    collectorPhone: field.phone('采集人电话', { basis: BASES.collection, synonyms: ['采集电话'], section: '采集' }),
    toldOn: field.day('告知日期', { basis: BASES.collection, help: '向本人说明收集目的、方式和权利的日期', section: '采集' }),
    signedOn: field.day('本人签字日期', { basis: BASES.collection, synonyms: ['签字日期', '本人签字'], section: '采集' }),
    reviewer: field.text('审核人', { max: 40, basis: BASES.collection, section: '审核' }),
    reviewedOn: field.day('审核日期', { basis: BASES.collection, synonyms: ['审核时间'], section: '审核' }),
    opinion: field.code('审核意见', ReviewOpinion, { basis: BASES.collection, section: '审核' }),
    note: field.note('采集说明', { max: 500, basis: BASES.collection, synonyms: ['备注'], help: SECRET, section: '审核' }),
  },
  check: (row, today) => [
    ...secretProblems(row, ['note']), ...futureProblems(row, today, { collectedOn: '采集日期', toldOn: '告知日期', signedOn: '签字日期', reviewedOn: '审核日期' }),
    ...orderProblems(row, 'collectedOn', 'reviewedOn', '审核日期不能早于采集日期'),
  ],
});
