import { codeList } from '#base/pure/codes.ts';
import { field, record } from '#base/pure/record.ts';
import { RoleCode } from '#modules/registry/schema/codes.ts';
import { Person } from '#modules/registry/schema.ts';

/** 慰问节点. */
export const CampaignNode = codeList('慰问节点', { springFestival: '春节', armyDay: '八一|建军节|八一建军节', qingming: '清明|清明节', martyrsDay: '9·30烈士纪念日|烈士纪念日|9·30|9.30', doubleNinth: '重阳|重阳节', other: '其他' });

/** 慰问活动: one round of condolence visits of a year, whose list of persons is frozen once. */
export const Campaign = record({
  name: 'relief.campaign', path: '/relief/campaigns', label: '慰问活动', ledger: '慰问方案', title: 'title',
  list: ['title', 'year', 'node', 'roles', 'standard', 'deadlineOn', 'frozenOn', 'listed', 'visited', 'completion'], filters: ['year', 'node', 'roles', 'deadlineOn'], search: ['title', 'responsible'],
  sort: '-year', identity: ['year', 'node', 'title'], reach: 'county', personal: false,
  fields: {
    title: field.text('慰问名称', { required: true, max: 100, synonyms: ['名称', '方案名称', '慰问活动'], section: '方案' }),
    year: field.integer('年度', { required: true, min: 2000, max: 2100, section: '方案' }),
    node: field.code('慰问节点', CampaignNode, { required: true, synonyms: ['节点', '时间节点'], section: '方案' }),
    roles: field.codes('慰问对象', RoleCode, { required: true, synonyms: ['对象类别', '人员类别'], section: '方案', help: '冻结名单时，这些类别的在册人员全部列入' }),
    standard: field.fen('慰问标准（每人）', { synonyms: ['标准', '慰问标准', '慰问金'], section: '方案' }),
    materials: field.text('慰问物资', { max: 200, synonyms: ['物资', '慰问品'], section: '方案' }),
    responsible: field.text('责任单位', { max: 100, section: '方案' }),
    deadlineOn: field.day('完成期限', { synonyms: ['截止日期', '完成时限'], section: '方案' }),
    frozenOn: field.day('名单冻结日期', { derived: true, section: '进度' }),
    listed: field.integer('名单人数', { derived: true, section: '进度' }),
    visited: field.integer('已慰问人数', { derived: true, section: '进度' }),
    completion: field.integer('完成率（%）', { derived: true, section: '进度' }),
  },
  check: (row) => [
    ...((row.roles as string[] | null)?.length === 0 ? [{ field: 'roles', message: '请至少选择一类慰问对象' }] : []),
    ...(BigInt(String(row.standard ?? 0)) < 0n ? [{ field: 'standard', message: '慰问标准不能为负数' }] : []),
  ],
});

/** 慰问情况 of one person on a frozen list. */
export const EntryState = codeList('慰问情况', { pending: '待慰问', visited: '已慰问|已走访', failed: '未能慰问|未慰问到' });

/** One person on the frozen list of a campaign. */
export const CampaignEntry = record({
  name: 'relief.campaign_entry', path: '/relief/campaign-entries', label: '慰问名单', ledger: '慰问名单台账', title: 'personId',
  list: ['campaignId', 'personId', 'state', 'visitedOn', 'amount', 'reason'], filters: ['campaignId', 'state', 'visitedOn', 'personId'], search: ['personId'],
  sort: 'state', identity: ['campaignId', 'personId'], reach: 'division', personal: true, placedBy: 'personId',
  timeline: { on: 'visitedOn', show: ['campaignId', 'state'] },
  fields: {
    campaignId: field.reference('慰问活动', () => Campaign, { required: true, synonyms: ['慰问名称', '活动'] }),
    personId: field.reference('服务对象', () => Person, { required: true, synonyms: ['姓名', '对象'] }),
    state: field.code('慰问情况', EntryState, { synonyms: ['状态', '是否慰问'] }),
    visitedOn: field.day('慰问日期', { synonyms: ['日期', '走访日期'] }),
    amount: field.fen('慰问金额', { synonyms: ['金额', '慰问金'] }),
    reason: field.text('未能慰问原因', { max: 200, synonyms: ['原因'], help: '如外出、住院、婉拒；请勿填写病情' }),
  },
  derive: (row) => ({ state: row.state ?? (row.visitedOn ? 'visited' : 'pending') }),
  check: (row, today) => [
    ...(row.state === 'visited' && !row.visitedOn ? [{ field: 'visitedOn', message: '已慰问的请填写慰问日期' }] : []),
    ...(row.state !== 'visited' && row.visitedOn ? [{ field: 'state', message: '填了慰问日期的，慰问情况应为已慰问' }] : []),
    ...(row.state === 'failed' && !row.reason ? [{ field: 'reason', message: '未能慰问的请写明原因' }] : []),
    ...(row.visitedOn && String(row.visitedOn) > today ? [{ field: 'visitedOn', message: '慰问日期晚于今天，慰问之后再登记' }] : []),
  ],
});
