import { field, record } from '#base/pure/record.ts';
import { isLater } from './checks.ts';
import { EmployerKind, JobFairKind, JobFairState, PayBand } from './codes.ts';

/** 用人单位. */
export const Employer = record({
  name: 'employment.employer', path: '/employment/employers', label: '用人单位', ledger: '用人单位台账',
  title: 'name', list: ['name', 'kind', 'industry', 'contact', 'phone', 'address'], filters: ['kind', 'industry'], search: ['name', 'industry'],
  sort: 'name', identity: ['name'], reach: 'county', personal: false,
  fields: {
    name: field.text('单位名称', { required: true, max: 80, synonyms: ['用人单位', '企业名称', '公司名称'], section: '单位' }),
    creditCode: field.creditCode('统一社会信用代码', { synonyms: ['信用代码', '社会信用代码'], section: '单位' }),
    kind: field.code('单位类型', EmployerKind, { synonyms: ['类型', '单位性质', '企业性质'], section: '单位' }),
    industry: field.text('行业', { max: 60, synonyms: ['所属行业'], section: '单位' }),
    address: field.text('地址', { max: 120, synonyms: ['单位地址'], section: '联系' }),
    contact: field.text('联系人', { max: 40, section: '联系' }),
    phone: field.phone('联系电话', { synonyms: ['电话', '联系方式'], section: '联系' }),
    note: field.note('单位介绍', { max: 2000, synonyms: ['介绍', '备注'], section: '联系' }),
  },
});

/** 招聘会: 专场 ones are a yearly duty, 依据《退役军人安置条例》第六十七条. */
export const JobFair = record({
  name: 'employment.job_fair', path: '/employment/job-fairs', label: '招聘会', ledger: '招聘会台账',
  title: 'title', list: ['title', 'kind', 'heldOn', 'place', 'state', 'organisers', 'employerCount', 'attendance'], filters: ['kind', 'state', 'heldOn'], search: ['title', 'place', 'organisers'],
  sort: '-heldOn', identity: ['title', 'heldOn'], reach: 'county', personal: false,
  fields: {
    title: field.text('招聘会名称', { required: true, max: 100, synonyms: ['标题', '活动名称', '招聘会'], section: '活动' }),
    kind: field.code('招聘会类型', JobFairKind, { required: true, synonyms: ['类型', '类别'], section: '活动' }),
    heldOn: field.day('举办日期', { required: true, synonyms: ['活动日期', '日期', '举办时间'], help: '未举办的填写计划日期', section: '活动' }),
    place: field.text('举办地点', { max: 120, synonyms: ['地点', '活动地址'], section: '活动' }),
    state: field.code('招聘会状态', JobFairState, { required: true, synonyms: ['状态', '是否举办'], section: '活动' }),
    organisers: field.text('主办单位', { max: 200, synonyms: ['举办单位', '承办单位'], section: '活动' }),
    employerCount: field.integer('参会单位数', { max: 10_000, synonyms: ['参与公司数', '参会企业数'], section: '成效' }),
    attendance: field.integer('参会人数', { max: 1_000_000, synonyms: ['参加人数', '到场人数'], section: '成效' }),
    note: field.note('活动内容', { max: 2000, synonyms: ['内容', '备注'], section: '成效' }),
  },
  check: (row, today) => (row.state === 'held' && isLater(row.heldOn, today) ? [{ field: 'state', message: '举办日期还没有到，不能登记为已举办' }] : []),
});

