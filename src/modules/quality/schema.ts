import type { CodeList } from '#base/pure/codes.ts';
import { field, record } from '#base/pure/record.ts';
import { Person } from '#modules/registry/schema.ts';
import { RULES } from './rules/all.ts';
import { FindingState, FoundRecord, Level, Severity, WaiverState } from './schema/codes.ts';

/** 核对规则, as a code list: what a finding's rule is called. */
export const RuleName: CodeList = { label: '核对规则', codes: RULES.map(({ key, title }) => ({ code: key, label: title })) };

/** 待核对事项: what a rule found in one record; made, changed and cleared by the product alone. */
export const Finding = record({
  name: 'quality.finding', path: '/quality/findings', label: '待核对事项', ledger: '待核对清单',
  title: 'subject', list: ['subject', 'rule', 'severity', 'facts', 'level', 'foundOn', 'state'], filters: ['severity', 'state', 'rule', 'level', 'record', 'foundOn', 'personId'], search: ['subject'],
  sort: 'divisionCode', identity: ['rule', 'record', 'rowId'], reach: 'division', personal: true, placedBy: 'personId',
  fields: {
    subject: field.text('对象', { required: true, max: 60, section: '事项' }),
    rule: field.code('核对规则', RuleName, { required: true, section: '事项' }),
    severity: field.code('处理要求', Severity, { required: true, section: '事项' }),
    facts: field.text('情况', { max: 120, section: '事项' }),
    level: field.code('由谁处理', Level, { required: true, section: '事项' }),
    record: field.code('所在台账', FoundRecord, { required: true, section: '位置' }),
    rowId: field.text('所在记录', { required: true, max: 60, technical: true, section: '位置' }),
    personId: field.reference('服务对象', () => Person, { section: '位置' }),
    field: field.text('所在项目', { max: 40, technical: true, section: '位置' }),
    foundOn: field.day('发现日期', { required: true, section: '处理' }),
    state: field.code('处理情况', FindingState, { required: true, section: '处理' }),
    reason: field.text('不适用的原因', { max: 200, section: '处理' }),
  },
});

/** 不适用说明: why a rule does not fit one record; ended when what the rule reads changes. */
export const Waiver = record({
  name: 'quality.waiver', path: '/quality/waivers', label: '不适用说明', ledger: '不适用说明台账',
  title: 'subject', list: ['subject', 'rule', 'reason', 'waivedBy', 'waivedOn', 'state', 'endedOn'], filters: ['state', 'rule', 'waivedOn', 'personId'], search: ['subject', 'reason'],
  sort: '-waivedOn', identity: ['rule', 'rowId'], reach: 'division', personal: true, placedBy: 'personId',
  fields: {
    subject: field.text('对象', { required: true, max: 60, section: '说明' }),
    rule: field.code('核对规则', RuleName, { required: true, section: '说明' }),
    reason: field.text('不适用的原因', { required: true, max: 200, section: '说明' }),
    record: field.code('所在台账', FoundRecord, { required: true, section: '位置' }),
    rowId: field.text('所在记录', { required: true, max: 60, technical: true, section: '位置' }),
    personId: field.reference('服务对象', () => Person, { section: '位置' }),
    waivedBy: field.text('说明人', { max: 60, section: '处理' }),
    waivedOn: field.day('说明日期', { section: '处理' }),
    state: field.code('说明状态', WaiverState, { required: true, section: '处理' }),
    endedOn: field.day('恢复提示日期', { section: '处理' }),
  },
});
