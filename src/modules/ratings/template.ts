/** Name and provenance of the shipped sample sheet. Neither a national nor a Henan score table is public. */
export const TEMPLATE = { name: '星级评分表（非官方样例）', source: '非官方样例：未查到国家和河南省公开的评分表，使用前须换成上级下发的评分表', region: '样例' };

type Line = { heading: string; label: string; kind: 'score' | 'bonus' | 'veto'; max?: number; evidence: string[]; scoring?: string };
const lines = (heading: string, kind: Line['kind'], evidence: string[], entries: [string, number?][]): Line[] => entries.map(([label, max]) => ({ heading, label, kind, max, evidence }));

/** The criteria of the sample sheet: 100 points in seven groups, at most 5 points of bonus, four vetoes. Not official. */
export const TEMPLATE_CRITERIA: readonly Line[] = [
  ...lines('机构', 'score', ['document', 'photo'], [['成立文件', 4], ['机构牌匾', 3], ['账户或印章', 3]]),
  ...lines('编制与人员', 'score', ['document', 'ledger'], [['站长（主任）到位', 4], ['专职人员', 5], ['业务培训', 3], ['工作人员中退役军人占比', 3]]),
  ...lines('阵地', 'score', ['photo', 'onsite'], [['外部标识', 3], ['服务窗口', 4], ['接待室', 3], ['活动室', 3], ['档案柜', 3], ['上墙内容', 2], ['无障碍设施', 2]]),
  ...lines('经费保障', 'score', ['document', 'ledger'], [['列入预算', 5], ['支出台账', 5]]),
  ...lines('制度台账', 'score', ['ledger', 'onsite'], [['制度上墙', 5], ['台账齐全、更新及时', 10]]),
  ...lines('服务', 'score', ['ledger', 'phone'], [['建档立卡', 5], ['走访联系', 5], ['困难帮扶', 4], ['就业创业服务', 4], ['优待证申领发放', 3], ['权益维护', 4]]),
  ...lines('作用发挥', 'score', ['photo', 'ledger'], [['老兵工作室', 2], ['志愿服务', 1], ['宣讲', 2]]),
  ...lines('加分', 'bonus', ['document'], [['获得荣誉', 2], ['媒体报道', 1], ['典型做法被推广', 2]]),
  ...lines('否决', 'veto', ['document', 'onsite'], [['弄虚作假'], ['挪用抚恤补助等资金'], ['工作人员严重违纪违法'], ['因不作为引发严重群体性事件']]),
];
