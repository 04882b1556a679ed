import { field, record } from '#base/pure/record.ts';
import { checkBereavement, checkSettlement, futureProblems, orderProblems, secretProblems } from '../rules/sections.ts';
import { Person } from '../schema.ts';
import { BASES } from './bases.ts';
import { HukouKind } from './codes.ts';
import { Affiliation, Aid, ArchiveCheck, AwardKind, AwayReason, BereavedRelation, CareMode, CombatKind, DeathKind, HardService, NuclearKind, PenaltyKind, ServiceEra, YesNo } from './sectionCodes.ts';

const person = (section: string) => field.reference('服务对象', () => Person, { required: true, synonyms: ['姓名', '对象姓名', '人员姓名'], section });
const SECRET = '请勿填写部队番号、代号和其他涉密内容';

/** 服役补充, one row a person; never a troop number, never a task. */
export const ServiceDetail = record({
  name: 'registry.service_detail', path: '/registry/service-details', label: '服役补充', ledger: '服役补充台账',
  title: 'personId', list: ['personId', 'enlistPlace', 'era', 'duty', 'hardService', 'combatKinds', 'verifiedOn'], filters: ['era', 'combatKinds', 'hardService', 'hukouBefore', 'verifiedOn', 'personId'], search: ['personId', 'enlistPlace', 'skills'],
  sort: 'divisionCode', identity: ['personId'], reach: 'division', personal: true, placedBy: 'personId',
  fields: {
    personId: person('服役'),
    enlistPlace: field.text('入伍地', { max: 60, basis: '《退役军人安置条例》第四十五条（安置地为入伍时户口所在地）', synonyms: ['入伍地点', '入伍时户口所在地'], section: '服役' }),
    hukouBefore: field.code('入伍前户籍', HukouKind, { basis: '《军人抚恤优待条例》第六十二条（农村籍退役士兵）', synonyms: ['入伍前户籍类别', '入伍前户口性质'], section: '服役' }),
    era: field.code('入伍时期', ServiceEra, { basis: BASES.service, synonyms: ['时期'], section: '服役' }),
    rankOn: field.partialDay('衔级时间', { basis: BASES.settlement, synonyms: ['授衔时间'], section: '服役' }),
    duty: field.text('退役时职务', { max: 60, basis: '《退役军人保障法》第二十一条（按职务等级安置）', synonyms: ['职务', '部队职务'], help: SECRET, section: '服役' }),
    skills: field.text('技能资格', { max: 200, basis: '《退役军人保障法》第二十二条（按专长安排工作）', synonyms: ['职业资格', '技能证书'], section: '服役' }),
    specialty: field.text('特长', { max: 200, basis: '《退役军人保障法》第二十二条（按专长安排工作）', synonyms: ['专长'], section: '服役' }),
    hardService: field.codes('艰苦边远或特殊岗位', HardService, { basis: '《退役军人安置条例》第五条、第四十九条', synonyms: ['艰苦边远', '特殊岗位'], section: '参战与特殊服役' }),
    hardYears: field.integer('上述服役年数', { max: 60, basis: '《退役军人安置条例》第四十九条（累计满10年、15年）', synonyms: ['艰苦边远年数'], section: '参战与特殊服役' }),
    combatKinds: field.codes('参战类别', CombatKind, { basis: '《退役军人保障法》第八十三条；《军人抚恤优待条例》第六十二条', synonyms: ['参战情况'], help: '按本人档案或证件填写，不写任务内容', section: '参战与特殊服役' }),
    nuclearKind: field.code('参试类别', NuclearKind, { sealed: true, basis: '《军人抚恤优待条例》第六十一条', synonyms: ['参试情况'], section: '参战与特殊服役' }),
    verifiedOn: field.day('上级核实日期', { basis: '《退役军人保障法》第八十三条（认定程序）', help: '参战、参试由上级核实的日期；不保存核查名单', section: '参战与特殊服役' }),
    verifiedDocument: field.text('核实文号', { max: 80, basis: '《退役军人保障法》第八十三条（认定程序）', synonyms: ['核实文件'], section: '参战与特殊服役' }),
    note: field.note('服役说明', { max: 1000, basis: BASES.service, synonyms: ['备注'], help: SECRET, section: '参战与特殊服役' }),
  },
  check: (row, today) => [...secretProblems(row, ['duty', 'skills', 'specialty', 'note', 'enlistPlace', 'verifiedDocument']), ...futureProblems(row, today, { verifiedOn: '核实日期', rankOn: '衔级时间' })],
});

