import { codeList } from '#base/pure/codes.ts';
import { type Field, field, type Problem, record, type Values } from '#base/pure/record.ts';
import { scanSecrets } from '#base/pure/secrets.ts';
import { Person } from '#modules/registry/schema.ts';
import { termsFields } from './countyTerms.ts';
import { Verification } from './standards.ts';

const LAW = '《军人抚恤优待条例》第十五条、第十八条';

/** 给付种类 of money that is paid once. */
export const OneOffKind = codeList('给付种类', { martyrAward: '烈士褒扬金', pensionMartyr: '一次性抚恤金（烈士）', pensionDuty: '一次性抚恤金（因公牺牲）', pensionIllness: '一次性抚恤金（病故）', localGrant: '地方一次性经济补助|一次性经济补助' });
/** A code of `OneOffKind`. */
export type OneOffKindCode = 'martyrAward' | 'pensionMartyr' | 'pensionDuty' | 'pensionIllness' | 'localGrant';
/** Whether a kind is a 一次性抚恤金, which knows pay and merits. */
export const isPension = (kind: unknown): boolean => String(kind).startsWith('pension');

/** 功勋荣誉 that raise a 一次性抚恤金, 依据《军人抚恤优待条例》第十六条. */
export const MeritCode = codeList('功勋荣誉', {
  order: '勋章或国家荣誉称号', central: '党中央、国务院、中央军委授予荣誉称号', first: '一等战功、一级表彰或军委授权单位荣誉称号', second: '二等战功、一等功或二级表彰', third: '三等战功或二等功', fourth: '四等战功或三等功', none: '无',
});

/** 办理状态 of a payment that two persons decide on. */
export const ApprovalState = codeList('办理状态', { draft: '拟定', submitted: '待审批', approved: '已批准', withdrawn: '已撤销' });

/** What a second person's approval leaves on a row, for pages to show; written by acts alone. */
export const approvalFields = {
  state: field.code('办理状态', ApprovalState, { derived: true, section: '办理' }),
  total: field.fen('金额', { derived: true, section: '计算' }),
  working: field.text('怎样算的', { derived: true, section: '计算' }),
  month: field.partialDay('发放月份', { derived: true, help: '审批时选定，当月的发放批次据此发放', section: '办理' }),
  inForce: field.fen('已批准金额', { derived: true, section: '办理' }),
  paid: field.fen('已发金额', { derived: true, section: '办理' }),
  madeBy: field.text('拟定人', { derived: true, section: '办理' }),
  submittedBy: field.text('提交人', { derived: true, section: '办理' }),
  submittedOn: field.day('提交日期', { derived: true, section: '办理' }),
  approvedBy: field.text('审批人', { derived: true, section: '办理' }),
  approvedOn: field.day('审批日期', { derived: true, section: '办理' }),
  opinion: field.text('审批意见', { derived: true, section: '办理' }),
} satisfies Record<string, Field>;

/** 系统外已发 is nothing or more. */
export const outsideProblem = (row: Values): Problem[] => (BigInt(String(row.paidOutside ?? 0)) < 0n ? [{ field: 'paidOutside', message: '系统外已发不能小于 0' }] : []);

const noteProblem = (note: unknown): Problem[] => {
  const found = scanSecrets(String(note ?? ''))[0];
  return found ? [{ field: 'note', message: `“${found.match}”疑似涉密或个人号码，请勿填写` }] : [];
};

