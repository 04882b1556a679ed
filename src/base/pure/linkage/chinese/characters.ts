import { beginsCompoundSurname } from '#base/pure/mask.ts';
import { sortKey } from '#base/pure/personName.ts';

/** Traditional and variant forms that stand in names, each pair as form and the form in use (國国). */
const VARIANTS =
  '國国 張张 劉刘 陳陈 楊杨 趙赵 黃黄 吳吴 孫孙 馬马 羅罗 鄭郑 謝谢 韓韩 馮冯 蕭萧 鄧邓 許许 瀋沈 蘇苏 盧卢 蔣蒋 賈贾 葉叶 閻阎 餘余 潘潘 鍾钟 鐘钟 譚谭 鄒邹 陸陆 龍龙 萬万 錢钱 湯汤 賀贺 賴赖 龔龚 顧顾 ' +
  '齊齐 嚴严 莊庄 倉仓 喬乔 華华 衛卫 東东 強强 彊强 濤涛 勝胜 誌志 偉伟 興兴 榮荣 貴贵 寶宝 寳宝 慶庆 鐵铁 銳锐 鋒锋 劍剑 軍军 愛爱 鳳凤 蘭兰 麗丽 靜静 豔艳 艷艳 燕燕 雲云 飛飞 樹树 林林 楓枫 ' +
  '陽阳 輝辉 煇辉 燦灿 爾尔 學学 業业 傑杰 濱滨 滨滨 賓宾 峯峰 嶽岳 崗岗 島岛 嵐岚 瓊琼 瑩莹 環环 珎珍 玨珏 璽玺 銘铭 鎮镇 鋼钢 錦锦 鑫鑫 鵬鹏 鶴鹤 鴻鸿 駿骏 驥骥 騰腾 躍跃 進进 達达 遠远 運运 ' +
  '連连 選选 邁迈 慧慧 憲宪 懷怀 應应 戰战 揚扬 擁拥 擇择 禮礼 祿禄 禎祯 穩稳 積积 競竞 竝并 節节 簡简 紅红 純纯 紹绍 經经 綺绮 維维 綱纲 緒绪 繼继 續续 縱纵 羣群 義义 聖圣 聰聪 職职 肅肃 ' +
  '藝艺 蓮莲 蒼苍 薩萨 號号 補补 褚褚 襄襄 見见 規规 視视 覺觉 觀观 計计 訓训 記记 詠咏 詩诗 誠诚 語语 諒谅 諾诺 謙谦 講讲 證证 識识 譯译 護护 讓让 豐丰 負负 財财 貞贞 貢贡 費费 資资 賢贤 質质 ' +
  '贊赞 軒轩 載载 輔辅 輕轻 轉转 辦办 農农 遷迁 鄉乡 醫医 釗钊 鈞钧 鉅巨 銀银 鋭锐 錄录 鎖锁 長长 門门 開开 間间 閔闵 閩闽 聞闻 闊阔 關关 陰阴 階阶 際际 隨随 雙双 難难 霽霁 韋韦 韻韵 頂顶 順顺 ' +
  '領领 題题 顏颜 顯显 風风 養养 館馆 駐驻 驊骅 驍骁 魯鲁 鮑鲍 鳴鸣 麥麦 黨党 點点 齡龄 優优 儉俭 億亿 儀仪 價价 冊册 凱凯 則则 創创 動动 務务 勛勋 勳勋 勞劳 勵励 勸劝 協协 單单 嘯啸 圓圆 團团 ' +
  '園园 堅坚 堯尧 報报 場场 塵尘 壯壮 壽寿 夢梦 奮奋 媽妈 嬌娇 嬋婵 寧宁 甯宁 實实 寬宽 審审 專专 將将 尋寻 對对 導导 屆届 岡冈 峽峡 嶺岭 師师 帥帅 幹干 庫库 廣广 廠厂 彥彦 後后 徑径 從从 復复 ' +
  '德德 恆恒 悅悦 惠惠 態态 憶忆 戀恋 捷捷 撫抚 擴扩 攀攀 敎教 數数 斌斌 昇升 陞升 時时 晉晋 暉晖 曉晓 曠旷 曇昙 會会 朝朝 棟栋 槍枪 楨桢 樂乐 樸朴 權权 歐欧 歡欢 歲岁 歷历 曆历 氣气 決决 況况 淨净 ' +
  '淵渊 溫温 滿满 漢汉 潔洁 潤润 濟济 濰潍 灃沣 灘滩 瀾澜 灣湾 災灾 為为 爲为 無无 熱热 爍烁 爭争 牽牵 獻献 現现 瑋玮 瑪玛 畢毕 畫画 異异 當当 療疗 發发 皚皑 監监 盡尽 碩硕 磊磊 礪砺 種种 稱称 穎颖 頴颖 ' +
  '筆笔 築筑 箏筝 粵粤 糧粮 紀纪 級级 細细 終终 組组 結结 統统 絲丝 緯纬 練练 縣县 績绩 織织 缽钵 習习 脈脉 腳脚 臨临 興兴 舉举 艦舰 蕓芸 蘊蕴 虛虚 蟬蝉 裏里 裡里 製制 複复 親亲 訊讯 設设 評评 試试 話话 詳详 ' +
  '調调 談谈 請请 論论 諸诸 變变 豫豫 貝贝 賀贺 賞赏 賽赛 贏赢 趕赶 趨趋 車车 輪轮 輩辈 邊边 鄰邻 郵邮 酈郦 鈴铃 鉄铁 銜衔 鍵键 鏡镜 鑄铸 闖闯 陝陕 陣阵 隊队 隱隐 雞鸡 離离 雷雷 電电 霧雾 靈灵 響响 頌颂 預预 ' +
  '頭头 願愿 類类 飄飘 飲饮 駱骆 騎骑 驗验 髮发 鬥斗 魚鱼 鮮鲜 鯤鲲 鵑鹃 鷹鹰 麟麟 龐庞 淼淼 甦苏 囯国 囻国 邨村 喆哲 昰是 韮韭 堃坤 犇奔 祘算 仝同 栢柏 吿告 衆众 眞真 靑青 淸清 冨富 槑梅 炤照';

