import { codeList } from '#base/pure/codes.ts';

/** 普查状态. */
export const CampaignState = codeList('普查状态', { draft: '准备中', open: '进行中', closed: '已结束' });
/** 名单状态 of one person in one census. */
export const EntryState = codeList('名单状态', { waiting: '未问', answered: '已问', unreachable: '问不到', dropped: '不再问' });
/** 回答结果 of one question. */
export const Outcome = codeList('回答结果', { same: '无变化', changed: '已改', unreachable: '问不到' });
/** 询问方式. */
export const Way = codeList('询问方式', { home: '入户|上门', phone: '电话', station: '到站|来站' });
/** 问不到的原因. */
export const Reason = codeList('问不到原因', { away: '外出|外出务工', refused: '拒答|不愿回答', moved: '搬走|已搬走|搬迁', noContact: '联系不上|失联', other: '其他' });
/** 题型 of a question that belongs to the census alone. */
export const AnswerKind = codeList('题型', { text: '填写', yesNo: '是否', choice: '选项' });
