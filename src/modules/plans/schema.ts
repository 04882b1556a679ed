import type { CodeList } from '#base/pure/codes.ts';
import { field, type Problem, record, type Values } from '#base/pure/record.ts';
import { scanSecrets } from '#base/pure/secrets.ts';
import { Unit } from '#modules/organisation/schema/unit.ts';
import { Person } from '#modules/registry/schema.ts';
import { RULES } from './rules/proposals.ts';
import { LinkedRecord, MeasureState, NeedKind, NeedSource, NeedState, Outcome, PlanState, Verdict } from './schema/codes.ts';

const BASIS = '《退役军人保障法》第八条（建档立卡）、第五十五条（帮扶援助）';
const SECRET = '请勿填写病情、号码和涉密内容';
/** 建议规则, as a code list. */
export const RuleName: CodeList = { label: '建议事项', codes: RULES.map(({ key, title }) => ({ code: key, label: title })) };

const person = (section: string) => field.reference('服务对象', () => Person, { required: true, synonyms: ['姓名', '对象姓名'], section });
const secrets = (row: Values, names: readonly string[]): Problem[] => names.flatMap((name) => {
  const found = scanSecrets(String(row[name] ?? ''))[0];
  return found ? [{ field: name, message: `“${found.match}”疑似涉密或个人敏感内容，请勿填写`, warning: found.kind !== 'unitNumber' }] : [];
});

/** 需求: one thing that a person needs, from the day it was noted to its end and the person's own verdict. */
export const Need = record({
  name: 'plans.need', path: '/plans/needs', label: '需求', ledger: '需求台账（一策）',
  title: 'words', list: ['personId', 'words', 'kind', 'source', 'notedOn', 'state', 'endedOn', 'verdict'], filters: ['state', 'kind', 'source', 'notedOn', 'endedOn', 'verdict', 'rule', 'personId'], search: ['personId', 'words'],
  sort: '-notedOn', identity: ['personId', 'kind', 'notedOn', 'words'], reach: 'division', personal: true, placedBy: 'personId',
  timeline: { on: 'notedOn', show: ['words', 'kind', 'state', 'endedOn'] },
  fields: {
    personId: person('需求'),
    kind: field.code('需求类别', NeedKind, { required: true, basis: BASIS, synonyms: ['类别', '需求类型'], section: '需求' }),
    words: field.text('需求内容', { required: true, max: 200, basis: BASIS, synonyms: ['需求', '诉求'], help: SECRET, section: '需求' }),
    source: field.code('需求来源', NeedSource, { required: true, synonyms: ['来源'], section: '需求' }),
    notedOn: field.day('提出日期', { required: true, begins: 'today', synonyms: ['登记日期', '日期'], section: '需求' }),
    state: field.code('需求状态', NeedState, { derived: true, help: '待办、办理中由措施得出', section: '需求' }),
    rule: field.code('由哪项建议而来', RuleName, { derived: true, section: '需求' }),
    outcome: field.code('办结情况', Outcome, { synonyms: ['结果'], section: '结果' }),
    endedOn: field.day('办结日期', { synonyms: ['解决日期'], section: '结果' }),
    endNote: field.text('办结说明', { max: 300, synonyms: ['成效', '办理结果'], help: SECRET, section: '结果' }),
    verdict: field.code('本人评价', Verdict, { synonyms: ['评价', '满意度'], help: '办结时问一次，本人不愿评价的不填', section: '结果' }),
    verdictWords: field.text('本人意见', { max: 300, synonyms: ['评价说明'], section: '结果' }),
    verdictOn: field.day('评价日期', { section: '结果' }),
  },
  derive: (row) => ({ state: row.outcome === 'solved' ? 'solved' : row.outcome ? 'ended' : row.state === 'active' ? 'active' : 'waiting' }),
  check: (row, today) => {
    const problems = secrets(row, ['words', 'endNote', 'verdictWords']);
    const wrong = (name: string, message: string) => { problems.push({ field: name, message }); };
    if (String(row.notedOn ?? '') > today) wrong('notedOn', '提出日期不能晚于今天');
    if (row.outcome && !row.endedOn) wrong('endedOn', '已办结的须填写办结日期');
    if (row.endedOn && !row.outcome) wrong('outcome', '填了办结日期的须选择办结情况');
    if (row.endedOn && String(row.endedOn) < String(row.notedOn)) wrong('endedOn', '办结日期不能早于提出日期');
    if (String(row.endedOn ?? '') > today) wrong('endedOn', '办结日期不能晚于今天');
    if (row.outcome === 'ended' && !row.endNote) wrong('endNote', '不再需要的须说明原因');
    if (row.verdict && !row.outcome) wrong('verdict', '需求办结后才请本人评价');
    if (!row.verdict && row.verdictWords) wrong('verdict', '填了本人意见的须选择本人评价');
    return problems;
  },
});