/** Characters that pens, scanners and tired eyes take for one another, a group between two blanks. */
const LOOK_ALIKE =
  '己已巳 未末 王玉主 士土 日曰目 田由甲申电 千干于 人入八 大太犬天夫 木本术 午牛 厉历 力刀 九丸 贝见 今令 冶治 冷泠 折拆析 侯候 兵乒 卫卩 戊戌戍成 末来 子孑了 刁习 友发 友支 右石 古占 占召 永水 水永冰 ' +
  '建健 键健 伟纬 炜伟 玮伟 祥详 洋详 峰锋 峰蜂烽 锋烽 逢峰 云去 芸耘 耘云 芸云 明朋 朋月 胜性 胜牲 志忘 志念 东车 车年 军车 君群 郡群 群君 国围 围园 困因 因固 团困 华毕 哔华 英莫 莫英 秀季 季李 李季 ' +
  '永泳 泳咏 洪供 宏宠 红江 江汪 汪注 注住 往住 佳住 佳隹 佳桂 桂佳 娃佳 杰然 林杯 林材 村林 材村 树村 权杖 松柏 柏伯 伯柏 佰柏 根恨 恒垣 桓恒 恨很 银根 良食 郎朗 朗郎 浪朗 即郎 振震 辰震 晨震 宸晨 ' +
  '晨最 晏宴 景影 京景 亮高 亭高 亭享 享亨 亨享 哼亨 孝考 老考 教孝 敏每 敏教 海梅 梅悔 侮海 清请 请情 青清 晴睛 精靖 靖静 净静 睛靖 明阴 阳阴 阳旭 旭地 地他 池他 驰池 弛驰 建廷 廷延 延廷 诞延 庭廷 ' +
  '挺庭 魁魅 魏巍 巍魏 斌武 武斌 赋斌 强张 弘强 弦张 涨张 章辛 辛幸 幸辛 章童 童章 意章 童重 董重 董堇 懂董 陈阵 陈栋 冻陈 刘浏 刘刻 赵起 超赵 周同 同周 调周 吴昊 昊吴 吕吴 昌吕 吕品 昊旻 晟昇 徐除 徐余 ' +
  '除余 余佘 佘余 途徐 孙孔 逊孙 胡湖 湖胡 朱未 株朱 朱末 珠朱 何河 河何 荷何 阿何 郭廓 廓郭 马鸟 鸟乌 乌马 冯马 岛鸟 罗岁 罗梦 梁粱 粱梁 染梁 宋末 宋宗 宗宋 棕宗 郑邓 邓郑 关郑 谢射 射谢 韩辑 唐康 康唐 庸唐 ' +
  '塘唐 冯玛 于丁 丁子 萧肃 潇萧 程呈 程和 曹曾 曹遭 曾普 袁哀 哀袁 远袁 许午 许计 许讦 傅博 博傅 付傅 沈枕 沉沈 沈忱 彭澎 膨彭 苏办 卢户 户卢 芦卢 庐卢 泸卢 蒋奖 将蒋 蔡祭 察蔡 贾贯 贯贾 买贾 魏魂 薛薜 ' +
  '叶汁 叶什 阎闫 闫闰 闰闫 问间 潘播 播潘 杜杠 杜社 社杜 戴截 截戴 载戴 夏复 复夏 钟种 种钟 汪江 任仕 仕任 仁任 姜美 美姜 羌姜 范苑 苑范 方万 万方 力方 姚桃 跳姚 谭潭 潭谭 廖寥 寥廖 邹驺 熊能 能熊 金全 ' +
  '全金 余金 陆际 郝赤 赦郝 孔孙 白自 自白 百白 日白 崔雀 雀崔 催崔 毛手 手毛 邱丘 丘邱 丘兵 秦泰 泰秦 春秦 奉秦 奉春 史吏 吏史 更史 吏更 顾硕 顾领 领顾 邵劭 绍邵 召邵 郡邵 孟盂 盂孟 益孟 龙尤 尤龙 龙龚 万刀 ' +
  '段叚 殷段 股段 雷雪 霍雷 钱线 线钱 浅钱 汤汤 扬汤 杨扬 扬杨 场杨 尹伊 伊尹 君尹 黎梨 梨黎 易昜 易昌 常党 党常 尝常 乔娇 桥乔 贺驾 架贺 赖籁 懒赖 龚袭 袭龚 文丈 丈文 义文 交文 支文 又文 ' +
  '永承 承永 涛淘 祷涛 寿涛 海悔 刚钢 钢刚 纲刚 岗刚 冈刚 平乎 乎平 苹平 坪平 新薪 亲新 析新 春香 香春 香杏 辉晖 晖辉 挥辉 军晖 浑辉 功巧 巧功 攻功 劝功 光先 先光 充光 允光 荣莱 莱荣 茉荣 菜荣 得德 德得 ' +
  '徳德 惠德 福富 副福 幅福 富福 福辐 俊浚 浚俊 骏俊 峻俊 竣俊 酸俊 浩皓 皓浩 诰浩 洁浩 吉浩 轩杆 宇字 字宇 宁宇 守宇 航抗 杭航 抗杭 舰航 佑估 佑右 祐佑 少小 小少 炒少 庆床 厌庆 厦庆 铁钱 铁轶 柱桂 柱住 ' +
  '拄柱 桩柱 勇男 男勇 通勇 涌勇 学字 觉学 受爱 爱受 暖爱 拥捅 民氏 氏民 岷民 成戌 咸成 城成 诚成 城诚 继断 断继 进井 井进 迸进 培陪 陪培 焙培 丰半 半丰 丰非 才木 木才 寸才 财才 材才 广厂 厂广 ' +
  '桂柱 兰三 玉五 珍诊 诊珍 参珍 凤风 风凤 冈风 霞假 暇霞 瑕霞 雪雷 花化 化花 华花 淑椒 叔淑 娟捐 捐娟 绢娟 敏繁 晓烧 烧晓 浇晓 尧晓 燕蒸 丽而 莲连 连莲 蓬莲 雅稚 稚雅 难雅 婷停 停婷 亭婷 思恩 恩思 恩忍 ' +
  '雨两 两雨 怡治 治怡 贻怡 欣欢 欢欣 吹欣 掀欣 悦税 说悦 锐悦 玲铃 铃玲 伶玲 岭玲 怜玲 芳方 芬芳 芳若 若苦 苦若 瑞端 端瑞 喘瑞 婉碗 莹萤 莹荧 萤荧 琴瑟 琳淋 淋琳 彬琳 彬杉 杉彬 琪淇 淇琪 棋祺 祺琪 琦绮 倚琦 ' +
  '璐潞 露璐 珊删 删珊 栅珊 菊蔔 梅海 莉利 利莉 俐莉 利和 和利 和知 知和 萍苹 萍坪 倩情 情倩 清倩 娜挪 挪娜 妮泥 薇微 微薇 徽微 维堆 堆维 推维 谁维 唯维 惟维 ' +
  '凯铠 铠凯 岂凯 磊垒 垒磊 森淼 淼森 鑫森 品晶 晶品 昆崑 昆皆 皆昆 混昆 昭照 照昭 招昭 绍昭 旺汪 兴举 举兴 典兴 启后 后启 君启 豪毫 毫豪 亳毫 壕豪 翔翱 翊翔 翠翌 羽习 鹏朋 腾滕 滕腾 藤滕 誉誊 益盖 盖益 溢益 ' +
  '镇填 填镇 慎镇 真镇 直真 真直 其真 具其 其具 甚其 期其 基其 墓基 宝宪 宪宝 完宪 完宝 宾宝 玺宝 宜宣 宣宜 宜谊 谊宜 官宫 宫官 管官 营宫 家冢 豕家 容客 客容 密蜜 察密 寅演 宽觅 定走 宏宋 守宋 安女 ' +
  '运远 远运 达迈 迈达 过达 述迷 选洗 遥摇 摇遥 逸免 晚免 冕免 勉免 克兑 兑克 党觉 竟竞 竞竟 境竟 竞克 章竟 良艮 郎良 粮粱 恩思 惠慧 慧惠 彗慧 穗惠 聪总 总聪 忠患 忠恩 恕怒 念今 必心 沁必 ' +
  '仲伸 伸仲 伟佛 作仵 传伟 伦论 论伦 轮伦 化代 代伐 伐代 仪议 议仪 义仪 优忧 代氏 伯泊 依衣 俭检 检俭 险俭 剑捡 保堡 堡保 保呆 信佶 修倏 健律 储诸 诸储 儒孺 儒濡 元无 无元 无天 元完 先元 允元 充允';