/** 表彰奖励: one award, in service or after. */
export const Award = record({
  name: 'registry.award', path: '/registry/awards', label: '表彰奖励', ledger: '表彰奖励台账',
  title: 'personId', list: ['personId', 'kind', 'awardedOn', 'authority', 'document'], filters: ['kind', 'awardedOn', 'personId'], search: ['personId', 'authority'],
  sort: '-awardedOn', identity: ['personId', 'kind', 'awardedOn'], reach: 'division', personal: true, placedBy: 'personId',
  timeline: { on: 'awardedOn', show: ['kind', 'authority'] },
  fields: {
    personId: person('奖励'),
    kind: field.code('奖励种类', AwardKind, { required: true, basis: BASES.award, synonyms: ['奖励等次', '立功等级', '表彰名称', '奖励名称'], section: '奖励' }),
    awardedOn: field.partialDay('奖励时间', { basis: BASES.award, synonyms: ['立功时间', '授予时间', '表彰时间', '获奖时间'], section: '奖励' }),
    authority: field.text('授予机关', { max: 80, basis: BASES.award, synonyms: ['批准单位', '授予单位', '表彰单位'], help: '只写机关层级，如某军区、某部队；勿写番号、代号', section: '奖励' }),
    document: field.text('命令或证书号', { max: 60, sealed: true, basis: BASES.award, synonyms: ['证书号', '立功证书号', '命令文号'], section: '奖励' }),
    note: field.note('备注', { max: 500, basis: BASES.award, help: SECRET, section: '奖励' }),
  },
  check: (row, today) => [...secretProblems(row, ['authority', 'note']), ...futureProblems(row, today, { awardedOn: '奖励时间' })],
});

/** 处分: only what decides a benefit or a settlement; all of it sealed, and shown to nobody without the right to see sealed values. */
export const Penalty = record({
  name: 'registry.penalty', path: '/registry/penalties', label: '处分', ledger: '处分台账',
  title: 'personId', list: ['personId', 'kind', 'decidedOn', 'endedOn'], filters: ['personId'], search: ['personId'],
  sort: 'divisionCode', identity: ['personId', 'kind', 'decidedOn'], reach: 'division', personal: true, placedBy: 'personId',
  fields: {
    personId: person('处分'),
    kind: field.code('处分种类', PenaltyKind, { required: true, sealed: true, basis: BASES.penalty, synonyms: ['处分类型', '处分'], section: '处分' }),
    decidedOn: field.partialDay('决定时间', { sealed: true, basis: BASES.penalty, synonyms: ['处分时间', '决定日期'], section: '处分' }),
    authority: field.text('决定机关', { max: 80, sealed: true, basis: BASES.penalty, synonyms: ['处分机关'], help: SECRET, section: '处分' }),
    reason: field.note('事由', { max: 500, sealed: true, basis: BASES.penalty, synonyms: ['处分事由', '处分原因'], help: SECRET, section: '处分' }),
    endedOn: field.partialDay('解除时间', { sealed: true, basis: BASES.penalty, synonyms: ['解除日期', '刑满时间'], section: '处分' }),
  },
  check: (row, today) => [...secretProblems(row, ['authority', 'reason']), ...futureProblems(row, today, { decidedOn: '决定时间' }), ...orderProblems(row, 'decidedOn', 'endedOn', '解除时间不能早于决定时间')],
});

