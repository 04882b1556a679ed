import { codeList } from '#base/pure/codes.ts';

/**
 * 人员类别: the kinds of 服务对象; one person may hold several.
 * Sources: 《退役军人安置条例》, 《军人抚恤优待条例》, and the words of the national collection form and of older ledgers as synonyms.
 */
export const RoleCode = codeList('人员类别', {
  vet_self_employed: '自主就业退役士兵|自主就业|退役士兵|退役义务兵|义务兵退役|自谋职业退役士兵|自主就业退役军人|退役军士|退役士官|退伍士兵',
  vet_assigned: '安排工作退役士兵|安排工作|由政府安排工作退役士兵|符合政府安排工作条件退役士兵|转业士官|城镇退役士兵|安置退役士兵',
  vet_monthly_pension: '逐月领取退役金退役军人|逐月领取退役金|逐月退役军人|逐月领取退役金退役军官|逐月领取退役金退役军士',
  vet_transfer_officer: '转业军官|军队转业干部|军转干部|计划分配军转干部|军队转业干部（计划分配）|转业干部',
  vet_self_chosen_officer: '自主择业军转干部|自主择业|军队转业干部（自主择业）|自主择业干部',
  vet_demobilised_officer: '复员军官|复员干部|军队复员干部',
  vet_enterprise_officer: '企业军转干部|企业军队转业干部|企业退休军转干部|部分军队退役人员（企业军转）',
  retired_officer_nco: '军队离退休干部、退休军士|军队离退休干部|军休干部|军队退休干部|离退休干部和退休士官|退休士官|退休军士|军休人员',
  state_supported: '国家供养退役军人|国家供养|供养|一级至四级残疾退役军人（国家供养）',
  civil_staff_retired: '无军籍离退休退职职工|无军籍职工|无军籍退休退职职工|无军籍离退休职工',
  vet_unclassified: '退役军人（类别待核）|退役军人|退伍军人|复退军人|复员退伍军人|退役',
  disabled: '残疾军人|伤残军人|残疾退役军人|伤残退役军人|革命伤残军人|在乡残疾军人',
  disabled_other: '伤残民警民兵等人员|伤残国家机关工作人员|伤残人民警察|伤残民兵民工|伤残预备役人员|其他因公伤残人员|因战因公伤残人员',
  kin_martyr: '烈士遗属|烈属|烈士家属',
  kin_duty: '因公牺牲军人遗属|因公牺牲军人家属|因公牺牲遗属',
  kin_illness: '病故军人遗属|病故军人家属|病故遗属',
  demobilised_old: '在乡复员军人|老复员军人|在乡老复员军人|复员军人|在乡复员',
  ill_returned: '带病回乡退役军人|带病回乡|带病回乡退伍军人|带病回乡复员退伍军人|带病还乡',
  combat: '参战退役军人|参战|参战人员|参战退役人员|参战军人|老参战',
  nuclear_test: '参试退役军人|参试|参试人员|参试退役人员|参加核试验军队退役人员|原8023部队退役人员',
  rural60: '农村籍退役士兵|60周岁农村籍退役士兵|年满60周岁农村籍退役士兵|老年农村籍退役士兵|60岁农村籍退役士兵|农村籍老兵|六十周岁农村籍退役士兵',
  martyr_child_60: '烈士老年子女|部分烈士子女|烈士子女（含错杀平反人员子女）|部分烈士（错杀被平反人员）子女|60周岁以上烈士子女|烈士子女',
  red_army: '在乡红军人员|三红|在乡退伍红军老战士|西路军红军老战士|红军失散人员',
  family_active: '现役军人家属|军属|现役军人直系亲属|现役军属|军人家属',
  family_conscript: '义务兵家庭|义务兵家属|优待义务兵家庭',
  martyr_no_kin: '无遗属烈士|烈士（无遗属）|烈士',
  eligible: '适龄人员|适龄青年|应征适龄人员|兵役适龄人员',
  serving: '现役军人|现役|服现役|在役军人',
});

/** The role codes of those who served and have left (退役军人 of the figures). */
export const VETERAN_ROLES: readonly string[] = [
  'vet_self_employed', 'vet_assigned', 'vet_monthly_pension', 'vet_transfer_officer', 'vet_self_chosen_officer', 'vet_demobilised_officer', 'vet_enterprise_officer', 'retired_officer_nco', 'state_supported', 'vet_unclassified',
  'disabled', 'demobilised_old', 'ill_returned', 'combat', 'nuclear_test', 'rural60', 'red_army',
];

/** The role codes of 优抚对象 (抚恤补助对象) , 依据《军人抚恤优待条例》第二条、第六十一条、第六十二条. */
export const BENEFIT_ROLES: readonly string[] = ['disabled', 'disabled_other', 'kin_martyr', 'kin_duty', 'kin_illness', 'demobilised_old', 'ill_returned', 'combat', 'nuclear_test', 'rural60', 'martyr_child_60', 'red_army'];

