import { codeList } from '#base/pure/codes.ts';
import { field, type Problem, record, type Values } from '#base/pure/record.ts';

/** 核实情况 of a standard: only what stands in a published text is verified. */
export const Verification = codeList('核实情况', { published: '已核实', unverified: '待核实' });
/** 标准周期. */
export const RatePeriod = codeList('标准周期', { year: '元/年|年', month: '元/月|月' });
/** 致残性质 of a standard. */
export const RateNature = codeList('性质', { war: '因战', duty: '因公', illness: '因病' });
/** 城乡, where a province tells them apart. */
export const RateArea = codeList('城乡', { rural: '农村', urban: '城镇' });
/** 适用范围 of a notice. */
export const NoticeReach = codeList('适用范围', { nation: '全国|国家', province: '省|全省', county: '县|本县' });
/** 标准性质 of a row to the others: what others build on, what takes their place, or money on top. */
export const RateKind = codeList('标准性质', { floor: '国家标准|最低标准', full: '全额标准', topUp: '增发', personal: '逐人增发' });
/** The kinds that are money on top: they carry the name of an 增发项目. */
export const ON_TOP: readonly unknown[] = ['topUp', 'personal'];
/** 通知状态. */
export const NoticeState = codeList('通知状态', { draft: '拟定', submitted: '待复核', inForce: '已生效', voided: '已作废' });

/** 标准类别, in the words of the published tables; the rules look rates up by these labels. */
export const RateCategory = codeList('标准类别', {
  disabled: '残疾军人', survivor: '三属', redArmy: '三红', demobilised: '在乡复员军人', illReturned: '带病回乡退役军人', combat: '参战退役军人', nuclearTest: '参试退役军人', martyrChild: '烈士老年子女',
  rural: '农村籍退役士兵老年生活补助(每服义务兵役1年)|农村籍退役士兵老年生活补助', wage: '城镇单位就业人员平均工资', income: '城镇居民人均可支配收入', basicPay: '少尉月基本工资', conscript: '义务兵家庭优待金', other: '其他',
});

/** 省份 by the first two digits of a division code; 省名未注明 for rows whose text names none. */
export const Province = codeList('省份', {
  11: '北京|北京市', 12: '天津|天津市', 13: '河北|河北省', 14: '山西|山西省', 15: '内蒙古|内蒙古自治区', 21: '辽宁|辽宁省', 22: '吉林|吉林省', 23: '黑龙江|黑龙江省', 31: '上海|上海市', 32: '江苏|江苏省', 33: '浙江|浙江省', 34: '安徽|安徽省',
  35: '福建|福建省', 36: '江西|江西省', 37: '山东|山东省', 41: '河南|河南省', 42: '湖北|湖北省', 43: '湖南|湖南省', 44: '广东|广东省', 45: '广西|广西壮族自治区', 46: '海南|海南省', 50: '重庆|重庆市', 51: '四川|四川省', 52: '贵州|贵州省', 53: '云南|云南省',
  54: '西藏|西藏自治区', 61: '陕西|陕西省', 62: '甘肃|甘肃省', 63: '青海|青海省', 64: '宁夏|宁夏回族自治区', 65: '新疆|新疆维吾尔自治区', 71: '台湾|台湾省', 81: '香港', 82: '澳门', unnamed: '省名未注明',
});

const IN_FORCE = '已生效的标准不能修改，请拟定新的通知取代';
const fixed = (row: Values): Problem[] => (row.inForce === true ? [{ field: 'title', message: IN_FORCE }] : []);

/** 标准通知: one document that sets standards from a day, made by one person and put in force by another; its state changes by acts only. */
export const Notice = record({
  name: 'benefits.notice', path: '/benefits/notices', label: '标准通知', ledger: '标准通知台账', title: 'title',
  list: ['title', 'reach', 'province', 'document', 'publishedOn', 'effectiveOn', 'state', 'approvedBy'], filters: ['state', 'reach', 'effectiveOn', 'publishedOn', 'province'], search: ['title', 'document', 'issuer'],
  sort: '-effectiveOn', identity: ['title', 'effectiveOn'], reach: 'county', keptBy: 'county', personal: false,
  fields: {
    title: field.text('标题', { required: true, max: 120, synonyms: ['通知标题', '文件名称'], section: '通知' }),
    reach: field.code('适用范围', NoticeReach, { required: true, section: '通知' }),
    province: field.code('省份', Province, { help: '适用范围为省的填写；外省的只作参考，不用于本县', section: '通知' }),
    issuer: field.text('发文机关', { max: 120, section: '通知' }),
    document: field.text('文号', { max: 80, synonyms: ['发文字号'], section: '通知' }),
    publishedOn: field.day('发布日期', { synonyms: ['发文日期', '印发日期'], help: '本县知道这份通知的日期；与执行日期之间的差额由此补发', section: '通知' }),
    effectiveOn: field.day('执行日期', { required: true, synonyms: ['执行时间', '起始执行日期'], section: '通知' }),
    note: field.note('说明', { max: 500, section: '通知' }),
    state: field.code('通知状态', NoticeState, { derived: true, section: '办理' }),
    madeBy: field.text('拟定人', { derived: true, section: '办理' }),
    editedBy: field.text('最后修改人', { derived: true, section: '办理' }),
    submittedBy: field.text('提交人', { derived: true, section: '办理' }),
    submittedOn: field.day('提交日期', { derived: true, section: '办理' }),
    approvedBy: field.text('复核人', { derived: true, section: '办理' }),
    approvedOn: field.day('生效日期', { derived: true, help: '复核通过的日期；标准自执行日期起算', section: '办理' }),
    returnReason: field.text('退回原因', { derived: true, section: '办理' }),
    voidReason: field.text('作废原因', { derived: true, section: '办理' }),
    shipped: field.boolean('随产品附带', { derived: true, section: '办理' }),
    inForce: field.boolean('已生效', { derived: true, technical: true }),
  },
  derive: (row) => ({ state: row.state ?? 'draft', shipped: row.shipped ?? false, inForce: row.inForce ?? false, province: row.reach === 'province' ? row.province : null }),
  check: (row): Problem[] => [
    ...fixed(row),
    ...(row.reach === 'province' && !row.province ? [{ field: 'province', message: '适用范围为省的，请选择省份' }] : []),
  ],
});

