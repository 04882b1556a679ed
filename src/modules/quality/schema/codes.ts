import { codeList } from '#base/pure/codes.ts';

/** 处理要求: how a finding is to be dealt with. It judges the record, never the person. */
export const Severity = codeList('处理要求', { must: '必须改', check: '请核对', fill: '补充' });

/** 由谁处理: the level of station that usually has the papers. */
export const Level = codeList('由谁处理', { village: '村级站', township: '乡级站', county: '县级' });

/** 所在台账: the record that a finding speaks of. */
export const FoundRecord = codeList('所在台账', { 'registry.person': '服务对象', 'registry.person_role': '身份记录', 'registry.household': '户台账', 'benefits.recipient': '优抚待遇', 'benefits.payment': '发放记录', 'care.plaque': '光荣牌', 'employment.profile': '就业台账', 'cards.preferential_card': '优待证' });

/** 处理情况 of a finding. */
export const FindingState = codeList('处理情况', { open: '待处理', waived: '已说明不适用' });

/** 说明状态: `over` since the fields that the rule reads have changed. */
export const WaiverState = codeList('说明状态', { active: '有效', over: '内容已变动，恢复提示' });
