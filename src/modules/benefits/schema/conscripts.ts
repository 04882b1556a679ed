import { codeList } from '#base/pure/codes.ts';
import { field, type Problem, record } from '#base/pure/record.ts';
import { Person } from '#modules/registry/schema.ts';
import { termsFields } from './countyTerms.ts';
import { approvalFields, outsideProblem } from './oneOff.ts';
import { Verification } from './standards.ts';

const LAW = '《军人抚恤优待条例》第四十二条';

/** 服役地区类别, as coarse as the county's terms ask for; never a place or a unit. */
export const ConscriptRegion = codeList('服役地区类别', { ordinary: '一般地区', tibet: '西藏', xinjiang: '新疆', plateau: '高原、艰苦边远地区|高原条件兵' });
/** 计算年度. */
export const ConscriptCounting = codeList('计算年度', { serviceYear: '按服役年度（满一年发一年）', calendarYear: '按自然年度（服役几个月发几个月）' });
/** 加发项目 of a county's terms: multiples by region, additions by degree and by honour. */
export const AllowanceAspect = codeList('加发项目', {
  college: '学历：大学专科', bachelor: '学历：大学本科', postgraduate: '学历：研究生', tibet: '地区：西藏', xinjiang: '地区：新疆', plateau: '地区：高原、艰苦边远地区',
  order: '荣誉：荣誉称号、勋章', first: '荣誉：一等功', second: '荣誉：二等功', third: '荣誉：三等功', excellent: '荣誉：“四有”优秀、优秀士兵',
});
/** The items that are multiples of the base by region; their percent is the multiple (西藏 250: two and a half times). */
export const REGION_ASPECTS: readonly string[] = ['tibet', 'xinjiang', 'plateau'];

/** 义务兵家庭优待金标准: what a county pays a household for a year. */
export const ConscriptTermsRecord = record({
  name: 'benefits.conscript_terms', path: '/benefits/conscript-terms', label: '优待金标准', ledger: '义务兵家庭优待金标准表', title: 'title',
  list: ['title', 'year', 'base', 'counting', 'payMonth', 'document', 'verification', 'state'], filters: ['year', 'verification', 'state'], search: ['title', 'document'],
  sort: '-year', identity: ['year', 'title'], reach: 'county', keptBy: 'county', personal: false,
  fields: {
    title: field.text('名称', { required: true, max: 80, help: '如 2020 年度义务兵家庭优待金', section: '标准' }),
    year: field.integer('年度', { required: true, min: 1990, max: 2100, section: '标准' }),
    base: field.fen('一年的基数', { required: true, synonyms: ['标准', '优待金标准'], help: '如上年度城镇居民人均可支配收入的 40%', section: '标准' }),
    counting: field.code('计算年度', ConscriptCounting, { required: true, help: '按县里的办法选；义务兵服役两年，两种算法合计都是 24 个月', section: '标准' }),
    payMonth: field.integer('发放月份（几月）', { required: true, min: 1, max: 12, section: '标准' }),
    document: field.text('文号', { max: 80, section: '核实' }),
    verification: field.code('核实情况', Verification, { required: true, help: '对照文件原文核过的才选已核实；待核实的不能据以审批', section: '核实' }),
    source: field.text('出处', { max: 300, section: '核实' }),
    note: field.note('说明', { max: 300, section: '核实' }),
    ...termsFields,
  },
  derive: (row) => ({ state: row.state ?? 'draft' }),
  check: (row): Problem[] => [
    ...(BigInt(String(row.base ?? 1)) <= 0n ? [{ field: 'base', message: '基数应大于 0' }] : []),
    ...(row.verification === 'published' && !row.document ? [{ field: 'document', message: '已核实的须填写文号' }] : []),
  ],
});

/** 优待金加发: one multiple or addition of a county's terms. */
export const ConscriptAddition = record({
  name: 'benefits.conscript_addition', path: '/benefits/conscript-additions', label: '优待金加发', ledger: '义务兵家庭优待金加发表', title: 'item',
  list: ['termsId', 'item', 'percent', 'fen'], filters: ['termsId', 'item'], search: ['termsId'],
  sort: '-createdAt', identity: ['termsId', 'item'], reach: 'county', keptBy: 'county', personal: false,
  fields: {
    termsId: field.reference('优待金标准', () => ConscriptTermsRecord, { required: true }),
    item: field.code('加发项目', AllowanceAspect, { required: true }),
    percent: field.integer('百分之几', { min: 1, max: 1000, help: '地区填基数的倍数，如 2.5 倍填 250；学历、荣誉填加发基数的百分之几' }),
    fen: field.fen('加发金额', { help: '学历、荣誉另加的固定金额；可与百分比同时填写' }),
  },
  check: (row): Problem[] => [
    ...(!row.percent && !row.fen ? [{ field: 'percent', message: '请填写百分之几或加发金额' }] : []),
    ...(row.fen !== null && row.fen !== undefined && BigInt(String(row.fen)) <= 0n ? [{ field: 'fen', message: '加发金额应大于 0' }] : []),
    ...(REGION_ASPECTS.includes(String(row.item)) && row.percent && Number(row.percent) < 100 ? [{ field: 'percent', message: '地区填基数的倍数，不小于 100，如 2 倍填 200' }] : []),
    ...(REGION_ASPECTS.includes(String(row.item)) && row.fen ? [{ field: 'fen', message: '地区只填倍数' }] : []),
  ],
});

