import { codeList } from '#base/pure/codes.ts';

/** Where a bulletin stands. */
export const BulletinState = codeList('简报状态', { draft: '草稿', review: '部门审核', secrecy: '保密审查', signing: '签发', numbered: '编号', issued: '印发', archived: '归档' });
export type BulletinState = 'draft' | 'review' | 'secrecy' | 'signing' | 'numbered' | 'issued' | 'archived';

/** What is done to a bulletin; each act leaves one step with person and time. */
export const BulletinAct = codeList('简报操作', { compose: '起草', save: '修改', submit: '送部门审核', passReview: '审核通过', passSecrecy: '保密审查通过', sendBack: '退回修改', signOff: '签发', issue: '印发', archive: '归档' });
export type BulletinAct = 'compose' | 'save' | 'submit' | 'passReview' | 'passSecrecy' | 'sendBack' | 'signOff' | 'issue' | 'archive';

/** The yearly bulletin, or the correction of a signed one. */
export const BulletinKind = codeList('简报种类', { annual: '年度简报', erratum: '勘误' });
export type BulletinKind = 'annual' | 'erratum';