/** 措施: one thing that is done for a need. With a linked ledger but no linked row it waits for the person's next row there. */
export const Measure = record({
  name: 'plans.measure', path: '/plans/measures', label: '措施', ledger: '措施台账（一策）',
  title: 'action', list: ['personId', 'needId', 'action', 'ownerUnitId', 'ownerName', 'dueOn', 'state', 'doneOn', 'result'], filters: ['state', 'dueOn', 'ownerUnitId', 'ownerName', 'doneOn', 'linkedRecord', 'needId', 'personId'], search: ['personId', 'action', 'ownerName'],
  sort: 'dueOn', identity: ['needId', 'action'], reach: 'division', personal: true, placedBy: 'needId',
  timeline: { on: 'doneOn', show: ['action', 'result'] },
  fields: {
    personId: field.reference('服务对象', () => Person, { derived: true, section: '措施' }),
    needId: field.reference('需求', () => Need, { required: true, synonyms: ['需求内容'], section: '措施' }),
    action: field.text('措施', { required: true, max: 200, basis: BASIS, synonyms: ['措施内容', '帮扶措施'], help: SECRET, section: '措施' }),
    ownerUnitId: field.reference('责任单位', () => Unit, { synonyms: ['责任站', '服务站'], section: '责任' }),
    ownerName: field.text('责任人', { max: 40, begins: 'writer', section: '责任' }),
    dueOn: field.day('完成时限', { synonyms: ['时限', '办理期限'], section: '责任' }),
    state: field.code('措施状态', MeasureState, { synonyms: ['状态'], help: '不填为待办；填了完成日期为已办', section: '结果' }),
    doneOn: field.day('完成日期', { section: '结果' }),
    result: field.text('结果', { max: 300, synonyms: ['成效', '办理结果'], help: SECRET, section: '结果' }),
    linkedRecord: field.code('关联台账', LinkedRecord, { help: '只选台账的，该台账登记了本人的新记录后自动办结', section: '关联' }),
    linkedId: field.text('关联编号', { max: 36, help: '所关联记录的编号，由页面选择', section: '关联' }),
  },
  derive: (row) => ({ state: row.state === 'cancelled' ? 'cancelled' : row.doneOn ? 'done' : row.state ?? 'pending' }),
  check: (row, today) => {
    const problems = secrets(row, ['action', 'result']);
    if (row.state === 'done' && !row.doneOn) problems.push({ field: 'doneOn', message: '已办的须填写完成日期' });
    if (row.state === 'cancelled' && row.doneOn) problems.push({ field: 'state', message: '有完成日期的措施不能取消' });
    if (String(row.doneOn ?? '') > today) problems.push({ field: 'doneOn', message: '完成日期不能晚于今天' });
    if (row.linkedId && !row.linkedRecord) problems.push({ field: 'linkedRecord', message: '填了关联编号的须选择关联台账' });
    if (row.linkedId && !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(String(row.linkedId))) problems.push({ field: 'linkedId', message: '关联编号格式不正确' });
    return problems;
  },
});

/** 一策: one a person; open while a need is, with the next day of review; closes itself. */
export const Plan = record({
  name: 'plans.plan', path: '/plans/plans', label: '一策', ledger: '一人一策台账',
  title: 'personId', list: ['personId', 'state', 'openedOn', 'reviewOn', 'reviewedOn', 'closedOn', 'closeNote'], filters: ['state', 'reviewOn', 'openedOn', 'closedOn', 'personId'], search: ['personId'],
  sort: 'reviewOn', identity: ['personId'], reach: 'division', personal: true, placedBy: 'personId',
  fields: {
    personId: person('一策'),
    state: field.code('一策状态', PlanState, { derived: true, section: '一策' }),
    openedOn: field.day('开始日期', { derived: true, section: '一策' }),
    reviewOn: field.day('下次复核', { help: '到期向本人了解措施有没有用、还需要什么', section: '复核' }),
    reviewedOn: field.day('上次复核', { derived: true, section: '复核' }),
    closedOn: field.day('关闭日期', { derived: true, section: '一策' }),
    closeNote: field.text('关闭说明', { max: 100, derived: true, section: '一策' }),
  },
  derive: (row) => ({ state: row.state ?? 'open' }),
});

/** 措施建议: what a rule proposes for one person; made and cleared by the product alone. */
export const Proposal = record({
  name: 'plans.proposal', path: '/plans/proposals', label: '措施建议', ledger: '措施建议清单',
  title: 'personId', list: ['personId', 'rule', 'reason', 'proposedOn'], filters: ['rule', 'proposedOn', 'personId'], search: ['personId'],
  sort: 'divisionCode', identity: ['personId', 'rule'], reach: 'division', personal: true, placedBy: 'personId',
  fields: {
    personId: person('建议'),
    rule: field.code('建议事项', RuleName, { required: true, section: '建议' }),
    reason: field.text('理由', { required: true, max: 400, section: '建议' }),
    proposedOn: field.day('提出日期', { required: true, section: '建议' }),
  },
});

/** 不采纳的建议: why; ends by itself when the facts behind it change. */
export const Declined = record({
  name: 'plans.declined', path: '/plans/declined', label: '不采纳说明', ledger: '不采纳的建议',
  title: 'personId', list: ['personId', 'rule', 'reason', 'declinedOn', 'declinedBy'], filters: ['rule', 'declinedOn', 'personId'], search: ['personId', 'reason'],
  sort: '-declinedOn', identity: ['personId', 'rule', 'declinedOn'], reach: 'division', personal: true, placedBy: 'personId',
  fields: {
    personId: person('说明'),
    rule: field.code('建议事项', RuleName, { required: true, section: '说明' }),
    reason: field.text('不采纳的原因', { required: true, max: 200, section: '说明' }),
    declinedOn: field.day('日期', { section: '说明' }),
    declinedBy: field.text('经办人', { max: 60, section: '说明' }),
  },
});