/** 在册状态: where a file stands. */
export const PersonState = codeList('在册状态', { registered: '在册|正常|在档|有效', unverified: '待核实|待核查|核实中|信息待核', moved: '迁出|调出|转出|户籍迁出', dead: '去世|死亡|已故|亡故|病故', cancelled: '注销|取消|移出|不予认定', eligible: '适龄|适龄在册|待应征', serving: '现役|服役中|在役' });

/** 身份记录状态. */
export const RoleStatus = codeList('认定状态', { current: '有效|已认定|享受待遇|身份认定', pending: '认定中|受理|待认定|审核中', ended: '已终止|终止|停发|取消|注销', refused: '不予认定|未认定' });

/** 身份认定依据. */
export const RoleBasis = codeList('认定依据', { file: '个人档案|档案', certificate: '退伍证件|退役证件|证件', testimony: '已认定人员书面证明|书面证明', approval: '批准文件|文件|批复', other: '其他' });

/** 性别. */
export const Sex = codeList('性别', { male: '男|男性', female: '女|女性' });

/** 政治面貌; a list of an older national system, with 共青团员 added. */
export const PoliticalStatus = codeList('政治面貌', { '01': '中共党员|党员|共产党员', '02': '中共预备党员|预备党员', '03': '民革党员|民革会员', '04': '民盟盟员', '05': '民建会员', '06': '民进会员', '07': '农工党党员', '08': '致公党党员', '09': '九三学社社员', '10': '台盟盟员', '11': '无党派人士|无党派', '12': '群众', '13': '共青团员|团员' });

/** 文化程度. */
export const Education = codeList('文化程度', { '10': '研究生|硕士|博士|硕士研究生|博士研究生', '20': '大学本科|本科|大学', '30': '大学专科|专科|大专', '40': '中专|中等专科', '50': '技工学校|技校', '60': '高中', '70': '初中', '80': '小学', '90': '文盲或半文盲|文盲|半文盲' });

/** 婚姻状况. */
export const Marriage = codeList('婚姻状况', { '10': '未婚', '20': '已婚|初婚|再婚|复婚', '30': '丧偶', '40': '离婚|离异' });

/** 健康状况; sensitive. */
export const Health = codeList('健康状况', { '10': '健康或良好|健康|良好', '20': '一般或较弱|一般|较弱', '30': '有慢性病|慢性病|患病', '60': '残疾' });

/** 户籍类别. */
export const HukouKind = codeList('户籍类别', { rural: '农村|农业|农业户口|农业家庭户', urban: '城镇|非农业|非农业户口|城市|居民户' });

/** 与户主关系. */
export const HouseholdRelation = codeList('与户主关系', { '01': '户主|本人', '10': '配偶|妻|夫', '20': '子|儿子|女婿', '30': '女|女儿|儿媳', '40': '孙子女或外孙子女|孙子|孙女|外孙', '50': '父母|父亲|母亲|岳父母|公婆', '60': '祖父母或外祖父母', '70': '兄弟姐妹|兄|弟|姐|妹', '99': '其他' });

/** 军种; never the unit. */
export const Branch = codeList('军种', { army: '陆军', navy: '海军', airForce: '空军', rocketForce: '火箭军|第二炮兵|二炮', supportForces: '其他兵种|战略支援部队|联勤保障部队|军事航天部队|网络空间部队|信息支援部队', armedPolice: '武警部队|武警|武装警察|武警消防|武警森林', militia: '民兵预备役|民兵|预备役', other: '其他' });

/** 退役时军衔. */
export const Rank = codeList('军衔', { private: '义务兵|列兵|上等兵|战士', nco_junior: '初级军士|下士|中士|初级士官|一级士官|二级士官', nco_middle: '中级军士|二级上士|一级上士|中级士官|三级士官|四级士官|上士', nco_senior: '高级军士|三级军士长|二级军士长|一级军士长|高级士官|五级士官|六级士官', officer_junior: '尉官|少尉|中尉|上尉|大尉', officer_middle: '校官|少校|中校|上校|大校', officer_senior: '将官|少将|中将|上将', civil: '文职干部|文职', other: '其他' });

/** 安置方式, 依据《退役军人安置条例》第五条. */
export const Settlement = codeList('安置方式', { self: '自主就业|自谋职业', assigned: '安排工作|政府安排工作|安置工作', monthly: '逐月领取退役金|逐月', transfer: '转业|计划分配', selfChosen: '自主择业', demobilised: '复员', retired: '退休|离休', supported: '供养|国家供养', returned: '回乡|复员回乡|回乡务农|原籍安置', none: '不适用|无' });

/** 残疾等级, 依据《军人抚恤优待条例》第二十七条; sensitive. */
export const DisabilityGrade = codeList('残疾等级', { '01': '一级|1级|1', '02': '二级|2级|2', '03': '三级|3级|3', '04': '四级|4级|4', '05': '五级|5级|5', '06': '六级|6级|6', '07': '七级|7级|7', '08': '八级|8级|8', '09': '九级|9级|9', '10': '十级|10级' });

/** 残疾性质; sensitive. */
export const DisabilityNature = codeList('残疾性质', { '1': '因战', '2': '因公', '3': '因病' });
