import { codeList } from '#base/pure/codes.ts';
import { field, type Problem, record } from '#base/pure/record.ts';
import { scanSecrets } from '#base/pure/secrets.ts';
import { Person } from '#modules/registry/schema.ts';
import { BenefitCategory } from '../schema.ts';

const BASIS = '《军人抚恤优待条例》第八条、第五十八条、第五十九条';

/** 变动 of a person's benefits. */
export const MovementAct = codeList('变动', { stop: '停发', suspend: '中止', cancel: '取消', resume: '恢复' });
/** A code of `MovementAct`. */
export type MovementActName = 'stop' | 'suspend' | 'cancel' | 'resume';

/** 变动原因. */
export const MovementReason = codeList('变动原因', {
  unconfirmed: '未按期确认|未年度确认', lost: '失联待查|失联', imprisoned: '服刑|判处有期徒刑', deprived: '剥夺政治权利', wanted: '通缉', lifeOrDeath: '死刑或无期徒刑', dismissed: '开除军籍', fraud: '骗取待遇',
  declared: '宣告失踪或死亡', reconfirmed: '已确认恢复|已补办确认', released: '刑满恢复|服刑期满', cleared: '核查无误恢复|核查无误', other: '其他',
});

/** Which reasons an act may have. */
export const REASONS_OF: Readonly<Record<MovementActName, readonly string[]>> = {
  stop: ['unconfirmed', 'lost', 'declared', 'other'],
  suspend: ['imprisoned', 'deprived', 'wanted', 'other'],
  cancel: ['lifeOrDeath', 'dismissed', 'fraud', 'declared', 'other'],
  resume: ['reconfirmed', 'released', 'cleared', 'other'],
};

/** 变动状态: made by one person, settled by another; what is in force is only answered by a later movement. */
export const MovementState = codeList('变动状态', { proposed: '待复核', effective: '已生效', returned: '已退回', withdrawn: '已撤回' });

/** 待遇变动: from which month a person's benefits (one category, or all) are not paid, or paid again. */
export const Movement = record({
  name: 'benefits.movement', path: '/benefits/movements', label: '待遇变动', ledger: '待遇变动台账', title: 'personId',
  list: ['personId', 'act', 'category', 'month', 'makeGood', 'document', 'state', 'madeBy', 'confirmedBy', 'confirmedOn'], filters: ['state', 'act', 'category', 'month', 'confirmedOn', 'personId'], search: ['personId', 'document'],
  sort: '-createdAt', identity: ['personId', 'category', 'act', 'month'], reach: 'division', personal: true, placedBy: 'personId',
  timeline: { on: 'confirmedOn', show: ['act', 'category', 'month', 'state'] },
  fields: {
    personId: field.reference('服务对象', () => Person, { required: true, synonyms: ['姓名', '对象'], section: '变动' }),
    act: field.code('变动', MovementAct, { required: true, synonyms: ['变动类型', '变动类别'], section: '变动' }),
    category: field.code('待遇类别', BenefitCategory, { synonyms: ['优抚类别', '类别'], help: '不选为本人的全部待遇', section: '变动' }),
    month: field.partialDay('生效月份', { required: true, synonyms: ['停发月份', '恢复月份', '生效年月'], help: '从这个月起不发或恢复发放，如 2025-01；补发的恢复从停发的月份起', section: '变动' }),
    reason: field.code('变动原因', MovementReason, { required: true, sealed: true, basis: BASIS, synonyms: ['原因'], section: '变动' }),
    makeGood: field.boolean('补发停发的月份', { help: '只有恢复需要填写', section: '变动' }),
    document: field.text('决定文号', { max: 100, synonyms: ['文号', '依据'], help: '中止、取消由省级决定，须填写文号', section: '变动' }),
    note: field.note('说明', { max: 200, sealed: true, basis: BASIS, synonyms: ['备注'], help: '请勿填写涉密内容和个人号码', section: '变动' }),
    state: field.code('变动状态', MovementState, { derived: true, section: '复核' }),
    madeBy: field.text('登记人', { derived: true, section: '复核' }),
    madeOn: field.day('登记日期', { derived: true, section: '复核' }),
    confirmedBy: field.text('复核人', { derived: true, section: '复核' }),
    confirmedOn: field.day('复核日期', { derived: true, section: '复核' }),
    opinion: field.text('复核意见', { max: 200, derived: true, section: '复核' }),
  },
  derive: (row) => ({ state: row.state ?? 'proposed', ...(row.act === 'resume' ? {} : { makeGood: null }) }),
  check: (row): Problem[] => {
    const act = row.act as MovementActName;
    const problems: Problem[] = [];
    if (!/^\d{4}-\d{2}$/.test(String(row.month))) problems.push({ field: 'month', message: '生效月份应为年月，如 2025-01' });
    if (row.reason && !REASONS_OF[act]?.includes(String(row.reason))) problems.push({ field: 'reason', message: `${MovementAct.codes.find(({ code }) => code === act)?.label ?? '这种变动'}没有这项原因` });
    if (row.reason === 'other' && !row.note) problems.push({ field: 'note', message: '原因为“其他”的，请在说明中写明' });
    if ((act === 'suspend' || act === 'cancel') && !row.document) problems.push({ field: 'document', message: '中止、取消须有省级决定，请填写决定文号' });
    if (act === 'resume' && typeof row.makeGood !== 'boolean') problems.push({ field: 'makeGood', message: '恢复须写明停发的月份是否补发' });
    const found = scanSecrets(String(row.note ?? ''))[0];
    if (found) problems.push({ field: 'note', message: `“${found.match}”疑似涉密或个人号码，请勿填写` });
    return problems;
  },
});
