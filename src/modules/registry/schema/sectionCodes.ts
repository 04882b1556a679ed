import { codeList } from '#base/pure/codes.ts';

/*
 * Code lists of the sections of the file. Where the codes are digits they are those of an older provincial system (2011–2014), kept so that its
 * sheets import as they are; they are not claimed to be today's national codes.
 */

/** 是否: for sealed facts, which are kept as text. */
export const YesNo = codeList('是否', { yes: '是|有|√', no: '否|无|没有' });

/** 易地安置原因, 依据《退役军人安置条例》第四十五条至第四十九条. */
export const AwayReason = codeList('易地安置原因', { parents: '随父母户口所在地|父母户口变更', spouse: '随配偶或配偶父母|随配偶', spouseServing: '配偶为现役军人', merit: '功勋荣誉、因战致残等照顾安置|照顾安置', hardRegion: '艰苦边远地区或特殊岗位服役', talent: '吸引人才政策', other: '其他' });

/** 档案核查结果. */
export const ArchiveCheck = codeList('档案核查', { waiting: '未核查|待核查', sound: '核查无误|真实|无误|通过', doubt: '存疑核查中|存疑', wrong: '查实有误|虚假|不实' });

/** 房屋状况. */
export const Housing = codeList('房屋状况', { '1': '完好|良好|一般', '2': '一般危房|C级|C级危房', '3': '较重危房|严重危房|D级|D级危房', '9': '无自有住房|无房|租住|借住' });

/** 社会救助. */
export const Assistance = codeList('社会救助', { low: '最低生活保障|低保|城市低保|农村低保', destitute: '特困供养|特困|五保', temporary: '临时救助|临时', edge: '低保边缘|边缘户', none: '未享受|无' });

/** 孤老孤儿. */
export const Alone = codeList('孤老孤儿', { elder: '孤老', orphan: '孤儿', none: '否|无|不是' });

/** 养老保险类型. */
export const Pension = codeList('养老保险', { employee: '城镇职工基本养老保险|职工养老|企业职工养老保险', resident: '城乡居民基本养老保险|居民养老|新农保', office: '机关事业单位养老保险|机关事业养老', flexible: '灵活就业人员参保|灵活就业', none: '未参保|无' });

/** 医疗保险类型. */
export const MedicalInsurance = codeList('医疗保险', { employee: '职工基本医疗保险|职工医保|城镇职工医保', resident: '城乡居民基本医疗保险|居民医保|新农合', public: '公费医疗|离休医疗统筹', none: '未参保|无' });

/** 劳动能力. */
export const Labour = codeList('劳动能力', { '1': '有劳动能力|有|正常', '2': '部分丧失|部分丧失劳动能力', '3': '完全丧失|丧失劳动能力|无劳动能力' });

/** 生活能力; the codes are not in the order of severity. */
export const SelfCare = codeList('生活能力', { '1': '能自理|自理|完全自理', '3': '半自理|部分自理', '2': '享受护理|不能自理|完全不能自理|全护理' });

/** 主要困难. */
export const Difficulty = codeList('主要困难', { illness: '因病|大病|看病难', disability: '因残|残疾', disaster: '因灾|突发事件|意外', schooling: '因学|子女上学', housing: '住房困难|住房', work: '无业失业|就业困难|失业', lowIncome: '收入低|缺收入', care: '无人照料|养老困难', other: '其他', none: '无' });

/** 主要诉求: the list of the national collection form. */
export const Demand = codeList('主要诉求', { settlement: '退役安置', benefit: '优抚待遇|优待抚恤|抚恤优待', work: '创业就业|就业创业', honour: '褒扬纪念', retired: '军休服务', help: '帮扶援助', party: '党员管理', advice: '咨询建议', other: '其他', none: '无' });

/** 残联残疾类别, as on the 残疾人证. */
export const CivilDisability = codeList('残疾类别', { '1': '视力残疾|视力', '2': '听力残疾|听力', '3': '言语残疾|言语', '4': '肢体残疾|肢体', '5': '智力残疾|智力', '6': '精神残疾|精神', '7': '多重残疾|多重' });

/** 残联残疾等级: four grades, unlike the ten of the soldiers' certificate. */
export const CivilDisabilityGrade = codeList('残疾人证等级', { '1': '一级|1级', '2': '二级|2级', '3': '三级|3级', '4': '四级|4级' });

/** 属别. */
export const Affiliation = codeList('属别', { '1': '在乡', '2': '在职' });

/** 供养方式. */
export const CareMode = codeList('供养方式', { '1': '分散供养', '2': '优抚医院', '3': '精神病院', '4': '光荣院', '5': '敬老院', '6': '其他' });

/** 康复辅助器具, 依据《军人抚恤优待条例》第三十五条. */
export const Aid = codeList('康复辅助器具', { prosthesis: '假肢', orthosis: '矫形器|矫形', mobility: '移动辅具|轮椅|拐杖', living: '生活辅具|生活自助具', hearing: '助听器', other: '其他', none: '无' });

