import { codeList } from '#base/pure/codes.ts';
import { field, type Problem, record } from '#base/pure/record.ts';
import { Person } from '#modules/registry/schema.ts';

/** 承训机构类型. */
export const ProviderKind = codeList('承训机构类型', { university: '高校|高等院校|大学', vocational: '职业院校|职业学校|中职|高职', technical: '技工院校|技校|技师学院', institute: '培训机构|职业培训机构|培训学校', base: '实训基地', other: '其他' });

/** 培训类型, 依据《退役军人保障法》第三十五至三十七条, 《退役军人安置条例》第六十二至六十四条. */
export const SessionKind = codeList('培训类型', { adaptive: '适应性培训|适应性', skill: '职业技能培训|技能培训|技能', business: '创业培训|创业', degree: '学历教育|学历', personal: '个性化培训|个性化' });

/** 培训方式. */
export const SessionMode = codeList('培训方式', { onsite: '线下|集中|面授', online: '线上|网络', mixed: '线上线下结合|混合' });

/** 参训结果. */
export const AttendanceResult = codeList('参训结果', { enrolled: '已报名|报名', attending: '在训', passed: '结业|合格|已结业', failed: '未结业|不合格|肄业', absent: '未参训|缺席' });

/** 承训机构: an entry of the county's list of approved providers, 依据《退役军人保障法》第三十七条. */
export const Provider = record({
  name: 'training.provider', path: '/training/providers', label: '承训机构', ledger: '承训机构目录',
  title: 'name', list: ['name', 'kind', 'level', 'subjects', 'listedOn', 'validUntil'], filters: ['kind', 'level', 'validUntil'], search: ['name', 'subjects'],
  sort: 'name', identity: ['name'], reach: 'county', personal: false,
  fields: {
    name: field.text('机构名称', { required: true, max: 80, synonyms: ['承训机构', '单位名称', '培训机构名称'], section: '机构' }),
    creditCode: field.creditCode('统一社会信用代码', { synonyms: ['信用代码', '社会信用代码'], section: '机构' }),
    kind: field.code('机构类型', ProviderKind, { required: true, synonyms: ['类型', '类别'], section: '机构' }),
    level: field.text('目录级别', { max: 20, synonyms: ['等级', '级别'], help: '公布目录的级别，如省级、市级、县级', section: '目录' }),
    subjects: field.text('培训专业', { max: 500, synonyms: ['专业目录', '专业（工种）', '工种'], section: '目录' }),
    listedOn: field.day('列入目录日期', { synonyms: ['有效期起', '批准日期'], section: '目录' }),
    validUntil: field.day('有效期至', { synonyms: ['有效期', '截止日期', '有效期止'], section: '目录' }),
    assessment: field.text('考核结果', { max: 100, section: '目录' }),
    contact: field.text('联系人', { max: 40, section: '联系' }),
    phone: field.phone('联系电话', { synonyms: ['电话', '联系方式'], section: '联系' }),
    address: field.text('地址', { max: 120, section: '联系' }),
    note: field.note('备注', { max: 1000, section: '联系' }),
  },
  check: (row) => (later(row.listedOn, row.validUntil) ? [{ field: 'validUntil', message: '有效期至不能早于列入目录日期' }] : []),
});

/** 培训期次: one course from its first to its last day. */
export const Session = record({
  name: 'training.session', path: '/training/sessions', label: '培训期次', ledger: '培训期次台账',
  title: 'title', list: ['title', 'kind', 'providerId', 'startsOn', 'endsOn', 'hours', 'place', 'planned'], filters: ['kind', 'startsOn', 'providerId', 'mode'], search: ['title', 'subject', 'place', 'providerId'],
  sort: '-startsOn', identity: ['title', 'startsOn'], reach: 'county', personal: false,
  fields: {
    title: field.text('期次名称', { required: true, max: 80, synonyms: ['培训名称', '期次', '培训班名称', '班次'], section: '培训' }),
    kind: field.code('培训类型', SessionKind, { required: true, synonyms: ['类型', '类别'], section: '培训' }),
    providerId: field.reference('承训机构', () => Provider, { synonyms: ['机构名称', '培训机构'], section: '培训' }),
    subject: field.text('专业（工种）', { max: 100, synonyms: ['专业', '工种', '培训内容'], section: '培训' }),
    startsOn: field.day('开班日期', { required: true, synonyms: ['开始日期', '起', '培训开始时间', '开班时间'], section: '安排' }),
    endsOn: field.day('结束日期', { synonyms: ['止', '结业日期', '培训结束时间'], section: '安排' }),
    hours: field.integer('学时', { max: 5000, synonyms: ['课时', '总学时'], section: '安排' }),
    place: field.text('培训地点', { max: 120, synonyms: ['地点'], section: '安排' }),
    mode: field.code('培训方式', SessionMode, { synonyms: ['方式'], section: '安排' }),
    planned: field.integer('计划人数', { max: 100_000, synonyms: ['计划培训人数'], section: '安排' }),
    funds: field.fen('培训经费', { synonyms: ['经费', '补助金额'], section: '安排' }),
    note: field.note('备注', { max: 1000, section: '安排' }),
  },
  check: (row) => (later(row.startsOn, row.endsOn) ? [{ field: 'endsOn', message: '结束日期不能早于开班日期' }] : []),
});

/** 参训记录: one person in one session; who signed in has taken part. */
export const Attendance = record({
  name: 'training.attendance', path: '/training/attendances', label: '参训记录', ledger: '参训台账',
  title: 'personId', list: ['personId', 'sessionId', 'signedOn', 'hours', 'result', 'certificateNumber'], filters: ['sessionId', 'result', 'signedOn', 'personId'], search: ['personId', 'sessionId', 'certificateNumber'],
  sort: '-signedOn', identity: ['personId', 'sessionId'], reach: 'division', personal: true, placedBy: 'personId',
  timeline: { on: 'signedOn', show: ['sessionId', 'result', 'certificateNumber'] },
  fields: {
    personId: field.reference('参训人员', () => Person, { required: true, synonyms: ['姓名', '学员', '学员姓名'], section: '参训' }),
    sessionId: field.reference('培训期次', () => Session, { required: true, synonyms: ['期次名称', '培训名称', '培训班名称'], section: '参训' }),
    signedOn: field.day('签到日期', { synonyms: ['签到', '报到日期', '签到时间'], help: '首次签到的日期；没有签到的不计入参训人数', section: '参训' }),
    hours: field.integer('实际学时', { max: 5000, synonyms: ['参训学时', '学时'], section: '结果' }),
    result: field.code('参训结果', AttendanceResult, { required: true, synonyms: ['结果', '是否结业', '培训结果'], section: '结果' }),
    certificateNumber: field.text('证书编号', { max: 60, synonyms: ['证书号', '结业证书编号'], section: '结果' }),
    job: field.text('训后就业去向', { max: 100, synonyms: ['训后就业', '就业单位'], section: '结果' }),
    note: field.note('备注', { max: 1000, section: '结果' }),
  },
  check: (row, today) => {
    const problems: Problem[] = [];
    if (later(row.signedOn, today)) problems.push({ field: 'signedOn', message: '签到日期不能晚于今天' });
    if (row.result === 'passed' && !row.signedOn) problems.push({ field: 'signedOn', message: '结业人员须填写签到日期' });
    if (row.result === 'absent' && row.signedOn) problems.push({ field: 'result', message: '已签到的人员不能记为未参训' });
    return problems;
  },
});

function later(first: unknown, second: unknown): boolean {
  return typeof first === 'string' && typeof second === 'string' && first > second;
}
