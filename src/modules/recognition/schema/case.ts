import { field, type Problem, record, type Values } from '#base/pure/record.ts';
import { scanSecrets } from '#base/pure/secrets.ts';
import { Person } from '#modules/registry/schema.ts';
import { DisabilityGrade, DisabilityNature, RoleCode } from '#modules/registry/schema/codes.ts';
import { KINDS } from '../rules/kinds.ts';
import { Applicant, CaseState, type Kind, KindCode, RefusalReason } from './codes.ts';

const RATING = '《军人抚恤优待条例》第二十七条、第二十九条';
/** The identities that some kind gives: nothing else can be applied for. */
const Recognised = { label: RoleCode.label, codes: RoleCode.codes.filter(({ code }) => Object.values(KINDS).some((kind) => kind.roles.includes(code))) };
const rolesOf = (row: Values): readonly string[] => KINDS[row.kind as Kind]?.roles ?? [];

/** 身份认定: one application of one person for one benefit identity; its state changes by acts only. */
export const RecognitionCase = record({
  name: 'recognition.case', path: '/recognition/cases', label: '身份认定', ledger: '身份认定台账',
  title: 'personId', list: ['personId', 'kind', 'appliedOn', 'state', 'dueOn', 'acceptedOn', 'decidedOn', 'document'], filters: ['state', 'kind', 'appliedOn', 'dueOn', 'acceptedOn', 'decidedOn', 'personId'], search: ['personId', 'document'],
  sort: '-appliedOn', identity: ['personId', 'kind', 'appliedOn'], reach: 'division', personal: true, placedBy: 'personId',
  timeline: { on: 'appliedOn', show: ['kind', 'state', 'decidedOn', 'document'] },
  fields: {
    personId: field.reference('申请人', () => Person, { required: true, synonyms: ['姓名', '申请人姓名'], help: '为其认定身份的人', section: '申请' }),
    kind: field.code('认定种类', KindCode, { required: true, synonyms: ['业务类型', '申请类型'], section: '申请' }),
    targetRole: field.code('申请认定的身份', Recognised, { synonyms: ['认定身份', '申请身份'], help: '只有残疾补评、调整和三属定期抚恤需要选择，其他种类不填', section: '申请' }),
    appliedOn: field.day('申请日期', { required: true, begins: 'today', synonyms: ['申请时间'], section: '申请' }),
    applicant: field.code('申请方式', Applicant, { required: true, section: '申请' }),
    agentName: field.text('代办人姓名', { max: 40, section: '申请' }),
    agentRelation: field.text('代办人与本人关系', { max: 40, section: '申请' }),
    note: field.note('申请说明', { max: 500, help: '请勿填写病情、号码和涉密内容', section: '申请' }),
    state: field.code('办理状态', CaseState, { derived: true, section: '办理' }),
    stateOn: field.day('进入本环节日期', { derived: true, section: '办理' }),
    dueOn: field.day('办理期限', { derived: true, section: '办理' }),
    acceptedOn: field.day('受理日期', { derived: true, section: '办理' }),
    noticeFrom: field.day('公示开始', { derived: true, section: '公示' }),
    noticeUntil: field.day('公示截止', { derived: true, section: '公示' }),
    refusalReason: field.code('不予认定原因', RefusalReason, { derived: true, section: '结果' }),
    decidedOn: field.day('决定日期', { derived: true, section: '结果' }),
    document: field.text('批准文号', { max: 80, derived: true, section: '结果' }),
    benefitFrom: field.partialDay('享受待遇起始', { derived: true, section: '结果' }),
    grade: field.code('评定等级', DisabilityGrade, { derived: true, sealed: true, basis: RATING, section: '结果' }),
    nature: field.code('评定性质', DisabilityNature, { derived: true, sealed: true, basis: RATING, section: '结果' }),
    formerGrade: field.code('原等级', DisabilityGrade, { derived: true, sealed: true, basis: RATING, section: '结果' }),
    formerNature: field.code('原性质', DisabilityNature, { derived: true, sealed: true, basis: RATING, section: '结果' }),
    formerRatedOn: field.partialDay('原评残时间', { derived: true, basis: RATING, section: '结果' }),
    course: field.codes('办理流程', CaseState, { derived: true, section: '办理' }),
    noticeDays: field.integer('公示天数', { derived: true, section: '公示' }),
    returnedFrom: field.code('退回自', CaseState, { derived: true, section: '办理' }),
  },
  derive: (row) => ({ state: row.state ?? 'draft', targetRole: rolesOf(row).length === 1 ? rolesOf(row)[0] : row.targetRole }),
  check: (row, today) => {
    const problems: Problem[] = [];
    if (!row.targetRole) problems.push({ field: 'targetRole', message: '这一种类可认定几种身份，请选择申请哪一种' });
    else if (!rolesOf(row).includes(String(row.targetRole))) problems.push({ field: 'targetRole', message: '所选身份不属于这一认定种类' });
    if (String(row.appliedOn ?? '') > today) problems.push({ field: 'appliedOn', message: '申请日期不能晚于今天' });
    if (row.applicant === 'agent' && !row.agentName) problems.push({ field: 'agentName', message: '代为申请的须填写代办人姓名' });
    const found = scanSecrets(String(row.note ?? ''))[0];
    if (found) problems.push({ field: 'note', message: `“${found.match}”疑似涉密或个人号码，请勿填写` });
    return problems;
  },
});
