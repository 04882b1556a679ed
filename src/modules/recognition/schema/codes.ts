import { codeList } from '#base/pure/codes.ts';

/** 认定种类; what each needs is declared in rules/kinds.ts. The old systems' 业务类型 codes stand as synonyms. */
export const KindCode = codeList('认定种类', {
  rural60: '农村籍60周岁退役士兵认定|81|农村籍认定',
  illReturned: '带病回乡退役军人认定|45|带病回乡认定',
  disabilityFirst: '残疾等级补评|11|评残|补评',
  disabilityAdjust: '残疾等级调整|12|调残|调整残疾等级',
  disabilityTransfer: '退役残疾军人关系迁入|14|退役伤残关系迁入',
  bereaved: '三属定期抚恤认定|21|三属定期抚恤审批',
  combat: '参战退役军人认定|51|参战认定',
  nuclearTest: '参试退役军人认定|61|参试认定',
  demobilisedOld: '在乡复员军人认定|41|在乡复员认定',
  martyrChild: '烈士老年子女认定|B1|烈士子女',
});
/** A code of `KindCode`. */
export type Kind = 'rural60' | 'illReturned' | 'disabilityFirst' | 'disabilityAdjust' | 'disabilityTransfer' | 'bereaved' | 'combat' | 'nuclearTest' | 'demobilisedOld' | 'martyrChild';

/** 申请方式. */
export const Applicant = codeList('申请方式', { self: '本人申请|本人', agent: '代为申请|代办|委托' });

/** 办理状态: where a case stands. */
export const CaseState = codeList('办理状态', {
  draft: '待受理', village: '待村级初审', township: '待乡级复核', check: '待县级审核', medical: '待医学鉴定', decision: '待县级审定',
  toPublish: '待公示', notice: '公示中', toReport: '待上报', city: '待市级批复', province: '待省级决定', returned: '退回补充',
  approved: '已认定', refused: '不予认定', reconsidering: '复议中', upheld: '维持不予认定', withdrawn: '已撤回', revoked: '已撤销认定',
});
/** A code of `CaseState`. */
export type State = 'draft' | 'village' | 'township' | 'check' | 'medical' | 'decision' | 'toPublish' | 'notice' | 'toReport' | 'city' | 'province' | 'returned' | 'approved' | 'refused' | 'reconsidering' | 'upheld' | 'withdrawn' | 'revoked';

/** 办理环节: what may be done with a case. */
export const CaseAct = codeList('办理环节', {
  inform: '一次性告知', accept: '受理', pass: '同意', oppose: '不同意，报上级审定', approve: '批准认定', sendBack: '退回补充', refuse: '不予认定', resupply: '补充完毕',
  startNotice: '公示开始', endNotice: '公示期满', stopNotice: '终止公示，重新审核', report: '上报上级', withdraw: '撤回申请',
  reconsider: '登记复议', uphold: '维持不予认定', overturn: '撤销不予认定，重新审核', revoke: '撤销认定',
});
/** A code of `CaseAct`. */
export type ActName = 'inform' | 'accept' | 'pass' | 'oppose' | 'approve' | 'sendBack' | 'refuse' | 'resupply' | 'startNotice' | 'endNotice' | 'stopNotice' | 'report' | 'withdraw' | 'reconsider' | 'uphold' | 'overturn' | 'revoke';

/** 决定层级: who decides in the end. */
export const FinalLevel = codeList('决定层级', { county: '县级', city: '市级', province: '省级' });

/** 不予认定原因 of all kinds; which belong to which stands in rules/kinds.ts. Source: the reason lists of an older national system (2011–2014). */
export const RefusalReason = codeList('不予认定原因', {
  notWarOrDuty: '不属于因战因公致残', outsideRating: '不属评残范围', belowGrade: '残情达不到标准', tooSoon: '距上次评定不满一年',
  noDischargePapers: '无退伍手续或证件', outsideScope: '不属认定范围', noHospitalProof: '无退役证、军队医院证明', notListedIllness: '不属规定慢性病', livelihood: '生活状况不符',
  noFileRecord: '档案无相关记载', noProof: '无相关证明', hasEmployer: '不符合“无工作单位”', age: '年龄不符', serviceTime: '入伍退役时间不符', otherBenefit: '已享受其他定期抚恤补助', employeePension: '已领取职工养老金',
  notRural: '非农村籍', notKin: '不属规定的遗属范围', other: '其他',
});

/** 异议渠道. */
export const ObjectionChannel = codeList('异议渠道', { visit: '来访', call: '来电', letter: '来信', other: '其他' });

/** 异议处理结果. */
export const ObjectionResult = codeList('异议处理结果', { dismissed: '异议不成立', upheld: '异议成立' });