/** 入伍时期. */
export const ServiceEra = codeList('入伍时期', { '1': '抗日战争时期|抗日战争', '2': '解放战争时期|解放战争', '4': '抗美援朝时期|抗美援朝', '3': '建国后' });

/** 参战类别; participation as on the person's own papers, never the task. */
export const CombatKind = codeList('参战类别', {
  '01': '解放一江山岛', '02': '川甘青滇藏平叛', '03': '炮击金门', '04': '中缅边境勘界警卫', '05': '中印边境自卫反击|对印自卫反击', '06': '八六海战', '07': '崇武以东海战', '08': '援越抗美', '09': '援老抗美',
  '10': '珍宝岛自卫反击|珍宝岛', '11': '西沙自卫反击|西沙', '12': '中越边境自卫还击|对越自卫还击|对越自卫反击', '13': '老山、者阴山作战|老山者阴山|老山', '14': '南沙', '15': '经军委总部认定的其他', '16': '其他',
});

/** 参试类别; that a higher office verified it is kept, its lists are not. */
export const NuclearKind = codeList('参试类别', { '1': '原8023部队|8023部队', '2': '其他核试验|核试验', '3': '铀矿开采军队|铀矿开采' });

/** 艰苦边远地区或特殊岗位, 依据《退役军人安置条例》第五条、第四十九条. */
export const HardService = codeList('艰苦边远或特殊岗位', { remote: '艰苦边远地区|艰苦边远', island: '岛屿', flight: '飞行', ship: '舰艇', nuclear: '涉核', other: '其他特殊岗位' });

/** 奖励种类, in the order of the additions of 《军人抚恤优待条例》第十六条. */
export const AwardKind = codeList('奖励种类', {
  medal: '勋章或国家荣誉称号|勋章|国家荣誉称号', title: '荣誉称号', war1: '一等战功', war2: '二等战功', war3: '三等战功', war4: '四等战功', merit1: '一等功', merit2: '二等功', merit3: '三等功',
  commend1: '一级表彰', commend2: '二级表彰', excellent: '“四有”优秀军人|四有优秀|优秀士兵|优秀士官', citation: '嘉奖', memorial: '纪念章', local: '地方表彰|地方表彰奖励', other: '其他',
});

/** 处分种类; only what decides a benefit or settlement. */
export const PenaltyKind = codeList('处分种类', { party: '党纪处分', partyExpelled: '开除党籍', army: '军纪处分', dismissed: '开除军籍|除名', government: '政务处分', sentenced: '刑事处罚|判刑|有期徒刑', wanted: '通缉', other: '其他' });

/** 就学就业情况 of a member of the family. */
export const Occupation = codeList('就学就业', { preschool: '学龄前|幼儿园', primary: '小学在读|小学', middle: '中学在读|初中在读|高中在读|中学', college: '大中专在读|大学在读', working: '在职|就业|务工', farming: '务农', business: '经商', jobless: '无业|失业', retired: '退休|离休', serving: '现役军人|服役', other: '其他' });

/** 与牺牲病故军人关系. */
export const BereavedRelation = codeList('与牺牲者关系', { '1': '父母（抚养人）|父母|父亲|母亲|抚养人', '2': '子女|儿子|女儿|子|女', '3': '配偶|妻子|丈夫|妻|夫', '4': '兄弟姐妹|兄|弟|姐|妹' });

/** 牺牲病故性质, 依据《军人抚恤优待条例》第十一条至第十三条. */
export const DeathKind = codeList('牺牲病故性质', { martyr: '烈士', duty: '因公牺牲', illness: '病故' });

/** 学习形式. */
export const StudyMode = codeList('学习形式', { full: '全日制', part: '在职|非全日制|业余|函授', army: '军队院校|部队院校' });

/** 审核意见. */
export const ReviewOpinion = codeList('审核意见', { agreed: '同意|通过', refused: '不予通过|驳回|不同意', more: '补充材料|退回补充' });

/** 代表委员. */
export const Deputy = codeList('代表委员', { npc: '人大代表', cppcc: '政协委员', both: '人大代表和政协委员', none: '否|无' });

/** 与本人关系 of a member of the family; the codes of 户主关系 without the head. */
export const KinRelation = codeList('与本人关系', { '10': '配偶|妻|妻子|夫|丈夫', '20': '子或女婿|子|儿子|长子|次子|女婿', '30': '女或儿媳|女|女儿|长女|次女|儿媳', '40': '孙子女或外孙子女|孙子|孙女|外孙|外孙女', '50': '父母|父亲|母亲|父|母', '51': '配偶父母|岳父|岳母|公公|婆婆', '60': '祖父母或外祖父母|祖父|祖母|外祖父|外祖母', '70': '兄弟姐妹|兄|弟|姐|妹', '99': '其他' });