const folded = new Map<string, string>();
for (const pair of VARIANTS.split(' ')) {
  const [from, to] = Array.from(pair);
  if (from !== to) folded.set(from!, to!);
}

/** The character in its form in use: 國 → 国, 峯 → 峰; anything else stays. */
export const inUse = (char: string): string => folded.get(char) ?? char;

const unfolded = new Map<string, string>();
for (const [from, to] of folded) unfolded.set(to, (unfolded.get(to) ?? '') + from);

/** The traditional and variant forms of a character: 国 → 國囯囻; none of one without. */
export const variantsOf = (char: string): string => unfolded.get(char) ?? '';

/** The characters easily taken for this one, in their forms in use: 己 → 已巳. */
export const lookAlikes = (char: string): string => alike.get(inUse(char)) ?? '';

const alike = new Map<string, string>();
for (const group of LOOK_ALIKE.split(' ')) {
  const all = Array.from(group, inUse);
  for (const char of all) alike.set(char, (alike.get(char) ?? '') + all.filter((other) => other !== char).join(''));
}

/** Whether two characters are easily taken for one another (己 and 已), in their forms in use. */
export const lookAlike = (a: string, b: string): boolean => alike.get(inUse(a))?.includes(inUse(b)) ?? false;

/**
 * A character as names are compared: in its form in use, its likeliest syllable without the tone, and what looks like it; `code`, `soundCode`
 * and `blurredCode` are numbers that stand for the character, the syllable and the syllable as dialects blur it, so that comparing is quick; `opens` says that a
 * surname of two characters may begin with it.
 */
