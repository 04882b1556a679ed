import { field, type Problem, record } from '#base/pure/record.ts';
import { Person } from '#modules/registry/schema.ts';
import { PersonState, RoleCode } from '#modules/registry/schema/codes.ts';
import { BindingName, BINDINGS } from './rules/bindings.ts';
import { choicesOf } from './rules/questions.ts';
import { AnswerKind, CampaignState, EntryState, Outcome, Reason, Way } from './schema/codes.ts';

/** 普查: whom to ask, what, and until when; made by the county. */
export const Campaign = record({
  name: 'census.campaign', path: '/census/campaigns', label: '普查', ledger: '普查台账',
  title: 'title', list: ['title', 'area', 'fromOn', 'untilOn', 'state', 'frozenOn', 'closedOn'], filters: ['state', 'fromOn'], search: ['title'],
  sort: '-fromOn', identity: ['title'], reach: 'county', keptBy: 'county', personal: false,
  fields: {
    title: field.text('普查名称', { required: true, max: 60, synonyms: ['名称'], section: '普查' }),
    fromOn: field.day('开始日期', { required: true, begins: 'today', section: '普查' }),
    untilOn: field.day('截止日期', { required: true, help: '各村问完的最后一天', section: '普查' }),
    note: field.note('说明', { max: 1000, help: '给村里看的话；请勿填写涉密内容', section: '普查' }),
    area: field.division('普查范围', { help: '不选为全县', section: '问谁' }),
    roles: field.codes('人员类别', RoleCode, { help: '不选为全部类别', section: '问谁' }),
    states: field.codes('在册状态', PersonState, { help: '不选为在册和待核实', section: '问谁' }),
    state: field.code('普查状态', CampaignState, { derived: true, section: '进展' }),
    frozenOn: field.day('名单冻结日期', { derived: true, section: '进展' }),
    closedOn: field.day('结束日期', { derived: true, section: '进展' }),
  },
  derive: (row) => ({ state: row.state ?? 'draft' }),
  check: (row) => (String(row.untilOn) < String(row.fromOn) ? [{ field: 'untilOn', message: '截止日期不能早于开始日期' }] : []),
});

/** 普查问题: bound to a field of the file, where its answer is written, or the census's own. */
export const Question = record({
  name: 'census.question', path: '/census/questions', label: '普查问题', ledger: '普查问题台账',
  title: 'label', list: ['campaignId', 'position', 'label', 'binding', 'kind', 'choices'], filters: ['campaignId', 'binding'], search: ['label', 'campaignId'],
  sort: 'position', identity: ['campaignId', 'label'], reach: 'county', keptBy: 'county', personal: false,
  fields: {
    campaignId: field.reference('普查', () => Campaign, { required: true }),
    position: field.integer('序号', { required: true, min: 1, max: 99 }),
    binding: field.code('对应的档案项目', BindingName, { help: '选了的，答案直接写进档案，不再另填' }),
    label: field.text('问题', { max: 60, synonyms: ['题目'], help: '对应档案项目的可不填；请勿询问涉密内容' }),
    kind: field.code('题型', AnswerKind, { help: '不对应档案项目的须选' }),
    choices: field.text('选项', { max: 300, help: '用顿号隔开' }),
  },
  derive: (row) => ({ label: row.label || (BINDINGS.get(String(row.binding))?.field.label ?? null), ...(row.binding ? { kind: null, choices: null } : {}) }),
  check: (row) => {
    const problems: Problem[] = [];
    if (!row.label) problems.push({ field: 'label', message: '请选择对应的档案项目，或写出问题' });
    if (!row.binding && !row.kind) problems.push({ field: 'kind', message: '请选择题型' });
    if (row.kind === 'choice' && new Set(choicesOf(row.choices as string | null)).size < 2) problems.push({ field: 'choices', message: '选项至少写两个，用顿号隔开' });
    return problems;
  },
});

/** 普查名单: one person listed in one census on the day of the freeze. */
export const Entry = record({
  name: 'census.entry', path: '/census/entries', label: '普查对象', ledger: '普查名单',
  title: 'personId', list: ['personId', 'campaignId', 'state', 'reason', 'note', 'way', 'answeredOn', 'answeredBy'], filters: ['campaignId', 'state', 'reason', 'way', 'answeredOn', 'personId'], search: ['personId'],
  sort: 'divisionCode', identity: ['campaignId', 'personId'], reach: 'division', personal: true, placedBy: 'personId',
  timeline: { on: 'answeredOn', show: ['campaignId', 'state', 'way'] },
  fields: {
    personId: field.reference('服务对象', () => Person, { required: true, section: '名单' }),
    campaignId: field.reference('普查', () => Campaign, { required: true, section: '名单' }),
    listedAt: field.division('冻结时所在区划', { section: '名单' }),
    listedOn: field.day('列入日期', { section: '名单' }),
    state: field.code('名单状态', EntryState, { required: true, section: '询问' }),
    reason: field.code('问不到原因', Reason, { section: '询问' }),
    note: field.text('说明', { max: 200, section: '询问' }),
    way: field.code('询问方式', Way, { section: '询问' }),
    answeredOn: field.day('询问日期', { section: '询问' }),
    answeredBy: field.text('询问人', { max: 60, section: '询问' }),
  },
});

/** 普查回答: one person's answer to one question, with what stood before; sealed values only as their mask. */
export const Answer = record({
  name: 'census.answer', path: '/census/answers', label: '普查回答', ledger: '普查回答台账',
  title: 'personId', list: ['personId', 'questionId', 'outcome', 'before', 'after', 'reason', 'way', 'answeredOn', 'answeredBy'], filters: ['campaignId', 'questionId', 'outcome', 'answeredOn', 'personId'], search: ['personId'],
  sort: '-answeredOn', identity: ['entryId', 'questionId'], reach: 'division', personal: true, placedBy: 'personId',
  fields: {
    personId: field.reference('服务对象', () => Person, { required: true, section: '回答' }),
    campaignId: field.reference('普查', () => Campaign, { required: true, section: '回答' }),
    entryId: field.reference('普查对象', () => Entry, { required: true, section: '回答' }),
    questionId: field.reference('问题', () => Question, { required: true, section: '回答' }),
    outcome: field.code('回答结果', Outcome, { required: true, section: '回答' }),
    before: field.note('原登记', { max: 4000, section: '回答' }),
    after: field.note('现在', { max: 4000, section: '回答' }),
    reason: field.code('问不到原因', Reason, { section: '询问' }),
    way: field.code('询问方式', Way, { section: '询问' }),
    answeredOn: field.day('询问日期', { section: '询问' }),
    answeredBy: field.text('询问人', { max: 60, section: '询问' }),
  },
});
