import { codeList } from '#base/pure/codes.ts';

/** 就业状态, fields of the national collection form. */
export const EmploymentStatus = codeList('就业状态', { employed: '已就业|就业|在职', flexible: '灵活就业', selfEmployed: '自主创业|创业', unemployed: '未就业|失业|待业', studying: '在学|在校', retired: '离退休|退休', unwilling: '无就业意愿', unable: '丧失劳动能力' });

/** 单位类型. */
export const EmployerKind = codeList('单位类型', { government: '机关|党政机关', institution: '事业单位|事业', stateOwned: '国有企业|国企', private: '民营企业|民企|私营企业', foreign: '三资企业|三资|外资', soleTrader: '个体|个体工商户', society: '社会组织', other: '其他' });

/** 劳动合同类型. */
export const ContractKind = codeList('合同类型', { fixed: '固定期限|固定期限劳动合同|固定', open: '无固定期限|无固定期限劳动合同|无固定', service: '劳务合同|劳务|劳务协议', none: '未签合同|无|未签' });

/** 就业来源: how the person came to the post. */
export const SpellSource = codeList('就业来源', { fair: '招聘会', recommendation: '岗位推荐|推荐', publicPost: '公益性岗位|公益岗位', assigned: '政府安置|安置', own: '自主就业|自谋|自主', other: '其他' });

/** 月薪档: bands, never exact pay. */
export const PayBand = codeList('月薪档', { below3000: '3000元以下', to5000: '3000—5000元|3000-5000元|3000至5000元', to8000: '5000—8000元|5000-8000元|5000至8000元', above8000: '8000元以上', open: '面议' });

/** 招聘会类型. */
export const JobFairKind = codeList('招聘会类型', { veterans: '退役军人专场|专场|专场招聘会', general: '综合招聘会|综合' });

/** 招聘会状态. */
export const JobFairState = codeList('招聘会状态', { planned: '计划|计划中|未举办', held: '已举办|举办' });

/** 双向优选 stages, in the order of the funnel; 未成 ends it. */
export const IntentState = codeList('意向状态', { pushed: '推送|已推送', viewed: '查看|已查看', applied: '报名|已报名', interview: '面试', intent: '达成意向|意向|达成就业意向', hired: '录用|已录用', onboard: '入职|已入职', stable: '稳定就业|稳定', dropped: '未成|未达成' });

/** States in which an intent counts as 达成就业意向: reached, or gone beyond. 未成 does not count, however far it came. */
export const REACHED_STATES: readonly string[] = ['intent', 'hired', 'onboard', 'stable'];

/** 经营主体类型. */
export const StartUpKind = codeList('经营主体类型', { soleTrader: '个体工商户|个体', company: '企业|公司|有限公司', cooperative: '农民专业合作社|合作社', farm: '家庭农场', other: '其他' });

/** 一对一服务类型. */
export const ServiceKind = codeList('服务类型', { advice: '政策咨询', guidance: '职业指导', recommendation: '岗位推荐', training: '培训推荐|培训', loan: '贷款服务|贷款', followUp: '回访' });

/** 培训意愿, the seven kinds of the national collection form. */
export const TrainingWish = codeList('培训意愿', { adaptive: '适应性培训|适应性', personal: '个性化培训|个性化', degree: '学历教育|学历', skill: '职业技能培训|技能', business: '创业培训|创业', mental: '心理调适|心理', other: '其他' });