/** 一次性给付: money paid once for one person, worked out from the register and the standards, approved by a second person. */
export const OneOff = record({
  name: 'benefits.one_off', path: '/benefits/one-offs', label: '一次性给付', ledger: '一次性给付台账', title: 'personId',
  list: ['personId', 'kind', 'document', 'total', 'state', 'month', 'inForce', 'paid'], filters: ['state', 'kind', 'month', 'approvedOn', 'personId'], search: ['personId', 'document'],
  sort: '-createdAt', identity: ['personId', 'kind'], reach: 'division', personal: true, placedBy: 'personId',
  timeline: { on: 'approvedOn', show: ['kind', 'state'] },
  fields: {
    personId: field.reference('给付对象', () => Person, { required: true, synonyms: ['姓名', '军人姓名', '对象'], help: '填牺牲、病故的军人或退役的本人；死亡日期、入伍和退役时间、立功取自其档案，不在这里再填', section: '给付' }),
    kind: field.code('给付种类', OneOffKind, { required: true, synonyms: ['种类', '类别', '项目'], section: '给付' }),
    document: field.text('依据文号', { required: true, max: 100, synonyms: ['文号', '通知书号'], help: '烈士评定通知书、军人因公牺牲（病故）通知书，或经济补助的审批文号', section: '给付' }),
    merit: field.code('最高功勋荣誉', MeritCode, { basis: '《军人抚恤优待条例》第十六条', synonyms: ['功勋荣誉', '立功'], help: '只用于一次性抚恤金。不填的按“表彰奖励”中服役期间最高的一项；荣誉称号看不出由谁授予的、牺牲后追授而没有登记的在这里选', section: '计算' }),
    pay: field.fen('死亡时月基本工资', { basis: LAW, synonyms: ['月基本工资', '基本工资'], help: '只用于一次性抚恤金。按部队的通知或证明填写；低于少尉军官的，标准中有“少尉月基本工资”的自动按少尉算', section: '计算' }),
    payDocument: field.text('工资依据', { max: 100, basis: LAW, synonyms: ['工资证明文号'], section: '计算' }),
    paidOutside: field.fen('系统外已发', { help: '不经发放批次、已经发过的；批次只发差额。发放记录里有的会提醒核对，不是这一笔的填 0', section: '计算' }),
    note: field.note('说明', { max: 300, help: '请勿填写涉密内容、病情和号码', section: '给付' }),
    ...approvalFields,
  },
  derive: (row) => ({ state: row.state ?? 'draft' }),
  check: (row): Problem[] => [
    ...(!isPension(row.kind) && row.pay !== null && row.pay !== undefined ? [{ field: 'pay', message: '只有一次性抚恤金填写月基本工资' }] : []),
    ...(!isPension(row.kind) && row.merit ? [{ field: 'merit', message: '只有一次性抚恤金按功勋荣誉增发' }] : []),
    ...(row.pay !== null && row.pay !== undefined && BigInt(String(row.pay)) <= 0n ? [{ field: 'pay', message: '月基本工资应大于 0' }] : []),
    ...(row.pay && !row.payDocument ? [{ field: 'payDocument', message: '请填写工资依据（通知书或证明的文号）' }] : []),
    ...outsideProblem(row), ...noteProblem(row.note),
  ],
});

/** 与军人的关系 of whoever receives a share, in the order of the law; 本人 for a discharged soldier's own grant. */
export const ShareRelation = codeList('与军人的关系', { parent: '父母（抚养人）|父母|父亲|母亲|抚养人', spouse: '配偶|妻子|丈夫', child: '子女|儿子|女儿', sibling: '兄弟姐妹|兄|弟|姐|妹', self: '本人' });
/** 兄弟姐妹领取条件, 依据《军人抚恤优待条例》第十八条. */
export const SiblingGround = codeList('兄弟姐妹领取条件', { under18: '未满18周岁', supported: '已满18周岁，无生活费来源且由军人生前供养' });

/** 一次性给付的份额: what one person receives of a payment, into which account. */
export const OneOffShare = record({
  name: 'benefits.one_off_share', path: '/benefits/one-off-shares', label: '给付份额', ledger: '一次性给付份额台账', title: 'payeeName',
  list: ['oneOffId', 'payeeName', 'relation', 'fen', 'payeeId', 'bankName', 'bankAccount'], filters: ['relation', 'oneOffId', 'payeeId'], search: ['payeeName'],
  sort: 'divisionCode', identity: ['oneOffId', 'payeeName'], reach: 'division', personal: true, placedBy: 'oneOffId',
  fields: {
    oneOffId: field.reference('一次性给付', () => OneOff, { required: true, section: '份额' }),
    relation: field.code('与军人的关系', ShareRelation, { required: true, basis: '《军人抚恤优待条例》第十八条', synonyms: ['关系'], section: '份额' }),
    ground: field.code('兄弟姐妹领取条件', SiblingGround, { basis: '《军人抚恤优待条例》第十八条', help: '只有兄弟姐妹填写', section: '份额' }),
    payeeId: field.reference('领取人档案', () => Person, { help: '领取人已建档的选择其档案，账户用档案中的，不再填写', section: '领取人' }),
    payeeName: field.text('领取人姓名', { required: true, max: 60, synonyms: ['姓名', '领取人'], help: '选了档案的以档案为准', section: '领取人' }),
    payeeCitizenId: field.citizenId('领取人身份证号', { basis: LAW, synonyms: ['身份证号'], help: '没有档案的填写', section: '领取人' }),
    fen: field.fen('金额', { required: true, synonyms: ['份额', '份额（元）'], section: '份额' }),
    bankName: field.text('开户银行', { max: 60, section: '账户' }),
    bankHolder: field.text('开户名', { max: 60, help: '不填为领取人姓名', section: '账户' }),
    bankAccount: field.bankCard('银行账号', { basis: LAW, section: '账户' }),
  },
  check: (row): Problem[] => [
    ...(BigInt(String(row.fen ?? 1)) < 0n ? [{ field: 'fen', message: '金额不能小于 0' }] : []),
    ...(row.relation === 'sibling' && !row.ground ? [{ field: 'ground', message: '兄弟姐妹领取的，请选择符合哪一条件' }] : []),
    ...(row.relation !== 'sibling' && row.ground ? [{ field: 'ground', message: '只有兄弟姐妹填写领取条件' }] : []),
  ],
});