/** 安置补充, one row a person; way, unit and day of report are fields of the person. */
export const SettlementDetail = record({
  name: 'registry.settlement_detail', path: '/registry/settlement-details', label: '安置补充', ledger: '安置补充台账',
  title: 'personId', list: ['personId', 'place', 'awayReason', 'introducedOn', 'startedOn', 'archiveReceivedOn', 'archiveCheck', 'grantAmount'], filters: ['awayReason', 'archiveCheck', 'introducedOn', 'startedOn', 'archiveReceivedOn', 'personId'], search: ['personId', 'place'],
  sort: 'divisionCode', identity: ['personId'], reach: 'division', personal: true, placedBy: 'personId',
  fields: {
    personId: person('安置'),
    place: field.text('安置地', { max: 60, basis: '《退役军人安置条例》第四十五条', section: '安置' }),
    awayReason: field.code('易地安置原因', AwayReason, { basis: '《退役军人安置条例》第四十五条至第四十九条', synonyms: ['易地原因'], section: '安置' }),
    introducedOn: field.day('介绍信开具日期', { basis: '《退役军人安置条例》第七十五条', synonyms: ['介绍信时间', '介绍信日期'], section: '安置' }),
    startedOn: field.day('上岗日期', { basis: '《退役军人安置条例》第七十五条', synonyms: ['上岗时间'], section: '安置' }),
    waitingMonths: field.integer('待安置月数', { max: 240, basis: '《退役军人安置条例》第七十五条（待安排工作期间生活补助）', synonyms: ['待安排月数'], section: '安置' }),
    archiveReceivedOn: field.day('档案接收日期', { basis: '《退役军人保障法》第十六条；《退役军人安置条例》第五十条', synonyms: ['档案接收时间', '档案接收'], section: '档案' }),
    archiveCheck: field.code('档案核查', ArchiveCheck, { basis: '《退役军人安置条例》第五十条、第八十九条（弄虚作假）', synonyms: ['档案真伪核查', '核查结果'], section: '档案' }),
    grantAmount: field.fen('一次性经济补助', { basis: '《退役军人安置条例》第二十三条', synonyms: ['一次性补助', '补助金额', '自主就业补助'], section: '补助' }),
    grantPaidOn: field.day('补助领取日期', { basis: '《退役军人安置条例》第二十三条', synonyms: ['领取日期'], section: '补助' }),
    note: field.note('安置说明', { max: 1000, basis: BASES.settlement, synonyms: ['备注'], help: SECRET, section: '补助' }),
  },
  check: checkSettlement,
});

/** 残疾补充, one row a person; grade, nature and number of the certificate are fields of the person. */
export const DisabilityDetail = record({
  name: 'registry.disability_detail', path: '/registry/disability-details', label: '残疾补充', ledger: '残疾补充台账',
  title: 'personId', list: ['personId', 'ratedOn', 'validUntil', 'affiliation', 'parts', 'careMode'], filters: ['ratedOn', 'validUntil', 'affiliation', 'personId'], search: ['personId'],
  sort: 'divisionCode', identity: ['personId'], reach: 'division', personal: true, placedBy: 'personId',
  fields: {
    personId: person('残疾'),
    injuredOn: field.partialDay('负伤时间', { sealed: true, basis: BASES.disability, synonyms: ['致残时间', '负伤日期'], section: '伤残' }),
    injuredPlace: field.text('负伤地点', { max: 80, sealed: true, basis: BASES.disability, synonyms: ['致残地点'], help: SECRET, section: '伤残' }),
    parts: field.text('致残部位', { max: 120, sealed: true, basis: BASES.disability, synonyms: ['伤残部位', '残疾部位'], section: '伤残' }),
    mental: field.code('精神障碍', YesNo, { sealed: true, basis: '《军人抚恤优待条例》第三十四条（精神障碍五级至六级护理费）', synonyms: ['是否精神障碍'], section: '伤残' }),
    occupational: field.code('职业病', YesNo, { sealed: true, basis: '《军人抚恤优待条例》第二十九条（职业病补评）', synonyms: ['是否职业病'], section: '伤残' }),
    ratedOn: field.partialDay('评残时间', { basis: '《军人抚恤优待条例》第二十九条（一年后可申请调整）', synonyms: ['评残日期', '评定时间'], section: '评定' }),
    validUntil: field.day('证件有效期止', { basis: BASES.disability, synonyms: ['残疾证有效期'], section: '评定' }),
    affiliation: field.code('属别', Affiliation, { basis: BASES.disability, section: '评定' }),
    aid: field.code('主要辅助器具', Aid, { sealed: true, basis: '《军人抚恤优待条例》第三十五条（康复辅助器具）', synonyms: ['辅助器具', '辅具'], section: '供养' }),
    careMode: field.code('供养方式', CareMode, { sealed: true, basis: '《军人抚恤优待条例》第三十三条（集中、分散供养）', section: '供养' }),
    note: field.note('残疾说明', { max: 500, basis: BASES.disability, synonyms: ['备注'], help: '请勿写病情和涉密内容', section: '供养' }),
  },
  check: (row, today) => [...secretProblems(row, ['injuredPlace', 'note']), ...futureProblems(row, today, { ratedOn: '评残时间', injuredOn: '负伤时间' }), ...orderProblems(row, 'injuredOn', 'ratedOn', '评残时间不能早于负伤时间')],
});

