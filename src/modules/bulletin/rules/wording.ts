/**
 * The words of the yearly draft. `{key}` or `{key:style}` is a figure, `[county]`, `[bureau]`, `[centre]`, `[year]` are taken from data.
 * A clause stands only when every figure in it is greater than zero; clauses of one sentence are joined by `，`.
 */
export type Sentence = readonly string[];
/** One 一是: it is left out when none of its `facts` can be said. */
export type Wording = { lead: string; opening: string; facts: readonly Sentence[] };
/** One of the four chapters. */
export type Chapter = { heading: string; opening: string; points: readonly Wording[] };

export const TITLE = '夯实基层服务阵地 办好退役军人实事';
export const SUBTITLE = '[year]年[county]退役军人工作情况';
export const LEAD = '[year]年，[bureau]立足本职，为全县退役军人和其他优抚对象办实事、解难题，文中数据均取自当年台账。现将有关情况通报如下。';

/** The four chapters in the order of 简报: 创建、就业创业、服务保障、双拥. */
export const CHAPTERS: readonly Chapter[] = [
  {
    heading: '建强服务阵地，提高规范化水平',
    opening: '坚持把服务中心（站）建设作为基础工程，县、乡两级同向发力，补齐短板，统一标准。',
    points: [
      { lead: '完善服务网络', opening: '按照有机构、有编制、有人员、有经费、有保障的要求推进阵地建设。', facts: [['县、乡两级已建成退役军人服务中心（站）{organisation.stations}个']] },
      { lead: '坚持例会调度', opening: '把站长工作会议作为交流做法、解决难题的固定平台。', facts: [['[year]年有{organisation.meetingQuarters}个季度召开了站长工作会议']] },
      { lead: '对标创建提升', opening: '逐项对照星级评定标准查找不足、抓好整改。', facts: [['[year]年通过星级评定验收的单位有{ratings.accepted}个', '分别是{ratings.accepted:names}']] },
    ],
  },
  {
    heading: '拓宽渠道载体，促进就业创业',
    opening: '坚持需求导向，把岗位、服务和培训送到退役军人身边。',
    points: [
      { lead: '多方开发岗位', opening: '汇集用人单位需求，办好退役军人专场招聘。', facts: [['[year]年面向退役军人举办专场招聘{employment.jobFairs}次', '供求职者选择的岗位共{employment.vacancies}个'], ['全年开发公益性岗位{employment.publicPosts}个']] },
      { lead: '跟踪服务到人', opening: '落实“一人一策”，从意向登记到上岗回访全程跟进。', facts: [['当年达成就业意向{employment.intents}个', '有{employment.stableWork}人实现稳定就业', '有{employment.startUps}人自主创业']] },
      { lead: '分类开展培训', opening: '帮助返乡退役士兵尽快适应岗位、增长本领。', facts: [['面向返乡退役士兵举办适应性培训{training.adaptiveSessions}次', '参加学习的有{training.adaptiveTrainees}人']] },
    ],
  },
  {
    heading: '落实优待政策，做细服务保障',
    opening: '聚焦老年、伤病和生活困难的优抚对象，做到情况清、服务到、救助准。',
    points: [
      { lead: '常态走访慰问', opening: '上门走访与电话联系相结合，听取意见，逐次登记。', facts: [['[year]年看望慰问优抚对象{care.visits:hundredsOver}人次']] },
      { lead: '组织疗养体检', opening: '把健康关怀作为优待的重要内容。', facts: [['[year]年组织优抚对象疗养{relief.sanatoriumStays}人次'], ['接受免费体检的自主择业军转干部有{relief.healthChecksSelfChosen}人', '企业军转干部有{relief.healthChecksEnterprise}人参加免费体检']] },
      { lead: '精准帮扶解困', opening: '对遇到突发困难的家庭及时核查、按程序救助。', facts: [['[year]年救助困难家庭{relief.households}户', '发放救助金{relief.paidFen:tenThousandYuan}元']] },
    ],
  },
  {
    heading: '弘扬拥军传统，浓厚双拥氛围',
    opening: '用好身边阵地，讲好老兵故事，让尊崇军人成为全县上下的共同行动。',
    points: [
      { lead: '建好老兵工作室', opening: '依托服务中心（站）为老兵发挥余热搭建平台。', facts: [['全县已有{publicity.studios}个老兵工作室挂牌']] },
      { lead: '守护烈士陵园', opening: '为前来瞻仰、祭扫的单位和群众提供预约、讲解等服务。', facts: [['[year]年接待祭扫群众{memorial.visitors:tenThousand}人次'], ['前来祭扫的党政机关和企事业单位有{memorial.organisations}个', '学校有{memorial.schools}所']] },
      { lead: '开展老兵宣讲', opening: '组织老兵走进校园、社区、机关和企业。', facts: [['[year]年开展宣讲{publicity.lectures}次', '听众{publicity.lectureAudience:hundredsOver}人次']] },
    ],
  },
];