/** 办法 of a county's grant: an amount for each year, or a base that grows with the years. */
export const GrantKind = codeList('办法', { byYears: '按服役年限', onBase: '基数逐年递增' });

/** 地方一次性经济补助标准: a county's own terms for discharges from a day on, edited by the office. */
export const GrantTermsRecord = record({
  name: 'benefits.grant_terms', path: '/benefits/grant-terms', label: '地方经济补助标准', ledger: '地方一次性经济补助标准表', title: 'title',
  list: ['title', 'document', 'effectiveOn', 'kind', 'perYear', 'base', 'percent', 'verification', 'state'], filters: ['kind', 'verification', 'state', 'effectiveOn'], search: ['title', 'document'],
  sort: '-effectiveOn', identity: ['effectiveOn', 'title'], reach: 'county', keptBy: 'county', personal: false,
  fields: {
    title: field.text('名称', { required: true, max: 80, section: '标准' }),
    document: field.text('文号', { max: 80, synonyms: ['发文字号'], section: '标准' }),
    effectiveOn: field.day('适用于从哪天起退役的', { required: true, synonyms: ['执行日期'], section: '标准' }),
    kind: field.code('办法', GrantKind, { required: true, help: '按服役年限：每年一个数，军士超过义务兵年限的每年另加；基数逐年递增：满规定年限的发基数，每多一年加基数的百分之几', section: '标准' }),
    perYear: field.fen('每服役一年', { section: '按服役年限' }),
    ncoStep: field.fen('超过义务兵年限的每年另加', { section: '按服役年限' }),
    conscriptYears: field.integer('义务兵年限（年）', { min: 1, max: 10, section: '按服役年限' }),
    base: field.fen('基数', { section: '基数逐年递增' }),
    baseYears: field.integer('基数对应的年限（年）', { min: 1, max: 10, section: '基数逐年递增' }),
    percent: field.integer('每多一年加百分之几', { min: 0, max: 200, section: '基数逐年递增' }),
    verification: field.code('核实情况', Verification, { required: true, help: '对照文件原文核过的才选已核实；待核实的不能据以审批', section: '核实' }),
    source: field.text('出处', { max: 300, section: '核实' }),
    note: field.note('说明', { max: 300, section: '核实' }),
    ...termsFields,
  },
  derive: (row) => ({ state: row.state ?? 'draft' }),
  check: (row): Problem[] => {
    const needed = row.kind === 'onBase' ? (['base', 'baseYears', 'percent'] as const) : (['perYear', 'ncoStep', 'conscriptYears'] as const);
    const words = { base: '基数', baseYears: '基数对应的年限', percent: '每多一年加百分之几', perYear: '每服役一年的金额', ncoStep: '超过义务兵年限的每年另加（没有填 0）', conscriptYears: '义务兵年限' };
    return [
      ...needed.filter((name) => row[name] === null || row[name] === undefined || row[name] === '').map((name) => ({ field: name as string, message: `请填写${words[name]}` })),
      ...(row.verification === 'published' && !row.document ? [{ field: 'document', message: '已核实的须填写文号' }] : []),
    ];
  },
});