/** 遗属: for whom somebody mourns, by name or linked to their file; the same person may be a veteran too. One row a person. */
export const Bereavement = record({
  name: 'registry.bereavement', path: '/registry/bereavements', label: '遗属信息', ledger: '遗属信息台账',
  title: 'personId', list: ['personId', 'relation', 'deceasedName', 'deceasedId', 'deathKind', 'diedOn', 'holdsCertificate', 'buriedAt'], filters: ['deathKind', 'relation', 'holdsCertificate', 'diedOn', 'personId', 'deceasedId'], search: ['personId', 'deceasedName'],
  sort: 'divisionCode', identity: ['personId'], reach: 'division', personal: true, placedBy: 'personId',
  fields: {
    personId: person('遗属'),
    relation: field.code('与牺牲者关系', BereavedRelation, { basis: BASES.bereaved, synonyms: ['与烈士关系', '遗属关系', '与牺牲病故者关系'], section: '遗属' }),
    deathKind: field.code('牺牲病故性质', DeathKind, { basis: BASES.bereaved, synonyms: ['性质', '牺牲性质'], section: '遗属' }),
    deceasedId: field.reference('牺牲病故者档案', () => Person, { basis: BASES.bereaved, help: '牺牲病故者已建档的选择其档案', section: '遗属' }),
    deceasedName: field.text('牺牲病故者姓名', { max: 60, basis: BASES.bereaved, synonyms: ['烈士姓名', '牺牲者姓名'], section: '遗属' }),
    diedOn: field.partialDay('牺牲病故日期', { basis: BASES.bereaved, synonyms: ['牺牲时间', '牺牲日期', '病故日期'], section: '遗属' }),
    holdsCertificate: field.boolean('持证人', { basis: '《军人抚恤优待条例》第十四条（证书发给遗属）', synonyms: ['是否持证人'], section: '证书' }),
    certificateNo: field.text('证书号', { max: 40, sealed: true, basis: '《军人抚恤优待条例》第十四条', synonyms: ['烈士证号', '证明书编号', '烈士证书号'], section: '证书' }),
    approvedBy: field.text('批准机关', { max: 80, basis: '《军人抚恤优待条例》第十一条至第十三条', synonyms: ['批准单位'], help: '只写机关层级，勿写番号、代号', section: '证书' }),
    buriedAt: field.text('安葬地', { max: 80, basis: '《退役军人保障法》第六十四条（烈士纪念）', synonyms: ['安葬地点'], section: '证书' }),
    kinCount: field.integer('直系亲属数', { max: 99, basis: '《军人抚恤优待条例》第十八条（抚恤金分配）', synonyms: ['直系亲属人数'], section: '遗属' }),
    note: field.note('遗属说明', { max: 500, basis: BASES.bereaved, synonyms: ['备注'], help: SECRET, section: '证书' }),
  },
  check: checkBereavement,
});