export type Glyph = { char: string; sound: string; alike: string; code: number; soundCode: number; blurredCode: number; opens: boolean };

/** By code point; those beyond the basic plane are rare and lie behind. */
const glyphs: { head: (Glyph | undefined)[]; given: (Glyph | undefined)[] } = { head: new Array(0x10000).fill(undefined), given: new Array(0x10000).fill(undefined) };
const rareGlyphs = { head: new Map<number, Glyph>(), given: new Map<number, Glyph>() };
const codes = new Map<string, number>();

/** The number that stands for a character or a syllable, the same for equal texts; good for one run of the program only. */
export function codeOf(text: string): number {
  let code = codes.get(text);
  if (code === undefined) codes.set(text, (code = codes.size + 1));
  return code;
}

/** The glyph of a character, given by its code point, made once; as a surname (`head`) a character may read otherwise (单 shan). */
export function glyphOf(point: number, head: boolean): Glyph {
  if (point > 0xffff) return rareGlyphOf(point, head);
  const known = head ? glyphs.head : glyphs.given;
  return (known[point] ??= madeGlyph(point, head));
}

function rareGlyphOf(point: number, head: boolean): Glyph {
  const known = head ? rareGlyphs.head : rareGlyphs.given;
  let glyph = known.get(point);
  if (glyph === undefined) known.set(point, (glyph = madeGlyph(point, head)));
  return glyph;
}

function madeGlyph(point: number, head: boolean): Glyph {
  const used = inUse(String.fromCodePoint(point));
  const sound = (head ? sortKey(used) : sortKey(`王${used}`).split(' ')[1]) || used;
  return { char: used, sound, alike: alike.get(used) ?? '', code: codeOf(used), soundCode: codeOf(sound), blurredCode: codeOf(blurred(sound)), opens: beginsCompoundSurname(used) };
}

/** The likeliest syllable of a character without its tone; the character itself where none is known. */
export const syllableOf = (char: string, head: boolean): string => glyphOf(char.codePointAt(0)!, head).sound;

/** A syllable as dialects blur it: zh/z, ch/c, sh/s, n/l, h/f at the front; -ng/-n at the end (zheng and zen fall together). */
function blurred(syllable: string): string {
  return syllable.replace(/^([zcs])h/, '$1').replace(/^l/, 'n').replace(/^f/, 'h').replace(/([aei])ng$/, '$1n');
}