/** 招聘岗位: posts of one employer, attached to a fair where they were offered at one. */
export const Vacancy = record({
  name: 'employment.vacancy', path: '/employment/vacancies', label: '招聘岗位', ledger: '招聘岗位台账',
  title: 'title', list: ['title', 'employerId', 'headcount', 'payBand', 'place', 'fairId', 'openedOn', 'closedOn'], filters: ['employerId', 'fairId', 'payBand', 'openedOn', 'isPublicBenefit'], search: ['title', 'employerId', 'place'],
  sort: '-openedOn', identity: ['employerId', 'title', 'openedOn'], reach: 'county', personal: false,
  fields: {
    employerId: field.reference('用人单位', () => Employer, { required: true, synonyms: ['单位名称', '企业名称', '公司'], section: '岗位' }),
    title: field.text('岗位名称', { required: true, max: 80, synonyms: ['岗位', '招聘岗位', '工种'], section: '岗位' }),
    headcount: field.integer('招聘人数', { required: true, min: 1, max: 10_000, synonyms: ['岗位数', '人数', '需求人数'], section: '岗位' }),
    payBand: field.code('月薪档', PayBand, { synonyms: ['薪资', '月薪', '工资待遇'], section: '岗位' }),
    place: field.text('工作地点', { max: 120, synonyms: ['工作地', '工作地址', '地点'], section: '岗位' }),
    isPublicBenefit: field.boolean('公益性岗位', { synonyms: ['是否公益性岗位'], section: '岗位' }),
    fairId: field.reference('招聘会', () => JobFair, { synonyms: ['招聘会名称', '所属招聘会'], help: '在招聘会上提供的岗位填写', section: '发布' }),
    openedOn: field.day('发布日期', { required: true, synonyms: ['开始日期', '发布时间'], section: '发布' }),
    closedOn: field.day('截止日期', { synonyms: ['结束日期', '截止时间'], section: '发布' }),
    note: field.note('岗位要求', { max: 2000, synonyms: ['岗位介绍', '要求', '备注'], section: '发布' }),
  },
  check: (row) => (isLater(row.openedOn, row.closedOn) ? [{ field: 'closedOn', message: '截止日期不能早于发布日期' }] : []),
});

/** 公益性岗位: posts that the county developed for those whom the market cannot place, 依据《退役军人安置条例》第六十七条. */
export const PublicPost = record({
  name: 'employment.public_post', path: '/employment/public-posts', label: '公益性岗位', ledger: '公益性岗位台账',
  title: 'title', list: ['title', 'developer', 'headcount', 'place', 'developedOn', 'fromOn', 'untilOn', 'subsidy'], filters: ['developedOn', 'developer', 'place'], search: ['title', 'developer', 'place'],
  sort: '-developedOn', identity: ['developer', 'title', 'developedOn'], reach: 'county', personal: false,
  fields: {
    developer: field.text('开发单位', { required: true, max: 80, synonyms: ['单位名称', '用人单位'], section: '岗位' }),
    title: field.text('岗位名称', { required: true, max: 80, synonyms: ['岗位'], section: '岗位' }),
    headcount: field.integer('岗位数', { required: true, min: 1, max: 10_000, synonyms: ['数量', '岗位数量', '开发岗位数'], section: '岗位' }),
    place: field.text('工作地点', { max: 120, synonyms: ['工作地', '地点'], section: '岗位' }),
    developedOn: field.day('开发日期', { required: true, synonyms: ['开发时间', '日期'], section: '期限与补贴' }),
    fromOn: field.day('期限起', { synonyms: ['岗位期限起', '开始日期'], section: '期限与补贴' }),
    untilOn: field.day('期限止', { synonyms: ['岗位期限止', '结束日期'], section: '期限与补贴' }),
    subsidy: field.fen('补贴标准（每人每月）', { synonyms: ['补贴标准', '岗位补贴'], section: '期限与补贴' }),
    note: field.note('备注', { max: 1000, section: '期限与补贴' }),
  },
  check: (row, today) => [
    ...(isLater(row.fromOn, row.untilOn) ? [{ field: 'untilOn', message: '期限止不能早于期限起' }] : []),
    ...(isLater(row.developedOn, today) ? [{ field: 'developedOn', message: '开发日期不能晚于今天' }] : []),
  ],
});
