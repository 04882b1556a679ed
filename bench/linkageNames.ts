import { lookAlike, syllableOf } from '#base/pure/linkage/chinese/characters.ts';

/** Surnames, the common ones first. */
export const SURNAMES = [...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐梅莫庄辛管祝左涂谷祁时舒耿牟卜詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵'];

/** Characters of men's given names, the common ones first. */
export const MALE = [...'国建军明文华志平德永林海春玉金生成伟强东红福新庆荣光兴宝胜学清忠祥云良龙义保安贵利民全喜峰辉波涛勇杰斌超刚健飞鹏宇浩亮磊凯俊才发长立世家少振洪传继景向万树正启守天仁和顺富有根山水田木土石松柏树树江河湖武卫星卫援朝跃进解放爱党敬业诚信友善勤俭孝廉先锋晓旭晨阳昊泽轩睿博彦哲瑞嘉铭轶钧铁锁柱栓牛虎群众连奎占魁绍宗耀祖延年彬煜炜航翔宏伦维钢键岩川恒坤乾震霖森楠栋梁材士奇伍'];

/** Characters of women's given names, the common ones first. */
export const FEMALE = [...'英秀玉兰华桂珍芳梅红凤丽霞淑敏静燕萍娟玲艳爱美春云荣琴香花莲秋月菊清慧雪晓芬娜洁莉倩婷颖佳悦欣怡琳莹蓉薇蕾瑶思雨梦彩巧银素翠竹'];

/** Characters that clerks also write for a sound, beside those of the names. */
const ALSO = [...'章郑政正珍真贞震振镇健剑见件键伟卫维炜玮威巍国果军君均俊峻骏明鸣铭名志治智芝文闻雯华花桦骅平萍苹屏永勇咏泳林琳霖临海亥春纯淳玉育钰裕金今锦进晋生升声胜盛圣成诚城承程强蔷东冬栋红洪宏鸿弘虹福富付傅新心欣鑫信庆清青轻荣容蓉光广兴星幸保宝学雪忠中钟祥翔详云芸良亮梁龙隆义艺毅益贵桂利立丽力民敏全泉权喜习希西峰锋丰风辉晖惠慧波博涛焘杰洁斌彬滨宾超朝刚钢纲飞菲妃鹏朋宇雨羽浩皓昊亮磊蕾雷凯楷才材财发法长昌常世士仕家佳嘉少绍振传川继纪吉景静敬靖竞向象湘万婉树书淑正启琪祺其奇守首寿天田仁任人和河荷贺顺富有友根山珊水松颂江河武伍五霞侠夏丽莉莲连怜秀绣修芳方英瑛颖莹兰岚蓝燕艳雁彦妍娟娥玲灵铃凌'];

const bySound = new Map<string, string[]>();
const all = [...new Set([...SURNAMES, ...MALE, ...FEMALE, ...ALSO])];
for (const char of all) {
  const sound = syllableOf(char, false);
  const known = bySound.get(sound);
  if (known) known.push(char);
  else bySound.set(sound, [char]);
}

/** Other characters of the same sound that stand in names. */
export function soundAlikes(char: string, head: boolean): string[] {
  return (bySound.get(syllableOf(char, head)) ?? []).filter((one) => one !== char);
}

const looks = new Map<string, string[]>();
const CANDIDATES = [...new Set([...all, ...'己已巳未末士日曰由甲申千干入八犬夭术午厉历刁戊戌戍键伍详蜂烽逢去耘牲忘念年群团因英季泳洪宠汪注住佳杯村权伯佰恨垣恒郎朗辰最宴影亭享亨老敏悔侮清情睛靖阴旭池弛廷延庭魅巍赋弘章幸重堇阵刻起同昊品晟除佘途孔湖未株珠河廓鸟乌岁粱末宗邓射庸玛丁肃和遭哀午付枕膨办户奖祭贯魂薜汁闫闰间播社截复种江仕美苑方桃跳潭寥全际赤自雀手丘兵泰奉吏领劭召盂刀股雪线浅扬伊梨昜党架丈交承淘钢乎薪香晖巧先充莱徳副浚皓浩杆字航估右小床轶拄男通受捅氏戌断井陪半木厂三五诊风假化椒捐烧蒸莲稚停恩两治税铃芬若端碗萤瑟杉淇倚璐珊菊利萍倩挪妮徽堆铠垒淼晶皆照典后毫翊盖填直具宪宜官客密远迈述选逸免克竟艮慧总患恕'])];

/** Characters that look like this one. */
export function lookAlikesOf(char: string): string[] {
  let found = looks.get(char);
  if (!found) {
    found = CANDIDATES.filter((other) => other !== char && lookAlike(char, other));
    looks.set(char, found);
  }
  return found;
}