/** 领取人与义务兵的关系. */
export const PayeeRelation = codeList('领取人与义务兵的关系', { parent: '父母|父亲|母亲', spouse: '配偶|妻子', grandparent: '祖父母、外祖父母|祖父母', sibling: '兄弟姐妹', guardian: '其他抚养人、监护人|监护人', self: '本人' });

/** 义务兵家庭: the facts of a conscript's household that its allowance needs, asked once for the whole service. */
export const ConscriptHome = record({
  name: 'benefits.conscript_home', path: '/benefits/conscript-homes', label: '义务兵家庭', ledger: '义务兵家庭台账', title: 'personId',
  list: ['personId', 'approvedHere', 'payeeName', 'payeeRelation', 'payeeId', 'bankName', 'bankAccount'], filters: ['approvedHere', 'payeeRelation', 'personId'], search: ['personId', 'payeeName'],
  sort: '-createdAt', identity: ['personId'], reach: 'division', personal: true, placedBy: 'personId',
  fields: {
    personId: field.reference('义务兵', () => Person, { required: true, synonyms: ['姓名', '义务兵姓名'], help: '入伍时间、文化程度、立功受奖取自其档案，不在这里再填', section: '义务兵' }),
    approvedHere: field.boolean('由本县批准入伍', { required: true, basis: LAW, help: '优待金由批准入伍地的县发给', section: '义务兵' }),
    enlistDocument: field.text('入伍通知书号', { max: 60, synonyms: ['应征入伍通知书号'], section: '义务兵' }),
    region: field.code('服役地区类别', ConscriptRegion, { sealed: true, basis: LAW, synonyms: ['服役地区'], help: '只选类别，不写部队和驻地；县标准分地区的须填写', section: '义务兵' }),
    payeeRelation: field.code('领取人与义务兵的关系', PayeeRelation, { required: true, synonyms: ['关系'], section: '领取人' }),
    payeeId: field.reference('领取人档案', () => Person, { help: '领取人已建档的选择其档案，账户用档案中的，不再填写', section: '领取人' }),
    payeeName: field.text('领取人姓名', { required: true, max: 60, synonyms: ['领取人', '家长姓名'], help: '选了档案的以档案为准', section: '领取人' }),
    payeeCitizenId: field.citizenId('领取人身份证号', { basis: LAW, help: '没有档案的须填写，没有就不能提交审批', section: '领取人' }),
    bankName: field.text('开户银行', { max: 60, section: '账户' }),
    bankHolder: field.text('开户名', { max: 60, help: '不填为领取人姓名', section: '账户' }),
    bankAccount: field.bankCard('银行账号', { basis: LAW, section: '账户' }),
    note: field.note('说明', { max: 300, help: '请勿填写部队番号、代号、驻地和其他涉密内容', section: '领取人' }),
  },
});

/** 应发情况: what the terms and the register say of a year. */
export const ConscriptAnswer = codeList('应发情况', { yes: '应发', no: '不发', unknown: '缺事实' });

/** 义务兵家庭优待金: what one household is due for one year, worked out from terms, register and household, approved by a second person. */
export const ConscriptYear = record({
  name: 'benefits.conscript_year', path: '/benefits/conscript-years', label: '义务兵家庭优待金', ledger: '义务兵家庭优待金台账', title: 'personId',
  list: ['personId', 'year', 'answer', 'months', 'total', 'state', 'month', 'paid', 'working'], filters: ['year', 'state', 'answer', 'month', 'personId'], search: ['personId'],
  sort: '-year', identity: ['personId', 'year'], reach: 'division', personal: true, placedBy: 'personId',
  timeline: { on: 'approvedOn', show: ['year', 'state'] },
  fields: {
    personId: field.reference('义务兵', () => Person, { required: true, synonyms: ['姓名', '义务兵姓名'], section: '优待金' }),
    year: field.integer('年度', { required: true, min: 1990, max: 2100, section: '优待金' }),
    paidOutside: field.fen('系统外已发', { help: '不经发放批次、已经发过的；批次只发差额。发放记录里有的会提醒核对，不是这一笔的填 0', section: '优待金' }),
    note: field.note('说明', { max: 300, help: '请勿填写涉密内容', section: '优待金' }),
    answer: field.code('应发情况', ConscriptAnswer, { derived: true, section: '计算' }),
    months: field.integer('计发月数', { derived: true, section: '计算' }),
    ...approvalFields,
  },
  derive: (row) => ({ state: row.state ?? 'draft', answer: row.answer ?? 'unknown' }),
  check: outsideProblem,
});
