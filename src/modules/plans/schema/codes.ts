import { codeList } from '#base/pure/codes.ts';

/** 需求类别. */
export const NeedKind = codeList('需求类别', { job: '就业', business: '创业', medical: '医疗|就医', housing: '住房', living: '生活', education: '教育|助学', psychology: '心理', law: '法律|法律援助', other: '其他' });
/** 需求来源. */
export const NeedSource = codeList('需求来源', { person: '本人提出|本人', visit: '走访了解|走访', census: '普查登记|普查|年度核查', rule: '系统建议' });
/** 需求状态: 待办 until a measure stands, 办理中 while one does; the two ends are the outcome. */
export const NeedState = codeList('需求状态', { waiting: '待办', active: '办理中', solved: '已解决', ended: '不再需要' });
/** 办结情况. */
export const Outcome = codeList('办结情况', { solved: '已解决|解决', ended: '不再需要|终止' });
/** 本人评价. */
export const Verdict = codeList('本人评价', { satisfied: '满意', fair: '基本满意', dissatisfied: '不满意' });
/** 措施状态. */
export const MeasureState = codeList('措施状态', { pending: '待办', done: '已办|已完成|完成', cancelled: '取消|已取消' });
/** 一策状态. */
export const PlanState = codeList('一策状态', { open: '进行中', closed: '已关闭|关闭' });

/** The records of other modules that a measure may be linked to. */
export const LinkedRecord = codeList('关联台账', {
  'care.visit': '走访记录|走访', 'employment.intent': '就业意向|岗位推荐', 'employment.service': '一对一服务', 'employment.profile': '就业台账', 'employment.start_up': '创业记录',
  'training.attendance': '参训记录|培训', 'relief.payment': '困难帮扶', 'recognition.case': '身份认定', 'cards.contact_card': '联系卡', 'cards.preferential_card': '优待证', 'registry.livelihood': '生活状况',
});