/** 抚恤补助标准: one amount of one notice; rows of a notice in force never change and never go, a later notice takes their place. */
export const Standard = record({
  name: 'benefits.standard', path: '/benefits/standards', label: '抚恤补助标准', ledger: '抚恤补助标准表', title: 'category',
  list: ['place', 'effectiveOn', 'category', 'variant', 'grade', 'nature', 'addon', 'amount', 'period', 'kind', 'verification', 'state', 'noticeId'],
  filters: ['reach', 'category', 'effectiveOn', 'verification', 'state', 'grade', 'noticeId'], search: ['noticeId', 'variant', 'source'],
  sort: '-effectiveOn', identity: ['noticeId', 'category', 'variant', 'grade', 'nature', 'area', 'addon'], reach: 'county', keptBy: 'county', personal: false,
  fields: {
    noticeId: field.reference('标准通知', () => Notice, { required: true, synonyms: ['通知', '通知标题'], help: '只能填进拟定中的通知' }),
    kind: field.code('标准性质', RateKind, { required: true, help: '全国的为国家标准；省、县的为全额标准或在国家标准上增发；逐人增发只发给批准的人（如孤老增发），批准记在逐人增发台账' }),
    category: field.code('类别', RateCategory, { required: true, synonyms: ['对象类别', 'category'] }),
    variant: field.text('细类', { max: 60, synonyms: ['档次', '级别或细类', 'grade_or_kind'] }),
    grade: field.integer('残疾等级', { min: 1, max: 10, synonyms: ['等级'] }),
    nature: field.code('性质', RateNature, { synonyms: ['nature'] }),
    area: field.code('城乡', RateArea, { synonyms: ['area'] }),
    addon: field.text('增发项目', { max: 40, synonyms: ['增发名称', 'addon'], help: '只有增发填写，如粮油补贴、煤补、孤老增发；同名的后来代替先前，不同名的相加' }),
    amount: field.fen('标准', { required: true, help: '增发停止执行的，用新的通知填 0', synonyms: ['标准（元）', '金额', 'amount_yuan'] }),
    period: field.code('标准周期', RatePeriod, { required: true, synonyms: ['周期', 'period'] }),
    verification: field.code('核实情况', Verification, { required: true, help: '待核实的标准未经使用决定不得作为发放依据' }),
    source: field.text('出处', { max: 500, synonyms: ['来源', 'source'] }),
    reach: field.code('适用范围', NoticeReach, { derived: true }),
    place: field.text('地区', { derived: true }),
    effectiveOn: field.day('执行日期', { derived: true }),
    publishedOn: field.day('发布日期', { derived: true }),
    state: field.code('通知状态', NoticeState, { derived: true }),
    releasedBy: field.text('使用决定人', { derived: true, section: '使用决定' }),
    releasedOn: field.day('使用决定日期', { derived: true, section: '使用决定' }),
    releaseDocument: field.text('使用决定依据', { derived: true, section: '使用决定' }),
    releaseReason: field.text('使用决定理由', { derived: true, section: '使用决定' }),
    inForce: field.boolean('已生效', { derived: true, technical: true }),
  },
  derive: (row) => ({ inForce: row.inForce ?? false }),
  check: (row): Problem[] => [
    ...fixed(row).map(({ message }) => ({ field: 'noticeId', message })),
    ...(BigInt(String(row.amount ?? 1)) < 0n || (String(row.amount) === '0' && !ON_TOP.includes(row.kind)) ? [{ field: 'amount', message: '标准应大于 0；增发停止执行的填 0' }] : []),
    ...(row.category === 'disabled' && !row.grade ? [{ field: 'grade', message: '残疾军人的标准须填写残疾等级' }] : []),
    ...(row.category === 'disabled' && !row.nature ? [{ field: 'nature', message: '残疾军人的标准须填写性质' }] : []),
    ...(row.category !== 'disabled' && (row.grade || row.nature) ? [{ field: 'grade', message: '只有残疾军人的标准填写残疾等级和性质' }] : []),
    ...(row.addon && !ON_TOP.includes(row.kind) ? [{ field: 'addon', message: '只有增发填写增发项目' }] : []),
    ...(row.kind === 'personal' && !row.addon ? [{ field: 'addon', message: '逐人增发须填写增发项目，如孤老增发' }] : []),
    ...(row.category === 'survivor' && !row.variant ? [{ field: 'variant', message: '三属的标准须填写细类，如烈士遗属' }] : []),
  ],
});
